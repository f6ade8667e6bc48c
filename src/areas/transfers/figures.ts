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

/**
 * Introductions that a step past its deadline marks (`transfer.start`, `transfer.present`): out at the origin, in at the
 * cell that received. Other faults against the rules are not on record.
 */
const late: FigureSource = {
  name: 'late_introductions',
  record: 'transfer',
  sql: `
select s.top, t.id as record, e.unit, e.on_date, e.direction
from transfer t
cross join lateral (values
  (t.introduced_on, 'out', ${cellOnSql('t.person', 't.introduced_on')}, t.introduced_late),
  (t.received_on, 'in', t.received_cell, t.received_late)) e (on_date, direction, unit, late)
join scope s on s.unit = e.unit and e.on_date >= s.valid_from and e.on_date < s.valid_to
where e.late and e.on_date between :from and :to and ${notMerged('t.person')}`,
  *recount(facts, { from, to }) {
    const within = (on: PlainDate | null) => on !== null && on >= from && on <= to;
    for (const row of facts.rows('transfer')) {
      if (isMerged(facts, row.person)) continue;
      const [out, back] = [row.introduced_on, row.received_on] as (PlainDate | null)[];
      const cell = out && cellOn(facts, row.person, out);
      if (row.introduced_late && within(out!) && cell)
        yield { record: row.id, unit: cell, on: out!, direction: 'out' };
      if (row.received_late && within(back!) && row.received_cell)
        yield { record: row.id, unit: row.received_cell as string, on: back!, direction: 'in' };
    }
  },
};

/** Transfers that were withdrawn because their papers were found to be forged, at the end that keeps the record. */
const forged: FigureSource = {
  name: 'forged_papers',
  record: 'transfer',
  sql: `
select s.top, t.id as record, t.unit, t.ended_on as on_date
from transfer t
join scope s on s.unit = t.unit and t.ended_on >= s.valid_from and t.ended_on < s.valid_to
where t.ended_by = 'forged' and t.ended_on between :from and :to and ${notMerged('t.person')}`,
  *recount(facts, { from, to }) {
    for (const row of facts.rows('transfer')) {
      const on = row.ended_on as PlainDate | null;
      const isCounted = row.ended_by === 'forged' && on !== null && on >= from && on <= to;
      if (isCounted && !isMerged(facts, row.person)) yield { record: row.id, unit: row.unit, on };
    }
  },
};

const figure = (
  source: FigureSource,
  key: string,
  direction: 'in' | 'out',
  words: Figure['words'],
): Figure => ({
  key: `mem.${key}.${direction}`,
  source: source.name,
  where: { direction },
  words,
  unit: 'member',
  nature: 'flow',
});

export const transfersFigures: FigureArea = {
  sources: [temporary, late, forged],
  figures: [
    figure(
      temporary,
      'temporary',
      'out',
      w('Giới thiệu sinh hoạt đảng tạm thời đi', 'Introduced out for temporary activity'),
    ),
    figure(
      temporary,
      'temporary',
      'in',
      w('Tiếp nhận sinh hoạt đảng tạm thời', 'Received for temporary activity'),
    ),
    figure(
      late,
      'late',
      'out',
      w('Giới thiệu sinh hoạt đảng đi quá hạn', 'Introduced out past the deadline'),
    ),
    figure(late, 'late', 'in', w('Tiếp nhận sinh hoạt đảng quá hạn', 'Received past the deadline')),
    {
      ...{ key: 'mem.forged_papers', source: forged.name, unit: 'member', nature: 'flow' },
      words: w('Giới thiệu sinh hoạt đảng có giấy tờ giả mạo', 'Introductions with forged papers'),
    },
  ],
};
