/** A merger of a whole province's communes, carried out as the product does and taken back, against the bare SQL of it. */
import { membersOfUnits } from '../src/areas/membership/contract.ts';
import type { Operation } from '../src/areas/organisation/contract.ts';
import { readAct } from '../src/areas/organisation/input.ts';
import { tryOut } from '../src/areas/organisation/preview.ts';
import type { Database } from '../src/db/connection.ts';
import { newId } from '../src/kernel/id.ts';
import type { Office } from '../src/records/commands.ts';
import { milliseconds } from './stopwatch.ts';

export type MergerSpeed = {
  communes: number;
  /** Members who change cells. */
  members: number;
  /** Milliseconds of the whole act, rules, history, places and posts included; of the moves alone in bare SQL. */
  product: number;
  bare: number;
};

const DAY = '2023-12-01';

type Pair = { first: string; second: string; parent: string };
type Cell = { into: string; from: string };

/** Sister communes two by two, and within each commune its cells two by two. */
async function pairsIn(owner: Database, most: number): Promise<{ pairs: Pair[]; cells: Cell[] }> {
  const pairs = await owner<Pair[]>`
    with numbered as (
      select unit, parent, row_number() over (partition by parent order by code) as n from unit_period
      where kind = 'grassroots_committee' and valid_from <= ${DAY} and (valid_to is null or valid_to > ${DAY})
    ) select a.unit as first, b.unit as second, a.parent from numbered a join numbered b
      on b.parent = a.parent and b.n = a.n + 1 where a.n % 2 = 1 limit ${most}`;
  const communes = pairs.flatMap(({ first, second }) => [first, second]);
  const cells = await owner<Cell[]>`
    with numbered as (
      select unit, parent, row_number() over (partition by parent order by code) as n from unit_period
      where parent = any (${communes}::uuid[]) and valid_from <= ${DAY} and (valid_to is null or valid_to > ${DAY})
    ) select a.unit as into, b.unit as "from" from numbered a join numbered b
      on b.parent = a.parent and b.n = a.n + 1 where a.n % 2 = 1`;
  return { pairs: [...pairs], cells: [...cells] };
}

const operationsOf = (office: Office, pairs: readonly Pair[], cells: readonly Cell[]): Operation[] => [
  ...pairs.flatMap(({ first, second, parent }, i): Operation[] => {
    const id = newId(office.clock);
    const unit = { id, name: `Đảng bộ xã hợp nhất ${i}`, code: `merged-${i}`, kind: 'grassroots_committee' };
    return [
      { do: 'found', ...unit, parent },
      { do: 'merge', units: [first, second], into: id },
    ];
  }),
  ...cells.map(({ from, into }): Operation => ({ do: 'merge', units: [from], into })),
];

/** The same stays ended and begun anew, in a table with the same columns and indexes, without triggers and policies. */
async function bareMoves(
  owner: Database,
  cells: readonly Cell[],
): Promise<{ members: number; taken: number }> {
  await owner.unsafe(
    'create table bare_stay (like stay including all); insert into bare_stay select * from stay',
  );
  await owner.unsafe('analyze bare_stay');
  const [from, into] = [cells.map((cell) => cell.from), cells.map((cell) => cell.into)];
  try {
    const start = milliseconds();
    const moved = await owner.begin(async (tx) => {
      const ended = await tx`
        with gone as (
          update bare_stay s set valid_to = ${DAY}, left_by = 'rehoming' from unnest(${from}::uuid[], ${into}::uuid[]) m (f, t)
          where s.unit = m.f and s.valid_from < ${DAY} and (s.valid_to is null or s.valid_to > ${DAY})
          returning s.person, m.t, s.place, s.known_from, s.act
        ) insert into bare_stay (id, person, unit, valid_from, came_by, place, known_from, act)
          select gen_random_uuid(), person, t, ${DAY}, 'rehoming', place, known_from, act from gone`;
      return ended.count;
    });
    return { members: moved, taken: milliseconds() - start };
  } finally {
    await owner.unsafe('drop table bare_stay');
  }
}

/** Tries the merger of at most so many pairs of communes out; nothing of it stays. */
export async function measureMerger(
  { owner, office }: { owner: Database; office: Office },
  mostPairs: number,
): Promise<MergerSpeed> {
  const { pairs, cells } = await pairsIn(owner, mostPairs);
  const [top] = await owner<{ id: string }[]>`select id from unit order by depth, place limit 1`;
  const act = readAct({
    ...{ id: newId(office.clock), number: '1-ĐA/TU', summary: 'Hợp nhất các đảng bộ xã', unit: top!.id },
    ...{ decided_on: DAY, effective_on: DAY, decided_by: 'Ban Thường vụ', reason: 'đo tốc độ' },
    operations: operationsOf(office, pairs, cells),
  });
  if (!act.ok) throw new Error(act.refusals.map(({ field }) => field).join());
  const start = milliseconds();
  const tried = await tryOut(office, act.value, membersOfUnits);
  const product = milliseconds() - start;
  if (!tried.ok) throw new Error(tried.refusals.map(({ message }) => message.en).join('; '));
  const { members, taken } = await bareMoves(owner, cells);
  const begun = tried.value.rows.find(({ type }) => type === 'stay')?.count ?? 0;
  // Each move ends one stay and begins another.
  if (begun !== members * 2) throw new Error(`moved ${begun / 2} members, by bare SQL ${members}`);
  return { communes: pairs.length * 2, members, product, bare: taken };
}
