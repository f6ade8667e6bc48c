/** Everything open at a post is told when it is handed over: each kind of work, what was begun, keys for what is sealed. */
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Commission, openCommission } from '../../approvals/testing.ts';
import { command, type Reader, read, type Writer } from '../../db/door.ts';
import { done } from '../../kernel/refusal.ts';
import type { Office } from '../../records/commands.ts';
import { accepted } from '../../records/testing.ts';
import { begunAt, deadlinesOf, keysOf, proposalsBefore } from './hand-over-store.ts';

let c: Commission;
let chair: Office;
/** The post of an inspector, and that of a commune's office; whoever receives them. */
let inspector: Post;
let clerk: Post;
let to: string;

type Post = { account: string; mandate: string };

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const heldBy = async ({ token }: Office) => {
  const [row] = await c.owner`select account, mandate from session where token_hash = ${sha256(token)}`;
  return row as Post;
};
const recorded = async (work: (tx: Writer) => Promise<unknown>, who: Office = c.machine) => {
  const outcome = await command(who, { command: 'x', input: 1 }, async (tx) => {
    await work(tx);
    return done(null);
  });
  accepted(outcome);
};
const asked = <T>(who: Office, work: (tx: Reader) => Promise<T>) => read(who, work);
const within = { day: '2023-10-05', until: '2023-12-04', months: 12 } as never;

beforeAll(async () => {
  c = await openCommission();
  chair = await c.officer('inspection_chair', c.units.district);
  await c.owner`update account set password_hash = 'x', unit = m.unit from mandate m
    where m.account = account.id and m.role <> 'machine'`;
  [inspector, clerk] = await Promise.all([heldBy(c.first), heldBy(c.commune)]);
  to = c.newId();
  await c.owner`insert into account (id, name, full_name, password_hash, unit)
    values (${to}, 'nhan', 'Người Nhận', 'x', ${c.units.district})`;
});
afterAll(() => c.close());

const told = async (who: Office, post: Post, kind: string) => {
  const all = await asked(who, (tx) => deadlinesOf(tx, post.mandate, to, within));
  return all.filter((one) => one.kind === kind).map(({ id, clock, due }) => ({ id, clock, due }));
};

test('deadlines of cases: overdue, near and without a day; not those that were met or lie far ahead', async () => {
  const id = c.newId();
  const clock =
    (name: string, due: string | null, stopped: string | null = null) =>
    (tx: Writer) =>
      tx`insert into case_clock (id, kind, case_id, clock, started_on, due_on, stopped_on)
      values (${c.newId()}, 'inspection', ${id}, ${name}, '2023-02-01', ${due}, ${stopped})`;
  await recorded(async (tx) => {
    await tx`insert into inspection (id, body, nature, origin, number, title, opened_on)
      values (${id}, ${c.body}, 'inspection', 'signs', '7', 'x', '2023-01-05')`;
    await clock('verify', '2023-09-01')(tx);
    await clock('report', '2023-11-20')(tx);
    await clock('paused', null)(tx);
    await clock('far', '2024-06-01')(tx);
    await clock('met', '2023-10-20', '2023-10-01')(tx);
  });
  expect(await told(chair, inspector, 'inspection'), 'of a post that does not work on the case').toEqual([]);
  await c.owner`insert into assignment (id, case_key, mandate, valid_from, decision, act)
    values (gen_random_uuid(), ${id}, ${inspector.mandate}, '2000-01-01', '1', 1)`;
  expect(await told(chair, inspector, 'inspection')).toEqual([
    { id, clock: 'verify', due: '2023-09-01' },
    { id, clock: 'report', due: '2023-11-20' },
    { id, clock: 'paused', due: null },
  ]);
});

test('a duty that is overdue is told once, by its deadline', async () => {
  const [id, subject, duty] = [c.newId(), c.newId(), c.newId()];
  await recorded(async (tx) => {
    await tx`insert into inspection (id, body, nature, origin, number, title, opened_on)
      values (${id}, ${c.body}, 'inspection', 'signs', '8', 'x', '2023-01-05')`;
    await tx`insert into inspection_subject (id, inspection, kind, subject_unit, works, concluded_on, result)
      values (${subject}, ${id}, 'organisation', ${c.units.tam_ky}, '{signs}', '2023-02-05', 'shortcomings')`;
    await tx`insert into remediation (id, subject, duty, due_on) values (${duty}, ${subject}, 'x', '2023-06-01')`;
  });
  await c.owner`insert into assignment (id, case_key, mandate, valid_from, decision, act)
    values (gen_random_uuid(), ${id}, ${inspector.mandate}, '2000-01-01', '1', 1)`;
  expect(await told(chair, inspector, 'remediation')).toEqual([
    { id: duty, clock: 'duty', due: '2023-06-01' },
  ]);
});

test('requests to correct a file, of whoever answers them; answered ones no more', async () => {
  const [open, answered, person] = [c.newId(), c.newId(), await c.newMember()];
  await recorded(async (tx) => {
    for (const id of [open, answered])
      await tx`insert into correction_request (id, person, field, wanted, grounds, asked_on, due_on)
        values (${id}, ${person}, 'name', 'x', 'x', '2023-09-20', '2023-10-20')`;
    await tx`update correction_request set outcome = 'refused', answered_on = '2023-10-01', answer = 'x'
      where id = ${answered}`;
  });
  expect(await told(c.clerk, clerk, 'correction_request')).toEqual([
    { id: open, clock: null, due: '2023-10-20' },
  ]);
  expect(await told(chair, inspector, 'correction_request'), 'an inspector answers none').toEqual([]);
});

test('transfers under way at either end, until they are answered', async () => {
  const [going, coming, over, elsewhere] = [c.newId(), c.newId(), c.newId(), c.newId()];
  const { tam_ky_cell, dien_ban_cell } = c.units;
  const ends = { [going]: [tam_ky_cell, dien_ban_cell], [over]: [tam_ky_cell, dien_ban_cell] };
  Object.assign(ends, { [coming]: [dien_ban_cell, tam_ky_cell], [elsewhere]: [dien_ban_cell, tam_ky_cell] });
  const people = await Promise.all(Object.keys(ends).map(() => c.newMember()));
  await recorded(async (tx) => {
    for (const [i, [id, [from, there]]] of Object.entries(ends).entries())
      await tx`insert into transfer (id, person, person_name, unit, kind, to_unit, decided_on, requested_on)
        values (${id}, ${people[i]!}, 'x', ${from!}, 'official', ${there!}, '2023-09-20', '2023-09-21')`;
    await tx`update transfer set introduced_on = '2023-10-01' where id in (${coming}, ${over})`;
    await tx`update transfer set received_on = '2023-10-02', received_cell = to_unit, confirmed_on = '2023-10-03'
      where id = ${over}`;
  });
  const rows = await told(c.clerk, clerk, 'transfer');
  expect(rows.map(({ id }) => id).sort()).toEqual([going, coming].sort());
});

test('proposals of others wait for the post; its own and those about whoever asks do not', async () => {
  const [member, subject] = [await c.newMember(), await c.newMember()];
  const { id } = await c.proposed(member, c.second);
  await c.proposed(member, c.first);
  const about = (await c.proposed(subject, c.second)).id;
  const { account } = await heldBy(chair);
  const waiting = () => asked(chair, (tx) => proposalsBefore(tx, inspector.mandate, to, c.clock.now()));
  expect((await waiting()).map((one) => one.id).sort()).toEqual([id, about].sort());
  await c.owner`update account set person = ${subject} where id = ${account}`;
  expect((await waiting()).map((one) => [one.id, one.for_both])).toEqual([[id, true]]);
  await c.owner`update account set person = ${member} where id = ${to}`;
  expect(
    (await waiting()).map((one) => one.for_both),
    'not on the paper both sign',
  ).toEqual([false]);
  await c.owner`update account set person = null where id in (${account}, ${to})`;
});

test('lists being read in and decisions being drawn up', async () => {
  const [list, theirs, draft] = [c.newId(), c.newId(), c.newId()];
  const other = await heldBy(c.clerk);
  for (const [id, account] of [
    [list, clerk.account],
    [theirs, other.account],
  ] as const)
    await c.owner`insert into import_draft (id, account, unit, list, type, name, opened_at, act)
      values (${id}, ${account}, ${c.units.tam_ky}, 'members', 'person', 'x.xlsx', '2023-10-04', 1)`;
  await recorded(
    (tx) => tx`insert into reorganisation_draft (id, unit, summary, effective_on)
    values (${draft}, ${c.units.tam_ky}, 'x', '2023-12-01')`,
  );
  const begun = (who: Office, post: Post) => asked(who, (tx) => begunAt(tx, post.mandate, to));
  expect((await begun(c.clerk, clerk)).map(({ kind, id, list: of }) => [kind, id, of])).toEqual([
    ['import_draft', null, 'members'],
    ['reorganisation_draft', draft, null],
  ]);
  expect(await begun(chair, inspector), 'an inspector draws up none').toEqual([]);
});

test('keys of the old holder are listed, and count no more once the post in that body is over', async () => {
  const [key, reader] = [c.newId(), c.newId()];
  const recipient = `age1${'q'.repeat(58)}`;
  await recorded((tx) => tx`select register_key(${key}, ${recipient})`, c.first);
  await c.owner.begin(async (tx) => {
    // What two persons decide is not what is tried here.
    await tx`set local session_replication_role = replica`;
    await tx`insert into key_holder values (gen_random_uuid(), ${key}, 'identity', true, '1', '2023-10-05', 1)`;
  });
  const keys = () => asked(chair, (tx) => keysOf(tx, inspector.mandate, to));
  const holders = async () => (await c.owner`select key from holder_now`).map(({ key: of }) => of);
  const line = { recipient, duties: ['identity'] };
  expect(await keys()).toMatchObject([{ ...line, stays: false }]);
  expect(await holders()).toEqual([key]);
  // Another post of the same account: elsewhere, it carries no key of this body; in the body, it does.
  await c.owner`insert into mandate (id, account, unit, role, post, valid_from, decision)
    values (${reader}, ${inspector.account}, ${c.units.tam_ky}, 'office', 'x', '2000-01-01', 'x')`;
  expect(await keys()).toMatchObject([{ ...line, stays: false }]);
  await c.owner`update mandate set valid_to = today() where id = ${inspector.mandate}`;
  expect(await holders(), 'the post in that body is over').toEqual([]);
  await c.owner`update mandate set unit = ${c.units.district} where id = ${reader}`;
  expect(await holders()).toEqual([key]);
  await c.owner`update mandate set role = 'reader' where id = ${reader}`;
  expect(await holders(), 'a post that sees nothing of sealing carries no key').toEqual([]);
  await c.owner`update mandate set valid_to = null where id = ${inspector.mandate}`;
});

test('nobody else is told anything of it', async () => {
  for (const who of [c.first, c.second, c.commune])
    expect(
      await asked(who, async (tx) => [
        ...(await deadlinesOf(tx, inspector.mandate, to, within)),
        ...(await proposalsBefore(tx, inspector.mandate, to, c.clock.now())),
        ...(await begunAt(tx, inspector.mandate, to)),
        ...(await keysOf(tx, inspector.mandate, to)),
      ]),
    ).toEqual([]);
});
