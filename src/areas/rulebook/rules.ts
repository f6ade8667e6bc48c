/** Pure: whether a row is confirmed, and what keeps somebody from confirming rows. */
import type { PlainDate } from '../../kernel/plain-date.ts';
import { type Refusal, refusal } from '../../kernel/refusal.ts';
import { w } from '../../kernel/words.ts';
import type { Known } from '../../regulations/rule.ts';
import { type Confirmation, MOST_ROWS, type RowState } from './contract.ts';

/** Of the lines about one row, latest first, the latest of each office, where it was not taken back. */
export function standing(lines: readonly Confirmation[]): Confirmation[] {
  const latest = new Map<string | null, Confirmation>();
  for (const line of lines) if (!latest.has(line.unit)) latest.set(line.unit, line);
  return [...latest.values()].filter((line) => line.stands);
}

/** `digest` is that of the row as the packs have it now. */
export function stateOf(digest: string, stands: readonly Confirmation[]): RowState {
  if (stands.some((line) => line.digest === digest)) return 'confirmed';
  return stands.length > 0 ? 'stale' : 'unconfirmed';
}

export type Chosen = {
  /** Marks of the rows that were chosen and are as they were shown. */
  known: readonly Known[];
  /** Rows that the packs no longer have as they were shown. */
  changed: number;
  note: string;
  confirmedOn: PlainDate;
  today: PlainDate;
};

export function confirmationRefusals({ known, changed, note, confirmedOn, today }: Chosen): Refusal[] {
  const refusals: Refusal[] = [];
  if (changed > 0) refusals.push(CHANGED);
  else if (known.length === 0) refusals.push(NONE_CHOSEN);
  if (known.length > MOST_ROWS) refusals.push(TOO_MANY);
  if (confirmedOn > today) refusals.push(IN_THE_FUTURE);
  if (note === '' && known.some((mark) => mark !== 'A')) refusals.push(GROUND_REQUIRED);
  return refusals;
}

const CHANGED = refusal(
  'changed',
  w(
    'Bộ quy định đã đổi so với lúc đồng chí mở trang. Hãy mở lại trang và xem lại từng dòng.',
    'The packs have changed since you opened the page. Open it again and look at each row.',
  ),
  'row',
);

const NONE_CHOSEN = refusal(
  'none_chosen',
  w('Hãy chọn ít nhất một dòng đã đối chiếu.', 'Choose at least one row that was compared.'),
  'row',
);

const TOO_MANY = refusal(
  'too_many',
  w(
    `Mỗi lần xác nhận nhiều nhất ${MOST_ROWS} dòng, để từng dòng được đọc. Hãy bỏ bớt rồi xác nhận tiếp lần sau.`,
    `At most ${MOST_ROWS} rows at a time, so that each is read. Leave some for the next time.`,
  ),
  'row',
);

const IN_THE_FUTURE = refusal(
  'in_the_future',
  w('Ngày xác nhận chưa tới.', 'The day of confirmation has not come.'),
  'confirmed_on',
);

const GROUND_REQUIRED = refusal(
  'required',
  w(
    'Hãy ghi căn cứ: có dòng mức U, I hoặc B, phải nói đã đối chiếu với bản nào.',
    'Give the ground: a row marked U, I or B was chosen; say which text it was compared with.',
  ),
  'note',
);
