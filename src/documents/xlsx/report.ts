/** A report as an Excel workbook: its tables, its numbers with their codes, its sentences. */
import { parseCount } from '../../kernel/number.ts';
import type { Language } from '../../kernel/words.ts';
import type { EvaluatedReport, Fragment, ReportTable } from '../../reports/evaluated.ts';
import type { Mark } from '../mark.ts';
import { annexName, bareNumber, codeLines, flatSections } from '../values.ts';
import { footOf, type Sheet, workbook } from './sheet.ts';

const says = (language: Language, vi: string, en: string): string => (language === 'vi' ? vi : en);

/** The number behind a cell: the figure's own value where it shows one, else a count as it is written. */
function countOf(report: EvaluatedReport, cell: Fragment): number | undefined {
  const figure =
    cell.figure !== undefined && Object.hasOwn(report.figures, cell.figure)
      ? report.figures[cell.figure]
      : undefined;
  const text = cell.text.trim();
  const written = parseCount(report.language === 'en' ? text.replaceAll(',', '.') : text);
  if (!written.ok) return undefined;
  return figure && figure.value !== written.value ? undefined : written.value;
}

/** A column is one of counts when every filled cell of it, and at least one, is a count. */
function tableSheet(report: EvaluatedReport, table: ReportTable, name: string): Sheet {
  const counts = table.columns.map((_, i) => {
    const filled = table.rows.map((row) => row.cells[i]).filter((cell) => cell && cell.text.trim() !== '');
    return filled.length > 0 && filled.every((cell) => countOf(report, cell!) !== undefined);
  });
  const rows: Sheet['rows'] = table.rows.map((row) =>
    table.columns.map((_, i) => {
      const cell = row.cells[i];
      if (!cell || cell.text.trim() === '') return null;
      return counts[i] ? countOf(report, cell)! : cell.text;
    }),
  );
  if (table.note) rows.push([table.note]);
  return {
    name,
    title: table.title,
    columns: table.columns.map((header, i) => ({ header, kind: counts[i] ? 'count' : 'text' })),
    rows,
  };
}

function figureSheet(report: EvaluatedReport): Sheet {
  const { language } = report;
  const header = (vi: string, en: string, kind: 'text' | 'count' | 'date', width?: number) => ({
    header: says(language, vi, en),
    kind,
    ...(width ? { width } : {}),
  });
  return {
    name: says(language, 'Số liệu', 'Figures'),
    title: report.title[language],
    columns: [
      header('Mã', 'Code', 'text'),
      header('Khóa', 'Key', 'text'),
      header('Nội dung', 'What it counts', 'text', 48),
      header('Số liệu', 'Value', 'count', 14),
      header('Đơn vị tính', 'Unit', 'text'),
      header('Từ ngày', 'From', 'date'),
      header('Đến ngày', 'To', 'date'),
    ],
    rows: codeLines(report).map((l) => [l.code, l.key, l.label, l.number ?? l.value, l.unit, l.from, l.to]),
  };
}

function sentenceSheet(report: EvaluatedReport): Sheet {
  const { language } = report;
  const path: string[] = [];
  const rows: Sheet['rows'] = [];
  for (const { section, depth } of flatSections(report.sections)) {
    path.splice(depth, path.length, bareNumber(section.number));
    for (const sentence of section.sentences) {
      rows.push([path.join('.'), section.heading, sentence.fragments.map((one) => one.text).join('')]);
    }
  }
  return {
    name: says(language, 'Lời văn', 'Text'),
    title: report.title[language],
    columns: [
      { header: says(language, 'Mục', 'Section'), kind: 'text' },
      { header: says(language, 'Tên mục', 'Heading'), kind: 'text', width: 36 },
      { header: says(language, 'Câu', 'Sentence'), kind: 'text', width: 90 },
    ],
    rows,
  };
}

/**
 * The workbook of a report: a sheet for each table (annexes, then tables between the sentences), "Số liệu" with
 * every figure and ratio, "Lời văn" with every sentence. Counts are numbers, days are dates. `log` is the line that says
 * how far the audit log had come.
 */
export function reportXlsx(report: EvaluatedReport, mark?: Mark, log?: string): Promise<Uint8Array> {
  const { annexes, language } = report;
  const inText = flatSections(report.sections).flatMap(({ section }) => section.tables);
  return workbook(
    [
      ...annexes.map((table, i) => tableSheet(report, table, annexName(i, annexes.length, language))),
      ...inText.map((table) => tableSheet(report, table, table.title)),
      figureSheet(report),
      sentenceSheet(report),
    ],
    mark,
    footOf(mark, log),
  );
}
