/** Accounts, posts and cases over the pages of the demonstration: slips, handing over, recusal, explanation. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { command } from '../src/db/door.ts';
import { newId } from '../src/kernel/id.ts';
import { done } from '../src/kernel/refusal.ts';
import { sessionFor } from '../src/records/testing.ts';
import { accountsSeen, found, named, SLIP, todayTyped, withSlip } from './founding.ts';
import { approveAs, type DemoHouse, openDemoHouse, type Person, seen, signInAt } from './house.ts';
import { personWith, unitOf } from './log.ts';

let demo: DemoHouse;
let office: Person;
let chair: Person;
/** The second chair of the district, who agrees to what the first one proposes. */
let secondChair: Person;
beforeAll(async () => {
  demo = await openDemoHouse();
  office = await demo.signIn('vanphong');
  chair = await demo.signIn('chunhiem');
  secondChair = await personWith(demo, 'inspection_chair', await unitOf(demo.owner, 'que-son'));
});
afterAll(() => demo.close());

const id = () => newId(demo.house.clock) as string;

describe('accounts', () => {
  test('the office sees those beneath, not its own', async () => {
    const names = (await accountsSeen(office)).map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['quexuan1', 'bithu', 'cap.uy.vien']));
    expect(names).not.toContain('vanphong');
    expect(seen(await office.text('/accounts'))).toContain('Lập tài khoản');
  });
  test('whoever administers none has no such page', async () => {
    for (const name of ['bithu', 'cap.uy.vien', 'kiemtra'])
      expect([name, (await (await demo.signIn(name)).get('/accounts')).status]).toEqual([name, 404]);
  });
  test('a founded account signs in with its slip and sees its unit; the same form again gives no second slip', async () => {
    const password = await found(
      demo,
      [office, await demo.signIn('chanhvanphong')],
      'moi',
      'office',
      'que-xuan-1',
    );
    const person = await withSlip(demo, 'moi', password);
    expect(seen(await person.text('/'))).toContain('Quế Xuân 1');
    const [row] = await demo.owner`select must_change, person from account where name = 'moi'`;
    expect(row).toEqual({ must_change: false, person: null });
    const [entry] = await demo.owner`select r.reason from audit_entry e join audit_reason r on r.entry = e.id
      where e.command = 'approve grant' order by e.id desc limit 1`;
    expect(entry).toEqual({ reason: '5-QĐ/HU' });
  });
  test('its page says that it is linked to no member, until the office links it', async () => {
    const { id: account } = await named(office, 'moi');
    const page = `/accounts/${account}`;
    expect(seen(await office.text(page))).toContain('Chưa gắn với hồ sơ đảng viên');
    const [free] = await demo.owner`select p.id from person p join unit_now u on u.id = p.unit
      where u.code like 'que-xuan-1.%' and p.id not in (select person from account where person is not null)
      order by p.id offset 5 limit 1`;
    const form = { id: id(), account, person: free!.id, reason: 'hồ sơ số 5' };
    expect(seen(await (await office.send('/accounts/act/link', form)).text())).toContain('Gắn một lần');
    const linked = await office.send('/accounts/act/link', { ...form, confirmed: 'yes' });
    expect([linked.status, linked.headers.get('Location')]).toEqual([303, page]);
    expect(seen(await office.text(page))).not.toContain('ắn với hồ sơ đảng viên');
  });
  test('what the founder does not hold is not offered, and refused when it is sent', async () => {
    const form = await office.text('/accounts/act/found');
    expect(form).toContain('value="cell_secretary"');
    expect(form).not.toContain('value="inspection_chair"');
  });
  test('a new slip ends the sessions; a closed account is out at its next request', async () => {
    const person = await signInAt(demo.app, 'quexuan1', demo.passwordOf('quexuan1'));
    const { id: account } = await named(office, 'quexuan1');
    const reset = await office.send('/accounts/act/reset', {
      id: id(),
      account,
      reason: 'quên',
      confirmed: 'yes',
    });
    const password = /[a-z2-9]{4}(-[a-z2-9]{4}){3}/.exec(seen(await reset.text()))![0];
    expect((await person.get('/')).status).toBe(303);
    const again = await withSlip(demo, 'quexuan1', password);
    const closed = await office.send('/accounts/act/close', {
      id: id(),
      account,
      reason: 'nghỉ',
      confirmed: 'yes',
    });
    expect(closed.status).toBe(303);
    expect((await again.get('/')).headers.get('Location')).toMatch(/^\/sign-in(\?|$)/);
    expect(seen(await office.text(`/accounts/${account}`))).toContain('Đã đóng');
    await office.send('/accounts/act/reopen', { id: id(), account, reason: 'trở lại', confirmed: 'yes' });
    await signInAt(demo.app, 'quexuan1', password);
  });
  test('45 days without use close an account by themselves; the list warns before', async () => {
    await demo.owner`update account set used_on = today() - 40 where name = 'bithu'`;
    expect(seen(await office.text('/accounts'))).toContain('Tự đóng ngày');
    await demo.owner`update account set used_on = today() - 45 where name = 'bithu'`;
    await expect(demo.signIn('bithu')).rejects.toThrow('not let in');
    expect(seen(await office.text('/accounts'))).toContain('Đã đóng vì 45 ngày không dùng');
    const { id: account } = await named(office, 'bithu');
    await office.send('/accounts/act/reopen', { id: id(), account, reason: 'trở lại', confirmed: 'yes' });
    await demo.signIn('bithu');
  });
  test('an act without what it is about is refused, and breaks nothing', async () => {
    const { id: account } = await named(office, 'bithu');
    const typed = { reason: 'x', decision: 'x', on: '2026-01-01', keys: 'x', confirmed: 'yes' };
    for (const verb of ['grant', 'end', 'hand-over', 'close', 'reopen', 'reset', 'unassign', 'unrecuse'])
      for (const entry of ['', 'a-b']) {
        const ids = { id: id(), entry, ...(verb === 'end' || verb === 'hand-over' ? { account } : {}) };
        const answer = await office.sendJson(`/accounts/act/${verb}.json`, { ...ids, ...typed });
        expect([verb, entry, answer.status, JSON.stringify(await answer.json())]).toEqual([
          ...[verb, entry, 422],
          expect.stringContaining('"bad_id"'),
        ]);
      }
  });
  test('an act asks for a fresh proof first; what was typed waits behind it', async () => {
    const stale = await demo.signIn('vanphong');
    await demo.owner`update session set proved_at = started_at - interval '10 minutes'
      where started_at = (select max(started_at) from session)`;
    const { id: account } = await named(stale, 'quexuan1');
    const form = { id: id(), account, reason: 'quên', confirmed: 'yes' };
    const before = await demo.written();
    const asked = await stale.send('/accounts/act/reset', form);
    expect([asked.status, asked.headers.get('Location')]).toEqual([
      303,
      expect.stringContaining('/sign-in/prove'),
    ]);
    expect((await stale.sendJson('/accounts/act/reset.json', form)).status).toBe(401);
    expect(await demo.written()).toEqual(before);
    const password = demo.passwordOf('vanphong');
    const kept = new URL(asked.headers.get('Location')!, 'http://x').searchParams.get('kept')!;
    const proved = await stale.send('/sign-in/prove', { password, kept });
    expect(await proved.text()).toContain('action="/accounts/act/reset"');
  });
  test('the office above opens a closed way alone, and takes a lost second factor off with another', async () => {
    const keeper = await demo.signIn('vanphong');
    const { id: account } = await named(keeper, 'bithu');
    const page = await keeper.text(`/accounts/${account}`);
    for (const verb of ['open-ways', 'drop-factors']) {
      expect(page).toContain(`/accounts/act/${verb}?`);
      const form = await keeper.text(`/accounts/act/${verb}?account=${account}`);
      expect(form).toContain('name="reason"');
    }
    for (let i = 0; i < 5; i++) await demo.guest.send('/sign-in', { name: 'bithu', password: 'sai' });
    await expect(demo.signIn('bithu')).rejects.toThrow('not let in');
    const typed = { account, reason: 'mất điện thoại', confirmed: 'yes' };
    const opened = await keeper.send('/accounts/act/open-ways', { id: id(), ...typed });
    expect(opened.headers.get('Location')).toBe(`/accounts/${account}`);
    await demo.signIn('bithu');
    await demo.owner`insert into totp (account, secret) values (${account}, 'JBSWY3DPEHPK3PXP')`;
    const proposed = await keeper.send('/accounts/act/drop-factors', { id: id(), ...typed });
    const proposal = proposed.headers.get('Location')!.split('/').at(-1)!;
    expect(await demo.owner`select from totp where account = ${account}`).toHaveLength(1);
    expect((await approveAs(demo, 'chanhvanphong', proposal)).status).toBe(200);
    expect(await demo.owner`select from totp where account = ${account}`).toHaveLength(0);
  });
  test('an account that is not theirs and one that does not exist are the same page', async () => {
    const [own] = await demo.owner`select id from account where name = 'vanphong'`;
    const [foreign, none] = [
      await office.text(`/accounts/${own!.id}`),
      await office.text(`/accounts/${id()}`),
    ];
    const bare = (text: string) => text.replaceAll(/[0-9a-f-]{36}/g, '');
    expect(bare(foreign)).toBe(bare(none));
  });
});

describe('handing over a post', () => {
  let old: Person;
  let password: string;
  let form: Record<string, string>;
  let before: number;
  let held: { id: string; number: string };
  const page = '/accounts/act/hand-over';
  const inspections = async (person: Person) =>
    (await person.data<{ total: number }>('/inspection.json')).total;

  beforeAll(async () => {
    old = await demo.signIn('kiemtra');
    before = await inspections(old);
    password = await found(demo, [chair, secondChair], 'kiemtra2', 'inspection', 'que-son');
    const [from, to] = [await named(chair, 'kiemtra'), await named(chair, 'kiemtra2')];
    const mandate = from.mandates.find(({ inForce }) => inForce)!;
    const [row] = await demo.owner`select i.id, i.case_key, i.number from inspection i
      join assignment a on a.case_key = i.case_key and a.mandate = ${mandate.id} where i.item is null limit 1`;
    held = row as never;
    const recusal = { id: id(), key: row!.case_key, to: to.id, reason: 'người thân' };
    expect((await chair.send('/accounts/act/recuse', { ...recusal, confirmed: 'yes' })).status).toBe(303);
    // Of no case: past the guard of proposals in cases.
    await demo.owner.begin(async (tx) => {
      await tx`set local session_replication_role = replica`;
      await tx`insert into proposal (id, kind, unit, subjects, payload, shown, sha256, account, mandate,
          proposed_at, expires_at, act)
        select ${id()}, 'discipline', m.unit, '{}', '{}', '[]', 'x', m.account, m.id, now(), now() + interval '72 hours', 1
        from mandate m where m.id = ${mandate.id}`;
    });
    form = {
      id: id(),
      account: from.id,
      mandate: mandate.id,
      to: to.id,
      decision: '9-QĐ',
      keys: 'hai chìa khóa',
    };
  });

  test('one page tells what passes, what ends and what needs another person, before anything is done', async () => {
    const first = seen(await chair.text(`${page}?account=${form.account}&mandate=${form.mandate}`));
    expect(first).toContain('Chọn người nhận rồi bấm “Tiếp tục”');
    const paper = seen(await (await chair.send(page, form)).text());
    for (const part of [
      ...['Biên bản bàn giao nhiệm vụ', 'Trần Văn Kiểm Tra', 'Người Mới', 'hai chìa khóa', 'Việc đến hạn'],
      ...[
        'Đề nghị đang chờ duyệt: 1',
        'Thi hành kỷ luật',
        'Vụ việc đang làm',
        'Cần người khác: 1',
        'phiên làm việc theo nhiệm vụ này',
      ],
      ...[
        'không giữ nhiệm vụ nào và không đăng nhập được nữa',
        'Người nhận chưa lập bước thứ hai',
        '(ký, ghi rõ họ tên)',
      ],
    ])
      expect(paper).toContain(part);
    expect(paper.slice(paper.indexOf('Cần người khác: 1'))).toContain(held.number);
    expect(await inspections(old), 'nothing was done').toBe(before);
  });

  test('an office’s post: transfers with their last day, lists being read in, keys for what is sealed', async () => {
    const { id: holder, mandates } = await named(office, 'quexuan1');
    const [{ unit, person }] =
      (await demo.owner`select m.unit, s.person from mandate m join unit u on u.id = m.unit
      join stay s on s.place between u.place and u.place_end and s.valid_to is null where m.id = ${mandates[0]!.id} limit 1`) as unknown as [
        { unit: string; person: string },
      ];
    await demo.owner`insert into import_draft (id, account, unit, list, type, name, opened_at, act)
      values (${id()}, ${holder}, ${unit}, 'members', 'person', 'x.xlsx', '2023-10-04', 1)`;
    await demo.owner`insert into seal_key values (${id()}, ${holder}, ${`age1${'q'.repeat(58)}`}, '2023-10-04', 1)`;
    const machine = { ...demo.house, token: await sessionFor(demo.owner, 'machine', null, id) };
    await command(machine, { command: 'x', input: 1 }, async (tx) => {
      await tx`insert into transfer (id, person, person_name, unit, kind, to_place, across, decided_on, requested_on)
        values (${id()}, ${person}, 'Lê Thị Chuyển Đi', ${unit}, 'official', 'Đà Nẵng', 'province', '2023-09-29', '2023-09-29')`;
      return done(null);
    });
    const to = (await named(office, 'bithu')).id;
    const query = `account=${holder}&mandate=${mandates[0]!.id}&to=${to}`;
    const paper = seen(await office.text(`${page}?${query}`));
    for (const part of [
      'Lê Thị Chuyển Đi',
      'Việc đang soạn dở: 1',
      'Nhập từ Excel',
      'Khóa niêm phong đã đăng ký: 1',
    ])
      expect(paper).toContain(part);
    const { passing } = await office.data<{ passing: { deadlines: { kind: string; due: string }[] } }>(
      `${page}.json?${query}`,
    );
    const transfer = passing.deadlines.filter(({ kind }) => kind === 'transfer');
    expect(transfer, 'by the calendar').toMatchObject([{ due: expect.stringMatching(/^2023-1/) }]);
  });

  test('whoever could not give the post is told nothing of it', async () => {
    const query = `account=${form.account}&mandate=${form.mandate}&to=${form.to}`;
    for (const person of [office, old]) {
      const { passing } = await person.data<{ passing: unknown }>(`${page}.json?${query}`);
      expect(passing).toBeNull();
      expect(seen(await person.text(`${page}?${query}`))).toContain('Nhiệm vụ này không còn');
    }
    expect((await old.get(`/hand-over/${form.id}`)).status).toBe(404);
  });

  test('the old holder is out at once; the cases are the new one’s, but for the one held back', async () => {
    const sent = await chair.send(page, { ...form, confirmed: 'yes' });
    const address = sent.headers.get('Location')!;
    expect((await old.get('/inspection')).status, 'in office until the second agrees').toBe(200);
    expect(seen(await secondChair.text(address))).toContain('Xem những gì chuyển theo nhiệm vụ');
    const { sha256 } = (await secondChair.data<{ proposal: { sha256: string } }>(`${address}.json`)).proposal;
    const approved = await secondChair.send(`${address}/approve`, { sha256 });
    expect(approved.headers.get('Location')).toBe(`/hand-over/${form.id}`);
    const kept = seen(await secondChair.text(`/hand-over/${form.id}`));
    for (const part of ['hai chìa khóa', '9-QĐ', 'Đề nghị đang chờ duyệt: 1', 'Cần người khác: 1'])
      expect(kept).toContain(part);
    expect(await chair.text(`/accounts/${form.account}`)).toContain(`/hand-over/${form.id}`);

    expect((await old.get('/inspection')).headers.get('Location')).toMatch(/^\/sign-in(\?|$)/);
    expect((await old.get('/inspection.json')).status).toBe(401);
    expect((await old.send('/inspection', { id: id() })).headers.get('Location')).toMatch(/^\/sign-in(\?|$)/);
    expect((await old.sendJson('/inspection.json', { id: id() })).status).toBe(401);
    await expect(demo.signIn('kiemtra')).rejects.toThrow('not let in');

    const next = await withSlip(demo, 'kiemtra2', password);
    await next.send('/mandate', { mandate: form.id!, back: '/' });
    expect(await inspections(next)).toBe(before - 1);
    expect((await next.get(`/inspection/${held.id}`)).status).toBe(404);
    const own = await next.text(`/hand-over/${form.id}`);
    expect(own).toContain('hai chìa khóa');
    expect(own, 'what the new holder keeps away from is not told them').not.toContain(held.number);
  });
});

test('a member reads the own file and nothing else', async () => {
  const [person] = await demo.owner`select p.id, p.name, u.code from person p join unit_now u on u.id = p.unit
    where u.code like 'que-xuan-1.%' limit 1`;
  const fields = {
    full_name: 'x',
    person: person!.id,
    unit: person!.code,
    role: 'member',
    post: 'Đảng viên',
    until: '',
    term_end: '',
  };
  const form = { id: id(), name: 'dangvien', ...fields, body: 'cell', from: todayTyped(demo), decision: '1' };
  const slip = await office.send('/accounts/act/found', { ...form, confirmed: 'yes' });
  const member = await withSlip(demo, 'dangvien', SLIP.exec(seen(await slip.text()))![0]);
  const list = await member.data<{ total: number; rows: { id: string }[] }>('/person.json');
  expect(list.rows.map((row) => row.id)).toEqual([person!.id]);
  expect((await member.get(`/person/${person!.id}`)).status).toBe(200);
  for (const type of ['admission', 'stay', 'standing'])
    for (const row of (await member.data<{ rows: { person: string }[] }>(`/${type}.json`)).rows)
      expect([type, row.person]).toEqual([type, person!.id]);
  expect((await member.data<{ total: number }>('/document.json')).total).toBe(0);
  expect((await member.get('/reports/nine-month?unit=que-son&year=2023')).status).toBe(404);
});
