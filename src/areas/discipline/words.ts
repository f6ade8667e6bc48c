/** The words of the pages of discipline. */
import { w } from '../../kernel/words.ts';
import type { Effect } from './limitation-rules.ts';

export const EFFECTS: Readonly<Record<Effect['state'], ReturnType<typeof w>>> = {
  waiting: w('chưa công bố nên chưa có hiệu lực', 'not announced, so not in force'),
  in_force: w('đang có hiệu lực', 'in force'),
  held: w(
    'quá thời hạn nhưng chưa chấm dứt: còn khiếu nại hoặc vi phạm khác',
    'past its end, held by a complaint or another violation',
  ),
  ended: w('đủ điều kiện chấm dứt, chưa ghi', 'clean to its end, not noted yet'),
  lasting: w('không tự chấm dứt', 'never ends by itself'),
  cancelled: w('đã bị xóa', 'cancelled'),
};

export const MAY = {
  decides: w('quyết định', 'decides'),
  proposes: w('chỉ đề nghị cấp trên', 'only proposes'),
  no: w('không có thẩm quyền', 'no competence'),
  unknown: w('chưa có quy định', 'no rule held here'),
};

export const PAGE = {
  list: w('Hồ sơ kỷ luật đang làm', 'Disciplinary cases at work'),
  listHelp: w(
    'Mỗi dòng là một hồ sơ: đang ở bước nào, ngày cuối gần nhất của thời hạn đang chạy.',
    'Each line is a case: where it stands, and the nearest last day of a deadline that runs.',
  ),
  all: w('Tất cả hồ sơ, lọc theo cấp, đối tượng', 'All cases, by body and subject'),
  open: w('Mở hồ sơ kỷ luật', 'Open a case'),
  subject: w('Đối tượng', 'Subject'),
  number: w('Hồ sơ', 'Case'),
  stands: w('Đang ở', 'Stands at'),
  due: w('Ngày cuối gần nhất', 'Nearest last day'),
  body: w('Cấp xem xét', 'Body'),
  form: w('Hình thức', 'Form'),
  effect: w('Hiệu lực', 'Effect'),
  from: w('từ', 'from'),
  until: w('đến hết', 'to the end of'),
  obey: w(
    'Trong khi chờ giải quyết khiếu nại, kỷ luật vẫn phải được chấp hành.',
    'The sanction is obeyed while a complaint is open.',
  ),
  restrictions: w(
    'Khi còn hiệu lực: không chuyển, luân chuyển, bổ nhiệm, nâng ngạch, khen thưởng.',
    'While in force: no transfer, rotation, appointment, promotion or honours.',
  ),
  competence: w('Thẩm quyền của cấp xem xét', 'Competence of the body'),
  competenceAsk: w('Ai có thẩm quyền kỷ luật', 'Who may decide on discipline'),
  competenceHelp: w(
    'Chọn cấp, đối tượng và ngày; trang trả lời được quyết định hay chỉ đề nghị hình thức nào, theo quy định nào.',
    'Choose body, subject and day; the page says which forms it decides or only proposes, and by which rule.',
  ),
  may: w('Được làm gì', 'What it may do'),
  because: w('Vì', 'Because of'),
  refuses: w('chặn', 'refuses'),
  warns: w('nhắc, cho ghi lý do', 'warns, passes with a reason'),
  nothingKnown: w(
    'Chưa có quy định nào trong phần mềm về cấp này vào ngày đó; quyết định phải ghi lý do.',
    'No rule held here is about this body on that day; a decision needs a reason.',
  ),
  ballots: w('Kết quả bỏ phiếu kín', 'Secret ballots'),
  noBallot: w(
    'Chưa có kết quả bỏ phiếu. Sau khi gặp, nghe ý kiến, cán bộ kiểm tra nhập từ biên bản kiểm phiếu.',
    'No ballot yet. After the hearing the inspection officer enters the minutes of the count.',
  ),
  votes: w('Phiếu', 'Votes'),
  reached: w('Cộng dồn từ nặng', 'Counted down'),
  needed: w('Cần', 'Needed'),
  enough: w('Đủ', 'Enough'),
  yes: w('đủ', 'enough'),
  no: w('chưa đủ', 'not enough'),
  base: (base: string, total: string) =>
    w(
      `Tính trên ${base} (tổng số ${total}), không tính trên số có mặt.`,
      `Reckoned from ${base} (of ${total} in all), not from those present.`,
    ),
  result: w('Kết quả', 'Result'),
  noForm: w('Không hình thức nào đủ phiếu', 'No form has enough votes'),
  noRule: w('Chưa có quy định về số phiếu cho ngày này', 'No rule on majorities is held for that day'),
  limitation: w('Thời hiệu (xét sau khi bỏ phiếu)', 'Limitation of time (after the vote)'),
  circumstances: w('Tình tiết giảm nhẹ, tăng nặng', 'Circumstances'),
  noCircumstance: w('Chưa ghi tình tiết nào.', 'None noted yet.'),
  addCircumstance: w('Ghi tình tiết', 'Note a circumstance'),
  decisions: w('Quyết định', 'Decisions'),
  noDecision: w('Chưa có quyết định.', 'No decision yet.'),
  complain: w('Ghi khiếu nại về quyết định này', 'Record a complaint about it'),
  change: w('Nhập quyết định thay đổi', 'Enter a decision that changes it'),
  findWrong: w('Ghi kết luận kỷ luật oan', 'Record a finding of wrongful discipline'),
  outside: w('Ghi việc xử lý pháp luật, hành chính', 'Record handling by law or administration'),
  fromOutside: w('Mở hồ sơ kỷ luật từ việc này', 'Open a disciplinary case from it'),
  suspend: w('Nhập quyết định đình chỉ', 'Enter a suspension'),
  outcome: w('Kết quả giải quyết', 'Outcome'),
  resolve: w('Nhập quyết định giải quyết khiếu nại', 'Enter the decision that resolves it'),
  lastDay: w('Ngày cuối hiện nay', 'Last day as it stands'),
  day: w('Vào ngày', 'On'),
  ask: w('Xem thẩm quyền', 'Ask'),
} as const;
