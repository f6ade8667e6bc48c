/** Every row of the first rule pack stands in the packs, with its document, its mark and its value. */
import { readFileSync } from 'node:fs';
import { load } from 'js-yaml';
import { expect, test } from 'vitest';
import { plainDate } from '../kernel/plain-date.ts';
import { loadRegulations } from './reader.ts';
import type { Known } from './rule.ts';

type Row = [row: number, id: string, day: string, document: string, known: Known, ...values: unknown[]];

const file = new URL('./first-pack.cases.yaml', import.meta.url);
const { named, rows } = load(readFileSync(file, 'utf8')) as { named: Record<string, string[]>; rows: Row[] };
const regulations = loadRegulations();

test('the list holds the 116 rows, and every name it maps is one of them', () => {
  expect([...new Set(rows.map(([row]) => row))]).toEqual(
    Array.from({ length: 116 }, (_, index) => index + 1),
  );
  const ids = new Set(rows.map(([, id]) => id));
  expect(Object.keys(named).filter((id) => !ids.has(id))).toEqual([]);
});

test.each(rows)('row %i, %s on %s', (_row, id, day, document, known, ...values) => {
  const rules = named[id] ?? [id];
  const found = rules.map((rule) => regulations.mustValueOn(rule, plainDate(day)));
  expect(found.map((rule) => rule.value)).toEqual(values);
  expect(new Set(found.map((rule) => rule.source.document))).toEqual(new Set([document]));
  expect(new Set(found.map((rule) => rule.known))).toEqual(new Set([known]));
});
