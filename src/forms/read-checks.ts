/** Reads the equalities and chains of a form, and sees that every side of them leads to cells that count. */
import { type Faults, fault, listOf, mapOf, textOf, wordsOf } from '../regulations/fields.ts';
import type { Check, Column, Form, Term } from './edition.ts';

/** The checks of a form. */
export function checksOf(value: unknown, form: string, faults: Faults): Check[] {
  return listOf(value, faults, 'checks').flatMap((entry, i) => {
    const at = `checks[${i}]`;
    const map = mapOf(entry, ['id', 'words', 'left', 'right'], ['least'], faults, at);
    if (!map) return [];
    const id = textOf(map.id, faults, at);
    const words = wordsOf(map.words, faults, at);
    const side = (name: 'left' | 'right') =>
      listOf(map[name], faults, `${at}.${name}`).flatMap((term) => termOf(term, form, faults, at) ?? []);
    const [left, right] = [side('left'), side('right')];
    if (map.least !== undefined && map.least !== true) fault(faults, at, 'least is true or absent');
    return id && words ? [{ id, words, left, right, ...(map.least ? { least: true as const } : {}) }] : [];
  });
}

function termOf(value: unknown, form: string, faults: Faults, at: string): Term | undefined {
  const map = mapOf(value, [], ['form', 'row', 'group', 'column', 'columns', 'less'], faults, at);
  if (!map) return undefined;
  const said = (name: string) => (map[name] === undefined ? undefined : textOf(map[name], faults, at));
  const [row, group, column, columns] = ['row', 'group', 'column', 'columns'].map(said);
  if ((row === undefined) === (group === undefined)) return fault(faults, at, 'one row or one group');
  const times = map.less === true ? -1 : 1;
  return {
    form: said('form') ?? form,
    ...(row ? { row } : {}),
    ...(group ? { group } : {}),
    ...(column ? { column } : {}),
    ...(columns ? { columns } : {}),
    times,
  };
}

/** Every term of a check leads to a row that counts. */
export function checkTerms(form: Form, forms: readonly Form[], list: string[]): void {
  for (const check of form.checks) {
    for (const term of [...check.left, ...check.right]) {
      const of = forms.find(({ id }) => id === term.form);
      const rows =
        of?.rows.filter((row) => (term.row ? row.id === term.row : row.group === term.group)) ?? [];
      const named = term.row ?? `group ${term.group}`;
      if (rows.length === 0) list.push(`${form.id}: ${check.id}: ${term.form} has no ${named}`);
      else if (of!.columns !== 'compared' && !of!.columns.some((column) => isOf(term, column)))
        list.push(`${form.id}: ${check.id}: ${term.form} has no column ${term.column ?? term.columns}`);
    }
  }
}

const isOf = ({ column, columns }: Term, { id, group }: Column): boolean =>
  columns === undefined ? id === column : group === columns;
