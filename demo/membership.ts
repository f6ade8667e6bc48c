/** Carries the planned moves out, day by day: persons, stays, standing, exemptions, admissions, recognitions. */
import { addDays, dateOf, type PlainDate, plainDate } from '../src/kernel/plain-date.ts';
import { type Moment, moment, OPENING, OPENING_DAY, recorded, workdayFrom } from './days.ts';
import type { Ledger, Stored } from './exchange.ts';
import {
  type Admission,
  type Arrival,
  type Departure,
  type Exemption,
  type Move,
  mergedInto,
  type NotRecognised,
  openingSize,
  type Plan,
  type Recognition,
  type Transfer,
} from './moves.ts';
import type { Numbering } from './numbering.ts';
import { inventCandidate, inventMember, type Member } from './people.ts';
import { type Random, type Weighted, weighted } from './random.ts';
import type { Cell } from './structure.ts';

export type World = {
  ledger: Ledger;
  random: Random;
  numbering: Numbering;
  /** Who is in a cell at the moment the story has reached. */
  roster: Map<Cell, Member[]>;
};

const rosterOf = (world: World, cell: Cell): Member[] => {
  const found = world.roster.get(cell) ?? [];
  world.roster.set(cell, found);
  return found;
};

/** The stay of a member that covers a day. */
export const stayOn = (member: Member, day: PlainDate): Stored<'stay'> | undefined =>
  member.stays.find((stay) => stay.valid_from <= day && (!stay.valid_to || day < stay.valid_to));

/** Members of a cell on a day. */
export const membersOn = (cell: Cell, day: PlainDate): Member[] =>
  cell.ever.filter((member) => stayOn(member, day)?.unit === cell.unit);

type Came = Pick<Stored<'stay'>, 'came_by'> & Partial<Stored<'stay'>>;

function settle(world: World, member: Member, cell: Cell, from: PlainDate, came: Came, at: Moment): void {
  const stay = world.ledger.add(
    'stay',
    { person: member.person.id, unit: cell.unit, valid_from: from, ...came },
    at,
  );
  member.stays.push(stay);
  member.cell = cell;
  member.person.unit = cell.unit;
  rosterOf(world, cell).push(member);
  if (!cell.ever.includes(member)) cell.ever.push(member);
}

type Left = Required<Pick<Stored<'stay'>, 'left_by'>> & Partial<Stored<'stay'>>;

function unsettle(world: World, member: Member, to: PlainDate, left: Left, at: Moment): void {
  const roster = rosterOf(world, member.cell);
  roster.splice(roster.indexOf(member), 1);
  world.ledger.amend('stay', member.stays.at(-1)!, { valid_to: to, ...left }, at);
}

function endFile(world: World, member: Member, on: PlainDate, at: Moment): void {
  member.gone = true;
  world.ledger.amend('standing', member.standing, { valid_to: on }, at);
  if (member.exemption) world.ledger.amend('exemption', member.exemption, { valid_to: on }, at);
}

/** The day an old member became official: between the ages of 20 and 36, before the records open. */
function officialSince(random: Random, born: number, lastYear: number): PlainDate {
  const year = Math.min(born + random.between(20, 36), lastYear);
  return addDays(dateOf(year, 1, 1), random.below(360));
}

function veteran(world: World, cell: Cell, year: number, at: Moment): Member {
  const { person, born } = inventMember(world.ledger, world.random, cell, year, at);
  const official = officialSince(world.random, born, year - 2);
  const standing = world.ledger.add(
    'standing',
    { person: person.id, kind: 'official', valid_from: official },
    at,
  );
  return { person, born, cell, stays: [], standing, exemption: null, official, gone: false };
}

const EXEMPT_AGE = 74;

function exempt(world: World, member: Member, on: PlainDate, at: Moment): void {
  const cell = member.cell.code;
  member.exemption = world.ledger.add(
    'exemption',
    {
      person: member.person.id,
      valid_from: on,
      decision_number: `${world.numbering.next(cell, 'QĐ/CB', on, 0.1)}`,
      decided_on: on,
      grounds: 'Tuổi cao, sức khỏe yếu, có đơn đề nghị',
    },
    at,
  );
}

/** The members every cell has when the records open. */
export function openRecords(world: World, plan: Plan, cells: readonly Cell[]): void {
  const { random } = world;
  for (const cell of cells) {
    for (let n = openingSize(plan, cell); n > 0; n--) {
      const member = veteran(world, cell, 2021, OPENING);
      settle(world, member, cell, OPENING_DAY, { came_by: 'opening' }, OPENING);
      if (2021 - member.born >= EXEMPT_AGE && random.chance(0.5)) {
        exempt(
          world,
          member,
          workdayFrom(dateOf(random.between(2014, 2020), 3, random.between(1, 28))),
          OPENING,
        );
      }
    }
  }
}

const SOURCES: Weighted<readonly string[]> = weighted([
  [['youth_union', 'rural'], 26],
  [['hamlet_head', 'rural'], 12],
  [['rural'], 10],
  [['state_agency'], 8],
  [['school', 'youth_union'], 14],
  [['youth_union'], 10],
  [['militia', 'youth_union'], 10],
  [['militia', 'rural'], 4],
  [['non_state_enterprise'], 3],
  [['other'], 3],
]);

function sourcesOf(world: World, cell: Cell, member: Member): readonly string[] {
  if (member.person.occupation === 'pupil') return ['pupil_student', 'youth_union'];
  if (member.person.occupation === 'student') return ['pupil_student', 'youth_union'];
  if (cell.setting === 'police' || cell.setting === 'army') {
    return cell.grassroots.plan.sector === 'commune' ? ['militia', 'youth_union'] : ['armed_forces'];
  }
  if (cell.setting === 'school') return ['school', 'youth_union'];
  if (cell.setting === 'health' || cell.setting === 'public_service') return ['state_agency', 'youth_union'];
  if (cell.setting === 'district_office' || cell.setting === 'commune_office') return ['state_agency'];
  if (cell.setting === 'enterprise') {
    return cell.grassroots.plan.sector === 'state_enterprise' ? ['enterprise'] : ['non_state_enterprise'];
  }
  return world.random.draw(SOURCES);
}

const LATE_ENTRY = moment(plainDate('2023-10-12'), 9 * 3600 + 1845);

function carryAdmission(world: World, move: Admission): void {
  const { ledger, random, numbering } = world;
  const { to: cell, decided, on, late } = move;
  const { district } = cell.grassroots;
  const known = late ? LATE_ENTRY : recorded(random, decided);
  const held = late ? LATE_ENTRY : recorded(random, on);
  const { person, born } = inventCandidate(ledger, random, cell, Number(decided.slice(0, 4)), known);
  const officials = rosterOf(world, cell).filter((each) => each.official && !each.exemption);
  const [helper, second] = random.sample(officials, random.chance(0.4) ? 2 : 1);
  const number = numbering.next(district.code, 'QĐ/HU', decided);
  const member: Member = {
    person,
    born,
    cell,
    stays: [],
    standing: undefined as never,
    exemption: null,
    official: null,
    gone: false,
  };
  const admission = ledger.add(
    'admission',
    {
      person: person.id,
      unit: cell.unit,
      body: district.bodies.standing_committee!,
      number,
      decided_on: decided,
      ceremony_on: null,
      sources: sourcesOf(world, cell, member),
      helper: helper?.person.id ?? null,
      second_helper: second?.person.id ?? null,
      is_readmission: false,
    },
    known,
  );
  ledger.amend('admission', admission, { ceremony_on: on }, held);
  const row = { person: person.id, kind: 'probationary', valid_from: on, document: number };
  member.standing = ledger.add('standing', row, held);
  settle(world, member, cell, on, { came_by: 'admission' }, held);
  move.member = member;
}

function carryRecognition(world: World, { of, on }: Recognition): void {
  const { ledger, random, numbering } = world;
  const member = of.member!;
  const { district } = member.cell.grassroots;
  const decided = workdayFrom(addDays(on, random.between(3, 12)));
  const at = recorded(random, decided);
  const number = numbering.next(district.code, 'QĐ/HU', decided);
  const body = district.bodies.standing_committee!;
  const person = member.person.id;
  const row = { person, unit: member.cell.unit, body, number, decided_on: decided, effective_on: on };
  ledger.add('recognition', row, at);
  ledger.amend('standing', member.standing, { valid_to: on }, at);
  member.standing = ledger.add(
    'standing',
    { person, kind: 'official', valid_from: on, document: number },
    at,
  );
  member.official = on;
}

function carryRefusal(world: World, { of, on }: NotRecognised): void {
  const member = of.member!;
  const at = recorded(world.random, on);
  const document = world.numbering.next(member.cell.grassroots.district.code, 'QĐ/HU', on);
  unsettle(world, member, on, { left_by: 'struck_off', departure_document: document }, at);
  endFile(world, member, on, at);
}

const AWAY: Weighted<string> = weighted([
  ['Đảng bộ thành phố Tam Kỳ, tỉnh Quảng Nam', 20],
  ['Đảng bộ huyện Duy Xuyên, tỉnh Quảng Nam', 14],
  ['Đảng bộ huyện Nông Sơn, tỉnh Quảng Nam', 10],
  ['Đảng bộ huyện Hiệp Đức, tỉnh Quảng Nam', 8],
  ['Đảng bộ quận Hải Châu, thành phố Đà Nẵng', 14],
  ['Đảng bộ quận Cẩm Lệ, thành phố Đà Nẵng', 10],
  ['Đảng bộ Quận 12, Thành phố Hồ Chí Minh', 9],
  ['Đảng bộ huyện Bình Sơn, tỉnh Quảng Ngãi', 5],
  ['Đảng bộ Khối các cơ quan tỉnh Quảng Nam', 10],
]);

/** Which boundary lies between the district and a place outside: it stands in the name of the place. */
export const acrossOf = (place: string): 'district' | 'province' =>
  place.endsWith('tỉnh Quảng Nam') ? 'district' : 'province';

function carryArrival(world: World, move: Arrival): void {
  const { to: cell, on } = move;
  const { random, numbering } = world;
  const at = recorded(random, on);
  const member = veteran(world, cell, Number(on.slice(0, 4)), at);
  const document = numbering.next('elsewhere', 'GGT/TU', on, 6);
  const from = random.draw(AWAY);
  const came = { came_by: 'transfer', came_from: from, arrival_document: document };
  settle(world, member, cell, on, { ...came, came_across: acrossOf(from) }, at);
  move.member = member;
}

/** The best of a few who may go: official, not already gone. Null when nobody may. */
function choose(world: World, cell: Cell, on: PlainDate, score: (member: Member) => number): Member | null {
  const settled = ({ came_by, valid_from }: Stored<'stay'>): boolean =>
    came_by === 'opening' || valid_from < addDays(on, -30);
  const may = rosterOf(world, cell).filter(
    (member) => member.official && member.official < on && settled(member.stays.at(-1)!),
  );
  const few = world.random.sample(may, 6);
  return few.reduce<Member | null>((best, each) => (!best || score(each) > score(best) ? each : best), null);
}

const oldest = (member: Member): number => -member.born;
const youngest = (member: Member): number => member.born - (member.exemption ? 100 : 0);
const middleAged = (member: Member): number => -Math.abs(member.born - 1977);

const fullName = (cell: Cell): string =>
  cell.unit === cell.grassroots.unit ? cell.name : `${cell.name}, ${cell.grassroots.name}`;

function carryTransfer(world: World, move: Transfer): void {
  const { from, to, on } = move;
  const { random, numbering } = world;
  const member = choose(world, from, on, youngest);
  if (!member) throw new Error(`nobody to transfer from ${from.code} on ${on}`);
  const at = recorded(random, on);
  move.member = member;
  const inner = from.grassroots === to.grassroots;
  const { code } = inner ? from.grassroots : from.grassroots.district;
  const document = numbering.next(code, inner ? 'GGT/ĐU' : 'GGT/HU', on, inner ? 0.2 : 1);
  unsettle(
    world,
    member,
    on,
    { left_by: 'transfer', gone_to: fullName(to), departure_document: document },
    at,
  );
  settle(
    world,
    member,
    to,
    on,
    { came_by: 'transfer', came_from: fullName(from), arrival_document: document },
    at,
  );
}

function carryDeparture(world: World, move: Departure): void {
  const { random, numbering } = world;
  const { kind, from, on } = move;
  const score = kind === 'death' ? oldest : kind === 'departure' ? youngest : middleAged;
  const member = choose(world, from, on, score);
  if (!member) throw new Error(`nobody for ${kind} from ${from.code} on ${on}`);
  const at = recorded(random, on);
  const office = from.grassroots.district.code;
  move.member = member;
  if (kind === 'departure') {
    const document = numbering.next(office, 'GGT/HU', on, 1);
    const place = random.draw(AWAY);
    const left = { left_by: 'transfer', gone_to: place, departure_document: document };
    unsettle(world, member, on, { ...left, gone_across: acrossOf(place) }, at);
    member.gone = true;
    return;
  }
  const decision = kind === 'death' || kind === 'expelled' ? null : numbering.next(office, 'QĐ/HU', on);
  unsettle(world, member, on, { left_by: kind, departure_document: decision }, at);
  endFile(world, member, on, at);
}

function carryExemption(world: World, { in: cell, on }: Exemption): void {
  const member = choose(world, cell, on, (each) => (each.exemption ? -3000 : 0) - each.born);
  if (!member || member.exemption || Number(on.slice(0, 4)) - member.born < 65) return;
  exempt(world, member, on, recorded(world.random, on));
}

function carryMerger(world: World, from: Cell, on: PlainDate): void {
  const at = recorded(world.random, on);
  const into = mergedInto(from);
  for (const member of [...rosterOf(world, from)]) {
    unsettle(world, member, on, { left_by: 'rehoming', gone_to: into.name }, at);
    settle(world, member, into, on, { came_by: 'rehoming', came_from: from.name }, at);
  }
}

function carry(world: World, move: Move): void {
  if (move.kind === 'admission') carryAdmission(world, move);
  else if (move.kind === 'recognition') carryRecognition(world, move);
  else if (move.kind === 'not_recognised') carryRefusal(world, move);
  else if (move.kind === 'arrival') carryArrival(world, move);
  else if (move.kind === 'transfer') carryTransfer(world, move);
  else if (move.kind === 'merger') carryMerger(world, move.from, move.on);
  else if (move.kind === 'exemption') carryExemption(world, move);
  else carryDeparture(world, move);
}

/** Carries all moves out in the order of their days; a merger comes first on its day. */
export function carryOut(world: World, plan: Plan): void {
  const order = (move: Move): string => `${move.on}${move.kind === 'merger' ? '0' : '1'}`;
  const moves = plan.moves.map((move, i) => ({ move, key: order(move), i }));
  moves.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.i - b.i));
  for (const { move } of moves) carry(world, move);
}
