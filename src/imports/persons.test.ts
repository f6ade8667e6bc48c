/** Whom a list is about: the persons whose records it changes have no part in its two persons. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { approve, proposalSeen } from '../approvals/commands.ts';
import type { Act } from '../approvals/define.ts';
import { type District, foundDistrict, openOffice, type TestOffice } from '../areas/membership/testing.ts';
import { read } from '../db/door.ts';
import { sessionFor } from '../records/testing.ts';
import { bulkAct, carryOutImport } from './act.ts';
import { decideAll } from './commands.ts';
import { sampleRow } from './sample-lists.ts';
import { rowsOfOutcome } from './store.ts';
import { asSuggestedFor, handInFor, list } from './testing.ts';

let office: TestOffice;
let units: District;
beforeAll(async () => {
  office = await openOffice();
  units = await foundDistrict(office, 'x', null);
}, 60_000);
afterAll(() => office?.work.close());

test('a list that changes more than twenty records names the persons: none of them proposes or approves it', async () => {
  const rows = Array.from({ length: 21 }, (_, i) => sampleRow(400 + i));
  const recorded = await handInFor(office, [list(rows)], units.a2);
  await asSuggestedFor(office, recorded);
  expect(await carryOutImport(office, recorded, 'apply')).toMatchObject({ ok: true });
  const { owner } = office.work;
  const [root] = await owner`select unit from unit_now where parent is null limit 1`;
  const officer = async () => ({
    ...office,
    token: await sessionFor(owner, 'organisation', root!.unit, office.newId),
  });
  const [first, second] = [await officer(), await officer()];
  const tie = (who: typeof office, person: string) => owner`update account set person = ${person}
    where id = (select account from session where token_hash = token_hash(${who.token}))`;
  const id = await handInFor(first, [list(rows.map((row) => row.with(4, 'Tày')))], units.a2);
  await asSuggestedFor(first, id);
  await decideAll(first, id, 'ethnicity', 'differs', 'theirs');
  const changed = (await read(first, (tx) => rowsOfOutcome(tx, id, 'changed', 0, 100)))
    .map(({ record }) => record!)
    .sort();
  const proposed = await carryOutImport(first, id, 'apply');
  const proposal = (proposed.ok && proposed.value.proposal) || '';
  expect(await owner`select subjects from proposal where id = ${proposal}`).toEqual([{ subjects: changed }]);
  const agree = async () => {
    const seen = await proposalSeen(second, proposal);
    const outcome = await approve(second, () => bulkAct as Act, proposal, seen?.sha256 ?? '');
    return outcome.ok ? [] : outcome.refusals.map(({ code }) => code);
  };
  expect(await agree()).toEqual(['account_unlinked']);
  await tie(second, changed[20]!);
  expect(await agree()).toEqual(['not_found']);
  const other = office.newId();
  await office.work.act(
    'x',
    (tx) => tx`insert into person (id, unit, name) values (${other}, ${units.a1}, 'Đỗ Thị Cán Bộ')`,
  );
  await tie(second, other);
  expect(await agree()).toEqual([]);
  await tie(first, changed[0]!);
  const undone = await carryOutImport(first, id, 'undo');
  expect(undone.ok ? [] : undone.refusals.map(({ code }) => code)).toEqual(['person_concerned']);
});
