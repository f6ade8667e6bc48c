/**
 * The steps of a member's way that decisions cause: enrolled, recognised, transferred, left. Each is a call within
 * the command of the decision; a correction hands in what the decision said before.
 */
import { newId } from '../../kernel/id.ts';
import { addDays, type PlainDate } from '../../kernel/plain-date.ts';
import type { Refusal } from '../../kernel/refusal.ts';
import type { Context } from '../../records/catalogue.ts';
import { lifeOf, unitOn } from '../organisation/contract.ts';
import type { Boundary, LeftBy, Standing } from './codes.ts';
import {
  type CellFacts,
  hasFollowed,
  joiningRefusals,
  leavingRefusals,
  recognitionRefusals,
} from './rules.ts';
import {
  changeStayStart,
  deleteStanding,
  deleteStays,
  endStandingAndExemption,
  endStay,
  insertStanding,
  insertStay,
  isExemptFrom,
  isMemberOn,
  reopenStandingAndExemption,
  reopenStay,
  type StayRow,
  setStandingEnd,
  setStandingStart,
  standingsOf,
  staysOf,
} from './store.ts';

/** A probationary member begins in a cell on the day of the ceremony, by the decision's number. */
export type Enrolment = { person: string; cell: string; on: PlainDate; document: string };

export type Recognition = { person: string; on: PlainDate; document: string };

/** `on` is the first day no longer in the cell. */
export type Departure = {
  person: string;
  on: PlainDate;
  by: Exclude<LeftBy, 'rehoming'>;
  document: string;
  goneTo?: string | null;
  /** Of a transfer out of these records: the boundary it crosses, where it is known. */
  across?: Boundary | null;
};

export const covers = (row: { valid_from: string; valid_to: string | null }, day: string): boolean =>
  row.valid_from <= day && (row.valid_to === null || row.valid_to > day);

export const stayCovering = (stays: readonly StayRow[], day: PlainDate): StayRow | undefined =>
  stays.find((stay) => covers(stay, day));

export const otherStay = (row: StayRow) => ({
  from: row.valid_from,
  to: row.valid_to,
  leftBy: row.left_by,
});

/** What rules ask of a cell on a day. */
export async function cellFacts({ tx }: Context, cell: string, day: PlainDate): Promise<CellFacts> {
  const life = await lifeOf(tx, cell);
  return life ? { kind: (await unitOn(tx, cell, day))?.kind ?? null, life } : null;
}

/** Enrols a person; with `before`, moves what that enrolment wrote. Enrolled the same way already: nothing. */
export async function enrol(context: Context, to: Enrolment, before?: Enrolment | null): Promise<Refusal[]> {
  const { tx, clock } = context;
  const stays = await staysOf(tx, to.person);
  const admitted = (e: Enrolment) =>
    stays.find((stay) => stay.came_by === 'admission' && stay.valid_from === e.on && stay.unit === e.cell);
  const had = before?.person === to.person ? admitted(before) : undefined;
  if (!had && admitted(to)) return [];
  const cell = await cellFacts(context, to.cell, to.on);
  const others = stays.filter((stay) => stay !== had);
  const refusals = joiningRefusals({
    on: to.on,
    cell: had?.valid_to && cell ? { ...cell, life: { ...cell.life, to: null } } : cell,
    stays: had?.valid_to
      ? others.filter((stay) => stay.valid_from < had.valid_to!).map(otherStay)
      : others.map(otherStay),
    today: clock.today(),
  });
  if (refusals.length > 0) return refusals;
  if (had) return moveEnrolment(context, to, had);
  await insertStay(tx, {
    id: newId(clock),
    person: to.person,
    unit: to.cell,
    valid_from: to.on,
    came_by: 'admission',
    came_from: null,
    arrival_document: to.document,
  });
  await endStandingAndExemption(tx, to.person, to.on);
  await insertStanding(tx, {
    id: newId(clock),
    person: to.person,
    kind: 'probationary',
    valid_from: to.on,
    valid_to: null,
    document: to.document,
  });
  return [];
}

async function moveEnrolment({ tx }: Context, to: Enrolment, had: StayRow): Promise<Refusal[]> {
  const standing = (await standingsOf(tx, to.person)).find(
    (row) => row.kind === 'probationary' && row.valid_from === had.valid_from,
  );
  const ends = [had.valid_to, standing?.valid_to].filter((day) => day !== null && day !== undefined);
  if (ends.some((day) => day <= to.on)) return [hasFollowed];
  if (had.valid_to !== null && had.unit !== to.cell) return [hasFollowed];
  await changeStayStart(tx, had.id, { unit: to.cell, valid_from: to.on, arrival_document: to.document });
  if (standing) await setStandingStart(tx, standing.id, to.on);
  return [];
}

/** Takes an enrolment back, as long as nothing was built upon it. */
export async function unenrol({ tx }: Context, was: Enrolment): Promise<Refusal[]> {
  const stays = await staysOf(tx, was.person);
  const stay = stays.find((row) => row.came_by === 'admission' && row.valid_from === was.on);
  if (!stay) return [];
  const standings = (await standingsOf(tx, was.person)).filter((row) => row.valid_from >= was.on);
  if (stay.valid_to !== null || standings.some((row) => row.kind === 'official')) return [hasFollowed];
  if (await isExemptFrom(tx, was.person, was.on)) return [hasFollowed];
  await deleteStays(tx, [stay.id]);
  for (const row of standings) await deleteStanding(tx, row.id);
  return [];
}

/** From the day the person is an official member; with `before`, moves what that recognition wrote. */
export async function recognise(
  context: Context,
  to: Recognition,
  before?: Recognition | null,
): Promise<Refusal[]> {
  const { tx, clock } = context;
  if (before && before.on !== to.on) {
    const refusals = await unrecognise(context, before);
    if (refusals.length > 0) return refusals;
  }
  const standings = await standingsOf(tx, to.person);
  if (standings.some((row) => row.kind === 'official' && row.valid_from === to.on)) return [];
  const eve = addDays(to.on, -1);
  const current = standings.find((row) => covers(row, eve));
  const refusals = recognitionRefusals({
    on: to.on,
    isMember: await isMemberOn(tx, to.person, to.on),
    standing: current?.kind ?? null,
  });
  if (refusals.length > 0) return refusals;
  await setStandingEnd(tx, current!.id, to.on);
  await insertStanding(tx, {
    id: newId(clock),
    person: to.person,
    kind: 'official',
    valid_from: to.on,
    valid_to: current!.valid_to,
    document: to.document,
  });
  return [];
}

/** Takes a recognition back: probation runs on as it did. */
export async function unrecognise({ tx }: Context, was: Recognition): Promise<Refusal[]> {
  const standings = await standingsOf(tx, was.person);
  const official = standings.find((row) => row.kind === 'official' && row.valid_from === was.on);
  const probation = standings.find((row) => row.kind === 'probationary' && row.valid_to === was.on);
  if (!official || !probation) return [];
  await deleteStanding(tx, official.id);
  await setStandingEnd(tx, probation.id, official.valid_to);
  return [];
}

type Leaving = { stay: StayRow; follow: StayRow[]; refusals: Refusal[] };

/** The stay somebody leaves on a day; re-homings after it were only its continuation and fall away. */
async function leaving({ tx, clock }: Context, person: string, on: PlainDate): Promise<Leaving> {
  const stays = await staysOf(tx, person);
  const current = stays.find(
    (stay) => stay.valid_from < on && (stay.valid_to === null || stay.valid_to > on),
  );
  const rehomedThatDay = stays.find((stay) => stay.valid_to === on && stay.left_by === 'rehoming');
  const stay = current ?? rehomedThatDay;
  const follow = stays.filter((row) => row.valid_from >= on);
  const refusals = leavingRefusals({
    on,
    today: clock.today(),
    current: stay ? { to: stay.valid_to, leftBy: stay.left_by } : null,
    laterStays: follow.filter((row) => row.came_by !== 'rehoming' || row.left_by !== null).length,
  });
  return { stay: stay!, follow, refusals };
}

/** Whether the person left on that day in that way already. */
export const hasLeft = (stays: readonly StayRow[], departure: Departure): boolean =>
  stays.some((stay) => stay.valid_to === departure.on && stay.left_by === departure.by);

/**
 * Ends a person's membership of the cell. Except for a transfer across the boundary, standing and exemption end
 * with it. Left the same way already: nothing.
 */
export async function leave(context: Context, departure: Departure): Promise<Refusal[]> {
  const { tx } = context;
  const { person, on, by, document, goneTo = null, across = null } = departure;
  if (hasLeft(await staysOf(tx, person), departure)) return [];
  const { stay, follow, refusals } = await leaving(context, person, on);
  if (refusals.length > 0) return refusals;
  await deleteStays(
    tx,
    follow.map((row) => row.id),
  );
  await endStay(tx, stay.id, {
    ...{ valid_to: on, left_by: by, gone_to: goneTo, gone_across: across, departure_document: document },
  });
  if (by !== 'transfer') await endStandingAndExemption(tx, person, on);
  return [];
}

/** Takes a departure back, as long as the person has not come back since. */
export async function unleave({ tx }: Context, was: Departure): Promise<Refusal[]> {
  const stays = await staysOf(tx, was.person);
  const stay = stays.find((row) => row.valid_to === was.on && row.left_by === was.by);
  if (!stay) return [];
  if (stays.some((row) => row.valid_from >= was.on)) return [hasFollowed];
  await reopenStay(tx, stay.id);
  if (was.by !== 'transfer') await reopenStandingAndExemption(tx, was.person, was.on);
  return [];
}

export type Move = { id: string; person: string; cell: string; on: PlainDate; document: string };

/** Moves a member to another cell of these records: one stay ends and the next, under `id`, begins the same day. */
export async function transfer(context: Context, move: Move): Promise<Refusal[]> {
  const { tx, clock } = context;
  const { stay, follow, refusals } = await leaving(context, move.person, move.on);
  if (refusals.length > 0) return refusals;
  const joining = joiningRefusals({
    on: move.on,
    cell: await cellFacts(context, move.cell, move.on),
    stays: [],
    today: clock.today(),
  });
  if (joining.length > 0) return joining;
  const [from, to] = [
    await unitOn(tx, stay.unit, addDays(move.on, -1)),
    await unitOn(tx, move.cell, move.on),
  ];
  await deleteStays(
    tx,
    follow.map((row) => row.id),
  );
  await endStay(tx, stay.id, {
    valid_to: move.on,
    left_by: 'transfer',
    gone_to: to?.name ?? null,
    departure_document: move.document,
  });
  await insertStay(tx, {
    id: move.id,
    person: move.person,
    unit: move.cell,
    valid_from: move.on,
    came_by: 'transfer',
    came_from: from?.name ?? null,
    arrival_document: move.document,
  });
  return [];
}

/** Somebody comes from beyond these records, or is a member again. */
export type Arrival = {
  id: string;
  person: string;
  cell: string;
  by: 'transfer' | 'restored';
  from: string | null;
  across: Boundary | null;
  standing: Standing;
  on: PlainDate;
  document: string;
};

/** Begins a stay under the given id, with the standing that was brought along. */
export async function arrive(context: Context, to: Arrival): Promise<Refusal[]> {
  const { tx, clock } = context;
  const stays = await staysOf(tx, to.person);
  const refusals = joiningRefusals({
    on: to.on,
    cell: await cellFacts(context, to.cell, to.on),
    stays: stays.map(otherStay),
    today: clock.today(),
  });
  if (refusals.length > 0) return refusals;
  await insertStay(tx, {
    ...{ id: to.id, person: to.person, unit: to.cell, valid_from: to.on, came_by: to.by },
    ...{ came_from: to.from, came_across: to.across, arrival_document: to.document },
  });
  const open = (await standingsOf(tx, to.person)).find((row) => row.valid_to === null);
  if (open?.kind === to.standing) return [];
  if (open) await endStandingAndExemption(tx, to.person, to.on);
  const row = { id: newId(clock), person: to.person, kind: to.standing, valid_from: to.on, valid_to: null };
  await insertStanding(tx, { ...row, document: to.document });
  return [];
}

/** Takes an arrival back, as long as nothing was built upon it. */
export async function unarrive({ tx }: Context, was: Omit<Arrival, 'id'>): Promise<Refusal[]> {
  const stays = await staysOf(tx, was.person);
  const stay = stays.find(
    (row) => row.came_by === was.by && row.valid_from === was.on && row.unit === was.cell,
  );
  const standings = await standingsOf(tx, was.person);
  const began = standings.find((row) => row.valid_from === was.on && row.document === was.document);
  const followed =
    stay?.valid_to !== null ||
    standings.some((row) => row.valid_from > was.on) ||
    (await isExemptFrom(tx, was.person, was.on));
  if (followed) return [hasFollowed];
  await deleteStays(tx, [stay!.id]);
  if (began) await deleteStanding(tx, began.id);
  if (began) await reopenStandingAndExemption(tx, was.person, was.on);
  return [];
}
