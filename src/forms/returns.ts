/** What units have said of the sector's forms for a period: filed, nil, or nothing yet; and nil returns that are not. */
import { asFigures, type Reader } from '../db/door.ts';
import { evaluateAll } from '../figures/evaluate.ts';
import type { PlainDate } from '../kernel/plain-date.ts';
import { done, type Outcome, type Refusal, refusal, refused } from '../kernel/refusal.ts';
import { w } from '../kernel/words.ts';
import type { AnyRow, Behaviour, Context } from '../records/catalogue.ts';
import { inTheFuture } from '../records/refusals.ts';
import { covers } from '../regulations/rule.ts';
import { NO_UNIT } from '../reports/evaluate.ts';
import { hasRules, NO_RULES } from '../reports/request.ts';
import { mayReport, type UnitOnDay, unitByCode, unitsBeneath } from '../reports/store.ts';
import { SAID } from './contract.ts';
import { cellKey, type Edition, type Form } from './edition.ts';
import { type FormDesk, requestOf } from './evaluate.ts';
import { catalogueOf, layOut } from './layout.ts';
import { type FormPeriod, readPeriod } from './period.ts';
import { type FormReturn, returnsFor } from './store.ts';

/** `not_nil`: said to be nil, but the records count something. */
export const RETURN_STATES = {
  ...SAID,
  not_nil: w('Đã báo không phát sinh nhưng hồ sơ có số', 'Said to be nil, but the records count something'),
  missing: w('Chưa lập', 'Not yet filed'),
};

type ReturnState = keyof typeof RETURN_STATES;

/** One form of one unit; `count` is its total, null where there are no records to count it from. */
export type ReturnLine = { form: Form; state: ReturnState; count: number | null; said?: FormReturn };

export type Returns = {
  unit: UnitOnDay;
  period: FormPeriod;
  units: { unit: UnitOnDay; lines: ReturnLine[] }[];
};

const NO_EDITION = refusal(
  'not_in_force',
  w('Kỳ này chưa có biểu thống kê của ngành kiểm tra.', 'The sector has no forms for this period.'),
  'period',
);

const stateOf = (said: FormReturn | undefined, count: number | null): ReturnState =>
  said === undefined
    ? 'missing'
    : said.state === 'nil' && count !== null && count > 0
      ? 'not_nil'
      : said.state;

/** The unit and those directly beneath it, each with every form of the edition in force at the period's end. */
export async function returnsOf(
  tx: Reader,
  desk: FormDesk,
  code: string,
  period: FormPeriod,
  today: PlainDate,
): Promise<Outcome<Returns>> {
  const edition = editionOn(desk.editions, period.to);
  if (!edition) return refused(NO_EDITION);
  if (!hasRules(desk.regulations, period)) return refused(NO_RULES);
  const unit = await unitByCode(tx, code, period.to);
  if (!unit || !(await mayReport(tx, unit.id))) return refused(NO_UNIT);
  const units = [unit, ...(await unitsBeneath(tx, unit.id, period.to))];
  const ids = units.map(({ id }) => id);
  const said = Map.groupBy(await returnsFor(tx, ids, period.name), (one) => one.unit);
  const laid = edition.forms.map((form) => layOut(form, period.to, desk.figures));
  const catalogue = catalogueOf(laid, desk.figures);
  const keys = edition.forms.map(totalOf).filter((key) => catalogue.figures.has(key));
  const request = requestOf(desk, { tree: 'then', today, knownAt: null }, period, ids);
  const [values] = await asFigures(tx, null, (counting) =>
    evaluateAll(counting, catalogue, [{ request, keys }]),
  );
  const lineOf = (of: UnitOnDay, form: Form): ReturnLine => {
    const count = values!.get(of.id)?.get(totalOf(form)) ?? null;
    const own = said.get(of.id)?.find((one) => one.form === form.id);
    return { form, state: stateOf(own, count), count, ...(own ? { said: own } : {}) };
  };
  const all = units.map((of) => ({ unit: of, lines: edition.forms.map((form) => lineOf(of, form)) }));
  return done({ unit, period, units: all });
}

const editionOn = (editions: readonly Edition[], day: PlainDate): Edition | undefined =>
  editions.find(({ family, forms }) => family === 'inspection' && forms.some((form) => covers(form, day)));

const totalOf = (form: Form): string => cellKey(form, 'total', 'total');

async function checkReturn({ clock }: Context, row: AnyRow): Promise<Refusal[]> {
  const period = readPeriod(String(row.period));
  if (!period.ok) return period.refusals;
  if (String(row.said_on) > clock.today()) return [inTheFuture('said_on')];
  return String(row.said_on) < period.value.to ? [TOO_EARLY] : [];
}

const TOO_EARLY = refusal(
  'period_not_over',
  w(
    'Kỳ báo cáo chưa hết vào ngày này. Chỉ báo từ ngày cuối kỳ.',
    'The period is not over on this day. Say it from its last day on.',
  ),
  'said_on',
);

export const returnBehaviours: Record<string, Behaviour> = { form_return: { check: checkReturn } };
