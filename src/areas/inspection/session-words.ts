/** The words of the pages of sessions. */
import { w } from '../../kernel/words.ts';

export const BOARD = {
  title: w('Các cuộc kiểm tra, giám sát đang thực hiện', 'Open inspections and supervisions'),
  list: w('Danh sách tất cả các cuộc', 'List of all sessions'),
  enter: w('Nhập cuộc mới', 'Enter a session'),
  empty: w(
    'Không có cuộc nào đang thực hiện. Mở cuộc từ chương trình đã ban hành, hoặc từ nguồn tin về dấu hiệu vi phạm.',
    'No session is open. Open one from an adopted programme, or from a lead on signs of violation.',
  ),
  more: (n: string) => w(`Cả ${n} cuộc ở danh sách`, `All ${n} in the list`),
  next: w('Ghi bước tiếp', 'Record the next step'),
  due: w('Hạn', 'Due'),
  opened: w('Triển khai', 'Opened'),
} as const;

export const SESSION = {
  decision: w('Quyết định số', 'Decision'),
  rests: w('Căn cứ', 'Rests on'),
  ofProgramme: w('Chương trình', 'Programme'),
  ofSignal: w('Đề xuất có nguồn tin', 'Lead'),
  subjects: w('Đối tượng và kết luận', 'Subjects and conclusions'),
  noSubjects: w(
    'Cuộc chưa có đối tượng nào. Ủy ban kiểm tra thêm từng tổ chức đảng, từng đảng viên.',
    'The session has no subject yet. The commission adds each organisation and each member.',
  ),
  addSubject: w('Thêm đối tượng', 'Add a subject'),
  addContent: w('Ghi kết luận một nội dung', 'Conclude on a content'),
  addMoney: w('Ghi số tiền phát hiện', 'Enter money found'),
  heard: w('đã phát biểu ngày', 'spoke on'),
  notHeard: w('chưa phát biểu tại hội nghị', 'has not spoken at the meeting'),
  view: w('Ý kiến của đối tượng', 'The subject’s own view'),
  remedy: w('Việc phải khắc phục', 'To be remedied'),
  by: w('hạn', 'by'),
  giveDuty: w('Giao việc khắc phục', 'Give the duty'),
  handOver: w('Ghi việc chuyển cơ quan pháp luật', 'Record papers handed to the law'),
  reviews: w('Kỷ luật được rà soát', 'Sanctions reviewed'),
  noReviews: w(
    'Chưa rà soát quyết định kỷ luật nào của tổ chức này.',
    'No sanction of this organisation has been reviewed yet.',
  ),
  addReview: w('Ghi kết quả rà soát một trường hợp', 'Enter the review of a sanction'),
  proposed: w('đề nghị', 'proposed'),
  findWrong: w('Ghi kết luận kỷ luật oan', 'Record a finding of wrongful discipline'),
  seeWrong: w('Xem việc khắc phục kỷ luật oan', 'See how it is made good'),
  duties: (n: string) => w(`${n} việc khắc phục đã giao`, `${n} duties given`),
  moneyLine: (found: string, proposed: string, done: string) =>
    w(
      `phát hiện ${found}, đề nghị ${proposed}, đã xử lý ${done}`,
      `found ${found}, proposed ${proposed}, done ${done}`,
    ),
  proposeSigns: w('Đề xuất kiểm tra khi có dấu hiệu vi phạm', 'Propose an inspection on signs'),
  signal: w('Mở đề xuất kiểm tra', 'Open the proposal'),
  mustDiscipline: w(
    'Kết luận: phải thi hành kỷ luật. Hồ sơ kỷ luật được mở từ đối tượng này.',
    'Concluded: a sanction is due. A discipline case is opened from this subject.',
  ),
  openDiscipline: w('Mở hồ sơ kỷ luật', 'Open a disciplinary case'),
  discipline: w('Xem hồ sơ kỷ luật', 'See the disciplinary case'),
  team: w('Đoàn kiểm tra, giám sát', 'The team'),
  noTeam: w('Chưa phân công ai.', 'Nobody is named yet.'),
  addTeam: w('Phân công', 'Name somebody'),
  papers: w('Giấy tờ (bản Word dự thảo)', 'Papers (Word drafts)'),
  papersHelp: w(
    'Mỗi giấy tờ được lập từ mẫu với dữ kiện của hồ sơ; phần để trống viết tay.',
    'Each paper is made from its template with the facts of the file; the rest is written by hand.',
  ),
  download: w('Tải bản Word', 'Word file'),
  preview: w('Nội dung của mẫu', 'What the template says'),
  diary: w('Sổ nhật ký đoàn', 'Team diary'),
  noDiary: w('Chưa có trang nào.', 'No entry yet.'),
  addDiary: w('Ghi nhật ký', 'Write an entry'),
  extend: w('Gia hạn', 'Extend the time'),
  extendHelp: w(
    'Chỉ cấp đã ban hành quyết định gia hạn, một lần, trước khi hết hạn.',
    'Only the body that issued the decision, once, before the time runs out.',
  ),
  record: w('Hồ sơ dưới dạng bản ghi', 'The file as a record'),
} as const;

export const SIGNS = {
  open: w('Mở kiểm tra khi có dấu hiệu vi phạm', 'Open an inspection on signs'),
  help: w(
    'Cuộc kiểm tra chỉ mang theo đối tượng và nội dung; nguồn tin ở lại đây, không vào hồ sơ kiểm tra.',
    'The inspection takes along the subject and the contents only; the source stays here.',
  ),
} as const;
