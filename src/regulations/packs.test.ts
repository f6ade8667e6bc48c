import { expect, test } from 'vitest';
import { PackError, packFiles, readPacks } from './packs.ts';

const GOOD = `
pack: trial
words: { vi: "Thử", en: "Trial" }
documents:
  - { number: 24-QĐ/TW, title: { vi: "Quy định", en: "Regulation" }, issuer: BCHTW, issued_on: 2021-07-30, from: 2021-07-30, to: null, known: A }
  - { number: 01-HD/TW, title: { vi: "Hướng dẫn", en: "Guidance" }, issuer: BBT, issued_on: 2021-09-28, from: 2021-09-28, to: 2025-06-08, known: A }
  - { number: 01-HD/TW, title: { vi: "Hướng dẫn", en: "Guidance" }, issuer: BBT, issued_on: 2026-05-19, from: 2026-05-19, to: null, known: B }
options:
  forms: { warning: { vi: "cảnh cáo", en: "warning" } }
rules:
  - id: admit.age_min
    words: { vi: "Tuổi", en: "Age" }
    unit: age
    values:
      - { value: 18, from: 2021-07-30, to: 2023-12-31, source: { document: 24-QĐ/TW, article: "điểm 1.1" }, known: A }
      - { value: 19, from: 2024-01-01, to: null, source: { document: 24-QĐ/TW, article: null }, known: B }
  - id: discipline.forms
    words: { vi: "Hình thức", en: "Forms" }
    unit: list
    options: forms
    values:
      - { value: [warning], from: 2021-07-30, to: null, source: { document: 24-QĐ/TW, article: null }, known: A }
`;

const faultsOf = (...texts: string[]): readonly string[] => {
  try {
    readPacks(texts.map((text, index) => ({ name: `${index}.yaml`, text })));
    return [];
  } catch (error) {
    if (error instanceof PackError) return error.faults;
    throw error;
  }
};

test('a good pack is read', () => {
  expect(faultsOf(GOOD)).toEqual([]);
});

/** [what is spoiled, text replaced, by what, what the fault says] */
const SPOILED: [string, string, string, RegExp][] = [
  [
    'overlapping periods',
    'from: 2024-01-01',
    'from: 2023-12-31',
    /^admit\.age_min: two values on one day: 2021-07-30 to 2023-12-31/,
  ],
  [
    'an open value before another',
    'to: 2023-12-31',
    'to: null',
    /admit\.age_min: two values on one day: 2021-07-30 to open/,
  ],
  [
    'a missing source',
    ', source: { document: 24-QĐ/TW, article: "điểm 1.1" }',
    '',
    /admit\.age_min\.values\[0\]: key “source” is missing/,
  ],
  [
    'a missing mark',
    'known: A }\n      - { value: 19',
    'x: 1 }\n      - { value: 19',
    /values\[0\]: key “known” is missing/,
  ],
  [
    'an unknown key in a value',
    'value: 18,',
    'value: 18, unit: age,',
    /values\[0\]: key “unit” is not known/,
  ],
  [
    'an unknown key in a rule',
    '    unit: age',
    '    unit: age\n    article: 3',
    /rules\[0\]: key “article” is not known/,
  ],
  ['an unknown key in a pack', 'pack: trial', 'pack: trial\nversion: 2', /pack: key “version” is not known/],
  [
    'a day that does not exist',
    'to: 2023-12-31',
    'to: 2023-02-29',
    /values\[0\]\.to: a day as YYYY-MM-DD is expected, found "2023-02-29"/,
  ],
  ['a Vietnamese date', 'to: 2023-12-31', 'to: 31/12/2023', /values\[0\]\.to: a day as YYYY-MM-DD/],
  [
    'an end before its start',
    'to: 2023-12-31',
    'to: 2021-07-29',
    /values\[0\]: ends on 2021-07-29, before it begins on 2021-07-30/,
  ],
  [
    'a mark that does not exist',
    'known: A }\n      - { value: 19',
    'known: C }\n      - { value: 19',
    /known: one of A, B, I, U is expected, found "C"/,
  ],
  [
    'a value that does not fit its unit',
    'value: 18',
    'value: "18"',
    /values\[0\]: a value in age is a whole number above zero, found "18"/,
  ],
  ['a unit that does not exist', 'unit: age', 'unit: ages', /admit\.age_min\.unit: one of age, years/],
  [
    'a document nobody describes',
    'document: 24-QĐ/TW, article: "điểm 1.1"',
    'document: 25-QĐ/TW, article: "điểm 1.1"',
    /“25-QĐ\/TW” is not in any pack's list/,
  ],
  [
    'a number that names two documents',
    'document: 24-QĐ/TW, article: "điểm 1.1"',
    'document: 01-HD/TW, article: "điểm 1.1"',
    /names several documents: give issued_on/,
  ],
  [
    'a value outside the days of its document',
    'from: 2021-07-30, to: 2023-12-31',
    'from: 2021-07-29, to: 2023-12-31',
    /values\[0\]: reaches beyond the days of 24-QĐ\/TW/,
  ],
  [
    'a default without its reason',
    'document: 24-QĐ/TW, article: null }, known: B',
    'document: default, article: null }, known: U',
    /a default needs a note/,
  ],
  [
    'a default marked as read',
    'document: 24-QĐ/TW, article: null }, known: B',
    'document: default, article: null }, known: B',
    /a default cannot be marked as read/,
  ],
  [
    'a code without words',
    '[warning]',
    '[warning, exile]',
    /discipline\.forms\.values\[0\]: code “exile” has no words/,
  ],
  [
    'an option set nobody declares',
    'options: forms',
    'options: shapes',
    /option set “shapes” is not declared/,
  ],
  [
    'words in one language',
    '{ vi: "Tuổi", en: "Age" }',
    '{ vi: "Tuổi" }',
    /admit\.age_min\.words: key “en” is missing/,
  ],
  [
    'a day of issue that is not known and not explained',
    'issued_on: 2021-07-30',
    'issued_on: null',
    /24-QĐ\/TW: a day of issue that is not known needs a note/,
  ],
  ['a rule that stands twice', 'id: discipline.forms', 'id: admit.age_min', /admit\.age_min: stands twice/],
  ['an id in capitals', 'id: admit.age_min', 'id: Admit.Age', /an id is lower-case words/],
  ['a key written twice', 'unit: age', 'unit: age\n    unit: age', /YAML: Map keys must be unique/],
];

test('a rule without any value says why, or is refused', () => {
  const empty = `${GOOD}
  - id: wrongful.apology
    words: { vi: "Xin lỗi", en: "Apology" }
    unit: days
    values: []
`;
  expect(faultsOf(empty).join()).toMatch(/wrongful\.apology: has no value, and no note that says why/);
  const told = empty.replace('values: []', 'note: { vi: "Chưa đọc được.", en: "Not read." }\n    values: []');
  expect(faultsOf(told)).toEqual([]);
});

test.each(SPOILED)('%s is refused', (_what, part, replacement, expected) => {
  const spoiled = GOOD.replace(part, replacement);
  expect(spoiled).not.toBe(GOOD);
  expect(faultsOf(spoiled).join('\n')).toMatch(new RegExp(expected.source, 'm'));
});

test('periods that overlap between two packs are refused, naming both', () => {
  const second = `
pack: later
words: { vi: "Sau", en: "Later" }
documents: []
rules:
  - id: admit.age_min
    values:
      - { value: 20, from: 2026-01-01, to: null, source: { document: 24-QĐ/TW, article: null }, known: U }
`;
  expect(faultsOf(GOOD, second)).toEqual([
    'admit.age_min: two values on one day: 2024-01-01 to open (pack trial) and from 2026-01-01 (pack later)',
  ]);
});

test('the order of the packs does not matter', () => {
  const files = packFiles();
  const forward = readPacks(files);
  const backward = readPacks([...files].reverse());
  expect([...backward.rules].sort()).toEqual([...forward.rules].sort());
});

test('every fault is told at once, with its file', () => {
  const faults = faultsOf(
    GOOD.replace('value: 18', 'value: -1').replace('known: B }\n  - id', 'known: X }\n  - id'),
  );
  expect(faults).toHaveLength(2);
  expect(faults.every((line) => line.startsWith('0.yaml: '))).toBe(true);
});
