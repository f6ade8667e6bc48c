/** The register of petitions. Who sent one is never written down: a code and an envelope number stand for it. */
import { type Words, w } from '../../kernel/words.ts';
import { choice, date, defineRecord, reference, text } from '../../records/define.ts';
import { CODES, DISPOSITIONS, isEnvelopeCode, KINDS, RESULTS, SENDER_KINDS } from './codes.ts';
import { GROUNDS } from './grounds.ts';

const GROUND_WORDS = Object.fromEntries(
  Object.entries(GROUNDS).map(([key, { words }]) => [key, words]),
) as Record<keyof typeof GROUNDS, Words>;

export { isOfViolation } from './matter.ts';
export { isEnvelopeCode, KINDS };

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
        `Không ghi tên, địa chỉ, điện thoại. Chỉ ghi mã do cơ quan đặt: NG-, năm, số thứ tự, ví dụ ${CODES.sender_code.example}`,
        `No name, address or telephone. Only the code the office gave: NG-, year, number, for instance ${CODES.sender_code.example}`,
      ),
    }),
    envelope: text(w('Số phong bì niêm phong', 'Sealed envelope number'), {
      max: 20,
      sensitive: true,
      hint: w(
        `Tên người gửi nằm trong phong bì niêm phong, không nhập vào máy. Ghi BT-, năm, số thứ tự, ví dụ ${CODES.envelope.example}`,
        `The sender’s name lies in the sealed envelope and is not entered here. BT-, year, number, for instance ${CODES.envelope.example}`,
      ),
    }),
    sender_kind: choice(w('Gửi từ', 'Comes from'), SENDER_KINDS),
    subject_person: reference(w('Đảng viên bị nêu tên', 'Member it names'), 'person', {
      hint: w(
        'Người bị nêu tên không xem được đơn này từ lúc vào sổ. Đơn nêu nhiều người: ghi một người, rồi mở vụ việc và ghi đủ trước khi kèm tệp. Đơn khiếu nại để trống',
        'Whoever is named does not see the letter from this moment. Where it names several, enter one, open the matter and enter all of them before attaching files. Empty for a complaint',
      ),
    }),
    subject_unit: reference(w('Hoặc tổ chức đảng bị nêu tên', 'Or organisation it names'), 'unit'),
    duplicate_of: reference(w('Trùng với đơn', 'Duplicate of'), 'petition'),
    disposition: choice(w('Xử lý', 'Disposition'), DISPOSITIONS),
    ground: choice(w('Căn cứ xử lý', 'Ground'), GROUND_WORDS),
    disposed_on: date(w('Ngày xử lý', 'Disposed on')),
    paper: text(w('Văn bản xử lý số', 'Paper of the disposition'), { max: 60 }),
    moved_to: text(w('Chuyển đến cơ quan', 'Transferred to'), { max: 120 }),
    lead_code: text(w('Mã nguồn tin giao kiểm tra, giám sát', 'Code as a lead for inspection'), {
      max: 20,
      hint: w(
        `Chỉ với đơn lưu vì giấu tên, mạo tên mà có việc cụ thể. Hồ sơ kiểm tra chỉ biết mã này, ví dụ ${CODES.lead_code.example}`,
        `Only for a letter kept as anonymous or under a false name that states facts. The inspection knows this code alone, for instance ${CODES.lead_code.example}`,
      ),
    }),
    result: choice(w('Kết quả giải quyết', 'Result'), RESULTS),
    resolved_on: date(w('Ngày giải quyết xong', 'Resolved on')),
  },
  title: ['number', 'received_on'],
  list: ['number', 'kind', 'received_on', 'body', 'disposition', 'ground', 'result', 'resolved_on'],
  filters: ['body', 'kind', 'sender_kind', 'disposition', 'ground', 'result', 'duplicate_of'],
  date: 'received_on',
});
