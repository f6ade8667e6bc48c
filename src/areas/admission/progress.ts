/** Where a dossier stands: computed from its steps in the order they were recorded; pure. */
import type { PlainDate } from '../../kernel/plain-date.ts';
import { STEP_KEYS, STEPS, type StepKey } from './steps.ts';

/** A step as it was recorded. */
export type StepRow = {
  id: string;
  step: StepKey;
  done_on: PlainDate;
  number: string | null;
  result: 'done' | 'not_passed' | 'returned';
  about: readonly string[];
  stamped_on: PlainDate | null;
  certified_on: PlainDate | null;
  body: string | null;
  received_on: PlainDate | null;
  official: number | null;
  temporary_away: number | null;
  exempt_absent: number | null;
  in_favour: number | null;
  effective_on: PlainDate | null;
  consent: string | null;
  back_to: StepKey | null;
  return_reason: string | null;
  admission: string | null;
  recognition: string | null;
};

export type Stand = {
  /** What still counts of each step, in order of recording. */
  valid: ReadonlyMap<StepKey, readonly StepRow[]>;
  /** The first step that is still to be done; null once the dossier has reached recognition. */
  current: StepKey | null;
  /** The furthest step done; null in the pool. */
  furthest: StepKey | null;
  /** The latest day something was done; null in the pool. */
  since: PlainDate | null;
  /** The return the dossier still has to answer. */
  returned: StepRow | null;
};

/**
 * A return voids the step it goes back to and every vote after it; other papers stay good. `steps` stand in the order
 * in which they were recorded.
 */
export function standOf(steps: readonly StepRow[]): Stand {
  const valid = new Map<StepKey, StepRow[]>();
  let returned: StepRow | null = null;
  for (const row of steps) {
    if (row.result === 'returned') {
      returned = row;
      for (const key of STEP_KEYS) if (isVoided(key, row.back_to!)) valid.delete(key);
    } else {
      if (returned?.back_to === row.step && row.result === 'done') returned = null;
      valid.set(row.step, [...(valid.get(row.step) ?? []), row]);
    }
  }
  const isDone = (key: StepKey) => lastOf({ valid }, key)?.result === 'done';
  const days = [...valid.values()].flat().map((row) => row.done_on);
  return {
    valid,
    current: STEP_KEYS.find((key) => !isDone(key) && !STEPS[key].isOptional) ?? null,
    furthest: STEP_KEYS.findLast(isDone) ?? null,
    since: days.sort().at(-1) ?? null,
    returned,
  };
}

const isVoided = (key: StepKey, backTo: StepKey): boolean =>
  key === backTo || (STEP_KEYS.indexOf(key) > STEP_KEYS.indexOf(backTo) && STEPS[key].vote !== undefined);

/** The latest row of a step that still counts. */
export const lastOf = ({ valid }: Pick<Stand, 'valid'>, step: StepKey): StepRow | undefined =>
  valid.get(step)?.at(-1);

/** The latest row of a step, where it was done and not voted down. */
export const doneOf = (stand: Pick<Stand, 'valid'>, step: StepKey): StepRow | undefined => {
  const row = lastOf(stand, step);
  return row?.result === 'done' ? row : undefined;
};

/** Steps before the furthest one that are not done. */
export const missingOf = (stand: Stand): StepKey[] =>
  stand.furthest === null
    ? []
    : STEP_KEYS.slice(0, STEP_KEYS.indexOf(stand.furthest)).filter(
        (key) => !STEPS[key].isOptional && doneOf(stand, key) === undefined,
      );
