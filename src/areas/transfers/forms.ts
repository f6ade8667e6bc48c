/** The forms of a transfer, one per step; declared like records, so that pages and the HTTP interface read them alike. */
import { w } from '../../kernel/words.ts';
import { LONGEST_REASON } from '../../records/commands.ts';
import { choice, date, flag, formsOf, type RecordType, reference, text } from '../../records/define.ts';
import { STANDINGS } from '../membership/contract.ts';
import { FILE_PLACES, transferRecord } from './contract.ts';
import type { Step } from './rules.ts';

const form = formsOf('transfers', 'unit');

const { fields } = transferRecord;
const { person, kind, purpose, full_time_study, decided_on, requested_on, until_on } = fields;

const WHY = text(w('Lý do khi quá hạn hoặc ngoài quy định', 'Reason where it is late or outside the rules'), {
  max: LONGEST_REASON,
});

const DESTINATION = w('Đến tổ chức đảng', 'To the unit');
const DESTINATION_HINT = w(
  'Tên hoặc mã số tổ chức đảng, kèm tên cấp trên khi trùng tên',
  'Name or code of the unit, with the one above where names repeat',
);

export const requestForm = form('transfer_request', w('Lập đề nghị chuyển sinh hoạt', 'Ask for a transfer'), {
  person,
  kind,
  to_unit: text(DESTINATION, { hint: DESTINATION_HINT }),
  to_place: fields.to_place,
  across: fields.across,
  decided_on,
  requested_on,
  until_on: {
    ...until_on,
    hint: w('Chỉ nhập khi sinh hoạt tạm thời hoặc đi nước ngoài', 'For temporary activity or going abroad'),
  },
  full_time_study,
  purpose,
  exception: WHY,
});

export const arrivalForm = form(
  'transfer_arrival',
  w('Ghi đảng viên từ nơi khác giới thiệu đến', 'Record an introduction from elsewhere'),
  {
    person,
    kind,
    from_place: text(fields.from_place.words, { required: true }),
    across: fields.across,
    standing: choice(fields.standing.words, STANDINGS, { required: true }),
    introduced_on: date(w('Ngày giấy giới thiệu', 'Day of the introduction'), { required: true }),
    letter_number: text(fields.letter_number.words, { max: 60, required: true }),
    file_with: choice(fields.file_with.words, FILE_PLACES, { required: true }),
    until_on: {
      ...until_on,
      hint: w('Chỉ nhập khi sinh hoạt tạm thời', 'For temporary activity'),
    },
    purpose,
  },
);

/** As it is shown: units beyond the own part of the tree are typed and suggested, and read by `destinations`. */
export const requestPage: RecordType = {
  ...requestForm,
  fields: { ...requestForm.fields, to_unit: reference(DESTINATION, 'unit', { hint: DESTINATION_HINT }) },
};

const DOCUMENT = { max: 60, required: true } as const;
const required = { required: true } as const;

export const stepForms: Readonly<Record<Step, RecordType>> = {
  review: form('transfer_review', w('Ghi nhận xét của chi bộ', 'Record the cell’s review'), {
    reviewed_on: date(fields.reviewed_on.words, required),
    review_number: text(fields.review_number.words, DOCUMENT),
  }),
  introduce: form('transfer_introduce', w('Giới thiệu đi', 'Introduce out'), {
    introduced_on: date(fields.introduced_on.words, required),
    letter_number: text(fields.letter_number.words, DOCUMENT),
    file_with: choice(fields.file_with.words, FILE_PLACES, required),
    exception: WHY,
  }),
  receive: form('transfer_receive', w('Tiếp nhận', 'Receive'), {
    received_on: date(fields.received_on.words, required),
    received_cell: reference(fields.received_cell.words, 'unit', {
      hint: w('Để trống khi nơi đến ở ngoài sổ này', 'Empty where the destination is outside these records'),
    }),
    file_with: choice(fields.file_with.words, FILE_PLACES, required),
    exception: WHY,
  }),
  confirm: form('transfer_confirm', w('Gửi, nhận phiếu báo', 'Answer the origin'), {
    confirmed_on: date(fields.confirmed_on.words, required),
    confirmation_number: text(fields.confirmation_number.words, DOCUMENT),
  }),
  file: form('transfer_file', w('Ghi nơi giữ hồ sơ', 'Say where the file is'), {
    file_with: choice(fields.file_with.words, FILE_PLACES, required),
    file_since: date(fields.file_since.words, required),
  }),
  return: form('transfer_return', w('Trở lại nơi cũ', 'Return home'), {
    returned_on: date(fields.returned_on.words, required),
  }),
  undo_receipt: form(
    'transfer_undo_receipt',
    w('Rút việc tiếp nhận ghi nhầm', 'Take back a mistaken receipt'),
    {
      exception: text(w('Lý do', 'Reason'), { max: LONGEST_REASON, required: true }),
    },
  ),
  withdraw: form('transfer_withdraw', w('Thôi chuyển', 'Withdraw the transfer'), {
    ended_on: date(fields.ended_on.words, required),
    forged: flag(w('Phát hiện giấy tờ giả mạo', 'Forged papers were found')),
    exception: text(w('Lý do', 'Reason'), { max: LONGEST_REASON, required: true }),
  }),
};

/** Every name a form of transfers may send. */
export const FORM_NAMES = [requestForm, arrivalForm, ...Object.values(stepForms)].flatMap((one) =>
  Object.keys(one.fields),
);
