/** The last days of many open cases at once, as the product reckons them, against hand-written SQL over a table of days. */

import { dueOf } from '../src/areas/proceedings/clocks.ts';
import { type Clock, deadlineOf } from '../src/areas/proceedings/contract.ts';
import type { Database } from '../src/db/connection.ts';
import { addDays, type PlainDate, plainDate } from '../src/kernel/plain-date.ts';
import { loadCalendar } from '../src/regulations/calendar/read.ts';
import { isWorkingDay } from '../src/regulations/calendar/working-days.ts';
import { milliseconds } from './stopwatch.ts';

/** As many as a page shows. */
const SHOWN = 25;

export type DeadlineSpeed = {
  cases: number;
  /** Milliseconds: last days by the product, by hand in SQL; and a page of them with the arithmetic of every day. */
  product: number;
  byHand: number;
  shown: number;
};

const [FIRST, LAST] = [plainDate('2022-01-01'), plainDate('2026-12-31')];

/** Budgets as they lie: most in working days, some in days, every fifth extended, every tenth stood still for a week. */
function clocksFor(cases: number): Clock[] {
  return Array.from({ length: cases }, (_, i) => {
    const startedOn = addDays(FIRST, (i * 37) % 1400);
    const measure = i % 3 === 0 ? 'days' : 'working_days';
    return {
      ...{ id: String(i), kind: 'inspection', caseId: String(i), clock: 'conclude', rule: null, startedOn },
      stoppedOn: null,
      budget: { span: { amount: [20, 30, 45, 90][i % 4]!, measure }, kept: null },
      suspensions:
        i % 10 === 0 ? [{ from: addDays(startedOn, 5), to: addDays(startedOn, 12), reason: 'x' }] : [],
      extensions: i % 5 === 0 ? [{ days: 10, document: 'x', decidedOn: addDays(startedOn, 3) }] : [],
    };
  });
}

/** The same by hand: days numbered among those that count, the pause taken out by how many of them it held. */
async function byHand(
  owner: Database,
  clocks: readonly Clock[],
): Promise<{ days: PlainDate[]; taken: number }> {
  const calendar = loadCalendar();
  const all: { day: PlainDate; works: boolean }[] = [];
  for (let day = FIRST; day <= LAST; day = addDays(day, 1))
    all.push({ day, works: isWorkingDay(day, calendar) });
  const rows = clocks.map((clock) => ({
    ...{ id: Number(clock.id), on: clock.startedOn, days: clock.extensions[0]?.days ?? 0 },
    amount: 'span' in clock.budget! ? clock.budget.span.amount : 0,
    working: 'span' in clock.budget! && clock.budget.span.measure === 'working_days',
    ...{ from: clock.suspensions[0]?.from ?? null, to: clock.suspensions[0]?.to ?? null },
  }));
  return owner.begin(async (tx) => {
    await tx`create temp table d on commit drop as select (x ->> 'day')::date as day, (x ->> 'works')::bool as works
      from jsonb_array_elements(${tx.json(all)}) x`;
    await tx`alter table d add w int`;
    await tx`update d set w = s.w from (select day,
      (count(*) filter (where works) over (order by day))::int as w from d) s where s.day = d.day`;
    await tx`create index on d (day)`;
    await tx`create index on d (w) where works`;
    await tx`create temp table c on commit drop as select * from jsonb_to_recordset(${tx.json(rows)})
      as (id int, "on" date, days int, amount int, working bool, "from" date, "to" date)`;
    await tx`analyze d`;
    await tx`analyze c`;
    const start = milliseconds();
    const found = await tx<{ day: PlainDate }[]>`
      select e.day from c join d s on s.day = c.on left join d f on f.day = c.from - 1 left join d t on t.day = c.to - 1
      join d e on e.works and e.w = s.w + c.amount + c.days + coalesce(t.w - f.w, 0)
      where c.working order by c.id`;
    const others = await tx<{ day: PlainDate }[]>`
      select c.on + c.amount + c.days + coalesce(c.to - c.from, 0) as day from c where not c.working order by c.id`;
    return { days: [...found, ...others].map(({ day }) => day), taken: milliseconds() - start };
  });
}

/** Reckons so many deadlines both ways; every day is compared. */
export async function measureDeadlines(owner: Database, cases: number): Promise<DeadlineSpeed> {
  const [clocks, calendar] = [clocksFor(cases), loadCalendar()];
  const working = clocks.filter(({ budget }) => 'span' in budget! && budget.span.measure === 'working_days');
  const among = new Set(working);
  const ordered = [...working, ...clocks.filter((clock) => !among.has(clock))];
  const start = milliseconds();
  const ours = ordered.map((clock) => dueOf(clock, calendar));
  const product = milliseconds() - start;
  const hand = await byHand(owner, clocks);
  const wrong = ours.findIndex((day, i) => day !== hand.days[i]);
  if (wrong >= 0) throw new Error(`case ${ordered[wrong]!.id}: ${ours[wrong]}, by hand ${hand.days[wrong]}`);
  const before = milliseconds();
  for (const clock of ordered.slice(0, SHOWN)) deadlineOf(clock, calendar);
  return { cases, product, byHand: hand.taken, shown: milliseconds() - before };
}
