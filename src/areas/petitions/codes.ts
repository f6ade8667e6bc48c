/** Code lists of letters: what they are, from whom, what became of them. */
import { w } from '../../kernel/words.ts';

export const KINDS = {
  denunciation: w('Tố cáo', 'Denunciation'),
  complaint: w('Khiếu nại kỷ luật', 'Complaint on discipline'),
  feedback: w('Phản ánh, kiến nghị', 'Feedback'),
};

export type Kind = keyof typeof KINDS;

export const DISPOSITIONS = {
  accepted: w('Thụ lý', 'Accepted'),
  transferred: w('Chuyển cơ quan có thẩm quyền', 'Transferred to the competent body'),
  returned: w('Trả lại, hướng dẫn', 'Returned with guidance'),
  filed: w('Lưu, không đủ điều kiện xử lý', 'Filed, not eligible'),
};

/** From whom a letter comes; never who. */
export const SENDER_KINDS = {
  member: w('Đảng viên', 'Member'),
  citizen: w('Quần chúng, công dân', 'Citizen'),
  organisation: w('Tổ chức', 'Organisation'),
};

export const DENUNCIATION_RESULTS = {
  true: w('Tố cáo đúng', 'True'),
  partly_true: w('Tố cáo đúng một phần', 'Partly true'),
  false: w('Tố cáo sai', 'False'),
  no_basis: w('Chưa có cơ sở kết luận', 'No basis to conclude'),
};

export const COMPLAINT_RESULTS = {
  kept: w('Giữ nguyên hình thức kỷ luật', 'Sanction kept'),
  raised: w('Tăng hình thức kỷ luật', 'Sanction made heavier'),
  lowered: w('Giảm hình thức kỷ luật', 'Sanction made lighter'),
  cancelled: w('Xóa kỷ luật', 'Sanction cancelled'),
};

/**
 * Codes that stand where a name must not: letters are the product’s own, digits too few for a telephone or an identity
 * number. The database says the same (`is_sender_code`, `is_envelope_code`, `is_lead_code`).
 */
export const CODES = {
  sender_code: { shape: /^NG-\d{4}-\d{1,4}$/, example: 'NG-2026-0007' },
  envelope: { shape: /^BT-\d{4}-\d{1,4}$/, example: 'BT-2026-0007' },
  lead_code: { shape: /^NT-\d{4}-\d{1,4}$/, example: 'NT-2026-0007' },
} as const;

export const isEnvelopeCode = (text: string): boolean => CODES.envelope.shape.test(text);

export const RESULTS = { ...DENUNCIATION_RESULTS, ...COMPLAINT_RESULTS };
