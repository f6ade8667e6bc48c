/**
 * The report as it may go to the public: the same sentences and tables, with small counts left out and what would give
 * them away. Inside the Party the figures are exact; this is for what is passed on.
 */
import type { FigureCatalogue } from '../figures/define.ts';
import { formatCount } from '../kernel/number.ts';
import { type Language, type Words, w } from '../kernel/words.ts';
import type { EvaluatedReport, Fragment, ReportTable, Section } from './evaluated.ts';
import { cellsOf, type LeftOut, leftOut, SMALL } from './small-counts.ts';

/** Stands for a number that is left out, whichever the reason: the reader cannot tell a small one from its cover. */
export const LEFT_OUT = '*';

/** A number that is left out, and whether for itself or to cover another. */
export type Affected = { id: string; label: Words; unit: string | null; isSmall: boolean };

/** Numbers that could be printed as one: together they are no small count. */
type Grouping = { labels: Words[]; sum: number };

export type Publication = { report: EvaluatedReport; affected: Affected[]; groupings: Grouping[] };

const TITLE: Words = { vi: 'bản công bố', en: 'for publication' };

const NOTE: Words = w(
  `Dấu ${LEFT_OUT}: số dưới ${SMALL}, hoặc số được che để không suy ra số ấy.`,
  `${LEFT_OUT}: a count below ${SMALL}, or one left out so that such a count cannot be worked out.`,
);

export function publicationOf(catalogue: FigureCatalogue, report: EvaluatedReport): Publication {
  const out = leftOut(catalogue, report);
  return {
    report: withoutCounts(catalogue, report, out.hidden),
    affected: [...out.hidden].sort().map((id) => ({
      id,
      ...labelOf(catalogue, report, id),
      isSmall: out.small.has(id),
    })),
    groupings: groupingsOf(catalogue, report, out),
  };
}

function labelOf(
  catalogue: FigureCatalogue,
  report: EvaluatedReport,
  id: string,
): { label: Words; unit: string | null } {
  const [key, at] = id.split('@');
  const label = catalogue.figures.get(key!)!.words;
  if (at === '-1') return { label: w(`${label.vi} (cùng kỳ)`, `${label.en} (year before)`), unit: null };
  return { label, unit: report.units.find(({ code }) => code === at)?.name ?? null };
}

/** Where a sum leaves several numbers out and together they are many enough, they may be printed together. */
function groupingsOf(
  catalogue: FigureCatalogue,
  report: EvaluatedReport,
  { hidden, sums }: LeftOut,
): Grouping[] {
  const cells = cellsOf(catalogue, report);
  return sums.flatMap(({ plus, minus, atLeast }) => {
    const parts = minus.filter((id) => hidden.has(id));
    const sum = parts.reduce((all, id) => all + cells.get(id)!.value, 0);
    if (atLeast || plus.some((id) => hidden.has(id)) || parts.length < 2 || sum < SMALL) return [];
    const labels = parts.map((id) => {
      const { label, unit } = labelOf(catalogue, report, id);
      return unit ? w(`${label.vi}, ${unit}`, `${label.en}, ${unit}`) : label;
    });
    return [{ labels, sum }];
  });
}

/** The report without the cells, wherever they are printed, and without every number made of them. */
function withoutCounts(
  catalogue: FigureCatalogue,
  report: EvaluatedReport,
  hidden: ReadonlySet<string>,
): EvaluatedReport {
  const isOut = (figure: string | undefined): boolean => {
    if (figure === undefined) return false;
    const [key, at] = figure.split('@');
    const ratio = catalogue.ratios.get(key!);
    const operands = ratio ? [ratio.part, ratio.whole] : [key!];
    return operands.some((one) => hidden.has(at === undefined ? one : `${one}@${at}`));
  };
  const kept = <T>(values: Readonly<Record<string, T>>, at = ''): Record<string, T> =>
    Object.fromEntries(Object.entries(values).filter(([key]) => !isOut(`${key}${at}`)));
  return {
    ...report,
    title: w(`${report.title.vi} (${TITLE.vi})`, `${report.title.en} (${TITLE.en})`),
    figures: kept(report.figures),
    ratios: kept(report.ratios),
    before: report.before && kept(report.before, '@-1'),
    units: report.units.map((unit) => ({ ...unit, values: kept(unit.values, `@${unit.code}`) })),
    sections: report.sections.map((section) => openSection(section, isOut)),
    annexes: report.annexes.map((table) => openTable(table, isOut, report.language)),
    flags: [],
  };
}

type IsOut = (figure: string | undefined) => boolean;

/** A number of a unit beneath whose whole is left out is printed, but has no code to be traced by. */
function openFragment(fragment: Fragment, isOut: IsOut): Fragment {
  if (isOut(fragment.figure)) return { text: LEFT_OUT };
  return isOut(fragment.figure?.split('@')[0]) ? { text: fragment.text } : fragment;
}

const openSection = (section: Section, isOut: IsOut): Section => ({
  ...section,
  sentences: section.sentences.map((sentence) => ({
    ...sentence,
    fragments: sentence.fragments.map((fragment) => openFragment(fragment, isOut)),
  })),
  tables: section.tables.map((table) => openTable(table, isOut, null)),
  sections: section.sections.map((inner) => openSection(inner, isOut)),
});

/** A number without a figure of its own (a difference, a change in percent) is made of its row's: it goes with them. */
function openTable(table: ReportTable, isOut: IsOut, language: Language | null): ReportTable {
  let cut = false;
  const rows = table.rows.map((row) => {
    const isCut = row.cells.some(({ figure }) => isOut(figure));
    cut ||= isCut;
    const cells = row.cells.map((cell, i) =>
      isCut && i > 0 && cell.figure === undefined && /^[−+-]?[\d.,]+\s*%?$/.test(cell.text.trim())
        ? { text: LEFT_OUT }
        : openFragment(cell, isOut),
    );
    return { ...row, cells };
  });
  const note = [table.note, cut && language ? NOTE[language] : undefined].filter(Boolean).join(' ');
  return { ...table, rows, ...(note ? { note } : {}) };
}

/** A grouping in words: "A; B: 7". */
export const groupingText = ({ labels, sum }: Grouping, language: Language): string =>
  `${labels.map((label) => label[language]).join('; ')}: ${formatCount(sum, language)}`;
