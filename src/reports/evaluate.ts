/** Computes a report of a unit: every number from the records, every number with its key. */
import { asFigures, type Reader } from '../db/door.ts';
import { codeFor } from '../figures/code.ts';
import type { FigureCatalogue } from '../figures/define.ts';
import { evaluateAll, figureOf, recordsBehind } from '../figures/evaluate.ts';
import type { Instant } from '../kernel/clock.ts';
import { formatCount } from '../kernel/number.ts';
import { formatDate } from '../kernel/plain-date.ts';
import { percent } from '../kernel/ratio.ts';
import { done, type Outcome, refusal, refused } from '../kernel/refusal.ts';
import { type Language, NO_WORDS, w } from '../kernel/words.ts';
import type { Regulations } from '../regulations/reader.ts';
import { annexesOf, type ReportNumbers } from './annexes.ts';
import { flagsOf, recordsToLookAt } from './checks.ts';
import type {
  EvaluatedReport,
  FigureValue,
  Flag,
  RatioValue,
  ReportKind,
  ReportPeriod,
  Section,
} from './evaluated.ts';
import { commissionHeadOf, headOf } from './head.ts';
import { TEMPLATES } from './kinds.ts';
import type { SectionTemplate } from './nine-month.ts';
import { type Telling, tell } from './phrase.ts';
import { printed, printedKeys } from './printed.ts';
import { hasRules, NO_RULES, periodOf, type ReportRequest, requestFor, yearBefore } from './request.ts';
import { hasCommission, mayReport, type UnitOnDay, unitByCode, unitOn, unitsBeneath } from './store.ts';

export type ReportDesk = { figures: FigureCatalogue; regulations: Regulations };

/** A unit the reader may not report on and one that does not exist answer alike. */
export const NO_UNIT = refusal(
  'not_found',
  w('Không tìm thấy đơn vị này. Hãy xem lại mã đơn vị.', 'This unit was not found. Check the unit code.'),
  'unit',
);

const NO_COMMISSION = refusal(
  'no_commission',
  w(
    'Đơn vị này không có ủy ban kiểm tra vào ngày cuối kỳ.',
    'This unit has no inspection commission on the last day of the period.',
  ),
  'unit',
);

const kindOf = ({ kind }: ReportRequest): ReportKind => kind ?? 'nine-month';

/** Checks the right to the report, counts it in one snapshot, and lays it out. Cost grows with the unit's records. */
export async function evaluateReport(
  tx: Reader,
  desk: ReportDesk,
  asked: ReportRequest,
  language: Language,
): Promise<Outcome<EvaluatedReport>> {
  const period = periodOf(asked.year, asked.asOf);
  if (!hasRules(desk.regulations, yearBefore(period))) return refused(NO_RULES);
  const unit = await unitByCode(tx, asked.unit, period.to);
  if (!unit) return refused(NO_UNIT);
  const [mayOpen, superior] = await Promise.all([
    mayReport(tx, unit.id),
    unit.parent ? unitOn(tx, unit.parent, period.to) : undefined,
  ]);
  if (!mayOpen) return refused(NO_UNIT);
  if (asked.kind === 'commission' && !(await hasCommission(tx, unit.id, period.to)))
    return refused(NO_COMMISSION);
  const [numbers, flags] = await asFigures(tx, asked.knownAt, async (counting) => {
    const counted = await countAll(counting, desk, asked, period, unit);
    return [counted, await flagsWithRecords(counting, desk, asked, period, unit, counted)] as const;
  });
  return done({ ...layOut(desk, asked, language, period, unit, superior, numbers), flags });
}

/** What does not fit, each with the records to look at: their lists are read only when there is something. */
async function flagsWithRecords(
  tx: Reader,
  desk: ReportDesk,
  asked: ReportRequest,
  period: ReportPeriod,
  unit: UnitOnDay,
  numbers: ReportNumbers,
): Promise<Flag[]> {
  const received = numbers.value('adm.target');
  const handedOn = numbers.value('adm.target.handed_down');
  const handDowns = [{ figures: ['adm.target', 'adm.target.handed_down'], received, handedOn }];
  const isHandedOn = handedOn > 0;
  const flags = flagsOf({
    catalogue: printed(desk.figures, asked.kind),
    value: numbers.value,
    ...(isHandedOn ? { handDowns } : {}),
  });
  const keys = [...new Set(flags.flatMap((flag) => flag.figures))].filter((key) =>
    desk.figures.figures.has(key),
  );
  const request = requestFor(asked, period, [unit.id], desk.regulations);
  const behind = await Promise.all(keys.map((key) => recordsBehind(tx, desk.figures, request, key)));
  const lists = new Map(keys.map((key, i) => [key, behind[i]!.map((row) => row.record)]));
  return flags.map((flag) => {
    const records = recordsToLookAt(desk.figures, flag, lists);
    return { ...flag, records: records.length > 0 ? records : allRecords(desk, flag, lists) };
  });
}

/** Where no single record stands out, the ones the numbers rest on, at most so many. */
const MOST_RECORDS = 20;

function allRecords(
  desk: ReportDesk,
  flag: Flag,
  lists: ReadonlyMap<string, readonly string[]>,
): Flag['records'] {
  const records = flag.figures.flatMap((key) => {
    const figure = desk.figures.figures.get(key);
    if (!figure) return [];
    const type = desk.figures.sources.get(figure.source)!.record;
    return [...new Set(lists.get(key) ?? [])].map((id) => ({ type, id }));
  });
  return records.slice(0, MOST_RECORDS);
}

async function countAll(
  tx: Reader,
  desk: ReportDesk,
  asked: ReportRequest,
  period: ReportPeriod,
  unit: UnitOnDay,
): Promise<ReportNumbers> {
  const earlier = yearBefore(period);
  const template = TEMPLATES[kindOf(asked)];
  const [children, before] = await Promise.all([
    unitsBeneath(tx, unit.id, period.to),
    unitOn(tx, unit.id, earlier.to),
  ]);
  const ids = children.map((child) => child.id);
  const request = (days: ReportPeriod, tops: readonly string[]) =>
    requestFor(asked, days, tops, desk.regulations);
  const [now, then, below] = await evaluateAll(tx, desk.figures, [
    { request: request(period, [unit.id]), keys: printedKeys(desk.figures, asked.kind) },
    { request: request(earlier, [unit.id]), keys: template.compared },
    { request: request(period, ids), keys: template.children },
  ]);
  return {
    value: (key) => now!.get(unit.id)?.get(key) ?? 0,
    before: (key) => then!.get(unit.id)?.get(key) ?? 0,
    existedBefore: before !== undefined,
    children: children.map((child) => ({
      ...child,
      value: (key: string) => below!.get(child.id)?.get(key) ?? 0,
    })),
  };
}

export function layOut(
  desk: ReportDesk,
  asked: ReportRequest,
  language: Language,
  period: ReportPeriod,
  unit: UnitOnDay,
  superior: UnitOnDay | undefined,
  numbers: ReportNumbers,
): EvaluatedReport {
  const telling: Telling = {
    catalogue: desk.figures,
    language,
    value: numbers.value,
    words: wordsOf(period, unit, numbers, language),
  };
  const kind = kindOf(asked);
  const template = TEMPLATES[kind];
  return {
    kind,
    language,
    title: template.title(asked.year),
    unit: { id: unit.id, code: unit.code, name: unit.name },
    head: kind === 'commission' ? commissionHeadOf(unit, superior) : headOf(unit, superior),
    period,
    knownAt: asked.knownAt as Instant | null,
    tree: asked.tree,
    figures: figureValues(desk.figures, kind, period, unit, numbers),
    ratios: ratioValues(desk.figures, period, unit, numbers),
    before: numbers.existedBefore
      ? Object.fromEntries(template.compared.map((key) => [key, numbers.before(key)]))
      : null,
    units: numbers.children.map(({ code, name, value }) => ({
      code,
      name,
      values: Object.fromEntries(template.children.map((key) => [key, value(key)])),
    })),
    sections: template.sections.map((section) => sectionOf(section, telling)),
    annexes: annexesOf(desk, telling, period, numbers, asked.tree, kind),
    flags: [],
  };
}

function wordsOf(period: ReportPeriod, unit: UnitOnDay, numbers: ReportNumbers, language: Language) {
  const gap = numbers.value('adm.target.handed_down') - numbers.value('adm.target');
  const size = formatCount(Math.abs(gap), language);
  const words = {
    more: w(`, nhiều hơn ${size} so với chỉ tiêu được giao`, `, ${size} more than was received`),
    less: w(`, ít hơn ${size} so với chỉ tiêu được giao`, `, ${size} less than was received`),
    same: NO_WORDS,
  };
  return {
    year: period.from.slice(0, 4),
    to: formatDate(period.to, language),
    asOf: formatDate(period.asOf, language),
    unit: unit.name,
    gap: words[gap > 0 ? 'more' : gap < 0 ? 'less' : 'same'][language],
  };
}

const sectionOf = (template: SectionTemplate, telling: Telling): Section => ({
  number: template.number,
  heading: template.heading[telling.language],
  sentences: template.sentences.map((sentence) => tell(sentence, telling)),
  tables: [],
  sections: (template.sections ?? []).map((section) => sectionOf(section, telling)),
});

function figureValues(
  catalogue: FigureCatalogue,
  kind: ReportKind,
  period: ReportPeriod,
  unit: UnitOnDay,
  numbers: ReportNumbers,
): Record<string, FigureValue> {
  const year = Number(period.from.slice(0, 4));
  const entries = printedKeys(catalogue, kind).map((key): [string, FigureValue] => {
    const figure = figureOf(catalogue, key);
    const isStock = figure.nature === 'stock';
    const value = numbers.value(figure.key);
    return [
      figure.key,
      {
        key: figure.key,
        code: codeFor(figure.key, unit.code, year),
        value,
        records: value,
        from: isStock ? null : period.from,
        to: figure.nature === 'progress' || figure.nature === 'plan' ? period.asOf : period.to,
        unit: figure.unit,
        nature: figure.nature,
        label: figure.words,
      },
    ];
  });
  return Object.fromEntries(entries);
}

function ratioValues(
  catalogue: FigureCatalogue,
  period: ReportPeriod,
  unit: UnitOnDay,
  numbers: ReportNumbers,
): Record<string, RatioValue> {
  const year = Number(period.from.slice(0, 4));
  return Object.fromEntries(
    [...catalogue.ratios.values()].map((ratio) => {
      const part = numbers.value(ratio.part);
      const whole = numbers.value(ratio.whole);
      const code = codeFor(ratio.key, unit.code, year);
      const value = {
        key: ratio.key,
        code,
        part,
        whole,
        percent: percent(part, whole, ratio.decimals),
        label: ratio.words,
      };
      return [ratio.key, value];
    }),
  );
}
