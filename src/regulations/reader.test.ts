import { describe, expect, test } from 'vitest';
import { addDays, plainDate } from '../kernel/plain-date.ts';
import { bodyCode, competenceOf, loadRegulations } from './reader.ts';
import { DEFAULT_DOCUMENT } from './rule.ts';
import { gapsOf } from './value.ts';

const regulations = loadRegulations();
const day = plainDate;

/** [rule, day, value in force or null, document, mark] */
const TABLE: [string, string, unknown, string | null, string | null][] = [
  ['admit.age_min', '2023-05-12', 18, '24-QĐ/TW', 'A'],
  ['admit.age_min', '2026-11-23', 18, '208-QĐ/TW', 'B'],
  ['admit.age_min', '2016-07-24', null, null, null],
  ['admit.age_min', '2016-07-25', 18, '29-QĐ/TW', 'A'],
  ['admit.age_max', '2025-01-19', 60, '24-QĐ/TW', 'A'],
  ['admit.age_max', '2025-01-20', 60, '232-QĐ/TW', 'A'],
  // 294 was signed on 26/5/2025 but is in force from 1/7/2025.
  ['admit.age_max', '2025-06-12', 60, '232-QĐ/TW', 'A'],
  ['admit.age_max', '2025-06-30', 60, '232-QĐ/TW', 'A'],
  ['admit.age_max', '2025-07-01', 60, '294-QĐ/TW', 'A'],
  ['admit.age_max', '2026-04-07', 60, '294-QĐ/TW', 'A'],
  ['admit.age_max', '2026-04-08', 60, '20-QĐ/TW', 'I'],
  ['admit.age_max', '2026-07-25', 60, '20-QĐ/TW', 'I'],
  ['admit.age_max', '2026-07-26', 60, '208-QĐ/TW', 'B'],
  ['admit.school', '2026-07-25', 'certificate', '20-QĐ/TW', 'I'],
  ['admit.school', '2026-07-26', 'programme_completed', '208-QĐ/TW', 'B'],
  ['admit.counting_date', '2023-09-29', 'decision', DEFAULT_DOCUMENT, 'U'],
  [
    'admit.decider',
    '2023-05-12',
    ['standing_committee.district', 'standing_committee.province', 'committee.grassroots_committee'],
    '24-QĐ/TW',
    'I',
  ],
  ['admit.decider', '2026-11-23', ['standing_committee.grassroots_committee'], '208-QĐ/TW', 'B'],
  ['org.kinds.grassroots', '2023-09-30', ['grassroots_committee', 'grassroots_cell'], '24-QĐ/TW', 'A'],
  ['org.kinds.grassroots', '2026-07-26', ['grassroots_committee'], '208-QĐ/TW', 'I'],
  ['org.kinds.cells', '2026-07-25', ['grassroots_cell', 'subordinate_cell'], '20-QĐ/TW', 'I'],
  ['org.kinds.cells', '2026-07-26', ['cell'], '208-QĐ/TW', 'B'],
  ['org.levels', '2023-05-12', ['national', 'province', 'district', 'grassroots'], '24-QĐ/TW', 'A'],
  ['org.levels', '2025-07-01', ['national', 'province', 'commune'], '294-QĐ/TW', 'A'],
  ['org.min_official', '2023-09-30', 3, 'Điều lệ Đảng', 'A'],
  ['probation.length', '2023-05-12', 12, 'Điều lệ Đảng', 'B'],
  ['vote.base_excludes', '2023-05-12', null, null, null],
  ['complaint.file', '2023-05-12', null, null, null],
  ['discipline.forms.probationary', '2023-05-12', ['reprimand', 'warning'], '22-QĐ/TW', 'A'],
  ['suspension.member', '2025-12-01', null, null, null],
  ['suspension.member_total_max', '2023-05-12', 180, '22-QĐ/TW', 'A'],
  ['suspension.member_total_max', '2026-11-23', 120, '21-QĐ/TW', 'B'],
  ['statute.reprimand', '2022-07-05', 5, '102-QĐ/TW', 'A'],
  ['statute.reprimand', '2022-07-06', 5, '69-QĐ/TW', 'I'],
  ['statute.warning', '2026-08-17', 10, '212-QĐ/TW', 'I'],
  ['discipline.effect_start', '2026-04-10', 'announced', 'Điều lệ Đảng', 'A'],
  ['discipline.effect_start', '2026-04-11', 'signed', '21-QĐ/TW', 'B'],
  ['denunciation.anonymous', '2026-04-11', 'lead', '21-QĐ/TW', 'B'],
  ['count.exempt_members', '2022-09-30', true, '11-HD/BTCTW', 'B'],
  ['count.inspection_by', '2023-09-30', 'concluded_on', DEFAULT_DOCUMENT, 'I'],
  ['report.layout.number_prefix', '2023-10-05', 'Số:', '36-HD/VPTW', 'I'],
  ['report.layout.number_prefix', '2026-05-26', 'Số:', '36-HD/VPTW', 'I'],
  ['report.layout.number_prefix', '2026-05-27', 'Số', '05-HD/VPTW', 'B'],
  ['report.layout.on_behalf', '2023-10-05', 'T/M', '36-HD/VPTW', 'B'],
];

test.each(TABLE)('%s on %s', (id, date, value, document, known) => {
  const found = regulations.valueOn(id, day(date));
  expect(found?.value ?? null).toEqual(value);
  expect(found?.source.document ?? null).toBe(document);
  expect(found?.known ?? null).toBe(known);
});

test('an unknown id is a bug, a day without a value is not', () => {
  expect(() => regulations.valueOn('admit.age_minimum', day('2023-05-12'))).toThrow(/admit\.age_minimum/);
  expect(() => regulations.history('nothing.here')).toThrow(/nothing\.here/);
  expect(() => regulations.options('nothing')).toThrow(/nothing/);
  expect(regulations.valueOn('complaint.file', day('2023-05-12'))).toBeUndefined();
  expect(() => regulations.mustValueOn('complaint.file', day('2023-05-12'))).toThrow(RangeError);
});

const inForce = (date: string): string[] =>
  regulations.documents(day(date)).map((document) => document.number);

describe('documents in force', () => {
  test('12/5/2023: the regulations of the thirteenth term', () => {
    expect(inForce('2023-05-12')).toEqual(
      expect.arrayContaining([
        '24-QĐ/TW',
        '22-QĐ/TW',
        '69-QĐ/TW',
        '885-QĐ/UBKTTW',
        '11-HD/BTCTW',
        '12-HD/BTCTW',
        '36-HD/VPTW',
      ]),
    );
    expect(inForce('2023-05-12')).not.toContain('208-QĐ/TW');
  });
  test('23/11/2026: those of 2026, and only one on the Charter', () => {
    const numbers = inForce('2026-11-23');
    expect(numbers).toEqual(
      expect.arrayContaining(['208-QĐ/TW', '21-QĐ/TW', '212-QĐ/TW', '399-QĐ/TW', '05-HD/VPTW', '01-HD/TW']),
    );
    for (const old of ['24-QĐ/TW', '232-QĐ/TW', '294-QĐ/TW', '20-QĐ/TW', '296-QĐ/TW', '36-HD/VPTW']) {
      expect(numbers).not.toContain(old);
    }
  });
  test.each([
    ['Charter', ['29-QĐ/TW', '24-QĐ/TW', '232-QĐ/TW', '294-QĐ/TW', '20-QĐ/TW', '208-QĐ/TW']],
    ['inspection and discipline', ['30-QĐ/TW', '22-QĐ/TW', '296-QĐ/TW', '21-QĐ/TW']],
    ['sanctions', ['102-QĐ/TW', '69-QĐ/TW', '212-QĐ/TW']],
    ['layout', ['36-HD/VPTW', '05-HD/VPTW']],
  ])('%s: one follows the other without a day between', (_what, numbers) => {
    const chain = numbers.map(
      (number) => regulations.documents().find((document) => document.number === number)!,
    );
    const followed = chain.slice(0, -1).map((document) => addDays(document.to!, 1));
    expect(followed).toEqual(chain.slice(1).map((document) => document.from));
    expect(chain.at(-1)!.to).toBeNull();
  });
});

describe('the packs', () => {
  const all = regulations.ids().flatMap((id) => regulations.history(id).map((value) => ({ id, ...value })));

  test('hold both sets and what lies between', () => {
    expect(new Set(all.map((value) => value.pack))).toEqual(
      new Set([
        ...['2011-2021', '2021-2023', 'between', '2026', 'discipline', 'inspection', 'member-file'],
        ...['petitions', 'proceedings'],
        'secrets-and-data',
      ]),
    );
    expect(regulations.ids().length).toBeGreaterThan(150);
  });
  test('give every value a source and a mark, and every default its reason', () => {
    const numbers = new Set(regulations.documents().map(({ number }) => number));
    const poor = all.filter(({ source, known, note }) => {
      const marked = /^[ABIU]$/.test(known);
      const told = regulations.sourceText({ source }, 'vi').length > 5;
      const reasoned = source.document === DEFAULT_DOCUMENT ? note?.vi : numbers.has(source.document);
      return !marked || !told || !reasoned;
    });
    expect(all.length).toBeGreaterThan(450);
    expect(poor).toEqual([]);
  });
  test('cannot be changed by whoever reads a value', () => {
    const kinds = regulations.mustValueOn<string[]>('org.kinds', day('2023-05-12')).value;
    expect(() => kinds.push('duchy')).toThrow(TypeError);
  });
  test('leave days without a value only where nothing is known', () => {
    const gaps = regulations.ids().flatMap((id) => {
      return gapsOf(regulations.history(id)).map((gap) => `${id} ${gap.from}..${gap.to}`);
    });
    expect(gaps).toEqual([
      'complaint.file 2021-07-28..2025-05-29',
      'complaint.file_day_kind 2021-07-28..2025-05-29',
      'denounce.resolve.central 2021-07-28..2024-06-05',
      'review.cap 2023-10-04..2025-08-29',
      'suspension.member 2025-05-30..2026-04-10',
      'suspension.member_total_max 2025-05-30..2026-04-10',
      'suspension.organisation_max 2025-05-30..2026-04-10',
    ]);
  });
  test('give every kind of unit its parents, on each side of each boundary', () => {
    for (const date of ['2023-05-12', '2025-06-30', '2025-07-01', '2026-07-25', '2026-07-26']) {
      const kinds = regulations.mustValueOn<string[]>('org.kinds', day(date)).value;
      const parents = regulations.mustValueOn<Record<string, string[]>>('org.parents', day(date)).value;
      expect([...Object.keys(parents), 'national'].sort()).toEqual([...kinds].sort());
      expect(
        Object.values(parents)
          .flat()
          .every((kind) => kinds.includes(kind)),
      ).toBe(true);
      const cells = regulations.mustValueOn<string[]>('org.kinds.cells', day(date)).value;
      const grassroots = regulations.mustValueOn<string[]>('org.kinds.grassroots', day(date)).value;
      expect([...cells, ...grassroots].every((kind) => kinds.includes(kind))).toBe(true);
    }
  });
  test('use the code lists for bodies and forms', () => {
    for (const id of regulations.ids().filter((name) => name.startsWith('comp.member.'))) {
      expect(Object.keys(regulations.options('bodies'))).toContain(id.slice('comp.member.'.length));
    }
  });
});

describe('competence over members', () => {
  const on = day('2023-05-12');
  test('a cell decides reprimand and warning and proposes the rest', () => {
    const found = competenceOf(regulations, { body: 'cell', unitKind: 'subordinate_cell' }, 'member', on);
    expect(found?.value).toEqual({
      reprimand: 'decides',
      warning: 'decides',
      dismissal: 'proposes',
      expulsion: 'proposes',
    });
    expect(found?.known).toBe('A');
  });
  test('a district commission expels, but that is inferred', () => {
    const acting = { body: 'inspection_commission', unitKind: 'district' } as const;
    expect(competenceOf(regulations, acting, 'member', on)).toMatchObject({
      known: 'I',
      value: { expulsion: 'decides' },
    });
    expect(competenceOf(regulations, acting, 'member', day('2025-06-30'))).toBeDefined();
    expect(competenceOf(regulations, acting, 'member', day('2025-07-01'))).toBeUndefined();
  });
  test('a grassroots standing committee may not expel', () => {
    const acting = { body: 'standing_committee', unitKind: 'grassroots_committee' } as const;
    expect(competenceOf(regulations, acting, 'member', on)?.value).toEqual({
      reprimand: 'decides',
      warning: 'decides',
    });
  });
  test('nothing is known of a body no rule names', () => {
    const acting = { body: 'standing_committee', unitKind: 'sectional_committee' } as const;
    expect(competenceOf(regulations, acting, 'member', on)).toBeUndefined();
  });
  test('bodies are named as admit.decider names them', () => {
    const deciders = regulations.mustValueOn<string[]>('admit.decider', on).value;
    expect(deciders).toContain(bodyCode({ body: 'standing_committee', unitKind: 'district' }));
  });
});

test('a source reads in both languages', () => {
  const found = regulations.mustValueOn('removal.two_years', day('2023-05-12'));
  expect(regulations.sourceText(found, 'vi')).toBe('24-QĐ/TW ngày 30/7/2021, điểm 8.1');
  expect(regulations.sourceText(found, 'en')).toMatch(/^24-QĐ\/TW of .*2021, point 8\.1$/);
});
