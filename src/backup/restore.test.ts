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
import { hasEntry } from '../db/notes.ts';
import { finishSwap } from '../db/swap.ts';
import { testDatabase } from '../db/testing.ts';
import { checkFiles } from '../files/check.ts';
import { fetchFile, shelfIn } from '../files/shelf.ts';
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
import { connectPhone, onPhone, PASSWORD, signer } from './testing.ts';

/** A small backup that is at hand: the data of the first release. */
const RELEASE = join(import.meta.dirname, '../../test/releases/0.1.0');
const FILE = join(RELEASE, 'backup.age');
function identitiesOf(release: string): string[] {
  const read = readIdentities(join(release, 'key.txt'));
  if (!read.ok) throw new Error('no key');
  return read.value;
}
const identities = identitiesOf(RELEASE);

/** A later one, in which a paper hangs on a record. */
const LATER = join(import.meta.dirname, '../../test/releases/0.3.0');
const ATTACHED = { file: join(LATER, 'backup.age'), identities: identitiesOf(LATER) };

const folder = mkdtempSync(join(tmpdir(), 'capuy-restore-'));
chmodSync(folder, 0o711);
const dataFolder = join(folder, 'data');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Further holders of posts, with the factors they have. The unit is a commune's, whose office needs a second one. */
async function foundOthers(owner: Database): Promise<void> {
  const [place] = await owner`select unit from unit_now where code = 'que-xuan-1'`;
  const [cell] = await owner`select unit from unit_now where code = 'que-xuan-1.01'`;
  const office = { unit: place!.unit, role: 'office', post: 'Văn phòng' };
  const cellPost = { unit: cell!.unit, role: 'cell_secretary', post: 'Bí thư' };
  const account = { fullName: 'Lê Thị Thứ Hai', password: PASSWORD, mandates: [office] };
  for (const more of [
    { name: 'thuhai' },
    { name: 'khongma' },
    { name: 'chibo', mandates: [cellPost] },
    { name: 'haichuc', mandates: [cellPost, office] },
    { name: 'phieu', mustChange: true },
  ])
    await foundAccount(owner, systemClock, { ...account, ...more }, '2-QĐ');
  // The cell's post comes first: a session begins under it, and it needs no second factor.
  await owner`update mandate set valid_from = '2020-01-01' where role = 'cell_secretary'
    and account = (select id from account where name = 'haichuc')`;
}

const orderWith = (...signers: Signer[]): Order => {
  const left = [...signers];
  return {
    file: FILE,
    identities,
    clock: systemClock,
    settings: {},
    tell: () => {},
    persons: (app) => atConsole({ db: app, clock: systemClock }, async () => left.shift()!),
  };
};

const codesOf = (outcome: Outcome<Restored>): string =>
  outcome.ok ? 'done' : outcome.refusals.map(({ code }) => code).join();

async function inside<T>(work: (owner: Database, app: Database) => Promise<T>): Promise<T> {
  const installation = await openInstallation({ dataFolder, port: 0, host: '' }, { alone: true });
  try {
    return await work(installation.owner, installation.app);
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
    await inside(async (owner, app) => {
      expect(await people(owner)).toBe(outcome.value.manifest.rows['public.person']);
      const [last] = await owner`select e.id, e.command, r.reason from audit_entry e
          left join audit_reason r on r.entry = e.id order by e.id desc limit 1`;
      expect(last).toMatchObject({ id: '9', command: 'restore', reason: expect.stringContaining('entry 8') });
      expect((await verifyChain(owner)).broken).toEqual([]);
      const [open] = await owner`select count(*)::int as n from session where expires_at > started_at`;
      expect(open).toEqual({ n: 0 });
      await foundOthers(owner);
      for (const name of ['vanphong', 'thuhai']) await connectPhone(app, name);
      await owner`insert into installation values ('mark', 'live')`;
    });
  }, 120_000);

  test.each([
    ['a wrong password', [signer('vanphong', 'sai'), signer('thuhai')], 'not_agreed'],
    ['a wrong second password', [signer('vanphong'), signer('thuhai', 'sai')], 'not_agreed'],
    ['a wrong code', [signer('vanphong', PASSWORD, () => onPhone('vanphong', 5))], 'not_agreed'],
    ['no code', [signer('vanphong', PASSWORD, () => '')], 'not_agreed'],
    ['a wrong second code', [signer('vanphong'), signer('thuhai', PASSWORD, () => 'aaaa')], 'not_agreed'],
    ['nobody without the factor the post asks for', [signer('khongma')], 'finish_on_a_page'],
    ['not by way of another post that asks for none', [signer('haichuc')], 'finish_on_a_page'],
    ['nobody with a password from a slip', [signer('phieu')], 'finish_on_a_page'],
    ['the same account twice', [signer('vanphong'), signer('Vanphong ')], 'same_person'],
    ['somebody who answers for nothing here', [signer('vanphong'), signer('chibo')], 'not_agreed'],
    ['nobody of that name', [signer('vanphong'), signer('ai-do')], 'not_agreed'],
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
    const old = join('files', 'common', 'aa', 'old');
    mkdirSync(join(dataFolder, old, '..'), { recursive: true });
    writeFileSync(join(dataFolder, old), 'of the replaced records');
    const outcome = await restoreEmbedded(dataFolder, {
      ...orderWith(
        signer('vanphong', PASSWORD, () => onPhone('vanphong')),
        signer('thuhai'),
      ),
      ...ATTACHED,
    });
    if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusals));
    expect(outcome.value.agreed).toEqual({ first: 'vanphong', second: 'thuhai' });
    expect(readdirSync(outcome.value.kept!)).toContain('postgres');
    await inside(async (owner) => {
      expect(await owner`select value from installation where name = 'mark'`).toHaveLength(0);
      const [last] = await owner`select reason from audit_reason order by entry desc limit 1`;
      expect(last!.reason).toContain('agreed by vanphong and thuhai');
      // What both did to agree is replaced, too: each signed in, gave a code and signed out.
      expect(last!.reason).toContain(`replaced entry ${Number(before.id) + 6} `);
      // The paper of the copy stands on its shelf; what was there went with the records it belonged to.
      const shelved = await checkFiles(owner, shelfIn(dataFolder), false);
      expect(shelved).toEqual({ files: 1, faults: [], strays: [] });
    });
    expect(readFileSync(join(outcome.value.kept!, old), 'utf8')).toBe('of the replaced records');
  }, 120_000);

  test('is held to the checkpoints of what is replaced, which stay at hand; later entries are told', async () => {
    const file = join(folder, 'own.age');
    const pair = await newKeyPair();
    const write = (owner: Database, command: string) =>
      owner`select note_outside(${command}, null, null, '', ${systemClock.now()})`;
    const filed = async (owner: Database) =>
      fileCheckpoint(dataFolder, await takeCheckpoint(owner, signingKey(dataFolder), systemClock));
    const made = await inside(async (owner, app) => {
      await foundOthers(owner);
      for (const name of ['vanphong', 'thuhai']) await connectPhone(app, name);
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

  test('records that do not open any more are replaced with two persons of the copy, and its factors', async () => {
    writeFileSync(join(dataFolder, 'postgres', 'global', 'pg_control'), 'ruined');
    // Nobody had a second factor when the copy was made.
    expect(codesOf(await restoreEmbedded(dataFolder, orderWith(signer('vanphong'))))).toBe(
      'finish_on_a_page',
    );
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

  /** As if the process were killed inside the transaction that replaces the records, or when it had been committed. */
  const killed = (when: 'before' | 'after'): Database =>
    new Proxy(owner, {
      get: (target, name) => {
        if (name !== 'begin') return Reflect.get(target, name);
        return async (work: (tx: postgres.TransactionSql) => Promise<unknown>) => {
          await target.begin(async (tx) => {
            await work(tx);
            if (when === 'before') throw new Error('killed');
          });
          throw new Error('killed');
        };
      },
    });

  test.each([
    ['before', false],
    ['after', true],
  ] as const)(
    'killed right %s its commit, records and files are of the same time at the next opening',
    async (when, stands) => {
      const { order: given } = await order();
      const home = given.source.dataFolder;
      writeFileSync(join(home, 'backup.json'), '{}');
      const source = { ...given.source, owner: killed(when) };
      await expect(restoreOwn({ ...given, ...ATTACHED, source })).rejects.toThrow('killed');
      // Who cannot ask that database leaves the swap as it is.
      await finishSwap(home);
      expect(readdirSync(home)).toEqual(['backup.json', 'restore.json', 'restoring']);
      await finishSwap(home, (entry) => hasEntry(superuser, entry));
      expect(existsSync(join(home, 'restoring')) || existsSync(join(home, 'restore.json'))).toBe(false);
      const [log] = await superuser`select count(*)::int as n from audit_entry where command = 'restore'`;
      expect(log).toEqual({ n: stands ? 1 : 0 });
      const shelved = await superuser<{ sha256: string }[]>`select sha256 from attachment`;
      expect(shelved).toHaveLength(stands ? 1 : 0);
      expect(existsSync(join(home, 'files'))).toBe(stands);
      const shelf = shelfIn(home);
      for (const { sha256 } of shelved)
        expect((await fetchFile(shelf, { sha256, sensitivity: 'internal' })).health).toBe('whole');
    },
    180_000,
  );

  test('is restored in one transaction, and what was there is kept as a backup that opens', async () => {
    await superuser`insert into installation values ('mark', 'live')`;
    await foundOthers(superuser);
    for (const name of ['vanphong', 'thuhai']) await connectPhone(app, name);

    expect(codesOf(await restoreOwn((await order(signer('vanphong'), signer('vanphong'))).order))).toBe(
      'same_person',
    );
    const { order: agreed, pair } = await order(signer('vanphong'), signer('thuhai'));
    const second = await restoreOwn(agreed);
    if (!second.ok) throw new Error(JSON.stringify(second.refusals));
    expect(await people(superuser)).toBe(second.value.manifest.rows['public.person']);
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
