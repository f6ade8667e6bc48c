/** Who opened a file is told to exactly those who may read it: the member, the assigned officer; never one kept away. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { command } from '../src/db/door.ts';
import { shelfIn, shelve } from '../src/files/shelf.ts';
import { insertAttachment } from '../src/files/store.ts';
import { systemClock } from '../src/kernel/clock.ts';
import { done } from '../src/kernel/refusal.ts';
import { sessionFor } from '../src/records/testing.ts';
import { type DemoHouse, openDemoHouse, type Person, personAt, seen } from './house.ts';
import { entriesOf, freshId, unitOf, unwritable } from './log.ts';

let demo: DemoHouse;
let office: Person;

beforeAll(async () => {
  demo = await openDemoHouse();
  office = await demo.signIn('vanphong');
}, 120_000);
afterAll(() => demo?.close());

/** A fresh session of a role in a unit, with its account and mandate. */
async function holder(role: string, unit: string) {
  const token = await sessionFor(demo.owner, role, unit, freshId);
  const [row] = await demo.owner<{ account: string; mandate: string }[]>`
    select account, mandate from session where token_hash = encode(sha256(convert_to(${token}, 'UTF8')), 'hex')`;
  return { token, ...row! };
}

/** Whether the function tells anything, and whether the row policies show the record. */
const told = (token: string, type: string, id: string) =>
  demo.house.db.begin(async (tx) => {
    await tx`select enter(${token})`;
    const rows = await tx`select * from openings_of(${type}, ${id}, 10, ${systemClock.now()})`;
    const open = await tx`select from ${tx(type)} where id = ${id}`;
    return [rows.length > 0, open.length > 0];
  });

test('a member sees who opened the own file, and is not told that another one is there', async () => {
  const [own, other] = await demo.owner<{ id: string; unit: string }[]>`
    select a.id, a.unit from person a join person b on b.unit = a.unit and b.id > a.id limit 2`;
  await office.get(`/person/${own!.id}`);
  await office.get(`/person/${other!.id}`);
  const { token, account } = await holder('member', own!.unit);
  await demo.owner`update account set person = ${own!.id} where id = ${account}`;
  const member = personAt(demo.app, `capuy=${token}`);
  const page = await member.get(`/person/${own!.id}/openings`);
  const [{ post } = { post: '' }] = await demo.owner<{ post: string }[]>`
    select m.post from account a join mandate m on m.account = a.id where a.name = 'vanphong'`;
  expect(page.status).toBe(200);
  expect(seen(await page.text())).toContain(post);
  expect(await member.text(`/person/${own!.id}`)).toContain(`/person/${own!.id}/openings`);
  const [foreign] = await demo.owner<{ id: string }[]>`
    select id from person where id <> ${own!.id} and unit = ${own!.unit} limit 1`;
  await office.get(`/person/${foreign!.id}`);
  for (const id of [foreign!.id, freshId()])
    expect((await member.get(`/person/${id}/openings`)).status).toBe(404);
  expect(await told(token, 'person', own!.id)).toEqual([true, true]);
  expect(await told(token, 'person', foreign!.id)).toEqual([false, false]);
});

test('a proposal is shown once its opening is in the log, also beside a refusal; a list tells its heading alone', async () => {
  const key = { type: 'person', what: '/person', filters: '{}', rows: '101', memberRows: '101' };
  const sent = await office.sendJson('/exports/propose.json', { ...key, ids: 'a'.repeat(64), purpose: 'x' });
  const { proposal } = (await sent.json()) as { proposal: string };
  const second = await demo.signIn('chanhvanphong');
  const opened = { command: 'open proposal', record_type: 'proposal', record_id: proposal };
  for (const look of [
    () => second.get(`/approvals/${proposal}`),
    () => second.get(`/approvals/${proposal}.json`),
    () => second.sendJson(`/approvals/${proposal}/approve.json`, { sha256: 'x' }),
  ]) {
    const entries = await entriesOf(demo.owner, look);
    expect(entries.at(-1)).toMatchObject(opened);
    expect(entries.at(-1)!.unit).toBe(await unitOf(demo.owner, 'que-son'));
  }
  await unwritable(demo.owner, 'open proposal', async () => {
    const answer = await second.get(`/approvals/${proposal}.json`);
    expect([answer.ok, (await answer.text()).includes('a'.repeat(64))]).toEqual([false, false]);
  });
  expect(await entriesOf(demo.owner, () => second.get(`/approvals/${freshId()}`))).toEqual([]);
  const listed = await second.text('/approvals.json');
  expect([listed.includes(proposal), listed.includes('a'.repeat(64))]).toEqual([true, false]);
});

/** A scan that hangs on a record, as handing one in leaves it. */
async function hang(type: string, record: string): Promise<string> {
  const [id, bytes] = [freshId(), Buffer.from('ngày, tháng')];
  const token = await sessionFor(demo.owner, 'machine', null, freshId);
  const sha256 = await shelve(shelfIn(demo.house.dataFolder!), bytes, 'internal');
  const hung = { id, record_type: type, record_id: record, name: 'x.csv', kind: 'csv' } as const;
  const more = { bytes: bytes.length, sha256, sensitivity: 'internal', classification: null } as const;
  const entry = { command: `attach to ${type}`, recordType: 'attachment', recordId: id, input: id };
  const outcome = await command({ ...demo.house, token }, entry, async (tx) => {
    await insertAttachment(tx, { ...hung, ...more });
    return done(null);
  });
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusals));
  return id;
}

test('a member sees who opened scans and sensitive fields of the own file, and not those of a case', async () => {
  const [own] = await demo.owner<{ id: string; unit: string }[]>`
    select p.id, p.unit from person p join discipline_decision d on d.subject_person = p.id limit 1`;
  const { token, account } = await holder('member', own!.unit);
  await demo.owner`update account set person = ${own!.id} where id = ${account}`;
  const member = personAt(demo.app, `capuy=${token}`);
  const openings = async () =>
    (await member.data<{ openings: { post: string }[] }>(`/person/${own!.id}/openings.json`)).openings.length;
  const [stay] = await demo.owner<{ id: string }[]>`select id from stay where person = ${own!.id} limit 1`;
  const [decision] = await demo.owner<{ id: string }[]>`
    select id from discipline_decision where subject_person = ${own!.id} limit 1`;
  const paper = freshId();
  const scope = { unit: 'que-son', number: '3-QĐ/HU', decided_on: '2023-01-05', valid_from: '2023-01-05' };
  for (const [type, typed] of [
    ['file_scope', { ...scope, what: 'scans' }],
    [
      'person_paper',
      { person: own!.id, kind: '1', state: 'there', kept_by: 'cell', checked_on: '2023-01-05' },
    ],
  ] as const) {
    const id = type === 'person_paper' ? paper : freshId();
    const sent = await office.sendJson(`/${type}.json`, { id, ...typed });
    expect([type, sent.status]).toEqual([type, 201]);
  }
  const machine = personAt(demo.app, `capuy=${await sessionFor(demo.owner, 'machine', null, freshId)}`);
  for (const [type, id, told_] of [
    ['person', own!.id, 1],
    ['person_paper', paper, 1],
    ['stay', stay!.id, 1],
    ['discipline_decision', decision!.id, 0],
  ] as const) {
    const file = await hang(type, id);
    const before = await openings();
    expect((await machine.get(`/attachment/${file}/file`)).status).toBe(200);
    expect([type, (await openings()) - before]).toEqual([type, told_]);
  }
  const before = await openings();
  await office.get(`/person/${own!.id}/file/religion`);
  expect((await openings()) - before).toBe(1);
});

test('of a case: the assigned officer, not one who is not, and nobody who is recused', async () => {
  const [found] = await demo.owner<{ id: string; case_key: string; unit: string }[]>`
    select id, case_key, unit from inspection limit 1`;
  const { id, case_key: key, unit } = found!;
  const chair = await holder('inspection_chair', await unitOf(demo.owner, 'que-son'));
  const officer = await holder('inspection', unit);
  const other = await holder('inspection', unit);
  const assign = async (mandate: string) =>
    demo.owner`insert into assignment (id, case_key, mandate, valid_from, decision, act)
      values (${freshId()}, ${key}, ${mandate}, today(), '1', (select max(id) from audit_entry))`;
  await assign(officer.mandate);
  await personAt(demo.app, `capuy=${officer.token}`).get(`/inspection/${id}`);
  expect(await told(officer.token, 'inspection', id)).toEqual([true, true]);
  expect(await told(chair.token, 'inspection', id)).toEqual([true, true]);
  expect(await told(other.token, 'inspection', id), 'not assigned').toEqual([false, false]);
  for (const { account, token } of [officer, chair]) {
    await demo.owner`insert into recusal (id, case_key, account, valid_from, grounds, act)
      values (${freshId()}, ${key}, ${account}, today(), 'x', (select max(id) from audit_entry))`;
    expect(await told(token, 'inspection', id), 'recused').toEqual([false, false]);
  }
});

/** The demonstration keeps no dossiers. */
async function openDossier(): Promise<void> {
  const token = await sessionFor(demo.owner, 'machine', null, freshId);
  const [one] = await demo.owner<{ id: string; unit: string }[]>`select id, unit from person limit 1`;
  const [candidate, on] = [freshId(), '2023-02-01'];
  const outcome = await command(
    { ...demo.house, token },
    { command: 'open dossier', input: on },
    async (tx) => {
      await tx`insert into candidate (id, person, unit, opened_on, resolution)
      values (${candidate}, ${one!.id}, ${one!.unit}, ${on}, '1-NQ')`;
      await tx`insert into candidate_step (id, candidate, step, done_on, result)
      values (${freshId()}, ${candidate}, 'class', ${on}, 'done')`;
      return done(null);
    },
  );
  expect(outcome.ok).toBe(true);
}

test('for every role and every sensitive record: told exactly where the row is shown', async () => {
  const roles = await demo.owner<{ name: string }[]>`select name from role where name <> 'machine'`;
  await openDossier();
  const units = [await unitOf(demo.owner, 'que-son'), await unitOf(demo.owner, 'que-xuan-1')];
  for (const { name: type, sensitive } of demo.house.catalogue.records) {
    if (!sensitive) continue;
    const [row] = await demo.owner<{ id: string }[]>`select id from ${demo.owner(type)} limit 1`;
    // Not every kind of case stands in the demonstration.
    if (!row) continue;
    await demo.owner.begin(async (tx) => {
      await tx`select enter(${await sessionFor(demo.owner, 'machine', null, freshId)})`;
      await tx`select note_opening(${type}, ${row.id}, ${systemClock.now()})`;
    });
    for (const { name: role } of roles) {
      for (const unit of units) {
        const [tells, shows] = await told((await holder(role, unit)).token, type, row!.id);
        expect([type, role, unit, tells]).toEqual([type, role, unit, shows]);
      }
    }
  }
}, 60_000);
