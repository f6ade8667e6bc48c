/** What a member's file says, as dimensions to count by: on the day it is counted for, in both methods. */
import type { Facts, RawRow } from '../../figures/facts.ts';
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

/** Of the fields below those that are true or not; their facts hold it as text. */
const FLAGS = ['youth_union', 'business_owner', 'foreign_spouse'] as const;

/** Fields whose facts begin on a day; figures take the one in force on theirs. A birth date is only ever corrected. */
const DATED = ['sex', 'ethnicity', 'religion', ...FLAGS, 'academic_title', ...STATED] as const;

/** A day as text: partial dates order like their first days. */
const asText = (day: string): string => `to_char(${day}, 'YYYY-MM-DD')`;

/**
 * What the file of `person p` said on a day, where a fact has begun since: `h.was` by field. The column of `person` is
 * the fact that began last, and stands for every earlier day on which nothing else was in force.
 */
export const fileJoin = (day: string): string => `left join lateral (
  select jsonb_object_agg(l.field, (select o.value from person_fact o where o.person = p.id and o.field = l.field
    and (o.since is null or o.since collate "C" <= ${asText(day)}) order by o.since desc nulls last limit 1)) as was
  from (select distinct f.field from person_fact f where f.person = p.id and f.since is not null
    and f.since collate "C" > ${asText(day)} and f.field in (${DATED.map((name) => `'${name}'`).join(', ')})) l
) h on true`;

const onDay = (name: (typeof DATED)[number]): string =>
  `(case when h.was is null or not h.was ? '${name}' then p.${name} else h.was ->> '${name}' end)`;

const isOnDay = (name: (typeof FLAGS)[number]): string =>
  `(case when h.was is null or not h.was ? '${name}' then p.${name} else coalesce((h.was ->> '${name}')::boolean, false) end)`;

/**
 * The columns of a file, of `person p` and `fileJoin`, on a day: what official forms count by (11-HD/BTCTW, Biểu 2, 3,
 * 4). The time of admission is the first day that counts as party age: what was entered as such, and without it the
 * first standing known; of old files that is the day they became official.
 */
export const fileColumns = (
  day: string,
): string => `${onDay('sex')} as sex, ${FLAGS.map((name) => `${isOnDay(name)} as ${name}`).join(', ')},
  case when ${onDay('ethnicity')} <> 'Kinh' then 'minority' else 'kinh' end as ethnic,
  coalesce(${onDay('ethnicity')}, 'unstated') as people,
  case when ${onDay('religion')} <> 'Không' then 'religious' else 'none' end as religion,
  coalesce(${onDay('religion')}, 'unstated') as creed,
  coalesce(${onDay('academic_title')}, 'none') as academic_title,
  ${STATED.map((name) => `coalesce(${onDay(name)}, 'unstated') as ${name}`).join(', ')},
  case when p.birth_date is null then 'unstated'
    ${AGES.map(({ band, below }) => `when ${bornAfter(below, day)} then '${band}'`).join('\n    ')} else '${OLDEST.band}' end as age,
  date_part('year', age(${day}, rpad(p.birth_date, 10, '-01-01')::date))::int as years,
  (select case when j.first is null then 'unstated' when j.first < '1945-08-19' then 'before_1945'
      when j.first < '1954-07-21' then 'to_1954' when j.first < '1975-05-01' then 'to_1975' else 'since_1975' end
    from (select coalesce((select min(q.valid_from) from party_period q where q.person = p.id),
      (select min(g.valid_from) from standing g where g.person = p.id)) as first) j) as joined`;

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

function joinedOf(facts: Facts, person: string): string {
  const firstOf = (table: string) =>
    facts
      .by(table, 'person', person)
      .map((row) => row.valid_from as string)
      .sort()[0];
  const first = firstOf('party_period') ?? firstOf('standing');
  if (!first) return 'unstated';
  return TIMES.find(({ before }) => first < before)?.time ?? 'since_1975';
}

/** What the file said on a day: the latest fact that had begun, where another has begun since; else the column. */
function saidOn(facts: Facts, file: RawRow, name: string, day: PlainDate): unknown {
  const own = facts.by('person_fact', 'person', file.id).filter((fact) => fact.field === name);
  const begun = (fact: RawRow) => fact.since === null || (fact.since as string) <= day;
  if (own.every(begun)) return file[name];
  const since = (fact: RawRow) => (fact.since as string | null) ?? '';
  return own.filter(begun).sort((a, b) => (since(a) < since(b) ? 1 : -1))[0]?.value ?? null;
}

/** The same by the second method, from raw rows. */
export function fileOf(facts: Facts, file: RawRow, day: PlainDate): Record<string, unknown> {
  const born = file.birth_date === null ? null : firstDay(file.birth_date as string);
  const said = Object.fromEntries(DATED.map((name) => [name, saidOn(facts, file, name, day)]));
  return {
    sex: said.sex,
    ...Object.fromEntries(FLAGS.map((name) => [name, said[name] === true || said[name] === 'true'])),
    ethnic: said.ethnicity !== null && said.ethnicity !== 'Kinh' ? 'minority' : 'kinh',
    people: said.ethnicity ?? 'unstated',
    religion: said.religion !== null && said.religion !== 'Không' ? 'religious' : 'none',
    creed: said.religion ?? 'unstated',
    academic_title: said.academic_title ?? 'none',
    ...Object.fromEntries(STATED.map((name) => [name, said[name] ?? 'unstated'])),
    age: born === null ? 'unstated' : ageOf(born, day),
    years: born === null ? null : yearsOf(born, day),
    joined: joinedOf(facts, file.id),
  };
}
