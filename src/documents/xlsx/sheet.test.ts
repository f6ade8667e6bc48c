import { readXlsx } from 'hucre/xlsx';
import PizZip from 'pizzip';
import { describe, expect, test } from 'vitest';
import { type ColumnKind, type Sheet, sheetNames, workbook } from './sheet.ts';

const sheet = (kinds: ColumnKind[], rows: Sheet['rows']): Sheet => ({
  name: 'Danh sách',
  title: 'Danh sách đảng viên',
  columns: kinds.map((kind, i) => ({ header: `Cột ${i + 1}`, kind })),
  rows,
});

const xml = (bytes: Uint8Array, name: string): string => new PizZip(bytes).file(name)!.asText();

async function rowsOf(...sheets: Sheet[]) {
  return (await readXlsx(await workbook(sheets))).sheets[0]!.rows;
}

describe('a workbook', () => {
  test('has its title, its frozen bold headings and its rows', async () => {
    const bytes = await workbook([sheet(['text', 'count'], [['Lê Thị Đảng', 3716]])]);
    const read = (await readXlsx(bytes)).sheets[0]!;
    expect(read.name).toBe('Danh sách');
    expect(read.rows[0]![0]).toBe('Danh sách đảng viên');
    expect(read.rows.slice(1)).toEqual([
      ['Cột 1', 'Cột 2'],
      ['Lê Thị Đảng', 3716],
    ]);
    expect(read.freezePane?.rows).toBe(2);
    const styled = (await readXlsx(bytes, { readStyles: true })).sheets[0]!;
    expect(styled.cells?.get('1,0')?.style?.font?.bold).toBe(true);
    expect(styled.cells?.get('2,1')?.style?.numFmt).toBe('#,##0');
  });

  test('keeps formula text, numbers in text and escapes as text', async () => {
    const hostile = [
      '=1+1',
      '+84 905',
      '-3',
      '@SUM(A1)',
      '=cmd|"/C calc"!A0',
      '0123',
      '_x0041_',
      '_X000d_',
      '<b>&"\'',
    ];
    const bytes = await workbook([
      sheet(
        ['text'],
        hostile.map((text) => [text]),
      ),
    ]);
    const read = (await readXlsx(bytes)).sheets[0]!;
    expect(read.rows.slice(2).map((row) => row[0])).toEqual(hostile);
    const written = xml(bytes, 'xl/worksheets/sheet1.xml');
    expect(written).not.toContain('<f');
    expect(written.match(/<c r="A\d+" t="s"/g)).toHaveLength(hostile.length + 2);
    expect(xml(bytes, 'xl/styles.xml')).toContain('formatCode="@"');
  });

  test('keeps text in count columns and refuses to round a number', async () => {
    const rows = await rowsOf(sheet(['count'], [['=2'], [2 ** 53], [Number.NaN], [0], [null], [1.5], [7]]));
    expect(rows.slice(2).map((row) => row[0])).toEqual(['=2', '9007199254740992', 'NaN', 0, null, '1.5', 7]);
  });

  test('writes days as dates and less than a day as text', async () => {
    const days = ['2023-09-30', '1900-03-01', '1899-05-02', '1954', '2023-09', '31/02/2026', null];
    const bytes = await workbook([
      sheet(
        ['date', 'text'],
        days.map((day) => [day, 'x']),
      ),
    ]);
    const read = (await readXlsx(bytes)).sheets[0]!.rows.slice(2).map((row) => row[0]);
    expect(read.map((cell) => (cell instanceof Date ? cell.toISOString().slice(0, 10) : cell))).toEqual([
      '2023-09-30',
      '1900-03-01',
      '2/5/1899',
      '1954',
      'tháng 9/2023',
      '31/02/2026',
      null,
    ]);
    expect(xml(bytes, 'xl/worksheets/sheet1.xml')).toContain('<v>45199</v>');
    expect(xml(bytes, 'xl/styles.xml')).toContain('formatCode="dd/mm/yyyy"');
  });

  test('drops control characters, composes letters, cuts what Excel cannot hold', async () => {
    const rows = await rowsOf(
      sheet(['text'], [['Đa\u0309ng\u0007 u\u0309y\ud800\u202e'], ['ữ'.repeat(40_000)], ['a\nb']]),
    );
    expect(rows[2]![0]).toBe('Đảng ủy');
    expect(String(rows[3]![0])).toHaveLength(32_767);
    expect(String(rows[3]![0])).toMatch(/ữ… \(cắt bớt\)$/);
    expect(rows[4]![0]).toBe('a b');
  });

  test('takes 5,000 rows', async () => {
    const many = Array.from({ length: 5000 }, (_, i) => [`Đảng viên ${i}`, i, '2023-01-31']);
    const rows = await rowsOf(sheet(['text', 'count', 'date'], many));
    expect(rows).toHaveLength(5002);
    expect(rows[5001]!.slice(0, 2)).toEqual(['Đảng viên 4999', 4999]);
  });

  test('without columns or rows still opens', async () => {
    expect(await rowsOf(sheet([], []))).toEqual([['Danh sách đảng viên']]);
  });
});

test('sheet names are what Excel accepts, and differ', () => {
  const long = 'Kiểm tra, giám sát theo chương trình của cấp ủy';
  const names = sheetNames([
    'A/B [1]: c*?',
    "'x'",
    '',
    long,
    long,
    'history',
    'PHỤ LỤC',
    'phụ lục',
    '\u0000',
  ]);
  expect(names).toEqual([
    'A B 1 c',
    'x',
    'Trang 3',
    'Kiểm tra, giám sát theo chương',
    'Kiểm tra, giám sát theo c (2)',
    'history (2)',
    'PHỤ LỤC',
    'phụ lục (2)',
    'Trang 9',
  ]);
  for (const name of names) expect(name.length).toBeLessThanOrEqual(31);
});
