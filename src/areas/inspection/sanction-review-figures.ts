/** Sanctions of members that were reviewed, by what was found and proposed; members who should have been sanctioned. */
import type { Figure, FigureArea, FigureSource, Where } from '../../figures/define.ts';
import type { Facts, RawRow } from '../../figures/facts.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import { type Words, w } from '../../kernel/words.ts';
import { saidOf, saidOfSql } from '../membership/contract.ts';
import { concludedIn, concludedSql, ofConclusionSql } from './concluded.ts';
import { FINDINGS, PROPOSALS } from './sanction-review.ts';

/** Whom a row is about, and the day the level that managed them is asked for. */
const PERSON = 'coalesce(r.subject_person, d.subject_person)';
const DAY = 'coalesce(d.decided_on, x.concluded_on)';

/** One row for each sanction or member of a review, counted with the conclusion of the organisation reviewed. */
const reviews: FigureSource = {
  name: 'sanction_reviews',
  record: 'sanction_review',
  sql: `
select ${ofConclusionSql('r')},
  coalesce(d.subject_kind, 'member') as subject_kind, r.decision is not null as sanctioned, r.finding, r.proposal,
  exists (select from complaint c where c.decision = r.decision and c.received_on <= :as_of) as complained,
  ${saidOfSql('managed_by', PERSON, DAY)} as managed_by
${concludedSql('sanction_review', 'r', '\nleft join discipline_decision d on d.id = r.decision')}`,
  *recount(facts, when) {
    for (const { row, on, counted } of concludedIn(facts, 'sanction_review', when)) {
      const { finding, proposal } = row;
      yield { ...counted, finding, proposal, ...sanctionIn(facts, row, on, when.asOf) };
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
