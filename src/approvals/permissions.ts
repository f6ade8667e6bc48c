/**
 * Acts that are done elsewhere, by whoever was permitted: an export, a restore, a purge, a publication. Approving
 * one writes nothing more; for its 72 hours, isPermitted() says yes to the very same key.
 */
import { done } from '../kernel/refusal.ts';
import { type Words, w } from '../kernel/words.ts';
import type { Act, Fact } from './define.ts';

export type Permission = {
  unit: string;
  /** What exactly is permitted, compared as a whole: type, filters and SHA-256 of the row ids of an export. */
  key: Readonly<Record<string, unknown>>;
  subjects?: readonly string[];
  facts: readonly Fact[];
};

const permission = (kind: string, words: Words, consequence: Words): Act => ({
  kind,
  words,
  consequences: [consequence],
  async perform(_desk, _tx, payload) {
    const { unit, subjects, facts } = payload as Permission;
    return done({ unit, subjects: subjects ?? [], shown: facts });
  },
});

export const permissions: readonly Act[] = [
  permission(
    'export',
    w('Xuất danh sách trên 100 đảng viên', 'Export of more than 100 member rows'),
    w(
      'Người đề nghị tải được đúng danh sách này cho đến hết hạn của đề nghị.',
      'Whoever proposed it can take out exactly this list until the proposal runs out.',
    ),
  ),
  permission(
    'restore',
    w('Khôi phục đè lên dữ liệu đang dùng', 'Restore over live data'),
    w(
      'Bản sao lưu này được phép thay dữ liệu đang dùng; dữ liệu bị thay được giữ lại.',
      'This backup may take the place of live data; what it replaces is kept.',
    ),
  ),
  permission(
    'purge',
    w('Hủy dữ liệu hết thời hạn lưu giữ', 'Retention purge'),
    w('Những bản ghi đã nêu được phép hủy.', 'The records named may be purged.'),
  ),
  permission(
    'publish_small_counts',
    w('Công bố số nhỏ dưới 5', 'Publish counts below five'),
    w('Các số đã nêu được công bố không gộp.', 'The counts named are published ungrouped.'),
  ),
];
