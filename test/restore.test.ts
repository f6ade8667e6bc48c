/** `capuy restore` as it is typed: what it does with the settings of a copy, and killed between old and new. */
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { LAID_OUT, settingsIn } from '../src/backup/kept-settings.ts';
import { newKeyPair } from '../src/backup/keys.ts';
import { recount } from '../src/backup/recount.ts';
import { DEFAULTS, readBackupSettings, writeBackupSettings } from '../src/backup/settings.ts';
import { connectPhone, signer } from '../src/backup/testing.ts';
import { run as runBackup } from '../src/cli/backup.ts';
import { run as runRestore } from '../src/cli/restore.ts';
import { openInstallation } from '../src/db/installation.ts';
import { checkFiles } from '../src/files/check.ts';
import { shelfIn } from '../src/files/shelf.ts';
import { systemClock } from '../src/kernel/clock.ts';
import { say, sayHere } from './cli.ts';

const RELEASE = join(import.meta.dirname, 'releases/0.3.0');
const folder = mkdtempSync(join(tmpdir(), 'capuy-restored-'));
chmodSync(folder, 0o711);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** How the machine of the copy was set; the names alone are the product's. */
const SET = {
  PUBLIC_URL: 'https://capuy.tinh.example/',
  TRUSTED_PROXY: '127.0.0.1,10.0.0.0/8',
  OIDC_ISSUER: 'https://dinh-danh.example/',
  OIDC_CLIENT_ID: 'capuy',
  OIDC_CLIENT_SECRET: `bí mật 'của' tỉnh $HOME`,
  OIDC_SECOND_FACTOR: 'mfa otp',
  PORT: '8099',
  HOST: '10.1.1.1',
  CAPUY_FILES_COPY: join(folder, 'second'),
  CAPUY_BEHIND_HTTPS: 'yes',
  CAPUY_ENTRIES_UNTIL: '2026-01-01T00:00:00Z',
  NODE_EXTRA_CA_CERTS: '/etc/ssl/tinh.pem',
};

/** Nothing of the machine's own settings reaches the commands. */
const NOTHING = { ...Object.fromEntries(Object.keys(SET).map((name) => [name, ''])), DATABASE_URL: '' };

test('what the copy was set to is told and laid beside the data; nothing in force is changed', async () => {
  const [from, to, copies] = ['from', 'to', 'copies'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  const key = join(RELEASE, 'key.txt');
  const first = await sayHere(runRestore, [join(RELEASE, 'backup.age'), '--identity', key], {
    ...NOTHING,
    CAPUY_DATA: from,
  });
  expect([first.code, first.err, existsSync(join(from, LAID_OUT.settings))]).toEqual([0, '', false]);
  const recipient = /age1\w+/.exec(readFileSync(key, 'utf8'))![0];
  mkdirSync(copies);
  writeBackupSettings(from, { ...DEFAULTS, targets: [copies], recipients: [recipient], every: 1 });
  const made = await sayHere(runBackup, [], { ...NOTHING, ...SET, CAPUY_DATA: from });
  expect([made.code, made.err]).toEqual([0, '']);

  mkdirSync(to, { mode: 0o711 });
  const ours = { ...DEFAULTS, targets: [copies], recipients: [(await newKeyPair()).recipient] };
  writeBackupSettings(to, ours);
  const copy = join(copies, readdirSync(copies)[0]!);
  const now = { ...NOTHING, PUBLIC_URL: 'https://moi.example/', PORT: '8099', CAPUY_DATA: to };
  const said = await sayHere(runRestore, [copy, '--identity', key], now);
  expect([said.code, said.err]).toEqual([0, '']);
  expect(said.out).toContain(
    `PUBLIC_URL: trong bản sao / in the copy ${SET.PUBLIC_URL}; hiện nay / now https://moi.example/`,
  );
  expect(said.out).toContain(
    'OIDC_CLIENT_SECRET: trong bản sao / in the copy •••; hiện nay / now (không đặt / not set)',
  );
  expect(said.out).toContain('backup.json: bản đang dùng được giữ nguyên');
  expect(said.out).not.toMatch(/^ +PORT:|bí mật/m);

  const file = join(to, LAID_OUT.settings);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const print = 'set -a; . "$1"; exec "$2" -p "JSON.stringify(process.env)"';
  const loaded = JSON.parse(
    execFileSync('sh', ['-c', print, 'sh', file, process.execPath], { env: {}, encoding: 'utf8' }),
  );
  expect(loaded).toMatchObject({ ...SET, CAPUY_DATA: from });
  expect(readBackupSettings(to)).toEqual({ ok: true, value: ours });
  expect(JSON.parse(readFileSync(join(to, LAID_OUT.backup), 'utf8'))).toMatchObject({
    every: 1,
    recipients: [recipient],
  });
}, 300_000);

test('killed between the old records and the restored ones, the next start stands on the restored ones', async () => {
  const data = join(folder, 'to');
  // What is restored over is itself damaged: a paper is gone from its shelf.
  rmSync(join(data, 'files'), { recursive: true });
  const preload = join(folder, 'kill.mjs');
  writeFileSync(
    preload,
    `import fs from 'node:fs'; const real = fs.renameSync; fs.renameSync = (from, to) => {
      if (from === ${JSON.stringify(join(data, 'restoring', 'postgres'))}) process.kill(process.pid, 'SIGKILL');
      return real(from, to); };`,
  );
  const copy = join(folder, 'copies', readdirSync(join(folder, 'copies'))[0]!);
  const { DATABASE_URL: _, ...env } = process.env;
  const typed: string[] = [];
  const before = await openInstallation({ dataFolder: data, port: 0, host: '' }, { alone: true });
  for (const name of ['vanphong', 'chanhvanphong']) {
    await connectPhone(before.app, name, `mat-khau-${name}`);
    typed.push(`${name}\nmat-khau-${name}\n${await signer(name).code()}\n`);
  }
  await before.close();
  const said = await say(
    process.execPath,
    ['bin/capuy.mjs', 'restore', copy, '--identity', join(RELEASE, 'key.txt')],
    { ...env, CAPUY_DATA: data, NODE_OPTIONS: `--import ${pathToFileURL(preload)}` },
    typed.join(''),
  );
  expect([said.code, existsSync(join(data, 'postgres')), existsSync(join(data, 'restore.json'))]).toEqual([
    null,
    false,
    true,
  ]);
  const installation = await openInstallation({ dataFolder: data, port: 0, host: '' }, { alone: true });
  try {
    const { owner, app } = installation;
    const [last] = await owner`select reason from audit_reason order by entry desc limit 1`;
    expect(last!.reason).toContain('agreed by vanphong and chanhvanphong');
    expect(await checkFiles(owner, shelfIn(data), false)).toEqual({ files: 1, faults: [], strays: [] });
    expect((await recount(owner, app, systemClock)).filter(({ ok }) => !ok)).toEqual([]);
  } finally {
    await installation.close();
  }
  expect(existsSync(join(data, 'restoring')) || existsSync(join(data, 'restore.json'))).toBe(false);
}, 300_000);

test('the password to live records is in no copy', () => {
  expect(settingsIn({ DATABASE_URL: 'postgres://can_bo:mat-khau@db:5432/capuy', PATH: '/bin' })).toEqual({
    DATABASE_URL: 'postgres://can_bo@db:5432/capuy',
  });
});
