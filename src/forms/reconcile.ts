/**
 * The reconciliation of every three months (12-HD/BTCTW 2022, 7-HSĐV): the members of a unit and of each unit beneath,
 * counted here by their own boundary, beside what they and the unit above reported. Nothing is ever corrected by it.
 */
import { asFigures, type Reader } from '../db/door.ts';
import type { Figure, FigureCatalogue } from '../figures/define.ts';
import { evaluateAll } from '../figures/evaluate.ts';
import type { PlainDate } from '../kernel/plain-date.ts';
import { done, type Outcome, refused } from '../kernel/refusal.ts';
import { NO_UNIT } from '../reports/evaluate.ts';
import { hasRules, NO_RULES, whenOf } from '../reports/request.ts';
import { mayReport, type UnitOnDay, unitByCode, unitOn, unitsBeneath } from '../reports/store.ts';
import type { FormDesk } from './evaluate.ts';
import type { FormPeriod } from './period.ts';
import { type StatedCount, statedOn } from './store.ts';

const KEYS = {
  members: 'mem.total',
  official: 'mem.official',
  probationary: 'mem.probationary',
  came: 'mem.in.transfer',
  gone: 'mem.out.transfer',
} as const;

export type Counted = Record<keyof typeof KEYS, number>;

export const MEASURES = ['members', 'official', 'probationary'] as const;

export type Line = {
  unit: UnitOnDay;
  /** Who reports this line: the unit itself, or for the own line the unit above. */
  by: 'below' | 'above';
  counted: Counted;
  stated?: StatedCount;
  /** Stated less counted, of what was stated; undefined where nobody has reported yet. */
  difference?: number;
  /** Some stated number differs from the count. */
  differs: boolean;
};

export type Reconciled = {
  unit: UnitOnDay;
  superior: UnitOnDay | undefined;
  period: FormPeriod;
  own: Line;
  beneath: Line[];
  /** Members the unit has directly, in no unit beneath: its total less theirs. */
  direct: number;
  /** Transfers between the units beneath: what some sent the others received, unless an end is not on record. */
  between: { gone: number; came: number };
};

/** The boundary that a transfer from one unit beneath to another crosses, by the kind of the unit above both. */
const BOUNDARY: Readonly<Record<string, string>> = { national: 'province', province: 'district' };

type Between = { figures: FigureCatalogue; gone: string; came: string };

/** Figures of what crosses the boundary of a unit beneath, but not that of the unit itself. */
function betweenFigures(catalogue: FigureCatalogue, kind: string): Between {
  const across = BOUNDARY[kind] ?? 'grassroots';
  const inner = (key: string): Figure => {
    const figure = catalogue.figures.get(key)!;
    return { ...figure, key: `${key}.across.${across}`, where: { ...figure.where, across } };
  };
  const [gone, came] = [inner(KEYS.gone), inner(KEYS.came)];
  const figures = new Map([...catalogue.figures, [gone.key, gone], [came.key, came]]);
  return { figures: { ...catalogue, figures }, gone: gone.key, came: came.key };
}

export async function reconcile(
  tx: Reader,
  desk: Pick<FormDesk, 'figures' | 'regulations'>,
  code: string,
  period: FormPeriod,
  today: PlainDate,
): Promise<Outcome<Reconciled>> {
  if (!hasRules(desk.regulations, period)) return refused(NO_RULES);
  const unit = await unitByCode(tx, code, period.to);
  if (!unit || !(await mayReport(tx, unit.id))) return refused(NO_UNIT);
  const [children, superior] = await Promise.all([
    unitsBeneath(tx, unit.id, period.to),
    unit.parent ? unitOn(tx, unit.parent, period.to) : undefined,
  ]);
  const tops = [unit, ...children].map(({ id }) => id);
  const stated = await statedOn(tx, tops, period.to);
  const request = {
    tops,
    when: whenOf(period, desk.regulations),
    tree: 'then' as const,
    today,
    knownAt: null,
  };
  const inner = betweenFigures(desk.figures, unit.kind);
  const keys = [...Object.values(KEYS), inner.gone, inner.came];
  const values = await asFigures(tx, null, (counting) =>
    evaluateAll(counting, inner.figures, [{ request, keys }]),
  );
  const countedOf = (id: string) =>
    Object.fromEntries(
      Object.entries(KEYS).map(([name, key]) => [name, values[0]!.get(id)!.get(key)!]),
    ) as Counted;
  const own = lineOf(unit, 'above', countedOf(unit.id), statedFor(stated, unit.id, superior?.id));
  const beneath = children.map((child) =>
    lineOf(child, 'below', countedOf(child.id), statedFor(stated, child.id, child.id)),
  );
  const sum = beneath.reduce((total, line) => total + line.counted.members, 0);
  const all = (key: string) => children.reduce((n, { id }) => n + values[0]!.get(id)!.get(key)!, 0);
  const between = { gone: all(inner.gone), came: all(inner.came) };
  return done({ unit, superior, period, own, beneath, direct: own.counted.members - sum, between });
}

const statedFor = (stated: readonly StatedCount[], unit: string, by: string | undefined) =>
  stated.find((one) => one.unit === unit && one.stated_by === by);

function lineOf(unit: UnitOnDay, by: Line['by'], counted: Counted, stated: StatedCount | undefined): Line {
  if (!stated) return { unit, by, counted, differs: false };
  const differs = MEASURES.some((name) => stated[name] !== null && stated[name] !== counted[name]);
  return { unit, by, counted, stated, difference: stated.members - counted.members, differs };
}
