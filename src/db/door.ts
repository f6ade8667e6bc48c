/**
 * The only door to the records. Reading and commanding each run in one transaction that tells PostgreSQL whose
 * session it is; PostgreSQL resolves the token to a mandate and shows only what that mandate may see.
 */
import type postgres from 'postgres';
import { digestOf } from '../kernel/canonical.ts';
import type { Clock, Instant } from '../kernel/clock.ts';
import { done, type Outcome, type Refusal, refused } from '../kernel/refusal.ts';
import { countingOf, type Database } from './connection.ts';
import { DISK_FULL, refusalOf } from './faults.ts';
import { ClockTrouble } from './timekeeper.ts';

/** A running transaction. `Writer` can only be had inside a command. */
export type Reader = postgres.TransactionSql & { figures?: Figures; beside?: Beside };
export type Writer = Reader & { readonly opened: Promise<Opened> };

/** The audit entry of the running command and the instant it stamps on what it writes. */
export type Opened = { entry: string; at: Instant };

/** Works in a transaction of the role for figures, where everything is as it was known at the instant. */
type Figures = <T>(knownAt: Instant | null, work: (counting: Reader) => Promise<T>) => Promise<T>;

/** Works on a second connection for figures at the same time as the first. Undefined where none is free. */
type Beside = <T>(work: (counting: Reader) => Promise<T>) => Promise<T> | undefined;

export type Who = { db: Database; token: string; clock: Clock };

export type Entry = {
  command: string;
  recordType?: string;
  recordId?: string;
  unit?: string;
  reason?: string;
  /** What was asked; the audit log keeps a keyed commitment to it, never the values. */
  input: unknown;
};

const SNAPSHOT = 'isolation level repeatable read read only';

/** Reads from one snapshot. What was read is had at once: how a transaction that wrote nothing ends changes nothing. */
function snapshot<T>(db: Database, work: (tx: Reader) => Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    held(db, () => db.begin(SNAPSHOT, async (tx) => work(tx).then(resolve))).catch(reject);
  });
}

/** Reads under the session's mandate, everything from one snapshot. */
export async function read<T>(who: Pick<Who, 'db' | 'token'>, work: (tx: Reader) => Promise<T>): Promise<T> {
  // What kept the snapshot from being shared; whatever else the transaction was asked for then fails after it.
  let shared: Promise<unknown> = Promise.resolve();
  const attempt = async (isShared: boolean): Promise<T> => {
    return snapshot(who.db, async (tx) => {
      // What the work sends first goes over the line together with this, and is carried out after it.
      const entered = tx`select enter(${who.token})`;
      entered.catch(() => {});
      const figures = figuresFor(who, isShared ? tx : undefined, (exported) => {
        shared = exported;
      });
      const value = await work(Object.assign(tx, { figures }));
      await entered;
      return value;
    });
  };
  try {
    return await attempt(true);
  } catch (error) {
    // Sharing a snapshot writes a small file. On a full disk reading goes on, each connection by its own.
    const cause = await shared.then(
      () => error,
      (unshared: unknown) => unshared,
    );
    if (refusalOf(cause)?.code !== DISK_FULL) throw error;
    return attempt(false);
  }
}

/** How many connections of a pool transactions hold. */
const holding = new WeakMap<Database, number>();

async function held<T>(db: Database, work: () => Promise<T>): Promise<T> {
  holding.set(db, (holding.get(db) ?? 0) + 1);
  try {
    return await work();
  } finally {
    holding.set(db, holding.get(db)! - 1);
  }
}

/**
 * Transactions of the role for figures, all on the snapshot of the one given. Without one each has its own and there is
 * only one: within a command nobody else commits meanwhile, so that it sees what the command saw when it began.
 */
function figuresFor(
  { db, token }: Pick<Who, 'db' | 'token'>,
  sharing: Reader | undefined,
  begun: (exported: Promise<unknown>) => void = () => {},
): Figures {
  const pool = countingOf(db);
  let exported: Promise<string> | undefined;
  const snapshotOf = async (tx: Reader): Promise<string> =>
    (await tx<{ id: string }[]>`select pg_export_snapshot() as id`)[0]!.id;
  const open: Figures = async <T>(knownAt: Instant | null, work: (counting: Reader) => Promise<T>) => {
    if (sharing && !exported) {
      exported = snapshotOf(sharing);
      begun(exported);
    }
    const exportedAs = await exported;
    return snapshot(pool, async (counting) => {
      const ready: Promise<unknown>[] = [];
      if (exportedAs) ready.push(counting.unsafe(`set transaction snapshot '${exportedAs}'`).execute());
      ready.push(counting`select enter(${token})`.execute());
      if (knownAt) ready.push(asKnownAt(counting, knownAt));
      await Promise.all(ready);
      const beside: Beside = (other) => (isFull(pool) ? undefined : open(knownAt, other));
      return work(Object.assign(counting, exportedAs ? { beside } : {}));
    });
  };
  return open;
}

const isFull = (pool: Database): boolean => (holding.get(pool) ?? 0) >= pool.options.max;

/**
 * Counts as the role that may read everything for figures and do nothing else, over a connection of its own: whoever
 * gets hold of the application's connection cannot become that role.
 */
export const asFigures = <T>(
  tx: Reader,
  knownAt: Instant | null,
  work: (counting: Reader) => Promise<T>,
): Promise<T> => tx.figures!(knownAt, work);

/** From here on the transaction reads every table as it was known at the instant. */
export async function asKnownAt(tx: Reader, knownAt: Instant): Promise<void> {
  await tx`select set_config('capuy.known_at', ${knownAt}, true), set_config('search_path', 'known, public', true)`;
}

class Rollback extends Error {
  readonly refusals: Refusal[];
  constructor(refusals: Refusal[]) {
    super('refused');
    this.refusals = refusals;
  }
}

/** How long a note waits for a running command (an import, a reorganisation) before it gives up, in milliseconds. */
const NOTE_PATIENCE = '5000';
/**
 * Does the work within a command and takes all of it back: what it would answer, without a row left behind. What is
 * checked at commit (acts that take two persons) is not asked of it.
 */
export async function rehearse<T>(
  tx: Writer,
  work: (trial: Writer) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  let outcome: Outcome<T> | undefined;
  const takenBack = new Rollback([]);
  const trial = tx.savepoint(async (inner) => {
    const { opened, figures } = tx;
    outcome = await work(Object.assign(inner, { opened, figures }) as Writer);
    throw takenBack;
  });
  await trial.catch((error: unknown) => {
    if (error !== takenBack) throw error;
  });
  return outcome!;
}

/** Why nothing may be written into the log at this moment, compared with its last entry. */
export async function clockTrouble({ db, clock }: Pick<Who, 'db' | 'clock'>): Promise<Refusal | undefined> {
  if (!clock.trouble) return undefined;
  const [known] = await db<{ last: Instant | null }[]>`select log_instant() as last`;
  return clock.trouble(known!.last ?? clock.now());
}

/**
 * The instant for an entry that PostgreSQL writes by itself, of a sign-in for instance. Throws `ClockTrouble` where the
 * clock was moved: an entry that lies ahead would keep every later one out once the clock is right again.
 */
export async function entryInstant(gate: Pick<Who, 'db' | 'clock'>): Promise<Instant> {
  const at = gate.clock.now();
  const trouble = await clockTrouble(gate);
  if (trouble) throw new ClockTrouble(trouble);
  return at;
}

/**
 * A short transaction in which PostgreSQL itself writes an audit entry and nothing else is written: the opening of a
 * record, an export, a reading of the log. Throws where the entry could not be written, `ClockTrouble` where the clock
 * was moved; then nothing is shown either. `work` is given the instant for the entry.
 */
export async function note<T>(who: Who, work: (tx: Reader, at: Instant) => Promise<T>): Promise<T> {
  const result = await held(who.db, () =>
    who.db.begin(async (tx) => {
      const at = who.clock.now();
      const [known] = await tx<{ last: Instant | null }[]>`select enter(${who.token}),
        set_config('lock_timeout', ${NOTE_PATIENCE}, true), log_instant() as last`;
      const trouble = who.clock.trouble?.(known!.last ?? at);
      if (trouble) throw new ClockTrouble(trouble);
      return { value: await work(tx, at) };
    }),
  );
  return result.value as T;
}

/**
 * A short transaction in which drafts are kept, which are no records yet: PostgreSQL lets nothing else be written
 * outside a command, and the audit log keeps what the drafts lead to.
 */
export async function keep<T>(who: Pick<Who, 'db' | 'token'>, work: (tx: Reader) => Promise<T>): Promise<T> {
  const result = await held(who.db, () =>
    who.db.begin(async (tx) => {
      await tx`select enter(${who.token})`;
      return { value: await work(tx) };
    }),
  );
  return result.value as T;
}

/** Figures of a command wait for it: until its entry is open another command may commit. */
function writerOf(tx: Reader, who: Who, opened: Promise<Opened>): Writer {
  const counting = figuresFor(who, undefined);
  const figures: Figures = async (knownAt, work) => opened.then(() => counting(knownAt, work));
  return Object.assign(tx, { opened, figures }) as Writer;
}

/** Goes over the line together with what the work asks first, and is carried out before it. */
async function openEntry(tx: Reader, who: Who, entry: Entry): Promise<Opened> {
  const entered = tx`select enter(${who.token})`;
  const begun = tx<Opened[]>`select entry, instant as at from begin_command(
    ${entry.command}, ${entry.recordType ?? null}, ${entry.recordId ?? null}, ${entry.unit ?? null},
    ${entry.reason ?? null}, ${digestOf(entry.input)}, ${who.clock.now()})`;
  const [, [opened]] = await Promise.all([entered, begun]);
  const trouble = who.clock.trouble?.(opened!.at);
  if (trouble) throw new Rollback([trouble]);
  return opened!;
}

/**
 * Runs one command: opens its audit entry, does the work, commits. A refusal rolls everything back, the entry
 * included. What the database refuses by constraint comes back as a refusal too; other errors are bugs.
 */
export async function command<T>(
  who: Who,
  entry: Entry,
  work: (tx: Writer) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  try {
    const result = await held(who.db, () =>
      who.db.begin(async (tx) => {
        const opened = openEntry(tx, who, entry);
        opened.catch(() => {});
        // Where the entry could not be opened, that is what went wrong, whatever the work met with after it.
        const instead = async (error: unknown): Promise<never> => opened.then(() => Promise.reject(error));
        const outcome = await work(writerOf(tx, who, opened)).catch(instead);
        await opened;
        if (!outcome.ok) throw new Rollback(outcome.refusals);
        return { value: outcome.value };
      }),
    );
    return done(result.value as T);
  } catch (error) {
    if (error instanceof Rollback) return refused(...error.refusals);
    const refusal = refusalOf(error);
    if (refusal) return refused(refusal);
    throw error;
  }
}
