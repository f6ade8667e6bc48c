/** Properties every machine keeps, tried by walking it at random: short in the tests, long in a proof. */
import type { PlainDate } from '../kernel/plain-date.ts';
import { type DoneStep, hasEnded, type Machine, mayTake, rightsOf, stateOf, stepsOpen } from './machine.ts';

const DAY = '2026-01-05' as PlainDate;

const doneStep = (step: string): DoneStep => ({ id: step, step, doneOn: DAY, document: null, note: null });

const taking = (done: readonly DoneStep[], step: string): DoneStep[] => [...done, doneStep(step)];

/** Longer than any way to an end; a walk that is not over by then is walked home. */
const LONG = 40;

export type Walk = { done: DoneStep[]; faults: string[] };

/**
 * One walk to an end, each step chosen among the open ones. `pick` gives a number from 0 up to, not including, its argument.
 * Faults: a state without an open step, a step that is open in a state it is not declared for, a right passed over.
 */
export function walk(machine: Machine, pick: (n: number) => number): Walk {
  let done: DoneStep[] = [];
  const faults: string[] = [];
  while (!hasEnded(machine, done) && done.length < LONG) {
    const all = stepsOpen(machine, done);
    const open = all.filter(({ refusals }) => refusals.length === 0).map(({ step }) => step);
    const state = stateOf(machine, done);
    if (open.length === 0)
      return { done, faults: [...faults, `${machine.key}: no step out of ${state} after ${told(done)}`] };
    const stray = open.find((step) => !machine.steps[step]!.from.includes(state));
    if (stray) faults.push(`${machine.key}: ${stray} is open in ${state}`);
    const shut = all.find(({ refusals }) => refusals.length > 0);
    if (shut && mayTake(machine, done, shut.step, DAY).length === 0)
      faults.push(`${machine.key}: ${shut.step} is shut and open`);
    done = taking(done, open[pick(open.length)]!);
  }
  if (!hasEnded(machine, done)) {
    const home = wayHome(machine, done);
    if (!home) return { done, faults: [...faults, `${machine.key}: no end in reach after ${told(done)}`] };
    done = home;
  }
  return { done, faults: [...faults, ...passedOver(machine, done)] };
}

const told = (done: readonly DoneStep[]): string => done.map(({ step }) => step).join(' → ') || 'nothing';

/** The shortest way from where a case stands to where `isThere` says so; undefined where none is in reach. */
function wayWhere(
  machine: Machine,
  from: readonly DoneStep[],
  isThere: (way: readonly DoneStep[]) => boolean,
): DoneStep[] | undefined {
  const seen = new Set<string>();
  let ways: DoneStep[][] = [[...from]];
  while (ways.length > 0) {
    const next: DoneStep[][] = [];
    for (const way of ways) {
      if (isThere(way)) return way;
      for (const { step, refusals } of stepsOpen(machine, way)) {
        if (refusals.length > 0) continue;
        const longer = taking(way, step);
        const key = `${stateOf(machine, longer)} ${[...new Set(longer.map((one) => one.step))].sort().join()}`;
        if (seen.has(key)) continue;
        seen.add(key);
        next.push(longer);
      }
    }
    ways = next;
  }
  return undefined;
}

const wayHome = (machine: Machine, from: readonly DoneStep[]): DoneStep[] | undefined =>
  wayWhere(machine, from, (way) => hasEnded(machine, way));

/** A way to one of the states; undefined where none is in reach. */
export const wayTo = (machine: Machine, states: readonly string[]): DoneStep[] | undefined =>
  wayWhere(machine, [], (way) => states.includes(stateOf(machine, way)));

/** Rights that arose on the way to an end and were neither given nor made moot by a step that says so. */
function passedOver(machine: Machine, done: readonly DoneStep[]): string[] {
  const visited = done.map((_, i) => stateOf(machine, done.slice(0, i)));
  const moot = new Set(done.flatMap(({ step }) => machine.steps[step]!.without ?? []));
  return rightsOf(machine, done)
    .filter(({ step, doneOn }) => doneOn === null && !moot.has(step))
    .filter(({ step }) => visited.some((state) => machine.steps[step]!.from.includes(state)))
    .map(({ step }) => `${machine.key}: ${step} was passed over by ${told(done)}`);
}

/**
 * Rights that nothing depends on: with the step (and what stands for it) never taken, a case that has come to where the right
 * arises still reaches an end, without a step that makes the right moot.
 */
export function idleRights(machine: Machine): string[] {
  return Object.entries(machine.steps).flatMap(([right, step]) => {
    if (!step.right) return [];
    const dropped = new Set([right, ...(step.instead ?? [])]);
    const moot = Object.entries(machine.steps)
      .filter(([, one]) => one.without?.includes(right))
      .map(([key]) => key);
    const left = without(machine, new Set([...dropped, ...moot]));
    const there = wayTo(left, step.from);
    return there && wayHome(left, there) ? [`${machine.key}: a case ends without ${right}`] : [];
  });
}

/** The machine with steps that can never be taken, still asked for by those that depend on them. */
const without = (machine: Machine, dropped: ReadonlySet<string>): Machine => ({
  ...machine,
  steps: Object.fromEntries(
    Object.entries(machine.steps).map(([key, step]) => [
      key,
      dropped.has(key) ? { ...step, after: [[]] } : step,
    ]),
  ),
});
