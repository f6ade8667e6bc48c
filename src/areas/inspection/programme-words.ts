/** The words of the pages of programmes. */
import { w } from '../../kernel/words.ts';

export const PROGRAMMES = {
  title: w('Chương trình kiểm tra, giám sát', 'Inspection programmes'),
  year: w('Năm', 'Year'),
  show: w('Xem', 'Show'),
  own: w('Của đơn vị', 'Of this unit'),
  beneath: w('Của cấp dưới', 'Of units beneath'),
  draft: w('Lập dự thảo chương trình', 'Draft a programme'),
  enter: w('Nhập chương trình đã ban hành', 'Enter an adopted programme'),
  coverage: w('Cấp dưới đã ban hành chưa', 'Coverage beneath'),
  isDraft: w('dự thảo', 'draft'),
  adopted: w('đã ban hành', 'adopted'),
  wholeTerm: w('Toàn khóa', 'Whole term'),
  none: w(
    'Chưa có chương trình nào của năm này. Ủy ban kiểm tra lập dự thảo, rồi ban hành; chi bộ lập kế hoạch đầu năm.',
    'No programme for this year yet. The commission drafts one and it is adopted; cells plan at the start of the year.',
  ),
  more: w('Danh sách đầy đủ có bộ lọc', 'The whole list with its filters'),
  body: w('Chủ thể', 'Body'),
  unit: w('Tổ chức đảng', 'Organisation'),
  name: w('Chương trình', 'Programme'),
  state: w('Tình trạng', 'State'),
} as const;

export const COVERAGE = {
  title: w('Cấp dưới ban hành chương trình kiểm tra, giám sát', 'Programmes of units beneath'),
  intro: w(
    'Mỗi tổ chức đảng trực tiếp dưới: đã ban hành chương trình của năm chưa, và trong cả phần dưới có bao nhiêu nơi đã ban hành.',
    'Each organisation directly beneath: whether it has adopted a programme for the year, and how many have in all beneath it.',
  ),
  own: w('Chương trình của chính tổ chức', 'Its own programme'),
  beneath: w('Cả phần dưới', 'All beneath'),
  notYet: w('chưa ban hành', 'not yet'),
  of: (adopted: string, units: string) => w(`${adopted}/${units} tổ chức`, `${adopted} of ${units}`),
  none: w(
    'Không có tổ chức đảng nào trực tiếp dưới đơn vị này.',
    'No organisation lies directly beneath this unit.',
  ),
  counted: w('Tổ chức đảng đã ban hành, kể cả đơn vị', 'Organisations that issued one, this unit included'),
} as const;

export const PROGRAMME = {
  views: w('Cách xem chương trình', 'Views of the programme'),
  table: w('Theo quý', 'By quarter'),
  timeline: w('Theo tháng', 'By month'),
  board: w('Theo giai đoạn', 'By stage'),
  adopt: w('Ban hành chương trình', 'Adopt the programme'),
  addItem: w('Thêm cuộc', 'Add an item'),
  addByDecision: w('Bổ sung cuộc theo quyết định', 'Add an item by decision'),
  postpone: w('Hoãn hoặc đưa ra', 'Postpone or drop'),
  open: w('Triển khai cuộc', 'Open the session'),
  addSubject: w('Thêm đối tượng', 'Add a subject'),
  addTeam: w('Phân công đoàn', 'Name the team'),
  openFile: w('Mở hồ sơ cuộc', 'Open the file'),
  draftNote: w(
    'Đây là dự thảo: chưa được đếm vào báo cáo. Sửa, thêm, rút từng cuộc, rồi ban hành.',
    'This is a draft: no report counts it yet. Correct, add and withdraw items, then adopt it.',
  ),
  noQuarter: w('Chưa ghi quý', 'No quarter yet'),
  quarter: (n: string) => w(`Quý ${n}`, `Quarter ${n}`),
  empty: w(
    'Chương trình chưa có cuộc nào. Ủy ban kiểm tra thêm từng cuộc với nội dung, quý, đối tượng và đoàn.',
    'The programme has no item yet. The commission adds each with content, quarter, subjects and team.',
  ),
  item: w('Cuộc', 'Item'),
  subjects: w('Đối tượng', 'Subjects'),
  lead: w('Chủ trì, đoàn', 'Lead and team'),
  stage: w('Giai đoạn', 'Stage'),
  period: w('Mốc thời gian', 'Period looked into'),
  nobody: w('chưa ghi', 'none yet'),
  counters: w('Kết quả thực hiện', 'Progress'),
  sessions: w('cuộc', 'sessions'),
  orgs: w('tổ chức đảng', 'organisations'),
  members: w('đảng viên', 'members'),
  original: w('không tính điều chỉnh', 'without adjustments'),
  asOf: w('tính đến', 'as of'),
  noCounters: w(
    'Số liệu của chương trình này chỉ người được xem báo cáo của đơn vị mới mở được.',
    'The counts of this programme are open to whoever may open the unit’s report.',
  ),
  month: w('Tháng', 'Month'),
  planned: w('kế hoạch', 'planned'),
  running: w('thực hiện', 'running'),
  both: w('kế hoạch và thực hiện', 'planned and running'),
  legend: w('○ theo kế hoạch, ● đang hoặc đã thực hiện, ◉ cả hai', '○ planned, ● carried out, ◉ both'),
  added: (decision: string) => w(`bổ sung theo ${decision}`, `added by ${decision}`),
  postponed: (quarter: string, decision: string) =>
    w(`hoãn sang quý ${quarter} theo ${decision}`, `postponed to quarter ${quarter} by ${decision}`),
  dropped: (decision: string) => w(`đưa ra theo ${decision}`, `dropped by ${decision}`),
  because: w('Vì sao', 'Why'),
  record: w('Hồ sơ chương trình', 'The programme as a record'),
  adoptResult: w(
    'Chương trình được đếm vào báo cáo từ ngày ban hành; thay đổi sau đó phải có quyết định.',
    'Reports count the programme from its day on; later changes need a decision.',
  ),
  itemsCount: w('Số cuộc', 'Items'),
} as const;

/** Where an item stands, as the figures of the programme see it. */
export const STAGES = {
  not_started: w('Chưa triển khai', 'Not begun'),
  ongoing: w('Đang tiến hành', 'Running'),
  done: w('Đã kết luận', 'Done'),
  dropped: w('Đã đưa ra', 'Dropped'),
} as const;

export const DRAFT = {
  title: PROGRAMMES.draft,
  choose: w('Chủ thể và năm', 'Body and year'),
  propose: w('Xem đề xuất', 'Show proposals'),
  proposals: w('Đề xuất đưa vào dự thảo', 'Proposals for the draft'),
  proposalsHelp: w(
    'Mỗi đề xuất nói rõ vì sao. Chọn những mục đưa vào; phần còn lại không được ghi.',
    'Each proposal says why. Tick what goes into the draft; the rest is not recorded.',
  ),
  none: w('Không có đề xuất nào. Dự thảo bắt đầu trống.', 'Nothing is proposed. The draft starts empty.'),
  make: w('Lập dự thảo', 'Make the draft'),
  noBodies: w(
    'Đơn vị chưa ghi chủ thể nào đang hoạt động. Cán bộ tổ chức nhập ban chấp hành, ban thường vụ, ủy ban kiểm tra.',
    'The unit has no body in office. The organisation officer enters its committee, standing committee and commission.',
  ),
  wantedTitle: (body: string, year: string) =>
    w(`Chương trình kiểm tra, giám sát năm ${year} của ${body}`, `Programme of ${body} for ${year}`),
} as const;
