/** Entries for what happens beside commands: sign-ins, openings of sensitive records, exports. */
import type { Database } from '../db/connection.ts';
import { note, type Who } from '../db/door.ts';
import { digestOf } from '../kernel/canonical.ts';
import type { Clock } from '../kernel/clock.ts';
import { clean } from '../kernel/text.ts';

/** `command` begins with one of these, so that it is found as a sign-in (`log_kind()` in SQL). */
export type SignInEvent = `sign in${string}` | `sign out${string}` | `switch mandate${string}`;

/**
 * Notes an event of signing in outside any session: the account is looked up by the name that was typed, and whether
 * there is one is not told. `detail` is committed to, never kept. Gives the entry's number; throws where it could not
 * be written, and then nobody may be let in.
 */
export const noteSignIn = (
  db: Database,
  clock: Clock,
  event: SignInEvent,
  accountName: string,
  detail: unknown = null,
): Promise<string> =>
  note({ db, token: '' }, async (tx) => {
    // As names of accounts are stored; what is typed may hold anything.
    const name = clean(accountName).toLowerCase();
    const digest = digestOf({ name, detail });
    const [row] = await tx<{ entry: string }[]>`
      select note_sign_in(${event}, ${name}, ${digest}, ${clock.now()}) as entry`;
    return row!.entry;
  });

/** Notes an event of the session that is open, under its mandate. Throws where it could not be written. */
export const noteSession = (who: Who, event: SignInEvent): Promise<string> =>
  note(who, async (tx) => {
    const [row] = await tx<{ entry: string }[]>`
      select entry from begin_command(${event}, null, null, null, null, ${digestOf(null)}, ${who.clock.now()})`;
    return row!.entry;
  });

/**
 * Notes that the session opened a record, in a transaction of its own. Undefined where its mandate may not read the
 * record: nothing was noted and nothing may be shown. Throws where the entry could not be written.
 */
export const noteOpening = (who: Who, type: string, id: string): Promise<string | undefined> =>
  note(who, async (tx) => {
    const [row] = await tx<{ entry: string | null }[]>`
      select note_opening(${type}, ${id}, ${who.clock.now()}) as entry`;
    return row?.entry ?? undefined;
  });

/** What is taken out. */
export type Export = {
  format: string;
  /** The type of the rows, or `report`. */
  recordType: string;
  recordId?: string;
  unit?: string;
  /** How many rows, or numbers of a report. */
  rows: number;
  /** Filters and period that were asked for; committed to, never kept. */
  asked?: unknown;
};

/** Notes an export before it is handed over; gives the entry's number. Throws where it could not be written. */
export const noteExport = (who: Who, taken: Export): Promise<string> =>
  noteCounted(who, { ...taken, command: `export ${taken.format}` });

/** Notes something of which only the number of rows is kept. */
export const noteCounted = (
  who: Who,
  { command, recordType, recordId, unit, rows, asked }: Partial<Export> & { command: string; rows: number },
): Promise<string> =>
  note(who, async (tx) => {
    const [row] = await tx<{ entry: string }[]>`
      select note_counted(${command}, ${recordType ?? null}, ${recordId ?? null}, ${unit ?? null}, ${rows},
        ${digestOf(asked ?? null)}, ${who.clock.now()}) as entry`;
    return row!.entry;
  });
