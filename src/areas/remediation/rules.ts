/** Pure rules of remediation duties. */
import type { PlainDate } from '../../kernel/plain-date.ts';
import { type Refusal, refusal } from '../../kernel/refusal.ts';
import { w } from '../../kernel/words.ts';
import { inTheFuture } from '../../records/refusals.ts';
import { REOPENINGS } from './duty.ts';

export type RemediationFacts = {
  /** The day the subject was concluded; null while it is open. */
  concludedOn: PlainDate | null;
  dueOn: PlainDate;
  plannedOn: PlainDate | null;
  doneOn: PlainDate | null;
  verifiedOn: PlainDate | null;
  verifiedBy: string | null;
  /** Whom the duty is laid on: the subject itself where nobody else is named. */
  owner: { person: string | null; unit: string | null };
  verifier: { person: string; cell: string | null } | null;
  /** Days that steps have written are not typed over. */
  isTypedOver: boolean;
  today: PlainDate;
};

/** Refusals in the order of the form. */
export function remediationRefusals(facts: RemediationFacts): Refusal[] {
  if (facts.concludedOn === null) return [notConcluded];
  const { concludedOn, today, doneOn, verifiedOn } = facts;
  const refusals: Refusal[] = [];
  if (facts.dueOn < concludedOn) refusals.push(beforeConclusion('due_on'));
  for (const [field, day] of [
    ['planned_on', facts.plannedOn],
    ['done_on', doneOn],
    ['verified_on', verifiedOn],
  ] as const) {
    if (day && day > today) refusals.push(inTheFuture(field));
    if (day && day < concludedOn) refusals.push(beforeConclusion(field));
  }
  if (verifiedOn && (doneOn === null || verifiedOn < doneOn)) refusals.push(verifiedTooEarly);
  if ((verifiedOn === null) !== (facts.verifiedBy === null)) {
    refusals.push(verificationIncomplete(verifiedOn === null ? 'verified_on' : 'verified_by'));
  }
  refusals.push(...verifierRefusals(facts));
  if (facts.isTypedOver) refusals.push(keptBySteps);
  return refusals;
}

/** Nobody verifies what was laid on them, or on the cell they belong to. */
function verifierRefusals({ owner, verifier }: Pick<RemediationFacts, 'owner' | 'verifier'>): Refusal[] {
  if (verifier === null) return [];
  if (verifier.person === owner.person) return [verifierIsOwner];
  return verifier.cell !== null && verifier.cell === owner.unit ? [verifierOfOwner] : [];
}

/** What a step of a duty asks beside its machine. */
export type StepCheck = {
  step: string;
  on: PlainDate;
  dueOn: PlainDate;
  document: string | null;
  note: string | null;
  /** Whether a file hangs on the duty. */
  hasFile: boolean;
  newDueOn: PlainDate | null;
  hasVerifier: boolean;
  /** Whether whoever records it is the one the duty is laid on. */
  byOwner: boolean;
};

const VERIFYING = ['pass', 'fail'];
/** Steps that rest on a decision. */
const DECIDED = ['extend', 'lift'];

export function stepRefusals(facts: StepCheck): Refusal[] {
  const { step, document, note } = facts;
  const refusals: Refusal[] = [];
  if (step === 'report' && document === null && !facts.hasFile) refusals.push(noEvidence);
  if (DECIDED.includes(step) && document === null) refusals.push(noDecision);
  if (REOPENINGS.includes(step) && note === null) refusals.push(noGrounds);
  if (VERIFYING.includes(step)) {
    if (!facts.hasVerifier) refusals.push(noVerifier);
    if (facts.byOwner) refusals.push(verifiesOwn);
  }
  if (step === 'extend') {
    if (facts.newDueOn === null) refusals.push(noNewDay);
    if (facts.on > facts.dueOn) refusals.push(extendedLate);
  }
  if (facts.newDueOn !== null && facts.newDueOn <= (step === 'extend' ? facts.dueOn : facts.on)) {
    refusals.push(newDayEarly);
  }
  return refusals;
}

const notConcluded = refusal(
  'not_concluded',
  w(
    'Đối tượng này chưa có kết luận nên chưa có việc phải khắc phục. Hãy ghi kết luận trước.',
    'This subject has no conclusion yet, so there is nothing to put right. Enter the conclusion first.',
  ),
  'subject',
);

const beforeConclusion = (field: string): Refusal =>
  refusal(
    'before_conclusion',
    w('Ngày này trước ngày kết luận. Hãy xem lại ngày.', 'This day is before the conclusion. Check it.'),
    field,
  );

const verifiedTooEarly = refusal(
  'verified_before_done',
  w(
    'Chỉ kiểm chứng được sau khi hoàn thành. Hãy ghi ngày hoàn thành, không muộn hơn ngày kiểm chứng.',
    'Only what is done can be verified. Enter the day it was done, not later than its verification.',
  ),
  'verified_on',
);

const verificationIncomplete = (field: string): Refusal =>
  refusal(
    'verification_incomplete',
    w(
      'Kiểm chứng phải có cả ngày và người kiểm chứng. Hãy ghi mục còn thiếu, hoặc để trống cả hai.',
      'A verification has both its day and its verifier. Enter what is missing, or leave both empty.',
    ),
    field,
  );

const verifierIsOwner = refusal(
  'verifier_is_owner',
  w(
    'Người kiểm chứng không thể là người được giao khắc phục. Hãy chọn đồng chí khác.',
    'Nobody verifies what was laid on themselves. Choose somebody else.',
  ),
  'verifier',
);

const verifierOfOwner = refusal(
  'verifier_of_owner',
  w(
    'Người kiểm chứng không thể thuộc chính chi bộ được giao khắc phục. Hãy chọn đồng chí khác.',
    'The verifier cannot belong to the very cell the duty is laid on. Choose somebody else.',
  ),
  'verifier',
);

const keptBySteps = refusal(
  'kept_by_steps',
  w(
    'Các ngày kế hoạch, hoàn thành, kiểm chứng đã được ghi bằng từng bước. Hãy ghi hoặc rút bước ở trang việc khắc phục.',
    'The days of plan, report and verification were recorded step by step. Take or take back a step on the duty’s page.',
  ),
  'done_on',
);

const noEvidence = refusal(
  'no_evidence',
  w(
    'Báo cáo phải có bằng chứng: ghi số văn bản, hoặc đính kèm tệp ở trang việc khắc phục trước.',
    'The report needs evidence: the number of its paper, or a file attached to the duty beforehand.',
  ),
  'document',
);

const noDecision = refusal(
  'no_decision',
  w('Hãy ghi số quyết định của cấp đã kết luận.', 'Enter the decision of the body that concluded.'),
  'document',
);

const noGrounds = refusal('no_grounds', w('Hãy ghi rõ việc gì chưa đạt.', 'Say what was not done.'), 'note');

const noVerifier = refusal(
  'no_verifier',
  w(
    'Chưa có đồng chí theo dõi, kiểm chứng. Hãy đính chính việc khắc phục để ghi trước.',
    'No verifier is named. Correct the duty to name one first.',
  ),
  'on',
);

const verifiesOwn = refusal(
  'verifies_own',
  w(
    'Người được giao khắc phục không tự kiểm chứng. Đồng chí theo dõi ghi bước này.',
    'Nobody verifies their own duty. The verifier records this step.',
  ),
  'on',
);

const noNewDay = refusal('no_new_day', w('Hãy ghi hạn mới.', 'Enter the new day.'), 'new_due_on');

const extendedLate = refusal(
  'extended_late',
  w('Đã quá hạn; chỉ gia hạn trước khi hết hạn.', 'The day has passed; it is extended before that.'),
  'on',
);

const newDayEarly = refusal(
  'new_day_early',
  w(
    'Hạn mới phải sau hạn cũ và sau ngày của bước này.',
    'The new day comes after the old one and after the step.',
  ),
  'new_due_on',
);

export const dutiesBegun = refusal(
  'duties_begun',
  w(
    'Việc khắc phục của kết luận này đã bắt đầu thực hiện. Hãy rút những gì đã ghi ở việc đó trước, rồi rút kết luận.',
    'Work on a duty of this conclusion has begun. Take back what was recorded there first, then the conclusion.',
  ),
  'step',
);
