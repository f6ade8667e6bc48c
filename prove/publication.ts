/**
 * Random worlds, each published, each attacked: whoever knows every definition and every printed number works out no
 * count below five. The attacker reasons over kinds of records, not over the sums the product itself knows of.
 */
import { figures } from '../src/catalogue.ts';
import type { Figure } from '../src/figures/define.ts';
import { fits } from '../src/figures/recount.ts';
import { type PlainDate, plainDate } from '../src/kernel/plain-date.ts';
import { loadRegulations } from '../src/regulations/reader.ts';
import { CHILD_KEYS } from '../src/reports/annex-tables.ts';
import type { ReportNumbers } from '../src/reports/annexes.ts';
import { boundsOf, type Relation } from '../src/reports/bounds.ts';
import { layOut } from '../src/reports/evaluate.ts';
import {
  type EvaluatedReport,
  type Fragment,
  REPORT_KINDS,
  type ReportKind,
  type Section,
} from '../src/reports/evaluated.ts';
import { printedKeys } from '../src/reports/printed.ts';
import { LEFT_OUT, publicationOf } from '../src/reports/publication.ts';
import { periodOf } from '../src/reports/request.ts';
import { cellsOf, isSmall } from '../src/reports/small-counts.ts';
import type { UnitOnDay } from '../src/reports/store.ts';
import type { Found, Proof } from './proof.ts';

/** Rows made up besides those of the world, so that the attacker thinks of kinds that did not occur. */
const KINDS_TRIED = 600;

const WORLDS = { short: 20, full: 500 };
const UNITS = ['a', 'b', 'c', 'd'];
const desk = { figures, regulations: loadRegulations() };

/** The same numbers for the same seed, on any machine (mulberry32). */
function randomOf(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4294967296) * below);
  };
}

/** Rows of members are counted by one source and broken down by another: here they are one crowd. */
const crowdOf = ({ source, key }: Figure): string => (key === 'mem.total' ? 'breakdown' : source);
const crowdsOf = (kind: ReportKind) =>
  Map.groupBy(
    printedKeys(figures, kind)
      .map((key) => figures.figures.get(key)!)
      .filter(({ key }) => key !== 'mem.opening'),
    crowdOf,
  );

type Row = Record<string, unknown>;

/** Values a dimension takes in the conditions of figures, and one that no figure asks for. */
function dimensionsOf(of: readonly Figure[]): Map<string, { values: unknown[]; list: boolean }> {
  const found = new Map<string, { values: unknown[]; list: boolean }>();
  for (const { where = {} } of of) {
    for (const [name, match] of Object.entries(where)) {
      const list = typeof match === 'object' && match !== null && 'has' in match;
      const values = list
        ? (match as { has: readonly string[] }).has
        : Array.isArray(match)
          ? match
          : [match];
      const known = found.get(name) ?? { values: [], list };
      known.values.push(...values);
      found.set(name, known);
    }
  }
  return found;
}

function rowOf(of: readonly Figure[], random: (below: number) => number): Row {
  const row: Row = { unit: UNITS[random(UNITS.length)] };
  for (const [name, { values, list }] of dimensionsOf(of)) {
    const picked = () => (random(4) === 0 ? 'khác' : values[random(values.length)]);
    row[name] = list ? [picked(), picked()] : picked();
  }
  return row;
}

/** The cells a row counts in. */
const countedIn = (of: readonly Figure[], row: Row): string[] =>
  of
    .filter(({ where }) => fits(row as never, where))
    .flatMap(({ key }) => (CHILD_KEYS.includes(key) ? [key, `${key}@${row.unit}`] : [key]));

type World = { report: EvaluatedReport; kinds: Map<string, string[][]> };

function worldOf(seed: number, report: ReportKind): World {
  const random = randomOf(seed);
  const counts = new Map<string, number>();
  const kinds = new Map<string, string[][]>();
  const add = (id: string, n = 1) => counts.set(id, (counts.get(id) ?? 0) + n);
  for (const [crowd, of] of crowdsOf(report)) {
    const size = random(3) === 0 ? random(8) : random(60);
    const known = new Map<string, string[]>();
    for (let i = 0; i < size + KINDS_TRIED; i++) {
      const ids = countedIn(of, rowOf(of, random));
      known.set(ids.join(), ids);
      if (i < size) for (const id of ids) add(id);
    }
    kinds.set(crowd, [...known.values()]);
  }
  const value = (key: string) => counts.get(key) ?? 0;
  // Enough members at the end that the beginning is no less than nil.
  const short = value('mem.in.total') - value('mem.out.total') - value('mem.total');
  if (short > 0) add('mem.out.total', 0);
  add('mem.opening', value('mem.total') - value('mem.in.total') + value('mem.out.total'));
  if (value('mem.opening') < 0) return worldOf(seed + 1_000_003, report);
  const children = UNITS.map((code) => ({
    id: code,
    code,
    name: `Đơn vị ${code}`,
    value: (key: string) => value(`${key}@${code}`),
  }));
  const before = new Map(printedKeys(figures, report).map((key) => [key, random(12)]));
  const numbers: ReportNumbers = {
    value,
    before: (key) => before.get(key) ?? 0,
    existedBefore: true,
    children: children as unknown as ReportNumbers['children'],
  };
  const unit = {
    id: 'x',
    code: 'x',
    name: 'Đảng bộ',
    kind: 'district',
    parent: null,
  } as unknown as UnitOnDay;
  const asked = {
    kind: report,
    unit: 'x',
    year: 2023,
    asOf: null,
    knownAt: null,
    tree: 'then',
    today: plainDate('2024-01-01'),
  } as const;
  const period = periodOf(2023, null as PlainDate | null);
  return { report: layOut(desk, asked, 'vi', period, unit, undefined, numbers), kinds };
}

const fragmentsOf = (report: EvaluatedReport): Fragment[] => {
  const inside = (section: Section): Fragment[] => [
    ...section.sentences.flatMap(({ fragments }) => fragments),
    ...section.sections.flatMap(inside),
  ];
  return [
    ...report.sections.flatMap(inside),
    ...report.annexes.flatMap(({ rows }) => rows.flatMap(({ cells }) => cells)),
  ];
};

/** Every number a reader finds in the publication, by cell; ratios as what they are made of. */
function printedIn(whole: EvaluatedReport, report: EvaluatedReport): Set<string> {
  const published = fragmentsOf(report);
  const ids = [
    ...fragmentsOf(whole).flatMap(({ figure }, i) =>
      figure && published[i]!.text !== LEFT_OUT ? figure : [],
    ),
    ...Object.keys(report.figures),
    ...Object.keys(report.ratios),
    ...Object.keys(report.before ?? {}).map((key) => `${key}@-1`),
    ...report.units.flatMap(({ code, values }) => Object.keys(values).map((key) => `${key}@${code}`)),
  ];
  return new Set(
    ids.flatMap((id) => {
      const [key, at] = id.split('@');
      const ratio = figures.ratios.get(key!);
      const keys = ratio ? [ratio.part, ratio.whole] : [key!];
      return keys.map((one) => (at === undefined ? one : `${one}@${at}`));
    }),
  );
}

/** Differences against the year before that a reader could add to the one number left in their row. */
const looseDifferences = (report: EvaluatedReport): number =>
  report.annexes
    .filter(({ id }) => id === 'comparison')
    .flatMap(({ rows }) => rows)
    .filter(
      ({ cells }) =>
        cells.slice(1, 3).some(({ text }) => text === '*') &&
        cells.slice(3).some(({ text }) => /\d/.test(text)),
    ).length;

/** Small cells with one possible value only, for somebody who knows every definition and what is printed. */
function solvedIn({ report, kinds }: World, published: EvaluatedReport): string[] {
  const cells = cellsOf(figures, report);
  const printed = printedIn(report, published);
  const small = [...cells.values()].filter(isSmall).map(({ id }) => id);
  const relations: Relation[] = [];
  for (const [crowd, all] of kinds) {
    for (const id of new Set(all.flat())) {
      // Kinds of records are counted from 1 on: as many are taken off again as there are kinds.
      const with_ = all.flatMap((ids, i) => (ids.includes(id) ? [`${crowd} ${i}`] : []));
      const terms = new Map(with_.map((name) => [name, -1]));
      if (!cells.has(id)) continue;
      if (!printed.has(id)) terms.set(id, 1);
      relations.push({
        terms,
        known: with_.length + (printed.has(id) ? cells.get(id)!.value : 0),
        atLeast: false,
      });
    }
  }
  relations.push(...balance(cells, printed));
  const bounds = boundsOf(relations, new Set(small));
  return small.filter((id) => {
    const found = bounds.get(id);
    return printed.has(id) || (found !== undefined && found.least >= found.most);
  });
}

/** Members at the beginning, those who came and went, members at the end; a report without them has no such sum. */
function balance(cells: ReturnType<typeof cellsOf>, printed: ReadonlySet<string>): Relation[] {
  if (!cells.has('mem.opening')) return [];
  const terms = new Map<string, number>();
  let known = 0;
  for (const [id, sign] of [
    ['mem.opening', 1],
    ['mem.in.total', 1],
    ['mem.out.total', -1],
    ['mem.total', -1],
  ] as const) {
    if (printed.has(id)) known += sign * cells.get(id)!.value;
    else terms.set(id, sign);
  }
  return [{ terms, known, atLeast: false }];
}

type Attacked = { small: number; leftOut: number; printed: number; solved: string[] };

/** Random reports of one kind, each published and attacked. */
function attack(kind: ReportKind, worlds: number, tell: (text: string) => void): Attacked {
  const sum: Attacked = { small: 0, leftOut: 0, printed: 0, solved: [] };
  for (let seed = 1; seed <= worlds; seed++) {
    const world = worldOf(seed, kind);
    const made = publicationOf(figures, world.report);
    sum.small += made.affected.filter((one) => one.isSmall).length;
    sum.leftOut += made.affected.length;
    sum.printed += Object.keys(made.report.figures).length;
    const found = solvedIn(world, made.report);
    if (looseDifferences(made.report) > 0) found.push('a difference against the year before');
    sum.solved.push(...found.map((id) => `${kind} ${seed}: ${id}`));
    if (seed % 50 === 0) tell(`${kind}: ${seed} worlds, ${sum.solved.length} solved`);
  }
  return sum;
}

/** Every report that is published. */
const REPORTS = Object.keys(REPORT_KINDS) as ReportKind[];

export const publication: Proof = {
  name: 'publication',
  claim: 'No count below five can be worked out from a report made for publication, whichever report it is',
  wanted: '500 random worlds of each report, 0 small counts solved',
  async run(size, tell): Promise<Found> {
    const found = REPORTS.map((kind) => ({ kind, ...attack(kind, WORLDS[size], tell) }));
    const solved = found.flatMap((one) => one.solved);
    const told = found.map(
      ({ kind, small, leftOut, printed }) =>
        `${kind}: ${small} small counts, ${leftOut} numbers left out, ${printed} figures still printed`,
    );
    return {
      ok: solved.length === 0 && found.every(({ small, printed }) => small > 0 && printed > 0),
      figure: `${WORLDS[size]} worlds each; ${told.join('; ')}; ${solved.length} solved${solved.length > 0 ? `: ${solved.slice(0, 40).join('; ')}` : ''}`,
    };
  },
};
