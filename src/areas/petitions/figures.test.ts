import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWork, type Work } from '../../audit/testing.ts';
import { asFigures, read } from '../../db/door.ts';
import { compareCounts } from '../../figures/compare.ts';
import { figureCatalogue, type When } from '../../figures/define.ts';
import { loadFacts } from '../../figures/recount.ts';
import { type District, foundDistrict, NINE_MONTHS_2023 } from '../../figures/testing.ts';
import { plainDate } from '../../kernel/plain-date.ts';
import { petitionsFigures } from './figures.ts';

const figures = figureCatalogue([petitionsFigures]);

let work: Work;
let units: District;

const insert = (table: string, rows: object[]) =>
  work.act(`insert ${table}`, (tx) => tx`insert into ${tx(table)} ${tx(rows as Record<string, string>[])}`);

type Given = {
  kind?: string;
  duplicate_of?: string;
  disposed_on?: string;
  result?: string;
  resolved_on?: string;
};

const letter = (body: string, on: string, { kind = 'denunciation', ...given }: Given = {}) => ({
  id: work.newId(),
  body,
  number: '1',
  kind,
  received_on: on,
  sender_code: 'NG-2023-1',
  duplicate_of: given.duplicate_of ?? null,
  disposition: given.disposed_on ? 'accepted' : null,
  disposed_on: given.disposed_on ?? null,
  result: given.result ?? null,
  resolved_on: given.resolved_on ?? null,
});

beforeAll(async () => {
  work = await openWork();
  units = await foundDistrict(work);
  const [commission, local, committee] = [work.newId(), work.newId(), work.newId()];
  await insert('body', [
    { id: commission, unit: units.district, kind: 'inspection_commission', valid_from: '2000-01-01' },
    { id: local, unit: units.a, kind: 'inspection_commission', valid_from: '2000-01-01' },
    { id: committee, unit: units.a, kind: 'committee', valid_from: '2000-01-01' },
  ]);
  const first = letter(commission, '2023-02-01', {
    disposed_on: '2023-02-10',
    result: 'partly_true',
    resolved_on: '2023-05-01',
  });
  const old = letter(commission, '2022-12-01', {
    disposed_on: '2022-12-10',
    result: 'false',
    resolved_on: '2023-01-15',
  });
  const complaint = letter(commission, '2023-03-01', {
    kind: 'complaint',
    disposed_on: '2023-10-06',
    result: 'kept',
    resolved_on: '2023-10-07',
  });
  await insert('petition', [
    first,
    old,
    complaint,
    letter(commission, '2023-10-05'),
    letter(commission, '2023-10-06'),
    letter(commission, '2023-04-01', { kind: 'feedback' }),
    letter(local, '2023-04-01'),
    letter(committee, '2023-04-01'),
  ]);
  await insert('petition', [letter(commission, '2023-02-20', { duplicate_of: first.id })]);
});
afterAll(() => work.close());

async function valuesOf(unit: string, when: Partial<When> = {}) {
  const facts = await read(work.who, (tx) => asFigures(tx, null, loadFacts));
  const { values, differences } = await read(work.who, (tx) =>
    compareCounts(tx, figures, facts, { ...NINE_MONTHS_2023, ...when }, plainDate('2023-10-05')),
  );
  expect(differences).toEqual([]);
  return Object.fromEntries(values.get(unit)!);
}

test('letters received by the unit’s own commission, duplicates apart, to the as-of date', async () => {
  expect(await valuesOf(units.district)).toMatchObject({
    'pet.received': 3,
    'pet.denunciation': 2,
    'pet.complaint': 1,
    'pet.duplicates': 1,
    'pet.feedback': 1,
    'pet.received_local': 1,
  });
  expect(await valuesOf(units.a)).toMatchObject({ 'pet.received': 1, 'pet.received_local': 0 });
});

test('what was disposed of or resolved after the as-of date is not yet', async () => {
  expect(await valuesOf(units.district)).toMatchObject({
    'pet.accepted': 1,
    'pet.not_yet_disposed': 2,
    'pet.received_resolved': 1,
    'pet.complaint.kept': 0,
  });
  expect(await valuesOf(units.district, { asOf: plainDate('2023-10-07') })).toMatchObject({
    'pet.received': 4,
    'pet.accepted': 2,
    'pet.complaint.kept': 1,
  });
});

test('resolutions count by their own day, whenever the letter came', async () => {
  expect(await valuesOf(units.district)).toMatchObject({
    'pet.resolved': 2,
    'pet.denunc.resolved': 2,
    'pet.denunc.false': 1,
    'pet.denunc.partly_true': 1,
    'pet.complaint.resolved': 0,
  });
});

test('the table itself refuses a name for a code', async () => {
  for (const code of ['sender_code', 'envelope'])
    await expect(
      work.act('name', (tx) => tx`update petition set ${tx({ [code]: 'NguyenVanAn-1' })}`),
    ).rejects.toThrow('contradict');
});
