/** How many members each cell has on a day. */
import type { Reader } from '../../db/door.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';

export type CellCount = { members: number; official: number };

/** Members and, among them, official ones by cell; a cell without members has no entry. */
export async function membersByCell(tx: Reader, day: PlainDate): Promise<Map<string, CellCount>> {
  const rows = await tx<(CellCount & { unit: string })[]>`
    select s.unit, count(*)::int as members, count(t.id)::int as official from stay s
    left join standing t on t.person = s.person and t.kind = 'official'
      and t.valid_from <= ${day} and (t.valid_to is null or t.valid_to > ${day})
    where s.valid_from <= ${day} and (s.valid_to is null or s.valid_to > ${day}) group by s.unit`;
  return new Map(rows.map(({ unit, ...counts }) => [unit, counts]));
}
