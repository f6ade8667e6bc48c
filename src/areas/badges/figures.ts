/** Badges awarded and cards issued in the period, in the cell the member belonged to on that day (11-HD/BTCTW, Biểu 7). */
import type { Figure, FigureArea, FigureSource } from '../../figures/define.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import { w } from '../../kernel/words.ts';
import { cellOn, cellOnSql, isMerged, notMerged } from '../membership/contract.ts';

/** Events of a member, counted on the day one column names, with the columns that tell them apart. */
const eventsOf = (name: string, table: string, day: string, columns: readonly string[]): FigureSource => ({
  name,
  record: table,
  sql: `
select s.top, e.id as record, e.unit, e.on_date, ${columns.map((column) => `e.${column}`).join(', ')}
from (
  select x.id, x.${day} as on_date, ${columns.map((column) => `x.${column}`).join(', ')},
    ${cellOnSql('x.person', `x.${day}`)} as unit
  from ${table} x where x.${day} between :from and :to and ${notMerged('x.person')}
) e
join scope s on s.unit = e.unit and e.on_date >= s.valid_from and e.on_date < s.valid_to`,
  *recount(facts, { from, to }) {
    for (const row of facts.rows(table)) {
      const on = row[day] as PlainDate;
      const unit = on >= from && on <= to ? cellOn(facts, row.person, on) : undefined;
      if (!unit || isMerged(facts, row.person)) continue;
      yield {
        record: row.id,
        unit,
        on,
        ...Object.fromEntries(columns.map((column) => [column, row[column]])),
      };
    }
  },
});

const awarded = eventsOf('badges_awarded', 'badge_award', 'awarded_on', ['level', 'kind']);
const issued = eventsOf('cards_issued', 'party_card', 'issued_on', ['came_by']);

const total = (key: string, source: FigureSource, words: Figure['words']): Figure => ({
  key,
  source: source.name,
  words,
  unit: 'member',
  nature: 'flow',
});

export const badgesFigures: FigureArea = {
  sources: [awarded, issued],
  figures: [
    total('badge.awarded', awarded, w('Tặng, truy tặng Huy hiệu Đảng', 'Party badges awarded')),
    total('card.issued', issued, w('Phát, cấp lại, đổi thẻ đảng viên', 'Party cards issued')),
  ],
};
