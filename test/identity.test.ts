/** Identity numbers over the pages of the demonstration: noted, found elsewhere, reconciled at the common superior. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type DemoHouse, openDemoHouse, type Person, seen } from './house.ts';
import { entriesOf, freshId, personWith, unitOf } from './log.ts';

let demo: DemoHouse;
/** The district's office, the office of one commune and that of another. */
let district: Person;
let office: Person;
let other: Person;
type Row = { id: string; name: string; unit: string };
let mine: Row[];
let theirs: Row[];

const personsOf = (code: string) => demo.owner<Row[]>`
  select p.id, p.name, n.name as unit from person p join unit_now n on n.unit = p.unit
  where n.code like ${`${code}.%`} order by p.id limit 8`;

beforeAll(async () => {
  demo = await openDemoHouse();
  [district, office] = [await demo.signIn('vanphong'), await demo.signIn('quexuan1')];
  const [foreign] = await demo.owner<{ code: string }[]>`select code from unit_now
    where code like 'que-%' and code not like '%.%' and code not in ('que-son', 'que-xuan-1') order by code limit 1`;
  other = await personWith(demo, 'office', await unitOf(demo.owner, foreign!.code));
  [mine, theirs] = [await personsOf('que-xuan-1'), await personsOf(foreign!.code)];
}, 120_000);
afterAll(() => demo?.close());

const note = (by: Person, person: { id: string }, number: string) =>
  by.send(`/person/${person.id}/identity`, { number });
const noted = async (by: Person, person: { id: string }) =>
  (await by.data<{ noted: boolean }>(`/person/${person.id}/identity.json`)).noted;
type Waiting = { id: string; persons: string[] };
const waiting = async (by: Person) =>
  (await by.data<{ waiting: Waiting[] }>('/reconciliations.json')).waiting;
const between = async (a: Row, b: Row) =>
  (await waiting(district)).find(({ persons }) => persons.includes(a.id) && persons.includes(b.id));
/** The choice that leaves the number with this file. */
const keeps = ({ persons }: Waiting, { id }: Row) => (persons[0] === id ? 'first' : 'second');
const settle = (by: Person, id: string, form: Record<string, string>) =>
  by.send(`/reconciliation/${id}/settle`, form);

describe('a number', () => {
  test('is noted, its page says that it is, and it stands nowhere: not on the page, not in the log', async () => {
    expect(seen(await office.text(`/person/${mine[0]!.id}`))).toContain('Số định danh: chưa ghi');
    expect(await office.text(`/person/${mine[0]!.id}`)).toContain(`/person/${mine[0]!.id}/identity`);
    const entries = await entriesOf(demo.owner, async () => {
      const sent = await note(office, mine[0]!, '049 201 000 001');
      expect([sent.status, sent.headers.get('Location')]).toEqual([303, `/person/${mine[0]!.id}`]);
    });
    expect(entries.map(({ command, record_id: about }) => [command, about])).toEqual([
      ['note identity', mine[0]!.id],
    ]);
    const page = await office.text(`/person/${mine[0]!.id}`);
    expect(seen(page)).toContain('Số định danh: đã ghi');
    expect(page + JSON.stringify(entries)).not.toMatch(/049.?201.?000.?001/);
  });
  test.each(['', '12', '0492010000012', 'A49201000001', '٠٤٩٢٠١٠٠٠٠٠١'])(
    'malformed is refused at its field: %j',
    async (number) => {
      const before = await demo.written();
      const answer = await note(office, mine[1]!, number);
      expect(answer.status).toBe(422);
      expect(await answer.text()).toContain('id="f-number-error"');
      expect(await demo.written()).toEqual(before);
    },
  );
  test('of a foreign person, of nobody, and by whoever only reads: the same as no page', async () => {
    const reader = await demo.signIn('cap.uy.vien');
    for (const [by, id] of [
      [office, theirs[0]!.id],
      [office, freshId()],
      [office, 'x'],
      [reader, mine[0]!.id],
    ] as const) {
      expect((await by.get(`/person/${id}/identity`)).status).toBe(404);
      expect((await note(by, { id }, '049201000999')).status).toBe(404);
    }
    const bare = async (id: string) =>
      (await (await note(office, { id }, '049201000999')).text()).replaceAll(/[0-9a-f-]{36}/g, '');
    expect(await bare(theirs[0]!.id)).toBe(await bare(freshId()));
    expect(seen(await reader.text(`/person/${mine[0]!.id}`))).toContain('Số định danh: đã ghi');
  });
});

describe('a number that stands elsewhere', () => {
  test('opens a reconciliation at the district and tells the commune nothing of the other file', async () => {
    await note(other, theirs[1]!, '049201000002');
    const answer = await note(office, mine[1]!, '049201000002');
    expect(answer.status).toBe(409);
    const page = await answer.text();
    expect(seen(page)).toContain('Cấp trên chung');
    const data = await office.sendJson(`/person/${mine[1]!.id}/identity.json`, { number: '049201000002' });
    expect([data.status, await data.json()]).toEqual([409, { identity: 'elsewhere' }]);
    const one = (await between(mine[1]!, theirs[1]!))!;
    const list = await district.text('/reconciliations');
    for (const { id, name, unit } of [mine[1]!, theirs[1]!]) {
      expect(list).toContain(`/person/${id}`);
      expect(seen(list)).toContain(`${name} , ${unit}`);
    }
    expect(seen(await district.text('/'))).toContain('Hồ sơ cần đối chiếu số định danh: 1');
    for (const by of [office, other]) {
      expect(await waiting(by)).toEqual([]);
      expect((await by.get(`/reconciliation/${one.id}`)).status).toBe(404);
      expect((await settle(by, one.id, { settlement: 'same', reason: '' })).status).toBe(404);
      expect(seen(await by.text('/'))).not.toContain('đối chiếu số định danh');
    }
    const told =
      page + (await office.text(`/person/${mine[1]!.id}`)) + (await office.text('/reconciliations'));
    for (const foreign of [theirs[1]!.id, theirs[1]!.name, theirs[1]!.unit, one.id])
      expect([foreign, told.includes(foreign)]).toEqual([foreign, false]);
    expect([await noted(office, mine[1]!), await noted(other, theirs[1]!)]).toEqual([false, true]);
  });
  test('is settled as two persons: with a reason, the number goes where the district says, once', async () => {
    const one = (await between(mine[1]!, theirs[1]!))!;
    const form = { settlement: keeps(one, mine[1]!), reason: 'gõ nhầm ở xã kia, theo căn cước' };
    const bare = await settle(district, one.id, { ...form, reason: ' ' });
    expect([bare.status, (await bare.text()).includes('id="f-reason-error"')]).toEqual([422, true]);
    const reader = await demo.signIn('cap.uy.vien');
    expect(await reader.text(`/reconciliation/${one.id}`)).not.toContain('/settle"');
    expect((await settle(reader, one.id, form)).status).toBe(404);
    const entries = await entriesOf(demo.owner, async () => {
      expect((await settle(district, one.id, form)).status).toBe(303);
      expect((await settle(district, one.id, form)).status, 'sent twice').toBe(303);
    });
    expect(entries.map(({ command, reason }) => [command, reason])).toEqual([
      ['settle reconciliation', form.reason],
    ]);
    expect([await noted(office, mine[1]!), await noted(other, theirs[1]!)]).toEqual([true, false]);
    expect(await between(mine[1]!, theirs[1]!)).toBeUndefined();
    const page = seen(await district.text(`/reconciliation/${one.id}`));
    expect(page).toContain('Hai người khác nhau');
    expect(page).toContain(form.reason);
    const again = await settle(district, one.id, { settlement: 'same', reason: '' });
    expect([again.status, seen(await again.text())]).toEqual([
      409,
      expect.stringContaining('đã được giải quyết theo cách khác'),
    ]);
  });
  test('typed once more at the other file opens the same reconciliation again', async () => {
    expect((await note(other, theirs[1]!, '049201000002')).status).toBe(409);
    const one = (await between(mine[1]!, theirs[1]!))!;
    const kept = { settlement: keeps(one, mine[1]!), reason: 'vẫn như trước' };
    expect((await settle(district, one.id, kept)).status).toBe(303);
    expect([await noted(office, mine[1]!), await noted(other, theirs[1]!)]).toEqual([true, false]);
  });
  test('is settled as one person; the file entered twice can then be withdrawn, and frees the number', async () => {
    const [person, twice] = [mine[2]!, { id: freshId(), name: 'Người Trùng Hồ Sơ', unit: '' }];
    const [kept] = await demo.owner<{ unit: string }[]>`select unit from person where id = ${theirs[2]!.id}`;
    const [{ code }] = (await demo.owner`select code from unit_now where unit = ${kept!.unit}`) as never as [
      { code: string },
    ];
    expect((await other.send('/person', { id: twice.id, name: twice.name, unit: code })).status).toBe(303);
    await note(other, twice, '201000003');
    expect((await note(office, person, '201.000.003')).status).toBe(409);
    const one = (await between(person, twice))!;
    expect((await settle(district, one.id, { settlement: 'same', reason: '' })).status).toBe(303);
    const gone = await other.send(`/person/${twice.id}/withdraw`, { reason: 'nhập trùng' });
    expect([gone.status, gone.headers.get('Location')]).toEqual([303, '/person']);
    expect((await note(office, person, '201000003')).status).toBe(303);
    const [past] = await demo.owner`select settlement from past.reconciliation
      where id = ${one.id} order by known_to desc limit 1`;
    expect(past).toEqual({ settlement: 'same' });
  });
});

test('nobody without the right to the list has the page', async () => {
  const member = await personWith(demo, 'member', await unitOf(demo.owner, 'que-xuan-1'));
  expect((await member.get('/reconciliations')).status).toBe(404);
  const cell = await demo.signIn('bithu');
  expect(await waiting(cell)).toEqual([]);
});
