/** For tests: a small district whose second cell of commune A goes to commune B on 1/7/2023. */
import type { Work } from '../audit/testing.ts';
import { addDays, type PlainDate, plainDate } from '../kernel/plain-date.ts';
import { w } from '../kernel/words.ts';
import type { FigureArea, When } from './define.ts';
import { covers } from './facts.ts';

export const NINE_MONTHS_2023: When = {
  from: plainDate('2023-01-01'),
  to: plainDate('2023-09-30'),
  before: plainDate('2022-12-31'),
  asOf: plainDate('2023-10-05'),
  year: 2023,
  rules: {
    review_new_months: 6,
    admission_date: 'decision',
    grassroots_kinds: ['grassroots_committee', 'grassroots_cell'],
  },
};

export type District = Record<'district' | 'a' | 'b' | 'a1' | 'a2' | 'b1', string>;

/** Founds the units and admits one woman in A1, one man in A2 before it moved, one woman in A2 after it moved. */
export async function foundDistrict(work: Work): Promise<District> {
  const names = ['district', 'a', 'b', 'a1', 'a2', 'b1'] as const;
  const units = Object.fromEntries(names.map((name) => [name, work.newId()])) as District;
  const { district, a, b, a1, a2, b1 } = units;
  const parents: Record<string, string | null> = {
    [district]: null,
    [a]: district,
    [b]: district,
    [a1]: a,
    [a2]: a,
    [b1]: b,
  };
  await work.act('found units', async (tx) => {
    await tx`select found_units(${Object.keys(parents)}, ${Object.values(parents)})`;
    for (const [name, unit] of Object.entries(units)) {
      const parts =
        name === 'a2'
          ? [
              ['2000-01-01', '2023-07-01', a],
              ['2023-07-01', null, b],
            ]
          : [['2000-01-01', null, parents[unit]!]];
      for (const [from, to, parent] of parts) {
        await tx`insert into unit_period (id, unit, valid_from, valid_to, parent, kind, name, code) values
          (${work.newId()}, ${unit}, ${from!}, ${to!}, ${parent!}, ${name.length === 1 ? 'grassroots_committee' : name === 'district' ? 'district' : 'subordinate_cell'}, ${name}, ${name})`;
      }
    }
    await tx`select rebuild_closure(), move_unit(${a2}, ${b})`;
  });
  await work.act('admit', async (tx) => {
    const body = work.newId();
    await tx`insert into body (id, unit, kind, valid_from) values (${body}, ${district}, 'committee', '2000-01-01')`;
    for (const [unit, sex, on] of [
      [a1, 'female', '2023-02-01'],
      [a2, 'male', '2023-06-30'],
      [a2, 'female', '2023-07-01'],
    ] as const) {
      const person = work.newId();
      await tx`insert into person (id, unit, name, sex) values (${person}, ${unit}, ${`Người ${on}`}, ${sex})`;
      await tx`insert into stay (id, person, unit, valid_from, came_by) values (${work.newId()}, ${person}, ${unit}, ${on}, 'admission')`;
      await tx`insert into admission (id, person, unit, body, number, decided_on, sources) values
        (${work.newId()}, ${person}, ${unit}, ${body}, '1', ${on}, ${sex === 'female' ? ['rural', 'school'] : []})`;
    }
  });
  return units;
}

/** Stays as a stock with opening, come, gone and closing, and the cells they are in (distinct). */
export const smallFigures: FigureArea = {
  sources: [
    {
      name: 'staying',
      record: 'stay',
      sql: `
select s.top, t.id as record, t.unit, d.day as on_date, d.at, t.unit as cell
from stay t
cross join (values (:before::date, 'opening'), (:to::date, 'closing')) d (day, at)
join scope s on s.unit = t.unit and d.day >= s.valid_from and d.day < s.valid_to
where t.valid_from <= d.day and (t.valid_to is null or t.valid_to > d.day)`,
      *recount(facts, when) {
        for (const [on, at] of [
          [when.before, 'opening'],
          [when.to, 'closing'],
        ] as const) {
          for (const row of facts.rows('stay')) {
            const until = row.valid_to as string | null;
            if ((row.valid_from as string) > on || (until !== null && until <= on)) continue;
            yield { record: row.id, unit: row.unit, on, at, cell: row.unit };
          }
        }
      },
    },
    {
      name: 'crossed',
      record: 'person',
      sql: `
select top, person as record, top as unit, day as on_date, way
from (
  select s.top, t.person, range_agg(daterange(greatest(t.valid_from, s.valid_from),
    least(coalesce(t.valid_to, 'infinity'), s.valid_to))) as during
  from stay t join scope s on s.unit = t.unit and t.valid_from < s.valid_to
    and coalesce(t.valid_to, 'infinity') > s.valid_from
  group by s.top, t.person
) inside, unnest(during) r, lateral (values (lower(r), 'in'), (upper(r), 'out')) c (day, way)
where day between :from and :to`,
      *recount(facts, when) {
        const dated = [...facts.rows('stay'), ...facts.rows('unit_period')];
        const days = new Set(dated.flatMap((row) => [row.valid_from, row.valid_to]) as PlainDate[]);
        const aboveOn = (person: string, day: PlainDate) =>
          facts
            .by('stay', 'person', person)
            .flatMap((row) => (covers(row, day) ? facts.above(row.unit, day) : []));
        for (const { id } of facts.rows('person')) {
          for (const on of days) {
            if (!on || on < when.from || on > when.to) continue;
            const [before, after] = [aboveOn(id, addDays(on, -1)), aboveOn(id, on)];
            const came = after.filter((unit) => !before.includes(unit));
            const gone = before.filter((unit) => !after.includes(unit));
            for (const unit of came) yield { record: id, unit, on, way: 'in', tops: [unit] };
            for (const unit of gone) yield { record: id, unit, on, way: 'out', tops: [unit] };
          }
        }
      },
    },
  ],
  figures: [
    {
      key: 'mem.opening',
      source: 'staying',
      where: { at: 'opening' },
      words: w('Đầu kỳ', 'Opening'),
      unit: 'member',
      nature: 'stock',
    },
    {
      key: 'mem.total',
      source: 'staying',
      where: { at: 'closing' },
      words: w('Cuối kỳ', 'Closing'),
      unit: 'member',
      nature: 'stock',
    },
    {
      key: 'mem.cells',
      source: 'staying',
      where: { at: 'closing' },
      distinct: 'cell',
      words: w('Chi bộ', 'Cells'),
      unit: 'cell',
      nature: 'stock',
    },
    {
      key: 'mem.in.total',
      source: 'crossed',
      where: { way: 'in' },
      words: w('Tăng', 'Come'),
      unit: 'member',
      nature: 'flow',
    },
    {
      key: 'mem.out.total',
      source: 'crossed',
      where: { way: 'out' },
      words: w('Giảm', 'Gone'),
      unit: 'member',
      nature: 'flow',
    },
  ],
};
