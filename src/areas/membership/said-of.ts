/** What a member's file says on a day in a field that only the sector's forms count: the level that manages a cadre, a grade. */
import type { Facts } from '../../figures/facts.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';

type SaidField = 'managed_by' | 'grade';

/** SQL: the fact of `person` in force on `day`, the one that began last; `unstated` where there is none. */
export const saidOfSql = (
  field: SaidField,
  person: string,
  day: string,
): string => `coalesce((select q.value from person_fact q
    where q.person = ${person} and q.field = '${field}' and (q.since is null or q.since collate "C" <= to_char(${day}, 'YYYY-MM-DD'))
      and (q.until is null or q.until collate "C" > to_char(${day}, 'YYYY-MM-DD'))
    order by q.since collate "C" desc nulls last, q.id desc limit 1), 'unstated')`;

/** The same by the second method, from raw rows. */
export function saidOf(facts: Facts, field: SaidField, person: string | null, day: PlainDate): string {
  const start = (since: unknown) => (since as string | null) ?? '';
  const [last] = facts
    .by('person_fact', 'person', person ?? '')
    .filter((fact) => fact.field === field && start(fact.since) <= day)
    .filter(({ until }) => until === null || (until as string) > day)
    .sort((a, b) => (`${start(a.since)} ${a.id}` < `${start(b.since)} ${b.id}` ? 1 : -1));
  return (last?.value as string | undefined) ?? 'unstated';
}
