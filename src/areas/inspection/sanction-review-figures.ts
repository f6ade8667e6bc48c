/** Sanctions of members that were reviewed, by what was found and proposed; members who should have been sanctioned. */
import type { Figure, FigureArea, FigureSource, Where } from '../../figures/define.ts';
import { type Facts, ownAndAbove, type RawRow } from '../../figures/facts.ts';
import { unitKindOf, unitKindSql } from '../../figures/unit-kind.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import { type Words, w } from '../../kernel/words.ts';
import { saidOf, saidOfSql } from '../membership/contract.ts';
import { FINDINGS, PROPOSALS } from './sanction-review.ts';

/** Whom a row is about, and the day the level that managed them is asked for. */
const PERSON = 'coalesce(r.subject_person, d.subject_person)';
const DAY = 'coalesce(d.decided_on, x.concluded_on)';

/** One row for each sanction or member of a review, counted with the conclusion of the organisation reviewed. */
const reviews: FigureSource = {
  name: 'sanction_reviews',
  record: 'sanction_review',
  sql: `
select s.top, r.id as record, r.unit, x.concluded_on as on_date, x.works, b.kind as body_kind, s.own,
  ${unitKindSql('r.unit', 'x.concluded_on')} as unit_kind,
  ${unitKindSql('x.subject_unit', 'x.concluded_on')} as organisation_kind,
  coalesce(d.subject_kind, 'member') as subject_kind, r.decision is not null as sanctioned, r.finding, r.proposal,
  exists (select from complaint c where c.decision = r.decision and c.received_on <= :as_of) as complained,
  ${saidOfSql('managed_by', PERSON, DAY)} as managed_by
from sanction_review r
join inspection_subject x on x.id = r.subject
join inspection i on i.id = x.inspection
left join body b on b.id = i.body
left join discipline_decision d on d.id = r.decision
join scope s on s.unit = r.unit and x.concluded_on >= s.valid_from and x.concluded_on < s.valid_to
where x.concluded_on between :from and :as_of`,
  *recount(facts, when) {
    for (const row of facts.rows('sanction_review')) {
      const subject = facts.row('inspection_subject', row.subject as string)!;
      const on = subject.concluded_on as PlainDate | null;
      if (on === null || on < when.from || on > when.asOf) continue;
      const session = facts.row('inspection', subject.inspection as string)!;
      for (const place of ownAndAbove(facts, row.unit, on)) {
        yield {
          ...{ ...place, record: row.id, unit: row.unit, on, works: subject.works },
          body_kind: facts.row('body', session.body as string)!.kind,
          unit_kind: unitKindOf(facts, row.unit, on),
          organisation_kind: unitKindOf(facts, subject.subject_unit, on),
          ...{ finding: row.finding, proposal: row.proposal },
          ...sanctionIn(facts, row, on, when.asOf),
        };
      }
    }
  },
};

/** The sanction a row is about; who was not sanctioned is told by the day of the conclusion. */
function sanctionIn(facts: Facts, row: RawRow, on: PlainDate, asOf: PlainDate) {
  const decision = facts.row('discipline_decision', row.decision as string | null);
  const person = (row.subject_person ?? decision?.subject_person ?? null) as string | null;
  const complaints = decision ? facts.by('complaint', 'decision', decision.id) : [];
  return {
    subject_kind: decision?.subject_kind ?? 'member',
    sanctioned: decision !== undefined,
    complained: complaints.some(({ received_on }) => (received_on as string) <= asOf),
    managed_by: saidOf(facts, 'managed_by', person, (decision?.decided_on as PlainDate | undefined) ?? on),
  };
}

const REVIEWED = 'insp.reviewed.members';

const figure = (key: string, where: Where, words: Words, part?: Figure['part']): Figure => ({
  ...{ key, source: reviews.name, where: { subject_kind: 'member', ...where }, words },
  ...{ unit: 'case', nature: 'progress' },
  ...(part ? { part } : {}),
});

const of = (vi: string, en: string): Words =>
  w(
    `Kỷ luật đảng viên được rà soát: ${vi.toLowerCase()}`,
    `Sanctions of members reviewed: ${en.toLowerCase()}`,
  );

/** What is found of a sanction there is; who was not sanctioned is counted apart. */
const OF_SANCTIONS = Object.entries(FINDINGS).filter(([finding]) => finding !== 'omitted');

export const reviewFigures: FigureArea = {
  sources: [reviews],
  figures: [
    figure(
      REVIEWED,
      { sanctioned: true },
      w('Kỷ luật đảng viên được rà soát', 'Sanctions of members reviewed'),
    ),
    figure(
      `${REVIEWED}.complained`,
      { sanctioned: true, complained: true },
      of('Có khiếu nại', 'complained of'),
      {
        ...{ of: REVIEWED, relation: 'subset', dimension: 'complained' },
      },
    ),
    ...OF_SANCTIONS.map(([finding, { vi, en }]) =>
      figure(`${REVIEWED}.finding.${finding}`, { sanctioned: true, finding }, of(vi, en), {
        ...{ of: REVIEWED, relation: 'partition', dimension: 'finding' },
      }),
    ),
    ...Object.entries(PROPOSALS).map(([proposal, { vi, en }]) =>
      figure(
        `${REVIEWED}.proposal.${proposal}`,
        { sanctioned: true, proposal },
        of(`đề nghị ${vi}`, `proposed to ${en}`),
        { of: REVIEWED, relation: 'subset', dimension: 'proposal' },
      ),
    ),
    figure(
      'insp.reviewed.omitted',
      { sanctioned: false },
      w('Đảng viên phải kỷ luật mà không bị kỷ luật', 'Members due but not sanctioned'),
    ),
  ],
};
