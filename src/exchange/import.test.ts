import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { asKnownAt, read } from '../db/door.ts';
import type { Instant } from '../kernel/clock.ts';
import type { Outcome } from '../kernel/refusal.ts';
import { accepted, codesOf, openOffice, type TestOffice } from '../records/testing.ts';
import { type ImportRefusal, importExchange } from './import.ts';

let office: TestOffice;
let folder: string;

beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office.close());
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'capuy-import-'));
  write('manifest.json', '{"format": 1, "title": {"vi": "Thử", "en": "Test"}}');
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(name: string, text: string): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), text);
}

const csv = (name: string, ...lines: (string | readonly string[])[]) =>
  write(
    `${name}.csv`,
    `${lines.map((line) => (typeof line === 'string' ? line : line.join())).join('\n')}\n`,
  );

const run = (options = {}, by = office.machine) => importExchange(by, folder, options);

/** Each fault as `file:line field`, in the order they are told. */
const faultsOf = (outcome: Outcome<unknown>): string[] => {
  const refusals = outcome.ok ? [] : (outcome.refusals as ImportRefusal[]);
  return refusals
    .flatMap((r) => r.faults ?? [])
    .map((f) => `${f.file}:${f.line}${f.field ? ` ${f.field}` : ''}`);
};

/** What an import may change: rows, old versions, units, audit entries. */
const state = async () => {
  const tables = [
    'document',
    'past.document',
    'person',
    'stay',
    'unit',
    'unit_period',
    'audit_entry',
    'unit_closure',
  ];
  const counts = tables.map(async (table) => [
    table,
    (await office.owner`select from ${office.owner(table)}`).length,
  ]);
  return Object.fromEntries(await Promise.all(counts)) as Record<string, number>;
};

const PERSON = 'id,unit,name,birth_date,sex,youth_union';
const STAY = 'id,person,unit,valid_from,valid_to,came_by,left_by';
const DOCUMENT = 'id,unit,number,issuer,issued_on,title,level,implements';
const documentRow = (id = office.newId(), title = 'Về học tập') =>
  [id, office.units.tam_ky, id.slice(-12), 'Ban', '2023-01-05', title, 'district', ''] as const;
const person = (id = office.newId()) =>
  [id, office.units.tam_ky_cell, 'Lê Thị Hòa', '1990-02', 'female', 'false'] as const;

/** Refused with exactly these faults, each with a repair in both languages, and nothing changed. */
async function expectFaults(...faults: string[]): Promise<void> {
  const before = await state();
  const outcome = await run();
  expect(faultsOf(outcome)).toEqual(faults);
  const told = outcome.ok ? [] : ((outcome.refusals[0] as ImportRefusal).faults ?? []);
  for (const { message } of told) expect(message.vi.length * message.en.length).toBeGreaterThan(0);
  expect(await state()).toEqual(before);
}

describe('a folder with faults', () => {
  test('is refused whole, and every fault of every file is told with its line', async () => {
    const [first, second] = [person(), person()];
    csv('person', PERSON, first, [second[0], second[1], '', '1990-13', 'unknown', 'yes'], person());
    csv('stay', STAY, ['x', first[0], office.units.tam_ky_cell, '30/9/2023', '', 'opening', '']);
    csv(
      'document',
      DOCUMENT,
      documentRow(),
      [...documentRow(), 'too much'],
      documentRow(undefined, 'a\u0007b'),
    );
    await expectFaults(
      ...['name', 'birth_date', 'sex', 'youth_union'].map((field) => `person.csv:3 ${field}`),
      ...['id', 'valid_from'].map((field) => `stay.csv:2 ${field}`),
      ...['document.csv:3', 'document.csv:4 title'],
    );
  });
  test('that was cut off in the middle is not taken for a shorter one', async () => {
    csv('person', PERSON, person());
    write('document.csv', `${DOCUMENT}\n${documentRow().join()}\n${office.newId()},"${office.units.tam_ky}`);
    const [fault, ...others] = faultsOf(await run());
    expect(fault).toMatch(/^document\.csv:[34]$/);
    expect(others).toEqual([]);
  });
  test('a file without a line, one without rows', async () => {
    write('document.csv', '');
    csv('person', PERSON);
    await expectFaults('document.csv:1');
  });
  test('unknown and missing columns are told by name', async () => {
    csv('person', 'id,name,born', [office.newId(), 'Lê Thị Hòa', '1990']);
    csv('past/document', DOCUMENT, documentRow());
    await expectFaults(
      ...['born', 'unit'].map((field) => `person.csv:1 ${field}`),
      ...['known_from', 'known_to'].map((field) => `past/document.csv:1 ${field}`),
    );
  });
  test('a column that stands there twice', async () => {
    const id = office.newId();
    csv('person', 'id,unit,name,name', [id, 'tam-ky', 'Lê Thị Hòa', 'Lê Thị Hà']);
    await expectFaults('person.csv:1 name');
  });

  test('a reference to a record that is neither in the folder nor here', async () => {
    const [here] = [person()];
    csv('person', PERSON, here);
    csv(
      'stay',
      STAY,
      ...[here[0], office.newId()].map((id) => [
        office.newId(),
        id,
        office.units.tam_ky_cell,
        '2020-01-01',
        '',
        'opening',
        '',
      ]),
    );
    csv('document', DOCUMENT, [...documentRow().slice(0, 7), office.newId()]);
    await expectFaults('stay.csv:3 person', 'document.csv:2 implements');
  });
  test('an id twice', async () => {
    const id = office.newId();
    csv('document', DOCUMENT, documentRow(id), documentRow(), documentRow(id));
    await expectFaults('document.csv:4 id');
  });
  test('a person in two cells on one day', async () => {
    const one = person();
    const stay = (unit: string, from: string, to: string) =>
      [office.newId(), one[0], unit, from, to, 'opening', to ? 'transfer' : ''] as const;
    csv('person', PERSON, one);
    const { tam_ky_cell, dien_ban_cell } = office.units;
    csv('stay', STAY, stay(tam_ky_cell, '2020-01-01', '2022-01-01'), stay(dien_ban_cell, '2021-12-31', ''));
    await expectFaults('stay.csv:3 person');
    csv('stay', STAY, stay(tam_ky_cell, '2020-01-01', '2022-01-01'), stay(dien_ban_cell, '2022-01-01', ''));
    accepted(await run());
    rmSync(join(folder, 'person.csv'));
    csv('stay', STAY, stay(tam_ky_cell, '2023-01-01', ''));
    await expectFaults('stay.csv:2 person');
  });
  test('cells of a line that contradict each other', async () => {
    const one = person();
    csv('person', PERSON, one);
    csv('stay', STAY, [
      office.newId(),
      one[0],
      office.units.tam_ky_cell,
      '2020-01-01',
      '2019-01-01',
      'opening',
      'transfer',
    ]);
    await expectFaults('stay.csv:2');
  });
  test('an earlier version of a record that is not there, without its instants, or that ends before it begins', async () => {
    const row = documentRow();
    csv('document', DOCUMENT, row);
    const past = (id: string, ...instants: string[]) => [...documentRow(id), ...instants];
    const [early, late] = ['2023-02-01T08:00:00+07:00', '2023-03-01T08:00:00+07:00'];
    csv(
      'past/document',
      `${DOCUMENT},known_from,known_to`,
      past(row[0], early, late),
      past(office.newId(), early, late),
      past(row[0], '', late),
      past(row[0], late, early),
    );
    await expectFaults(
      'past/document.csv:4 known_from',
      'past/document.csv:3 id',
      'past/document.csv:5 known_to',
    );
  });
});

test.each([
  ['no such folder', () => rmSync(join(folder, 'manifest.json'))],
  [
    'a manifest of another format',
    () => write('manifest.json', '{"format": 2, "title": {"vi": "", "en": ""}}'),
  ],
  ['a file that is no table', () => csv('people', PERSON, person())],
  ['a view instead of a table', () => csv('unit', 'id,name', [office.newId(), 'x'])],
])('%s is refused before anything is read', async (_, spoil) => {
  spoil();
  expect(codesOf(await run())).toEqual(['bad_exchange']);
});

describe('a folder without faults', () => {
  test('is recorded with one audit entry, in whatever order files and columns stand', async () => {
    const [unit, cell, one] = [office.newId(), office.newId(), office.newId()];
    csv('person', 'name,unit,id', ['"Trần Văn “Bốn”, bí danh ""Tư"""'.normalize('NFD'), cell, one]);
    csv(
      'unit_period',
      'code,id,unit,parent,kind,name,valid_from',
      ['cell', office.newId(), cell, unit, 'subordinate_cell', 'Chi bộ', '2020-01-01'],
      ['xa', office.newId(), unit, office.units.district, 'grassroots_committee', 'Đảng bộ xã', '2020-01-01'],
    );
    const before = (await office.owner`select id from audit_entry`).length;
    const { recorded } = accepted(await run());
    expect(recorded).toEqual({ 'unit_period.csv': 2, 'person.csv': 1 });
    const [row] =
      await office.owner`select p.name, p.youth_union, p.place between u.place and u.place_end as inside
      from person p, unit u where p.id = ${one} and u.id = ${unit}`;
    expect(row).toEqual({ name: 'Trần Văn “Bốn”, bí danh "Tư"', youth_union: false, inside: true });
    const acts = await office.owner`select act from person where id = ${one}
      union select act from unit where id in ${office.owner([unit, cell])}`;
    expect(acts).toHaveLength(1);
    expect((await office.owner`select id from audit_entry`).length).toBe(before + 1);
    const [closure] =
      await office.owner`select depth from unit_closure where ancestor = ${unit} and descendant = ${cell}`;
    expect(closure).toEqual({ depth: 1 });
  });

  test('a second time it records nothing, and says that all of it was here', async () => {
    csv('document', DOCUMENT, documentRow(), documentRow());
    accepted(await run());
    const before = await state();
    const again = accepted(await run());
    expect([again.recorded, again.already]).toEqual([{ 'document.csv': 0 }, 2]);
    expect(await state()).toEqual({ ...before, audit_entry: before.audit_entry! + 1 });
  });
  test('with other content under an id that is here it is refused', async () => {
    const id = office.newId();
    csv('document', DOCUMENT, documentRow(id), documentRow());
    accepted(await run());
    csv('document', DOCUMENT, documentRow(id, 'Khác'), documentRow());
    await expectFaults('document.csv:2 id');
  });
  test('with --check it changes nothing and says what it would record', async () => {
    csv('document', DOCUMENT, documentRow(), documentRow());
    const before = await state();
    expect(accepted(await run({ checkOnly: true }))).toMatchObject({
      recorded: { 'document.csv': 2 },
      checkedOnly: true,
    });
    expect(await state()).toEqual(before);
    expect(accepted(await run()).recorded).toEqual({ 'document.csv': 2 });
  });

  test('earlier versions and the instants of knowledge are honoured', async () => {
    const row = documentRow(undefined, 'ba');
    const [first, second, third] = [
      '2023-02-01T08:00:00+07:00',
      '2023-03-01T08:00:00+07:00',
      '2023-04-01T08:00:00+07:00',
    ];
    const version = (title: string, ...instants: string[]) => [...documentRow(row[0], title), ...instants];
    csv('document', `${DOCUMENT},known_from`, version('ba', third));
    csv(
      'past/document',
      `${DOCUMENT},known_from,known_to`,
      version('một', first, second),
      version('hai', second, third),
    );
    accepted(await run());
    const knownAt = (instant: string) =>
      read(office.machine, async (tx) => {
        await asKnownAt(tx, instant as Instant);
        return (await tx`select title from document where id = ${row[0]}`).map((found) => found.title).join();
      });
    const seen = ['2023-02-01T00:59:59Z', first, second, '2023-04-01T00:59:59.999999Z', third];
    expect(await Promise.all(seen.map(knownAt))).toEqual(['', 'một', 'hai', 'hai', 'ba']);
    const again = accepted(await run());
    expect(again.recorded).toEqual({ 'document.csv': 0, 'past/document.csv': 0 });
  });
  test('earlier versions of a person, whose name is folded by the database', async () => {
    const now = person();
    const instants = ['2023-02-01T08:00:00Z', '2023-03-01T08:00:00Z'];
    csv('person', `${PERSON},known_from`, [...now, instants[1]!]);
    csv('past/person', `${PERSON},known_from,known_to`, [
      now[0],
      now[1],
      'Lê Thị Hoa',
      '',
      '',
      'false',
      ...instants,
    ]);
    expect(accepted(await run()).recorded).toEqual({ 'person.csv': 1, 'past/person.csv': 1 });
    const [past] = await office.owner`select name, folded, given from past.person where id = ${now[0]}`;
    expect(past).toEqual({ name: 'Lê Thị Hoa', folded: 'le thi hoa', given: 'Hoa' });
  });
  test('what was known only later than now is known from now', async () => {
    const row = documentRow();
    csv('document', `${DOCUMENT},known_from`, [...row, '2099-01-01T00:00:00Z']);
    accepted(await run());
    const [stored] = await office.owner`select known_from = (select max(at) from audit_entry) as now
      from document where id = ${row[0]}`;
    expect(stored).toEqual({ now: true });
  });
  test('one file alone is imported by its name', async () => {
    csv('document', DOCUMENT, documentRow());
    const outcome = await importExchange(office.machine, join(folder, 'document.csv'));
    expect(accepted(outcome).recorded).toEqual({ 'document.csv': 1 });
  });
  test('for units outside the officer’s part of the tree it is refused whole', async () => {
    const secretary = await office.officer('cell_secretary', office.units.dien_ban_cell);
    csv('document', DOCUMENT, documentRow());
    const before = await state();
    expect((await run({}, secretary)).ok).toBe(false);
    expect(await state()).toEqual(before);
  });
});
