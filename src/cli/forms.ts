/** `capuy forms`: the official statistical forms as text, JSON or Excel. */
import { parseArgs } from 'node:util';
import { noteExport } from '../audit/note.ts';
import { figures } from '../catalogue.ts';
import { read } from '../db/door.ts';
import { formXlsx } from '../documents/xlsx/form.ts';
import type { Form } from '../forms/edition.ts';
import { editions } from '../forms/editions.ts';
import { type AskedForm, evaluateForm } from '../forms/evaluate.ts';
import type { EvaluatedForm } from '../forms/evaluated.ts';
import { latestQuarter, readPeriod } from '../forms/period.ts';
import { formJson, formText } from '../forms/text.ts';
import { systemClock } from '../kernel/clock.ts';
import type { PlainDate } from '../kernel/plain-date.ts';
import { done, type Outcome } from '../kernel/refusal.ts';
import type { Language } from '../kernel/words.ts';
import { covers } from '../regulations/rule.ts';
import { readAsked } from '../reports/asked.ts';
import { complain } from './complain.ts';
import { withMachine } from './machine.ts';
import { save } from './report.ts';

const USAGE = `forms                                      liệt kê các biểu · list the forms
forms FORM --unit CODE [--period 2023-Q3]   tính một biểu · compute a form
  --edition ID  --known-at INSTANT  --tree then|now  --format text|json|xlsx  --out FILE  --lang vi|en`;

const OPTIONS = {
  unit: { type: 'string' },
  period: { type: 'string' },
  edition: { type: 'string' },
  'known-at': { type: 'string' },
  tree: { type: 'string' },
  format: { type: 'string', default: 'text' },
  out: { type: 'string' },
  lang: { type: 'string', default: 'vi' },
} as const;

type Wanted = { asked: AskedForm; format: string; out: string | undefined; language: Language };

const FORMATS = ['text', 'json', 'xlsx'];

/** Runs the command; 0 when done, 1 when refused or an equality does not hold, 2 for arguments not understood. */
export async function run(args: string[]): Promise<number> {
  if (args.length === 0) return list();
  const wanted = readArguments(args);
  if (!wanted) {
    process.stderr.write(`${USAGE}\n`);
    return 2;
  }
  if (!wanted.ok) {
    complain(wanted.refusals);
    return 2;
  }
  const { asked, format, out, language } = wanted.value;
  return withMachine(async (machine) => {
    const desk = { figures, regulations: machine.regulations, editions: editions(figures) };
    const form = await read(machine, (tx) => evaluateForm(tx, desk, asked));
    if (!form.ok) {
      complain(form.refusals);
      return 1;
    }
    const bytes = await made(form.value, format, language);
    const { id } = form.value.unit;
    await noteExport(machine, { format, recordType: 'form', unit: id, rows: form.value.rows.length, asked });
    const saved = out ? save(out, bytes) : 0;
    if (!out) process.stdout.write(bytes);
    if (saved !== 0) return saved;
    return form.value.checks.every(({ ok }) => ok) ? 0 : 1;
  });
}

async function made(form: EvaluatedForm, format: string, language: Language): Promise<Uint8Array> {
  if (format === 'xlsx') return formXlsx(form, language);
  if (format === 'json') return Buffer.from(`${JSON.stringify(formJson(form), null, 2)}\n`);
  return Buffer.from(formText(form, language));
}

function list(): number {
  for (const edition of editions(figures)) {
    process.stdout.write(`${edition.id}: ${edition.words.vi} / ${edition.words.en}\n`);
    for (const { id, words } of edition.forms)
      process.stdout.write(`  ${id.padEnd(20)} ${words.vi} / ${words.en}\n`);
  }
  return 0;
}

/** The newest edition that has the form on a day; of a form no edition has, the newest of all, which refuses it. */
function editionFor(form: string, day: PlainDate): string {
  const all = editions(figures);
  const isInForce = (one: Form) => one.id === form && covers(one, day);
  return (all.find(({ forms }) => forms.some(isInForce)) ?? all[0]!).id;
}

function readArguments(args: string[]): Outcome<Wanted> | undefined {
  try {
    const { values, positionals } = parseArgs({ args, options: OPTIONS, allowPositionals: true });
    const { unit, format, lang, out } = values;
    if (positionals.length !== 1 || !unit || !FORMATS.includes(format)) return undefined;
    const today = systemClock.today();
    const period = readPeriod(values.period ?? latestQuarter(today));
    if (!period.ok) return period;
    const said = { unit, known_at: values['known-at'] ?? '', tree: values.tree ?? '' };
    const asked = readAsked(said, { unit, year: 2000 }, today);
    if (!asked.ok) return asked;
    const [form] = positionals as [string];
    const edition = values.edition ?? editionFor(form, period.value.to);
    const whole = { ...asked.value, edition, form, period: period.value };
    return done({ asked: whole, format, out, language: lang === 'en' ? 'en' : 'vi' });
  } catch {
    return undefined;
  }
}
