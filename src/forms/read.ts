/**
 * Reads editions of the official forms (editions/EDITION/*.yaml). A form that is wrong in any way is refused with
 * every fault listed: a cell nobody can trace to a figure must not be printed.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { CONTENTS, contentColumnsOn } from '../areas/inspection/contract.ts';
import { ETHNICITIES, RELIGIONS } from '../areas/membership/codes.ts';
import type { FigureCatalogue, Match, Where } from '../figures/define.ts';
import { type PlainDate, plainDate } from '../kernel/plain-date.ts';
import type { Words } from '../kernel/words.ts';
import { readYaml } from '../kernel/yaml.ts';
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
} from '../regulations/fields.ts';
import type { Known } from '../regulations/rule.ts';
import {
  type Column,
  type Count,
  type Edition,
  FAMILIES,
  type Family,
  type Form,
  type Row,
} from './edition.ts';
import { checksOf, checkTerms } from './read-checks.ts';
import { SECTOR_FORMS } from './sector-forms.ts';

type FormFile = { name: string; text: string };

/** Thrown when an edition cannot be trusted; `faults` has one line each: file, place, what is wrong. */
export class FormError extends Error {
  readonly faults: readonly string[];
  constructor(faults: readonly string[]) {
    super(`The forms are refused:\n${faults.map((line) => `  ${line}`).join('\n')}`);
    this.faults = faults;
  }
}

/** Code lists that rows are made of with `each`, in the order the forms print them. */
const LISTS: Readonly<Record<string, Readonly<Record<string, Words>>>> = {
  people: ETHNICITIES,
  creed: RELIGIONS,
};

const FOLDER = new URL('./editions/', import.meta.url);

const HEAD = 'edition.yaml';

const fileOf = (file: FormFile): string => file.name.slice(file.name.indexOf('/') + 1);

/**
 * The editions of the product, each with its files in the order of their names. An edition that is `like` another has
 * its forms too, but for those it has a file of its own for.
 */
export function editionFiles(): ReadonlyMap<string, readonly FormFile[]> {
  const folders = readdirSync(FOLDER, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const own = new Map(
    folders.map(({ name }) => {
      const files = readdirSync(new URL(`${name}/`, FOLDER)).filter((file) => file.endsWith('.yaml'));
      const texts = files.sort().map((file) => ({
        name: `${name}/${file}`,
        text: readFileSync(new URL(`${name}/${file}`, FOLDER), 'utf8'),
      }));
      return [name, texts];
    }),
  );
  return new Map(
    [...own].map(([name, files]) => {
      const head = readYaml(files.find((file) => fileOf(file) === HEAD)?.text ?? '');
      const like = 'value' in head && isMap(head.value) ? head.value.like : undefined;
      const names = new Set(files.map(fileOf));
      const inherited = (own.get(String(like)) ?? []).filter((file) => !names.has(fileOf(file)));
      return [name, [...files, ...inherited].sort((a, b) => (fileOf(a) < fileOf(b) ? -1 : 1))];
    }),
  );
}

/** One edition from its files. Throws a FormError that lists every fault of every file. */
export function readEdition(id: string, files: readonly FormFile[], catalogue: FigureCatalogue): Edition {
  const list: string[] = [];
  const read = files.flatMap((file) => {
    const faults: Faults = { file: file.name, list };
    const text = readYaml(file.text);
    if ('fault' in text) {
      fault(faults, 'YAML', text.fault);
      return [];
    }
    return [{ faults, value: text.value }];
  });
  const head = read.find(({ value }) => isMap(value) && 'edition' in value);
  if (!head) list.push(`${id}: no file says what the edition is called`);
  const { words, family, every } = headOf(head?.value ?? {}, head?.faults ?? { file: id, list: [] });
  const forms = read
    .filter((file) => file !== head)
    .flatMap(({ faults, value }) => {
      const whole = isMap(value) ? { ...every, ...value, ...notesOf(every, value) } : value;
      return readForm(id, whole, { faults, catalogue }) ?? [];
    });
  for (const form of forms) checkTerms(form, forms, list);
  if (list.length > 0) throw new FormError(list);
  return { id, words: words!, family: family!, forms };
}

/** What the edition is called, whose statistics it is, and what all its forms say alike unless they say otherwise. */
function headOf(value: unknown, faults: Faults) {
  const map = mapOf(value, ['edition', 'family'], ['like', 'every'], faults, 'edition');
  const every = map?.every === undefined ? {} : mapOf(map.every, [], EVERY, faults, 'every');
  return {
    words: map && wordsOf(map.edition, faults, 'edition'),
    family: map && oneOf(map.family, Object.keys(FAMILIES) as Family[], faults, 'family'),
    every: every ?? {},
  };
}

/** What a form notes, and after it what its whole edition notes. */
function notesOf(every: Fields, form: Fields): Fields {
  const notes = [form.note, every.note].filter(isMap);
  const said = (language: 'vi' | 'en') => notes.map((note) => note[language]).join(' ');
  return notes.length === 2 ? { note: { vi: said('vi'), en: said('en') } } : {};
}

type Reading = { faults: Faults; catalogue: FigureCatalogue };

const KNOWN: readonly Known[] = ['A', 'B', 'I', 'U'];
/** What an edition may say once for all its forms. */
const EVERY = ['source', 'known', 'from', 'to', 'note'];
const REQUIRED = ['form', 'number', 'source', 'known', 'from', 'to', 'columns', 'rows'];

function readForm(edition: string, value: unknown, reading: Reading): Form | undefined {
  const { faults } = reading;
  const map = mapOf(value, REQUIRED, ['checks', 'note', 'words'], faults, 'form');
  if (!map) return undefined;
  const [id, number] = [textOf(map.form, faults, 'form'), textOf(map.number, faults, 'number')];
  const words = TITLES[id ?? ''] ?? wordsOf(map.words, faults, 'words');
  const source = sourceOf(map.source, faults);
  const known = oneOf(map.known, KNOWN, faults, 'known');
  const period = periodOf(map, faults, 'form');
  const contents = contentColumnsOn(period?.from ?? FIRST_DAY);
  const columns: Form['columns'] =
    map.columns === 'compared' ? 'compared' : columnsOf(map.columns, contents, reading);
  const compared = columns === 'compared';
  const rows = rowsOf(map.rows, { ...reading, compared, depth: 0, base: {} }, 'rows');
  if (!id || !number || !words || !source || !known || !period) return undefined;
  const checks = map.checks === undefined ? [] : checksOf(map.checks, id, faults);
  const note = map.note === undefined ? undefined : wordsOf(map.note, faults, 'note');
  refuseTwice(rows, faults);
  if (columns !== 'compared') refuseUnknownRows(columns, rows, faults);
  const said = { edition, id, number, words, columns, rows, checks, source, known };
  return { ...said, ...period, ...(note ? { note } : {}) };
}

function refuseTwice(rows: readonly Row[], faults: Faults): void {
  const seen = new Set<string>();
  for (const { id } of rows) {
    if (seen.has(id)) fault(faults, id, 'this row stands twice');
    seen.add(id);
  }
}

function refuseUnknownRows(columns: readonly Column[], rows: readonly Row[], faults: Faults): void {
  const known = new Set(rows.map(({ id }) => id));
  for (const column of columns)
    for (const row of column.rows ?? [])
      if (!known.has(row)) fault(faults, column.id, `there is no row “${row}”`);
}

function sourceOf(value: unknown, faults: Faults): Form['source'] | undefined {
  const map = mapOf(value, ['document', 'issued_on', 'issuer'], [], faults, 'source');
  if (!map) return undefined;
  const document = textOf(map.document, faults, 'source.document');
  const issuedOn = dateField(map.issued_on, faults, 'source.issued_on');
  const issuer = textOf(map.issuer, faults, 'source.issuer');
  return document && issuedOn && issuer ? { document, issuedOn, issuer } : undefined;
}

const TITLES: Readonly<Record<string, Words>> = SECTOR_FORMS;

const FIRST_DAY = plainDate('2016-11-04');

const COUNTS = ['figure', 'where', 'mean'];

type Contents = ReturnType<typeof contentColumnsOn>;

function columnsOf(value: unknown, contents: Contents, reading: Reading): Column[] {
  return listOf(value, reading.faults, 'columns').flatMap((entry, i) => {
    const at = `columns[${i}]`;
    if (isMap(entry) && 'each' in entry) return contentColumns(entry, contents, reading.faults, at);
    const optional = [...COUNTS, 'percent', 'over', 'sign', 'group', 'missing', 'rows'];
    const map = mapOf(entry, ['id', 'words'], optional, reading.faults, at);
    if (!map) return [];
    const id = textOf(map.id, reading.faults, at);
    const words = wordsOf(map.words, reading.faults, `${at}.words`);
    const percent = map.percent === undefined ? undefined : percentOf(map.percent, reading.faults, at);
    const said = (name: string) =>
      map[name] === undefined ? undefined : wordsOf(map[name], reading.faults, `${at}.${name}`);
    const [over, missing] = [said('over'), said('missing')];
    const [sign, group] = ['sign', 'group'].map((name) =>
      map[name] === undefined ? undefined : textOf(map[name], reading.faults, `${at}.${name}`),
    );
    const count = countOf(map, reading, at);
    const rows =
      map.rows === undefined
        ? undefined
        : listOf(map.rows, reading.faults, `${at}.rows`).map((row) => String(row));
    if (!id || !words) return [];
    const named = {
      ...(over && { over }),
      ...(sign && { sign }),
      ...(group && { group }),
      ...(rows && { rows }),
    };
    const head = { id, words, ...named };
    return [{ ...head, ...(count && { count }), ...(percent && { percent }), ...(missing && { missing }) }];
  });
}

/**
 * One column for each content of a list (violations of a `member` or an `organisation`, or what one kind of work counts
 * by) in the version of the forms of the form's own days, with what falls under it; `dimension` holds it, `many` where
 * that is a list and a record may stand in several columns.
 */
function contentColumns(entry: Fields, contents: Contents, faults: Faults, at: string): Column[] {
  const map = mapOf(entry, ['each', 'dimension', 'over', 'group'], ['many'], faults, at);
  const list = map && oneOf(map.each, Object.keys(contents), faults, at);
  const [dimension, group] = [textOf(map?.dimension, faults, at), textOf(map?.group, faults, at)];
  const over = map && wordsOf(map.over, faults, `${at}.over`);
  if (!list || !dimension || !group || !over) return [];
  return Object.entries(contents[list]!).map(([code, counted]) => ({
    ...{ id: `content-${code}`, words: CONTENTS[code as keyof typeof CONTENTS], over, group },
    count: { where: { [dimension]: map?.many === true ? { has: counted } : oneOrMore(counted) } },
  }));
}

const oneOrMore = (codes: readonly string[]): Match => (codes.length === 1 ? codes[0]! : codes);

function percentOf(value: unknown, faults: Faults, at: string): Column['percent'] {
  const map = mapOf(value, ['part', 'whole'], [], faults, at);
  const [part, whole] = [textOf(map?.part, faults, at), textOf(map?.whole, faults, at)];
  return part && whole ? { part, whole } : undefined;
}

/** What a row or column says to count; undefined where it says nothing. */
function countOf(map: Fields, { faults, catalogue }: Reading, at: string): Count | undefined {
  const figure = map.figure === undefined ? undefined : textOf(map.figure, faults, `${at}.figure`);
  if (figure && !catalogue.figures.has(figure)) fault(faults, at, `there is no figure “${figure}”`);
  const where = map.where === undefined ? undefined : whereOf(map.where, faults, `${at}.where`);
  const mean = map.mean === undefined ? undefined : textOf(map.mean, faults, `${at}.mean`);
  const count = { ...(figure ? { figure } : {}), ...(where ? { where } : {}), ...(mean ? { mean } : {}) };
  return Object.keys(count).length > 0 ? count : undefined;
}

const isListed = (value: unknown): boolean =>
  Array.isArray(value) && value.every((one) => ['string', 'number'].includes(typeof one));

function whereOf(value: unknown, faults: Faults, at: string): Where | undefined {
  if (!isMap(value)) return fault(faults, at, 'a map from dimension to value is expected');
  for (const [dimension, match] of Object.entries(value)) {
    if (!/^[a-z_]+$/.test(dimension)) fault(faults, at, `“${dimension}” is no dimension`);
    const ok =
      ['string', 'number', 'boolean'].includes(typeof match) ||
      isListed(match) ||
      (isMap(match) && Object.keys(match).join() === 'has' && isListed(match.has));
    if (!ok) fault(faults, `${at}.${dimension}`, 'a value or a list of values is expected');
  }
  const entries = Object.entries(value as Record<string, Match>);
  return Object.fromEntries(entries.map(([d, m]) => [d, Array.isArray(m) ? m.map(String) : m]));
}

type Place = Reading & {
  compared: boolean;
  depth: number;
  base: Count;
  group?: string;
  days?: Pick<Row, 'from' | 'to'>;
};

const OPTIONAL = [
  ...[
    'number',
    'group',
    'missing',
    'extra',
    'before',
    'from',
    'to',
    'comparable_by',
    'base',
    'rows',
    'cells',
  ],
  ...COUNTS,
];

function rowsOf(value: unknown, place: Place, at: string): Row[] {
  return listOf(value, place.faults, at).flatMap((entry, i) => {
    const here = isMap(entry) && typeof entry.id === 'string' ? entry.id : `${at}[${i}]`;
    if (isMap(entry) && 'each' in entry) return eachOf(entry, place, here);
    const map = mapOf(entry, ['id', 'words'], OPTIONAL, place.faults, here);
    return map ? rowAndBeneath(map, place, here) : [];
  });
}

/** One row for each code of a list, numbered in its order. */
function eachOf(entry: Fields, place: Place, at: string): Row[] {
  const { faults } = place;
  const map = mapOf(entry, ['each', 'id'], ['group', 'except'], faults, at);
  if (!map) return [];
  const name = oneOf(map.each, Object.keys(LISTS), faults, at);
  const id = textOf(map.id, faults, at);
  if (!name || !id) return [];
  const group = map.group === undefined ? place.group : textOf(map.group, faults, at);
  const except = map.except === undefined ? undefined : textOf(map.except, faults, at);
  const codes = Object.entries(LISTS[name]!).filter(([code]) => code !== except);
  return codes.map(([code, words], i) => ({
    id: `${id}${i + 1}`,
    number: String(i + 1),
    words,
    count: { ...place.base, where: { ...place.base.where, [name]: code } },
    ...(group ? { group } : {}),
    from: null,
    to: null,
    depth: place.depth,
  }));
}

const narrowed = (base: Count, own: Count | undefined): Count | undefined =>
  own && { ...base, ...own, ...(base.where || own.where ? { where: { ...base.where, ...own.where } } : {}) };

function rowAndBeneath(map: Fields, place: Place, at: string): Row[] {
  const { faults } = place;
  const words = wordsOf(map.words, faults, at);
  const id = textOf(map.id, faults, at);
  const missing = map.missing === undefined ? undefined : wordsOf(map.missing, faults, `${at}.missing`);
  const day = (name: 'from' | 'to'): PlainDate | null =>
    map[name] === undefined ? (place.days?.[name] ?? null) : (dateField(map[name], faults, at) ?? null);
  const days = { from: day('from'), to: day('to') };
  const base = isMap(map.base)
    ? (narrowed(place.base, countOf(map.base, place, `${at}.base`)) ?? place.base)
    : place.base;
  for (const name of ['extra', 'before'])
    if (map[name] !== undefined && map[name] !== true) fault(faults, at, `${name} is true or absent`);
  const group = map.group === undefined ? undefined : textOf(map.group, faults, at);
  const count = narrowed(place.base, countOf(map, place, at));
  const cells = map.cells === undefined ? undefined : cellsOf(map.cells, place, at);
  const beneath =
    map.rows === undefined
      ? []
      : rowsOf(map.rows, { ...place, base, depth: place.depth + 1, days }, `${at}.rows`);
  if (!id || !words) return beneath;
  const own: Row = {
    ...{ id, number: map.number === undefined ? '' : String(map.number), words, depth: place.depth, ...days },
    ...(count ? { count } : {}),
    ...(cells ? { cells } : {}),
    ...(group ? { group } : {}),
    ...(missing ? { missing } : {}),
    ...(map.extra === true ? { extra: true as const } : {}),
    ...(map.before === true ? { before: true as const } : {}),
    ...(typeof map.comparable_by === 'string' ? { comparableBy: map.comparable_by } : {}),
  };
  if (place.compared && count && !count.figure) fault(faults, at, 'it narrows no figure');
  return [own, ...beneath];
}

function cellsOf(value: unknown, place: Place, at: string): Record<string, Count> {
  if (!isMap(value)) return {};
  const cells = Object.entries(value).map(([column, entry]): [string, Count] => {
    const map = mapOf(entry, [], COUNTS, place.faults, `${at}.${column}`);
    return [column, (map && narrowed(place.base, countOf(map, place, `${at}.${column}`))) ?? {}];
  });
  return Object.fromEntries(cells);
}
