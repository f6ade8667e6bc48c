/** Where two trees share no superior, and where a third file comes in between. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { command, read } from '../../db/door.ts';
import { done } from '../../kernel/refusal.ts';
import type { Office } from '../../records/commands.ts';
import { accepted, codesOf, openOffice, type TestOffice } from '../../records/testing.ts';
import { noteIdentity, settle } from './identity.ts';
import { identityHolder, identityNoted, type Reconciliation, reconciliations } from './identity-store.ts';

let office: TestOffice;
let district: Office;
/** The office of another district, which shares no superior with the first. */
let abroad: Office;
const persons = { here: '', there: '', third: '', foreign: '' };

beforeAll(async () => {
  office = await openOffice();
  const [away, period] = [office.newId(), office.newId()];
  const { tam_ky_cell, dien_ban_cell, dien_ban } = office.units;
  const made = await command(office.machine, { command: 'x', input: 1 }, async (tx) => {
    await tx`select found_units(${[away]}, ${[null]}::uuid[])`;
    await tx`insert into unit_period (id, unit, valid_from, kind, name, code)
      values (${period}, ${away}, '2000-01-01', 'district', 'Đảng bộ huyện khác', 'khac')`;
    await tx`select rebuild_closure()`;
    const units = { here: tam_ky_cell, there: dien_ban_cell, third: dien_ban, foreign: away };
    for (const name of Object.keys(persons) as (keyof typeof persons)[]) {
      persons[name] = office.newId();
      await tx`insert into person (id, unit, name) values (${persons[name]}, ${units[name]}, ${name})`;
    }
    return done(null);
  });
  accepted(made);
  district = await office.officer('office', office.units.district);
  abroad = await office.officer('office', away);
});
afterAll(() => office.close());

const note = (who: Office, name: keyof typeof persons, number: string) =>
  noteIdentity(who, persons[name], { number });
const open = (who: Office) => read(who, (tx) => reconciliations(tx));
const notedFor = (who: Office, name: keyof typeof persons) =>
  read(who, (tx) => identityNoted(tx, persons[name]));
const keeps = (one: Reconciliation, name: keyof typeof persons) =>
  one.first.id === persons[name] ? 'first' : 'second';

test('without a common superior the own top settles, and takes no number from a file beyond it', async () => {
  accepted(await note(abroad, 'foreign', '049201000001'));
  expect(accepted(await note(district, 'here', '049201000001'))).toBe('elsewhere');
  const [one, ...more] = await open(district);
  expect([more, await open(abroad)]).toEqual([[], []]);
  expect([one!.first, one!.second].find(({ id }) => id === persons.foreign)).toMatchObject({
    name: null,
    unit: null,
  });
  expect(await notedFor(district, 'foreign'), 'asked by an id alone').toBe(false);
  expect(await read(abroad, (tx) => identityHolder(tx, one!.id))).toBeNull();
  const mine = { settlement: keeps(one!, 'here'), reason: 'x' };
  expect(codesOf(await settle(district, one!.id, mine))).toEqual(['beyond settlement']);
  expect([await notedFor(abroad, 'foreign'), (await open(district)).length]).toEqual([true, 1]);
  accepted(await settle(district, one!.id, { settlement: keeps(one!, 'foreign'), reason: 'x' }));
  expect([await notedFor(district, 'here'), await notedFor(abroad, 'foreign')]).toEqual([false, true]);
});

test('a number that a third file was given meanwhile is the next question, not taken from it', async () => {
  const number = '049201000002';
  accepted(await note(district, 'there', number));
  expect(accepted(await note(district, 'here', number))).toBe('elsewhere');
  const [one] = await open(district);
  expect(await read(district, (tx) => identityHolder(tx, one!.id))).toBe(persons.there);
  accepted(await note(district, 'there', '049201000003'));
  expect(accepted(await note(district, 'third', number))).toBe('ok');
  expect(await read(district, (tx) => identityHolder(tx, one!.id))).toBeNull();
  accepted(await settle(district, one!.id, { settlement: keeps(one!, 'here'), reason: 'x' }));
  const [next, ...more] = await open(district);
  expect([[next!.first.id, next!.second.id].sort(), more]).toEqual([
    [persons.here, persons.third].sort(),
    [],
  ]);
  expect(
    await Promise.all((['here', 'there', 'third'] as const).map((name) => notedFor(district, name))),
  ).toEqual([false, true, true]);
});
