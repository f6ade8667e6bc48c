/** What a column of a sheet can be, and what its heading suggests. */
import { fold, sameText } from '../kernel/text.ts';
import { type Words, w } from '../kernel/words.ts';
import type { Catalogue } from '../records/catalogue.ts';
import type { List } from '../records/lists.ts';

/** The hidden columns of our own exports: the record, and the version that was taken out. */
export const ROW_KEY = '@id';
export const ROW_VERSION = '@version';

export const KEY_HEADINGS = { [ROW_KEY]: 'Mã dòng (capuy)', [ROW_VERSION]: 'Phiên bản (capuy)' } as const;

/** Between the heading of a group of columns and that of one of them. */
export const BENEATH = ' › ';

/** Options that may have a column of ticks each: more of them nobody lays out side by side. */
const MOST_TICKED = 8;

/** Lists declared by areas, and every record type of which an export may come home. */
export function listsOf(catalogue: Catalogue): List[] {
  const plain = catalogue.records
    .filter((type) => !type.actOnly && !type.view && type.class === 'unit')
    .filter(({ name }) => !catalogue.behaviour(name).twoPersons?.(null, null))
    .map(
      (type): List => ({
        key: `table:${type.name}`,
        words: type.words.many,
        type: type.name,
        columns: Object.fromEntries(
          Object.entries(type.fields)
            .filter(([, field]) => !field.derived && (field.type !== 'reference' || field.to === 'unit'))
            .map(([name, field]) => [name, { field }]),
        ),
      }),
    );
  return [...catalogue.lists, ...plain];
}

export const listOf = (catalogue: Catalogue, key: string): List | undefined =>
  listsOf(catalogue).find((list) => list.key === key);

/** Everything a column may be said to be, in the order of the form. */
export function targetsOf(list: List): { value: string; label: Words }[] {
  const columns = Object.entries(list.columns).flatMap(([name, { field }]) => {
    const options = field.type === 'choice' ? Object.entries(field.options) : [];
    const ticks = options.length <= MOST_TICKED ? options : [];
    return [
      { value: name, label: field.words },
      ...ticks.map(([option, words]) => ({
        value: `${name}:${option}`,
        label: list.match
          ? w(
              `${field.words.vi}: ${words.vi} (đánh dấu, hoặc ghi ngày sinh)`,
              `${field.words.en}: ${words.en} (ticked, or the birth date)`,
            )
          : w(`${field.words.vi}: ${words.vi} (đánh dấu)`, `${field.words.en}: ${words.en} (ticked)`),
      })),
    ];
  });
  return [
    ...columns,
    { value: ROW_KEY, label: w('Mã dòng của phần mềm', 'Key of the row') },
    { value: ROW_VERSION, label: w('Phiên bản khi xuất', 'Version taken out') },
  ];
}

const bare = (text: string): string =>
  fold(text)
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();

/** Headings of numbers of order, which are no column of the record. */
const ORDER = new Set(['stt', 'tt', 'so tt', 'so thu tu', 'no']);

/** What a heading suggests; '' where it suggests nothing. Longer names win: “Ngày vào Đảng chính thức” is not “Ngày vào Đảng”. */
export function suggested(list: List, heading: string): string {
  for (const [target, own] of Object.entries(KEY_HEADINGS)) if (heading === own) return target;
  const last = heading.split(BENEATH).at(-1)!;
  if (ORDER.has(bare(last))) return '';
  const ticked = targetsOf(list).find(({ value }) => {
    const [name, option] = value.split(':') as [string, string?];
    const field = list.columns[name]?.field;
    // Marks count here: “Nam” is a sex and “Năm” a year.
    return option && field?.type === 'choice' && sameText(field.options[option]!.vi, last);
  });
  if (ticked) return ticked.value;
  const known = Object.entries(list.columns).flatMap(([name, { field, also = [] }]) =>
    [field.words.vi, field.words.en, name, ...also].map((words) => ({ name, words: bare(words) })),
  );
  for (const text of [bare(heading), bare(last)]) {
    const exact = known.find(({ words }) => words === text);
    if (exact) return exact.name;
  }
  const within = known
    .filter(({ words }) => words.length > 3 && ` ${bare(heading)} `.includes(` ${words} `))
    .sort((a, b) => b.words.length - a.words.length);
  return within[0]?.name ?? '';
}
