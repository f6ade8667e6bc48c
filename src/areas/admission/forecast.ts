/**
 * How many of the dossiers on the way may still count this year, from where each stands and how long steps have really
 * taken. A range, not a promise: the low end reckons with slow steps, the high end with quick ones. Pure.
 */
import { addDays, daysBetween, type PlainDate } from '../../kernel/plain-date.ts';
import { doneOf, type Stand, type StepRow, standOf } from './progress.ts';
import { STEP_KEYS, type StepKey } from './steps.ts';

/** Days a stage took in finished ones: the lower and upper quartile, and of how many. */
export type Pace = { quick: number; slow: number; of: number };

/** A stage is named by the step that ended it. */
export type Paces = ReadonlyMap<StepKey, Pace>;

/** Fewer than this and a stage says nothing of the next dossier. */
export const ENOUGH = 4;

/** How long each stage took in these dossiers: from the day the one before was done (or the opening) to its own day. */
export function pacesOf(dossiers: readonly { openedOn: PlainDate; steps: readonly StepRow[] }[]): Paces {
  const days = new Map<StepKey, number[]>();
  for (const { openedOn, steps } of dossiers) {
    const stand = standOf(steps);
    let before = openedOn;
    for (const key of STEP_KEYS) {
      const row = doneOf(stand, key);
      if (!row) continue;
      // Papers may be gathered in another order; such a stage took no time of its own.
      days.set(key, [...(days.get(key) ?? []), Math.max(0, daysBetween(before, row.done_on))]);
      if (row.done_on > before) before = row.done_on;
    }
  }
  return new Map([...days].map(([key, list]) => [key, paceOf(list)]));
}

function paceOf(list: readonly number[]): Pace {
  const sorted = [...list].sort((a, b) => a - b);
  const at = (quarter: number) => sorted[Math.floor(((sorted.length - 1) * quarter) / 4)]!;
  return { quick: at(1), slow: at(3), of: sorted.length };
}

export type Arrival = {
  /** The earliest and the latest day by those paces; `latest` is null where a stage on the way says too little. */
  earliest: PlainDate;
  latest: PlainDate | null;
};

/** When a dossier may reach a step, counted from today where its last step lies further back than its stage usually takes. */
export function arrivalOf(
  stand: Stand,
  openedOn: PlainDate,
  goal: StepKey,
  paces: Paces,
  today: PlainDate,
): Arrival {
  const open = STEP_KEYS.slice(0, STEP_KEYS.indexOf(goal) + 1).filter((key) => !doneOf(stand, key));
  const from = stand.since ?? openedOn;
  let [quick, slow]: [number, number | null] = [0, 0];
  for (const key of open) {
    const pace = paces.get(key);
    const known = pace && pace.of >= ENOUGH ? pace : undefined;
    quick += known?.quick ?? 0;
    // A report that many dossiers do without holds nobody up.
    if (known) slow = slow === null ? null : slow + known.slow;
    else if (key !== 'sectional_report') slow = null;
  }
  const not_before = (day: PlainDate) => (day < today ? today : day);
  return {
    earliest: not_before(addDays(from, quick)),
    latest: slow === null ? null : not_before(addDays(from, slow)),
  };
}

export type Forecast = { done: number; low: number; high: number };

/** What may count by a day: done already, and the dossiers that arrive by it at the slow and at the quick pace. */
export function forecastOf(done: number, arrivals: readonly Arrival[], by: PlainDate): Forecast {
  return {
    done,
    low: done + arrivals.filter(({ latest }) => latest !== null && latest <= by).length,
    high: done + arrivals.filter(({ earliest }) => earliest <= by).length,
  };
}
