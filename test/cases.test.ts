/** Published figures made as records, imported and counted again: what comes out, what is wrong, what cannot be said. */
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkCases } from '../src/cases/check.ts';
import { readCases } from '../src/cases/form.ts';
import { type Summary, summaryOf, summaryText } from '../src/cases/summary.ts';
import { catalogue, figures } from '../src/catalogue.ts';
import { run as runCases } from '../src/cli/cases.ts';
import { connect } from '../src/db/connection.ts';
import { testDatabase } from '../src/db/testing.ts';
import { steppingClock } from '../src/kernel/clock.ts';
import { loadRegulations } from '../src/regulations/reader.ts';
import { say, sayHere } from './cli.ts';

async function open() {
  const database = await testDatabase();
  const owner = connect({ ...database.superuser, max: 2 });
  const { connection, ...app } = database.app;
  const db = connect({ ...app, ...connection, max: 2 });
  const close = async () => {
    await Promise.all([owner.end(), db.end()]);
    await database.drop();
  };
  return { owner, app: db, close };
}

async function check(file: string, most = Number.POSITIVE_INFINITY): Promise<Summary> {
  const read = readCases(readFileSync(join(import.meta.dirname, 'cases', file), 'utf8'));
  if (!read.ok) throw new Error(read.refusals.map(({ message }) => message.en).join('; '));
  const clock = steppingClock('2026-11-23T08:00:00Z');
  const rest = { tell: () => {}, isStopped: () => false, folder: tmpdir() };
  const bench = { catalogue, figures, regulations: loadRegulations(), clock, open, ...rest };
  const small = read.value.filter(({ figures: all }) => Math.max(...all.values()) <= most);
  return summaryOf(await checkCases(bench, small));
}

/** The keys of a case in one part of the result. */
const keysOf = (part: readonly { case: string; key: string }[], id: string): string[] =>
  part.filter((one) => one.case === id).map(({ key }) => key);

describe('cases of several levels and areas', () => {
  let summary: Summary;
  beforeAll(async () => {
    summary = await check('invented.json');
  }, 120_000);

  test('everything that can be expressed and does not contradict itself is reproduced', () => {
    expect(summary.notReproduced).toEqual([]);
    expect(summary).toMatchObject({ cases: 5, figures: 52, reproduced: 47, percentages: 7, derivedHeld: 3 });
  });

  test('what has no records or no figure is named with its reason', () => {
    expect(keysOf(summary.notExpressible, 'cell-invented')).toEqual(['cell.meeting.attended']);
    expect(keysOf(summary.notExpressible, 'ward-invented')).toEqual(['org.cells.hamlet']);
    expect(keysOf(summary.notExpressible, 'district-invented-2014')).toEqual([]);
    expect(summary.notExpressible.every(({ reason }) => reason.vi !== '' && reason.en !== '')).toBe(true);
  });

  test('a level nobody knows is refused for its case alone', () => {
    expect(summary.refused.map((one) => one.case)).toEqual(['unknown-level']);
  });

  test('what the source gets wrong is told and not mended', () => {
    const wrong = summary.sourceFaults.map(({ case: of, keys }) => `${of} ${keys.join(' ')}`);
    expect(wrong).toEqual([
      'province-invented-wrong org.grassroots_total org.grassroots_committees org.grassroots_cells',
      'province-invented-wrong adm.admitted adm.female',
      'province-invented-wrong adm.pct_of_target',
      'province-invented-wrong 20+29',
      'province-invented-wrong 2/3*100',
    ]);
  });

  test('bases that are not printed are recovered, and told', () => {
    const recovered = summary.recovered.map(({ case: of, key, count }) => `${of} ${key} ${count}`);
    expect(recovered).toContain('district-invented-2014 adm.target 100');
    expect(recovered).toContain('district-invented-2014 disc.members.total before 24');
  });

  test('a period that is not given whole is taken to be the year, and told', () => {
    const [taken] = summary.periods.filter(({ note }) => note !== null);
    expect(taken).toMatchObject({ case: 'district-invented-2014', from: '2014-01-01', to: '2014-12-31' });
  });

  test('the text says the same, Vietnamese first', () => {
    expect(summaryText(summary)).toMatch(
      /^5 trường hợp \/ cases\nSố liệu tái lập được \/ figures reproduced: 47\/52/,
    );
  });
});

describe('badges, reviews and sanctions as reports of several levels and years print them', () => {
  let summary: Summary;
  beforeAll(async () => {
    summary = await check('reported.json');
  }, 120_000);

  test('everything with records comes out, each percentage digit for digit', () => {
    expect(summary.notReproduced).toEqual([]);
    const { figures: all, reproduced, percentages, percentagesReproduced } = summary;
    expect([all, reproduced, percentages, percentagesReproduced]).toEqual([81, 74, 9, 8]);
  });

  test('what cannot be expressed says why; what names no number is told apart', () => {
    expect(summary.notExpressible.map(({ key }) => key)).toEqual([
      'disc.suspended',
      'adm.admitted.by_unit',
      'com.badges.200',
      'rev.mem.clean_strong',
      'planets.seen',
      'adm.constructor',
    ]);
  });

  test('parts that do not sum are faults of the source, with both numbers', () => {
    expect(summary.sourceFaults.map(({ keys }) => keys.join(' '))).toEqual([
      'mem.total mem.official mem.probationary',
      'badge.awarded com.badges.awarded com.badges.posthumous',
      'rev.cell.evaluated rev.cell.excellent rev.cell.good rev.cell.complete rev.cell.failed',
      'adm.pct_of_target',
      '1800+105',
    ]);
    const [members] = summary.sourceFaults;
    expect(members?.message.vi).toMatch(/1\.905.*1\.950.*hoán vị chữ số/);
  });
});

test('the published cases of few members; the others take a minute by the command', async () => {
  const summary = await check('published.json', 1000);
  expect(summary.cases).toBe(6);
  expect([summary.notReproduced, summary.sourceFaults]).toEqual([[], []]);
  expect(summary.reproduced).toBeGreaterThan(35);
  expect(summary.notExpressible.map(({ key }) => key)).toEqual([
    'disc.violation.head_responsibility',
    'rev.org.clean_strong',
  ]);
  expect(summary.derivedHeld).toBe(summary.derived);
}, 120_000);

describe('the command', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'capuy-cases-test-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const run = (...args: string[]) => sayHere(runCases, args, {});
  const one = (more: object) =>
    JSON.stringify([{ id: 'a', level: 'cell', unit: 'Chi bộ', figures: { 'mem.total': 1 }, ...more }]);

  test.each([
    ['no JSON', 'mem.total = 3', /không phải JSON/],
    ['no list', '{"id": "a"}', /danh sách JSON/],
    ['an empty list', '[]', /ít nhất một trường hợp/],
    ['a case that is no object', '[3]', /không phải là một đối tượng/],
    ['no level', one({ level: 7 }), /thiếu “level”/],
    ['no figures', one({ figures: {} }), /không có số liệu nào/],
    ['a figure that is no number', one({ figures: { 'mem.total': '12' } }), /“mem.total” không phải là số/],
    ['a negative figure', one({ figures: { 'mem.total': -1 } }), /là số âm/],
    ['an absurd figure', one({ figures: { 'mem.total': 1e15 } }), /lớn một cách vô lý/],
    ['figures of which none has a number', one({ figures: { 'mem.total': null } }), /không có số liệu nào/],
    ['a key that is none', one({ figures: { 'x; drop table': 1 } }), /không đúng dạng/],
    ['a day that is none', one({ period_from: '2023-02-30' }), /period_from phải là ngày/],
    ['a period backwards', one({ period_from: '2023-02-03', period_to: '2023-01-01' }), /sau period_to/],
    ['a calculation that is none', one({ derived: [{ expr: 5 }] }), /derived\[0\]/],
  ])('refuses %s with a sentence', async (_, text, sentence) => {
    const file = join(folder, 'bad.json');
    writeFileSync(file, text);
    const { code, out, err } = await run('check', file);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(sentence);
  });

  test('refuses a file that is not there, and arguments it does not know', async () => {
    const missing = await run('check', join(folder, 'nothing.json'));
    expect([missing.code, missing.err]).toEqual([2, expect.stringContaining('Không đọc được tệp')]);
    for (const args of [[], ['check'], ['mend', 'x.json'], ['check', 'x.json', '--fast']]) {
      expect((await run(...args)).code).toBe(2);
    }
  });

  test('makes and removes a server of its own, and answers in JSON', async () => {
    const file = join(folder, 'small.json');
    writeFileSync(file, one({ figures: { 'mem.total': 30, 'mem.female': 12, 'mem.female_pct': 40 } }));
    const own = mkdtempSync(join(tmpdir(), 'capuy-own-'));
    // PostgreSQL runs as another user where this process is root, and has to pass to its own folder.
    chmodSync(own, 0o711);
    const environment = { ...process.env, TMPDIR: own };
    const command = ['bin/capuy.mjs', 'cases', 'check', file, '--json'];
    const { code, out } = await say(process.execPath, command, environment);
    expect(JSON.parse(out)).toMatchObject({
      cases: 1,
      figures: 2,
      reproduced: 2,
      percentages: 1,
      percentagesReproduced: 1,
    });
    expect(code).toBe(0);
    expect(readdirSync(own).filter((name) => name.startsWith('capuy-'))).toEqual([]);
    rmSync(own, { recursive: true });
  }, 60_000);
});
