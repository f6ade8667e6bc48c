/** The review of sanctions: what an inspection of the enforcing of discipline found of each, and what it proposes. */
import { w } from '../../kernel/words.ts';
import { choice, defineRecord, reference, text } from '../../records/define.ts';

/** As the form of the sector tells them apart; whoever was not sanctioned has no decision. */
export const FINDINGS = {
  right: w('Đúng', 'Right'),
  competence: w('Sai thẩm quyền', 'Wrong competence'),
  procedure: w('Sai nguyên tắc, thủ tục', 'Wrong principle or procedure'),
  omitted: w('Phải kỷ luật mà không kỷ luật', 'Due but not sanctioned'),
  wrongful: w('Oan, sai', 'Wrongful'),
};

export const PROPOSALS = {
  keep: w('Giữ nguyên', 'Keep'),
  raise: w('Tăng', 'Raise'),
  lower: w('Giảm', 'Lower'),
  cancel: w('Xóa', 'Cancel'),
};

export const sanctionReview = defineRecord({
  name: 'sanction_review',
  sensitive: true,
  area: 'inspection',
  class: 'case',
  words: {
    one: w('Kết quả rà soát kỷ luật', 'Review of a sanction'),
    many: w('Kết quả rà soát việc thi hành kỷ luật', 'Reviews of sanctions'),
    empty: w(
      'Chưa rà soát trường hợp nào. Đoàn kiểm tra việc thi hành kỷ luật ghi từng quyết định được rà soát.',
      'Nothing reviewed yet. The team that inspects the enforcing of discipline enters each decision it reviewed.',
    ),
  },
  fields: {
    subject: reference(w('Tổ chức đảng được kiểm tra', 'Organisation inspected'), 'inspection_subject', {
      required: true,
    }),
    decision: reference(w('Quyết định kỷ luật đầu tiên', 'First decision'), 'discipline_decision', {
      hint: w(
        'Để trống khi phải kỷ luật mà không kỷ luật',
        'Left empty where a sanction was due and none came',
      ),
    }),
    subject_person: reference(w('Đảng viên không bị kỷ luật', 'Member not sanctioned'), 'person', {
      hint: w('Chỉ chọn khi phải kỷ luật mà không kỷ luật', 'Only where a sanction was due and none came'),
    }),
    finding: choice(w('Kết luận rà soát', 'Finding'), FINDINGS, { required: true }),
    proposal: choice(w('Đề nghị', 'Proposal'), PROPOSALS),
    grounds: text(w('Căn cứ', 'Grounds'), { max: 1000, multiline: true }),
  },
  title: ['finding', 'decision', 'subject_person'],
  list: ['subject', 'decision', 'subject_person', 'finding', 'proposal'],
  filters: ['subject', 'finding', 'proposal'],
});
