/** The log is read by those who may, files tell who opened them, and reports carry the code of the log. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readXlsx } from 'hucre/xlsx';
import PizZip from 'pizzip';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { READS_LOG, WATCHES_LOG } from '../src/audit/contract.ts';
import { forgetPerson } from '../src/audit/forget.ts';
import { anchorsIn, verifyAudit } from '../src/audit/verify-audit.ts';
import { verifyNow, watchLog } from '../src/cli/audit-watch.ts';
import { systemClock } from '../src/kernel/clock.ts';
import { sessionFor } from '../src/records/testing.ts';
import { createServer } from '../src/web/server.tsx';
import { type Listed, REPORT } from './addresses.ts';
import { approveAs, type DemoHouse, openDemoHouse, type Person, seen, signByTwo, signInAt } from './house.ts';
import { type Entry, entriesOf, freshId, personWith, sensitiveIds, unitOf, unwritable } from './log.ts';

let demo: DemoHouse;
let office: Person;
let clerk: Person;
let ids: Record<string, string>;

beforeAll(async () => {
  demo = await openDemoHouse();
  [office, clerk] = [await demo.signIn('vanphong'), await demo.signIn('quexuan1')];
  ids = await sensitiveIds(demo, office);
}, 120_000);
afterAll(() => demo?.close());

const left = (work: () => Promise<unknown>) => entriesOf(demo.owner, work);

describe('the page of the log', () => {
  let auditor: Person;
  beforeAll(async () => {
    auditor = await personWith(demo, 'auditor', await unitOf(demo.owner, 'que-son'));
  });
  const logOf = async (person: Person, query = '') =>
    (await person.data<{ entries: Entry[]; next: string | null; state: unknown }>(`/audit.json${query}`))
      .entries;

  test('does not exist for others, and gives them nothing by the database either', async () => {
    for (const account of ['vanphong', 'kiemtra', 'bithu', 'cap.uy.vien'])
      expect((await (await demo.signIn(account)).get('/audit')).status).toBe(404);
    const roles = await demo.owner<{ role: string }[]>`select distinct role from mandate`;
    for (const role of [...roles.map((row) => row.role), 'auditor', 'administrator']) {
      const token = await sessionFor(demo.owner, role, await unitOf(demo.owner, 'que-son'), freshId);
      const found = await demo.house.db.begin(async (tx) => {
        await tx`select enter(${token})`;
        const [right] = await tx`select count(*)::int as n from read_log('{}', 5, '', ${systemClock.now()})`;
        const [state] = await tx`select count(*)::int as n from log_state()`;
        return [right!.n > 0, state!.n];
      });
      expect([role, found[0]]).toEqual([role, READS_LOG.includes(role)]);
      if (!WATCHES_LOG.includes(role)) expect(found[1]).toBe(0);
    }
  });
  test('reading it leaves an entry, which stands first', async () => {
    const entries = await left(() => auditor.get('/audit'));
    expect(entries.map(({ command }) => command)).toEqual(['read log']);
    expect((await logOf(auditor))[0]!.command).toBe('read log');
    await unwritable(demo.owner, 'read log', async () => {
      expect((await auditor.get('/audit')).status).toBe(500);
    });
  });
  test('tells who, what and about which record, in words; never values or reasons', async () => {
    await office.get(`/person/${ids.person}`);
    const html = seen(await auditor.text('/audit?kind=open'));
    expect(html).toMatch(/Văn phòng Huyện ủy.* Mở Đảng viên|Mở/);
    const { name } = (await demo.owner`select name from person where id = ${ids.person!}`)[0]!;
    expect(html).not.toContain(name);
    expect(seen(await auditor.text('/audit'))).toContain('Đọc nhật ký');
  });
  test('of a letter the day alone, in the log and to whoever is not on its team', async () => {
    const there = await unitOf(demo.owner, 'que-son');
    const chair = await personWith(demo, 'inspection_chair', there);
    const [letter] = await demo.owner<
      { id: string }[]
    >`select id from petition where unit = ${there} limit 1`;
    const { versions } = await chair.data<{ versions: { knownFrom: string; dayOnly?: boolean }[] }>(
      `/petition/${letter!.id}.json`,
    );
    expect(versions.length).toBeGreaterThan(0);
    // Midnight in Việt Nam.
    for (const one of versions)
      expect(one).toMatchObject({ dayOnly: true, knownFrom: expect.stringMatching(/T17:00:00/) });
    expect(seen(await chair.text(`/petition/${letter!.id}`))).not.toMatch(/được biết từ \d\d:\d\d/);
    const [opening] = await logOf(auditor, `?record=${letter!.id}&kind=open`);
    expect(opening).toMatchObject({ day_only: true, instant: expect.stringMatching(/T17:00:00/) });
    const [other] = await logOf(auditor, '?kind=log');
    expect(other).toMatchObject({ day_only: false });
  });
  test('is narrowed by the address, and refuses a day that is none', async () => {
    await office.get('/document.xlsx');
    const kinds = { sign_in: /^(sign|switch)/, open: /^open$/, export: /^export/, log: /^(read|verify)/ };
    for (const [kind, pattern] of Object.entries(kinds)) {
      const found = await logOf(auditor, `?kind=${kind}`);
      expect(found.length, kind).toBeGreaterThan(0);
      expect(found.filter(({ command }) => !pattern.test(command))).toEqual([]);
    }
    const about = await logOf(auditor, `?record=${ids.person}&kind=open`);
    expect(new Set(about.map((e) => e.record_id))).toEqual(new Set([ids.person]));
    expect(await logOf(auditor, '?account=khong-co')).toEqual([]);
    expect(await logOf(auditor, '?to=1/1/2001')).toEqual([]);
    expect(await logOf(auditor, '?record=x')).toEqual([]);
    expect((await auditor.get('/audit?from=31/2/2024')).status).toBe(422);
    expect(seen(await auditor.text('/audit?account=khong-co'))).toContain('Không có mục nào như vậy');
  });
  test('goes on from page to page without a gap', async () => {
    for (let i = 0; i < 105; i++)
      await demo.owner`select note_outside('verify x', null, null, '', ${systemClock.now()})`;
    const first = await auditor.text('/audit');
    const next = /href="(\/audit\?after=(\d+))"/.exec(first)!;
    const second = await auditor.data<{ entries: Entry[] }>(`/audit.json?after=${next[2]}`);
    expect(Number(second.entries[0]!.id)).toBe(Number(next[2]) - 1);
  });
  test('shows an auditor of a commune the commune alone', async () => {
    const there = await unitOf(demo.owner, 'que-xuan-1');
    const own = await personWith(demo, 'auditor', there);
    await clerk.get('/document.xlsx');
    const found = await logOf(own);
    expect(found.length).toBeGreaterThan(0);
    const units = await demo.owner<
      { id: string }[]
    >`select e.id from audit_entry e left join mandate m on m.id = e.mandate
      join unit u on u.id in (e.unit, m.unit) join unit x on x.id = ${there} and u.place between x.place and x.place_end`;
    const inside = new Set(units.map((row) => row.id));
    expect(found.filter((entry) => !inside.has(entry.id))).toEqual([]);
  });
  test('shows an administrator whether the log is whole and no entry', async () => {
    const administrator = await personWith(demo, 'administrator', await unitOf(demo.owner, 'que-son'));
    const dataFolder = mkdtempSync(join(tmpdir(), 'capuy-audit-'));
    const token = await sessionFor(demo.owner, 'machine', null, freshId);
    await verifyNow({
      owner: demo.owner,
      dataFolder,
      clock: systemClock,
      asMachine: (work) => work({ db: demo.house.db, token, clock: systemClock }),
      complain: () => {},
    });
    rmSync(dataFolder, { recursive: true });
    const answer = await administrator.data<{ entries: unknown[]; state: { whole: boolean } }>('/audit.json');
    expect([answer.entries, answer.state.whole]).toEqual([[], true]);
    expect(seen(await administrator.text('/audit'))).toMatch(/Kiểm tra lúc .*: nguyên vẹn/);
  });
});

describe('who opened a file', () => {
  test('is told by day, post and unit to whoever may read it, without names, and leaves an entry', async () => {
    // Nobody opened the last of them yet.
    const file = (await clerk.data<Listed>('/person.json')).rows.at(-1);
    const address = `/person/${file!.id}/openings`;
    expect(seen(await clerk.text(address))).toContain('Chưa ai mở hồ sơ này');
    await office.get(`/person/${file!.id}`);
    await office.get(`/person/${file!.id}/correct`);
    let html = '';
    const entries = await left(async () => {
      html = seen(await clerk.text(address));
    });
    expect(entries).toMatchObject([{ command: 'read openings', record_type: 'person', record_id: file!.id }]);
    const { openings } = await clerk.data<{ openings: Record<string, string>[] }>(`${address}.json`);
    expect(openings.map((one) => Object.keys(one).sort())).toEqual(
      Array(2).fill(['instant', 'post', 'unit_name']),
    );
    const [{ full_name, post } = { full_name: '', post: '' }] = await demo.owner<
      { full_name: string; post: string }[]
    >`
      select a.full_name, m.post from account a join mandate m on m.account = a.id where a.name = 'vanphong'`;
    expect(html).toContain(post);
    expect(html).not.toContain(full_name);
    expect(await clerk.text(`/person/${file!.id}`)).toContain(`href="${address}"`);
  });
  test('is not told to those who may not read it: a foreign file is like none', async () => {
    const [foreign] = await demo.owner<{ id: string }[]>`select id from person where place not between
      (select place from unit where id = ${await unitOf(demo.owner, 'que-xuan-1')})
      and (select place_end from unit where id = ${await unitOf(demo.owner, 'que-xuan-1')}) limit 1`;
    await office.get(`/person/${foreign!.id}`);
    for (const address of [
      `/person/${foreign!.id}/openings`,
      `/person/${freshId()}/openings`,
      '/person/x/openings',
    ])
      expect((await clerk.get(address)).status).toBe(404);
    const token = await sessionFor(demo.owner, 'office', await unitOf(demo.owner, 'que-xuan-1'), freshId);
    const rows = await demo.house.db.begin(async (tx) => {
      await tx`select enter(${token})`;
      return tx`select * from openings_of('person', ${foreign!.id}, 10, ${systemClock.now()})`;
    });
    expect([...rows]).toEqual([]);
  });
});

test('secrets about a person are destroyed once two persons agreed, and by nobody else', async () => {
  const [file] = (await office.data<Listed>('/person.json')).rows;
  const address = `/person/${file!.id}/purge`;
  expect(await office.text(`/person/${file!.id}`)).toContain(`href="${address}"`);
  expect(seen(await (await office.send(address, { reason: '' })).text())).toContain('Hãy ghi lý do');
  expect((await clerk.get(address)).status).toBe(404);
  expect((await (await demo.signIn('cap.uy.vien')).get(address)).status).toBe(404);
  expect((await office.get(`/person/${freshId()}/purge`)).status).toBe(404);
  const machine = { ...demo.house, token: await sessionFor(demo.owner, 'machine', null, freshId) };
  const forgotten = async () => (await forgetPerson(machine, file!.id, 'theo yêu cầu')).ok;
  const answer = await office.sendJson(`${address}.json`, { reason: 'Theo yêu cầu số 7' });
  expect(answer.status).toBe(202);
  const { proposal } = (await answer.json()) as { proposal: string };
  expect(await forgotten()).toBe(false);
  expect((await approveAs(demo, 'chanhvanphong', proposal)).status).toBe(200);
  expect(await forgotten()).toBe(true);
});

describe('the code of the log', () => {
  const CODE = /Mã nhật ký (\d+): ([0-9A-Z-]{23})/;
  const isTrue = async (text: string): Promise<boolean> => {
    const [, sequence, code] = CODE.exec(text)!;
    const report = await verifyAudit(demo.owner, { codes: [{ sequence: Number(sequence), code: code! }] });
    return report.anchors.faults.length === 0 && report.anchors.checked === 1;
  };
  const footOf = (bytes: ArrayBuffer) => {
    const zip = new PizZip(Buffer.from(bytes));
    const feet = Object.keys(zip.files).filter((name) => /^word\/footer\d+\.xml$/.test(name));
    return feet.map((name) =>
      zip
        .file(name)!
        .asText()
        .replace(/<[^>]+>/g, ''),
    );
  };

  test('stands at the foot of the report’s page, of its text and of each page in Word', async () => {
    expect(await isTrue(seen(await office.text(`/reports/nine-month${REPORT}`)))).toBe(true);
    expect(await isTrue(await office.text(`/reports/nine-month.txt${REPORT}`))).toBe(true);
    const feet = footOf(await (await office.get(`/reports/nine-month.docx${REPORT}`)).arrayBuffer());
    expect(feet.length).toBeGreaterThanOrEqual(2);
    for (const foot of feet) expect(await isTrue(foot)).toBe(true);
  });
  test('stands beneath every sheet of the report in Excel', async () => {
    const bytes = await (await office.get(`/reports/nine-month.xlsx${REPORT}`)).arrayBuffer();
    const { sheets } = await readXlsx(new Uint8Array(bytes));
    const lines = sheets.map(({ rows }) => rows.flat().find((cell) => CODE.test(String(cell))));
    expect([lines.length > 2, new Set(lines).size]).toEqual([true, 1]);
    expect(await isTrue(String(lines[0]))).toBe(true);
  });
  test('of a signed report is that of its signature for ever; signing makes a checkpoint', async () => {
    let made = 0;
    const app = createServer({
      ...demo.house,
      checkpoint: async () => {
        made += 1;
      },
    });
    const signIn = (account: string) => signInAt(app, account, demo.passwordOf(account));
    const signer = await signIn('vanphong');
    const signature = { id: freshId(), number: '313-BC/HU', signer: 'Người ký' };
    await signByTwo({ ...demo, app, signIn }, REPORT, signature);
    expect(made).toBe(1);
    const page = async () => CODE.exec(seen(await signer.text(`/signed_report/${signature.id}`)))![0];
    const before = await page();
    expect(await isTrue(before)).toBe(true);
    await office.get(`/person/${ids.person}`);
    expect(await page()).toBe(before);
    const [act] = await demo.owner<
      { act: string }[]
    >`select act from signed_report where id = ${signature.id}`;
    expect(before).toContain(` ${act!.act}:`);
    const entries = await left(() => signer.get(`/signed_report/${signature.id}.docx`));
    expect(entries).toMatchObject([{ command: 'export', record_type: 'export' }]);
  });
});

test('while serving, checkpoints are filed at once and when asked', async () => {
  const dataFolder = mkdtempSync(join(tmpdir(), 'capuy-audit-'));
  const faults: unknown[] = [];
  const watch = watchLog({
    owner: demo.owner,
    dataFolder,
    clock: systemClock,
    asMachine: async () => {},
    complain: (error) => faults.push(error),
  });
  try {
    await watch.checkpoint();
    const anchors = anchorsIn(dataFolder);
    expect(anchors.checkpoints).toHaveLength(1);
    const report = await verifyAudit(demo.owner, anchors);
    expect([report.ok, report.anchors.checked, faults]).toEqual([true, 1, []]);
  } finally {
    watch.stop();
    rmSync(dataFolder, { recursive: true });
  }
});
