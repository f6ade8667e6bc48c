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
  value: number | null;
  percent: string | null;
  baseOn: PlainDate | null;
  /** The target it is a share of; null for an ordinary one. */
  split: SplitFacts | null;
};

export type SplitFacts = {
  /** Same indicator and year. */
  isAlike: boolean;
  /** The unit it was given to had ended by the day. */
  hasEnded: boolean;
  /** The receiver is one of its successors. */
  isSuccessor: boolean;
};

export function targetRefusals(facts: TargetFacts): Refusal[] {
  const refusals: Refusal[] = [];
  refusals.push(...numberRefusals(facts));
  if (facts.split) refusals.push(...splitRefusals(facts.split));
  if (facts.isGiven && !facts.isBeneathGiver) refusals.push(notBeneath);
  if (facts.decidedOn > facts.today) refusals.push(inTheFuture('decided_on'));
  const { latestOther } = facts;
  if (latestOther && !facts.isCorrection && facts.decidedOn <= latestOther)
    refusals.push(notLater(latestOther));
  return refusals;
}

/** A number, or a percentage with the day its members are counted on. */
function numberRefusals({ value, percent, baseOn, isCorrection, decidedOn }: TargetFacts): Refusal[] {
  if (percent !== null && !isPercent(percent)) return [notAPercent];
  if (value === null && percent === null) return [numberWanted];
  if (value !== null && percent !== null && !isCorrection) return [oneOfTwo];
  if ((percent === null) !== (baseOn === null)) return [dayWanted];
  return baseOn !== null && baseOn > decidedOn ? [countedLater] : [];
}

const PERCENT = /^\d{1,2}(,\d{1,2})?$/;

const isPercent = (text: string): boolean => PERCENT.test(text);

function splitRefusals({ isAlike, hasEnded, isSuccessor }: SplitFacts): Refusal[] {
  if (!isAlike) return [otherTarget];
  if (!hasEnded) return [stillThere];
  return isSuccessor ? [] : [noSuccessor];
}

const notAPercent = refusal(
  'not_a_percent',
  w('Tỷ lệ ghi như 3 hoặc 3,25.', 'A percentage is written 3 or 3,25.'),
  'percent',
);

const numberWanted = refusal(
  'number_wanted',
  w('Hãy nhập số giao, hoặc tỷ lệ %.', 'Enter the number, or the percentage.'),
  'value',
);

const oneOfTwo = refusal(
  'one_of_two',
  w('Chỉ nhập số giao hoặc tỷ lệ: một trong hai.', 'Enter the number or the percentage: one of the two.'),
  'percent',
);

const dayWanted = refusal(
  'base_day',
  w(
    'Giao theo tỷ lệ phải có cả tỷ lệ và ngày tính tổng số đảng viên.',
    'A percentage needs the day on which members are counted.',
  ),
  'base_on',
);

const countedLater = refusal(
  'base_later',
  w(
    'Ngày tính tổng số đảng viên không thể sau ngày giao.',
    'Members cannot be counted after the day it was given.',
  ),
  'base_on',
);

const otherTarget = refusal(
  'other_target',
  w('Chỉ tiêu được chia phải cùng năm, cùng loại.', 'The target that is split is of the same year and kind.'),
  'split_from',
);

const stillThere = refusal(
  'still_there',
  w(
    'Đơn vị nhận chỉ tiêu ấy vẫn còn hoạt động vào ngày này. Chỉ chia chỉ tiêu của đơn vị đã kết thúc.',
    'The unit of that target still exists on the day. Only that of an ended unit is split.',
  ),
  'split_from',
);

const noSuccessor = refusal(
  'no_successor',
  w(
    'Nơi nhận không phải tổ chức kế thừa của đơn vị đã kết thúc. Hãy chọn lại.',
    'The receiver is no successor of the ended unit. Choose again.',
  ),
  'unit',
);

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
