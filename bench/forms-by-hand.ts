/** The totals of all 22 forms of the inspection sector, this year and the last, as a careful engineer would count them. */
import type { Reader } from '../src/db/door.ts';

/** Totals of a form: of the period, and of the same days a year earlier. */
export type Totals = Readonly<Record<string, { now: number; before: number }>>;

type Line = { form: string; now: number; before: number };

/** Both periods by one scan; `day` is the day a record counts on. */
const bothYears = (day: string): string => `
  count(*) filter (where ${day} between '2023-01-01' and '2023-09-30')::int as now,
  count(*) filter (where ${day} between '2022-01-01' and '2022-09-30')::int as before`;

const beneath = (unit: string, day: string): string => `join unit_closure c on c.ancestor = $1
  and c.descendant = ${unit} and ${day} >= c.valid_from and ${day} < c.valid_to`;

/** Forms 1–12: subjects of work of one kind, by bodies of some kinds. */
const WORK = `
  select f.form, ${bothYears('x.concluded_on')}
  from (values ('ktdv-d30', 'member', 'article30', array['committee', 'standing_committee', 'cell']),
    ('kttc-d30', 'organisation', 'article30', array['committee', 'standing_committee']),
    ('gsdv-cap-uy', 'member', 'thematic_supervision', array['committee', 'standing_committee', 'cell']),
    ('gstc-cap-uy', 'organisation', 'thematic_supervision', array['committee', 'standing_committee']),
    ('gsdv-ubkt', 'member', 'thematic_supervision', array['inspection_commission']),
    ('gstc-ubkt', 'organisation', 'thematic_supervision', array['inspection_commission']),
    ('dhvp-dv', 'member', 'signs', array['inspection_commission', 'cell']),
    ('dhvp-tc', 'organisation', 'signs', array['inspection_commission']),
    ('nhiem-vu', 'organisation', 'duty', array['inspection_commission']),
    ('thi-hanh-ky-luat-kt', 'organisation', 'discipline_enforcement', array['inspection_commission']),
    ('dang-phi', 'organisation', 'finance_dues', array['inspection_commission']),
    ('ngan-sach', 'organisation', 'finance_budget', array['inspection_commission'])) f (form, kind, work, bodies)
  join inspection_subject x on x.kind = f.kind and f.work = any (x.works)
    and x.concluded_on between '2022-01-01' and '2023-09-30'
  join inspection i on i.id = x.inspection
  join body b on b.id = i.body and b.kind = any (f.bodies)
  ${beneath('x.unit', 'x.concluded_on')}
  group by f.form`;

/** Forms 13–15: cases by the decision in force on the last day of their own period. */
const DISCIPLINE = `
  select case when d.subject_kind = 'organisation' then 'thkl-tc-cap-uy'
      when b.kind = 'inspection_commission' then 'thkl-dv-ubkt' else 'thkl-dv-cap-uy' end as form,
    ${bothYears('f.decided_on')}
  from discipline_decision d
  join discipline_decision f on f.id = coalesce(d.changes, d.id) and f.decided_on between '2022-01-01' and '2023-09-30'
  join body b on b.id = d.body
  ${beneath('d.unit', 'd.decided_on')}
  where d.form <> 'none' and (d.subject_kind = 'member' or b.kind in ('committee', 'standing_committee'))
    and d.decided_on <= make_date(extract(year from f.decided_on)::int, 9, 30)
    and not exists (select from discipline_decision n where coalesce(n.changes, n.id) = f.id
      and n.decided_on <= make_date(extract(year from f.decided_on)::int, 9, 30)
      and (n.decided_on, n.changes is not null, n.id) > (d.decided_on, d.changes is not null, d.id))
  group by 1`;

/** Forms 16–17: whoever was denounced, on the day their matter was concluded. */
const DENOUNCED = `
  select case p.kind when 'member' then 'gqtc-dv' else 'gqtc-tc' end as form, ${bothYears('t.day')}
  from denounced p
  join (select case_id, min(done_on) as day from case_step where kind = 'denunciation' and step = 'conclude'
    group by case_id) t on t.case_id = p.denunciation
  join denunciation n on n.id = p.denunciation
  join body b on b.id = n.body and b.kind = 'inspection_commission'
  ${beneath('p.unit', 't.day')}
  where exists (select from allegation a where a.denounced = p.id and a.finding is not null)
  group by 1`;

/** Forms 18–20: complaints, on the day of the decision that resolved them. */
const COMPLAINTS = `
  select case when f.subject_kind = 'organisation' then 'gqkn-tc-cap-uy'
      when b.kind = 'inspection_commission' then 'gqkn-dv-ubkt' else 'gqkn-dv-cap-uy' end as form,
    ${bothYears('r.decided_on')}
  from complaint k
  join discipline_decision f on f.id = k.decision
  join discipline_decision r on r.id = k.resolution
  join body b on b.id = k.body
  ${beneath('k.unit', 'r.decided_on')}
  where f.subject_kind = 'member' or b.kind in ('committee', 'standing_committee')
  group by 1`;

/** Form 21: letters to commissions, duplicates apart. */
const LETTERS = `
  select 'don-thu' as form, ${bothYears('p.received_on')}
  from petition p
  join body b on b.id = p.body and b.kind = 'inspection_commission'
  ${beneath('p.unit', 'p.received_on')}
  where p.duplicate_of is null and p.received_on between '2022-01-01' and '2023-09-30'`;

/** Form 22: who sat on a commission on the last day. */
const staffOn = (day: string): string => `count(*) filter (where p.valid_from <= '${day}'
    and (p.valid_to is null or p.valid_to > '${day}'))::int`;

const STAFF = `
  select 'can-bo' as form, ${staffOn('2023-09-30')} as now, ${staffOn('2022-09-30')} as before
  from party_post p
  join body b on b.id = p.body and b.kind = 'inspection_commission'
  ${beneath('p.unit', "date '2023-09-30'")}`;

/** Six statements, for a unit; a form that has no records is left out. */
export async function countByHand(tx: Reader, unit: string): Promise<Totals> {
  const lines: Line[] = [];
  for (const text of [WORK, DISCIPLINE, DENOUNCED, COMPLAINTS, LETTERS, STAFF])
    lines.push(...(await tx.unsafe<Line[]>(text, [unit], { prepare: true })));
  return Object.fromEntries(lines.map(({ form, now, before }) => [form, { now, before }]));
}
