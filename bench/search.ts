/** Searching for a person in the one box, at the size of a province: as typed, under the mandate of its office. */
import { findPersons, personQuestion } from '../src/areas/membership/contract.ts';
import { read } from '../src/db/door.ts';
import { sessionAt } from './access.ts';
import type { Row } from './run.ts';
import type { Site } from './site.ts';
import { byTurns } from './stopwatch.ts';

/** A common name, a rare one in another order, initials, a birth date. */
const TYPED = ['nguyen van', 'hoa le thi', 'nva', '17/11/1953'] as const;
const MOST = 15;

/** One row of the table of goals for each way of asking. */
export async function searchGoals(province: Site, runs: number): Promise<Row[]> {
  const [unit] = await province.owner<
    { id: string }[]
  >`select unit as id from unit_now where code = 'quang-nam'`;
  const token = await sessionAt(province, unit!.id);
  const ask = (typed: string) => () =>
    read({ db: province.house.db, token }, (tx) => findPersons(tx, personQuestion(typed), MOST));
  const speeds = await byTurns(Object.fromEntries(TYPED.map((typed) => [typed, ask(typed)])), runs);
  return TYPED.map((typed) => {
    const { p50, p95 } = speeds[typed]!;
    return [`search of a province for “${typed}”`, `${ms(p50)} / ${ms(p95)}`, 'p95 ≤ 150 ms'];
  });
}

const ms = (n: number) => `${Math.round(n * 10) / 10} ms`;
