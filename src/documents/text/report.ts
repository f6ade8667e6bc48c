/** A report as plain text of 80 columns, for a terminal, a mail or a typewriter's ribbon. */
import { formatDate } from '../../kernel/plain-date.ts';
import type { EvaluatedReport, Fragment, ReportTable, Section } from '../../reports/evaluated.ts';
import { printable } from '../printable.ts';
import { annexName, bareNumber, codeLines } from '../values.ts';
import { COLUMNS, centred, textTable, wrap } from './wrap.ts';

const plain = (text: string): string => printable(text).replace(/\s+/g, ' ').trim();

const textOf = (fragments: Fragment[]): string => plain(fragments.map((one) => one.text).join(''));

function tableLines(table: ReportTable, name?: string): string[] {
  const title = name ? `${name.toUpperCase()}. ${plain(table.title)}` : plain(table.title);
  const rows = table.rows.map((row) => table.columns.map((_, i) => plain(row.cells[i]?.text ?? '')));
  const note = table.note ? wrap(plain(table.note)) : [];
  return ['', ...wrap(title), '', ...textTable(table.columns.map(plain), rows), ...note];
}

const MARKS = ['-', '.', ')'];

function sectionLines(section: Section, depth: number): string[] {
  const heading =
    `${bareNumber(plain(section.number))}${MARKS[depth] ?? ''} ${plain(section.heading)}`.trim();
  return [
    '',
    ...wrap(heading),
    ...section.sentences.flatMap((sentence) => wrap(textOf(sentence.fragments))),
    ...section.tables.flatMap((table) => tableLines(table)),
    ...section.sections.flatMap((inner) => sectionLines(inner, depth + 1)),
  ];
}

function codeTable(report: EvaluatedReport): string[] {
  const vi = report.language === 'vi';
  const rows = codeLines(report).map((line) => [line.code, plain(line.label), line.value]);
  if (rows.length === 0) return [];
  const columns = vi ? ['Mã', 'Nội dung', 'Số liệu'] : ['Code', 'What it counts', 'Value'];
  return ['', vi ? 'BẢNG TRA MÃ SỐ LIỆU' : 'TABLE OF CODES', '', ...textTable(columns, rows)];
}

function flagLines(report: EvaluatedReport): string[] {
  if (report.flags.length === 0) return [];
  const heading = report.language === 'vi' ? 'CẦN XEM LẠI' : 'TO BE LOOKED AT';
  return [
    '',
    heading,
    ...report.flags.flatMap((flag) => wrap(`- ${plain(flag.message[report.language])}`, COLUMNS, '  ')),
  ];
}

/** The whole report: head, sections, tables, annexes, table of codes, and what does not fit. No number is cut. */
export function reportText(report: EvaluatedReport): string {
  const { language, period, head, annexes } = report;
  const [from, to, asOf] = [period.from, period.to, period.asOf].map((day) => formatDate(day, language));
  const span =
    language === 'vi'
      ? `Kỳ báo cáo ${from} - ${to}; việc đang tiến hành tính đến ${asOf}`
      : `Period ${from} - ${to}; work in progress as of ${asOf}`;
  const lines = [
    ...wrap(plain(head.issuer).toLocaleUpperCase('vi')),
    '',
    ...centred(plain(report.title[language]).toLocaleUpperCase('vi')),
    ...centred(plain(report.unit.name)),
    ...centred(span),
    ...report.sections.flatMap((section) => sectionLines(section, 0)),
    ...annexes.flatMap((table, i) => tableLines(table, annexName(i, annexes.length, language))),
    ...codeTable(report),
    ...flagLines(report),
  ];
  return `${lines.join('\n')}\n`;
}
