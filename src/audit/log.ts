/** Reading the log. Each reading leaves an entry first, made by the function of the database that is asked. */
import { note, type Reader, read, type Who } from '../db/door.ts';
import { canonical, digestOf } from '../kernel/canonical.ts';
import type { Instant } from '../kernel/clock.ts';
import { codeFor, type PrintedCode } from './checkpoint.ts';
import type { Kind } from './contract.ts';

/** Rows with PostgreSQL's text of an instant as ISO 8601 in UTC. */
const withInstants = <T extends { instant: Instant }>(rows: readonly T[]): T[] =>
  rows.map((row) => ({
    ...row,
    instant: row.instant.replace(' ', 'T').replace(/\+00(:00)?$/, 'Z') as Instant,
  }));

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
  instant: Instant;
  full_name: string | null;
  post: string | null;
  unit_name: string | null;
  command: string;
  record_type: string | null;
  record_id: string | null;
  about_unit: string | null;
  row_count: number | null;
  /** Of a letter or a matter: the instant is cut to its day. */
  day_only: boolean;
};

/** The latest entries first, at most so many; none for those who may not read the log. */
export const readLog = (who: Who, asked: AskedLog, most: number): Promise<LogEntry[]> =>
  note(who, async (tx, at) => {
    const rows = await tx<LogEntry[]>`
      select * from read_log(${canonical(asked)}::text::jsonb, ${most}, ${digestOf(asked)}, ${at})`;
    return withInstants(rows);
  });

/** Who opened a record: the post and its unit, no name. */
export type Opening = { instant: Instant; post: string; unit_name: string | null };

/** The latest openings first; none where the mandate does not read the record. */
export const openingsOf = (who: Who, type: string, id: string, most: number): Promise<Opening[]> =>
  note(who, async (tx, at) => {
    const rows = await tx<Opening[]>`
      select * from openings_of(${type}, ${id}, ${most}, ${at})`;
    return withInstants(rows);
  });

/** `row_count`: entries that were verified, or faults where it is not whole. */
export type LogState = { instant: Instant; whole: boolean; row_count: number };

/** What the last verification found; undefined before the first, and for those it does not concern. */
export const logState = (who: Who): Promise<LogState | undefined> =>
  read(who, async (tx) => withInstants(await tx<LogState[]>`select * from log_state()`)[0]);

/** The code for the foot of a report: of an entry, or of the last one. Undefined before the first. */
export async function printedCode(tx: Reader, entry: string | null = null): Promise<PrintedCode | undefined> {
  const [row] = await tx<{ installation: string; sequence: string; head: string }[]>`
    select * from log_head(${entry})`;
  return row && { sequence: Number(row.sequence), code: codeFor(row) };
}
