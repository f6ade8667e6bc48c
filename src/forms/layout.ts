/** A form on a day: which rows it has, which figures its cells count, and the catalogue they are counted by. */
import type { Figure, FigureCatalogue } from '../figures/define.ts';
import type { PlainDate } from '../kernel/plain-date.ts';
import { w } from '../kernel/words.ts';
import { type Column, type Count, cellKey, type Edition, type Form, type Row, rowsOn } from './edition.ts';

export type LaidCell = {
  /** Key of the figure that counts it; absent where the form leaves the place empty. */
  key?: string;
  /** There are no records to count it from. */
  missing?: true;
  /** An amount in đồng. */
  money?: true;
  /** Key of the sum a mean is made of. */
  sum?: string;
  percent?: Column['percent'];
};

/** A row with its cells by column; a form that compares periods has one column, `count`. */
export type LaidRow = { row: Row; cells: ReadonlyMap<string, LaidCell> };

export type LaidForm = { form: Form; rows: readonly LaidRow[]; figures: readonly Figure[] };

export const COMPARED = 'count';

/** What the key of the sum that a mean is made of ends in: no cell of its own, and it opens nothing. */
export const SUM = '~sum';

const columnsOf = (form: Form): readonly Column[] =>
  form.columns === 'compared' ? [{ id: COMPARED, words: form.words }] : form.columns;

/** Rows and figures of a form on a day, or on any. Cells narrow the figure of their row by that of their column. */
export function layOut(form: Form, day: PlainDate | null, catalogue: FigureCatalogue): LaidForm {
  const figures: Figure[] = [];
  const rows = (day ? rowsOn(form, day) : form.rows).map((row): LaidRow => {
    const cells = columnsOf(form).map((column): [string, LaidCell] => {
      if (column.percent) return [column.id, row.count && !row.missing ? { percent: column.percent } : {}];
      const count = countOf(row, column);
      if (column.missing) return [column.id, count?.figure || row.count ? { missing: true } : {}];
      if (!count?.figure) return [column.id, {}];
      const key = cellKey(form, row.id, form.columns === 'compared' ? undefined : column.id);
      figures.push(figureOf(key, row, column, count, catalogue));
      const isMoney = catalogue.figures.get(count.figure)!.unit === 'dong';
      if (!count.mean) return [column.id, { key, ...(isMoney ? { money: true } : {}) }];
      const sum = `${key}${SUM}`;
      figures.push({ ...figureOf(sum, row, column, count, catalogue), sum: count.mean });
      return [column.id, { key, sum }];
    });
    return { row, cells: new Map(cells) };
  });
  return { form, rows, figures };
}

function countOf(row: Row, column: Column): Count | undefined {
  if (row.missing || (column.rows && !column.rows.includes(row.id))) return undefined;
  if (row.cells) return row.cells[column.id];
  if (!row.count) return undefined;
  const where = { ...row.count.where, ...column.count?.where };
  const figure = column.count?.figure ?? row.count.figure;
  return { ...row.count, ...(figure ? { figure } : {}), where };
}

/** The figure of the catalogue, narrowed to the cell and called as the form calls it. */
function figureOf(key: string, row: Row, column: Column, count: Count, catalogue: FigureCatalogue): Figure {
  const { part: _, ...of } = catalogue.figures.get(count.figure!)!;
  const { id, words } = column;
  const called =
    id === COMPARED ? row.words : w(`${row.words.vi}, ${words.vi}`, `${row.words.en}, ${words.en}`);
  return { ...of, key, words: called, where: { ...of.where, ...count.where } };
}

/** A catalogue with the figures of these forms, over the sources of the product's own. */
export function catalogueOf(laid: readonly LaidForm[], catalogue: FigureCatalogue): FigureCatalogue {
  const figures = laid.flatMap((one) => one.figures).map((figure): [string, Figure] => [figure.key, figure]);
  return { sources: catalogue.sources, figures: new Map(figures), ratios: new Map() };
}

/** The product's own figures and every cell of every form, for whoever recounts them all. */
export function withEveryCell(editions: readonly Edition[], catalogue: FigureCatalogue): FigureCatalogue {
  const laid = editions.flatMap(({ forms }) => forms.map((form) => layOut(form, null, catalogue)));
  const { figures } = catalogueOf(laid, catalogue);
  return { ...catalogue, figures: new Map([...catalogue.figures, ...figures]) };
}
