/** The board and the list of sessions with many of them, under row policies, against the same in SQL by hand without any. */
import { boardCards, MOST_CARDS } from '../src/areas/inspection/session-store.ts';
import { catalogue } from '../src/catalogue.ts';
import type { Database } from '../src/db/connection.ts';
import type { Reader } from '../src/db/door.ts';
import { listRecords } from '../src/records/store.ts';
import { byTurns, type Spread } from './stopwatch.ts';

export type BoardSpeed = {
  sessions: number;
  board: Spread;
  boardByHand: Spread;
  list: Spread;
  listByHand: Spread;
  /** The plan of the board as the product runs it. */
  plan: string;
};

/** As many as a page of the list shows. */
const ROWS = 50;
const WAY = ['issue', 'hand_over', 'draft', 'meeting', 'report', 'conclude', 'publish', 'archive'];

/** Sessions of a body over the years: seven in ten are filed, the others stand at every stage. */
async function fill(tx: Reader, sessions: number): Promise<void> {
  await tx`set local session_replication_role = replica`;
  await tx`create temp table made on commit drop as
    select gen_random_uuid() as id, n, date '2015-01-01' + (n * 4000 / ${sessions})::int as opened_on,
      case when n % 10 < 7 then ${WAY.length} else n % ${WAY.length} end as steps
    from generate_series(1, ${sessions}::int) n`;
  await tx`insert into inspection (id, unit, body, nature, origin, number, title, opened_on, concluded_on, place, known_from, act, case_key)
    select m.id, b.unit, b.id, 'inspection', 'unplanned', m.n || '-QĐ', 'Cuộc ' || m.n, m.opened_on,
      case when m.steps >= ${WAY.indexOf('conclude') + 1} then m.opened_on + 60 end, u.place, '2026-01-01T00:00:00Z', 1, m.id
    from made m, (select * from body where kind = 'inspection_commission' order by id limit 1) b join unit u on u.id = b.unit`;
  await tx`insert into case_step (id, unit, kind, case_id, step, done_on, place, known_from, act, case_key)
    select gen_random_uuid(), i.unit, 'inspection', m.id, w.step, m.opened_on + 7 * w.nth::int, i.place, '2026-01-01T00:00:00Z', w.nth, m.id
    from made m join inspection i on i.id = m.id, unnest(${WAY}::text[]) with ordinality w(step, nth) where w.nth <= m.steps`;
  await tx`insert into case_clock (id, unit, kind, case_id, clock, started_on, fixed_on, due_on, place, known_from, act, case_key)
    select gen_random_uuid(), i.unit, 'inspection', m.id, 'plan', m.opened_on, m.opened_on + 90, m.opened_on + 90, i.place,
      '2026-01-01T00:00:00Z', 1, m.id from made m join inspection i on i.id = m.id where m.steps < ${WAY.indexOf('conclude') + 1}`;
  await tx.unsafe('analyze inspection; analyze case_step; analyze case_clock');
  await tx`set local session_replication_role = origin`;
}

type Card = { id: string; of: number };

/** The board by hand: the newest step of every case in one pass, cut by rank. */
const boardByHand = (tx: Reader): Promise<Card[]> => tx<Card[]>`
  select id, of from (
    select i.id, l.step, row_number() over (partition by l.step order by i.opened_on, i.id) as nth,
      count(*) over (partition by l.step)::int as of
    from inspection i left join (
      select distinct on (case_id) case_id, step from case_step where kind = 'inspection' and step = any (${WAY})
      order by case_id, done_on desc, act desc) l on l.case_id = i.id
    where i.concluded_on is null or l.step in ('conclude', 'publish')) c
  where nth <= ${MOST_CARDS} order by step nulls first, nth`;

async function listByHand(tx: Reader): Promise<{ id: string }[]> {
  await tx`select count(*) from inspection`;
  return tx<{ id: string }[]>`
    select id, title, number, opened_on from inspection order by opened_on desc, id desc limit ${ROWS}`;
}

/** Runs work as the product under a session, in a transaction of the owner; afterwards the owner again. */
async function asProduct<T>(tx: Reader, token: string, work: () => Promise<T>): Promise<T> {
  await tx`set local role capuy_app`;
  await tx`select enter(${token})`;
  const value = await work();
  await tx`reset role`;
  return value;
}

const UNDO = new Error('measured');

/** Measures with so many sessions more, which are gone afterwards. Throws where the two boards differ. */
export async function measureBoard(
  owner: Database,
  token: string,
  sessions: number,
  runs: number,
): Promise<BoardSpeed> {
  let speed: BoardSpeed | undefined;
  await owner
    .begin(async (sql) => {
      const tx = sql as unknown as Reader;
      await fill(tx, sessions);
      const type = catalogue.record('inspection');
      const asked = { filters: {}, after: null } as unknown as Parameters<typeof listRecords>[2];
      const board = () => asProduct(tx, token, () => boardCards(tx, null));
      const list = () => asProduct(tx, token, () => listRecords(tx, type, asked, ROWS));
      const [ours, hand] = [await board(), await boardByHand(tx)];
      const told = (cards: readonly Card[]) => cards.map(({ id, of }) => `${id} ${of}`).join();
      if (told(ours) !== told(hand))
        throw new Error(`boards differ: ${ours.length} cards, by hand ${hand.length}`);
      const spreads = await byTurns(
        { board, boardByHand: () => boardByHand(tx), list, listByHand: () => listByHand(tx) },
        runs,
        2,
      );
      speed = { sessions, ...spreads, plan: await planOfBoard(tx, token) };
      throw UNDO;
    })
    .catch((error: unknown) => {
      if (error !== UNDO) throw error;
    });
  return speed!;
}

/** The plan of the statement `boardCards` sends. */
function planOfBoard(tx: Reader, token: string): Promise<string> {
  const explained = ((parts: TemplateStringsArray, ...values: unknown[]) => {
    const isWhole = parts[0]!.trimStart().startsWith('with unfiled');
    const sent = isWhole
      ? Object.assign([`explain (costs off) ${parts[0]}`, ...parts.slice(1)], { raw: parts.raw })
      : parts;
    return (tx as unknown as (...all: unknown[]) => unknown)(sent, ...values);
  }) as unknown as Reader;
  explained.unsafe = tx.unsafe;
  return asProduct(tx, token, async () => {
    const rows = (await boardCards(explained, null)) as unknown as { 'QUERY PLAN': string }[];
    return rows.map((row) => row['QUERY PLAN']).join('\n');
  });
}
