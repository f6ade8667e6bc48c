/** How an office begins: an empty folder, the first unit by import, the first account at the machine, the first sign-in. */
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { run as runAccount } from '../src/cli/account.ts';
import { run as runImport } from '../src/cli/import.ts';
import { systemClock } from '../src/kernel/clock.ts';
import { newId } from '../src/kernel/id.ts';
import { type Said, type Server, sayHere, serveWith } from './cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'capuy-first-'));
const { DATABASE_URL: _, HOST: __, ...inherited } = process.env;
const environment = { ...inherited, CAPUY_DATA: join(folder, 'data'), PORT: '0' };
const here = (run: (args: string[]) => Promise<number>, ...args: string[]): Promise<Said> =>
  sayHere(run, args, { ...environment, DATABASE_URL: '' });

let server: Server;
beforeAll(async () => {
  chmodSync(folder, 0o711);
  server = await serveWith(environment, '--empty');
}, 300_000);
afterAll(async () => {
  server?.child.kill('SIGTERM');
  await server?.stopped;
  rmSync(folder, { recursive: true, force: true });
});

const OFFICE = {
  'full-name': 'Nguyễn Thị Đầu Tiên',
  unit: 'hoa-binh',
  role: 'office',
  post: 'Chánh Văn phòng Đảng ủy',
  decision: '1-QĐ/ĐU',
};
const found = (name: string, more: Record<string, string> = {}) =>
  here(
    runAccount,
    ...['found', name],
    ...Object.entries({ ...OFFICE, ...more }).flatMap(([option, value]) => [`--${option}`, value]),
  );

/** Signs in as a browser does; where the first page then leads to, or the status of what was refused. */
async function signIn(name: string, password: string): Promise<string | number> {
  const answer = await fetch(new URL('/sign-in', server.address), {
    method: 'POST',
    redirect: 'manual',
    headers: { Origin: new URL(server.address).origin },
    body: new URLSearchParams({ name, password }),
  });
  const cookie = answer.headers.get('Set-Cookie')?.split(';')[0];
  if (answer.status !== 303 || !cookie) return answer.status;
  const first = await fetch(server.address, { redirect: 'manual', headers: { Cookie: cookie } });
  return first.headers.get('Location') ?? first.status;
}

const passwordOn = (slip: Said) => /[a-z2-9]{4}(-[a-z2-9]{4}){3}/.exec(slip.out)?.[0] ?? '';

test('from an empty folder to signing in', { timeout: 300_000 }, async () => {
  expect(await found('vanphong')).toMatchObject({ code: 1, err: expect.stringContaining('[--unit]') });

  const file = join(folder, 'unit_period.csv');
  const [id, unit] = [newId(systemClock), newId(systemClock)];
  writeFileSync(
    file,
    `id,unit,valid_from,kind,name,code\n${id},${unit},2025-07-01,upper_grassroots,Đảng bộ xã Hòa Bình,hoa-binh\n`,
  );
  expect(await here(runImport, file)).toMatchObject({ code: 0 });

  const slip = await found('VanPhong');
  expect(slip).toMatchObject({ code: 0, err: '', out: expect.stringContaining('vanphong') });
  expect(slip.out).toContain('chỉ hiện một lần');
  expect(await signIn('vanphong', passwordOn(slip))).toContain('/sign-in/new-password');

  const again = await found('vanphong', { role: 'reader' });
  expect(again).toMatchObject({ code: 1, out: '', err: expect.stringContaining('đã có') });
  for (const role of ['administrator', 'auditor'])
    expect([role, (await found(role, { role })).code]).toEqual([role, 0]);

  const reset = await here(runAccount, 'reset', 'vanphong', '--reason', 'quên mật khẩu');
  expect(reset.code).toBe(0);
  expect(await signIn('vanphong', passwordOn(slip))).toBe(422);
  expect(await signIn('vanphong', passwordOn(reset))).toContain('/sign-in/new-password');
});

test('what makes no sense is refused and named, and founds nobody', { timeout: 300_000 }, async () => {
  for (const [more, named] of [
    [{ role: 'chủ tịch' }, '[--role]'],
    [{ role: 'machine' }, '[--role]'],
    [{ unit: 'không-có' }, '[--unit]'],
    [{ from: '2020-01-01' }, '[--from]'],
    [{ decision: '' }, '[--decision]'],
    [{ body: 'x' }, '[--body]'],
  ] as [Record<string, string>, string][])
    expect([named, await found('ai-do', more)]).toEqual([
      named,
      expect.objectContaining({ code: 1, out: '', err: expect.stringContaining(named) }),
    ]);
  for (const [name, reason, named] of [
    ['ai-do', 'quên', 'ai-do'],
    ['máy-chủ', 'quên', 'máy-chủ'],
    ['vanphong', '', '[--reason]'],
  ])
    expect([name, await here(runAccount, 'reset', name!, '--reason', reason!)]).toEqual([
      name,
      expect.objectContaining({ code: 1, out: '', err: expect.stringContaining(named!) }),
    ]);
  for (const args of [[], ['found'], ['found', 'a', 'b'], ['reset', 'a', '--role', 'office'], ['close', 'a']])
    expect(await here(runAccount, ...args)).toMatchObject({
      code: 2,
      err: expect.stringContaining('account found'),
    });
});
