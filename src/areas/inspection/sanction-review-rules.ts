/** What the review of a sanction asks. Pure. */
import type { PlainDate } from '../../kernel/plain-date.ts';
import type { Refusal } from '../../kernel/refusal.ts';
import { says } from './case-rules.ts';

export type ReviewFacts = {
  kind: string;
  works: readonly string[];
  finding: string;
  proposal: string | null;
  hasPerson: boolean;
  /** The decision named; undefined where none is. */
  decision: { isFirst: boolean; decidedOn: PlainDate } | undefined;
  /** The last day on which what is reviewed may have been decided: that of the conclusion, or today. */
  until: PlainDate;
  /** The same sanction, or the same member, stands in this review already. */
  isThereAlready: boolean;
};

/** Refusals in the order of the form. */
export function reviewRefusals(facts: ReviewFacts): Refusal[] {
  const { decision, finding, proposal } = facts;
  const omitted = finding === 'omitted';
  const refusals: Refusal[] = [];
  if (facts.kind !== 'organisation' || !facts.works.includes('discipline_enforcement'))
    refusals.push(noReview);
  if (omitted && decision) refusals.push(decisionNotWanted);
  if (!omitted && !decision) refusals.push(decisionWanted);
  if (decision && !decision.isFirst) refusals.push(notTheFirst);
  if (decision && decision.decidedOn > facts.until) refusals.push(decidedLater);
  if (omitted !== facts.hasPerson) refusals.push(omitted ? memberWanted : memberNotWanted);
  if (facts.isThereAlready) refusals.push(reviewedAlready(omitted));
  if (omitted && proposal) refusals.push(nothingToChange);
  const strange =
    (finding === 'right' && proposal !== 'keep') || (finding === 'wrongful' && proposal !== 'cancel');
  if (!omitted && proposal && strange) refusals.push(strangeProposal);
  return refusals;
}

/** The decision lies in a case that the mandate in use does not open. */
export const sanctionNotSeen = says(
  'not_seen',
  'decision',
  'Nhiệm vụ đang dùng không mở được quyết định này. Hãy đề nghị chủ nhiệm ủy ban kiểm tra giao vụ việc.',
  'The mandate in use does not open this decision. Ask the chair of the commission to assign its case.',
);

const noReview = says(
  'no_review_work',
  'subject',
  'Chỉ rà soát khi kiểm tra một tổ chức đảng về thi hành kỷ luật. Hãy bổ sung loại công việc này cho đối tượng.',
  'Sanctions are reviewed where an organisation is inspected on enforcing discipline. Add that work to the subject.',
);

const decisionWanted = says(
  'decision_wanted',
  'decision',
  'Hãy chọn quyết định kỷ luật được rà soát.',
  'Choose the decision that was reviewed.',
);

const decisionNotWanted = says(
  'decision_not_wanted',
  'decision',
  'Phải kỷ luật mà không kỷ luật thì không có quyết định. Hãy để trống và chọn đảng viên.',
  'Where a sanction was due and none came, there is no decision. Leave it empty and choose the member.',
);

const notTheFirst = says(
  'not_the_first',
  'decision',
  'Hãy chọn quyết định đầu tiên của vụ việc.',
  'Choose the first decision of the case.',
);

const decidedLater = says(
  'decided_later',
  'decision',
  'Quyết định này ra sau ngày kết luận kiểm tra nên chưa được rà soát ở cuộc này.',
  'This decision is later than the conclusion, so it was not reviewed in this session.',
);

const memberWanted = says(
  'member_wanted',
  'subject_person',
  'Hãy chọn đảng viên phải kỷ luật mà không bị kỷ luật.',
  'Choose the member who should have been sanctioned.',
);

const memberNotWanted = says(
  'member_not_wanted',
  'subject_person',
  'Quyết định đã nói về ai. Hãy để trống mục này.',
  'The decision says whom it is about. Leave this empty.',
);

const reviewedAlready = (omitted: boolean): Refusal =>
  says(
    'reviewed_already',
    omitted ? 'subject_person' : 'decision',
    'Trường hợp này đã có trong kết quả rà soát của cuộc. Hãy mở bản ghi đó để sửa.',
    'It stands in this review already. Open that record and correct it.',
  );

const nothingToChange = says(
  'nothing_to_change',
  'proposal',
  'Chưa có kỷ luật nên không có gì để giữ, tăng, giảm hay xóa. Hãy để trống đề nghị.',
  'There is no sanction to keep, raise, lower or cancel. Leave the proposal empty.',
);

const strangeProposal: Refusal = {
  ...says(
    'strange_proposal',
    'proposal',
    'Kỷ luật đúng thường đề nghị giữ nguyên, oan sai thường đề nghị xóa. Nếu đúng như vậy, hãy ghi lý do.',
    'What is right is usually kept, what is wrongful cancelled. If this is right, give the reason.',
  ),
  waivable: true,
};
