/** The cell somebody belonged to on a day, or last before it: said once for SQL and once for the recount. */
import type { Facts } from '../../figures/facts.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';

/** A subquery that gives the cell of the person a column names, on the day another column names. */
export const cellOnSql = (person: string, day: string): string => `(select c.unit from stay c
    where c.person = ${person} and c.valid_from <= ${day} order by c.valid_from desc limit 1)`;

/** The same, by raw rows. */
export function cellOn(facts: Facts, person: unknown, day: PlainDate): string | undefined {
  const begun = facts.by('stay', 'person', String(person)).filter((row) => (row.valid_from as string) <= day);
  return begun.sort((a, b) => ((a.valid_from as string) < (b.valid_from as string) ? 1 : -1))[0]?.unit;
}
