/** The second demonstration: a commune of 2026 under 21-QĐ/TW and 212-QĐ/TW, its forms, its commission's report, its case. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openMachineSession } from '../src/areas/access/commands.ts';
import { figures } from '../src/catalogue.ts';
import { demonstrationNames } from '../src/cli/demonstration.ts';
import { readDemo } from '../src/cli/serve.ts';
import { asFigures, read, type Who } from '../src/db/door.ts';
import { compareCounts } from '../src/figures/compare.ts';
import { loadFacts } from '../src/figures/recount.ts';
import { newest } from '../src/forms/editions.ts';
import { catalogueOf, layOut } from '../src/forms/layout.ts';
import { readPeriod } from '../src/forms/period.ts';
import { newId } from '../src/kernel/id.ts';
import { accepted } from '../src/records/testing.ts';
import { whenOf } from '../src/reports/request.ts';
import { communeOf2026 } from './demonstration.ts';
import { type DemoHouse, openDemoHouse, type Person } from './house.ts';

const edition = newest(figures, 'inspection');

let demo: DemoHouse;
let who: Who;
let office: Person;
beforeAll(async () => {
  demo = await openDemoHouse(communeOf2026, 2026);
  who = { ...demo.house, token: await openMachineSession(demo.owner, demo.house.clock) };
  office = await demo.signIn('vanphong');
}, 60_000);
afterAll(() => demo?.close());

type FormData = {
  rows: { id: string; cells: Record<string, { value?: number }> }[];
  checks: { id: string; ok: boolean }[];
};

const formOf = (form: string) => office.data<FormData>(`/forms/${edition.id}/${form}.json`);
const numberIn = ({ rows }: FormData, row: string, column: string) =>
  rows.find(({ id }) => id === row)!.cells[column]!.value;

test('pages show 2026 where nothing is asked for, and the forms of the nine months close', async () => {
  for (const { id } of edition.forms)
    expect(
      (await formOf(id)).checks.filter(({ ok }) => !ok).map(({ id: check }) => `${id} ${check}`),
    ).toEqual([]);
  const signs = await formOf('dhvp-dv');
  // The commune is the grassroots level since 26/7/2026; the person inspected sat on its committee.
  expect(
    ['total', 'grassroots', 'must', 'disciplined'].map((column) => numberIn(signs, 'total', column)),
  ).toEqual([1, 1, 1, 1]);
  expect(numberIn(signs, 'committee-grassroots', 'total')).toBe(1);
  expect(numberIn(signs, 'before', 'total')).toBe(0);
  expect(numberIn(await formOf('ktdv-d30'), 'total', 'cell')).toBe(2);
});

test('the commission’s report of 2026 speaks for a commission of the grassroots', async () => {
  const report = await office.data<{ period: { to: string }; sentences: { id: string; text: string }[] }>(
    '/reports/commission.json',
  );
  expect(report.period.to).toBe('2026-09-30');
  const said = Object.fromEntries(report.sentences.map(({ id, text }) => [id, text]));
  expect(said['by-commissions']).toMatch(/thi hành kỷ luật 1 đảng viên \(khiển trách 0, cảnh cáo 1,/);
  expect(said['by-committees']).toMatch(/thi hành kỷ luật 1 đảng viên \(khiển trách 1,/);
});

test('every cell of every unit is counted alike by the second method', async () => {
  const period = accepted(readPeriod('2026-9M'));
  const laid = edition.forms.map((form) => layOut(form, period.to, figures));
  const result = await read(who, async (tx) => {
    const facts = await asFigures(tx, null, loadFacts);
    const when = whenOf(period, demo.house.regulations);
    return compareCounts(tx, catalogueOf(laid, figures), facts, when, demo.house.clock.today());
  });
  expect(result.differences.slice(0, 3)).toEqual([]);
});

test('90 days and 30 more are in order; more is warned of, for 21-QĐ/TW was read second-hand', async () => {
  const [free] = await demo.owner<{ person: string }[]>`
    select person from stay where person not in (select person from suspension) order by person limit 1`;
  const suspend = (extended_until: string) =>
    office.sendJson('/suspension.json', {
      ...{
        id: newId(demo.house.clock),
        person: free!.person,
        what: 'party',
        valid_from: '2026-08-17',
        until_on: '2026-11-14',
      },
      ...{ decision_number: '7-QĐ/ĐU', decided_on: '2026-08-17', decided_by: 'Ban Thường vụ Đảng ủy' },
      ...{ extended_until, extension_number: '9-QĐ/ĐU' },
    });
  const late = await suspend('2026-12-15');
  expect([late.status, await late.text()]).toEqual([422, expect.stringContaining('21-QĐ/TW')]);
  expect((await suspend('2026-12-14')).status).toBe(201);
});

test('a demonstration is chosen by its name, and a name there is none of is told the others', () => {
  expect(demonstrationNames).toEqual(['district', 'commune-2026']);
  expect(readDemo([])).toMatchObject({ ok: true, value: undefined });
  expect(readDemo(['--demo', 'commune-2026'])).toMatchObject({ ok: true, value: 'commune-2026' });
  for (const args of [['--demo'], ['--demo', 'x']])
    expect(readDemo(args)).toMatchObject({ ok: false, refusals: [{ code: 'no_demonstration' }] });
});
