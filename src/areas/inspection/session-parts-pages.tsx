/** Parts of a session's file: subjects with what was concluded of each, the team, the papers, the diary. */
import { formatCount, formatDong } from '../../kernel/number.ts';
import { formatDate } from '../../kernel/plain-date.ts';
import type { Language } from '../../kernel/words.ts';
import { Notice, Tag } from '../../web/parts/notice.tsx';
import { paths } from '../../web/paths.ts';
import { say } from '../../web/words.ts';
import { ASSESSMENTS, CAUSES, RESULTS, SUBJECT_KINDS, TEAM_ROLES } from './codes.ts';
import { CONTENTS } from './contents.ts';
import { inspectionSubject } from './contract.ts';
import { PAPERS, type PaperCode } from './papers.ts';
import { Reviews } from './sanction-review-pages.tsx';
import { contentConclusion, financeFinding, inspectionTeam, teamDiary } from './session-records.ts';
import type { SeenSession } from './session-seen-pages.tsx';
import type { Concluded, SessionLine, SessionSubject } from './session-store.ts';
import { SESSION } from './session-words.ts';
import { signal } from './signal.ts';

type Props = { seen: SeenSession; language: Language };
type OfSubject = Props & { subject: SessionSubject };

const named = (subject: SessionSubject, language: Language): string =>
  subject.name ?? say(SUBJECT_KINDS[subject.kind as keyof typeof SUBJECT_KINDS], language);

export const Subjects = ({ seen, language }: Props) => (
  <section aria-labelledby="subjects">
    <h2 id="subjects">{say(SESSION.subjects, language)}</h2>
    {seen.subjects.length === 0 ? <p class="empty">{say(SESSION.noSubjects, language)}</p> : null}
    {seen.subjects.map((subject) => (
      <Subject seen={seen} subject={subject} language={language} />
    ))}
    {seen.mayWrite && seen.line.concludedOn === null ? (
      <p class="verbs">
        <a
          class="ds-button"
          data-variant="secondary"
          href={`${paths.enter(inspectionSubject.name)}?inspection=${seen.line.id}${seen.line.item ? `&item=${seen.line.item}` : ''}`}
        >
          {say(SESSION.addSubject, language)}
        </a>
      </p>
    ) : null}
  </section>
);

const Subject = ({ seen, subject, language }: OfSubject) => (
  <section class="finding" aria-label={named(subject, language)}>
    <h3>
      <a href={paths.record(inspectionSubject.name, subject.id)}>{named(subject, language)}</a>{' '}
      {subject.result ? (
        <Tag tone="info">{say(RESULTS[subject.result as keyof typeof RESULTS], language)}</Tag>
      ) : null}
    </h3>
    <p class="hint">
      {subject.heardOn
        ? `${say(SESSION.heard, language)} ${formatDate(subject.heardOn, language)}`
        : say(SESSION.notHeard, language)}
    </p>
    {subject.ownView ? <p>{`${say(SESSION.view, language)}: ${subject.ownView}`}</p> : null}
    <ul class="ds-list">
      {subject.contents.map((one) => (
        <Content one={one} subject={subject} seen={seen} language={language} />
      ))}
      {subject.money.map(({ id, cause, found, proposed, done }) => (
        <li>
          <a href={paths.record(financeFinding.name, id)}>
            {say(CAUSES[cause as keyof typeof CAUSES], language)}
          </a>
          {`: ${say(SESSION.moneyLine(dong(found, language), dong(proposed, language), dong(done, language)), language)}`}
        </li>
      ))}
    </ul>
    <Reviews seen={seen} subject={subject} language={language} />
    {subject.duties > 0 ? (
      <p>
        <a href={paths.list('remediation', { subject: subject.id })}>
          {say(SESSION.duties(formatCount(subject.duties, language)), language)}
        </a>
      </p>
    ) : null}
    {subject.result === 'must_discipline' ? (
      <Notice tone="warning">{say(SESSION.mustDiscipline, language)}</Notice>
    ) : null}
    <SubjectVerbs seen={seen} subject={subject} language={language} />
  </section>
);

const dong = (amount: string, language: Language): string => formatDong(BigInt(amount), language);

/** The conclusion lays a duty for each remedy; one may have been withdrawn since. */
const lacksDuties = ({ contents, duties }: SessionSubject): boolean =>
  contents.filter(({ remedy }) => remedy !== null).length > duties;

const Content = ({ one, subject, seen, language }: OfSubject & { one: Concluded }) => {
  const query = new URLSearchParams({
    subject: subject.id,
    duty: one.remedy ?? '',
    due_on: one.remedyBy ?? '',
  });
  return (
    <li>
      <a href={paths.record(contentConclusion.name, one.id)}>
        {say(CONTENTS[one.content as keyof typeof CONTENTS], language)}
      </a>
      {` (${say(ASSESSMENTS[one.assessment as keyof typeof ASSESSMENTS], language)}): ${one.text}`}
      {one.remedy ? (
        <span class="block">
          {`${say(SESSION.remedy, language)}: ${one.remedy}`}
          {one.remedyBy ? `, ${say(SESSION.by, language)} ${formatDate(one.remedyBy, language)}` : ''}{' '}
          {seen.mayWrite && subject.concludedOn && lacksDuties(subject) ? (
            <a href={`${paths.enter('remediation')}?${query}`}>{say(SESSION.giveDuty, language)}</a>
          ) : null}
        </span>
      ) : null}
    </li>
  );
};

const SubjectVerbs = ({ seen, subject, language }: OfSubject) => {
  if (!seen.mayWrite) return null;
  const { line } = seen;
  const about = <span class="ds-sr-only">{`: ${named(subject, language)}`}</span>;
  const propose = paths.enter(signal.name, {
    ...{ source: 'supervision', supervision: subject.id, body: line.body, kind: subject.kind },
    ...{ subject_person: subject.person ?? undefined, subject_unit: subject.unit ?? undefined },
  });
  return (
    <p class="verbs">
      {line.concludedOn === null ? (
        <a href={`${paths.enter(contentConclusion.name)}?subject=${subject.id}`}>
          {say(SESSION.addContent, language)}
          {about}
        </a>
      ) : null}
      {subject.works.some((work) => work.startsWith('finance_')) ? (
        <a href={`${paths.enter(financeFinding.name)}?subject=${subject.id}`}>
          {say(SESSION.addMoney, language)}
          {about}
        </a>
      ) : null}
      {subject.person ? (
        <a
          href={paths.enter(OUTSIDE, {
            ...{ kind: 'referral', inspection_subject: subject.id, subject_person: subject.person },
            body: line.body,
          })}
        >
          {say(SESSION.handOver, language)}
          {about}
        </a>
      ) : null}
      {subject.result === 'signs' ? (
        <a
          class="ds-button"
          data-variant="secondary"
          href={subject.signal ? paths.record(signal.name, subject.signal) : propose}
        >
          {say(subject.signal ? SESSION.signal : SESSION.proposeSigns, language)}
          {about}
        </a>
      ) : null}
      {subject.result === 'must_discipline' ? (
        <a
          class="ds-button"
          data-variant="secondary"
          href={
            subject.discipline ? paths.record(CASE, subject.discipline) : caseFrom(line, subject, language)
          }
        >
          {say(subject.discipline ? SESSION.discipline : SESSION.openDiscipline, language)}
          {about}
        </a>
      ) : null}
    </p>
  );
};

/** The record a conclusion that a sanction is due leads to; its area comes after this one. */
const CASE = 'discipline_case';

/** Papers that an inspection hands to the law agencies are recorded there. */
const OUTSIDE = 'outside_handling';

/** The form of a disciplinary case with what the conclusion says filled in. */
function caseFrom(line: SessionLine, subject: SessionSubject, language: Language): string {
  const on = formatDate(subject.concludedOn!, language);
  const gravest = subject.contents.find(({ assessment }) => assessment === 'must_discipline');
  return paths.enter(CASE, {
    ...{ body: line.body, origin: 'conclusion', inspection_subject: subject.id, subject_kind: subject.kind },
    ...{ subject_person: subject.person ?? undefined, subject_unit: subject.unit ?? undefined },
    ...{ basis: `${subject.conclusionNumber}, ${on}`, concluded_on: on, primary_content: gravest?.content },
  });
}

export const Team = ({ seen, language }: Props) => (
  <section aria-labelledby="team">
    <h2 id="team">{say(SESSION.team, language)}</h2>
    {seen.team.length === 0 ? <p class="empty">{say(SESSION.noTeam, language)}</p> : null}
    <ul class="ds-list">
      {seen.team.map(({ id, name, role }) => (
        <li>
          <a href={paths.record(inspectionTeam.name, id)}>{name ?? '…'}</a>
          {`: ${say(TEAM_ROLES[role as keyof typeof TEAM_ROLES], language)}`}
        </li>
      ))}
    </ul>
    {seen.mayWrite ? (
      <p class="verbs">
        <a
          class="ds-button"
          data-variant="secondary"
          href={`${paths.enter(inspectionTeam.name)}?inspection=${seen.line.id}`}
        >
          {say(SESSION.addTeam, language)}
        </a>
      </p>
    ) : null}
  </section>
);

export const Papers = ({ seen, language }: Props) => (
  <section aria-labelledby="papers">
    <h2 id="papers">{say(SESSION.papers, language)}</h2>
    <p class="hint">{say(SESSION.papersHelp, language)}</p>
    <ul class="ds-list">
      {(Object.keys(PAPERS) as PaperCode[]).map((code) => (
        <li>
          <a href={paths.sessionPaper(seen.line.id, code)}>{say(PAPERS[code].words, language)}</a>
        </li>
      ))}
    </ul>
  </section>
);

export const Diary = ({ seen, language }: Props) => (
  <section aria-labelledby="diary">
    <h2 id="diary">{say(SESSION.diary, language)}</h2>
    {seen.diary.length === 0 ? <p class="empty">{say(SESSION.noDiary, language)}</p> : null}
    <ol class="ds-list">
      {seen.diary.map(({ id, number, writtenOn, text }) => (
        <li value={number}>
          <a href={paths.record(teamDiary.name, id)}>{formatDate(writtenOn, language)}</a>
          {`: ${text}`}
        </li>
      ))}
    </ol>
    {seen.mayWrite ? (
      <p class="verbs">
        <a
          class="ds-button"
          data-variant="secondary"
          href={`${paths.enter(teamDiary.name)}?inspection=${seen.line.id}`}
        >
          {say(SESSION.addDiary, language)}
        </a>
      </p>
    ) : null}
  </section>
);
