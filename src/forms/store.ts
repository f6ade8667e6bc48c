/** What the other side reported, and what units have said of their forms. */
import type { Reader } from '../db/door.ts';
import type { PlainDate } from '../kernel/plain-date.ts';

export type StatedCount = {
  id: string;
  unit: string;
  stated_by: string;
  members: number;
  official: number | null;
  probationary: number | null;
  document: string;
};

/** Numbers stated for a day about these units, the latest document first; only what the session may open. */
export async function statedOn(tx: Reader, units: readonly string[], day: PlainDate): Promise<StatedCount[]> {
  return tx<StatedCount[]>`
    select id, unit, stated_by, members, official, probationary, document from stated_count
    where unit = any (${units}::uuid[]) and as_of = ${day} order by documented_on desc, id desc`;
}

export type FormReturn = {
  id: string;
  unit: string;
  form: string;
  state: 'filed' | 'nil';
  said_on: PlainDate;
};

/** What these units have said of the sector's forms for a period. */
export async function returnsFor(
  tx: Reader,
  units: readonly string[],
  period: string,
): Promise<FormReturn[]> {
  return tx<FormReturn[]>`
    select id, unit, form, state, said_on from form_return
    where unit = any (${units}::uuid[]) and period = ${period}`;
}
