/** A district for two simulated years, what happens in it, and a plain account of it to hold the product against. */
import { admission, recognition } from '../src/areas/admission/contract.ts';
import { act, type Verb } from '../src/areas/membership/acts.ts';
import { exemption, membersOfUnits, person } from '../src/areas/membership/contract.ts';
import { reorganise } from '../src/areas/organisation/acts.ts';
import type { Operation } from '../src/areas/organisation/contract.ts';
import { target } from '../src/areas/targets/contract.ts';
import type { Database } from '../src/db/connection.ts';
import { read } from '../src/db/door.ts';
import type { SteppingClock } from '../src/kernel/clock.ts';
import { newId } from '../src/kernel/id.ts';
import { addDays, addMonths, type PlainDate, plainDate } from '../src/kernel/plain-date.ts';
import type { Outcome } from '../src/kernel/refusal.ts';
import { correct, enter, type Office, type Recorded, withdraw } from '../src/records/commands.ts';
import { loadRecord } from '../src/records/store.ts';

/** 31-HD/BTCTW of 23/4/2025: districts end and communes merge on this day. */
export const REORGANISED_ON = plainDate('2025-07-01');
export const FIRST_DAY = plainDate('2024-07-01');
const LAST_DAY = plainDate('2026-06-30');

/** Somebody the account knows: where they are, since when they are probationary, how they were admitted. */
type Someone = {
  id: string;
  cell: string | null;
  probationFrom: PlainDate | null;
  admission: { id: string; on: PlainDate } | null;
  isDead: boolean;
  isExempt: boolean;
};

export type World = {
  office: Office & { clock: SteppingClock };
  owner: Database;
  random: () => number;
  root: string;
  /** Null once it has ended. */
  district: string | null;
  communes: string[];
  /** Cell to commune. */
  cells: Map<string, string>;
  people: Someone[];
  /** Admissions that stand, by their id. */
  admitted: Map<string, PlainDate>;
  /** Commands that were carried out, and those that were refused. */
  done: number;
  refused: number;
  /** The earliest day about which the last event told anything. */
  toldAbout: PlainDate;
};

const WHY = { reason: 'mô phỏng' };

export const today = (world: World): PlainDate => world.office.clock.today();
export const isOver = (world: World): boolean => today(world) > LAST_DAY;
const pick = <T>(world: World, list: readonly T[]): T | undefined =>
  list[Math.floor(world.random() * list.length)];

/** Keeps count of what was done; answers whether it was. */
function tell<T>(world: World, about: PlainDate, outcome: Outcome<T>): boolean {
  if (outcome.ok) world.done += 1;
  else world.refused += 1;
  world.toldAbout = about;
  return outcome.ok;
}

const fresh = (world: World) => newId(world.office.clock);

async function reorganiseOn(world: World, day: PlainDate, operations: Operation[]): Promise<boolean> {
  const decree = { number: `${day}-QĐ/TU`, decided_by: 'Ban Thường vụ', summary: 'Sắp xếp tổ chức' };
  const dates = { decided_on: day, effective_on: day };
  const sent = { id: fresh(world), ...dates, ...decree, unit: world.root, operations, ...WHY };
  return tell(world, day, await reorganise(world.office, sent, membersOfUnits));
}

const verb = (world: World, name: Verb, typed: Record<string, unknown>): Promise<Outcome<Recorded>> =>
  act(world.office, name, { id: fresh(world), document: '1-GT', ...typed });

const found = (id: string, name: string, kind: string, parent: string | null): Operation => ({
  ...{ do: 'found', id, name, code: id, kind, parent },
});

/** A province with one district of four communes, three cells each, four members in every cell. */
export async function foundWorld(
  office: World['office'],
  owner: Database,
  random: () => number,
): Promise<World> {
  const root = newId(office.clock);
  const account = { communes: [], cells: new Map(), people: [], admitted: new Map(), done: 0, refused: 0 };
  const world: World = { office, owner, random, root, district: null, ...account, toldAbout: FIRST_DAY };
  const day = plainDate('2020-06-01');
  world.district = fresh(world);
  const operations = [
    found(root, 'Tỉnh', 'province', null),
    found(world.district, 'Huyện', 'district', root),
  ];
  for (let c = 0; c < 4; c++) {
    const commune = fresh(world);
    world.communes.push(commune);
    operations.push(found(commune, `Xã ${c + 1}`, 'grassroots_committee', world.district));
    for (let i = 0; i < 3; i++) {
      const cell = fresh(world);
      world.cells.set(cell, commune);
      operations.push(found(cell, `Chi bộ ${i + 1}`, 'subordinate_cell', commune));
    }
  }
  if (!(await reorganiseOn(world, day, operations))) throw new Error('the district could not be founded');
  for (const cell of world.cells.keys()) {
    for (let i = 0; i < 4; i++) await arrival(world, cell, 'official', plainDate('2023-01-02'));
  }
  return world;
}

async function newPerson(world: World, unit: string, born: string): Promise<string | undefined> {
  const id = fresh(world);
  const sex = world.random() < 0.5 ? 'male' : 'female';
  const ethnicity = world.random() < 0.2 ? 'Cơ-tu' : 'Kinh';
  const typed = { id, unit, name: `Người ${world.people.length + 1}`, birth_date: born, sex, ethnicity };
  return tell(world, today(world), await enter(world.office, person, typed)) ? id : undefined;
}

const someone = (id: string, cell: string | null): Someone => ({
  ...{ id, cell, probationFrom: null, admission: null, isDead: false, isExempt: false },
});

async function arrival(world: World, cell: string, standing: string, on: PlainDate): Promise<void> {
  const id = await newPerson(world, cell, '1975-03-12');
  if (!id) return;
  const typed = { person: id, cell, by: 'transfer', from: 'nơi khác', standing, on };
  if (tell(world, on, await verb(world, 'arrive', typed))) world.people.push(someone(id, cell));
}

const members = (world: World): Someone[] => world.people.filter(({ cell }) => cell !== null);

/** A body that may decide on this day for the commune of a cell: its committee as a whole (24-QĐ/TW, điểm 4.3.2). */
async function decider(world: World, cell: string): Promise<string> {
  const commune = world.cells.get(cell)!;
  const [body] = await world.owner<{ id: string }[]>`select id from body where unit = ${commune}
    and kind = 'committee' and valid_from <= ${today(world)} and (valid_to is null or valid_to > ${today(world)})`;
  return body!.id;
}

async function admit(world: World): Promise<void> {
  const cell = pick(world, [...world.cells.keys()])!;
  const id = await newPerson(world, cell, '2000-05-19');
  if (!id) return;
  const [own, on] = [fresh(world), today(world)];
  const typed = { id: own, person: id, unit: cell, body: await decider(world, cell), number: `${own}-QĐ` };
  const outcome = await enter(world.office, admission, { ...typed, decided_on: on, ceremony_on: on, ...WHY });
  if (!tell(world, on, outcome)) return;
  world.people.push({ ...someone(id, cell), probationFrom: on, admission: { id: own, on } });
  world.admitted.set(own, on);
}

async function recogniseOne(world: World): Promise<void> {
  const on = today(world);
  const ripe = members(world).filter((one) => one.probationFrom && addMonths(one.probationFrom, 12) <= on);
  const one = pick(world, ripe);
  if (!one) return admit(world);
  const body = await decider(world, one.cell!);
  const typed = { id: fresh(world), person: one.id, unit: one.cell, body, number: '2-QĐ', ...WHY };
  const outcome = await enter(world.office, recognition, { ...typed, decided_on: on, effective_on: on });
  if (tell(world, on, outcome)) one.probationFrom = null;
}

async function transferOne(world: World, isOutside: boolean): Promise<void> {
  const one = pick(world, members(world));
  const cell = pick(world, [...world.cells.keys()])!;
  if (!one) return;
  const on = today(world);
  const outcome = await verb(world, 'transfer', {
    person: one.id,
    on,
    ...(isOutside ? { gone_to: 'Huế' } : { cell }),
  });
  if (tell(world, on, outcome)) one.cell = isOutside ? null : cell;
}

async function leaveOne(world: World): Promise<void> {
  const one = pick(world, members(world));
  const by = pick(world, ['death', 'struck_off', 'resigned', 'expelled'] as const)!;
  if (!one) return;
  const on = today(world);
  if (!tell(world, on, await verb(world, 'leave', { person: one.id, by, on }))) return;
  Object.assign(one, { cell: null, isDead: by === 'death', probationFrom: null });
}

async function comeBack(world: World): Promise<void> {
  const one = pick(
    world,
    world.people.filter(({ cell }) => cell === null),
  );
  const cell = pick(world, [...world.cells.keys()])!;
  if (!one) return;
  const on = today(world);
  const typed = { person: one.id, cell, by: 'restored', standing: 'official', on };
  if (tell(world, on, await verb(world, 'arrive', typed))) Object.assign(one, { cell, probationFrom: null });
}

async function exemptOne(world: World): Promise<void> {
  const one = pick(
    world,
    members(world).filter(({ isExempt }) => !isExempt),
  );
  if (!one) return;
  const on = today(world);
  const typed = { id: fresh(world), person: one.id, valid_from: on, decision_number: '3-NQ', decided_on: on };
  if (tell(world, on, await enter(world.office, exemption, { ...typed, ...WHY }))) one.isExempt = true;
}

/** What a file says is corrected: a fact of every period in which the person was counted. */
async function correctFile(world: World): Promise<void> {
  const one = pick(world, world.people);
  const row = one && (await read(world.office, (tx) => loadRecord(tx, person, one.id)));
  if (!row) return;
  const sex = row.sex === 'male' ? 'female' : 'male';
  const { name, unit, birth_date, ethnicity, known_from: seen } = row;
  const typed = { name, unit, birth_date, ethnicity, sex, seen, ...WHY };
  tell(world, plainDate('2020-01-01'), await correct(world.office, person, one.id, typed));
}

async function takeBackAdmission(world: World): Promise<void> {
  const one = pick(
    world,
    members(world).filter((m) => m.admission && m.probationFrom === m.admission.on),
  );
  if (!one) return;
  const { id, on } = one.admission!;
  if (!tell(world, on, await withdraw(world.office, admission, id, WHY))) return;
  Object.assign(one, { cell: null, probationFrom: null, admission: null });
  world.admitted.delete(id);
}

async function giveTarget(world: World): Promise<void> {
  const [unit, on] = [pick(world, world.communes)!, today(world)];
  const value = String(Math.floor(world.random() * 9));
  const typed = {
    id: fresh(world),
    unit,
    indicator: 'admission',
    year: on.slice(0, 4),
    value,
    given_by: world.root,
  };
  tell(world, on, await enter(world.office, target, { ...typed, decided_on: on, document: 'NQ' }));
}

async function changeCells(world: World): Promise<void> {
  const [one, other] = [pick(world, [...world.cells.keys()])!, pick(world, [...world.cells.keys()])!];
  const [on, kind] = [today(world), Math.floor(world.random() * 3)];
  if (kind === 0 && world.cells.size > 6) {
    if (!(await reorganiseOn(world, on, [{ do: 'merge', units: [one], into: other }]))) return;
    world.cells.delete(one);
    for (const who of members(world)) if (who.cell === one) who.cell = other;
  } else if (kind === 1) {
    const parent = pick(world, world.communes)!;
    if (await reorganiseOn(world, on, [{ do: 'reparent', unit: one, parent }])) world.cells.set(one, parent);
  } else {
    await split(world, one, on);
  }
}

async function split(world: World, cell: string, on: PlainDate): Promise<void> {
  const [id, commune] = [fresh(world), world.cells.get(cell)!];
  const going = members(world).filter((who) => who.cell === cell && world.random() < 0.5);
  const into = [{ unit: cell }, { unit: id, persons: going.map((who) => who.id) }];
  const begun = found(id, 'Chi bộ mới', 'subordinate_cell', commune);
  if (!(await reorganiseOn(world, on, [begun, { do: 'split', unit: cell, into }]))) return;
  world.cells.set(id, commune);
  for (const who of going) who.cell = id;
}

/** The district ends; its communes become two beneath the province, with all that belongs to them. */
export async function endDistrict(world: World): Promise<void> {
  const [a, b] = [fresh(world), fresh(world)];
  const half = Math.ceil(world.communes.length / 2);
  const operations: Operation[] = [
    found(a, 'Xã mới 1', 'grassroots_committee', world.root),
    found(b, 'Xã mới 2', 'grassroots_committee', world.root),
    { do: 'merge', units: world.communes.slice(0, half), into: a },
    { do: 'merge', units: world.communes.slice(half), into: b },
    { do: 'dissolve', unit: world.district!, successor: world.root },
  ];
  const first = new Set(world.communes.slice(0, half));
  if (!(await reorganiseOn(world, REORGANISED_ON, operations))) throw new Error('the district did not end');
  for (const [cell, commune] of world.cells) world.cells.set(cell, first.has(commune) ? a : b);
  Object.assign(world, { communes: [a, b], district: null });
}

type Event = (world: World) => Promise<void>;

/** What happens in a year, about as often as it does. */
const EVENTS: readonly [weight: number, event: Event][] = [
  [6, admit],
  [4, recogniseOne],
  [5, (world) => transferOne(world, false)],
  [2, (world) => transferOne(world, true)],
  [
    3,
    (world) => arrival(world, pick(world, [...world.cells.keys()])!, 'official', addDays(today(world), -3)),
  ],
  [2, leaveOne],
  [1, comeBack],
  [1, exemptOne],
  [2, correctFile],
  [1, takeBackAdmission],
  [1, giveTarget],
  [2, changeCells],
];

/** Days go by and something happens. */
export async function happen(world: World, days: number): Promise<void> {
  const before = today(world);
  world.office.clock.step(days * 24 * 3600);
  if (before < REORGANISED_ON && today(world) >= REORGANISED_ON) return endDistrict(world);
  const total = EVENTS.reduce((sum, [weight]) => sum + weight, 0);
  let at = world.random() * total;
  const [, event] = EVENTS.find(([weight]) => {
    at -= weight;
    return at < 0;
  })!;
  await event(world);
}
