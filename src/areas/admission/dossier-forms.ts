/** The forms of a dossier's acts, declared like records so that pages and the HTTP interface read them alike. */
import { w } from '../../kernel/words.ts';
import { choice, date, type Fields, formsOf, type RecordType, text } from '../../records/define.ts';
import { candidateStep, ENDS } from './dossier.ts';
import { STEPS, type StepKey } from './steps.ts';

const { fields } = candidateStep;

const form = formsOf('admission', 'unit');

const DECISIONS: readonly StepKey[] = ['admission_decision', 'recognition_decision'];
const WANTED = ['body', 'official', 'in_favour'];

/** The form of a step: its day, the number of its paper, and what else the table of steps asks. */
export function stepForm(step: StepKey): RecordType {
  const { words, asks, vote } = STEPS[step];
  const asked = Object.fromEntries(
    asks.map((name) => [name, { ...fields[name], ...(WANTED.includes(name) ? { required: true } : {}) }]),
  );
  const numbered = vote !== undefined || DECISIONS.includes(step);
  return form(`${step}_form`, words, {
    done_on: fields.done_on,
    number: numbered ? { ...fields.number, required: true } : fields.number,
    ...asked,
  } as Fields);
}

export const returnForm = form('return_form', w('Trả lại hồ sơ', 'Return the dossier'), {
  done_on: fields.done_on,
  number: fields.number,
  back_to: { ...fields.back_to, required: true },
  return_reason: { ...fields.return_reason, required: true },
} as Fields);

export const endForm = form('end_form', w('Dừng hồ sơ', 'End the dossier'), {
  ended_on: date(w('Ngày dừng hồ sơ', 'Ended on'), { required: true }),
  ended_by: choice(w('Lý do dừng', 'Ended because'), ENDS, { required: true }),
  end_document: text(w('Văn bản dừng hồ sơ', 'Document of the end'), { max: 60 }),
});
