/** The database stops, or its disk is full, while people work: the pages say so, and go on when it is mended. */
import { execFileSync } from 'node:child_process';
import { appendFileSync, chmodSync, mkdtempSync, rmSync, statfsSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { foundAccount, openMachineSession } from '../src/areas/access/commands.ts';
import { membersOfUnits } from '../src/areas/membership/contract.ts';
import { reorganise } from '../src/areas/organisation/acts.ts';
import type { Operation } from '../src/areas/organisation/contract.ts';
import { catalogue, figures } from '../src/catalogue.ts';
import { type Embedded, startEmbedded } from '../src/db/embedded.ts';
import { type Installation, openInstallation } from '../src/db/installation.ts';
import { noteDemonstration } from '../src/db/notes.ts';
import { systemClock } from '../src/kernel/clock.ts';
import { newId } from '../src/kernel/id.ts';
import { loadRegulations } from '../src/regulations/reader.ts';
import type { House } from '../src/web/desk.tsx';
import { createServer } from '../src/web/server.tsx';
import { type Person, seen, signInAt, written } from './house.ts';

const SETTINGS = {
  shared_buffers: '16MB',
  max_connections: '20',
  max_wal_size: '64MB',
  wal_init_zero: 'off',
};
const PASSWORD = 'mật khẩu thử';

type Site = {
  installation: Installation;
  app: ReturnType<typeof createServer>;
  office: Person;
  cell: string;
};

/** A district with one cell on a server of its own, and somebody of its office signed in. */
async function openSite(dataFolder: string): Promise<Site> {
  const installation = await openInstallation({ dataFolder, port: 0, host: '127.0.0.1' }, { alone: false });
  const { owner, app: db } = installation;
  const house: House = {
    db,
    clock: systemClock,
    catalogue,
    figures,
    regulations: loadRegulations(),
    demonstration: false,
  };
  const machine = { ...house, token: await openMachineSession(owner, systemClock) };
  const [district, commune, cell] = [newId(systemClock), newId(systemClock), newId(systemClock)];
  const operations: Operation[] = [
    { do: 'found', id: district, name: 'Đảng bộ huyện', code: 'huyen', kind: 'district', parent: null },
    {
      do: 'found',
      id: commune,
      name: 'Đảng bộ xã',
      code: 'xa',
      kind: 'grassroots_committee',
      parent: district,
    },
    { do: 'found', id: cell, name: 'Chi bộ', code: 'xa.01', kind: 'subordinate_cell', parent: commune },
  ];
  const days = { decided_on: '2020-06-01', effective_on: '2020-06-01' };
  const words = { number: '1-QĐ/TU', decided_by: 'Ban Thường vụ Tỉnh ủy', summary: 'Thành lập' };
  const act = { id: newId(systemClock), ...days, ...words, unit: district, operations };
  const outcome = await reorganise(machine, act, membersOfUnits);
  if (!outcome.ok) throw new Error(outcome.refusals.map((r) => r.message.en).join());
  const mandates = [{ unit: district, role: 'office', post: 'Văn phòng' }];
  // No second factor is asked for here.
  await noteDemonstration(owner);
  await foundAccount(
    owner,
    systemClock,
    { name: 'thu', fullName: 'Thử', password: PASSWORD, mandates },
    'thử',
  );
  const app = createServer(house);
  return { installation, app, office: await signInAt(app, 'thu', PASSWORD), cell };
}

const person = (cell: string, name = 'Nguyễn Văn Thử') => ({ id: newId(systemClock), name, unit: cell });

describe('a database that stops', () => {
  const folder = mkdtempSync(join(tmpdir(), 'capuy-stopped-'));
  chmodSync(folder, 0o711);
  let server: Embedded | undefined;
  let site: Site | undefined;
  afterAll(async () => {
    await site?.installation.close();
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test('is told in words, on every page and to programs, and work goes on when it is back', async () => {
    server = await startEmbedded({ dataFolder: folder, durable: false, settings: SETTINGS });
    site = await openSite(folder);
    const { app, office, cell } = site;
    const before = await written(site.installation.owner);
    const form = person(cell);
    await server.stop();
    for (const address of ['/', '/person', '/person/new', '/reports/nine-month?year=2023', '/search?q=x']) {
      const answer = await office.get(address);
      const html = await answer.text();
      expect([address, answer.status]).toEqual([address, 503]);
      expect(seen(html)).toContain(
        'Cơ sở dữ liệu đang dừng, chưa có gì được ghi. Hãy chờ một phút rồi gửi lại.',
      );
      expect(html).toContain('<html lang="vi">');
    }
    const data = await office.sendJson('/person.json', form);
    expect([data.status, await data.json()]).toMatchObject([
      503,
      { refusals: [{ code: 'database_stopped' }] },
    ]);
    for (const [address, sent] of [
      ['/person', form],
      ['/language', { language: 'en' }],
      ['/sign-in', { name: 'thu', password: PASSWORD }],
    ] as const) {
      expect([address, (await office.send(address, sent)).status]).toEqual([address, 503]);
    }
    expect((await app.request('/sign-in')).status, 'the page itself needs no records').toBe(200);
    server = await startEmbedded({ dataFolder: folder, durable: false, settings: SETTINGS });
    expect(await written(site.installation.owner)).toEqual(before);
    expect((await office.get('/person')).status, 'the same session').toBe(200);
    expect((await office.send('/person', form)).status).toBe(303);
    expect(await written(site.installation.owner)).toEqual({
      entries: before.entries + 1,
      rows: before.rows + 1,
    });
  }, 120_000);
});

/** A small disk of its own, where the system lets us have one. */
function smallDisk(megabytes: number): { folder: string; remove(): void } | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'capuy-full-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=711`, 'none', folder], {
      stdio: 'ignore',
    });
  } catch {
    rmSync(folder, { recursive: true, force: true });
    return undefined;
  }
  const remove = () => {
    execFileSync('umount', ['-l', folder], { stdio: 'ignore' });
    rmSync(folder, { recursive: true, force: true });
  };
  return { folder, remove };
}

const disk = process.platform === 'linux' && process.getuid?.() === 0 ? smallDisk(200) : undefined;

/** Fills what is left, while the database itself may still take a little of it. */
function fill(file: string): void {
  const { bsize } = statfsSync(dirname(file));
  try {
    for (;;) appendFileSync(file, Buffer.alloc(bsize));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  }
}

describe.skipIf(!disk)('a full disk (skipped where no small disk can be mounted)', () => {
  let server: Embedded | undefined;
  let site: Site | undefined;
  afterAll(async () => {
    await site?.installation.close();
    await server?.stop();
    disk!.remove();
  });

  test('is told in words, writes nothing of the command, and is over when there is room', async () => {
    const { folder } = disk!;
    server = await startEmbedded({
      dataFolder: folder,
      durable: false,
      settings: { ...SETTINGS, wal_init_zero: 'on' },
    });
    site = await openSite(folder);
    const { office, cell, installation } = site;
    // The log begins a file of its own, with all its room, so that it is the tables that find none.
    await installation.owner`select pg_switch_wal()`;
    expect((await office.send('/person', person(cell))).status).toBe(303);
    const filler = join(folder, 'filler');
    fill(filler);
    expect(statfsSync(folder).bavail).toBe(0);
    let refused: Response | undefined;
    let before = await written(installation.owner);
    // The blocks a table has are filled first; then it needs another, and there is none.
    for (let i = 0; i < 400 && !refused; i++) {
      before = await written(installation.owner);
      const answer = await office.send('/person', person(cell, `Nguyễn ${'Văn '.repeat(40)}Đầy`));
      if (answer.status !== 303) refused = answer;
    }
    const html = await refused!.text();
    expect(seen(html)).toContain('Ổ đĩa của máy chủ đã đầy, chưa có gì được ghi. Hãy báo quản trị viên');
    expect(html, 'what was typed is kept').toContain('Văn Văn');
    expect(await written(installation.owner)).toEqual(before);
    expect((await office.get('/person')).status, 'reading goes on').toBe(200);
    expect((await office.get('/reports/nine-month?year=2023')).status, 'counted over one connection').toBe(
      200,
    );
    truncateSync(filler, 0);
    expect((await office.send('/person', person(cell))).status).toBe(303);
  }, 120_000);
});
