/** The sanctions an inspection of the enforcing of discipline reviewed, in the page of its session. */
import { formatDate } from '../../kernel/plain-date.ts';
import type { Language } from '../../kernel/words.ts';
import { HIDDEN } from '../../records/labels.ts';
import { paths } from '../../web/paths.ts';
import { say } from '../../web/words.ts';
import { FINDINGS, PROPOSALS, sanctionReview } from './sanction-review.ts';
import type { SeenSession } from './session-seen-pages.tsx';
import type { Reviewed, SessionSubject } from './session-store.ts';
import { SESSION } from './session-words.ts';

type Props = { seen: SeenSession; subject: SessionSubject; language: Language };

export const Reviews = ({ seen, subject, language }: Props) => {
  if (subject.kind !== 'organisation' || !subject.works.includes('discipline_enforcement')) return null;
  return (
    <>
      <h4>{say(SESSION.reviews, language)}</h4>
      {subject.reviews.length === 0 ? <p class="empty">{say(SESSION.noReviews, language)}</p> : null}
      <ul class="ds-list">
        {subject.reviews.map((one) => (
          <Review one={one} seen={seen} subject={subject} language={language} />
        ))}
      </ul>
      {seen.mayWrite ? (
        <p class="verbs">
          <a href={paths.enter(sanctionReview.name, { subject: subject.id })}>
            {say(SESSION.addReview, language)}
            <span class="ds-sr-only">{`: ${subject.name ?? ''}`}</span>
          </a>
        </p>
      ) : null}
    </>
  );
};

const Review = ({ one, seen, subject, language }: Props & { one: Reviewed }) => (
  <li>
    <a href={paths.record(sanctionReview.name, one.id)}>
      {[one.name, one.number].filter(Boolean).join(', ') || say(HIDDEN, language)}
    </a>
    {`: ${say(FINDINGS[one.finding as keyof typeof FINDINGS], language)}`}
    {one.proposal
      ? `, ${say(SESSION.proposed, language)} ${say(PROPOSALS[one.proposal as keyof typeof PROPOSALS], language).toLowerCase()}`
      : ''}{' '}
    {seen.mayWrite ? <Next one={one} seen={seen} subject={subject} language={language} /> : null}
  </li>
);

/** What a finding leads to is decided by the competent body: the link fills in what is known, and does nothing more. */
const Next = ({ one, seen: { line }, subject, language }: Props & { one: Reviewed }) => {
  const about = <span class="ds-sr-only">{`: ${one.name ?? ''}`}</span>;
  const on = subject.concludedOn ? formatDate(subject.concludedOn, language) : undefined;
  if (one.finding === 'wrongful')
    return (
      <a
        href={
          one.wrongful
            ? paths.record('wrongful_finding', one.wrongful)
            : paths.enter('wrongful_finding', {
                ...{ decision: one.decision ?? undefined, body: line.body },
                ...{ number: subject.conclusionNumber ?? undefined, found_on: on },
              })
        }
      >
        {say(one.wrongful ? SESSION.seeWrong : SESSION.findWrong, language)}
        {about}
      </a>
    );
  if (one.finding !== 'omitted') return null;
  const basis = [subject.conclusionNumber, on].filter(Boolean).join(', ') || undefined;
  return (
    <a
      href={paths.enter('discipline_case', {
        ...{ body: line.body, origin: 'conclusion', subject_kind: 'member', basis, concluded_on: on },
        subject_person: one.person ?? undefined,
      })}
    >
      {say(SESSION.openDiscipline, language)}
      {about}
    </a>
  );
};
