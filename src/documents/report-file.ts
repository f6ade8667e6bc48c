/** A report as a file an office sends on: Word, Excel or plain text. */
import { type PrintedCode, printedLine } from '../audit/checkpoint.ts';
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
  options: {
    date: PlainDate;
    number: string;
    template?: Uint8Array | undefined;
    /** How far the audit log had come, for the foot. */
    log?: PrintedCode | undefined;
    /** Who takes it out, under what number of export. */
    mark?: Mark;
  },
): Promise<Outcome<Uint8Array>> {
  const log = options.log && printedLine(options.log)[report.language];
  if (format === 'docx') {
    const made = reportDocx(report, {
      date: options.date,
      ...(options.number ? { number: options.number } : {}),
      ...(options.template ? { template: options.template } : {}),
      ...(log ? { log } : {}),
    });
    return made.ok && options.mark ? done(markDocx(made.value, options.mark)) : made;
  }
  if (format === 'xlsx') return done(await reportXlsx(report, options.mark, log));
  const feet = [log, options.mark?.line];
  const foot = feet.map((line) => (line ? `\n${line}\n` : '')).join('');
  return done(new TextEncoder().encode(`${reportText(report)}${foot}`));
}
