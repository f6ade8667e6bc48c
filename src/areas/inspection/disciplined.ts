/** Whether a sanction followed a conclusion: of the same member or organisation, decided since, in force at as-of. */
import type { When } from '../../figures/define.ts';
import type { Facts, RawRow } from '../../figures/facts.ts';

/** SQL: `row` is the alias that has `subject_person` and `subject_unit`, `since` the day of the conclusion. */
export const disciplinedSql = (
  row: string,
  since: string,
): string => `exists (select from discipline_decision d
    where d.changes is null and d.decided_on between ${since} and :as_of
      and (d.subject_person = ${row}.subject_person or d.subject_unit = ${row}.subject_unit)
      and not exists (select from discipline_decision c
        where c.changes = d.id and c.form = 'none' and c.decided_on <= :as_of))`;

/** The same by the second method, from raw rows. */
export const wasDisciplined = (facts: Facts, row: RawRow, since: string, { asOf }: When): boolean =>
  [
    ...(row.subject_person
      ? facts.by('discipline_decision', 'subject_person', row.subject_person as string)
      : []),
    ...(row.subject_unit ? facts.by('discipline_decision', 'subject_unit', row.subject_unit as string) : []),
  ].some(
    (decision) =>
      decision.changes === null &&
      (decision.decided_on as string) >= since &&
      (decision.decided_on as string) <= asOf &&
      !facts
        .by('discipline_decision', 'changes', decision.id)
        .some((change) => change.form === 'none' && (change.decided_on as string) <= asOf),
  );
