/** Tables and page breaks as WordprocessingML, for the places a template leaves to them. */
import type { Fragment, ReportTable } from '../../reports/evaluated.ts';
import { xmlText } from '../printable.ts';

/** More columns than this do not fit an upright page. */
const UPRIGHT_COLUMNS = 7;

/** Twips between the margins: 165 mm upright, 252 mm across. */
const WIDTH = { upright: 9354, across: 14287 };

/** 12 points in half points. */
const SIZE = '<w:sz w:val="24"/><w:szCs w:val="24"/>';

export const liesAcross = (table: ReportTable): boolean => table.columns.length > UPRIGHT_COLUMNS;

const runXml = (text: string, look = ''): string =>
  text === ''
    ? ''
    : `<w:r><w:rPr>${look}${SIZE}</w:rPr><w:t xml:space="preserve">${xmlText(text)}</w:t></w:r>`;

const codeXml = (code: string): string =>
  `<w:r><w:rPr><w:color w:val="6B6B6B"/>${SIZE}<w:vertAlign w:val="superscript"/></w:rPr>` +
  `<w:t xml:space="preserve">${xmlText(code)}</w:t></w:r>`;

const paragraphXml = (content: string, align: 'left' | 'center' | 'right'): string =>
  '<w:p><w:pPr><w:spacing w:before="20" w:after="20" w:line="240" w:lineRule="auto"/>' +
  `<w:ind w:left="0" w:right="0" w:firstLine="0"/><w:jc w:val="${align}"/></w:pPr>${content}</w:p>`;

const cellXml = (width: number, content: string): string =>
  `<w:tc><w:tcPr><w:tcW w:w="${width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>${content}</w:tc>`;

const isNumber = (text: string): boolean => /^[-+]?\d[\d.,/ %()]*$/.test(text.trim());

/** The share of each column: what its longest cell wants, within bounds, its longest heading word at least. */
function columnWidths(table: ReportTable, total: number): number[] {
  const wanted = table.columns.map((heading, i) => {
    const cells = table.rows.reduce((most, row) => Math.max(most, row.cells[i]?.text.length ?? 0), 0);
    const word = heading.split(' ').reduce((most, part) => Math.max(most, part.length), 0);
    return Math.min(40, Math.max(5, cells, word));
  });
  const sum = wanted.reduce((a, b) => a + b, 0);
  return wanted.map((share) => Math.floor((share * total) / sum));
}

const BORDERS = ['top', 'left', 'bottom', 'right', 'insideH', 'insideV']
  .map((side) => `<w:${side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>`)
  .join('');

/**
 * A table with borders whose heading row repeats on every page and whose rows do not break across pages.
 * `code` gives the code to print beside a number, or undefined to print none.
 */
export function tableXml(table: ReportTable, code: (fragment: Fragment) => string | undefined): string {
  const total = liesAcross(table) ? WIDTH.across : WIDTH.upright;
  const widths = columnWidths(table, total);
  const heading = table.columns
    .map((text, i) => cellXml(widths[i]!, paragraphXml(runXml(text, '<w:b/>'), 'center')))
    .join('');
  const rows = table.rows.map((row) => {
    const cells = table.columns.map((_, i) => {
      const fragment = row.cells[i] ?? { text: '' };
      const mark = code(fragment);
      const content = runXml(fragment.text, row.strong ? '<w:b/>' : '') + (mark ? codeXml(mark) : '');
      const number = fragment.figure !== undefined || isNumber(fragment.text);
      return cellXml(widths[i]!, paragraphXml(content, number ? 'right' : 'left'));
    });
    return `<w:tr><w:trPr><w:cantSplit/></w:trPr>${cells.join('')}</w:tr>`;
  });
  return (
    `<w:tbl><w:tblPr><w:tblW w:w="${total}" w:type="dxa"/><w:jc w:val="center"/><w:tblBorders>${BORDERS}</w:tblBorders>` +
    '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="57" w:type="dxa"/><w:right w:w="57" w:type="dxa"/></w:tblCellMar></w:tblPr>' +
    `<w:tblGrid>${widths.map((width) => `<w:gridCol w:w="${width}"/>`).join('')}</w:tblGrid>` +
    `<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>${heading}</w:tr>${rows.join('')}</w:tbl>`
  );
}

/** The last section of a document: its paper, margins and page numbers. */
export function lastSection(documentXml: string): string | undefined {
  const [start, end] = [documentXml.lastIndexOf('<w:sectPr'), documentXml.lastIndexOf('</w:sectPr>')];
  return start >= 0 && end > start ? documentXml.slice(start, end + '</w:sectPr>'.length) : undefined;
}

/** A page break that closes a section like the template's last one, upright or across the page. */
export function sectionBreakXml(section: string, across: boolean): string {
  const size = /<w:pgSz\b[^>]*\/>/.exec(section)?.[0] ?? '';
  const side = (name: string, fallback: number): number =>
    Number(new RegExp(`w:${name}="(\\d+)"`).exec(size)?.[1] ?? fallback);
  const [width, height] = [side('w', 11906), side('h', 16838)];
  const [short, long] = [Math.min(width, height), Math.max(width, height)];
  const page = across
    ? `<w:pgSz w:w="${long}" w:h="${short}" w:orient="landscape"/>`
    : `<w:pgSz w:w="${short}" w:h="${long}"/>`;
  const properties = section
    .replace(/<w:type\b[^>]*\/>/, '')
    .replace(size, `<w:type w:val="nextPage"/>${page}`);
  return (
    '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>' +
    `<w:rPr><w:sz w:val="2"/></w:rPr>${size === '' ? section : properties}</w:pPr></w:p>`
  );
}
