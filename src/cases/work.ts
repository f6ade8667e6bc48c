/** Programmes, sessions and their subjects, with what has to be remedied afterwards. */
import { addDays, type PlainDate, yearOf } from '../kernel/plain-date.ts';
import { type Sanctioned, sanctionElsewhere } from './decisions.ts';
import { fitRows, type Group, type Piece, type Row, type Unmet } from './fit.ts';
import type { Place, Pool } from './people.ts';
import { sessionSpace } from './spaces.ts';

/** What makes a session fit to have a subject; the subject's day is its session's. */
const SHARED = ['own', 'body_kind', 'item', 'nature', 'origin', 'in_force', 'original'] as const;

const isConcluded = (row: Row): boolean => row.state === 'done';

const sharedOf = (row: Row) =>
  Object.fromEntries(SHARED.map((name) => [name, row[name]])) as Record<string, string | boolean>;

const kindOf = (row: Row): string => SHARED.map((name) => row[name]).join(' ');

/** A session for each kind of subject that is in none yet. */
const sessionsNeeded = (subjects: readonly Group[]): Piece[] =>
  subjects
    .filter(({ count }) => count > 0)
    .map(({ row }) => ({
      key: '',
      where: { ...sharedOf(row), ...(row.state === 'planned' ? {} : { state: String(row.state) }) },
      count: 1,
      least: true,
    }));

type Session = { item?: string; inspection?: string };

export function writeWork(
  place: Place,
  subjects: readonly Group[],
  pieces: readonly Piece[],
  found: Found,
): { unmet: Unmet[]; concluded: Map<boolean, string[]> } {
  const { groups, unmet } = fitRows(sessionSpace(place.tree.kind), [...pieces, ...sessionsNeeded(subjects)]);
  const sessions = new Map<string, Session[]>();
  const program = programmes(place);
  let nth = 0;
  for (const { row, count } of groups) {
    for (let i = 0; i < count; i++) {
      const key = `${kindOf(row)} ${row.state}`;
      const session = writeSession(place, program, row, ++nth);
      const alike = sessions.get(key) ?? [];
      if (alike.length < MANY) sessions.set(key, [...alike, session]);
    }
  }
  const concluded = writeSubjects(place, subjects, sessions, found);
  return { unmet: unmet.filter(({ key }) => key !== ''), concluded };
}

/** Of very many alike sessions so many are enough to hang subjects on. */
const MANY = 100;

const unitOf = ({ tree }: Place, row: Row): string => (row.own === true ? tree.top : tree.beneath());

const bodyOf = (place: Place, row: Row): string => place.tree.body(unitOf(place, row), String(row.body_kind));

/** The year's programme of a body; a programme has room for so many items. */
const MOST_ITEMS = 999;

function programmes({ sheet, days }: Place): (body: string) => { programme: string; ordinal: number } {
  const known = new Map<string, { programme: string; ordinal: number }>();
  return (body) => {
    const last = known.get(body);
    const programme =
      last && last.ordinal < MOST_ITEMS
        ? last.programme
        : sheet.add('programme', {
            body,
            number: '1-CTr',
            title: 'Chương trình kiểm tra, giám sát',
            year: yearOf(days.from),
            approved_on: days.from,
          });
    const next = { programme, ordinal: last?.programme === programme ? last.ordinal + 1 : 1 };
    known.set(body, next);
    return next;
  };
}

function writeSession(place: Place, program: ReturnType<typeof programmes>, row: Row, nth: number): Session {
  const { sheet, days } = place;
  const body = bodyOf(place, row);
  const item = row.item === true ? writeItem(place, program(body), row) : undefined;
  if (row.state === 'not_started') return { item: item! };
  const inspection = sheet.add('inspection', {
    body,
    item: item ?? null,
    nature: String(row.nature),
    origin: String(row.origin),
    number: `${nth}-QĐ`,
    title: `Cuộc ${nth}`,
    opened_on: days.from,
    concluded_on: isConcluded(row) ? days.to : null,
  });
  return { ...(item ? { item } : {}), inspection };
}

function writeItem({ sheet, days }: Place, at: { programme: string; ordinal: number }, row: Row): string {
  const item = sheet.add('programme_item', {
    ...at,
    nature: String(row.nature),
    content: `Nội dung ${at.ordinal}`,
    content_codes: [],
    ...(row.original === true ? {} : { added_by: '1-QĐ', added_on: days.from }),
  });
  if (row.in_force === false) {
    sheet.add('programme_change', {
      item,
      kind: 'drop',
      decision: '1-QĐ',
      decided_on: days.from,
      grounds: 'Điều chỉnh',
    });
  }
  return item;
}

/** Subjects at hand, and those disciplined where figures ask who was disciplined after a conclusion. */
export type Found = { pool: Pool; sanctioned: Sanctioned | undefined };

/** Gives every subject another person or organisation; those disciplined first have a decision of the period. */
function chooser(place: Place, { pool, sanctioned }: Found, subjects: readonly Group[]) {
  const next = { member: 0, organisation: 0 };
  const sanction = { member: 0, organisation: 0 };
  const own = {
    member: sanctioned?.members ?? [],
    organisation: [...new Set(sanctioned?.organisations ?? [])],
  };
  const any = (kind: Subject, nth: number) =>
    kind === 'member' ? pool.person(nth) : place.tree.subjects(nth);
  if (sanctioned)
    for (const kind of KINDS) next[kind] = Math.max(own[kind].length, disciplinedOf(subjects, kind));
  return (kind: Subject, isDisciplined: boolean): string => {
    if (!isDisciplined) return any(kind, next[kind]++);
    const nth = sanction[kind]++;
    const known = own[kind][nth];
    if (known !== undefined) return known;
    const id = any(kind, nth);
    sanctionElsewhere(place, kind, id);
    return id;
  };
}

type Subject = 'member' | 'organisation';
const KINDS = ['member', 'organisation'] as const;

const subjectOf = (row: Row): Subject => (row.subject === 'member' ? 'member' : 'organisation');

const disciplinedOf = (subjects: readonly Group[], kind: Subject): number =>
  subjects.reduce(
    (sum, { row, count }) => sum + (row.disciplined === true && subjectOf(row) === kind ? count : 0),
    0,
  );

/** Every subject another person or organisation; answers subjects concluded, of own bodies and of those beneath. */
function writeSubjects(
  place: Place,
  subjects: readonly Group[],
  sessions: ReadonlyMap<string, readonly Session[]>,
  found: Found,
): Map<boolean, string[]> {
  const concluded = new Map<boolean, string[]>();
  const choose = chooser(place, found, subjects);
  for (const { row, count } of subjects) {
    const states = row.state === 'planned' ? ['not_started', 'ongoing', 'done'] : [String(row.state)];
    const fitting = states.flatMap((state) => sessions.get(`${kindOf(row)} ${state}`) ?? []);
    for (let i = 0; i < count; i++) {
      const session = fitting[i % Math.max(1, fitting.length)];
      if (!session) continue;
      const subject = choose(subjectOf(row), row.disciplined === true);
      const id = writeSubject(place, row, session, subject);
      if (isConcluded(row))
        concluded.set(row.own === true, [...(concluded.get(row.own === true) ?? []).slice(-50), id]);
    }
  }
  return concluded;
}

function writeSubject(
  { sheet, days }: Place,
  row: Row,
  { item, inspection }: Session,
  subject: string,
): string {
  const isDone = isConcluded(row);
  const kind = subjectOf(row);
  return sheet.add('inspection_subject', {
    item: item ?? null,
    inspection: row.state === 'planned' ? null : (inspection ?? null),
    kind,
    subject_unit: kind === 'organisation' ? subject : null,
    subject_person: kind === 'member' ? subject : null,
    works: row.works as string[],
    content_codes: [],
    committee_member: row.committee_member === true,
    concluded_on: isDone ? days.to : null,
    result: isDone ? String(row.result) : null,
  });
}

/** Duties hang on subjects concluded in the period. */
export function writeDuties(
  place: Place,
  duties: readonly Group[],
  concluded: ReadonlyMap<boolean, readonly string[]>,
): void {
  const { sheet, days } = place;
  const day = (given: unknown): PlainDate | null => (given === true ? days.to : null);
  for (const { row, count } of duties) {
    const subjects = concluded.get(row.own === true) ?? [];
    for (let i = 0; i < count; i++) {
      const subject = subjects[i % Math.max(1, subjects.length)];
      if (!subject) return;
      sheet.add('remediation', {
        subject,
        duty: `Việc ${i + 1}`,
        due_on: addDays(days.to, row.overdue === true ? -1 : 30),
        planned_on: day(row.planned),
        done_on: day(row.state === 'done'),
        verified_on: day(row.verified),
        verified_by: row.verified === true ? 'Ủy ban kiểm tra' : null,
      });
    }
  }
}
