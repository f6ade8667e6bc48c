/**
 * What a step writes beside itself, in the same transaction: the decision of admission, the ceremony that makes a
 * member, the decision of recognition. These records stay the facts that figures count; a dossier points at them.
 */
import { newId } from '../../kernel/id.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import { type Refusal, refusal } from '../../kernel/refusal.ts';
import { w } from '../../kernel/words.ts';
import type { AnyRow, Context } from '../../records/catalogue.ts';
import type { RecordType } from '../../records/define.ts';
import { deleteRecord, insertRecord, loadRecord, updateRecord } from '../../records/store.ts';
import { admissionBehaviours } from './commands.ts';
import { admission, recognition } from './contract.ts';
import { asked } from './dossier-facts.ts';
import { admissionBy, isOfAct, type StoredStep, sponsorsOn } from './dossier-store.ts';
import { doneOf, type Stand, type StepRow } from './progress.ts';
import { probationEndOf } from './time-rules.ts';

type Written = { refusals: Refusal[]; columns: { admission?: string; recognition?: string } };

const NOTHING: Written = { refusals: [], columns: {} };

/** Writes what follows from a step; answers what the step points at. Warnings among the refusals are left in. */
export async function followStep(
  context: Context,
  dossier: AnyRow,
  stand: Stand,
  step: StepRow,
): Promise<Written> {
  if (step.result !== 'done') return NOTHING;
  if (step.step === 'admission_decision') return admit(context, dossier, step);
  if (step.step === 'ceremony') return hold(context, stand, step);
  if (step.step === 'recognition_decision') return recogniseBy(context, dossier, stand, step);
  return NOTHING;
}

async function enterDecision(context: Context, type: RecordType, row: AnyRow): Promise<Refusal[]> {
  const { check, follow } = admissionBehaviours[type.name]!;
  const refusals = (await check?.(context, row, null)) ?? [];
  if (refusals.some((one) => !one.waivable)) return refusals;
  await insertRecord(context.tx, type, row);
  return [...refusals, ...((await follow?.(context, row, null)) ?? [])];
}

async function admit(context: Context, dossier: AnyRow, step: StepRow): Promise<Written> {
  const { tx, clock } = context;
  const person = dossier.person as string;
  const entered = await admissionBy(tx, 'admission', { person, number: step.number!, day: step.done_on });
  if (entered) return { refusals: [], columns: { admission: entered } };
  const helpers = (await sponsorsOn(tx, dossier.id, step.done_on)).filter(({ role }) => role === 'helper');
  const row: AnyRow = {
    id: newId(clock),
    person,
    unit: dossier.unit,
    body: step.body,
    number: step.number,
    decided_on: step.done_on,
    ceremony_on: null,
    sources: dossier.sources,
    helper: helpers[0]?.person ?? null,
    second_helper: helpers[1]?.person ?? null,
    is_readmission: dossier.is_readmission,
  };
  return { refusals: await enterDecision(context, admission, row), columns: { admission: row.id } };
}

/** The ceremony is a day of the decision: from it the person is a probationary member of the cell. */
async function hold(context: Context, stand: Stand, step: StepRow): Promise<Written> {
  const id = doneOf(stand, 'admission_decision')?.admission;
  const before = id ? await loadRecord(context.tx, admission, id) : undefined;
  if (!before) return { refusals: [noDecision], columns: {} };
  const columns = { admission: before.id };
  if (before.ceremony_on === step.done_on) return { refusals: [], columns };
  return { refusals: await holdOn(context, before, step.done_on), columns };
}

async function holdOn(context: Context, before: AnyRow, day: PlainDate | null): Promise<Refusal[]> {
  const row = { ...before, ceremony_on: day };
  const { check, follow } = admissionBehaviours.admission!;
  const refusals = ((await check?.(context, row, before)) ?? []).map(onTheStep);
  if (refusals.some((one) => !one.waivable)) return refusals;
  await updateRecord(context.tx, admission, row);
  return [...refusals, ...((await follow?.(context, row, before)) ?? []).map(onTheStep)];
}

async function recogniseBy(context: Context, dossier: AnyRow, stand: Stand, step: StepRow): Promise<Written> {
  const { tx, clock, regulations } = context;
  const person = dossier.person as string;
  const entered = await admissionBy(tx, 'recognition', { person, number: step.number!, day: step.done_on });
  if (entered) return { refusals: [], columns: { recognition: entered } };
  const effective = step.effective_on ?? probationEndOf(stand, asked(regulations));
  if (!effective) return { refusals: [noCeremony], columns: {} };
  const row: AnyRow = {
    id: newId(clock),
    person,
    unit: dossier.unit,
    body: step.body,
    number: step.number,
    decided_on: step.done_on,
    effective_on: effective,
  };
  const refusals = (await enterDecision(context, recognition, row)).map(onTheStep);
  return { refusals, columns: { recognition: row.id } };
}

const FIELDS: Readonly<Record<string, string>> = {
  decided_on: 'done_on',
  ceremony_on: 'done_on',
  unit: 'done_on',
};

/** A refusal of the decision, at the field of the step's form. */
const onTheStep = (one: Refusal): Refusal =>
  one.field ? { ...one, field: FIELDS[one.field] ?? one.field } : one;

/** Takes back what a step wrote; a decision it only pointed at stays. */
export async function unfollowStep(context: Context, step: StoredStep): Promise<Refusal[]> {
  const { tx } = context;
  if (step.step === 'ceremony' && step.admission) {
    const before = await loadRecord(tx, admission, step.admission);
    if (!before) return [];
    const row = { ...before, ceremony_on: null };
    const refusals = (await admissionBehaviours.admission!.follow?.(context, row, before)) ?? [];
    if (refusals.length > 0) return refusals;
    await updateRecord(tx, admission, row);
  }
  return [];
}

/** Takes back the decision a step made; to be called once the step no longer points at it. */
export async function takeBackDecision(context: Context, step: StoredStep): Promise<Refusal[]> {
  for (const type of [admission, recognition]) {
    const id = step[type.name as 'admission' | 'recognition'];
    const makes = { admission: 'admission_decision', recognition: 'recognition_decision' }[type.name];
    if (!id || step.step !== makes) continue;
    if (!(await isOfAct(context.tx, type.name as 'admission', id, step.act))) continue;
    const row = await loadRecord(context.tx, type, id);
    const refusals = row ? ((await admissionBehaviours[type.name]!.unfollow?.(context, row)) ?? []) : [];
    if (refusals.length > 0) return refusals;
    await deleteRecord(context.tx, type, id);
  }
  return [];
}

const noDecision = refusal(
  'no_decision',
  w(
    'Hồ sơ chưa có quyết định kết nạp còn hiệu lực. Hãy ghi bước quyết định kết nạp trước lễ kết nạp.',
    'The dossier has no admission decision. Record that step before the ceremony.',
  ),
  'done_on',
);

const noCeremony = refusal(
  'no_ceremony',
  w(
    'Hồ sơ chưa ghi lễ kết nạp nên không tính được ngày hết dự bị. Hãy ghi lễ kết nạp, hoặc nhập ngày chính thức.',
    'No ceremony is recorded, so the end of probation is not known. Record it, or enter the day.',
  ),
  'effective_on',
);
