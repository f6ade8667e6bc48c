import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Instant } from '../kernel/clock.ts';
import { copiesIn, copyName, expired } from './keep.ts';

const at = (text: string) => text as Instant;
const daily = (from: string, days: number) =>
  Array.from({ length: days }, (_, i) => {
    const instant = at(
      new Intl.DateTimeFormat('sv', { timeZone: 'UTC' }).format(Date.parse(from) + i * 86_400_000),
    );
    return { name: copyName('abcdef01', at(`${instant}T01:00:00.000Z`)), at: at(`${instant}T01:00:00.000Z`) };
  });

test('a name says whose copy it is and when it was made; others are let alone', () => {
  const name = copyName('abcdef01', at('2026-11-26T12:08:47.542Z'));
  expect(name).toBe('capuy-abcdef01-20261126T120847Z.age');
  expect(
    copiesIn(['x.age', `${name}.part`, name, copyName('new', at('2026-11-26T12:08:47Z'))], 'abcdef01'),
  ).toEqual([{ name, at: '2026-11-26T12:08:47.000Z' }]);
});

describe('what is kept', () => {
  test('fourteen days, eight weeks, twenty-four months of a copy a day over three years', () => {
    const copies = daily('2024-01-01', 1000);
    const gone = new Set(expired(copies, { daily: 14, weekly: 8, monthly: 24 }));
    const kept = copies.filter(({ name }) => !gone.has(name));
    expect(kept.slice(-14)).toEqual(copies.slice(-14));
    expect(new Set(kept.map((copy) => copy.at.slice(0, 7))).size).toBe(24);
    // The last of each week and of each month; the ones that fall together are counted once.
    expect(kept.length).toBeGreaterThan(14 + 6 + 20);
    expect(kept.length).toBeLessThanOrEqual(14 + 8 + 24);
  });

  test('the newest copy is kept whatever the rule, and a second look removes nothing more', () => {
    const counts = fc.nat({ max: 5 });
    fc.assert(
      fc.property(fc.nat({ max: 400 }), counts, counts, counts, (days, a, b, c) => {
        const copies = daily('2025-06-01', days + 1);
        const keep = { daily: a, weekly: b, monthly: c };
        const gone = expired(copies, keep);
        expect(gone).not.toContain(copies.at(-1)!.name);
        const left = copies.filter(({ name }) => !gone.includes(name));
        expect(expired(left, keep)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});
