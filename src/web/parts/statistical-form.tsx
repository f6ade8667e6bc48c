/** An official form as a sheet of A4 across: head, table with every number a link, checks, signatures. */
import type { Child } from 'hono/jsx';
import { type PrintedCode, printedLine } from '../../audit/checkpoint.ts';
import {
  type Cell,
  type CheckResult,
  cellText,
  type EvaluatedForm,
  missingOf,
} from '../../forms/evaluated.ts';
import { formatCount } from '../../kernel/number.ts';
import { formatDate } from '../../kernel/plain-date.ts';
import type { Language } from '../../kernel/words.ts';
import { KNOWN_WORDS } from '../../regulations/rule.ts';
import { FORMS } from '../form-words.ts';
import { showInstant } from '../look.ts';
import { say } from '../words.ts';
import { Notice } from './notice.tsx';
import { FigureLink } from './report.tsx';
import { Scroll } from './scroll.tsx';

export type FormViewProps = {
  form: EvaluatedForm;
  language: Language;
  /** Address of the records behind a cell. */
  cellHref: (cell: Cell) => string | undefined;
  /** How far the audit log had come when it was signed. */
  log?: PrintedCode | undefined;
};

export const FormBasis = ({ form, language }: Pick<FormViewProps, 'form' | 'language'>) => {
  const { period, form: of } = form;
  const fact = (label: string, value: Child) => (
    <div>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  );
  const day = (date: typeof period.from) => formatDate(date, language);
  const tree = form.tree === 'then' ? FORMS.treeThen : FORMS.treeNow;
  return (
    <dl class="basis">
      {fact(say(FORMS.span, language), `${day(period.from)} – ${day(period.to)}`)}
      {fact(say(FORMS.tree, language), say(tree, language))}
      {form.knownAt ? fact(say(FORMS.knownAt, language), showInstant(form.knownAt, language)) : null}
      {fact(say(FORMS.edition, language), `${of.source.document}, ${day(of.source.issuedOn)}`)}
      {fact(say(FORMS.known, language), say(KNOWN_WORDS[of.known], language))}
    </dl>
  );
};

type ChecksProps = {
  checks: readonly CheckResult[];
  language: Language;
  recordHref: (type: string, id: string) => string;
  /** Names of the records the reader may open. */
  names: ReadonlyMap<string, string>;
};

/** Records named of one side; the rest is told by its number. */
const NAMED = 20;

const Side = ({
  ids,
  title,
  type,
  ...view
}: ChecksProps & { ids: string[]; title: string; type: string }) => {
  if (ids.length === 0) return null;
  const named = ids.filter((id) => view.names.has(id)).slice(0, NAMED);
  const rest = ids.length - named.length;
  return (
    <details>
      <summary>{title}</summary>
      <ul>
        {named.map((id) => (
          <li>
            <a href={view.recordHref(type, id)}>{view.names.get(id)}</a>
          </li>
        ))}
        {rest > 0 ? <li>{say(FORMS.more(rest), view.language)}</li> : null}
      </ul>
    </details>
  );
};

/** The equalities that do not hold, each with whom the difference is made of; says so too when all hold. */
export const FormChecks = (view: ChecksProps) => {
  const { checks, language } = view;
  const failed = checks.filter(({ ok }) => !ok);
  if (checks.length === 0) return null;
  if (failed.length === 0)
    return <Notice tone="success">{say(FORMS.allEqual(checks.length), language)}</Notice>;
  const count = (n: number) => formatCount(n, language);
  return (
    <Notice tone="warning" title={say(FORMS.differing(failed.length, checks.length), language)}>
      <ul class="ds-list">
        {failed.map(({ check, left, right, culprits }) => (
          <li>
            {say(check.words, language)}: {count(left)} {check.least ? '<' : '≠'} {count(right)}
            {culprits.map((one) => (
              <>
                <Side
                  {...view}
                  ids={one.left}
                  type={one.type}
                  title={say(FORMS.left(one.left.length), language)}
                />
                <Side
                  {...view}
                  ids={one.right}
                  type={one.type}
                  title={say(FORMS.right(one.right.length), language)}
                />
              </>
            ))}
          </li>
        ))}
      </ul>
    </Notice>
  );
};

export const FormMissing = ({ form, language }: Pick<FormViewProps, 'form' | 'language'>) => {
  const missing = missingOf(form);
  if (missing.length === 0) return null;
  return (
    <Notice tone="info" title={say(FORMS.missing, language)}>
      <ul class="ds-list">
        {missing.map(({ words, rows }) => (
          <li>
            {say(words, language)} ({say(FORMS.rows(rows.length), language)})
          </li>
        ))}
      </ul>
    </Notice>
  );
};

const Head = ({ form, language }: Pick<FormViewProps, 'form' | 'language'>) => {
  const { head, period, form: of } = form;
  const day = (date: typeof period.from) => formatDate(date, language);
  return (
    <>
      <div class="document-head">
        <div>
          <p>{head.superior}</p>
          <p>
            <strong>{head.issuer}</strong>
          </p>
        </div>
        <div>
          <p>
            <strong>{say(FORMS.number(of.number), language)}</strong>
          </p>
          <p>
            <em>
              {say(FORMS.under(of.source.document, day(of.source.issuedOn), of.source.issuer), language)}
            </em>
          </p>
        </div>
      </div>
      <h1 id="form-title">
        {say(FORMS.form(of.number), language)}. {say(of.words, language)}
      </h1>
      <p class="form-period">
        {say(FORMS.from(say(period.words, language), day(period.from), day(period.to)), language)}
      </p>
    </>
  );
};

/** Headings, those shared by neighbours above theirs, and the numbers of the columns. */
const Columns = ({ form, language }: Pick<FormViewProps, 'form' | 'language'>) => {
  const { columns } = form;
  const isShared = columns.some(({ over }) => over);
  const span = isShared ? { rowspan: 2 } : {};
  const first = columns.filter(({ over }, i) => !over || columns[i - 1]?.over?.vi !== over.vi);
  const size = (vi: string) => columns.filter(({ over }) => over?.vi === vi).length;
  return (
    <thead>
      <tr>
        <th scope="col" class="ordinal" {...span}>
          {say(FORMS.ordinal, language)}
        </th>
        <th scope="col" {...span}>
          {say(FORMS.item, language)}
        </th>
        {first.map(({ words, over }) =>
          over ? (
            <th scope="colgroup" class="shared" colspan={size(over.vi)}>
              {say(over, language)}
            </th>
          ) : (
            <th scope="col" class="number" {...span}>
              {say(words, language)}
            </th>
          ),
        )}
      </tr>
      {isShared ? (
        <tr>
          {columns
            .filter(({ over }) => over)
            .map(({ words }) => (
              <th scope="col" class="number">
                {say(words, language)}
              </th>
            ))}
        </tr>
      ) : null}
      <tr class="signs-row">
        <td class="ordinal" />
        <td>1</td>
        {columns.map(({ sign }) => (
          <td class="number">{sign}</td>
        ))}
      </tr>
    </thead>
  );
};

const CellView = ({ cell, language, cellHref }: { cell: Cell } & Omit<FormViewProps, 'form'>) => {
  const text = cellText(cell, language);
  const isNumber = cell.kind === 'count' || cell.kind === 'mean' || cell.kind === 'percent';
  const href = cellHref(cell);
  return (
    <td class={isNumber || cell.kind === 'unknown' ? 'number' : 'unsaid'}>
      {href ? <FigureLink href={href}>{text}</FigureLink> : text}
    </td>
  );
};

export const FormSheet = (view: FormViewProps) => {
  const { form, language } = view;
  const hasExtra = form.rows.some(({ extra }) => extra);
  return (
    <article class="sheet form-sheet" aria-labelledby="form-title">
      <Head form={form} language={language} />
      <Scroll labelledBy="form-title">
        <table class="ds-table">
          <Columns form={form} language={language} />
          <tbody>
            {form.rows.map((row) => (
              <tr id={`r-${row.id}`} class={row.depth === 0 ? 'strong' : row.extra ? 'extra' : undefined}>
                <td class="ordinal">{row.number}</td>
                <th scope="row" class={`depth-${Math.min(row.depth, 4)}`}>
                  {say(row.words, language)}
                </th>
                {row.cells.map((cell) => (
                  <CellView {...view} cell={cell} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      {form.form.note ? <p class="hint">{say(form.form.note, language)}</p> : null}
      {hasExtra ? <p class="hint">{say(FORMS.extra, language)}</p> : null}
      <div class="document-foot form-foot">
        <p class="signs">
          <strong>{say(FORMS.maker, language)}</strong>
          <br />
          <em>{say(FORMS.makerHint, language)}</em>
        </p>
        <p class="signs">
          <em>
            {form.head.place}, {say(FORMS.dated, language)}
          </em>
          <br />
          <strong>{say(form.signsAs, language)}</strong>
          <br />
          <em>{say(FORMS.headHint, language)}</em>
        </p>
      </div>
      {view.log ? <p class="hint log-code">{say(printedLine(view.log), language)}</p> : null}
    </article>
  );
};
