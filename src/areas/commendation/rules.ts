/** Pure rules of commendation. */
import type { PlainDate } from '../../kernel/plain-date.ts';
import { type Refusal, refusal } from '../../kernel/refusal.ts';
import { w } from '../../kernel/words.ts';
import { inTheFuture, subjectOfOtherKind } from '../../records/refusals.ts';
import type { InForce } from '../../regulations/in-force.ts';
import { type BodyOn, noSuchBody, type SubjectKind } from '../inspection/contract.ts';
import { FORMS } from './contract.ts';

export type Form = keyof typeof FORMS;

/** Awards by the level that gives them. */
export type Awards = Readonly<Record<string, readonly string[]>>;

export type CommendationFacts = {
  body: BodyOn | undefined;
  decidedOn: PlainDate;
  form: Form;
  subjectKind: SubjectKind;
  hasUnit: boolean;
  hasPerson: boolean;
  /** The same subject stands in the same decision already. */
  isThereAlready: boolean;
  /** Who may give what, by the rule of the day; null where none is known. */
  awards: InForce<Awards> | null;
  today: PlainDate;
};

/** Refusals in the order of the form. */
export function commendationRefusals(facts: CommendationFacts): Refusal[] {
  const refusals: Refusal[] = [...noSuchBody(facts.body)];
  if (facts.decidedOn > facts.today) refusals.push(inTheFuture('decided_on'));
  const { body, form, awards } = facts;
  if (body?.unitKind && awards && !mayGive(body.unitKind, form, awards.value))
    refusals.push(beyondCompetence(form, awards.source));
  const isMember = facts.subjectKind === 'member';
  if (facts.hasPerson !== isMember || facts.hasUnit === isMember) refusals.push(subjectOfOtherKind(isMember));
  if (facts.isThereAlready) refusals.push(thereAlready(isMember));
  return refusals;
}

/** Levels of the table of awards, from below; the kinds of units that give at each. */
const LEVELS: readonly (readonly [string, readonly string[]])[] = [
  ['cell', ['subordinate_cell', 'cell']],
  ['sectional_committee', ['sectional_committee']],
  ['subordinate_committee', ['subordinate_committee']],
  ['grassroots_committee', ['grassroots_cell', 'grassroots_committee']],
  ['upper_grassroots', ['upper_grassroots']],
  ['district', ['district']],
  ['province', ['province']],
  ['national', ['national']],
];

/** As the table of awards names them. */
const AWARDS: Readonly<Record<Form, string>> = {
  praise: 'praise',
  certificate: 'certificate',
  merit_certificate: 'merit',
  flag: 'flag',
};

/** The lowest level that the table lets give it, or one above: that a superior may give less is inferred, so it only warns. */
function mayGive(unitKind: string, form: Form, table: Awards): boolean {
  const own = LEVELS.findIndex(([, kinds]) => kinds.includes(unitKind));
  const lowest = LEVELS.findIndex(([level]) => table[level]?.includes(AWARDS[form]));
  return own < 0 || lowest < 0 || own >= lowest;
}

const beyondCompetence = (form: Form, rule: string): Refusal => ({
  ...refusal(
    'beyond_competence',
    w(
      `Hình thức ${FORMS[form].vi.toLowerCase()} thường do cấp khác quyết định. Hãy chọn cấp có thẩm quyền, hoặc ghi lý do.`,
      `${FORMS[form].en} is usually decided at another level. Choose the competent body, or give the reason.`,
    ),
    'body',
    rule,
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
