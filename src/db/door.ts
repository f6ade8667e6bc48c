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

/** A running transaction. `Writer` can only be had inside a command. */
export type Reader = postgres.TransactionSql & { figures?: Figures; beside?: Beside };
export type Writer = Reader & { readonly entry: string; readonly at: Instant };

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

/** Reads under the session's mandate, everything from one snapshot. */
export async function read<T>(who: Pick<Who, 'db' | 'token'>, work: (tx: Reader) => Promise<T>): Promise<T> {
  // What kept the snapshot from being shared; whatever else the transaction was asked for then fails after it.
  let shared: Promise<unknown> = Promise.resolve();
  const attempt = async (isShared: boolean): Promise<T> => {
    const result = await held(who.db, () =>
      who.db.begin(SNAPSHOT, async (tx) => {
        // What the work sends first goes over the line together with this, and is carried out after it.
        const entered = tx`select enter(${who.token})`;
        entered.catch(() => {});
        const figures = figuresFor(who, isShared ? tx : undefined, (exported) => {
          shared = exported;
        });
        const value = await work(Object.assign(tx, { figures }));
        await entered;
        return { value };
      }),
    );
    return result.value as T;
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
    const snapshot = await exported;
    const result = await held(pool, () =>
      pool.begin(SNAPSHOT, async (counting) => {
        const ready: Promise<unknown>[] = [];
        if (snapshot) ready.push(counting.unsafe(`set transaction snapshot '${snapshot}'`).execute());
        ready.push(counting`select enter(${token})`.execute());
        if (knownAt) ready.push(asKnownAt(counting, knownAt));
        await Promise.all(ready);
        const beside: Beside = (other) => (isFull(pool) ? undefined : open(knownAt, other));
        return { value: await work(Object.assign(counting, snapshot ? { beside } : {})) };
      }),
    );
    return result.value as T;
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
    const { entry, at, figures } = tx;
    outcome = await work(Object.assign(inner, { entry, at, figures }) as Writer);
    throw takenBack;
  });
  await trial.catch((error: unknown) => {
    if (error !== takenBack) throw error;
  });
  return outcome!;
}

/**
 * A short transaction in which PostgreSQL itself writes an audit entry and nothing else is written: the opening of a
 * record, an export, a reading of the log. Throws where the entry could not be written; then nothing is shown either.
 */
export async function note<T>(who: Pick<Who, 'db' | 'token'>, work: (tx: Reader) => Promise<T>): Promise<T> {
  const result = await held(who.db, () =>
    who.db.begin(async (tx) => {
      await tx`select enter(${who.token}), set_config('lock_timeout', ${NOTE_PATIENCE}, true)`;
      return { value: await work(tx) };
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
        // Both go over the line at once; the second is carried out after the first.
        const [, [opened]] = await Promise.all([
          tx`select enter(${who.token})`,
          tx<{ entry: string; instant: string }[]>`select entry, instant from begin_command(
            ${entry.command}, ${entry.recordType ?? null}, ${entry.recordId ?? null}, ${entry.unit ?? null},
            ${entry.reason ?? null}, ${digestOf(entry.input)}, ${who.clock.now()})`,
        ]);
        const trouble = who.clock.trouble?.(opened!.instant as Instant);
        if (trouble) throw new Rollback([trouble]);
        const [{ entry: own, instant: at }] = [opened!];
        const figures = figuresFor(who, undefined);
        const writer = Object.assign(tx, { entry: own, at: at as Instant, figures }) as Writer;
        const outcome = await work(writer);
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
