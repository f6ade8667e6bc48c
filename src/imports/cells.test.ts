/** Cells of lists as offices write them: what each says, or what is proposed for it. */
import { describe, expect, test } from 'vitest';
import { memberList } from '../areas/membership/lists.ts';
import type { CellKind } from '../files/sheets.ts';
import { plainDate } from '../kernel/plain-date.ts';
import { isAbove, isTick, type Read, readCell } from './cells.ts';
import { unitsOf } from './jobs.ts';

const unit = (id: string, name: string, code: string) => ({
  ...{ id, name, code, kind: 'subordinate_cell', from: plainDate('2000-01-01') },
});
const units = unitsOf([
  unit('u1', 'Chi bộ thôn Đông', 'a.1'),
  unit('u2', 'Chi bộ thôn 2', 'a.2'),
  unit('u3', 'Chi bộ Thôn 2', 'b.2'),
]);

const cell = (column: string, text: string, kind: CellKind = 't') => {
  const read: Read = readCell(memberList.columns[column]!, {
    text,
    kind,
    today: plainDate('2023-10-05'),
    units,
  });
  return read.ok ? read.value : `${read.code}${read.proposal === undefined ? '' : ` → ${read.proposal}`}`;
};

describe('days', () => {
  test.each([
    ['15/3/1960', '1960-03-15'],
    ['15-03-1960', '1960-03-15'],
    ['15.3.60', '1960-03-15'],
    ['15 / 3 / 1960', '1960-03-15'],
    ['15-3/1960', '1960-03-15'],
    ['15,3,1960', '1960-03-15'],
    ['15031960', '1960-03-15'],
    ['ngày 03 tháng 9 năm 1960', '1960-09-03'],
    ['sinh năm 1960', '1960'],
    ['1960', '1960'],
    ['3/1960', '1960-03'],
    ['tháng 3/1960', '1960-03'],
    ['00/00/1960', '1960'],
    ['00/5/1960', '1960-05'],
    ['3/9/45', 'century → 3/9/1945'],
    ['31/2/1960', 'day'],
    ['khoảng 1960', 'day'],
    ['22000', 'serial → 25/3/1960'],
  ])('%s', (text, said) => expect(cell('birth_date', text)).toBe(said));
  test('a day of Excel is a day, and a field that needs one takes no year', () => {
    expect(cell('birth_date', '1960-03-15', 'd')).toBe('1960-03-15');
    expect(cell('member_since', '2003')).toBe('day_unknown');
  });
});

test.each([
  ['049201000001', 't', '049201000001'],
  ['049 201 000 001', 't', '049201000001'],
  ['49201000001', 'n', 'lost_zero → 049201000001'],
  ['1201000001', 'n', 'lost_zero → 001201000001'],
  ['O492O1000001', 't', 'letter_o → 049201000001'],
  ['20123456', 'n', 'lost_zero → 020123456'],
  ['201234567', 't', '201234567'],
  ['12345', 'n', 'digits'],
  ['A4920100000', 't', 'digits'],
] as const)('number %s', (text, kind, said) => expect(cell('identity', text, kind)).toBe(said));

test.each([
  ['Nguyễn Văn An', 'Nguyễn Văn An'],
  ['NGUYỄN THỊ ƯỚC', 'capitals → Nguyễn Thị Ước'],
  ['Y BLÔ NIÊ', 'capitals → Y Blô Niê'],
  ["H'NGHĨA KSƠR", "capitals → H'Nghĩa Ksơr"],
  ['Nguyễn Văn An 2', 'name'],
])('name %s', (text, said) => expect(cell('name', text)).toBe(said));

test.each([
  ['ethnicity', 'Mường', 'Mường'],
  ['ethnicity', 'Muong', 'choice → Mường'],
  ['ethnicity', 'Thoor', 'choice'],
  ['sex', 'nam', 'male'],
  ['general_education', '12/12', 'choice → Trung học phổ thông'],
  ['qualification', 'Đại học Luật', 'choice → Đại học'],
  ['qualification', 'ĐH', 'choice → Đại học'],
  ['religion', 'Không', 'Không'],
  ['unit', 'CB thôn Đông', 'u1'],
  ['unit', 'thôn đông', 'u1'],
  ['unit', 'b.2', 'u3'],
  ['unit', 'thôn 2', 'units'],
  ['unit', 'thôn 9', 'unit'],
  ['youth_union', 'x', true],
])('%s %s', (column, text, said) => expect(cell(column, text)).toBe(said));

test('the same as above, and ticks', () => {
  for (const text of ['nt', 'NT', '-nt-', 'Như trên', '"', '-//-', 'n/t'])
    expect([text, isAbove(text)]).toEqual([text, true]);
  for (const text of ['', 'Nt Hà', 'Kinh']) expect([text, isAbove(text)]).toEqual([text, false]);
  for (const text of ['x', 'X', 'v', '1', '✓']) expect([text, isTick(text)]).toEqual([text, true]);
});
