/** A post handed over: what is told before, to whom, what the act does, and what is kept of it. */
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { approve, endUndone, proposalSeen } from '../../approvals/commands.ts';
import { type Commission, openCommission } from '../../approvals/testing.ts';
import { catalogue } from '../../catalogue.ts';
import { command, type Reader, read } from '../../db/door.ts';
import { done } from '../../kernel/refusal.ts';
import type { Office } from '../../records/commands.ts';
import { accepted, codesOf } from '../../records/testing.ts';
import { accountsBeneath } from './accounts-store.ts';
import { carryOut } from './carry-out.ts';
import {
  casesPassed,
  casesToPass,
  deadlinesOf,
  draftsEnded,
  draftsToEnd,
  handedOver,
  partiesOf,
} from './hand-over-store.ts';

let c: Commission;
let chair: Office;
let secondChair: Office;
/** Whoever hands the post over, and whoever receives it. */
let old: { account: string; mandate: string };
let to: string;
let members: { receiver: string; chair: string; other: string };
/** Cases by whom they are about; the one of the commune lies out of the chair's reach. */
let cases: Record<'plain' | 'receiver' | 'chair' | 'commune', string>;
let drafts: { other: string; receiver: string };

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const heldBy = async ({ token }: Office) => {
  const [row] = await c.owner`select account, mandate from session where token_hash = ${sha256(token)}`;
  return row as { account: string; mandate: string };
};
const person = (who: Office, id: string) =>
  heldBy(who).then(({ account }) => c.owner`update account set person = ${id} where id = ${account}`);

/** An inspection of a body, on a member, with a duty that is due in ten days. */
async function inspected(body: string, subject: string): Promise<string> {
  const [id, row] = [c.newId(), c.newId()];
  const made = await command(c.machine, { command: 'x', input: 1 }, async (tx) => {
    await tx`insert into inspection (id, body, nature, origin, number, title, opened_on)
      values (${id}, ${body}, 'inspection', 'signs', ${id.slice(-6)}, 'x', '2023-01-05')`;
    await tx`insert into inspection_subject (id, inspection, kind, subject_person, works, concluded_on, result)
      values (${row}, ${id}, 'member', ${subject}, '{signs}', '2023-02-05', 'shortcomings')`;
    await tx`insert into remediation (id, subject, duty, due_on) values (${c.newId()}, ${row}, 'x', '2023-10-15')`;
    return done(null);
  });
  accepted(made);
  await c.owner`insert into assignment (id, case_key, mandate, valid_from, decision, act)
    values (gen_random_uuid(), ${id}, ${old.mandate}, '2000-01-01', '1', 1)`;
  return id;
}

beforeAll(async () => {
  c = await openCommission();
  const { district, tam_ky } = c.units;
  chair = await c.officer('inspection_chair', district);
  secondChair = await c.officer('inspection_chair', district);
  await c.linked(secondChair);
  await c.owner`update account set password_hash = 'x', unit = m.unit from mandate m
    where m.account = account.id and m.role <> 'machine'`;
  old = await heldBy(c.first);
  members = { receiver: await c.newMember(), chair: await c.newMember(), other: await c.newMember() };
  await person(chair, members.chair);
  to = c.newId();
  await c.owner`insert into account (id, name, full_name, password_hash, unit, person)
    values (${to}, 'nhan', 'Người Nhận', 'x', ${district}, ${members.receiver})`;
  const commune = c.newId();
  const founded = await command(c.machine, { command: 'x', input: 1 }, async (tx) => {
    await tx`insert into body (id, unit, kind, valid_from) values (${commune}, ${tam_ky}, 'inspection_commission', '2000-01-01')`;
    return done(null);
  });
  accepted(founded);
  cases = {
    plain: await inspected(c.body, members.other),
    receiver: await inspected(c.body, members.receiver),
    chair: await inspected(c.body, members.chair),
    commune: await inspected(commune, members.other),
  };
  drafts = {
    other: (await c.proposed(members.other)).id,
    receiver: (await c.proposed(members.receiver)).id,
  };
  await c.proposed(members.chair);
});
afterAll(() => c.close());

const asked = <T>(who: Office, work: (tx: Reader) => Promise<T>) => read(who, work);
const within = { day: '2023-10-05', until: '2023-12-04', months: 12 } as never;
const at = () => c.clock.now();
const sorted = (rows: readonly (string | null | boolean)[][]) => rows.map((row) => row.join(' ')).sort();

test('cases are named where they are open, counted where they are not, and untold to whoever they concern', async () => {
  const rows = await asked(chair, (tx) => casesToPass(tx, old.mandate, to));
  expect(sorted(rows.map(({ id, passes, for_both }) => [id, passes, for_both]))).toEqual(
    sorted([
      [cases.plain, true, true],
      [cases.receiver, false, false],
      [null, true, true],
    ]),
  );
  const second = await asked(secondChair, (tx) => casesToPass(tx, old.mandate, to));
  expect(second.map(({ id }) => id)).toContain(cases.chair);
  expect(second).toHaveLength(4);
  const accounts = await asked(chair, accountsBeneath);
  const post = accounts.flatMap(({ mandates }) => mandates).find(({ id }) => id === old.mandate)!;
  expect(post.cases, 'nor by a count elsewhere').toBe(3);
});

test('deadlines and proposals likewise', async () => {
  const due = await asked(chair, (tx) => deadlinesOf(tx, old.mandate, to, within));
  expect(sorted(due.map(({ kind, id, due: day, for_both }) => [kind, id !== null, day, for_both]))).toEqual(
    sorted([
      ['remediation', true, '2023-10-15', true],
      ['remediation', true, '2023-10-15', false],
      ['remediation', false, null, true],
    ]),
  );
  const open = await asked(chair, (tx) => draftsToEnd(tx, old.mandate, to, at()));
  expect(sorted(open.map(({ kind, id, for_both }) => [kind, id, for_both]))).toEqual(
    sorted([
      ['discipline', drafts.other, true],
      ['discipline', drafts.receiver, false],
    ]),
  );
});

test('signing in: sessions, other posts and second steps of both', async () => {
  const parties = await asked(chair, (tx) => partiesOf(tx, old.mandate, to, at()));
  expect(parties).toMatchObject({
    ...{ unit_name: 'Đảng bộ huyện', role: 'inspection', to_name: 'Người Nhận', sessions: 1 },
    ...{ other_posts: 0, own_factor: false, needed: true, to_factor: false },
  });
  await c.owner`insert into totp (account, secret) values (${to}, 'x')`;
  const later = await asked(chair, (tx) => partiesOf(tx, old.mandate, to, at()));
  expect([later!.own_factor, later!.to_factor]).toEqual([false, true]);
});

test('nobody else is told anything: not the holder, not a stranger, not an office that could not give the post', async () => {
  for (const who of [c.first, c.second, c.clerk, c.commune])
    expect(
      await asked(who, async (tx) => [
        await partiesOf(tx, old.mandate, to, at()),
        ...(await casesToPass(tx, old.mandate, to)),
        ...(await draftsToEnd(tx, old.mandate, to, at())),
        ...(await deadlinesOf(tx, old.mandate, to, within)),
      ]),
    ).toEqual([undefined]);
});

test('one act: cases go over but those held back, proposals are withdrawn, sessions end, and it is kept', async () => {
  const id = c.newId();
  const typed = {
    id,
    account: old.account,
    mandate: old.mandate,
    to,
    decision: '2-QĐ',
    keys: 'hai chìa khóa',
  };
  const offered = { roles: [], people: { [to]: { vi: 'x', en: 'x' } } };
  const { proposal } = accepted(await carryOut(chair, 'hand-over', typed, offered));
  expect(await asked(c.first, (tx) => tx`select from unit`)).not.toHaveLength(0);
  expect(await asked(chair, (tx) => handedOver(tx, id))).toBeUndefined();
  const { sha256: shown } = (await proposalSeen(secondChair, proposal!))!;
  accepted(await approve(secondChair, catalogue.act, proposal!, shown));

  expect(await asked(c.first, (tx) => tx`select from unit`)).toHaveLength(0);
  expect(await c.owner`select from session where mandate = ${old.mandate}`).toHaveLength(0);
  const now = await c.owner<{ case_key: string }[]>`select case_key from assignment where mandate = ${id}`;
  expect(now.map(({ case_key }) => case_key).sort()).toEqual(
    [cases.plain, cases.chair, cases.commune].sort(),
  );
  const ends =
    await c.owner`select e.outcome, e.reason from proposal_end e join proposal p on p.id = e.proposal
    where p.mandate = ${old.mandate}`;
  expect([...ends]).toEqual(Array(3).fill({ outcome: 'withdrawn', reason: 'Bàn giao nhiệm vụ, 2-QĐ' }));
  expect(codesOf(await endUndone(c.second, drafts.other, 'refused', 'x'))).toEqual(['proposal_ended']);

  expect(await asked(chair, (tx) => handedOver(tx, id))).toMatchObject({
    ...{ keys: 'hai chìa khóa', decision: '2-QĐ', to_name: 'Người Nhận', other_posts: 0 },
  });
  const kept = async (who: Office) =>
    asked(who, async (tx) => [(await casesPassed(tx, id)).length, (await draftsEnded(tx, id)).length]);
  expect(await kept(chair), 'all but what concerns the chair').toEqual([3, 2]);
  expect(await kept(secondChair)).toEqual([4, 3]);
  expect(await kept(c.clerk)).toEqual([0, 0]);
  const token = c.newId();
  await c.owner`insert into session (token_hash, account, mandate, started_at, seen_at, expires_at)
    values (${sha256(token)}, ${to}, ${id}, '2023-01-01', '2023-01-01', '2100-01-01')`;
  expect(await kept({ ...chair, token }), 'the new holder, of what does not concern them').toEqual([3, 2]);
  const [seen] = await asked({ ...chair, token }, (tx) => tx`select count(*)::int as n from inspection`);
  expect(seen).toEqual({ n: 3 });
});
