/** Entries for what happens beside commands: openings of sensitive records, exports. Sign-ins are noted by PostgreSQL itself. */
import { note, type Who } from '../db/door.ts';
import { digestOf } from '../kernel/canonical.ts';

/**
 * Notes that the session opened a record, in a transaction of its own. Undefined where its mandate may not read the
 * record: nothing was noted and nothing may be shown. Throws where the entry could not be written.
 */
export const noteOpening = (who: Who, type: string, id: string): Promise<string | undefined> =>
  note(who, async (tx, at) => {
    const [row] = await tx<{ entry: string | null }[]>`
      select note_opening(${type}, ${id}, ${at}) as entry`;
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
  note(who, async (tx, at) => {
    const [row] = await tx<{ entry: string }[]>`
      select note_counted(${command}, ${recordType ?? null}, ${recordId ?? null}, ${unit ?? null}, ${rows},
        ${digestOf(asked ?? null)}, ${at}) as entry`;
    return row!.entry;
  });
