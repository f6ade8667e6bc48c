/** Where the discipline figures come from: cases by the decision in force, their contents, and changes. */
import type { FigureSource, When } from '../../figures/define.ts';
import { type Facts, ownAndAbove, type RawRow } from '../../figures/facts.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import { committeeLevelOf, committeeLevelSql, saidOf, saidOfSql } from '../membership/contract.ts';
import { outsideOf, outsideSql } from './outside-figures.ts';

/**
 * Cases first decided in the period, with the decision in force at as-of; cancelled ones are no cases. Told from the
 * decision (`d`), because it is what lies under a unit: a commune's cases are found without reading everybody's.
 */
const IN_FORCE = `
from discipline_decision d
join discipline_decision f on f.id = coalesce(d.changes, d.id)
left join body b on b.id = d.body
join scope s on s.unit = d.unit and d.decided_on >= s.valid_from and d.decided_on < s.valid_to`;

const LATER = '> (d.decided_on, d.changes is not null, d.id)';

const COUNTED = `where f.changes is null and f.decided_on between :from and :to and d.decided_on <= :as_of and d.form <> 'none'
  and not (f.decided_on <= :as_of and (f.decided_on, false, f.id) ${LATER})
  and not exists (
    select from discipline_decision c
    where c.changes = f.id and c.decided_on <= :as_of and (c.decided_on, true, c.id) ${LATER}
  )`;

export const disciplined: FigureSource = {
  name: 'disciplined',
  record: 'discipline_decision',
  sql: `
select s.top, d.id as record, d.unit, f.decided_on as on_date, d.subject_kind, d.form, b.kind as body_kind,
  (select u.kind from unit_period u where u.unit = d.unit and d.decided_on >= u.valid_from
    and (u.valid_to is null or d.decided_on < u.valid_to)) as unit_kind, s.own, d.committee_member,
  d.primary_content as content, ${committeeLevelSql('d.subject_person', 'd.decided_on')} as committee_level,
  ${saidOfSql('managed_by', 'd.subject_person', 'd.decided_on')} as managed_by, ${outsideSql('f')},
  (select u.kind from unit_period u where u.unit = d.subject_unit and d.decided_on >= u.valid_from
    and (u.valid_to is null or d.decided_on < u.valid_to)) as organisation_kind
${IN_FORCE}
${COUNTED}`,
  *recount(facts, when) {
    for (const { first, decision } of casesOf(facts, when)) {
      const day = decision.decided_on as PlainDate;
      for (const place of ownAndAbove(facts, decision.unit, day)) {
        yield {
          ...place,
          record: decision.id,
          unit: decision.unit,
          on: first.decided_on as PlainDate,
          subject_kind: decision.subject_kind,
          form: decision.form,
          body_kind: facts.row('body', decision.body as string)!.kind,
          unit_kind: facts.unitOn(decision.unit, day)!.kind,
          committee_member: decision.committee_member,
          content: decision.primary_content,
          committee_level: committeeLevelOf(facts, decision.subject_person as string | null, day),
          managed_by: saidOf(facts, 'managed_by', decision.subject_person as string | null, day),
          organisation_kind:
            (decision.subject_unit && facts.unitOn(decision.subject_unit as string, day)?.kind) ?? null,
          ...outsideOf(facts, first, when),
        };
      }
    }
  },
};

export const violations: FigureSource = {
  name: 'violations',
  record: 'discipline_decision',
  sql: `
select s.top, d.id as record, d.unit, f.decided_on as on_date, d.subject_kind, v.content
${IN_FORCE}
cross join lateral (select distinct content from unnest(d.contents || d.primary_content) as content) v
${COUNTED}`,
  *recount(facts, when) {
    for (const { first, decision } of casesOf(facts, when)) {
      const contents = new Set([decision.primary_content as string, ...(decision.contents as string[])]);
      for (const content of contents) {
        yield {
          record: decision.id,
          unit: decision.unit,
          on: first.decided_on as PlainDate,
          tops: facts.above(decision.unit, decision.decided_on as PlainDate),
          subject_kind: decision.subject_kind,
          content,
        };
      }
    }
  },
};

const ORDER = ['none', 'reprimand', 'warning', 'dismissal', 'dissolution', 'expulsion'];

const rank = (form: string): string => `array_position(array['${ORDER.join("', '")}'], ${form})`;

/** SQL: what the decision `by` made of the form before it in its case; null where there is none before. */
export const outcomeSql = (by: string): string => `(
  select case when ${by}.form = 'none' then 'cancelled' when ${rank(`${by}.form`)} > ${rank('e.form')} then 'raised'
    when ${rank(`${by}.form`)} < ${rank('e.form')} then 'lowered' else 'kept' end
  from discipline_decision e
  where (e.id = ${by}.changes or e.changes = ${by}.changes) and e.id <> ${by}.id
    and (e.decided_on, e.changes is not null, e.id) < (${by}.decided_on, true, ${by}.id)
  order by e.decided_on desc, (e.changes is not null) desc, e.id desc limit 1)`;

/** The same by the second method, from raw rows. */
export function outcomeOf(
  facts: Facts,
  decision: string,
): 'cancelled' | 'raised' | 'lowered' | 'kept' | null {
  const row = facts.row('discipline_decision', decision)!;
  const decisions = chainOf(facts, (row.changes as string | null) ?? row.id);
  const before = decisions[decisions.findIndex(({ id }) => id === row.id) - 1];
  if (!before) return null;
  if (row.form === 'none') return 'cancelled';
  const step = ORDER.indexOf(row.form as string) - ORDER.indexOf(before.form as string);
  return step > 0 ? 'raised' : step < 0 ? 'lowered' : 'kept';
}

export const changes: FigureSource = {
  name: 'discipline_changes',
  record: 'discipline_decision',
  sql: `
select s.top, c.id as record, c.unit, c.decided_on as on_date, c.subject_kind, c.changes as case_id, o.outcome
from discipline_decision c
cross join lateral (select ${outcomeSql('c')} as outcome) o
join scope s on s.unit = c.unit and c.decided_on >= s.valid_from and c.decided_on < s.valid_to
where c.changes is not null and o.outcome is not null and c.decided_on between :from and :to`,
  *recount(facts, when) {
    for (const row of facts.rows('discipline_decision')) {
      const on = row.decided_on as PlainDate;
      if (row.changes === null || on < when.from || on > when.to) continue;
      const outcome = outcomeOf(facts, row.id);
      if (!outcome) continue;
      yield {
        record: row.id,
        unit: row.unit,
        on,
        subject_kind: row.subject_kind,
        case_id: row.changes,
        outcome,
      };
    }
  },
};

/** A case’s decisions in the order in which they took hold. */
function chainOf(facts: Facts, first: string): RawRow[] {
  const key = (row: RawRow) => `${row.decided_on} ${row.changes === null ? 0 : 1} ${row.id}`;
  return [
    facts.row('discipline_decision', first)!,
    ...facts.by('discipline_decision', 'changes', first),
  ].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

function* casesOf(facts: Facts, when: When): Generator<{ first: RawRow; decision: RawRow }> {
  for (const first of facts.rows('discipline_decision')) {
    const on = first.decided_on as string;
    if (first.changes !== null || on < when.from || on > when.to) continue;
    const known = chainOf(facts, first.id).filter((row) => (row.decided_on as string) <= when.asOf);
    const decision = known.at(-1);
    if (decision && decision.form !== 'none') yield { first, decision };
  }
}
