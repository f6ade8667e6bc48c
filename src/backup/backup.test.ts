/** A backup made while people write, opened by its key alone, loaded elsewhere: the same rows, the same chain. */
import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type DemoHouse, openDemoHouse } from '../../test/house.ts';
import { openMachineSession } from '../areas/access/commands.ts';
import { command, type Who } from '../db/door.ts';
import { fixedClock, systemClock } from '../kernel/clock.ts';
import { newId } from '../kernel/id.ts';
import { done } from '../kernel/refusal.ts';
import { ArchiveError, readArchive, writeArchive } from './archive.ts';
import { copyOut } from './dump.ts';
import { newKeyPair, readIdentities } from './keys.ts';
import { runsIn } from './log.ts';
import { type Made, makeBackup } from './make.ts';
import { runBackup } from './run.ts';
import { backUpIfDue } from './schedule.ts';
import { DEFAULTS, readBackupSettings, writeBackupSettings } from './settings.ts';
import type { Source } from './source.ts';
import { verifyBackup } from './verify.ts';

const folder = mkdtempSync(join(tmpdir(), 'capuy-backup-'));
const dataFolder = join(folder, 'data');
const keys: Awaited<ReturnType<typeof newKeyPair>>[] = [];
const targets = ['one', 'two'].map((name) => join(folder, name));

let house: DemoHouse;
let source: Source;
let who: Who;
let made: Made;
/** Documents entered before the copy was begun, and when it had been made. */
const entered = { before: 0, after: 0 };

async function enterDocument(number: string): Promise<void> {
  const outcome = await command(who, { command: 'enter document', input: number }, async (tx) => {
    await tx`insert into document (id, unit, number, issuer, issued_on, title, level)
      select ${newId(systemClock)}, id, ${number}, E'tab\t and \\ and\nline', '2023-01-01', 'Văn bản', 'district'
      from unit limit 1`;
    return done(null);
  });
  if (!outcome.ok) throw new Error(outcome.refusals[0]!.message.en);
  entered.after += 1;
}

beforeAll(async () => {
  house = await openDemoHouse();
  for (let i = 0; i < 3; i++) keys.push(await newKeyPair());
  mkdirSync(join(dataFolder, 'files', 'ab'), { recursive: true });
  for (const target of targets) mkdirSync(target);
  writeFileSync(join(dataFolder, 'files', 'ab', 'dài'), Buffer.alloc(9 * 2 ** 20, 'xyz'));
  writeFileSync(join(dataFolder, 'files', 'ab', 'empty'), '');
  writeFileSync(join(dataFolder, 'password'), 'secret');
  source = { owner: house.owner, dataFolder, clock: systemClock, settings: { port: 8080 } };
  who = { db: house.house.db, token: await openMachineSession(house.owner, systemClock), clock: systemClock };
  await enterDocument('first');
  entered.before = entered.after;
  let on = true;
  const writing = (async () => {
    while (on) await enterDocument('meanwhile');
  })();
  made = await makeBackup(source, join(folder, 'copy.age'), [keys[0]!.recipient, keys[1]!.recipient]);
  on = false;
  await writing;
});
afterAll(async () => {
  await house.close();
  rmSync(folder, { recursive: true, force: true });
});

const contentOf = async (file: string, key: string): Promise<Map<string, Buffer>> => {
  const found = new Map<string, Buffer>();
  for await (const { name, body } of readArchive(file, [key])) found.set(name, body);
  return found;
};

test('rows are copied out of any size, read slowly or not to the end, and the connection answers afterwards', async () => {
  const one = await house.owner.reserve();
  try {
    for (let i = 0; i < 150; i++) {
      const size = 500 + i * 17;
      let bytes = 0;
      for await (const part of copyOut(one, `(select repeat('x', 99) from generate_series(1, ${size}))`)) {
        bytes += part.length;
        if (i % 3 === 0) await new Promise((later) => setImmediate(later));
        if (i % 3 === 1) break;
      }
      if (i % 3 !== 1) expect(bytes).toBe(size * 100);
    }
    expect([...(await one`select 1 as n`)]).toEqual([{ n: 1 }]);
  } finally {
    one.release();
  }
});

describe('a copy made while people write', () => {
  test('was not waited for: entries were made meanwhile', () => {
    expect(entered.after).toBeGreaterThan(entered.before);
  });

  test('is of one moment: every row in it is of an act its log has, and none is missing', async () => {
    const content = await contentOf(made.file, keys[0]!.identity);
    const lines = (name: string) =>
      content.get(`database/${name}/000001.copy`)!.toString('utf8').trimEnd().split('\n');
    const entries = lines('public.audit_entry').filter((line) => line.includes('enter document')).length;
    const documents = lines('public.document').filter((line) => /\t(first|meanwhile)\t/.test(line)).length;
    expect(documents).toBe(entries);
    expect(entries).toBeGreaterThanOrEqual(entered.before);
    expect(made.manifest.chain.entries).toBe(made.manifest.rows['public.audit_entry']);
  });

  test('loads into a scratch server, counts the same by both ways, chain and files whole', async () => {
    const result = await verifyBackup(made.file, [keys[1]!.identity], systemClock);
    expect([result.ok, result.faults]).toEqual([true, []]);
    expect(result.rows).toBeGreaterThan(30_000);
    expect(result.manifest.chain).toEqual(made.manifest.chain);
    expect(result.manifest.files.map(({ name }) => name)).toEqual(['files/ab/dài', 'files/ab/empty']);
  });

  test('holds no password kept beside the data and no pass key', async () => {
    const content = await contentOf(made.file, keys[0]!.identity);
    expect([...content.keys()].filter((name) => /password|pass_key/.test(name))).toEqual([]);
  });

  test('opens by any of its keys, by no other, and not at all once a bit has changed or the end is missing', async () => {
    await expect(contentOf(made.file, keys[2]!.identity)).rejects.toMatchObject({
      refusal: { code: 'wrong_key' },
    });
    const bytes = readFileSync(made.file);
    const spoilt = join(folder, 'spoilt.age');
    for (const at of [10, 400, Math.floor(bytes.length / 2), bytes.length - 3]) {
      const copy = Buffer.from(bytes);
      copy[at]! ^= 1;
      writeFileSync(spoilt, copy);
      await expect(contentOf(spoilt, keys[0]!.identity)).rejects.toBeInstanceOf(ArchiveError);
    }
    copyFileSync(made.file, spoilt);
    truncateSync(spoilt, bytes.length - 70_000);
    await expect(contentOf(spoilt, keys[0]!.identity)).rejects.toMatchObject({
      refusal: { code: 'damaged' },
    });
    expect(bytes.includes('Nguyễn')).toBe(false);
  });

  const age = spawnSync('age', ['--version']).status === 0;
  test.skipIf(!age)('opens by age and tar alone', () => {
    const keyFile = join(folder, 'key.txt');
    writeFileSync(keyFile, `${keys[0]!.identity}\n`);
    expect(readIdentities(keyFile)).toEqual({ ok: true, value: [keys[0]!.identity] });
    const listed = spawnSync('sh', ['-c', 'age -d -i "$1" "$2" | tar tz', 'sh', keyFile, made.file], {
      encoding: 'utf8',
    });
    expect(listed.stdout.split('\n').slice(0, 2)).toEqual([
      'head.json',
      'database/public.account/000001.copy',
    ]);
  });

  test('what fails while it is written leaves no file', async () => {
    const file = join(folder, 'failing.age');
    async function* failing() {
      yield { name: 'a', body: Buffer.alloc(100) };
      throw new Error('gone');
    }
    await expect(writeArchive(file, [keys[0]!.recipient], failing(), systemClock.now())).rejects.toThrow(
      'gone',
    );
    const broken = {
      ...source,
      owner: { reserve: () => Promise.reject(new Error('no database')) },
    } as unknown as Source;
    await expect(makeBackup(broken, join(folder, 'none.age'), [keys[0]!.recipient])).rejects.toThrow(
      'no database',
    );
    expect(readdirSync(folder).filter((name) => name.startsWith('none'))).toEqual([]);
  });
});

describe('a run', () => {
  const order = () => ({ ...DEFAULTS, targets, recipients: [keys[0]!.recipient], verify: false });

  test('puts the same copy into every folder, notes it, and leaves an entry in the log', async () => {
    const outcome = await runBackup(source, who, order());
    if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusals));
    const names = targets.map((target) => readdirSync(target));
    expect(names[0]).toEqual([expect.stringMatching(/^capuy-[0-9a-f]{8}-\d{8}T\d{6}Z\.age$/)]);
    expect(names[1]).toEqual(names[0]);
    const [a, b] = targets.map((target) => readFileSync(join(target, names[0]![0]!)));
    expect(a!.equals(b!)).toBe(true);
    expect(runsIn(dataFolder).at(-1)).toMatchObject({
      ok: true,
      file: names[0]![0],
      folders: targets,
      troubles: [],
    });
    const [entry] = await house.owner`select e.command, r.reason from audit_entry e
      join audit_reason r on r.entry = e.id order by e.id desc limit 1`;
    expect(entry).toMatchObject({ command: 'back up', reason: `${names[0]![0]} × 2` });
  });

  test('goes on where one folder is missing, and says so', async () => {
    const outcome = await runBackup(source, who, {
      ...order(),
      targets: [join(folder, 'away'), targets[1]!],
    });
    expect(outcome).toMatchObject({ ok: true, value: { folders: [targets[1]], troubles: [{}] } });
    const nowhere = await runBackup(source, who, { ...order(), targets: [join(folder, 'away')] });
    expect(nowhere).toMatchObject({ ok: false, refusals: [{ code: 'backup_failed' }] });
    expect(runsIn(dataFolder).at(-1)).toMatchObject({ ok: false });
  });

  test('is refused without a key, without a folder, and into the data folder unless told', async () => {
    const refusedAs = async (changed: object) => {
      const outcome = await runBackup(source, who, { ...order(), ...changed });
      return outcome.ok ? 'done' : outcome.refusals.map(({ code }) => code).join();
    };
    expect(await refusedAs({ recipients: [] })).toBe('no_recipient');
    expect(await refusedAs({ targets: [] })).toBe('no_target');
    const inside = join(dataFolder, 'copies');
    mkdirSync(inside);
    expect(await refusedAs({ targets: [inside] })).toBe('same_folder');
    expect(await refusedAs({ targets: [inside], inside: true })).toBe('done');
    rmSync(inside, { recursive: true });
  });

  const small = process.platform === 'linux' && process.getuid?.() === 0;
  test.skipIf(!small)(
    'into a folder that fills up leaves no half copy there, and the other folder has its own',
    async (context) => {
      const full = join(folder, 'full');
      mkdirSync(full);
      const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'none', full]);
      context.skip(mounted.status !== 0, 'no small disk can be mounted here');
      try {
        const outcome = await runBackup(source, who, { ...order(), targets: [full, targets[0]!] });
        expect(outcome).toMatchObject({ ok: true, value: { folders: [targets[0]], troubles: [{}] } });
        expect(readdirSync(full)).toEqual([]);
      } finally {
        spawnSync('umount', ['-l', full]);
      }
    },
  );

  test('verified at once by a key that is nowhere afterwards', async () => {
    const outcome = await runBackup({ ...source, clock: fixedClock('2030-01-01T00:00:00Z') }, who, {
      ...order(),
      verify: true,
    });
    expect(outcome).toMatchObject({ ok: true, value: { troubles: [] } });
    expect(runsIn(dataFolder).at(-1)).toMatchObject({ ok: true, verified: true });
  });

  test('is made when the settings say so, not before, and old copies go', async () => {
    const at = (text: string) => ({ ...source, clock: fixedClock(text) });
    writeBackupSettings(dataFolder, { ...order(), every: 24, keep: { daily: 2, weekly: 0, monthly: 0 } });
    expect(readBackupSettings(dataFolder)).toMatchObject({ ok: true, value: { every: 24 } });
    const runs = () => runsIn(dataFolder).length;
    expect(await backUpIfDue(at('2030-01-01T00:00:00Z'), who.db)).toEqual([]);
    const before = runs();
    expect(await backUpIfDue(at('2030-01-01T12:00:00Z'), who.db)).toEqual([]);
    expect(runs()).toBe(before);
    for (const day of ['02', '03', '04'])
      expect(await backUpIfDue(at(`2030-01-${day}T01:00:00Z`), who.db)).toEqual([]);
    expect(runs()).toBe(before + 3);
    const names = readdirSync(targets[0]!).map((name) => /\d{8}/.exec(name.split('-')[2]!)?.[0]);
    expect(names).toEqual(['20300103', '20300104']);
    expect(runsIn(dataFolder).at(-1)!.removed!.length).toBeGreaterThan(0);
    writeFileSync(join(dataFolder, 'backup.json'), '{"every": -1}');
    expect(await backUpIfDue(source, who.db)).toMatchObject([{ code: 'backup_settings' }]);
    expect(existsSync(join(dataFolder, 'backups.log'))).toBe(true);
  });
});
