/** Persons with their stays and decisions, as the figures of members and admissions ask for them. */
import { addDays, addMonths, type PlainDate, yearOf } from '../kernel/plain-date.ts';
import type { Group, Row } from './fit.ts';
import type { Sheet } from './sheet.ts';
import type { Tree } from './tree.ts';

export type Days = { from: PlainDate; to: PlainDate };

/** Where rows go and of what days they are. */
export type Place = { sheet: Sheet; tree: Tree; days: Days };

/** Persons at hand for what happens to members; asks for one more where there are not as many. */
export type Pool = {
  person(nth: number): string;
  /** A member, or where there are not as many somebody who was one until the period began. */
  belonging(nth: number): string;
  /** Somebody who died as a member before the period began. */
  departed(): string;
};

/** As many persons as anything that happens to a member needs are kept in mind, not everybody. */
const KEPT = 300_000;

const LONG_AGO = -4000;
const PROBATION = -400;

/** The oldest age of each band that is made somebody's, in months. */
const AGES: Readonly<Record<string, number>> = {
  '18_30': 25,
  '31_35': 33,
  '36_40': 38,
  '41_45': 43,
  '46_50': 48,
  '51_55': 53,
  '56_60': 58,
  over_60: 70,
};

const stated = (value: Row[string] | undefined): string | null =>
  typeof value === 'string' && value !== 'unstated' ? value : null;

function writePerson({ sheet, tree, days }: Place, row: Row, nth: number): { person: string; unit: string } {
  const unit = tree.home(String(row.at ?? ''), nth);
  const years = AGES[String(row.age)];
  const person = sheet.add('person', {
    unit,
    name: `Người ${nth + 1}`,
    birth_date: years === undefined ? null : addMonths(days.to, -12 * years - 6),
    sex: stated(row.sex),
    ethnicity: row.ethnic === 'minority' ? 'Tày' : null,
    religion: row.religion === 'religious' ? 'Phật giáo' : null,
    general_education: stated(row.general_education),
    qualification: stated(row.qualification),
    political_theory: stated(row.political_theory),
    youth_union: row.youth_union === true,
  });
  return { person, unit };
}

const reasonFor = (reason: Row[string] | undefined): string =>
  reason === 'reorganised' ? 'rehoming' : String(reason);

function writeMember(place: Place, row: Row, nth: number): string {
  const { sheet, days } = place;
  const { person, unit } = writePerson(place, row, nth);
  const since = row.in === 'none' ? addDays(days.from, LONG_AGO) : days.from;
  const until = row.out === 'none' ? null : days.to;
  sheet.add('stay', {
    person,
    unit,
    valid_from: since,
    valid_to: until,
    came_by: row.in === 'none' ? 'opening' : reasonFor(row.in),
    left_by: until ? reasonFor(row.out) : null,
  });
  writeStanding(place, row, person, since, until);
  if (row.exempt === true) {
    sheet.add('exemption', { person, valid_from: since, decision_number: '1-NQ', decided_on: since });
  }
  if (row.review !== 'none' && row.review !== undefined) {
    sheet.add('member_review', { person, ...reviewOf(place, String(row.review), nth) });
  }
  if (row.admitted === true) writeAdmission(place, row, person, unit);
  if (row.recognised === true) {
    const body = place.tree.body(place.tree.top, 'committee');
    sheet.add('recognition', {
      person,
      unit,
      body,
      number: `${nth + 1}-QĐ`,
      decided_on: days.from,
      effective_on: days.from,
    });
  }
  return person;
}

/** A review of the year of the period, decided on its last day. */
export const reviewOf = ({ tree, days }: Place, review: string, nth: number) => ({
  year: yearOf(days.from),
  grade: review === 'ungraded' ? null : review,
  body: tree.body(tree.top, 'committee'),
  number: `${nth + 1}-QĐ`,
  decided_on: days.to,
});

function writeStanding(
  { sheet, days }: Place,
  row: Row,
  person: string,
  since: PlainDate,
  until: PlainDate | null,
): void {
  const add = (kind: string, valid_from: PlainDate, valid_to: PlainDate | null) =>
    void sheet.add('standing', { person, kind, valid_from, valid_to });
  if (row.recognised === true) {
    add('probationary', addDays(days.from, PROBATION), days.from);
    // Left on the very day: nothing more is known of the standing.
    if (until === null || until > days.from) add('official', days.from, until);
  } else if (row.standing !== 'unstated') add(String(row.standing), since, until);
}

function writeAdmission({ sheet, tree, days }: Place, row: Row, person: string, unit: string): void {
  sheet.add('admission', {
    person,
    unit,
    body: tree.body(tree.top, 'committee'),
    number: '1-QĐ',
    decided_on: days.from,
    sources: (row.sources as string[] | undefined) ?? [],
    is_readmission: row.readmission === true,
  });
}

export function writePeople(place: Place, groups: readonly Group[], mayAdd: boolean): Pool {
  const pool: string[] = [];
  let nth = 0;
  for (const { row, count } of groups) {
    for (let i = 0; i < count; i++, nth++) {
      const person = writeMember(place, row, nth);
      if (row.out === 'none' && pool.length < KEPT) pool.push(person);
    }
  }
  const plain: Row = { in: 'none', out: 'none', standing: 'official' };
  const living = pool.length;
  function departed(): string {
    const { person, unit } = writePerson(place, {}, nth++);
    const [valid_from, valid_to] = [addDays(place.days.from, LONG_AGO), addDays(place.days.from, -1)];
    place.sheet.add('stay', { person, unit, valid_from, valid_to, came_by: 'opening', left_by: 'death' });
    return person;
  }
  return {
    departed,
    belonging(wanted) {
      return mayAdd || wanted < living ? this.person(wanted) : departed();
    },
    person(wanted) {
      while (pool.length <= wanted) {
        // Where the number of members is printed, whoever else something happened to is no member any more.
        pool.push(mayAdd ? writeMember(place, plain, nth++) : writePerson(place, {}, nth++).person);
      }
      return pool[wanted]!;
    },
  };
}

/** Admitted in the same days of the year before, and gone to another unit since. */
export function writeEarlierAdmissions(place: Place, groups: readonly Group[], leftOn: PlainDate): void {
  const { sheet, days } = place;
  let nth = 0;
  for (const { row, count } of groups) {
    for (let i = 0; i < count; i++, nth++) {
      const { person, unit } = writePerson(place, row, nth);
      const stay = {
        person,
        unit,
        valid_from: days.from,
        valid_to: leftOn,
        came_by: 'admission',
        left_by: 'transfer',
      };
      sheet.add('stay', stay);
      writeAdmission(place, row, person, unit);
    }
  }
}
