/** What a record says, line by line in both languages, as it is put before two persons. */
import type { Fact } from '../approvals/define.ts';
import type { Reader } from '../db/door.ts';
import { NO_WORDS, type Words, w } from '../kernel/words.ts';
import type { AnyRow, Catalogue } from './catalogue.ts';
import type { Field, RecordType } from './define.ts';
import { labelsFor, shown, titleOf } from './labels.ts';

type Told = { title: Words; values: Map<string, Words> };

async function tell(tx: Reader, catalogue: Catalogue, type: RecordType, row: AnyRow): Promise<Told> {
  const vi = await labelsFor(tx, catalogue, type, [row], 'vi');
  const en = await labelsFor(tx, catalogue, type, [row], 'en');
  const wordsFor = (field: Field, value: unknown) =>
    w(shown(field, value, vi, 'vi'), shown(field, value, en, 'en'));
  return {
    title: w(titleOf(type, row, vi, 'vi'), titleOf(type, row, en, 'en')),
    values: new Map(
      Object.entries(type.fields).map(([name, field]) => [name, wordsFor(field, row[name])] as const),
    ),
  };
}

/** The fields of a record that hold something; of a corrected one also what they held before. */
export async function factsOf(
  tx: Reader,
  catalogue: Catalogue,
  type: RecordType,
  verb: Words,
  row: AnyRow,
  before: AnyRow | null,
): Promise<Fact[]> {
  const now = await tell(tx, catalogue, type, row);
  const then = before && (await tell(tx, catalogue, type, before));
  const lines = Object.entries(type.fields).flatMap(([name, field]): Fact[] => {
    const value = now.values.get(name)!;
    const was = then?.values.get(name) ?? value;
    if (value.vi === was.vi) return value.vi === '' ? [] : [{ label: field.words, value }];
    const arrow = (a: string, b: string) => `${a || '–'} → ${b || '–'}`;
    return [{ label: field.words, value: w(arrow(was.vi, value.vi), arrow(was.en, value.en)) }];
  });
  return [{ label: verb, value: now.title }, ...lines];
}

/** The reason given, as a line of its own. */
export const reasonFact = (reason: string): Fact[] =>
  reason === '' ? [] : [{ label: w('Lý do', 'Reason'), value: { ...NO_WORDS, vi: reason, en: reason } }];
