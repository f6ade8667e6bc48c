/** For tests: an office with a database of its own, in which a district with two communes has been founded. */
import { openWork, type Work } from '../../audit/testing.ts';
import type { When } from '../../figures/define.ts';
import { newId } from '../../kernel/id.ts';
import { addDays, type PlainDate, plainDate } from '../../kernel/plain-date.ts';
import type { Outcome } from '../../kernel/refusal.ts';
import { catalogueOf } from '../../records/catalogue.ts';
import { enter, type Office, type Recorded } from '../../records/commands.ts';
import { loadRegulations } from '../../regulations/reader.ts';
import { admissionArea } from '../admission/area.ts';
import { reorganise } from '../organisation/acts.ts';
import { organisationArea } from '../organisation/area.ts';
import type { Act, Operation } from '../organisation/contract.ts';
import { targetsArea } from '../targets/area.ts';
import { act, type Verb } from './acts.ts';
import { membershipArea } from './area.ts';
import { membersOfUnits } from './contract.ts';

export type TestOffice = Office & { work: Work; newId: () => string };

/** The codes of a refused command, or `[]` where it was done. */
export const codesOf = (outcome: Outcome<unknown>): string[] =>
  outcome.ok ? [] : outcome.refusals.map((r) => r.code);

export async function openOffice(): Promise<TestOffice> {
  const work = await openWork();
  const catalogue = catalogueOf([organisationArea, membershipArea, admissionArea, targetsArea]);
  return { ...work.who, catalogue, regulations: loadRegulations(), work, newId: () => newId(work.who.clock) };
}

/** Carries out an act of reorganisation on a day, decided that day. */
export function change(
  office: TestOffice,
  day: string,
  unit: string,
  operations: Operation[],
  more: Partial<Act> = {},
): Promise<Outcome<Recorded>> {
  const decided = day > office.clock.today() ? office.clock.today() : day;
  const dates = { decided_on: decided, effective_on: day };
  const words = { number: `${day}-QĐ/HU`, decided_by: 'Ban Thường vụ Huyện ủy', summary: 'Sắp xếp tổ chức' };
  return reorganise(
    office,
    { id: office.newId(), ...dates, ...words, unit, operations, ...more },
    membersOfUnits,
  );
}

export const verb = (
  office: TestOffice,
  name: Verb,
  typed: Record<string, unknown>,
): Promise<Outcome<Recorded>> => act(office, name, { id: office.newId(), document: '12-GT', ...typed });

export type District = {
  district: string;
  a: string;
  b: string;
  a1: string;
  a2: string;
  a3: string;
  b1: string;
  b2: string;
};

const UNITS: [name: keyof District, kind: string, parent: keyof District | null][] = [
  ['district', 'district', null],
  ['a', 'grassroots_committee', 'district'],
  ['b', 'grassroots_committee', 'district'],
  ['a1', 'subordinate_cell', 'a'],
  ['a2', 'subordinate_cell', 'a'],
  ['a3', 'subordinate_cell', 'a'],
  ['b1', 'subordinate_cell', 'b'],
  ['b2', 'subordinate_cell', 'b'],
];

/** A district on 1/6/2020 beneath a unit (null: a root); codes are the names after `prefix`. */
export async function foundDistrict(
  office: TestOffice,
  prefix: string,
  above: string | null,
): Promise<District> {
  const ids = Object.fromEntries(UNITS.map(([name]) => [name, office.newId()])) as District;
  const operations = UNITS.map(([name, kind, parent]): Operation => {
    const [id, code] = [ids[name], `${prefix}-${name}`];
    return { do: 'found', id, name: `Đơn vị ${code}`, code, kind, parent: parent ? ids[parent] : above };
  });
  const outcome = await change(office, '2020-06-01', ids.district, operations);
  if (!outcome.ok) throw new Error(codesOf(outcome).join());
  return ids;
}

/** Enters persons and their arrival in a cell as official members. */
export async function settle(
  office: TestOffice,
  cell: string,
  count: number,
  on = '2021-01-04',
): Promise<string[]> {
  const persons: string[] = [];
  for (let i = 0; i < count; i++) {
    const person = await newPerson(office, cell);
    const arrival = { person, cell, by: 'transfer', from: 'nơi khác', standing: 'official', on };
    const outcome = await verb(office, 'arrive', arrival);
    if (!outcome.ok) throw new Error(codesOf(outcome).join());
    persons.push(person);
  }
  return persons;
}

export async function newPerson(office: TestOffice, unit: string): Promise<string> {
  const id = office.newId();
  const typed = {
    id,
    unit,
    name: 'Nguyễn Văn Thử',
    birth_date: '1980-02-29',
    sex: 'male',
    ethnicity: 'Kinh',
  };
  const outcome = await enter(office, office.catalogue.record('person'), typed);
  if (!outcome.ok) throw new Error(codesOf(outcome).join());
  return id;
}

/** Days and rules of a period, for evaluating figures. */
export function whenFor(from: string, to: string): When {
  const [first, last] = [plainDate(from), plainDate(to)] as [PlainDate, PlainDate];
  const rules = {
    review_new_months: 6,
    admission_date: 'decision',
    grassroots_kinds: ['grassroots_committee', 'grassroots_cell'],
    min_official: 3,
  };
  return {
    from: first,
    to: last,
    before: addDays(first, -1),
    asOf: last,
    year: Number(from.slice(0, 4)),
    rules,
  };
}
