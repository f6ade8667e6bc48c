/** Decisions from files, and the pure rules of official codes and terms. */
import { describe, expect, test } from 'vitest';
import { plainDate } from '../../kernel/plain-date.ts';
import { readDecision } from './decision-file.ts';
import { readOperationForm } from './operation-form.ts';
import { codeRefusals, fitsBeneath, type OtherCode, termRefusals } from './terms-rules.ts';

const codes = (refusals: readonly { code: string }[]) => refusals.map(({ code }) => code);

describe('a decision in a file', () => {
  const table = [
    '\uFEFFSố quyết định;03-ĐA/ĐU',
    'Có hiệu lực từ ngày;30/6/2026',
    'Trích yếu;"Sắp xếp; 13 thôn còn 8"',
    '',
    'việc;Tổ chức;Các tổ chức;Hợp nhất vào;Tên;Mã số;Loại tổ chức;Trực thuộc;Đến;Đảng viên',
    'Thành lập;;;;Chi bộ thôn Mới;moi;Chi bộ;dang-uy;;',
    'Hợp nhất;;thon-1|thon-2;moi;;;;;;',
    'Chia, tách;thon-3;;;;;;;moi;018afed9-c800-7000-8000-000000000001',
    'rename;thon-4;;;Chi bộ thôn Bốn;;;;;',
  ].join('\r\n');

  test('a sheet saved as CSV in Vietnamese is read with its head', () => {
    const read = readDecision(table);
    expect(read).toEqual({
      ok: true,
      value: {
        head: { number: '03-ĐA/ĐU', effective_on: '30/6/2026', summary: 'Sắp xếp; 13 thôn còn 8' },
        operations: [
          { do: 'found', name: 'Chi bộ thôn Mới', code: 'moi', kind: 'cell', parent: 'dang-uy' },
          { do: 'merge', units: ['thon-1', 'thon-2'], into: 'moi' },
          {
            do: 'split',
            unit: 'thon-3',
            into: [{ unit: 'thon-3' }, { unit: 'moi', persons: ['018afed9-c800-7000-8000-000000000001'] }],
          },
          { do: 'rename', unit: 'thon-4', name: 'Chi bộ thôn Bốn' },
        ],
      },
    });
  });

  test('JSON is read whole, or as a list of operations', () => {
    const operations = [{ do: 'recode', unit: 'a', code: 'b' }];
    expect(readDecision(JSON.stringify({ number: '1', operations }))).toEqual({
      ok: true,
      value: { head: { number: '1' }, operations },
    });
    expect(readDecision(JSON.stringify(operations))).toMatchObject({ value: { head: {}, operations } });
  });

  test.each([
    ['nothing of use', 'chỉ là chữ', ['not_a_table']],
    ['broken JSON', '{"operations": [', ['not_json']],
    ['no operations', '{"number": "1"}', ['no_operations']],
    ['a table without lines', 'việc;Tên', ['no_operations']],
    ['an operation there is none of', 'việc;Tên\nBay;x', ['unreadable']],
    ['an operation that lacks its unit', 'việc;Tên\nĐổi tên;x', ['unreadable']],
  ])('%s is refused', (_, text, wanted) => {
    const read = readDecision(text);
    expect(read.ok ? [] : codes(read.refusals)).toEqual(wanted);
  });
});

describe('an operation from its form', () => {
  test('several units that move are several operations', () => {
    expect(readOperationForm('reparent', { units: ['a', 'b'], parent: 'c' })).toEqual({
      ok: true,
      value: ['a', 'b'].map((unit) => ({ do: 'reparent', unit, parent: 'c' })),
    });
  });
  test('a split that ends the unit names who takes the rest', () => {
    const typed = { unit: 'a', to: 'b', rest_to: 'c', persons: 'p' };
    expect(readOperationForm('split', typed)).toEqual({
      ok: true,
      value: [
        {
          do: 'split',
          unit: 'a',
          into: [
            { unit: 'c', principal: true },
            { unit: 'b', persons: ['p'], units: [] },
          ],
        },
      ],
    });
  });
  test('what is missing is told at its field', () => {
    const read = readOperationForm('merge', { into: '' });
    expect(read.ok ? [] : read.refusals.map(({ field }) => field)).toEqual(['units', 'into']);
  });
});

describe('the code of 14 digits', () => {
  const day = plainDate('2026-08-01');
  const facts = { code: '38168053000001', from: day, to: null, lives: true, others: [], above: null };
  test('is exactly 14 digits, of a unit that is there', () => {
    expect(codes(codeRefusals(facts))).toEqual([]);
    expect(codes(codeRefusals({ ...facts, code: '3816805300001' }))).toEqual(['not_fourteen']);
    expect(codes(codeRefusals({ ...facts, code: '3816805300000A' }))).toEqual(['not_fourteen']);
    expect(codes(codeRefusals({ ...facts, lives: false }))).toEqual(['unit_not_there']);
  });
  test('is one of its unit and of one unit on a day', () => {
    const other = (isOwn: boolean, to: string | null): OtherCode => ({
      ...{ isOwn, code: facts.code, from: plainDate('2025-07-01') },
      to: to ? plainDate(to) : null,
    });
    expect(codes(codeRefusals({ ...facts, others: [other(true, null), other(false, null)] }))).toEqual([
      'has_code',
      'code_taken',
    ]);
    expect(codes(codeRefusals({ ...facts, others: [other(true, '2026-08-01')] })), 'ended that day').toEqual(
      [],
    );
  });
  test('begins with that of the superior; elsewhere it wants a reason', () => {
    expect(fitsBeneath('38168053000001', '38168053000000')).toBe(true);
    expect(fitsBeneath('38168053000001', '38168000000000')).toBe(true);
    expect(fitsBeneath('38169053000001', '38168053000000')).toBe(false);
    const refusals = codeRefusals({ ...facts, above: '38169000000000' });
    expect(refusals).toMatchObject([{ code: 'code_fits_not', waivable: true }]);
  });
});

test('a term: days in order, a congress where one elected, and a warning beyond the rule', () => {
  const from = plainDate('2020-06-20');
  const longest = { months: 60, lastDay: plainDate('2025-06-20'), source: 'Điều lệ Đảng' };
  const facts = {
    ...{ from, due: plainDate('2025-06-20'), to: null, congressOn: plainDate('2020-06-19') },
    ...{ byCongress: true, lives: true, longest },
  };
  expect(codes(termRefusals(facts))).toEqual([]);
  expect(termRefusals({ ...facts, due: plainDate('2026-06-20') })).toMatchObject([
    { code: 'term_too_long', waivable: true, rule: 'Điều lệ Đảng' },
  ]);
  expect(codes(termRefusals({ ...facts, congressOn: null }))).toEqual(['congress_wanted']);
  expect(codes(termRefusals({ ...facts, congressOn: plainDate('2020-07-01') }))).toEqual(['congress_later']);
  expect(codes(termRefusals({ ...facts, due: from, to: from, lives: false, congressOn: from }))).toEqual([
    'body_not_there',
    'over_before_begun',
    'end_before_start',
  ]);
});
