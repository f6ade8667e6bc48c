/** What stands against moving a dossier, and against stating that nobody is left. Pure. */
import type { PlainDate } from '../../kernel/plain-date.ts';
import { type Refusal, refusal } from '../../kernel/refusal.ts';
import { w } from '../../kernel/words.ts';
import { inTheFuture } from '../../records/refusals.ts';
import type { Ground } from './moves.ts';

export type MoveFacts = {
  today: PlainDate;
  movedOn: PlainDate;
  openedOn: PlainDate;
  hasEnded: boolean;
  ground: Ground;
  /** Whether the cell that keeps the dossier stands no more on the day. */
  cellEnded: boolean;
  letter: { kind: string | null; number: string | null };
  to: { isSame: boolean; isCell: boolean; mayWrite: boolean };
};

/** In the order of the form. A cell that stands keeps its dossiers unless the candidate goes, by the letter of both ends. */
export function moveRefusals(facts: MoveFacts): Refusal[] {
  if (facts.hasEnded) return [hasEnded];
  const refusals: Refusal[] = [];
  if (facts.to.isSame) refusals.push(sameCell);
  else if (!facts.to.isCell) refusals.push(notACell);
  else if (!facts.to.mayWrite) refusals.push(beyond);
  if (facts.movedOn > facts.today) refusals.push(inTheFuture('moved_on'));
  if (facts.movedOn < facts.openedOn) refusals.push(beforeOpening);
  if (facts.ground === 'reorganised' && !facts.cellEnded) refusals.push(cellStands);
  if (facts.ground !== 'reorganised' && !facts.letter.kind) refusals.push(byWhichLetter('letter_kind'));
  if (facts.ground !== 'reorganised' && !facts.letter.number) refusals.push(byWhichLetter('letter_number'));
  return refusals;
}

export type NobodyFacts = {
  from: PlainDate;
  to: PlainDate | null;
  today: PlainDate;
  isGrassroots: boolean;
};

export function nobodyRefusals({ from, to, today, isGrassroots }: NobodyFacts): Refusal[] {
  if (to !== null && to <= from) return [endBeforeStart];
  const refusals: Refusal[] = [];
  if (!isGrassroots) refusals.push(notGrassroots);
  if (from > today) refusals.push(inTheFuture('valid_from'));
  return refusals;
}

const hasEnded = refusal(
  'has_ended',
  w('Hồ sơ này đã dừng nên không chuyển nữa.', 'This dossier has ended; it does not move.'),
);

const sameCell = refusal(
  'same_cell',
  w('Hồ sơ đang ở chi bộ này. Hãy chọn chi bộ khác.', 'The dossier is in this cell. Choose another.'),
  'to_unit',
);

const notACell = refusal(
  'not_a_cell',
  w(
    'Vào ngày chuyển nơi này không phải một chi bộ. Hãy chọn chi bộ.',
    'On the day this was no cell. Choose a cell.',
  ),
  'to_unit',
);

const beyond = refusal(
  'beyond',
  w(
    'Chi bộ này ngoài phạm vi của đồng chí. Hãy đề nghị cấp trên chung chuyển hồ sơ.',
    'This cell is beyond your part of the tree. Ask the common superior to move the dossier.',
  ),
  'to_unit',
);

const beforeOpening = refusal(
  'before_opening',
  w('Ngày chuyển không thể trước ngày mở hồ sơ.', 'It cannot move before it was opened.'),
  'moved_on',
);

const cellStands = refusal(
  'cell_stands',
  w(
    'Chi bộ giữ hồ sơ vẫn hoạt động vào ngày này. Hãy chọn lý do khác.',
    'The cell that keeps the dossier stands on this day. Choose another ground.',
  ),
  'ground',
);

const byWhichLetter = (field: string): Refusal =>
  refusal(
    'which_letter',
    w(
      'Người vào Đảng chuyển nơi thì có công văn giới thiệu (loại 92–95). Hãy ghi loại và số.',
      'A candidate who moves is introduced by a letter (kinds 92–95). Enter its kind and number.',
    ),
    field,
  );

const endBeforeStart = refusal(
  'end_before_start',
  w('Ngày thôi phải sau ngày bắt đầu.', 'The end must come after the start.'),
  'valid_to',
);

const notGrassroots = refusal(
  'not_grassroots',
  w(
    'Vào ngày này nơi này không phải tổ chức cơ sở đảng. Biểu 2 đếm đảng bộ cơ sở, chi bộ cơ sở.',
    'On this day it was no grassroots organisation, which is what form 2 counts.',
  ),
  'unit',
);
