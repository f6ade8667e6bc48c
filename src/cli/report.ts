import { writeFileSync } from 'node:fs';
import { printedCode } from '../audit/log.ts';
import { noteExport } from '../audit/note.ts';
import { figures } from '../catalogue.ts';
import { read } from '../db/door.ts';
import { officeTemplate } from '../documents/office-template.ts';
import { reportFile } from '../documents/report-file.ts';
import { w } from '../kernel/words.ts';
import { evaluateReport } from '../reports/evaluate.ts';
import { REPORT_KINDS } from '../reports/evaluated.ts';
import { reportJson } from '../reports/json.ts';
import { complain } from './complain.ts';
import { withMachine } from './machine.ts';
import { readReportArgs } from './report-args.ts';

const KINDS = Object.keys(REPORT_KINDS).join('|');

const FORMATS = ['json', 'text', 'docx', 'xlsx'];

/** `report nine-month|commission --unit CODE --year Y [--as-of DATE] [--known-at INSTANT] [--tree then|now] [--format …] [--out FILE]` */
export async function run(args: string[]): Promise<number> {
  const read_ = readReportArgs(args);
  if (!read_.ok) {
    complain(read_.refusals);
    return 2;
  }
  const { name, asked: said, options } = read_.value;
  const asked = name === 'commission' ? ({ ...said, kind: name } as const) : said;
  const format = String(options.format ?? 'text');
  if (!name || !(name in REPORT_KINDS) || !FORMATS.includes(format)) {
    complain([
      {
        code: 'usage',
        message: w(
          `Cách dùng: report ${KINDS} --unit MÃ --year NĂM --format ${FORMATS.join('|')}`,
          `Usage: report ${KINDS} --unit CODE --year Y --format ${FORMATS.join('|')}`,
        ),
      },
    ]);
    return 2;
  }
  return withMachine(async (machine) => {
    const language = options.lang === 'en' ? 'en' : 'vi';
    const desk = { figures, regulations: machine.regulations };
    const [report, log] = await read(machine, async (tx) => [
      await evaluateReport(tx, desk, asked, language),
      await printedCode(tx),
    ]);
    if (!report.ok) {
      complain(report.refusals);
      return 1;
    }
    const file =
      format === 'json'
        ? { ok: true as const, value: Buffer.from(`${JSON.stringify(reportJson(report.value), null, 2)}\n`) }
        : await reportFile(report.value, format, {
            date: report.value.period.asOf,
            number: String(options.number ?? ''),
            log,
            template: officeTemplate(machine.dataFolder, report.value.period.asOf),
          });
    if (!file.ok) {
      complain(file.refusals);
      return 1;
    }
    await noteExport(machine, {
      format,
      recordType: 'report',
      unit: report.value.unit.id,
      rows: Object.keys(report.value.figures).length,
      asked,
    });
    if (options.out) return save(String(options.out), file.value);
    process.stdout.write(file.value);
    return 0;
  });
}

/** Writes what was made to a file; gives the exit code. */
export function save(path: string, bytes: Uint8Array): number {
  try {
    writeFileSync(path, bytes);
    return 0;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const message = w(
      `Không ghi được tệp ${path} (${code}). Hãy xem lại thư mục và quyền ghi.`,
      `The file ${path} could not be written (${code}). Check the folder and the right to write there.`,
    );
    complain([{ code: 'not_written', field: 'out', message }]);
    return 1;
  }
}
