/** Files over HTTP: handed in, open as their record, handed out as downloads only, withdrawn, mended, never secret. */
import { randomInt } from 'node:crypto';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { docx, jpg, pdf } from '../prove/uploads/made.ts';
import { openMachineSession } from '../src/areas/access/commands.ts';
import { command } from '../src/db/door.ts';
import { checkFiles } from '../src/files/check.ts';
import { isolationFaults } from '../src/files/isolation.ts';
import { choosePolicy, watchIsolation } from '../src/files/policy.ts';
import { fetchFile, shelfIn, shelve, strays } from '../src/files/shelf.ts';
import { setSecretPolicy } from '../src/files/store.ts';
import { systemClock } from '../src/kernel/clock.ts';
import { newId } from '../src/kernel/id.ts';
import { done } from '../src/kernel/refusal.ts';
import { codesOf } from '../src/records/testing.ts';
import { firstOf, type Lists, listsOf } from './addresses.ts';
import { type DemoHouse, openDemoHouse, type Person } from './house.ts';

let demo: DemoHouse;
let office: Person;
let inspection: Person;
let secretary: Person;
let lists: Lists;
/** As the inspection officer sees them: case files are open to those who work on them. */
let files: Lists;

beforeAll(async () => {
  demo = await openDemoHouse();
  [office, inspection, secretary] = (await Promise.all(
    ['vanphong', 'kiemtra', 'bithu'].map((name) => demo.signIn(name)),
  )) as [Person, Person, Person];
  [lists, files] = await Promise.all([listsOf(office), listsOf(inspection)]);
}, 120_000);
afterAll(() => demo?.close());

type Sent = { bytes?: Buffer; name?: string; id?: string; more?: Record<string, string> };

async function hand(who: Person, address: string, sent: Sent = {}, format = '') {
  const form = new FormData();
  form.set('id', sent.id ?? newId(systemClock));
  form.set('file', new File([new Uint8Array(sent.bytes ?? docx())], sent.name ?? 'Biên bản.docx'));
  for (const [key, value] of Object.entries({ sensitivity: 'internal', classification: '', ...sent.more }))
    form.set(key, value);
  const made = new Response(form);
  return who.send(`${address}/attach${format}`, Buffer.from(await made.arrayBuffer()), {
    'Content-Type': made.headers.get('Content-Type')!,
    Origin: 'http://localhost',
  });
}

const record = (type: string) => `/${type}/${firstOf(type === 'inspection' ? files : lists, type)}`;
type Refused = { refusals: { code: string }[] };

test('a file hangs on its record and comes out as it went in: as a download, in a sandbox, and in the log', async () => {
  const id = newId(systemClock);
  const [bytes, address] = [docx(), record('training')];
  expect((await hand(office, address, { id, bytes, name: '../../etc/Biên <b>bản.docx' })).status).toBe(303);
  expect((await hand(office, address, { id, bytes })).status, 'sent twice, hung once').toBe(303);
  expect(await office.text(address)).toContain(`/attachment/${id}`);
  const page = await office.text(`/attachment/${id}`);
  expect(page).toContain('Biên -b-bản.docx');
  const file = await office.get(`/attachment/${id}/file`);
  expect(Buffer.from(await file.arrayBuffer()).equals(bytes)).toBe(true);
  expect(Object.fromEntries(file.headers)).toMatchObject({
    'content-disposition': expect.stringMatching(/^attachment; filename="Bi-n--b-b-n\.docx"/),
    'content-security-policy': "sandbox; default-src 'none'",
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  });
  const entries = await demo.owner`select command from audit_entry where record_id = ${id} order by id`;
  expect(entries.map(({ command: done }) => done)).toEqual(['attach to training', 'open attachment']);
});

test('on the disk lie only digests, read-only, restricted ones apart', async () => {
  await hand(office, record('training'), {
    bytes: pdf(),
    name: 'a.pdf',
    more: { sensitivity: 'restricted' },
  });
  const folder = join(demo.house.dataFolder!, 'files');
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  expect(files.length).toBeGreaterThan(1);
  for (const { parentPath, name } of files) {
    expect(join(parentPath, name).slice(folder.length)).toMatch(
      /^.(common|restricted).[0-9a-f]{2}.[0-9a-f]{62}$/,
    );
    expect(statSync(join(parentPath, name)).mode & 0o222).toBe(0);
  }
  expect(new Set(readdirSync(folder))).toEqual(new Set(['common', 'restricted']));
});

describe('what the record hides, the file hides', () => {
  test.each(['', '.json', '/file', '/withdraw'])(
    'address %s of a case file answers as if it were not there',
    async (form) => {
      const id = newId(systemClock);
      expect((await hand(inspection, record('inspection'), { id })).status).toBe(303);
      const answers = [];
      for (const which of [id, newId(systemClock)]) {
        const answer = await secretary.get(`/attachment/${which}${form}`);
        answers.push([answer.status, (await answer.text()).replaceAll(which, '')]);
      }
      expect(answers[0]![0]).toBe(404);
      expect(answers[0]).toEqual(answers[1]);
      expect((await inspection.get(`/attachment/${id}${form}`)).status).toBe(200);
    },
  );

  test('who may only read the record hangs nothing on it; who may not see it is told nothing', async () => {
    for (const [who, address] of [
      [office, record('inspection')],
      [secretary, record('inspection')],
      [secretary, `/training/${newId(systemClock)}`],
    ] as const)
      expect((await hand(who, address)).status).toBe(404);
  });

  test('a withdrawn file is gone for all, with a reason, and its entry stays', async () => {
    const id = newId(systemClock);
    await hand(office, record('training'), { id });
    const refused = await office.send(`/attachment/${id}/withdraw`, { reason: ' ' });
    expect([refused.status, (await refused.text()).includes('Hãy ghi lý do')]).toEqual([422, true]);
    expect((await inspection.send(`/attachment/${id}/withdraw`, { reason: 'x' })).status).toBe(404);
    expect((await office.send(`/attachment/${id}/withdraw`, { reason: 'nhầm tệp' })).status).toBe(303);
    expect((await office.get(`/attachment/${id}/file`)).status).toBe(404);
    const [entry] =
      await demo.owner`select command, r.reason from audit_entry e left join audit_reason r on r.entry = e.id
      order by e.id desc limit 1`;
    expect(entry).toEqual({ command: 'withdraw attachment', reason: 'nhầm tệp' });
  });
});

describe('refused, with what to do', () => {
  test.each([
    ['another kind', { name: 'x.exe' }, 'file.kind'],
    ['no kind at all', { name: 'x' }, 'file.kind'],
    ['nothing in it', { bytes: Buffer.alloc(0) }, 'file.none'],
    ['one kind called another', { bytes: jpg(), name: 'x.pdf' }, 'file.twofold'],
    ['no grade', { more: { sensitivity: 'x' } }, 'required'],
    ['a stamp', { bytes: docx('<w:p><w:r><w:t>TỐI MẬT</w:t></w:r></w:p>') }, 'file.stamp'],
    ['a secrecy class', { more: { classification: 'mat' } }, 'secret_refused'],
  ] as [string, Sent, string][])('%s', async (_, sent, code) => {
    const before = await demo.written();
    const answer = await hand(office, `${record('training')}`, sent);
    const html = await answer.text();
    expect([answer.status, html.includes('id="error-summary"')]).toEqual([422, true]);
    const data = await hand(office, record('training'), sent, '.json');
    expect(((await data.json()) as Refused).refusals.map((refusal) => refusal.code)).toEqual([code]);
    expect(await demo.written()).toEqual(before);
  });

  test('more than 25 MB, before it is read', async () => {
    const answer = await hand(office, record('training'), { bytes: Buffer.alloc(26 * 1024 * 1024) });
    expect([answer.status, (await answer.text()).includes('tối đa 25 MB')]).toEqual([413, true]);
    const other = await office.send('/document', { title: 'x'.repeat(5 * 1024 * 1024) });
    expect(other.status).toBe(413);
  });

  test('a stamp that is none passes with a reason, which stands in the log', async () => {
    const bytes = docx('<w:p><w:r><w:t>MẬT</w:t></w:r></w:p>');
    const answer = await hand(office, record('training'), {
      bytes,
      more: { reason: 'giáo trình về mật ong' },
    });
    expect(answer.status).toBe(303);
    const [entry] =
      await demo.owner`select r.reason from audit_entry e join audit_reason r on r.entry = e.id order by id desc limit 1`;
    expect(entry).toEqual({ reason: 'giáo trình về mật ong' });
  });
});

describe('state secrets', () => {
  const document = () => ({
    ...{ id: newId(systemClock), unit: lists.get('unit')!.rows[0]!.id, number: `${randomInt(9999)}-QĐ/HU` },
    ...{ issuer: 'x', issued_on: '2023-05-05', title: 'x', level: 'district', classification: 'mat' },
  });
  const codes = async (body: object) => {
    const answer = await office.sendJson('/document.json', body);
    return answer.status === 201 ? [] : ((await answer.json()) as Refused).refusals.map(({ code }) => code);
  };
  const machine = async () => ({ ...demo.house, token: await openMachineSession(demo.owner, systemClock) });
  const choose = async (policy: 'refuse' | 'register_only' | 'isolated_lan') =>
    codesOf(
      await command(await machine(), { command: 'set secret policy', input: policy }, async (tx) => {
        await setSecretPolicy(tx, policy);
        return done(null);
      }),
    );

  test('are refused as a rule; a stub of four facts takes their place', async () => {
    expect(await codes(document())).toEqual(['secret_refused']);
    const { id, unit, number, issued_on } = document();
    const stub = {
      id,
      unit,
      number,
      issued_on,
      classification: 'tuyet_mat',
      kept_at: 'Két số 2, phòng cơ yếu',
    };
    expect((await office.sendJson('/secret_stub.json', stub)).status).toBe(201);
    expect(Object.keys(demo.house.catalogue.record('secret_stub').fields)).toEqual(
      Object.keys(stub).filter((name) => name !== 'id'),
    );
  });

  test('may be registered where the machine says so, but never top secret, and never their content', async () => {
    const [before] = await demo.owner`select count(*) from audit_entry`;
    expect(await choose('register_only')).toEqual([]);
    const [after] = await demo.owner`select count(*) from audit_entry`;
    expect(Number(after!.count)).toBeGreaterThan(Number(before!.count));
    expect(await codes(document())).toEqual([]);
    expect(await codes({ ...document(), classification: 'tuyet_mat' })).toEqual(['secret_refused']);
    expect((await hand(office, record('training'), { more: { classification: 'mat' } })).status).toBe(422);
    expect(await choose('refuse'), 'one is registered already').toEqual(['secrets_kept']);
  });

  test('come in on an isolated network, top secret ones never', async () => {
    expect(await choose('isolated_lan')).toEqual([]);
    expect((await hand(office, record('training'), { more: { classification: 'toi_mat' } })).status).toBe(
      303,
    );
    expect((await hand(office, record('training'), { more: { classification: 'tuyet_mat' } })).status).toBe(
      422,
    );
    expect(await choose('register_only')).toEqual(['secrets_kept']);
  });

  test('the database itself refuses, whoever asks: the application, its owner, an update, another policy', async () => {
    const tries = [
      `update document set classification = 'tuyet_mat'`,
      `update installation set value = 'refuse' where name = 'secret_policy'`,
      `delete from installation where name = 'secret_policy'`,
      `insert into attachment (id, record_type, record_id, name, kind, bytes, sha256, sensitivity, classification, known_from, act)
        values (gen_random_uuid(), 'training', gen_random_uuid(), 'x', 'pdf', 1, repeat('0', 64), 'x', 'tuyet_mat', '2023-01-01', 1)`,
    ];
    for (const sql of tries) await expect(demo.owner.unsafe(sql), sql).rejects.toThrow();
    const office = await machine();
    const outcome = command({ ...office, token: 'nobody' }, { command: 'x', input: 1 }, async (tx) => {
      await setSecretPolicy(tx, 'refuse');
      return done(null);
    });
    expect(codesOf(await outcome)).toEqual(['signed_out']);
  });
});

test('a file damaged on the disk is noticed and mended from its copy: 100 of 100; without a copy it is never served', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'capuy-shelf-'));
  try {
    const shelf = shelfIn(folder, join(folder, 'copy'));
    const made: { sha256: string; sensitivity: string }[] = [];
    for (let i = 0; i < 100; i++) {
      const sensitivity = i % 2 ? 'internal' : 'restricted';
      made.push({ sha256: await shelve(shelf, Buffer.from(`tệp ${i}`), sensitivity), sensitivity });
    }
    const place = (root: string, { sha256, sensitivity }: (typeof made)[number]) =>
      join(root, sensitivity === 'restricted' ? sensitivity : 'common', sha256.slice(0, 2), sha256.slice(2));
    for (const [i, file] of made.entries()) {
      const at = place(i % 3 ? shelf.folder : shelf.copy!, file);
      const bytes = readFileSync(at);
      bytes[randomInt(bytes.length)]! ^= 1 << randomInt(8);
      chmodSync(at, 0o600);
      writeFileSync(at, bytes);
    }
    const health = await Promise.all(made.map(async (file) => (await fetchFile(shelf, file)).health));
    expect(health.filter((one) => one === 'mended').length).toBe(100);
    const again = await Promise.all(made.map(async (file) => (await fetchFile(shelf, file)).health));
    expect(again.filter((one) => one === 'whole').length).toBe(100);
    expect(await strays(shelf, made)).toEqual([]);
    for (const root of [shelf.folder, shelf.copy!]) rmSync(place(root, made[0]!));
    expect(await fetchFile(shelf, made[0]!)).toEqual({ health: 'damaged' });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('a check re-hashes every file, names what is damaged and finds what no record names', async () => {
  const id = newId(systemClock);
  await hand(office, record('training'), { id, bytes: docx('<w:p/>'), name: 'để hỏng.docx' });
  const shelf = shelfIn(demo.house.dataFolder!);
  expect(
    (await checkFiles(demo.owner, shelf, false)).faults.filter(({ names }) => names.includes('để hỏng.docx')),
  ).toEqual([]);
  const [row] = await demo.owner<{ sha256: string }[]>`select sha256 from attachment where id = ${id}`;
  const place = join(shelf.folder, 'common', row!.sha256.slice(0, 2), row!.sha256.slice(2));
  chmodSync(place, 0o600);
  writeFileSync(place, 'hỏng');
  writeFileSync(`${place}.part`, 'dở dang');
  const found = await checkFiles(demo.owner, shelf, true);
  expect(found.faults).toContainEqual({ sha256: row!.sha256, names: ['để hỏng.docx'], health: 'damaged' });
  expect(found.strays).toEqual([`${place}.part`]);
  expect((await checkFiles(demo.owner, shelf, false)).strays).toEqual([]);
  const answer = await office.get(`/attachment/${id}/file`);
  expect([answer.status, (await answer.text()).includes('bị hỏng')]).toEqual([422, true]);
});

test('an isolated network is required for its policy, watched, and every check is in the log', async () => {
  const machine = { ...demo.house, token: await openMachineSession(demo.owner, systemClock) };
  const lost = isolationFaults(['8.8.8.8'], []);
  expect(codesOf(await choosePolicy(machine, 'isolated_lan', '12-QĐ/TU', lost))).toEqual(['not_isolated']);
  expect(codesOf(await choosePolicy(machine, 'isolated_lan', ' ', []))).toEqual(['reason_required basis']);
  expect(codesOf(await choosePolicy(machine, 'isolated_lan', '12-QĐ/TU', []))).toEqual([]);
  expect(codesOf(await watchIsolation(machine, []))).toEqual([]);
  expect(codesOf(await watchIsolation(machine, lost))).toEqual(['not_isolated']);
  const entries = await demo.owner`select command from audit_entry order by id desc limit 3`;
  expect(entries.map((entry) => entry.command)).toEqual([
    'isolation lost',
    'isolation checked',
    'set secret policy',
  ]);
});
