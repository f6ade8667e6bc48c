/** Who stands at the period's end, reviewed for the year of the period or not, and why not (11-HD/BTCTW, Biểu 6). */
import type { Figure, FigureArea, FigureSource } from '../../figures/define.ts';
import { covers, type RawRow } from '../../figures/facts.ts';
import { addMonths, type PlainDate } from '../../kernel/plain-date.ts';
import { type Words, w } from '../../kernel/words.ts';
import { isMerged, isSuspended, notMerged, suspendedOnSql } from '../membership/contract.ts';
import { GRADES } from './contract.ts';

const OPEN = '<= :to and (X.valid_to is null or X.valid_to > :to)';
const stands = (alias: string): string => `${alias}.valid_from ${OPEN.replaceAll('X', alias)}`;

/** Told of a review `v`, and of the first day of its subject; `why` are the further reasons for none. */
const told = (
  first: string,
  why: string,
): string => `coalesce(v.grade, 'none') as grade, coalesce(v.asked_by, 'none') as asked_by,
  case when v.id is not null then 'reviewed'
    when ${first} + make_interval(months => :rule_review_new_months) > :to then 'new' ${why} else 'due' end as state`;

const members: FigureSource = {
  name: 'members_reviewed',
  record: 'person',
  sql: `
select s.top, st.person as record, st.unit, :to as on_date, ${told(
    'j.first',
    `when x.person is not null then 'exempt'
    when exists (select from suspension p where p.person = st.person and ${suspendedOnSql('p', ':to')}) then 'suspended'`,
  )}
from scope s
join stay st on st.unit = s.unit and ${stands('st')}
left join member_review v on v.person = st.person and v.year = :year
left join exemption x on x.person = st.person and ${stands('x')}
left join (select g.person, min(g.valid_from) as first from standing g group by g.person) j on j.person = st.person
where s.valid_from <= :to and s.valid_to > :to and ${notMerged('st.person')}`,
  *recount(facts, when) {
    for (const stay of facts.rows('stay')) {
      const person = stay.person as string;
      if (!covers(stay, when.to) || isMerged(facts, person)) continue;
      const of = (table: string) => facts.by(table, 'person', person);
      const review = of('member_review').find((row) => row.year === when.year);
      const isNew = isYoung(of('standing'), when);
      const why = of('exemption').some((row) => covers(row, when.to))
        ? 'exempt'
        : isSuspended(facts, person, when.to)
          ? 'suspended'
          : 'due';
      yield { record: person, unit: stay.unit, on: when.to, ...said(review, isNew ? 'new' : why) };
    }
  },
};

const units: FigureSource = {
  name: 'units_reviewed',
  record: 'unit',
  sql: `
select s.top, u.unit as record, u.unit, :to as on_date, u.kind, u.kind = any (:rule_grassroots_kinds) as grassroots,
  ${told('(select min(f.valid_from) from unit_period f where f.unit = u.unit)', '')}
from scope s
join unit_period u on u.unit = s.unit and ${stands('u')}
left join unit_review v on v.unit = u.unit and v.year = :year
where s.valid_from <= :to and s.valid_to > :to`,
  *recount(facts, when) {
    const grassroots = when.rules.grassroots_kinds as readonly string[];
    for (const { unit, ...row } of facts.rows('unit_period')) {
      if (!covers({ unit, ...row } as RawRow, when.to)) continue;
      const review = facts.by('unit_review', 'unit', unit).find(({ year }) => year === when.year);
      const isNew = isYoung(facts.by('unit_period', 'unit', unit), when);
      const kind = row.kind as string;
      const place = { kind, grassroots: grassroots.includes(kind), ...said(review, isNew ? 'new' : 'due') };
      yield { record: unit, unit, on: when.to, ...place };
    }
  },
};

type Days = { to: PlainDate; rules: Readonly<Record<string, unknown>> };

function isYoung(rows: readonly RawRow[], { to, rules }: Days): boolean {
  const [first] = rows.map((row) => row.valid_from as PlainDate).sort();
  return first !== undefined && addMonths(first, rules.review_new_months as number) > to;
}

const said = (review: RawRow | undefined, otherwise: string) => ({
  grade: review?.grade ?? 'none',
  asked_by: review?.asked_by ?? 'none',
  state: review ? 'reviewed' : otherwise,
});

type Side = {
  stem: string;
  source: FigureSource;
  unit: Figure['unit'];
  words: Words;
  states: Record<string, Words>;
};

const REVIEWED = w('đã kiểm điểm', 'reviewed');
const DUE = w('chưa kiểm điểm, không thuộc diện được hoãn', 'not reviewed, and nothing excuses it');

const SIDES: readonly Side[] = [
  {
    stem: 'rev.members',
    source: members,
    unit: 'member',
    words: w('Đảng viên phải kiểm điểm', 'Members to be reviewed'),
    states: {
      reviewed: REVIEWED,
      new: w('mới kết nạp, chưa kiểm điểm', 'newly admitted, not reviewed'),
      exempt: w('được miễn, chưa kiểm điểm', 'exempt, not reviewed'),
      suspended: w('bị đình chỉ sinh hoạt, chưa kiểm điểm', 'suspended, not reviewed'),
      due: DUE,
    },
  },
  {
    stem: 'rev.organisations',
    source: units,
    unit: 'organisation',
    words: w('Tập thể phải kiểm điểm', 'Collectives to be reviewed'),
    states: {
      reviewed: REVIEWED,
      new: w('mới thành lập, chưa kiểm điểm', 'newly formed, not reviewed'),
      due: DUE,
    },
  },
];

const UNGRADED = { none: w('không xếp loại', 'not graded') };

function figuresOf({ stem, source, unit, words, states }: Side): Figure[] {
  const common = { source: source.name, unit, nature: 'stock' as const };
  const named = (more: Words) =>
    w(`${words.vi}: ${more.vi.toLowerCase()}`, `${words.en}: ${more.en.toLowerCase()}`);
  const part = (of: string, dimension: string) => ({ of, relation: 'partition' as const, dimension });
  return [
    { ...common, key: stem, words },
    ...Object.entries(states).map(([state, name]) => ({
      ...{ ...common, key: `${stem}.${state}`, where: { state }, words: named(name) },
      part: part(stem, 'state'),
    })),
    ...Object.entries({ ...GRADES, ...UNGRADED }).map(([grade, name]) => ({
      ...{
        ...common,
        key: `${stem}.reviewed.${grade}`,
        where: { state: 'reviewed', grade },
        words: named(name),
      },
      part: part(`${stem}.reviewed`, 'grade'),
    })),
  ];
}

export const reviewFigures: FigureArea = {
  sources: [members, units],
  figures: SIDES.flatMap(figuresOf),
};
