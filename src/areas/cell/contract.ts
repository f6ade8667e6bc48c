/** What a cell keeps of its members' activity: months missed, and suspensions. It asks questions and decides nothing. */
import { w } from '../../kernel/words.ts';
import { choice, date, defineRecord, partialDate, reference, text } from '../../records/define.ts';
import { SUSPENDED } from '../membership/contract.ts';

const PERSON = reference(w('Đảng viên', 'Member'), 'person', { required: true });

export const MISSED = {
  meetings: w('Không sinh hoạt', 'No meeting attended'),
  dues: w('Không đóng đảng phí', 'No dues paid'),
};

export type Missed = keyof typeof MISSED;

export const missedMonth = defineRecord({
  name: 'missed_month',
  area: 'cell',
  class: 'unit',
  words: {
    one: w('Tháng vắng sinh hoạt hoặc chưa đóng đảng phí', 'Month without meetings or dues'),
    many: w('Tháng vắng sinh hoạt, chưa đóng đảng phí', 'Months without meetings or dues'),
    empty: w(
      'Chưa ghi tháng nào. Bí thư chi bộ ghi tháng có đảng viên vắng cả tháng hoặc chưa đóng đảng phí, kèm lý do chính đáng nếu có.',
      'No month yet. The cell secretary notes a month missed or unpaid, with the good reason where there is one.',
    ),
  },
  fields: {
    person: PERSON,
    month: partialDate(w('Tháng', 'Month'), {
      required: true,
      hint: w('Tháng/năm, ví dụ 9/2023', 'Month/year, for instance 9/2023'),
    }),
    what: choice(w('Việc', 'What'), MISSED, { required: true }),
    good_reason: text(w('Lý do chính đáng', 'Good reason'), {
      max: 300,
      hint: w('Ghi vào đây thì tháng này không tính', 'With one, the month is not counted'),
    }),
  },
  title: ['person', 'month', 'what'],
  list: ['person', 'month', 'what', 'good_reason'],
  filters: ['what'],
  order: [{ column: 'month' }],
});

export const DUES = {
  paid: w('Đã đóng', 'Paid'),
  exempt: w('Được miễn', 'Exempt'),
};

export type DuesState = keyof typeof DUES;

export const duesMonth = defineRecord({
  name: 'dues_month',
  area: 'cell',
  class: 'unit',
  words: {
    one: w('Đảng phí của một tháng', 'Dues of a month'),
    many: w('Đảng phí theo tháng', 'Dues by month'),
    empty: w(
      'Chưa ghi tháng nào. Bí thư chi bộ ghi ở trang Thu đảng phí; không ghi số tiền.',
      'No month yet. The cell secretary notes them on the page of dues; no amounts are kept.',
    ),
  },
  fields: {
    person: PERSON,
    month: partialDate(w('Tháng', 'Month'), {
      required: true,
      hint: w('Tháng/năm, ví dụ 9/2023', 'Month/year, for instance 9/2023'),
    }),
    cell: reference(w('Chi bộ thu', 'Paid in cell'), 'unit', { required: true, derived: true }),
    state: choice(w('Tình trạng', 'State'), DUES, { required: true }),
    paid_on: date(w('Ngày đóng', 'Paid on'), { hint: w('Khi đã đóng', 'Where paid') }),
    ground: text(w('Căn cứ được miễn', 'Ground of the exemption'), {
      max: 200,
      hint: w('Khi được miễn: tuổi đảng, hộ nghèo, bệnh nặng …', 'Where exempt'),
    }),
  },
  title: ['person', 'month', 'state'],
  list: ['person', 'month', 'cell', 'state', 'paid_on', 'ground'],
  filters: ['state'],
  order: [{ column: 'month' }],
});

export const suspension = defineRecord({
  name: 'suspension',
  area: 'cell',
  class: 'unit',
  words: {
    one: w('Đình chỉ sinh hoạt', 'Suspension of activity'),
    many: w('Đình chỉ, nối lại sinh hoạt', 'Suspensions of activity'),
    empty: w(
      'Không có đảng viên nào bị đình chỉ sinh hoạt. Quyết định có hồ sơ ở đây tự vào danh sách; quyết định khác thì bí thư chi bộ hoặc ban tổ chức nhập.',
      'Nobody is suspended. Orders with a file here enter by themselves; others are entered by the cell secretary or the organisation board.',
    ),
  },
  fields: {
    person: PERSON,
    what: choice(w('Đình chỉ', 'What is suspended'), SUSPENDED, { required: true }),
    valid_from: date(w('Đình chỉ từ ngày', 'Suspended from'), { required: true }),
    until_on: date(w('Đến hết ngày', 'To the end of'), { required: true }),
    decision_number: text(w('Số quyết định', 'Decision number'), { required: true, max: 60 }),
    decided_on: date(w('Ngày quyết định', 'Decided on'), { required: true }),
    decided_by: text(w('Cấp quyết định', 'Decided by'), { required: true, max: 120 }),
    extended_until: date(w('Gia hạn đến hết ngày', 'Extended to the end of')),
    extension_number: text(w('Quyết định gia hạn', 'Decision of extension'), { max: 60 }),
    ended_on: date(w('Trở lại sinh hoạt từ ngày', 'Back from')),
    end_document: text(w('Quyết định cho trở lại, nối lại', 'Decision to resume'), { max: 60 }),
    ordered_by: reference(w('Theo hồ sơ đình chỉ', 'From the order'), 'suspension_order', { derived: true }),
  },
  title: ['person', 'valid_from'],
  list: ['person', 'what', 'valid_from', 'until_on', 'extended_until', 'ended_on', 'decision_number'],
  filters: ['what'],
  date: 'valid_from',
});
