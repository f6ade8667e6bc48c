/** Members standing at the period's end and before its beginning, what their files say, and how the number changed. */
import type { Counted, Figure, FigureArea, FigureSource, Where } from '../../figures/define.ts';
import { covers, type Facts, type RawRow } from '../../figures/facts.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import { type Words, w } from '../../kernel/words.ts';
import { CELL_KINDS, typeOf, typesOfUnits } from '../organisation/contract.ts';
import { memberChanges } from './changes.ts';
import { CAME_BY, GENERAL_EDUCATION, LEFT_BY, POLITICAL_THEORY, QUALIFICATIONS } from './codes.ts';
import { AGES, fileColumns, fileJoin, fileOf, OLDEST } from './file-figures.ts';
import { isMerged, notMerged } from './merged.ts';
import { staffFigures } from './staff-figures.ts';

function* present(facts: Facts, day: PlainDate): Generator<Counted & { record: string }> {
  for (const row of facts.rows('stay')) {
    if (covers(row, day) && !isMerged(facts, row.person))
      yield { record: row.person as string, unit: row.unit, on: day };
  }
}

/** Thin: answered from the covering index of stays alone. */
const presentOn = (name: string, day: 'to' | 'before'): FigureSource => ({
  name,
  record: 'person',
  sql: `
select s.top, st.person as record, st.unit, :${day} as on_date
from scope s
join stay st on st.unit = s.unit and st.valid_from <= :${day} and (st.valid_to is null or st.valid_to > :${day})
where s.valid_from <= :${day} and s.valid_to > :${day} and ${notMerged('st.person')}`,
  recount: (facts, when) => present(facts, when[day]),
});

/** Full months since somebody became a member. */
function monthsSince(standings: readonly RawRow[], day: PlainDate): number | null {
  const [first] = standings.map((row) => row.valid_from as string).sort();
  if (!first) return null;
  const months = (date: string) => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7));
  return months(day) - months(first) - (day.slice(8) < first.slice(8) ? 1 : 0);
}

// `offset 0` is a fence: every dimension is worked out once a row, not once a figure.
const breakdown: FigureSource = {
  name: 'member_breakdown',
  record: 'person',
  heavy: true,
  sql: `
select s.top, st.person as record, st.unit, :to as on_date, coalesce(g.kind, 'unstated') as standing,
  x.person is not null as exempt, ${fileColumns(':to')},
  (select date_part('year', age(:to, min(j.valid_from))) * 12 + date_part('month', age(:to, min(j.valid_from)))
    from standing j where j.person = p.id)::int as months
from scope s
join stay st on st.unit = s.unit and st.valid_from <= :to and (st.valid_to is null or st.valid_to > :to)
join person p on p.id = st.person
${fileJoin(':to')}
left join standing g on g.person = st.person and g.valid_from <= :to and (g.valid_to is null or g.valid_to > :to)
left join exemption x on x.person = st.person and x.valid_from <= :to and (x.valid_to is null or x.valid_to > :to)
where s.valid_from <= :to and s.valid_to > :to and ${notMerged('st.person')}`,
  *recount(facts, when) {
    for (const member of present(facts, when.to)) {
      const file = facts.row('person', member.record)!;
      const on = (table: string) =>
        facts.by(table, 'person', member.record).find((row) => covers(row, when.to));
      yield {
        ...member,
        standing: on('standing')?.kind ?? 'unstated',
        exempt: on('exemption') !== undefined,
        ...fileOf(facts, file, when.to),
        months: monthsSince(facts.by('standing', 'person', member.record), when.to),
      };
    }
  },
};

/** Members by the type of the grassroots organisation they belong to (11-HD/BTCTW, Biểu 5). */
const typed: FigureSource = {
  name: 'members_by_type',
  record: 'person',
  sql: `
select s.top, st.person as record, st.unit, :to as on_date, y.type
from scope s
join stay st on st.unit = s.unit and st.valid_from <= :to and (st.valid_to is null or st.valid_to > :to)
join (${typesOfUnits}) y on y.unit = st.unit
where s.valid_from <= :to and s.valid_to > :to and ${notMerged('st.person')}`,
  *recount(facts, when) {
    const grassroots = when.rules.grassroots_kinds as readonly string[];
    for (const member of present(facts, when.to))
      yield { ...member, type: typeOf(facts, member.unit, when.to, grassroots) };
  },
};

/** Cells with fewer official members than the rule asks for (Điều lệ Đảng, Điều 21, khoản 2). */
const cellSizes: FigureSource = {
  name: 'cell_sizes',
  record: 'unit',
  sql: `
select s.top, c.unit as record, c.unit, :to as on_date, c.official < :rule_min_official as too_small
from scope s
join (
  select u.unit, count(g.person) as official
  from (select distinct unit from scope where valid_from <= :to and valid_to > :to) here
  join unit_period u on u.unit = here.unit and u.valid_from <= :to and (u.valid_to is null or u.valid_to > :to)
    and u.kind in (${CELL_KINDS.map((kind) => `'${kind}'`).join(', ')})
  left join stay st on st.unit = u.unit and st.valid_from <= :to and (st.valid_to is null or st.valid_to > :to)
    and ${notMerged('st.person')}
  left join standing g on g.person = st.person and g.kind = 'official'
    and g.valid_from <= :to and (g.valid_to is null or g.valid_to > :to)
  group by u.unit
) c on c.unit = s.unit
where s.valid_from <= :to and s.valid_to > :to`,
  *recount(facts, when) {
    const isOfficial = (person: string) =>
      facts.by('standing', 'person', person).some((row) => row.kind === 'official' && covers(row, when.to));
    for (const cell of facts.rows('unit_period')) {
      if (!covers(cell, when.to) || !CELL_KINDS.includes(cell.kind as string)) continue;
      const stays = facts
        .by('stay', 'unit', cell.unit)
        .filter((row) => covers(row, when.to) && !isMerged(facts, row.person));
      const official = stays.filter((row) => isOfficial(row.person as string)).length;
      const least = when.rules.min_official as number;
      yield { record: cell.unit, unit: cell.unit, on: when.to, too_small: official < least };
    }
  },
};

type Part = NonNullable<Figure['part']>['relation'];

const inBreakdown = (
  key: string,
  words: Words,
  dimension: string,
  value: string | boolean,
  relation: Part,
): Figure => ({
  key,
  source: 'member_breakdown',
  where: { [dimension]: value },
  words,
  unit: 'member',
  nature: 'stock',
  part: { of: 'mem.total', relation, dimension },
});

const members = (words: Words): Words =>
  w(`Đảng viên: ${words.vi.toLowerCase()}`, `Members: ${words.en.toLowerCase()}`);

const unstated = w('chưa ghi', 'not stated');

/** One figure for each code of a list, and one for what nobody has stated, so that the parts close. */
const byCode = (key: string, dimension: string, codes: Readonly<Record<string, Words>>): Figure[] =>
  Object.entries({ ...codes, unstated }).map(([code, words]) =>
    inBreakdown(`mem.${key}.${code}`, members(words), dimension, code, 'partition'),
  );

const ages = Object.fromEntries([...AGES, OLDEST].map(({ band, words }) => [band, words]));

const change = (key: string, words: Words, where: Where, part?: Figure['part']): Figure => ({
  key,
  source: 'member_changes',
  where,
  words,
  unit: 'member',
  nature: 'flow',
  ...(part ? { part } : {}),
});

const reorganised = w('Theo sắp xếp tổ chức', 'By a reorganisation');

function changesBy(
  direction: 'in' | 'out',
  reasons: Readonly<Record<string, Words>>,
  heading: Words,
): Figure[] {
  const of = `mem.${direction}.total`;
  const { rehoming: _, ...own } = reasons;
  return Object.entries({ ...own, reorganised }).map(([reason, words]) =>
    change(
      `mem.${direction}.${reason}`,
      w(`${heading.vi}: ${words.vi.toLowerCase()}`, `${heading.en}: ${words.en.toLowerCase()}`),
      { direction, reason },
      { of, relation: 'partition', dimension: 'reason' },
    ),
  );
}

const INCREASE = w('Tăng', 'Increase');
const DECREASE = w('Giảm', 'Decrease');

const total = (key: string, source: string, words: Words): Figure => ({
  key,
  source,
  words,
  unit: 'member',
  nature: 'stock',
});

export const membershipFigures: FigureArea = {
  sources: [
    presentOn('members', 'to'),
    presentOn('members_before', 'before'),
    breakdown,
    memberChanges,
    typed,
    cellSizes,
    ...staffFigures.sources,
  ],
  figures: [
    total('mem.total', 'members', w('Tổng số đảng viên', 'Members')),
    total('mem.typed', 'members_by_type', w('Đảng viên theo loại hình tổ chức', 'Members by type')),
    total('mem.by_file', 'member_breakdown', w('Đảng viên theo hồ sơ', 'Members by their files')),
    total('mem.opening', 'members_before', w('Đảng viên kỳ trước chuyển sang', 'Members at the opening')),
    inBreakdown(
      'mem.official',
      w('Đảng viên chính thức', 'Official members'),
      'standing',
      'official',
      'partition',
    ),
    inBreakdown(
      'mem.probationary',
      w('Đảng viên dự bị', 'Probationary members'),
      'standing',
      'probationary',
      'partition',
    ),
    inBreakdown(
      'mem.standing_unstated',
      w('Đảng viên chưa ghi chính thức hay dự bị', 'Members without a recorded standing'),
      'standing',
      'unstated',
      'partition',
    ),
    inBreakdown(
      'mem.exempt',
      w('Đảng viên được miễn công tác và sinh hoạt', 'Exempt members'),
      'exempt',
      true,
      'subset',
    ),
    inBreakdown(
      'mem.attending_regularly',
      w('Đảng viên sinh hoạt thường xuyên', 'Members attending regularly'),
      'exempt',
      false,
      'subset',
    ),
    inBreakdown('mem.female', w('Đảng viên nữ', 'Women'), 'sex', 'female', 'overlap'),
    inBreakdown('mem.male', w('Đảng viên nam', 'Men'), 'sex', 'male', 'overlap'),
    inBreakdown(
      'mem.ethnic',
      w('Đảng viên dân tộc thiểu số', 'Ethnic minorities'),
      'ethnic',
      'minority',
      'overlap',
    ),
    inBreakdown(
      'mem.religious',
      w('Đảng viên có đạo', 'Religious members'),
      'religion',
      'religious',
      'overlap',
    ),
    inBreakdown(
      'mem.youth_union',
      w('Đảng viên là đoàn viên', 'Youth Union members'),
      'youth_union',
      true,
      'overlap',
    ),
    ...byCode('age', 'age', ages),
    ...byCode('education', 'general_education', GENERAL_EDUCATION),
    ...byCode('qualification', 'qualification', QUALIFICATIONS),
    ...byCode('political_theory', 'political_theory', POLITICAL_THEORY),
    change('mem.in.total', w('Đảng viên tăng trong kỳ', 'Increase of members'), { direction: 'in' }),
    ...changesBy('in', CAME_BY, INCREASE),
    change('mem.out.total', w('Đảng viên giảm trong kỳ', 'Decrease of members'), { direction: 'out' }),
    ...changesBy('out', LEFT_BY, DECREASE),
    {
      key: 'org.units_too_small',
      source: 'cell_sizes',
      where: { too_small: true },
      words: w(
        'Chi bộ dưới số đảng viên chính thức tối thiểu',
        'Cells below the least number of official members',
      ),
      unit: 'cell',
      nature: 'stock',
    },
    ...staffFigures.figures,
  ],
};
