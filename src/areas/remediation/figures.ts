/** Duties from conclusions of the period, and how they stand at the as-of date. */
import type { Figure, FigureArea, FigureSource, Where } from '../../figures/define.ts';
import { ownAndAbove } from '../../figures/facts.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import { type Words, w } from '../../kernel/words.ts';

const duties: FigureSource = {
  name: 'remediation_duties',
  record: 'remediation',
  sql: `
select s.top, r.id as record, r.unit, x.concluded_on as on_date, s.own,
  case when r.done_on <= :as_of then 'done' else 'open' end as state,
  coalesce(r.done_on > :as_of, true) and r.due_on < :as_of as overdue,
  coalesce(r.planned_on <= :as_of, false) as planned,
  coalesce(r.verified_on <= :as_of, false) as verified
from remediation r
join inspection_subject x on x.id = r.subject
join scope s on s.unit = r.unit and x.concluded_on >= s.valid_from and x.concluded_on < s.valid_to
where x.concluded_on between :from and :as_of`,
  *recount(facts, when) {
    const by = (day: unknown) => day !== null && (day as string) <= when.asOf;
    for (const row of facts.rows('remediation')) {
      const on = facts.row('inspection_subject', row.subject as string)?.concluded_on as PlainDate | null;
      if (!on || on < when.from || on > when.asOf) continue;
      for (const place of ownAndAbove(facts, row.unit, on)) {
        yield {
          ...place,
          record: row.id,
          unit: row.unit,
          on,
          state: by(row.done_on) ? 'done' : 'open',
          overdue: !by(row.done_on) && (row.due_on as string) < when.asOf,
          planned: by(row.planned_on),
          verified: by(row.verified_on),
        };
      }
    }
  },
};

const WHOSE: readonly { stem: string; own: boolean; words: Words }[] = [
  { stem: 'rem', own: true, words: w('Việc phải khắc phục sau kết luận', 'Duties from conclusions') },
  {
    stem: 'rem.local',
    own: false,
    words: w('Việc phải khắc phục sau kết luận của cấp dưới', 'Duties from conclusions of bodies beneath'),
  },
];

const STEPS: readonly { key: string; where: Where; words: Words; of: string; dimension: string }[] = [
  {
    key: 'done',
    where: { state: 'done' },
    words: w('đã hoàn thành', 'done'),
    of: 'requested',
    dimension: 'state',
  },
  {
    key: 'open',
    where: { state: 'open' },
    words: w('chưa hoàn thành', 'open'),
    of: 'requested',
    dimension: 'state',
  },
  {
    key: 'overdue',
    where: { overdue: true },
    words: w('quá hạn', 'overdue'),
    of: 'open',
    dimension: 'overdue',
  },
  {
    key: 'planned',
    where: { planned: true },
    words: w('đã có kế hoạch khắc phục', 'with a plan'),
    of: 'requested',
    dimension: 'planned',
  },
  {
    key: 'verified',
    where: { verified: true },
    words: w('đã kiểm chứng', 'verified'),
    of: 'done',
    dimension: 'verified',
  },
];

const figuresOf = ({ stem, own, words }: (typeof WHOSE)[number]): Figure[] => [
  {
    key: `${stem}.requested`,
    source: duties.name,
    where: { own },
    words,
    unit: 'duty',
    nature: 'progress',
  },
  ...STEPS.map(
    (step): Figure => ({
      key: `${stem}.${step.key}`,
      source: duties.name,
      where: { own, ...step.where },
      words: w(`${words.vi}: ${step.words.vi}`, `${words.en}: ${step.words.en}`),
      unit: 'duty',
      nature: 'progress',
      part: {
        of: `${stem}.${step.of}`,
        relation: step.dimension === 'state' ? 'partition' : 'subset',
        dimension: step.dimension,
      },
    }),
  ),
];

export const remediationFigures: FigureArea = { sources: [duties], figures: WHOSE.flatMap(figuresOf) };
