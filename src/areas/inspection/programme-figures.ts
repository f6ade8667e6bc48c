/** Programmes of the year as they stood at the as-of date: what was planned, what of it is done. */
import type { Counted, Figure, FigureArea, FigureSource, Ratio, When, Where } from '../../figures/define.ts';
import { type Facts, ownAndAbove, type RawRow } from '../../figures/facts.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import { type Words, w } from '../../kernel/words.ts';

/** Where the item stands: which body's programme, whether adjusted away, by the as-of date. */
const STANDING = `b.kind as body_kind, s.own, it.nature, it.added_on is null as original,
  coalesce(it.added_on <= :as_of, true) and coalesce(d.dropped_on > :as_of, true) as in_force`;

const DROPPED = `left join (
  select item, min(decided_on) as dropped_on from programme_change where kind = 'drop' group by item
) d on d.item = it.id`;

const programmes: FigureSource = {
  name: 'programmes',
  record: 'programme',
  sql: `
select s.top, p.id as record, p.unit, p.approved_on as on_date, b.kind as body_kind,
  (select u.kind from unit_period u where u.unit = p.unit and p.approved_on >= u.valid_from
    and (u.valid_to is null or p.approved_on < u.valid_to)) as unit_kind
from programme p
left join body b on b.id = p.body
join scope s on s.unit = p.unit and :as_of >= s.valid_from and :as_of < s.valid_to
where p.year = :year and p.approved_on <= :as_of`,
  *recount(facts, when) {
    for (const row of programmesOf(facts, when)) {
      const on = row.approved_on as PlainDate;
      const unit = facts.unitOn(row.unit, on);
      if (!unit) continue;
      const body = facts.row('body', row.body as string)!;
      const tops = facts.above(row.unit, when.asOf);
      yield { record: row.id, unit: row.unit, on, tops, body_kind: body.kind, unit_kind: unit.kind };
    }
  },
};

const items: FigureSource = {
  name: 'programme_items',
  record: 'programme_item',
  sql: `
select s.top, it.id as record, it.unit, coalesce(it.added_on, p.approved_on) as on_date, ${STANDING}, w.state
from programme p
join programme_item it on it.programme = p.id
${DROPPED}
left join body b on b.id = p.body
join scope s on s.unit = it.unit and :as_of >= s.valid_from and :as_of < s.valid_to
cross join lateral (
  select case when count(*) = 0 then 'not_started'
    when bool_and(coalesce(i.concluded_on <= :as_of, false)) then 'done' else 'ongoing' end as state
  from inspection i where i.item = it.id and i.opened_on <= :as_of
) w
where p.year = :year and p.approved_on <= :as_of`,
  *recount(facts, when) {
    for (const { item, programme } of itemsOf(facts, when)) {
      const on = (item.added_on ?? programme.approved_on) as PlainDate;
      const state = stateOf(facts, when, item);
      yield* placed(facts, when, item, programme, { record: item.id, unit: item.unit, on, state });
    }
  },
};

const subjects: FigureSource = {
  name: 'programme_subjects',
  record: 'inspection_subject',
  sql: `
select s.top, x.id as record, x.unit, x.kind as subject, x.subject_person as person,
  x.subject_unit as organisation, x.committee_member, ${STANDING},
  coalesce(x.concluded_on <= :as_of, false) as done,
  case when x.concluded_on <= :as_of then x.concluded_on else coalesce(it.added_on, p.approved_on) end as on_date
from programme p
join programme_item it on it.programme = p.id
cross join lateral (
  select x.* from inspection_subject x where x.item = it.id
  union all
  select x.* from inspection i join inspection_subject x on x.inspection = i.id and x.item is null where i.item = it.id
) x
${DROPPED}
left join body b on b.id = p.body
join scope s on s.unit = it.unit and :as_of >= s.valid_from and :as_of < s.valid_to
where p.year = :year and p.approved_on <= :as_of`,
  *recount(facts, when) {
    const planned = new Map([...itemsOf(facts, when)].map((found) => [found.item.id, found]));
    for (const row of facts.rows('inspection_subject')) {
      const id = row.item ?? facts.row('inspection', row.inspection as string | null)?.item;
      const found = planned.get(id as string);
      if (!found) continue;
      const concluded = row.concluded_on as PlainDate | null;
      const done = concluded !== null && concluded <= when.asOf;
      yield* placed(facts, when, found.item, found.programme, {
        record: row.id,
        unit: row.unit,
        on: done ? concluded : ((found.item.added_on ?? found.programme.approved_on) as PlainDate),
        subject: row.kind,
        person: row.subject_person,
        organisation: row.subject_unit,
        committee_member: row.committee_member,
        done,
      });
    }
  },
};

const programmesOf = (facts: Facts, when: When): RawRow[] =>
  facts.rows('programme').filter((row) => row.year === when.year && (row.approved_on as string) <= when.asOf);

function* itemsOf(facts: Facts, when: When): Generator<{ item: RawRow; programme: RawRow }> {
  for (const programme of programmesOf(facts, when)) {
    for (const item of facts.by('programme_item', 'programme', programme.id)) yield { item, programme };
  }
}

function stateOf(facts: Facts, when: When, item: RawRow): 'not_started' | 'ongoing' | 'done' {
  const sessions = facts
    .by('inspection', 'item', item.id)
    .filter((session) => (session.opened_on as string) <= when.asOf);
  if (sessions.length === 0) return 'not_started';
  const isOpen = (row: RawRow) => row.concluded_on === null || (row.concluded_on as string) > when.asOf;
  return sessions.some(isOpen) ? 'ongoing' : 'done';
}

function* placed(
  facts: Facts,
  when: When,
  item: RawRow,
  programme: RawRow,
  counted: Counted,
): Generator<Counted> {
  const added = item.added_on as string | null;
  const dropped = facts
    .by('programme_change', 'item', item.id)
    .some((change) => change.kind === 'drop' && (change.decided_on as string) <= when.asOf);
  for (const place of ownAndAbove(facts, item.unit, when.asOf)) {
    yield {
      ...counted,
      ...place,
      body_kind: facts.row('body', programme.body as string)!.kind,
      nature: item.nature,
      original: added === null,
      in_force: (added === null || added <= when.asOf) && !dropped,
    };
  }
}

/** Whose programme, by the infix of the key. Beneath: every body of the units under the report's own. */
const OWNERS: readonly { key: string; merged: string; where: Where; words: Words }[] = [
  {
    key: 'committee',
    merged: 'committee',
    where: { own: true, body_kind: 'committee' },
    words: w('Cấp ủy', 'Committee'),
  },
  {
    key: 'standing',
    merged: 'standing',
    where: { own: true, body_kind: 'standing_committee' },
    words: w('Ban thường vụ cấp ủy', 'Standing committee'),
  },
  {
    key: 'ubkt',
    merged: 'ubkt_programme',
    where: { own: true, body_kind: 'inspection_commission' },
    words: w('Ủy ban kiểm tra', 'Inspection commission'),
  },
  { key: 'cell', merged: 'cell', where: { own: true, body_kind: 'cell' }, words: w('Chi bộ', 'Cell') },
  {
    key: 'local',
    merged: 'local',
    where: { own: false },
    words: w('Tổ chức đảng cấp dưới', 'Bodies beneath'),
  },
];

const NATURES: readonly { nature: 'inspection' | 'supervision' | null; stem: string; words: Words }[] = [
  { nature: null, stem: 'insp_sup', words: w('kiểm tra, giám sát', 'inspection and supervision') },
  { nature: 'inspection', stem: 'insp.plan', words: w('kiểm tra', 'inspection') },
  { nature: 'supervision', stem: 'sup.plan', words: w('giám sát', 'supervision') },
];

/** What is counted of a programme: its items as sessions, its subjects as different organisations or members. */
const MEASURES = [
  {
    key: 'sessions',
    source: items.name,
    unit: 'session',
    where: {},
    done: { state: 'done' },
    words: w('số cuộc', 'sessions'),
  },
  {
    key: 'orgs',
    source: subjects.name,
    unit: 'organisation',
    distinct: 'organisation',
    where: { subject: 'organisation' },
    done: { done: true },
    words: w('số tổ chức đảng', 'organisations'),
  },
  {
    key: 'members',
    source: subjects.name,
    unit: 'member',
    distinct: 'person',
    where: { subject: 'member' },
    done: { done: true },
    words: w('số đảng viên', 'members'),
  },
] as const;

type Owner = (typeof OWNERS)[number];
type Nature = (typeof NATURES)[number];
type Measure = (typeof MEASURES)[number];

const stemOf = (owner: Owner, nature: Nature): string =>
  `${nature.stem}.${nature.nature ? owner.key : owner.merged}`;

/** The four figures of one measure (plan and done, adjusted and original), or two where split by nature. */
function figuresOf(owner: Owner, nature: Nature, measure: Measure): Figure[] {
  const stem = `${stemOf(owner, nature)}.${measure.key}`;
  const about = (vi: string, en: string): Words =>
    w(
      `${owner.words.vi}, ${nature.words.vi} theo chương trình năm: ${measure.words.vi} ${vi}`,
      `${owner.words.en}, ${nature.words.en} by the year’s programme: ${measure.words.en} ${en}`,
    );
  const make = (suffix: string, words: Words, where: Where, part?: Figure['part']): Figure => ({
    key: `${stem}.${suffix}`,
    source: measure.source,
    where: {
      ...owner.where,
      ...(nature.nature ? { nature: nature.nature } : {}),
      ...measure.where,
      ...where,
    },
    words,
    unit: measure.unit,
    nature: suffix.startsWith('plan') ? 'plan' : 'progress',
    ...('distinct' in measure ? { distinct: measure.distinct } : {}),
    ...(part ? { part } : {}),
  });
  const whole = `${stemOf(owner, NATURES[0]!)}.${measure.key}`;
  const split = (suffix: string): Figure['part'] =>
    nature.nature
      ? {
          of: `${whole}.${suffix}`,
          relation: measure.key === 'sessions' ? 'partition' : 'overlap',
          dimension: 'nature',
        }
      : undefined;
  const figures = [
    make('plan', about('phải thực hiện', 'planned'), { in_force: true }, split('plan')),
    make(
      'done',
      about('đã hoàn thành', 'done'),
      { in_force: true, ...measure.done },
      split('done') ?? {
        of: `${stem}.plan`,
        relation: measure.key === 'sessions' ? 'partition' : 'subset',
        dimension: 'state',
      },
    ),
  ];
  if (nature.nature) return figures;
  return [
    ...figures,
    make('plan_original', about('theo chương trình ban đầu', 'in the first programme'), { original: true }),
    make(
      'done_original',
      about('của chương trình ban đầu đã hoàn thành', 'of the first programme done'),
      { original: true, ...measure.done },
      { of: `${stem}.plan_original`, relation: 'subset', dimension: 'state' },
    ),
    ...(measure.key === 'sessions' ? unfinished(stem, about, make) : []),
  ];
}

/** Items that are not done yet: with done they make up the plan. */
function unfinished(
  stem: string,
  about: (vi: string, en: string) => Words,
  make: (suffix: string, words: Words, where: Where, part?: Figure['part']) => Figure,
): Figure[] {
  const part = { of: `${stem}.plan`, relation: 'partition', dimension: 'state' } as const;
  return [
    make('ongoing', about('đang tiến hành', 'running'), { in_force: true, state: 'ongoing' }, part),
    make(
      'not_started',
      about('chưa triển khai', 'not begun'),
      { in_force: true, state: 'not_started' },
      part,
    ),
  ];
}

const share = (owner: Owner, measure: Measure, original: boolean): Ratio => {
  const stem = `${stemOf(owner, NATURES[0]!)}.${measure.key}`;
  const suffix = original ? '_original' : '';
  return {
    key: `${stem}.pct_of_plan${suffix}`,
    part: `${stem}.done${suffix}`,
    whole: `${stem}.plan${suffix}`,
    decimals: 1,
    words: w(
      `${owner.words.vi}: tỷ lệ hoàn thành chương trình${original ? ' ban đầu' : ''} theo ${measure.words.vi}`,
      `${owner.words.en}: share of the ${original ? 'first ' : ''}programme done, by ${measure.words.en}`,
    ),
  };
};

/** The figures that stand above a programme: done and planned, of sessions, organisations and members. */
export type Counters = Record<
  'sessions' | 'orgs' | 'members',
  { done: string; plan: string; donePlanned: string; planned: string }
>;

/** Keys of the counters of a body’s own programme, with adjustments and without; its ratios are made of them. */
export function countersOf(bodyKind: string): Counters {
  const stem = `insp_sup.${OWNERS.find(({ where }) => where.body_kind === bodyKind)!.merged}`;
  const of = (measure: string) => ({
    done: `${stem}.${measure}.done`,
    plan: `${stem}.${measure}.plan`,
    donePlanned: `${stem}.${measure}.done_original`,
    planned: `${stem}.${measure}.plan_original`,
  });
  return { sessions: of('sessions'), orgs: of('orgs'), members: of('members') };
}

/** The figure that lists the items of a body’s own programme in a state. */
export const itemsIn = (bodyKind: string, state: 'done' | 'ongoing'): string =>
  countersOf(bodyKind).sessions.done.replace(/done$/, state);

const GRASSROOTS = ['grassroots_committee', 'grassroots_cell'];

export const programmeFigures: FigureArea = {
  sources: [programmes, items, subjects],
  figures: [
    {
      key: 'prog.issued',
      source: 'programmes',
      distinct: 'unit',
      words: w(
        'Tổ chức đảng đã ban hành chương trình kiểm tra, giám sát năm',
        'Organisations that issued a programme for the year',
      ),
      unit: 'organisation',
      nature: 'plan',
    },
    {
      key: 'prog.grassroots_bodies',
      source: 'programmes',
      where: { unit_kind: GRASSROOTS },
      distinct: 'unit',
      words: w(
        'Tổ chức cơ sở đảng đã ban hành chương trình kiểm tra, giám sát năm',
        'Grassroots organisations that issued a programme for the year',
      ),
      unit: 'organisation',
      nature: 'plan',
      part: { of: 'prog.issued', relation: 'subset', dimension: 'unit_kind' },
    },
    {
      key: 'prog.programmes',
      source: 'programmes',
      words: w('Chương trình kiểm tra, giám sát năm đã ban hành', 'Programmes of the year issued'),
      unit: 'programme',
      nature: 'plan',
    },
    ...OWNERS.flatMap((owner) =>
      NATURES.flatMap((nature) => MEASURES.flatMap((measure) => figuresOf(owner, nature, measure))),
    ),
  ],
  ratios: OWNERS.flatMap((owner) =>
    MEASURES.flatMap((measure) => [share(owner, measure, false), share(owner, measure, true)]),
  ),
};
