/** Every row of a published rule pack stands in the packs, with its document, its mark and its value, or with none. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { plainDate } from '../kernel/plain-date.ts';
import { loadRegulations } from './reader.ts';
import type { Known, RuleValue } from './rule.ts';

/** A document of null says that no text gives a value on that day. */
type Row = [
  row: number,
  id: string,
  day: string,
  document: string | null,
  known: Known,
  ...values: unknown[],
];

const regulations = loadRegulations();

describe.each([
  ['first-pack', 116],
  ['sector-pack', 127],
])('%s', (name, count) => {
  const file = new URL(`./${name}.cases.yaml`, import.meta.url);
  const { named, rows } = parse(readFileSync(file, 'utf8')) as {
    named: Record<string, string[]>;
    rows: Row[];
  };

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
