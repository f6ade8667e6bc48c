/** Units standing at the period's end. */
import type { Counted, Figure, FigureArea, FigureSource } from '../../figures/define.ts';
import { covers } from '../../figures/facts.ts';
import { type Words, w } from '../../kernel/words.ts';
import { SECTORS, typeOf, typesOfUnits } from './contract.ts';

/**
 * A unit is itself one of the organisations counted for it (a grassroots committee is one grassroots
 * organisation), but never beneath itself: `beneath`. `direct` is told by the parent of the day.
 */
const units: FigureSource = {
  name: 'units',
  record: 'unit',
  sql: `
select s.top, p.unit as record, p.unit, :to as on_date, p.kind, coalesce(p.sector, 'unstated') as sector,
  p.kind = any (:rule_grassroots_kinds) as grassroots, not s.own as beneath,
  coalesce(p.parent = s.top, false) as direct
from scope s
join unit_period p on p.unit = s.unit and p.valid_from <= :to and (p.valid_to is null or p.valid_to > :to)
where s.valid_from <= :to and s.valid_to > :to`,
  *recount(facts, when) {
    const grassroots = when.rules.grassroots_kinds as readonly string[];
    for (const row of facts.rows('unit_period')) {
      if (!covers(row, when.to)) continue;
      const [itself, parent, ...further] = facts.above(row.unit, when.to);
      const counted = {
        record: row.unit,
        unit: row.unit,
        on: when.to,
        kind: row.kind,
        sector: row.sector ?? 'unstated',
        grassroots: grassroots.includes(row.kind as string),
      };
      const as = (tops: readonly (string | undefined)[], beneath: boolean, direct: boolean): Counted => ({
        ...counted,
        beneath,
        direct,
        tops: tops.filter((top) => top !== undefined),
      });
      yield as([itself], false, false);
      if (parent) yield as([parent], true, true);
      if (further.length > 0) yield as(further, true, false);
    }
  },
};

/** Units by the type of the grassroots organisation they belong to; a unit counts for itself too. */
const typed: FigureSource = {
  name: 'units_by_type',
  record: 'unit',
  sql: `
select s.top, p.unit as record, p.unit, :to as on_date, p.kind, y.type
from scope s
join unit_period p on p.unit = s.unit and p.valid_from <= :to and (p.valid_to is null or p.valid_to > :to)
join (${typesOfUnits}) y on y.unit = p.unit
where s.valid_from <= :to and s.valid_to > :to`,
  *recount(facts, when) {
    const grassroots = when.rules.grassroots_kinds as readonly string[];
    for (const row of facts.rows('unit_period')) {
      if (!covers(row, when.to)) continue;
      const type = typeOf(facts, row.unit, when.to, grassroots);
      yield { record: row.unit, unit: row.unit, on: when.to, kind: row.kind, type };
    }
  },
};

const stock = (key: string, words: Words, where: Figure['where'], more: Partial<Figure> = {}): Figure => ({
  key,
  source: 'units',
  ...(where ? { where } : {}),
  words,
  unit: 'organisation',
  nature: 'stock',
  ...more,
});

const partOf = (of: string, dimension: string) => ({
  part: { of, relation: 'partition', dimension } as const,
});

/** What a grassroots organisation is follows from the levels: communes changed their kind with them twice since 2025. */
const BY_LEVELS = {
  meaning: {
    rule: 'org.levels',
    words: w(
      'khái niệm tổ chức cơ sở đảng đã thay đổi',
      'the meaning of grassroots organisation has changed',
    ),
  },
};

const bySector = ([sector, words]: [string, Words]): Figure =>
  stock(
    `org.grassroots.${sector}`,
    w(`Tổ chức cơ sở đảng: ${words.vi}`, `Grassroots organisations: ${words.en}`),
    { grassroots: true, sector },
    { ...partOf('org.grassroots_total', 'sector'), ...BY_LEVELS },
  );

export const organisationFigures: FigureArea = {
  sources: [units, typed],
  figures: [
    stock(
      'org.grassroots_total',
      w('Tổ chức cơ sở đảng', 'Grassroots organisations'),
      { grassroots: true },
      BY_LEVELS,
    ),
    stock(
      'org.grassroots_committees',
      w('Đảng bộ cơ sở', 'Grassroots organisations with a committee'),
      { grassroots: true, kind: 'grassroots_committee' },
      { ...partOf('org.grassroots_total', 'kind'), ...BY_LEVELS },
    ),
    stock(
      'org.grassroots_cells',
      w('Chi bộ cơ sở', 'Grassroots cells'),
      { grassroots: true, kind: 'grassroots_cell' },
      { ...partOf('org.grassroots_total', 'kind'), ...BY_LEVELS },
    ),
    stock('org.typed', w('Tổ chức đảng theo loại hình', 'Organisations by type'), undefined, {
      source: 'units_by_type',
    }),
    ...Object.entries(SECTORS).map(bySector),
    bySector(['unstated', w('chưa ghi loại hình', 'sector not stated')]),
    stock(
      'org.subordinate_cells',
      w('Chi bộ trực thuộc đảng ủy cơ sở', 'Cells under grassroots committees'),
      { kind: ['subordinate_cell', 'cell'], beneath: true },
      { unit: 'cell' },
    ),
    stock(
      'org.sub_committees',
      w('Đảng bộ bộ phận, đảng bộ trực thuộc cơ sở', 'Sectional and subordinate organisations'),
      {
        kind: ['sectional_committee', 'subordinate_committee'],
        beneath: true,
      },
    ),
    stock('org.directly_subordinate', w('Tổ chức đảng trực thuộc', 'Directly subordinate organisations'), {
      direct: true,
    }),
  ],
};
