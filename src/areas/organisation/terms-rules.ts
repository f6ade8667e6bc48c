/** Pure rules of official codes and of terms of bodies. */
import { formatDate, type PlainDate } from '../../kernel/plain-date.ts';
import { type Refusal, refusal } from '../../kernel/refusal.ts';
import { w } from '../../kernel/words.ts';

/** Another code of the unit, or the same code elsewhere, while it is in use. */
export type OtherCode = { isOwn: boolean; code: string; from: PlainDate; to: PlainDate | null };

export type CodeFacts = {
  code: string;
  from: PlainDate;
  to: PlainDate | null;
  /** The unit exists on the first day. */
  lives: boolean;
  others: readonly OtherCode[];
  /** The code of the unit directly above on that day, where it is recorded. */
  above: string | null;
};

const SHAPE = /^\d{14}$/;
/** Groups that name nobody, at the end of a superior's code: what stands before them begins the codes beneath. */
const UNNAMED = /(000)*$/;

/** What the codes beneath a unit begin with. */
export const stemOf = (code: string): string => code.replace(UNNAMED, '');

/** Whether a code fits beneath the code of the unit above it. */
export const fitsBeneath = (code: string, above: string): boolean =>
  code !== above && code.startsWith(stemOf(above));

/** Refusals of a code: 14 digits, one of a unit on a day, one unit of a code on a day; warns where it fits no superior. */
export function codeRefusals(facts: CodeFacts): Refusal[] {
  if (!SHAPE.test(facts.code)) return [notFourteen];
  if (!facts.lives) return [notThere];
  const refusals = facts.others
    .filter((other) => overlaps(facts, other))
    .map((other) => (other.isOwn ? hasCode(other) : codeTaken(other)));
  if (facts.above !== null && !fitsBeneath(facts.code, facts.above)) refusals.push(doesNotFit(facts.above));
  return refusals;
}

type Span = { from: PlainDate; to: PlainDate | null };

const overlaps = (a: Span, b: Span): boolean =>
  (b.to === null || a.from < b.to) && (a.to === null || b.from < a.to);

const notFourteen = refusal(
  'not_fourteen',
  w('Mã tổ chức gồm đúng 14 chữ số. Hãy đếm lại.', 'The code has exactly 14 digits. Count again.'),
  'code',
);

const notThere = refusal(
  'unit_not_there',
  w('Vào ngày đó chưa có tổ chức này. Hãy xem lại ngày.', 'The unit does not exist on that day. Check it.'),
  'valid_from',
);

const hasCode = ({ code, from }: OtherCode): Refusal =>
  refusal(
    'has_code',
    w(
      `Tổ chức này đã có mã ${code} từ ngày ${formatDate(from, 'vi')}. Hãy ghi ngày thôi dùng của mã ấy trước.`,
      `The unit has code ${code} from ${formatDate(from, 'en')}. Record first when that one ends.`,
    ),
    'valid_from',
  );

const codeTaken = ({ code }: OtherCode): Refusal =>
  refusal(
    'code_taken',
    w(
      `Mã ${code} đang dùng cho tổ chức khác trong thời gian đó. Hãy xem lại mã.`,
      `Code ${code} belongs to another unit at that time. Check the code.`,
    ),
    'code',
  );

const doesNotFit = (above: string): Refusal => ({
  ...refusal(
    'code_fits_not',
    w(
      `Mã không bắt đầu bằng phần của cấp trên trực tiếp (${stemOf(above)}). Hãy xem lại hoặc ghi lý do.`,
      `The code does not begin with that of the direct superior (${stemOf(above)}). Check it or give the reason.`,
    ),
    'code',
  ),
  waivable: true,
});

/** The longest term the rule in force gives, and its last day. */
export type LongestTerm = { months: number; lastDay: PlainDate; source: string };

export type TermFacts = {
  from: PlainDate;
  due: PlainDate;
  to: PlainDate | null;
  congressOn: PlainDate | null;
  byCongress: boolean;
  lives: boolean;
  longest: LongestTerm | null;
};

/** Refusals of a term: its days in order, its body there, a congress where one elected; warns beyond the rule. */
export function termRefusals(facts: TermFacts): Refusal[] {
  const { from, due, to, congressOn, byCongress, lives, longest } = facts;
  const refusals: Refusal[] = [];
  if (!lives) refusals.push(bodyNotThere);
  if (due <= from) refusals.push(overBeforeBegun);
  if (to !== null && to <= from) refusals.push(endBeforeStart);
  if (byCongress && congressOn === null) refusals.push(congressWanted);
  if (congressOn !== null && congressOn > from) refusals.push(congressLater);
  if (longest && due > longest.lastDay) refusals.push(tooLong(longest));
  return refusals;
}

const bodyNotThere = refusal(
  'body_not_there',
  w(
    'Vào ngày đó chưa có hoặc không còn cơ quan này. Hãy xem lại ngày.',
    'The body does not exist on that day. Check the day.',
  ),
  'valid_from',
);

const overBeforeBegun = refusal(
  'over_before_begun',
  w('Ngày hết nhiệm kỳ phải sau ngày bắt đầu.', 'The term is over after it has begun.'),
  'due_on',
);

const endBeforeStart = refusal(
  'end_before_start',
  w('Ngày kết thúc phải sau ngày bắt đầu.', 'The end comes after the start.'),
  'valid_to',
);

const congressWanted = refusal(
  'congress_wanted',
  w('Cơ quan do đại hội bầu: hãy ghi ngày đại hội.', 'A congress elected it: give its day.'),
  'congress_on',
);

/** A committee works as soon as it is elected (208-QĐ/TW Điều 13): its term begins on the congress or after it. */
const congressLater = refusal(
  'congress_later',
  w('Đại hội không thể sau ngày nhiệm kỳ bắt đầu.', 'The congress cannot come after the term began.'),
  'congress_on',
);

const tooLong = ({ months, lastDay, source }: LongestTerm): Refusal => ({
  ...refusal(
    'term_too_long',
    w(
      `Nhiệm kỳ dài quá ${months} tháng (đến ${formatDate(lastDay, 'vi')}). Hãy xem lại, hoặc ghi quyết định kéo dài.`,
      `The term exceeds ${months} months (to ${formatDate(lastDay, 'en')}). Check it, or name the decision that extends it.`,
    ),
    'due_on',
    source,
  ),
  waivable: true,
});
