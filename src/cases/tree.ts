/** The unit of a case and the units beneath it, as many of each kind as its figures ask for. */
import { CELL_KINDS, UNIT_KINDS } from '../areas/organisation/contract.ts';
import type { PlainDate } from '../kernel/plain-date.ts';
import { fitRows, type Group, type Piece, type Row, type Space, type Unmet } from './fit.ts';
import { KINDS_DOWN, standsAbove } from './levels.ts';
import type { Sheet } from './sheet.ts';
import { REVIEWS } from './spaces.ts';

export type Tree = {
  top: string;
  kind: string;
  /** A unit for the nth member of a unit named in the keys, or of the others: a cell where there is one. */
  home(at: string, nth: number): string;
  /** The unit itself, one beneath it, or the first one of a kind. */
  named(at: string): string;
  ofKind(kind: string): string;
  beneath(): string;
  /** So many different units to be inspected or commended. */
  subjects(nth: number): string;
  /** A unit of another tree. */
  outside(): string;
  body(unit: string, kind: string): string;
  /** Units that were reviewed, with their grade. */
  reviewed: { unit: string; review: string }[];
  unmet: Unmet[];
};

export type TreeOrder = {
  name: string;
  kind: string;
  /** Kinds that are grassroots organisations, and cells, by the rules of the day. */
  grassroots: readonly string[];
  cells: readonly string[];
  pieces: readonly Piece[];
  /** Units that the keys name. */
  units: readonly string[];
  /** Kinds that somebody beneath must be of. */
  kinds: readonly string[];
  /** Whether anybody is a member, and how many different organisations something happens to. */
  hasMembers: boolean;
  subjects: number;
};

const SECTORS = [
  'unstated',
  'commune',
  'ward',
  'town',
  'party_agency',
  'state_agency',
  'public_service',
].concat([
  'private_service',
  'army',
  'police',
  'state_enterprise',
  'private_enterprise',
  'cooperative',
  'abroad',
  'other',
]);

/** Beneath one parent there is room for so many; a root has less than others. */
const ROOM = 900;
const MOST_CELLS = 4000;

const isCommittee = (kind: string): boolean => !CELL_KINDS.includes(kind);

/** What stands between the unit and grassroots organisations that are not directly beneath it. */
const betweenOf = (kind: string): string =>
  kind === 'national' ? 'province' : kind === 'province' ? 'district' : 'upper_grassroots';

function unitSpace({ kind: top, grassroots, cells }: TreeOrder): Space {
  const isGrassroots = grassroots.includes(top);
  const ends = cells.filter((kind) => !grassroots.includes(kind));
  const kinds = [...new Set([...(isGrassroots ? [] : grassroots), ...ends, ...KINDS_DOWN])].filter(
    (kind) => standsAbove(top, kind) && !(isGrassroots && grassroots.includes(kind)),
  );
  return {
    dimensions: {
      beneath: { values: [true] },
      grassroots: { values: [true, false] },
      kind: { values: kinds },
      sector: { values: SECTORS },
      direct: { values: isGrassroots ? [true, false] : [false, true] },
      review: REVIEWS,
    },
    possible: (row) =>
      (row.grassroots === undefined ||
        row.kind === undefined ||
        row.grassroots === grassroots.includes(row.kind as string)) &&
      !(row.direct === false && row.kind === betweenOf(top)),
    settled: (row) =>
      row.kind === undefined || row.grassroots !== undefined
        ? row
        : { ...row, grassroots: grassroots.includes(row.kind as string) },
  };
}

/** The largest count among the pieces of a sort. */
const largest = (pieces: readonly Piece[], has: (piece: Piece) => boolean): number =>
  Math.max(0, ...pieces.filter(has).map(({ count }) => count));

/** What nobody printed but must be there: someone above grassroots organisations, cells for members. */
function silent(order: TreeOrder): Piece[] {
  const { kind: top, pieces, units, kinds, grassroots, cells } = order;
  if (CELL_KINDS.includes(top)) return [];
  const least = (where: Piece['where'], count: number): Piece => ({ key: '', where, count, least: true });
  const cellsAsked = largest(pieces, ({ where }) => where.grassroots === undefined && where.beneath === true);
  const isAbove = !grassroots.includes(top);
  const ends = cells.filter((kind) => !grassroots.includes(kind));
  const named = isAbove ? (grassroots.find((kind) => CELL_KINDS.includes(kind)) ?? grassroots[0]!) : ends[0]!;
  const isCommitteeNeeded = isAbove && (cellsAsked > 0 || order.hasMembers);
  return [
    ...(isAbove ? between(order) : []),
    ...(isCommitteeNeeded
      ? [
          least(
            { grassroots: true, kind: grassroots[0]!, beneath: true },
            Math.max(1, Math.ceil(cellsAsked / MOST_CELLS)),
          ),
        ]
      : []),
    ...kinds.filter((kind) => kind !== top).map((kind) => least({ kind, beneath: true }, 1)),
    ...(units.length > 0 ? [least({ kind: named, beneath: true }, units.length)] : []),
    ...(order.hasMembers && cellsAsked === 0 ? [least({ kind: ends, beneath: true }, units.length + 1)] : []),
    ...(order.subjects > 0
      ? [least({ kind: [...grassroots, ...ends], beneath: true }, Math.min(order.subjects, ROOM))]
      : []),
  ];
}

/** Where not every grassroots organisation is directly beneath the unit, what stands between is; else they all are. */
function between({ kind: top, pieces }: TreeOrder): Piece[] {
  const organisations = largest(pieces, ({ where }) => where.grassroots === true);
  const direct = pieces.find(({ where }) => where.direct === true)?.count;
  if (direct === undefined && organisations <= ROOM) return [];
  const isSplit = direct === undefined || direct < organisations;
  return isSplit
    ? [
        {
          key: '',
          where: { kind: betweenOf(top), direct: true, beneath: true },
          count: direct ?? Math.ceil(organisations / ROOM),
        },
      ]
    : [{ key: '', where: { grassroots: true, direct: true, beneath: true }, count: organisations }];
}

type Placed = { unit: string; row: Row; children: number };

export function buildTree(sheet: Sheet, order: TreeOrder, since: PlainDate): Tree {
  const { kind, grassroots } = order;
  const isGrassroots = grassroots.includes(kind);
  const seed: Group[] = [
    { count: 1, row: { beneath: false, grassroots: isGrassroots, kind, direct: false } },
  ];
  const { groups, unmet } = fitRows(unitSpace(order), [...order.pieces, ...silent(order)], seed);
  const top = sheet.newId();
  let nth = 0;
  const write = (unit: string, parent: string | null, of: string, sector: unknown, name: string) => {
    const code = nth++ === 0 ? 'case' : `case-${nth}`;
    const known = typeof sector === 'string' && sector !== 'unstated' ? sector : null;
    sheet.add('unit_period', { unit, parent, kind: of, sector: known, name, code, valid_from: since });
  };
  write(top, null, kind, groups.find(({ row }) => row.beneath === false)?.row.sector, order.name);
  const units = groups.flatMap(({ row, count }) =>
    row.beneath === false
      ? []
      : Array.from({ length: count }, () => ({ unit: sheet.newId(), row, children: 0 })),
  );
  const rank = ({ row }: Placed) => KINDS_DOWN.indexOf(row.kind as 'cell');
  hang(
    units.toSorted((a, b) => rank(a) - rank(b)),
    top,
    kind,
    (placed, parent) => {
      const words = UNIT_KINDS[placed.row.kind as keyof typeof UNIT_KINDS];
      write(placed.unit, parent, placed.row.kind as string, placed.row.sector, `${words.vi} ${nth}`);
    },
  );
  const itself = groups.filter(({ row }) => row.beneath === false).map(({ row }) => ({ unit: top, row }));
  const reviewed = [...itself, ...units].flatMap(({ unit, row }) =>
    typeof row.review === 'string' && row.review !== 'none' ? [{ unit, review: row.review }] : [],
  );
  return { ...treeOf(sheet, order, since, top, units, unmet), reviewed };
}

/** Hangs every unit where one of its kind may stand, evenly; parents are written before what is beneath them. */
function hang(
  units: readonly Placed[],
  top: string,
  kind: string,
  write: (placed: Placed, parent: string) => void,
): void {
  const itself: Placed = { unit: top, row: { kind }, children: 0 };
  const above: Placed[] = [];
  for (const placed of units) {
    const own = placed.row.kind as string;
    const nearest = above.filter(
      ({ row }) => standsAbove(row.kind as string, own) && isCommittee(row.kind as string),
    );
    const rank = Math.max(...nearest.map(({ row }) => KINDS_DOWN.indexOf(row.kind as 'cell')));
    const best = nearest.filter(({ row }) => KINDS_DOWN.indexOf(row.kind as 'cell') === rank);
    const parent =
      placed.row.direct === true ? itself : (best.reduce<Placed | undefined>(fewer, undefined) ?? itself);
    parent.children += 1;
    write(placed, parent.unit);
    if (isCommittee(own)) above.push(placed);
  }
}

const fewer = (best: Placed | undefined, one: Placed): Placed =>
  best && best.children <= one.children ? best : one;

function treeOf(
  sheet: Sheet,
  { kind, units: names, grassroots }: TreeOrder,
  since: PlainDate,
  top: string,
  units: readonly Placed[],
  unmet: Unmet[],
): Omit<Tree, 'reviewed'> {
  const isCell = ({ row }: Placed) => CELL_KINDS.includes(row.kind as string);
  const isBase = ({ row }: Placed) => grassroots.includes(row.kind as string);
  const pool = [
    ...units.filter((one) => isCell(one) && isBase(one)),
    ...units.filter(isBase),
    ...units.filter(isCell),
  ];
  const taken = new Set<string>();
  const claimed = new Map<string, string>();
  for (const name of names) {
    const unit = pool.find((one) => !taken.has(one.unit))?.unit ?? top;
    claimed.set(name, unit);
    taken.add(unit);
  }
  const cells = units.filter((one) => isCell(one) && !taken.has(one.unit)).map(({ unit }) => unit);
  const homes = cells.length > 0 ? cells : [units.find(({ unit }) => !taken.has(unit))?.unit ?? top];
  const bodies = new Map<string, string>();
  const stranger = strangers(sheet, since);
  return {
    top,
    kind,
    unmet: unmet.filter(({ key }) => key !== ''),
    home: (at, nth) => claimed.get(at) ?? (isCommittee(kind) ? homes[nth % homes.length]! : top),
    named: (at) => claimed.get(at) ?? top,
    ofKind: (of) => (of === kind ? top : (units.find(({ row }) => row.kind === of)?.unit ?? top)),
    beneath: () => units.find(({ row }) => isCommittee(row.kind as string))?.unit ?? units[0]?.unit ?? top,
    outside: () => stranger(0),
    subjects: (nth) => units[nth]?.unit ?? (nth === units.length ? top : stranger(nth - units.length - 1)),
    body(unit, of) {
      const known = bodies.get(`${unit} ${of}`);
      if (known) return known;
      const id = sheet.add('body', { unit, kind: of, valid_from: since });
      bodies.set(`${unit} ${of}`, id);
      return id;
    },
  };
}

/** Where the figures leave no room for as many organisations, those of another tree. */
function strangers(sheet: Sheet, since: PlainDate): (nth: number) => string {
  const cells: string[] = [];
  let root: string | null = null;
  let hub: string | null = null;
  const add = (parent: string | null, kind: string, code: string): string => {
    const unit = sheet.newId();
    sheet.add('unit_period', {
      unit,
      parent,
      kind,
      name: `Tổ chức đảng khác ${code}`,
      code: `other-${code}`,
      valid_from: since,
    });
    return unit;
  };
  return (nth) => {
    while (cells.length <= nth) {
      root ??= add(null, 'province', 'root');
      if (cells.length % ROOM === 0) hub = add(root, 'district', `hub-${cells.length}`);
      cells.push(add(hub, 'grassroots_cell', String(cells.length)));
    }
    return cells[nth]!;
  };
}
