/** Papers of a dossier by their codes in the sector’s lists (domain of inspection, three steps: prepare, carry out, end). */
import { type Words, w } from '../../kernel/words.ts';

const PAPERS: Readonly<Record<string, Words>> = {
  QD: w('quyết định', 'decision'),
  KH: w('kế hoạch', 'plan'),
  DC: w('đề cương báo cáo', 'outline of the report'),
  LL: w('lịch làm việc, phân công', 'working calendar and tasks'),
  BB_TK: w('biên bản triển khai', 'minutes of the hand-over'),
  BC_TKT: w('báo cáo tự kiểm tra', 'self-report'),
  HS: w('hồ sơ, tài liệu', 'files'),
  BB_XM: w('biên bản thẩm tra, xác minh', 'minutes of the verification'),
  BB_LV: w('biên bản làm việc', 'minutes of the talk'),
  BC_DT: w('dự thảo báo cáo', 'draft report'),
  BB_HN: w('biên bản hội nghị', 'minutes of the meeting'),
  BB_DOAN: w('biên bản họp đoàn', 'minutes of the team'),
  BC_KQ: w('báo cáo kết quả', 'final report'),
  BB_HOP: w('biên bản họp xem xét, kết luận', 'minutes of the body that concludes'),
  TB_KL: w('thông báo kết luận', 'conclusion notice'),
  BB_CB: w('biên bản công bố', 'minutes of the announcement'),
  HS_LT: w('danh mục hồ sơ lưu trữ', 'list of the archived dossier'),
};

/** The name of a paper; a code that no list holds stands for itself. */
export const paperWords = (code: string): Words => PAPERS[code] ?? w(code, code);
