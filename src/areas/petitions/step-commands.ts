/** Taking a step of a matter of denunciation, and taking the last one back. */
import { newId } from '../../kernel/id.ts';
import type { Outcome, Refusal } from '../../kernel/refusal.ts';
import type { Context } from '../../records/catalogue.ts';
import type { Office, Recorded } from '../../records/commands.ts';
import type { RecordType } from '../../records/define.ts';
import type { Typed } from '../../records/input.ts';
import { recordBack, recordStep, type StepValues } from '../proceedings/contract.ts';

import {
  allegationsIn,
  closeIn,
  denouncedIn,
  insertEstablishment,
  lettersIn,
  withdrawEstablishments,
} from './matter-store.ts';
import { hasLead } from './register-store.ts';
import { matterStepRefusals, type OfficerFacts } from './step-rules.ts';
import { denunciationMachine } from './steps.ts';

const ESTABLISHING: readonly string[] = ['establish', 'fail_to_establish'];

/** Records a step of the matter with what it asks and leaves. Refusals: the machine's, then the matter's own. */
export const takeMatterStep = (
  office: Office,
  matter: string,
  step: string,
  form: RecordType,
  typed: Typed,
): Promise<Outcome<Recorded>> =>
  recordStep(
    office,
    {
      machine: denunciationMachine,
      subject: { kind: 'denunciation', id: matter },
      ...{ step, form, record: 'denunciation' },
      check: (context, values) => checkStep(context, matter, step, values),
      follow: (context, values) => followStep(context, matter, step, values),
    },
    typed,
  );

async function checkStep(
  { tx }: Context,
  matter: string,
  step: string,
  values: StepValues,
): Promise<Refusal[]> {
  const [letters, denounced, close, allegations] = await Promise.all([
    lettersIn(tx, matter),
    denouncedIn(tx, matter),
    closeIn(tx, matter),
    allegationsIn(tx, matter),
  ]);
  const keepAway = [...denounced.flatMap(({ person }) => person ?? []), ...close.map(({ person }) => person)];
  return matterStepRefusals({
    step,
    leavesPaper: (denunciationMachine.steps[step]?.papers ?? []).length > 0,
    document: values.document,
    note: values.note,
    letters: letters.length,
    hasLead: step === 'hand_on_as_lead' && (await hasLead(tx, matter)),
    denounced: denounced.length,
    allegations: allegations.map((one) => ({
      isFound: one.finding !== null,
      isWithdrawn: one.withdrawnOn !== null,
    })),
    officers: ESTABLISHING.includes(step) ? officersIn(step, values, keepAway) : null,
  });
}

const officersIn = (step: string, values: StepValues, keepAway: readonly string[]): OfficerFacts => ({
  one: values.officer_one as string,
  two: values.officer_two as string,
  keepAway,
  senderHandlesNothing: values.sender_handles_nothing === true,
  found: step === 'establish',
});

/** The minutes of both officers stand beside the step that rests on them. */
async function followStep(
  { tx, clock }: Context,
  matter: string,
  step: string,
  values: StepValues,
): Promise<Refusal[]> {
  if (!ESTABLISHING.includes(step)) return [];
  await insertEstablishment(tx, {
    ...{ id: newId(clock), denunciation: matter, done_on: values.on, minutes: values.document! },
    officer_one: values.officer_one as string,
    officer_two: values.officer_two as string,
    sender_handles_nothing: step === 'establish' ? true : null,
  });
  return [];
}

export const takeMatterStepBack = (
  office: Office,
  matter: string,
  typed: Typed,
): Promise<Outcome<Recorded>> =>
  recordBack(
    office,
    {
      machine: denunciationMachine,
      subject: { kind: 'denunciation', id: matter },
      record: 'denunciation',
      follow: async ({ tx }, taken) => {
        if (ESTABLISHING.includes(taken.step)) await withdrawEstablishments(tx, matter);
        return [];
      },
    },
    typed,
  );
