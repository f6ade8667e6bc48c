import fc from 'fast-check';
import { expect, test } from 'vitest';
import { w } from '../../kernel/words.ts';
import { sampleReport } from '../sample-report.ts';
import { allFragments, codeLines } from '../values.ts';
import { reportText } from './report.ts';
import { textTable, wrap } from './wrap.ts';

test('every number, heading and code is in the text, in lines of 80 columns', () => {
  const report = sampleReport();
  report.flags = [
    { code: 'x', message: w('Tổng không khớp.', 'Does not add up.'), figures: [], records: [] },
  ];
  const text = reportText(report);
  const flat = text.replace(/\s+/g, ' ');
  for (const { text: part, figure } of allFragments(report)) if (figure) expect(flat).toContain(part);
  for (const { code, value } of codeLines(report)) {
    expect(text).toMatch(new RegExp(`^${code} +\\|.*\\| +${value.replace(/[()]/g, '\\$&')}$`, 'm'));
  }
  for (const part of [
    'HUYỆN ỦY QUẾ SƠN',
    'I- KẾT QUẢ THỰC HIỆN',
    '1. Công tác tổ chức, đảng viên',
    'a) Thi hành kỷ luật',
    'Kết nạp 84/85 đảng viên, đạt 98,8%.',
    'PHỤ LỤC 1. Kết nạp đảng viên so với chỉ tiêu',
    'CẦN XEM LẠI - Tổng không khớp.',
  ]) {
    expect(flat).toContain(part);
  }
  for (const line of text.split('\n')) expect(Array.from(line).length).toBeLessThanOrEqual(80);
  expect(text.normalize('NFC')).toBe(text);
  expect(text).not.toContain('undefined');
});

test('control characters do not reach the terminal', () => {
  const report = sampleReport();
  report.unit.name = 'Đảng bộ\u001b[31m\u0007\u202e xã';
  expect(reportText(report)).toContain('Đảng bộ[31m xã');
});

test('wrapping loses no letter and exceeds no line', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.integer({ min: 6, max: 80 }),
      (text, width) => {
        const source = text.replace(/\s+/g, ' ').trim();
        const lines = wrap(source, width);
        expect(lines.join('').replaceAll(' ', '')).toBe(source.replaceAll(' ', ''));
        for (const line of lines) expect(Array.from(line).length).toBeLessThanOrEqual(width);
      },
    ),
  );
});

test('tables keep every cell whatever their shape', () => {
  const cell = fc.stringMatching(/^[0-9a-zđ.,]{0,50}$/);
  const shape = fc
    .integer({ min: 1, max: 20 })
    .chain((n) => fc.array(fc.array(cell, { minLength: n, maxLength: n }), { minLength: 1, maxLength: 4 }));
  fc.assert(
    fc.property(shape, (rows) => {
      const lines = textTable(
        rows[0]!.map((_, i) => `c${i}`),
        rows,
      );
      for (const line of lines) expect(Array.from(line).length).toBeLessThanOrEqual(80);
      const letters = lines.join('').replace(/[^0-9a-zđ.,]/g, '').length;
      const wanted = rows.flat().join('').length;
      expect(letters).toBeGreaterThanOrEqual(wanted);
    }),
  );
});

test('a name of a megabyte is wrapped in a moment', () => {
  const report = sampleReport();
  report.unit.name = 'a'.repeat(1_000_000);
  expect(reportText(report).length).toBeGreaterThan(1_000_000);
});
