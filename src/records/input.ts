/** Reads what a person typed, or a program sent, into the values of a record; refuses field by field. */
import type { Reader } from '../db/door.ts';
import { isId } from '../kernel/id.ts';
import { parseCount, parseDong } from '../kernel/number.ts';
import { parsePartialDate } from '../kernel/partial-date.ts';
import { parseDate } from '../kernel/plain-date.ts';
import { done, type Outcome, type Refusal, refusal, refused } from '../kernel/refusal.ts';
import { clean, cleanLines, tooLong } from '../kernel/text.ts';
import { type Words, w } from '../kernel/words.ts';
import type { AnyRow, Catalogue } from './catalogue.ts';
import type { Field, RecordType } from './define.ts';
import { labelsFor, readReferenceText, referenceText } from './labels.ts';
import { findByWords, loadRecord } from './store.ts';

/** Values by field name as they arrive: text, lists of text, or the JSON types of the HTTP interface. */
export type Typed = Readonly<Record<string, unknown>>;

/** How many candidates a refusal names when words fit several records. */
const CANDIDATES = 8;

const named = (field: Field, message: (name: string) => Words) => {
  const vi = message(field.words.vi).vi;
  const en = message(field.words.en).en;
  return w(vi, en);
};

const required = (name: string, field: Field): Refusal =>
  refusal(
    'required',
    named(field, (label) => w(`Hãy nhập mục “${label}”.`, `Enter “${label}”.`)),
    name,
  );

const notAChoice = (name: string, field: Field): Refusal =>
  refusal(
    'not_a_choice',
    named(field, (label) =>
      w(
        `Mục “${label}”: hãy chọn một giá trị trong danh sách.`,
        `“${label}”: choose one of the listed values.`,
      ),
    ),
    name,
  );

const YES: readonly unknown[] = [true, 'true', 'on'];
/** A browser sends nothing of a box that is not ticked. */
const NO: readonly unknown[] = [false, 'false', 'off', '', null, undefined];

function readFlag(name: string, field: Field, typed: unknown): Outcome<boolean> {
  const last: unknown = Array.isArray(typed) ? typed.at(-1) : typed;
  if (YES.includes(last)) return done(true);
  if (NO.includes(last)) return done(false);
  return refused(
    refusal(
      'not_a_flag',
      named(field, (label) =>
        w(
          `Mục “${label}” chỉ nhận có hoặc không (true, false).`,
          `“${label}” is either yes or no (true, false).`,
        ),
      ),
      name,
    ),
  );
}

/** Reads every field; `untouched` gives the values that are kept where nothing was sent (a correction). */
export async function readInput(
  tx: Reader,
  catalogue: Catalogue,
  type: RecordType,
  typed: Typed,
): Promise<Outcome<Record<string, unknown>>> {
  const row: Record<string, unknown> = {};
  const refusals: Refusal[] = [];
  for (const [name, field] of Object.entries(type.fields)) {
    if (field.derived) continue;
    const read = await readField(tx, catalogue, name, field, typed[name]);
    if (!read.ok) refusals.push(...read.refusals);
    else if (read.value === null && field.required) refusals.push(required(name, field));
    else row[name] = read.value;
  }
  return refusals.length > 0 ? refused(...refusals) : done(row);
}

async function readField(
  tx: Reader,
  catalogue: Catalogue,
  name: string,
  field: Field,
  typed: unknown,
): Promise<Outcome<unknown>> {
  if (field.type === 'flag') return readFlag(name, field, typed);
  if (field.type === 'choices') return readChoices(name, field, typed);
  if (typeof typed === 'number' && field.type === 'count') return within(name, field, typed);
  const text = field.type === 'text' && field.multiline ? cleanLines(textOf(typed)) : clean(textOf(typed));
  if (text === '') return done(null);
  switch (field.type) {
    case 'text':
      return readText(name, field, text);
    case 'date':
      return parseDate(text, name);
    case 'partial-date':
      return parsePartialDate(text, name);
    case 'count': {
      const count = parseCount(text, name);
      return count.ok ? within(name, field, count.value) : count;
    }
    case 'money': {
      const dong = parseDong(text, name);
      return dong.ok ? done(String(dong.value)) : dong;
    }
    case 'choice':
      return Object.hasOwn(field.options, text) ? done(text) : refused(notAChoice(name, field));
    case 'reference':
      return readReference(tx, catalogue, name, field, text);
  }
}

/** What was typed, as text: of a field sent several times the last; of anything that is no text, nothing. */
export const textOf = (typed: unknown): string => {
  const last: unknown = Array.isArray(typed) ? typed.at(-1) : typed;
  return last === null || last === undefined || typeof last === 'object' ? '' : String(last);
};

function readText(name: string, field: Field & { type: 'text' }, text: string): Outcome<string> {
  const long = tooLong(text, field.max, name);
  return long ? refused(long) : done(text);
}

function readChoices(name: string, field: Field & { type: 'choices' }, typed: unknown): Outcome<string[]> {
  const list = (Array.isArray(typed) ? typed : [typed]).flatMap((v) => textOf(v).split('|')).filter(Boolean);
  if (list.some((value) => !Object.hasOwn(field.options, value))) return refused(notAChoice(name, field));
  return done([...new Set(list)]);
}

function within(name: string, field: Field & { type: 'count' }, value: number): Outcome<number> {
  const low = field.min ?? 0;
  const high = field.max ?? 2_000_000_000;
  if (Number.isInteger(value) && value >= low && value <= high) return done(value);
  return refused(
    refusal(
      'out_of_range',
      named(field, (label) =>
        w(
          `Mục “${label}” phải là số nguyên từ ${low} đến ${high}.`,
          `“${label}” must be a whole number from ${low} to ${high}.`,
        ),
      ),
      name,
    ),
  );
}

/** A reference is an id, a unit's code, or words that fit exactly one record open to the reader. */
async function readReference(
  tx: Reader,
  catalogue: Catalogue,
  name: string,
  field: Field & { type: 'reference' },
  text: string,
): Promise<Outcome<string>> {
  const to = catalogue.record(field.to);
  if (isId(text)) {
    const row = await loadRecord(tx, to, text);
    return row ? done(row.id) : refused(notFound(name, field));
  }
  const { words, tag } = readReferenceText(text);
  const found = await findByWords(tx, to, words, CANDIDATES + 1, tag);
  const exact = to.fields.code ? found.filter((row) => row.code === text) : [];
  if (exact.length === 1) return done(exact[0]!.id);
  if (found.length === 1) return done(found[0]!.id);
  if (found.length === 0) return refused(notFound(name, field));
  return refused(await severalFit(tx, catalogue, name, field, to, found));
}

const notFound = (name: string, field: Field): Refusal =>
  refusal(
    'not_found',
    named(field, (label) =>
      w(
        `Mục “${label}”: không tìm thấy. Hãy xem lại chính tả hoặc chọn trong danh sách.`,
        `“${label}”: nothing found. Check the spelling or choose from the list.`,
      ),
    ),
    name,
  );

async function severalFit(
  tx: Reader,
  catalogue: Catalogue,
  name: string,
  field: Field,
  to: RecordType,
  found: readonly AnyRow[],
): Promise<Refusal> {
  const few = found.slice(0, CANDIDATES);
  const list = async (language: 'vi' | 'en') => {
    const labels = await labelsFor(tx, catalogue, to, few, language);
    return few.map((row) => referenceText(to, row, labels, language)).join('; ');
  };
  return refusal(
    'several_fit',
    w(
      `Mục “${field.words.vi}”: có nhiều kết quả phù hợp (${await list('vi')}…). Hãy gõ rõ hơn.`,
      `“${field.words.en}”: several fit (${await list('en')}…). Type more of it.`,
    ),
    name,
  );
}
