/** A post that was elected with its body ends with the body's term, as the records tell it; the office's goes on. */
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { command, read } from '../../db/door.ts';
import { done } from '../../kernel/refusal.ts';
import type { Office } from '../../records/commands.ts';
import { accepted, openOffice, type TestOffice } from '../../records/testing.ts';
import { accountsBeneath } from './accounts-store.ts';

let office: TestOffice;
/** The district's office, which keeps accounts; a commune's chair and office. */
let above: Office;
let chair: Office;
let clerk: Office;
/** By body of the commune: its running term. */
let terms: Record<'inspection_commission' | 'committee', string>;

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const mandateOf = async ({ token }: Office): Promise<string> =>
  (await office.owner`select mandate from session where token_hash = ${sha256(token)}`)[0]!.mandate;
const sees = async (who: Office) => (await read(who, (tx) => tx`select from unit`)).count > 0;
const recorded = async (work: (tx: Parameters<Parameters<typeof command>[2]>[0]) => Promise<unknown>) =>
  void accepted(
    await command(office.machine, { command: 'x', input: 1 }, async (tx) => {
      await work(tx);
      return done(null);
    }),
  );
/** The term of a body ends, or turns out not to have ended; `days` from today. */
const endTerm = (term: string, days: number | null) =>
  recorded((tx) => tx`update body_term set valid_to = today() + ${days}::int where id = ${term}`);
const told = async (who: Office) => {
  const id = await mandateOf(who);
  const accounts = await read(above, accountsBeneath);
  return accounts.flatMap(({ mandates }) => mandates).find((post) => post.id === id)!;
};

beforeAll(async () => {
  office = await openOffice();
  const { tam_ky, district } = office.units;
  above = await office.officer('office', district);
  chair = await office.officer('inspection_chair', tam_ky);
  clerk = await office.officer('office', tam_ky);
  await office.owner`update account set password_hash = 'x', unit = m.unit from mandate m
    where m.account = account.id and m.role <> 'machine'`;
  await office.owner`update mandate set body = 'inspection_commission', valid_from = today() - 1000
    where id = ${await mandateOf(chair)}`;
  terms = { inspection_commission: office.newId(), committee: office.newId() };
  await recorded(async (tx) => {
    for (const [kind, term] of Object.entries(terms)) {
      const body = office.newId();
      await tx`insert into body (id, unit, kind, valid_from) values (${body}, ${tam_ky}, ${kind}, '2000-01-01')`;
      await tx`insert into body_term (id, body, name, formed_by, decision, seats, valid_from, due_on)
        values (${term}, ${body}, '2020 – 2025', 'appointment', '1-QĐ', 5, '2020-01-01', today() - 30)`;
    }
  });
});
afterAll(() => office.close());

test('past the day it was due, a term whose end is not recorded locks nobody out, and is told', async () => {
  expect(await sees(chair)).toBe(true);
  const post = await told(chair);
  expect(post).toMatchObject({ inForce: true, termEnded: null });
  expect(post.termDue).not.toBeNull();
});

test('it ends on the day the records end the term, and not before', async () => {
  await endTerm(terms.inspection_commission, 1);
  expect(await sees(chair)).toBe(true);
  await endTerm(terms.inspection_commission, 0);
  expect(await sees(chair)).toBe(false);
  const post = await told(chair);
  expect([post.inForce, post.termEnded !== null, post.termDue]).toEqual([false, true, null]);
  await endTerm(terms.inspection_commission, null);
  expect(await sees(chair), 'corrected: it had not ended').toBe(true);
});

test('a successor term without a gap carries nobody over: a new post does, from its first day', async () => {
  await endTerm(terms.inspection_commission, 0);
  await recorded(
    (tx) => tx`insert into body_term (id, body, name, formed_by, decision, seats, valid_from, due_on)
      select ${office.newId()}, body, '2025 – 2030', 'appointment', '2-QĐ', 5, valid_to, valid_to + 1800
      from body_term where id = ${terms.inspection_commission}`,
  );
  expect(await sees(chair)).toBe(false);
  await office.owner`update mandate set valid_from = today() where id = ${await mandateOf(chair)}`;
  expect(await sees(chair), 'a post given on that day').toBe(true);
  expect((await told(chair)).termDue).not.toBeNull();
});

test('the end that was typed holds where it comes first', async () => {
  await office.owner`update mandate set term_end = today() where id = ${await mandateOf(chair)}`;
  expect(await sees(chair)).toBe(false);
  await office.owner`update mandate set term_end = null where id = ${await mandateOf(chair)}`;
});

test('the office works for the body from one term to the next', async () => {
  await endTerm(terms.committee, -1);
  expect(await sees(clerk)).toBe(true);
  expect(await told(clerk)).toMatchObject({ inForce: true, termDue: null, termEnded: null });
});
