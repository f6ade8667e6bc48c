/**
 * Counts of so few members that a reader knows who is meant: which numbers of a report are left out when it goes to
 * the public, and which others with them, so that nobody works the first ones out from totals.
 */
import type { Figure, FigureCatalogue } from '../figures/define.ts';
import { type Bounds, boundsOf, type Relation } from './bounds.ts';
import { MEMBERSHIP_BALANCE } from './checks.ts';
import type { EvaluatedReport } from './evaluated.ts';

/** Fewer than this, and not nil, is a small count (agencies of statistics use 3, 5 or 10; the design chose 5). */
export const SMALL = 5;

/** What is counted in these units is a person. */
const PERSONAL: readonly string[] = ['member', 'person', 'case', 'violation', 'allegation', 'petition'];

/** A printed number: `key`, `key@unit` of a unit beneath, `key@-1` of the year before. */
export type Cell = { id: string; value: number; personal: boolean };

/** A sum a reader may use: all parts make the whole, or no more than the whole. */
type Sum = { plus: readonly string[]; minus: readonly string[]; atLeast: boolean };

export function cellsOf(catalogue: FigureCatalogue, report: EvaluatedReport): Map<string, Cell> {
  const personal = (key: string) => PERSONAL.includes(catalogue.figures.get(key)?.unit ?? '');
  const all = [
    ...Object.values(report.figures).map(({ key, value }) => [key, key, value] as const),
    ...report.units.flatMap(({ code, values }) =>
      Object.entries(values).map(([key, value]) => [`${key}@${code}`, key, value] as const),
    ),
    ...Object.entries(report.before ?? {}).map(([key, value]) => [`${key}@-1`, key, value] as const),
  ];
  return new Map(all.map(([id, key, value]) => [id, { id, value, personal: personal(key) }]));
}

const sameWhere = (where: Figure['where'] = {}): string =>
  JSON.stringify(Object.entries(where).sort(([a], [b]) => (a < b ? -1 : 1)));

/** Breakdowns of one figure: the parts by the figure and the dimension. */
function breakdowns(catalogue: FigureCatalogue): { of: Figure; parts: Figure[]; relation: string }[] {
  const parts = [...catalogue.figures.values()].filter((figure) => figure.part);
  return [
    ...Map.groupBy(parts, ({ part }) => `${part!.of} ${part!.dimension} ${part!.relation}`).values(),
  ].map((group) => ({
    of: catalogue.figures.get(group[0]!.part!.of)!,
    parts: group,
    relation: group[0]!.part!.relation,
  }));
}

/** The same breakdown of other figures of the source: form by body closes both ways, though it is declared once. */
function crossings(
  catalogue: FigureCatalogue,
  of: Figure,
  parts: readonly Figure[],
): { of: Figure; parts: Figure[] }[] {
  const added = parts.map((part) =>
    Object.entries(part.where ?? {}).filter(
      ([name, value]) => JSON.stringify(of.where?.[name]) !== JSON.stringify(value),
    ),
  );
  const sisters = [...catalogue.figures.values()].filter(
    (figure) => figure.source === of.source && !figure.distinct && figure !== of,
  );
  const byWhere = new Map(sisters.map((figure) => [sameWhere(figure.where), figure]));
  return sisters.flatMap((other) => {
    // Whoever is chosen by the dimension already is not broken down by it.
    if (added.some((more) => more.some(([name]) => Object.hasOwn(other.where ?? {}, name)))) return [];
    const found = added.map((more) =>
      byWhere.get(sameWhere({ ...other.where, ...Object.fromEntries(more) })),
    );
    return found.every((figure) => figure && figure !== other)
      ? [{ of: other, parts: found as Figure[] }]
      : [];
  });
}

/** Every sum a reader of the report can make, over the cells that are printed; each once. */
function sumsOf(catalogue: FigureCatalogue, report: EvaluatedReport): Sum[] {
  const cells = cellsOf(catalogue, report);
  const total = (ids: readonly string[]) => ids.reduce((sum, id) => sum + (cells.get(id)?.value ?? 0), 0);
  const sums = new Map<string, Sum>();
  const add = (plus: readonly string[], minus: readonly string[], closes: boolean) => {
    const printed = minus.filter((id) => cells.has(id));
    const left = total(plus) - total(printed);
    if (!plus.every((id) => cells.has(id)) || printed.length === 0 || left < 0) return;
    // What adds up is taken to close, even where a part that is nil was not printed.
    const sum = { plus, minus: printed, atLeast: !(closes && left === 0) };
    sums.set(JSON.stringify(sum), sum);
  };
  const { opening, come, gone, closing } = MEMBERSHIP_BALANCE;
  const balance: [string[], string[]] = [
    [opening, come],
    [closing, gone],
  ];
  if (total(balance[0]) === total(balance[1])) add(...balance, true);
  for (const key of new Set(report.units.flatMap(({ values }) => Object.keys(values))))
    add(
      [key],
      report.units.map(({ code }) => `${key}@${code}`),
      true,
    );
  const places = ['', '@-1', ...report.units.map(({ code }) => `@${code}`)];
  for (const { of, parts, relation } of breakdowns(catalogue)) {
    const crossed = relation === 'partition' ? crossings(catalogue, of, parts) : [];
    for (const at of places) {
      const idOf = ({ key }: Figure) => `${key}${at}`;
      const ids = parts.map(idOf);
      if (relation === 'partition') add([idOf(of)], ids, true);
      else for (const id of ids) add([idOf(of)], [id], false);
      for (const other of crossed) {
        add([idOf(other.of)], other.parts.map(idOf), true);
        // What of the other lies in no part is no more than what of the whole lies in none.
        if (isWithin(other.of, of))
          add([idOf(of), ...other.parts.map(idOf)], [...ids, idOf(other.of)], false);
      }
    }
  }
  return [...sums.values()];
}

/** Whether whatever one figure counts the other counts too. */
const isWithin = (figure: Figure, whole: Figure): boolean =>
  Object.entries(whole.where ?? {}).every(
    ([name, value]) => JSON.stringify(figure.where?.[name]) === JSON.stringify(value),
  );

/** The sums as a reader meets them once some cells are left out. */
function relationsOf(
  sums: readonly Sum[],
  cells: ReadonlyMap<string, Cell>,
  hidden: ReadonlySet<string>,
): Relation[] {
  return sums.flatMap(({ plus, minus, atLeast }) => {
    const terms = new Map<string, number>();
    let known = 0;
    for (const [ids, sign] of [
      [plus, 1],
      [minus, -1],
    ] as const) {
      for (const id of ids) {
        if (hidden.has(id)) terms.set(id, (terms.get(id) ?? 0) + sign);
        else known += sign * cells.get(id)!.value;
      }
    }
    return terms.size > 0 ? [{ terms, known, atLeast }] : [];
  });
}

/** What a reader learns of each cell that was left out. */
const learned = (
  sums: readonly Sum[],
  cells: ReadonlyMap<string, Cell>,
  hidden: ReadonlySet<string>,
  wanted: ReadonlySet<string>,
): Map<string, Bounds> => boundsOf(relationsOf(sums, cells, hidden), wanted);

export const isSmall = ({ personal, value }: Cell): boolean => personal && value > 0 && value < SMALL;

export type LeftOut = {
  /** Small counts, and others that would give them away. */
  small: ReadonlySet<string>;
  hidden: ReadonlySet<string>;
  sums: readonly Sum[];
};

/**
 * What may not be printed. Ends always: each round leaves out one more cell, and with no cell printed nothing is given
 * away.
 */
export function leftOut(catalogue: FigureCatalogue, report: EvaluatedReport): LeftOut {
  const cells = cellsOf(catalogue, report);
  const sums = sumsOf(catalogue, report);
  const small = new Set([...cells.values()].filter(isSmall).map(({ id }) => id));
  const hidden = new Set(small);
  for (;;) {
    const bounds = learned(sums, cells, hidden, small);
    const open = [...small].filter((id) => {
      const found = bounds.get(id);
      return found && found.least >= found.most;
    });
    const more = open.length > 0 ? companionOf(open, sums, cells, hidden) : undefined;
    if (!more) return { small, hidden, sums };
    hidden.add(more);
  }
}

/**
 * The cell to leave out besides: the smallest of a sum an open cell stands in, parts before totals. Never a nil: a
 * sentence that names only what occurs would tell it apart.
 */
function companionOf(
  open: readonly string[],
  sums: readonly Sum[],
  cells: ReadonlyMap<string, Cell>,
  hidden: ReadonlySet<string>,
): string | undefined {
  const sumsWith = (ids: (id: string) => boolean) =>
    sums.filter(({ plus, minus }) => plus.some(ids) || minus.some(ids));
  for (const group of [sumsWith((id) => open.includes(id)), sumsWith((id) => hidden.has(id))]) {
    const ranked = group
      .flatMap(({ plus, minus }) => [
        ...minus.map((id) => ({ id, rank: 0 })),
        ...plus.map((id) => ({ id, rank: 1 })),
      ])
      .map(({ id, rank }) => ({ id, rank, value: cells.get(id)!.value }))
      .filter(({ id, value }) => value > 0 && !hidden.has(id))
      .sort((a, b) => a.rank - b.rank || a.value - b.value || (a.id < b.id ? -1 : 1));
    if (ranked[0]) return ranked[0].id;
  }
  return undefined;
}
