/** A step as a command of its own, from what was typed: the form, the machine, and what the area adds before and after. */
import { command } from '../../db/door.ts';
import { isId } from '../../kernel/id.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import { done, type Outcome, type Refusal, refused } from '../../kernel/refusal.ts';
import { NO_WORDS, w } from '../../kernel/words.ts';
import type { Context } from '../../records/catalogue.ts';
import {
  BAD_ID,
  contextOf,
  type Office,
  type Recorded,
  reasonIn,
  standing,
  wantedReason,
} from '../../records/commands.ts';
import { date, defineRecord, type Fields, type RecordType, text } from '../../records/define.ts';
import { readInput, type Typed, textOf } from '../../records/input.ts';
import type { DoneStep, Machine } from '../../records/machine.ts';
import { takeBackStep, takeStep } from './commands.ts';
import type { Subject } from './contract.ts';
import { stepsDone } from './store.ts';

/** The form of a step: its day, its paper, what the area asks besides, a note. */
export function stepForm(machine: Machine, step: string, extra: Fields = {}): RecordType {
  const words = machine.steps[step]!.words;
  return defineRecord({
    name: `${machine.key}_${step}_form`,
    actOnly: true,
    area: 'proceedings',
    class: 'case',
    words: { one: words, many: words, empty: NO_WORDS },
    fields: {
      on: date(w('Ngày thực hiện', 'Done on'), { required: true }),
      document: text(w('Số, ký hiệu văn bản', 'Number of the paper'), { max: 200 }),
      ...extra,
      note: text(w('Ghi chú', 'Note'), { max: 2000, multiline: true }),
    } as Fields,
    title: [],
    list: [],
    filters: [],
  });
}

/** Values of the form of a step. */
export type StepValues = {
  on: PlainDate;
  document: string | null;
  note: string | null;
  [field: string]: unknown;
};

/** What the area adds; refusals of either may be warnings, which a reason answers. */
export type StepAsked = {
  machine: Machine;
  subject: Subject;
  step: string;
  form: RecordType;
  /** The type whose record is the case: what the audit entry names. */
  record: string;
  /** Which column of rules by level. */
  level?: string;
  check?: (context: Context, values: StepValues) => Promise<Refusal[]>;
  /** Writes what follows, in the same transaction. */
  follow?: (context: Context, values: StepValues) => Promise<Refusal[]>;
};

/** Records a step under an id made by whoever sends it: sent twice, it is recorded once. */
export async function recordStep(office: Office, asked: StepAsked, typed: Typed): Promise<Outcome<Recorded>> {
  const { machine, subject, step, form, level } = asked;
  const [id, given] = [textOf(typed.id), reasonIn(typed)];
  if (!isId(id)) return refused(BAD_ID);
  if (!given.ok) return given;
  const reason = given.value;
  const entry = {
    ...{ command: `take step ${step}`, recordType: asked.record, recordId: subject.id, input: typed },
    ...(reason ? { reason } : {}),
  };
  const outcome = await command(office, entry, async (tx): Promise<Outcome<Recorded>> => {
    const context = contextOf(office, tx);
    const read = await readInput(tx, office.catalogue, form, typed);
    if (!read.ok) return read;
    const values = read.value as StepValues;
    const own = standing((await asked.check?.(context, values)) ?? [], reason);
    const facts = {
      id,
      on: values.on,
      document: values.document,
      note: values.note,
      ...(level ? { level } : {}),
    };
    const taken = await takeStep(context, machine, subject, step, facts);
    if (Array.isArray(taken)) return refused(...taken, ...own);
    if (own.length > 0) return refused(...own);
    const after = standing((await asked.follow?.(context, values)) ?? [], reason);
    return after.length > 0 ? refused(...after) : done({ id, already: false });
  });
  const already = !outcome.ok && outcome.refusals.some(({ code }) => code === 'already_recorded');
  return already ? done({ id, already: true }) : outcome;
}

export type BackAsked = {
  machine: Machine;
  subject: Subject;
  record: string;
  /** Undoes what followed from the step, once it is taken back. */
  follow?: (context: Context, taken: DoneStep) => Promise<Refusal[]>;
};

/** Takes back the step recorded last, for a reason. `typed.step` is the step that was before the reader's eyes. */
export async function recordBack(office: Office, asked: BackAsked, typed: Typed): Promise<Outcome<Recorded>> {
  const [id, given] = [textOf(typed.step), wantedReason(typed)];
  if (!given.ok) return given;
  if (!isId(id)) return refused(BAD_ID);
  const reason = given.value;
  const { machine, subject, record } = asked;
  const entry = { command: 'take back step', recordType: record, recordId: subject.id, input: typed, reason };
  return command(office, entry, async (tx): Promise<Outcome<Recorded>> => {
    const context = contextOf(office, tx);
    const taken = (await stepsDone(tx, subject.kind, subject.id)).at(-1);
    const refusals = await takeBackStep(context, machine, subject, id);
    if (refusals.length === 0) refusals.push(...((await asked.follow?.(context, taken!)) ?? []));
    return refusals.length > 0 ? refused(...refusals) : done({ id, already: false });
  });
}
