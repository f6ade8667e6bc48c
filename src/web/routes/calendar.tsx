/** The working calendar: holidays of each year with their notices, and a deadline reckoned day by day. */
import type { Context } from 'hono';
import { parseCount } from '../../kernel/number.ts';
import { formatDate, type PlainDate, parseDate, yearOf } from '../../kernel/plain-date.ts';
import { type Outcome, type Refusal, refused } from '../../kernel/refusal.ts';
import { type Language, type Words, w } from '../../kernel/words.ts';
import { count, date } from '../../records/define.ts';
import { type Calendar, type CalendarYear, loadCalendar } from '../../regulations/calendar/read.ts';
import { addWorkingDays, type Deadline } from '../../regulations/calendar/working-days.ts';
import { KNOWN_WORDS } from '../../regulations/rule.ts';
import { answer, deskOf, type Env } from '../desk.tsx';
import { Arithmetic } from '../parts/deadline.tsx';
import { FieldInput } from '../parts/field-input.tsx';
import { ErrorSummary, Notice } from '../parts/notice.tsx';
import { CARDS, Scroll } from '../parts/scroll.tsx';
import { paths } from '../paths.ts';
import type { Route } from '../route.ts';
import { say } from '../words.ts';

const WORDS = {
  title: w('Lịch làm việc', 'Working calendar'),
  help: w(
    'Hạn bằng ngày làm việc không tính thứ Bảy, Chủ nhật và ngày nghỉ lễ dưới đây; ngày làm bù thì tính. Ngày xảy ra việc không tính.',
    'Deadlines in working days leave out weekends and the holidays below; days worked in exchange count. The day of the event itself does not count.',
  ),
  reckon: w('Tính thử một hạn', 'Reckon a deadline'),
  verb: w('Tính', 'Reckon'),
  year: w('Năm', 'Year'),
  off: w('Được nghỉ', 'Off'),
  worked: w('Làm bù', 'Worked'),
  documents: w('Văn bản', 'Documents'),
  none: w('không', 'none'),
};

const FIELDS = {
  from: date(w('Kể từ sau ngày', 'After'), { required: true }),
  days: count(w('Số ngày làm việc', 'Working days'), { required: true }),
};

/** No clock in the rules is longer; it keeps the arithmetic to a page. */
const MOST_DAYS = 250;

export const calendarRoutes = (): Route[] => [
  {
    method: 'get',
    path: paths.calendar(),
    who: 'signed_in',
    table: 'none',
    takes: ['from', 'days'],
    audit: 'none',
    handle: show,
  },
];

/** The deadline that was asked for; the refusals stand at the two fields. */
function reckoned(calendar: Calendar, from: string, days: string): Outcome<Deadline> {
  const [start, number] = [parseDate(from, 'from'), parseCount(days, 'days')];
  const refusals: Refusal[] = [start, number].flatMap((read) => (read.ok ? [] : read.refusals));
  if (!start.ok || !number.ok) return refused(...refusals);
  return addWorkingDays(start.value, Math.min(number.value, MOST_DAYS), calendar);
}

function show(c: Context<Env>) {
  const { language } = deskOf(c);
  const calendar = loadCalendar();
  const [from, days] = [c.req.query('from') ?? '', c.req.query('days') ?? ''];
  const outcome = from === '' && days === '' ? undefined : reckoned(calendar, from, days);
  const refusals = outcome && !outcome.ok ? outcome.refusals : [];
  const title = say(WORDS.title, language);
  return answer(c, {
    title,
    crumbs: [{ label: title }],
    failed: refusals.length > 0,
    status: refusals.length > 0 ? 422 : 200,
    data: {
      years: [...calendar.years.values()],
      off: Object.fromEntries(calendar.off),
      worked: Object.fromEntries(calendar.worked),
      ...(outcome?.ok ? { deadline: outcome.value } : {}),
      ...(refusals.length > 0 ? { refusals } : {}),
    },
    view: () => (
      <>
        <h1>{title}</h1>
        <p>{say(WORDS.help, language)}</p>
        <section aria-labelledby="reckon">
          <h2 id="reckon">{say(WORDS.reckon, language)}</h2>
          <ErrorSummary refusals={refusals} language={language} fields={Object.keys(FIELDS)} />
          <form method="get" action={paths.calendar()} class="entry-form">
            <FieldInput
              name="from"
              field={FIELDS.from}
              language={language}
              value={from}
              refusals={refusals}
            />
            <FieldInput
              name="days"
              field={FIELDS.days}
              language={language}
              value={days}
              refusals={refusals}
            />
            <button class="ds-button" type="submit">
              {say(WORDS.verb, language)}
            </button>
          </form>
          {outcome?.ok ? (
            <Notice tone="success">
              <Arithmetic deadline={outcome.value} language={language} />
            </Notice>
          ) : null}
        </section>
        <Years calendar={calendar} language={language} title={title} />
      </>
    ),
  });
}

type YearsProps = { calendar: Calendar; language: Language; title: string };

/** Latest first: what an office looks up is this year and the next. */
const Years = ({ calendar, language, title }: YearsProps) => (
  <Scroll label={title}>
    <table class="ds-table cards" {...CARDS.table}>
      <caption class="ds-sr-only">{title}</caption>
      <thead {...CARDS.group}>
        <tr {...CARDS.row}>
          {[WORDS.year, WORDS.off, WORDS.worked, WORDS.documents].map((head) => (
            <th scope="col">{say(head, language)}</th>
          ))}
        </tr>
      </thead>
      <tbody {...CARDS.group}>
        {[...calendar.years.values()].reverse().map((year) => (
          <tr {...CARDS.row}>
            <th scope="row" {...CARDS.head} data-label={say(WORDS.year, language)}>
              {year.year}
            </th>
            <td {...CARDS.cell} data-label={say(WORDS.off, language)}>
              <Days days={calendar.off} year={year} language={language} />
              {year.pending ? <Notice tone="warning">{say(year.pending, language)}</Notice> : null}
            </td>
            <td {...CARDS.cell} data-label={say(WORDS.worked, language)}>
              <Days days={calendar.worked} year={year} language={language} />
            </td>
            <td {...CARDS.cell} data-label={say(WORDS.documents, language)}>
              {year.documents.join('; ')}
              <p class="hint">
                {year.known}: {say(KNOWN_WORDS[year.known], language)}
              </p>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  </Scroll>
);

type DaysProps = { days: ReadonlyMap<PlainDate, Words>; year: CalendarYear; language: Language };

const Days = ({ days, year, language }: DaysProps) => {
  const ofYear = [...days].filter(([day]) => yearOf(day) === year.year);
  if (ofYear.length === 0) return <p>{say(WORDS.none, language)}</p>;
  return (
    <ul class="ds-list">
      {[...Map.groupBy(ofYear, ([, words]) => words)].map(([words, run]) => (
        <li>
          {run.map(([day]) => formatDate(day, language).replace(/[/ ]\d{4}$/, '')).join(', ')}:{' '}
          {say(words, language)}
        </li>
      ))}
    </ul>
  );
};
