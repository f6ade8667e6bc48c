/**
 * Names of people who wrote letters, planted as an office does it, off the system and sealed; then everything the server
 * keeps is searched for them: database, write-ahead log, temporary files, logs, a backup, the heap of the server, and
 * pages, lists, exports, searches and refusals. In each of these places a name that was left in clear is found, so that
 * the search is known to see.
 */
import { existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import PizZip from 'pizzip';
import { type Ask, decide, type Key, sealFromNowOn } from '../src/areas/sealing/testing.ts';
import { readArchive } from '../src/backup/archive.ts';
import { makeBackup } from '../src/backup/make.ts';
import type { Database } from '../src/db/connection.ts';
import { systemClock } from '../src/kernel/clock.ts';
import { sessionFor } from '../src/records/testing.ts';
import { handOn, openTogether, packed, sealFor, sealForPairs } from '../src/web/browser/box.ts';
import { SESSION } from '../src/web/visit.ts';
import { foundDistrict, id, openGround } from './ground.ts';
import { CONTROL, type Hits, hitsIn, hitsUnder, plantedNames } from './planted.ts';
import { preparedFolder, temporaryFolder } from './prepared.ts';
import { judged, type Proof, type Size } from './proof.ts';
import { ownerOf, type Served, serveFolder, stopServed } from './served.ts';

const NAMES: Readonly<Record<Size, number>> = { short: 4, full: 50 };

/** Who works there: token of the session by role. */
type People = Readonly<Record<string, string>>;
/** `side` holds what the server writes beside its data: heap, temporary files, what it says. */
type World = {
  folder: string;
  side: string;
  owner: Database;
  served: Served;
  people: People;
  body: string;
  ask: Ask;
};

/** A district of its own, served by a process that writes its heap when it is asked to. */
async function openWorld(folder: string, side: string): Promise<World & { close(): Promise<void> }> {
  const ground = await openGround('sealed', { durable: false, folder });
  const { district } = await foundDistrict(ground);
  await ground.close();
  for (const name of ['heap', 'tmp']) mkdirSync(join(side, name), { mode: 0o777 });
  const served = await serveFolder(folder, {
    env: {
      NODE_OPTIONS: `--heapsnapshot-signal=SIGUSR2 --diagnostic-dir=${join(side, 'heap')}`,
      TMPDIR: join(side, 'tmp'),
    },
    before: ['sh', '-c', `exec "$@" 2>>'${join(side, 'server.log')}'`, 'sh'],
  });
  const owner = ownerOf(folder);
  const [commission] = await owner<{ id: string }[]>`
    select id from body where unit = ${district} and kind = 'inspection_commission'`;
  const people: Record<string, string> = {};
  for (const role of ['office', 'inspection_chair', 'petitions', 'inspection', 'administrator', 'auditor'])
    people[role] = await sessionFor(owner, role, district, id);
  const ask: Ask = async (who, path, sent) => {
    const answer = await request(served, people[who] ?? '', path, sent);
    return { status: answer.status, data: JSON.parse(answer.text) as unknown };
  };
  const close = async () => {
    await owner.end();
    await stopServed(served);
  };
  return { folder, side, owner, served, people, body: commission!.id, ask, close };
}

async function request(served: Served, token: string, path: string, sent?: object, form = false) {
  const headers: Record<string, string> = { Cookie: `${SESSION}=${token}`, Origin: served.origin };
  const body = form ? new URLSearchParams(sent as Record<string, string>) : JSON.stringify(sent);
  if (sent && !form) headers['Content-Type'] = 'application/json';
  const answer = await fetch(`${served.origin}${path}`, {
    ...{ headers, redirect: 'manual' as const },
    ...(sent ? { method: 'POST', body } : {}),
  });
  const bytes = Buffer.from(await answer.arrayBuffer());
  return { status: answer.status, bytes, text: bytes.toString('utf8') };
}

async function enterLetter({ ask, body }: World, number: string): Promise<string> {
  const letter = { id: id(), body, number, kind: 'denunciation', received_on: '5/10/2023' };
  const { status, data } = await ask('petitions', '/petition.json', letter);
  if (status !== 201) throw new Error(`letter ${number}: ${status} ${JSON.stringify(data)}`);
  return letter.id;
}

/** Ways in which a name is typed where none belongs; every one must be refused, or (a search) find nothing. */
async function plantOffSystem(world: World, names: readonly string[]): Promise<number> {
  const letter = await enterLetter(world, 'A-1');
  let accepted = 0;
  for (const [i, name] of names.entries()) {
    const typed = i % 2 === 0 ? name : name.normalize('NFD');
    const lay = { id: id(), number: 'BT-2023-1', safe: 'K-1', laid_on: '5/10/2023' };
    const tries: [who: string, path: string, sent: object, form?: true][] = [
      ['petitions', `/petition/${letter}/sender/envelope`, { ...lay, number: typed }, true],
      ['petitions', `/petition/${letter}/sender/envelope.json`, { ...lay, safe: typed }],
      ['petitions', `/petition/${letter}/sender/seal.json`, { id: id(), what: 'identity', sealed: typed }],
      [
        'petitions',
        '/petition.json',
        {
          id: id(),
          body: world.body,
          number: '1',
          kind: 'denunciation',
          received_on: '5/10/2023',
          sender_code: typed,
        },
      ],
      ['', '/hand-in', { letter: typed }, true],
      ['', '/hand-in/answer', { receipt: typed }, true],
    ];
    for (const [who, path, sent, form] of tries) {
      const { status } = await request(world.served, world.people[who] ?? '', path, sent, form);
      if (status < 400) accepted++;
    }
    await request(world.served, world.people.petitions!, `/search?q=${encodeURIComponent(typed)}`);
    await request(world.served, '', `/${encodeURIComponent(typed)}?x=${encodeURIComponent(typed)}`);
  }
  return accepted;
}

const paired = (keys: readonly Key[]) => keys.map((key) => ({ key: key.id, recipient: key.recipient }));

/** Half of the names are sealed to letters in the register, half come with letters handed in. */
async function plantSealed(
  world: World,
  names: readonly string[],
  keys: Record<string, Key>,
): Promise<string[]> {
  // All of them within one hour, which the page takes a part of its day in.
  await world.owner`insert into installation values ('hand_in_budget', '1000')`;
  const holders = [keys.office!, keys.inspection_chair!, keys.inspection!];
  const items: string[] = [];
  const sealed = async (of: string, name: string) => {
    const made = await sealForPairs(paired(holders), {
      of,
      what: 'identity',
      body: { fields: { 'Họ tên': name } },
    });
    return JSON.stringify({ ...made, holders: holders.map((key) => key.id) });
  };
  for (const [i, name] of names.entries()) {
    if (i % 2 === 0) {
      const letter = await enterLetter(world, `B-${i}`);
      const item = { id: id(), what: 'identity', sealed: await sealed(letter, name) };
      const { status } = await world.ask('petitions', `/petition/${letter}/sender/seal.json`, item);
      if (status !== 201) throw new Error(`sealing: ${status}`);
      items.push(item.id);
    } else {
      const of = id();
      const within = {
        of,
        what: 'letter',
        body: {
          fields: { '': name },
          files: [{ name: `${name}.txt`, base64: Buffer.from(name).toString('base64') }],
        },
      };
      const letter = await sealFor([keys.petitions!.recipient], packed(within));
      const form = { id: of, sealed: letter, identity: await sealed(of, name) };
      const { status } = await request(world.served, '', '/hand-in', form, true);
      if (status !== 201) throw new Error(`handing in: ${status}`);
      const entry = { id: id(), body: world.body, number: `C-${i}`, kind: 'denunciation' };
      await world.ask('petitions', `/hand-ins/${of}/register.json`, entry);
    }
  }
  return items;
}

type Given = { content: string; own_half: string; other_half: string; belongs: string[] };

/** Two holders open one of them, as on the pages: what was sealed is really there to be opened. */
async function openOne({ ask, owner }: World, item: string, keys: Record<string, Key>): Promise<string> {
  const reveal = id();
  await ask('office', `/sealed/${item}/reveal.json`, { id: reveal, why: 'verify' });
  const [half] = await owner<{ part: string }[]>`select part from sealed_part
    where item = ${item} and holder = ${keys.inspection_chair!.id} and partner = ${keys.office!.id}`;
  const part = await handOn(keys.inspection_chair!.identity, half!.part, keys.office!.recipient);
  await ask('inspection_chair', `/reveals/${reveal}/agree.json`, { part });
  const given = (await ask('office', `/reveals/${reveal}/open.json`, {})).data as Given;
  const both = { content: given.content, own: given.own_half, other: given.other_half };
  return JSON.stringify((await openTogether(keys.office!.identity, both, given.belongs)).body);
}

/** What people are shown and handed: of everybody, also of those who administer and audit. */
async function pagesOf(world: World): Promise<Buffer> {
  const { letters } = (await world.ask('petitions', '/hand-ins.json')).data as { letters: { id: string }[] };
  const lists = ['/petition', '/petition.json', '/petition.xlsx', '/person.json', '/person.xlsx?purpose=x'];
  const asked = [
    ...[
      '/',
      '/search?q=nguyen+thi',
      '/search.json?q=nguyen+thi',
      '/suggest/petition?q=nguyen',
      '/suggest/person?q=nguyen',
    ],
    ...[
      ...lists,
      '/approvals',
      '/approvals.json',
      '/sealing',
      '/sealing.json',
      '/hand-ins.json',
      '/audit',
      '/audit.json',
    ],
    ...letters.slice(0, 3).map((letter) => `/hand-ins/${letter.id}`),
    ...[
      '/reports/nine-month?unit=huyen&year=2023',
      '/reports/nine-month.docx?unit=huyen&year=2023',
      '/hand-in',
      '/khong-co',
    ],
  ];
  const said: Buffer[] = [];
  for (const token of [...Object.values(world.people), '']) {
    for (const path of asked) {
      const { bytes } = await request(world.served, token, path);
      const isZip = bytes.subarray(0, 2).toString('latin1') === 'PK';
      said.push(
        ...(isZip ? new PizZip(bytes).file(/./).map((part) => Buffer.from(part.asUint8Array())) : [bytes]),
      );
    }
  }
  return Buffer.concat(said);
}

async function heapOf({ side, served }: World): Promise<void> {
  const heap = join(side, 'heap');
  served.child.process.kill('SIGUSR2');
  for (let size = -1; ; await pause(300)) {
    const now = hasFile(heap);
    if (now > 0 && now === size) return;
    size = now;
  }
}

const hasFile = (folder: string): number => {
  const [name] = existsSync(folder) ? readdirSync(folder) : [];
  return name ? statSync(join(folder, name)).size : 0;
};

/** A backup with a key of its own, unpacked. */
async function backupOf({ folder, owner }: World): Promise<Buffer> {
  const key = await generateIdentity();
  const file = join(folder, 'backup.age');
  await makeBackup({ owner, dataFolder: folder, clock: systemClock, settings: {} }, file, [
    await identityToRecipient(key),
  ]);
  const parts: Buffer[] = [];
  for await (const { body } of readArchive(file, [key])) parts.push(body);
  rmSync(file);
  return Buffer.concat(parts);
}

/** A name in clear wherever one is searched for, as only an office that does not keep to it would leave it. */
async function plantControl({ ask, owner, side }: World): Promise<void> {
  const [cell] = await owner<{ unit: string }[]>`select unit from unit_now where code = 'xa.01'`;
  const person = {
    id: id(),
    unit: cell!.unit,
    name: `Nguyễn Thị ${CONTROL}`,
    birth_date: '1/1/1990',
    sex: 'female',
  };
  const { status } = await ask('office', '/person.json', person);
  if (status !== 201) throw new Error(`control: ${status}`);
  await owner.unsafe(`do $$ begin raise log 'control ${CONTROL}'; end $$`);
  writeFileSync(join(side, 'tmp', 'control'), CONTROL);
  writeFileSync(join(side, 'server.log'), `${CONTROL}\n`, { flag: 'a' });
}

const sum = (one: Hits, other: Hits): Hits => ({
  planted: one.planted + other.planted,
  control: one.control + other.control,
});

async function searched(world: World, names: readonly string[]): Promise<Record<string, Hits>> {
  const { folder, side, owner } = world;
  const pages = hitsIn(await pagesOf(world), names);
  await heapOf(world);
  const backup = hitsIn(await backupOf(world), names);
  await owner`checkpoint`;
  const under = (part: string) => hitsUnder(part, () => true, names);
  const isLog = (file: string) => /\.log(\.\d)?$/.test(file);
  return {
    ...{
      pages,
      backup,
      heap: under(join(side, 'heap')),
      'write-ahead log': under(join(folder, 'postgres/pg_wal')),
    },
    database: hitsUnder(
      join(folder, 'postgres'),
      (file) => !file.includes('/pg_wal/') && !isLog(file),
      names,
    ),
    'temporary files': under(join(side, 'tmp')),
    logs: sum(hitsUnder(folder, isLog, names), hitsUnder(side, isLog, names)),
  };
}

export const sealed: Proof = {
  name: 'sealed',
  claim:
    'The name of whoever wrote a letter stands nowhere on the server in any encoding, off the system or sealed: not in database, log, temporary file, backup, heap, page, list, export, search or refusal.',
  wanted: '50 names × 5 encodings, 0 found; a name in clear found in each of the 7 places',
  async run(size, tell) {
    // The folder’s own name is the control of what the server keeps in its heap.
    const folder = await preparedFolder(`sealed-${CONTROL}`, 'empty');
    const side = temporaryFolder(`sealed-beside-${CONTROL}`);
    const world = await openWorld(folder, side);
    try {
      const names = plantedNames(NAMES[size]);
      const two = ['office', 'inspection_chair'] as const;
      const accepted = await plantOffSystem(world, names);
      await decide(world.ask, two, 'off_system', false);
      const keys = await sealFromNowOn(
        world.ask,
        two,
        ['office', 'inspection_chair', 'inspection'],
        'petitions',
      );
      const items = await plantSealed(world, names, keys);
      const opened = await openOne(world, items[0]!, keys);
      await plantControl(world);
      const found = await searched(world, size === 'full' ? names : []);
      for (const [place, { planted, control }] of Object.entries(found))
        tell(`${place}: ${planted} planted, ${control} control`);
      const places = Object.entries(found);
      const planted = places.filter(([, hits]) => hits.planted > 0).map(([place]) => place);
      const blind = places.filter(([, hits]) => hits.control === 0).map(([place]) => place);
      const holds =
        planted.length === 0 && blind.length === 0 && accepted === 0 && opened.includes(names[0]!);
      const figure = `${names.length} names × 5 encodings in ${places.length} places: found in ${planted.join(', ') || 'none'}; ${accepted} accepted where no name belongs; control not found in ${blind.join(', ') || 'none'}`;
      return judged(size, holds, true, figure);
    } finally {
      await world.close();
      for (const one of [folder, side]) rmSync(one, { recursive: true, force: true });
    }
  },
};
