/**
 * The 104 kinds of paper of a member's file, as the catalogue of digitisation of 20/8/2026 numbers them (read second-hand,
 * B): 36 of priority 1, 49 of priority 2, 19 of priority 3. An office confirms the wording before it prints the list.
 */
import { type Words, w } from '../../kernel/words.ts';

/** Kinds that tell of a denunciation: seen by the rules of petitions, never by those of the file. */
const BY_PETITION_RULES: readonly string[] = ['29', '32'];

const FIRST: readonly Words[] = [
  w('Lý lịch của người xin vào Đảng', 'Life story of the applicant'),
  w('Lý lịch đảng viên', 'Life story of the member'),
  w('Phiếu đảng viên', 'Member’s form'),
  w('Phiếu bổ sung hồ sơ đảng viên', 'Yearly supplement'),
  w('Quyết định kết nạp đảng viên', 'Decision of admission'),
  w('Quyết định kết nạp lại đảng viên', 'Decision of readmission'),
  w('Quyết định công nhận đảng viên chính thức', 'Decision of recognition'),
  w('Quyết định xóa tên đảng viên dự bị', 'Decision striking off a probationary member'),
  w('Quyết định công nhận đảng viên sau khắc phục', 'Recognition as a member after repair'),
  w('Quyết định công nhận chính thức sau khắc phục', 'Recognition as an official member after repair'),
  w('Quyết định hủy quyết định kết nạp', 'Annulment of an admission'),
  w('Quyết định hủy quyết định kết nạp lại', 'Annulment of a readmission'),
  w('Quyết định hủy quyết định công nhận chính thức', 'Annulment of a recognition'),
  w('Quyết định khôi phục quyền của đảng viên', 'Restoration of a member’s rights'),
  w('Quyết định nối lại sinh hoạt đảng', 'Resumption of Party activity'),
  w('Quyết định xóa tên đảng viên', 'Decision striking off a member'),
  w('Quyết định cho ra khỏi Đảng', 'Decision letting a member leave'),
  w('Giấy xác nhận tuổi Đảng', 'Confirmation of Party age'),
  w('Quyết định phát thẻ đảng viên', 'Decision issuing the card'),
  w('Quyết định tặng Huy hiệu Đảng', 'Award of a Party badge'),
  w('Quyết định truy tặng Huy hiệu Đảng', 'Posthumous award of a badge'),
  w('Quyết định kỷ luật', 'Discipline decision'),
  w('Quyết định khen thưởng', 'Commendation'),
  w('Quyết định đình chỉ sinh hoạt đảng', 'Suspension from Party activity'),
  w('Quyết định đình chỉ sinh hoạt cấp ủy', 'Suspension from the committee'),
  w('Quyết định gia hạn đình chỉ sinh hoạt đảng', 'Longer suspension from Party activity'),
  w('Quyết định gia hạn đình chỉ sinh hoạt cấp ủy', 'Longer suspension from the committee'),
  w('Quyết định giải quyết khiếu nại', 'Decision on a complaint'),
  w('Quyết định giải quyết tố cáo', 'Decision on a denunciation'),
  w('Quyết định đình chỉ chức vụ', 'Suspension from a post'),
  w('Quyết định cho trở lại sinh hoạt', 'Return to Party activity'),
  w('Kết luận nội dung tố cáo', 'Conclusion on a denunciation'),
  w('Thông báo không giải quyết khiếu nại', 'Notice that a complaint is not taken up'),
  w('Kết luận kiểm tra khi có dấu hiệu vi phạm', 'Conclusion on signs of violation'),
  w('Văn bản minh oan', 'Exoneration'),
  w('Quyết định kỷ luật hành chính', 'Administrative sanction'),
];

const SECOND: readonly Words[] = [
  w('Đơn xin vào Đảng', 'Application'),
  w('Giấy chứng nhận bồi dưỡng nhận thức về Đảng', 'Certificate of the course before admission'),
  w('Giấy giới thiệu của đảng viên chính thức', 'Sponsor’s letter'),
  w('Nghị quyết giới thiệu đoàn viên ưu tú', 'Resolution of the Youth Union'),
  w('Nghị quyết giới thiệu đoàn viên công đoàn', 'Resolution of the trade union'),
  w('Tổng hợp ý kiến nhận xét người xin vào Đảng', 'Opinions on the applicant'),
  w('Nghị quyết chi bộ xét kết nạp', 'Cell’s resolution on admission'),
  w('Báo cáo thẩm định của đảng ủy bộ phận', 'Report of the section committee'),
  w('Nghị quyết đảng ủy cơ sở xét kết nạp', 'Grassroots committee’s resolution on admission'),
  w('Giấy chứng nhận bồi dưỡng đảng viên mới', 'Certificate of the course for new members'),
  w('Bản tự kiểm điểm của đảng viên dự bị', 'Self-review in probation'),
  w('Nhận xét của người giúp đỡ đảng viên dự bị', 'Helper’s opinion'),
  w('Tổng hợp ý kiến nhận xét đảng viên dự bị', 'Opinions on the probationary member'),
  w('Nghị quyết chi bộ xét công nhận', 'Cell’s resolution on recognition'),
  w('Báo cáo của đảng ủy bộ phận về công nhận', 'Section committee’s report on recognition'),
  w('Nghị quyết đảng ủy cơ sở xét công nhận', 'Grassroots committee’s resolution on recognition'),
  w('Giấy chứng nhận người vào Đảng đang được giúp đỡ', 'Certificate that an applicant is being helped'),
  w('Giấy giới thiệu chuyển sinh hoạt chính thức', 'Letter of transfer'),
  w('Giấy giới thiệu sinh hoạt tạm thời', 'Letter of temporary transfer'),
  w('Giấy giới thiệu ra ngoài nước', 'Letter of transfer abroad'),
  w('Phiếu công tác ngoài nước (đi)', 'Form for work abroad (leaving)'),
  w('Phiếu công tác ngoài nước (về)', 'Form for work abroad (returning)'),
  w('Giấy giới thiệu chuyển sinh hoạt nội bộ', 'Letter of internal transfer'),
  w('Phiếu báo chuyển sinh hoạt', 'Notice of transfer'),
  w('Bản kiểm điểm hằng năm (3 năm gần nhất)', 'Yearly self-reviews (the last three)'),
  w('Bản kiểm điểm khi chuyển sinh hoạt', 'Self-review at a transfer'),
  w('Bản kiểm điểm trong thời gian ở nước ngoài', 'Self-review of a stay abroad'),
  w('Quyết định biểu dương', 'Praise'),
  w('Bản kiểm điểm về vi phạm', 'Self-review on a violation'),
  w('Thông báo vi phạm pháp luật', 'Notice of an offence'),
  w('Giải quyết khiếu nại hành chính', 'Decision on an administrative complaint'),
  w('Bản án', 'Judgment'),
  w('Kết luận thanh tra, kiểm toán', 'Conclusion of an inspection or audit'),
  w('Bằng, chứng chỉ lý luận chính trị', 'Diploma of political theory'),
  w('Quyết định cấp lại Huy hiệu Đảng', 'Badge issued again'),
  w('Quyết định cấp lại thẻ đảng viên', 'Card issued again'),
  w('Quyết định đổi thẻ đảng viên', 'Card exchanged'),
  w('Giấy tờ đổi tên', 'Change of name'),
  w('Giấy khai sinh, trích lục cải chính', 'Birth certificate, its correction'),
  w('Giấy tờ về quê quán', 'Paper on the native place'),
  w('Quyết định xác định lại dân tộc', 'Ethnic group determined anew'),
  w('Quyết định thu hồi, hủy văn bằng', 'Diploma withdrawn'),
  w('Đơn xin miễn công tác và sinh hoạt đảng', 'Request for exemption'),
  w('Xác nhận của cơ sở y tế', 'Medical confirmation'),
  w('Nghị quyết miễn công tác và sinh hoạt đảng', 'Resolution of exemption'),
  w('Lý lịch bổ sung sau khi về nước', 'Life story after returning from abroad'),
  w('Giấy chứng tử', 'Death certificate'),
  w('Biên bản, xác nhận mất hồ sơ', 'Record of a lost file'),
  w('Phiếu đảng viên mẫu cũ', 'Member’s form of the old kind'),
];

const THIRD: readonly Words[] = [
  w('Văn bằng, chứng chỉ', 'Diplomas and certificates'),
  w('Quyết định điều động, bổ nhiệm', 'Appointment'),
  w('Quyết định nghỉ hưu', 'Retirement'),
  w('Quyết định nghỉ mất sức', 'Retirement for loss of health'),
  w('Quyết định phục viên, chuyển ngành', 'Demobilisation, change of service'),
  w('Quyết định xuất ngũ', 'Discharge'),
  w(
    'Công văn giới thiệu người vào Đảng chuyển nơi (trong đảng bộ cơ sở)',
    'Letter on an applicant who moves (inside)',
  ),
  w(
    'Công văn giới thiệu người vào Đảng chuyển nơi (trong đảng bộ cấp trên)',
    'Letter on an applicant who moves (one level up)',
  ),
  w(
    'Công văn giới thiệu người vào Đảng chuyển nơi (trong tỉnh)',
    'Letter on an applicant who moves (in the province)',
  ),
  w(
    'Công văn giới thiệu người vào Đảng chuyển ra ngoài đảng bộ cấp xã',
    'Letter on an applicant who leaves the commune',
  ),
  w('Giấy cử đi thẩm tra', 'Order to verify'),
  w('Công văn đề nghị thẩm tra', 'Request to verify'),
  w('Công văn chỉ đạo làm lại hồ sơ', 'Direction to make the file anew'),
  w('Văn bản chỉ đạo làm lại lý lịch', 'Direction to write the life story anew'),
  w('Phiếu báo đảng viên được công nhận chính thức', 'Notice of recognition'),
  w('Phiếu báo đảng viên ra khỏi Đảng', 'Notice that a member left'),
  w('Phiếu báo đảng viên từ trần', 'Notice of a death'),
  w('Tờ khai đề nghị tặng Huy hiệu Đảng', 'Declaration for a badge'),
  w('Tờ khai đề nghị cấp lại Huy hiệu Đảng', 'Declaration for a badge to be issued again'),
];

export type Priority = 1 | 2 | 3;

export type Paper = { kind: string; priority: Priority; words: Words };

const LISTS = [FIRST, SECOND, THIRD] as const;

/** Every kind in its order; `kind` is its number in the catalogue. */
export const PAPERS: readonly Paper[] = LISTS.flatMap((list, i) =>
  list.map((words) => ({ priority: (i + 1) as Priority, words })),
).map((paper, i) => ({ kind: String(i + 1), ...paper }));

/** Words by kind, with its number before them, as a choice. */
export const PAPER_KINDS: Readonly<Record<string, Words>> = Object.fromEntries(
  PAPERS.map(({ kind, words }) => [kind, w(`${kind}. ${words.vi}`, `${kind}. ${words.en}`)]),
);

/** The list for whoever may not see by the rules of petitions. */
export const papersFor = (seesPetitions: boolean): readonly Paper[] =>
  seesPetitions ? PAPERS : PAPERS.filter(({ kind }) => !BY_PETITION_RULES.includes(kind));
