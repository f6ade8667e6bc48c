/** What differs between two forms, or between one form on two days: rows, what they count, columns and equalities. */
import type { PlainDate } from '../kernel/plain-date.ts';
import { type Words, w } from '../kernel/words.ts';
import type { Check, Column, Form, Row } from './edition.ts';
import { rowsOn } from './edition.ts';

/** A form as it reads on a day. */
export type Reading = { form: Form; day: PlainDate };

export type Change = 'added' | 'removed' | 'renamed' | 'recounted';

export type FormDifference = {
  part: 'title' | 'column' | 'row' | 'check';
  id: string;
  change: Change;
  before?: Words;
  after?: Words;
};

export const CHANGES: Readonly<Record<Change, Words>> = {
  added: w('thêm', 'added'),
  removed: w('bỏ', 'removed'),
  renamed: w('đổi tên', 'renamed'),
  recounted: w('đổi cách tính', 'counted otherwise'),
};

/** An id followed by a year is the same row as it reads from that year on. */
const stable = (id: string): string => id.replace(/-\d{4}$/, '');

/** A thing with an id; `rest` is all that is neither its id nor its name. */
type Part = { id: string; words: Words; rest: string };

const canonical = (value: unknown): string => JSON.stringify(value);

const rowPart = ({ id, words, number, count, cells, missing, group, comparableBy }: Row): Part => ({
  id: stable(id),
  words: w(`${number} ${words.vi}`.trim(), `${number} ${words.en}`.trim()),
  rest: canonical([count, cells, missing, group, comparableBy]),
});

const columnPart = ({ id, words, count, percent }: Column): Part => ({
  id,
  words,
  rest: canonical([count, percent]),
});

const checkPart = ({ id, words, left, right }: Check): Part => ({
  id,
  words,
  rest: canonical([left, right]),
});

const columns = (form: Form): Column[] => (form.columns === 'compared' ? [] : form.columns);

/** In the order of the later form, with what it no longer has at the end of each part. */
export function differencesOf(before: Reading, after: Reading): FormDifference[] {
  const title: FormDifference[] =
    before.form.words.vi === after.form.words.vi
      ? []
      : [
          {
            part: 'title',
            id: after.form.id,
            change: 'renamed',
            before: before.form.words,
            after: after.form.words,
          },
        ];
  return [
    ...title,
    ...between('column', columns(before.form).map(columnPart), columns(after.form).map(columnPart)),
    ...between(
      'row',
      rowsOn(before.form, before.day).map(rowPart),
      rowsOn(after.form, after.day).map(rowPart),
    ),
    ...between('check', before.form.checks.map(checkPart), after.form.checks.map(checkPart)),
  ];
}

function between(
  part: FormDifference['part'],
  before: readonly Part[],
  after: readonly Part[],
): FormDifference[] {
  const earlier = new Map(before.map((one) => [one.id, one]));
  const later = new Set(after.map(({ id }) => id));
  const changed = after.flatMap((one): FormDifference[] => {
    const was = earlier.get(one.id);
    if (!was) return [{ part, id: one.id, change: 'added', after: one.words }];
    const said = { part, id: one.id, before: was.words, after: one.words };
    return [
      ...(was.words.vi === one.words.vi ? [] : [{ ...said, change: 'renamed' as const }]),
      ...(was.rest === one.rest ? [] : [{ ...said, change: 'recounted' as const }]),
    ];
  });
  const removed = before
    .filter(({ id }) => !later.has(id))
    .map(({ id, words }): FormDifference => ({ part, id, change: 'removed', before: words }));
  return [...changed, ...removed];
}
