/**
 * Whatever is made of a record obeys its policy: rows of a foreign part of the tree and case files carry a secret word,
 * every address is asked for them in every form, and the word never comes out; a foreign id answers as no id at all.
 */
import PizZip from 'pizzip';
import { systemClock } from '../src/kernel/clock.ts';
import { newId } from '../src/kernel/id.ts';
import type { RecordType } from '../src/records/define.ts';
import { routesOf } from '../src/web/routes.ts';
import type { Found, Proof } from './proof.ts';
import { filled } from './samples.ts';
import { openStage, type Stage, type Visitor, visitorAt } from './stage.ts';

/** The word that must not come out, and the one by which it is looked for. */
const SECRET = 'zqx93kdw';
const SOUGHT = 'Kỳ Lân';
const WORD = `${SOUGHT} ${SECRET}`;

const REQUESTS = { short: 400, full: 50_000 };
/** A short piece asks for one in so many types of record. */
const SHARE = 4;
const REPORT = 'year=2023&as_of=2023-10-05';

/** Who looks, where they stand, and what lies outside their sight: other communes, and for some all case files. */
const LOOKERS: readonly [role: string, code: string][] = [
  ['office', 'que-xuan-1'],
  ['cell_secretary', 'que-xuan-1'],
  ['reader', 'que-xuan-1'],
  ['inspection', 'que-xuan-1'],
];
const FOREIGN = 'que-xuan-2';

type Body = { status: number; length: number; text: string; headers: string };

/** All text of an answer; of a zipped file the text of its parts. */
async function bodyOf(answer: Response): Promise<Body> {
  const bytes = Buffer.from(await answer.arrayBuffer());
  const isZip = bytes.subarray(0, 2).toString('latin1') === 'PK';
  const text = isZip
    ? new PizZip(bytes)
        .file(/./)
        .map((part) => part.asText())
        .join('\n')
    : bytes.toString('utf8');
  const headers = [...answer.headers].filter(([name]) => name !== 'date').map((pair) => pair.join(': '));
  return { status: answer.status, length: bytes.length, text, headers: headers.sort().join('\n') };
}

/** Codes stand once in the tree, a rule once in a checklist; a second one of the same is none. Steps and clocks are their machine’s. */
const KEYS: readonly string[] = ['code', 'rule', 'step', 'clock'];

const textFields = (type: RecordType): string[] =>
  Object.entries(type.fields).flatMap(([name, field]) =>
    field.type === 'text' && !field.derived && !KEYS.includes(name) && field.max >= WORD.length ? [name] : [],
  );

type Planted = { foreign: Map<string, string[]>; cases: Map<string, string[]> };

/** Writes the word into every text of rows of the foreign commune, and remembers their ids. No trigger is asked. */
async function plant({ owner, house }: Omit<Stage, 'close'>): Promise<Planted> {
  const [unit] = await owner<{ place: string; place_end: string }[]>`
    select u.place, u.place_end from unit u join unit_period p on p.unit = u.id and p.code = ${FOREIGN}`;
  const planted: Planted = { foreign: new Map(), cases: new Map() };
  const columns = await owner<{ name: string }[]>`
    select table_name || '.' || column_name as name from information_schema.columns
    where table_schema = 'public' and data_type = 'text'`;
  const isText = new Set(columns.map(({ name }) => name));
  for (const type of house.catalogue.records) {
    if (type.view || type.name === 'unit') continue;
    // A text of the form may be another thing in its table, such as the id of a case.
    const fields = textFields(type).filter((name) => isText.has(`${type.name}.${name}`));
    const sets = fields
      .map((name) => `"${name}" = case when "${name}" is not null then '${WORD}' end`)
      .join(', ');
    const rows = await owner.begin(async (tx) => {
      await tx`set local session_replication_role = replica`;
      const inside = `id in (select id from ${type.name} where place between $1 and $2 order by id limit 200)`;
      const made = sets
        ? await tx.unsafe(`update ${type.name} set ${sets} where ${inside} returning id`, [
            unit!.place,
            unit!.place_end,
          ])
        : await tx.unsafe(`select id from ${type.name} where ${inside}`, [unit!.place, unit!.place_end]);
      return made as unknown as { id: string }[];
    });
    planted.foreign.set(
      type.name,
      rows.map(({ id }) => id),
    );
    if (type.class === 'case')
      planted.cases.set(
        type.name,
        rows.map(({ id }) => id),
      );
  }
  await hang(owner, planted);
  return planted;
}

/** A file with the word in its name on a foreign record of each type. */
async function hang(owner: Stage['owner'], planted: Planted): Promise<void> {
  const files: string[] = [];
  for (const [type, [first]] of planted.foreign) {
    if (!first) continue;
    const id = newId(systemClock);
    await owner.begin(async (tx) => {
      await tx`set local session_replication_role = replica`;
      await tx`insert into attachment (id, record_type, record_id, name, kind, bytes, sha256, sensitivity, known_from, act)
        values (${id}, ${type}, ${first}, ${`${WORD}.pdf`}, 'pdf', 1, ${'0'.repeat(64)}, 'internal', '2023-01-01', 1)`;
    });
    files.push(id);
  }
  planted.foreign.set('attachment', files);
}

type Tally = { requests: number; leaks: string[]; differences: string[] };

/** Asks one address and looks for the word. */
async function look(who: Visitor, path: string, tally: Tally): Promise<Body> {
  const body = await bodyOf(await who.get(path));
  tally.requests++;
  if (body.text.includes(SECRET)) tally.leaks.push(path);
  return body;
}

/** A foreign id and one that never was must answer with the same bytes, but for the id itself. */
async function compare(
  who: Visitor,
  pathOf: (id: string) => string,
  id: string,
  tally: Tally,
): Promise<void> {
  const nobody = newId(systemClock);
  const [foreign, none] = [await look(who, pathOf(id), tally), await look(who, pathOf(nobody), tally)];
  const plain = ({ status, length, text, headers }: Body, own: string) =>
    JSON.stringify([status, length, text.replaceAll(own, ''), headers.replaceAll(own, '')]);
  if (plain(foreign, id) !== plain(none, nobody)) tally.differences.push(pathOf('…'));
}

const withFormat = (path: string, format: string): string => {
  const [at, query] = path.split('?');
  return `${at}${format}${query ? `?${query}` : ''}`;
};

/** Lists, suggestions and searches in every form, asked for the word and sorted by what hides it. */
async function askLists(types: readonly RecordType[], who: Visitor, tally: Tally): Promise<void> {
  const q = encodeURIComponent(SOUGHT);
  for (const type of types) {
    for (const format of ['', '.json', '.xlsx']) {
      await look(who, `/${type.name}${format}?purpose=x`, tally);
      for (const name of textFields(type))
        await look(who, `/${type.name}${format}?${name}=${q}&purpose=x`, tally);
    }
    await look(who, `/suggest/${type.name}?q=${q}`, tally);
  }
  for (const format of ['', '.json']) await look(who, `/search${format}?q=${q}`, tally);
  for (const format of ['', '.json']) await look(who, `/${format}`, tally);
}

/** Pages of reports and of what is behind figures: of the own unit and of the foreign one. */
async function askReports(stage: Omit<Stage, 'close'>, who: Visitor, tally: Tally): Promise<void> {
  const keys = ['disc.members.total', 'pet.received', 'adm.admitted', 'insp.duty.orgs'];
  const paths = [
    '/reports/nine-month',
    '/reports/nine-month/publish',
    '/reports/nine-month/sign',
    ...keys.map((key) => `/figures/${key}`),
  ];
  for (const path of paths.filter(
    (one) => !one.startsWith('/figures') || stage.house.figures.figures.has(one.slice(9)),
  )) {
    for (const format of ['', '.json', '.xlsx', '.docx', '.txt']) {
      const at = (unit: string) => withFormat(`${path}?unit=${unit}&${REPORT}&purpose=x`, format);
      await look(who, at('que-xuan-1'), tally);
      const [foreign, none] = [await look(who, at(FOREIGN), tally), await look(who, at('khong-co-x'), tally)];
      if (
        foreign.status !== none.status ||
        foreign.text.replaceAll(FOREIGN, '') !== none.text.replaceAll('khong-co-x', '')
      )
        tally.differences.push(at('…'));
    }
  }
}

/** Every address that takes an id, with foreign ids, until enough was asked. */
async function askIds(
  stage: Omit<Stage, 'close'>,
  lookers: readonly Visitor[],
  planted: Planted,
  enough: number,
  tally: Tally,
): Promise<void> {
  const routes = routesOf(stage.house).filter(({ method, path }) => method === 'get' && path.includes(':id'));
  const pairs = routes.flatMap(({ path }) => {
    const ids = planted.foreign.get(path.split('/')[1]!) ?? [];
    return ids.length > 0 ? [{ path, ids }] : [];
  });
  for (let turn = 0; tally.requests < enough; turn++) {
    for (const [i, { path, ids }] of pairs.entries()) {
      const who = lookers[(turn + i) % lookers.length]!;
      const format = ['', '.json', '.xlsx', '.docx', '.txt'][turn % 5]!;
      await compare(
        who,
        (id) => withFormat(filled(path).replace(':id', id), format),
        ids[turn % ids.length]!,
        tally,
      );
      if (tally.requests >= enough) return;
    }
  }
}

/** References to foreign records, typed by id and by words, are refused in words that tell nothing. */
async function askFaults(
  types: readonly RecordType[],
  who: Visitor,
  planted: Planted,
  tally: Tally,
): Promise<void> {
  for (const type of types) {
    if (type.actOnly) continue;
    for (const [name, field] of Object.entries(type.fields)) {
      if (field.type !== 'reference') continue;
      const [id] = planted.foreign.get(field.to) ?? [];
      const asked = [id ?? SOUGHT, newId(systemClock), SOUGHT];
      const answers = [];
      for (const value of asked) {
        const body = await bodyOf(
          await who.sendJson(`/${type.name}.json`, { id: newId(systemClock), [name]: value }),
        );
        tally.requests++;
        if (body.text.includes(SECRET)) tally.leaks.push(`/${type.name} ${name}`);
        answers.push(body.text.replaceAll(value, ''));
      }
      if (id && answers[0] !== answers[1]) tally.differences.push(`/${type.name} ${name}`);
    }
  }
}

export async function tryDerived(
  stage: Omit<Stage, 'close'>,
  size: 'short' | 'full',
  tell: (text: string) => void,
): Promise<Found> {
  const planted = await plant(stage);
  const tally: Tally = { requests: 0, leaks: [], differences: [] };
  const all = stage.house.catalogue.records;
  const types = size === 'full' ? all : all.filter((_, i) => i % SHARE === 0);
  const lookers = [];
  for (const [role, code] of LOOKERS) lookers.push(await visitorAt(stage, role, code));
  // That the word is there to be found: whoever may see it does.
  const district = await visitorAt(stage, 'office', 'que-son');
  const seen = await bodyOf(await district.get(`/document.json?title=${encodeURIComponent(SOUGHT)}`));
  for (const who of size === 'short' ? lookers.slice(1, 2) : lookers) {
    await askLists(types, who, tally);
    tell(`${tally.requests} requests`);
    await askFaults(types, who, planted, tally);
    await askReports(stage, who, tally);
    tell(`${tally.requests} requests`);
  }
  await askIds(stage, lookers, planted, Math.max(REQUESTS[size], tally.requests + 200), tally);
  const faults = [...new Set([...tally.leaks, ...tally.differences.map((path) => `differs: ${path}`)])];
  return {
    ok: faults.length === 0 && seen.text.includes(SECRET),
    figure: `${tally.requests} requests by ${lookers.length} roles, ${tally.leaks.length} canaries, ${tally.differences.length} differences between foreign and nonexistent${faults.length > 0 ? `: ${faults.slice(0, 20).join('; ')}` : ''}${seen.text.includes(SECRET) ? '' : '; the canary is not there at all'}`,
  };
}

export const derivedObjects: Proof = {
  name: 'derived-objects',
  claim:
    'Whatever is made of a record (files, lists, search, counts, faults) obeys its policy; foreign is as nonexistent',
  wanted: '50,000 requests, 0 canaries, 0 differences',
  async run(size, tell): Promise<Found> {
    const stage = await openStage();
    try {
      return await tryDerived(stage, size, tell);
    } finally {
      await stage.close();
    }
  },
};
