/** `capuy audit` as it is typed, on the test database as an own PostgreSQL or embedded in a folder of its own. */
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { signCheckpoint } from '../src/audit/checkpoint.ts';
import { signingKey } from '../src/audit/signing-key.ts';
import { run } from '../src/cli/audit.ts';
import { connect } from '../src/db/connection.ts';
import { type Embedded, startEmbedded } from '../src/db/embedded.ts';
import { ClockTrouble, keepTime } from '../src/db/timekeeper.ts';
import { systemClock } from '../src/kernel/clock.ts';

const folder = mkdtempSync(join(tmpdir(), 'capuy-audit-command-'));
let server: Embedded;

beforeAll(async () => {
  chmodSync(folder, 0o711);
  const settings = { shared_buffers: '64MB', max_connections: '20' };
  server = await startEmbedded({ dataFolder: folder, durable: false, settings });
}, 120_000);
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function audit(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const said = { out: '', err: '' };
  for (const [name, value] of Object.entries({ CAPUY_DATA: folder, DATABASE_URL: '' }))
    vi.stubEnv(name, value);
  for (const [stream, to] of [['stdout', 'out'] as const, ['stderr', 'err'] as const]) {
    vi.spyOn(process[stream], 'write').mockImplementation((text) => {
      said[to] += String(text);
      return true;
    });
  }
  try {
    return { code: await run(args), ...said };
  } finally {
    vi.restoreAllMocks();
    vi.unstubAllEnvs();
  }
}

/** The last entries of the log, latest first. */
async function lastEntries(most: number): Promise<object[]> {
  const sql = connect({ ...server.connection, max: 1 });
  const rows = await sql`select command, row_count from audit_entry order by id desc limit ${most}`;
  await sql.end();
  return [...rows];
}

const file = (name: string) => join(folder, name);

test('a log is verified, also against checkpoints, codes and what was kept; and a rewritten one is found', async () => {
  const alone = await audit('verify');
  expect([alone.code, alone.out]).toEqual([0, expect.stringContaining('Không có mốc nào')]);
  const made = await audit('checkpoint', '--out', file('anchor.json'));
  const [, entry, code] = /^(\d+) ([0-9A-Z-]{23})\n/.exec(made.out)!;
  const key = (await audit('key')).out.trim();
  expect(JSON.parse(readFileSync(file('anchor.json'), 'utf8'))).toMatchObject({
    key,
    sequence: Number(entry),
  });
  const good = await audit(
    'verify',
    '--anchor',
    file('anchor.json'),
    '--code',
    code!,
    '--entry',
    entry!,
    '--lang',
    'en',
  );
  expect([good.code, good.out]).toEqual([0, expect.stringMatching(/whole.*\nCompared with 3 anchors/)]);
  const wrong = await audit(
    'verify',
    '--code',
    code!.replace(/^./, (c) => (c === '0' ? '1' : '0')),
    '--entry',
    entry!,
  );
  expect([wrong.code, wrong.out]).toEqual([1, expect.stringContaining('mã băm của mục này khác')]);
  const sql = connect({ ...server.connection, max: 1 });
  const last = await sql`select command, row_count from audit_entry order by id desc limit 1`;
  expect([...last]).toEqual([{ command: 'log is damaged', row_count: 1 }]);
  await sql.unsafe(`begin; set local session_replication_role = replica;
    update audit_entry set command = 'x' where id = ${entry!};
    update audit_entry e set hash = audit_hash(e) where id = ${entry!}; commit`);
  await sql.end();
  const found = JSON.parse((await audit('verify', '--anchor', file('anchor.json'), '--json')).out);
  expect(found).toMatchObject({ ok: false, broken: [{ reason: 'previous' }] });
  expect(found.anchors.faults.map((one: { reason: string }) => one.reason)).toEqual(['head', 'head']);
}, 120_000);

test('a superior keeps what a subordinate sent once, and refuses what is not as it was signed', async () => {
  const anchor = JSON.parse(readFileSync(file('anchor.json'), 'utf8'));
  expect((await audit('keep', file('anchor.json'))).out).toBe('1 / 1\n');
  expect((await audit('keep', file('anchor.json'))).out).toBe('0 / 1\n');
  writeFileSync(file('forged.json'), JSON.stringify({ ...anchor, head: 'x' }));
  const forged = await audit('keep', file('forged.json'));
  expect([forged.code, forged.err]).toEqual([1, expect.stringContaining('it is not as it was signed')]);
  expect((await audit('kept', anchor.installation, '--out', file('kept.json'))).out).toContain(
    anchor.installation,
  );
  expect(JSON.parse(readFileSync(file('kept.json'), 'utf8'))).toEqual([anchor]);
  expect(await lastEntries(1), 'reading them is noted').toEqual([
    { command: 'read checkpoints', row_count: 1 },
  ]);
}, 60_000);

test('what a subordinate sends is held to what is kept, to its key and to itself', async () => {
  const anchor = JSON.parse(readFileSync(file('anchor.json'), 'utf8'));
  const [first, second] = ['first', 'second'].map((name) => signingKey(file(name)));
  const installation = 'aaaaaaaa-0000-4000-8000-00000000000a';
  const other = 'aaaaaaaa-0000-4000-8000-00000000000b';
  const report = '01890000-0000-7000-8000-00000000000c';
  const made = (sequence: number, key = first!, change: object = {}) =>
    signCheckpoint(
      {
        ...{ ...anchor, installation, sequence, head: `head ${sequence}`, key: key.publicKey },
        ...{ tables: { person: sequence }, signed: { [report]: 'x' }, ...change },
      },
      key.privateKey,
    );
  const keep = async (sent: unknown[], ...options: string[]) => {
    writeFileSync(file('sent.json'), JSON.stringify(sent));
    const { code, out, err } = await audit('keep', file('sent.json'), ...options);
    return code === 0 ? out.trim() : (/contradicts|signed with another key/.exec(err)?.[0] ?? err);
  };
  expect(await keep([made(10)])).toBe('1 / 1');
  const contradictions = [
    made(10, first, { head: 'another' }),
    made(10, first, { tables: { person: 11 } }),
    made(12, first, { tables: { person: 9 } }),
    made(9, first, { tables: { person: 11 } }),
    made(12, first, { signed: {} }),
    made(12, first, { signed: { [report]: 'y' } }),
  ];
  for (const one of contradictions) expect(await keep([one]), JSON.stringify(one)).toBe('contradicts');
  // Another key excuses nothing, and is taken only where that is said.
  expect(await keep([made(10, second, { head: 'another' })], '--new-key')).toBe('contradicts');
  expect(await keep([made(12, second)])).toBe('signed with another key');
  expect(await keep([made(10, second)])).toBe('signed with another key');
  expect(await keep([made(12, second)], '--new-key')).toBe('1 / 1');
  expect(await keep([made(14, second)])).toBe('1 / 1');
  expect(await keep([made(15, first)])).toBe('signed with another key');
  expect(await keep([made(10), made(12, second), made(14, second)])).toBe('0 / 3');
  // One file that contradicts itself, in whatever order: nothing of it is kept.
  const itself = { installation: other };
  expect(await keep([made(1, first, itself), made(1, first, { ...itself, head: 'y' })])).toBe('contradicts');
  expect(await keep([made(2, second, itself), made(1, first, itself)])).toBe('signed with another key');
  expect((await audit('kept', other)).out).toBe('');
  expect((await audit('kept', installation)).out.split('\n')).toHaveLength(4);
}, 120_000);

test('by a clock that jumped since the server began to serve, a command leaves no entry either', async () => {
  const sql = connect({ ...server.connection, max: 1 });
  const last = async () => (await sql`select max(id) as id from audit_entry`)[0]!.id;
  const before = await last();
  const { offset } = keepTime(systemClock);
  server.announce('', offset - 10 * 365 * 86_400);
  await expect(audit('verify')).rejects.toBeInstanceOf(ClockTrouble);
  const refused = await audit('keep', file('anchor.json'));
  expect([refused.code, refused.err]).toEqual([1, expect.stringContaining('has jumped by')]);
  expect(await last()).toBe(before);
  server.announce('', offset);
  await audit('verify');
  expect(Number(await last())).toBe(Number(before) + 1);
  await sql.end();
}, 60_000);

test('an input is proved, a person who is not there is not forgotten, and wrong usage is told', async () => {
  writeFileSync(file('input.json'), '{"a": 1}');
  expect((await audit('prove', '1', file('input.json'))).code).toBe(1);
  expect((await audit('prove', '999999', file('input.json'))).out).toContain('The log has no such entry');
  expect(await lastEntries(2), 'each noted, whatever came of it').toEqual(
    Array(2).fill({ command: 'read entry', row_count: 1 }),
  );
  writeFileSync(file('input.json'), '{');
  expect((await audit('prove', '1', file('input.json'))).code).toBe(2);
  const nobody = '01890000-0000-7000-8000-000000000000';
  expect(await audit('forget', nobody, '--reason', 'x')).toMatchObject({ code: 1 });
  for (const args of [
    [],
    ['nothing'],
    ['verify', 'x'],
    ['verify', '--code', 'x'],
    ['verify', '--anchor', '/nowhere'],
    ['keep'],
    ['forget', nobody],
    ['--nothing'],
  ])
    expect([args, (await audit(...args)).code]).toEqual([args, 2]);
}, 60_000);
