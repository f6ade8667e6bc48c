/** The command line as it is typed: a first start, then the report, its lists, the checks, and wrong usage. */
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import PizZip from 'pizzip';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeExchange } from '../demo/csv.ts';
import { generateDistrict } from '../demo/generate.ts';
import { run as runAccess } from '../src/cli/access.ts';
import { run as runCheck } from '../src/cli/check.ts';
import { demoAccounts } from '../src/cli/demonstration.ts';
import { run as runFigures } from '../src/cli/figures.ts';
import { run as runForms } from '../src/cli/forms.ts';
import { run as runImport } from '../src/cli/import.ts';
import { run as runRecords } from '../src/cli/records.ts';
import { run as runReorganise } from '../src/cli/reorganise.ts';
import { run as runReport } from '../src/cli/report.ts';
import { run as runSignIn } from '../src/cli/sign-in.ts';
import { systemClock } from '../src/kernel/clock.ts';
import { newId } from '../src/kernel/id.ts';
import { PROJECT, type Said, type Server, say, sayHere, serveWith } from './cli.ts';
import { approveOverHttp } from './house.ts';

const folder = mkdtempSync(join(tmpdir(), 'capuy-cli-'));
const data = join(folder, 'dữ liệu');
const exchange = join(folder, 'exchange');

/** Nothing of the machine's own settings reaches the commands. */
const environment = (more: Record<string, string> = {}): NodeJS.ProcessEnv => {
  const { DATABASE_URL: _, HOST: __, ...env } = process.env;
  return { ...env, CAPUY_DATA: data, PORT: '0', ...more };
};

const capuy = (...args: string[]): Promise<Said> =>
  say(process.execPath, ['bin/capuy.mjs', ...args], environment());

const here = (run: (args: string[]) => Promise<number>, ...args: string[]): Promise<Said> =>
  sayHere(run, args, { ...environment(), DATABASE_URL: '' });

let server: Server;
beforeAll(async () => {
  chmodSync(folder, 0o711);
  server = await serveWith(environment());
}, 120_000);
afterAll(async () => {
  server?.child.kill('SIGTERM');
  await server?.stopped;
  rmSync(folder, { recursive: true, force: true });
});

const ASKED = ['--unit', 'que-son', '--year', '2023', '--as-of', '2023-10-05'];

type Report = {
  figures: Record<string, { value: number; records: number }>;
  ratios: Record<string, { part: number; whole: number; percent: string }>;
};
const json = <T>(said: Said): T => {
  expect([said.code, said.err]).toEqual([0, '']);
  return JSON.parse(said.out) as T;
};

const DISTRICT = {
  ...{ 'org.grassroots_total': 53, 'mem.total': 3716, 'adm.admitted': 84, 'adm.target': 85 },
  ...{ 'insp_sup.standing.sessions.done': 6, 'insp_sup.standing.sessions.plan': 7 },
  ...{ 'insp_sup.standing.members.done': 11, 'insp_sup.standing.members.plan': 13 },
  ...{ 'insp.signs.ubkt.orgs.done': 3, 'insp.signs.ubkt.members.done': 6 },
  ...{ 'insp.signs.ubkt.orgs.ongoing': 1, 'insp.signs.ubkt.members.ongoing': 2 },
  ...{ 'insp.duty_or_finance.orgs.done': 8, 'sup.thematic.ubkt.orgs': 5, 'sup.thematic.ubkt.members': 4 },
  ...{ 'pet.received': 7, 'disc.members.total': 18, 'disc.members.reprimand': 16, 'disc.members.warning': 0 },
  ...{ 'disc.members.dismissal': 0, 'disc.members.expulsion': 2, 'disc.members.by_ubkt': 4 },
  ...{ 'disc.members.by_ubkt.reprimand': 2, 'disc.members.by_ubkt.expulsion': 2 },
  ...{ 'disc.members.by_committees_and_cells': 14, 'disc.members.by_committees_and_cells.reprimand': 14 },
};
const COMMUNE = { 'mem.total': 222, 'org.subordinate_cells': 13, 'adm.target': 7, 'adm.admitted': 7 };

const valuesOf = (report: Report, keys: object) =>
  Object.fromEntries(Object.keys(keys).map((key) => [key, report.figures[key]?.value]));

test('sign-in opens closed ways and takes lost factors off; what it cannot do it says, with how it is used', async () => {
  expect(await here(runSignIn, 'open', 'bithu')).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^bithu: 0 nơi/),
  });
  expect((await here(runSignIn, 'drop-factors', 'Bithu')).code).toBe(0);
  expect((await here(runSignIn, 'drop-factors', 'không có ai')).code).toBe(1);
  for (const args of [[], ['open'], ['close', 'bithu'], ['open', 'bithu', 'x']])
    expect(await here(runSignIn, ...args)).toMatchObject({
      code: 2,
      err: expect.stringContaining('sign-in open'),
    });
}, 60_000);

test('access why gives the rule of today, or of a day that has passed', async () => {
  const asked = ['--unit', 'que-xuan-1', ...ASKED.slice(2), '--json'];
  const [{ id }] = json<[{ id: string }]>(await here(runRecords, 'adm.admitted', ...asked));
  const why = (...args: string[]) => here(runAccess, 'why', 'quexuan1', id, ...args);
  expect(await why()).toMatchObject({ code: 0, out: expect.stringMatching(/^✓ .* and all beneath\n/) });
  expect(await why('--on', '31/12/1999')).toMatchObject({
    code: 1,
    out: expect.stringMatching(/^✗ .*the post has not begun\n/),
  });
  const { out } = await why('--on', '1999-12-31', '--json');
  expect(JSON.parse(out)).toMatchObject({ day: '1999-12-31', reasons: [{ rule: 'post_not_begun' }] });
  for (const args of [['--on', '31/02/2023'], ['--on'], ['x']]) expect((await why(...args)).code).toBe(2);
}, 60_000);

describe('the report', () => {
  test('npm run -s capuy -- report nine-month … --format json gives the numbers of the article', async () => {
    const said = await say(
      'npm',
      ['run', '-s', 'capuy', '--', 'report', 'nine-month', ...ASKED, '--format', 'json'],
      environment(),
    );
    expect(said.code).toBe(0);
    const report = JSON.parse(said.out) as Report;
    expect(valuesOf(report, DISTRICT)).toEqual(DISTRICT);
    expect(report.ratios['adm.pct_of_target']).toMatchObject({ part: 84, whole: 85, percent: '98.8' });
    const commune = ['--unit', 'que-xuan-1', ...ASKED.slice(2)];
    expect(
      valuesOf(json(await capuy('report', 'nine-month', ...commune, '--format', 'json')), COMMUNE),
    ).toEqual(COMMUNE);
  }, 60_000);

  test('comes as text, as Word and as Excel, to a file or to the output', async () => {
    const text = await capuy('report', 'nine-month', ...ASKED);
    expect([text.code, text.out.includes('84/85')]).toEqual([0, true]);
    const file = join(folder, 'báo cáo.docx');
    expect((await capuy('report', 'nine-month', ...ASKED, '--format', 'docx', '--out', file)).code).toBe(0);
    expect(new PizZip(readFileSync(file)).file('word/document.xml')!.asText()).toContain('3.716');
    const sheet = join(folder, 'phụ lục.xlsx');
    expect((await capuy('report', 'nine-month', ...ASKED, '--format', 'xlsx', '--out', sheet)).code).toBe(0);
    expect(readFileSync(sheet).subarray(0, 2).toString()).toBe('PK');
  }, 60_000);
});

describe('the lists behind the numbers', () => {
  test('records KEY … --json lists as many rows as the value', async () => {
    const rows = json<{ id: string; title: string | null }[]>(
      await capuy('records', 'adm.admitted', ...ASKED, '--json'),
    );
    expect(rows).toHaveLength(84);
    expect(new Set(rows.map((row) => row.id)).size).toBe(84);
    expect(rows.every((row) => row.title)).toBe(true);
    const lines = await capuy('records', 'disc.members.expulsion', ...ASKED);
    expect(lines.out.trim().split('\n')).toHaveLength(2);
  }, 60_000);

  // Every third: that the list of every figure is as long as its value, demo/article.test.ts and the check show, too.
  test('does so for figures of every part of the report', async () => {
    const report = json<Report>(await capuy('report', 'nine-month', ...ASKED, '--format', 'json'));
    const differing: [string, number, number][] = [];
    for (const [key, { value }] of Object.entries(report.figures).filter((_, nth) => nth % 3 === 0)) {
      const { length } = json<unknown[]>(await here(runRecords, key, ...ASKED, '--json'));
      if (length !== value) differing.push([key, value, length]);
    }
    expect(Object.keys(report.figures).length).toBeGreaterThan(60);
    expect(differing).toEqual([]);
  }, 120_000);
});

describe('what stands beside it', () => {
  test('check recounts everything and finds nothing', async () => {
    const said = await capuy('check', '--as-of', '2023-10-05');
    expect([said.code, said.out.includes('✗')]).toEqual([0, false]);
    expect(said.out).toMatch(/✓ Đếm lại mọi số liệu bằng cách thứ hai \(2021, 2022, 2023\) \([\d.]{7,}\)/);
    const results = json<{ ok: boolean }[]>(await capuy('check', '--year', '2023', '--json'));
    expect(results.length).toBeGreaterThan(4);
  }, 120_000);

  test('figures and rules', async () => {
    const figures = json<{ figures?: unknown[] } | unknown[]>(await capuy('figures', '--json'));
    expect(JSON.stringify(figures)).toContain('"adm.admitted"');
    const rule = await capuy('rules', 'admit.age_min');
    expect(rule.out).toContain('18 tuổi');
    expect((await capuy('rules', 'admit.age_mni')).code).toBeGreaterThan(0);
  }, 60_000);

  test('help names every command', async () => {
    const { code, out } = await capuy();
    expect(code).toBe(0);
    for (const name of [
      'serve',
      'report',
      'records',
      'figures',
      'rules',
      'import',
      'reorganise',
      'check',
      'test',
      'bench',
    ])
      expect(out).toContain(`  ${name} `);
  }, 30_000);
});

describe('import', () => {
  beforeAll(() => writeExchange(exchange, generateDistrict()));

  test('--check reads what is there already and writes nothing', async () => {
    const said = await capuy('import', exchange, '--check');
    expect(said.code).toBe(0);
    const result = JSON.parse(said.out) as {
      already: number;
      checkedOnly: boolean;
      recorded: Record<string, number>;
    };
    expect(result.checkedOnly).toBe(true);
    expect(result.already).toBeGreaterThan(3716);
    expect(Object.values(result.recorded).every((count) => count === 0)).toBe(true);
  }, 60_000);

  test('faults are listed by file and line with their repair, and nothing is applied', async () => {
    const file = join(exchange, 'person.csv');
    const good = readFileSync(file, 'utf8');
    const lines = good.trimEnd().split('\n').length;
    const [head] = good.split('\n');
    const columns = head!.split(',');
    const row = (values: Record<string, string>) => columns.map((column) => values[column] ?? '').join(',');
    appendFileSync(file, `${row({ id: 'x', name: 'A', birth_date: '31/02/1990' })}\n"chưa đóng`);
    const said = await capuy('import', exchange);
    expect([said.code, said.out]).toEqual([1, '']);
    expect(said.err).toContain('Chưa nhập gì: có ');
    expect(said.err).toMatch(new RegExp(`person\\.csv:${lines + 1} \\[\\w+\\] .+ / .+`));
    writeFileSync(file, good.slice(0, good.length / 2));
    const cut = await capuy('import', exchange, '--check');
    expect([cut.code, cut.out]).toEqual([1, '']);
    expect(cut.err).toMatch(/\.csv:\d+/);
    writeFileSync(file, good);
    const report = json<Report>(await capuy('report', 'nine-month', ...ASKED, '--format', 'json'));
    expect(valuesOf(report, DISTRICT)).toEqual(DISTRICT);
  }, 120_000);
});

const account = (name: string) =>
  demoAccounts({ dataFolder: data, port: 0, host: '' }).find((one) => one.name === name)!;

describe('reorganise', () => {
  test('puts an act from a file before a second person, who approves it, and tells by place what is wrong with one', async () => {
    const act = {
      id: newId(systemClock),
      number: '15-QĐ/HU',
      decided_on: '20/8/2024',
      effective_on: '1/9/2024',
      decided_by: 'Ban Thường vụ Huyện ủy',
      unit: 'que-son',
      summary: 'Đổi tên',
      operations: [{ do: 'rename', unit: 'que-an', name: 'Đảng bộ xã Quế An mới' }],
    };
    const file = join(folder, 'đổi tên.json');
    writeFileSync(file, JSON.stringify({ ...act, operations: [{ do: 'explode' }] }));
    const propose = (password = account('vanphong').password) =>
      say(
        process.execPath,
        ['bin/capuy.mjs', 'reorganise', file, '--as', 'vanphong'],
        environment(),
        `${password}\n`,
      );
    const wrong = await propose();
    expect([wrong.code, wrong.out]).toEqual([1, '']);
    expect(wrong.err).toContain('operations.0.do');
    writeFileSync(file, JSON.stringify(act));
    expect((await propose('not the password')).err).toContain('mật khẩu');
    const proposed = json<{ proposal: string }>(await propose());
    expect(proposed).toMatchObject({ id: act.id, already: false });
    expect(json(await propose())).toEqual({ ...proposed, already: true });
    await approveOverHttp(server.address, account('chanhvanphong'), proposed.proposal);
    expect(json(await propose())).toEqual({ id: act.id, already: true });
    const report = json<Report>(await capuy('report', 'nine-month', ...ASKED, '--format', 'json'));
    expect(valuesOf(report, DISTRICT)).toEqual(DISTRICT);
  }, 60_000);
});

test('forms prints a form that closes', async () => {
  const text = await here(runForms, 'bieu-3', '--unit', 'que-son', '--period', '2023-9M');
  expect([text.code, /^I Tổng số đảng viên cuối kỳ +3\.716/m.test(text.out)]).toEqual([0, true]);
}, 30_000);

describe('wrong usage', () => {
  test.each([
    [runReport, [], 2, 'Thiếu --unit'],
    [runReport, ['ten-month', '--unit', 'que-son'], 2, 'Cách dùng: report nine-month'],
    [runReport, ['nine-month', ...ASKED, '--format', 'pdf'], 2, 'Cách dùng: report nine-month'],
    [runReport, ['nine-month', '--unit', 'que-son', '--year', 'abc'], 2, 'Năm phải là số'],
    [runReport, ['nine-month', '--unit', 'que-son', '--as-of', '2023-02-31'], 2, 'Không có ngày 31'],
    [runReport, ['nine-month', '--unit', 'que-son', '--known-at', 'x'], 2, 'Thời điểm'],
    [runReport, ['nine-month', '--unit', 'que-son', '--tree', 'x'], 2, 'Cây tổ chức'],
    [runReport, ['nine-month', '--colour', 'red'], 2, 'Tùy chọn không đúng'],
    [runReport, ['nine-month', '--unit', 'no-such', '--year', '2023'], 1, 'Hãy'],
    [runReport, ['nine-month', ...ASKED, '--out', '/no/such/folder/x.txt'], 1, 'Không ghi được'],
    [runRecords, [...ASKED], 2, 'Cách dùng: records'],
    [runRecords, ['no.such', ...ASKED], 1, 'Không có số liệu nào'],
    [runForms, ['bieu-99', '--unit', 'que-son', '--period', '2023'], 1, 'Không có biểu này'],
    [runFigures, ['--lang', 'fr'], 2, 'figures'],
    [runFigures, ['no.such'], 1, 'Không có số liệu'],
    [runCheck, ['--year', 'x'], 2, 'check'],
    [runImport, [], 2, 'Cách dùng: import'],
    [runImport, ['/no/such/folder'], 1, ''],
    [runReorganise, [], 2, 'Cách dùng: reorganise'],
  ] as [(args: string[]) => Promise<number>, string[], number, string][])(
    '%o %j exits %i',
    async (run, args, code, words) => {
      const said = await here(run, ...args);
      expect([said.code, said.out.startsWith('{')]).toEqual([code, false]);
      expect(said.err).toContain(words);
      expect(said.err.trim().length).toBeGreaterThan(10);
      expect(said.err).not.toMatch(/\n\s+at /);
    },
    30_000,
  );

  test('reaches whoever called the program', async () => {
    const unknown = await capuy('explode');
    expect([unknown.code, unknown.err.includes('Không có lệnh “explode”.')]).toEqual([2, true]);
    const missing = await capuy('report');
    expect([missing.code, missing.out, missing.err.includes('Thiếu --unit')]).toEqual([2, '', true]);
  }, 30_000);

  test('settings that cannot be understood are refused before anything starts', async () => {
    const wrong = [
      { PORT: 'abc' },
      { HOST: 'a b' },
      { DATABASE_URL: 'mysql://x' },
      { CAPUY_DATA: join(PROJECT, 'package.json', 'data') },
    ];
    for (const more of wrong) {
      const said = await say(process.execPath, ['bin/capuy.mjs', 'serve'], environment(more));
      expect([more, said.code === 0, /\n\s+at /.test(said.err)]).toEqual([more, false, false]);
      expect(said.err.length).toBeGreaterThan(20);
    }
  }, 60_000);
});

describe('starting and stopping', () => {
  test('the first start loads the district, tells its accounts, and the pages are there', async () => {
    expect(server.out).toContain('Lần khởi động đầu tiên');
    expect(server.out).toMatch(/vanphong +[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}/);
    expect(server.out).toContain(data);
    expect(new URL(server.address).hostname).toBe('127.0.0.1');
    const page = await fetch(server.address);
    expect([page.status, new URL(page.url).pathname]).toEqual([200, '/sign-in']);
    expect(existsSync(join(data, 'demonstration-accounts.json'))).toBe(true);
  });

  test('a second start on the same folder says where the first one is, and harms nothing', async () => {
    const said = await capuy('serve');
    expect([said.code, said.err.includes(server.address)]).toEqual([1, true]);
    expect((await fetch(server.address)).status).toBe(200);
  }, 30_000);

  test('a port that another program uses is said before anything is loaded for it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'capuy-port-'));
    const said = await say(
      process.execPath,
      ['bin/capuy.mjs', 'serve'],
      environment({ CAPUY_DATA: join(folder, 'data'), PORT: new URL(server.address).port }),
    );
    rmSync(folder, { recursive: true, force: true });
    expect([said.code, said.err]).toEqual([1, expect.stringContaining('đang được chương trình khác dùng')]);
    expect(said.out).not.toContain('Lần khởi động đầu tiên');
  }, 60_000);

  test('a signal stops everything; the next start loads nothing again', async () => {
    server.child.kill('SIGINT');
    expect(await server.stopped).toBe(0);
    server = await serveWith(environment());
    expect(server.out).not.toContain('Lần khởi động đầu tiên');
    expect(server.out).toContain('vanphong');
  }, 60_000);

  test('a kill leaves nothing that the next start cannot recover', async () => {
    server.child.kill('SIGKILL');
    await server.stopped;
    server = await serveWith(environment());
    const report = json<Report>(await capuy('report', 'nine-month', ...ASKED, '--format', 'json'));
    expect(valuesOf(report, DISTRICT)).toEqual(DISTRICT);
  }, 60_000);
});
