/** `capuy cases check`: published figures of other bodies, made as records, imported, counted and compared. */
import { readFileSync, statSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type Fresh, withFresh } from '../backup/scratch.ts';
import { checkCases } from '../cases/check.ts';
import { type Case, readCases } from '../cases/form.ts';
import { summaryOf, summaryText } from '../cases/summary.ts';
import type { Verdict } from '../cases/verdict.ts';
import { catalogue, figures } from '../catalogue.ts';
import { EmbeddedError } from '../db/embedded/faults.ts';
import { systemClock } from '../kernel/clock.ts';
import { done, type Outcome, refusal, refused } from '../kernel/refusal.ts';
import { type Words, w } from '../kernel/words.ts';
import { loadRegulations } from '../regulations/reader.ts';
import { complain } from './complain.ts';

const USAGE = w('Cách dùng: cases check TỆP.json [--json]', 'Usage: cases check FILE.json [--json]');

const LARGEST_FILE = 64 * 2 ** 20;

/** 0 when all that can be expressed was reproduced, 1 when not, 2 for input that cannot be used, 130 when interrupted. */
export async function run(args: string[]): Promise<number> {
  const wanted = readArguments(args);
  if (!wanted) {
    complain([refusal('usage', USAGE)]);
    return 2;
  }
  const cases = readFile(wanted.file);
  if (!cases.ok) {
    complain(cases.refusals);
    return 2;
  }
  try {
    const verdicts = await checked(cases.value);
    if (!verdicts) return 130;
    const summary = summaryOf(verdicts);
    process.stdout.write(`${wanted.json ? JSON.stringify(summary, null, 2) : summaryText(summary)}\n`);
    return summary.notReproduced.length === 0 ? 0 : 1;
  } catch (error) {
    if (!(error instanceof EmbeddedError)) throw error;
    complain([error.refusal]);
    return 2;
  }
}

function readArguments(args: string[]): { file: string; json: boolean } | undefined {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { json: { type: 'boolean', default: false } },
    });
    const [what, file, ...more] = positionals;
    return what === 'check' && file && more.length === 0 ? { file, json: values.json } : undefined;
  } catch {
    return undefined;
  }
}

function readFile(file: string): Outcome<Case[]> {
  const bad = (message: Words) => refused(refusal('bad_cases', message));
  try {
    const { size } = statSync(file);
    if (size > LARGEST_FILE)
      return bad(w(`Tệp ${file} quá lớn (trên 64 MB).`, `The file ${file} is too large (more than 64 MB).`));
    const read = readCases(readFileSync(file, 'utf8'));
    return read.ok ? done(read.value) : read;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return bad(w(`Không đọc được tệp ${file} (${code}).`, `The file ${file} cannot be read (${code}).`));
  }
}

/** Runs on a server of its own that is gone afterwards, also where somebody interrupts; undefined then. */
async function checked(cases: readonly Case[]): Promise<Verdict[] | undefined> {
  let isStopped = false;
  let stop = () => {};
  const stopped = new Promise<undefined>((end) => {
    stop = () => {
      isStopped = true;
      end(undefined);
    };
  });
  for (const signal of SIGNALS) process.once(signal, stop);
  const bench = (open: () => Promise<Fresh>, folder: string) => ({
    ...{ catalogue, figures, regulations: loadRegulations(), clock: systemClock, open, folder },
    tell: (words: Words) => void process.stderr.write(`${words.vi}\n`),
    isStopped: () => isStopped,
  });
  try {
    return await withFresh((open, folder) => {
      const work = checkCases(bench(open, folder), cases);
      // What was under way breaks off with its server.
      work.catch(() => {});
      return Promise.race([work, stopped]);
    });
  } finally {
    for (const signal of SIGNALS) process.off(signal, stop);
  }
}

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;
