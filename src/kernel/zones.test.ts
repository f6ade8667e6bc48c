/** The calendar must not know where the machine stands: the same answers under zones 24 hours apart. */
import { execFileSync } from 'node:child_process';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const here = dirname(fileURLToPath(import.meta.url));

const SCRIPT = `
const day = await import('./plain-date.ts');
const partial = await import('./partial-date.ts');
const period = await import('./period.ts');
const { fixedClock, dayOf, parseInstant } = await import('./clock.ts');
const lines = [];
for (const text of ['1900-01-01', '1943-12-31', '1975-04-30', '1994-12-31', '2011-12-30', '2026-03-08', '2026-11-01']) {
  for (let step = -2; step <= 2; step++) {
    const date = day.addDays(day.plainDate(text), step);
    lines.push(date, day.addMonths(date, 1), day.formatDate(date, 'vi'), day.formatLongDate(date, 'vi'),
      day.weekday(date).en, day.daysBetween(day.plainDate('1970-01-01'), date), day.parseDate(day.formatDate(date, 'vi')));
  }
}
lines.push(partial.latestDay(partial.partialDate('2024-02')), partial.parsePartialDate('tháng 9/2023'));
lines.push(period.formatPeriod(period.nineMonths(2023), 'vi'), period.lastDay(period.wholeYear(2023)));
lines.push(fixedClock('2026-02-02T17:00:00Z').today(), fixedClock('2026-02-02T16:59:59Z').today());
lines.push(dayOf('2026-02-02T17:00:00Z'), parseInstant('2026-02-03'));
console.log(JSON.stringify({ zone: Intl.DateTimeFormat().resolvedOptions().timeZone, lines }));
`;

function answersIn(zone: string): { zone: string; lines: unknown[] } {
  const options = { cwd: here, env: { ...process.env, TZ: zone }, encoding: 'utf8' } as const;
  return JSON.parse(
    execFileSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', SCRIPT], options),
  );
}

test('dates, partial dates, periods and today are the same in Los Angeles, Sài Gòn and Kiritimati', {
  timeout: 60_000,
}, () => {
  const zones = ['America/Los_Angeles', 'Asia/Ho_Chi_Minh', 'Pacific/Kiritimati'];
  const answers = zones.map(answersIn);
  expect(new Set(answers.map((answer) => answer.zone)).size).toBe(zones.length);
  for (const answer of answers) expect(answer.lines).toEqual(answers[0]!.lines);
  expect(answers[0]!.lines.slice(-4)).toEqual([
    '2026-02-03',
    '2026-02-02',
    '2026-02-03',
    '2026-02-03T16:59:59.999Z',
  ]);
});
