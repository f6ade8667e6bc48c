/** Orders of suspension: entering one starts its deadline; extending and ending it are steps. */
import { newId } from '../../kernel/id.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import type { Outcome, Refusal } from '../../kernel/refusal.ts';
import { w } from '../../kernel/words.ts';
import type { AnyRow, Behaviour, Context } from '../../records/catalogue.ts';
import type { Office, Recorded } from '../../records/commands.ts';
import { date, type Fields, type RecordType } from '../../records/define.ts';
import type { Typed } from '../../records/input.ts';
import { loadRecord } from '../../records/store.ts';
import { bodyOn } from '../inspection/contract.ts';
import {
  type Clock,
  clocksOf,
  dropClocks,
  moveClock,
  recordBack,
  recordStep,
  type StepValues,
  startClock,
  stepsDone,
} from '../proceedings/contract.ts';
import { suspensionOrder } from './case.ts';
import { followInCell } from './case-store.ts';
import { suspensionMachine } from './machines.ts';
import { notSeen, stepsStand } from './refusals.ts';
import { ofDay } from './rules-of-day.ts';
import { correctionRefusals, extensionRefusals, type Longest, orderRefusals } from './suspension-rules.ts';

/** Whom the law’s own limits hold: no number of ours ends it. */
const BY_LAW: readonly string[] = ['indicted', 'detained', 'investigated'];

/** A first order lasts as long for an organisation as for a member; with an extension each has its own limit. */
function longest({ regulations }: Context, row: AnyRow, day: PlainDate, withExtension: boolean): Longest {
  if (BY_LAW.includes(row.ground as string)) return null;
  const total =
    row.subject_kind === 'organisation' ? 'suspension.organisation_max' : 'suspension.member_total_max';
  return ofDay<number>(regulations, withExtension ? total : 'suspension.member', day) ?? null;
}

async function checkOrder(context: Context, row: AnyRow, before: AnyRow | null): Promise<Refusal[]> {
  const decidedOn = row.decided_on as PlainDate;
  const refusals = orderRefusals({
    body: await bodyOn(context.tx, row.body as string, decidedOn),
    ...{ decidedOn, today: context.clock.today(), isMember: row.subject_kind === 'member' },
    hasPerson: Boolean(row.subject_person),
    hasUnit: Boolean(row.subject_unit),
    ...{ what: row.what as string, ground: row.ground as string },
    from: row.valid_from as PlainDate,
    until: row.until_on as PlainDate,
    longest: longest(context, row, decidedOn, false),
  });
  return before && refusals.length === 0 ? checkCorrection(context, row) : refusals;
}

async function checkCorrection(context: Context, row: AnyRow): Promise<Refusal[]> {
  const done = await stepsDone(context.tx, 'suspension', row.id);
  const extended = done.find(({ step }) => step === 'extend');
  const clocks = await clocksOf(context.tx, 'suspension', row.id);
  return correctionRefusals(daysOf(row), {
    firstStepOn: done[0]?.doneOn ?? null,
    extension: extended ? { decidedOn: extended.doneOn, until: lastDayOf(row, clocks) } : null,
    longestWithExtension: longest(context, row, row.decided_on as PlainDate, true),
  });
}

const daysOf = (row: AnyRow) => ({ from: row.valid_from as PlainDate, until: row.until_on as PlainDate });

const subjectOf = (id: string) => ({ kind: 'suspension', id }) as const;

/** The last day named by the decision is the deadline: alarms come from it, and it runs until a step ends it. */
async function followOrder(context: Context, row: AnyRow, before: AnyRow | null): Promise<Refusal[]> {
  const { from, until } = daysOf(row);
  if (before) {
    const was = daysOf(before);
    const days = { was: { from: was.from, on: was.until }, now: { from, on: until } };
    await moveClock(context, subjectOf(row.id), 'suspension', days);
  } else await startClock(context, subjectOf(row.id), { clock: 'suspension', on: until }, { on: from });
  await followInCell(context.tx, row.id, newId(context.clock));
  return [];
}

/** An order entered by mistake goes with its deadline and its line in the cell; one that steps were taken in stays. */
async function unfollowOrder(context: Context, row: AnyRow): Promise<Refusal[]> {
  if ((await stepsDone(context.tx, 'suspension', row.id)).length > 0) return [stepsStand];
  await dropClocks(context, subjectOf(row.id));
  return [];
}

export const suspensionBehaviours: Record<string, Behaviour> = {
  suspension_order: { check: checkOrder, follow: followOrder, unfollow: unfollowOrder },
};

/** What extending asks besides its day and paper. */
export const suspensionFields = (step: string): Fields =>
  step === 'extend' ? { until_on: date(w('Đến hết ngày', 'To the end of'), { required: true }) } : {};

/** The last day of an order as it stands. */
export const lastDayOf = (row: AnyRow, clocks: readonly Clock[]): PlainDate => {
  const budget = clocks.at(-1)?.budget;
  return budget && 'on' in budget ? budget.on : (row.until_on as PlainDate);
};

export const takeSuspensionStep = (
  office: Office,
  id: string,
  step: string,
  form: RecordType,
  typed: Typed,
): Promise<Outcome<Recorded>> => {
  const follow = async (context: Context, values: StepValues): Promise<Refusal[]> => {
    if (step === 'extend')
      await startClock(
        context,
        subjectOf(id),
        { clock: 'suspension', on: values.until_on as PlainDate },
        { on: values.on },
      );
    await followInCell(context.tx, id, newId(context.clock));
    return [];
  };
  const check = (context: Context, values: StepValues) => checkStep(context, id, step, values);
  const asked = {
    machine: suspensionMachine,
    subject: subjectOf(id),
    step,
    form,
    record: suspensionOrder.name,
  };
  return recordStep(office, { ...asked, check, follow }, typed);
};

/** Takes back the step recorded last; the deadline and the line in the cell follow. */
export const takeBackSuspensionStep = (
  office: Office,
  id: string,
  typed: Typed,
): Promise<Outcome<Recorded>> => {
  const follow = async (context: Context): Promise<Refusal[]> => {
    await followInCell(context.tx, id, newId(context.clock));
    return [];
  };
  const asked = { machine: suspensionMachine, subject: subjectOf(id), record: suspensionOrder.name };
  return recordBack(office, { ...asked, follow }, typed);
};

async function checkStep(context: Context, id: string, step: string, values: StepValues): Promise<Refusal[]> {
  const row = await loadRecord(context.tx, suspensionOrder, id);
  if (!row) return [notSeen('step')];
  if (step !== 'extend') return [];
  const clocks = await clocksOf(context.tx, 'suspension', id);
  return extensionRefusals({
    decidedOn: values.on,
    from: row.valid_from as PlainDate,
    until: lastDayOf(row, clocks),
    newUntil: values.until_on as PlainDate,
    longest: longest(context, row, row.decided_on as PlainDate, true),
  });
}
