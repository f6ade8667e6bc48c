/** A file merged into another counts nowhere while the link stands: said once for SQL and once for the recount. */
import type { Facts } from '../../figures/facts.ts';

/** The condition on a column that names a person. */
export const notMerged = (column: string): string =>
  `not exists (select from person_merge m where m.person = ${column} and m.separated_on is null)`;

/** The same, by raw rows. */
export const isMerged = (facts: Facts, person: unknown): boolean =>
  facts.by('person_merge', 'person', String(person)).some((row) => row.separated_on === null);
