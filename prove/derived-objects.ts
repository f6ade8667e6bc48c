/**
 * Whatever is made of a record obeys its policy: rows of a foreign part of the tree and case files carry a secret word,
 * every address is asked for them in every form, and the word never comes out; a foreign id answers as no id at all.
 */
import PizZip from 'pizzip';
import { systemClock } from '../src/kernel/clock.ts';
import { newId } from '../src/kernel/id.ts';
import type { RecordType } from '../src/records/define.ts';
import { routesOf } from '../src/web/routes.ts';
import {
  CASE_SECRET,
  ELSEWHERE,
  FOREIGN,
  KEPT_AWAY,
  keptAway,
  type Looker,
  OWN,
  type Planted,
  plant,
  plantBeside,
  SECRET,
  SOUGHT,
  textFields,
} from './foreign-words.ts';
import type { Found, Proof } from './proof.ts';
import { kindOf } from './routes-ids.ts';
import { filled } from './samples.ts';
import { openStage, type Stage, type Visitor, visitorAt } from './stage.ts';

const REQUESTS = { short: 400, full: 50_000 };
/** A short piece asks for one in so many types of record. */
const SHARE = 4;
const REPORT = 'year=2023&as_of=2023-10-05';

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

type Tally = { requests: number; leaks: string[]; differences: string[] };

/** Asks one address and looks for the word. */
async function look(who: Looker, path: string, tally: Tally): Promise<Body> {
  const body = await bodyOf(await who.get(path));
  tally.requests++;
  if (who.secrets.some((secret) => body.text.includes(secret))) tally.leaks.push(path);
  return body;
}

/** A foreign id and one that never was must answer with the same bytes, but for the id itself. */
async function compare(who: Looker, pathOf: (id: string) => string, id: string, tally: Tally): Promise<void> {
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

/** Lists, suggestions and searches in every form, asked for the word and sorted by what it stands in. */
async function askLists(types: readonly RecordType[], who: Looker, tally: Tally): Promise<void> {
  const q = encodeURIComponent(SOUGHT);
  for (const type of types) {
    for (const format of ['', '.json', '.xlsx']) {
      await look(who, `/${type.name}${format}?purpose=x`, tally);
      for (const name of textFields(type))
        for (const asked of [`${name}=${q}`, `sort=${name}`, `sort=-${name}`])
          await look(who, `/${type.name}${format}?${asked}&purpose=x`, tally);
    }
    await look(who, `/suggest/${type.name}?q=${q}`, tally);
  }
  for (const format of ['', '.json']) await look(who, `/search${format}?q=${q}`, tally);
  for (const path of ['/', '/imports', '/approvals', '/deadlines', '/attention', '/accounts'])
    for (const format of ['', '.json'])
      await look(who, path === '/' ? `/${format}` : `${path}${format}`, tally);
}

/** Pages of reports and of what is behind figures: of the own unit and of a foreign one. */
async function askReports(
  stage: Omit<Stage, 'close'>,
  who: Looker,
  [own, other]: readonly [own: string, other: string],
  tally: Tally,
): Promise<void> {
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
      await look(who, at(own), tally);
      const [foreign, none] = [await look(who, at(other), tally), await look(who, at('khong-co-x'), tally)];
      if (
        foreign.status !== none.status ||
        foreign.text.replaceAll(other, '') !== none.text.replaceAll('khong-co-x', '')
      )
        tally.differences.push(at('…'));
    }
  }
}

/** Every address that takes an id, with ids of what was planted, until enough was asked. */
async function askIds(
  stage: Omit<Stage, 'close'>,
  lookers: readonly Looker[],
  planted: ReadonlyMap<string, readonly string[]>,
  enough: number,
  tally: Tally,
): Promise<void> {
  const routes = routesOf(stage.house).filter(
    ({ method, path }) => method === 'get' && /:id|:key/.test(path),
  );
  const pairs = routes.flatMap(({ path }) => {
    const ids = planted.get(kindOf(path) ?? path.split('/')[1]!) ?? [];
    return ids.length > 0 ? [{ path, ids }] : [];
  });
  // In a short piece those first that name no record.
  pairs.sort((a, b) => Number(kindOf(b.path) !== undefined) - Number(kindOf(a.path) !== undefined));
  for (let turn = 0; tally.requests < enough; turn++) {
    for (const [i, { path, ids }] of pairs.entries()) {
      const who = lookers[(turn + i) % lookers.length]!;
      const format = ['', '.json', '.xlsx', '.docx', '.txt'][turn % 5]!;
      await compare(
        who,
        (id) => withFormat(filled(path).replace(/:id|:key/, id), format),
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
  who: Looker,
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
        if (who.secrets.some((secret) => body.text.includes(secret)))
          tally.leaks.push(`/${type.name} ${name}`);
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
  const lookers: Looker[] = [];
  for (const [role, code] of ELSEWHERE)
    lookers.push({ ...(await visitorAt(stage, role, code)), secrets: [SECRET, CASE_SECRET] });
  const holder = await plantBeside(stage, planted);
  const unseen = await notThere(stage, holder, planted);
  const away: Looker[] = [];
  for (const why of KEPT_AWAY) away.push(await keptAway(stage, why, planted.cases));
  for (const who of size === 'short' ? lookers.slice(1, 2) : lookers) {
    await askLists(types, who, tally);
    tell(`${tally.requests} requests`);
    await askFaults(types, who, planted, tally);
    await askReports(stage, who, [OWN, FOREIGN], tally);
    tell(`${tally.requests} requests`);
  }
  for (const who of away) {
    await askLists(
      types.filter(({ class: kind }) => size === 'full' || kind === 'case'),
      who,
      tally,
    );
    // The foreign commune is their own.
    if (size === 'full') await askReports(stage, who, [FOREIGN, OWN], tally);
  }
  tell(`${tally.requests} requests`);
  const enough = Math.max(REQUESTS[size], tally.requests + 300);
  // Those who are kept away hold case files alone against what does not exist: all else is theirs.
  await askIds(stage, away, planted.cases, tally.requests + Math.ceil((enough - tally.requests) / 3), tally);
  await askIds(stage, lookers, planted.foreign, enough, tally);
  const faults = [...new Set([...tally.leaks, ...tally.differences.map((path) => `differs: ${path}`)])];
  return {
    ok: faults.length === 0 && unseen.length === 0,
    figure: `${tally.requests} requests by ${lookers.length + away.length} persons, ${tally.leaks.length} canaries, ${tally.differences.length} differences between foreign and nonexistent${faults.length > 0 ? `: ${faults.slice(0, 20).join('; ')}` : ''}${unseen.length > 0 ? `; the canary is not there at all: ${unseen.join(', ')}` : ''}`,
  };
}

/** That the words are there to be found: whoever may see them does. Answers the addresses that lack them. */
async function notThere(stage: Omit<Stage, 'close'>, holder: Looker, planted: Planted): Promise<string[]> {
  const district = await visitorAt(stage, 'office', 'que-son');
  const [list, act] = [planted.foreign.get('import_draft')!.at(-1), planted.foreign.get('proposal')!.at(-1)];
  const [type, ids] = [...planted.cases].find(([name, some]) => name === 'inspection' && some.length > 0)!;
  const wanted: readonly [Visitor, string, string][] = [
    [district, `/document.json?title=${encodeURIComponent(SOUGHT)}`, SECRET],
    [holder, `/imports/${list}/returned.xlsx?purpose=x`, SECRET],
    [holder, '/imports', SECRET],
    [holder, `/approvals/${act}`, SECRET],
    [holder, `/${type}/${ids[0]}.json`, CASE_SECRET],
  ];
  const lacking: string[] = [];
  for (const [who, path, secret] of wanted)
    if (!(await bodyOf(await who.get(path))).text.includes(secret)) lacking.push(path);
  return lacking;
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
