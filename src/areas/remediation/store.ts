/** SQL of duties, one function per question; decides nothing. */
import type { Reader, Writer } from '../../db/door.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import { REOPENINGS } from './duty.ts';

export type SubjectOfDuty = {
  concludedOn: PlainDate | null;
  person: string | null;
  unit: string | null;
};

/** The subject whose conclusion laid the duty; undefined where it is not open to the reader. */
export async function subjectOf(tx: Reader, subject: string): Promise<SubjectOfDuty | undefined> {
  const [row] = await tx<SubjectOfDuty[]>`
    select concluded_on as "concludedOn", subject_person as person, subject_unit as unit
    from inspection_subject where id = ${subject}`;
  return row;
}

/** The cell somebody belongs to on a day, where their file is open to the reader. */
export async function cellOfPerson(tx: Reader, person: string, day: PlainDate): Promise<string | null> {
  const [row] = await tx<{ unit: string }[]>`
    select unit from stay where person = ${person} and valid_from <= ${day} and (valid_to is null or valid_to > ${day})`;
  return row?.unit ?? null;
}

/** The person whose account acts; null where the account names none. */
export async function actingPerson(tx: Reader): Promise<string | null> {
  const [row] = await tx<{ person: string | null }[]>`select acting_person() as person`;
  return row?.person ?? null;
}

export async function hasFile(tx: Reader, duty: string): Promise<boolean> {
  const rows =
    await tx`select from attachment where record_type = 'remediation' and record_id = ${duty} limit 1`;
  return rows.length > 0;
}

/** Whether a step, a day, money or a file hangs on any duty of these subjects. */
export async function haveBegun(tx: Reader, subjects: readonly string[]): Promise<boolean> {
  const rows = await tx`
    select from remediation r where r.subject = any (${subjects as string[]}::uuid[]) and (
      num_nonnulls(r.planned_on, r.done_on, r.verified_on) > 0
      or exists (select from case_step c where c.kind = 'remediation' and c.case_id = r.id)
      or exists (select from remediation_money m where m.duty = r.id)
      or exists (select from attachment a where a.record_type = 'remediation' and a.record_id = r.id))
    limit 1`;
  return rows.length > 0;
}

export async function deleteDuties(tx: Writer, subjects: readonly string[]): Promise<void> {
  await tx`delete from remediation where subject = any (${subjects as string[]}::uuid[])`;
}

export type Progress = {
  planned_on: PlainDate | null;
  done_on: PlainDate | null;
  verified_on: PlainDate | null;
  verified_by: string | null;
  due_on: PlainDate;
};

export async function setProgress(tx: Writer, duty: string, progress: Progress): Promise<boolean> {
  const rows = await tx`update remediation set ${tx(progress)} where id = ${duty} returning id`;
  return rows.length > 0;
}

/** The day of a duty before a step that is taken back changed it: that of the version the step superseded. */
export async function dayBefore(tx: Reader, duty: string, step: string): Promise<PlainDate | null> {
  const [row] = await tx<{ due_on: PlainDate }[]>`
    select p.due_on from past.remediation p join past.case_step s on s.id = ${step}
    where p.id = ${duty} and p.known_to = s.known_from limit 1`;
  return row?.due_on ?? null;
}

export type WorstDuty = {
  id: string;
  duty: string;
  subject: string;
  subjectUnit: string | null;
  subjectPerson: string | null;
  dueOn: PlainDate;
  /** Days past the day at `asOf`; 0 where it is not overdue but was reopened. */
  overdueDays: number;
  reopened: number;
};

/**
 * What is worst among the duties that are not done: overdue longest first, then those reopened most often. What the
 * next programme is offered, for the units whose cases the reader may open.
 */
export async function worstDuties(
  tx: Reader,
  unit: string,
  asOf: PlainDate,
  most: number,
): Promise<WorstDuty[]> {
  return tx<WorstDuty[]>`
    select r.id, r.duty, r.subject, s.subject_unit as "subjectUnit", s.subject_person as "subjectPerson", r.due_on as "dueOn",
      greatest(${asOf}::date - r.due_on, 0) as "overdueDays", reopened.times as reopened
    from remediation r join inspection_subject s on s.id = r.subject
    cross join lateral (select count(*)::int as times from case_step c where c.kind = 'remediation' and c.case_id = r.id
      and c.step = any (${REOPENINGS as string[]}) and c.done_on <= ${asOf}) reopened
    where r.unit = ${unit} and (r.done_on is null or r.done_on > ${asOf})
      and (r.due_on < ${asOf} or reopened.times > 0)
      and not exists (select from case_step c where c.kind = 'remediation' and c.case_id = r.id and c.step = 'lift')
    order by "overdueDays" desc, reopened desc, r.id limit ${most}`;
}

export type MoneyLine = { way: string; proposed: string; done: string };

/** Money of a duty by way, in whole đồng as text. */
export async function moneyOf(tx: Reader, duty: string): Promise<MoneyLine[]> {
  return tx<MoneyLine[]>`
    select way, coalesce(sum(amount) filter (where stage = 'proposed'), 0)::text as proposed,
      coalesce(sum(amount) filter (where stage = 'done'), 0)::text as done
    from remediation_money where duty = ${duty} group by way order by way`;
}
