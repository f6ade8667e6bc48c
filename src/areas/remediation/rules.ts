/** Pure rules of remediation duties. */
import type { PlainDate } from '../../kernel/plain-date.ts';
import { type Refusal, refusal } from '../../kernel/refusal.ts';
import { w } from '../../kernel/words.ts';
import { inTheFuture } from '../../records/refusals.ts';

export type RemediationFacts = {
  /** The day the subject was concluded; null while it is open. */
  concludedOn: PlainDate | null;
  dueOn: PlainDate;
  plannedOn: PlainDate | null;
  doneOn: PlainDate | null;
  verifiedOn: PlainDate | null;
  verifiedBy: string | null;
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
