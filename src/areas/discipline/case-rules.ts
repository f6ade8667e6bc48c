/** What opening a case, a ballot in it and the decision from it ask. Pure. */
import type { PlainDate } from '../../kernel/plain-date.ts';
import { type Refusal, refusal, unlessSure } from '../../kernel/refusal.ts';
import { type Words, w } from '../../kernel/words.ts';
import { inTheFuture, subjectOfOtherKind } from '../../records/refusals.ts';
import {
  type BodyOn,
  foreignContent,
  foreignContents,
  noDecidingBody,
  type SubjectKind,
} from '../inspection/contract.ts';
import type { BallotResult } from './ballot-rules.ts';
import type { FormAnswer } from './competence.ts';
import { FORMS, type Form } from './contract.ts';
import type { Limitation } from './limitation-rules.ts';

export type OpeningFacts = {
  body: BodyOn | undefined;
  subjectKind: SubjectKind;
  hasPerson: boolean;
  hasUnit: boolean;
  openedOn: PlainDate;
  actOn: PlainDate;
  newViolationOn: PlainDate | null;
  concludedOn: PlainDate;
  origin: string;
  contents: readonly string[];
  /** What the inspection concluded of the subject named; undefined where none is named. */
  conclusion: { isSameSubject: boolean; result: string | null; nature: string | null } | undefined;
  /** What was concluded of the party to a denunciation that is named; undefined where none is. */
  accusation: { isSameSubject: boolean; isOfViolation: boolean } | undefined;
  hasLowerCase: boolean;
  /** Another case about the same act, and the rule that one act is sanctioned once. */
  twin: { source: Words } | null;
  today: PlainDate;
};

/** Refusals in the order of the form. */
export function openingRefusals(facts: OpeningFacts): Refusal[] {
  const refusals: Refusal[] = [...noDecidingBody(facts.body)];
  const isMember = facts.subjectKind === 'member';
  if (facts.openedOn > facts.today) refusals.push(inTheFuture('opened_on'));
  if (facts.conclusion) refusals.push(...conclusionRefusals(facts.conclusion));
  if (facts.accusation) refusals.push(...accusationRefusals(facts.accusation));
  if (facts.hasLowerCase && facts.origin !== 'proposal') refusals.push(notAProposal);
  if (facts.hasPerson !== isMember || facts.hasUnit === isMember) refusals.push(subjectOfOtherKind(isMember));
  if (foreignContents(facts.contents, facts.subjectKind, facts.openedOn).length > 0)
    refusals.push(foreignContent('primary_content', facts.openedOn));
  if (facts.newViolationOn !== null && facts.newViolationOn <= facts.actOn) refusals.push(notNew);
  if (facts.concludedOn < facts.actOn) refusals.push(concludedEarly);
  if (facts.concludedOn > facts.openedOn) refusals.push(concludedLate);
  if (facts.twin) refusals.push(oneAct(facts.twin.source));
  return refusals;
}

function conclusionRefusals({ isSameSubject, result, nature }: NonNullable<OpeningFacts['conclusion']>) {
  if (!isSameSubject) return [otherSubject];
  if (nature === 'supervision') return [fromSupervision];
  return result === 'must_discipline' ? [] : [notDue];
}

function accusationRefusals({ isSameSubject, isOfViolation }: NonNullable<OpeningFacts['accusation']>) {
  if (!isSameSubject) return [{ ...otherSubject, field: 'denounced' }];
  return isOfViolation ? [] : [notFoundTrue];
}

/** What a decision from a case must be: what was voted, within the time, by the body that may. */
export type DecisionFromCase = {
  form: Form;
  isSameSubject: boolean;
  isSameBody: boolean;
  hasDecision: boolean;
  ballot: BallotResult | null;
  purpose: 'decide' | 'propose' | null;
  limitation: (Limitation & { isSure: boolean }) | null;
  /** Set where an effective sentence to prison goes with the case: by which rule it asks for an expulsion. */
  prison: { isSure: boolean; source: Words } | null;
};

export function decisionRefusals(facts: DecisionFromCase): Refusal[] {
  if (!facts.isSameSubject) return [caseOfOther];
  if (!facts.isSameBody) return [otherBody];
  if (facts.hasDecision) return [decidedOnce];
  const { ballot, limitation } = facts;
  if (!ballot) return [noBallot];
  if (ballot.form !== facts.form) return [notVoted(ballot.form)];
  if (facts.purpose !== 'decide') return [onlyProposed];
  if (facts.prison && facts.form !== 'expulsion')
    return [unlessSure(facts.prison.isSure, prisonExpels(facts.prison.source))];
  if (limitation?.state === 'expired') return [unlessSure(limitation.isSure, lapsed(limitation))];
  return [];
}

/** A ballot of the body about the form it gave enough votes to. */
export function ballotCompetence(purpose: 'decide' | 'propose', answer: FormAnswer | undefined): Refusal[] {
  if (!answer || purpose === 'propose' || answer.may === 'decides') return [];
  return [unlessSure(answer.isSure, answer.may === 'unknown' ? competenceNotKnown : cannotDecide(answer))];
}

const notAProposal = refusal(
  'not_a_proposal',
  w(
    'Chỉ chọn hồ sơ của cấp dưới khi hồ sơ này bắt đầu từ đề nghị của cấp dưới.',
    'A lower body’s case is named only where this one begins with its proposal.',
  ),
  'proposed_in',
);

const otherSubject = refusal(
  'other_subject',
  w('Kết luận được chọn là về đối tượng khác.', 'The conclusion chosen is about another subject.'),
  'inspection_subject',
);

const fromSupervision = refusal(
  'from_supervision',
  w(
    'Giám sát không dẫn thẳng tới kỷ luật: phải kiểm tra khi có dấu hiệu vi phạm trước.',
    'Supervision leads to no sanction by itself: an inspection on signs of violation comes first.',
  ),
  'inspection_subject',
);

const notDue = refusal(
  'sanction_not_due',
  w(
    'Kết luận được chọn không phải là “phải thi hành kỷ luật”.',
    'The conclusion chosen does not say that a sanction is due.',
  ),
  'inspection_subject',
);

const notFoundTrue = refusal(
  'not_found_true',
  w(
    'Tố cáo về đối tượng này chưa kết luận, hoặc không có nội dung nào kết luận là đúng, có vi phạm.',
    'The denunciation of this subject is not concluded, or no content was found to be a violation.',
  ),
  'denounced',
);

const notNew = refusal(
  'not_a_new_violation',
  w('Vi phạm mới phải sau vi phạm đang xét.', 'A new violation comes after the one considered.'),
  'new_violation_on',
);

const concludedEarly = refusal(
  'concluded_early',
  w('Ngày kết luận không thể trước ngày vi phạm.', 'It cannot be concluded before the act.'),
  'concluded_on',
);

const concludedLate = refusal(
  'concluded_late',
  w(
    'Mở hồ sơ kỷ luật sau khi đã có kết luận vi phạm. Hãy xem lại hai ngày.',
    'A case is opened once the violation was concluded. Check the two days.',
  ),
  'concluded_on',
);

const oneAct = (source: Words): Refusal => ({
  ...refusal(
    'one_act_one_sanction',
    w(
      `Đã có hồ sơ về đối tượng này với cùng ngày vi phạm; một vi phạm chỉ kỷ luật một lần (${source.vi}). Nếu là vi phạm khác, hãy ghi lý do.`,
      `There is a case about this subject and the same day; one act is sanctioned once (${source.en}). If it is another act, give the reason.`,
    ),
    'act_on',
    source.vi,
  ),
  waivable: true,
});

const prisonExpels = (source: Words): Refusal =>
  refusal(
    'prison_expels',
    w(
      `Bản án phạt tù đã có hiệu lực đi cùng hồ sơ này: đảng viên bị khai trừ (${source.vi}).`,
      `An effective sentence to prison goes with this case: the member is expelled (${source.en}).`,
    ),
    'form',
    source.vi,
  );

const caseOfOther = refusal(
  'case_of_other',
  w('Hồ sơ được chọn là về đối tượng khác.', 'The case chosen is about another subject.'),
  'matter',
);

const otherBody = refusal(
  'other_body',
  w('Hồ sơ được chọn do cấp khác xem xét.', 'The case chosen is considered by another body.'),
  'matter',
);

const decidedOnce = refusal(
  'decided_once',
  w(
    'Hồ sơ này đã có quyết định. Quyết định thay đổi thì chọn quyết định đầu tiên, không chọn hồ sơ.',
    'This case has its decision. One that changes it names the first decision, not the case.',
  ),
  'matter',
);

const noBallot = refusal(
  'no_ballot',
  w('Hồ sơ chưa có kết quả bỏ phiếu kín của cấp này.', 'The case has no ballot of this body yet.'),
  'matter',
);

const notVoted = (form: Form | null): Refusal =>
  refusal(
    'not_voted',
    form
      ? w(
          `Kết quả bỏ phiếu là ${FORMS[form].vi.toLowerCase()}. Quyết định phải đúng hình thức đó.`,
          `The ballot gave ${FORMS[form].en.toLowerCase()}. The decision is that form.`,
        )
      : w('Không hình thức nào đủ phiếu.', 'No form had enough votes.'),
    'form',
  );

const onlyProposed = refusal(
  'only_proposed',
  w(
    'Lần bỏ phiếu này là để đề nghị cấp trên, không phải quyết định.',
    'This ballot was to propose, not to decide.',
  ),
  'matter',
);

const lapsed = ({ arithmetic }: Limitation): Refusal =>
  refusal(
    'limitation_expired',
    w(
      `Hình thức này đã hết thời hiệu. ${arithmetic.vi} Kết luận vi phạm vẫn giữ; hãy kết thúc hồ sơ ở bước “hết thời hiệu”.`,
      `The limitation of this form has lapsed. ${arithmetic.en} The conclusion stands; close the case by that step.`,
    ),
    'form',
  );

const competenceNotKnown = refusal(
  'competence_unknown',
  w(
    'Chưa có quy định nào trong phần mềm nói cấp này được quyết định kỷ luật. Hãy xem lại, hoặc ghi lý do.',
    'No regulation held here says that this body may decide on discipline. Check it, or give the reason.',
  ),
  'purpose',
);

const cannotDecide = ({ form, may, because }: FormAnswer): Refusal => {
  const sources = (language: 'vi' | 'en') => because.map(({ source }) => source[language]).join('; ');
  return refusal(
    'beyond_competence',
    may === 'proposes'
      ? w(
          `Với hình thức đủ phiếu (${FORMS[form].vi.toLowerCase()}), cấp này chỉ được đề nghị cấp trên (${sources('vi')}). Chọn “Đề nghị cấp trên”.`,
          `For the form with enough votes (${FORMS[form].en.toLowerCase()}) this body may only propose (${sources('en')}). Choose “To propose”.`,
        )
      : w(
          `Cấp này không có thẩm quyền với hình thức đủ phiếu (${FORMS[form].vi.toLowerCase()}; ${sources('vi')}).`,
          `This body has no competence for the form with enough votes (${FORMS[form].en.toLowerCase()}; ${sources('en')}).`,
        ),
    'purpose',
    sources('vi'),
  );
};

export type SourceFacts = {
  hasCase: boolean;
  /** Why a decision on paper of the time before the software has no case here. */
  beforeSoftware: string | null;
  /** History that the machine imports, not something a person enters. */
  isImport: boolean;
  /** The decision as it stood, where it is corrected. */
  before: { hasCase: boolean; beforeSoftware: string | null } | null;
};

/** Where a first decision comes from: a case that was heard and voted on, or paper from before, marked with the reason. */
export function sourceRefusals({ hasCase, beforeSoftware, isImport, before }: SourceFacts): Refusal[] {
  if (hasCase) return beforeSoftware === null ? [] : [notBoth];
  if (beforeSoftware !== null || isImport) return [];
  const cameSo = before !== null && !before.hasCase && before.beforeSoftware === null;
  return cameSo ? [] : [withoutCase];
}

const withoutCase = refusal(
  'without_case',
  w(
    'Quyết định chưa gắn với hồ sơ kỷ luật, nên phần mềm không thấy đối tượng đã được nghe, được bỏ phiếu đúng chưa. Hãy chọn hồ sơ; nếu là quyết định trên giấy trước khi dùng phần mềm, ghi lý do ở mục ấy.',
    'The decision names no case, so it cannot be seen whether the subject was heard and the vote was right. Choose the case; for a decision on paper from before the software, give the reason there.',
  ),
  'matter',
);

const notBoth = refusal(
  'case_and_paper',
  w(
    'Quyết định đã gắn với hồ sơ ở đây thì không phải quyết định trên giấy trước khi dùng phần mềm. Hãy để trống một trong hai mục.',
    'A decision from a case here is none on paper from before the software. Leave one of the two empty.',
  ),
  'before_software',
);

export const hearingFirst = refusal(
  'hearing_first',
  w(
    'Chưa ghi việc gặp, nghe ý kiến (hoặc đủ số lần mời có biên bản) trước ngày bỏ phiếu.',
    'The hearing, or enough documented summonses, must be recorded before the day of the ballot.',
  ),
  'held_on',
);

export const decisionRests = refusal(
  'decision_rests',
  w(
    'Quyết định của vụ này dựa vào kết quả bỏ phiếu; số phiếu vừa nhập cho hình thức khác. Hãy rút quyết định trước, rồi đính chính số phiếu.',
    'The decision of this case rests on the ballot, and these numbers give another form. Withdraw the decision first, then correct the ballot.',
  ),
  'purpose',
);

export const votedAlready = refusal(
  'voted_already',
  w(
    'Tổ chức này đã có kết quả bỏ phiếu cho hồ sơ này; mỗi vụ chỉ bỏ phiếu một lần.',
    'This body has voted on this case; there is one ballot for each.',
  ),
  'body',
);
