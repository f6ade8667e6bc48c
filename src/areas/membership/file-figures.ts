/** What a member's file says, as dimensions to count by: on the day it is counted for, in both methods. */
import type { RawRow } from '../../figures/facts.ts';
import { addMonths, type PlainDate } from '../../kernel/plain-date.ts';
import { w } from '../../kernel/words.ts';

export const AGES = [
  { band: '18_30', below: 31, words: w('18–30 tuổi', 'aged 18–30') },
  { band: '31_35', below: 36, words: w('31–35 tuổi', 'aged 31–35') },
  { band: '36_40', below: 41, words: w('36–40 tuổi', 'aged 36–40') },
  { band: '41_45', below: 46, words: w('41–45 tuổi', 'aged 41–45') },
  { band: '46_50', below: 51, words: w('46–50 tuổi', 'aged 46–50') },
  { band: '51_55', below: 56, words: w('51–55 tuổi', 'aged 51–55') },
  { band: '56_60', below: 61, words: w('56–60 tuổi', 'aged 56–60') },
] as const;

export const OLDEST = { band: 'over_60', words: w('trên 60 tuổi', 'over 60') };

/** Fields of the file that are counted by as they stand; what nobody has stated is a part of its own. */
const STATED = ['general_education', 'qualification', 'political_theory', 'occupation'] as const;

/**
 * Born after this day somebody is younger than `years` on `day`. ISO texts order like days, and a year or month
 * alone orders like its first day. With a parameter as the day the subquery is evaluated once per statement.
 */
const bornAfter = (years: number, day: string): string =>
  `p.birth_date collate "C" > (select to_char(${day} - interval '${years} years', 'YYYY-MM-DD'))`;

/**
 * The columns of a file, of `person p`, on a day: what official forms count by (11-HD/BTCTW, Biểu 2, 3, 4). The time
 * of admission is the first day of the first standing known; of old files that is the day they became official.
 */
export const fileColumns = (day: string): string => `p.sex, p.youth_union, p.business_owner, p.foreign_spouse,
  case when p.ethnicity is not null and p.ethnicity <> 'Kinh' then 'minority' else 'kinh' end as ethnic,
  coalesce(p.ethnicity, 'unstated') as people,
  case when p.religion is not null and p.religion <> 'Không' then 'religious' else 'none' end as religion,
  coalesce(p.religion, 'unstated') as creed,
  coalesce(p.academic_title, 'none') as academic_title,
  ${STATED.map((name) => `coalesce(p.${name}, 'unstated') as ${name}`).join(', ')},
  case when p.birth_date is null then 'unstated'
    ${AGES.map(({ band, below }) => `when ${bornAfter(below, day)} then '${band}'`).join('\n    ')} else '${OLDEST.band}' end as age,
  date_part('year', age(${day}, rpad(p.birth_date, 10, '-01-01')::date))::int as years,
  (select case when min(j.valid_from) is null then 'unstated' when min(j.valid_from) < '1945-08-19' then 'before_1945'
      when min(j.valid_from) < '1954-07-21' then 'to_1954' when min(j.valid_from) < '1975-05-01' then 'to_1975'
      else 'since_1975' end
    from standing j where j.person = p.id) as joined`;

/** The first day of a partial date. */
const firstDay = (day: string): PlainDate => `${day}${'-01-01'.slice(day.length - 4)}` as PlainDate;

function ageOf(born: PlainDate, day: PlainDate): string {
  return AGES.find(({ below }) => born > addMonths(day, -12 * below))?.band ?? OLDEST.band;
}

/** Full years: birthdays passed since. */
const yearsOf = (born: PlainDate, day: PlainDate): number =>
  Number(day.slice(0, 4)) - Number(born.slice(0, 4)) - (day.slice(5) < born.slice(5) ? 1 : 0);

/** From when on a first standing belongs to the next time of admission (11-HD/BTCTW, Biểu 3). */
const TIMES = [
  { before: '1945-08-19', time: 'before_1945' },
  { before: '1954-07-21', time: 'to_1954' },
  { before: '1975-05-01', time: 'to_1975' },
] as const;

function joinedOf(standings: readonly RawRow[]): string {
  const [first] = standings.map((row) => row.valid_from as string).sort();
  if (!first) return 'unstated';
  return TIMES.find(({ before }) => first < before)?.time ?? 'since_1975';
}

/** The same by the second method, from the raw row and the person's standings. */
export function fileOf(file: RawRow, standings: readonly RawRow[], day: PlainDate): Record<string, unknown> {
  const born = file.birth_date === null ? null : firstDay(file.birth_date as string);
  const { sex, youth_union, business_owner, foreign_spouse } = file;
  return {
    ...{ sex, youth_union, business_owner, foreign_spouse },
    ethnic: file.ethnicity !== null && file.ethnicity !== 'Kinh' ? 'minority' : 'kinh',
    people: file.ethnicity ?? 'unstated',
    religion: file.religion !== null && file.religion !== 'Không' ? 'religious' : 'none',
    creed: file.religion ?? 'unstated',
    academic_title: file.academic_title ?? 'none',
    ...Object.fromEntries(STATED.map((name) => [name, file[name] ?? 'unstated'])),
    age: born === null ? 'unstated' : ageOf(born, day),
    years: born === null ? null : yearsOf(born, day),
    joined: joinedOf(standings),
  };
}
