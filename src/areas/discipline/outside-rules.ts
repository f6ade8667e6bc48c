/** What recording a judgment, a penalty or papers handed to the law asks, and which case takes it up. Pure. */
import type { PlainDate } from '../../kernel/plain-date.ts';
import { type Refusal, refusal } from '../../kernel/refusal.ts';
import { w } from '../../kernel/words.ts';
import { inTheFuture } from '../../records/refusals.ts';
import { type BodyOn, noSuchBody } from '../inspection/contract.ts';

export type OutsideFacts = {
  body: BodyOn | undefined;
  kind: string;
  decidedOn: PlainDate;
  outcome: string | null;
  outcomeOn: PlainDate | null;
  /** Whether what it goes with is about the same member; undefined where nothing is named. */
  matter: { isSameMember: boolean } | undefined;
  decision: { isSameMember: boolean; isFirst: boolean } | undefined;
  inspected: { isSameMember: boolean } | undefined;
  /** The same document about the same member stands in another record. */
  isThereAlready: boolean;
  today: PlainDate;
};

/** Refusals in the order of the form. */
export function outsideRefusals(facts: OutsideFacts): Refusal[] {
  const { decidedOn, outcome, outcomeOn, today, matter, decision, inspected } = facts;
  const refusals: Refusal[] = [...noSuchBody(facts.body)];
  if (facts.isThereAlready) refusals.push(recordedAlready);
  if (decidedOn > today) refusals.push(inTheFuture('decided_on'));
  if (outcome !== null && (facts.kind === 'referral') === (outcome === 'overturned'))
    refusals.push(otherOutcome);
  if ((outcome === null) !== (outcomeOn === null)) refusals.push(outcomeWhole);
  if (outcomeOn && outcomeOn < decidedOn) refusals.push(outcomeEarly);
  if (outcomeOn && outcomeOn > today) refusals.push(inTheFuture('outcome_on'));
  if (matter && !matter.isSameMember) refusals.push(otherMember('matter'));
  if (decision && !decision.isSameMember) refusals.push(otherMember('decision'));
  if (decision && !decision.isFirst) refusals.push(notTheFirst);
  if (matter && decision) refusals.push(oneOfTwo);
  if (inspected && !inspected.isSameMember) refusals.push(otherMember('inspection_subject'));
  return refusals;
}

const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u;

/** Whether a case rests on that document: its number stands in the basis, and not as a part of another number. */
export function restsOn(basis: string, number: string): boolean {
  for (let at = basis.indexOf(number); at >= 0; at = basis.indexOf(number, at + 1)) {
    const around = [basis[at - 1] ?? '', basis[at + number.length] ?? ''];
    if (!around.some((one) => LETTER_OR_DIGIT.test(one))) return true;
  }
  return false;
}

const recordedAlready = refusal(
  'recorded_already',
  w(
    'Văn bản này về đảng viên này đã được ghi. Hãy mở bản ghi đó và bổ sung kết quả.',
    'This document about this member is recorded. Open that record and add what came of it.',
  ),
  'number',
);

const otherOutcome = refusal(
  'other_outcome',
  w(
    'Chuyển hồ sơ thì kết quả là khởi tố hoặc không khởi tố; bản án, quyết định xử phạt thì chỉ ghi khi bị hủy bỏ.',
    'Papers handed over lead to prosecution or none; of a judgment or a penalty only that it was overturned is noted.',
  ),
  'outcome',
);

const outcomeWhole = refusal(
  'outcome_whole',
  w(
    'Hãy ghi cả kết quả và ngày có kết quả, hoặc để trống cả hai.',
    'Enter the outcome and its day, or neither.',
  ),
  'outcome_on',
);

const outcomeEarly = refusal(
  'outcome_early',
  w('Kết quả không thể có trước ngày của văn bản.', 'Nothing came of it before the day of the document.'),
  'outcome_on',
);

const otherMember = (field: string): Refusal =>
  refusal(
    'other_member',
    w(
      'Hồ sơ được chọn là về đảng viên khác, hoặc về tổ chức.',
      'What is chosen is about another member or an organisation.',
    ),
    field,
  );

const notTheFirst = refusal(
  'not_the_first',
  w('Hãy chọn quyết định đầu tiên của vụ việc.', 'Choose the first decision of the case.'),
  'decision',
);

const oneOfTwo = refusal(
  'one_of_two',
  w(
    'Chỉ chọn một: hồ sơ kỷ luật, hoặc quyết định nếu không có hồ sơ ở đây.',
    'Choose one: the case, or the decision where there is no case here.',
  ),
  'decision',
);
