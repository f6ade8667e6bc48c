/**
 * Any SQL as the application, with a session of one's own: statements at random, among them what raises rights, tells
 * by errors, by counts, by plans, by what is returned of writing. No foreign row comes out; the same statements give
 * the rows to whoever may read them.
 */
import { createRandom } from '../demo/random.ts';
import { openMachineSession } from '../src/areas/access/commands.ts';
import { TELLING_FUNCTIONS } from '../src/areas/access/testing.ts';
import { connect, type Database } from '../src/db/connection.ts';
import { command, type Reader, read, type Who } from '../src/db/door.ts';
import { systemClock } from '../src/kernel/clock.ts';
import { newId } from '../src/kernel/id.ts';
import { anyStatement, FORM_NAMES, type Known, type Statement } from './any-sql.ts';
import {
  CASE_SECRET,
  ELSEWHERE,
  KEPT_AWAY,
  keptAway,
  type Looker,
  OWN,
  type Planted,
  plant,
  plantBeside,
  SECRET,
} from './foreign-words.ts';
import { type Found, judged, type Proof, type Size } from './proof.ts';
import { openStage, type Stage, visitorAt } from './stage.ts';

const STATEMENTS = { short: 200, full: 20_000 };
/** Of a hundred statements so many give the rows to whoever may read them, in so many forms: less, and nothing is tried. */
const TELLING = { share: 15, forms: 10 };
const PATIENCE = '3s';

/** What is read of the catalogue: of rows, of other connections, of accounts of the server. */
const CATALOGUE = [
  ...['pg_stats', 'pg_stats_ext', 'pg_statistic', 'pg_stat_activity', 'pg_prepared_statements', 'pg_cursors'],
  ...['pg_authid', 'pg_shadow', 'pg_largeobject', 'pg_settings', 'pg_db_role_setting', 'pg_policies'],
].map((name) => `pg_catalog.${name}`);

/** What tells of others by right: also the names of all units, to whoever introduces a member there. */
const TELLS_BY_RIGHT = [...TELLING_FUNCTIONS, 'units_to_introduce_to'];

async function knownOf(owner: Database, planted: Planted, own: string): Promise<Omit<Known, 'worded'>> {
  const relations = await owner<{ name: string }[]>`
    select c.relnamespace::regnamespace || '.' || quote_ident(c.relname) as name from pg_class c
    where c.relnamespace in ('public'::regnamespace, 'past'::regnamespace, 'known'::regnamespace)
      and c.relkind in ('r', 'v') order by 1`;
  const functions = await owner<{ name: string; types: string[] }[]>`
    select p.proname as name, array(select format_type(t, null) from unnest(p.proargtypes::oid[]) t) as types
    from pg_proc p where p.pronamespace = 'public'::regnamespace and p.prorettype <> 'trigger'::regtype
      and p.prokind = 'f' and p.proname <> all (${TELLS_BY_RIGHT}) and has_function_privilege('capuy_app', p.oid, 'execute')
      and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e') order by 1, 2`;
  const ids = [...planted.foreign.values(), ...planted.cases.values()].flatMap((some) => some.slice(0, 3));
  return {
    relations: [...relations.map(({ name }) => name), ...CATALOGUE],
    functions,
    ids: [...ids, own, newId(systemClock)],
    types: [...planted.foreign.keys()],
  };
}

/** Where a word stands. Views of what was known need the instant to be said. */
async function relationsWith(owner: Database, relations: readonly string[], word: string): Promise<string[]> {
  const found: string[] = [];
  for (const name of relations.filter((one) => !one.startsWith('pg_catalog.')))
    await owner.begin(async (tx) => {
      await tx`set local capuy.known_at = '2100-01-01'`;
      const rows = await tx.unsafe(`select from ${name} t where t::text like $1 limit 1`, [`%${word}%`]);
      if (rows.count > 0) found.push(name);
    });
  return found;
}

/** Rows as they were before: what was planted, known until now. */
async function plantPast(owner: Database, planted: Planted): Promise<void> {
  for (const [type, ids] of planted.foreign) {
    const columns = await owner<{ name: string }[]>`
      select quote_ident(p.attname) as name from pg_attribute p
      join pg_attribute c on c.attname = p.attname and c.attrelid = to_regclass(${`public.${type}`})
      where p.attrelid = to_regclass(${`past.${type}`}) and p.attnum > 0 and not p.attisdropped and p.attgenerated = ''`;
    if (columns.length === 0 || ids.length === 0) continue;
    const names = columns.map(({ name }) => name).join(', ');
    await owner.unsafe(
      `insert into past.${type} (${names}, known_to) select ${names}, '2100-01-01' from public.${type} where id = any ($1)`,
      [ids],
    );
  }
}

class Over extends Error {}

/** All that comes back of a statement, its refusal with everything it says; nothing of it stays. */
async function answerTo(who: Who, { text, writes }: Statement): Promise<{ text: string; found: number }> {
  let answer = { text: '', found: 0 };
  const work = async (tx: Reader): Promise<never> => {
    await tx.unsafe(`set local statement_timeout = '${PATIENCE}'`);
    answer = await asked(tx, text).catch(told);
    throw new Over();
  };
  const entry = { command: 'try', input: 1 };
  await (writes ? command(who, entry, work) : read(who, work)).catch((error: unknown) => {
    // A statement may have ended the transaction, or the connection with it: then that is its answer.
    if (!(error instanceof Over) && answer.text === '') answer = told(error);
  });
  return answer;
}

const told = (error: unknown) => ({
  text: JSON.stringify({ ...(error as object), message: (error as Error).message, query: undefined }),
  found: 0,
});

async function asked(tx: Reader, text: string): Promise<{ text: string; found: number }> {
  const rows = (await tx.unsafe(text)).flat() as { found?: unknown }[];
  const found = rows.reduce((most, row) => Math.max(most, typeof row?.found === 'number' ? row.found : 0), 0);
  return { text: JSON.stringify(rows, (_, one) => bytesAsText(one)), found };
}

/** Bytes as what they say: JSON tells their numbers. */
const bytesAsText = (one: { type?: unknown; data?: number[] } | null): unknown =>
  one?.type === 'Buffer' && one.data ? Buffer.from(one.data).toString('utf8') : one;

/** What finds the word and does not find itself, as where the statements of others are read. */
const patternOf = (secret: string): string => `${secret.slice(0, -1)}[${secret.slice(-1)}]`;

type Tally = { tried: number; given: string[]; telling: number; forms: Set<string> };

/** One statement: by somebody who may not see the rows, and by whoever may. */
async function tryOne(looker: Who, secret: string, holder: Who, one: Statement, tally: Tally): Promise<void> {
  const gives = ({ text, found }: { text: string; found: number }) =>
    text.includes(secret) || (one.counts && found > 0);
  const [foreign, own] = await Promise.all([answerTo(looker, one), answerTo(holder, one)]);
  tally.tried += 1;
  if (gives(foreign)) tally.given.push(`${one.form}: ${one.text}`);
  if (!gives(own)) return;
  tally.telling += 1;
  tally.forms.add(one.form);
}

/** Those who look, each with a word that must not come out for them. */
async function lookersOf(stage: Stage, cases: Planted['cases']): Promise<(readonly [Looker, string])[]> {
  const found: (readonly [Looker, string])[] = [];
  for (const [role, code] of ELSEWHERE) {
    const looker = { ...(await visitorAt(stage, role, code)), secrets: [SECRET, CASE_SECRET] };
    found.push([looker, SECRET], [looker, CASE_SECRET]);
  }
  for (const why of KEPT_AWAY) found.push([await keptAway(stage, why, cases), CASE_SECRET]);
  return found;
}

async function tryStatements(
  stage: Stage,
  size: Size,
  tell: (text: string) => void,
  stop?: AbortSignal,
): Promise<Found> {
  const planted = await plant(stage);
  await plantBeside(stage, planted);
  // Nothing is kept from the machine: what the same statements give it shows what they ask for.
  const machine = await openMachineSession(stage.owner, systemClock);
  await plantPast(stage.owner, planted);
  const lookers = await lookersOf(stage, planted.cases);
  const pools = [0, 1].map(() => connect({ ...stage.connection, user: 'capuy_app', max: 1 }));
  const who = (token: string, db: Database): Who => ({ db, token, clock: systemClock });
  const random = createRandom('any SQL');
  const tally: Tally = { tried: 0, given: [], telling: 0, forms: new Set() };
  const [own] = await stage.owner<{ id: string }[]>`select unit as id from unit_now where code = ${OWN}`;
  const all = await knownOf(stage.owner, planted, own!.id);
  const known = new Map<string, Known>();
  for (const secret of [SECRET, CASE_SECRET])
    known.set(secret, { ...all, worded: await relationsWith(stage.owner, all.relations, secret) });
  try {
    for (const turn of Array(STATEMENTS[size]).keys()) {
      if (stop?.aborted) break;
      const [looker, secret] = lookers[turn % lookers.length]!;
      const one = anyStatement(random, known.get(secret)!, patternOf(secret));
      await tryOne(who(looker.token, pools[0]!), secret, who(machine, pools[1]!), one, tally);
      if (tally.tried % 1000 === 0)
        tell(`${tally.tried} statements, ${tally.given.length} gave a foreign row`);
    }
  } finally {
    await Promise.all(pools.map((pool) => pool.end()));
  }
  for (const text of tally.given.slice(0, 20)) tell(text);
  const share = Math.floor((100 * tally.telling) / Math.max(1, tally.tried));
  const tells = share >= TELLING.share && tally.forms.size >= TELLING.forms;
  return judged(
    size,
    tally.given.length === 0 && (tells || !!stop?.aborted),
    tally.tried >= STATEMENTS[size],
    `${tally.tried} statements in ${FORM_NAMES.length} forms by ${new Set(lookers.map(([one]) => one.token)).size} persons: ${tally.given.length} gave or counted a foreign row; ${share} % of them, in ${tally.forms.size} forms, gave it to whoever may read it`,
  );
}

export const arbitrarySql: Proof = {
  name: 'arbitrary-sql',
  claim:
    'Whoever may send any SQL as the application, with a session of their own, gets no row that is not theirs: not by reading, writing, counting, by errors, plans, functions or rights taken on.',
  wanted: `${STATEMENTS.full} statements at random, 0 give or count a foreign row; ≥ ${TELLING.share} %, in ≥ ${TELLING.forms} forms, give it to whoever may read it`,
  async run(size, tell, stop) {
    const stage = await openStage();
    try {
      return await tryStatements(stage, size, tell, stop);
    } finally {
      await stage.close();
    }
  },
};
