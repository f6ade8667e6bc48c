/** Pure rules of commendation. */
import type { PlainDate } from '../../kernel/plain-date.ts';
import { type Refusal, refusal } from '../../kernel/refusal.ts';
import { w } from '../../kernel/words.ts';
import { inTheFuture, subjectOfOtherKind } from '../../records/refusals.ts';
import { type BodyOn, noSuchBody, type SubjectKind } from '../inspection/contract.ts';
import { FORMS } from './contract.ts';

export type Form = keyof typeof FORMS;

export type CommendationFacts = {
  body: BodyOn | undefined;
  decidedOn: PlainDate;
  form: Form;
  subjectKind: SubjectKind;
  hasUnit: boolean;
  hasPerson: boolean;
  /** The same subject stands in the same decision already. */
  isThereAlready: boolean;
  today: PlainDate;
};

/** Refusals in the order of the form. */
export function commendationRefusals(facts: CommendationFacts): Refusal[] {
  const refusals: Refusal[] = [...noSuchBody(facts.body)];
  if (facts.decidedOn > facts.today) refusals.push(inTheFuture('decided_on'));
  if (facts.body?.unitKind && !mayGive(facts.body.unitKind, facts.form))
    refusals.push(beyondCompetence(facts.form));
  const isMember = facts.subjectKind === 'member';
  if (facts.hasPerson !== isMember || facts.hasUnit === isMember) refusals.push(subjectOfOtherKind(isMember));
  if (facts.isThereAlready) refusals.push(thereAlready(isMember));
  return refusals;
}

const CELLS = ['subordinate_cell', 'sectional_committee'];
const HIGH = ['national', 'province'];

/** Who may give what (29-QĐ/TW, điểm 27.2); a rule pack does not carry it yet, so it only warns. */
const mayGive = (unitKind: string, form: Form): boolean => {
  if (form === 'praise') return true;
  return form === 'certificate' ? !CELLS.includes(unitKind) : HIGH.includes(unitKind);
};

const beyondCompetence = (form: Form): Refusal => ({
  ...refusal(
    'beyond_competence',
    w(
      `Hình thức ${FORMS[form].vi.toLowerCase()} thường do cấp khác quyết định. Hãy chọn cấp có thẩm quyền, hoặc ghi lý do.`,
      `${FORMS[form].en} is usually decided at another level. Choose the competent body, or give the reason.`,
    ),
    'body',
    '29-QĐ/TW, điểm 27.2',
  ),
  waivable: true,
});

const thereAlready = (isMember: boolean): Refusal =>
  refusal(
    'commended_already',
    w(
      'Đối tượng này đã có trong quyết định đó. Hãy mở bản ghi đã có thay vì nhập lần nữa.',
      'This subject is in that decision already. Open that record instead of entering it again.',
    ),
    isMember ? 'subject_person' : 'subject_unit',
  );
