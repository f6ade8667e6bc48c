/** Pure rules: which months count, when the cell is asked, how long a suspension may last. */
import { isMonth } from '../../kernel/partial-date.ts';
import { addDays, daysBetween, type PlainDate } from '../../kernel/plain-date.ts';
import { byRule, type Refusal, refusal } from '../../kernel/refusal.ts';
import { w } from '../../kernel/words.ts';
import { inTheFuture } from '../../records/refusals.ts';
import type { InForce } from '../../regulations/in-force.ts';

/** A month as stored against the present one. */
export function monthRefusals(month: string, today: PlainDate): Refusal[] {
  if (!isMonth(month)) return [whichMonth];
  return month > today.slice(0, month.length) ? [inTheFuture('month')] : [];
}

const whichMonth = refusal(
  'which_month',
  w('Hãy nhập tháng và năm, ví dụ 9/2023.', 'Enter month and year, for instance 9/2023.'),
  'month',
);

export type MissedMonth = { month: string; what: string; goodReason: string | null };

/**
 * Months of a year that count: without a good reason, by what was missed. The cell is asked once one of them reaches
 * `limit`; nothing is proposed and nothing follows by itself (24-QĐ/TW, điểm 8.1).
 */
export function countOf(months: readonly MissedMonth[], year: number, limit: number | null) {
  const counts = new Map<string, number>();
  for (const { month, what, goodReason } of months) {
    if (goodReason === null && month.startsWith(`${year}-`)) counts.set(what, (counts.get(what) ?? 0) + 1);
  }
  return [...counts].map(([what, n]) => ({ what, n, asks: limit !== null && n >= limit }));
}

export type DuesFacts = {
  month: string;
  state: string;
  paidOn: PlainDate | null;
  ground: string | null;
  /** A member of some cell in the month. */
  isMember: boolean;
  today: PlainDate;
};

/** Dues of a month: paid on a day, or exempt on a ground (01-QĐ/TW, 342-QĐ/TW); of no month that has not begun. */
export function duesRefusals(facts: DuesFacts): Refusal[] {
  const refusals = monthRefusals(facts.month, facts.today);
  if (refusals.length > 0) return refusals;
  if (!facts.isMember) refusals.push(noMemberThen);
  if (facts.state === 'paid' && !facts.paidOn) refusals.push(whenPaid);
  if (facts.state === 'exempt' && !facts.ground) refusals.push(whyExempt);
  if (facts.state === 'paid' && facts.ground) refusals.push(notBoth('ground'));
  if (facts.state === 'exempt' && facts.paidOn) refusals.push(notBoth('paid_on'));
  if (facts.paidOn && facts.paidOn > facts.today) refusals.push(inTheFuture('paid_on'));
  return refusals;
}

const noMemberThen = refusal(
  'not_a_member',
  w(
    'Trong tháng này người ấy không sinh hoạt ở chi bộ nào.',
    'In that month this person belonged to no cell.',
  ),
  'person',
);

const whenPaid = refusal('when_paid', w('Hãy ghi ngày đóng.', 'Enter the day of payment.'), 'paid_on');

const whyExempt = refusal(
  'why_exempt',
  w('Hãy ghi căn cứ được miễn.', 'Enter the ground of the exemption.'),
  'ground',
);

const notBoth = (field: string): Refusal =>
  refusal(
    'not_both',
    w(
      'Một tháng hoặc đã đóng (có ngày đóng), hoặc được miễn (có căn cứ). Hãy để trống mục kia.',
      'A month is either paid, with its day, or exempt, with its ground. Leave the other empty.',
    ),
    field,
  );

export type SuspensionFacts = {
  from: PlainDate;
  until: PlainDate;
  extendedUntil: PlainDate | null;
  extensionNumber: string | null;
  endedOn: PlainDate | null;
  endDocument: string | null;
  decidedOn: PlainDate;
  today: PlainDate;
  isMember: boolean;
  /** An order of suspension that runs on the first day is in the list already. */
  isOrdered: boolean;
  most: InForce<number> | null;
  mostWithExtension: InForce<number> | null;
};

/** A suspension, its extension and its end (22-QĐ/TW, Điều 31). */
export function suspensionRefusals(facts: SuspensionFacts): Refusal[] {
  const { from, until, extendedUntil } = facts;
  const refusals: Refusal[] = [];
  if (!facts.isMember) refusals.push(notAMember);
  if (facts.isOrdered) refusals.push(orderedAlready);
  if (facts.decidedOn > facts.today) refusals.push(inTheFuture('decided_on'));
  if (until < from) return [...refusals, endBeforeStart('until_on')];
  if (lasting(from, until) > (facts.most?.value ?? Infinity)) refusals.push(tooLong('until_on', facts.most!));
  if (extendedUntil) {
    if (extendedUntil <= until) return [...refusals, endBeforeStart('extended_until')];
    if (!facts.extensionNumber) refusals.push(whichDocument('extension_number'));
    const most = facts.mostWithExtension;
    if (most && lasting(from, extendedUntil) > most.value) refusals.push(tooLong('extended_until', most));
  }
  if (facts.endedOn && facts.endedOn <= from) refusals.push(endBeforeStart('ended_on'));
  if (facts.endedOn && !facts.endDocument) refusals.push(whichDocument('end_document'));
  return refusals;
}

/** What came from an order changes where the order is kept. */
export const byItsOrder = refusal(
  'by_its_order',
  w(
    'Lần đình chỉ này lấy từ hồ sơ quyết định đình chỉ. Hãy đính chính, gia hạn hoặc cho trở lại ở hồ sơ ấy; không mở được thì báo cán bộ kiểm tra.',
    'This suspension comes from the file of its order. Correct, extend or end it there; if you cannot open it, tell the inspection officer.',
  ),
  'person',
);

const orderedAlready = refusal(
  'ordered_already',
  w(
    'Người này đang bị đình chỉ theo quyết định đã có trong danh sách. Không nhập lần nữa.',
    'This person is suspended already by an order in the list. Do not enter it again.',
  ),
  'person',
);

/** Days of a suspension, both ends counted. */
const lasting = (from: PlainDate, until: PlainDate): number => daysBetween(from, addDays(until, 1));

const notAMember = refusal(
  'not_a_member',
  w('Vào ngày đó người này không sinh hoạt ở chi bộ nào.', 'On that day this person belonged to no cell.'),
  'person',
);

const endBeforeStart = (field: string): Refusal =>
  refusal(
    'end_before_start',
    w('Ngày này phải sau ngày trước nó.', 'This day must come after the one before it.'),
    field,
  );

const tooLong = (field: string, rule: InForce<number>): Refusal =>
  byRule(
    refusal(
      'too_long',
      w(
        `Thời gian đình chỉ không quá ${rule.value} ngày. Hãy xem lại hai ngày.`,
        `A suspension lasts at most ${rule.value} days. Check the two days.`,
      ),
      field,
    ),
    rule,
  );

const whichDocument = (field: string): Refusal =>
  refusal('which_document', w('Hãy ghi số quyết định.', 'Enter the number of the decision.'), field);
