/**
 * A calendar of the own deadlines that a calendar program fetches with a key of its own. It holds a code and a day for each, no
 * name, number or kind; the code stands beside the deadline on the page of all deadlines.
 */
import { createHash } from 'node:crypto';
import { createEvents, type EventAttributes } from 'ics';
import type { Database } from '../../db/connection.ts';
import { command, type Who } from '../../db/door.ts';
import { newId } from '../../kernel/id.ts';
import { addDays, dayOfMonth, monthOf, type PlainDate, yearOf } from '../../kernel/plain-date.ts';
import { done, type Outcome, type Refusal, refusal, refused } from '../../kernel/refusal.ts';
import { w } from '../../kernel/words.ts';
import { digestOf, isToken, newToken } from '../access/contract.ts';
import { calendarDays, keepKey, revokeKey } from './calendar-store.ts';

/** What stands for a deadline where nothing of its case may be said. */
export const codeOf = (clock: string): string => createHash('sha256').update(clock).digest('hex').slice(0, 8);

/** Deadlines that one calendar holds at most; the earliest come first. */
const MOST = 500;

/** The calendar behind a key as iCalendar text (RFC 5545); undefined for a key that opens nothing. */
export async function calendarText(db: Database, key: string, today: PlainDate): Promise<string | undefined> {
  if (!isToken(key)) return undefined;
  const days = await calendarDays(db, digestOf(key), MOST);
  return days && icsOf(days, today);
}

const parts = (day: PlainDate): [number, number, number] => [yearOf(day), monthOf(day), dayOfMonth(day)];

/** Pure: whole days, each with its code. `today` stamps them, so that the same day gives the same text. */
function icsOf(days: readonly { code: string; dueOn: PlainDate }[], today: PlainDate): string {
  const events = days.map(({ code, dueOn }): EventAttributes & { timestamp: number[] } => ({
    uid: `${code}@capuy`,
    title: code,
    start: parts(dueOn),
    end: parts(addDays(dueOn, 1)),
    timestamp: [...parts(today), 0, 0],
  }));
  const { error, value } = createEvents(events, { productId: '-//Cấp Ủy//capuy//VI', calName: 'Cấp Ủy' });
  if (error || !value) throw error ?? new Error('no calendar');
  return value;
}

/** Makes a key for the post in use; shown once, kept as its digest alone. */
export async function makeCalendarKey(who: Who): Promise<Outcome<{ key: string }>> {
  const key = newToken();
  return command(who, { command: 'make calendar key', input: {} }, async (tx) => {
    await keepKey(tx, newId(who.clock) as string, digestOf(key));
    return done({ key });
  });
}

export async function revokeCalendarKey(who: Who, id: string): Promise<Outcome<null>> {
  return command(who, { command: 'revoke calendar key', input: { id } }, async (tx) =>
    (await revokeKey(tx, id)) ? done(null) : refused(noSuchKey),
  );
}

const noSuchKey: Refusal = refusal(
  'no_such_key',
  w('Không tìm thấy lịch này, hoặc lịch đã ngừng.', 'There is no such calendar, or it was stopped.'),
);
