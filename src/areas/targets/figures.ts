/** The year's targets in force at the as-of date: received by the unit of the report, and handed on by it. */
import type { Counted, FigureArea, FigureSource, When } from '../../figures/define.ts';
import type { Facts, RawRow } from '../../figures/facts.ts';
import { w } from '../../kernel/words.ts';

/**
 * One row per place, so that the list behind a target is as long as its value. A revision takes the place of what came
 * before; a share of an ended unit's target stands beside the successor's own, and the target it was split from is gone.
 */
const inForce = (name: string, top: 'unit' | 'given_by'): FigureSource => ({
  name,
  record: 'target',
  sql: `
select t.${top} as top, t.id as record, t.unit, t.decided_on as on_date, t.indicator
from (
  select distinct on (unit, indicator, split_from) id, unit, indicator, value, given_by, decided_on from target
  where year = :year and decided_on <= :as_of order by unit, indicator, split_from, decided_on desc
) t
cross join lateral generate_series(1, t.value)
where t.${top} = any (:tops)
  and not exists (select 1 from target s where s.split_from = t.id and s.decided_on <= :as_of)`,
  recount: (facts, when) => places(facts, when, top),
});

function* places(facts: Facts, when: When, top: 'unit' | 'given_by'): Generator<Counted> {
  const decided = facts.rows('target').filter((row) => row.year === when.year && day(row) <= when.asOf);
  const latest = new Map<string, RawRow>();
  for (const row of decided) {
    const key = `${row.unit} ${row.indicator} ${row.split_from}`;
    const other = latest.get(key);
    if (!other || day(row) > day(other)) latest.set(key, row);
  }
  const split = new Set(decided.map((row) => row.split_from));
  for (const row of latest.values()) {
    if (row[top] === null || split.has(row.id)) continue;
    for (let place = 0; place < (row.value as number); place++) {
      const { indicator } = row;
      yield { record: row.id, unit: row.unit, on: day(row), tops: [row[top] as string], indicator };
    }
  }
}

const day = (row: RawRow) => row.decided_on as Counted['on'];

export const targetsFigures: FigureArea = {
  sources: [inForce('targets_received', 'unit'), inForce('targets_given', 'given_by')],
  figures: [
    {
      key: 'adm.target',
      source: 'targets_received',
      where: { indicator: 'admission' },
      words: w('Chỉ tiêu kết nạp cấp trên giao', 'Admission target received'),
      unit: 'quota',
      nature: 'plan',
    },
    {
      key: 'adm.target.handed_down',
      source: 'targets_given',
      where: { indicator: 'admission' },
      words: w('Chỉ tiêu kết nạp giao cho cấp dưới', 'Admission target handed down'),
      unit: 'quota',
      nature: 'plan',
    },
  ],
  ratios: [
    {
      key: 'adm.pct_of_target',
      part: 'adm.admitted',
      whole: 'adm.target',
      decimals: 1,
      words: w('Tỷ lệ đạt chỉ tiêu kết nạp', 'Share of the admission target attained'),
    },
  ],
};
