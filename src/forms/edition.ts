/** An official statistical form as its edition prints it: rows, columns and equalities over figures. */
import type { Where } from '../figures/define.ts';
import type { PlainDate } from '../kernel/plain-date.ts';
import { type Words, w } from '../kernel/words.ts';
import type { Known } from '../regulations/rule.ts';

/** What a cell counts: a figure, narrowed; with `mean`, the average of that dimension over what it counts. */
export type Count = { figure?: string; where?: Where; mean?: string };

/** A column of a form that does not compare periods; its count narrows that of the row, or takes its place. */
export type Column = {
  id: string;
  words: Words;
  /** A heading it shares with its neighbours. */
  over?: Words;
  /** What stands beneath the heading instead of the running number, such as `2 = 3 + 4`. */
  sign?: string;
  count?: Count;
  /** The only rows it counts in: its other cells are empty. */
  rows?: readonly string[];
  /** Columns of one group close: checks add them up by this name. */
  group?: string;
  /** There are no records to count it from; its cells say so instead of a nought. */
  missing?: Words;
  /** Per cent of one column in another. */
  percent?: { part: string; whole: string };
};

export type Row = {
  id: string;
  /** As printed: A, 1, a). Empty where the form prints none. */
  number: string;
  words: Words;
  /** Nothing: a heading. */
  count?: Count;
  /** In a form with columns of its own: the only cells the row has, each with what it counts. */
  cells?: Readonly<Record<string, Count>>;
  /** Rows of one group close: checks add them up by this name. */
  group?: string;
  /** There are no records to count it from; the row says so instead of a nought. */
  missing?: Words;
  /** Counted for the same days of the year before. */
  before?: true;
  /** Not printed by the edition: shown where there is something to show, so that sums close. */
  extra?: boolean;
  /** The days on which the row is part of the form. */
  from: PlainDate | null;
  to: PlainDate | null;
  /** A rule whose change makes two periods incomparable. */
  comparableBy?: string;
  /** How deep it stands beneath a heading. */
  depth: number;
};

/** A cell, or the rows of a group, with its sign. */
export type Term = {
  form: string;
  row?: string;
  group?: string;
  column?: string;
  /** All columns of a group, added up. */
  columns?: string;
  times: 1 | -1;
};

/** An equality of the guidance, or with `least` a chain: the left side is at least the right one. Both are counted. */
export type Check = { id: string; words: Words; left: Term[]; right: Term[]; least?: true };

export type Form = {
  edition: string;
  id: string;
  number: string;
  words: Words;
  /** Kỳ này | cùng kỳ năm trước | %, or columns of its own. */
  columns: 'compared' | Column[];
  rows: Row[];
  checks: Check[];
  from: PlainDate;
  to: PlainDate | null;
  source: { document: string; issuedOn: PlainDate; issuer: string };
  known: Known;
  note?: Words;
};

/** Whose statistics a form belongs to: those of organisations and members, or those of the inspection sector. */
export const FAMILIES = {
  members: w('Thống kê tổ chức đảng, đảng viên', 'Statistics of organisations and members'),
  inspection: w('Thống kê ngành kiểm tra', 'Statistics of the inspection sector'),
};

export type Family = keyof typeof FAMILIES;

export type Edition = { id: string; words: Words; family: Family; forms: readonly Form[] };

/** Key of a cell among figures: unlike any other form's, and any other edition's. */
export const cellKey = (form: Pick<Form, 'edition' | 'id'>, row: string, column?: string): string =>
  `${form.edition}/${form.id}/${row}${column ? `.${column}` : ''}`;

/** Rows that are part of the form on a day: those that speak of districts end with the districts. */
export const rowsOn = (form: Pick<Form, 'rows'>, day: PlainDate): Row[] =>
  form.rows.filter(({ from, to }) => (from === null || from <= day) && (to === null || to >= day));
