/** All deadlines the reader may see, with their arithmetic; reminders; the sheet of a week for the wall. */
import type { Context } from 'hono';
import { type Reader, read } from '../../db/door.ts';
import { isId } from '../../kernel/id.ts';
import {
  addDays,
  daysBetween,
  formatDate,
  isPlainDate,
  type PlainDate,
  weekday,
} from '../../kernel/plain-date.ts';
import type { Language } from '../../kernel/words.ts';
import { type Run, runText } from '../../regulations/calendar/budget.ts';
import { loadCalendar } from '../../regulations/calendar/read.ts';
import { CASE } from '../../web/case-words.ts';
import { answer, type Desk, deskOf, type Env } from '../../web/desk.tsx';
import { CardTable } from '../../web/parts/card-table.tsx';
import { clockName, lapsedOf, leftOf, rightsIn } from '../../web/parts/case-file.tsx';
import { DAY_BY_DAY, DayByDay } from '../../web/parts/deadline.tsx';
import { Pager, ToolLinks } from '../../web/parts/links.tsx';
import { refusalText, Tag } from '../../web/parts/notice.tsx';
import { CARDS } from '../../web/parts/scroll.tsx';
import { paths } from '../../web/paths.ts';
import type { Route } from '../../web/route.ts';
import { say } from '../../web/words.ts';
import { BODY_KINDS, type BodyKind } from '../organisation/contract.ts';
import {
  type AgendaRow,
  type AlarmRow,
  agendaOf,
  bodiesOfCases,
  openAlarms,
  withoutDay,
} from './agenda-store.ts';
import { codeOf } from './calendar.ts';
import { type Clock, deadlineOf } from './clocks.ts';
import { CASE_KINDS, type CaseKind } from './contract.ts';
import { clocksBy } from './store.ts';
import { AGENDA, KEYS } from './words.ts';

const PAGE = 25;
const MOST_ALARMS = 20;
const MOST_IN_WEEK = 200;

export const agendaRoutes = (): Route[] => [
  { ...GET, path: paths.deadlines(), takes: ['after', 'days'], handle: agenda },
  { ...GET, path: paths.week(), takes: ['from'], handle: week },
];

const GET = { method: 'get', who: 'signed_in', table: 'case', audit: 'none' } as const;

type Line = AgendaRow & { running: Clock; bodyKind: string | undefined };

async function linesOf(tx: Reader, desk: Desk, rows: readonly AgendaRow[]): Promise<Line[]> {
  const bodies = await bodiesOfCases(
    tx,
    rows.filter(({ table }) => 'body' in desk.catalogue.record(table).fields),
  );
  const clocks = new Map(
    (
      await clocksBy(
        tx,
        rows.map(({ id }) => id),
      )
    ).map((clock) => [clock.id, clock]),
  );
  return rows.flatMap((row) => {
    const running = clocks.get(row.id);
    return running ? [{ ...row, running, bodyKind: bodies.get(row.caseId) }] : [];
  });
}

/** Where a page goes on, as it stands in the address: the last day and the deadline after which it begins. */
function afterOf(text: string): { dueOn: PlainDate; id: string } | null {
  const [dueOn = '', id = ''] = text.split('_');
  return isPlainDate(dueOn) && isId(id) ? { dueOn, id } : null;
}

async function agenda(c: Context<Env>) {
  const desk = deskOf(c);
  const { language } = desk;
  const place = c.req.query('after') ?? '';
  const after = afterOf(place);
  const asked = { days: c.req.query('days') ?? '', after: after ? place : undefined };
  const { lines, undated, alarms } = await read(desk, async (tx) => {
    const rows = await agendaOf(tx, { after, until: null, most: PAGE + 1 });
    return {
      lines: await linesOf(tx, desk, rows),
      undated: after ? [] : await linesOf(tx, desk, await withoutDay(tx, PAGE)),
      alarms: after ? [] : await openAlarms(tx, MOST_ALARMS),
    };
  });
  const shown = lines.slice(0, PAGE);
  const last = shown.at(-1);
  const next = lines.length > PAGE && last ? paths.deadlines(`${last.dueOn}_${last.id}`) : undefined;
  const title = say(AGENDA.title, language);
  return answer(c, {
    title,
    crumbs: [{ label: title }],
    data: {
      deadlines: shown.map(({ id, kind, caseId, clock, number, dueOn }) => ({
        id,
        kind,
        caseId,
        clock,
        number,
        dueOn,
      })),
      next: next ?? null,
      reminders: alarms,
    },
    view: () => (
      <>
        <h1>{title}</h1>
        <p class="hint">{say(AGENDA.help, language)}</p>
        <ToolLinks language={language} />
        <nav class="verbs" aria-label={title}>
          <a href={paths.week()}>{say(AGENDA.week, language)}</a>
          <a href={paths.calendarKeys()}>{say(KEYS.title, language)}</a>
        </nav>
        {after ? null : <Reminders alarms={alarms} language={language} />}
        <h2>{say(AGENDA.running, language)}</h2>
        {shown.length === 0 ? (
          <p class="empty">{say(AGENDA.none, language)}</p>
        ) : (
          <Lines desk={desk} lines={shown} title={title} asked={asked} />
        )}
        <Pager language={language} firstHref={after ? paths.deadlines() : undefined} nextHref={next} />
        {undated.length > 0 ? (
          <section aria-labelledby="undated">
            <h2 id="undated">{say(AGENDA.undated, language)}</h2>
            <Lines desk={desk} lines={undated} title={say(AGENDA.undated, language)} asked={asked} />
          </section>
        ) : null}
      </>
    ),
  });
}

const kindOf = (kind: string, language: Language): string => say(CASE_KINDS[kind as CaseKind], language);

/** Number and kind, nothing else. */
const Reminders = ({ alarms, language }: { alarms: readonly AlarmRow[]; language: Language }) => (
  <section aria-labelledby="reminders">
    <h2 id="reminders">{say(AGENDA.reminders, language)}</h2>
    {alarms.length === 0 ? <p class="empty">{say(AGENDA.noReminders, language)}</p> : null}
    <ul class="ds-list">
      {alarms.map((one) => (
        <li>
          {`${formatDate(one.raisedOn, language)}: ${kindOf(one.kind, language)} ${one.number ?? ''}, ${levelText(one, language)}`}
        </li>
      ))}
    </ul>
  </section>
);

function levelText({ level, dueOn, fromUnit }: AlarmRow, language: Language): string {
  const words = level > 0 ? AGENDA.before(level) : level === 0 ? AGENDA.onDay : AGENDA.late(-level);
  const from = fromUnit ? `, ${say(AGENDA.from(fromUnit), language)}` : '';
  return `${say(words, language)} (${formatDate(dueOn, language)})${from}`;
}

/** The deadline whose days are shown one by one, and the page it stands on. */
type Asked = { days: string; after: string | undefined };

type LinesProps = { desk: Desk; lines: readonly Line[]; title: string; asked: Asked };

const Lines = ({ desk, lines, title, asked }: LinesProps) => (
  <CardTable
    title={title}
    heads={[CASE.lastDay, AGENDA.case, CASE.deadline, CASE.state, AGENDA.code]}
    language={desk.language}
  >
    {lines.map((line) => (
      <LineRow desk={desk} line={line} asked={asked} />
    ))}
  </CardTable>
);

const LineRow = ({ desk, line, asked }: { desk: Desk; line: Line; asked: Asked }) => {
  const { language } = desk;
  const deadline = deadlineOf(line.running, loadCalendar());
  const label = (words: { vi: string; en: string }) => ({
    ...CARDS.cell,
    'data-label': say(words, language),
  });
  const lapsed = lapsedOf(desk.catalogue.machines, line.clock);
  const left = deadline.ok
    ? leftOf(line.running, deadline.value.on, desk.clock.today(), language, lapsed)
    : undefined;
  return (
    <tr {...CARDS.row}>
      <td {...label(CASE.lastDay)}>
        {deadline.ok ? formatDate(deadline.value.on, language) : '–'}
        {left ? (
          <span class="block">
            <Tag tone={left.tone}>{left.text}</Tag>
          </span>
        ) : null}
      </td>
      <th scope="row" {...CARDS.head} data-label={say(AGENDA.case, language)}>
        <a
          href={paths.record(line.table, line.caseId)}
        >{`${kindOf(line.kind, language)} ${line.number ?? ''}`}</a>
        <span class="hint block">{placeOf(line, language)}</span>
      </th>
      <td {...label(CASE.deadline)}>{clockName(desk.catalogue.machines, line.clock, language)}</td>
      <td {...label(CASE.state)}>
        {deadline.ok ? (
          <>
            <p>{runText(deadline.value, language)}</p>
            <Days deadline={deadline.value} line={line} asked={asked} language={language} />
          </>
        ) : (
          deadline.refusals.map((one) => <p>{refusalText(one, language)}</p>)
        )}
      </td>
      <td {...label(AGENDA.code)}>
        <code>{codeOf(line.id)}</code>
      </td>
    </tr>
  );
};

/** The body that keeps the case and its unit. */
const placeOf = ({ bodyKind, unitName }: Line, language: Language): string =>
  [bodyKind && say(BODY_KINDS[bodyKind as BodyKind], language), unitName].filter(Boolean).join(', ');

type DaysProps = { deadline: Run; line: Line; asked: Asked; language: Language };

/** Day by day for the one asked about: a page of deadlines has a thousand days. */
const Days = ({ deadline, line, asked, language }: DaysProps) => {
  if (deadline.days.length === 0) return null;
  const at = `days-${line.id}`;
  if (asked.days === line.id)
    return (
      <div id={at}>
        <DayByDay
          days={deadline.days}
          isWorking={deadline.span.measure === 'working_days'}
          language={language}
          isOpen
        />
      </div>
    );
  return (
    <a id={at} href={`${paths.deadlines(asked.after, line.id)}#${at}`}>
      {say(DAY_BY_DAY, language)}
      <span class="ds-sr-only">{`: ${kindOf(line.kind, language)} ${line.number ?? ''}`}</span>
    </a>
  );
};

/** The Monday of the week in which a day lies. */
const mondayOf = (day: PlainDate): PlainDate => addDays(day, -(((daysBetween(A_MONDAY, day) % 7) + 7) % 7));
const A_MONDAY = '2023-10-02' as PlainDate;

/** A week that the calendar of days reaches on both sides. */
const askedWeek = (text: string, today: PlainDate): PlainDate =>
  mondayOf(isPlainDate(text) && text >= '1900-01-01' && text <= '2200-12-31' ? text : today);

async function week(c: Context<Env>) {
  const desk = deskOf(c);
  const { language } = desk;
  const today = desk.clock.today();
  const first = askedWeek(c.req.query('from') ?? '', today);
  const lastDay = addDays(first, 6);
  const { rows, overdue } = await read(desk, async (tx) => ({
    rows: await agendaOf(tx, { after: null, since: first, until: lastDay, most: MOST_IN_WEEK }),
    overdue: await agendaOf(tx, {
      after: null,
      until: addDays(first < today ? first : today, -1),
      but: rightsIn(desk.catalogue.machines),
      most: MOST_IN_WEEK,
    }),
  }));
  const title = say(AGENDA.weekOf(formatDate(first, language), formatDate(lastDay, language)), language);
  const days = Array.from({ length: 7 }, (_, i) => addDays(first, i));
  return answer(c, {
    title,
    crumbs: [{ label: say(AGENDA.title, language), href: paths.deadlines() }, { label: title }],
    data: { first, last: lastDay, overdue: overdue.map(sheetLine), days: rows.map(sheetLine) },
    view: () => (
      <>
        <h1>{title}</h1>
        <ToolLinks language={language} />
        <nav class="verbs" aria-label={title}>
          <a href={paths.week(addDays(first, -7))}>{say(AGENDA.before7, language)}</a>
          <a href={paths.week(addDays(first, 7))}>{say(AGENDA.after7, language)}</a>
        </nav>
        <CardTable title={title} heads={[AGENDA.day, AGENDA.case]} language={language}>
          <SheetRow day={say(AGENDA.overdue, language)} rows={overdue} language={language} />
          {days.map((day) => (
            <SheetRow
              day={`${say(weekday(day), language)} ${formatDate(day, language)}`}
              rows={rows.filter(({ dueOn }) => dueOn === day)}
              language={language}
            />
          ))}
        </CardTable>
        <p class="hint">{say(AGENDA.sheetNote, language)}</p>
      </>
    ),
  });
}

const sheetLine = ({ id, kind, number, dueOn }: AgendaRow) => ({ code: codeOf(id), kind, number, dueOn });

type SheetProps = { day: string; rows: readonly AgendaRow[]; language: Language };

const SheetRow = ({ day, rows, language }: SheetProps) => (
  <tr {...CARDS.row}>
    <th scope="row" {...CARDS.head} data-label={say(AGENDA.day, language)}>
      {day}
    </th>
    <td {...CARDS.cell} data-label={say(AGENDA.case, language)}>
      {rows.length === 0
        ? say(AGENDA.weekNone, language)
        : rows.map((row) => (
            <span class="block">
              {`${row.dueOn ? formatDate(row.dueOn, language) : ''} ${kindOf(row.kind, language)} ${row.number ?? ''} (${codeOf(row.id)})`}
            </span>
          ))}
    </td>
  </tr>
);
