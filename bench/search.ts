/**
 * Finding a person in the one box and turning the pages of long lists, at the size of a province: as the product does it
 * under the mandate of the province's office, against the same rows in SQL by hand without policies.
 */
import { findPersons, personQuestion } from '../src/areas/membership/contract.ts';
import { catalogue } from '../src/catalogue.ts';
import { read } from '../src/db/door.ts';
import type { AskedList } from '../src/records/filters.ts';
import { listRecords } from '../src/records/store.ts';
import { sessionAt } from './access.ts';
import type { Row } from './run.ts';
import type { Site } from './site.ts';
import { byTurns, type Spread } from './stopwatch.ts';

const MOST = 15;
/** As many as a page of a list shows, and one more that tells whether there is another. */
const PAGE = 50;

const BY_NAME = 'given collate "vi-x-icu", name collate "vi-x-icu", id';
const KEPT = 'not exists (select from person_merge m where m.person = person.id and m.separated_on is null)';
const persons = (where: string, order = BY_NAME, limit = MOST) =>
  `select id from person where ${where} and ${KEPT} order by ${order} limit ${limit}`;
const byWords = (words: string, typed: string) =>
  persons(
    `to_tsvector('simple', folded) @@ to_tsquery('simple', '${words}')`,
    `case when lower(name) = '${typed}' then 0
      when string_to_array(lower(name), ' ') @> string_to_array('${typed}', ' ') then 1
      when folded = '${typed}' then 2 when position('${typed}' in folded) > 0 then 3 else 4 end, ${BY_NAME}`,
  );

/** A common name, a rare one in another order, initials, a birth date; each with its SQL. */
const QUESTIONS: Readonly<Record<string, string>> = {
  'nguyen van': byWords('nguyen:* & van:*', 'nguyen van'),
  'hoa le thi': byWords('hoa:* & le:* & thi:*', 'hoa le thi'),
  nva: persons(`initials(folded) = 'nva'`),
  '17/11/1953': persons(`birth_date = '1953-11-17'`),
};

type Asked = {
  type: string;
  filters: (unit: string) => Record<string, string>;
  where: string;
  order: string;
};

/** The first page with its count: all members' files, those of a commune by a filter, the stays that began last. */
const LISTS: Readonly<Record<string, Asked>> = {
  'all files': { type: 'person', filters: () => ({}), where: KEPT, order: BY_NAME },
  'women of a commune': {
    type: 'person',
    filters: (beneath) => ({ beneath, sex: 'female' }),
    where: `${KEPT} and sex = 'female' and place between :lo and :hi`,
    order: BY_NAME,
  },
  'files of a name': {
    type: 'person',
    filters: () => ({ name: 'lê thị' }),
    where: `${KEPT} and folded like '%le thi%'`,
    order: BY_NAME,
  },
  'all stays': { type: 'stay', filters: () => ({}), where: 'true', order: 'valid_from desc, id desc' },
};

type Named = { id: string }[];
type Pair = { product: () => Promise<Named>; byHand: () => Promise<Named> };

function searches({ owner, house }: Site, token: string): Record<string, Pair> {
  const pair = ([typed, sql]: [string, string]): [string, Pair] => [
    `search of a province for “${typed}”`,
    {
      product: () => read({ db: house.db, token }, (tx) => findPersons(tx, personQuestion(typed), MOST)),
      byHand: () => owner.unsafe<Named>(sql),
    },
  ];
  return Object.fromEntries(Object.entries(QUESTIONS).map(pair));
}

async function lists({ owner, house }: Site, token: string): Promise<Record<string, Pair>> {
  const [commune] = await owner<{ id: string; lo: string; hi: string }[]>`
    select u.id, u.place as lo, u.place_end as hi from unit_now n join unit u on u.id = n.id
    where n.code = 'que-xuan-1'`;
  const pair = ([name, list]: [string, Asked]): [string, Pair] => {
    const asked = { filters: list.filters(commune!.id), after: null } satisfies AskedList;
    const where = list.where.replace(':lo', commune!.lo).replace(':hi', commune!.hi);
    const from = `from ${list.type} where ${where}`;
    return [
      `first page of a list of a province with its count: ${name}`,
      {
        product: async () => {
          const type = catalogue.record(list.type);
          const page = await read({ db: house.db, token }, (tx) => listRecords(tx, type, asked, PAGE));
          return [{ id: String(page.total) }, ...page.rows.map(({ id }) => ({ id: String(id) }))];
        },
        byHand: async () => [
          ...(await owner.unsafe<Named>(`select count(*)::text as id ${from}`)),
          ...(await owner.unsafe<Named>(`select * ${from} order by ${list.order} limit ${PAGE}`)),
        ],
      },
    ];
  };
  return Object.fromEntries(Object.entries(LISTS).map(pair));
}

/** One row of the table of goals for each way of asking. Throws where the two find different rows. */
export async function searchGoals(province: Site, runs: number): Promise<Row[]> {
  const [unit] = await province.owner<
    { id: string }[]
  >`select unit as id from unit_now where code = 'quang-nam'`;
  const token = await sessionAt(province, unit!.id);
  const found = Object.entries(searches(province, token));
  const listed = Object.entries(await lists(province, token));
  const rows: Row[] = [];
  for (const [what, pair] of [...found, ...listed]) {
    const ids = async (work: Pair['product']) => (await work()).map(({ id }) => id).join();
    if ((await ids(pair.product)) !== (await ids(pair.byHand))) throw new Error(`${what}: different rows`);
    const { product, byHand } = await byTurns({ ...pair }, runs, 3);
    rows.push([`${what}, against the same in SQL by hand`, compared(product, byHand), goalOf(what)]);
  }
  return rows;
}

const goalOf = (what: string): string => (what.startsWith('search') ? 'p95 ≤ 150 ms' : '');
const ms = (n: number) => `${Math.round(n * 10) / 10} ms`;
const compared = (product: Spread, byHand: Spread): string =>
  `${ms(product.p50)} / ${ms(product.p95)}, ${Math.round((product.p50 / byHand.p50) * 100) / 100} × (${ms(byHand.p50)})`;
