/** Forms of the acts in a matter, declared like records, so that pages and the HTTP interface read them alike. */
import { w } from '../../kernel/words.ts';
import { LONGEST_REASON } from '../../records/commands.ts';
import { choice, count, date, type Fields, flag, formsOf, reference, text } from '../../records/define.ts';
import { establishment, FINDINGS } from './matter.ts';

const form = formsOf('petitions', 'case');

export const findingForm = form('find_allegation', w('Kết luận nội dung', 'Find on the content'), {
  found_on: date(w('Ngày kết luận', 'Found on'), { required: true }),
  finding: choice(w('Kết luận', 'Finding'), FINDINGS, { required: true }),
  exception: text(w('Lý do khi dùng loại kết luận khác', 'Reason for another category'), {
    max: LONGEST_REASON,
  }),
});

const FREELY = {
  yes: w(
    'Đã hỏi: tự nguyện, không bị đe dọa, ép buộc, mua chuộc',
    'Asked: freely, without threat, coercion or bribe',
  ),
  no: w('Có dấu hiệu bị đe dọa, ép buộc, mua chuộc', 'There are signs of threat, coercion or a bribe'),
};

export const withdrawalForm = form('withdraw_allegation', w('Ghi rút nội dung', 'Record the withdrawal'), {
  withdrawn_on: date(w('Ngày rút', 'Withdrawn on'), { required: true }),
  minutes: text(w('Biên bản làm việc số', 'Minutes of the meeting'), { required: true, max: 60 }),
  unpressured: choice(w('Người tố cáo rút có tự nguyện không?', 'Did the sender withdraw freely?'), FREELY, {
    required: true,
  }),
});

export const extensionForm = form('extend_denunciation', w('Gia hạn giải quyết', 'Extend the deadline'), {
  body: reference(w('Cấp quyết định gia hạn', 'Body that extends'), 'body', { required: true }),
  decided_on: date(w('Ngày quyết định', 'Decided on'), { required: true }),
  document: text(w('Quyết định số', 'Decision'), { required: true, max: 60 }),
  days: count(w('Thêm số ngày', 'Days'), { required: true, min: 1, max: 366 }),
  exception: text(
    w('Lý do khi vượt quy định chưa xác nhận', 'Reason where it is beyond a rule not confirmed'),
    {
      max: LONGEST_REASON,
    },
  ),
});

const { officer_one, officer_two } = establishment.fields;

/** Both officers; what they looked into stands in the minutes, never here. */
const OFFICERS: Fields = { officer_one, officer_two };

/** Fields of the steps that ask for more than day, paper and note. */
export const stepFields = (step: string): Fields => {
  if (step === 'fail_to_establish') return OFFICERS;
  if (step !== 'establish') return {};
  return { ...OFFICERS, sender_handles_nothing: flag(establishment.fields.sender_handles_nothing.words) };
};
