/** The commune of the second demonstration: its units under both names, its forty members, who holds which post. */
import { addDays, dateOf, type PlainDate, plainDate } from '../src/kernel/plain-date.ts';
import { type Moment, moment } from './days.ts';
import type { Ledger } from './exchange.ts';
import { inventMember } from './people.ts';
import type { Random } from './random.ts';
import type { Cell, Setting } from './structure.ts';

export const COMMUNE = 'xuan-phu';

const FOUNDED = plainDate('2025-07-01');
/** 208-QĐ/TW: the commune is a grassroots organisation, its cells are cells. */
const RENAMED = plainDate('2026-07-26');
const OPENED: Moment = moment(plainDate('2025-07-02'), 8 * 3600);

/** What happened on a day was entered on the next at nine. */
const entered = (day: string): Moment => moment(addDays(plainDate(day), 1), 9 * 3600);

type Body = 'committee' | 'standing_committee' | 'inspection_commission' | 'cell';
type Unit = { unit: string; kinds: readonly [string, string]; bodies: Partial<Record<Body, string>> };
export type OwnCell = Unit & { cell: Cell; members: string[] };
export type Commune = Unit & { cells: OwnCell[] };
export type World = { ledger: Ledger; random: Random };

type UnitPlan = {
  code: string;
  name: string;
  parent: string | null;
  kinds: readonly [string, string];
  bodies: readonly Body[];
};

/** A unit with its two periods where its kind changed its name, and its bodies. */
function found({ ledger }: World, plan: UnitPlan): Unit {
  const { code, name, parent } = plan;
  const [first, second] = plan.kinds;
  const unit = ledger.newId(OPENED);
  const common = { unit, parent, name, code, sector: code === COMMUNE ? 'commune' : null };
  const isSame = first === second;
  ledger.add(
    'unit_period',
    { ...common, valid_from: FOUNDED, valid_to: isSame ? null : RENAMED, kind: first },
    OPENED,
  );
  if (!isSame)
    ledger.add('unit_period', { ...common, valid_from: RENAMED, kind: second }, entered('2026-07-26'));
  const bodies = plan.bodies.map((kind) => [
    kind,
    ledger.add('body', { unit, kind, valid_from: FOUNDED }, OPENED).id,
  ]);
  return { unit, kinds: plan.kinds, bodies: Object.fromEntries(bodies) };
}

/** What kind of unit it is on a day. */
export const kindOn = ({ kinds: [first, second] }: Unit, day: PlainDate): string =>
  day < RENAMED ? first : second;

const CELLS: readonly { name: string; setting: Setting; members: number }[] = [
  { name: 'Chi bộ thôn Phù Sa', setting: 'hamlet', members: 12 },
  { name: 'Chi bộ thôn Thạnh Mỹ', setting: 'hamlet', members: 11 },
  { name: 'Chi bộ Cơ quan xã', setting: 'commune_office', members: 9 },
  { name: 'Chi bộ Trường Trung học cơ sở', setting: 'school', members: 8 },
];

const LEADERS: readonly Body[] = ['committee', 'standing_committee', 'inspection_commission'];

export function foundCommune(world: World): Commune {
  const province = found(world, {
    ...{ code: 'da-nang', name: 'Đảng bộ thành phố Đà Nẵng', parent: null, bodies: LEADERS },
    kinds: ['province', 'province'],
  });
  const commune = found(world, {
    ...{ code: COMMUNE, name: 'Đảng bộ xã Xuân Phú', parent: province.unit, bodies: LEADERS },
    kinds: ['upper_grassroots', 'grassroots_committee'],
  });
  const cells = CELLS.map(({ name, setting, members }, i): OwnCell => {
    const code = `${COMMUNE}.${String(i + 1).padStart(2, '0')}`;
    const own = found(world, {
      ...{ code, name, parent: commune.unit, bodies: ['cell'] },
      kinds: ['grassroots_cell', 'cell'],
    });
    const grassroots = { name: 'Đảng bộ xã Xuân Phú', district: { place: 'Quế Sơn' } } as Cell['grassroots'];
    grassroots.district.grassroots = [grassroots];
    const cell = { unit: own.unit, code, name, setting, grassroots } as Cell;
    return { ...own, cell, members: settle(world, cell, members) };
  });
  return { ...commune, cells };
}

/** Members present when the records opened, official since some years. */
function settle({ ledger, random }: World, cell: Cell, count: number): string[] {
  return Array.from({ length: count }, () => {
    const { person, born } = inventMember(ledger, random, cell, 2025, OPENED);
    const official = dateOf(Math.min(2023, born + random.between(24, 40)), random.between(1, 12), 15);
    ledger.add(
      'stay',
      { person: person.id, unit: cell.unit, valid_from: FOUNDED, came_by: 'opening' },
      OPENED,
    );
    ledger.add('standing', { person: person.id, kind: 'official', valid_from: official }, OPENED);
    return person.id;
  });
}

/** The committee of five, its standing committee, the commission of five; a secretary in every cell. */
export function appoint({ ledger }: World, { bodies, cells }: Commune): void {
  const post = (body: string, person: string, name: string) =>
    ledger.add(
      'party_post',
      {
        ...{ body, person, post: name, valid_from: FOUNDED },
        ...{ came_by: 'appointment', decision: '01-QĐ/TU' },
      },
      OPENED,
    );
  const office = cells[2]!.members;
  post(bodies.committee!, office[0]!, 'secretary');
  post(bodies.committee!, office[1]!, 'deputy_secretary');
  for (const person of [office[2]!, cells[0]!.members[0]!, cells[3]!.members[0]!])
    post(bodies.committee!, person, 'member');
  for (const person of office.slice(0, 3)) post(bodies.standing_committee!, person, 'member');
  post(bodies.inspection_commission!, office[2]!, 'chair');
  for (const person of [office[4]!, office[5]!, cells[1]!.members[2]!, cells[3]!.members[1]!])
    post(bodies.inspection_commission!, person, 'member');
  for (const { bodies: own, members } of cells) post(own.cell!, members[1]!, 'secretary');
}
