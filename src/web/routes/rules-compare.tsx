/** The rules of several days side by side: what changed, and whom it touches. */
import type { Context } from 'hono';
import { RULES } from '../../areas/rulebook/words.ts';
import { addDays, formatDate, isPlainDate, type PlainDate, parseDate } from '../../kernel/plain-date.ts';
import { type Language, type Words, w } from '../../kernel/words.ts';
import {
  type Difference,
  lineages,
  sideBySide,
  turningPoints,
  type Versions,
} from '../../regulations/compare.ts';
import { textOfValue } from '../../regulations/history.ts';
import type { Document } from '../../regulations/rule.ts';
import { answer, type Desk, deskOf, type Env } from '../desk.tsx';
import { KnownTag } from '../parts/rule-rows.tsx';
import { areasLine, touchedBy } from '../parts/rule-touches.tsx';
import { CARDS, Scroll } from '../parts/scroll.tsx';
import { paths } from '../paths.ts';
import type { Route } from '../route.ts';
import { say } from '../words.ts';

/** More columns than this nobody reads. */
const MOST_DAYS = 8;

const WORDS = {
  help: w(
    'Mỗi cột là các giá trị có hiệu lực vào ngày đó. Chỉ nêu quy định khác nhau giữa các ngày.',
    'Each column holds the values in force on that day. Only rules that differ between the days are shown.',
  ),
  first: w('Ngày thứ nhất', 'First day'),
  second: w('Ngày thứ hai', 'Second day'),
  verb: w('So sánh', 'Compare'),
  lineages: w('Các văn bản nối tiếp nhau', 'Documents that followed one another'),
  turning: w('Những ngày quy định đổi', 'Days on which the rules changed'),
  documents: w('Văn bản bắt đầu có hiệu lực', 'Documents in force from that day'),
  changed: w('Số quy định đổi giá trị', 'Rules with another value'),
  sameValue: w('giá trị như cột trước', 'the value of the column before'),
  same: w('như cột trước', 'as in the column before'),
  nothing: w('Không quy định nào khác nhau giữa các ngày này.', 'No rule differs between these days.'),
  values: w('Đổi giá trị', 'Another value'),
  begun: w('Có ngày chưa biết giá trị', 'Not known on every day'),
  sources: w('Giữ giá trị, đổi văn bản', 'The same value on another document'),
  unknown: w('chưa biết giá trị', 'no value known'),
};

export const CHANGES: Readonly<Record<Difference['change'], Words>> = {
  value: w('đổi giá trị', 'another value'),
  source: w('cùng giá trị, văn bản khác', 'same value, other document'),
  began: w('bắt đầu có giá trị', 'a value began'),
  ended: w('không còn giá trị', 'the value ended'),
};

export function compareRoutes(): Route[] {
  return [
    {
      method: 'get',
      path: paths.compareRules(),
      who: 'signed_in',
      table: 'none',
      takes: ['day', 'documents'],
      audit: 'none',
      handle: compare,
    },
  ];
}

/** Days of the address: repeated, or joined by commas; in either way of writing a day. */
function daysAsked(c: Context<Env>): PlainDate[] {
  const texts = (c.req.queries('day') ?? []).flatMap((text) => text.split(','));
  const days = texts.flatMap((text): PlainDate[] => {
    if (isPlainDate(text)) return [text];
    const typed = parseDate(text);
    return typed.ok ? [typed.value] : [];
  });
  return [...new Set(days)].sort().slice(0, MOST_DAYS);
}

/** Whether a value of the rule rests on one of the documents; none named means any. */
const restsOn = ({ values }: Versions, documents: readonly string[]): boolean =>
  documents.length === 0 || values.some((value) => value && documents.includes(value.source.document));

function compare(c: Context<Env>) {
  const desk = deskOf(c);
  const { language, regulations } = desk;
  const days = daysAsked(c);
  const documents = (c.req.query('documents') ?? '').split(',').filter(Boolean);
  const rows = days.length > 1 ? sideBySide(regulations, days).filter((row) => restsOn(row, documents)) : [];
  const title = say(RULES.compare, language);
  return answer(c, {
    title,
    crumbs: [{ label: say(RULES.title, language), href: paths.rules() }, { label: title }],
    data: { days, rules: rows.map((row) => ({ ...row, touches: touchedBy(desk, row.id) })) },
    view: () => (
      <>
        <h1>{title}</h1>
        <p class="hint">{say(WORDS.help, language)}</p>
        <DaysForm days={days} language={language} />
        {days.length > 1 ? <Compared desk={desk} days={days} documents={documents} rows={rows} /> : null}
        <Lineages desk={desk} />
        <TurningPoints desk={desk} />
      </>
    ),
  });
}

const DaysForm = ({ days, language }: { days: readonly PlainDate[]; language: Language }) => (
  <div class="filters days-form">
    <form method="get" action={paths.compareRules()}>
      <div class="filter-row">
        {[WORDS.first, WORDS.second].map((words, at) => {
          const day = at === 0 ? days[0] : days.length > 1 ? days.at(-1) : undefined;
          return (
            <div class="filter">
              <label class="ds-label" for={`day-${at}`}>
                {say(words, language)}
              </label>
              <input
                class="ds-input"
                type="text"
                id={`day-${at}`}
                name="day"
                placeholder="26/7/2026"
                value={day ? formatDate(day, 'vi') : ''}
              />
            </div>
          );
        })}
        <div class="filter-verbs">
          <button class="ds-button" type="submit">
            {say(WORDS.verb, language)}
          </button>
        </div>
      </div>
    </form>
  </div>
);

type ComparedProps = {
  desk: Desk;
  days: readonly PlainDate[];
  /** Numbers of the documents that are compared, named above the day on which each is in force. */
  documents: readonly string[];
  rows: readonly Versions[];
};

const has =
  (...wanted: Difference['change'][]) =>
  ({ changes }: Versions): boolean =>
    changes.some((change) => change && wanted.includes(change));

/** Rules with another value, then those that were not known on every day; what merely rests on another text is folded. */
const Compared = (p: ComparedProps) => {
  const { language } = p.desk;
  if (p.rows.length === 0) return <p class="empty">{say(WORDS.nothing, language)}</p>;
  const changed = p.rows.filter(has('value'));
  const begun = p.rows.filter((row) => !has('value')(row) && has('began', 'ended')(row));
  const kept = p.rows.filter((row) => !has('value', 'began', 'ended')(row));
  return (
    <>
      <SideBySide {...p} rows={changed} caption={WORDS.values} id="values" />
      <SideBySide {...p} rows={begun} caption={WORDS.begun} id="begun" />
      {kept.length > 0 ? (
        <details>
          <summary>
            {say(WORDS.sources, language)} ({kept.length})
          </summary>
          <SideBySide {...p} rows={kept} caption={WORDS.sources} id="sources" />
        </details>
      ) : null}
    </>
  );
};

const SideBySide = (p: ComparedProps & { caption: Words; id: string }) => {
  const { language } = p.desk;
  if (p.rows.length === 0) return null;
  return (
    <Scroll labelledBy={p.id}>
      <table class="ds-table side-by-side">
        <caption id={p.id}>
          {say(p.caption, language)} <span class="caption-count">({p.rows.length})</span>
        </caption>
        <thead>
          <tr>
            <th scope="col">{say(RULES.rule, language)}</th>
            {p.days.map((day) => (
              <th scope="col">
                {formatDate(day, language)}
                <p class="hint">{inForce(p, day)}</p>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {p.rows.map((row) => (
            <ComparedRow desk={p.desk} row={row} />
          ))}
        </tbody>
      </table>
    </Scroll>
  );
};

const inForce = ({ desk, documents }: ComparedProps, day: PlainDate): string =>
  desk.regulations
    .documents(day)
    .map(({ number }) => number)
    .filter((number) => documents.includes(number))
    .join(', ');

const ComparedRow = ({ desk, row }: { desk: Desk; row: Versions }) => {
  const touches = areasLine(touchedBy(desk, row.id), desk.language);
  return (
    <tr>
      <th scope="row">
        <a href={paths.rule(row.id)}>{say(row.words, desk.language)}</a>
        {touches ? (
          <p class="hint">
            {say(RULES.touches, desk.language)}: {touches}
          </p>
        ) : null}
      </th>
      {row.values.map((value, at) => (
        <ComparedCell desk={desk} id={row.id} value={value} change={row.changes[at]} isFirst={at === 0} />
      ))}
    </tr>
  );
};

type CellProps = {
  desk: Desk;
  id: string;
  value: Versions['values'][number];
  change: Difference['change'] | undefined;
  isFirst: boolean;
};

const ComparedCell = ({ desk, id, value, change, isFirst }: CellProps) => {
  const { language, regulations } = desk;
  if (!isFirst && !change) return <td class="hint">{say(WORDS.same, language)}</td>;
  if (!value) return <td class="hint">{say(WORDS.unknown, language)}</td>;
  const text = textOfValue(regulations, id, value, language);
  return (
    <td>
      <ComparedValue text={text} change={change} language={language} />
      <p class="hint">{regulations.sourceText(value, language)}</p>
      <KnownTag known={value.known} language={language} brief />
    </td>
  );
};

type ValueProps = { text: string; change: Difference['change'] | undefined; language: Language };

const ComparedValue = ({ text, change, language }: ValueProps) => {
  if (change === 'source') return <span class="hint">{say(WORDS.sameValue, language)}</span>;
  return change ? <strong>{text}</strong> : <span>{text}</span>;
};

const Lineages = ({ desk }: { desk: Desk }) => (
  <section>
    <h2>{say(WORDS.lineages, desk.language)}</h2>
    <ul>
      {lineages(desk.regulations).map((line) => (
        <li>
          {say(line[0]!.title, desk.language)}:{' '}
          <a href={compareLine(line)}>{line.map(({ number }) => number).join(' → ')}</a>
        </li>
      ))}
    </ul>
  </section>
);

const compareLine = (line: readonly Document[]): string =>
  paths.compareRules(
    line.map(({ from }) => from),
    line.map(({ number }) => number),
  );

const TurningPoints = ({ desk }: { desk: Desk }) => {
  const { language } = desk;
  return (
    <Scroll labelledBy="turning">
      <table class="ds-table cards" {...CARDS.table}>
        <caption id="turning">{say(WORDS.turning, language)}</caption>
        <thead {...CARDS.group}>
          <tr {...CARDS.row}>
            <th scope="col">{say(RULES.days, language)}</th>
            <th scope="col">{say(WORDS.documents, language)}</th>
            <th scope="col" class="number">
              {say(WORDS.changed, language)}
            </th>
          </tr>
        </thead>
        <tbody {...CARDS.group}>
          {turningPoints(desk.regulations).map(({ day, documents, changed }) => (
            <tr {...CARDS.row}>
              <th scope="row" {...CARDS.head} data-label={say(RULES.days, language)}>
                <a href={paths.compareRules([addDays(day, -1), day])}>{formatDate(day, language)}</a>
              </th>
              <td {...CARDS.cell} data-label={say(WORDS.documents, language)}>
                {documents.map(({ number }) => number).join(', ') || '–'}
              </td>
              <td {...CARDS.cell} class="number" data-label={say(WORDS.changed, language)}>
                {changed}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
};
