/** The list behind a number: complete in its count, cut to what the reader may open. */
import { asFigures, asKnownAt, type Reader } from '../db/door.ts';
import type { Figure, Ratio } from '../figures/define.ts';
import { type Behind, evaluate, valueAndRecords } from '../figures/evaluate.ts';
import { percent } from '../kernel/ratio.ts';
import { done, type Outcome, refusal, refused } from '../kernel/refusal.ts';
import { w } from '../kernel/words.ts';
import type { AnyRow, Catalogue } from '../records/catalogue.ts';
import type { RecordType } from '../records/define.ts';
import { loadRecords } from '../records/store.ts';
import { NO_UNIT, type ReportDesk } from './evaluate.ts';
import type { ReportPeriod } from './evaluated.ts';
import { hasRules, NO_RULES, periodOf, type ReportRequest, requestFor } from './request.ts';
import { mayReport, type UnitOnDay, unitByCode } from './store.ts';

export type BehindFigure = {
  figure: Figure;
  type: RecordType;
  unit: UnitOnDay;
  period: ReportPeriod;
  /** As many as the rows; of an amount, what they add up to. */
  value: number;
  /** Every counted row, in order of date. */
  counted: Behind[];
  /** The rows the reader may open, by record id. */
  open: Map<string, AnyRow>;
};

const NO_FIGURE = refusal(
  'not_found',
  w(
    'Không có số liệu nào mang tên này. Hãy xem danh mục số liệu.',
    'No figure has this name. See the catalogue of figures.',
  ),
  'key',
);

export async function behindFigure(
  tx: Reader,
  desk: ReportDesk & { catalogue: Catalogue },
  key: string,
  asked: ReportRequest,
): Promise<Outcome<BehindFigure>> {
  const figure = desk.figures.figures.get(key);
  if (!figure) return refused(NO_FIGURE);
  const period = periodOf(asked.year, asked.asOf);
  if (!hasRules(desk.regulations, period)) return refused(NO_RULES);
  const unit = await unitByCode(tx, asked.unit, period.to);
  if (!unit || !(await mayReport(tx, unit.id))) return refused(NO_UNIT);
  const request = requestFor(asked, period, [unit.id], desk.regulations);
  const { value, counted } = await asFigures(tx, asked.knownAt, (counting) =>
    valueAndRecords(counting, desk.figures, request, key),
  );
  const type = desk.catalogue.record(desk.figures.sources.get(figure.source)!.record);
  if (asked.knownAt) await asKnownAt(tx, asked.knownAt);
  const rows = await loadRecords(tx, type, [...new Set(counted.map((row) => row.record))]);
  const open = new Map(rows.map((row) => [row.id, row]));
  return done({ figure, type, unit, period, value, counted, open });
}

export type Operands = { ratio: Ratio; unit: UnitOnDay; part: number; whole: number; percent: string | null };

/** The two figures a ratio names, counted for the unit; nothing else of the report is. */
export async function operandsOf(
  tx: Reader,
  desk: ReportDesk,
  key: string,
  asked: ReportRequest,
): Promise<Outcome<Operands>> {
  const ratio = desk.figures.ratios.get(key);
  if (!ratio) return refused(NO_FIGURE);
  const period = periodOf(asked.year, asked.asOf);
  if (!hasRules(desk.regulations, period)) return refused(NO_RULES);
  const unit = await unitByCode(tx, asked.unit, period.to);
  if (!unit || !(await mayReport(tx, unit.id))) return refused(NO_UNIT);
  const request = requestFor(asked, period, [unit.id], desk.regulations);
  const keys = [ratio.part, ratio.whole];
  const values = await asFigures(tx, asked.knownAt, (counting) =>
    evaluate(counting, desk.figures, request, keys),
  );
  const [part, whole] = keys.map((figure) => values.get(unit.id)!.get(figure)!);
  return done({ ratio, unit, part: part!, whole: whole!, percent: percent(part!, whole!, ratio.decimals) });
}
