/**
 * The only door to the records. Reading and commanding each run in one transaction that tells PostgreSQL whose
 * session it is; PostgreSQL resolves the token to a mandate and shows only what that mandate may see.
 */
import type postgres from 'postgres';
import { digestOf } from '../kernel/canonical.ts';
import type { Clock, Instant } from '../kernel/clock.ts';
import { done, type Outcome, type Refusal, refused } from '../kernel/refusal.ts';
import type { Database } from './connection.ts';
import { DISK_FULL, refusalOf } from './faults.ts';

/** A running transaction. `Writer` can only be had inside a command. */
export type Reader = postgres.TransactionSql & { beside?: Beside };
export type Writer = Reader & { readonly entry: string; readonly at: Instant };

/**
 * Works on a second connection that sees exactly what the transaction sees, at the same time as the first. Undefined
 * where no connection is free: whoever waited for one while holding another could wait for ever.
 */
export type Beside = <T>(work: (tx: Reader) => Promise<T>) => Promise<T> | undefined;

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
  const attempt = async (beside: (tx: Reader) => Beside | undefined): Promise<T> => {
    const result = await held(who.db, () =>
      who.db.begin(SNAPSHOT, async (tx) => {
        // What the work sends first goes over the line together with this, and is carried out after it.
        const entered = tx`select enter(${who.token})`;
        entered.catch(() => {});
        const second = beside(tx);
        const value = await work(Object.assign(tx, second && { beside: second }));
        await entered;
        return { value };
      }),
    );
    return result.value as T;
  };
  try {
    return await attempt((tx) => besideOf(who, tx));
  } catch (error) {
    // Sharing a snapshot writes a small file. On a full disk reading goes on over one connection.
    if (refusalOf(error)?.code !== DISK_FULL) throw error;
    return attempt(() => undefined);
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

const besideOf =
  ({ db, token }: Pick<Who, 'db' | 'token'>, tx: Reader): Beside =>
  <T>(work: (other: Reader) => Promise<T>) => {
    if ((holding.get(db) ?? 0) >= db.options.max) return undefined;
    return held(db, async () => {
      const [row] = await tx<{ snapshot: string }[]>`select pg_export_snapshot() as snapshot`;
      const result = await db.begin(SNAPSHOT, async (other) => {
        await other.unsafe(`set transaction snapshot '${row!.snapshot}'`);
        await other`select enter(${token})`;
        return { value: await work(other) };
      });
      return result.value as T;
    });
  };

/** Counts as the role that may read everything for figures and do nothing else; then returns to the session's own. */
export async function asFigures<T>(tx: Reader, knownAt: Instant | null, work: () => Promise<T>): Promise<T> {
  // Planned for the units and days asked: a plan made for any unit reads the whole country for a cell. Where there
  // are few units, counting says otherwise (figures/evaluate.ts).
  await tx`select set_config('role', 'capuy_figures', true), set_config('plan_cache_mode', 'force_custom_plan', true)`;
  if (knownAt) await asKnownAt(tx, knownAt);
  const value = await work();
  if (knownAt) await tx`set local search_path = public`;
  await tx`reset role`;
  return value;
}

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
    outcome = await work(Object.assign(inner, { entry: tx.entry, at: tx.at }) as Writer);
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
        const writer = Object.assign(tx, { entry: opened!.entry, at: opened!.instant as Instant }) as Writer;
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
