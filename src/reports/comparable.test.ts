import { expect, test } from 'vitest';
import { figures } from '../catalogue.ts';
import { loadRegulations } from '../regulations/reader.ts';
import { incomparable } from './comparable.ts';
import { periodOf } from './request.ts';

const known = { figures, regulations: loadRegulations() };
const why = (key: string, year: number) => incomparable(known, key, periodOf(year, null), true);

test('grassroots organisations are not compared across a change of the levels; members are', () => {
  // 294-QĐ/TW ended the district in 2025, 208-QĐ/TW made three uniform levels in 2026.
  for (const year of [2025, 2026]) {
    expect(why('org.grassroots_total', year)?.vi, String(year)).toMatch(/^Không so sánh được/);
    expect(why('mem.total', year), String(year)).toBeNull();
  }
});

test('a new regulation that says the same changes nothing', () => {
  // 24-QĐ/TW took over from 29-QĐ/TW on 30/7/2021 with the same four levels.
  for (const year of [2021, 2022, 2023]) expect(why('org.grassroots_total', year), String(year)).toBeNull();
});

test('a unit that was not there is not compared at all', () => {
  expect(incomparable(known, 'mem.total', periodOf(2023, null), false)?.en).toContain('did not exist');
});
