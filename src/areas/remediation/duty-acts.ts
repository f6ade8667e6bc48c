/** The acts on duties: a conclusion opens them, steps carry them to their end. */
import { newId } from '../../kernel/id.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import type { Outcome, Refusal } from '../../kernel/refusal.ts';
import { w } from '../../kernel/words.ts';
import type { AnyRow, Context } from '../../records/catalogue.ts';
import type { Office, Recorded } from '../../records/commands.ts';
import { date, type Fields, type RecordType } from '../../records/define.ts';
import type { Typed } from '../../records/input.ts';
import { insertRecord, loadRecord } from '../../records/store.ts';
import {
  type DoneStep,
  recordBack,
  recordStep,
  type StepValues,
  stepsDone,
  takeStep,
} from '../proceedings/contract.ts';
import { checkDuty, ownerOf } from './commands.ts';
import { dutyMachine, REOPENINGS } from './duty.ts';
import { dutiesBegun, stepRefusals } from './rules.ts';
import {
  actingPerson,
  dayBefore,
  deleteDuties,
  hasFile,
  haveBegun,
  type Progress,
  setProgress,
} from './store.ts';

const DUTY = 'remediation';

/** Further fields of a step: a new day where it is extended or goes on after it was not done. */
export const stepFields = (step: string): Fields =>
  step === 'extend' || REOPENINGS.includes(step)
    ? { new_due_on: date(w('Hạn mới', 'New day'), { required: step === 'extend' }) }
    : {};

export type NewDuty = {
  subject: string;
  duty: string;
  due_on: PlainDate;
  owner_unit?: string;
  owner_person?: string;
  verifier?: string;
};

/**
 * Lays the duties of a conclusion, line by line, within the command that concludes. Answers the refusals of the first line
 * that cannot stand; nothing of the command is then kept.
 */
export async function openDuties(context: Context, lines: readonly NewDuty[]): Promise<Refusal[]> {
  for (const line of lines) {
    const type = context.catalogue.record(DUTY);
    const empty = Object.fromEntries(Object.keys(type.fields).map((name) => [name, null]));
    const row = { ...empty, ...line, id: newId(context.clock) as string } satisfies AnyRow;
    const refusals = await checkDuty(context, row, null);
    if (refusals.length > 0) return refusals;
    await insertRecord(context.tx, type, row);
  }
  return [];
}

/**
 * Withdraws the duties of a conclusion that is taken back, within its command. Refuses where work on one has begun: what
 * was done of it is then taken back first.
 */
export async function takeDutiesBack({ tx }: Context, subjects: readonly string[]): Promise<Refusal[]> {
  if (await haveBegun(tx, subjects)) return [dutiesBegun];
  await deleteDuties(tx, subjects);
  return [];
}

/** Takes a step of a duty; its days follow, so that lists and figures count it. */
export const takeDutyStep = (
  office: Office,
  duty: string,
  step: string,
  form: RecordType,
  typed: Typed,
): Promise<Outcome<Recorded>> =>
  recordStep(
    office,
    {
      ...{
        machine: dutyMachine,
        subject: { kind: 'remediation', id: duty },
        step,
        form,
        record: DUTY,
      },
      check: (context, values) => checkStep(context, duty, step, values),
      follow: (context, values) => follow(context, duty, newDayIn(values)),
    },
    typed,
  );

/** Takes the last step back; the day that it extended is again the one before. */
export const takeDutyBack = (office: Office, duty: string, typed: Typed): Promise<Outcome<Recorded>> =>
  recordBack(
    office,
    {
      ...{ machine: dutyMachine, subject: { kind: 'remediation', id: duty }, record: DUTY },
      follow: async (context, taken) => {
        const extended = taken.step === 'extend' || REOPENINGS.includes(taken.step);
        return follow(context, duty, extended ? await dayBefore(context.tx, duty, taken.id) : null);
      },
    },
    typed,
  );

const newDayIn = (values: StepValues): PlainDate | null => (values.new_due_on ?? null) as PlainDate | null;

async function checkStep(
  context: Context,
  duty: string,
  step: string,
  values: StepValues,
): Promise<Refusal[]> {
  const { tx } = context;
  const row = await loadRecord(tx, context.catalogue.record(DUTY), duty);
  if (!row) return [];
  await carryOver(context, row);
  const [{ owner }, acting] = await Promise.all([ownerOf(context, row), actingPerson(tx)]);
  return stepRefusals({
    ...{ step, on: values.on, document: values.document, note: values.note },
    dueOn: row.due_on as PlainDate,
    hasFile: await hasFile(tx, duty),
    newDueOn: newDayIn(values),
    hasVerifier: row.verifier !== null,
    byOwner: acting !== null && acting === owner.person,
  });
}

/** Days that were entered without steps become the steps they tell of, before the first one is taken. */
async function carryOver(context: Context, row: AnyRow): Promise<void> {
  const subject = { kind: 'remediation', id: row.id } as const;
  if ((await stepsDone(context.tx, subject.kind, subject.id)).length > 0) return;
  for (const { step, doneOn } of enteredSteps(row))
    await takeStep(context, dutyMachine, subject, step, { on: doneOn });
}

/** Pure: the steps that the days of a duty tell of, where none was recorded. */
export function enteredSteps(row: AnyRow): DoneStep[] {
  const days = [
    ['plan', row.planned_on],
    ['report', row.done_on],
    ['pass', row.verified_on],
  ] as [string, PlainDate | null][];
  const isLate = row.done_on && row.planned_on && row.planned_on > row.done_on;
  return days.flatMap(([step, doneOn]) =>
    doneOn === null || (step === 'plan' && isLate)
      ? []
      : [{ id: step, step, doneOn, document: null, note: null }],
  );
}

/** The days of the duty as its steps now give them. */
async function follow(context: Context, duty: string, newDueOn: PlainDate | null): Promise<Refusal[]> {
  const { tx, catalogue } = context;
  const [row, done] = [
    await loadRecord(tx, context.catalogue.record(DUTY), duty),
    await stepsDone(tx, 'remediation', duty),
  ];
  if (!row) return [];
  const person = catalogue.record('person');
  const verifier = row.verifier ? await loadRecord(tx, person, row.verifier as string) : undefined;
  // Who verified before there were steps stays; after a reopening nobody has yet.
  const name = String(row.verified_by ?? verifier?.name ?? '…');
  await setProgress(tx, duty, progressOf(done, newDueOn ?? (row.due_on as PlainDate), name));
  return [];
}

/** Pure: the first plan, the report that stands, the verification that stands. */
export function progressOf(done: readonly DoneStep[], dueOn: PlainDate, verifier: string): Progress {
  const reopened = done.findLastIndex(({ step }) => REOPENINGS.includes(step));
  const since = done.slice(reopened + 1);
  const verifiedOn = since.find(({ step }) => step === 'pass')?.doneOn ?? null;
  return {
    planned_on: done.find(({ step }) => step === 'plan')?.doneOn ?? null,
    done_on: since.findLast(({ step }) => step === 'report')?.doneOn ?? null,
    verified_on: verifiedOn,
    verified_by: verifiedOn ? verifier : null,
    due_on: dueOn,
  };
}
