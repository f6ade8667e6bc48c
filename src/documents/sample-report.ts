/** An invented report, small but with every part a report can have: for previews of templates and for tests. */
import { plainDate } from '../kernel/plain-date.ts';
import { type Words, w } from '../kernel/words.ts';
import type { EvaluatedReport, FigureValue, Fragment, RatioValue } from '../reports/evaluated.ts';

const FROM = plainDate('2023-01-01');
const TO = plainDate('2023-09-30');
const AS_OF = plainDate('2023-10-05');

type Row = [key: string, code: string, value: number, unit: string, label: Words];

const FIGURES: Row[] = [
  ['mem.total', 'A1', 3716, 'đảng viên', w('Tổng số đảng viên', 'Members')],
  ['org.grassroots_total', 'A2', 53, 'tổ chức', w('Tổ chức cơ sở đảng', 'Grassroots organisations')],
  ['adm.admitted', 'B1', 84, 'người', w('Kết nạp đảng viên', 'Members admitted')],
  ['adm.target', 'B2', 85, 'người', w('Chỉ tiêu kết nạp', 'Admission target')],
  ['disc.members.total', 'C1', 18, 'trường hợp', w('Đảng viên bị kỷ luật', 'Members disciplined')],
  ['disc.members.warning', 'C2', 0, 'trường hợp', w('Cảnh cáo', 'Warnings')],
];

const figure = ([key, code, value, unit, label]: Row): FigureValue => {
  const stock = key.startsWith('mem.') || key.startsWith('org.');
  const nature = stock ? 'stock' : key === 'adm.target' ? 'plan' : 'flow';
  return { key, code, value, records: value, from: stock ? null : FROM, to: TO, unit, nature, label };
};

const ATTAINED: RatioValue = {
  key: 'adm.pct_of_target',
  code: 'B3',
  part: 84,
  whole: 85,
  percent: '98.8',
  label: w('Tỷ lệ đạt chỉ tiêu', 'Attainment of the target'),
};

const says = (text: string): Fragment => ({ text });
const number = (text: string, key: string): Fragment => ({ text, figure: key });

const ADMISSION: Fragment[] = [
  says('Kết nạp '),
  number('84', 'adm.admitted'),
  says('/'),
  number('85', 'adm.target'),
  says(' đảng viên, đạt '),
  number('98,8%', 'adm.pct_of_target'),
  says('.'),
];

const SECTIONS: EvaluatedReport['sections'] = [
  {
    number: 'I',
    heading: 'KẾT QUẢ THỰC HIỆN',
    sentences: [],
    tables: [],
    sections: [
      {
        number: '1',
        heading: 'Công tác tổ chức, đảng viên',
        sentences: [
          {
            id: 'members',
            fragments: [
              says('Toàn Đảng bộ có '),
              number('53', 'org.grassroots_total'),
              says(' tổ chức cơ sở đảng, '),
              number('3.716', 'mem.total'),
              says(' đảng viên.'),
            ],
          },
          { id: 'admission', fragments: ADMISSION },
        ],
        tables: [],
        sections: [],
      },
      {
        number: '2',
        heading: 'Công tác kiểm tra, giám sát, kỷ luật',
        sentences: [],
        tables: [],
        sections: [
          {
            number: 'a',
            heading: 'Thi hành kỷ luật',
            sentences: [
              {
                id: 'discipline',
                fragments: [
                  says('Thi hành kỷ luật '),
                  number('18', 'disc.members.total'),
                  says(' đảng viên, trong đó cảnh cáo '),
                  number('0', 'disc.members.warning'),
                  says(' trường hợp.'),
                ],
              },
            ],
            tables: [],
            sections: [],
          },
        ],
      },
    ],
  },
  { number: 'II', heading: 'ĐÁNH GIÁ CHUNG', sentences: [], tables: [], sections: [] },
];

const ANNEXES: EvaluatedReport['annexes'] = [
  {
    id: 'admission',
    title: 'Kết nạp đảng viên so với chỉ tiêu',
    columns: ['Đơn vị', 'Chỉ tiêu', 'Thực hiện', 'Tỷ lệ (%)'],
    rows: [
      { cells: [says('Đảng bộ xã Quế Xuân 1'), says('7'), says('7'), says('100')] },
      {
        cells: [
          says('Toàn Đảng bộ'),
          number('85', 'adm.target'),
          number('84', 'adm.admitted'),
          number('98,8', 'adm.pct_of_target'),
        ],
        strong: true,
      },
    ],
    note: 'Chỉ tiêu cả năm 2023.',
  },
  {
    id: 'discipline',
    title: 'Đảng viên bị thi hành kỷ luật',
    columns: ['Cấp', 'Tổng số', 'Khiển trách', 'Cảnh cáo', 'Cách chức', 'Khai trừ', 'Cấp ủy viên', 'Ghi chú'],
    rows: [
      {
        cells: [
          says('Toàn Đảng bộ'),
          number('18', 'disc.members.total'),
          says('16'),
          number('0', 'disc.members.warning'),
          says('0'),
          says('2'),
          says('0'),
          says(''),
        ],
      },
    ],
  },
];

/** Built anew at each call, so that a caller may change it. */
export const sampleReport = (): EvaluatedReport => ({
  kind: 'nine-month',
  language: 'vi',
  title: w(
    'Báo cáo kết quả công tác xây dựng Đảng 9 tháng đầu năm 2023',
    'Report on Party building, nine months of 2023',
  ),
  unit: { id: 'sample', code: 'mau', name: 'Đảng bộ huyện Quế Sơn' },
  head: {
    superior: 'Tỉnh ủy Quảng Nam',
    issuer: 'Huyện ủy Quế Sơn',
    place: 'Quế Sơn',
    signsFor: 'Ban Thường vụ',
    symbol: 'BC/HU',
    recipients: ['Tỉnh ủy (để báo cáo)', 'Các tổ chức cơ sở đảng', 'Lưu Văn phòng Huyện ủy'],
  },
  period: { from: FROM, to: TO, asOf: AS_OF },
  knownAt: null,
  tree: 'then',
  figures: Object.fromEntries(FIGURES.map((row) => [row[0], figure(row)])),
  ratios: { [ATTAINED.key]: ATTAINED },
  sections: structuredClone(SECTIONS),
  annexes: structuredClone(ANNEXES),
  before: null,
  units: [],
  flags: [],
});
