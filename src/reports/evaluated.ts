/** A report after its figures were counted: what the page, JSON, text, Word and Excel are all printed from. */
import type { Instant } from '../kernel/clock.ts';
import type { PlainDate } from '../kernel/plain-date.ts';
import { type Language, type Words, w } from '../kernel/words.ts';

/** Which tree places a record under a unit: the tree on the record's own day, or today's. */
export type Tree = 'then' | 'now';

/** Whose report it is: the committee's, or its inspection commission's. */
export const REPORT_KINDS = {
  'nine-month': w('9 tháng', 'Nine months'),
  commission: w('9 tháng của ủy ban kiểm tra', 'Nine months, inspection commission'),
};

export type ReportKind = keyof typeof REPORT_KINDS;

/** Flows run over [from, to] (both inclusive), stocks stand at `to`, work in progress is told at `asOf`. */
export type ReportPeriod = { from: PlainDate; to: PlainDate; asOf: PlainDate };

export type FigureValue = {
  key: string;
  /** Short code printed beside or beneath the number; typing it into the search box opens the figure. */
  code: string;
  value: number;
  /** Number of records behind the value. */
  records: number;
  from: PlainDate | null;
  to: PlainDate;
  unit: string;
  nature: 'stock' | 'flow' | 'progress' | 'plan';
  label: Words;
};

export type RatioValue = {
  key: string;
  code: string;
  part: number;
  whole: number;
  percent: string | null;
  label: Words;
};

/** A run of text; with `figure` (a figure's or ratio's key) it is a number that opens onto its records. */
export type Fragment = { text: string; figure?: string };

export type Sentence = { id: string; fragments: Fragment[] };

export type ReportTable = {
  id: string;
  title: string;
  columns: string[];
  rows: { cells: Fragment[]; strong?: boolean }[];
  note?: string;
};

export type Section = {
  number: string;
  heading: string;
  sentences: Sentence[];
  tables: ReportTable[];
  sections: Section[];
};

/** Something that does not fit and that a person must look at; the product never repairs a number. */
export type Flag = {
  code: string;
  message: Words;
  figures: string[];
  records: { type: string; id: string }[];
};

export type EvaluatedReport = {
  kind: ReportKind;
  language: Language;
  title: Words;
  unit: { id: string; code: string; name: string };
  /** Head of the document: superior body in capitals, issuing body, who signs for whom. */
  head: {
    superior: string;
    issuer: string;
    place: string;
    signsFor: string;
    symbol: string;
    recipients: string[];
  };
  period: ReportPeriod;
  knownAt: Instant | null;
  tree: Tree;
  figures: Record<string, FigureValue>;
  ratios: Record<string, RatioValue>;
  /** The same figures at the same days of the year before; null when the unit did not exist then. */
  before: Record<string, number> | null;
  /** Some figures of the units directly beneath, by code. */
  units: { code: string; name: string; values: Record<string, number> }[];
  sections: Section[];
  annexes: ReportTable[];
  flags: Flag[];
};
