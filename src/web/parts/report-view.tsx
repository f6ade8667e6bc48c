/** A whole evaluated report as a sheet: head of the document, text, annexes, recipients, points to look at. */
import { type PrintedCode, printedLine } from '../../audit/checkpoint.ts';
import { formatDate, formatLongDate } from '../../kernel/plain-date.ts';
import type { Language } from '../../kernel/words.ts';
import type { EvaluatedReport, Flag } from '../../reports/evaluated.ts';
import { showInstant } from '../look.ts';
import { REPORT, say } from '../words.ts';
import { Notice } from './notice.tsx';
import { type FigureHref, FigureLink, Outline, ReportTableView, SectionView } from './report.tsx';

export type ReportViewProps = {
  report: EvaluatedReport;
  figureHref: FigureHref;
  /** Address of a record named by a flag. */
  recordHref?: (type: string, id: string) => string | undefined;
  /** What a record named by a flag is called. */
  recordLabel?: (id: string) => string | undefined;
  /** How far the audit log had come. */
  log?: PrintedCode | undefined;
};

/** The period, the cut-off dates, the tree and the knowledge the numbers rest on. */
export const ReportBasis = ({ report }: { report: EvaluatedReport }) => {
  const { language, period } = report;
  const day = (date: typeof period.from) => formatDate(date, language);
  return (
    <dl class="basis">
      <div>
        <dt>{say(REPORT.flow, language)}</dt>
        <dd>
          {day(period.from)} – {day(period.to)}
        </dd>
      </div>
      <div>
        <dt>{say(REPORT.stock, language)}</dt>
        <dd>
          {day(period.to)}, {say(report.tree === 'then' ? REPORT.treeThen : REPORT.treeNow, language)}
        </dd>
      </div>
      <div>
        <dt>{say(REPORT.progress, language)}</dt>
        <dd>{day(period.asOf)}</dd>
      </div>
      {report.knownAt ? (
        <div>
          <dt>{say(REPORT.knownAt, language)}</dt>
          <dd>{showInstant(report.knownAt, language)}</dd>
        </div>
      ) : null}
    </dl>
  );
};

/** The head of a document of the Party: issuing bodies on the left, the Party's name and the date on the right. */
export const ReportHead = ({ report }: { report: EvaluatedReport }) => {
  const { head, language } = report;
  return (
    <div class="document-head">
      <div>
        <p>{head.superior}</p>
        <p>
          <strong>{head.issuer}</strong>
        </p>
        <p class="star" aria-hidden="true">
          *
        </p>
        <p>
          {say(REPORT.number, language)} …-{head.symbol}
        </p>
      </div>
      <div>
        <p class="party">
          <strong>{say(REPORT.party, language)}</strong>
        </p>
        <p>
          <em>
            {head.place}, {formatLongDate(report.period.asOf, language)}
          </em>
        </p>
      </div>
    </div>
  );
};

type FlagProps = { flag: Flag; view: ReportViewProps; language: Language };

const FlagItem = ({ flag, view, language }: FlagProps) => (
  <li>
    {say(flag.message, language)}
    {flag.figures.map((key, index) => {
      const known = view.report.figures[key] ?? view.report.ratios[key];
      return (
        <>
          {index === 0 ? ' ' : '; '}
          <FigureLink href={view.figureHref(key)}>{known ? say(known.label, language) : key}</FigureLink>
        </>
      );
    })}
    {flag.records.length > 0 ? (
      <details>
        <summary>{`${say(REPORT.lookAt, language)} (${flag.records.length})`}</summary>
        <ul>
          {flag.records.map((record) => (
            <li>
              <a href={view.recordHref?.(record.type, record.id)}>
                {view.recordLabel?.(record.id) ?? record.id}
              </a>
            </li>
          ))}
        </ul>
      </details>
    ) : null}
  </li>
);

/** What does not fit and waits for a person; says so too when there is nothing. */
export const Flags = (view: ReportViewProps) => {
  const { flags, language } = view.report;
  if (flags.length === 0) return <Notice tone="success">{say(REPORT.noFlags, language)}</Notice>;
  return (
    <Notice tone="warning" title={say(REPORT.flags, language)}>
      <ul class="ds-list">
        {flags.map((flag) => (
          <FlagItem flag={flag} view={view} language={language} />
        ))}
      </ul>
    </Notice>
  );
};

const Foot = ({ report }: { report: EvaluatedReport }) => (
  <div class="document-foot">
    <div>
      <p>
        <em>
          <u>{say(REPORT.recipients, report.language)}:</u>
        </em>
      </p>
      <ul>
        {report.head.recipients.map((recipient) => (
          <li>- {recipient}</li>
        ))}
      </ul>
    </div>
    <p class="signs">
      <strong>{report.head.signsFor}</strong>
    </p>
  </div>
);

/** The report: outline beside it on a wide screen, the sheet, its annexes. Flags and basis are printed apart. */
export const ReportView = (view: ReportViewProps) => {
  const { report } = view;
  const figureLabel = (key: string) => {
    const known = report.figures[key] ?? report.ratios[key];
    return known ? `${say(known.label, report.language)} (${known.code})` : undefined;
  };
  const shared = { figureHref: view.figureHref, figureLabel };
  return (
    <div class="report">
      <Outline sections={report.sections} language={report.language} />
      <article class="sheet" aria-labelledby="report-title">
        <ReportHead report={report} />
        <h1 id="report-title">{say(report.title, report.language)}</h1>
        {report.sections.map((section) => (
          <SectionView section={section} {...shared} />
        ))}
        <Foot report={report} />
        {view.log ? <p class="hint log-code">{say(printedLine(view.log), report.language)}</p> : null}
        {report.annexes.length > 0 ? (
          <section class="annexes" aria-labelledby="annexes">
            <h2 id="annexes">{say(REPORT.annexes, report.language)}</h2>
            {report.annexes.map((table) => (
              <ReportTableView table={table} {...shared} />
            ))}
          </section>
        ) : null}
      </article>
    </div>
  );
};
