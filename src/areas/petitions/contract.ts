/** The register of petitions. Who sent one is never written down: a code and an envelope number stand for it. */
import { w } from '../../kernel/words.ts';
import { choice, date, defineRecord, reference, text } from '../../records/define.ts';

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

export const RESULTS = { ...DENUNCIATION_RESULTS, ...COMPLAINT_RESULTS };

export const petition = defineRecord({
  name: 'petition',
  sensitive: true,
  workingCopies: true,
  area: 'petitions',
  class: 'case',
  words: {
    one: w('Đơn', 'Petition'),
    many: w('Sổ đơn tố cáo, khiếu nại, phản ánh', 'Register of petitions'),
    empty: w(
      'Chưa có đơn nào. Cán bộ tiếp nhận vào sổ từng đơn ngay khi nhận, không ghi tên người gửi.',
      'No petition yet. The clerk enters each letter when it arrives, without the sender’s name.',
    ),
  },
  fields: {
    body: reference(w('Nơi tiếp nhận', 'Received by'), 'body', { required: true }),
    number: text(w('Số vào sổ', 'Register number'), { required: true, max: 40 }),
    kind: choice(w('Loại đơn', 'Kind'), KINDS, { required: true }),
    received_on: date(w('Ngày nhận', 'Received on'), { required: true }),
    sender_code: text(w('Mã người gửi', 'Sender code'), {
      max: 20,
      sensitive: true,
      hint: w(
        'Không ghi tên, địa chỉ, điện thoại. Chỉ ghi mã do cơ quan đặt: chữ, số, gạch nối, có ít nhất một chữ số',
        'No name, address or telephone. Only a code the office gave: letters, digits, hyphens, with at least one digit',
      ),
    }),
    envelope: text(w('Số phong bì niêm phong', 'Sealed envelope number'), {
      max: 20,
      sensitive: true,
      hint: w(
        'Tên người gửi nằm trong phong bì niêm phong, không nhập vào máy',
        'The sender’s name lies in the sealed envelope and is not entered here',
      ),
    }),
    duplicate_of: reference(w('Trùng với đơn', 'Duplicate of'), 'petition'),
    disposition: choice(w('Xử lý', 'Disposition'), DISPOSITIONS),
    disposed_on: date(w('Ngày xử lý', 'Disposed on')),
    result: choice(w('Kết quả giải quyết', 'Result'), RESULTS),
    resolved_on: date(w('Ngày giải quyết xong', 'Resolved on')),
  },
  title: ['number', 'received_on'],
  list: ['number', 'kind', 'received_on', 'body', 'disposition', 'result', 'resolved_on'],
  filters: ['body', 'kind', 'disposition', 'result', 'duplicate_of'],
  date: 'received_on',
});
