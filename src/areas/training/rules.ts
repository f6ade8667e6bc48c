/** Pure rules of training. */
import type { PlainDate } from '../../kernel/plain-date.ts';
import { type Refusal, refusal } from '../../kernel/refusal.ts';
import { w } from '../../kernel/words.ts';

export type TrainingFacts = { heldFrom: PlainDate; heldTo: PlainDate; today: PlainDate };

export function trainingRefusals({ heldFrom, heldTo, today }: TrainingFacts): Refusal[] {
  const refusals: Refusal[] = [];
  if (heldFrom > today) refusals.push(notYet);
  if (heldTo < heldFrom) refusals.push(endBeforeStart);
  return refusals;
}

/** `isThereAlready`: the person is on the list of this training. */
export const attendanceRefusals = (facts: { isThereAlready: boolean }): Refusal[] =>
  facts.isThereAlready ? [listedAlready] : [];

const notYet = refusal(
  'in_the_future',
  w('Lớp này còn ở phía trước. Chỉ nhập lớp đã mở.', 'This training lies ahead. Enter only what has begun.'),
  'held_from',
);

const endBeforeStart = refusal(
  'end_before_start',
  w(
    'Ngày kết thúc trước ngày bắt đầu. Hãy xem lại hai ngày.',
    'It ends before it starts. Check the two days.',
  ),
  'held_to',
);

const listedAlready = refusal(
  'listed_already',
  w('Người này đã có trong danh sách dự lớp.', 'This person is on the list already.'),
  'person',
);
