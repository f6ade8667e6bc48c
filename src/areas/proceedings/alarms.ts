/**
 * Reminders, raised by the machine whether or not anybody opens a page. A reminder is a row keyed by deadline, day and level:
 * however long the machine stood still, and however often it looks, each comes once.
 */
import { command, read, type Who, type Writer } from '../../db/door.ts';
import { done, type Outcome } from '../../kernel/refusal.ts';
import { loadCalendar } from '../../regulations/calendar/read.ts';
import type { Regulations } from '../../regulations/reader.ts';
import { countWanting, raiseAbove, raiseNear, workingClocks } from './agenda-store.ts';
import { dueOf } from './clocks.ts';
import { clocksBy, setDue } from './store.ts';

export type Raised = { reminders: number; above: number; renewed: number };

const NOTHING: Raised = { reminders: 0, above: 0, renewed: 0 };

/** Looks once: reckons last days anew where the calendar has changed, then raises what is due by today. */
export async function raiseAlarms(office: Who & { regulations: Regulations }): Promise<Outcome<Raised>> {
  const { clock, regulations } = office;
  const today = clock.today();
  const levels = regulations.valueOn<readonly number[]>('alarm.days_before', today)?.value ?? [];
  const after = regulations.valueOn<number>('alarm.escalate_after', today)?.value ?? null;
  const renewed = await renewDues(office);
  if (!renewed.ok) return renewed;
  const wanted = await read(office, (tx) => countWanting(tx, today, levels, after));
  if (wanted === 0) return done({ ...NOTHING, renewed: renewed.value });
  return command(office, { command: 'raise reminders', input: { today } }, async (tx) =>
    done({
      reminders: await raiseNear(tx, today, levels),
      above: after === null ? 0 : await raiseAbove(tx, today, after),
      renewed: renewed.value,
    }),
  );
}

const PAGE = 1000;
const FIRST_ID = '00000000-0000-0000-0000-000000000000';

/** A notice of holidays that came later moves the last day of what runs in working days. */
async function renewDues(office: Who): Promise<Outcome<number>> {
  const moved = await read(office, async (tx) => {
    const found: { id: string; due: ReturnType<typeof dueOf> }[] = [];
    for (let page = await workingClocks(tx, FIRST_ID, PAGE); page.length > 0; ) {
      const clocks = await clocksBy(
        tx,
        page.map(({ id }) => id),
      );
      const dues = new Map(clocks.map((clock) => [clock.id, dueOf(clock, loadCalendar())]));
      found.push(
        ...page.filter(({ id, due }) => dues.get(id) !== due).map(({ id }) => ({ id, due: dues.get(id)! })),
      );
      page = page.length < PAGE ? [] : await workingClocks(tx, page.at(-1)!.id, PAGE);
    }
    return found;
  });
  if (moved.length === 0) return done(0);
  return command(
    office,
    { command: 'reckon deadlines anew', input: { clocks: moved.length } },
    async (tx: Writer) => {
      for (const { id, due } of moved) await setDue(tx, id, due);
      return done(moved.length);
    },
  );
}
