/** The page of one dossier, its slip on paper, and the acts of returning, taking back and ending. */
import type { Context } from 'hono';
import type { Child } from 'hono/jsx';
import { newId } from '../../kernel/id.ts';
import { formatDate, type PlainDate } from '../../kernel/plain-date.ts';
import type { Language } from '../../kernel/words.ts';
import { type Answer, answer, type Desk, deskOf, type Env, notFound } from '../../web/desk.tsx';
import { ENTRY } from '../../web/entry-words.ts';
import { Attachments } from '../../web/parts/attachments.tsx';
import { ToolLinks } from '../../web/parts/links.tsx';
import { LOG_WORDS } from '../../web/parts/log-table.tsx';
import { Notice } from '../../web/parts/notice.tsx';
import { RecordDetail } from '../../web/parts/record-detail.tsx';
import { paths } from '../../web/paths.ts';
import type { Route } from '../../web/route.ts';
import { say } from '../../web/words.ts';
import { admission } from './contract.ts';
import { partyAgeFrom } from './dates.ts';
import { candidate, ENDS, ORGANISATIONS, ROLES, sponsorship } from './dossier.ts';
import { Checklist, Findings, Steps, stepLabel } from './dossier-parts-pages.tsx';
import { crumbsTo, type Seen, seenOf } from './dossier-seen-pages.tsx';
import type { NamedSponsor } from './dossier-store.ts';
import { DOSSIER } from './dossier-words.ts';
import { moveForm } from './move-commands.ts';
import { doneOf } from './progress.ts';
import { slipAnswer } from './slip-pages.tsx';
import { STEPS, type StepKey } from './steps.ts';
import { probationEndOf } from './time-rules.ts';

export function dossierRoutes(): Route[] {
  const common = {
    method: 'get',
    who: 'signed_in',
    table: 'unit',
    takes: [],
    audit: 'open',
    opens: candidate.name,
  } as const;
  return [
    { ...common, path: '/candidate/:id', handle: (c) => page(c, dossierAnswer) },
    { ...common, path: '/candidate/:id/slip', handle: (c) => page(c, slipAnswer) },
  ];
}

async function page(c: Context<Env>, made: (desk: Desk, seen: Seen) => Answer): Promise<Response> {
  const desk = deskOf(c);
  const seen = await seenOf(desk, c.req.param('id') ?? '');
  return answer(c, seen ? made(desk, seen) : notFound(desk.language));
}

function dossierAnswer(desk: Desk, seen: Seen): Answer {
  const { language } = desk;
  return {
    title: seen.name,
    crumbs: crumbsTo(desk, seen),
    data: {
      ...{
        type: candidate.name,
        record: seen.row,
        versions: seen.detail.versions,
        attachments: seen.detail.attachments,
      },
      ...{ step: seen.stand.current, steps: seen.steps, findings: seen.findings, checklist: seen.checklist },
    },
    view: () => (
      <div class="dossier">
        <p class="kind">{say(candidate.words.one, language)}</p>
        <h1>{seen.name}</h1>
        <p class="hint">{seen.cell}</p>
        <ToolLinks language={language} />
        <Next desk={desk} seen={seen} />
        <Findings findings={seen.findings} language={language} />
        <Steps
          dossier={seen.row.id}
          steps={seen.steps}
          rule={seen.facts.rule}
          dues={seen.dues}
          mayWrite={seen.mayWrite && isOpen(seen)}
          language={language}
        />
        <Sponsors seen={seen} language={language} />
        <Checklist lines={seen.checklist} language={language} />
        <Record desk={desk} seen={seen} />
      </div>
    ),
  };
}

const isOpen = ({ row }: Pick<Seen, 'row'>): boolean => row.ended_on === null;

/** What is to be done now, by whom, until when; and the days that follow from the ceremony. */
const Next = ({ desk, seen }: { desk: Desk; seen: Seen }) => {
  const { language } = desk;
  const { current, returned } = seen.stand;
  if (!isOpen(seen)) return <Ended seen={seen} language={language} />;
  return (
    <section aria-labelledby="next">
      <h2 id="next">{say(DOSSIER.next, language)}</h2>
      {returned ? (
        <Notice
          tone="warning"
          title={`${say(DOSSIER.returned, language)}, ${formatDate(returned.done_on, language)}`}
        >
          <p>{returned.return_reason}</p>
        </Notice>
      ) : null}
      {current ? (
        <NextStep step={current} seen={seen} language={language} />
      ) : (
        <Notice tone="info">{say(DOSSIER.done, language)}</Notice>
      )}
      <Days desk={desk} seen={seen} />
      {seen.mayWrite ? <Verbs seen={seen} language={language} /> : null}
    </section>
  );
};

const NextStep = ({ step, seen, language }: { step: StepKey; seen: Seen; language: Language }) => {
  const due = seen.dues.get(step);
  return (
    <>
      <p>
        <strong>{stepLabel(step, language)}</strong>
        {`: ${say(STEPS[step].paper, language)} (${say(STEPS[step].actor, language)})`}
        {due ? `. ${say(DOSSIER.due, language)} ${formatDate(due, language)}` : ''}
      </p>
      {seen.mayWrite ? (
        <p class="verbs">
          <a class="ds-button" data-color="accent" href={paths.dossierStep(seen.row.id, step)}>
            {say(DOSSIER.record, language)}
          </a>
        </p>
      ) : null}
    </>
  );
};

const Ended = ({ seen: { row }, language }: { seen: Seen; language: Language }) => (
  <Notice
    tone="info"
    title={`${say(DOSSIER.ended, language)}, ${formatDate(row.ended_on as PlainDate, language)}`}
  >
    <p>
      {[say(ENDS[row.ended_by as keyof typeof ENDS], language), row.end_document].filter(Boolean).join(', ')}
    </p>
  </Notice>
);

const Days = ({ desk, seen }: { desk: Desk; seen: Seen }) => {
  const { language } = desk;
  const { stand, facts } = seen;
  const ends = probationEndOf(stand, facts.rule);
  const [decision, ceremony] = [doneOf(stand, 'admission_decision'), doneOf(stand, 'ceremony')];
  const start = ceremony && facts.rule<string>('party_age.start', ceremony.done_on);
  if (!ends || !ceremony || !decision) return null;
  const age = partyAgeFrom({ decidedOn: decision.done_on, ceremonyOn: ceremony.done_on }, start?.value ?? '');
  return (
    <dl class="facts">
      <div>
        <dt>{say(DOSSIER.probation, language)}</dt>
        <dd>{formatDate(ends, language)}</dd>
      </div>
      <div>
        <dt>{say(DOSSIER.partyAge, language)}</dt>
        <dd>{formatDate(age, language)}</dd>
      </div>
      {decision.admission ? (
        <div>
          <dt>{say(admission.words.one, language)}</dt>
          <dd>
            <a href={paths.record(admission.name, decision.admission)}>{decision.number}</a>
          </dd>
        </div>
      ) : null}
    </dl>
  );
};

const Verbs = ({ seen, language }: { seen: Seen; language: Language }) => {
  const { id } = seen.row;
  const recorded = seen.steps.length > 0;
  const verbs: [string, { vi: string; en: string }][] = [
    ...(recorded
      ? ([
          ['return', DOSSIER.return],
          ['take-back', DOSSIER.takeBack],
        ] as [string, { vi: string; en: string }][])
      : []),
    ['move', moveForm.words.one],
    ['end', DOSSIER.end],
    ['slip', DOSSIER.slip],
  ];
  return (
    <nav class="verbs" aria-label={say(DOSSIER.title, language)}>
      {verbs.map(([verb, words]) => (
        <a class="ds-button" data-variant="secondary" href={paths.dossier(id, verb)}>
          {say(words, language)}
        </a>
      ))}
    </nav>
  );
};

const Sponsors = ({ seen, language }: { seen: Seen; language: Language }) => (
  <section aria-labelledby="sponsors">
    <h2 id="sponsors">{say(DOSSIER.sponsors, language)}</h2>
    {seen.sponsors.length === 0 ? <p class="empty">{say(DOSSIER.noSponsors, language)}</p> : null}
    <ul class="ds-list">
      {seen.sponsors.map((one) => (
        <li>
          <a href={paths.record(sponsorship.name, one.id)}>{say(ROLES[one.role], language)}</a>
          {`: ${sponsorName(one, language)}, ${formatDate(one.valid_from, language)}`}
          {one.valid_to ? ` – ${formatDate(one.valid_to, language)}` : ''}
        </li>
      ))}
    </ul>
    {seen.mayWrite && isOpen(seen) ? (
      <p class="verbs">
        <a
          class="ds-button"
          data-variant="secondary"
          href={paths.enter(sponsorship.name, { candidate: String(seen.row.id) })}
        >
          {say(DOSSIER.addSponsor, language)}
        </a>
      </p>
    ) : null}
  </section>
);

const sponsorName = ({ name, organisation }: NamedSponsor, language: Language): string =>
  organisation ? say(ORGANISATIONS[organisation as keyof typeof ORGANISATIONS], language) : (name ?? '…');

/** The head of the dossier as a record, with its history and its files. */
const Record = ({ desk, seen: { detail, row } }: { desk: Desk; seen: Seen }): Child => {
  const { language } = desk;
  const links = [
    ...(detail.mayWrite
      ? [
          { href: paths.correct(candidate.name, row.id), label: say(ENTRY.correct, language) },
          {
            href: paths.withdraw(candidate.name, row.id),
            label: say(ENTRY.withdraw, language),
            serious: true,
          },
        ]
      : []),
    { href: paths.openings(candidate.name, row.id), label: say(LOG_WORDS.openings, language) },
  ];
  return (
    <details class="filters record">
      <summary>{say(DOSSIER.facts, language)}</summary>
      <RecordDetail
        record={candidate}
        language={language}
        values={detail.row}
        labels={detail.labels}
        versions={detail.versions}
        links={links}
      />
      <Attachments
        language={language}
        attachments={detail.attachments}
        {...(detail.mayWrite && desk.dataFolder
          ? { form: { action: paths.attach(candidate.name, row.id), id: newId(desk.clock) } }
          : {})}
      />
    </details>
  );
};
