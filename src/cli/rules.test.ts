import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { run } from './rules.ts';

let out: string;
let err: string;
beforeEach(() => {
  out = '';
  err = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    out += String(text);
    return true;
  });
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    err += String(text);
    return true;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
});

test('lists the ids', async () => {
  expect(await run([])).toBe(0);
  expect(out).toMatch(/^admit\.age_min\tTuổi thấp nhất/m);
});

test('prints the history of a rule with its documents', async () => {
  expect(await run(['admit.age_min'])).toBe(0);
  expect(out).toMatch(/30\/7\/2021 – 19\/1\/2025: 18 tuổi\n {6}24-QĐ\/TW ngày 30\/7\/2021 · A/);
  expect(out).toMatch(/26\/7\/2026 – nay: 18 tuổi/);
});

test('prints the value on a day, in JSON too', async () => {
  expect(await run(['admit.age_min', '--on', '2023-05-12', '--json'])).toBe(0);
  expect(JSON.parse(out)).toMatchObject({
    id: 'admit.age_min',
    rule: { value: 18, known: 'A', from: '2021-07-30' },
  });
  out = '';
  expect(await run(['complaint.file', '--on', '2023-05-12'])).toBe(0);
  expect(out).toBe('Chưa biết giá trị vào ngày này.\n');
});

test('lists every value on a day', async () => {
  expect(await run(['--on', '2026-11-23', '--json'])).toBe(0);
  const rows = JSON.parse(out) as { id: string; source: string | null }[];
  expect(rows.find((row) => row.id === 'admit.school')?.source).toBe('208-QĐ/TW ngày 26/7/2026');
});

test('tells what changed between two days', async () => {
  expect(await run(['--from', '2026-07-25', '--on', '2026-07-26', '--language', 'en'])).toBe(0);
  expect(out).toMatch(
    /^admit\.school\tvalue changed\tlower-secondary certificate → lower-secondary programme completed$/m,
  );
});

test.each([
  [['--on', '12/5/2023']],
  [['a.b', 'c.d']],
  [['--from', '2023-01-01']],
  [['--language', 'fr']],
  [['--colour']],
])('arguments %j are answered with the usage', async (args) => {
  expect(await run(args)).toBe(2);
  expect(err).toMatch(/^rules ID/m);
  expect(out).toBe('');
});

test('an unknown id is answered with 1', async () => {
  expect(await run(['admit.nothing'])).toBe(1);
  expect(err).toMatch(/admit\.nothing/);
});
