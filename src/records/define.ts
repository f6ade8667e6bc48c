/**
 * A record type is declared once, in its area's contract. List, form, detail page, JSON, OpenAPI, Excel and
 * import all read it from here; the migration that creates the table is compared with it by a test.
 */
import { NO_WORDS, type Words } from '../kernel/words.ts';

/**
 * Who may see a row (see db/policies.sql): by the unit it belongs to; as case material, which needs the right
 * to cases as well; sealed; reference data that everyone signed in may read; own, only the person's own file;
 * attached, as the record it hangs on.
 */
export type RecordClass = 'unit' | 'case' | 'sealed' | 'reference' | 'own' | 'attached';

export type Options = Readonly<Record<string, Words>>;

type Shape =
  /** `folded`: the column that holds it without marks, where it is looked for among very many. */
  | { type: 'text'; max: number; multiline?: boolean; folded?: string }
  | { type: 'date' }
  | { type: 'partial-date' }
  /** `plain` numbers, such as years, are shown without separators. */
  | { type: 'count'; min?: number; max?: number; plain?: boolean }
  /** Whole đồng; a text of digits, for they may be more than a number holds exactly. */
  | { type: 'money' }
  | { type: 'flag' }
  | { type: 'choice'; options: Options }
  | { type: 'choices'; options: Options }
  | { type: 'reference'; to: string };

export type Field<T = unknown> = Shape & {
  words: Words;
  hint?: Words;
  required?: boolean;
  sensitive?: boolean;
  /** Filled by the database or by a command, never typed into the entry form. */
  derived?: boolean;
  /** Type carrier only; never present at run time. */
  readonly of?: T;
};

export type Fields = Readonly<Record<string, Field>>;

export type RecordType<F extends Fields = Fields> = {
  /** Table name, address segment and file name in the exchange format. */
  name: string;
  /** Where lists and labels are read from, when that is a view over the table. */
  view?: string;
  /** Written only by acts of its area (a reorganisation, a signature), never by the general entry form. */
  actOnly?: boolean;
  /** Hangs on a case of any area, by its kind and id: an exchange records it after all that cases are. */
  ofAnyCase?: true;
  /** A person's file or a case: every opening is noted in the audit log, and `/…/openings` tells of them. */
  sensitive?: true;
  /** Files that hang on it are freed of what they say about whoever made them (src/files/clean.ts). */
  workingCopies?: true;
  /** Its sensitive fields stay masked on its own page too: each is opened by itself, which is noted. */
  opensFields?: true;
  area: string;
  class: RecordClass;
  words: { one: Words; many: Words /** Says who must enter what when the list is empty. */; empty: Words };
  fields: F;
  /** Fields that make the heading of a record and the label of a reference to it. */
  title: readonly string[];
  /** Columns of the list, in order. */
  list: readonly string[];
  /** Fields that can be filtered by, in the address. */
  filters: readonly string[];
  /** The day the fact belongs to: lists are cut to a period by it, latest first. */
  date?: string;
  /** Whose dated rows say where it lay on a day, by this name of theirs for it: a person, by the stays. */
  dwells?: { table: string; column: string };
  /**
   * Left out of lists and suggestions while such a row stands: its `table` names the record in `column`, and it stands
   * until `until` is filled. The record itself stays open under its own address.
   */
  setAside?: { table: string; column: string; until: string };
  /** Columns a list is sorted by where it has no date, with their collation if it is not the plain one. */
  order?: readonly { column: string; collate?: 'vi-x-icu' }[];
};

/** The row of a record type as commands and stores handle it; optional fields are null when empty. */
export type Row<R extends RecordType> = { id: string } & {
  [K in keyof R['fields']]: R['fields'][K] extends Field<infer T>
    ? R['fields'][K] extends { required: true }
      ? T
      : T | null
    : never;
};

/** What every stored record carries besides its fields. */
export type Stored = { id: string; unit: string; known_from: string; act: string };

/** Headings, columns and filters may name declared fields only. */
type Named<F extends Fields> = Record<'title' | 'list' | 'filters', readonly (keyof F & string)[]> & {
  date?: keyof F & string;
};

export const defineRecord = <const F extends Fields>(record: RecordType<F> & Named<F>): RecordType<F> =>
  record;

/** Forms of an area's acts, declared like records so that pages and the HTTP interface read them alike; nothing is kept by them. */
export const formsOf =
  (area: string, of: RecordType['class']) =>
  <const F extends Fields>(name: string, words: Words, fields: F): RecordType<F> =>
    defineRecord({
      ...{ name, actOnly: true, area, class: of, fields },
      ...{ words: { one: words, many: words, empty: NO_WORDS }, title: [], list: [], filters: [] },
    } as RecordType<F> & Named<F>);

type More = { hint?: Words; required?: boolean; sensitive?: boolean; derived?: boolean };

export const text = <const M extends More & { max?: number; multiline?: boolean; folded?: string }>(
  words: Words,
  more?: M,
) =>
  ({ type: 'text', max: 200, words, ...more }) as unknown as Field<string> & {
    type: 'text';
    max: number;
  } & M;

export const date = <const M extends More>(words: Words, more?: M) =>
  ({ type: 'date', words, ...more }) as unknown as Field<string> & { type: 'date' } & M;

export const partialDate = <const M extends More>(words: Words, more?: M) =>
  ({ type: 'partial-date', words, ...more }) as unknown as Field<string> & { type: 'partial-date' } & M;

export const count = <const M extends More & { min?: number; max?: number; plain?: boolean }>(
  words: Words,
  more?: M,
) => ({ type: 'count', words, ...more }) as unknown as Field<number> & { type: 'count' } & M;

export const money = <const M extends More>(words: Words, more?: M) =>
  ({ type: 'money', words, ...more }) as unknown as Field<string> & { type: 'money' } & M;

export const flag = <const M extends More>(words: Words, more?: M) =>
  ({ type: 'flag', words, ...more }) as unknown as Field<boolean> & { type: 'flag' } & M;

export const choice = <const O extends Options, const M extends More>(words: Words, options: O, more?: M) =>
  ({ type: 'choice', options, words, ...more }) as unknown as Field<keyof O & string> & {
    type: 'choice';
    options: O;
  } & M;

export const choices = <const O extends Options, const M extends More>(words: Words, options: O, more?: M) =>
  ({ type: 'choices', options, words, ...more }) as unknown as Field<(keyof O & string)[]> & {
    type: 'choices';
    options: O;
  } & M;

export const reference = <const M extends More>(words: Words, to: string, more?: M) =>
  ({ type: 'reference', to, words, ...more }) as unknown as Field<string> & {
    type: 'reference';
    to: string;
  } & M;
