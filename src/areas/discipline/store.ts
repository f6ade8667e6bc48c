import type { Reader } from '../../db/door.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import type { Form } from './contract.ts';
import type { Sanction } from './restriction-rules.ts';

export type Decision = {
  id: string;
  changes: string | null;
  decidedOn: PlainDate;
  form: Form;
  person: string | null;
  subjectUnit: string | null;
};

/** A case: its first decision and those that changed it, in order of the day they took hold. */
export async function caseOf(tx: Reader, first: string): Promise<Decision[]> {
  return tx<Decision[]>`
    select id, changes, decided_on as "decidedOn", form, subject_person as person, subject_unit as "subjectUnit"
    from discipline_decision where id = ${first} or changes = ${first}
    order by decided_on, (changes is not null), id`;
}

/** Sanctions decided on somebody by a day, each with the form it had then. */
export async function sanctionsOf(tx: Reader, person: string, day: PlainDate): Promise<Sanction[]> {
  return tx<Sanction[]>`
    select f.decided_on as "decidedOn", coalesce((select c.form from discipline_decision c where c.changes = f.id
      and c.decided_on <= ${day} order by c.decided_on desc, c.id desc limit 1), f.form) as form
    from discipline_decision f where f.subject_person = ${person} and f.changes is null and f.decided_on <= ${day}
    order by f.decided_on desc, f.id`;
}

/** Since when an organisation is suspended on a day and to the end of which; null of one outside the session’s branch. */
export async function unitSuspendedOn(
  tx: Reader,
  unit: string,
  day: PlainDate,
): Promise<{ since: PlainDate; lastDay: PlainDate } | null> {
  const [row] = await tx<{ since: PlainDate; lastDay: PlainDate }[]>`
    select since, last_day as "lastDay" from unit_suspended_on(${unit}, ${day})`;
  return row ?? null;
}

/** True when the same body’s decision of that number and day on the same subject is recorded already. */
export async function isDecidedAlready(
  tx: Reader,
  row: {
    id: string;
    body: string;
    number: string;
    day: PlainDate;
    person: string | null;
    unit: string | null;
  },
): Promise<boolean> {
  const [found] = await tx`
    select 1 from discipline_decision where id <> ${row.id} and body = ${row.body} and number = ${row.number}
      and decided_on = ${row.day} and (subject_person = ${row.person} or subject_unit = ${row.unit})`;
  return found !== undefined;
}
