/** Classes held in the period and the people who came. */
import type { Figure, FigureArea, FigureSource, When } from '../../figures/define.ts';
import type { Facts, RawRow } from '../../figures/facts.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import { type Words, w } from '../../kernel/words.ts';
import { KINDS } from './contract.ts';

const IN_PERIOD = `
join scope s on s.unit = t.unit and t.held_from >= s.valid_from and t.held_from < s.valid_to
where t.held_from between :from and :to`;

function* heldIn(facts: Facts, when: When): Generator<RawRow> {
  for (const row of facts.rows('training')) {
    const on = row.held_from as string;
    if (on >= when.from && on <= when.to) yield row;
  }
}

const trainings: FigureSource = {
  name: 'trainings',
  record: 'training',
  sql: `
select s.top, t.id as record, t.unit, t.held_from as on_date, t.kind
from training t${IN_PERIOD}`,
  *recount(facts, when) {
    for (const row of heldIn(facts, when)) {
      yield { record: row.id, unit: row.unit, on: row.held_from as PlainDate, kind: row.kind };
    }
  },
};

const listed: FigureSource = {
  name: 'training_listed',
  record: 'training_attendance',
  sql: `
select s.top, a.id as record, a.unit, t.held_from as on_date, t.kind, a.person
from training t
join training_attendance a on a.training = t.id${IN_PERIOD}`,
  *recount(facts, when) {
    for (const row of heldIn(facts, when)) {
      for (const attended of facts.by('training_attendance', 'training', row.id)) {
        const { id: record, unit, person } = attended;
        yield { record, unit, on: row.held_from as PlainDate, kind: row.kind, person };
      }
    }
  },
};

/** Everybody: those listed by name and, one row for each, those who were only counted. */
const attendees: FigureSource = {
  name: 'training_attendees',
  record: 'training',
  sql: `
select s.top, t.id as record, t.unit, t.held_from as on_date, t.kind, a.attendee
from training t
cross join lateral (
  select l.person::text as attendee from training_attendance l where l.training = t.id
  union all
  select t.id || ' ' || n from generate_series(1, t.others_attended) as n
) a${IN_PERIOD}`,
  *recount(facts, when) {
    for (const row of heldIn(facts, when)) {
      const counted = { record: row.id, unit: row.unit, on: row.held_from as PlainDate, kind: row.kind };
      for (const attended of facts.by('training_attendance', 'training', row.id)) {
        yield { ...counted, attendee: attended.person };
      }
      for (let n = 1; n <= (row.others_attended as number); n++)
        yield { ...counted, attendee: `${row.id} ${n}` };
    }
  },
};

const figuresOf = (kind: string, words: Words): Figure[] => [
  {
    key: `trn.${kind}`,
    source: trainings.name,
    where: { kind },
    words: w(`Số lớp: ${words.vi}`, `Classes: ${words.en}`),
    unit: 'class',
    nature: 'flow',
    part: { of: 'trn.classes', relation: 'partition', dimension: 'kind' },
  },
  {
    key: `trn.${kind}.persons`,
    source: attendees.name,
    where: { kind },
    distinct: 'attendee',
    words: w(`Số người dự: ${words.vi}`, `Persons: ${words.en}`),
    unit: 'person',
    nature: 'flow',
  },
  {
    key: `trn.${kind}.listed`,
    source: listed.name,
    where: { kind },
    distinct: 'person',
    words: w(`Số người dự có danh sách: ${words.vi}`, `Persons listed by name: ${words.en}`),
    unit: 'person',
    nature: 'flow',
    part: { of: `trn.${kind}.persons`, relation: 'subset', dimension: 'listed' },
  },
];

export const trainingFigures: FigureArea = {
  sources: [trainings, listed, attendees],
  figures: [
    {
      key: 'trn.classes',
      source: trainings.name,
      words: w('Số lớp bồi dưỡng, tập huấn', 'Training classes'),
      unit: 'class',
      nature: 'flow',
    },
    ...Object.entries(KINDS).flatMap(([kind, words]) => figuresOf(kind, words)),
  ],
};
