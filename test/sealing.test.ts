/** Who sent a letter, over the pages: off the system, sealed by the browser’s own code, opened by two; letters handed in. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { REVEAL_LASTS, REVEAL_WAITS } from '../src/areas/sealing/limits.ts';
import {
  type Ask,
  agreedBy,
  byTwo,
  decide,
  halfFrom,
  type Key,
  makeKey,
  name,
  packageFor,
  sealFromNowOn,
} from '../src/areas/sealing/testing.ts';
import { newId } from '../src/kernel/id.ts';
import { openTogether, openWith, packed, sealFor, sealForPairs, unpacked } from '../src/web/browser/box.ts';
import { type DemoHouse, openDemoHouse, type Person, seen } from './house.ts';
import { personWith, unitOf } from './log.ts';

let demo: DemoHouse;
let people: Record<string, Person>;
let letter: string;

const id = () => newId(demo.house.clock) as string;

const ask: Ask = async (who, path, body) => {
  const person = people[who]!;
  const answer = body ? await person.sendJson(path, body) : await person.get(path);
  const text = await answer.text();
  return {
    status: answer.status,
    data: text.startsWith('{') || text.startsWith('[') ? JSON.parse(text) : text,
  };
};
const codes = ({ data }: { data: unknown }): string[] =>
  ((data as { refusals?: { code: string }[] }).refusals ?? []).map(({ code }) => code);

const TWO = ['vanphong', 'chunhiem'] as const;
/** Tables of what is sealed, and of what is handed in. */
const SEALED = 'sealed_item sealed_content sealed_part reveal_consent hand_in hand_in_identity'.split(' ');

beforeAll(async () => {
  demo = await openDemoHouse();
  const root = await unitOf(demo.owner, 'que-son');
  const signed = (name: string) => demo.signIn(name);
  people = {
    vanphong: await signed('vanphong'),
    chunhiem: await signed('chunhiem'),
    kiemtra: await signed('kiemtra'),
    clerk: await personWith(demo, 'petitions', root),
    second: await personWith(demo, 'petitions', root),
    administrator: await personWith(demo, 'administrator', root),
    commune: await signed('quexuan1'),
    secretary: await signed('bithu'),
    guest: demo.guest,
  };
  const [body] = await demo.owner<{ id: string }[]>`
    select id from body where unit = ${root} and kind = 'inspection_commission'`;
  letter = id();
  const typed = {
    id: letter,
    body: body!.id,
    number: 'NP-1',
    kind: 'denunciation',
    received_on: '5/10/2023',
  };
  expect((await ask('clerk', '/petition.json', typed)).status).toBe(201);
}, 120_000);
afterAll(() => demo?.close());

describe('off the system', () => {
  const lay = { number: 'BT-2023-0901', safe: 'K-1', laid_on: '5/10/2023' };
  const sender = () => `/petition/${letter}/sender`;
  let envelope: string;

  test('is the rule: nothing can be sealed, no letter is taken in', async () => {
    expect((await demo.guest.get('/hand-in')).status).toBe(404);
    expect((await demo.guest.send('/hand-in', { letter: 'x' })).status).toBe(404);
    expect(seen(await people.clerk!.text(sender()))).toContain('Danh tính người gửi không nhập vào máy');
    const keys = await Promise.all([makeKey(ask, 'vanphong'), makeKey(ask, 'chunhiem')]);
    const body = await packageFor(keys, { of: letter, what: 'identity', body: {} });
    const given = { id: id(), what: 'identity', sealed: JSON.stringify(body) };
    const sent = await ask('clerk', `${sender()}/seal.json`, given);
    expect([sent.status, codes(sent)]).toEqual([422, ['off_system']]);
  });
  test.each([
    ['number', 'Nguyễn Văn An'],
    ['number', 'NguyenVanAn-1'],
    ['number', 'BT-0912-345678'],
    ['safe', 'ông Tám'],
    ['safe', 'K-Tam1'],
  ])('no %s that could be a name: %s', async (field, value) => {
    const sent = await ask('clerk', `${sender()}/envelope.json`, { id: id(), ...lay, [field]: value });
    expect([sent.status, codes(sent)]).toEqual([422, ['looks_like_a_name']]);
  });
  test('and the tables themselves refuse one', async () => {
    const row = { id: id(), petition: letter, number: 'NguyenVanAn-1', safe: 'K-1', laid_on: '2023-10-05' };
    const mandate = { mandate: null, act: null } as never;
    await expect(
      demo.owner`insert into envelope ${demo.owner({ ...row, ...(mandate as object) })}`,
    ).rejects.toThrow();
  });
  test('an envelope is laid down, given by one, taken by another, and then lies elsewhere', async () => {
    envelope = id();
    const laid = await ask('clerk', `${sender()}/envelope.json`, { id: envelope, ...lay });
    expect([laid.status, laid.data]).toEqual([201, { id: envelope, already: false }]);
    const again = await ask('clerk', `${sender()}/envelope.json`, { id: envelope, ...lay });
    expect(again.data).toEqual({ id: envelope, already: true });
    const move = id();
    const give = { id: move, envelope, safe: 'K-2', given_on: '5/10/2023' };
    const foreign = await ask('second', `${sender()}/give.json`, { ...give, id: id() });
    expect(codes(foreign)).toEqual(['not_the_custodian']);
    expect((await ask('clerk', `${sender()}/give.json`, give)).status).toBe(201);
    expect(seen(await people.clerk!.text(sender()))).toContain('chờ người nhận xác nhận');
    expect(codes(await ask('clerk', `${sender()}/take.json`, { move }))).toEqual(['not_the_taker']);
    const before = (await ask('clerk', `${sender()}.json`)).data as { envelopes: { safe: string }[] };
    expect(before.envelopes[0]!.safe).toBe('K-1');
    expect((await ask('second', `${sender()}/take.json`, { move })).status).toBe(201);
    const { envelopes } = (await ask('clerk', `${sender()}.json`)).data as { envelopes: { safe: string }[] };
    expect(envelopes[0]!.safe).toBe('K-2');
    expect(codes(await ask('second', `${sender()}/take.json`, { move }))).toEqual(['not_the_taker']);
    const [first] =
      await demo.owner`select custodian_of(${envelope}) = given_by as still from envelope_move where id = ${move}`;
    expect(first!.still).toBe(false);
  });
  test('nobody else has such a page, and whoever is recused loses it in the same second', async () => {
    for (const who of ['administrator', 'commune', 'secretary', 'vanphong'])
      expect([who, (await ask(who, sender())).status]).toEqual([who, 404]);
    const [row] = await demo.owner<{ account: string }[]>`
      select m.account from envelope e join mandate m on m.id = e.mandate where e.id = ${envelope}`;
    await demo.owner`insert into recusal (id, case_key, account, valid_from, grounds, act)
      values (${id()}, ${letter}, ${row!.account}, '2000-01-01', 'x', 1)`;
    expect((await ask('clerk', sender())).status).toBe(404);
    await demo.owner`update recusal set valid_to = '2000-01-01' where account = ${row!.account}`;
    expect((await ask('clerk', sender())).status).toBe(200);
  });
  test('a letter handed in off the system: receipt, day alone, a cleaned file, register, answer', async () => {
    await decide(ask, TWO, 'off_system', true);
    const page = seen(await demo.guest.text('/hand-in'));
    expect(page).toContain('Đừng ghi tên');
    expect((await demo.guest.get('/hand-in')).headers.get('Set-Cookie')).toBeNull();
    expect((await demo.guest.send('/hand-in', { letter: '' })).status).toBe(422);
    const sent = await demo.guest.send('/hand-in', { letter: 'Ngày 3/2/2023 ông X nhận tiền của hộ nghèo.' });
    const code = /[A-Z2-9]{4}(-[A-Z2-9]{4}){3}/.exec(seen(await sent.text()))![0];
    const { letters } = (await ask('clerk', '/hand-ins.json')).data as { letters: { id: string }[] };
    const [row] = await demo.owner`select receipt, received_on from hand_in`;
    expect(row!.receipt).not.toContain(code);
    expect(
      parseInt(letters[0]!.id.replaceAll('-', '').slice(0, 12), 16) % 86_400_000,
      'its id tells the day alone',
    ).toBeLessThan(4096);
    expect((await ask('commune', '/hand-ins')).status).toBe(404);
    const at = `/hand-ins/${letters[0]!.id}`;
    expect(seen(await people.clerk!.text(at))).toContain('hộ nghèo');
    const [body] = await demo.owner<{ id: string }[]>`select body as id from petition where id = ${letter}`;
    const entry = { id: id(), body: body!.id, number: 'NP-2', kind: 'denunciation' };
    expect((await ask('clerk', `${at}/register.json`, entry)).data).toEqual({ id: entry.id, already: false });
    expect((await ask('clerk', `${at}/register.json`, { ...entry, id: id() })).data).toEqual({
      id: entry.id,
      already: true,
    });
    expect((await ask('clerk', `${at}/answer.json`, { id: id(), answer: 'Đã thụ lý.' })).status).toBe(201);
    const back = await demo.guest.send('/hand-in/answer', {
      receipt: code.toLowerCase().replaceAll('-', ' '),
    });
    expect(seen(await back.text())).toContain('Đã thụ lý.');
    expect((await demo.guest.send('/hand-in/answer', { receipt: 'AAAA-AAAA-AAAA-AAAA' })).status).toBe(404);
  });
  test('a day takes no more than it may, and nobody is told apart', async () => {
    await demo.owner`insert into installation values ('hand_in_budget', '1')`;
    const full = await demo.guest.send('/hand-in', { letter: 'thêm' });
    expect([full.status, seen(await full.text()).includes('đủ số đơn')]).toEqual([422, true]);
    expect(seen(await demo.guest.text('/hand-in'))).toContain('đủ số đơn');
    expect(seen(await people.clerk!.text('/hand-ins'))).toContain('Hôm nay đã nhận 1 trên 1 đơn');
    // Of four a day one an hour: it came already, and the day has room.
    await demo.owner`update installation set value = '4' where name = 'hand_in_budget'`;
    const soon = await demo.guest.send('/hand-in', { letter: 'thêm nữa' });
    expect([soon.status, seen(await soon.text())]).toEqual([
      422,
      expect.stringMatching(/hãy gửi lại sau một giờ.*thêm nữa/),
    ]);
    await demo.owner`delete from installation where name = 'hand_in_budget'`;
  });
});

describe('sealed', () => {
  let keys: Record<string, Key>;
  let item: string;
  const NAME = 'Trần Thị Bưởi';
  const sealed = (names = ['vanphong', 'chunhiem', 'kiemtra']) =>
    packageFor(
      names.map((one) => keys[one]!),
      { of: letter, what: 'identity', body: { fields: { 'Họ tên': NAME } } },
    );

  test('takes holders first, and two persons to decide', async () => {
    const asked = { id: id(), mode: 'sealed', takes_letters: true, document: '1', decided_on: '5/10/2023' };
    expect(codes(await ask('vanphong', '/sealing/decide.json', asked))).toEqual([
      'too_few_holders',
      'no_intake',
    ]);
    keys = await sealFromNowOn(ask, TWO, ['vanphong', 'chunhiem', 'kiemtra'], 'clerk');
    expect((await ask('commune', '/sealing/decide.json', asked)).status).toBe(422);
    await expect(demo.owner`insert into sealing_decision
      select gen_random_uuid(), 'sealed', true, unit, 'một mình', decided_on, act from sealing_decision limit 1`).rejects.toThrow(
      'two persons',
    );
  });
  test('no second key of one person, who would open alone', async () => {
    const other = await makeKey(ask, 'chunhiem');
    await expect(name(ask, TWO, other, 'identity')).rejects.toThrow('other_key_named');
  });
  test('what is sealed comes as age and with every half, or not at all', async () => {
    item = id();
    const whole = await sealed();
    const send = (given: object) =>
      ask('clerk', `/petition/${letter}/sender/seal.json`, {
        id: item,
        what: 'identity',
        sealed: JSON.stringify(given),
      });
    expect(codes(await send({ ...whole, content: NAME }))).toEqual(['not_sealed']);
    expect(codes(await send({ ...whole, halves: whole.halves.slice(1) }))).toEqual(['holders_changed']);
    expect(codes(await send({ ...whole, holders: whole.holders.slice(1) }))).toEqual(['holders_changed']);
    expect((await send(whole)).status).toBe(201);
    expect((await send(whole)).data).toEqual({ id: item, already: true });
  });

  const reveal = () => id();
  let asking: string;
  test('one asks, the same cannot agree, another does; what both open is the name', async () => {
    asking = reveal();
    const why = { id: asking, why: 'verify' };
    expect((await ask('administrator', `/sealed/${item}/reveal.json`, why)).status).toBe(404);
    expect((await ask('clerk', `/sealed/${item}/reveal.json`, why)).status).toBe(404);
    expect((await ask('vanphong', `/sealed/${item}/reveal.json`, why)).status).toBe(201);
    expect((await ask('vanphong', `/reveals/${asking}/open.json`, {})).status).toBe(404);
    const part = await halfFrom(demo.owner, item, keys.chunhiem!, keys.vanphong!);
    expect(codes(await ask('vanphong', `/reveals/${asking}/agree.json`, { part }))).toEqual(['two_persons']);
    expect(codes(await ask('chunhiem', `/reveals/${asking}/agree.json`, { part: NAME }))).toEqual([
      'not_sealed',
    ]);
    expect((await ask('chunhiem', `/reveals/${asking}/agree.json`, { part })).status).toBe(201);
    const given = (await ask('vanphong', `/reveals/${asking}/open.json`, {})).data as {
      content: string;
      own_half: string;
      other_half: string;
      belongs: string[];
    };
    const both = { content: given.content, own: given.own_half, other: given.other_half };
    const opened = await openTogether(keys.vanphong!.identity, both, given.belongs);
    expect(opened.body).toEqual({ fields: { 'Họ tên': NAME } });
    await expect(openTogether(keys.vanphong!.identity, both, [id()])).rejects.toThrow('another letter');
    await expect(openTogether(keys.kiemtra!.identity, both, given.belongs)).rejects.toThrow();
    await expect(
      openTogether(keys.vanphong!.identity, { ...both, other: both.own }, given.belongs),
    ).rejects.toThrow();
    expect((await ask('chunhiem', `/reveals/${asking}/open.json`, {})).status).toBe(404);
  });
  test('the third holder sees who asked, who agreed and how often it was opened; others see nothing', async () => {
    const page = seen(await people.kiemtra!.text('/sealing'));
    expect(page).toMatch(/Xác định người gửi trước khi thụ lý/);
    const { reveals } = (await ask('kiemtra', '/sealing.json')).data as {
      reveals: Record<string, unknown>[];
    };
    expect(reveals).toMatchObject([{ id: asking, openings: 1, is_own: false }]);
    expect(((await ask('clerk', '/sealing.json')).data as { reveals: unknown[] }).reveals).toEqual([]);
    const [entry] =
      await demo.owner`select count(*)::int as n from audit_entry where command = 'open sealed'`;
    expect(entry!.n).toBe(1);
  });
  test('an opening that cannot be written down gives nothing', async () => {
    await demo.owner`alter table reveal_view add constraint full_disk check (false) not valid`;
    expect((await ask('vanphong', `/reveals/${asking}/open.json`, {})).status).toBe(422);
    await demo.owner`alter table reveal_view drop constraint full_disk`;
  });
  test('after its time nothing is handed out, and the words on the pages are those of the database', async () => {
    const [hours] = await demo.owner`
      select extract(epoch from reveal_waits())::int / 3600 as waits, extract(epoch from reveal_lasts())::int / 3600 as lasts`;
    expect(hours).toEqual({ waits: REVEAL_WAITS, lasts: REVEAL_LASTS });
    await demo.owner.begin(async (tx) => {
      await tx`set local session_replication_role = replica`;
      await tx`update reveal_consent set ends_at = agreed_at where reveal = ${asking}`;
    });
    expect(codes(await ask('vanphong', `/reveals/${asking}/open.json`, {}))).toEqual(['reveal_over']);
  });
  test('whoever is no longer named, or keeps away from the case, is handed nothing', async () => {
    const mine = reveal();
    await ask('kiemtra', `/sealed/${item}/reveal.json`, { id: mine, why: 'answer' });
    expect((await ask('chunhiem', `/reveals/${mine}.json`)).status).toBe(200);
    await name(ask, TWO, keys.kiemtra!, 'identity', 'no');
    expect((await ask('kiemtra', `/reveals/${mine}.json`)).status).toBe(404);
    expect(
      codes(
        await ask('chunhiem', `/reveals/${mine}/agree.json`, {
          part: await sealFor([keys.kiemtra!.recipient], new Uint8Array(8)),
        }),
      ),
    ).toEqual(['not_found']);
    await expect(name(ask, TWO, keys.chunhiem!, 'identity', 'no')).rejects.toThrow('too_few_left');
  });
  test('two of the former holders seal it anew for those named now; whoever left is handed nothing of either', async () => {
    await name(ask, TWO, keys.clerk!, 'identity');
    type Held = { id: string; able: number; is_current: boolean; replaced_on: string | null };
    const held = async (who: string) => ((await ask(who, '/sealing.json')).data as { held: Held[] }).held;
    expect(await held('vanphong')).toEqual([
      expect.objectContaining({ id: item, able: 2, is_current: false, replaced_on: null }),
    ]);
    expect(seen(await people.vanphong!.text('/sealing'))).toContain('trong số cũ còn 2 người mở được');
    expect(await held('clerk')).toEqual([]);
    const agreed = (why: string) => agreedBy(ask, demo.owner, { item, why, keys }, TWO);
    const made = id();
    const send = async (who: string, asked: string, holders: string[]) => {
      const sealedAnew = await sealed(holders);
      return ask(who, `/reveals/${asked}/anew.json`, { id: made, sealed: JSON.stringify(sealedAnew) });
    };
    const present = ['vanphong', 'chunhiem', 'clerk'];
    expect(codes(await send('vanphong', await agreed('verify'), present))).toEqual(['reveal_over']);
    const asked = await agreed('reseal');
    expect(codes(await send('chunhiem', asked, present))).toEqual(['not_found']);
    expect(codes(await send('vanphong', asked, ['vanphong', 'chunhiem', 'kiemtra']))).toEqual([
      'holders_changed',
    ]);
    expect((await send('vanphong', asked, present)).status).toBe(201);
    expect((await send('vanphong', asked, present)).data).toEqual({ id: made, already: true });
    expect(await held('clerk')).toEqual([expect.objectContaining({ id: made, able: 3, is_current: true })]);
    expect((await held('vanphong')).map(({ id, replaced_on }) => [id, replaced_on !== null])).toEqual([
      [made, false],
      [item, true],
    ]);
    expect(await held('kiemtra')).toEqual([]);
    expect((await ask('kiemtra', `/sealed/${made}/reveal.json`, { id: id(), why: 'verify' })).status).toBe(
      404,
    );
  });
  test('a letter comes sealed, the intake alone reads it, and its writer goes sealed into the register', async () => {
    const html = await demo.guest.text('/hand-in');
    const of = /data-of="([^"]+)"/.exec(html)![1]!;
    const holders = JSON.parse(/data-holders="([^"]+)"/.exec(html)![1]!.replaceAll('&quot;', '"')) as {
      key: string;
      recipient: string;
    }[];
    const intake = JSON.parse(/data-intake="([^"]+)"/.exec(html)![1]!.replaceAll('&quot;', '"')) as string[];
    expect([holders.length, intake]).toEqual([3, [keys.clerk!.recipient]]);
    expect(html).not.toMatch(/<(input|textarea)(?=[^>]*data-plain)[^>]*\sname=/);
    const text = await sealFor(
      intake,
      packed({ of, what: 'letter', body: { fields: { '': 'Nội dung đơn' } } }),
    );
    const identity = await sealForPairs(holders, {
      of,
      what: 'identity',
      body: { fields: { 'Họ tên': NAME } },
    });
    const form = {
      id: of,
      sealed: text,
      identity: JSON.stringify({ ...identity, holders: holders.map(({ key }) => key) }),
    };
    expect((await demo.guest.send('/hand-in', { letter: 'đọc được' })).status).toBe(422);
    expect((await demo.guest.send('/hand-in', form)).status).toBe(201);
    expect((await demo.guest.send('/hand-in', form)).status, 'once').toBe(422);
    const at = `/hand-ins/${of}`;
    const given = (await ask('clerk', `${at}/sealed.json`, {})).data as {
      content: string;
      belongs: string[];
    };
    const read = unpacked(await openWith(keys.clerk!.identity, given.content), given.belongs);
    expect(read.body).toEqual({ fields: { '': 'Nội dung đơn' } });
    await expect(openWith(keys.chunhiem!.identity, given.content)).rejects.toThrow();
    const [body] = await demo.owner<{ id: string }[]>`select body as id from petition where id = ${letter}`;
    const entry = { id: id(), body: body!.id, number: 'NP-3', kind: 'denunciation' };
    expect((await ask('clerk', `${at}/register.json`, entry)).status).toBe(201);
    const { held } = (await ask('chunhiem', '/sealing.json')).data as { held: object[] };
    expect(held).toContainEqual(expect.objectContaining({ number: 'NP-3', what: 'identity' }));
  });
  test('an administrator is shown none of it, and the owner of the database reads no name', async () => {
    for (const path of ['/sealing', '/hand-ins', `/petition/${letter}/sender`, `/reveals/${asking}`])
      expect([path, (await ask('administrator', path)).status]).toEqual([path, 404]);
    const rows = await Promise.all(SEALED.map((table) => demo.owner.unsafe(`select * from ${table}`)));
    expect(rows.every((found) => found.length > 0)).toBe(true);
    const all = JSON.stringify(rows).normalize('NFC');
    for (const word of [NAME, ...NAME.split(' '), 'Nội dung đơn']) expect(all).not.toContain(word);
  });
  test('nothing of it is ever rewritten, not even by the owner of the tables', async () => {
    for (const table of [...SEALED, 'reveal', 'reveal_view', 'key_holder', 'seal_key', 'envelope'])
      await expect(demo.owner.unsafe(`delete from ${table}`), table).rejects.toThrow();
  });
  test('back off the system takes two again', async () => {
    await byTwo(ask, TWO, '/sealing/decide.json', {
      mode: 'off_system',
      takes_letters: false,
      document: '13',
      decided_on: '6/10/2023',
    });
    expect((await demo.guest.get('/hand-in')).status).toBe(404);
  });
});
