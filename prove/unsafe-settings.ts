/** Proof: the server itself, started with one unsafe setting after another, does not start and names it. */
import { spawn } from 'node:child_process';
import { chmodSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { connect } from '../src/db/connection.ts';
import { attach } from '../src/db/embedded.ts';
import { UNSAFE_CHANGES, UNSAFE_SETTINGS } from '../src/db/guard/sample-unsafe.ts';
import { preparedFolder } from './prepared.ts';
import type { Found, Proof } from './proof.ts';

/** As the product makes its folder: passed through by PostgreSQL, read by nobody else. */
const OWNERS_ALONE = 0o711;

const PROJECT = resolve(import.meta.dirname, '..');

type Case = {
  code: string;
  env?: Record<string, string>;
  settings?: string;
  change?: string;
  folderMode?: number;
};

/** A server with so few connections or read-only cannot be asked by the start itself; guard.test.ts asks those. */
const NOT_BY_START = ['max_connections', 'default_transaction_read_only'];

const CASES: readonly Case[] = [
  ...Object.entries(UNSAFE_SETTINGS)
    .filter(([name]) => !NOT_BY_START.includes(name))
    .map(([name, value]) => ({ code: name, settings: `${name} = '${value}'\n` })),
  { code: 'http_without_https', env: { HOST: '0.0.0.0' } },
  { code: 'folder_open_to_others', folderMode: 0o755 },
  ...UNSAFE_CHANGES.filter(([, change]) => !/pg_index/.test(change)).map(([code, change]) => ({
    code,
    change,
  })),
];

/** A fresh installation; every case has its own, so that none needs to be taken back. */
async function unsafe({ settings, change, folderMode }: Case): Promise<string> {
  const dataFolder = await preparedFolder('unsafe', 'empty');
  const embedded = await attach({ dataFolder, durable: false });
  if (change) {
    const owner = connect({ ...embedded.connection, max: 1 });
    await owner.unsafe(change);
    await owner.end();
  }
  await embedded.stop();
  chmodSync(dataFolder, folderMode ?? OWNERS_ALONE);
  if (settings) writeFileSync(join(embedded.cluster, 'postgresql.auto.conf'), settings);
  return dataFolder;
}

/** Starts the product and waits until it has ended, or serves, which it must not. */
function started(
  dataFolder: string,
  env: Record<string, string>,
): Promise<{ code: number | null; err: string }> {
  return new Promise((done, fail) => {
    const { DATABASE_URL: _, HOST: __, ...rest } = process.env;
    const child = spawn(process.execPath, ['bin/capuy.mjs', 'serve', '--empty'], {
      cwd: PROJECT,
      env: { ...rest, CAPUY_DATA: dataFolder, PORT: '0', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let err = '';
    child.stdout.on('data', (text: Buffer) => {
      if (text.toString().includes('Ctrl-C')) child.kill('SIGTERM');
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      err += text;
    });
    child.on('error', fail).on('close', (code) => done({ code, err }));
  });
}

async function isRefused(one: Case): Promise<boolean> {
  const folder = await unsafe(one);
  try {
    const { code, err } = await started(folder, one.env ?? {});
    return code === 1 && err.includes(`${one.code}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const SHORT = ['fsync', 'http_without_https', 'app_owns'];

export const unsafeSettings: Proof = {
  name: 'unsafe-settings',
  claim: 'The server does not start on an unsafe setting, and says which it is.',
  wanted: 'at least 30 settings, each tried on a server of its own, each refused by name',
  async run(size, tell): Promise<Found> {
    const cases = size === 'full' ? CASES : CASES.filter(({ code }) => SHORT.includes(code));
    const passed: string[] = [];
    for (const one of cases) {
      if (!(await isRefused(one))) passed.push(one.code);
      tell(`${one.code}: ${passed.at(-1) === one.code ? 'NOT REFUSED' : 'refused'}`);
    }
    const figure = `${cases.length - passed.length} of ${cases.length} refused by name`;
    return {
      ok: passed.length === 0,
      figure: passed.length === 0 ? figure : `${figure}; not: ${passed.join(', ')}`,
    };
  },
};
