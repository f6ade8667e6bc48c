/** The figures and ratios of a report as a document prints them: code, label, value. */
import { codeFor } from '../figures/code.ts';
import { formatCount } from '../kernel/number.ts';
import { type PlainDate, yearOf } from '../kernel/plain-date.ts';
import { formatPercent } from '../kernel/ratio.ts';
import type { Language } from '../kernel/words.ts';
import type {
  EvaluatedReport,
  FigureValue,
  Fragment,
  RatioValue,
  ReportTable,
  Section,
} from '../reports/evaluated.ts';

/** One line of "Bảng tra mã số liệu". `number` is the count itself, null for a ratio. */
export type CodeLine = {
  code: string;
  key: string;
  label: string;
  value: string;
  number: number | null;
  unit: string;
  from: PlainDate | null;
  to: PlainDate | null;
};

/** `84/85 (98,8%)`; without a percentage, because the whole is 0 or absent, only the two operands. */
export function ratioText(ratio: RatioValue, language: Language): string {
  const operands = `${formatCount(ratio.part, language)}/${formatCount(ratio.whole, language)}`;
  return ratio.percent === null ? operands : `${operands} (${formatPercent(ratio.percent, language)})`;
}

const figureLine = (figure: FigureValue, language: Language): CodeLine => ({
  code: figure.code,
  key: figure.key,
  label: figure.label[language],
  value: formatCount(figure.value, language),
  number: figure.value,
  unit: figure.unit,
  from: figure.from,
  to: figure.to,
});

const ratioLine = (ratio: RatioValue, language: Language): CodeLine => ({
  code: ratio.code,
  key: ratio.key,
  label: ratio.label[language],
  value: ratioText(ratio, language),
  number: null,
  unit: '%',
  from: null,
  to: null,
});

/** Every figure and ratio of the report, ordered by code. */
export function codeLines(report: EvaluatedReport): CodeLine[] {
  const lines = [
    ...Object.values(report.figures).map((figure) => figureLine(figure, report.language)),
    ...Object.values(report.ratios).map((ratio) => ratioLine(ratio, report.language)),
  ];
  return lines.sort((a, b) => (a.code < b.code ? -1 : a.code > b.code ? 1 : 0));
}

/**
 * The short code of the number a fragment shows; undefined for plain text and for keys the report lacks. A number
 * of another unit (`key@unit`) or of the year before (`key@-1`) carries that unit or year in its code.
 */
export function codeOf(report: EvaluatedReport, fragment: Fragment): string | undefined {
  const [key, at] = fragment.figure?.split('@') ?? [];
  if (key === undefined) return undefined;
  const known = Object.hasOwn(report.figures, key) ? report.figures[key] : ownRatio(report, key);
  if (!known || at === undefined) return known?.code;
  const year = yearOf(report.period.from);
  return at === '-1' ? codeFor(key, report.unit.code, year - 1) : codeFor(key, at, year);
}

const ownRatio = (report: EvaluatedReport, key: string): RatioValue | undefined =>
  Object.hasOwn(report.ratios, key) ? report.ratios[key] : undefined;

/** The sections in reading order with their depth, 0 for `I-`. */
export const flatSections = (sections: Section[], depth = 0): { section: Section; depth: number }[] =>
  sections.flatMap((section) => [{ section, depth }, ...flatSections(section.sections, depth + 1)]);

/** Every table of the report: those between the sentences, then the annexes. */
export const allTables = (report: EvaluatedReport): ReportTable[] => [
  ...flatSections(report.sections).flatMap(({ section }) => section.tables),
  ...report.annexes,
];

/** Every run of text the report prints. */
export const allFragments = (report: EvaluatedReport): Fragment[] => [
  ...flatSections(report.sections).flatMap(({ section }) => section.sentences.flatMap((s) => s.fragments)),
  ...allTables(report).flatMap((table) => table.rows.flatMap((row) => row.cells)),
];

/** `I`, `1`, `a` of a section whatever punctuation its number came with; the layout adds its own. */
export const bareNumber = (number: string): string => number.trim().replace(/[-–.):\s]+$/, '');

/** `Phụ lục 2` where there are two or more annexes, else `Phụ lục` (Arabic digits: 36-HD/VPTW 2018, 05-HD/VPTW 2026). */
export function annexName(index: number, count: number, language: Language): string {
  const word = language === 'vi' ? 'Phụ lục' : 'Annex';
  return count > 1 ? `${word} ${index + 1}` : word;
}
