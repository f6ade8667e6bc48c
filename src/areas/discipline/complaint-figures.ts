/** Complaints that had to be resolved and were, by what they are about and how they ended; orders of suspension. */
import type { Counted, Figure, FigureArea, FigureSource, When, Where } from '../../figures/define.ts';
import { type Facts, ownAndAbove, type RawRow } from '../../figures/facts.ts';
import { unitKindOf, unitKindSql } from '../../figures/unit-kind.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import { type Words, w } from '../../kernel/words.ts';
import { committeeLevelOf, committeeLevelSql, saidOf, saidOfSql } from '../membership/contract.ts';
import { ABOUT, CAUSES, OUTCOMES } from './complaint.ts';
import { outcomeOf, outcomeSql } from './sources.ts';

/** The first day on which a step of a complaint was taken. */
const stepDay = (step: string): string => `(select min(t.done_on) from case_step t
    where t.kind = 'complaint' and t.case_id = c.id and t.step = '${step}' and t.done_on <= :as_of)`;

/**
 * Accepted by as-of, and neither resolved before the period nor withdrawn. One that is resolved counts on the day of
 * the decision that resolved it, one that is not yet on the day it was accepted.
 */
const complaints: FigureSource = {
  name: 'complaints_due',
  record: 'complaint',
  sql: `
select s.top, c.id as record, c.unit, v.on_date, v.state, b.kind as body_kind, s.own, f.subject_kind, c.about,
  case when v.state = 'done' then c.cause end as cause, case when v.state = 'done' then ${outcomeSql('r')} end as outcome,
  ${unitKindSql('c.unit', 'v.on_date')} as unit_kind, ${unitKindSql('f.subject_unit', 'v.on_date')} as organisation_kind,
  ${committeeLevelSql('f.subject_person', 'f.decided_on')} as committee_level,
  ${saidOfSql('managed_by', 'f.subject_person', 'f.decided_on')} as managed_by
from complaint c
join discipline_decision f on f.id = c.decision
left join discipline_decision r on r.id = c.resolution
left join body b on b.id = c.body
cross join lateral (select ${stepDay('accept')} as accepted, ${stepDay('withdraw')} as withdrawn) t
cross join lateral (select case when r.decided_on <= :as_of then 'done' else 'open' end as state,
  case when r.decided_on <= :as_of then r.decided_on else t.accepted end as on_date) v
join scope s on s.unit = c.unit and v.on_date >= s.valid_from and v.on_date < s.valid_to
where t.accepted is not null and t.withdrawn is null and (v.state = 'open' or v.on_date >= :from)`,
  *recount(facts, when) {
    for (const row of facts.rows('complaint')) {
      const found = dueOf(facts, row, when);
      if (!found) continue;
      const first = facts.row('discipline_decision', row.decision as string)!;
      for (const place of ownAndAbove(facts, row.unit, found.on)) {
        yield {
          ...{ ...place, ...found, record: row.id, unit: row.unit, about: row.about },
          body_kind: facts.row('body', row.body as string)!.kind,
          subject_kind: first.subject_kind,
          cause: found.state === 'done' ? row.cause : null,
          outcome: found.state === 'done' ? outcomeOf(facts, row.resolution as string) : null,
          unit_kind: unitKindOf(facts, row.unit, found.on),
          organisation_kind: unitKindOf(facts, first.subject_unit, found.on),
          committee_level: committeeLevelOf(
            facts,
            first.subject_person as string | null,
            first.decided_on as PlainDate,
          ),
          managed_by: saidOf(
            facts,
            'managed_by',
            first.subject_person as string | null,
            first.decided_on as PlainDate,
          ),
        };
      }
    }
  },
};

function dueOf(facts: Facts, row: RawRow, when: When): { state: 'done' | 'open'; on: PlainDate } | undefined {
  const days = (step: string) =>
    facts
      .by('case_step', 'case_id', row.id)
      .filter((one) => one.kind === 'complaint' && one.step === step && (one.done_on as string) <= when.asOf)
      .map(({ done_on }) => done_on as PlainDate)
      .sort();
  const [accepted] = days('accept');
  if (!accepted || days('withdraw').length > 0) return undefined;
  const resolved = facts.row('discipline_decision', row.resolution as string | null)?.decided_on as
    | PlainDate
    | undefined;
  if (!resolved || resolved > when.asOf) return { state: 'open', on: accepted };
  return resolved >= when.from ? { state: 'done', on: resolved } : undefined;
}

/** Orders decided in the period, by the body that gave them. */
const suspensions: FigureSource = {
  name: 'suspension_orders',
  record: 'suspension_order',
  sql: `
select s.top, o.id as record, o.unit, o.decided_on as on_date, b.kind as body_kind, s.own, o.subject_kind, o.what,
  ${unitKindSql('o.unit', 'o.decided_on')} as unit_kind,
  ${committeeLevelSql('o.subject_person', 'o.decided_on')} as committee_level,
  ${saidOfSql('managed_by', 'o.subject_person', 'o.decided_on')} as managed_by
from suspension_order o
left join body b on b.id = o.body
join scope s on s.unit = o.unit and o.decided_on >= s.valid_from and o.decided_on < s.valid_to
where o.decided_on between :from and :to`,
  *recount(facts, when): Iterable<Counted> {
    for (const row of facts.rows('suspension_order')) {
      const on = row.decided_on as PlainDate;
      if (on < when.from || on > when.to) continue;
      const { subject_kind, what } = row;
      for (const place of ownAndAbove(facts, row.unit, on)) {
        yield {
          ...{ ...place, record: row.id, unit: row.unit, on, subject_kind, what },
          body_kind: facts.row('body', row.body as string)!.kind,
          unit_kind: unitKindOf(facts, row.unit, on),
          committee_level: committeeLevelOf(facts, row.subject_person as string | null, on),
          managed_by: saidOf(facts, 'managed_by', row.subject_person as string | null, on),
        };
      }
    }
  },
};

const SUBJECTS = {
  members: { subject_kind: 'member', words: w('của đảng viên', 'of members') },
  orgs: { subject_kind: 'organisation', words: w('của tổ chức đảng', 'of organisations') },
} as const;

const figure = (key: string, where: Where, words: Words, part?: Figure['part']): Figure => ({
  ...{ key, source: complaints.name, where, words, unit: 'case', nature: 'progress' },
  ...(part ? { part } : {}),
});

const DIMENSIONS = { about: ABOUT, outcome: OUTCOMES, cause: CAUSES } as const;

const ofSubject = (name: keyof typeof SUBJECTS): Figure[] => {
  const { subject_kind, words } = SUBJECTS[name];
  const [due, resolved] = [`comp.each.${name}.due`, `comp.each.${name}.resolved`];
  const called = w(`Khiếu nại kỷ luật ${words.vi} đã giải quyết xong`, `Complaints ${words.en}, resolved`);
  return [
    figure(
      due,
      { subject_kind },
      w(`Khiếu nại kỷ luật ${words.vi} phải giải quyết`, `Complaints ${words.en} to be resolved`),
    ),
    figure(resolved, { subject_kind, state: 'done' }, called, {
      ...{ of: due, relation: 'subset', dimension: 'state' },
    }),
    ...Object.entries(DIMENSIONS).flatMap(([dimension, codes]) =>
      Object.entries(codes).map(([code, said]) =>
        figure(
          `${resolved}.${dimension}.${code}`,
          { subject_kind, state: 'done', [dimension]: code },
          w(`${called.vi}: ${said.vi.toLowerCase()}`, `${called.en}: ${said.en.toLowerCase()}`),
          // A form that is kept has no cause of a change.
          { of: resolved, relation: dimension === 'cause' ? 'subset' : 'partition', dimension },
        ),
      ),
    ),
  ];
};

const suspended = (key: string, where: Where, words: Words): Figure => ({
  ...{ key, source: suspensions.name, where, words, unit: 'case', nature: 'flow' },
});

export const complaintFigures: FigureArea = {
  sources: [complaints, suspensions],
  figures: [
    ...ofSubject('members'),
    ...ofSubject('orgs'),
    suspended(
      'disc.suspended.members',
      { subject_kind: 'member', what: 'party' },
      w('Quyết định đình chỉ sinh hoạt đảng của đảng viên', 'Orders that suspend members’ Party activity'),
    ),
    suspended(
      'disc.suspended.committee_members',
      { subject_kind: 'member', what: 'committee' },
      w('Quyết định đình chỉ sinh hoạt cấp ủy', 'Orders that suspend members’ committee activity'),
    ),
    suspended(
      'disc.suspended.orgs',
      { subject_kind: 'organisation' },
      w('Quyết định đình chỉ hoạt động của tổ chức đảng', 'Orders that suspend organisations'),
    ),
  ],
};
