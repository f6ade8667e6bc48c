/** What a rule is: dated values, each with the document it rests on and how well that is known. */
import type { PlainDate } from '../kernel/plain-date.ts';
import { type Words, w } from '../kernel/words.ts';

/** How well a value is known; only A may refuse, everything weaker warns and asks for a reason. */
export type Known = 'A' | 'B' | 'I' | 'U';

export const KNOWN_WORDS: Readonly<Record<Known, Words>> = {
  A: w('đã đọc ở trang trích nguyên văn bản', 'read in a page that quotes the document'),
  B: w('đọc ở nguồn thứ cấp', 'read second-hand'),
  I: w('suy luận', 'inferred'),
  U: w('chưa xác nhận', 'unconfirmed'),
};

/** What a value is measured in; each unit admits one shape of value, checked when the packs are read. */
export const UNITS = {
  age: w('tuổi', 'years of age'),
  years: w('năm', 'years'),
  months: w('tháng', 'months'),
  days: w('ngày', 'days'),
  working_days: w('ngày làm việc', 'working days'),
  hours: w('giờ', 'hours'),
  members: w('đảng viên', 'members'),
  people: w('người', 'people'),
  count: w('số', 'number'),
  pt: w('pt', 'pt'),
  mm: w('mm', 'mm'),
  majority: w('số phiếu', 'votes'),
  share: w('phần', 'share'),
  dong: w('đồng', 'đồng'),
  flag: w('có hoặc không', 'yes or no'),
  code: w('một lựa chọn', 'one choice'),
  list: w('danh sách', 'list'),
  numbers: w('dãy số', 'numbers'),
  table: w('bảng', 'table'),
  symbol: w('ký hiệu', 'sign'),
  pattern: w('khuôn mã', 'pattern'),
} as const satisfies Record<string, Words>;

export type Unit = keyof typeof UNITS;

/** A threshold of votes: `over` means more than part/whole, otherwise at least that much. */
export type Majority = { part: number; whole: number; over: boolean };

/** A share of a whole, as two whole numbers. */
export type Share = { part: number; whole: number };

/** Forms of discipline a body decides or may only propose; a form that is absent is outside its competence. */
export type Competence = Readonly<Record<string, 'decides' | 'proposes'>>;

export type RuleValue =
  | number
  | boolean
  | string
  | readonly string[]
  | readonly number[]
  | Majority
  | Share
  | Readonly<Record<string, number | string | readonly string[]>>;

/** The reserved document of a value that no text gives: a default of the product, for the office to confirm. */
export const DEFAULT_DOCUMENT = 'default';

/** `issuedOn` tells documents of one number apart, for numbers start anew every term; null where it is not known. */
export type Source = { document: string; issuedOn: PlainDate | null; article: string | null };

/** A document with its first and last day in force (inclusive; null is open). */
export type Document = {
  number: string;
  title: Words;
  issuer: string;
  /** Null where no text that could be read gives the day; the note says so. */
  issuedOn: PlainDate | null;
  from: PlainDate;
  to: PlainDate | null;
  known: Known;
  note?: Words;
  pack: string;
};

/** One value of a rule with its first and last day (inclusive; null is open). */
export type DatedValue = {
  value: RuleValue;
  from: PlainDate;
  to: PlainDate | null;
  source: Source;
  known: Known;
  note?: Words;
  pack: string;
};

export type Rule = {
  id: string;
  words: Words;
  unit: Unit;
  /** Name of the option set that labels the codes in the values. */
  options?: string;
  /** Why values are missing; a rule that has none at all must say so. */
  note?: Words;
  /** In order of time, without overlap; a gap means that no value is known for those days. */
  values: readonly DatedValue[];
};

export type Options = Readonly<Record<string, Words>>;

/** All packs merged. */
export type Rulebook = {
  packs: readonly { name: string; words: Words }[];
  documents: readonly Document[];
  options: ReadonlyMap<string, Options>;
  rules: ReadonlyMap<string, Rule>;
};

/** Whether an inclusive period with an open end holds a day. */
export const covers = (period: { from: PlainDate; to: PlainDate | null }, day: PlainDate): boolean =>
  period.from <= day && (period.to === null || day <= period.to);
