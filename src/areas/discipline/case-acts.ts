/** Taking and taking back a step of a case: what the machine says, and what each step asks of the facts. */
import type { Outcome, Refusal } from '../../kernel/refusal.ts';
import type { Context } from '../../records/catalogue.ts';
import type { Office, Recorded } from '../../records/commands.ts';
import type { RecordType } from '../../records/define.ts';
import type { Typed } from '../../records/input.ts';
import { recordBack, recordStep, type StepValues } from '../proceedings/contract.ts';
import { disciplineCase } from './case.ts';
import { loadCase } from './case-load.ts';
import { disciplineMachine } from './case-machine.ts';
import { byRecord, notSeen } from './refusals.ts';
import { ofDay } from './rules-of-day.ts';
import { stepRefusals } from './step-rules.ts';

/** Steps that follow from entering a record; they are never taken by themselves. */
const BY_RECORD: readonly string[] = ['vote', 'decide'];

/** Whether a cell has to report upwards: over somebody who sits above, or is managed above (22-QĐ/TW, Điều 11). */
const REPORTED: readonly string[] = ['managed_above', 'same_level_committee', 'lower_committee'];

export const takeCaseStep = (
  office: Office,
  id: string,
  step: string,
  form: RecordType,
  typed: Typed,
): Promise<Outcome<Recorded>> =>
  recordStep(
    office,
    {
      machine: disciplineMachine,
      subject: { kind: 'discipline', id },
      step,
      form,
      record: disciplineCase.name,
      check: (context, values) => checkStep(context, id, step, values),
    },
    typed,
  );

async function checkStep(context: Context, id: string, step: string, values: StepValues): Promise<Refusal[]> {
  if (BY_RECORD.includes(step)) return [byRecord];
  const found = await loadCase(context.tx, context.regulations, id, values.on);
  if (!found) return [notSeen('step')];
  const rule = ofDay<boolean>(context.regulations, 'discipline.cell_reports_up', values.on);
  return stepRefusals(step, {
    origin: found.row.origin as string,
    note: values.note,
    document: values.document,
    summonses: found.done.filter((one) => one.step === 'summon').length,
    summonsesNeeded: ofDay<number>(context.regulations, 'hearing.summonses', values.on)?.value ?? null,
    ballot: found.ballot?.result ?? null,
    purpose: (found.ballot?.purpose ?? null) as 'decide' | 'propose' | null,
    limitation: found.limitation,
    effect: found.effect,
    ...{ openComplaint: found.openComplaint, openCase: found.openCase },
    reportUp: rule?.value
      ? {
          isDue: found.body?.kind === 'cell' && found.about.classes.some((one) => REPORTED.includes(one)),
          isDone: found.done.some((one) => one.step === 'report_up'),
          isSure: rule.isSure,
          source: rule.source,
        }
      : null,
  });
}

export const takeBackCaseStep = (office: Office, id: string, typed: Typed): Promise<Outcome<Recorded>> =>
  recordBack(
    office,
    {
      machine: disciplineMachine,
      subject: { kind: 'discipline', id },
      record: disciplineCase.name,
      // The step of a ballot or a decision goes with its record.
      follow: async (_, taken) => (BY_RECORD.includes(taken.step) ? [byRecord] : []),
    },
    typed,
  );
