import { describe, expect, test } from 'vitest';
import { figures } from '../catalogue.ts';
import { plainDate } from '../kernel/plain-date.ts';
import { accepted } from '../records/testing.ts';
import { differencesOf } from './differences.ts';
import { rowsOn } from './edition.ts';
import { newest } from './editions.ts';
import { layOut } from './layout.ts';
import { latestQuarter, readPeriod } from './period.ts';
import { editionFiles, FormError, readEdition } from './read.ts';

const edition = newest(figures, 'members');
const files = editionFiles().get('11-HD-BTCTW-2021')!;

/** The edition with one text of one form in another's place. */
const reread = (form: string, from: string, to: string, id = 'made-up') =>
  readEdition(
    id,
    files.map((file) =>
      file.name.endsWith(`/${form}.yaml`) ? { ...file, text: file.text.replace(from, to) } : file,
    ),
    figures,
  );

const faultsOf = (form: string, from: string, to: string): string => {
  try {
    reread(form, from, to);
  } catch (error) {
    if (error instanceof FormError) return error.faults.join('\n');
    throw error;
  }
  return '';
};

test('the forms of the guidance, in its order', () => {
  expect(edition.forms.map(({ number }) => number)).toEqual(['1', '2', '2b', '3', '4', '5', '6', '7']);
  expect(edition.forms.every(({ source }) => source.document === '11-HD/BTCTW')).toBe(true);
  const peoples = edition.forms
    .find(({ id }) => id === 'bieu-4')!
    .rows.filter(({ group }) => group === 'people');
  expect(peoples.length).toBe(56);
});

describe('a file that is wrong is refused whole, and told why', () => {
  test.each([
    ['an unknown key', 'columns: compared', 'columns: compared\ncolour: red', 'key “colour” is not known'],
    [
      'an unknown key of a row',
      'figure: mem.opening',
      'figure: mem.opening\n    size: 3',
      'key “size” is not known',
    ],
    [
      'a figure that is none',
      'figure: mem.opening',
      'figure: mem.openning',
      'there is no figure “mem.openning”',
    ],
    ['a row that stands twice', 'id: "B3"', 'id: "B1"', 'this row stands twice'],
    ['an equality over a row that is none', '{ row: D }', '{ row: Z }', 'bieu-1 has no Z'],
    ['words in one language', 'en: "Restored"', 'de: "x"', 'key “en” is missing'],
    ['a day that is none', 'from: 2021-12-13', 'from: 2021-13-13', 'a day as YYYY-MM-DD is expected'],
    ['a mark that is none', 'known: B', 'known: C', 'one of A, B, I, U is expected'],
  ])('%s', (_, from, to, said) => {
    expect(faultsOf('bieu-1', from, to)).toContain(said);
  });
});

describe('rows that speak of districts', () => {
  const formOne = edition.forms[0]!;
  const ids = (day: string) => rowsOn(formOne, plainDate(day)).map(({ id }) => id);

  test('end with the districts, and begin anew for communes', () => {
    expect(ids('2025-06-30')).toContain('B2b');
    expect(ids('2025-06-30')).not.toContain('B2b-2025');
    expect(ids('2025-07-01')).toContain('B2b-2025');
    expect(ids('2025-07-01')).not.toContain('B2b');
  });

  test('are the same rows, renamed, and count what they counted', () => {
    const found = differencesOf(
      { form: formOne, day: plainDate('2025-06-30') },
      { form: formOne, day: plainDate('2025-07-01') },
    );
    expect(found.map(({ id, change }) => `${id} ${change}`)).toEqual([
      'B2b renamed',
      'B2c renamed',
      'C5b renamed',
      'C5c renamed',
    ]);
    expect(found[0]).toMatchObject({ after: { vi: 'b Từ xã, phường, đặc khu khác trong tỉnh' } });
  });
});

test('a new edition is a new file, and shows as a difference', () => {
  const later = reread('bieu-1', 'words: { vi: "Từ trần", en: "Died" }', 'words: { vi: "Mất", en: "Dead" }')
    .forms[0]!;
  const counted = reread(
    'bieu-1',
    'figure: mem.in.restored',
    'figure: mem.in.restored\n        where: { standing: official }',
  ).forms[0]!;
  const fewer = { ...later, rows: later.rows.filter(({ id }) => id !== 'C6'), checks: later.checks.slice(1) };
  const day = plainDate('2023-09-30');
  const between = (other: typeof later) =>
    differencesOf({ form: edition.forms[0]!, day }, { form: other, day }).map(
      ({ part, id, change }) => `${part} ${id} ${change}`,
    );
  expect(between(later)).toEqual(['row C1 renamed']);
  expect(between(counted)).toEqual(['row B3 recounted']);
  expect(between(fewer)).toEqual(['row C1 renamed', 'row C6 removed', 'check balance removed']);
});

test('cells of two editions are different figures', () => {
  const other = reread('bieu-1', 'Từ trần', 'Mất');
  const day = plainDate('2023-09-30');
  const keys = [edition, other].map(({ forms }) => layOut(forms[0]!, day, figures).figures[0]!.key);
  expect(new Set(keys).size).toBe(2);
});

test.each([
  ['2023', '2023-01-01', '2023-12-31', 'năm 2023'],
  ['2023-Q1', '2023-01-01', '2023-03-31', 'quý I năm 2023'],
  ['2023-q4', '2023-10-01', '2023-12-31', 'quý IV năm 2023'],
  ['2023-H2', '2023-07-01', '2023-12-31', '6 tháng cuối năm 2023'],
  ['2023-9M', '2023-01-01', '2023-09-30', '9 tháng đầu năm 2023'],
])('period %s', (text, from, to, words) => {
  expect(accepted(readPeriod(text))).toMatchObject({ from, to, words: { vi: words } });
});

test.each(['', '2023-Q5', '23', '2023-H3', '1900', 'x'])('“%s” is no period', (text) => {
  expect(readPeriod(text)).toMatchObject({ ok: false, refusals: [{ code: 'bad_period' }] });
});

test('the last quarter that has ended', () => {
  expect(latestQuarter(plainDate('2023-10-05'))).toBe('2023-Q3');
  expect(latestQuarter(plainDate('2023-09-30'))).toBe('2023-Q2');
  expect(latestQuarter(plainDate('2024-01-01'))).toBe('2023-Q4');
});
