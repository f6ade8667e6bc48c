/** Each unsafe setting, set for real where PostgreSQL lets it be set: the guard names it, and nothing else. */
import { appendFileSync, chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fixedClock, systemClock } from '../kernel/clock.ts';
import { connect, type Database } from './connection.ts';
import { type Embedded, startEmbedded } from './embedded.ts';
import { type MachineFacts, machineFacts } from './guard/machine.ts';
import { UNSAFE_CHANGES, UNSAFE_SETTINGS } from './guard/sample-unsafe.ts';
import { schemaFacts } from './guard/schema.ts';
import { type ServerFacts, serverFacts } from './guard/server.ts';
import {
  guardSchema,
  guardServer,
  RULES,
  UnsafeError,
  unsafeClocks,
  unsafeMachine,
  unsafeSchema,
  unsafeServer,
} from './guard.ts';
import { migrate, policiesAnew } from './migrate.ts';
import type { Settings } from './settings.ts';

const folder = mkdtempSync(join(tmpdir(), 'capuy-guard-'));
chmodSync(folder, 0o711);
const dataFolder = join(folder, 'data');
const settings: Settings = { dataFolder, port: 0, host: '127.0.0.1' };

let server: Embedded;
let owner: Database;
const open = async (given: Record<string, string> = {}) => {
  server = await startEmbedded({ dataFolder, settings: given });
  owner = connect({ ...server.connection, max: 1 });
};
const close = async () => {
  await owner.end();
  await server.stop();
};

beforeAll(async () => {
  await open();
  await migrate(owner);
});
afterAll(async () => {
  await close();
  rmSync(folder, { recursive: true, force: true });
});

const codes = (refusals: readonly { code: string }[]) => refusals.map(({ code }) => code).sort();
const seen = new Set<string>();
const noted = (refusals: readonly { code: string }[]) => {
  for (const { code } of refusals) seen.add(code);
  return codes(refusals);
};

test('what the product sets up by itself is safe, and asking costs little', async () => {
  const start = performance.now();
  await guardServer(owner, settings, systemClock);
  await guardSchema(owner, settings, systemClock);
  expect(performance.now() - start).toBeLessThan(500);
});

/** Changes something, asks, and takes the change back. */
async function within(change: string): Promise<string[]> {
  const reserved = await owner.reserve();
  try {
    await reserved`begin`;
    await reserved.unsafe(change);
    return noted(unsafeSchema(await schemaFacts(reserved)));
  } finally {
    await reserved`rollback`;
    reserved.release();
  }
}

describe('the database', () => {
  test.each(UNSAFE_CHANGES)('%s: %s', async (code, change) => {
    expect(await within(change)).toContain(code);
    expect(codes(unsafeSchema(await schemaFacts(owner)))).toEqual([]);
  });

  test('policies and grants changed by hand are put back by applying them anew', async () => {
    await owner`grant select on account to capuy_app`;
    await owner`alter table person no force row level security`;
    expect(codes(unsafeSchema(await schemaFacts(owner)))).toEqual([
      'grants_changed',
      'row_policies_not_forced',
    ]);
    await policiesAnew(owner);
    expect(codes(unsafeSchema(await schemaFacts(owner)))).toEqual([]);
  });
});

/** Restarts the server with these settings, asks, and has it as it was. */
async function restarted(given: Record<string, string>): Promise<string[]> {
  await close();
  await open(given);
  const refusals = unsafeServer({ ...(await serverFacts(owner)), embedded: true });
  await close();
  await open();
  return noted(refusals);
}

describe('the server', () => {
  test('every unsafe setting of a server that runs with all of them is named', async () => {
    expect(await restarted(UNSAFE_SETTINGS)).toEqual(Object.keys(UNSAFE_SETTINGS).sort());
  });

  test('no log for recovery, an archive that goes nowhere, an open address', async () => {
    expect(await restarted({ wal_level: 'minimal', max_wal_senders: '0' })).toEqual(['wal_level']);
    expect(await restarted({ archive_mode: 'on' })).toEqual(['archive_broken']);
    expect(await restarted({ listen_addresses: '127.0.0.2', port: '5432' })).toEqual(['embedded_listens']);
  });

  test('somebody let in over the network without a password', async () => {
    const file = join(dataFolder, 'postgres', 'pg_hba.conf');
    appendFileSync(file, 'host all all 10.0.0.0/8 trust\n');
    expect(noted(unsafeServer({ ...(await serverFacts(owner)), embedded: true }))).toEqual([
      'trust_over_network',
    ]);
    await owner`select pg_reload_conf()`;
  });

  test.each<[string, Partial<ServerFacts & { embedded: boolean }>]>([
    ['data_checksums', { settings: { data_checksums: 'off' } }],
    ['server_version_num', { settings: { server_version_num: '170006' } }],
    ['login_superuser', { embedded: false }],
    ['encoding', { encoding: 'LATIN1' }],
    ['no_vietnamese_order', { vietnamese: false }],
    ['unknown_extension', { extensions: ['plpgsql', 'dblink'] }],
    ['untrusted_language', { languages: ['plpython3u'] }],
  ])('%s, as such a server would answer', async (code, changed) => {
    const { trusting: _, ...facts } = await serverFacts(owner);
    const settings = { ...facts.settings, ...changed.settings };
    const refusals = unsafeServer({ ...facts, trusting: [], embedded: true, ...changed, settings });
    expect(noted(refusals)).toEqual([code]);
  });
});

describe('the machine', () => {
  const safe = (): MachineFacts => machineFacts(settings, systemClock);
  const remote = (text: string): Partial<MachineFacts> => ({ root: false, url: new URL(text) });
  const WORD = 'k9-fuel-onset-92';

  test.each<[string, Partial<MachineFacts>]>([
    ['node_too_old', { node: [20, 20] }],
    ['http_without_https', { host: '0.0.0.0' }],
    ['root_without_need', { root: true, url: new URL(`postgres://a:${WORD}@localhost/x`) }],
    ['disk_nearly_full', { free: 2 ** 20 }],
    ['clock_never_set', { now: 0 }],
    ['database_unencrypted', remote(`postgres://a:${WORD}@10.1.2.3/x`)],
    ['database_unverified', remote(`postgres://a:${WORD}@10.1.2.3/x?sslmode=require`)],
    ['database_password_weak', remote('postgres://capuy:capuy@localhost/x')],
    ['database_without_password', remote('postgres://a@10.1.2.3/x?sslmode=verify-full')],
  ])('%s', (code, changed) => {
    expect(noted(unsafeMachine({ ...safe(), ...changed }))).toEqual([code]);
  });

  test('a folder, a secret and a key that lie open, as they lie there', () => {
    chmodSync(dataFolder, 0o755);
    expect(noted(unsafeMachine(safe()))).toEqual(['folder_open_to_others']);
    chmodSync(dataFolder, 0o711);
    writeFileSync(join(dataFolder, 'backup.json'), '{}', { mode: 0o644 });
    expect(noted(unsafeMachine(safe()))).toEqual(['secrets_open_to_others']);
    rmSync(join(dataFolder, 'backup.json'));
    writeFileSync(join(dataFolder, 'khoa.txt'), 'AGE-SECRET-KEY-1XXX\n', { mode: 0o600 });
    expect(noted(unsafeMachine(safe()))).toEqual(['backup_key_beside_data']);
    rmSync(join(dataFolder, 'khoa.txt'));
    expect(noted(unsafeMachine(safe()))).toEqual([]);
  });

  test('pages beyond this machine are served where somebody answers for HTTPS', () => {
    expect(noted(unsafeMachine({ ...safe(), host: '0.0.0.0', behindHttps: true }))).toEqual([]);
  });
});

describe('the clock', () => {
  test('behind the last entry, and apart from the clock of PostgreSQL', () => {
    const clocks = { now: 1e12, time: 1e9, lastEntry: 1e12 + 4000, accepted: 0 };
    expect(noted(unsafeClocks(clocks))).toEqual([]);
    expect(noted(unsafeClocks({ ...clocks, lastEntry: 1e12 + 60_000 }))).toEqual(['clock_behind']);
    expect(noted(unsafeClocks({ ...clocks, lastEntry: 1e12 + 60_000, accepted: 1e12 + 60_000 }))).toEqual([]);
    expect(noted(unsafeClocks({ ...clocks, time: 1e9 + 120 }))).toEqual(['clocks_differ']);
  });

  test('a start with the clock set back is refused by that name', async () => {
    await owner`select note_outside('x', null, null, 'x', ${systemClock.now()})`;
    const early = fixedClock('2026-02-01T08:00:00Z');
    const refusal = await guardSchema(owner, settings, early).catch((error: UnsafeError) => error);
    expect(refusal).toBeInstanceOf(UnsafeError);
    expect(codes((refusal as UnsafeError).refusals)).toEqual(['clock_behind']);
  });
});

test('every rule was seen broken, and there are more than thirty', () => {
  expect(RULES.length).toBeGreaterThan(30);
  expect(RULES.map(({ code }) => code).filter((code) => !seen.has(code))).toEqual([]);
});
