import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { plainDate } from '../kernel/plain-date.ts';
import { differences } from './compare.ts';
import { ruleHistory } from './history.ts';
import { loadRegulations } from './reader.ts';
import { regulationsMarkdown } from './reference.ts';

const regulations = loadRegulations();
const day = plainDate;

test('docs/reference/regulations.md is what the packs say (else: npm run -s capuy -- rules --write)', () => {
  const file = new URL('../../docs/reference/regulations.md', import.meta.url);
  expect(readFileSync(file, 'utf8')).toBe(regulationsMarkdown(regulations));
});

test('the history of a rule marks the row in force and tells the gap', () => {
  const history = ruleHistory('complaint.file', 'vi', day('2025-06-01'));
  expect(history.rows.map((row) => [row.from, row.to, row.valueText, row.inForce])).toEqual([
    ['2011-01-19', '2021-07-27', '30 ngày', false],
    ['2025-05-30', '2026-04-10', '30 ngày', true],
    ['2026-04-11', null, '30 ngày', false],
  ]);
  expect(history.gaps).toEqual([{ from: '2021-07-28', to: '2025-05-29' }]);
});

/** [rule, day, Vietnamese, English] */
const TEXTS: [string, string, string, string][] = [
  ['admit.age_min', '2023-05-12', '18 tuổi', '18 years of age'],
  ['admit.vote.cell', '2023-05-12', 'ít nhất 2/3', 'at least 2/3'],
  ['vote.threshold.sanction', '2023-05-12', 'quá 1/2', 'more than 1/2'],
  ['count.exempt_members', '2023-05-12', 'có', 'yes'],
  ['org.rehoming_is_transfer', '2023-05-12', 'không', 'no'],
  ['meeting.regular_months', '2023-05-12', '1 tháng', '1 month'],
  ['org.kinds.cells', '2023-05-12', 'Chi bộ cơ sở; Chi bộ trực thuộc', 'Grassroots cell; Subordinate cell'],
  [
    'comp.member.standing_committee.grassroots_committee',
    '2023-05-12',
    'khiển trách: quyết định / cảnh cáo: quyết định',
    'reprimand: decides / warning: decides',
  ],
  ['comp.member.committee.sectional_committee', '2023-05-12', 'không có', 'none'],
  ['report.layout.on_behalf', '2026-11-23', 'T/M', 'T/M'],
  ['dues.student', '2026-11-23', '5.000 đồng', '5,000 đồng'],
  ['dues.pension', '2026-11-23', '0,5%', '0.5%'],
  ['org.standing_max', '2026-11-23', '1/3', '1/3'],
];

test.each(TEXTS)('%s on %s reads as a sentence', (id, date, vi, en) => {
  const read = (language: 'vi' | 'en') =>
    ruleHistory(id, language, day(date)).rows.find((row) => row.inForce)?.valueText;
  expect(read('vi')).toBe(vi);
  expect(read('en')).toBe(en);
});

describe('what changed between two days', () => {
  const changes = differences(regulations, day('2026-07-25'), day('2026-07-26'));
  const changed = (kind: string) => changes.filter((item) => item.change === kind).map((item) => item.id);

  test('208-QĐ/TW changes the tree, the schooling, the decider and the ceremony clock', () => {
    expect(changed('value')).toEqual(
      expect.arrayContaining([
        'org.kinds',
        'org.levels',
        'admit.school',
        'admit.decider',
        'admit.ceremony_deadline_from',
      ]),
    );
    expect(changed('source')).toContain('admit.age_min');
    expect(changed('value')).not.toContain('admit.age_min');
    expect(changed('began')).toContain('vote.resolution');
    expect(changed('ended')).toContain('comp.member.committee.upper_grassroots');
  });
  test('a rule that keeps both is not told, and a day differs in nothing from itself', () => {
    expect(changes.map((item) => item.id)).not.toContain('org.min_official');
    expect(differences(regulations, day('2023-05-12'), day('2023-05-12'))).toEqual([]);
  });
});
