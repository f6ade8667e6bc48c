/**
 * The numbers of the nine-month report in the SQL a careful engineer would write by hand for this one report: few
 * statements, no catalogue, no policies, nothing that could be opened. What the product is measured against, and
 * a second opinion on its numbers.
 */
import type { Reader } from '../src/db/door.ts';
import type { PlainDate } from '../src/kernel/plain-date.ts';
import { disciplineByHand, dutiesByHand, programmesByHand, workByHand } from './hand-written-work.ts';

/** The days of the report and of the one it is compared with. */
export type Days = { from: PlainDate; to: PlainDate; before: PlainDate; asOf: PlainDate; year: number };

export type Asked = { tx: Reader; unit: string; now: Days; earlier: Days };

/** Rows whose columns are called like figures; `back` is 1 for the year before, `child` a unit directly beneath. */
export type Counts = readonly { back?: number; child?: string; [figure: string]: unknown }[];

/** Value by figure key. */
export type Numbers = Map<string, number>;
export type HandWritten = { now: Numbers; earlier: Numbers; children: Map<string, Numbers> };

/** All statements go to the server at once; answers come as they are done. */
export async function countByHand(asked: Asked): Promise<HandWritten> {
  const answers = await Promise.all([
    units(asked),
    members(asked),
    membersOnOtherDays(asked),
    membersByUnit(asked),
    changes(asked),
    admissions(asked),
    admissionsByUnit(asked),
    recognitions(asked),
    targets(asked),
    study(asked),
    campaigns(asked),
    commendations(asked),
    trainings(asked),
    programmesByHand(asked),
    workByHand(asked),
    disciplineByHand(asked),
    dutiesByHand(asked),
  ]);
  const found: HandWritten = { now: new Map(), earlier: new Map(), children: new Map() };
  for (const row of answers.flat(2) as Counts) put(found, row);
  return found;
}

function put(found: HandWritten, { back, child, ...numbers }: Counts[number]): void {
  const of = child === undefined ? undefined : (found.children.get(child) ?? new Map<string, number>());
  if (child !== undefined && of) found.children.set(child, of);
  for (const [key, value] of Object.entries(numbers)) {
    (of ?? (back === 1 ? found.earlier : found.now)).set(key, value as number);
  }
}

const units = ({ tx, unit, now, earlier }: Asked) => tx<Counts>`
  select d.back,
    count(*) filter (where p.kind in ('grassroots_committee', 'grassroots_cell'))::int as "org.grassroots_total",
    count(*) filter (where p.kind = 'grassroots_committee')::int as "org.grassroots_committees",
    count(*) filter (where p.kind = 'grassroots_cell')::int as "org.grassroots_cells",
    count(*) filter (where p.kind in ('subordinate_cell', 'cell') and p.unit <> ${unit})::int as "org.subordinate_cells"
  from (values (0, ${now.to}::date), (1, ${earlier.to}::date)) d (back, day)
  join unit_closure c on c.ancestor = ${unit} and c.valid_from <= d.day and c.valid_to > d.day
  join unit_period p on p.unit = c.descendant and p.valid_from <= d.day and (p.valid_to is null or p.valid_to > d.day)
  group by d.back`;

const members = ({ tx, unit, now }: Asked) => tx<Counts>`
  select count(*)::int as "mem.total",
    count(*) filter (where g.kind = 'official')::int as "mem.official",
    count(*) filter (where g.kind = 'probationary')::int as "mem.probationary",
    count(x.person)::int as "mem.exempt",
    count(*) filter (where p.sex = 'female')::int as "mem.female",
    count(*) filter (where p.ethnicity <> 'Kinh')::int as "mem.ethnic",
    count(*) filter (where p.religion <> 'Không')::int as "mem.religious",
    count(*) filter (where p.youth_union)::int as "mem.youth_union"
  from unit_closure c
  join stay s on s.unit = c.descendant and s.valid_from <= ${now.to} and (s.valid_to is null or s.valid_to > ${now.to})
  join person p on p.id = s.person
  left join standing g on g.person = s.person and g.valid_from <= ${now.to}
    and (g.valid_to is null or g.valid_to > ${now.to})
  left join exemption x on x.person = s.person and x.valid_from <= ${now.to}
    and (x.valid_to is null or x.valid_to > ${now.to})
  where c.ancestor = ${unit} and c.valid_from <= ${now.to} and c.valid_to > ${now.to}`;

const membersOnOtherDays = async ({ tx, unit, now, earlier }: Asked): Promise<Counts> => {
  const [row] = await tx<{ opening: number; earlier: number }[]>`
    select
      count(*) filter (where c.valid_from <= ${now.before} and c.valid_to > ${now.before}
        and s.valid_from <= ${now.before} and (s.valid_to is null or s.valid_to > ${now.before}))::int as opening,
      count(*) filter (where c.valid_from <= ${earlier.to} and c.valid_to > ${earlier.to}
        and s.valid_from <= ${earlier.to} and (s.valid_to is null or s.valid_to > ${earlier.to}))::int as earlier
    from unit_closure c
    join stay s on s.unit = c.descendant and s.valid_from <= ${now.before}
      and (s.valid_to is null or s.valid_to > ${earlier.to})
    where c.ancestor = ${unit} and c.valid_from <= ${now.before} and c.valid_to > ${earlier.to}`;
  return [{ 'mem.opening': row!.opening }, { back: 1, 'mem.total': row!.earlier }];
};

const membersByUnit = ({ tx, unit, now }: Asked) => tx<Counts>`
  select k.unit as child, count(*)::int as "mem.total"
  from unit_period k
  join unit_closure c on c.ancestor = k.unit and c.valid_from <= ${now.to} and c.valid_to > ${now.to}
  join stay s on s.unit = c.descendant and s.valid_from <= ${now.to} and (s.valid_to is null or s.valid_to > ${now.to})
  where k.parent = ${unit} and k.valid_from <= ${now.to} and (k.valid_to is null or k.valid_to > ${now.to})
  group by k.unit`;

/** A crossing of the boundary: a piece of a stay inside begins or ends where none of the same person joins on. */
const changes = async ({ tx, unit, now }: Asked): Promise<Counts> => {
  const rows = await tx<{ direction: string; reason: string; n: number }[]>`
    with piece as (
      select s.person, s.came_by, s.left_by, s.valid_from, s.valid_to, greatest(s.valid_from, c.valid_from) as since,
        least(coalesce(s.valid_to, 'infinity'), c.valid_to) as until
      from unit_closure c
      join stay s on s.unit = c.descendant and s.valid_from < c.valid_to
        and (s.valid_to is null or s.valid_to > c.valid_from)
      where c.ancestor = ${unit} and (greatest(s.valid_from, c.valid_from) between ${now.from} and ${now.to}
        or least(coalesce(s.valid_to, 'infinity'), c.valid_to) between ${now.from} and ${now.to})
    ), crossing as (
      select 'in' as direction, person, since as day, case when since = valid_from and came_by <> 'rehoming'
        then came_by else 'reorganised' end as reason from piece where since between ${now.from} and ${now.to}
      union all
      select 'out', person, until, case when until = valid_to and left_by <> 'rehoming'
        then left_by else 'reorganised' end from piece where until between ${now.from} and ${now.to}
    )
    select direction, reason, count(*)::int as n
    from (select min(direction) as direction, min(reason) as reason from crossing group by person, day
      having count(*) = 1) x
    group by direction, reason`;
  return [
    ...['in', 'out'].map((way) => ({
      [`mem.${way}.total`]: rows.filter((row) => row.direction === way).reduce((sum, row) => sum + row.n, 0),
    })),
    ...rows.map((row) => ({ [`mem.${row.direction}.${row.reason}`]: row.n })),
  ];
};

const admissions = ({ tx, unit, now, earlier }: Asked) => tx<Counts>`
  select d.back, count(*)::int as "adm.admitted",
    count(*) filter (where p.sex = 'female')::int as "adm.female",
    count(*) filter (where p.ethnicity <> 'Kinh')::int as "adm.ethnic",
    count(*) filter (where p.religion <> 'Không')::int as "adm.religious",
    count(*) filter (where p.youth_union)::int as "adm.youth_union"
  from (values (0, ${now.from}::date, ${now.to}::date), (1, ${earlier.from}::date, ${earlier.to}::date)) d (back, since, until)
  join admission a on a.decided_on between d.since and d.until
  join unit_closure c on c.ancestor = ${unit} and c.descendant = a.unit and a.decided_on >= c.valid_from
    and a.decided_on < c.valid_to
  join person p on p.id = a.person
  group by d.back`;

const admissionsByUnit = ({ tx, unit, now }: Asked) => tx<Counts>`
  select k.unit as child, count(*)::int as "adm.admitted",
    count(*) filter (where p.sex = 'female')::int as "adm.female",
    count(*) filter (where p.ethnicity <> 'Kinh')::int as "adm.ethnic"
  from unit_period k
  join unit_closure c on c.ancestor = k.unit
  join admission a on a.unit = c.descendant and a.decided_on >= c.valid_from and a.decided_on < c.valid_to
    and a.decided_on between ${now.from} and ${now.to}
  join person p on p.id = a.person
  where k.parent = ${unit} and k.valid_from <= ${now.to} and (k.valid_to is null or k.valid_to > ${now.to})
  group by k.unit`;

const recognitions = ({ tx, unit, now }: Asked) => tx<Counts>`
  select count(*)::int as "adm.confirmed_official"
  from recognition r
  join unit_closure c on c.ancestor = ${unit} and c.descendant = r.unit and r.decided_on >= c.valid_from
    and r.decided_on < c.valid_to
  where r.decided_on between ${now.from} and ${now.to}`;

/** The latest target of each unit that is this one, hangs directly beneath it, or had its target from it. */
const targets = async ({ tx, unit, now, earlier }: Asked): Promise<Counts> => {
  const rows = await tx<
    { back: number; unit: string; given_by: string | null; value: number; child: boolean }[]
  >`
    select d.back, t.unit, t.given_by, t.value, exists (select from unit_period k where k.unit = t.unit
      and k.parent = ${unit} and k.valid_from <= ${now.to} and (k.valid_to is null or k.valid_to > ${now.to})) as child
    from (values (0, ${now.year}::int, ${now.asOf}::date), (1, ${earlier.year}::int, ${earlier.asOf}::date)) d (back, year, day)
    cross join lateral (
      select distinct on (unit) unit, given_by, value from target
      where indicator = 'admission' and year = d.year and decided_on <= d.day
        and (unit = ${unit} or given_by = ${unit} or unit in (select unit from unit_period where parent = ${unit}))
      order by unit, decided_on desc
    ) t`;
  const sum = (those: typeof rows | { value: number }[]) =>
    those.reduce((total, row) => total + row.value, 0);
  const [current, yearAgo] = [0, 1].map((back) => rows.filter((row) => row.back === back));
  return [
    {
      'adm.target': sum(current!.filter((row) => row.unit === unit)),
      'adm.target.handed_down': sum(current!.filter((row) => row.given_by === unit)),
    },
    { back: 1, 'adm.target': sum(yearAgo!.filter((row) => row.unit === unit)) },
    ...current!.filter((row) => row.child).map((row) => ({ child: row.unit, 'adm.target': row.value })),
  ];
};

const study = ({ tx, unit, now }: Asked) =>
  Promise.all([
    tx<Counts>`
      select count(*)::int as "study.classes", count(distinct x.document)::int as "study.documents",
        coalesce(sum(x.others_attended), 0)::int as "study.others_attended",
        coalesce(sum(a.n), 0)::int as "study.members_attended"
      from study_session x
      join unit_closure c on c.ancestor = ${unit} and c.descendant = x.unit and x.held_on >= c.valid_from
        and x.held_on < c.valid_to
      cross join lateral (select count(*) as n from study_attendance a where a.session = x.id) a
      where x.held_on between ${now.from} and ${now.to}`,
    tx<Counts>`
      select count(*)::int as "study.programmes_issued"
      from document d
      join unit_closure c on c.ancestor = ${unit} and c.descendant = d.unit and d.issued_on >= c.valid_from
        and d.issued_on < c.valid_to
      where d.implements is not null and d.issued_on between ${now.from} and ${now.to}`,
  ]);

const campaigns = ({ tx, unit, now }: Asked) =>
  Promise.all([
    tx<Counts>`
      select count(*) filter (where x.kind = 'contest')::int as "campaign.contests"
      from campaign x
      join unit_closure c on c.ancestor = ${unit} and c.descendant = x.unit
        and greatest(x.valid_from, ${now.from}) >= c.valid_from and greatest(x.valid_from, ${now.from}) < c.valid_to
      where x.valid_from <= ${now.to} and (x.valid_to is null or x.valid_to > ${now.from})`,
    tx<Counts>`
      select count(*)::int as "campaign.events"
      from campaign_event x
      join unit_closure c on c.ancestor = ${unit} and c.descendant = x.unit and x.held_on >= c.valid_from
        and x.held_on < c.valid_to
      where x.held_on between ${now.from} and ${now.to}`,
  ]);

const commendations = ({ tx, unit, now }: Asked) => tx<Counts>`
  select count(*) filter (where x.subject_kind = 'organisation')::int as "com.collectives",
    count(*) filter (where x.subject_kind = 'member')::int as "com.individuals",
    count(*) filter (where x.subject_kind = 'organisation' and x.theme = 'following_ho_chi_minh')::int
      as "com.following.collectives",
    count(*) filter (where x.subject_kind = 'member' and x.theme = 'following_ho_chi_minh')::int
      as "com.following.individuals"
  from commendation x
  join unit_closure c on c.ancestor = ${unit} and c.descendant = x.unit and x.decided_on >= c.valid_from
    and x.decided_on < c.valid_to
  where x.decided_on between ${now.from} and ${now.to}`;

const trainings = ({ tx, unit, now }: Asked) => tx<Counts>`
  with held as (
    select t.id, t.kind, t.others_attended from training t
    join unit_closure c on c.ancestor = ${unit} and c.descendant = t.unit and t.held_from >= c.valid_from
      and t.held_from < c.valid_to
    where t.held_from between ${now.from} and ${now.to} and t.kind in ('candidate_class', 'inspection_workshop')
  )
  select count(*) filter (where kind = 'candidate_class')::int as "trn.candidate_class",
    count(*) filter (where kind = 'inspection_workshop')::int as "trn.inspection_workshop",
    (coalesce(sum(others_attended) filter (where kind = 'candidate_class'), 0) + (select count(distinct a.person)
      from held h join training_attendance a on a.training = h.id where h.kind = 'candidate_class'))::int
      as "trn.candidate_class.persons"
  from held`;
