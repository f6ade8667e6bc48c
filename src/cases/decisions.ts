/** Decisions on single members and organisations: discipline, commendation, petitions. */
import { MEMBER_CONTENTS, ORGANISATION_CONTENTS } from '../areas/inspection/contract.ts';
import { addDays } from '../kernel/plain-date.ts';
import type { Group, Row } from './fit.ts';
import type { Place, Pool } from './people.ts';

/** Commendations and decisions name the same organisations over and over rather than found more of them. */
const FEW = 50;

const ofMember = (row: Row): boolean => row.subject_kind === 'member';

/** Who was disciplined: what follows a conclusion is among them. */
export type Sanctioned = { members: string[]; organisations: string[] };

const subjectOf = ({ tree }: Place, row: Row, nth: number, pool: Pool) => ({
  subject_kind: String(row.subject_kind),
  subject_unit: ofMember(row) ? null : tree.subjects(nth % FEW),
  subject_person: ofMember(row) ? pool.person(nth) : null,
});

export function writeDiscipline(place: Place, groups: readonly Group[], pool: Pool): Sanctioned {
  const { sheet, tree, days } = place;
  const sanctioned: Sanctioned = { members: [], organisations: [] };
  let nth = 0;
  for (const { row, count } of groups) {
    const own = ofMember(row) ? sanctioned.members : sanctioned.organisations;
    for (let i = 0; i < count; i++, nth++) {
      const [primary, ...others] = row.contents as string[];
      const subject = subjectOf(place, row, own.length, pool);
      own.push((subject.subject_person ?? subject.subject_unit)!);
      sheet.add('discipline_decision', {
        body: tree.body(tree.ofKind(String(row.unit_kind)), String(row.body_kind)),
        number: `${nth + 1}-QĐ`,
        decided_on: days.to,
        ...subject,
        form: String(row.form),
        committee_member: row.committee_member === true,
        primary_content: primary!,
        contents: others,
      });
    }
  }
  return sanctioned;
}

/** A sanction that a body of another tree decided: no figure of this one counts it. */
export function sanctionElsewhere(
  { sheet, tree, days }: Place,
  subject: 'member' | 'organisation',
  id: string,
): void {
  const isMember = subject === 'member';
  sheet.add('discipline_decision', {
    body: tree.body(tree.outside(), 'committee'),
    number: '1-QĐ',
    decided_on: days.to,
    subject_kind: subject,
    subject_unit: isMember ? null : id,
    subject_person: isMember ? id : null,
    form: 'reprimand',
    committee_member: false,
    primary_content: 'other',
    contents: [],
  });
}

/** Badges and cards go to members; posthumous badges, and those of an earlier year, to who is none any more. */
export function writeBadges(place: Place, groups: readonly Group[], pool: Pool, earlier: boolean): void {
  let nth = 0;
  for (const { row, count } of groups) {
    const isGone = earlier || row.kind === 'posthumous';
    for (let i = 0; i < count; i++) {
      place.sheet.add('badge_award', {
        person: isGone ? pool.departed() : pool.belonging(nth++),
        level: Number(row.level),
        kind: String(row.kind),
        awarded_on: place.days.to,
        decision_number: '1-QĐ',
        decided_on: place.days.to,
        decided_by: 'Ban Thường vụ',
      });
    }
  }
}

export function writeCards(place: Place, count: number, pool: Pool): void {
  for (let nth = 0; nth < count; nth++) {
    place.sheet.add('party_card', {
      person: pool.belonging(nth),
      card_number: String(nth + 1).padStart(12, '0'),
      came_by: 'first',
      issued_on: place.days.to,
      decision_number: '1-QĐ',
    });
  }
}

/** Adds contents that no figure counts until there are as many as printed; answers how many could not be added. */
export function spreadContents(
  groups: Group[],
  kind: 'member' | 'organisation',
  wanted: number,
  counted: ReadonlySet<string>,
): number {
  const codes = Object.keys(kind === 'member' ? MEMBER_CONTENTS : ORGANISATION_CONTENTS).filter(
    (code) => !counted.has(code),
  );
  const contents = ({ row }: Group) => row.contents as string[];
  const own = groups.filter(({ row }) => row.subject_kind === kind);
  let missing = wanted - own.reduce((sum, group) => sum + group.count * contents(group).length, 0);
  for (const code of codes) {
    for (const group of own.filter((one) => !contents(one).includes(code))) {
      const count = Math.min(group.count, missing);
      if (count <= 0) continue;
      const widened = { row: { ...group.row, contents: [...contents(group), code] }, count };
      group.count -= count;
      missing -= count;
      groups.push(widened);
      own.push(widened);
    }
  }
  return missing;
}

/** Cases decided before the period and changed within it. */
export function writeChanges(place: Place, groups: readonly Group[], pool: Pool): void {
  const { sheet, tree, days } = place;
  const body = tree.body(tree.top, 'committee');
  const forms: Readonly<Record<string, string>> = {
    raised: 'dismissal',
    lowered: 'reprimand',
    cancelled: 'none',
    kept: 'warning',
  };
  let nth = 0;
  for (const { row, count } of groups) {
    for (let i = 0; i < count; i++, nth++) {
      const subject = { subject_kind: 'member', subject_person: pool.person(nth), committee_member: false };
      const common = { body, ...subject, primary_content: 'other', contents: [] };
      const first = sheet.add('discipline_decision', {
        ...common,
        number: `${nth + 1}-QĐ`,
        decided_on: addDays(days.from, -30),
        form: 'warning',
      });
      sheet.add('discipline_decision', {
        ...common,
        number: `${nth + 1}a-QĐ`,
        decided_on: days.from,
        form: forms[String(row.outcome)]!,
        changes: first,
        change_reason: 'Giải quyết khiếu nại',
      });
    }
  }
}

export function writeCommendations(place: Place, groups: readonly Group[], pool: Pool): void {
  const { sheet, tree, days } = place;
  let nth = 0;
  for (const { row, count } of groups) {
    for (let i = 0; i < count; i++, nth++) {
      sheet.add('commendation', {
        body: tree.body(tree.top, 'committee'),
        number: `${nth + 1}-QĐ`,
        decided_on: days.to,
        form: String(row.form),
        theme: String(row.theme),
        ...subjectOf(place, row, nth, pool),
      });
    }
  }
}

export function writePetitions(place: Place, groups: readonly Group[]): void {
  const { sheet, tree, days } = place;
  let nth = 0;
  let first: string | undefined;
  for (const { row, count } of groups.toSorted((a, b) => Number(a.row.duplicate) - Number(b.row.duplicate))) {
    const isDisposed = row.disposition !== 'not_yet';
    for (let i = 0; i < count; i++, nth++) {
      const body = tree.body(row.own === true ? tree.top : tree.beneath(), String(row.body_kind));
      const received = row.received === true ? days.from : addDays(days.from, -30);
      const common = { body, kind: String(row.kind), sender_code: `NG-${received.slice(0, 4)}-${nth + 1}` };
      // What a duplicate repeats came before the period where nothing of the period was asked for.
      if (row.duplicate === true) {
        first ??= sheet.add('petition', { ...common, number: '0', received_on: addDays(days.from, -30) });
      }
      sheet.add('petition', {
        ...common,
        number: String(nth + 1),
        received_on: received,
        duplicate_of: row.duplicate === true ? first! : null,
        disposition: isDisposed ? String(row.disposition) : null,
        disposed_on: isDisposed ? days.to : null,
        result: row.resolved === true ? String(row.result) : null,
        resolved_on: row.resolved === true ? days.to : null,
      });
    }
  }
}
