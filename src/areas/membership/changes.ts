/** Crossings of the boundary of a reported unit: who came inside and who went out, day by day. */
import type { Counted, FigureSource } from '../../figures/define.ts';
import type { Facts, RawRow } from '../../figures/facts.ts';
import { covers } from '../../figures/facts.ts';
import { addDays, type PlainDate } from '../../kernel/plain-date.ts';
import { isMerged, notMerged } from './merged.ts';

/** The kind of the nearest unit above both ends tells which boundary a transfer crossed. */
const BOUNDARY: Readonly<Record<string, string>> = { national: 'province', province: 'district' };

/** Walks both ends up by the tree of their own days; null where the other end is not in these records. */
const ACROSS = `(select case joint.kind ${Object.entries(BOUNDARY)
  .map(([kind, crossed]) => `when '${kind}' then '${crossed}'`)
  .join(' ')} else 'grassroots' end
  from stay o cross join lateral (
    with recursive up as (
      select v.way, v.day, 0 as step, u.unit, u.parent, u.kind
      from (values (1, t.unit, e.on_date - (e.direction = 'out')::int), (2, o.unit, e.on_date - (e.direction = 'in')::int))
        v (way, unit, day)
      join unit_period u on u.unit = v.unit and u.valid_from <= v.day and (u.valid_to is null or u.valid_to > v.day)
      union all
      select up.way, up.day, up.step + 1, u.unit, u.parent, u.kind from up
      join unit_period u on u.unit = up.parent and u.valid_from <= up.day and (u.valid_to is null or u.valid_to > up.day)
    )
    select a.kind from up a join up b on b.unit = a.unit and b.way = 2 where a.way = 1 order by a.step limit 1
  ) joint
  where o.person = t.person and case e.direction when 'out' then o.valid_from else o.valid_to end = e.on_date)`;

/**
 * A piece is the time a stay lies under the unit of the report. Where a piece begins the person came in, where it
 * ends the person went out, unless the same day's other end cancels it: a transfer inside, a re-homing inside. A
 * piece that begins or ends where the stay does not, or with a re-homing, crossed the boundary by a reorganisation.
 * Pieces come from the covering index alone; only those that begin or end in the period look at the stay itself.
 */
export const memberChanges: FigureSource = {
  name: 'member_changes',
  record: 'stay',
  subject: 'person',
  sql: `
select e.top, t.id as record, t.unit, e.on_date, t.person, e.direction,
  case when e.direction = 'in' then case when e.on_date = t.valid_from and t.came_by <> 'rehoming' then t.came_by
      else 'reorganised' end
    else case when e.on_date = t.valid_to and t.left_by <> 'rehoming' then t.left_by else 'reorganised' end
    end as reason,
  (select g.kind from standing g where g.person = t.person and g.valid_from <= e.on_date - (e.direction = 'out')::int
    and (g.valid_to is null or g.valid_to > e.on_date - (e.direction = 'out')::int)) as standing,
  coalesce(${ACROSS}, case e.direction when 'in' then t.came_across else t.gone_across end, 'unstated') as across
from (
  select d.top, d.person, d.on_date, min(d.began) as began, min(d.direction) as direction
  from (
    select s.top, st.person, st.valid_from as began, greatest(st.valid_from, s.valid_from) as since,
      least(coalesce(st.valid_to, 'infinity'), s.valid_to) as until
    from scope s
    join stay st on st.unit = s.unit and st.valid_from < s.valid_to and (st.valid_to is null or st.valid_to > s.valid_from)
    where ${notMerged('st.person')}
  ) piece
  cross join lateral (
    values (piece.top, piece.person, piece.began, piece.since, 'in'), (piece.top, piece.person, piece.began, piece.until, 'out')
  ) d (top, person, began, on_date, direction)
  where (piece.since between :from and :to or piece.until between :from and :to) and d.on_date between :from and :to
  group by d.top, d.person, d.on_date
  having count(*) = 1
) e
join stay t on t.person = e.person and t.valid_from = e.began`,
  recount: crossings,
};

type Stretch = RawRow & { person: string };

/** Walks every person's days of change and compares what lay above the cell the day before and on the day. */
function* crossings(facts: Facts, { from, to }: { from: PlainDate; to: PlainDate }): Generator<Counted> {
  const inPeriod = (day: unknown): day is PlainDate => typeof day === 'string' && day >= from && day <= to;
  const ofTree = new Set(
    facts.rows('unit_period').flatMap((row) => [row.valid_from, row.valid_to].filter(inPeriod)),
  );
  for (const [person, stays] of Map.groupBy(facts.rows('stay') as readonly Stretch[], (row) => row.person)) {
    if (isMerged(facts, person)) continue;
    const own = stays.flatMap((stay) => [stay.valid_from, stay.valid_to].filter(inPeriod));
    for (const day of new Set([...ofTree, ...own])) yield* crossingsOn(facts, person, stays, day);
  }
}

function* crossingsOn(
  facts: Facts,
  person: string,
  stays: readonly Stretch[],
  day: PlainDate,
): Generator<Counted> {
  const eve = addDays(day, -1);
  const stayBefore = stays.find((stay) => covers(stay, eve));
  const stayAfter = stays.find((stay) => covers(stay, day));
  const above = stayBefore ? facts.above(stayBefore.unit, eve) : [];
  const aboveNow = stayAfter ? facts.above(stayAfter.unit, day) : [];
  const left = above.filter((unit) => !aboveNow.includes(unit));
  const entered = aboveNow.filter((unit) => !above.includes(unit));
  const joint = above.find((unit) => aboveNow.includes(unit));
  const event = (
    stay: Stretch,
    direction: 'in' | 'out',
    ownDay: unknown,
    reason: unknown,
    tops: readonly string[],
  ): Counted => {
    const lastDay = direction === 'out' ? eve : day;
    const across = stay[direction === 'in' ? 'came_across' : 'gone_across'];
    return {
      record: stay.id,
      unit: stay.unit,
      on: day,
      person,
      direction,
      reason: ownDay === day && reason !== 'rehoming' ? reason : 'reorganised',
      standing: facts.by('standing', 'person', person).find((row) => covers(row, lastDay))?.kind,
      across: joint
        ? (BOUNDARY[facts.unitOn(joint, eve)!.kind as string] ?? 'grassroots')
        : (across ?? 'unstated'),
      tops,
    };
  };
  if (left.length > 0) yield event(stayBefore!, 'out', stayBefore!.valid_to, stayBefore!.left_by, left);
  if (entered.length > 0) yield event(stayAfter!, 'in', stayAfter!.valid_from, stayAfter!.came_by, entered);
}
