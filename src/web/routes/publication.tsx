/** A report as it may be published: what is left out and why, what could be put together, and its files. */
import type { Context } from 'hono';
import { read } from '../../db/door.ts';
import { isId } from '../../kernel/id.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import { done, type Outcome, type Refusal, refused } from '../../kernel/refusal.ts';
import { w } from '../../kernel/words.ts';
import { textOf } from '../../records/input.ts';
import { evaluateReport, NO_UNIT } from '../../reports/evaluate.ts';
import { reportJson } from '../../reports/json.ts';
import { type Affected, groupingText, type Publication, publicationOf } from '../../reports/publication.ts';
import {
  agreedOf,
  mayPublishWhole,
  proposePublication,
  type ToPublish,
} from '../../reports/publication-by-two.ts';
import { loadSigned } from '../../reports/signed-store.ts';
import { type Answer, answer, type Desk, deskOf, type Env, notFound, refusedAnswer } from '../desk.tsx';
import { figuresHanded } from '../leaving.tsx';
import { ErrorSummary, Notice } from '../parts/notice.tsx';
import { ReasonField } from '../parts/reason-field.tsx';
import { ReportView } from '../parts/report-view.tsx';
import { figureHref, paths } from '../paths.ts';
import { REPORTS } from '../report-words.ts';
import type { Route } from '../route.ts';
import { typedOf } from '../typed.ts';
import { say } from '../words.ts';
import { askedFor, filesOf, REPORT_QUERY } from './reports.tsx';

const WORDS = {
  left: (small: number, covers: number) =>
    w(
      `${small} số dưới 5 không in ra; thêm ${covers} số được che để không ai suy ra được. Số liệu trong nội bộ vẫn đầy đủ.`,
      `${small} counts below five are left out, and ${covers} others so that nobody works them out. Inside, the figures stay whole.`,
    ),
  none: w(
    'Không có số nào dưới 5: bản này in đủ mọi số.',
    'No count is below five: every number is printed.',
  ),
  agreed: w(
    'Hai người đã đồng ý: trang này và các tệp in đủ mọi số, kể cả số dưới 5.',
    'Two persons agreed: this page and its files print every number, counts below five included.',
  ),
  which: w('Những số không in', 'What is left out'),
  small: w('dưới 5', 'below five'),
  cover: w('che thêm', 'covers another'),
  grouping: w('Có thể gộp để in', 'What could be printed together'),
  whole: w('Công bố nguyên số', 'Publish as they are'),
  wholeHelp: w(
    'In cả những số dưới 5 cần hai người: đồng chí đề nghị với lý do, người thứ hai duyệt.',
    'Printing counts below five takes two persons: you propose with a reason, another approves.',
  ),
} as const;

export function publicationRoutes(): Route[] {
  const common = { who: 'signed_in', table: 'unit' } as const;
  const show = (path: string, takes: readonly string[], load: Load): Route[] => [
    { ...common, method: 'get', path, takes, audit: 'export', handle: (c) => showOne(c, load, []) },
    {
      ...common,
      method: 'post',
      path,
      takes: ['reason'],
      audit: 'propose publish_small_counts',
      handle: (c) => propose(c, load),
    },
  ];
  return [
    ...show('/reports/nine-month/publish', REPORT_QUERY, current),
    ...show('/signed_report/:id/publish', [], signed),
  ];
}

/** The report whole, and where it and its publication are found. */
type Loaded = ToPublish & {
  date: PlainDate;
  number: string;
  back: string;
  href: (format?: string) => string;
};

type Load = (c: Context<Env>) => Promise<Outcome<Loaded>>;

async function current(c: Context<Env>): Promise<Outcome<Loaded>> {
  const desk = deskOf(c);
  const asked = askedFor(c);
  if (!asked.ok) return asked;
  const evaluated = await read(desk, (tx) => evaluateReport(tx, desk, asked.value, desk.language));
  if (!evaluated.ok) return evaluated;
  const report = evaluated.value;
  const here = { ...asked.value, unit: report.unit.code };
  const date = asked.value.asOf ?? report.period.to;
  return done({
    report,
    asOf: date,
    signed: null,
    date,
    number: '',
    back: paths.report(here),
    href: (format) => paths.publish(here, format),
  });
}

async function signed(c: Context<Env>): Promise<Outcome<Loaded>> {
  const id = c.req.param('id') ?? '';
  const found = isId(id) ? await read(deskOf(c), (tx) => loadSigned(tx, id)) : undefined;
  if (!found) return refused(NO_UNIT);
  const { report } = found.frozen;
  return done({
    report,
    asOf: found.as_of as PlainDate,
    signed: { id, number: found.number },
    date: found.signed_on as PlainDate,
    number: found.number,
    back: paths.signed(id),
    href: (format) => paths.publishSigned(id, format),
  });
}

async function showOne(
  c: Context<Env>,
  load: Load,
  refusals: readonly Refusal[],
  reason = '',
): Promise<Response> {
  const desk = deskOf(c);
  const loaded = await load(c);
  if (!loaded.ok) {
    const lost = loaded.refusals.some(({ code }) => code === 'not_found');
    return answer(c, lost ? notFound(desk.language) : refusedAnswer(desk.language, loaded.refusals));
  }
  const agreed = await read(desk, (tx) => mayPublishWhole(tx, loaded.value));
  return answer(c, publicationAnswer(desk, loaded.value, agreed, { refusals, reason }));
}

/** Small counts go out by two persons only; who may be the second is decided where approvals are. */
async function propose(c: Context<Env>, load: Load): Promise<Response> {
  const desk = deskOf(c);
  const reason = textOf((await typedOf(c)).reason);
  const loaded = await load(c);
  if (!loaded.ok) return showOne(c, load, []);
  const { affected } = publicationOf(desk.figures, loaded.value.report);
  if (affected.length === 0) return showOne(c, load, []);
  const outcome = await proposePublication(desk, loaded.value, affected, reason);
  if (!outcome.ok) return showOne(c, load, outcome.refusals, reason);
  return c.get('format') === 'json'
    ? c.json(outcome.value, 202)
    : c.redirect(paths.approval(outcome.value.proposal), 303);
}

/** `agreed`: two persons agreed to print every number. */
function publicationAnswer(
  desk: Desk,
  loaded: Loaded,
  agreed: boolean,
  { refusals, reason }: { refusals: readonly Refusal[]; reason: string },
): Answer {
  const { language } = desk;
  const publication: Publication = agreed
    ? { report: agreedOf(loaded.report), affected: [], groupings: [] }
    : publicationOf(desk.figures, loaded.report);
  const { report } = publication;
  const title = `${say(REPORTS.publish, language)}: ${report.unit.name}`;
  return {
    title,
    crumbs: [{ label: say(REPORTS.nineMonth, language), href: loaded.back }, { label: title }],
    failed: refusals.length > 0,
    status: refusals.length > 0 ? 422 : 200,
    data:
      refusals.length > 0
        ? { refusals }
        : { ...reportJson(report), leftOut: publication.affected.map(({ id }) => id) },
    ...(refusals.length > 0 ? {} : { list: figuresHanded(report) }),
    files: filesOf(desk, report, { date: loaded.date, number: loaded.number, version: 'cong-bo' }),
    view: () => (
      <>
        <ErrorSummary refusals={refusals} language={language} fields={['reason']} />
        <nav class="verbs tools" aria-label={say(REPORTS.files, language)}>
          {['.docx', '.xlsx', '.txt'].map((format) => (
            <a class="ds-button" data-variant="secondary" href={loaded.href(format)}>
              {{ '.docx': 'Word', '.xlsx': 'Excel' }[format] ?? say(REPORTS.text, language)}
            </a>
          ))}
        </nav>
        {agreed ? (
          <Notice tone="warning">{say(WORDS.agreed, language)}</Notice>
        ) : (
          <LeftOutNotice desk={desk} publication={publication} />
        )}
        {publication.affected.length > 0 ? (
          <AskForWhole desk={desk} action={loaded.href()} reason={reason} refusals={refusals} />
        ) : null}
        <ReportView
          report={report}
          figureHref={figureHref({ unit: report.unit.code, year: Number(report.period.from.slice(0, 4)) })}
        />
      </>
    ),
  };
}

type AskProps = { desk: Desk; action: string; reason: string; refusals: readonly Refusal[] };

const AskForWhole = ({ desk: { language }, action, reason, refusals }: AskProps) => (
  <details class="ask">
    <summary>{say(WORDS.whole, language)}</summary>
    <p>{say(WORDS.wholeHelp, language)}</p>
    <form class="entry-form" method="post" action={action}>
      <ReasonField language={language} value={reason} refusals={refusals} warning={false} />
      <button class="ds-button" data-variant="secondary" type="submit">
        {say(WORDS.whole, language)}
      </button>
    </form>
  </details>
);

const LeftOutNotice = ({ desk, publication }: { desk: Desk; publication: Publication }) => {
  const { language } = desk;
  const { affected, groupings } = publication;
  if (affected.length === 0) return <Notice tone="success">{say(WORDS.none, language)}</Notice>;
  const small = affected.filter(({ isSmall }) => isSmall).length;
  return (
    <Notice tone="warning" title={say(WORDS.left(small, affected.length - small), language)}>
      <details>
        <summary>{`${say(WORDS.which, language)} (${affected.length})`}</summary>
        <ul>
          {affected.map((one) => (
            <li>{affectedText(one, desk)}</li>
          ))}
        </ul>
      </details>
      {groupings.length > 0 ? (
        <details>
          <summary>{`${say(WORDS.grouping, language)} (${groupings.length})`}</summary>
          <ul>
            {groupings.map((grouping) => (
              <li>{groupingText(grouping, language)}</li>
            ))}
          </ul>
        </details>
      ) : null}
    </Notice>
  );
};

const affectedText = ({ label, unit, isSmall }: Affected, { language }: Desk): string =>
  `${say(label, language)}${unit ? `, ${unit}` : ''} (${say(isSmall ? WORDS.small : WORDS.cover, language)})`;
