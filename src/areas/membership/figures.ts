/** Members standing at the period's end and before its beginning, what their files say, and how the number changed. */
import type { Counted, Figure, FigureArea, FigureSource, Where } from '../../figures/define.ts';
import { covers, type Facts } from '../../figures/facts.ts';
import { addMonths, type PlainDate } from '../../kernel/plain-date.ts';
import { type Words, w } from '../../kernel/words.ts';
import { CELL_KINDS } from '../organisation/contract.ts';
import { memberChanges } from './changes.ts';
import { CAME_BY, GENERAL_EDUCATION, LEFT_BY, POLITICAL_THEORY, QUALIFICATIONS } from './codes.ts';
import { isMerged, notMerged } from './merged.ts';

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

const AGES = [
  { band: '18_30', below: 31, words: w('18–30 tuổi', 'aged 18–30') },
  { band: '31_35', below: 36, words: w('31–35 tuổi', 'aged 31–35') },
  { band: '36_40', below: 41, words: w('36–40 tuổi', 'aged 36–40') },
  { band: '41_45', below: 46, words: w('41–45 tuổi', 'aged 41–45') },
  { band: '46_50', below: 51, words: w('46–50 tuổi', 'aged 46–50') },
  { band: '51_55', below: 56, words: w('51–55 tuổi', 'aged 51–55') },
  { band: '56_60', below: 61, words: w('56–60 tuổi', 'aged 56–60') },
] as const;

const OLDEST = { band: 'over_60', words: w('trên 60 tuổi', 'over 60') };

/**
 * Born after this day somebody is younger than `years` at the period's end. ISO texts order like days, and a year
 * or month alone orders like its first day. The subquery is evaluated once per statement.
 */
const bornAfter = (years: number): string =>
  `p.birth_date collate "C" > (select to_char(:to - interval '${years} years', 'YYYY-MM-DD'))`;

const ageSql = `case when p.birth_date is null then 'unstated'
    ${AGES.map(({ band, below }) => `when ${bornAfter(below)} then '${band}'`).join('\n    ')} else '${OLDEST.band}' end`;

function ageOf(born: string | null, day: PlainDate): string {
  if (born === null) return 'unstated';
  const first = born.length === 10 ? born : born.length === 7 ? `${born}-01` : `${born}-01-01`;
  return AGES.find(({ below }) => first > addMonths(day, -12 * below))?.band ?? OLDEST.band;
}

const STATED = ['general_education', 'qualification', 'political_theory', 'occupation'] as const;

// `offset 0` is a fence: every dimension is worked out once a row, not once a figure.
const breakdown: FigureSource = {
  name: 'member_breakdown',
  record: 'person',
  heavy: true,
  sql: `
select s.top, st.person as record, st.unit, :to as on_date, coalesce(g.kind, 'unstated') as standing,
  x.person is not null as exempt, p.sex, p.youth_union,
  case when p.ethnicity is not null and p.ethnicity <> 'Kinh' then 'minority' else 'kinh' end as ethnic,
  case when p.religion is not null and p.religion <> 'Không' then 'religious' else 'none' end as religion,
  ${STATED.map((name) => `coalesce(p.${name}, 'unstated') as ${name}`).join(', ')},
  ${ageSql} as age
from scope s
join stay st on st.unit = s.unit and st.valid_from <= :to and (st.valid_to is null or st.valid_to > :to)
join person p on p.id = st.person
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
        sex: file.sex,
        youth_union: file.youth_union,
        ethnic: file.ethnicity !== null && file.ethnicity !== 'Kinh' ? 'minority' : 'kinh',
        religion: file.religion !== null && file.religion !== 'Không' ? 'religious' : 'none',
        ...Object.fromEntries(STATED.map((name) => [name, file[name] ?? 'unstated'])),
        age: ageOf(file.birth_date as string | null, when.to),
      };
    }
  },
};

/** Cells with fewer official members than the rule asks for (Điều lệ Đảng, Điều 21, khoản 2). */
const cellSizes: FigureSource = {
  name: 'cell_sizes',
  record: 'unit',
  sql: `
select s.top, u.unit as record, u.unit, :to as on_date, count(g.person) < :rule_min_official as too_small
from scope s
join unit_period u on u.unit = s.unit and u.valid_from <= :to and (u.valid_to is null or u.valid_to > :to)
  and u.kind in (${CELL_KINDS.map((kind) => `'${kind}'`).join(', ')})
left join stay st on st.unit = u.unit and st.valid_from <= :to and (st.valid_to is null or st.valid_to > :to)
  and ${notMerged('st.person')}
left join standing g on g.person = st.person and g.kind = 'official'
  and g.valid_from <= :to and (g.valid_to is null or g.valid_to > :to)
where s.valid_from <= :to and s.valid_to > :to
group by s.top, u.unit`,
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
    cellSizes,
  ],
  figures: [
    total('mem.total', 'members', w('Tổng số đảng viên', 'Members')),
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
  ],
};
