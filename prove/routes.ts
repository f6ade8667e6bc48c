/** Every address, for every role: what belongs to others answers exactly as what does not exist. */
import type { Hono } from 'hono';
import { VERBS } from '../src/areas/access/acts.ts';
import { ROLES } from '../src/areas/access/contract.ts';
import { unitByCode } from '../src/areas/access/store.ts';
import { forms } from '../src/areas/membership/acts.ts';
import { catalogue } from '../src/catalogue.ts';
import type { Database } from '../src/db/connection.ts';
import { read } from '../src/db/door.ts';
import type { Fields, RecordType } from '../src/records/define.ts';
import { loadRecord } from '../src/records/store.ts';
import type { Env } from '../src/web/desk.tsx';
import { type FormValues, toFormValues } from '../src/web/look.ts';
import type { Route } from '../src/web/route.ts';
import { routesOf } from '../src/web/routes.ts';
import { SESSION } from '../src/web/visit.ts';
import { applicationOf, type Ground, id, openGround, sessionOf } from './ground.ts';
import { grouped, judged, NEVER, type Proof } from './proof.ts';
import { KINDS, kindOf, layBeside } from './routes-ids.ts';
import { filled } from './samples.ts';

const OWN = 'que-xuan-1';
const OWN_CELL = 'que-xuan-1.01';
const FOREIGN = 'que-xuan-2';
const FOREIGN_CELL = 'que-xuan-2.01';
/** What stands in an address where it takes no id: what is the same for everybody, or nobody's at all. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  '/member/:verb': Object.keys(forms),
  '/accounts/act/:verb': VERBS,
  '/figures/:key': ['mem.total'],
  '/rules/:id': ['admit.age_min'],
  // Whoever holds the key of a calendar reads it: there is no foreign one.
  '/feed/:key': ['khong-co'],
};
/** Names of an address or form that hold an id though no field of the record says so. */
const ID_NAMES: Readonly<Record<string, string>> = {
  unit: 'unit',
  beneath: 'unit',
  ids: 'id',
  person: 'person',
  account: 'account',
  mandate: 'mandate',
};

export const routes: Proof = {
  name: 'routes',
  claim:
    'For every role, every address answers to an id of others exactly as to an id that does not exist: same status, same body, nothing written; and none breaks.',
  wanted:
    'every route × every role × own, foreign and nonexistent ids; 0 differences, 0 answers of 500, 0 rows written',
  async run(size, tell, stop = NEVER) {
    const ground = await openGround('routes', { durable: false, beginning: 'district' });
    try {
      const all = routesOf(ground.house);
      const roles = Object.keys(ROLES);
      const tally: Tally = { pairs: 0, requests: 0, opened: 0, seen: new Set(), differences: [], broken: [] };
      const visitors = await openVisitors(ground, roles);
      const before = await rows(ground.owner);
      for (const [r, role] of roles.entries()) {
        if (stop.aborted) break;
        const visitor = visitors[r]!;
        // In short, a share of the routes for each role; of those that take no id of a record a larger one.
        const share = ({ path }: Route) => (kindOf(path) ? 1 : 8);
        const mine = size === 'full' ? all : all.filter((one, i) => i % (roles.length * share(one)) === r);
        for (const route of mine) await tryRoute(visitor, route, tally);
        tell(`${role}: ${grouped(tally.requests)} requests`);
      }
      const written = (await rows(ground.owner)) - before;
      // What nobody opens even of their own answers alike for whatever reason.
      if (size === 'full' && !stop.aborted)
        for (const kind of Object.values(KINDS).filter((one) => !tally.seen.has(one)))
          tally.differences.push(`nobody opens a ${kind} of their own`);
      for (const one of [...tally.differences, ...tally.broken]) tell(one);
      const figure = `${all.length} routes, ${roles.length} roles: ${grouped(tally.pairs)} pairs of foreign and nonexistent, ${grouped(tally.opened)} own pages opened; ${tally.differences.length} differences, ${tally.broken.length} answers of 500, ${written} rows written`;
      const holds =
        tally.differences.length + tally.broken.length + Math.abs(written) === 0 && tally.opened > 0;
      return judged(size, holds, !stop.aborted, figure);
    } finally {
      await ground.close();
    }
  },
};

type Tally = {
  pairs: number;
  requests: number;
  opened: number;
  /** Of what somebody opened their own. */
  seen: Set<string>;
  differences: string[];
  broken: string[];
};

/** Somebody of a role, what is theirs and what is not, by kind of record. */
type Visitor = {
  ground: Ground;
  app: Hono<Env>;
  role: string;
  token: string;
  own: Map<string, string>;
  foreign: Map<string, string>;
  /** Their own records as they would stand in a form, so that only the id in question is out of order. */
  values: Map<string, FormValues>;
};

const unitWith = async ({ owner }: Ground, code: string): Promise<string> => (await unitByCode(owner, code))!;

/** Everybody with what is theirs, before anything is counted: what is laid down for them is not written by a request. */
async function openVisitors(ground: Ground, roles: readonly string[]): Promise<Visitor[]> {
  const [unit, beneath] = [await unitWith(ground, FOREIGN), await unitWith(ground, FOREIGN_CELL)];
  const other = await holderOf(ground, await sessionOf(ground, 'inspection_chair', unit));
  const foreign = await layBeside(ground.owner, { ...other, unit, beneath });
  const visitors: Visitor[] = [];
  for (const role of roles) visitors.push(await openVisitor(ground, role, foreign));
  return visitors;
}

async function holderOf({ owner }: Ground, token: string): Promise<{ account: string; mandate: string }> {
  const [row] = await owner<{ account: string; mandate: string }[]>`
    select account, mandate from session where token_hash = token_hash(${token})`;
  return row!;
}

async function openVisitor(
  ground: Ground,
  role: string,
  beside: ReadonlyMap<string, string>,
): Promise<Visitor> {
  const unit = await unitWith(ground, role === 'cell_secretary' ? OWN_CELL : OWN);
  const token = await sessionOf(ground, role, role === 'machine' ? null : unit);
  const held = { ...(await holderOf(ground, token)), unit, beneath: await unitWith(ground, OWN_CELL) };
  const own = await layBeside(ground.owner, held);
  // Nothing is foreign to the machine.
  const foreign = new Map(role === 'machine' ? [] : beside);
  const values = new Map();
  for (const type of catalogue.records) {
    const found = await idsOf(ground.owner, type, unit);
    if (found.own) own.set(type.name, found.own);
    if (found.foreign && role !== 'machine') foreign.set(type.name, found.foreign);
    const row = found.own
      ? await read({ ...ground.house, token }, (tx) => loadRecord(tx, type, found.own!))
      : undefined;
    if (row) values.set(type.name, toFormValues(type.fields, row));
  }
  return { ground, app: applicationOf(ground), role, token, own, foreign, values };
}

/** A record in the unit's part of the tree, and one neither there nor of a unit above, whose documents all may read. */
async function idsOf(owner: Database, type: RecordType, unit: string) {
  const [row] = await owner<{ own: string | null; foreign: string | null }[]>`
    select (select r.id from ${owner(type.name)} r where r.place between u.place and u.place_end limit 1) as own,
      (select r.id from ${owner(type.name)} r join unit x on x.place = r.place
        where r.place not between u.place and u.place_end
          and not (x.place <= u.place and x.place_end >= u.place_end) limit 1) as foreign
    from unit u where u.id = ${unit}`;
  return row!;
}

async function tryRoute(visitor: Visitor, route: Route, tally: Tally): Promise<void> {
  for (const slot of slotsOf(route)) {
    const kinds = [visitor.own.get(slot.type), visitor.foreign.get(slot.type)];
    const [own, foreign] = kinds as [string | undefined, string | undefined];
    for (const format of route.method === 'get' ? ['', '.json'] : ['.json']) {
      const ask = (one: string, whole: boolean) => asked(visitor, route, slot, one, format, whole, tally);
      if (own && mayBeAsked(route, slot) && (await ask(own, false)).status === 200) {
        tally.opened += 1;
        if (slot.name === '') tally.seen.add(slot.type);
      }
      if (!foreign) continue;
      const nobody = id();
      const [a, b] = [await ask(foreign, true), await ask(nobody, true)];
      tally.pairs += 1;
      if (a.status === b.status && plain(a.text, foreign) === plain(b.text, nobody)) continue;
      tally.differences.push(
        `${visitor.role} ${route.method} ${slot.path}${format} ${slot.name}: ${a.status} for a foreign ${slot.type}, ${b.status} for none`,
      );
    }
  }
}

/** A form that takes nothing would be carried out on what is one's own. */
const mayBeAsked = ({ method, path, takes }: Route, { type }: Slot): boolean =>
  method === 'get' || kindOf(path) !== type || takes.length > 0;

/**
 * A place for an id: in the address itself (`name` is empty) or under a name of the address or the form. `at` is what
 * the id in the address belongs to, where it takes one.
 */
type Slot = { path: string; name: string; type: string; at?: string };

function slotsOf(route: Route): Slot[] {
  const word = route.path.split('/')[1]!;
  const record = catalogue.records.find(({ name }) => name === word);
  const path = filled(route.path);
  const [named, ...more] = path.match(/:\w+/g) ?? [];
  const at = kindOf(route.path) ?? (named === ':id' ? record?.name : undefined);
  const names = NAMES[route.path];
  if (more.length > 0 || (named && !at && !names)) throw new Error(`${path}: an id of what?`);
  if (at) return [{ path, name: '', type: at, at }, ...namedSlots(route, path, record?.fields ?? {}, at)];
  return (names ?? ['']).flatMap((place) => {
    const whole = named ? path.replace(named, place) : path;
    const fields = record?.fields ?? forms[place as keyof typeof forms]?.fields ?? {};
    const slots = namedSlots(route, whole, fields);
    return slots.length > 0 ? slots : [{ path: whole, name: '', type: '' }];
  });
}

/** An id of a new record is made by its sender and belongs to nobody, so `id` itself is no slot. */
const namedSlots = (route: Route, path: string, fields: Fields, at?: string): Slot[] =>
  route.takes.flatMap((name) => {
    const field = fields[name];
    const type = field?.type === 'reference' ? field.to : ID_NAMES[name];
    const slot = { path, name, type: type === 'id' ? route.path.split('/')[1]! : type! };
    return type ? [at ? { ...slot, at } : slot] : [];
  });

/** `whole` sends everything that a real attempt has; without it a form is refused before it changes anything. */
async function asked(
  visitor: Visitor,
  route: Route,
  slot: Slot,
  one: string,
  format: string,
  whole: boolean,
  tally: Tally,
): Promise<{ status: number; text: string }> {
  const inAddress = slot.name === '' ? one : (visitor.own.get(slot.at ?? '') ?? id());
  const address = slot.path.replace(/:\w+/, inAddress);
  const headers: Record<string, string> = { Cookie: `${SESSION}=${visitor.token}` };
  const query = route.method === 'get' && slot.name !== '' ? `?${slot.name}=${one}` : '';
  const body =
    route.method === 'post' ? { ...(whole ? attempt(visitor, route) : {}), ...under(slot, one) } : undefined;
  const answer = await visitor.app.request(
    `${address === '/' && format ? '/' : address}${address === '/' ? '' : format}${query}`,
    {
      method: route.method.toUpperCase(),
      ...(body ? { body: JSON.stringify(body) } : {}),
      headers: body
        ? { ...headers, 'Content-Type': 'application/json', Origin: 'http://localhost' }
        : headers,
    },
  );
  tally.requests += 1;
  const text = await answer.text();
  if (answer.status === 500)
    tally.broken.push(`${visitor.role} ${route.method} ${slot.path}${format} ${slot.name}`);
  return { status: answer.status, text: `${answer.headers.get('Location') ?? ''}\n${text}` };
}

const under = (slot: Slot, one: string): Record<string, string> =>
  slot.name === '' ? {} : { [slot.name]: one };

/** What an officer would send, as far as the route takes it. */
function attempt({ values }: Visitor, { path, takes }: Route): Record<string, unknown> {
  const typed = {
    ...values.get(path.split('/')[1]!),
    id: id(),
    reason: 'thử',
    seen: '2023-01-01',
    confirmed: 'yes',
  };
  return Object.fromEntries(Object.entries(typed).filter(([name]) => takes.includes(name)));
}

/** Without the id asked for, in whatever form it is shown, and without ids made for a new form. */
const plain = (text: string, asked: string): string =>
  text
    .replaceAll(asked, '*')
    .replaceAll(asked.slice(-8), '*')
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g, '*');

async function rows(owner: Database): Promise<number> {
  const tables = await owner<{ name: string }[]>`select name from table_class where is_record`;
  const sums = tables.map(
    ({ name }) => `(select count(*) from public.${name}) + (select count(*) from past.${name})`,
  );
  const [row] = await owner.unsafe<{ n: number }[]>(`select (${sums.join(' + ')})::int as n`);
  return row!.n;
}
