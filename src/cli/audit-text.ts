/** What `capuy audit` found, as text. */
import { ANCHOR_FAULTS } from '../audit/anchors.ts';
import type { Fit } from '../audit/prove.ts';
import { CHAIN_FAULTS } from '../audit/verify.ts';
import type { AuditReport } from '../audit/verify-audit.ts';
import { formatCount } from '../kernel/number.ts';
import { type Language, type Words, w } from '../kernel/words.ts';

export const FITS: Readonly<Record<Fit, Words>> = {
  fits: w('Đúng nội dung này', 'It was this input'),
  differs: w('Không phải nội dung này', 'It was not this input'),
  forgotten: w('Bí mật đã xóa, không còn xác định được', 'The salt was destroyed; nobody can tell any more'),
  unknown: w('Nhật ký không có mục này', 'The log has no such entry'),
};

const WORDS = {
  whole: (entries: string) => w(`Nhật ký nguyên vẹn: ${entries} mục`, `The log is whole: ${entries} entries`),
  damaged: (faults: string) =>
    w(`Nhật ký KHÔNG nguyên vẹn: ${faults} lỗi`, `The log is DAMAGED: ${faults} faults`),
  anchored: (checked: string, upTo: string) =>
    w(`Đối chiếu ${checked} mốc, đến mục ${upTo}`, `Compared with ${checked} anchors, up to entry ${upTo}`),
  unanchored: w(
    'Không có mốc nào: nếu cả nhật ký bị viết lại từ đầu thì lần kiểm tra này không thấy',
    'No anchors: had the whole log been rewritten, this verification would not see it',
  ),
};

const SHOWN = 50;

/** One line for the whole, one for the anchors, one for each fault. */
export function auditText(report: AuditReport, language: Language): string {
  const count = (n: number) => formatCount(n, language);
  const { broken, anchors } = report;
  const faults = [
    ...broken.map(({ id, reason, record }) => {
      const about = record ? ` (${record.type} ${record.id})` : '';
      return `  ${id}: ${CHAIN_FAULTS[reason][language]}${about}`;
    }),
    ...anchors.faults.map(({ sequence, reason, about }) => {
      return `  ${sequence}: ${ANCHOR_FAULTS[reason][language]}${about ? ` (${about})` : ''}`;
    }),
  ];
  return [
    (report.ok ? WORDS.whole(count(report.entries)) : WORDS.damaged(count(report.faults)))[language],
    (anchors.checked > 0 ? WORDS.anchored(count(anchors.checked), count(anchors.upTo)) : WORDS.unanchored)[
      language
    ],
    ...faults.slice(0, SHOWN),
    ...(faults.length > SHOWN ? [`  … ${count(faults.length)}`] : []),
  ].join('\n');
}
