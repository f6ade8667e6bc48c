/** Pure rules of targets: facts to refusals. */
import { formatDate, type PlainDate } from '../../kernel/plain-date.ts';
import { type Refusal, refusal } from '../../kernel/refusal.ts';
import { w } from '../../kernel/words.ts';
import { inTheFuture } from '../../records/refusals.ts';

export type TargetFacts = {
  decidedOn: PlainDate;
  today: PlainDate;
  isGiven: boolean;
  /** The receiver lay beneath the giver on the day. */
  isBeneathGiver: boolean;
  /** Day of the latest other target of the same unit, indicator and year. */
  latestOther: PlainDate | null;
  isCorrection: boolean;
};

export function targetRefusals(facts: TargetFacts): Refusal[] {
  const refusals: Refusal[] = [];
  if (facts.isGiven && !facts.isBeneathGiver) refusals.push(notBeneath);
  if (facts.decidedOn > facts.today) refusals.push(inTheFuture('decided_on'));
  const { latestOther } = facts;
  if (latestOther && !facts.isCorrection && facts.decidedOn <= latestOther)
    refusals.push(notLater(latestOther));
  return refusals;
}

const notBeneath = refusal(
  'not_beneath',
  w(
    'Nơi nhận không trực thuộc nơi giao vào ngày giao. Hãy chọn lại nơi giao hoặc nơi nhận.',
    'On that day the receiving unit did not lie beneath the giver. Choose the giver or the receiver again.',
  ),
  'given_by',
);

const notLater = (latest: PlainDate): Refusal =>
  refusal(
    'revision_not_later',
    w(
      `Chỉ tiêu năm này đã giao ngày ${formatDate(latest, 'vi')}. Điều chỉnh phải có ngày sau ngày đó; nếu ghi nhầm, hãy sửa bản ghi cũ.`,
      `This year’s target was given on ${formatDate(latest, 'en')}. A revision needs a later day; to mend a slip, correct that record.`,
    ),
    'decided_on',
  );
