/** The level of a case as a kind of unit of its day, and the days it is counted for. */
import type { When } from '../figures/define.ts';
import { addDays, dateOf, type PlainDate, yearOf } from '../kernel/plain-date.ts';
import { type Words, w } from '../kernel/words.ts';
import type { Regulations } from '../regulations/reader.ts';
import { laterRulesOn, SOURCE_RULES } from '../reports/request.ts';
import type { Case } from './form.ts';

/** Kinds a level may be, the likeliest first; the first that the rules of the day know is taken. */
const LEVELS: Readonly<Record<string, readonly string[]>> = {
  central: ['national'],
  national: ['national'],
  country: ['national'],
  province: ['province'],
  city: ['province'],
  central_city: ['province'],
  district: ['district', 'upper_grassroots'],
  upper_grassroots: ['upper_grassroots', 'district', 'grassroots_committee'],
  bloc: ['upper_grassroots', 'district', 'grassroots_committee'],
  commune: ['upper_grassroots', 'grassroots_committee'],
  ward: ['upper_grassroots', 'grassroots_committee'],
  town: ['upper_grassroots', 'grassroots_committee'],
  special_zone: ['upper_grassroots', 'grassroots_committee'],
  army: ['upper_grassroots', 'district', 'grassroots_committee'],
  military: ['upper_grassroots', 'district', 'grassroots_committee'],
  police: ['upper_grassroots', 'district', 'grassroots_committee'],
  agency: ['upper_grassroots', 'district', 'grassroots_committee'],
  enterprise: ['upper_grassroots', 'district', 'grassroots_committee'],
  trung_uong: ['national'],
  tinh: ['province'],
  huyen: ['district', 'upper_grassroots'],
  xa: ['upper_grassroots', 'grassroots_committee'],
  phuong: ['upper_grassroots', 'grassroots_committee'],
  chi_bo: ['subordinate_cell', 'cell'],
  grassroots: ['grassroots_committee'],
  grassroots_committee: ['grassroots_committee'],
  grassroots_cell: ['grassroots_cell', 'cell'],
  sectional_committee: ['sectional_committee', 'subordinate_committee'],
  subordinate_committee: ['subordinate_committee', 'sectional_committee'],
  cell: ['subordinate_cell', 'cell'],
  subordinate_cell: ['subordinate_cell', 'cell'],
};

/** The kind of unit a case is about; undefined for a level nobody knows. */
export function kindOf(
  { level, figures }: Case,
  day: PlainDate,
  regulations: Regulations,
): string | undefined {
  const kinds = Object.hasOwn(LEVELS, level) ? LEVELS[level] : undefined;
  if (!kinds) return undefined;
  const known = ruleOn<string[]>(regulations, 'org.kinds', day);
  const found = kinds.find((kind) => known.includes(kind)) ?? kinds[0]!;
  // What has several grassroots organisations beneath it stands above the grassroots, whatever it is called.
  const beneath = figures.get('org.grassroots_total') ?? 0;
  return found === 'grassroots_committee' && beneath > 1 ? 'upper_grassroots' : found;
}

export const knownLevels = (): string => Object.keys(LEVELS).join(', ');

/** The value of a rule on a day; before the first known one, the first. */
export function ruleOn<T>(regulations: Regulations, id: string, day: PlainDate): T {
  const found = regulations.valueOn<T>(id, day);
  return found ? found.value : (regulations.history(id)[0]!.value as T);
}

export type Days = { from: PlainDate; to: PlainDate; notes: Words[] };

const isYear = (year: number): boolean => year >= 1930 && year <= 2200;

/** The period of a case; what the source does not say is taken to be the whole year, and told. */
export function daysOf(one: Case, today: PlainDate): Days {
  const named = Number(/(?<!\d)(19|20|21)\d\d(?!\d)/.exec(one.id)?.[0]);
  const known = one.from ?? one.to;
  const year = known ? yearOf(known) : isYear(named) ? named : yearOf(today) - 1;
  const from = one.from ?? dateOf(year, 1, 1);
  const to = one.to ?? dateOf(year, 12, 31);
  if (one.from && one.to) return { from, to, notes: [] };
  const note = w(
    `Nguồn không ghi đủ kỳ; lấy từ ${from} đến ${to}.`,
    `The source does not give the whole period; ${from} to ${to} is taken.`,
  );
  return { from, to, notes: [note] };
}

/** The days and rules figures are counted by. */
export function whenFor({ from, to }: Pick<Days, 'from' | 'to'>, regulations: Regulations): When {
  const rules = Object.entries(SOURCE_RULES).map(([name, id]) => [
    name,
    ruleOn<string | number | string[]>(regulations, id, to),
  ]);
  return {
    from,
    to,
    before: addDays(from, -1),
    asOf: to,
    year: yearOf(from),
    rules: { ...Object.fromEntries(rules), ...laterRulesOn(regulations, to) },
  };
}

/** Kinds of unit from the top of the tree to its ends. */
export const KINDS_DOWN = [
  'national',
  'province',
  'district',
  'upper_grassroots',
  'grassroots_committee',
  'grassroots_cell',
  'sectional_committee',
  'subordinate_committee',
  'subordinate_cell',
  'cell',
] as const;

/** Whether a unit of the second kind may stand beneath one of the first. */
export const standsAbove = (above: string, beneath: string): boolean =>
  KINDS_DOWN.indexOf(above as 'cell') < KINDS_DOWN.indexOf(beneath as 'cell') && !above.endsWith('cell');
