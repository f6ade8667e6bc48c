/** The hand-written numbers of inspection, supervision, discipline, petitions and remediation. */

import type { PendingQuery, Row } from 'postgres';
import type { Asked, Counts } from './hand-written.ts';

/** Programmes issued beneath the unit; items and subjects of the unit's own programmes. */
export const programmesByHand = ({ tx, unit, now, earlier }: Asked) =>
  Promise.all([
    tx<Counts>`
      select count(distinct p.unit)::int as "prog.issued"
      from programme p
      join unit_closure c on c.ancestor = ${unit} and c.descendant = p.unit and c.valid_from <= ${now.asOf}
        and c.valid_to > ${now.asOf}
      where p.year = ${now.year} and p.approved_on <= ${now.asOf}`,
    itemsByHand({ tx, unit, now, earlier }),
    subjectsByHand({ tx, unit, now, earlier }),
  ]);

const itemsByHand = ({ tx, unit, now, earlier }: Asked) => tx<Counts>`
  with item as (
    select d.back, b.kind, coalesce((select bool_and(coalesce(i.concluded_on <= d.day, false)) from inspection i
      where i.item = it.id and i.opened_on <= d.day), false) as done
    from (values (0, ${now.year}::int, ${now.asOf}::date), (1, ${earlier.year}::int, ${earlier.asOf}::date)) d (back, year, day)
    join programme p on p.unit = ${unit} and p.year = d.year and p.approved_on <= d.day
    join programme_item it on it.programme = p.id and (it.added_on is null or it.added_on <= d.day)
    join body b on b.id = p.body
    where not exists (select from programme_change x where x.item = it.id and x.kind = 'drop' and x.decided_on <= d.day)
  )
  select back,
    count(*) filter (where kind = 'committee')::int as "insp_sup.committee.sessions.plan",
    count(*) filter (where kind = 'committee' and done)::int as "insp_sup.committee.sessions.done",
    count(*) filter (where kind = 'standing_committee')::int as "insp_sup.standing.sessions.plan",
    count(*) filter (where kind = 'standing_committee' and done)::int as "insp_sup.standing.sessions.done",
    count(*) filter (where kind = 'inspection_commission')::int as "insp_sup.ubkt_programme.sessions.plan",
    count(*) filter (where kind = 'inspection_commission' and done)::int as "insp_sup.ubkt_programme.sessions.done"
  from item group by back`;

const subjectsByHand = async ({ tx, unit, now }: Asked): Promise<Counts> => {
  const rows = await tx<{ body: string; kind: string; plan: number; done: number }[]>`
    with item as (
      select it.id, b.kind as body from programme p
      join programme_item it on it.programme = p.id and (it.added_on is null or it.added_on <= ${now.asOf})
      join body b on b.id = p.body
      where p.unit = ${unit} and p.year = ${now.year} and p.approved_on <= ${now.asOf}
        and not exists (select from programme_change x
          where x.item = it.id and x.kind = 'drop' and x.decided_on <= ${now.asOf})
    ), subject as (
      select t.body, x.kind, coalesce(x.subject_unit, x.subject_person) as who, x.concluded_on
      from item t join inspection_subject x on x.item = t.id
      union all
      select t.body, x.kind, coalesce(x.subject_unit, x.subject_person), x.concluded_on
      from item t join inspection i on i.item = t.id
      join inspection_subject x on x.inspection = i.id and x.item is null
    )
    select body, kind, count(distinct who)::int as plan,
      count(distinct who) filter (where concluded_on <= ${now.asOf})::int as done
    from subject group by body, kind`;
  const stems: Record<string, string> = {
    committee: 'committee',
    standing_committee: 'standing',
    inspection_commission: 'ubkt_programme',
  };
  return rows.flatMap(({ body, kind, plan, done }) => {
    const stem = `insp_sup.${stems[body]}.${kind === 'organisation' ? 'orgs' : 'members'}`;
    return stems[body] ? [{ [`${stem}.plan`]: plan, [`${stem}.done`]: done }] : [];
  });
};

/** Work of the unit's own inspection commission, of this year and the one before. */
export const workByHand = ({ tx, unit, now, earlier }: Asked) => tx<Counts>`
  with work as (
    select d.back, i.nature, x.works, x.subject_unit as org, x.subject_person as member,
      coalesce(x.concluded_on <= d.day, false) as done
    from (values (0, ${now.from}::date, ${now.asOf}::date), (1, ${earlier.from}::date, ${earlier.asOf}::date))
      d (back, since, day)
    join inspection i on i.unit = ${unit} and i.opened_on <= d.day
    join body b on b.id = i.body and b.kind = 'inspection_commission'
    join inspection_subject x on x.inspection = i.id
      and (x.concluded_on is null or x.concluded_on >= d.since)
  )
  select back,
    count(distinct org) filter (where done and 'signs' = any (works))::int as "insp.signs.ubkt.orgs.done",
    count(distinct org) filter (where not done and 'signs' = any (works))::int as "insp.signs.ubkt.orgs.ongoing",
    count(distinct member) filter (where done and 'signs' = any (works))::int as "insp.signs.ubkt.members.done",
    count(distinct member) filter (where not done and 'signs' = any (works))::int as "insp.signs.ubkt.members.ongoing",
    count(distinct org) filter (where done and 'thematic_supervision' = any (works))::int as "sup.thematic.ubkt.orgs",
    count(distinct member) filter (where done and 'thematic_supervision' = any (works))::int
      as "sup.thematic.ubkt.members",
    count(distinct org) filter (where done and nature = 'inspection'
      and works && array['duty', 'discipline_enforcement', 'finance_dues', 'finance_budget'])::int
      as "insp.duty_or_finance.orgs.done",
    count(distinct org) filter (where done and nature = 'inspection' and 'duty' = any (works))::int as "insp.duty.orgs",
    count(distinct org) filter (where done and nature = 'inspection' and 'discipline_enforcement' = any (works))::int
      as "insp.discipline_enforcement.orgs",
    count(distinct org) filter (where done and nature = 'inspection' and 'finance_dues' = any (works))::int
      as "insp.finance.dues.orgs",
    count(distinct org) filter (where done and nature = 'inspection' and 'finance_budget' = any (works))::int
      as "insp.finance.budget.orgs"
  from work group by back`;

/** Cases first decided in the period, by the decision in force at as-of: in all, by content, by unit beneath. */
export const disciplineByHand = async ({ tx, unit, now, earlier }: Asked): Promise<Counts> => {
  const cases = (period: Asked['now']) => tx`
    select d.unit, d.decided_on, d.form, d.subject_kind, b.kind as body, d.primary_content, d.contents
    from discipline_decision f
    cross join lateral (
      select c.* from discipline_decision c where (c.id = f.id or c.changes = f.id) and c.decided_on <= ${period.asOf}
      order by c.decided_on desc, (c.changes is not null) desc, c.id desc limit 1
    ) d
    join body b on b.id = d.body
    where f.changes is null and f.decided_on between ${period.from} and ${period.to} and d.form <> 'none'`;
  const under = (ancestor: PendingQuery<Row[]>) => tx`
    join unit_closure c on c.descendant = d.unit and d.decided_on >= c.valid_from and d.decided_on < c.valid_to
      and c.ancestor = ${ancestor}`;
  const self = tx`${unit}`;
  const [decided, yearAgo, contents, children] = await Promise.all([
    tx<{ kind: string; body: string; form: string; n: number }[]>`
      select subject_kind as kind, body, form, count(*)::int as n from (${cases(now)}) d ${under(self)}
      group by subject_kind, body, form`,
    tx<Counts>`select 1 as back, count(*)::int as "disc.members.total",
        count(*) filter (where form = 'expulsion')::int as "disc.members.expulsion"
      from (${cases(earlier)}) d ${under(self)} where subject_kind = 'member'`,
    tx<{ content: string; n: number }[]>`
      select v.content, count(*)::int as n from (${cases(now)}) d ${under(self)}
      cross join lateral (select distinct content from unnest(d.contents || d.primary_content) as content) v
      where subject_kind = 'member' group by v.content`,
    tx<Counts>`
      select k.unit as child, count(*)::int as "disc.members.total"
      from (${cases(now)}) d
      join unit_period k on k.parent = ${unit} and k.valid_from <= ${now.to}
        and (k.valid_to is null or k.valid_to > ${now.to})
      ${under(tx`k.unit`)} where subject_kind = 'member' group by k.unit`,
  ]);
  return [
    byBodyAndForm(decided),
    ...yearAgo,
    ...contents.map(({ content, n }) => ({ [`disc.violation.${content}`]: n })),
    ...children,
  ];
};

function byBodyAndForm(rows: readonly { kind: string; body: string; form: string; n: number }[]) {
  const numbers: Record<string, number> = {};
  const add = (key: string, n: number) => {
    numbers[key] = (numbers[key] ?? 0) + n;
  };
  for (const { kind, body, form, n } of rows) {
    if (kind === 'organisation') {
      add('disc.orgs.total', n);
      continue;
    }
    const ubkt = body === 'inspection_commission';
    add('disc.members.total', n);
    add(`disc.members.${form}`, n);
    const side = ubkt ? 'disc.members.by_ubkt' : 'disc.members.by_committees_and_cells';
    add(side, n);
    add(`${side}.${form}`, n);
    if (!ubkt) add(`disc.members.by_${body}`, n);
  }
  return numbers;
}

/** Letters at the unit's own inspection commission, and duties that follow from its conclusions. */
export const dutiesByHand = ({ tx, unit, now, earlier }: Asked) =>
  Promise.all([
    tx<Counts>`
      select d.back,
        count(*) filter (where p.kind <> 'feedback' and p.duplicate_of is null)::int as "pet.received",
        count(*) filter (where p.kind = 'denunciation' and p.duplicate_of is null)::int as "pet.denunciation",
        count(*) filter (where p.kind = 'complaint' and p.duplicate_of is null)::int as "pet.complaint",
        count(*) filter (where p.kind <> 'feedback' and p.duplicate_of is not null)::int as "pet.duplicates",
        count(*) filter (where p.kind = 'feedback' and p.duplicate_of is null)::int as "pet.feedback"
      from (values (0, ${now.from}::date, ${now.asOf}::date), (1, ${earlier.from}::date, ${earlier.asOf}::date))
        d (back, since, until)
      join petition p on p.unit = ${unit} and p.received_on between d.since and d.until
      join body b on b.id = p.body and b.kind = 'inspection_commission'
      group by d.back`,
    tx<Counts>`
      select count(*)::int as "pet.resolved" from petition p
      join body b on b.id = p.body and b.kind = 'inspection_commission'
      where p.unit = ${unit} and p.kind <> 'feedback' and p.duplicate_of is null
        and p.resolved_on between ${now.from} and ${now.asOf}`,
    tx<Counts>`
      select count(*)::int as "rem.requested",
        count(*) filter (where r.done_on <= ${now.asOf})::int as "rem.done",
        count(*) filter (where coalesce(r.done_on > ${now.asOf}, true))::int as "rem.open",
        count(*) filter (where coalesce(r.done_on > ${now.asOf}, true) and r.due_on < ${now.asOf})::int as "rem.overdue"
      from remediation r join inspection_subject x on x.id = r.subject
      where r.unit = ${unit} and x.concluded_on between ${now.from} and ${now.asOf}`,
  ]);
