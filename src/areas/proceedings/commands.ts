/**
 * Acts on steps and deadlines, within the command of the area that keeps the case: it has loaded the case, and decides
 * what else the step asks.
 */
import { newId } from '../../kernel/id.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import { type Refusal, refusal } from '../../kernel/refusal.ts';
import { w } from '../../kernel/words.ts';
import type { Context } from '../../records/catalogue.ts';
import { standing } from '../../records/commands.ts';
import { type DoneStep, type Machine, mayTake, type Start } from '../../records/machine.ts';
import { inTheFuture } from '../../records/refusals.ts';
import { everRecorded } from '../../records/store.ts';
import { loadCalendar } from '../../regulations/calendar/read.ts';
import type { Share } from '../../regulations/rule.ts';
import {
  type Clock,
  clockStopped,
  dueOf,
  type Extension,
  extensionRefusals,
  type Limit,
  notPausedThen,
  pauseRefusals,
  resumeRefusals,
} from './clocks.ts';
import type { Subject } from './contract.ts';
import { type KeptRule, keptRule, keptRules, spanOn } from './kept.ts';
import {
  clocksBy,
  deleteClocks,
  deletePause,
  deleteStep,
  endPause,
  insertChange,
  insertClock,
  insertStep,
  moveNamed,
  restoreClocks,
  setDue,
  stepsDone,
  stopRunning,
} from './store.ts';

export type StepFacts = {
  /** The id of the step, made by whoever sends it: sent twice, it is recorded once (`already_recorded`). */
  id?: string;
  on: PlainDate;
  document?: string | null;
  note?: string | null;
  /** Which column of a rule that is a table by level: `province`, `grassroots` … */
  level?: string;
};

/**
 * Takes a step: refuses what the machine does not allow on that day, stores it with the rules of its day, stops and
 * opens clocks. What an area itself asks of the step is asked before, and written after, in the same command.
 */
export async function takeStep<S extends string>(
  work: Context,
  machine: Machine<S>,
  subject: Subject,
  step: string,
  facts: StepFacts,
): Promise<Refusal[] | DoneStep> {
  const { tx, clock, regulations } = work;
  const id = facts.id ?? newId(clock);
  if (facts.id && (await everRecorded(tx, work.catalogue.record('case_step'), facts.id))) return [ALREADY];
  if (facts.on > clock.today()) return [inTheFuture('on')];
  const refusals = mayTake(machine, await stepsDone(tx, subject.kind, subject.id), step, facts.on);
  if (refusals.length > 0) return refusals;
  const taken = machine.steps[step]!;
  const row = { document: facts.document ?? null, note: facts.note ?? null };
  await insertStep(tx, {
    ...{ id, kind: subject.kind, case_id: subject.id, step, done_on: facts.on, ...row },
    rules: JSON.stringify(keptRules(regulations, taken.rules, facts.on)),
  });
  for (const name of taken.stops ?? []) {
    await stopRunning(tx, { kind: subject.kind, id: subject.id, clock: name, on: facts.on });
  }
  for (const start of taken.starts ?? []) await startClock(work, subject, start, facts);
  return { id, step, doneOn: facts.on, ...row };
}

/** Takes back the step taken last, with what it did to clocks; a reason stands in the audit entry of the command. */
export async function takeBackStep<S extends string>(
  { tx }: Context,
  machine: Machine<S>,
  subject: Subject,
  stepId: string,
): Promise<Refusal[]> {
  const last = (await stepsDone(tx, subject.kind, subject.id)).at(-1);
  if (!last || last.id !== stepId) return [notLast];
  const { starts = [], names = [], stops = [] } = machine.steps[last.step] ?? {};
  const began = [...starts.map(({ clock }) => clock), ...names];
  await restoreClocks(tx, { ...subject, on: last.doneOn, began, ended: [...stops] });
  return (await deleteStep(tx, last.id)) ? [] : [notLast];
}

/** Opens a clock by a rule of its day, or with a day that a decision names (`on`). */
export async function startClock(
  { tx, clock, regulations }: Context,
  subject: Subject,
  start: Pick<Start, 'clock' | 'rule' | 'measure'> | { clock: string; on: PlainDate },
  facts: { on: PlainDate; level?: string },
): Promise<string> {
  const id = newId(clock) as string;
  await insertClock(tx, {
    ...{ id, kind: subject.kind, case_id: subject.id, clock: start.clock, started_on: facts.on },
    ...('rule' in start ? spanOn(regulations, start, facts.on, facts.level) : { fixed_on: start.on }),
  });
  await renewDue(tx, id);
  return id;
}

/** A deadline whose first and last day a decision names. */
type Named = { from: PlainDate; on: PlainDate };

/** Corrects a deadline that a decision names, where what the decision says was entered wrongly. */
export async function moveClock(
  { tx }: Context,
  subject: Subject,
  clock: string,
  days: { was: Named; now: Named },
): Promise<void> {
  for (const id of await moveNamed(tx, { ...subject, clock, ...days })) await renewDue(tx, id);
}

/** Takes back the deadlines that began with the record of a case, before it is withdrawn. */
export const dropClocks = ({ tx }: Context, { kind, id }: Subject): Promise<void> =>
  deleteClocks(tx, kind, id);

/** `due_on` is derived: reckoned anew whenever something of the clock changes. */
async function renewDue(tx: Context['tx'], id: string): Promise<void> {
  const [clock] = await clocksBy(tx, [id]);
  if (clock) await setDue(tx, id, dueOf(clock, loadCalendar()));
}

export type ExtensionAsked = Extension & { byIssuer: boolean; reason?: string };

/** Extends a deadline by a decision of the body that issued it. What is no certain rule passes with a reason. */
export async function extendClock(
  work: Context,
  machine: Machine,
  clockId: string,
  asked: ExtensionAsked,
): Promise<Refusal[]> {
  const { tx, clock: time } = work;
  const [clock] = await clocksBy(tx, [clockId]);
  if (!clock) return [noSuchClock];
  const { byIssuer, reason = '', ...extension } = asked;
  const due = dueOf(clock, loadCalendar());
  const limit = limitOf(work, machine, clock);
  const refusals = extensionRefusals({ clock, due, extension, limit, byIssuer, today: time.today() });
  const left = standing(refusals, reason);
  if (left.length > 0) return left;
  const { days, document, decidedOn } = extension;
  await insertChange(tx, {
    ...{
      id: newId(time),
      clock: clockId,
      kind: clock.kind,
      change: 'extension',
      from_on: decidedOn,
      days,
      document,
    },
    grounds: reason || null,
  });
  await renewDue(tx, clockId);
  return [];
}

/** What the rules of the day it began say of extending it: a share of the budget, days, or days in all. */
function limitOf({ regulations }: Context, machine: Machine, clock: Clock): Limit {
  const starts = Object.values(machine.steps).flatMap((step) => step.starts ?? []);
  const extension = starts.find((start) => start.clock === clock.clock)?.extension;
  const kept = extension && keptRule(regulations, extension.rule, clock.startedOn);
  if (!kept || clock.budget === null || !('span' in clock.budget)) return null;
  const { amount } = clock.budget.span;
  const days = daysIn(kept, amount, extension.total === true);
  if (days === null) return null;
  return { days, source: regulations.sourceText(kept, 'vi'), isCertain: kept.known === 'A' };
}

function daysIn({ value }: KeptRule, budget: number, isTotal: boolean): number | null {
  if (typeof value === 'number') return isTotal ? value - budget : value;
  const { part, whole } = value as Share;
  return typeof part === 'number' && typeof whole === 'number' ? Math.floor((budget * part) / whole) : null;
}

/** A deadline, as it stands, stands still from a day on, for a reason. */
export async function suspendClock(
  { tx, clock: time }: Context,
  clock: Clock,
  asked: { from: PlainDate; reason: string; document?: string | null },
): Promise<Refusal[]> {
  const refusals = pauseRefusals(clock, asked.from, {
    today: time.today(),
    due: dueOf(clock, loadCalendar()),
  });
  if (refusals.length > 0) return refusals;
  const { from, reason, document = null } = asked;
  await insertChange(tx, {
    ...{
      id: newId(time),
      clock: clock.id,
      kind: clock.kind,
      change: 'pause',
      from_on: from,
      grounds: reason,
      document,
    },
  });
  await renewDue(tx, clock.id);
  return [];
}

/** A deadline, as it stands, runs again from a day on, which counts. */
export async function resumeClock(
  { tx, clock: time }: Context,
  clock: Clock,
  to: PlainDate,
): Promise<Refusal[]> {
  if (clock.stoppedOn !== null) return [clockStopped];
  const refusals = resumeRefusals(clock, to, time.today());
  if (refusals.length > 0) return refusals;
  await endPause(tx, clock.id, to);
  await renewDue(tx, clock.id);
  return [];
}

/** Takes back the last time a deadline stood still, by its day; it stays readable among what stood there before. */
export async function takePauseBack({ tx }: Context, clock: Clock, from: PlainDate): Promise<Refusal[]> {
  if (clock.stoppedOn !== null) return [clockStopped];
  if (clock.suspensions.at(-1)?.from !== from) return [notPausedThen];
  await deletePause(tx, clock.id, from);
  await renewDue(tx, clock.id);
  return [];
}

const ALREADY = refusal('already_recorded', w('Bước này đã được ghi.', 'This step was recorded before.'));

export const noSuchClock = refusal(
  'no_such_clock',
  w('Không tìm thấy thời hạn này. Hãy mở lại hồ sơ.', 'There is no such deadline. Open the case again.'),
  'clock',
);

const notLast = refusal(
  'not_last',
  w(
    'Chỉ rút được bước ghi sau cùng. Hãy mở lại hồ sơ.',
    'Only the step recorded last is taken back. Open the case again.',
  ),
);
