/** What is proposed in a case is open to those who work on it, and closed to whoever keeps away from it. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { disciplineDecision } from '../areas/discipline/contract.ts';
import { command, type Writer } from '../db/door.ts';
import { done } from '../kernel/refusal.ts';
import { correct, type Office, withdraw } from '../records/commands.ts';
import { accepted, codesOf, rowIn } from '../records/testing.ts';
import { approve, endUndone, proposalSeen, proposalsSeen } from './commands.ts';
import { type Commission, openCommission } from './testing.ts';

let office: Commission;
let first: Office;
let second: Office;
let third: Office;
let chair: Office;
/** A decision that `first` and `second` made, and its correction that `first` proposes. */
let form: Awaited<ReturnType<Commission['proposed']>>['form'];
let id: string;
let sha256: string;

const acts = (kind: string) => first.catalogue.act(kind);

beforeAll(async () => {
  office = await openCommission();
  ({ first, second } = office);
  [third, chair] = await Promise.all([
    office.officer('inspection', office.units.district),
    office.officer('inspection_chair', office.units.district),
  ]);
  const recorded = await office.proposed(await office.newMember());
  accepted(await approve(second, acts, recorded.id, recorded.sha256));
  form = recorded.form;
  const { known_from: seen } = (await rowIn(first, disciplineDecision, form.id))!;
  const change = { ...form, form: 'reprimand', seen: String(seen), reason: 'Nhập nhầm' };
  id = accepted(await correct(first, disciplineDecision, form.id, change)).proposal!;
  ({ sha256 } = (await proposalSeen(first, id))!);
});
afterAll(() => office.close());

/** Sends the account of an officer out of the case while `work` is done. */
async function recused(who: Office, work: () => Promise<void>): Promise<void> {
  await office.owner`insert into recusal (id, case_key, account, valid_from, grounds, act)
    select ${office.newId()}, ${form.id}, account, '2020-01-01', 'x', 1
    from session where token_hash = token_hash(${who.token})`;
  await work();
  await office.owner`delete from recusal`;
}

const listed = async (who: Office) => (await proposalsSeen(who)).some((one) => one.id === id);

const posts = async () => (await proposalSeen(first, id))!.approvers.map(({ post }) => post);

/** Past the product's own code, as whoever holds the connection of the application would send it. */
const ended = async (who: Office, how: string) => {
  let answer = '';
  await command(who, { command: 'x', input: 1 }, async (tx: Writer) => {
    const [row] = await tx<{ answer: string }[]>`
      select end_proposal(${id}, ${how}, ${sha256}, 'vì') as answer`;
    answer = row!.answer;
    throw new Error('taken back');
  }).catch(() => undefined);
  return answer;
};

async function isClosedTo(who: Office): Promise<void> {
  expect(await listed(who)).toBe(false);
  expect(await proposalSeen(who, id)).toBeUndefined();
  expect(codesOf(await approve(who, acts, id, sha256))).toEqual(['not_found']);
  for (const how of ['approved', 'refused', 'withdrawn']) expect(await ended(who, how)).toBe('not_found');
}

test('it is open to the chair and to the officer who works on the case, to no other officer of the unit', async () => {
  for (const who of [first, second, chair]) expect(await listed(who)).toBe(true);
  expect(await ended(second, 'approved')).toBe('approved');
  await isClosedTo(third);
});

test('a recused chair neither sees nor ends it, and is not named among who could approve it', async () => {
  expect(await posts()).toContain('inspection_chair');
  await recused(chair, async () => {
    await isClosedTo(chair);
    expect(await posts()).toEqual(['inspection']);
  });
  expect(await listed(chair)).toBe(true);
});

test('whoever proposed it and is recused since does not see it either', async () => {
  await recused(first, async () => {
    expect(await listed(first)).toBe(false);
    expect(codesOf(await endUndone(first, id, 'withdrawn'))).toEqual(['not_found']);
  });
});

test('past the code of the product nothing is proposed in a case one does not work on, nor of no decision', async () => {
  const proposes = (who: Office, rows: object) =>
    command(who, { command: 'x', input: 1 }, async (tx) => {
      const payload = JSON.stringify({ op: 'UPDATE', rows });
      await tx`select propose(${office.newId()}, 'discipline', ${office.units.district}, '{}', ${payload}::text, '[]')`;
      return done(null);
    });
  const rows = { discipline_decision: { id: form.id, note: 'x' } };
  expect(codesOf(await proposes(third, rows))).toEqual(['not_found unit']);
  expect(codesOf(await proposes(chair, {}))).toEqual(['not_found unit']);
  await recused(chair, async () => expect(codesOf(await proposes(chair, rows))).toEqual(['not_found unit']));
  accepted(await proposes(second, rows));
});

test('what was withdrawn since keeps its case: neither recused nor unassigned officers see what was proposed', async () => {
  const gone = accepted(await withdraw(first, disciplineDecision, form.id, { reason: 'Nhầm' })).proposal!;
  const { sha256: seen } = (await proposalSeen(second, gone))!;
  accepted(await approve(second, acts, gone, seen));
  await isClosedTo(third);
  await recused(chair, () => isClosedTo(chair));
});
