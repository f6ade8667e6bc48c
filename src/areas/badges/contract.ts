/** Cards, the time that counts as party age, and badges, as dated records with their decisions. */
import { w } from '../../kernel/words.ts';
import { choice, count, date, defineRecord, reference, text } from '../../records/define.ts';

const PERSON = reference(w('Đảng viên', 'Member'), 'person', { required: true });
const DECISION = w('Số quyết định', 'Decision number');

const CARD_CAME_BY = {
  first: w('Phát thẻ lần đầu', 'First card'),
  lost: w('Cấp lại do mất', 'Re-issued, the former was lost'),
  damaged: w('Đổi do hỏng', 'Exchanged, damaged'),
  wrong: w('Đổi do sai thông tin', 'Exchanged, wrong data'),
  exchange: w('Đổi thẻ toàn quốc', 'National exchange'),
};

const CARD_ENDED_BY = {
  lost: w('Bị mất', 'Lost'),
  exchanged: w('Đã đổi thẻ khác', 'Exchanged for another'),
  revoked: w('Bị thu hồi', 'Revoked'),
  death: w('Đảng viên từ trần', 'The member died'),
  left: w('Đảng viên ra khỏi Đảng', 'The member left the Party'),
};

export const partyCard = defineRecord({
  name: 'party_card',
  area: 'badges',
  class: 'unit',
  words: {
    one: w('Thẻ đảng viên', 'Party card'),
    many: w('Thẻ đảng viên', 'Party cards'),
    empty: w(
      'Chưa ghi thẻ nào. Ban tổ chức nhập khi phát thẻ; số cũ 8 chữ số và số mới 12 chữ số đều giữ lại.',
      'No cards yet. The organisation board enters each as it is issued; old numbers of 8 and new of 12 digits both stay.',
    ),
  },
  fields: {
    person: PERSON,
    card_number: text(w('Số thẻ', 'Card number'), {
      required: true,
      sensitive: true,
      max: 12,
      hint: w(
        '8 chữ số (mẫu cũ) hoặc 12 chữ số (mẫu mới), giữ số 0 ở đầu',
        '8 digits (old) or 12 (new), leading zeros kept',
      ),
    }),
    came_by: choice(w('Lý do cấp', 'Issued because'), CARD_CAME_BY, { required: true }),
    issued_on: date(w('Ngày cấp', 'Issued on'), { required: true }),
    decision_number: text(DECISION, { required: true, max: 60 }),
    ended_on: date(w('Hết giá trị từ ngày', 'No longer valid from')),
    ended_by: choice(w('Lý do hết giá trị', 'Why no longer valid'), CARD_ENDED_BY),
    end_document: text(w('Văn bản khi hết giá trị', 'Document of the end'), { max: 60 }),
  },
  title: ['person', 'issued_on'],
  list: ['person', 'came_by', 'issued_on', 'decision_number', 'ended_on', 'ended_by'],
  filters: ['came_by', 'ended_by'],
  date: 'issued_on',
});

export const partyPeriod = defineRecord({
  name: 'party_period',
  area: 'badges',
  class: 'unit',
  words: {
    one: w('Thời gian tính tuổi đảng', 'Time counted as party age'),
    many: w('Thời gian tính tuổi đảng', 'Times counted as party age'),
    empty: w(
      'Chưa ghi thời gian nào. Nhập cho đảng viên vào Đảng trước khi mở sổ này; quyết định kết nạp ghi ở đây tự tính.',
      'Nothing yet. Enter it for those admitted before these records opened; admissions recorded here count by themselves.',
    ),
  },
  fields: {
    person: PERSON,
    valid_from: date(w('Tính từ ngày', 'From'), {
      required: true,
      hint: w('Ngày ghi trên quyết định kết nạp', 'The date on the admission decision'),
    }),
    valid_to: date(w('Thôi tính từ ngày', 'Ended on'), {
      hint: w('Chỉ nhập khi đã có lúc không là đảng viên', 'Only where there was a time outside the Party'),
    }),
    document: text(w('Căn cứ', 'Source'), { required: true, max: 120 }),
  },
  title: ['person', 'valid_from'],
  list: ['person', 'valid_from', 'valid_to', 'document'],
  filters: [],
  date: 'valid_from',
});

export const AWARD_KINDS = {
  regular: w('Đủ tuổi đảng', 'Party age completed'),
  early: w('Tặng sớm do bệnh nặng', 'Early, gravely ill'),
  posthumous: w('Truy tặng', 'Posthumous'),
};

export type AwardKind = keyof typeof AWARD_KINDS;

export const badgeAward = defineRecord({
  name: 'badge_award',
  area: 'badges',
  class: 'unit',
  words: {
    one: w('Quyết định tặng Huy hiệu Đảng', 'Award of the Party badge'),
    many: w('Huy hiệu Đảng đã tặng', 'Party badges awarded'),
    empty: w(
      'Chưa ghi Huy hiệu nào. Trang Đợt xét tặng Huy hiệu lập danh sách; nhập khi có quyết định.',
      'No badges yet. The page of badge rounds makes the list; enter them when decided.',
    ),
  },
  fields: {
    person: PERSON,
    level: count(w('Loại Huy hiệu (năm tuổi đảng)', 'Badge (years of party age)'), {
      required: true,
      min: 1,
      max: 120,
    }),
    kind: choice(w('Hình thức', 'Kind'), AWARD_KINDS, { required: true }),
    awarded_on: date(w('Đợt trao (ngày)', 'Occasion (day)'), {
      required: true,
      hint: w('3/2, 19/5, 2/9, 7/11 hoặc ngày lễ lớn khác', '3/2, 19/5, 2/9, 7/11 or another great day'),
    }),
    decision_number: text(DECISION, { required: true, max: 60 }),
    decided_on: date(w('Ngày quyết định', 'Decided on'), { required: true }),
    decided_by: text(w('Cấp quyết định', 'Decided by'), { required: true, max: 120 }),
    badge_number: text(w('Số Huy hiệu', 'Badge number'), { max: 20 }),
    cell_agreed_on: date(w('Chi bộ đồng ý ngày (khi đã bị kỷ luật)', 'Cell agreed on (after a sanction)')),
    cell_document: text(w('Số nghị quyết của chi bộ', 'Resolution of the cell'), { max: 60 }),
    lost_on: date(w('Mất ngày', 'Lost on')),
    reissued_on: date(w('Cấp lại ngày', 'Re-issued on')),
    reissue_document: text(w('Quyết định cấp lại', 'Decision of re-issue'), { max: 60 }),
    returned_on: date(w('Thu lại ngày', 'Returned on')),
    return_reason: text(w('Lý do thu lại', 'Why returned'), { max: 200 }),
  },
  title: ['person', 'level'],
  list: ['person', 'level', 'kind', 'awarded_on', 'decision_number', 'decided_on', 'badge_number'],
  filters: ['level', 'kind'],
  date: 'awarded_on',
});
