/** Every row of a published rule pack stands in the packs, with its document, its mark and its value, or with none. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { plainDate } from '../kernel/plain-date.ts';
import { LOOKED_UP } from './looked-up.ts';
import {
  type PackName,
  PUBLISHED,
  publishedPack,
  rowsWithUses,
  ruleUsesMarkdown,
} from './published-packs.ts';
import { loadRegulations } from './reader.ts';
import type { RuleValue } from './rule.ts';

const regulations = loadRegulations();

describe.each(Object.entries(PUBLISHED) as [PackName, { count: number }][])('%s', (name, { count }) => {
  const { named, rows } = publishedPack(name);

  test(`the list holds the ${count} rows, and every name it maps is one of them`, () => {
    expect([...new Set(rows.map(([row]) => row))]).toEqual(
      Array.from({ length: count }, (_, index) => index + 1),
    );
    const ids = new Set(rows.map(([, id]) => id));
    expect(Object.keys(named).filter((id) => !ids.has(id))).toEqual([]);
  });

  test.each(rows)('row %i, %s on %s', (_row, id, day, document, known, ...values) => {
    const rules = named[id] ?? [id];
    const found = rules.map((rule) => regulations.valueOn<RuleValue>(rule, plainDate(day)));
    if (document === null) {
      expect(found.filter(Boolean)).toEqual([]);
      return;
    }
    expect(found.map((rule) => rule?.value)).toEqual(values);
    expect(new Set(found.map((rule) => rule?.source.document))).toEqual(new Set([document]));
    expect(new Set(found.map((rule) => rule?.known))).toEqual(new Set([known]));
  });
});

test('every row of the first pack is asked for, or says why nothing asks for it; no reason outlives its need', () => {
  const rules = rowsWithUses(regulations, 'first-pack').flatMap((row) => row.rules);
  const unasked = rules.filter(({ parts }) => parts.length === 0).map(({ id }) => id);
  expect([...new Set(unasked)].sort()).toEqual([...LOOKED_UP.keys()].sort());
});

test('docs/reference/rule-uses.md is what the source says (else: npm run -s capuy -- rules --write)', () => {
  const file = new URL('../../docs/reference/rule-uses.md', import.meta.url);
  expect(readFileSync(file, 'utf8')).toBe(ruleUsesMarkdown(regulations));
});
