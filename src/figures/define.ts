/**
 * A figure is defined once. Its source is one SQL statement that yields counted records; the number is how many
 * of them fit its `where`, the list behind it is those same rows. They cannot disagree.
 */

import { formatCount, formatDong } from '../kernel/number.ts';
import type { PlainDate } from '../kernel/plain-date.ts';
import type { Language, Words } from '../kernel/words.ts';
import type { Facts } from './facts.ts';

/** What is counted. Units are never added to one another. */
export const COUNTING_UNITS = {
  organisation: { vi: 'tổ chức đảng', en: 'Party organisations' },
  cell: { vi: 'chi bộ', en: 'cells' },
  member: { vi: 'đảng viên', en: 'members' },
  person: { vi: 'người', en: 'persons' },
  session: { vi: 'cuộc', en: 'sessions' },
  petition: { vi: 'đơn', en: 'petitions' },
  case: { vi: 'trường hợp', en: 'cases' },
  violation: { vi: 'nội dung vi phạm', en: 'contents of violation' },
  allegation: { vi: 'nội dung tố cáo', en: 'allegations' },
  attendance: { vi: 'lượt', en: 'attendances' },
  class: { vi: 'lớp', en: 'classes' },
  document: { vi: 'văn bản', en: 'documents' },
  event: { vi: 'đợt', en: 'events' },
  commendation: { vi: 'quyết định khen', en: 'commendations' },
  duty: { vi: 'việc', en: 'duties' },
  programme: { vi: 'chương trình', en: 'programmes' },
  quota: { vi: 'chỉ tiêu', en: 'target places' },
  dong: { vi: 'đồng', en: 'đồng' },
} as const satisfies Record<string, Words>;

export type CountingUnit = keyof typeof COUNTING_UNITS;

/** What a figure of this unit says: a count, or an amount in whole đồng with its unit. */
export const valueText = (unit: CountingUnit, value: number, language: Language): string =>
  unit === 'dong' ? formatDong(BigInt(value), language) : formatCount(value, language);

/** Stock: stands at the period's end. Flow: runs over the period. Progress: told at as-of. Plan: set for the year. */
export type Nature = 'stock' | 'flow' | 'progress' | 'plan';

/** How a figure stands to the one it is part of: closes with its sisters, only a subset, overlapping, multi-valued. */
export type Relation = 'partition' | 'subset' | 'overlap' | 'multi';

/** Equal to a value, or one of several; `has` for lists that contain one of the values. */
export type Match = string | number | boolean | null | readonly string[] | { has: readonly string[] };

export type Where = Readonly<Record<string, Match>>;

/** The days and parameters a source is evaluated for. `before` is the day before `from`. */
export type When = {
  from: PlainDate;
  to: PlainDate;
  before: PlainDate;
  asOf: PlainDate;
  year: number;
  /** Values of rules in force that sources need, by parameter name. */
  rules: Readonly<Record<string, string | number | readonly string[]>>;
};

/** One counted record as the second method finds it; `tops` where placing it is more than "somewhere beneath". */
export type Counted = {
  record: string;
  unit: string;
  on: PlainDate;
  tops?: readonly string[];
  [dimension: string]: unknown;
};

export type FigureSource = {
  name: string;
  /** Record type that a row of the list opens. */
  record: string;
  /**
   * Yields `top` (the unit of the report, from `scope`), `record`, `unit`, `on_date` and the dimensions that
   * figures choose by. Joins `scope s` on `s.unit` and the record's day between s.valid_from and s.valid_to.
   * Parameters :from :to :before :as_of :year and :rule_NAME.
   */
  sql: string;
  /** Reads the file of every member: planning it anew for the unit pays much sooner. */
  heavy?: true;
  /** The dimension that tells whom or what a record is about, where that is not the record itself. */
  subject?: string;
  /** The same rows by another road, for `capuy check`: from raw rows, with the tree walked parent by parent. */
  recount: (facts: Facts, when: When) => Iterable<Counted>;
};

export type Figure = {
  /** Grammar: area.measure[.dimension…][.qualifier]. */
  key: string;
  source: string;
  where?: Where;
  /** Count different values of this dimension instead of rows (a member in two sessions is one member). */
  distinct?: string;
  /** Add this whole-numbered dimension up instead of counting rows: an amount, or the numerator of a mean. */
  sum?: string;
  words: Words;
  unit: CountingUnit;
  nature: Nature;
  part?: { of: string; relation: Relation; dimension: string };
  /** The rule that gives it its meaning: where that says something else, it is another figure, and is not compared. */
  meaning?: { rule: string; words: Words };
};

/** A ratio names two figures; it has no records of its own. */
export type Ratio = { key: string; part: string; whole: string; decimals: number; words: Words };

export type FigureArea = {
  sources: readonly FigureSource[];
  figures: readonly Figure[];
  ratios?: readonly Ratio[];
};

export type FigureCatalogue = {
  sources: ReadonlyMap<string, FigureSource>;
  figures: ReadonlyMap<string, Figure>;
  ratios: ReadonlyMap<string, Ratio>;
};

/** Gathers the areas' figures; a key or source defined twice, or a part of nothing, is a bug and throws. */
export function figureCatalogue(areas: readonly FigureArea[]): FigureCatalogue {
  const sources = new Map(areas.flatMap((a) => a.sources).map((s) => [s.name, s]));
  const figures = new Map(areas.flatMap((a) => a.figures).map((f) => [f.key, f]));
  const ratios = new Map(areas.flatMap((a) => a.ratios ?? []).map((r) => [r.key, r]));
  const total = areas.reduce((n, a) => n + a.figures.length, 0);
  if (figures.size !== total) throw new Error('a figure is defined twice');
  for (const figure of figures.values()) {
    if (!sources.has(figure.source)) throw new Error(`${figure.key}: no source ${figure.source}`);
    if (figure.part && !figures.has(figure.part.of)) throw new Error(`${figure.key}: part of nothing`);
  }
  for (const ratio of ratios.values()) {
    if (!figures.has(ratio.part) || !figures.has(ratio.whole))
      throw new Error(`${ratio.key}: names no figure`);
  }
  return { sources, figures, ratios };
}
