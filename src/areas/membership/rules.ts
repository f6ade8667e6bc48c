/** Pure rules of membership: facts to refusals. */
import { formatDate, type PlainDate } from '../../kernel/plain-date.ts';
import { type Refusal, refusal } from '../../kernel/refusal.ts';
import { w } from '../../kernel/words.ts';
import { inTheFuture } from '../../records/refusals.ts';
import { CELL_KINDS } from '../organisation/contract.ts';

export type Span = { from: PlainDate; to: PlainDate | null };

/** A stay of the same person, and how it ended. */
export type OtherStay = Span & { leftBy: string | null };

/** What is known of a cell on the day in question, and of its whole life; null where there is no such unit. */
export type CellFacts = { kind: string | null; life: Span } | null;

export type StayFacts = Span & {
  cell: CellFacts;
  cameBy: string;
  leftBy: string | null;
  departureDocument: string | null;
  others: readonly OtherStay[];
  today: PlainDate;
};

const overlap = (a: Span, b: Span): boolean =>
  (b.to === null || a.from < b.to) && (a.to === null || b.from < a.to);

/** A stay entered or corrected by hand, in the order of the form. */
export function stayRefusals(facts: StayFacts): Refusal[] {
  const refusals: Refusal[] = [];
  if (facts.to !== null && facts.to <= facts.from) return [endBeforeStart];
  if (facts.from > facts.today) refusals.push(inTheFuture('valid_from'));
  if (facts.to !== null && facts.to > facts.today && facts.leftBy !== 'rehoming')
    refusals.push(inTheFuture('valid_to'));
  refusals.push(...cellRefusals(facts.cell, facts, 'unit'));
  if (facts.others.some((other) => overlap(facts, other))) refusals.push(twoCells);
  const isLast = (end: OtherStay, next: Span) =>
    end.leftBy === 'death' && end.to !== null && next.from >= end.to;
  if (facts.others.some((other) => isLast(other, facts) || isLast(facts, other))) refusals.push(hasDied);
  if (facts.to !== null && facts.leftBy === null) refusals.push(reasonOfLeaving);
  if (facts.to === null && facts.leftBy !== null) refusals.push(dayOfLeaving);
  if (facts.leftBy !== null && !facts.departureDocument) refusals.push(documentOfLeaving);
  return refusals;
}

/** A cell to belong to over a span: a cell on its first day, and not ended within it. */
function cellRefusals(cell: CellFacts, span: Span, field: string): Refusal[] {
  if (!cell || cell.kind === null || span.from < cell.life.from) return [notThere(span.from, field)];
  if (!CELL_KINDS.includes(cell.kind)) return [notACell(field)];
  const { to } = cell.life;
  return to !== null && (span.to === null || span.to > to) ? [cellEnds(to, field)] : [];
}

const notThere = (day: PlainDate, field: string): Refusal =>
  refusal(
    'cell_not_there',
    w(
      `Ngày ${formatDate(day, 'vi')} chưa có hoặc không còn chi bộ này. Hãy chọn chi bộ khác hoặc xem lại ngày.`,
      `On ${formatDate(day, 'en')} there is no such cell. Choose another cell or check the date.`,
    ),
    field,
  );

const notACell = (field: string): Refusal =>
  refusal(
    'not_a_cell',
    w(
      'Tổ chức này không phải chi bộ. Hãy chọn chi bộ nơi đảng viên sinh hoạt.',
      'This unit is not a cell. Choose the cell the member belongs to.',
    ),
    field,
  );

const cellEnds = (day: PlainDate, field: string): Refusal =>
  refusal(
    'cell_ends',
    w(
      `Chi bộ này chấm dứt từ ngày ${formatDate(day, 'vi')}. Hãy chọn chi bộ kế thừa hoặc ghi ngày thôi sinh hoạt.`,
      `This cell ended on ${formatDate(day, 'en')}. Choose its successor or enter the day the stay ended.`,
    ),
    field,
  );

const endBeforeStart = refusal(
  'end_before_start',
  w(
    'Ngày thôi phải sau ngày bắt đầu. Hãy xem lại hai ngày.',
    'The end must come after the start. Check the two dates.',
  ),
  'valid_to',
);

const twoCells = refusal(
  'two_cells',
  w(
    'Người này đang sinh hoạt ở một chi bộ khác trong thời gian đó. Hãy kết thúc kỳ sinh hoạt kia trước.',
    'This person belongs to another cell at that time. End that stay first.',
  ),
  'person',
);

const hasDied = refusal(
  'has_died',
  w(
    'Hồ sơ ghi người này đã từ trần. Nếu ghi nhầm, hãy đính chính kỳ sinh hoạt kết thúc vì từ trần trước.',
    'The file says this person has died. If that is a mistake, correct the stay that ended by death first.',
  ),
  'person',
);

const reasonOfLeaving = refusal(
  'reason_of_leaving',
  w('Hãy chọn lý do thôi sinh hoạt.', 'Choose why the stay ended.'),
  'left_by',
);

const dayOfLeaving = refusal(
  'day_of_leaving',
  w('Hãy nhập ngày thôi sinh hoạt.', 'Enter the day the stay ended.'),
  'valid_to',
);

const documentOfLeaving = refusal(
  'document_of_leaving',
  w(
    'Hãy nhập số quyết định hoặc giấy tờ khi thôi sinh hoạt.',
    'Enter the number of the decision or paper by which the stay ended.',
  ),
  'departure_document',
);

/** The stay on the day before somebody leaves, and the stays after it. */
export type LeavingFacts = {
  on: PlainDate;
  today: PlainDate;
  /** The stay that covers the day and began before it. */
  current: { to: PlainDate | null; leftBy: string | null } | null;
  /** Stays that begin on the day or later and did not come by a reorganisation. */
  laterStays: number;
};

/** Leaving a cell: the member is there the day before, and nothing that came later stands against it. */
export function leavingRefusals({ on, today, current, laterStays }: LeavingFacts): Refusal[] {
  if (on > today) return [inTheFuture('on')];
  if (!current) return [notAMember(on)];
  if (laterStays > 0 || (current.to !== null && current.leftBy !== 'rehoming')) return [laterChange(on)];
  return [];
}

const notAMember = (day: PlainDate): Refusal =>
  refusal(
    'not_a_member',
    w(
      `Ngay trước ngày ${formatDate(day, 'vi')} người này không sinh hoạt ở chi bộ nào. Hãy xem lại người và ngày.`,
      `On the eve of ${formatDate(day, 'en')} this person belonged to no cell. Check the person and the date.`,
    ),
    'person',
  );

const laterChange = (day: PlainDate): Refusal =>
  refusal(
    'changed_later',
    w(
      `Sau ngày ${formatDate(day, 'vi')} đã ghi một thay đổi khác về sinh hoạt của người này. Hãy sửa thay đổi đó trước.`,
      `After ${formatDate(day, 'en')} another change of this person’s membership is recorded. Correct that one first.`,
    ),
    'on',
  );

export type JoiningFacts = {
  on: PlainDate;
  cell: CellFacts;
  stays: readonly OtherStay[];
  today: PlainDate;
};

/** Joining a cell for good from a day. */
export function joiningRefusals({ on, cell, stays, today }: JoiningFacts): Refusal[] {
  if (on > today) return [inTheFuture('on')];
  const span = { from: on, to: null };
  const refusals = cellRefusals(cell, span, 'cell');
  if (stays.some((other) => overlap(span, other))) refusals.push(alreadyMember(on));
  if (stays.some(({ leftBy }) => leftBy === 'death')) refusals.push(hasDied);
  return refusals;
}

const alreadyMember = (day: PlainDate): Refusal =>
  refusal(
    'already_member',
    w(
      `Vào ngày ${formatDate(day, 'vi')} hoặc sau đó người này đã sinh hoạt ở một chi bộ. Hãy xem lại người và ngày.`,
      `On ${formatDate(day, 'en')} or later this person belongs to a cell already. Check the person and the date.`,
    ),
    'person',
  );

export type RecognitionFacts = {
  on: PlainDate;
  isMember: boolean;
  /** Standing on the eve of the day. */
  standing: 'probationary' | 'official' | null;
};

/** Becoming official: from probationary, as a member of a cell (Điều lệ Đảng, Điều 5). */
export function recognitionRefusals({ on, isMember, standing }: RecognitionFacts): Refusal[] {
  if (!isMember) return [notAMember(on)];
  if (standing === 'probationary') return [];
  return [
    refusal(
      'not_probationary',
      w(
        `Ngay trước ngày ${formatDate(on, 'vi')} người này không phải đảng viên dự bị. Hãy xem lại người và ngày.`,
        `On the eve of ${formatDate(on, 'en')} this person is no probationary member. Check the person and the date.`,
      ),
      'person',
    ),
  ];
}

/** Refusals of taking back a step that others were built upon. */
export const hasFollowed = refusal(
  'has_followed',
  w(
    'Sau việc này đã ghi việc khác dựa vào nó. Hãy rút hoặc sửa việc sau trước.',
    'Something recorded later rests on this. Withdraw or correct that first.',
  ),
);

export type PersonFacts = { born: PlainDate | null; today: PlainDate; unitChanged: boolean; stays: number };

export function personRefusals({ born, today, unitChanged, stays }: PersonFacts): Refusal[] {
  const refusals: Refusal[] = [];
  if (born && born > today) refusals.push(inTheFuture('birth_date'));
  if (unitChanged && stays > 0) refusals.push(unitFollowsStay);
  return refusals;
}

const unitFollowsStay = refusal(
  'unit_follows_stay',
  w(
    'Hồ sơ đảng viên nằm ở chi bộ đang sinh hoạt. Hãy ghi việc chuyển sinh hoạt thay vì sửa mục này.',
    'A member’s file lies in the present cell. Record a transfer instead of changing this.',
  ),
  'unit',
);

export const personInUse = refusal(
  'in_use',
  w(
    'Người này đã có thời gian sinh hoạt ở chi bộ. Hãy rút các bản ghi đó trước.',
    'This person has stays in a cell. Withdraw those first.',
  ),
);

export type ExemptionFacts = Span & { isMember: boolean; decidedOn: PlainDate; today: PlainDate };

/** The cell exempts a member at the member's request (24-QĐ/TW, điểm 7.1). */
export function exemptionRefusals(facts: ExemptionFacts): Refusal[] {
  if (facts.to !== null && facts.to <= facts.from) return [endBeforeStart];
  const refusals: Refusal[] = [];
  if (facts.decidedOn > facts.today) refusals.push(inTheFuture('decided_on'));
  if (!facts.isMember) refusals.push(notAMember(facts.from));
  return refusals;
}

export const standingRefusals = (span: Span): Refusal[] =>
  span.to !== null && span.to <= span.from ? [endBeforeStart] : [];
