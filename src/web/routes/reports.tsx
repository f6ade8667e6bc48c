/** The report page, its files, its signature; the list behind every number. */
import type { Context } from 'hono';
import type { PrintedCode } from '../../audit/checkpoint.ts';
import { printedCode } from '../../audit/log.ts';
import { type Reader, read } from '../../db/door.ts';
import type { Mark } from '../../documents/mark.ts';
import { officeTemplate } from '../../documents/office-template.ts';
import { FILE_TYPES, reportFile } from '../../documents/report-file.ts';
import { newId } from '../../kernel/id.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import { done, type Outcome } from '../../kernel/refusal.ts';
import { textOf } from '../../records/input.ts';
import { labelsFor, titleOf } from '../../records/labels.ts';
import { loadRecords } from '../../records/store.ts';
import { readAsked } from '../../reports/asked.ts';
import { evaluateReport } from '../../reports/evaluate.ts';
import { type EvaluatedReport, REPORT_KINDS, type ReportKind } from '../../reports/evaluated.ts';
import { reportJson } from '../../reports/json.ts';
import type { ReportRequest } from '../../reports/request.ts';
import { proposeSigning, type Signature } from '../../reports/sign.ts';
import { type Answer, answer, type Desk, deskOf, type Env, type Files, refusedAnswer } from '../desk.tsx';
import { figuresHanded } from '../leaving.tsx';
import { AskForm } from '../parts/ask-form.tsx';
import { Flags, ReportBasis, ReportView } from '../parts/report-view.tsx';
import { SignForm } from '../parts/sign-form.tsx';
import { figureHref, paths } from '../paths.ts';
import { REPORT_TITLES, REPORTS } from '../report-words.ts';
import type { Route } from '../route.ts';
import { typedOf } from '../typed.ts';
import { usualYear } from '../usual.ts';
import { say } from '../words.ts';
import { proposed } from './records.tsx';

/** What the address of a report, and of a number in it, may say. */
export const REPORT_QUERY = ['unit', 'year', 'as_of', 'known_at', 'tree'];

export function reportRoutes(): Route[] {
  const common = { who: 'signed_in', table: 'unit', takes: REPORT_QUERY } as const;
  const takes = ['id', 'number', 'signer'];
  const kinds = Object.keys(REPORT_KINDS) as ReportKind[];
  return kinds.map(paths.reportPage).flatMap((path): Route[] => [
    { ...common, method: 'get', path, audit: 'export', handle: show },
    {
      ...common,
      method: 'get',
      path: `${path}/sign`,
      audit: 'none',
      stepUp: true,
      handle: async (c) => answer(c, await signAnswer(c, null)),
    },
    {
      ...common,
      method: 'post',
      path: `${path}/sign`,
      takes,
      audit: 'sign report',
      stepUp: true,
      handle: sign,
    },
  ]);
}

async function show(c: Context<Env>): Promise<Response> {
  const asked = askedFor(c);
  if (!asked.ok) return answer(c, refusedAnswer(deskOf(c).language, asked.refusals));
  return answer(c, await reportAnswer(deskOf(c), asked.value));
}

/** What the address asks for; by default the mandate's own unit and the latest nine months. */
export function askedFor(c: Context<Env>): Outcome<ReportRequest> {
  const desk = deskOf(c);
  const today = desk.clock.today();
  const asked = readAsked(c.req.query(), { unit: desk.session.unit, year: usualYear(desk) }, today);
  const isCommission = c.req.path.startsWith(paths.reportPage('commission'));
  return asked.ok && isCommission ? done({ ...asked.value, kind: 'commission' }) : asked;
}

const withUnit = (asked: ReportRequest, report: EvaluatedReport) => ({ ...asked, unit: report.unit.code });

/** The report and what the records named by its flags are called, from one snapshot. */
async function reportWithNames(desk: Desk, tx: Reader, asked: ReportRequest) {
  const evaluated = await evaluateReport(tx, desk, asked, desk.language);
  if (!evaluated.ok) return evaluated;
  const names = new Map<string, string>();
  const named = Map.groupBy(
    evaluated.value.flags.flatMap((flag) => flag.records),
    (record) => record.type,
  );
  for (const [name, records] of named) {
    const type = desk.catalogue.record(name);
    const rows = await loadRecords(tx, type, [...new Set(records.map((record) => record.id))]);
    const labels = await labelsFor(tx, desk.catalogue, type, rows, desk.language);
    for (const row of rows) names.set(row.id, titleOf(type, row, labels, desk.language));
  }
  // A flag leads to the records the reader may open, and names no other.
  const flags = evaluated.value.flags.map((flag) => ({
    ...flag,
    records: flag.records.filter(({ id }) => names.has(id)),
  }));
  return done({ report: { ...evaluated.value, flags }, names, log: await printedCode(tx) });
}

async function reportAnswer(desk: Desk, asked: ReportRequest): Promise<Answer> {
  const outcome = await read(desk, (tx) => reportWithNames(desk, tx, asked));
  if (!outcome.ok) return refusedAnswer(desk.language, outcome.refusals);
  const { report, names, log } = outcome.value;
  const here = withUnit(asked, report);
  const title = `${say(REPORT_TITLES[report.kind], desk.language)}: ${report.unit.name}`;
  return {
    title,
    crumbs: [{ label: title }],
    data: reportJson(report),
    list: figuresHanded(report),
    files: filesOf(desk, report, { date: asked.asOf ?? report.period.to, log }),
    view: () => (
      <>
        <AskForm language={desk.language} asked={here} period={report.period} />
        <nav class="verbs tools" aria-label={say(REPORTS.files, desk.language)}>
          <a class="ds-button" data-variant="secondary" href={paths.report(here, '.docx')}>
            Word
          </a>
          <a class="ds-button" data-variant="secondary" href={paths.report(here, '.xlsx')}>
            Excel
          </a>
          <a class="ds-button" data-variant="secondary" href={paths.report(here, '.txt')}>
            {say(REPORTS.text, desk.language)}
          </a>
          <a class="ds-button" data-variant="secondary" href={paths.report(here, '.json')}>
            JSON
          </a>
          {report.kind === 'nine-month' ? (
            <a class="ds-button" data-variant="secondary" href={paths.publish(here)}>
              {say(REPORTS.publish, desk.language)}
            </a>
          ) : null}
          <a class="ds-button" data-color="accent" href={paths.sign(here)}>
            {say(REPORTS.sign, desk.language)}
          </a>
        </nav>
        <ReportBasis report={report} />
        <Flags
          report={report}
          figureHref={figureHref(here)}
          recordHref={paths.record}
          recordLabel={(id) => names.get(id)}
        />
        <ReportView report={report} figureHref={figureHref(here)} recordHref={paths.record} log={log} />
      </>
    ),
  };
}

const FILE_NAMES: Readonly<Record<ReportKind, string>> = {
  'nine-month': 'bao-cao-9-thang',
  commission: 'bao-cao-ubkt-9-thang',
};

/** What a file carries beside the report: the log as it was, and in its name the version it is. */
export type Printing = { date: PlainDate; number?: string; log?: PrintedCode | undefined; version?: string };

/** The same report as files; a report that lacks something a document needs is refused there, not half printed. */
export function filesOf(
  desk: Desk,
  report: EvaluatedReport,
  { date, number = '', log, version = '' }: Printing,
): Files {
  const file = (format: string) => async (mark: Mark) => {
    const made = await reportFile(report, format, {
      date,
      number,
      log,
      mark,
      template: desk.dataFolder ? officeTemplate(desk.dataFolder, date) : undefined,
    });
    if (!made.ok) return made;
    const parts = [FILE_NAMES[report.kind], report.unit.code, report.period.from.slice(0, 4), version];
    const name = `${parts.filter(Boolean).join('-')}.${format}`;
    return done({ bytes: made.value, type: FILE_TYPES[format]!, name });
  };
  return { docx: file('docx'), xlsx: file('xlsx'), txt: file('txt') };
}

async function signAnswer(
  c: Context<Env>,
  failed: { outcome: Outcome<unknown>; typed: Partial<Signature> } | null,
): Promise<Answer> {
  const desk = deskOf(c);
  const asked = askedFor(c);
  if (!asked.ok) return refusedAnswer(desk.language, asked.refusals);
  const outcome = await read(desk, (tx) => reportWithNames(desk, tx, asked.value));
  if (!outcome.ok) return refusedAnswer(desk.language, outcome.refusals);
  const { report, names } = outcome.value;
  const here = withUnit(asked.value, report);
  const refusals = failed && !failed.outcome.ok ? failed.outcome.refusals : [];
  const title = say(REPORTS.sign, desk.language);
  return {
    title,
    failed: refusals.length > 0,
    status: refusals.length > 0 ? 422 : 200,
    crumbs: [
      { label: say(REPORT_TITLES[report.kind], desk.language), href: paths.report(here) },
      { label: title },
    ],
    data: { refusals },
    view: () => (
      <>
        <h1>{title}</h1>
        <Flags
          report={report}
          figureHref={figureHref(here)}
          recordHref={paths.record}
          recordLabel={(id) => names.get(id)}
        />
        <SignForm
          language={desk.language}
          report={report}
          action={paths.sign(here)}
          id={failed?.typed.id ?? newId(desk.clock)}
          number={failed?.typed.number ?? ''}
          signer={failed?.typed.signer ?? desk.session.full_name}
          refusals={refusals}
          backHref={paths.report(here)}
        />
      </>
    ),
  };
}

async function sign(c: Context<Env>): Promise<Response> {
  const desk = deskOf(c);
  const asked = askedFor(c);
  if (!asked.ok) return answer(c, refusedAnswer(desk.language, asked.refusals));
  const body = await typedOf(c);
  const typed = {
    id: textOf(body.id),
    number: textOf(body.number),
    signer: textOf(body.signer),
  };
  const outcome = await proposeSigning(desk, asked.value, typed, desk.language);
  if (!outcome.ok) return answer(c, await signAnswer(c, { outcome, typed }));
  if (outcome.value.proposal) return proposed(c, outcome.value);
  return c.get('format') === 'json' ? c.json(outcome.value) : c.redirect(paths.signed(outcome.value.id), 303);
}
