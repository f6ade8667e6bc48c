/**
 * The only door to the records. Reading and commanding each run in one transaction that tells PostgreSQL whose
 * session it is; PostgreSQL resolves the token to a mandate and shows only what that mandate may see.
 */
import { createHash } from 'node:crypto';
import type postgres from 'postgres';
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
  /** What was asked; the audit log keeps a commitment to it, never the values. */
  input: unknown;
};

const SNAPSHOT = 'isolation level repeatable read read only';

/** Reads under the session's mandate, everything from one snapshot. */
export async function read<T>(who: Pick<Who, 'db' | 'token'>, work: (tx: Reader) => Promise<T>): Promise<T> {
  const attempt = async (beside: (tx: Reader) => Beside | undefined): Promise<T> => {
    const result = await held(who.db, () =>
      who.db.begin(SNAPSHOT, async (tx) => {
        await tx`select enter(${who.token})`;
        const second = beside(tx);
        return { value: await work(Object.assign(tx, second && { beside: second })) };
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

/** Canonical JSON (keys sorted), so that the same input always gives the same commitment. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (value && typeof value === 'object') {
    const pairs = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${pairs.map(([k, v]) => `${JSON.stringify(k)}:${canonical(v)}`).join()}}`;
  }
  return JSON.stringify(value) ?? 'null';
}

export const commitmentTo = (input: unknown): string =>
  createHash('sha256').update(canonical(input)).digest('hex');

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
        await tx`select enter(${who.token})`;
        const [opened] = await tx<
          { entry: string; instant: string }[]
        >`select entry, instant from begin_command(
        ${entry.command}, ${entry.recordType ?? null}, ${entry.recordId ?? null}, ${entry.unit ?? null},
        ${entry.reason ?? null}, ${commitmentTo(entry.input)}, ${who.clock.now()})`;
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
