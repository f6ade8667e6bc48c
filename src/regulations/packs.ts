/**
 * Reads the rule packs (packs/*.yaml) and merges them into one rulebook. A pack that is wrong in any way is
 * refused whole, with every fault listed: a rule nobody can trace to its document must not decide anything.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { parseDocument } from 'yaml';
import type { Words } from '../kernel/words.ts';
import {
  dateField,
  type Faults,
  type Fields,
  fault,
  isMap,
  listOf,
  mapOf,
  oneOf,
  periodOf,
  textOf,
  wordsOf,
} from './fields.ts';
import {
  type DatedValue,
  DEFAULT_DOCUMENT,
  type Document,
  type Known,
  type Options,
  type Rule,
  type Rulebook,
  type Source,
  UNITS,
  type Unit,
} from './rule.ts';
import { codesIn, readValue } from './value.ts';

export type PackFile = { name: string; text: string };

/** Thrown when packs cannot be trusted; `faults` has one line each: file, place, what is wrong. */
export class PackError extends Error {
  readonly faults: readonly string[];
  constructor(faults: readonly string[]) {
    super(`The rule packs are refused:\n${faults.map((line) => `  ${line}`).join('\n')}`);
    this.faults = faults;
  }
}

const KNOWN: readonly Known[] = ['A', 'B', 'I', 'U'];
const UNIT_NAMES = Object.keys(UNITS) as Unit[];

type Draft = Omit<Rule, 'values'> & { values: DatedValue[] };
type Book = {
  packs: { name: string; words: Words }[];
  documents: Document[];
  options: Map<string, Options>;
  rules: Map<string, Draft>;
};
type Pack = { name: string; map: Fields; faults: Faults; entries: Entry[] };

/** The packs of the product, in the order of their names. */
export function packFiles(folder: URL = new URL('./packs/', import.meta.url)): PackFile[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
  return names.sort().map((name) => ({ name, text: readFileSync(new URL(name, folder), 'utf8') }));
}

/** Merges packs into one rulebook. Throws a PackError that lists every fault of every file. */
export function readPacks(files: readonly PackFile[]): Rulebook {
  const book: Book = { packs: [], documents: [], options: new Map(), rules: new Map() };
  const list: string[] = [];
  const packs = files.flatMap((file) => openPack(file, list) ?? []);
  // Documents, options and declarations of every pack come first: values may rest on those of another pack.
  for (const pack of packs) readHead(pack, book);
  for (const pack of packs) for (const entry of pack.entries) declare(entry, pack, book);
  for (const pack of packs) for (const entry of pack.entries) readValues(entry, pack, book);
  for (const rule of book.rules.values()) checkOverlap(rule, list);
  if (list.length > 0) throw new PackError(list);
  return book;
}

function openPack(file: PackFile, list: string[]): Pack | undefined {
  const faults: Faults = { file: file.name, list };
  const document = parseDocument(file.text, { strict: true, uniqueKeys: true });
  for (const error of [...document.errors, ...document.warnings]) fault(faults, 'YAML', error.message.trim());
  if (document.errors.length > 0) return undefined;
  const map = mapOf(document.toJS(), ['pack', 'words', 'documents', 'rules'], ['options'], faults, 'pack');
  if (!map) return undefined;
  const pack: Pack = { name: textOf(map.pack, faults, 'pack') ?? file.name, map, faults, entries: [] };
  pack.entries = entriesOf(pack);
  return pack;
}

function readHead(pack: Pack, book: Book): void {
  const { map, faults, name } = pack;
  const words = wordsOf(map.words, faults, 'words');
  if (words) book.packs.push({ name, words });
  listOf(map.documents, faults, 'documents').forEach((value, index) => {
    const document = readDocument(value, pack, `documents[${index}]`);
    if (!document) return;
    const twin = book.documents.some((d) => d.number === document.number && d.issuedOn === document.issuedOn);
    if (twin) fault(faults, document.number, `described twice (issued on ${document.issuedOn})`);
    book.documents.push(document);
  });
  if (map.options !== undefined) readOptions(pack, book);
}

function readDocument(value: unknown, pack: Pack, at: string): Document | undefined {
  const { faults } = pack;
  const keys = ['number', 'title', 'issuer', 'issued_on', 'from', 'to', 'known'];
  const map = mapOf(value, keys, ['note'], faults, at);
  if (!map) return undefined;
  const number = textOf(map.number, faults, `${at}.number`);
  const place = number ?? at;
  const title = wordsOf(map.title, faults, `${place}.title`);
  const issuer = textOf(map.issuer, faults, `${place}.issuer`);
  const issuedOn = map.issued_on === null ? null : dateField(map.issued_on, faults, `${place}.issued_on`);
  const period = periodOf(map, faults, place);
  const known = oneOf(map.known, KNOWN, faults, `${place}.known`);
  const note = map.note === undefined ? undefined : wordsOf(map.note, faults, `${place}.note`);
  if (number === DEFAULT_DOCUMENT) return fault(faults, at, `“${DEFAULT_DOCUMENT}” is reserved`);
  if (issuedOn === null && !note) fault(faults, place, 'a day of issue that is not known needs a note');
  if (!number || !title || !issuer || issuedOn === undefined || !period || !known) return undefined;
  return { number, title, issuer, issuedOn, ...period, known, ...(note ? { note } : {}), pack: pack.name };
}

function readOptions(pack: Pack, book: Book): void {
  const { map, faults } = pack;
  const sets = map.options;
  if (!isMap(sets)) {
    fault(faults, 'options', 'a map of option sets is expected');
    return;
  }
  for (const [name, entries] of Object.entries(sets)) {
    const place = `options.${name}`;
    if (book.options.has(name)) fault(faults, place, 'this set is declared twice');
    if (!isMap(entries)) {
      fault(faults, place, 'a map from code to words is expected');
      continue;
    }
    const set: Record<string, Words> = {};
    for (const [code, value] of Object.entries(entries)) {
      const words = wordsOf(value, faults, `${place}.${code}`);
      if (words) set[code] = words;
    }
    book.options.set(name, set);
  }
}

type Entry = { id: string; map: Fields };

function entriesOf(pack: Pack): Entry[] {
  const seen = new Set<string>();
  return listOf(pack.map.rules, pack.faults, 'rules').flatMap((value, index) => {
    const at = `rules[${index}]`;
    const map = mapOf(value, ['id', 'values'], ['words', 'unit', 'options', 'note'], pack.faults, at);
    const id = map && textOf(map.id, pack.faults, `${at}.id`);
    if (!map || !id) return [];
    if (seen.has(id)) fault(pack.faults, id, 'stands twice in this pack');
    seen.add(id);
    return [{ id, map }];
  });
}

/**
 * One pack gives a rule's words and unit; every other pack gives only further values. Signs of the sector (KT, UBKT)
 * stand in an id as its documents write them.
 */
function declare({ id, map }: Entry, { faults }: Pack, book: Book): void {
  if (!['words', 'unit', 'options', 'note'].some((key) => key in map)) return;
  if (book.rules.has(id)) {
    fault(faults, id, 'another pack gives its words, unit and options already');
    return;
  }
  if (!/^[a-z][a-z0-9_]*(\.[a-zA-Z][a-zA-Z0-9_]*)+$/.test(id)) {
    fault(faults, id, 'an id is lower-case words joined by dots');
  }
  const options = map.options === undefined ? undefined : textOf(map.options, faults, `${id}.options`);
  if (options && !book.options.has(options)) fault(faults, id, `option set “${options}” is not declared`);
  const words = wordsOf(map.words, faults, `${id}.words`);
  const unit = oneOf(map.unit, UNIT_NAMES, faults, `${id}.unit`);
  const note = map.note === undefined ? undefined : wordsOf(map.note, faults, `${id}.note`);
  if (!words || !unit) return;
  book.rules.set(id, { id, words, unit, ...(options && { options }), ...(note && { note }), values: [] });
}

function readValues({ id, map }: Entry, pack: Pack, book: Book): void {
  const rule = book.rules.get(id);
  if (!rule) {
    fault(pack.faults, id, 'no pack gives its words and unit');
    return;
  }
  const values = listOf(map.values, pack.faults, `${id}.values`);
  if (values.length === 0 && !rule.note) fault(pack.faults, id, 'has no value, and no note that says why');
  values.forEach((value, index) => {
    const dated = readDatedValue(value, rule, pack, book, `${id}.values[${index}]`);
    if (dated) rule.values.push(dated);
  });
}

function readDatedValue(
  entry: unknown,
  rule: Draft,
  pack: Pack,
  book: Book,
  at: string,
): DatedValue | undefined {
  const { faults } = pack;
  const map = mapOf(entry, ['value', 'from', 'to', 'source', 'known'], ['note'], faults, at);
  if (!map) return undefined;
  const period = periodOf(map, faults, at);
  const known = oneOf(map.known, KNOWN, faults, `${at}.known`);
  const note = map.note === undefined ? undefined : wordsOf(map.note, faults, `${at}.note`);
  const found = readSource(map.source, book, faults, at);
  const read = readValue(map.value, rule.unit);
  if ('expects' in read) {
    return fault(
      faults,
      at,
      `a value in ${rule.unit} is ${read.expects}, found ${JSON.stringify(map.value)}`,
    );
  }
  const labels = rule.options ? book.options.get(rule.options) : {};
  for (const code of codesIn(read.value, rule.unit)) {
    if (!labels?.[code])
      fault(faults, at, `code “${code}” has no words in option set “${rule.options ?? 'none'}”`);
  }
  if (!period || !known || !found) return undefined;
  const { source, document } = found;
  if (!document && (known === 'A' || known === 'B')) fault(faults, at, 'a default cannot be marked as read');
  if (!document && !note) fault(faults, at, 'a default needs a note that gives its reason');
  if (document && !within(period, document))
    fault(faults, at, `reaches beyond the days of ${document.number}`);
  return { value: read.value, ...period, source, known, ...(note ? { note } : {}), pack: pack.name };
}

type Span = Pick<DatedValue, 'from' | 'to'>;

const within = (inner: Span, outer: Span): boolean =>
  inner.from >= outer.from && (outer.to === null || (inner.to !== null && inner.to <= outer.to));

/** A source names a document of the register; its day of issue is asked for where the number occurs twice. */
function readSource(
  value: unknown,
  book: Book,
  faults: Faults,
  at: string,
): { source: Source; document?: Document } | undefined {
  const map = mapOf(value, ['document', 'article'], ['issued_on'], faults, `${at}.source`);
  if (!map) return undefined;
  const number = textOf(map.document, faults, `${at}.source.document`);
  const article = map.article === null ? null : textOf(map.article, faults, `${at}.source.article`);
  if (number === undefined || article === undefined) return undefined;
  if (number === DEFAULT_DOCUMENT) return { source: { document: number, issuedOn: null, article } };
  const issuedOn = map.issued_on;
  const named = book.documents.filter((document) => document.number === number);
  const matching =
    issuedOn === undefined ? named : named.filter((document) => document.issuedOn === issuedOn);
  const document = matching[0];
  if (!document) return fault(faults, at, `document “${number}” is not in any pack's list`);
  if (matching.length > 1) return fault(faults, at, `“${number}” names several documents: give issued_on`);
  return { source: { document: number, issuedOn: document.issuedOn, article }, document };
}

function checkOverlap(rule: Draft, list: string[]): void {
  rule.values.sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
  rule.values.slice(1).forEach((next, index) => {
    const before = rule.values[index]!;
    if (before.to !== null && before.to < next.from) return;
    const end = before.to ?? 'open';
    list.push(
      `${rule.id}: two values on one day: ${before.from} to ${end} (pack ${before.pack}) and from ${next.from} (pack ${next.pack})`,
    );
  });
}
