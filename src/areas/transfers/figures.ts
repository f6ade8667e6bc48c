/** Temporary activity across the boundary of the reporting unit; the member stays counted at home (11-HD/BTCTW, Biểu 7). */
import type { Counted, Figure, FigureArea, FigureSource } from '../../figures/define.ts';
import type { Facts } from '../../figures/facts.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import { w } from '../../kernel/words.ts';
import { cellOn, cellOnSql, isMerged, notMerged } from '../membership/contract.ts';

const within = (unit: string) => `select from scope o where o.top = s.top and o.unit = ${unit}
  and e.on_date >= o.valid_from and e.on_date < o.valid_to`;

const temporary: FigureSource = {
  name: 'temporary_activity',
  record: 'transfer',
  sql: `
select s.top, e.id as record, e.unit, e.on_date, e.direction
from (
  select t.id, d.on_date, d.direction, case d.direction when 'out' then c.cell else d.there end as unit,
    case d.direction when 'out' then d.there else c.cell end as other
  from transfer t
  cross join lateral (values (t.introduced_on, 'out', t.to_unit), (t.received_on, 'in', t.received_cell))
    d (on_date, direction, there)
  cross join lateral (select ${cellOnSql('t.person', 'd.on_date')} as cell) c
  where t.kind = 'temporary' and d.on_date between :from and :to and ${notMerged('t.person')}
) e
join scope s on s.unit = e.unit and e.on_date >= s.valid_from and e.on_date < s.valid_to
where not exists (${within('e.other')})`,
  *recount(facts, { from, to }) {
    for (const row of facts.rows('transfer')) {
      if (row.kind !== 'temporary' || isMerged(facts, row.person)) continue;
      const [out, back] = [row.introduced_on, row.received_on] as (PlainDate | null)[];
      if (out && out >= from && out <= to) {
        yield* crossing(facts, row.id, out, 'out', cellOn(facts, row.person, out), row.to_unit);
      }
      if (back && back >= from && back <= to) {
        yield* crossing(facts, row.id, back, 'in', row.received_cell, cellOn(facts, row.person, back));
      }
    }
  },
};

/** Counts for the units above the one end that do not stand above the other as well. */
function* crossing(
  facts: Facts,
  record: string,
  on: PlainDate,
  direction: 'in' | 'out',
  unit: unknown,
  other: unknown,
): Generator<Counted> {
  if (typeof unit !== 'string') return;
  const beyond = typeof other === 'string' ? facts.above(other, on) : [];
  const tops = facts.above(unit, on).filter((top) => !beyond.includes(top));
  yield { record, unit, on, direction, tops };
}

const figure = (direction: 'in' | 'out', words: Figure['words']): Figure => ({
  key: `mem.temporary.${direction}`,
  source: temporary.name,
  where: { direction },
  words,
  unit: 'member',
  nature: 'flow',
});

export const transfersFigures: FigureArea = {
  sources: [temporary],
  figures: [
    figure('out', w('Giới thiệu sinh hoạt đảng tạm thời đi', 'Introduced out for temporary activity')),
    figure('in', w('Tiếp nhận sinh hoạt đảng tạm thời', 'Received for temporary activity')),
  ],
};
