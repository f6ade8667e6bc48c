/** What is said of a subject in records of its own (money found, a sanction reviewed) and counts with its conclusion. */
import type { Counted, When } from '../../figures/define.ts';
import { type Facts, ownAndAbove, type RawRow } from '../../figures/facts.ts';
import { unitKindOf, unitKindSql } from '../../figures/unit-kind.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';

/** SQL: columns of the row `row` of such a record, whose subject is `x`, its session `i` and the body of that `b`. */
export const ofConclusionSql = (row: string): string => `s.top, ${row}.id as record, ${row}.unit,
  x.concluded_on as on_date, x.works, b.kind as body_kind, s.own,
  ${unitKindSql(`${row}.unit`, 'x.concluded_on')} as unit_kind,
  ${unitKindSql('x.subject_unit', 'x.concluded_on')} as organisation_kind`;

/** SQL: the rows of a table that were concluded from the period's start to as-of. */
export const concludedSql = (table: string, row: string, more = ''): string => `from ${table} ${row}
join inspection_subject x on x.id = ${row}.subject
join inspection i on i.id = x.inspection
left join body b on b.id = i.body${more}
join scope s on s.unit = ${row}.unit and x.concluded_on >= s.valid_from and x.concluded_on < s.valid_to
where x.concluded_on between :from and :as_of`;

/** The same by the second method, from raw rows: each with what the columns above say of it. */
export function* concludedIn(
  facts: Facts,
  table: string,
  when: When,
): Generator<{ row: RawRow; on: PlainDate; counted: Counted }> {
  for (const row of facts.rows(table)) {
    const subject = facts.row('inspection_subject', row.subject as string)!;
    const on = subject.concluded_on as PlainDate | null;
    if (on === null || on < when.from || on > when.asOf) continue;
    const session = facts.row('inspection', subject.inspection as string)!;
    for (const place of ownAndAbove(facts, row.unit, on)) {
      const counted = {
        ...{ ...place, record: row.id, unit: row.unit, on, works: subject.works },
        body_kind: facts.row('body', session.body as string)!.kind,
        unit_kind: unitKindOf(facts, row.unit, on),
        organisation_kind: unitKindOf(facts, subject.subject_unit, on),
      };
      yield { row, on, counted };
    }
  }
}
