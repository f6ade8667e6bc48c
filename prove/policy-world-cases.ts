/** Case material of a random world: programmes, sessions, disciplinary cases, letters and matters of denunciation. */
import type { Random } from '../demo/random.ts';
import type { Writer } from '../src/db/door.ts';
import type { ModelRow, World } from './policy-model.ts';

export const DAY = '2023-03-03';

export type Build = { world: World; random: Random; id(): string; tx: Writer; bodies: Map<string, string> };

export function note(
  world: World,
  table: string,
  id: string,
  unit: string,
  more: Partial<ModelRow> = {},
): string {
  world.rows.push({ table, id, unit, past: false, ...more });
  return id;
}

/** Enters a row as the machine and notes it. */
export async function enter(
  build: Build,
  table: string,
  unit: string,
  values: object,
  more: Partial<ModelRow> = {},
) {
  const id = build.id();
  await build.tx`insert into ${build.tx(table)} ${build.tx({ id, ...values })}`;
  return note(build.world, table, id, unit, more.caseKey === '' ? { ...more, caseKey: id } : more);
}

/** The key of a record that begins a case is its own id. */
const BEGINS = { caseKey: '' };

const people = ({ world }: Build) => world.rows.filter((row) => row.table === 'person' && !row.past);

export async function fillCases(build: Build, unit: string, body: string): Promise<void> {
  const { random } = build;
  const programme = await enter(
    build,
    'programme',
    unit,
    { body, number: '1', title: 'x', approved_on: DAY },
    BEGINS,
  );
  const planned = { programme, ordinal: 1, nature: 'inspection', content: 'x' };
  const item = await enter(build, 'programme_item', unit, planned, BEGINS);
  const change = { item, kind: 'drop', decision: '1', decided_on: DAY, grounds: 'x' };
  await enter(build, 'programme_change', unit, change, { caseKey: item });
  await fillSubject(build, unit, { item }, item);
  const session = { body, nature: 'inspection', number: '1', title: 'x', opened_on: DAY };
  const ofItem = { ...session, item, origin: 'programme' };
  const carried = await enter(build, 'inspection', unit, ofItem, { caseKey: item });
  await fillSubject(build, unit, { item, inspection: carried }, item);
  const signs = await enter(build, 'inspection', unit, { ...session, origin: 'signs' }, BEGINS);
  const subject = await fillSubject(build, unit, { inspection: signs }, signs);
  await enter(build, 'remediation', unit, { subject, duty: 'x', due_on: DAY }, { caseKey: signs });
  const first = await fillDecision(build, unit, { body }, '');
  // Whom this one is about; what changes it may be about somebody else.
  const sanctioned = build.world.concerned.flatMap(({ person, caseKey }) =>
    caseKey === first ? [person] : [],
  );
  if (random.chance(0.5))
    await fillDecision(build, unit, { body, changes: first, change_reason: 'appeal' }, first);
  await fillSupervision(build, unit, body);
  await fillProceedings(build, unit, 'inspection', signs);
  await fillDiscipline(build, unit, body, { first, sanctioned });
  await fillReviews(build, unit, subject, signs, { first, sanctioned });
  const letter = { body, number: '1', kind: 'denunciation', received_on: DAY };
  const petition = await enter(build, 'petition', unit, letter, BEGINS);
  if (random.chance(0.5))
    await enter(build, 'petition', unit, { ...letter, duplicate_of: petition }, { caseKey: petition });
  await fillMatter(build, unit, body, petition);
  // A letter that opened nothing yet names somebody all the same.
  const named = build.id();
  const about = denouncedBy(build, [named]);
  await build.tx`insert into petition ${build.tx({ ...letter, id: named, ...about })}`;
  note(build.world, 'petition', named, unit, { caseKey: named });
}

/** A person of any unit, or an organisation, that keeps away from these cases from now on. */
function denouncedBy(build: Build, keys: readonly string[]): Record<string, unknown> {
  const { random, world } = build;
  if (random.chance(0.5)) {
    const person = random.pick(people(build)).id;
    for (const caseKey of keys) world.concerned.push({ person, caseKey });
    return { subject_person: person };
  }
  const unit = random.pick(world.units).id;
  for (const caseKey of keys) world.denounced.push({ unit, caseKey });
  return { subject_unit: unit };
}

/** A matter of denunciation that a letter opened: the denounced, somebody close to them, a content. */
async function fillMatter(build: Build, unit: string, body: string, petition: string): Promise<void> {
  const matter = await enter(
    build,
    'denunciation',
    unit,
    { body, number: '1', opened_on: DAY, managed_by: 'cell' },
    BEGINS,
  );
  const of = { caseKey: matter };
  await enter(build, 'denunciation_letter', unit, { denunciation: matter, petition }, of);
  const about = denouncedBy(build, [matter, petition]);
  const kind = about.subject_person ? 'member' : 'organisation';
  const denounced = await enter(build, 'denounced', unit, { denunciation: matter, kind, ...about }, of);
  if (build.random.chance(0.5)) {
    const person = build.random.pick(people(build)).id;
    for (const caseKey of [matter, petition]) build.world.concerned.push({ person, caseKey });
    const close = { denunciation: matter, person, relation: 'spouse', grounds: 'x' };
    await enter(build, 'close_person', unit, close, of);
  }
  await fillProceedings(build, unit, 'denunciation', matter);
  const content = { denunciation: matter, denounced, ordinal: 1, content: 'x', content_code: 'x' };
  await enter(build, 'allegation', unit, content, of);
}

/** A decision, and the members it is about. */
type Sanction = { first: string; sanctioned: readonly string[] };

/** A disciplinary case with what hangs on it; a suspension, a complaint and a finding, each about somebody. */
async function fillDiscipline(
  build: Build,
  unit: string,
  body: string,
  { first, sanctioned }: Sanction,
): Promise<void> {
  const { world } = build;
  const begun = async (table: string, values: object) => {
    const id = build.id();
    const row = { id, body, number: '1', ...values, ...party(build, id, 'subject_kind') };
    await build.tx`insert into ${build.tx(table)} ${build.tx(row)}`;
    return note(world, table, id, unit, { caseKey: id });
  };
  const matter = await begun('discipline_case', {
    ...{
      opened_on: DAY,
      origin: 'conclusion',
      basis: 'x',
      primary_content: 'x',
      act_on: DAY,
      concluded_on: DAY,
    },
  });
  const of = { caseKey: matter };
  await enter(
    build,
    'discipline_circumstance',
    unit,
    { matter, kind: 'remedied', evidence: 'x', noted_on: DAY },
    of,
  );
  await fillProceedings(build, unit, 'discipline', matter);
  const tally = { matter, body, held_on: DAY, number: '1', purpose: 'decide', total: 3, present: 3 };
  await enter(build, 'discipline_ballot', unit, tally, of);
  await begun('suspension_order', {
    ...{ decided_on: DAY, what: 'party', ground: 'detained', valid_from: DAY, until_on: DAY },
  });
  const filed = { body, number: '1', decision: first, filed_by: 'subject', filed_on: DAY, received_on: DAY };
  const complaint = await enter(build, 'complaint', unit, { ...filed, about: 'form' }, BEGINS);
  for (const person of sanctioned) world.concerned.push({ person, caseKey: complaint });
  const found = { body, number: '1', found_on: DAY, decision: first, grounds: 'x' };
  await enter(build, 'wrongful_finding', unit, found, { caseKey: first });
  const person = build.random.pick(people(build)).id;
  const judged = { body, subject_person: person, kind: 'prison', agency: 'x', number: '1', decided_on: DAY };
  const handled = await enter(build, 'outside_handling', unit, judged, BEGINS);
  world.concerned.push({ person, caseKey: handled });
  await enter(build, 'outside_handling', unit, { ...judged, number: '2', matter }, of);
  world.concerned.push({ person, caseKey: matter });
}

/** A sanction that the session reviewed, and somebody who should have been sanctioned. */
async function fillReviews(
  build: Build,
  unit: string,
  subject: string,
  key: string,
  { first, sanctioned }: Sanction,
): Promise<void> {
  const { world } = build;
  const of = { caseKey: key };
  await enter(build, 'sanction_review', unit, { subject, decision: first, finding: 'right' }, of);
  for (const person of sanctioned) world.concerned.push({ person, caseKey: key });
  const person = build.random.pick(people(build)).id;
  const omitted = { subject, subject_person: person, finding: 'omitted' };
  await enter(build, 'sanction_review', unit, omitted, of);
  world.concerned.push({ person, caseKey: key });
}

/** Kinds of cases, and the table in which the cases of each lie. */
const TABLE_OF = { inspection: 'inspection', discipline: 'discipline_case', denunciation: 'denunciation' };

/** A step of a case; a deadline that runs, was made longer and is reminded of. */
async function fillProceedings(
  build: Build,
  unit: string,
  kind: keyof typeof TABLE_OF,
  key: string,
): Promise<void> {
  const more = { caseKey: key, caseTable: TABLE_OF[kind] };
  const of = { kind, case_id: key };
  await enter(build, 'case_step', unit, { ...of, step: 'x', done_on: DAY }, more);
  const clock = await enter(build, 'case_clock', unit, { ...of, clock: 'x', started_on: DAY }, more);
  const pause = { clock, kind, change: 'pause', from_on: DAY, grounds: 'x' };
  await enter(build, 'clock_change', unit, pause, more);
  const alarm = { unit, clock, kind, due_on: DAY, level: 0, raised_on: DAY };
  await enter(build, 'case_alarm', unit, alarm, more);
}

/** A sign of violation and a note of regular supervision, each about somebody. */
async function fillSupervision(build: Build, unit: string, body: string): Promise<void> {
  const about = async (table: string, values: object) => {
    const id = build.id();
    const row = { id, body, ...values, ...party(build, id, 'kind') };
    await build.tx`insert into ${build.tx(table)} ${build.tx(row)}`;
    note(build.world, table, id, unit, { caseKey: id });
  };
  await about('signal', {
    ...{ number: '1', received_on: DAY, source: 'other', source_ref: '1', substance: 'x' },
  });
  await about('supervision_note', { seen_on: DAY, content: 'x', text: 'x' });
}

/** A person of any unit, or an organisation. */
function party(build: Build, caseKey: string, kind: string): Record<string, unknown> {
  const member = build.random.chance(0.7);
  const person = member ? build.random.pick(people(build)).id : null;
  if (person) build.world.concerned.push({ person, caseKey });
  return member
    ? { [kind]: 'member', subject_person: person }
    : { [kind]: 'organisation', subject_unit: build.random.pick(build.world.units).id };
}

const fillSubject = (build: Build, unit: string, of: object, caseKey: string): Promise<string> =>
  enter(
    build,
    'inspection_subject',
    unit,
    { ...of, works: ['x'], ...party(build, caseKey, 'kind') },
    { caseKey },
  );

async function fillDecision(build: Build, unit: string, of: object, caseKey: string): Promise<string> {
  const id = build.id();
  const key = caseKey || id;
  const decided = { number: '1', decided_on: DAY, form: 'warning', primary_content: 'x' };
  const row = { id, ...of, ...decided, ...party(build, key, 'subject_kind') };
  await build.tx`insert into discipline_decision ${build.tx(row)}`;
  return note(build.world, 'discipline_decision', id, unit, { caseKey: key });
}
