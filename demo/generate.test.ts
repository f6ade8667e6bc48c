import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { isId } from '../src/kernel/id.ts';
import { normaliseTone } from '../src/kernel/text.ts';
import { writeExchange } from './csv.ts';
import { ALL_NAMES, columnsOf, type Past, type Stored, TABLE_NAMES, type Table } from './exchange.ts';
import { DEMONSTRATION, generate, generateDistrict, streamExchange } from './generate.ts';

const folders: string[] = [];
const newFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'demo-'));
  folders.push(folder);
  return folder;
};
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

function digests(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((file) => file.isFile());
  const entries = files.map((file) => {
    const path = join(file.parentPath, file.name);
    return [
      path.slice(folder.length),
      createHash('sha256').update(readFileSync(path)).digest('hex'),
    ] as const;
  });
  return Object.fromEntries(entries.sort());
}

const data = generateDistrict();
const { tables, past } = data;
const everyRow = ALL_NAMES.flatMap((table) =>
  [...tables[table], ...past[table]].map((row) => ({
    table,
    row: row as Stored<Table> & Record<string, unknown>,
  })),
);

describe('the generator', () => {
  it('gives the same bytes twice, in memory and streaming', () => {
    const [one, two] = [newFolder(), newFolder()];
    writeExchange(one, data);
    streamExchange(two, DEMONSTRATION);
    const digest = digests(one);
    expect(digest).toEqual(digests(two));
    expect(Object.keys(digest)).toContain('/past/stay.csv');
    expect(Object.keys(digest)).toContain('/manifest.json');
  });

  it('gives other people for another seed', () => {
    const other = generate({ size: 'commune', seed: 'another' });
    const names = (rows: typeof tables.person) => rows.slice(0, 50).map((row) => row.name);
    expect(names(other.tables.person)).not.toEqual(
      names(generate({ size: 'commune', seed: 'one' }).tables.person),
    );
  });

  it('writes cells that a reader of RFC 4180 finds again', () => {
    const folder = newFolder();
    writeExchange(folder, data);
    const text = readFileSync(join(folder, 'person.csv'), 'utf8');
    const first = tables.person.find((row) => row.native_place?.includes(','))!;
    expect(text).toContain(`"${first.native_place}"`);
    expect(text.split('\n')).toHaveLength(tables.person.length + 2);
    const act = readFileSync(join(folder, 'reorganisation.csv'), 'utf8');
    expect(act).toContain('[{""operation"":""merge""');
  });
});

/** Where a document is its number, no record. */
const NUMBERED = ['standing', 'party_period', 'case_step', 'clock_change', 'remediation_money'];

/** Columns the demonstration does not tell of, or that the database fills. */
const LEFT_OUT: Readonly<Record<string, readonly string[]>> = {
  transfer: ['person_name', 'purpose', 'returned_on', 'ended_on', 'ended_by'],
  badge_award: [
    ...['badge_number', 'cell_agreed_on', 'cell_document', 'lost_on', 'reissued_on', 'reissue_document'],
    ...['returned_on', 'return_reason'],
  ],
  dues_month: ['cell'],
  meeting_absence: ['held_on'],
};

/** Columns by table as the migrations create them, and those they add later. */
function schemaColumns(): { created: Map<string, Set<string>>; added: Set<string> } {
  const folder = fileURLToPath(new URL('../db/migrations/', import.meta.url));
  const sql = readdirSync(folder)
    .sort()
    .map((name) => readFileSync(folder + name, 'utf8'))
    .join('\n');
  const found = new Map<string, Set<string>>();
  for (const [, name, body] of sql.matchAll(/^create table (\w+) \(\n([\s\S]*?)^\);/gm)) {
    const lines = body!.split('\n').map((line) => /^ {2}([a-z_]+) (?!\()/.exec(line));
    const generated = new Set(
      [...body!.matchAll(/^ {2}(\w+) .*generated always/gm)].map((match) => match[1]!),
    );
    const words = lines.flatMap((match) => (match ? [match[1]!] : []));
    const columns = words.filter((word) => !['check', 'unique', 'exclude', 'primary'].includes(word));
    found.set(name!, new Set(columns.filter((column) => !generated.has(column))));
  }
  for (const [, name] of sql.matchAll(/record_table\('(\w+)', '\w+',\s/g)) found.get(name!)!.delete('unit');
  const added = [...sql.matchAll(/^alter table (\w+)([^;]*);/gm)].flatMap(([, table, changes]) =>
    [...changes!.matchAll(/add column (\w+)/g)].map(([, name]) => `${table}.${name}`),
  );
  return { created: found, added: new Set(added) };
}

describe('the exchange format', () => {
  it('has the columns of the tables', () => {
    const { created, added } = schemaColumns();
    for (const table of TABLE_NAMES) {
      const columns = columnsOf(table).map((column) => column.name);
      const told = columns.filter((name) => !added.has(`${table}.${name}`));
      const all = [...created.get(table)!].filter((name) => !LEFT_OUT[table]?.includes(name));
      expect(told.sort(), table).toEqual(all.sort());
    }
  });

  it('is documented column by column', () => {
    const page = readFileSync(new URL('../docs/reference/exchange-format.md', import.meta.url), 'utf8');
    for (const table of ALL_NAMES) {
      const columns = columnsOf(table).map(({ name, optional }) => `${name}${optional ? '?' : ''}`);
      expect(page).toContain(`| \`${table}.csv\` | ${columns.join(', ')} |`);
    }
  });

  it('uses only the documented codes', () => {
    const page = readFileSync(new URL('../docs/reference/exchange-format.md', import.meta.url), 'utf8');
    const coded = [
      'kind',
      'sector',
      'sources',
      'works',
      'content_codes',
      'contents',
      'form',
      'theme',
      'result',
    ];
    const more = [
      'occupation',
      'qualification',
      'political_theory',
      'general_education',
      'disposition',
      'level',
    ];
    for (const { row } of everyRow) {
      for (const name of [...coded, ...more]) {
        const codes = [row[name] ?? []].flat() as string[];
        for (const code of codes.filter((one) => typeof one === 'string'))
          expect(page.includes(`\`${code}\``), `${name} ${code}`).toBe(true);
      }
    }
  });

  it('fills every table, and every column that may not be empty', () => {
    for (const table of TABLE_NAMES) expect(tables[table].length, table).toBeGreaterThan(0);
    for (const { table, row } of everyRow) {
      for (const { name, optional } of columnsOf(table)) {
        if (!optional) expect(row[name], `${table}.${name}`).not.toBeOneOf([undefined, null, '']);
      }
    }
  });

  it('gives every row an id of its own', () => {
    const ids = ALL_NAMES.flatMap((table) => tables[table].map((row) => row.id));
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.every(isId)).toBe(true);
    expect(tables.unit_period.every((row) => isId(row.unit))).toBe(true);
  });

  it('refers only to rows that are there', () => {
    const units = new Set(tables.unit_period.map((row) => row.unit));
    const ids = (table: Table) => new Set(tables[table].map((row) => row.id));
    const goals: Record<string, Set<string>> = {
      unit: units,
      parent: units,
      predecessor: units,
      successor: units,
      subject_unit: units,
      given_by: units,
      person: ids('person'),
      helper: ids('person'),
      second_helper: ids('person'),
      subject_person: ids('person'),
      body: ids('body'),
      reorganisation: ids('reorganisation'),
      programme: ids('programme'),
      term: ids('programme'),
      item: ids('programme_item'),
      inspection: ids('inspection'),
      changes: ids('discipline_decision'),
      duplicate_of: ids('petition'),
      subject: ids('inspection_subject'),
      document: ids('document'),
      implements: ids('document'),
      session: ids('study_session'),
      meeting: ids('cell_meeting'),
      campaign: ids('campaign'),
      training: ids('training'),
    };
    for (const { table, row } of everyRow) {
      for (const { name } of columnsOf(table)) {
        const value = row[name];
        const isNumber = NUMBERED.includes(table) && name === 'document';
        if (
          !goals[name] ||
          value === undefined ||
          value === null ||
          isNumber ||
          (table === 'target' && name === 'document')
        )
          continue;
        expect(goals[name].has(value as string), `${table}.${name}`).toBe(true);
      }
    }
  });

  it('writes composed Vietnamese, the Party’s placement of tones, and no long digits', () => {
    for (const { table, row } of everyRow) {
      for (const { name, kind } of columnsOf(table)) {
        const value = row[name];
        if (kind !== 'text' || typeof value !== 'string' || isId(value)) continue;
        expect(value.normalize('NFC'), `${table}.${name}`).toBe(value);
        expect(normaliseTone(value), `${table}.${name}`).toBe(value);
        if (name !== 'card_number') expect(value, `${table}.${name}`).not.toMatch(/\d{7,}/);
      }
    }
  });

  it('has past versions that meet the version after them', () => {
    for (const table of TABLE_NAMES) {
      const current = new Map(tables[table].map((row) => [row.id, row.known_from]));
      const earlier = past[table] as Past<Table>[];
      const versions = Map.groupBy(earlier, (row) => row.id);
      for (const [id, rows] of versions) {
        const sorted = rows.toSorted((a, b) => (a.known_from < b.known_from ? -1 : 1));
        sorted.forEach((row, i) => {
          expect(row.known_from < row.known_to).toBe(true);
          expect(row.known_to).toBe(sorted[i + 1]?.known_from ?? current.get(id));
        });
      }
    }
  });

  it('had the report’s cases on record at the cut-off', () => {
    for (const table of ['inspection', 'inspection_subject', 'discipline_decision', 'petition'] as const) {
      for (const row of tables[table]) expect(row.known_from < '2023-10-05', table).toBe(true);
    }
  });

  it('knew nothing before the records opened', () => {
    for (const { row } of everyRow) expect(row.known_from >= '2021-01-01').toBe(true);
  });
});
