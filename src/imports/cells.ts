/** One cell of an office's list: what it says, or what is wrong with it and what it most likely means. */
import type { CellKind } from '../files/sheets.ts';
import { parseCount, parseDong } from '../kernel/number.ts';
import { earliestDay, isPartialDate, parsePartialDate } from '../kernel/partial-date.ts';
import { addDays, isPlainDate, type PlainDate, plainDate } from '../kernel/plain-date.ts';
import { clean, fold, sameText } from '../kernel/text.ts';
import type { Field, Options } from '../records/define.ts';
import type { Column, UnitFact } from '../records/lists.ts';

export type Units = { byId: ReadonlyMap<string, UnitFact>; byName: ReadonlyMap<string, readonly UnitFact[]> };

/** What a cell says, and, where it is only likely, what is proposed (as it would be typed). */
export type Read = { ok: true; value: unknown } | { ok: false; code: string; proposal?: string };

const said = (value: unknown): Read => ({ ok: true, value });
const doubtful = (code: string, proposal?: string): Read => ({
  ...{ ok: false, code },
  ...(proposal === undefined ? {} : { proposal }),
});

/** Faults that one rule mends wherever they are, whatever is written. */
export const BY_RULE: ReadonlySet<string> = new Set([
  'capitals',
  'lost_zero',
  'letter_o',
  'century',
  'serial',
]);

/** “The same as above” as offices write it. */
export const isAbove = (text: string): boolean =>
  /^[-–—.\s]*(nt|n\/t|nhu tren|["”″]|''|\/\/)[-–—.\s]*$/.test(fold(text));

/** A tick: x, v, a sign of a tick, a plain 1. */
export const isTick = (text: string): boolean => /^(x|v|1|\*|[✓✔☑×])$/i.test(text);

export type Given = { text: string; kind: CellKind; today: PlainDate; units: Units };

/** Reads a cell that holds something as what its column is. */
export function readCell(column: Column, given: Given): Read {
  const { field } = column;
  if (column.digits) return readDigits(given, column.digits);
  switch (field.type) {
    case 'date':
    case 'partial-date':
      return readDay(field.type, given);
    case 'choice':
      return readChoice(field.options, column.written ?? {}, given.text);
    case 'flag':
      return readFlag(given.text);
    case 'count': {
      const count = parseCount(given.text);
      return count.ok ? said(count.value) : doubtful('number');
    }
    case 'money': {
      const dong = parseDong(given.text);
      return dong.ok ? said(String(dong.value)) : doubtful('number');
    }
    case 'reference':
      return readUnit(given);
    case 'choices':
      return readChoices(field.options, given.text);
    case 'text':
      return readText(column, field.max, given.text);
  }
}

function readFlag(text: string): Read {
  if (isTick(text) || /^(co|yes|true|dung)$/.test(fold(text))) return said(true);
  return /^(khong|no|false|0|-)$/.test(fold(text)) ? said(false) : doubtful('tick');
}

function readText(column: Column, max: number, text: string): Read {
  if (Array.from(text).length > max) return doubtful('long');
  if (!column.isName) return said(text);
  if (/\d/.test(text)) return doubtful('name');
  return text.length > 3 && text === text.toLocaleUpperCase('vi')
    ? doubtful('capitals', titled(text))
    : said(text);
}

/** `NGUYỄN VĂN AN` as `Nguyễn Văn An`; every part of `H’NGHĨA` and `ÊĐÊ-TÂY` begins with a capital. */
const titled = (text: string): string =>
  text
    .toLocaleLowerCase('vi')
    .replace(
      /(^|[\s'’-])(\p{L})/gu,
      (_, before: string, letter: string) => `${before}${letter.toLocaleUpperCase('vi')}`,
    );

function readDigits({ text, kind }: Given, lengths: readonly number[]): Read {
  const digits = text.replace(/[ .-]/g, '');
  const zeros = digits.replace(/o/gi, '0');
  if (!/^\d+$/.test(zeros)) return doubtful('digits');
  if (zeros !== digits) return doubtful('letter_o', zeros);
  if (lengths.includes(digits.length)) return said(digits);
  // Excel dropped at most two zeros: codes of provinces begin with one or two.
  const meant = lengths
    .filter((length) => digits.length < length && digits.length >= length - 2)
    .sort((a, b) => a - b)[0];
  if (meant === undefined) return doubtful('digits');
  return doubtful(kind === 'n' || kind === 't' ? 'lost_zero' : 'digits', digits.padStart(meant, '0'));
}

/** An option by its words or key; a likely one (no marks, shorthand, more words around it) is proposed. */
function readChoice(options: Options, written: NonNullable<Column['written']>, text: string): Read {
  const all = Object.entries(options).map(([key, words]) => ({ key, words: words.vi, en: words.en }));
  const exact = all.find(({ key, words, en }) => key === text || sameText(words, text) || sameText(en, text));
  if (exact) return said(exact.key);
  const folded = fold(text);
  const near = all.filter(({ words }) => fold(words) === folded);
  if (near.length === 1) return doubtful('choice', near[0]!.words);
  const short = all.filter(({ key }) => written[key]?.some((one) => fold(one) === folded));
  if (short.length === 1) return doubtful('choice', short[0]!.words);
  const within = all
    .flatMap((one) =>
      [one.words, ...(written[one.key] ?? [])].map((words) => ({
        ...one,
        folded: fold(words),
        to: one.words,
      })),
    )
    .filter((one) => one.folded.length > 2 && ` ${folded} `.includes(` ${one.folded} `))
    .sort((a, b) => b.folded.length - a.folded.length);
  return doubtful('choice', within[0]?.to);
}

function readChoices(options: Options, text: string): Read {
  const read = text.split(/[;|]/).map((part) => readChoice(options, {}, clean(part)));
  return read.every((one) => one.ok)
    ? said(read.map((one) => (one as { value: unknown }).value))
    : doubtful('choice');
}

/** Excel's first day that is none of ours, and the last a list can mean: 1/1/1910 to 31/12/2049. */
const SERIALS = [3654, 54_788] as const;
const DAY_ZERO = plainDate('1899-12-30');

const isoDay = (iso: string): string => {
  const [year, month, day] = iso.split('-');
  return `${Number(day)}/${Number(month)}/${year}`;
};

/** A day, month or year in all the shapes of lists, in the writing that the product's own reader takes. */
function dayText(text: string): string {
  const worded = /^(?:sinh\s+)?(?:ngày\s+)?(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})$/i.exec(text);
  if (worded) return `${worded[1]}/${worded[2]}/${worded[3]}`;
  const bare = text.replace(/^sinh\s+(ngày\s+)?/i, '').replace(/\s*[/.,\-–—]+\s*/g, '/');
  // The day, or the day and the month, that nobody knows.
  const unknown = /^(?:0{1,2}|\.{2,}|\?)\/(?:(\d{1,2})\/)?(?:0{1,2}\/)?(\d{4})$/.exec(bare);
  if (unknown) return unknown[1] && Number(unknown[1]) > 0 ? `${unknown[1]}/${unknown[2]}` : unknown[2]!;
  const run = /^(\d{2})(\d{2})(\d{4})$/.exec(bare);
  return run ? `${run[1]}/${run[2]}/${run[3]}` : bare;
}

function readDay(type: 'date' | 'partial-date', { text, kind, today }: Given): Read {
  if (kind === 'd' && isPlainDate(text)) return text > today ? future(text) : said(text);
  if (isPlainDate(text)) return text > today ? future(text) : said(text);
  if (/^\d{5}$/.test(text) && Number(text) >= SERIALS[0] && Number(text) <= SERIALS[1])
    return doubtful('serial', isoDay(addDays(DAY_ZERO, Number(text))));
  const read = parsePartialDate(dayText(text));
  if (!read.ok) return doubtful('day');
  if (earliestDay(read.value) > today) return future(read.value);
  return type === 'date' && !isPlainDate(read.value) ? doubtful('day_unknown') : said(read.value);
}

/** Two digits of a year are read forwards; a day still to come was meant a hundred years before. */
function future(day: string): Read {
  const before = `${Number(day.slice(0, 4)) - 100}${day.slice(4)}`;
  return isPartialDate(before)
    ? doubtful('century', isPlainDate(before) ? isoDay(before) : before)
    : doubtful('day');
}

/** The name of a unit as lists shorten it. */
export const unitKey = (name: string): string =>
  fold(name)
    .replace(/[^a-z0-9]+/g, ' ')
    .replace(/^(chi bo|cb|dang bo|dang uy|chi uy) (co so |bo phan |xa |truc thuoc )?/, '')
    .trim();

function readUnit({ text, units }: Given): Read {
  const byId = units.byId.get(text);
  if (byId) return said(byId.id);
  const byCode = [...units.byId.values()].filter(({ code }) => code === text);
  const exact = [...units.byId.values()].filter(({ name }) => sameText(name, text));
  const found =
    byCode.length > 0 ? byCode : exact.length > 0 ? exact : (units.byName.get(unitKey(text)) ?? []);
  if (found.length === 1) return said(found[0]!.id);
  return doubtful(found.length > 1 ? 'units' : 'unit');
}

/** Whether a fault of this field may be answered by choosing from the field's options. */
export const optionsOf = (field: Field): Options | undefined =>
  field.type === 'choice' ? field.options : undefined;
