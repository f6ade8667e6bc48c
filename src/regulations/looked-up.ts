/**
 * Rules of the first pack that no part of the product asks for, each with the reason: what it would judge is not kept
 * here, follows from how it is kept, or is for whoever decides. A test holds the list to the source (`uses.ts`).
 */
import { type Words, w } from '../kernel/words.ts';

type Reason = { why: Words; rules: readonly string[] };

const REASONS: readonly Reason[] = [
  {
    why: w(
      'Phần mềm ghi tháng đã đóng và tháng được miễn, không tính số tiền.',
      'Months that were paid or exempt are kept, no amounts.',
    ),
    rules: [
      ...['dues.insured', 'dues.pension', 'dues.student', 'dues.uninsured_under_pension_age'],
      ...['dues.uninsured_pension_age', 'dues.exempt', 'dues.cell_share_up'],
    ],
  },
  {
    why: w(
      'Giấy tờ của buổi sinh hoạt nằm ở nơi khác; buổi chuyên đề đã có thì ghi, quý còn thiếu thì không nhắc.',
      'The papers of a meeting are kept elsewhere; thematic meetings are recorded, a quarter without one is not told.',
    ),
    rules: ['meeting.thematic', 'meeting.docs_before', 'meeting.docs_after'],
  },
  {
    why: w(
      'Chỉ ghi mức đã quyết định; phần mềm không chấm điểm, không xếp hạng.',
      'The grade that was decided is kept; nothing is scored or ranked.',
    ),
    rules: [
      ...['meeting.grade_cuts', 'review.cuts', 'review.weights', 'review.excellent.overachieve'],
      ...['review.complete.late_max', 'commend.five_years'],
    ],
  },
  {
    why: w(
      'Ghi kết quả kiểm điểm của năm; không ghi hội nghị kéo dài mấy ngày.',
      'The result of a year is kept, not how many days the meeting took.',
    ),
    rules: ['review.min_days', 'review.period'],
  },
  {
    why: w(
      'Nằm sẵn trong cách ghi: biểu tự cân đối, lịch bỏ ngày nghỉ, mã đủ 14 chữ số, thẻ chỉ cho đảng viên chính thức, phiếu chỉ tính trên đảng viên chính thức, người được miễn hay bị đình chỉ vẫn trong danh sách.',
      'It follows from how things are kept: forms close by their own checks, the calendar leaves holidays out, a code has 14 digits, cards go to official members, votes are reckoned from official members, the exempt and the suspended stay in the lists.',
    ),
    rules: [
      ...['stat.bieu1.identity', 'stat.forms', 'calendar.working_days', 'org.code_format', 'card.exchange'],
      ...['probation.may_vote', 'badge.exempt_members', 'suspension.pays_dues', 'admit.sponsor_min_official'],
    ],
  },
  {
    why: w(
      'Phiếu của ban thường vụ và phiếu thông qua nghị quyết không ghi ở đây, chỉ ghi quyết định.',
      'Votes of a standing committee, or on a resolution, are not kept; the decision is.',
    ),
    rules: ['admit.vote.standing', 'vote.resolution'],
  },
  {
    why: w(
      'Xét bằng quy định tuổi: quá tuổi mà chưa có văn bản đồng ý thì bước chi bộ xét báo lỗi.',
      'Judged with the age: past it and without the written consent the cell’s step is at fault.',
    ),
    rules: ['admit.over60.consent'],
  },
  {
    why: w(
      'Việc của người có thẩm quyền khi quyết định; giữ ở đây để tra cứu.',
      'For whoever decides; kept here to be looked up.',
    ),
    rules: [
      ...['org.committee_below_30', 'org.subcommittee_name', 'org.commune_creator', 'org.chi_uy_threshold'],
      ...['org.reorganised_leaders', 'transfer.temp_committee_seat', 'transfer.channel', 'file.custodian'],
      ...['report.layout.numbering', 'conduct.rules', 'admit.answer_required', 'admit.decider.province'],
    ],
  },
];

/** Why nothing asks for a rule, by its id. */
export const LOOKED_UP: ReadonlyMap<string, Words> = new Map(
  REASONS.flatMap(({ why, rules }) => rules.map((id) => [id, why] as const)),
);
