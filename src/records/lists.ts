/** Lists that offices keep in Excel: which columns they have, and what one row of them says. Declared by the areas. */
import type { Reader } from '../db/door.ts';
import type { PlainDate } from '../kernel/plain-date.ts';
import type { Words } from '../kernel/words.ts';
import type { AnyRow } from './catalogue.ts';
import type { Field } from './define.ts';

export type Column = {
  field: Field;
  /** Headings under which offices write it, besides the words of the field. */
  also?: readonly string[];
  /** What offices write for an option, besides its words; proposed, never taken silently. */
  written?: Readonly<Record<string, readonly string[]>>;
  /** A number of so many digits, whose zeros in front Excel loses. */
  digits?: readonly number[];
  /** A person's name: capitals throughout are asked about. */
  isName?: true;
};

/** A unit as rows name it. */
export type UnitFact = { id: string; name: string; code: string; kind: string; from: PlainDate };

/** Values by column, null where the list is silent. */
export type Said = Record<string, unknown>;

export type RowFault = { column: string; code: string; message: Words };

export type List = {
  key: string;
  words: Words;
  /** The record type that each row is one of. */
  type: string;
  columns: Readonly<Record<string, Column>>;
  /** Another register, that is only compared: nobody is added from it, and nothing is taken but what a person takes. */
  compareOnly?: true;
  /** Columns that are no fields of that record: they write what stands beside it, or nothing. */
  aside?: readonly string[];
  /** By what a row is recognised: the name (`folded` is the column that holds it so) with the day of birth, or a number. */
  match?: { name: string; folded: string; birth: string; identity?: string };
  /** Rows of other tables that a new record brings, in the order of `besideTypes`. */
  besideTypes?: readonly string[];
  beside?: (row: { id: string; said: Said; unit: UnitFact }, newId: () => string) => Record<string, AnyRow[]>;
  /** What no single cell can tell. */
  check?: (said: Said, unit: UnitFact) => RowFault[];
  /** What the records say in the columns aside, by the record's id. */
  ours?: (tx: Reader, ids: readonly string[]) => Promise<Map<string, Said>>;
};
