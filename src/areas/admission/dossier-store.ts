/** SQL of dossiers, one function per question; decides nothing. */
import type { Reader, Writer } from '../../db/door.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import type { AnyRow } from '../../records/catalogue.ts';
import { suspendedOnSql } from '../membership/contract.ts';
import type { Sponsor } from './findings.ts';
import type { StepRow } from './progress.ts';

const STEP_COLUMNS = [
  ...['id', 'step', 'done_on', 'number', 'result', 'about', 'stamped_on', 'certified_on', 'body'],
  ...['received_on', 'official', 'temporary_away', 'exempt_absent', 'in_favour', 'effective_on', 'consent'],
  ...['back_to', 'return_reason', 'admission', 'recognition', 'candidate', 'act'],
];

export type StoredStep = StepRow & { candidate: string; act: string };

/** The steps of dossiers in the order in which they were recorded. */
export async function stepsOf(tx: Reader, candidates: readonly string[]): Promise<StoredStep[]> {
  return tx<StoredStep[]>`
    select ${tx(STEP_COLUMNS)} from candidate_step where candidate = any (${candidates as string[]})
    order by act, done_on, id`;
}

export async function insertStep(tx: Writer, row: Record<string, unknown>): Promise<void> {
  await tx`insert into candidate_step ${tx(row)}`;
}

export async function deleteStep(tx: Writer, id: string): Promise<void> {
  await tx`delete from candidate_step where id = ${id}`;
}

/** Whether a step or a move stands or stood under this id. */
export async function hadStep(tx: Reader, id: string): Promise<boolean> {
  const rows = await tx`select from candidate_step where id = ${id}
    union all select from past.candidate_step where id = ${id}
    union all select from candidate_move where id = ${id}`;
  return rows.length > 0;
}

export type KeptRule = {
  rule: string;
  value: string;
  regulation: string;
  issued_on: PlainDate | null;
  article: string | null;
  known: string;
  taken_on: PlainDate;
};

/** The checklist as it stood when the dossier was opened. */
export async function rulesOf(tx: Reader, candidate: string): Promise<KeptRule[]> {
  return tx<KeptRule[]>`
    select rule, value, regulation, issued_on, article, known, taken_on from candidate_rule
    where candidate = ${candidate} order by rule`;
}

export async function keepRules(tx: Writer, rows: readonly (KeptRule & AnyRow)[]): Promise<void> {
  if (rows.length > 0) await tx`insert into candidate_rule ${tx(rows as never)}`;
}

export async function dropRules(tx: Writer, candidate: string): Promise<void> {
  await tx`delete from candidate_rule where candidate = ${candidate}`;
}

/** Sponsors and helpers in force on a day, with the member's standing that day. */
export async function sponsorsOn(
  tx: Reader,
  candidate: string,
  day: PlainDate,
): Promise<(Sponsor & { person: string | null })[]> {
  return tx<(Sponsor & { person: string | null })[]>`
    select s.role, s.person, s.organisation, s.together_since as "togetherSince",
      (select st.kind from standing st where st.person = s.person and st.valid_from <= ${day}
        and (st.valid_to is null or st.valid_to > ${day})) as standing,
      exists (select from suspension x cross join (select ${day}::date as day) asked
        where x.person = s.person and ${tx.unsafe(suspendedOnSql('x', 'asked.day'))}) as "isSuspended"
    from sponsorship s where s.candidate = ${candidate} and s.valid_from <= ${day}
      and (s.valid_to is null or s.valid_to > ${day}) order by s.role, s.valid_from, s.id`;
}

export type NamedSponsor = {
  id: string;
  role: 'helper' | 'sponsor';
  /** Null for an organisation, and where the member’s file is not open to the reader. */
  name: string | null;
  organisation: string | null;
  valid_from: PlainDate;
  valid_to: PlainDate | null;
};

/** Everybody who helps or sponsors, or did. */
export async function namedSponsors(tx: Reader, candidate: string): Promise<NamedSponsor[]> {
  return tx<NamedSponsor[]>`
    select s.id, s.role, p.name, s.organisation, s.valid_from, s.valid_to
    from sponsorship s left join person p on p.id = s.person where s.candidate = ${candidate}
    order by s.role, s.valid_from, s.id`;
}

/** Members of a cell on a day, as its books say: official, probationary, and how many of them are exempt. */
export async function cellOn(tx: Reader, unit: string, day: PlainDate) {
  const [row] = await tx<{ official: number; probationary: number; exempt: number }[]>`
    select count(*) filter (where t.kind = 'official')::int as official,
      count(*) filter (where t.kind = 'probationary')::int as probationary,
      count(*) filter (where t.kind = 'official' and e.id is not null)::int as exempt
    from stay s
    join standing t on t.person = s.person and t.valid_from <= ${day} and (t.valid_to is null or t.valid_to > ${day})
    left join exemption e on e.person = s.person and e.valid_from <= ${day}
      and (e.valid_to is null or e.valid_to > ${day})
    where s.unit = ${unit} and s.valid_from <= ${day} and (s.valid_to is null or s.valid_to > ${day})`;
  return row!;
}

/** Another dossier of the person that is still open. */
export async function openDossierOf(tx: Reader, person: string, except: string): Promise<string | undefined> {
  const [row] = await tx<{ id: string }[]>`
    select id from candidate where person = ${person} and ended_on is null and id <> ${except}`;
  return row?.id;
}

export async function endCandidate(
  tx: Writer,
  id: string,
  end: { ended_on: PlainDate; ended_by: string; end_document: string | null },
): Promise<boolean> {
  const { count } = await tx`update candidate set ${tx(end)} where id = ${id} and ended_on is null`;
  return count > 0;
}

export async function insertMove(tx: Writer, row: Record<string, unknown>): Promise<void> {
  await tx`insert into candidate_move ${tx(row)}`;
}

/** Whether the reader may keep dossiers at a unit. */
export async function mayKeepDossiers(tx: Reader, unit: string): Promise<boolean> {
  const rows = await tx`select from unit where id = ${unit}
    and place between scope_lo() and reach_hi('candidate', true)`;
  return rows.length > 0;
}

/** The unit that goes on with what an ended cell kept; null where the cell stands. */
export async function heirOf(tx: Reader, unit: string, day: PlainDate): Promise<string | null> {
  const [row] = await tx<{ heir: string }[]>`select heir from heirs(${day}) where unit = ${unit}`;
  return row?.heir ?? null;
}

/** An open dossier whose cell has ended, with the unit that goes on with what the cell kept. */
export type LeftBehind = {
  id: string;
  name: string;
  opened_on: PlainDate;
  from_unit: string;
  from: string;
  to_unit: string;
  to: string;
};

/** Open dossiers of cells that have ended by a day, as far as the reader may write them at both ends. */
export async function leftBehind(tx: Reader, day: PlainDate): Promise<LeftBehind[]> {
  return tx<LeftBehind[]>`
    select c.id, p.name, c.opened_on, c.unit as from_unit, o.name as "from", h.heir as to_unit, n.name as "to"
    from candidate c join person p on p.id = c.person join heirs(${day}) h on h.unit = c.unit
    join unit_now o on o.unit = c.unit join unit_now n on n.unit = h.heir
    join unit u on u.id = h.heir and u.place between scope_lo() and reach_hi('candidate', true)
    where c.ended_on is null order by n.name, h.heir, o.name, c.unit, p.name, c.id`;
}

export type Following = Pick<LeftBehind, 'from_unit' | 'to_unit'> & { candidate: string; id: string };

/** Puts dossiers where what their cells kept lies now, with the files of persons who have no stay: one statement each. */
export async function followHeirs(tx: Writer, moves: readonly Following[], day: PlainDate): Promise<void> {
  const of = (name: keyof Following) => moves.map((move) => move[name]);
  await tx`insert into candidate_move (id, candidate, from_unit, to_unit, moved_on, ground)
    select id, candidate, from_unit, to_unit, ${day}, 'reorganised' from unnest(${of('id')}::uuid[],
      ${of('candidate')}::uuid[], ${of('from_unit')}::uuid[], ${of('to_unit')}::uuid[])
      as m (id, candidate, from_unit, to_unit)`;
  await tx`update person set unit = m.to_unit from candidate c join candidate_move m on m.candidate = c.id
    where m.id = any (${of('id')}) and person.id = c.person and person.unit <> m.to_unit
      and not exists (select from stay s where s.person = person.id)`;
  await tx`update candidate set unit = m.to_unit from candidate_move m
    where m.id = any (${of('id')}) and candidate.id = m.candidate`;
}

/** Puts a dossier into another cell, with the file of a person who has no stay; ends who helps, where a day is given. */
export async function moveCandidate(
  tx: Writer,
  id: string,
  unit: string,
  helpersEnd: PlainDate | null,
): Promise<void> {
  await tx`update person set unit = ${unit} where id = (select person from candidate where id = ${id})
    and unit <> ${unit} and not exists (select from stay s where s.person = person.id)`;
  await tx`update candidate set unit = ${unit} where id = ${id}`;
  if (helpersEnd)
    await tx`update sponsorship set valid_to = ${helpersEnd} where candidate = ${id} and role = 'helper'
      and valid_to is null and valid_from < ${helpersEnd}`;
}

/** The admission of a person under a number and day, where it stands in the books already. */
export async function admissionBy(
  tx: Reader,
  table: 'admission' | 'recognition',
  { person, number, day }: { person: string; number: string; day: PlainDate },
): Promise<string | undefined> {
  const [row] = await tx<{ id: string }[]>`
    select id from ${tx(table)} where person = ${person} and number = ${number} and decided_on = ${day}`;
  return row?.id;
}

/** Whether a decision was first recorded by this entry of the log, whatever was corrected since. */
export async function isOfAct(
  tx: Reader,
  table: 'admission' | 'recognition',
  id: string,
  act: string,
): Promise<boolean> {
  const [row] = await tx<{ one: boolean }[]>`
    select ${act} = (select act from (select act, known_from from ${tx(table)} where id = ${id}
      union all select act, known_from from ${tx(`past.${table}`)} where id = ${id}) v
      order by known_from limit 1) as one`;
  return row?.one === true;
}

export type DossierLine = {
  id: string;
  person: string;
  name: string;
  unit: string;
  cell: string;
  /** Where it lies in the tree of today. */
  place: string;
  opened_on: PlainDate;
  sources: string[];
  ended_on: PlainDate | null;
};

/** Dossiers the reader may open: those of a unit and all beneath, open ones or all since a day. */
export async function dossiers(
  tx: Reader,
  { beneath, since }: { beneath: string | null; since: PlainDate | null },
): Promise<DossierLine[]> {
  return tx<DossierLine[]>`
    select c.id, c.person, p.name, c.unit, c.place::text as place, coalesce(n.name, '') as cell, c.opened_on, c.sources, c.ended_on
    from candidate c join person p on p.id = c.person left join unit_now n on n.unit = c.unit
    where (c.ended_on is null or c.ended_on >= ${since}) and (${beneath}::uuid is null
      or c.place between (select u.place from unit u where u.id = ${beneath}) and (select u.place_end from unit u where u.id = ${beneath}))
    order by c.opened_on, c.id`;
}

/** The part of today's tree that each unit covers. */
export async function placesOf(tx: Reader, units: readonly string[]) {
  return tx<{ id: string; lo: string; hi: string }[]>`
    select id, place::text as lo, place_end::text as hi from unit where id = any (${units as string[]})`;
}
