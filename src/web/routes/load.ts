/** What the pages of records show, read in one snapshot under the session's mandate. */
import { caseOf } from '../../areas/access/accounts-store.ts';
import { identityNoted } from '../../areas/membership/identity-store.ts';
import { type Reader, read } from '../../db/door.ts';
import type { Column, Sheet } from '../../documents/xlsx/sheet.ts';
import { attachmentsOf } from '../../files/store.ts';
import { KEY_HEADINGS, listsOf } from '../../imports/targets.ts';
import { type Instant, startOfDay } from '../../kernel/clock.ts';
import { isId } from '../../kernel/id.ts';
import { done } from '../../kernel/refusal.ts';
import { clean, inTextOrder } from '../../kernel/text.ts';
import { NO_WORDS } from '../../kernel/words.ts';
import type { AnyRow } from '../../records/catalogue.ts';
import { type RecordType, reference } from '../../records/define.ts';
import type { AskedList } from '../../records/filters.ts';
import { readInput, type Typed } from '../../records/input.ts';
import { HIDDEN, labelsFor, referenceText, shown, titleOf } from '../../records/labels.ts';
import {
  choicesOf,
  findByWords,
  historyOf,
  isDayOnly,
  listRecords,
  loadRecord,
  mayWrite,
  type RecordedBy,
  referringRows,
  type Version as Stored,
  unitsInScope,
} from '../../records/store.ts';
import type { Desk } from '../desk.tsx';
import { ENTRY } from '../entry-words.ts';
import type { Choice, FormValues, Labels } from '../look.ts';
import type { Version } from '../parts/record-detail.tsx';
import { paths } from '../paths.ts';
import { say } from '../words.ts';

/** References are offered as a list up to this many; beyond it, words are typed and matched. */
const MOST_CHOICES = 400;

/** Rows shown of each list of records that refer to the one on the page. */
const REFERRING = 12;

/** Names as links, for pages. */
function linked(
  desk: Desk,
  type: RecordType,
  rows: readonly AnyRow[],
  names: ReadonlyMap<string, string>,
): Labels {
  const labels: Record<string, { label: string; href?: string }> = {};
  for (const [name, field] of Object.entries(type.fields)) {
    if (field.type !== 'reference') continue;
    for (const row of rows) {
      const id = row[name] as string | null;
      if (!id) continue;
      const label = names.get(id);
      labels[id] = label ? { label, href: paths.record(field.to, id) } : { label: HIDDEN[desk.language] };
    }
  }
  return labels;
}

/** Keys of rows go out with lists that may come home (src/imports): the record, and the version that was taken out. */
const keysOf = (desk: Desk, type: RecordType): string[] =>
  listsOf(desk.catalogue).some((list) => list.type === type.name) ? ['id', 'known_from'] : [];

/** Rows as a sheet of Excel: what the list shows, every column of the record. */
export function sheetOf(
  desk: Desk,
  type: RecordType,
  rows: readonly AnyRow[],
  names: ReadonlyMap<string, string>,
): Sheet {
  const fields = Object.entries(type.fields);
  const title = say(type.words.many, desk.language);
  const keys = keysOf(desk, type);
  return {
    name: title,
    title,
    columns: [
      ...fields.map(
        ([, field]): Column => ({
          header: say(field.words, desk.language),
          kind: field.type === 'count' ? 'count' : field.type === 'date' ? 'date' : 'text',
        }),
      ),
      ...keys.map(
        (_, i): Column => ({
          ...{ header: Object.values(KEY_HEADINGS)[i]!, kind: 'text', width: 12, hidden: true },
        }),
      ),
    ],
    rows: rows.map((row) => [
      ...fields.map(([name, field]) => {
        if (row[name] === null || row[name] === undefined) return null;
        if (field.type === 'count') return row[name] as number;
        return field.type === 'date' ? (row[name] as string) : shown(field, row[name], names, desk.language);
      }),
      ...keys.map((key) => String(row[key])),
    ]),
  };
}

export async function loadList(desk: Desk, type: RecordType, asked: AskedList, limit: number) {
  return read(desk, async (tx) => {
    const page = await listRecords(tx, type, asked, limit);
    const names = await labelsFor(tx, desk.catalogue, type, page.rows, desk.language);
    return {
      ...page,
      mayEnter: await mayWrite(tx, type.name),
      labels: linked(desk, type, page.rows, names),
      options: await optionsOf(desk, tx, type, type.filters),
      sheet: () => sheetOf(desk, type, page.rows, names),
    };
  });
}

/** A unit a list is cut to, as a form offers it. */
const WITHIN = { fields: { unit: reference(NO_WORDS, 'unit') } } as unknown as RecordType;

/**
 * The unit a list is cut to: its id in the address, and its name as a form shows and takes it. What names no unit, or
 * several, stays as it was typed, and finds nothing.
 */
export async function unitAsked(
  desk: Desk,
  typed: string | undefined,
): Promise<{ id: string; text: string }> {
  const words = clean(typed ?? '').slice(0, 200);
  if (words === '') return { id: '', text: '' };
  return read(desk, async (tx) => {
    const named = await readInput(tx, desk.catalogue, WITHIN, { unit: words });
    const unit = desk.catalogue.record('unit');
    const row = named.ok ? await loadRecord(tx, unit, String(named.value.unit)) : undefined;
    if (!row) return { id: words, text: words };
    const labels = await labelsFor(tx, desk.catalogue, unit, [row], desk.language);
    return { id: row.id, text: referenceText(unit, row, labels, desk.language) };
  });
}

/** Choices of the reference fields that have few enough of them. */
async function optionsOf(desk: Desk, tx: Reader, type: RecordType, names: readonly string[]) {
  const options: Record<string, Choice[]> = {};
  for (const name of names) {
    const field = type.fields[name];
    if (field?.type !== 'reference') continue;
    const rows = await choicesOf(tx, desk.catalogue, field.to, MOST_CHOICES);
    if (!rows) continue;
    const to = desk.catalogue.record(field.to);
    const labels = await labelsFor(tx, desk.catalogue, to, rows, desk.language);
    const named = rows.map((row) => ({ row, label: titleOf(to, row, labels, desk.language) }));
    const above = hasNamesakes(named) ? await unitsAbove(desk, tx) : undefined;
    const choices = named.map(({ row, label }) => {
      const superior = above?.get((to.name === 'unit' ? row.id : row.unit) as string);
      return { value: row.id, label: superior ? `${label}, ${superior}` : label };
    });
    options[name] = inTextOrder(choices, ({ label }) => label);
  }
  return options;
}

const hasNamesakes = (named: readonly { label: string }[]): boolean =>
  new Set(named.map(({ label }) => label)).size < named.length;

/** The name of the unit directly above each unit: many communes have a cell of their nursery school. */
async function unitsAbove(desk: Desk, tx: Reader): Promise<Map<string, string>> {
  const units = (await choicesOf(tx, desk.catalogue, 'unit', MOST_CHOICES)) ?? [];
  const names = new Map(units.map((unit) => [unit.id, unit.name as string]));
  return new Map(units.flatMap((unit) => [[unit.id, names.get(unit.parent as string) ?? ''] as const]));
}

/** The unit that a record is of (the column `unit`) is chosen among those whose records one may write. */
async function writableUnits(tx: Reader, offered: readonly Choice[], chosen: unknown): Promise<Choice[]> {
  const inScope = await unitsInScope(
    tx,
    offered.map(({ value }) => value),
  );
  return offered.filter(({ value }) => inScope.has(value) || value === chosen);
}

/**
 * What a form offers. A reference with too many choices is typed: an id that stood there is shown as words. What must be
 * chosen and leaves no choice is chosen already: a cell's secretary writes for the one cell.
 */
export async function loadForm(desk: Desk, type: RecordType, values: FormValues) {
  return read(desk, async (tx) => {
    const options = await optionsOf(desk, tx, type, Object.keys(type.fields));
    if (options.unit) options.unit = await writableUnits(tx, options.unit, values.unit);
    const shownValues: Record<string, FormValues[string]> = { ...values };
    const suggestHrefs: Record<string, string> = {};
    for (const [name, field] of Object.entries(type.fields)) {
      if (field.type !== 'reference') continue;
      const [only, ...others] = options[name] ?? [];
      if (field.required && only && others.length === 0) shownValues[name] ||= only.value;
      if (options[name]) continue;
      suggestHrefs[name] = paths.suggest(field.to);
      const value = values[name];
      if (typeof value !== 'string' || !isId(value)) continue;
      const to = desk.catalogue.record(field.to);
      const row = await loadRecord(tx, to, value);
      if (!row) continue;
      const labels = await labelsFor(tx, desk.catalogue, to, [row], desk.language);
      shownValues[name] = referenceText(to, row, labels, desk.language);
    }
    return { options, values: shownValues, suggestHrefs };
  });
}

/** Records of a type that fit what is being typed, as texts that can be sent back. */
export async function suggestions(desk: Desk, type: RecordType, q: string): Promise<Choice[]> {
  return read(desk, async (tx) => {
    const rows = await findByWords(tx, type, clean(q), MOST_SUGGESTIONS);
    const labels = await labelsFor(tx, desk.catalogue, type, rows, desk.language);
    return rows.map((row) => {
      const text = referenceText(type, row, labels, desk.language);
      return { value: text, label: text };
    });
  });
}

const MOST_SUGGESTIONS = 12;

/** A record with its history alone: what its data says, without what a page shows beside it. */
export async function loadData(desk: Desk, type: RecordType, id: string) {
  if (!isId(id)) return undefined;
  return read(desk, async (tx) => {
    const [history, attachments] = await Promise.all([historyOf(tx, type, id), attachmentsOf(tx, id)]);
    if (!history) return undefined;
    const { row, versions } = history;
    return { row, versions: told(desk, type, versions, await isDayOnly(tx, type, id)), attachments };
  });
}

export type Detail = NonNullable<Awaited<ReturnType<typeof loadDetail>>>;

/** A record with its history and the records that refer to it. */
export async function loadDetail(desk: Desk, type: RecordType, id: string) {
  if (!isId(id)) return undefined;
  return read(desk, async (tx) => {
    const history = await historyOf(tx, type, id);
    if (!history) return undefined;
    const { row, versions } = history;
    // Asked together: none of these answers depends on another.
    const [names, writes, noted, caseKey, dayOnly, referring, attachments] = await Promise.all([
      labelsFor(tx, desk.catalogue, type, versions, desk.language),
      !type.actOnly && mayWrite(tx, type.name),
      type.name === 'person' && identityNoted(tx, id),
      type.class === 'case' ? caseOf(tx, type.name, id) : undefined,
      isDayOnly(tx, type, id),
      referringTo(desk, tx, type, id),
      attachmentsOf(tx, id),
    ]);
    return {
      ...{ row, names, caseKey, referring, attachments },
      labels: linked(desk, type, versions, names),
      mayWrite: writes,
      identityNoted: noted,
      versions: told(desk, type, versions, dayOnly),
    };
  });
}

/** The versions of a record as its page tells them. */
function told(desk: Desk, type: RecordType, versions: readonly Stored[], dayOnly: boolean): Version[] {
  const instant = (text: string) => (dayOnly ? startOfDay(isoOf(text)) : isoOf(text));
  return versions.map((version, i) => {
    const before = versions[i + 1];
    const changed = before
      ? Object.keys(type.fields).filter((f) => JSON.stringify(version[f]) !== JSON.stringify(before[f]))
      : [];
    return {
      knownFrom: instant(version.known_from as string),
      knownTo: version.known_to ? instant(version.known_to) : null,
      ...(dayOnly ? { dayOnly } : {}),
      by: version.recorded ? byWhom(version.recorded, desk) : '',
      act: say(before ? ENTRY.corrected : ENTRY.recorded, desk.language),
      reason: version.recorded?.reason ?? null,
      changes: changed.map((field) => ({ field, before: before![field], after: version[field] })),
    };
  });
}

/** Who recorded it; of what took two persons, both. */
function byWhom(act: RecordedBy, desk: Desk): string {
  const second = `${act.full_name}, ${act.post}`;
  if (!act.proposal) return second;
  return `${second}; ${say(ENTRY.proposedBy, desk.language)} ${act.proposer}, ${act.proposer_post}`;
}

/** PostgreSQL's text of an instant as ISO 8601. */
export const isoOf = (instant: string): Instant =>
  instant.replace(' ', 'T').replace(/\+00(:00)?$/, 'Z') as Instant;

/** Lists of records, of any type, that point to this one. */
async function referringTo(desk: Desk, tx: Reader, type: RecordType, id: string) {
  const pointing = desk.catalogue.records.flatMap((other) =>
    Object.entries(other.fields).flatMap(([name, field]) =>
      field.type === 'reference' && field.to === type.name && !other.view ? [{ other, name, field }] : [],
    ),
  );
  const lists = await Promise.all(
    pointing.map(async ({ other, name, field }) => {
      const rows = await referringRows(tx, other, name, id, REFERRING + 1);
      const names = await labelsFor(tx, desk.catalogue, other, rows, desk.language);
      return {
        type: other,
        field: name,
        label: field.words,
        more: rows.length > REFERRING,
        links: rows.slice(0, REFERRING).map((row) => ({
          href: paths.record(other.name, row.id),
          label: titleOf(other, row, names, desk.language) || say(other.words.one, desk.language),
        })),
      };
    }),
  );
  return lists.filter(({ links }) => links.length > 0);
}

/** What was typed, read and shown back before an act: its facts, and the person it is about. */
export async function checkInput(desk: Desk, type: RecordType, typed: Typed) {
  return read(desk, async (tx) => {
    const values = await readInput(tx, desk.catalogue, type, typed);
    if (!values.ok) return values;
    const row = { id: '', ...values.value } as AnyRow;
    const names = await labelsFor(tx, desk.catalogue, type, [row], desk.language);
    const facts = Object.entries(type.fields)
      .map(([name, field]) => ({
        label: say(field.words, desk.language),
        value: shown(field, row[name], names, desk.language),
      }))
      .filter(({ value }) => value !== '');
    return done({ facts, person: String(row.person) });
  });
}
