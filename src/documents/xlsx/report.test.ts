import { readXlsx } from 'hucre/xlsx';
import { expect, test } from 'vitest';
import { sampleReport } from '../sample-report.ts';
import { reportXlsx } from './report.ts';

const day = (cell: unknown): unknown => (cell instanceof Date ? cell.toISOString().slice(0, 10) : cell);

test('the workbook holds the annexes, every figure with its code, and every sentence', async () => {
  const { sheets } = await readXlsx(await reportXlsx(sampleReport()));
  expect(sheets.map((sheet) => sheet.name)).toEqual(['Phụ lục 1', 'Phụ lục 2', 'Số liệu', 'Lời văn']);
  expect(sheets[0]!.rows.slice(1)).toEqual([
    ['Đơn vị', 'Chỉ tiêu', 'Thực hiện', 'Tỷ lệ (%)'],
    ['Đảng bộ xã Quế Xuân 1', 7, 7, '100'],
    ['Toàn Đảng bộ', 85, 84, '98,8'],
    ['Chỉ tiêu cả năm 2023.', null, null, null],
  ]);
  const figures = sheets[2]!.rows.slice(2).map((row) => row.map(day));
  expect(figures).toContainEqual([
    'A1',
    'mem.total',
    'Tổng số đảng viên',
    3716,
    'đảng viên',
    null,
    '2023-09-30',
  ]);
  expect(figures).toContainEqual([
    'C2',
    'disc.members.warning',
    'Cảnh cáo',
    0,
    'trường hợp',
    '2023-01-01',
    '2023-09-30',
  ]);
  expect(figures).toContainEqual([
    'B3',
    'adm.pct_of_target',
    'Tỷ lệ đạt chỉ tiêu',
    '84/85 (98,8%)',
    '%',
    null,
    null,
  ]);
  expect(sheets[3]!.rows).toContainEqual([
    'I.1',
    'Công tác tổ chức, đảng viên',
    'Kết nạp 84/85 đảng viên, đạt 98,8%.',
  ]);
  expect(sheets[3]!.rows.map((row) => row[0])).toContain('I.2.a');
});

test('a cell that disagrees with its figure is kept as it is printed', async () => {
  const report = sampleReport();
  report.annexes[0]!.rows[1]!.cells[2] = { text: '83', figure: 'adm.admitted' };
  const { sheets } = await readXlsx(await reportXlsx(report));
  expect(sheets[0]!.rows[3]![2]).toBe('83');
});
