/**
 * Documents and the sessions in which they were studied, contests and campaigns with their events. Who came is kept,
 * for members by person and for others by number; what anybody said is not.
 */
import { SECRET_CLASSES } from '../../files/contract.ts';
import { w } from '../../kernel/words.ts';
import { choice, count, date, defineRecord, reference, text } from '../../records/define.ts';

export const LEVELS = {
  central: w('Trung ương', 'Central'),
  province: w('Cấp tỉnh', 'Province'),
  district: w('Cấp huyện', 'District'),
  grassroots: w('Cơ sở', 'Grassroots'),
};

export const document = defineRecord({
  name: 'document',
  area: 'dissemination',
  class: 'unit',
  words: {
    one: w('Văn bản', 'Document'),
    many: w('Văn bản', 'Documents'),
    empty: w(
      'Chưa có văn bản nào. Văn phòng cấp ủy nhập văn bản cần quán triệt và chương trình, kế hoạch thực hiện đã ban hành.',
      'No document yet. The committee office enters what is to be studied and the programmes it issued to carry it out.',
    ),
  },
  fields: {
    unit: reference(w('Đơn vị lưu', 'Kept by'), 'unit', { required: true }),
    number: text(w('Số, ký hiệu', 'Number'), { required: true, max: 60 }),
    issuer: text(w('Cơ quan ban hành', 'Issuer'), { required: true }),
    issued_on: date(w('Ngày ban hành', 'Issued on'), { required: true }),
    title: text(w('Trích yếu', 'Title'), {
      required: true,
      max: 500,
      hint: w(
        'Không nhập nội dung hay tên của văn bản có độ mật',
        'Nothing of a document with a secrecy class',
      ),
    }),
    level: choice(w('Cấp ban hành', 'Level'), LEVELS, { required: true }),
    classification: choice(w('Độ mật', 'Secrecy class'), SECRET_CLASSES, {
      hint: w(
        'Để trống khi không có độ mật; văn bản có độ mật thường chỉ lập phiếu',
        'Empty when there is none; of a secret document usually only a stub is recorded',
      ),
    }),
    implements: reference(w('Để thực hiện văn bản', 'Carries out'), 'document', {
      hint: w(
        'Chọn khi đây là chương trình, kế hoạch của cấp ủy thực hiện một văn bản khác',
        'When this is a committee’s programme or plan to carry out another document',
      ),
    }),
  },
  title: ['number', 'title'],
  list: ['number', 'title', 'issuer', 'issued_on', 'level', 'implements'],
  filters: ['level', 'implements'],
  date: 'issued_on',
});

export const MODES = {
  in_person: w('Trực tiếp', 'In person'),
  online: w('Trực tuyến', 'Online'),
  combined: w('Kết hợp', 'Combined'),
};

export const studySession = defineRecord({
  name: 'study_session',
  area: 'dissemination',
  class: 'unit',
  words: {
    one: w('Lớp học tập, quán triệt', 'Study session'),
    many: w('Học tập, quán triệt', 'Study sessions'),
    empty: w(
      'Chưa có lớp nào. Đơn vị tổ chức nhập mỗi lớp học tập, quán triệt đã mở.',
      'No session yet. The unit that held it enters each study session.',
    ),
  },
  fields: {
    unit: reference(w('Đơn vị tổ chức', 'Held by'), 'unit', { required: true }),
    document: reference(w('Văn bản', 'Document'), 'document', { required: true }),
    held_on: date(w('Ngày tổ chức', 'Held on'), { required: true }),
    mode: choice(w('Hình thức', 'Mode'), MODES, { required: true }),
    place_name: text(w('Địa điểm, điểm cầu', 'Place')),
    members_invited: count(w('Đảng viên được triệu tập', 'Members invited'), {
      required: true,
      max: 10_000_000,
    }),
    others_invited: count(w('Người khác được mời', 'Others invited'), {
      required: true,
      max: 10_000_000,
      hint: w('Ghi 0 nếu không có', '0 if none'),
    }),
    others_attended: count(w('Người khác tham dự', 'Others who attended'), {
      required: true,
      max: 10_000_000,
      hint: w('Ghi 0 nếu không có', '0 if none'),
    }),
  },
  title: ['document', 'held_on'],
  list: ['document', 'unit', 'held_on', 'mode', 'members_invited', 'others_attended'],
  filters: ['document', 'mode', 'unit'],
  date: 'held_on',
});

export const studyAttendance = defineRecord({
  name: 'study_attendance',
  area: 'dissemination',
  class: 'unit',
  words: {
    one: w('Đảng viên dự học tập', 'Study attendance'),
    many: w('Đảng viên dự học tập', 'Study attendance'),
    empty: w(
      'Chưa ghi ai dự. Chọn từng đảng viên có mặt; không ghi ý kiến phát biểu.',
      'Nobody entered yet. Choose each member who was there; never what was said.',
    ),
  },
  fields: {
    session: reference(w('Lớp học tập', 'Session'), 'study_session', { required: true }),
    person: reference(w('Đảng viên', 'Member'), 'person', { required: true }),
  },
  title: ['person', 'session'],
  list: ['person', 'session'],
  filters: ['session'],
});

const CAMPAIGN_KINDS = {
  contest: w('Hội thi, cuộc thi', 'Contest'),
  campaign: w('Đợt sinh hoạt chính trị, cuộc vận động', 'Campaign'),
};

export const campaign = defineRecord({
  name: 'campaign',
  area: 'dissemination',
  class: 'unit',
  words: {
    one: w('Hội thi, đợt sinh hoạt chính trị', 'Campaign'),
    many: w('Hội thi, đợt sinh hoạt chính trị', 'Campaigns'),
    empty: w(
      'Chưa có đợt nào. Đơn vị phát động nhập hội thi hoặc đợt sinh hoạt chính trị.',
      'No campaign yet. The unit that launches one enters it.',
    ),
  },
  fields: {
    unit: reference(w('Đơn vị phát động', 'Launched by'), 'unit', { required: true }),
    kind: choice(w('Loại', 'Kind'), CAMPAIGN_KINDS, { required: true }),
    name: text(w('Tên', 'Name'), { required: true, max: 300 }),
    valid_from: date(w('Từ ngày', 'From'), { required: true }),
    valid_to: date(w('Đến trước ngày', 'Until before'), {
      hint: w(
        'Ngày đầu tiên không còn diễn ra; để trống khi chưa kết thúc',
        'The first day it no longer runs; empty while it runs',
      ),
    }),
  },
  title: ['name'],
  list: ['name', 'kind', 'unit', 'valid_from', 'valid_to'],
  filters: ['kind', 'unit'],
  date: 'valid_from',
});

export const campaignEvent = defineRecord({
  name: 'campaign_event',
  area: 'dissemination',
  class: 'unit',
  words: {
    one: w('Hoạt động', 'Campaign event'),
    many: w('Hoạt động của đợt', 'Campaign events'),
    empty: w(
      'Chưa có hoạt động nào. Đơn vị tổ chức nhập từng hoạt động đã diễn ra.',
      'No event yet. The unit that held it enters each event.',
    ),
  },
  fields: {
    unit: reference(w('Đơn vị tổ chức', 'Held by'), 'unit', { required: true }),
    campaign: reference(w('Thuộc', 'Part of'), 'campaign', { required: true }),
    name: text(w('Tên hoạt động', 'Name'), { required: true, max: 300 }),
    held_on: date(w('Ngày tổ chức', 'Held on'), { required: true }),
    attended: count(w('Số lượt người tham gia', 'Attendances'), {
      required: true,
      max: 10_000_000,
      hint: w('Ghi 0 nếu không thống kê', '0 if not counted'),
    }),
  },
  title: ['name', 'held_on'],
  list: ['name', 'campaign', 'unit', 'held_on', 'attended'],
  filters: ['campaign', 'unit'],
  date: 'held_on',
});
