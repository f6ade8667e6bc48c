/** A report as a file an office sends on: Word, Excel or plain text. */
import type { PlainDate } from '../kernel/plain-date.ts';
import { done, type Outcome } from '../kernel/refusal.ts';
import type { EvaluatedReport } from '../reports/evaluated.ts';
import { markDocx } from './docx/mark.ts';
import { reportDocx } from './docx/report.ts';
import type { Mark } from './mark.ts';
import { reportText } from './text/report.ts';
import { reportXlsx } from './xlsx/report.ts';

export const FILE_TYPES: Readonly<Record<string, string>> = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  txt: 'text/plain; charset=utf-8',
};

/** `date` is the day the document bears; an empty number leaves the place for it to be written in. */
export async function reportFile(
  report: EvaluatedReport,
  format: string,
  options: { date: PlainDate; number: string; template?: Uint8Array | undefined; mark?: Mark },
): Promise<Outcome<Uint8Array>> {
  if (format === 'docx') {
    const made = reportDocx(report, {
      date: options.date,
      ...(options.number ? { number: options.number } : {}),
      ...(options.template ? { template: options.template } : {}),
    });
    return made.ok && options.mark ? done(markDocx(made.value, options.mark)) : made;
  }
  if (format === 'xlsx') return done(await reportXlsx(report, options.mark));
  const mark = options.mark ? `\n${options.mark.line}\n` : '';
  return done(new TextEncoder().encode(`${reportText(report)}${mark}`));
}
