/** Reading the log. Each reading leaves an entry first, made by the function of the database that is asked. */
import { note, type Reader, read, type Who } from '../db/door.ts';
import { canonical, digestOf } from '../kernel/canonical.ts';
import type { Instant } from '../kernel/clock.ts';
import type { Kind } from './contract.ts';

/** What is asked of the log; everything that is absent does not narrow it. */
export type AskedLog = {
  /** Entries before this number. */
  before?: string;
  from?: Instant;
  /** Up to, not including. */
  to?: Instant;
  kind?: Kind;
  /** Name an account signs in with. */
  account?: string;
  record_type?: string;
  record?: string;
};

export type LogEntry = {
  id: string;
  instant: string;
  full_name: string | null;
  post: string | null;
  unit_name: string | null;
  command: string;
  record_type: string | null;
  record_id: string | null;
  about_unit: string | null;
  row_count: number | null;
};

/** The latest entries first, at most so many; none for those who may not read the log. */
export const readLog = (who: Who, asked: AskedLog, most: number): Promise<LogEntry[]> =>
  note(who, async (tx) => {
    const rows = await tx<LogEntry[]>`
      select * from read_log(${canonical(asked)}::text::jsonb, ${most}, ${digestOf(asked)}, ${who.clock.now()})`;
    return [...rows];
  });

/** Who opened a record: the post and its unit, no name. */
export type Opening = { instant: string; post: string; unit_name: string | null };

/** The latest openings first; none where the mandate does not read the record. */
export const openingsOf = (who: Who, type: string, id: string, most: number): Promise<Opening[]> =>
  note(who, async (tx) => {
    const rows = await tx<Opening[]>`
      select * from openings_of(${type}, ${id}, ${most}, ${who.clock.now()})`;
    return [...rows];
  });

/** `row_count`: entries that were verified, or faults where it is not whole. */
export type LogState = { instant: string; whole: boolean; row_count: number };

/** What the last verification found; undefined before the first, and for those it does not concern. */
export const logState = (who: Who): Promise<LogState | undefined> =>
  read(who, async (tx) => (await tx<LogState[]>`select * from log_state()`)[0]);

export type Head = { installation: string; sequence: string; head: string };

/** The head of the chain: of an entry, or of the last one. Undefined before the first. */
export async function headOf(tx: Reader, entry: string | null = null): Promise<Head | undefined> {
  const [row] = await tx<Head[]>`select * from log_head(${entry})`;
  return row;
}
