/** `capuy rules`: lists the rules, shows a rule's history, compares two days, writes the reference page. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { statesMarkdown } from '../areas/life/reference.ts';
import { isPlainDate, type PlainDate } from '../kernel/plain-date.ts';
import { type Language, type Words, w } from '../kernel/words.ts';
import { type Difference, differences } from '../regulations/compare.ts';
import { daysText, ruleHistory, textOfValue } from '../regulations/history.ts';
import { ruleUsesMarkdown } from '../regulations/published-packs.ts';
import { loadRegulations, type Regulations } from '../regulations/reader.ts';
import { regulationsMarkdown } from '../regulations/reference.ts';
import { KNOWN_WORDS } from '../regulations/rule.ts';

const USAGE = `rules                          liệt kê các quy định · list the rules
rules ID                       lịch sử một quy định · the history of a rule
rules [ID] --on DATE           giá trị vào một ngày · values on a day
rules --from DATE --on DATE    thay đổi giữa hai ngày · what changed between two days
rules --write                  ghi ba trang trong docs/reference · write three reference pages
  --json  --language vi|en     DATE: YYYY-MM-DD`;

type Request = {
  id: string | undefined;
  on: PlainDate | undefined;
  from: PlainDate | undefined;
  json: boolean;
  language: Language;
};

/** Prints a line and answers 0, the code of a command that did its work. */
const print = (text: string): number => {
  process.stdout.write(`${text}\n`);
  return 0;
};
const printJson = (value: unknown): number => print(JSON.stringify(value, null, 2));

/** Runs the command; 0 when done, 1 for an id no pack declares, 2 for arguments that cannot be understood. */
export async function run(args: string[]): Promise<number> {
  const regulations = loadRegulations();
  const values = readArguments(args);
  if (!values) return misuse();
  if (values === 'write') return writeReference(regulations);
  const { id } = values;
  if (id !== undefined && !regulations.ids().includes(id)) {
    process.stderr.write(`Không có quy định “${id}”. · No rule “${id}”.\n`);
    return 1;
  }
  if (values.from) return printDifferences(regulations, values, values.from);
  if (id === undefined) return printList(regulations, values);
  if (values.on) return printValue(regulations, values, id, values.on);
  return printHistory(regulations, values, id);
}

function misuse(): number {
  process.stderr.write(`${USAGE}\n`);
  return 2;
}

function readArguments(args: string[]): Request | 'write' | undefined {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        on: { type: 'string' },
        from: { type: 'string' },
        json: { type: 'boolean', default: false },
        write: { type: 'boolean', default: false },
        language: { type: 'string', default: 'vi' },
      },
    });
    const { on, from, language } = values;
    const bad = [on, from].some((date) => date !== undefined && !isPlainDate(date));
    if (bad || positionals.length > 1 || (language !== 'vi' && language !== 'en')) return undefined;
    if (from !== undefined && (on === undefined || positionals.length > 0)) return undefined;
    if (values.write) return 'write';
    const day = (text: string | undefined): PlainDate | undefined => text as PlainDate | undefined;
    return { id: positionals[0], on: day(on), from: day(from), json: values.json, language };
  } catch {
    return undefined;
  }
}

function writeReference(regulations: Regulations): number {
  const folder = new URL('../../docs/reference/', import.meta.url);
  mkdirSync(folder, { recursive: true });
  writeFileSync(new URL('regulations.md', folder), regulationsMarkdown(regulations));
  writeFileSync(new URL('rule-uses.md', folder), ruleUsesMarkdown(regulations));
  writeFileSync(new URL('member-states.md', folder), statesMarkdown());
  return 0;
}

function printList(regulations: Regulations, { on, json, language }: Request): number {
  const rows = regulations.ids().map((id) => {
    const name = regulations.rule(id).words[language];
    if (!on) return { id, name };
    const found = regulations.valueOn(id, on);
    if (!found) return { id, name, value: null, known: null, source: null };
    const value = ruleHistory(id, language, on, regulations).rows.find((row) => row.inForce)!;
    return { id, name, value: value.valueText, known: value.known, source: value.source };
  });
  if (json) return printJson(rows);
  for (const row of rows) {
    const value = 'value' in row ? `\t${row.value ?? '–'}\t${row.known ?? ''}\t${row.source ?? ''}` : '';
    print(`${row.id}\t${row.name}${value}`);
  }
  return 0;
}

const UNKNOWN = w('Chưa biết giá trị vào ngày này.', 'No value is known on this day.');

function printValue(regulations: Regulations, request: Request, id: string, on: PlainDate): number {
  const { language, json } = request;
  const history = ruleHistory(id, language, on, regulations);
  const found = history.rows.find((row) => row.inForce);
  if (json) return printJson({ id, name: history.name, on, rule: found ?? null });
  if (!found) return print(UNKNOWN[language]);
  print(`${history.name}: ${found.valueText}`);
  print(`${daysText(found, language)} · ${found.source} · ${found.known} (${found.knownText})`);
  if (found.note) print(found.note);
  return 0;
}

const GAP = w('chưa biết giá trị', 'no value known');

function printHistory(regulations: Regulations, { language, json }: Request, id: string): number {
  const history = ruleHistory(id, language, undefined, regulations);
  if (json) return printJson(history);
  print(`${id}: ${history.name}`);
  for (const row of history.rows) {
    print(`  ${daysText(row, language)}: ${row.valueText}`);
    print(`      ${row.source} · ${row.known} (${KNOWN_WORDS[row.known][language]})`);
    if (row.note) print(`      ${row.note}`);
  }
  for (const gap of history.gaps) print(`  ${daysText(gap, language)}: ${GAP[language]}`);
  const { note } = regulations.rule(id);
  if (note) print(`  ${note[language]}`);
  return 0;
}

const CHANGES: Readonly<Record<Difference['change'], Words>> = {
  value: w('đổi giá trị', 'value changed'),
  source: w('cùng giá trị, văn bản khác', 'same value, other document'),
  began: w('bắt đầu có giá trị', 'began'),
  ended: w('không còn giá trị', 'ended'),
};

function printDifferences(regulations: Regulations, request: Request, from: PlainDate): number {
  const { on, json, language } = request;
  const rows = differences(regulations, from, on!).map(({ id, words, change, before, after }) => {
    const text = (side: typeof before): string | null =>
      side ? textOfValue(regulations, id, side, language) : null;
    return { id, name: words[language], change, before: text(before), after: text(after) };
  });
  if (json) return printJson(rows);
  for (const row of rows) {
    print(`${row.id}\t${CHANGES[row.change][language]}\t${row.before ?? '–'} → ${row.after ?? '–'}`);
  }
  return 0;
}
