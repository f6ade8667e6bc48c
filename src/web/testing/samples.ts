/** A record type with every kind of field, and a report, for tests of the parts. */
import type { PlainDate } from '../../kernel/plain-date.ts';
import { w } from '../../kernel/words.ts';
import {
  choice,
  choices,
  count,
  date,
  defineRecord,
  flag,
  partialDate,
  type RecordType,
  reference,
  text,
} from '../../records/define.ts';
import type { EvaluatedReport } from '../../reports/evaluated.ts';

const LEVELS = {
  primary: w('Tiểu học', 'Primary'),
  lower: w('Trung học cơ sở', 'Lower secondary'),
  upper: w('Trung học phổ thông', 'Upper secondary'),
  college: w('Cao đẳng', 'College'),
  university: w('Đại học', 'University'),
  higher: w('Sau đại học', 'Postgraduate'),
};

export const sampleRecord = defineRecord({
  name: 'sample_decision',
  area: 'samples',
  class: 'unit',
  words: {
    one: w('Quyết định', 'Decision'),
    many: w('Quyết định', 'Decisions'),
    empty: w(
      'Văn phòng cấp ủy nhập quyết định sau khi ký.',
      'The committee office enters decisions once signed.',
    ),
  },
  fields: {
    number: text(w('Số quyết định', 'Number'), {
      required: true,
      hint: w('Ghi như trên văn bản', 'As on the document'),
    }),
    person: reference(w('Người', 'Person'), 'person', { required: true }),
    cell: reference(w('Chi bộ', 'Cell'), 'unit'),
    decided_on: date(w('Ngày ký', 'Signed on'), { required: true }),
    born: partialDate(w('Ngày sinh', 'Born')),
    kind: choice(
      w('Hình thức', 'Kind'),
      { first: w('Lần đầu', 'First'), again: w('Kết nạp lại', 'Again') },
      { required: true },
    ),
    level: choice(w('Học vấn', 'Schooling'), LEVELS),
    groups: choices(w('Thuộc diện', 'Groups'), {
      youth: w('Đoàn viên', 'Youth union'),
      woman: w('Nữ', 'Woman'),
    }),
    votes: count(w('Số phiếu', 'Votes')),
    oath: flag(w('Đã tuyên thệ', 'Oath taken')),
    note: text(w('Ghi chú', 'Note'), { multiline: true, max: 2000 }),
    age: count(w('Tuổi', 'Age'), { derived: true }),
  },
  title: ['number'],
  list: ['number', 'person', 'decided_on', 'kind', 'votes'],
  filters: ['kind', 'cell'],
  date: 'decided_on',
}) as unknown as RecordType;

const figure = (key: string, code: string, value: number, vi: string, en: string) => ({
  key,
  code,
  value,
  records: value,
  from: null,
  to: '2023-09-30' as PlainDate,
  unit: 'unit-1',
  nature: 'stock' as const,
  label: w(vi, en),
});

export const sampleReport: EvaluatedReport = {
  kind: 'nine-month',
  language: 'vi',
  title: w('BÁO CÁO\ncông tác 9 tháng', 'REPORT\nof nine months'),
  unit: { id: 'unit-1', code: 'QL', name: 'Huyện ủy Quế Lâm' },
  head: {
    superior: 'TỈNH ỦY',
    issuer: 'HUYỆN ỦY QUẾ LÂM',
    place: 'Quế Lâm',
    signsFor: 'T/M BAN THƯỜNG VỤ',
    symbol: '312-BC/HU',
    recipients: ['Tỉnh ủy', 'Lưu'],
  },
  period: { from: '2023-01-01' as PlainDate, to: '2023-09-30' as PlainDate, asOf: '2023-10-05' as PlainDate },
  knownAt: null,
  tree: 'then',
  figures: { members: figure('members', 'A2', 3716, 'Đảng viên', 'Members') },
  ratios: {
    target: {
      key: 'target',
      code: 'B2',
      part: 84,
      whole: 85,
      percent: '98.8',
      label: w('So chỉ tiêu', 'On target'),
    },
  },
  sections: [
    {
      number: 'I',
      heading: 'TỔ CHỨC',
      sentences: [],
      tables: [],
      sections: [
        {
          number: '1.',
          heading: 'Đảng viên',
          sentences: [
            {
              id: 's1',
              fragments: [{ text: 'Có ' }, { text: '3.716', figure: 'members' }, { text: ' đảng viên <b>.' }],
            },
          ],
          tables: [
            {
              id: 't1',
              title: 'Theo loại hình',
              columns: ['Loại hình', 'Số lượng', 'Ghi chú'],
              rows: [
                { cells: [{ text: 'Xã' }, { text: '3.000' }, { text: 'không' }] },
                {
                  cells: [{ text: 'Cộng' }, { text: '3.716', figure: 'members' }, { text: '–' }],
                  strong: true,
                },
              ],
            },
          ],
          sections: [],
        },
      ],
    },
  ],
  annexes: [],
  before: null,
  units: [],
  flags: [
    { code: 'parts', message: w('Tổng lệch 1.', 'The sum differs by 1.'), figures: ['members'], records: [] },
  ],
};
