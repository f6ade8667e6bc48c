/** Pure rules of the file: facts to refusals. */
import { earliestDay, type PartialDate } from '../../kernel/partial-date.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import { byRule, type Refusal, refusal } from '../../kernel/refusal.ts';
import { w } from '../../kernel/words.ts';
import { inTheFuture } from '../../records/refusals.ts';
import type { InForce } from '../../regulations/in-force.ts';

export type FactFacts = {
  /** Whether the text is a value of the field, in the form in which values are stored. */
  isValue: boolean;
  /** The rule that gives the value another shape; null where it fits, or where no rule is known. */
  otherShape: InForce<string> | null;
  since: PartialDate | null;
  until: PartialDate | null;
  isList: boolean;
  isPlace: boolean;
  oldText: string | null;
  /** Where the other rows of the field begin. */
  others: readonly (PartialDate | null)[];
  certainty: string;
  sourceKind: string | null;
  /** Kinds of paper without which the value is not changed; none where any will do. */
  onlyBy: readonly string[];
  /** False where the value stays as it was. */
  isChanged: boolean;
  today: PlainDate;
};

/** A fact entered or corrected, in the order of the form. */
export function factRefusals(facts: FactFacts): Refusal[] {
  const { since, until, isList, sourceKind } = facts;
  const refusals: Refusal[] = [];
  if (!facts.isValue) refusals.push(notAValue);
  else if (facts.otherShape) refusals.push(byRule(otherShape, facts.otherShape));
  if (facts.oldText !== null && !facts.isPlace) refusals.push(noPlace);
  if (since !== null && earliestDay(since) > facts.today) refusals.push(inTheFuture('since'));
  if (until !== null && !isList) refusals.push(endsByTheNext);
  if (since !== null && until !== null && until < since) refusals.push(endBeforeStart);
  if (!isList && facts.others.includes(since)) refusals.push(since === null ? statedAlready : sameDay);
  if (facts.certainty !== 'stated' && sourceKind === null) refusals.push(whichPaper);
  const proved = sourceKind !== null && facts.onlyBy.includes(sourceKind);
  if (facts.isChanged && facts.onlyBy.length > 0 && !proved) refusals.push(onlyWithPaper);
  return refusals;
}

const notAValue = refusal(
  'not_a_value',
  w(
    'Nội dung không đúng dạng của mục này. Hãy mở hồ sơ, chọn mục rồi nhập.',
    'This is no value of that field. Open the file, choose the field and enter it there.',
  ),
  'value',
);
const otherShape = refusal(
  'other_shape',
  w(
    'Số lý lịch có 6 chữ số rồi 2–3 chữ cái in hoa, viết liền. Hãy xem lại số, hoặc ghi lý do.',
    'A file number has six digits and then two or three capital letters, without spaces. Check it, or give the reason.',
  ),
  'value',
);
const noPlace = refusal(
  'no_place',
  w(
    'Mục này không phải địa danh. Hãy để trống phần ghi theo đơn vị cũ.',
    'This is no place; leave the old form empty.',
  ),
  'old_text',
);
const endsByTheNext = refusal(
  'ends_by_the_next',
  w(
    'Mục này mỗi lúc chỉ có một nội dung; nội dung sau tự kết thúc nội dung trước. Hãy để trống “Đến ngày”.',
    'This field has one value at a time, which ends where the next begins. Leave “Until” empty.',
  ),
  'until',
);
const endBeforeStart = refusal(
  'end_before_start',
  w('“Đến ngày” phải không sớm hơn “Từ ngày”.', '“Until” may not be before “Since”.'),
  'until',
);
const statedAlready = refusal(
  'stated_already',
  w(
    'Mục này đã ghi rồi. Nếu nội dung cũ sai thì sửa sai; nếu nay khác thì ghi thay đổi từ ngày nào.',
    'This field is filled already. Where the old value was wrong, correct it; where it is different now, say since when.',
  ),
  'since',
);
const sameDay = refusal(
  'same_day',
  w(
    'Đã có một thay đổi từ ngày này. Hãy sửa dòng ấy.',
    'There is a change from that day already. Correct that one.',
  ),
  'since',
);
const whichPaper = refusal(
  'which_paper',
  w(
    'Đã xem bản chính hoặc bản sao thì ghi là giấy tờ nào.',
    'Where an original or a copy was seen, say which paper.',
  ),
  'source_kind',
);
/** Row 4 of the field table (read second-hand, B), so it warns and asks for a reason. */
const onlyWithPaper: Refusal = {
  ...refusal(
    'only_with_paper',
    w(
      'Ngày sinh trong hồ sơ đảng viên chỉ đổi khi có giấy khai sinh hoặc trích lục cải chính (loại 75). Nếu vẫn ghi, hãy nêu lý do.',
      'The birth date of the Party file changes only with a birth certificate or its correction (kind 75). To go on, give the reason.',
    ),
    'source_kind',
  ),
  waivable: true,
};

export type AnswerFacts = {
  outcome: string;
  field: string;
  answer: string | null;
  since: PartialDate | null;
  isList: boolean;
};

/** What an answer to a request must say. */
export function answerRefusals({ outcome, field, answer, since, isList }: AnswerFacts): Refusal[] {
  const refusals: Refusal[] = [];
  if (answer === null) refusals.push(whyAnswer);
  if (outcome === 'changed' && field !== 'other' && since === null && !isList) refusals.push(sinceWhen);
  return refusals;
}

const whyAnswer = refusal(
  'reason_required',
  w('Hãy ghi lý do: đồng chí ấy sẽ đọc.', 'Give the reason: the member will read it.'),
  'answer',
);
const sinceWhen = refusal(
  'since_when',
  w('Thay đổi thì ghi từ ngày nào.', 'For a change, say since when.'),
  'since',
);
