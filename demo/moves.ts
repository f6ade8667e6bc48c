/**
 * What happens to the membership of a district, planned before it is carried out: how many come and go by
 * which way, on which days. Sizes at 30/9/2023 are given, so the opening follows from the plan.
 */
import { addDays, addMonths, type PlainDate, plainDate } from '../src/kernel/plain-date.ts';
import { PERIOD_END, workday } from './days.ts';
import type { Member } from './people.ts';
import { type Random, type Weighted, weighted } from './random.ts';
import { type Cell, type District, MERGER_DAY, type Setting } from './structure.ts';

export type Admission = {
  kind: 'admission';
  on: PlainDate;
  to: Cell;
  decided: PlainDate;
  /** Entered only after the report's cut-off. */
  late: boolean;
  member?: Member;
};
export type Recognition = { kind: 'recognition'; on: PlainDate; of: Admission };
/** Struck off at the end of probation. */
export type NotRecognised = { kind: 'not_recognised'; on: PlainDate; of: Admission };
export type Arrival = { kind: 'arrival'; on: PlainDate; to: Cell; member?: Member };
export type Transfer = { kind: 'transfer'; on: PlainDate; from: Cell; to: Cell; member?: Member };
export type Departure = {
  kind: 'departure' | 'death' | 'struck_off' | 'resigned' | 'expelled';
  on: PlainDate;
  from: Cell;
  member?: Member;
};
export type Merger = { kind: 'merger'; on: PlainDate; from: Cell; to: Cell };
export type Exemption = { kind: 'exemption'; on: PlainDate; in: Cell };
export type Move =
  | Admission
  | Recognition
  | NotRecognised
  | Arrival
  | Transfer
  | Departure
  | Merger
  | Exemption;

/** Cells of a district with the come-and-go planned so far. */
export type Plan = {
  moves: Move[];
  random: Random;
  arriving: Map<Cell, number>;
  leaving: Map<Cell, number>;
};

export const createPlan = (random: Random): Plan => ({
  moves: [],
  random,
  arriving: new Map(),
  leaving: new Map(),
});

const bump = (counts: Map<Cell, number>, cell: Cell): void =>
  void counts.set(cell, (counts.get(cell) ?? 0) + 1);

/** Members of a cell when the records open. */
export const openingSize = (plan: Plan, cell: Cell): number =>
  cell.size - (plan.arriving.get(cell) ?? 0) + (plan.leaving.get(cell) ?? 0);

/** A cell takes no part in the last weeks before it ends, nor after. */
const standsOn = (cell: Cell, day: PlainDate): boolean => cell.ends === null || addDays(day, 14) < cell.ends;

const mayEnter = (plan: Plan, cell: Cell, day: PlainDate): boolean =>
  standsOn(cell, day) && openingSize(plan, cell) - 1 >= Math.max(5, cell.size * 0.55);

const mayLeave = (plan: Plan, cell: Cell, day: PlainDate): boolean =>
  standsOn(cell, day) && (plan.leaving.get(cell) ?? 0) + 1 <= Math.max(1, cell.size * 0.3);

const enter = (plan: Plan, cell: Cell, on: PlainDate): void => {
  if (on <= PERIOD_END) bump(plan.arriving, cell);
};
const leave = (plan: Plan, cell: Cell, on: PlainDate): void => {
  if (on <= PERIOD_END) bump(plan.leaving, cell);
};

type Chooser = (may: (cell: Cell) => boolean) => Cell | null;

/** Draws cells by their size, those of some settings only where asked; null when none will do. */
function chooser(random: Random, cells: readonly Cell[], only?: readonly Setting[]): Chooser {
  const fitting = cells.filter((cell) => !only || only.includes(cell.setting));
  if (fitting.length === 0) return () => null;
  const table: Weighted<Cell> = weighted(fitting.map((cell) => [cell, cell.size] as const));
  return (may) => {
    for (let tries = 0; tries < 40; tries++) {
      const cell = random.draw(table);
      if (may(cell)) return cell;
    }
    return fitting.find(may) ?? null;
  };
}

export type Span = { year: number; from: PlainDate; to: PlainDate; share: number };
const span = (from: string, to: string, share: number): Span => ({
  year: Number(from.slice(0, 4)),
  from: plainDate(from),
  to: plainDate(to),
  share,
});
/** The years told; what follows 30/9/2023 is little and leaves the report alone. */
export const SPANS: readonly Span[] = [
  span('2021-01-12', '2021-12-24', 1),
  span('2022-01-06', '2022-12-23', 1),
  span('2023-01-05', '2023-09-27', 0.75),
  span('2023-10-06', '2023-10-20', 0.03),
];

function admit(plan: Plan, to: Cell, decided: PlainDate, on: PlainDate, late = false): void {
  const admission: Admission = { kind: 'admission', on, to, decided, late };
  plan.moves.push(admission);
  enter(plan, to, on);
  const recognised = addMonths(on, 12);
  if (recognised <= '2023-09-20') plan.moves.push({ kind: 'recognition', on: recognised, of: admission });
}

const SEPTEMBER = [plainDate('2023-09-18'), plainDate('2023-09-27')] as const;
const LATE_ENTRY = plainDate('2023-09-28');
const OCTOBER = [plainDate('2023-10-06'), plainDate('2023-10-18')] as const;

function planAdmissionsOf(plan: Plan, grassroots: District['grassroots'][number]): void {
  const { random } = plan;
  const { admitted, restOf2022, ceremonyInOctober, lateEntry, merger } = grassroots.plan;
  const choose = chooser(random, grassroots.cells);
  const cellFor = (day: PlainDate): Cell =>
    choose((cell) => mayEnter(plan, cell, day)) ?? choose((cell) => standsOn(cell, day))!;
  [2021, 2022, 2023].forEach((year, i) => {
    const count = admitted[i]! - (year === 2023 ? ceremonyInOctober : 0);
    for (let n = 0; n < count; n++) {
      // Two of this year's were admitted in the cell that later ended.
      const inEnded = year === 2023 && merger !== undefined && n < 2;
      const last = inEnded ? '05-12' : year === 2023 ? '09-06' : '09-28';
      const decided = workday(random, plainDate(`${year}-01-09`), plainDate(`${year}-${last}`));
      const cell = inEnded ? grassroots.cells[merger.from]! : cellFor(addDays(decided, 20));
      admit(plan, cell, decided, workday(random, addDays(decided, 5), addDays(decided, 20)));
    }
  });
  for (let n = 0; n < restOf2022; n++) {
    const decided = workday(random, plainDate('2022-10-10'), plainDate('2022-12-09'));
    admit(plan, cellFor(decided), decided, workday(random, addDays(decided, 5), addDays(decided, 20)));
  }
  for (let n = 0; n < ceremonyInOctober; n++) {
    const late = lateEntry === true && n === 0;
    const decided = late ? LATE_ENTRY : workday(random, SEPTEMBER[0], SEPTEMBER[1]);
    admit(plan, cellFor(decided), decided, workday(random, OCTOBER[0], OCTOBER[1]), late);
  }
}

/** Turns one recognition of the year into a striking off at the end of probation. */
function refuseOne(plan: Plan, year: number): void {
  const at = plan.moves.findIndex((move) => move.kind === 'recognition' && move.on.startsWith(String(year)));
  const move = plan.moves[at];
  if (move?.kind !== 'recognition') return;
  const on = addDays(move.on, 20);
  plan.moves[at] = { kind: 'not_recognised', on, of: move.of };
  const { to } = move.of;
  leave(plan, to.ends !== null && on >= to.ends ? mergedInto(to) : to, on);
}

/** The cell that took a cell's members over. */
export const mergedInto = (cell: Cell): Cell => cell.grassroots.cells[cell.grassroots.plan.merger!.into]!;

/** Counts a year for every thousand members. */
const RATES = { death: 9, arrival: 11, departure: 12, transfer: 16, exemption: 6 } as const;
const FIXED = { struck_off: 3, resigned: 2 } as const;

function planFlows(plan: Plan, district: District, { from, to, share }: Span): void {
  const { random } = plan;
  const members = district.cells.reduce((sum, cell) => sum + cell.size, 0);
  const anywhere = chooser(random, district.cells);
  const hamlets = chooser(random, district.cells, ['hamlet']);
  const times = (count: number, act: (on: PlainDate) => void) => {
    for (let n = 0; n < Math.round(count * share); n++) act(workday(random, from, to));
  };
  const out = (kind: Departure['kind'], choose: Chooser) => (on: PlainDate) => {
    const cell = choose((each) => mayLeave(plan, each, on));
    if (!cell) return;
    plan.moves.push({ kind, on, from: cell });
    leave(plan, cell, on);
  };
  const perThousand = (rate: number): number => (members * rate) / 1000;
  times(perThousand(RATES.death), (on) => out('death', random.chance(0.94) ? hamlets : anywhere)(on));
  times(perThousand(RATES.departure), out('departure', anywhere));
  times(FIXED.struck_off, out('struck_off', anywhere));
  times(FIXED.resigned, out('resigned', hamlets));
  times(perThousand(RATES.arrival), (on) => {
    const cell = anywhere((each) => mayEnter(plan, each, on));
    if (!cell) return;
    plan.moves.push({ kind: 'arrival', on, to: cell });
    enter(plan, cell, on);
  });
  times(perThousand(RATES.transfer), (on) =>
    planTransfer(plan, on, anywhere, random.chance(0.7) ? hamlets : anywhere),
  );
  times(perThousand(RATES.exemption), (on) => {
    const cell = hamlets((each) => standsOn(each, on));
    if (cell) plan.moves.push({ kind: 'exemption', on, in: cell });
  });
}

function planTransfer(plan: Plan, on: PlainDate, whence: Chooser, whither: Chooser): void {
  const from = whence((cell) => mayLeave(plan, cell, on));
  const to = from && whither((cell) => cell !== from && mayEnter(plan, cell, on));
  if (!from || !to) return;
  plan.moves.push({ kind: 'transfer', on, from, to });
  leave(plan, from, on);
  enter(plan, to, on);
}

/** Days on which the inspection commission expelled members; the decisions refer to them in this order. */
export const EXPULSION_DAYS: readonly PlainDate[] = ['2022-06-14', '2023-04-12', '2023-06-29'].map(plainDate);

/** Everything that happens inside one district, and to and from places outside this installation. */
export function planDistrict(plan: Plan, district: District): Departure[] {
  for (const each of district.grassroots) planAdmissionsOf(plan, each);
  refuseOne(plan, 2022);
  const hamlets = chooser(plan.random, district.cells, ['hamlet']);
  const expulsions = EXPULSION_DAYS.flatMap((on): Departure[] => {
    const from = hamlets((cell) => cell.grassroots.code !== 'que-xuan-1' && mayLeave(plan, cell, on));
    if (!from) return [];
    leave(plan, from, on);
    return [{ kind: 'expelled', on, from }];
  });
  plan.moves.push(...expulsions);
  for (const each of SPANS) planFlows(plan, district, each);
  for (const { cells, plan: own } of district.grassroots) {
    if (!own.merger) continue;
    const { from, into } = own.merger;
    plan.moves.push({ kind: 'merger', on: MERGER_DAY, from: cells[from]!, to: cells[into]! });
  }
  return expulsions;
}

/** Transfers between two districts, `count` a year each way and at least one in nine months. */
export function planCrossing(plan: Plan, one: District, other: District, count: number): void {
  const [a, b] = [chooser(plan.random, one.cells), chooser(plan.random, other.cells)];
  for (const { from, to, share } of SPANS) {
    for (let n = 0; n < Math.round(count * share); n++) {
      planTransfer(plan, workday(plan.random, from, to), a, b);
      if (n === 0) planTransfer(plan, workday(plan.random, from, to), b, a);
    }
  }
}
