/** A list that came in, from the file to the record: what was found in it and what a person has decided so far. */
import type { ReadCell } from '../files/sheets.ts';
import type { OldEncoding } from '../kernel/old-encodings.ts';
import type { Refusal } from '../kernel/refusal.ts';
import { type Words, w } from '../kernel/words.ts';

export type State = 'reading' | 'read' | 'judging' | 'judged' | 'applied' | 'undone';

export const STATES: Readonly<Record<State, Words>> = {
  reading: w('Đang đọc tệp', 'Reading the file'),
  read: w('Đã đọc tệp', 'The file is read'),
  judging: w('Đang đọc từng dòng', 'Reading row by row'),
  judged: w('Đã đối chiếu', 'Compared'),
  applied: w('Đã ghi', 'Recorded'),
  undone: w('Đã hủy lần ghi', 'Taken back'),
};

/** First line, first column, last line, last column. */
export type Range = readonly [number, number, number, number];

export type FoundSheet = { name: string; hidden: boolean; rows: number; merges: Range[] };

/** `samples` are texts by font, as the file holds them. */
export type Found = {
  sheets: FoundSheet[];
  fonts: string[];
  samples: Record<string, string[]>;
  /** Why the file could not be read to its end. */
  refusal?: Refusal;
};

/** Lines of the headings, both included; the unit whose list the sheet is, where the rows do not say. */
export type ChosenSheet = { header: [from: number, to: number]; unit: string | null };

export type Letters = OldEncoding | 'unicode';

/** What is done with a fault: mended as proposed, left as written, the row returned, or this text instead. */
export type Answer = 'mend' | 'keep' | 'return' | `=${string}`;

export type Choices = {
  sheets?: Record<string, ChosenSheet>;
  /** By font: how its text is read. Confirmed by a person, all fonts at once. */
  letters?: Record<string, Letters>;
  /** By signature of the headings: what each column is; '' is left out. */
  columns?: Record<string, string[]>;
  /** By column, then by the kind of fault or `text:` and what is written. */
  repairs?: Record<string, Record<string, Answer>>;
};

export type Draft = {
  id: string;
  account: string;
  unit: string;
  list: string;
  type: string;
  name: string;
  state: State;
  progress: number;
  found: Partial<Found>;
  choices: Choices;
  proposed: boolean;
  opened_at: string;
  /** When it is given up by itself, unless it was recorded before. */
  kept_until: string;
  /** Whether the reader handed it in; a second person only reads it. */
  own: boolean;
  /** The entries of the acts, as text. */
  applied: string | null;
  undone: string | null;
};

export type FaultState = 'open' | 'mended' | 'returned';

/** `typed` is what stands in the cell, `proposal` what is proposed for it (as it is typed). */
export type Fault = {
  column: string;
  code: string;
  typed: string;
  state: FaultState;
  proposal?: string;
};

export type Outcome = 'new' | 'changed' | 'same' | 'double' | 'rejected';

export const OUTCOMES: Readonly<Record<Outcome, Words>> = {
  new: w('Thêm mới', 'New'),
  changed: w('Có khác', 'Different'),
  same: w('Đã có, không khác', 'Here already, no difference'),
  double: w('Cần chọn: có thể trùng', 'To choose: may be double'),
  rejected: w('Trả lại', 'Returned'),
};

/** What is to stand in a field: ours, theirs, or what the paper says. */
export type Decided = 'ours' | 'theirs' | { paper: unknown };

/** Ours and theirs; `act` where it is changed by an act of its own, never by a list. */
export type Change = { ours: unknown; theirs: unknown; act?: true };

export type Row = {
  sheet: number;
  line: number;
  cells: ReadCell[] | null;
  said: Record<string, unknown> | null;
  faults: Fault[] | null;
  beside: Record<string, Record<string, unknown>[]> | null;
  outcome: Outcome | null;
  record: string | null;
  seen: string | null;
  changes: Record<string, Change> | null;
  /** By field; `_which` decides a double: an id, `new` or `return`; `_candidates` are those it may be. */
  decided: Record<string, Decided | string | string[]>;
};

export const isOldFont = (letters: Letters | undefined): letters is OldEncoding =>
  letters === 'tcvn3' || letters === 'vni';
