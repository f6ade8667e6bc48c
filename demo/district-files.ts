/**
 * The files behind the district’s cases: of every session of its bodies, every sanction, letter and duty. Told last and
 * by chance of its own, so that people, days and counts of everything told before stay what they are.
 */
import { addDays, type PlainDate, plainDate } from '../src/kernel/plain-date.ts';
import { loadRegulations } from '../src/regulations/reader.ts';
import type { Registry } from './case-file.ts';
import { commissionsOwnWork, leadsOf } from './district-leads.ts';
import { mattersOf } from './district-matters.ts';
import { openCasesOf } from './district-open-cases.ts';
import { sanctionsOf } from './district-sanctions.ts';
import { fileOfDuty, type Turn } from './duty-files.ts';
import type { Cases } from './inspection.ts';
import { membersOn } from './membership.ts';
import { outsideOf } from './outside-files.ts';
import { createRandom } from './random.ts';
import { fileOfSession, type Team } from './session-files.ts';
import { bodiesIn, type Grassroots } from './structure.ts';

/** The report of nine months was drawn up on this day; what came later is not told. */
const LAST_DAY = plainDate('2023-10-03');

/** Places of the Party’s and of the government’s offices in the district’s plan: the teams come from there. */
const OFFICES = [13, 14];

/** What the files of one district share. */
export type Desk = Registry & { cases: Cases; officers: Record<'party' | 'government', readonly string[]> };

export function tellFiles(told: Cases): void {
  const { district, world } = told;
  const random = createRandom(`files of ${district.code}`);
  const cases = { ...told, world: { ...world, random } };
  const [party, government] = OFFICES.map((at) => officersOf(district.grassroots[at]!));
  const { ledger, numbering } = world;
  const regulations = loadRegulations();
  const officers = { party: party!, government: government! };
  const desk: Desk = { ledger, random, numbering, regulations, last: LAST_DAY, cases, officers };
  leadsOf(desk);
  sessionsOf(desk);
  dutiesOf(desk);
  sanctionsOf(desk);
  openCasesOf(desk);
  mattersOf(desk);
  commissionsOwnWork(desk);
  outsideOf(desk);
}

/** Six officials of an organisation who were there all along. */
function officersOf(grassroots: Grassroots): string[] {
  const stayed = grassroots.cells
    .flatMap((cell) => membersOn(cell, LAST_DAY))
    .filter(
      (one) =>
        one.stays.length === 1 && one.official !== null && one.official < '2021-01-01' && !one.exemption,
    );
  return stayed.slice(0, 6).map(({ person }) => person.id);
}

/** A team of three that has nothing to do with any subject: from the other office where the one is looked into. */
export function teamFor({ officers, ledger, cases }: Desk, session: string, n: number): Team {
  const units = new Set(
    ledger.folder.tables.inspection_subject
      .filter((row) => row.inspection === session)
      .map((row) => row.subject_unit),
  );
  const isParty = units.has(cases.district.grassroots[OFFICES[0]!]!.unit);
  const from = isParty ? officers.government : officers.party;
  const at = (i: number) => from[(n + i) % from.length]!;
  return [at(0), at(2), at(3)];
}

function sessionsOf(desk: Desk): void {
  const { tables } = desk.ledger.folder;
  const own = new Set(Object.values(desk.cases.district.bodies));
  const subjects = Map.groupBy(tables.inspection_subject, (row) => row.inspection);
  tables.inspection
    .filter((session) => own.has(session.body))
    .forEach((session, n) => {
      const team = teamFor(desk, session.id, n);
      const file = { session, subjects: subjects.get(session.id) ?? [], team, unitKind: 'district' };
      fileOfSession(desk, file);
    });
}

/** Of the duties that still run, one was reported and did not stand, one was given more time. */
const TURNS: readonly Turn[] = ['failed', 'extended'];

function dutiesOf(desk: Desk): void {
  const turns = [...TURNS];
  const { tables } = desk.ledger.folder;
  const own = bodiesIn(desk.cases.district);
  const sessions = new Set(tables.inspection.filter(({ body }) => own.has(body)).map(({ id }) => id));
  const subjects = new Map(tables.inspection_subject.map((row) => [row.id, row]));
  for (const duty of tables.remediation) {
    const { inspection, subject_person } = subjects.get(duty.subject)!;
    if (!inspection || !sessions.has(inspection)) continue;
    const verifier = desk.officers.government.find((officer) => officer !== subject_person)!;
    const runs = !duty.done_on && duty.planned_on && addDays(duty.planned_on as PlainDate, 14) <= LAST_DAY;
    const turn = runs && duty.due_on > LAST_DAY ? turns.shift() : undefined;
    fileOfDuty(desk, duty, verifier, turn);
  }
}
