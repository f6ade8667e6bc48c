/** A signed report: as it was, whether it is still intact, and what has changed since, record by record. */
import type { Context } from 'hono';
import type { PrintedCode } from '../../audit/checkpoint.ts';
import { printedCode } from '../../audit/log.ts';
import { type Reader, read } from '../../db/door.ts';
import { isId, newId } from '../../kernel/id.ts';
import { formatDate, type PlainDate } from '../../kernel/plain-date.ts';
import type { Refusal } from '../../kernel/refusal.ts';
import { textOf } from '../../records/input.ts';
import {
  askedOf,
  differencesBetween,
  differencesSince,
  isIntact,
  type Signed,
} from '../../reports/differences.ts';
import { reportJson } from '../../reports/json.ts';
import { proposeSigning } from '../../reports/sign.ts';
import { loadSigned, successorOf } from '../../reports/signed-store.ts';
import { APPROVALS } from '../approval-words.ts';
import { type Answer, answer, type Desk, deskOf, type Env, notFound } from '../desk.tsx';
import { figuresHanded } from '../leaving.tsx';
import { Notice } from '../parts/notice.tsx';
import { ReportBasis, ReportView } from '../parts/report-view.tsx';
import { SignForm } from '../parts/sign-form.tsx';
import { figureHref, paths } from '../paths.ts';
import { REPORTS } from '../report-words.ts';
import type { Route } from '../route.ts';
import { typedOf } from '../typed.ts';
import { say } from '../words.ts';
import { proposed } from './records.tsx';
import { filesOf } from './reports.tsx';
import { type Differences, Since, told, toldOnly } from './since.tsx';

export const signedRoutes = (): Route[] => [
  {
    method: 'get',
    path: '/signed_report/:id',
    who: 'signed_in',
    table: 'unit',
    takes: [],
    audit: 'export',
    handle: showSigned,
  },
  {
    method: 'get',
    path: '/signed_report/:id/supersede',
    who: 'signed_in',
    table: 'unit',
    takes: [],
    audit: 'none',
    handle: async (c) => answer(c, await supersedeAnswer(c, null)),
  },
  {
    method: 'post',
    path: '/signed_report/:id/supersede',
    who: 'signed_in',
    table: 'unit',
    takes: ['id', 'number', 'signer', 'reason'],
    audit: 'propose supersede_report',
    handle: supersede,
  },
];

async function showSigned(c: Context<Env>): Promise<Response> {
  const desk = deskOf(c);
  const id = c.req.param('id') ?? '';
  const loaded = isId(id) ? await read(desk, (tx) => loadWithDifferences(desk, tx, id)) : undefined;
  return answer(c, loaded ? signedAnswer(desk, loaded) : notFound(desk.language));
}

type Loaded = {
  signed: Signed;
  differences: Differences;
  /** The report it takes the place of, with what that one said otherwise. */
  before: { id: string; number: string; differences: Differences } | null;
  /** The report that took its place. */
  after: { id: string; number: string } | null;
  /** The log as it was when the report was signed. */
  log: PrintedCode | undefined;
};

async function loadWithDifferences(desk: Desk, tx: Reader, id: string): Promise<Loaded | undefined> {
  const signed = await loadSigned(tx, id);
  if (!signed) return undefined;
  const since = await differencesSince(tx, desk, signed, desk.clock.today(), desk.language);
  const earlier = signed.supersedes ? await loadSigned(tx, signed.supersedes) : undefined;
  const between = earlier ? differencesBetween(desk, earlier.frozen, signed.frozen) : [];
  return {
    signed,
    differences: await told(desk, tx, since),
    before: earlier
      ? { id: earlier.id, number: earlier.number, differences: await told(desk, tx, between) }
      : null,
    after: (await successorOf(tx, id)) ?? null,
    log: await printedCode(tx, signed.act),
  };
}

function signedAnswer(desk: Desk, loaded: Loaded): Answer {
  const { signed, differences, before, after, log } = loaded;
  const { language } = desk;
  const { report } = signed.frozen;
  const title = `${signed.number} · ${report.unit.name}`;
  const href = figureHref({
    unit: report.unit.code,
    year: signed.year,
    asOf: signed.as_of,
    knownAt: signed.known_at,
    tree: signed.tree,
  });
  const intact = isIntact(signed);
  return {
    title,
    crumbs: [{ label: say(REPORTS.frozen, language), href: paths.list('signed_report') }, { label: title }],
    data: {
      ...reportJson(report),
      signed: {
        number: signed.number,
        on: signed.signed_on,
        by: signed.signer,
        sha256: signed.sha256,
        intact,
        supersedes: before && { id: before.id, number: before.number },
        supersededBy: after,
      },
      differences: differences.map(toldOnly),
      differencesFromEarlier: (before?.differences ?? []).map(toldOnly),
    },
    list: figuresHanded(report),
    files: filesOf(desk, report, { date: signed.signed_on as PlainDate, number: signed.number, log }),
    view: () => (
      <>
        <p class="kind">{say(REPORTS.frozen, language)}</p>
        <p>
          {signed.number} · {formatDate(signed.signed_on as PlainDate, language)} · {signed.signer} ·{' '}
          <code>{signed.sha256.slice(0, 16)}</code>
        </p>
        <Notice tone={intact ? 'success' : 'danger'}>
          {say(intact ? REPORTS.intact : REPORTS.broken, language)}
        </Notice>
        <Line desk={desk} loaded={loaded} />
        <section aria-labelledby="since">
          <h2 id="since">{say(REPORTS.since, language)}</h2>
          <Since desk={desk} differences={differences} />
        </section>
        <Tools desk={desk} loaded={loaded} />
        <ReportBasis report={report} />
        <ReportView report={report} figureHref={href} recordHref={paths.record} log={log} />
      </>
    ),
  };
}

/** The report as files, and the way to supersede it. */
const Tools = ({ desk: { language }, loaded: { signed, after } }: { desk: Desk; loaded: Loaded }) => (
  <nav class="verbs tools" aria-label={say(REPORTS.files, language)}>
    <a class="ds-button" data-variant="secondary" href={`${paths.signed(signed.id)}.docx`}>
      Word
    </a>
    <a class="ds-button" data-variant="secondary" href={`${paths.signed(signed.id)}.xlsx`}>
      Excel
    </a>
    <a class="ds-button" data-variant="secondary" href={`${paths.signed(signed.id)}.txt`}>
      {say(REPORTS.text, language)}
    </a>
    <a class="ds-button" data-variant="secondary" href={paths.publishSigned(signed.id)}>
      {say(REPORTS.publish, language)}
    </a>
    {after ? null : (
      <a class="ds-button" data-variant="secondary" href={paths.supersede(signed.id)}>
        {say(APPROVALS.supersede, language)}
      </a>
    )}
  </nav>
);

/** The line of reports a signed one stands in: which it superseded and with what differences, which superseded it. */
const Line = ({ desk, loaded: { before, after } }: { desk: Desk; loaded: Loaded }) => {
  const { language } = desk;
  return (
    <>
      {after ? (
        <Notice tone="warning">
          {say(APPROVALS.supersededBy, language)} <a href={paths.signed(after.id)}>{after.number}</a>
        </Notice>
      ) : null}
      {before ? (
        <section aria-labelledby="line">
          <h2 id="line">
            {say(APPROVALS.supersedes, language)} <a href={paths.signed(before.id)}>{before.number}</a>
          </h2>
          <p>{say(APPROVALS.against, language)}:</p>
          <Since desk={desk} differences={before.differences} />
        </section>
      ) : null}
    </>
  );
};

async function supersedeAnswer(
  c: Context<Env>,
  failed: { refusals: readonly Refusal[]; typed: Record<string, string> } | null,
): Promise<Answer> {
  const desk = deskOf(c);
  const id = c.req.param('id') ?? '';
  const loaded = isId(id) ? await read(desk, (tx) => loadWithDifferences(desk, tx, id)) : undefined;
  if (!loaded) return notFound(desk.language);
  const { signed } = loaded;
  const title = say(APPROVALS.supersede, desk.language);
  const refusals = failed?.refusals ?? [];
  return {
    title,
    failed: refusals.length > 0,
    status: refusals.length > 0 ? 422 : 200,
    crumbs: [{ label: signed.number, href: paths.signed(id) }, { label: title }],
    data: { refusals, differences: loaded.differences.map(toldOnly) },
    view: () => (
      <>
        <h1>{title}</h1>
        <Since desk={desk} differences={loaded.differences} />
        <SignForm
          language={desk.language}
          report={signed.frozen.report}
          action={paths.supersede(id)}
          id={failed?.typed.id ?? newId(desk.clock)}
          number={failed?.typed.number ?? ''}
          signer={failed?.typed.signer ?? signed.signer}
          reason={failed?.typed.reason ?? ''}
          refusals={refusals}
          backHref={paths.signed(id)}
        />
      </>
    ),
  };
}

async function supersede(c: Context<Env>): Promise<Response> {
  const desk = deskOf(c);
  const id = c.req.param('id') ?? '';
  const signed = isId(id) ? await read(desk, (tx) => loadSigned(tx, id)) : undefined;
  if (!signed) return answer(c, notFound(desk.language));
  const body = await typedOf(c);
  const typed = Object.fromEntries(
    ['id', 'number', 'signer', 'reason'].map((name) => [name, textOf(body[name])]),
  ) as Record<'id' | 'number' | 'signer' | 'reason', string>;
  const asked = { ...askedOf(signed, desk.clock.today()), unit: signed.unit };
  const outcome = await proposeSigning(desk, asked, { ...typed, supersedes: id }, desk.language);
  if (!outcome.ok) return answer(c, await supersedeAnswer(c, { refusals: outcome.refusals, typed }));
  if (outcome.value.proposal) return proposed(c, outcome.value);
  return c.redirect(paths.signed(outcome.value.id), 303);
}
