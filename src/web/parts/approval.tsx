/** A proposal as both persons see it, and lists of proposals. */
import type { Proposal } from '../../approvals/commands.ts';
import { STATES, type State } from '../../approvals/define.ts';
import type { Language, Words } from '../../kernel/words.ts';
import { APPROVALS } from '../approval-words.ts';
import { showInstant, type Tone } from '../look.ts';
import { paths } from '../paths.ts';
import { say } from '../words.ts';
import { Tag } from './notice.tsx';
import { CARDS, Scroll } from './scroll.tsx';

type Shown = Omit<Proposal, 'approvers'>;

const TONES: Readonly<Record<State, Tone>> = {
  open: 'warning',
  expired: 'neutral',
  approved: 'success',
  refused: 'danger',
  withdrawn: 'neutral',
};

export const StateTag = ({ state, language }: { state: State; language: Language }) => (
  <Tag tone={TONES[state]}>{say(STATES[state], language)}</Tag>
);

/** The short code by which two persons can tell each other that they look at the same. */
export const codeOf = (sha256: string): string => sha256.slice(0, 12).replace(/(.{4})(?=.)/g, '$1 ');

/** Who, when and until when; the facts themselves stand apart. */
export function headOf(proposal: Proposal, language: Language): { label: string; value: string }[] {
  const line = (label: Words, value: string | null) =>
    value ? [{ label: say(label, language), value }] : [];
  const { ended_at: endedAt, ended_by: endedBy } = proposal;
  return [
    ...line(APPROVALS.unit, proposal.unit_name),
    ...line(APPROVALS.proposer, `${proposal.proposer}, ${proposal.post}`),
    ...line(APPROVALS.proposedAt, showInstant(proposal.proposed_at, language)),
    ...line(APPROVALS.expiresAt, showInstant(proposal.expires_at, language)),
    ...line(
      APPROVALS.endedBy,
      endedAt && `${endedBy}, ${proposal.ended_post}, ${showInstant(endedAt, language)}`,
    ),
    ...line(APPROVALS.reason, proposal.reason),
    ...line(APPROVALS.code, codeOf(proposal.sha256)),
  ];
}

export type ProposalListProps = {
  language: Language;
  caption: Words;
  proposals: readonly Shown[];
  wordsOf(kind: string): Words;
};

export const ProposalList = ({ language, caption, proposals, wordsOf }: ProposalListProps) => {
  const id = `list-${say(caption, 'en').toLowerCase().replace(/\W+/g, '-')}`;
  if (proposals.length === 0) {
    return (
      <section>
        <h2>{say(caption, language)}</h2>
        <p class="empty">{say(APPROVALS.none, language)}</p>
      </section>
    );
  }
  const columns = [APPROVALS.act, APPROVALS.unit, APPROVALS.proposer, APPROVALS.expiresAt, APPROVALS.state];
  return (
    <section>
      <h2 id={id}>{say(caption, language)}</h2>
      <Scroll labelledBy={id}>
        <table class="ds-table cards" {...CARDS.table} aria-labelledby={id}>
          <thead {...CARDS.group}>
            <tr {...CARDS.row}>
              {columns.map((words) => (
                <th scope="col">{say(words, language)}</th>
              ))}
            </tr>
          </thead>
          <tbody {...CARDS.group}>
            {proposals.map((proposal) => (
              <tr {...CARDS.row}>
                <th scope="row" {...CARDS.head} data-label={say(APPROVALS.act, language)}>
                  <a href={paths.approval(proposal.id)}>{headingOf(proposal, wordsOf, language)}</a>
                </th>
                <td {...CARDS.cell} data-label={say(APPROVALS.unit, language)}>
                  {proposal.unit_name}
                </td>
                <td {...CARDS.cell} data-label={say(APPROVALS.proposer, language)}>
                  {proposal.proposer}
                </td>
                <td {...CARDS.cell} data-label={say(APPROVALS.expiresAt, language)}>
                  {showInstant(proposal.expires_at, language)}
                </td>
                <td {...CARDS.cell} data-label={say(APPROVALS.state, language)}>
                  <StateTag state={proposal.state} language={language} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </section>
  );
};

/** The act and what it is about: `Thi hành kỷ luật: Cảnh cáo · Nguyễn Văn A`. */
export const headingOf = (
  { kind, shown }: Pick<Proposal, 'kind' | 'shown'>,
  wordsOf: (kind: string) => Words,
  language: Language,
): string =>
  [say(wordsOf(kind), language), shown[0] ? say(shown[0].value, language) : ''].filter(Boolean).join(': ');
