/** The text of docs/reference/regulations.md, made from the packs; a test fails when the file lags. */
import { formatDate } from '../kernel/plain-date.ts';
import { type Words, w } from '../kernel/words.ts';
import { daysText, ruleHistory } from './history.ts';
import type { Regulations } from './reader.ts';
import { type Document, KNOWN_WORDS, type Known } from './rule.ts';

const both = (words: Words): string => (words.vi === words.en ? words.vi : `${words.vi} · *${words.en}*`);
const cell = (text: string): string => text.replaceAll('|', '\\|');
const row = (...cells: string[]): string => `| ${cells.map(cell).join(' | ')} |`;

/** Headings of the groups, by the first word of the ids, in the order of the page. */
export const GROUPS: Readonly<Record<string, Words>> = {
  org: w('Tổ chức', 'Organisation'),
  admit: w('Kết nạp', 'Admission'),
  probation: w('Dự bị', 'Probation'),
  party_age: w('Tuổi đảng', 'Party age'),
  readmit: w('Kết nạp lại', 'Re-admission'),
  removal: w('Xóa tên', 'Striking off'),
  exempt: w('Miễn sinh hoạt', 'Exemption'),
  transfer: w('Chuyển sinh hoạt', 'Transfer'),
  vote: w('Biểu quyết', 'Votes'),
  discipline: w('Kỷ luật', 'Discipline'),
  comp: w('Thẩm quyền', 'Competence'),
  suspension: w('Đình chỉ', 'Suspension'),
  statute: w('Thời hiệu', 'Statute of limitation'),
  complaint: w('Khiếu nại', 'Complaints'),
  denunciation: w('Tố cáo', 'Denunciations'),
  inspection: w('Kiểm tra, giám sát', 'Inspection and supervision'),
  count: w('Cách tính số liệu', 'Counting'),
  report: w('Báo cáo và thể thức', 'Reports and layout'),
  badge: w('Huy hiệu Đảng', 'Party badge'),
  card: w('Thẻ đảng viên', 'Party card'),
  file: w('Hồ sơ đảng viên', "Member's file"),
  ledger: w('Danh sách đảng viên', 'Ledger of members'),
  dues: w('Đảng phí', 'Dues'),
  meeting: w('Sinh hoạt chi bộ', 'Cell meetings'),
  review: w('Kiểm điểm, xếp loại', 'Review and classification'),
  commend: w('Khen thưởng', 'Commendation'),
  conduct: w('Những điều đảng viên không được làm', 'What members must not do'),
  stat: w('Thống kê tổ chức, đảng viên', 'Statistics of organisations and members'),
  calendar: w('Lịch', 'Calendar'),
  subject: w('Đối tượng kiểm tra, kỷ luật', 'Subjects of inspection and discipline'),
  form: w('Hình thức không được thay', 'Forms that may not be replaced'),
  probationary: w('Kỷ luật đảng viên dự bị', 'Discipline of probationary members'),
  outside: w('Phối hợp với cơ quan ngoài Đảng', 'Bodies outside the Party'),
  hearing: w('Quyền trình bày', 'The right to be heard'),
  mitigating: w('Giảm nhẹ', 'Mitigation'),
  aggravating: w('Tăng nặng', 'Aggravation'),
  publish: w('Công bố quyết định kỷ luật', 'Publishing a sanction'),
  effect: w('Hiệu lực của quyết định kỷ luật', 'Effect of a sanction'),
  suspend: w('Đình chỉ khi bị khởi tố, truy tố', 'Suspension under prosecution'),
  wrongful: w('Kỷ luật oan', 'Wrongful discipline'),
  denounce: w('Giải quyết tố cáo', 'Handling denunciations'),
  ubkt: w('Ủy ban kiểm tra', 'Inspection commissions'),
  inspect: w('Thời hạn, đoàn kiểm tra', 'Inspections: times and teams'),
  supervise: w('Giám sát chuyên đề', 'Thematic supervision'),
  stats: w('Thống kê của ngành kiểm tra', 'Statistics of the inspection sector'),
  secret: w('Bí mật', 'Secrets'),
  pdp: w('Dữ liệu cá nhân', 'Personal data'),
  retention: w('Lưu trữ', 'Retention'),
};

/** The group a rule belongs to: the first word of its id. */
export const groupOf = (id: string): string => id.slice(0, id.indexOf('.'));

function documentTable(documents: readonly Document[]): string[] {
  const lines = documents.map((document) =>
    row(
      document.number,
      both(document.title),
      document.issuedOn ? formatDate(document.issuedOn, 'vi') : '–',
      daysText(document, 'vi'),
      document.known,
      document.note ? both(document.note) : '',
    ),
  );
  return [
    row(
      'Số · *number*',
      'Tên · *title*',
      'Ban hành · *issued*',
      'Hiệu lực · *in force*',
      'Mức biết · *known*',
      'Ghi chú · *note*',
    ),
    '|---|---|---|---|---|---|',
    ...lines,
  ];
}

function ruleSection(regulations: Regulations, id: string): string[] {
  const vi = ruleHistory(id, 'vi', undefined, regulations);
  const en = ruleHistory(id, 'en', undefined, regulations);
  const lines = vi.rows.map((line, index) => {
    const other = en.rows[index]!;
    const note = line.note === null ? '' : both(w(line.note, other.note ?? ''));
    return row(daysText(line, 'vi'), both(w(line.valueText, other.valueText)), line.source, line.known, note);
  });
  const gaps = vi.gaps.map((gap) => `Chưa biết giá trị · *no value known*: ${daysText(gap, 'vi')}.`);
  const { note } = regulations.rule(id);
  return [
    `### \`${id}\``,
    '',
    both(w(vi.name, en.name)),
    '',
    row(
      'Hiệu lực · *in force*',
      'Giá trị · *value*',
      'Nguồn · *source*',
      'Mức biết · *known*',
      'Ghi chú · *note*',
    ),
    '|---|---|---|---|---|',
    ...lines,
    '',
    ...gaps.flatMap((line) => [line, '']),
    ...(note ? [both(note), ''] : []),
  ];
}

/** The whole reference page in both languages. Throws when a rule belongs to no group of the page. */
export function regulationsMarkdown(regulations: Regulations): string {
  const ids = regulations.ids();
  const homeless = ids.filter((id) => !(groupOf(id) in GROUPS));
  if (homeless.length > 0)
    throw new Error(`rules without a group on the reference page: ${homeless.join(', ')}`);
  const marks = (Object.keys(KNOWN_WORDS) as Known[]).map(
    (mark) => `- **${mark}** ${both(KNOWN_WORDS[mark])}`,
  );
  const sections = Object.entries(GROUPS).flatMap(([name, words]) => {
    const members = ids.filter((id) => groupOf(id) === name);
    return members.length === 0
      ? []
      : [`## ${words.vi} · *${words.en}*`, '', ...members.flatMap((id) => ruleSection(regulations, id))];
  });
  return [
    '# Quy định theo ngày · *Dated regulations*',
    '',
    'Trang này sinh ra từ `src/regulations/packs/*.yaml`; sửa ở đó rồi chạy `npm run -s capuy -- rules --write`. · *Made from the packs; edit those, then run that command.*',
    '',
    'Một việc được xét theo quy định có hiệu lực vào ngày của việc đó. Ngày cuối tính cả ngày đó. Chỉ giá trị mức A mới từ chối; mức khác thì cảnh báo và hỏi lý do. · *An event is judged by the rule of its own day. Last days are inclusive. Only a value marked A refuses; others warn and ask for a reason.*',
    '',
    ...marks,
    '',
    '## Văn bản · *Documents*',
    '',
    ...documentTable(regulations.documents()),
    '',
    ...sections,
  ].join('\n');
}
