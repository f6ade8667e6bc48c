/** Complaints about discipline: who complains of which sanction, by when, to which body, and how it was resolved. */
import { w } from '../../kernel/words.ts';
import { choice, date, defineRecord, reference, text } from '../../records/define.ts';
import { endingSteps, type Machine } from '../../records/machine.ts';

export const FILED_BY = {
  subject: w('Chính đảng viên, tổ chức bị kỷ luật', 'The member or organisation disciplined'),
  authorised: w('Người được ủy quyền hợp lệ', 'Somebody duly authorised'),
  other: w('Người khác', 'Somebody else'),
};

export const ABOUT = {
  violation: w('Nội dung vi phạm', 'Content of the violation'),
  form: w('Hình thức kỷ luật', 'Form of discipline'),
  procedure: w('Nguyên tắc, thủ tục, thẩm quyền', 'Principle, procedure, competence'),
};

/** Why an outcome differs from the decision, as the sector’s forms count it. */
export const CAUSES = {
  policy: w('Phương hướng, phương châm', 'Policy applied wrongly'),
  verification: w('Thẩm tra, xác minh', 'Verification'),
  other: w('Nguyên nhân khác', 'Other'),
};

export const OUTCOMES = {
  kept: w('Giữ nguyên', 'Kept'),
  raised: w('Tăng', 'Raised'),
  lowered: w('Giảm', 'Lowered'),
  cancelled: w('Xóa', 'Cancelled'),
};

export const complaint = defineRecord({
  name: 'complaint',
  sensitive: true,
  area: 'discipline',
  class: 'case',
  words: {
    one: w('Khiếu nại kỷ luật', 'Complaint about discipline'),
    many: w('Khiếu nại kỷ luật', 'Complaints about discipline'),
    empty: w(
      'Chưa có khiếu nại nào. Cán bộ kiểm tra nhập khi đảng viên, tổ chức bị kỷ luật gửi khiếu nại.',
      'No complaint yet. The inspection officer enters one when the member or organisation disciplined files it.',
    ),
  },
  fields: {
    body: reference(w('Cấp giải quyết', 'Body that resolves it'), 'body', { required: true }),
    number: text(w('Số hồ sơ', 'Case number'), { required: true, max: 60 }),
    decision: reference(w('Quyết định kỷ luật đầu tiên', 'First decision'), 'discipline_decision', {
      required: true,
    }),
    letter: reference(w('Đơn trong sổ', 'Letter in the register'), 'petition'),
    filed_by: choice(w('Người gửi', 'Filed by'), FILED_BY, { required: true }),
    told_on: date(w('Ngày được công bố quyết định', 'Told of the decision on'), {
      hint: w('Thời hạn gửi tính từ sau ngày này', 'The time to file runs from the day after'),
    }),
    filed_on: date(w('Ngày gửi', 'Filed on'), {
      required: true,
      hint: w('Ngày giao trực tiếp hoặc dấu bưu điện', 'Handed in, or the postmark'),
    }),
    received_on: date(w('Ngày nhận', 'Received on'), { required: true }),
    late_reason: text(w('Lý do chính đáng nếu gửi muộn', 'Good reason for being late'), { max: 500 }),
    about: choice(w('Khiếu nại về', 'About'), ABOUT, { required: true }),
    cause: choice(w('Nguyên nhân thay đổi', 'Cause of the change'), CAUSES, { derived: true }),
    resolution: reference(w('Quyết định giải quyết', 'Decision that resolves it'), 'discipline_decision', {
      derived: true,
    }),
  },
  title: ['number', 'decision'],
  list: ['number', 'decision', 'body', 'received_on', 'about', 'resolution'],
  filters: ['body', 'filed_by', 'about', 'cause'],
  date: 'received_on',
});

export type ComplaintState =
  | 'received'
  | 'accepted'
  | 'verified'
  | 'met'
  | 'concluded'
  | 'decided'
  | 'announced'
  | 'not_considered'
  | 'withdrawn'
  | 'closed';

const TEAM = w('Đoàn, tổ giải quyết khiếu nại', 'The team that resolves it');
const BODY = w('Cấp giải quyết khiếu nại', 'The body that resolves it');
const COMPLAINANT = w('Người khiếu nại', 'Whoever complains');

export const complaintMachine: Machine<ComplaintState> = {
  key: 'complaint',
  words: w('Khiếu nại kỷ luật', 'Complaint about discipline'),
  initial: 'received',
  states: {
    received: { words: w('Đã nhận', 'Received') },
    accepted: { words: w('Đã thụ lý', 'Accepted') },
    verified: { words: w('Đã thẩm tra', 'Verified') },
    met: { words: w('Đã làm việc với người khiếu nại', 'Complainant heard') },
    concluded: { words: w('Đã kết luận', 'Concluded') },
    decided: { words: w('Đã quyết định', 'Decided') },
    announced: { words: w('Đã công bố', 'Announced') },
    not_considered: { words: w('Không xem xét', 'Not considered'), ends: true },
    withdrawn: { words: w('Người khiếu nại đã rút', 'Withdrawn'), ends: true },
    closed: { words: w('Đã giải quyết xong', 'Resolved'), ends: true },
  },
  steps: {
    refuse: {
      words: w('Không xem xét, trả lời lý do', 'Not considered; tell why'),
      from: ['received'],
      to: 'not_considered',
      actor: BODY,
      papers: ['TB'],
      rules: ['complaint.file'],
    },
    accept: {
      words: w('Thụ lý', 'Accept'),
      from: ['received'],
      to: 'accepted',
      actor: BODY,
      papers: ['QD', 'KH'],
      rules: ['complaint.file', 'complaint.obey_meanwhile'],
      starts: [
        {
          clock: 'resolve',
          words: w('Giải quyết khiếu nại', 'Resolve the complaint'),
          rule: 'complaint.resolve',
        },
      ],
    },
    verify: {
      words: w('Thẩm tra, xác minh', 'Verify'),
      from: ['accepted'],
      to: 'verified',
      actor: TEAM,
      papers: ['BB_XM', 'BC_KQ'],
      rules: [],
    },
    meet: {
      words: w('Làm việc với người khiếu nại', 'Hear the complainant'),
      from: ['verified'],
      to: 'met',
      actor: TEAM,
      papers: ['BB_LV'],
      right: w('Được trình bày, đưa chứng cứ', 'To be heard and to bring evidence'),
      instead: ['declined'],
      rules: [],
    },
    declined: {
      words: w('Lập biên bản người khiếu nại không làm việc', 'Minute that the complainant declined'),
      from: ['verified'],
      to: 'met',
      actor: TEAM,
      papers: ['BB_LV'],
      rules: [],
    },
    conclude: {
      words: w('Họp, kết luận', 'Conclude'),
      from: ['met'],
      to: 'concluded',
      actor: BODY,
      papers: ['BB_HOP'],
      rules: [],
    },
    decide: {
      words: w('Ghi quyết định giải quyết', 'Record the decision'),
      from: ['concluded'],
      to: 'decided',
      actor: BODY,
      papers: ['QD'],
      rules: ['complaint.resolve'],
    },
    announce: {
      words: w('Công bố quyết định giải quyết', 'Announce the decision'),
      from: ['decided'],
      to: 'announced',
      actor: BODY,
      papers: ['BB_CB'],
      right: w('Được công bố, giao quyết định giải quyết', 'To be told and given the decision'),
      rules: [],
      stops: ['resolve'],
    },
    tell_next: {
      words: w('Báo cấp khiếu nại tiếp theo, hoặc đã hết cấp', 'Tell the next level, or that there is none'),
      from: ['announced'],
      actor: BODY,
      papers: ['BB_CB'],
      right: w(
        'Được biết có khiếu nại tiếp được không, gửi cấp nào',
        'To know whether and where to complain further',
      ),
      rules: ['complaint.final.KT_CC_CCh', 'complaint.final.KTr'],
    },
    close: {
      words: w('Kết thúc hồ sơ', 'Close'),
      from: ['announced'],
      to: 'closed',
      actor: TEAM,
      papers: ['HS_LT'],
      rules: [],
    },
    withdraw: {
      words: w('Ghi việc rút khiếu nại', 'Record its withdrawal'),
      from: ['received', 'accepted', 'verified', 'met'],
      to: 'withdrawn',
      actor: COMPLAINANT,
      papers: ['DON'],
      without: ['meet'],
      rules: [],
      stops: ['resolve'],
    },
  },
};

/** Steps after which nothing of a complaint is open. */
export const COMPLAINT_ENDS = endingSteps(complaintMachine);
