/** A transfer as a handshake of two ends: what is kept of it, and who is away from a cell for a time. */
import { w } from '../../kernel/words.ts';
import { choice, date, defineRecord, flag, reference, text } from '../../records/define.ts';
import { BOUNDARIES, STANDINGS } from '../membership/contract.ts';

/** Kinds, as the introduction papers tell them apart (forms 54–60 of the member's file). */
export const KINDS = {
  official: w('Chính thức', 'Official'),
  temporary: w('Tạm thời', 'Temporary'),
  internal: w('Nội bộ', 'Internal'),
  abroad: w('Ra ngoài nước', 'Abroad'),
  forces: w('Vào, ra lực lượng vũ trang', 'Into or out of the armed forces'),
};

export type Kind = keyof typeof KINDS;

/** Where the sealed file is. */
export const FILE_PLACES = {
  origin: w('Nơi đi giữ', 'With the origin'),
  member: w('Đã niêm phong, đảng viên mang theo', 'Sealed, carried by the member'),
  post: w('Đã niêm phong, gửi bưu điện, cơ yếu', 'Sealed, sent by post'),
  destination: w('Nơi đến đã nhận', 'Received by the destination'),
};

const ENDED_BY = {
  withdrawn: w('Thôi chuyển', 'Withdrawn'),
  forged: w('Giấy tờ giả mạo', 'Forged papers'),
  left: w('Không còn là đảng viên', 'No longer a member'),
};

const NUMBER = { max: 60 } as const;

export const transferRecord = defineRecord({
  name: 'transfer',
  actOnly: true,
  area: 'transfers',
  class: 'unit',
  words: {
    one: w('Chuyển sinh hoạt đảng', 'Transfer'),
    many: w('Chuyển sinh hoạt đảng', 'Transfers'),
    empty: w(
      'Chưa có đảng viên nào chuyển sinh hoạt. Chi bộ hoặc ban tổ chức nơi đi lập đề nghị chuyển.',
      'No transfers. The cell or organisation board the member leaves opens one.',
    ),
  },
  fields: {
    person: reference(w('Đảng viên', 'Member'), 'person', { required: true }),
    person_name: text(w('Họ và tên', 'Full name'), { required: true, derived: true }),
    kind: choice(w('Loại chuyển', 'Kind'), KINDS, { required: true }),
    unit: reference(w('Nơi đi, hoặc nơi chờ đón', 'From, or who expects the member'), 'unit', {
      required: true,
    }),
    to_unit: reference(w('Nơi đến', 'To'), 'unit'),
    to_place: text(w('Nơi đến ngoài sổ này', 'To a place outside these records')),
    from_place: text(w('Nơi đi ngoài sổ này', 'From a place outside these records')),
    across: choice(w('Ranh giới đi qua', 'Boundary crossed'), BOUNDARIES, {
      hint: w('Khi nơi kia ở ngoài sổ này', 'Where the other end is outside these records'),
    }),
    standing: choice(w('Tư cách theo giấy giới thiệu', 'Standing by the introduction'), STANDINGS),
    purpose: text(w('Lý do chuyển', 'Why'), { max: 500 }),
    full_time_study: flag(w('Đi học tập trung', 'Full-time study')),
    decided_on: date(w('Ngày quyết định hoặc đổi nơi ở', 'Decision or change of residence'), {
      required: true,
    }),
    requested_on: date(w('Ngày đề nghị chuyển', 'Requested on'), { required: true }),
    until_on: date(w('Dự kiến đến ngày', 'Expected until')),
    reviewed_on: date(w('Chi bộ nhận xét ngày', 'Reviewed by the cell on')),
    review_number: text(w('Số văn bản nhận xét', 'Number of the review'), NUMBER),
    introduced_on: date(w('Ngày giới thiệu đi', 'Introduced out on')),
    introduced_late: flag(w('Giới thiệu đi quá hạn', 'Introduced out past the deadline')),
    letter_number: text(w('Số giấy giới thiệu', 'Number of the introduction'), NUMBER),
    file_with: choice(w('Hồ sơ đang ở', 'Where the file is'), FILE_PLACES, { required: true }),
    file_since: date(w('Hồ sơ ở đó từ ngày', 'The file is there since')),
    received_on: date(w('Ngày tiếp nhận', 'Received on')),
    received_cell: reference(w('Chi bộ tiếp nhận', 'Receiving cell'), 'unit'),
    received_late: flag(w('Tiếp nhận quá hạn', 'Received past the deadline')),
    confirmed_on: date(w('Ngày phiếu báo', 'Answered on')),
    confirmation_number: text(w('Số phiếu báo', 'Number of the answer'), NUMBER),
    returned_on: date(w('Trở lại ngày', 'Returned on')),
    ended_on: date(w('Thôi từ ngày', 'Ended on')),
    ended_by: choice(w('Lý do thôi', 'Ended by'), ENDED_BY),
  },
  title: ['person_name', 'requested_on'],
  list: [
    'person_name',
    'kind',
    'unit',
    'to_unit',
    'to_place',
    'from_place',
    'introduced_on',
    'received_on',
    'confirmed_on',
  ],
  filters: ['kind', 'across', 'file_with'],
  date: 'requested_on',
});

export { awayForATime } from './store.ts';
