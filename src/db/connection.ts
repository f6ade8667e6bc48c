/** The pool of connections: dates, instants and long integers stay text, so that nothing is lost on the way. */
import { setTimeout as pause } from 'node:timers/promises';
import postgres from 'postgres';
import { refuseNobody } from './asked-types.ts';
import { forgetFirstCalls } from './first-calls.ts';
import { broken, type Line, openLine, type Where } from './line.ts';
import { sendAhead } from './send-ahead.ts';

export type ConnectionOptions = {
  /** The unix socket of an embedded server. */
  path?: string;
  host?: string;
  port?: number;
  password?: string;
  user?: string;
  database?: string;
  url?: string;
  /** Become this role at once, where the server is not ours and the login is another. */
  role?: string;
  max?: number;
  /** How statements are planned, where the server should not choose. */
  planning?: 'force_custom_plan';
};

const asText = (oid: number) => ({ to: oid, from: [oid], serialize: String, parse: (text: string) => text });

export type Database = postgres.Sql;

/** Milliseconds a broken transaction may take to notice, before the pool it belonged to is put away. */
const NOTICE_MS = 5_000;

/**
 * Opens a pool; connections are made when they are first needed. A pool of which one connection broke is given up
 * whole, and what is asked next opens another: the driver would send the rest of a broken transaction over the
 * connection it makes instead, and waits ever longer before it makes one.
 */
export function connect(options: ConnectionOptions): Database {
  let closed = false;
  let pool = openPool(options, lost);
  function lost(broken: Pool): void {
    if (broken !== pool || closed) return;
    pool = openPool(options, lost);
    void giveUp(broken);
  }
  const ending = async (...args: Parameters<Database['end']>) => {
    closed = true;
    await Promise.all([pool.sql.end(...args), counting.get(database)?.end(...args)]);
  };
  const database: Database = new Proxy(pool.sql, {
    apply: (_, __, args: Parameters<Database>) => answered(pool, pool.sql(...args)),
    get(_, name) {
      if (name === 'end') return ending;
      if (name === 'begin') return pool.begin;
      const own = Reflect.get(pool.sql, name);
      return name === 'unsafe' ? (...args: [string]) => answered(pool, pool.sql.unsafe(...args)) : own;
    },
  });
  ways.set(database, options);
  return database;
}

const ways = new WeakMap<Database, ConnectionOptions>();
const counting = new WeakMap<Database, Database>();

/** Reports that are counted at once take this many connections between them; others wait. */
const COUNTING = 4;

/**
 * The pool that counts figures for the application's own: the same server under the role that reads records to count
 * them and does nothing else. The application cannot become that role; it ends with its pool.
 */
export function countingOf(app: Database): Database {
  const known = counting.get(app);
  if (known) return known;
  const way = ways.get(app)!;
  const role = way.role ? { role: 'capuy_figures' } : { user: 'capuy_figures' };
  // Planned for the units and days asked: a plan made for any unit reads the whole country for a cell. Where there are
  // few units, counting says otherwise (figures/evaluate.ts).
  const made = connect({ ...way, ...role, max: COUNTING, planning: 'force_custom_plan' });
  counting.set(app, made);
  return made;
}

type Pool = {
  sql: Database;
  begin: Database['begin'];
  lines: Set<Line>;
  running: Set<Promise<unknown>>;
  /** Refuse whoever still waits for an answer. */
  waiting: Set<(error: Error) => void>;
};

function openPool({ url, role, planning, ...rest }: ConnectionOptions, lost: (pool: Pool) => void): Pool {
  const settings = {
    ...rest,
    max: rest.max ?? 8,
    max_lifetime: null,
    onnotice: () => {},
    // Every name a statement uses is resolved in `public`; reading as known at an instant puts `known` before it.
    connection: {
      ...{ search_path: 'public', TimeZone: 'UTC' },
      ...(role ? { role } : {}),
      ...(planning ? { plan_cache_mode: planning } : {}),
    },
    types: { date: asText(1082), timestamp: asText(1184), range: asText(3912) },
    socket: (where: Where) => openLine(where, pool.lines, () => lost(pool)),
    onclose: () => lost(pool),
  };
  const sql = (url ? postgres(url, settings) : postgres(settings)) as unknown as Database;
  forgetFirstCalls(sql);
  refuseNobody(sql);
  sendAhead(sql);
  const [running, waiting] = [new Set<Promise<unknown>>(), new Set<(error: Error) => void>()];
  const pool: Pool = { sql, begin: noting(sql, running, waiting), lines: new Set(), running, waiting };
  return pool;
}

/**
 * A statement that is refused at the latest when its pool is given up: the driver (postgres 3.4.9) forgets what waits
 * for a connection where all that it has are closed already. Text put into other statements is never sent by itself.
 */
function answered<T>({ waiting }: Pool, made: T): T {
  const query = made as { handler?: (own: unknown) => unknown; resolve: Answer; reject: Answer };
  const { handler, resolve, reject } = query;
  if (!handler) return made;
  const refuse = (error: Error) => reject(error);
  const forgetting = (settle: Answer) => (value: unknown) => {
    waiting.delete(refuse);
    settle(value);
  };
  const send = (own: unknown) => {
    waiting.add(refuse);
    return handler(own);
  };
  Object.assign(query, {
    resolve: forgetting(resolve),
    reject: forgetting(reject),
    handler: Object.assign(send, handler),
  });
  return made;
}

type Answer = (value: unknown) => void;

/** `begin`, noting the transactions that have begun and not ended, and who waits for one. */
function noting(sql: Database, running: Pool['running'], waiting: Pool['waiting']): Database['begin'] {
  type Work = (tx: postgres.TransactionSql) => unknown;
  const begin = (...given: [Work] | [string, Work]) => {
    const work = given.at(-1) as Work;
    const noted: Work = (tx) => {
      running.add(whole);
      return work(tx);
    };
    const whole = given.length === 2 ? sql.begin(given[0] as string, noted) : sql.begin(noted);
    return new Promise((resolve, reject) => {
      waiting.add(reject);
      const forget = () => {
        running.delete(whole);
        waiting.delete(reject);
      };
      whole.then(forget, forget);
      whole.then(resolve, reject);
    });
  };
  return begin as Database['begin'];
}

/** Breaks every connection of the pool, waits for the transactions on them to notice, and refuses who is waiting. */
async function giveUp({ sql, lines, running, waiting }: Pool): Promise<void> {
  for (const line of lines) line.destroy();
  const noticed = new AbortController();
  await Promise.race([
    Promise.allSettled(running),
    // Keeps the process: somebody still waits for an answer.
    pause(NOTICE_MS, undefined, { signal: noticed.signal }).catch(() => {}),
  ]);
  noticed.abort();
  await sql.end({ timeout: 0 });
  for (const refuse of waiting) refuse(broken());
}
