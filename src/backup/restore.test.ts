/** Restoring: freely into an empty folder, with two persons over records, never leaving half of each. */
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { foundAccount } from '../areas/access/commands.ts';
import { readCheckpoints, signCheckpoint } from '../audit/checkpoint.ts';
import { signingKey } from '../audit/signing-key.ts';
import { fileCheckpoint, takeCheckpoint } from '../audit/take-checkpoint.ts';
import { verifyChain } from '../audit/verify.ts';
import { anchorsIn, verifyAudit } from '../audit/verify-audit.ts';
import { connect, type Database } from '../db/connection.ts';
import { openInstallation } from '../db/installation.ts';
import { finishSwap } from '../db/swap.ts';
import { testDatabase } from '../db/testing.ts';
import { systemClock } from '../kernel/clock.ts';
import type { Outcome } from '../kernel/refusal.ts';
import type { Words } from '../kernel/words.ts';
import { readArchive } from './archive.ts';
import { drill, drillPage, partsOfPage, signedPage } from './drill.ts';
import { chainHead } from './dump.ts';
import { isSignedText, newKeyPair, readIdentities } from './keys.ts';
import { load } from './load.ts';
import { makeBackup } from './make.ts';
import { atConsole, type Signer } from './persons.ts';
import { type Order, type Restored, restoreEmbedded } from './restore.ts';
import { restoreOwn } from './restore-own.ts';

/** A small backup that is at hand: the data of the first release. */
const RELEASE = join(import.meta.dirname, '../../test/releases/0.1.0');
const FILE = join(RELEASE, 'backup.age');
const identities = (() => {
  const read = readIdentities(join(RELEASE, 'key.txt'));
  if (!read.ok) throw new Error('no key');
  return read.value;
})();

const folder = mkdtempSync(join(tmpdir(), 'capuy-restore-'));
chmodSync(folder, 0o711);
const dataFolder = join(folder, 'data');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const PASSWORD = 'mat-khau-vanphong';
const signer = (account: string, password = PASSWORD): Signer => ({ account, password });

const orderWith = (...signers: Signer[]): Order => {
  const left = [...signers];
  return {
    file: FILE,
    identities,
    clock: systemClock,
    tell: () => {},
    persons: (app) => atConsole({ db: app, clock: systemClock }, async () => left.shift()!),
  };
};

const codesOf = (outcome: Outcome<Restored>): string =>
  outcome.ok ? 'done' : outcome.refusals.map(({ code }) => code).join();

async function inside<T>(work: (owner: Database) => Promise<T>): Promise<T> {
  const installation = await openInstallation({ dataFolder, port: 0, host: '' }, { alone: true });
  try {
    return await work(installation.owner);
  } finally {
    await installation.close();
  }
}

const people = async (owner: Database): Promise<number> =>
  (await owner<{ n: number }[]>`select count(*)::int as n from person`)[0]!.n;

describe('the embedded database', () => {
  test('an empty folder is filled at once: every row, the chain goes on, nobody is signed in', async () => {
    const outcome = await restoreEmbedded(dataFolder, orderWith());
    if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusals));
    expect(outcome.value).not.toHaveProperty('kept');
    await inside(async (owner) => {
      expect(await people(owner)).toBe(outcome.value.manifest.rows['public.person']);
      const [last] = await owner`select e.id, e.command, r.reason from audit_entry e
          left join audit_reason r on r.entry = e.id order by e.id desc limit 1`;
      expect(last).toMatchObject({ id: '9', command: 'restore', reason: expect.stringContaining('entry 8') });
      expect((await verifyChain(owner)).broken).toEqual([]);
      const [open] = await owner`select count(*)::int as n from session where expires_at > started_at`;
      expect(open).toEqual({ n: 0 });
      const mandates = [
        {
          unit: (await owner`select unit from unit_now where code = 'que-xuan-1'`)[0]!.unit,
          role: 'office',
          post: 'Văn phòng',
        },
      ];
      const account = { fullName: 'Lê Thị Thứ Hai', password: PASSWORD, mandates };
      await foundAccount(owner, systemClock, { ...account, name: 'thuhai' }, '2-QĐ');
      await owner`insert into installation values ('mark', 'live')`;
    });
  }, 120_000);

  test.each([
    ['a wrong password', [signer('vanphong', 'sai'), signer('thuhai')], 'not_agreed'],
    ['a wrong second password', [signer('vanphong'), signer('thuhai', 'sai')], 'not_agreed'],
    ['the same person twice', [signer('vanphong'), signer('Vanphong ')], 'same_person'],
    [
      'somebody who answers for nothing here',
      [signer('vanphong'), signer('kiemtra', 'mat-khau-kiemtra')],
      'not_agreed',
    ],
    ['nobody of that name', [signer('ai-do'), signer('thuhai')], 'not_agreed'],
  ])(
    'over records: %s',
    async (_, signers, code) => {
      expect(codesOf(await restoreEmbedded(dataFolder, orderWith(...signers)))).toBe(code);
      await inside(async (owner) => {
        expect(await owner`select value from installation where name = 'mark'`).toHaveLength(1);
        const [last] = await owner`select command from audit_entry order by id desc limit 1`;
        expect(last).toEqual({ command: 'restore refused' });
      });
    },
    60_000,
  );

  test('two persons replace the records, the old ones are kept, and the log names both', async () => {
    const before = await inside((owner) => chainHead(owner));
    const outcome = await restoreEmbedded(dataFolder, orderWith(signer('vanphong'), signer('thuhai')));
    if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusals));
    expect(outcome.value.agreed).toEqual({ first: 'vanphong', second: 'thuhai' });
    expect(readdirSync(outcome.value.kept!)).toContain('postgres');
    await inside(async (owner) => {
      expect(await owner`select value from installation where name = 'mark'`).toHaveLength(0);
      const [last] = await owner`select reason from audit_reason order by entry desc limit 1`;
      expect(last!.reason).toContain('agreed by vanphong and thuhai');
      // What both did to agree is replaced, too: each signed in and out.
      expect(last!.reason).toContain(`replaced entry ${Number(before.id) + 4} `);
    });
  }, 120_000);

  test('is held to the checkpoints of what is replaced, which stay at hand; later entries are told', async () => {
    const file = join(folder, 'own.age');
    const pair = await newKeyPair();
    const write = (owner: Database, command: string) =>
      owner`select note_outside(${command}, null, null, '', ${systemClock.now()})`;
    const filed = async (owner: Database) =>
      fileCheckpoint(dataFolder, await takeCheckpoint(owner, signingKey(dataFolder), systemClock));
    const made = await inside(async (owner) => {
      const [unit] = await owner`select unit from unit_now where code = 'que-xuan-1'`;
      const mandates = [{ unit: unit!.unit, role: 'office', post: 'Văn phòng' }];
      const account = { name: 'thuhai', fullName: 'Lê Thị Thứ Hai', password: PASSWORD, mandates };
      await foundAccount(owner, systemClock, account, '2-QĐ');
      await filed(owner);
      await write(owner, 'verify x');
      const source = { owner, dataFolder, clock: systemClock, settings: {} };
      const { manifest } = await makeBackup(source, file, [pair.recipient]);
      // Made after the copy, of an entry the copy has, and of one it has not.
      const before = await filed(owner);
      await write(owner, 'verify y');
      return { head: Number(manifest.chain.id), before, beyond: await filed(owner) };
    });
    const told: string[] = [];
    const order = () => ({
      ...orderWith(signer('vanphong'), signer('thuhai')),
      ...{ file, identities: [pair.identity], tell: (words: Words) => void told.push(words.en) },
    });
    const forged = { ...readCheckpoints(readFileSync(made.before, 'utf8'))![0]!, head: 'f'.repeat(64) };
    const { privateKey } = signingKey(dataFolder);
    const good = readFileSync(made.before);
    writeFileSync(made.before, JSON.stringify(signCheckpoint(forged, privateKey)));
    const refused = await restoreEmbedded(dataFolder, order());
    expect(refused).toMatchObject({
      ok: false,
      refusals: [{ code: 'backup_differs', message: { en: expect.stringContaining(`entry ${made.head}:`) } }],
    });
    writeFileSync(made.before, good);
    told.length = 0;
    const outcome = await restoreEmbedded(dataFolder, order());
    if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusals));
    expect(told.join()).toContain(
      `Entries after ${made.head} (up to ${made.head + 1} at least) are not in the copy`,
    );
    expect(existsSync(made.before)).toBe(true);
    expect(existsSync(made.beyond)).toBe(false);
    expect(existsSync(join(outcome.value.kept!, 'checkpoints', basename(made.beyond)))).toBe(true);
    await inside(async (owner) => {
      const report = await verifyAudit(owner, anchorsIn(dataFolder));
      expect([report.ok, report.anchors.upTo]).toEqual([true, made.head]);
    });
  }, 240_000);

  test('a swap that was interrupted is finished by whoever opens the folder next', async () => {
    const data = join(folder, 'swap');
    for (const [name, text] of [
      ['a', 'old'],
      ['b', 'old'],
      ['restoring/a', 'new'],
      ['restoring/b', 'new'],
      ['restoring/c', 'new'],
    ]) {
      mkdirSync(join(data, name!, '..'), { recursive: true });
      writeFileSync(join(data, name!), text!);
    }
    const journal = { from: 'restoring', aside: 'replaced/1', names: ['a', 'b', 'c'] };
    writeFileSync(join(data, 'restore.json'), JSON.stringify(journal));
    // As if it had ended after the old `a` was put aside, before the new one stood in its place.
    mkdirSync(join(data, 'replaced/1'), { recursive: true });
    writeFileSync(join(data, 'replaced/1/a'), 'old');
    rmSync(join(data, 'a'));
    await finishSwap(data);
    await finishSwap(data);
    expect(['a', 'b', 'c'].map((name) => readFileSync(join(data, name), 'utf8'))).toEqual([
      'new',
      'new',
      'new',
    ]);
    expect(['a', 'b'].map((name) => readFileSync(join(data, 'replaced/1', name), 'utf8'))).toEqual([
      'old',
      'old',
    ]);
    expect(existsSync(join(data, 'restore.json')) || existsSync(join(data, 'restoring'))).toBe(false);
  });

  test('records that do not open any more are replaced with two persons of the copy itself', async () => {
    writeFileSync(join(dataFolder, 'postgres', 'global', 'pg_control'), 'ruined');
    expect(
      codesOf(await restoreEmbedded(dataFolder, orderWith(signer('vanphong'), signer('vanphong')))),
    ).toBe('same_person');
    expect(existsSync(join(dataFolder, 'restoring'))).toBe(false);
  }, 120_000);
});

describe('a PostgreSQL of the office, whose account is no superuser', () => {
  let own: Awaited<ReturnType<typeof testDatabase>>;
  let superuser: Database;
  let owner: Database;
  let app: Database;
  const LOGIN = `can_bo_${process.pid}`;

  beforeAll(async () => {
    own = await testDatabase();
    superuser = connect({ ...own.superuser, max: 1 });
    await superuser.unsafe(`create role ${LOGIN} login createrole`);
    await superuser.unsafe(`grant capuy_owner to ${LOGIN}`);
    await superuser.unsafe(`grant capuy_app, capuy_figures to ${LOGIN} with inherit false, set true`);
    const [there] = await superuser<{ name: string }[]>`select current_database() as name`;
    await superuser.unsafe(`alter database ${there!.name} owner to ${LOGIN}`);
    const login = { ...own.superuser, user: LOGIN };
    owner = connect({ ...login, max: 2 });
    app = connect({ ...login, role: 'capuy_app', max: 1 });
  });
  afterAll(async () => {
    await Promise.all([owner.end(), app.end()]);
    const [there] = await superuser<{ name: string }[]>`select current_database() as name`;
    await superuser.unsafe(`alter database ${there!.name} owner to current_user`);
    await superuser.unsafe(`drop owned by ${LOGIN}; drop role ${LOGIN}`);
    await superuser.end();
    await own.drop();
  });

  const order = async (...signers: Signer[]) => {
    const home = join(folder, 'own');
    mkdirSync(home, { recursive: true });
    const source = { owner, dataFolder: home, clock: systemClock, settings: {} };
    const pair = await newKeyPair();
    return { order: { ...orderWith(...signers), source, app, recipients: [pair.recipient] }, pair };
  };

  test('is restored in one transaction, and what was there is kept as a backup that opens', async () => {
    const first = await restoreOwn((await order()).order);
    expect(codesOf(first)).toBe('done');
    const people1 = await people(superuser);
    await superuser`insert into installation values ('mark', 'live')`;
    const [unit] = await superuser`select unit from unit_now where code = 'que-xuan-1'`;
    const mandates = [{ unit: unit!.unit, role: 'office', post: 'Văn phòng' }];
    await foundAccount(
      superuser,
      systemClock,
      { name: 'thuhai', fullName: 'Lê Thị Thứ Hai', password: PASSWORD, mandates },
      '2-QĐ',
    );

    expect(codesOf(await restoreOwn((await order(signer('vanphong'), signer('vanphong'))).order))).toBe(
      'same_person',
    );
    const { order: agreed, pair } = await order(signer('vanphong'), signer('thuhai'));
    const second = await restoreOwn(agreed);
    if (!second.ok) throw new Error(JSON.stringify(second.refusals));
    expect(await people(superuser)).toBe(people1);
    expect(await superuser`select from installation where name = 'mark'`).toHaveLength(0);
    expect((await verifyChain(superuser)).broken).toEqual([]);
    const names: string[] = [];
    let notes = '';
    for await (const { name, body } of readArchive(second.value.kept!, [pair.identity])) {
      names.push(name);
      if (name.includes('public.installation')) notes = body.toString('utf8');
    }
    expect([names[0], names.at(-1)]).toEqual(['head.json', 'manifest.json']);
    expect(notes).toContain('mark\tlive');
  }, 180_000);

  test('whatever does not agree takes all of it back', async () => {
    const before = await chainHead(superuser);
    async function* cutShort() {
      for await (const member of readArchive(FILE, identities))
        if (member.name !== 'manifest.json') yield member;
    }
    const attempt = owner.begin(async (tx) => {
      await tx`set local role capuy_owner`;
      await tx.unsafe('drop schema past cascade');
      await tx`reset role`;
      await load(tx, cutShort());
    });
    await expect(attempt).rejects.toThrow();
    expect(await chainHead(superuser)).toEqual(before);
  });
});

test('a drill on the running installation prints a page that carries the signature of the installation', async () => {
  const home = join(folder, 'drill');
  mkdirSync(home);
  const database = await testDatabase();
  const owner = postgres({ ...database.superuser, max: 2 }) as unknown as Database;
  try {
    const source = { owner, dataFolder: home, clock: systemClock, settings: {} };
    const result = await drill(source, { recipients: [] });
    expect([result.ok, result.faults]).toEqual([true, []]);
    const text = signedPage(home, drillPage(result));
    expect(text).toContain('KHỚP HẾT / ALL AGREES');
    const parts = partsOfPage(text)!;
    expect(isSignedText(parts.page, parts.signed)).toBe(true);
    expect(isSignedText(parts.page.replace('ALL', 'all'), parts.signed)).toBe(false);
    const wrong = await newKeyPair();
    const other = { recipients: [(await newKeyPair()).recipient], identities: [wrong.identity] };
    await expect(drill(source, other)).rejects.toMatchObject({ refusal: { code: 'wrong_key' } });
  } finally {
    await owner.end();
    await database.drop();
  }
}, 120_000);
