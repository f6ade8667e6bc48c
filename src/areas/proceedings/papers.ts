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
  DON: w('đơn', 'letter'),
  PHIEU_DX: w('phiếu đề xuất xử lý', 'slip proposing how to proceed'),
  TB: w('thông báo', 'notice'),
  CV: w('công văn', 'official letter'),
  GM: w('giấy mời, thông báo mời', 'summons'),
  BC: w('báo cáo', 'report'),
  BC_DN: w('báo cáo đề nghị', 'report with the proposal'),
  BC_GT: w('báo cáo giải trình', 'written explanation'),
  BC_TTXM: w('báo cáo thẩm tra, xác minh', 'report on the verification'),
  BKD: w('bản tự kiểm điểm', 'self-review'),
  PBQ: w('phiếu biểu quyết', 'ballot papers'),
  BB_KP: w('biên bản kiểm phiếu', 'minutes of the count'),
  BB_VANG: w('biên bản về việc vắng mặt', 'minutes of the absence'),
  BB_GN: w('biên bản giao nhận', 'receipt of delivery'),
  QD_HUY: w('quyết định hủy, thu hồi', 'decision that revokes'),
  BAN_AN: w('bản án, quyết định của tòa án', 'judgment of the court'),
};

/** The name of a paper; undefined for a code that no list holds, which no machine may have. */
export const paperWords = (code: string): Words | undefined => PAPERS[code];
