/** Refusals that several parts of discipline give. */
import { type Refusal, refusal } from '../../kernel/refusal.ts';
import { w } from '../../kernel/words.ts';

/** What the record rests on cannot be opened under the mandate in use. */
export const notSeen = (field: string): Refusal =>
  refusal(
    'not_seen',
    w(
      'Nhiệm vụ đang dùng không mở được hồ sơ này. Hãy nhờ người được giao vụ việc, hoặc đề nghị được giao.',
      'The mandate in use does not open this case. Ask whoever it is assigned to, or ask to be assigned.',
    ),
    field,
  );

/** A record that steps were taken in is no mistake of entering alone. */
export const stepsStand = refusal(
  'steps_stand',
  w(
    'Hồ sơ này đã ghi các bước. Hãy rút từng bước trước, rồi mới rút được bản ghi.',
    'Steps are recorded in this case. Take each back first; then the record can be withdrawn.',
  ),
);

export const byRecord = refusal(
  'by_record',
  w(
    'Bước này được ghi cùng kết quả bỏ phiếu hoặc quyết định; hãy nhập bản ghi đó.',
    'This step is recorded with the ballot or the decision; enter that record.',
  ),
  'step',
);
