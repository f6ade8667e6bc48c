/** A report as a Word document in the layout of Party documents, from a template an office can edit. */
import { readFileSync } from 'node:fs';
import type PizZip from 'pizzip';
import { done, type Outcome, type Refusal, refusal, refused } from '../../kernel/refusal.ts';
import { w } from '../../kernel/words.ts';
import type { EvaluatedReport } from '../../reports/evaluated.ts';
import { xmlText } from '../printable.ts';
import { allFragments, codeOf } from '../values.ts';
import { openTemplate } from './check.ts';
import { type ReportDocxOptions, reportValues } from './data.ts';
import { type Layout, layoutOn } from './layout.ts';
import { lastSection } from './table.ts';
import { REPORT_TAGS, tagAt } from './tags.ts';

/** The shipped template of a layout. */
export const shippedTemplate = (layout: Layout): Uint8Array =>
  readFileSync(new URL(`../templates/nine-month-${layout}.docx`, import.meta.url));

/** Numbers whose figure the report does not carry: they could not be traced, so they are not printed. */
function untraced(report: EvaluatedReport): Refusal[] {
  const keys = allFragments(report)
    .filter((fragment) => fragment.figure !== undefined && codeOf(report, fragment) === undefined)
    .map((fragment) => fragment.figure!);
  return [...new Set(keys)].map((key) =>
    refusal(
      'report.untraced-number',
      w(`Số liệu “${key}” không có trong báo cáo.`, `The figure “${key}” is not in the report.`),
      key,
    ),
  );
}

function missingRefusal(name: string): Refusal {
  const label = tagAt(name, [REPORT_TAGS])?.label ?? w(name, name);
  return refusal(
    'report.missing-value',
    w(
      `Chưa ban hành được: thiếu “${label.vi}” (thẻ {${name}}). Xin bổ sung trong thông tin đơn vị.`,
      `Cannot be issued: “${label.en}” (tag {${name}}) is missing. Add it to the unit's details.`,
    ),
    name,
  );
}

/**
 * The report as the bytes of a .docx, in the layout in force on `options.date` (36-HD/VPTW 2018, 05-HD/VPTW
 * 2026) unless a template is given. Refuses what `checkTemplate` refuses, values the template needs and the
 * report lacks (`report.missing-value`, one for each), and numbers without a figure (`report.untraced-number`).
 */
export function reportDocx(report: EvaluatedReport, options: ReportDocxOptions): Outcome<Uint8Array> {
  const untracedNumbers = untraced(report);
  if (untracedNumbers.length > 0) return refused(...untracedNumbers);
  const opened = openTemplate(options.template ?? shippedTemplate(layoutOn(options.date)));
  if (!opened.ok) return opened;
  const { document, missing, documentXml, tags } = opened.value;
  document.render(reportValues(report, options, lastSection(documentXml)));
  if (missing.size > 0) return refused(...[...missing].map(missingRefusal));
  // An office's own template may have no place for the code; it is on every report all the same.
  if (options.log && !tags.includes('ma_nhat_ky')) appendLine(document.getZip(), options.log);
  return done(document.toUint8Array({ compression: 'DEFLATE' }));
}

const MAIN = 'word/document.xml';

/** A last small line of the text, before the properties of the last section. */
function appendLine(zip: PizZip, text: string): void {
  const xml = zip.file(MAIN)!.asText();
  const last = xml.lastIndexOf('<w:sectPr');
  const at = last >= 0 ? last : xml.lastIndexOf('</w:body>');
  const line = `<w:p><w:r><w:rPr><w:sz w:val="16"/></w:rPr><w:t>${xmlText(text)}</w:t></w:r></w:p>`;
  zip.file(MAIN, xml.slice(0, at) + line + xml.slice(at));
}
