/** Pure rules of discipline: facts and rules in force on the day of the decision, to refusals. */
import type { PlainDate } from '../../kernel/plain-date.ts';
import { type Refusal, refusal, unlessSure, warned } from '../../kernel/refusal.ts';
import { type Words, w } from '../../kernel/words.ts';
import { inTheFuture, subjectOfOtherKind } from '../../records/refusals.ts';
import {
  type BodyOn,
  foreignContent,
  foreignContents,
  noDecidingBody,
  type SubjectKind,
} from '../inspection/contract.ts';
import { FORMS, type Form } from './contract.ts';
import type { OfDay } from './rules-of-day.ts';

export type DisciplineFacts = {
  body: BodyOn | undefined;
  decidedOn: PlainDate;
  subjectKind: SubjectKind;
  hasPerson: boolean;
  hasUnit: boolean;
  form: Form;
  primaryContent: string;
  contents: readonly string[];
  committeeMember: boolean;
  /** Where a member stood on the day; null for an organisation and where no standing is known. */
  standing: 'probationary' | 'official' | null;
  /** Forms that such a subject can be given; undefined where no rule is known. */
  forms: OfDay<readonly string[]> | undefined;
  /** What the body may decide or propose over such a subject; undefined where no rule is known. */
  competence: OfDay<Readonly<Record<string, 'decides' | 'proposes'>>> | undefined;
  changeReason: string | null;
  /** The first decision of the case this one changes. */
  first: {
    isItself: boolean;
    isFirst: boolean;
    decidedOn: PlainDate;
    isSameSubject: boolean;
    /** The form in force just before this decision. */
    formBefore: Form;
  } | null;
  /** Decisions that change this one are dated before it. */
  changedBefore: boolean;
  /** Another first decision of the same body, number and day on the same subject. */
  isThereAlready: boolean;
  today: PlainDate;
};

/** Refusals in the order of the form. */
export function disciplineRefusals(facts: DisciplineFacts): Refusal[] {
  const refusals: Refusal[] = [...noDecidingBody(facts.body)];
  const { subjectKind, decidedOn } = facts;
  if (decidedOn > facts.today) refusals.push(inTheFuture('decided_on'));
  if (facts.changedBefore) refusals.push(changedBefore);
  const isMember = subjectKind === 'member';
  if (facts.hasPerson !== isMember || facts.hasUnit === isMember) refusals.push(subjectOfOtherKind(isMember));
  if (facts.isThereAlready) refusals.push(decidedAlready);
  refusals.push(...formOf(facts));
  if (facts.committeeMember && !isMember) refusals.push(onlyMembersSit);
  refusals.push(...contentsOf(facts));
  return [...refusals, ...changeOf(facts)];
}

function formOf(facts: DisciplineFacts): Refusal[] {
  const { form, forms, competence, first } = facts;
  if (form === 'none') return first ? [] : [nothingToCancel];
  const refusals: Refusal[] = [];
  if (forms && !forms.value.includes(form))
    refusals.push(unlessSure(forms.isSure, impossibleForm(facts, forms.source)));
  if (!competence) return [...refusals, warned(competenceUnknown)];
  const may = competence.value[form];
  if (may !== 'decides') {
    refusals.push(
      unlessSure(competence.isSure, beyondCompetence(form, may === 'proposes', competence.source)),
    );
  }
  return refusals;
}

function contentsOf({ contents, primaryContent, subjectKind, decidedOn }: DisciplineFacts): Refusal[] {
  const field =
    foreignContents([primaryContent], subjectKind, decidedOn).length > 0 ? 'primary_content' : 'contents';
  const foreign = foreignContents([primaryContent, ...contents], subjectKind, decidedOn);
  return foreign.length > 0 ? [foreignContent(field, decidedOn)] : [];
}

function changeOf({ first, changeReason, decidedOn, form }: DisciplineFacts): Refusal[] {
  if (!first) return changeReason === null ? [] : [reasonNotWanted];
  if (first.isItself || !first.isFirst) return [notTheFirst];
  const refusals: Refusal[] = [];
  if (!first.isSameSubject) refusals.push(otherSubject);
  if (decidedOn < first.decidedOn) refusals.push(changeTooEarly);
  if (first.formBefore === 'expulsion' && form !== 'expulsion') refusals.push(restoreMember);
  if (changeReason === null) refusals.push(reasonWanted);
  return refusals;
}

const lower = (words: Words): Words => w(words.vi.toLowerCase(), words.en.toLowerCase());

function beyondCompetence(form: Form, mayPropose: boolean, source: Words): Refusal {
  const name = lower(FORMS[form]);
  const vi = mayPropose ? 'chỉ được đề nghị cấp trên' : 'không có thẩm quyền';
  const en = mayPropose ? 'may only propose it to a higher body' : 'has no competence for it';
  return refusal(
    'beyond_competence',
    w(
      `Hình thức ${name.vi}: cấp quyết định được chọn ${vi} (${source.vi}). Hãy chọn cấp có thẩm quyền hoặc hình thức khác.`,
      `Form ${name.en}: the deciding body ${en} (${source.en}). Choose the competent body or another form.`,
    ),
    'body',
    source.vi,
  );
}

const competenceUnknown = refusal(
  'competence_unknown',
  w(
    'Chưa có quy định nào trong phần mềm nói cấp này được quyết định kỷ luật. Hãy xem lại, hoặc ghi lý do.',
    'No regulation held here says that this body may decide on discipline. Check it, or give the reason.',
  ),
  'body',
);

function impossibleForm({ form, standing, subjectKind }: DisciplineFacts, source: Words): Refusal {
  const name = lower(FORMS[form]);
  const whom =
    subjectKind === 'organisation'
      ? w('tổ chức đảng', 'an organisation')
      : standing === 'probationary'
        ? w('đảng viên dự bị', 'a probationary member')
        : w('đảng viên chính thức', 'an official member');
  return refusal(
    'impossible_form',
    w(
      `Không có hình thức ${name.vi} đối với ${whom.vi} (${source.vi}). Hãy chọn hình thức khác.`,
      `There is no ${name.en} for ${whom.en} (${source.en}). Choose another form.`,
    ),
    'form',
    source.vi,
  );
}

/** Whoever decides on a change has the decision that is changed before them. */
export const firstNotSeen = refusal(
  'first_not_seen',
  w(
    'Nhiệm vụ đang dùng không mở được quyết định trước của vụ việc này. Hãy nhờ người được giao vụ việc, hoặc đề nghị được giao.',
    'The mandate in use does not open the earlier decision of this case. Ask whoever it is assigned to, or ask to be assigned.',
  ),
  'changes',
);

const decidedAlready = refusal(
  'decided_already',
  w(
    'Quyết định này đã được nhập. Hãy mở bản ghi đó thay vì nhập lần nữa.',
    'This decision has been entered already. Open that record instead of entering it again.',
  ),
  'number',
);

const changedBefore = refusal(
  'change_before_first',
  w(
    'Đã có quyết định thay đổi kỷ luật này đề ngày sớm hơn. Hãy xem lại ngày quyết định.',
    'A decision that changes this one is dated earlier. Check the day.',
  ),
  'decided_on',
);

const nothingToCancel = refusal(
  'nothing_to_cancel',
  w(
    'Xóa kỷ luật phải chỉ ra quyết định bị xóa. Hãy chọn quyết định đầu tiên của vụ việc.',
    'A cancellation names the decision it cancels. Choose the first decision of the case.',
  ),
  'changes',
);

const onlyMembersSit = refusal(
  'not_a_member',
  w(
    'Chỉ đảng viên mới là cấp ủy viên. Hãy bỏ đánh dấu mục này với tổ chức đảng.',
    'Only a member sits on a committee. Untick this for an organisation.',
  ),
  'committee_member',
);

const notTheFirst = refusal(
  'not_the_first',
  w(
    'Hãy chọn quyết định đầu tiên của vụ việc, không phải quyết định đã thay đổi nó hay chính quyết định này.',
    'Choose the first decision of the case, not one that changed it nor this one.',
  ),
  'changes',
);

const otherSubject = refusal(
  'other_subject',
  w(
    'Quyết định được chọn là của đối tượng khác. Hãy chọn quyết định của cùng đảng viên hoặc tổ chức.',
    'The decision chosen is on another subject. Choose one on the same member or organisation.',
  ),
  'changes',
);

const changeTooEarly = refusal(
  'change_before_first',
  w(
    'Ngày thay đổi không thể trước ngày quyết định đầu tiên. Hãy xem lại ngày.',
    'A change cannot come before the first decision. Check the day.',
  ),
  'decided_on',
);

const reasonWanted = refusal(
  'change_reason_wanted',
  w('Hãy ghi lý do thay đổi hình thức kỷ luật.', 'Give the reason for the change.'),
  'change_reason',
);

const reasonNotWanted = refusal(
  'change_reason_not_wanted',
  w(
    'Chỉ ghi lý do thay đổi khi đã chọn quyết định bị thay đổi. Hãy chọn, hoặc để trống mục này.',
    'A reason for a change needs the decision it changes. Choose it, or leave this empty.',
  ),
  'change_reason',
);

const restoreMember: Refusal = {
  ...refusal(
    'restore_membership',
    w(
      'Người này đã bị khai trừ. Sau quyết định này hãy nhập khôi phục sinh hoạt ở mục Đảng viên; ghi lý do để tiếp tục.',
      'This person was expelled. After this decision enter the restoration of membership; give a reason to go on.',
    ),
    'form',
  ),
  waivable: true,
};

/** Told after an expulsion that could not end the stay for want of the right to it. */
export const stillMember: Refusal = {
  ...refusal(
    'still_member',
    w(
      'Chưa kết thúc được kỳ sinh hoạt của người này vì tài khoản không có quyền với hồ sơ đảng viên. Hãy báo văn phòng cấp ủy nhập “Khai trừ” ở mục Đảng viên; ghi lý do để lưu quyết định.',
      'The person’s stay could not be ended, for this mandate has no right to membership records. Ask the committee office to enter it; give a reason to keep the decision.',
    ),
    'form',
  ),
  waivable: true,
};

/** Told after a dismissal that could not end a post for want of the right to it. */
export const stillInPost: Refusal = {
  ...refusal(
    'still_in_post',
    w(
      'Chưa kết thúc được chức vụ trong Đảng của người này vì tài khoản không có quyền. Hãy báo ban tổ chức nhập ngày thôi giữ chức; ghi lý do để lưu quyết định.',
      'The person’s post could not be ended, for this mandate has no right to posts. Ask the organisation board to enter its end; give a reason to keep the decision.',
    ),
    'form',
  ),
  waivable: true,
};
