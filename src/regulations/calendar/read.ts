/** Reads the holidays of each year (holidays.yaml); a file that is wrong in any way is refused whole. */
import { readFileSync } from 'node:fs';
import { addDays, isWeekend, type PlainDate, yearOf } from '../../kernel/plain-date.ts';
import type { Words } from '../../kernel/words.ts';
import { readYaml } from '../../kernel/yaml.ts';
import { dateField, type Faults, fault, listOf, mapOf, oneOf, periodOf, textOf, wordsOf } from '../fields.ts';
import { PackError } from '../packs.ts';
import type { Known } from '../rule.ts';

/** A year whose holidays are known; `pending` says what its notice has still to announce. */
export type CalendarYear = {
  year: number;
  documents: readonly string[];
  known: Known;
  pending: Words | null;
};

/** Weekdays that are off and weekend days that are worked, with their names, for the years that have data. */
export type Calendar = {
  years: ReadonlyMap<number, CalendarYear>;
  off: ReadonlyMap<PlainDate, Words>;
  worked: ReadonlyMap<PlainDate, Words>;
};

type Draft = {
  years: Map<number, CalendarYear>;
  off: Map<PlainDate, Words>;
  worked: Map<PlainDate, Words>;
};

/** A calendar from the text of a holidays file. Throws a PackError that lists every fault. */
export function readCalendar(text: string, file = 'holidays.yaml'): Calendar {
  const faults: Faults = { file, list: [] };
  const read = readYaml(text);
  if ('fault' in read) fault(faults, 'YAML', read.fault);
  const draft: Draft = { years: new Map(), off: new Map(), worked: new Map() };
  const map = 'fault' in read ? undefined : mapOf(read.value, ['years'], [], faults, 'calendar');
  const years = map ? listOf(map.years, faults, 'years') : [];
  for (const [i, year] of years.entries()) readYear(year, draft, faults, `years[${i}]`);
  if (faults.list.length > 0) throw new PackError(faults.list);
  return draft;
}

function readYear(value: unknown, draft: Draft, faults: Faults, at: string): void {
  const keys = ['year', 'documents', 'known', 'off', 'worked'];
  const map = mapOf(value, keys, ['pending'], faults, at);
  if (!map) return;
  const year = map.year;
  const known = oneOf(map.known, ['A', 'B', 'I', 'U'] as const, faults, `${at}.known`);
  const pending = map.pending === undefined ? null : wordsOf(map.pending, faults, `${at}.pending`);
  const documents = listOf(map.documents, faults, `${at}.documents`).map(
    (name) => textOf(name, faults, at) ?? '',
  );
  if (typeof year !== 'number' || !Number.isInteger(year)) {
    fault(faults, at, 'a year is a whole number');
    return;
  }
  if (draft.years.has(year)) fault(faults, at, `the year ${year} stands twice`);
  if (known) draft.years.set(year, { year, documents, known, pending: pending ?? null });
  for (const [i, one] of listOf(map.off, faults, `${at}.off`).entries())
    readOff(one, year, draft, faults, `${at}.off[${i}]`);
  for (const [i, one] of listOf(map.worked, faults, `${at}.worked`).entries())
    readWorked(one, year, draft, faults, `${at}.worked[${i}]`);
}

function readOff(value: unknown, year: number, draft: Draft, faults: Faults, at: string): void {
  const map = mapOf(value, ['from', 'to', 'words'], [], faults, at);
  const period = map && periodOf(map, faults, at);
  const words = map && wordsOf(map.words, faults, `${at}.words`);
  if (!period || !words || period.to === null) return;
  for (let day = period.from; day <= period.to; day = addDays(day, 1)) {
    if (yearOf(day) !== year) fault(faults, at, `${day} is not in ${year}`);
    if (draft.off.has(day)) fault(faults, at, `${day} is off twice`);
    if (!isWeekend(day)) draft.off.set(day, words);
  }
}

function readWorked(value: unknown, year: number, draft: Draft, faults: Faults, at: string): void {
  const map = mapOf(value, ['day', 'words'], [], faults, at);
  const day = map && dateField(map.day, faults, `${at}.day`);
  const words = map && wordsOf(map.words, faults, `${at}.words`);
  if (!day || !words) return;
  if (yearOf(day) !== year) fault(faults, at, `${day} is not in ${year}`);
  if (!isWeekend(day)) fault(faults, at, `${day} is a weekday and is worked anyway`);
  draft.worked.set(day, words);
}

let loaded: Calendar | undefined;

/** The calendar that ships with the product; read once. Throws a PackError when the file is wrong. */
export function loadCalendar(): Calendar {
  loaded ??= readCalendar(readFileSync(new URL('./holidays.yaml', import.meta.url), 'utf8'));
  return loaded;
}
