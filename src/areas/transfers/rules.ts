/** Pure rules of transfers: where one stands, whose step is next, what the deadlines say, what is refused. */
import { formatDate, type PlainDate } from '../../kernel/plain-date.ts';
import { type Refusal, refusal } from '../../kernel/refusal.ts';
import { type Words, w } from '../../kernel/words.ts';
import { inTheFuture } from '../../records/refusals.ts';
import type { Boundary, Standing } from '../membership/contract.ts';
import type { Kind } from './contract.ts';

export type FilePlace = 'origin' | 'member' | 'post' | 'destination';

/** A transfer as its rules read it; a step that is not done has no day. */
export type TransferRow = {
  id: string;
  person: string;
  person_name: string;
  unit: string;
  kind: Kind;
  to_unit: string | null;
  to_place: string | null;
  /** Of an arrival: the place outside these records that introduced the member, and the standing its paper names. */
  from_place: string | null;
  standing: Standing | null;
  across: Boundary | null;
  purpose: string | null;
  full_time_study: boolean;
  decided_on: PlainDate;
  requested_on: PlainDate;
  until_on: PlainDate | null;
  reviewed_on: PlainDate | null;
  review_number: string | null;
  introduced_on: PlainDate | null;
  letter_number: string | null;
  file_with: FilePlace;
  file_since: PlainDate | null;
  received_on: PlainDate | null;
  received_cell: string | null;
  confirmed_on: PlainDate | null;
  confirmation_number: string | null;
  returned_on: PlainDate | null;
  ended_on: PlainDate | null;
  ended_by: 'withdrawn' | 'forged' | 'left' | null;
};

export type State = 'requested' | 'reviewed' | 'introduced' | 'received' | 'confirmed' | 'returned' | 'ended';

export const STATES: Readonly<Record<State, Words>> = {
  requested: w('Đã đề nghị', 'Requested'),
  reviewed: w('Chi bộ đã nhận xét', 'Reviewed by the cell'),
  introduced: w('Đã giới thiệu đi', 'Introduced out'),
  received: w('Đã tiếp nhận', 'Received'),
  confirmed: w('Đã có phiếu báo', 'Answered'),
  returned: w('Đã trở lại', 'Returned'),
  ended: w('Đã thôi', 'Ended'),
};

/** Where a transfer stands: the latest step that was done. */
export function stateOf(t: TransferRow): State {
  if (t.ended_on) return 'ended';
  if (t.returned_on) return 'returned';
  if (t.confirmed_on) return 'confirmed';
  if (t.received_on) return 'received';
  if (t.introduced_on) return 'introduced';
  return t.reviewed_on ? 'reviewed' : 'requested';
}

/** Whether nothing is left to do at either end. */
export function isFinished(t: TransferRow): boolean {
  const state = stateOf(t);
  if (state === 'ended' || state === 'returned') return true;
  return state === 'confirmed' ? t.kind !== 'temporary' : state === 'received' && t.kind === 'internal';
}

/** Kinds that the two deadlines of an official transfer bind. */
const CLOCKED: readonly Kind[] = ['official', 'forces'];
/** Kinds the cell need not review before the introduction. */
const LIGHT: readonly Kind[] = ['internal', 'temporary'];

export const isClocked = (kind: Kind): boolean => CLOCKED.includes(kind);

export type Step =
  | 'review'
  | 'introduce'
  | 'receive'
  | 'confirm'
  | 'file'
  | 'return'
  | 'withdraw'
  | 'undo_receipt';

type End = 'origin' | 'destination';

/**
 * Which steps a state allows and which end takes them. An end outside these records takes none itself: the other end
 * records what its papers say. A receipt recorded by mistake is taken back by the end that recorded it.
 */
export function stepsOf(t: TransferRow): { step: Step; end: End | 'either' }[] {
  const far: End = t.to_place ? 'origin' : 'destination';
  const near: End = t.from_place ? 'destination' : 'origin';
  const withdraw = { step: 'withdraw', end: near } as const;
  const undo = { step: 'undo_receipt', end: far } as const;
  const file = { step: 'file', end: 'either' } as const;
  const introduce = { step: 'introduce', end: 'origin' } as const;
  switch (stateOf(t)) {
    case 'requested':
      return [{ step: 'review', end: 'origin' }, ...(LIGHT.includes(t.kind) ? [introduce] : []), withdraw];
    case 'reviewed':
      return [introduce, withdraw];
    case 'introduced':
      return [{ step: 'receive', end: far }, file, withdraw];
    case 'received':
      return [
        ...(t.kind === 'internal' ? [] : [{ step: 'confirm', end: far } as const]),
        ...(t.kind === 'temporary' ? [{ step: 'return', end: 'either' } as const] : []),
        ...(t.file_with === 'destination' ? [] : [file]),
        undo,
      ];
    case 'confirmed':
      return [
        ...(t.kind === 'temporary' ? [{ step: 'return', end: 'either' } as const] : []),
        ...(t.file_with === 'destination' ? [] : [file]),
        undo,
      ];
    default:
      return [];
  }
}

/** Steps the reader may take, standing at one end or at both. */
export const stepsFor = (t: TransferRow, ends: { isOrigin: boolean; isDestination: boolean }): Step[] =>
  stepsOf(t)
    .filter(({ end }) =>
      end === 'either'
        ? ends.isOrigin || ends.isDestination
        : end === 'origin'
          ? ends.isOrigin
          : ends.isDestination,
    )
    .map(({ step }) => step);

export type List = 'to_do' | 'under_way' | 'coming';

/** In which of the three lists a transfer stands for whoever acts at an end; once in each that fits. */
export function listsOf(t: TransferRow, ends: { isOrigin: boolean; isDestination: boolean }): List[] {
  const state = stateOf(t);
  const lists = new Set<List>();
  if (state === 'requested' || state === 'reviewed') {
    if (ends.isOrigin) lists.add('to_do');
  } else if (state === 'introduced') {
    if (ends.isDestination) lists.add('coming');
    if (ends.isOrigin) lists.add('under_way');
  } else if (state === 'received' && t.kind !== 'internal') {
    const answers = t.to_place ? ends.isOrigin : ends.isDestination;
    if (answers) lists.add('to_do');
    if (ends.isOrigin && t.to_unit) lists.add('under_way');
  } else if (state === 'confirmed' && t.kind === 'temporary') lists.add('under_way');
  return [...lists];
}

/** At every moment one end counts the member: the origin until received; of temporary activity always the home unit. */
export const countedAt = (t: TransferRow): End =>
  t.received_on !== null && t.kind !== 'temporary' ? 'destination' : 'origin';

/** The last day in time of a step, with the rule; null where none binds or it could not be reckoned. */
export type Limit = { on: PlainDate; source: string } | null;

export type StepFacts = {
  transfer: TransferRow;
  step: Step;
  may: readonly Step[];
  on: PlainDate;
  today: PlainDate;
  limit: Limit;
  /** Of a receiving cell: null where none was named, `isCell` whether it was one on the day. */
  cell: { isCell: boolean } | null;
};

export const FIELD_OF: Readonly<Record<Step, string>> = {
  review: 'reviewed_on',
  introduce: 'introduced_on',
  receive: 'received_on',
  confirm: 'confirmed_on',
  file: 'file_since',
  return: 'returned_on',
  withdraw: 'ended_on',
  undo_receipt: 'received_on',
};

/** What stands against a step; a deadline that has passed is let through with a reason, for the superior decides (điểm 6.3.1). */
export function stepRefusals({ transfer: t, step, may, on, today, limit, cell }: StepFacts): Refusal[] {
  if (!may.includes(step)) return [notTheStep(STATES[stateOf(t)])];
  const field = FIELD_OF[step];
  if (on > today) return [inTheFuture(field)];
  const before = {
    review: t.requested_on,
    introduce: t.reviewed_on ?? t.requested_on,
    withdraw: t.requested_on,
  };
  const earliest =
    step in before
      ? before[step as keyof typeof before]
      : step === 'receive' || step === 'file'
        ? t.introduced_on
        : t.received_on;
  if (earliest && on < earliest) return [tooEarly(earliest, field)];
  if (step === 'receive' && !t.to_place && !cell) return [whichCell];
  if (step === 'receive' && cell && !cell.isCell) return [notACell];
  if (limit && on > limit.on) return [{ ...late(limit.on, field), rule: limit.source, waivable: true }];
  return [];
}

const notTheStep = (state: Words): Refusal =>
  refusal(
    'not_the_step',
    w(
      `Việc chuyển này đang ở bước “${state.vi}”; bước vừa gửi không làm được ở đây, hoặc thuộc đầu kia. Hãy xem lại trang.`,
      `This transfer stands at “${state.en}”; the step sent is not possible now, or is the other end’s. Look at the page again.`,
    ),
  );

const tooEarly = (earliest: PlainDate, field: string): Refusal =>
  refusal(
    'too_early',
    w(
      `Ngày này trước bước liền trước (${formatDate(earliest, 'vi')}). Hãy xem lại ngày.`,
      `This day comes before the step before it (${formatDate(earliest, 'en')}). Check the day.`,
    ),
    field,
  );

const late = (on: PlainDate, field: string): Refusal =>
  refusal(
    'late',
    w(
      `Hạn của bước này là ${formatDate(on, 'vi')}. Quá hạn thì phải báo cáo cấp trên; hãy ghi lý do và ý kiến của cấp trên.`,
      `The deadline of this step was ${formatDate(on, 'en')}. Past it, report to the superior; give the reason and what was decided.`,
    ),
    field,
  );

const whichCell = refusal(
  'which_cell',
  w('Hãy chọn chi bộ tiếp nhận.', 'Choose the receiving cell.'),
  'received_cell',
);

const notACell = refusal(
  'not_a_cell',
  w(
    'Vào ngày tiếp nhận nơi này không phải một chi bộ. Hãy chọn chi bộ mà đảng viên sẽ sinh hoạt.',
    'On the day of receipt this was no cell. Choose the cell the member will belong to.',
  ),
  'received_cell',
);

/** The member's stay was ended or moved by something else since the introduction. */
export const movedMeanwhile = refusal(
  'moved',
  w(
    'Từ khi giới thiệu, kỳ sinh hoạt của đảng viên này đã thay đổi, hoặc đã ở chi bộ này rồi. Hãy trao đổi với nơi đi.',
    'Since the introduction the member’s stay has changed, or is in this cell already. Speak with the origin.',
  ),
);
