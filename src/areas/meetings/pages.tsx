/** Meetings of a month: the cells with what they recorded; of one cell its meetings, and the form that records one. */
import type { Context } from 'hono';
import { read } from '../../db/door.ts';
import { isId, newId } from '../../kernel/id.ts';
import { formatCount } from '../../kernel/number.ts';
import { addMonths, formatDate, lastDayOfMonth, type PlainDate } from '../../kernel/plain-date.ts';
import type { Refusal } from '../../kernel/refusal.ts';
import { type Language, w } from '../../kernel/words.ts';
import { type Typed, textOf } from '../../records/input.ts';
import { mayWrite } from '../../records/store.ts';
import { type Answer, answer, type Desk, deskOf, type Env, notFound } from '../../web/desk.tsx';
import type { FormValues } from '../../web/look.ts';
import { pageOf } from '../../web/paging.ts';
import { CardTable } from '../../web/parts/card-table.tsx';
import { FieldInput } from '../../web/parts/field-input.tsx';
import { MonthFilter, monthAsked, monthWords } from '../../web/parts/month-filter.tsx';
import { ErrorSummary } from '../../web/parts/notice.tsx';
import { ReasonField } from '../../web/parts/reason-field.tsx';
import { CARDS } from '../../web/parts/scroll.tsx';
import { Verbs } from '../../web/parts/verbs.tsx';
import { paths } from '../../web/paths.ts';
import type { Route } from '../../web/route.ts';
import { typedOf } from '../../web/typed.ts';
import { say } from '../../web/words.ts';
import { NO_REASON, recordMeeting } from './commands.ts';
import { cellMeeting, KINDS, REASONS, REMINDED_MONTHS } from './contract.ts';
import { type ByGroup, monthsWithout } from './rules.ts';
import {
  type CellLine,
  cellsOn,
  type Expected,
  expectedOn,
  type MeetingLine,
  meetingsOf,
  regularDays,
} from './store.ts';

const WORDS = {
  title: w('Sinh hoạt chi bộ', 'Cell meetings'),
  help: w(
    'Ghi ngày, loại và ai vắng; ai không ghi vắng là có mặt. Không ghi ai phát biểu gì, không chấm điểm. Đảng viên xem được các buổi mình vắng.',
    'Record the day, the kind and who was away; whoever is not named was there. What anybody said is not kept, and nothing is given points. Members see their own absences.',
  ),
  cell: w('Chi bộ', 'Cell'),
  members: w('Đảng viên', 'Members'),
  held: w('Buổi trong tháng', 'Meetings of the month'),
  came: w('Có mặt', 'Came'),
  cameOf: (came: string, expected: string) => w(`${came} trên ${expected}`, `${came} of ${expected}`),
  none: w(
    'Tháng này chưa ghi buổi sinh hoạt nào. Bí thư chi bộ ghi ở biểu mẫu dưới đây.',
    'No meeting of this month is on record. The cell secretary records it below.',
  ),
  noneAnywhere: w(
    'Tháng này không có chi bộ nào có đảng viên. Xem lại tháng.',
    'No cell had members in this month. Check the month.',
  ),
  record: w('Ghi buổi sinh hoạt', 'Record a meeting'),
  away: w('Ai vắng', 'Who was away'),
  awayHelp: w(
    'Chỉ chọn cho đồng chí vắng. Đồng chí được miễn sinh hoạt không có trong danh sách.',
    'Choose only for those who were away. Exempt members are not listed.',
  ),
  there: w('Có mặt', 'Was there'),
  noReason: w('Vắng, không có lý do', 'Away without a reason'),
  all: w('Tất cả các buổi đã ghi', 'All meetings on record'),
};

const FIELDS = ['held_on', 'kind', 'topic', 'minutes'] as const;

export function meetingRoutes(): Route[] {
  const common = { who: 'signed_in', table: 'unit', path: paths.meetings() } as const;
  const takes = ['id', 'month', 'unit', ...FIELDS, 'by_group', 'absence', 'reason'];
  return [
    { ...common, method: 'get', takes: ['month', 'cell', 'after'], audit: 'none', handle: show },
    { ...common, method: 'post', takes, audit: 'record meeting', handle: record },
  ];
}

/** The day whose roll a month is shown with: its last, or today. */
const rollDay = (month: string, today: PlainDate): PlainDate => {
  const last = lastDayOfMonth(`${month}-01` as PlainDate);
  return last < today ? last : today;
};

/** Months of which a secretary's own cell has no regular meeting on record. */
export async function monthsLacking(desk: Desk): Promise<{ cell: string; name: string; months: string[] }[]> {
  if (desk.session.role !== 'cell_secretary') return [];
  const today = desk.clock.today();
  const every = desk.regulations.valueOn<number>('meeting.regular_months', today)?.value ?? null;
  const held = await read(desk, (tx) => regularDays(tx, addMonths(today, -1 - REMINDED_MONTHS)));
  return held
    .map(({ cell, name, days }) => ({ cell, name, months: monthsWithout(days, every, today) }))
    .filter(({ months }) => months.length > 0);
}

async function show(c: Context<Env>): Promise<Response> {
  const desk = deskOf(c);
  const month = monthAsked(c.req.query('month') ?? '', desk.clock.today());
  const cell = c.req.query('cell') ?? '';
  if (isId(cell)) return answer(c, await cellAnswer(desk, month, cell));
  const cells = await read(desk, (tx) => cellsOn(tx, rollDay(month, desk.clock.today())));
  // A cell secretary has one cell: its form stands there at once.
  const [only, ...others] = cells;
  if (only && others.length === 0) return answer(c, await cellAnswer(desk, month, only.cell));
  return answer(c, await cellsAnswer(desk, month, cells, c.req.query('after')));
}

async function cellsAnswer(
  desk: Desk,
  month: string,
  cells: readonly CellLine[],
  after: string | undefined,
): Promise<Answer> {
  const { language } = desk;
  const meetings = await read(desk, (tx) => meetingsOf(tx, month, null));
  const title = say(WORDS.title, language);
  return {
    title,
    crumbs: [{ label: title }],
    data: { month, cells, meetings },
    view: () => (
      <>
        <Head month={month} language={language} />
        {cells.length === 0 ? (
          <p class="empty">{say(WORDS.noneAnywhere, language)}</p>
        ) : (
          <Cells {...{ cells, meetings, month, after, language }} />
        )}
        <AllMeetings language={language} />
      </>
    ),
  };
}

const Head = ({ month, language, cell }: { month: string; language: Language; cell?: string }) => (
  <>
    <h1>{`${say(WORDS.title, language)}: ${monthWords(month, language)}`}</h1>
    <p>{say(WORDS.help, language)}</p>
    <MonthFilter action={paths.meetings()} month={month} cell={cell} language={language} />
  </>
);

const AllMeetings = ({ language }: { language: Language }) => (
  <p class="verbs">
    <a class="ds-button" data-variant="secondary" href={paths.list(cellMeeting.name)}>
      {say(WORDS.all, language)}
    </a>
  </p>
);

const CELL_HEADS = [WORDS.cell, WORDS.members, WORDS.held];

type CellsProps = {
  cells: readonly CellLine[];
  meetings: readonly MeetingLine[];
  month: string;
  after: string | undefined;
  language: Language;
};

const Cells = ({ cells, meetings, month, after: from, language }: CellsProps) => {
  const page = pageOf(cells, from);
  const held = Map.groupBy(meetings, ({ cell }) => cell);
  const label = (index: number) => ({ ...CARDS.cell, 'data-label': say(CELL_HEADS[index]!, language) });
  return (
    <CardTable
      title={say(WORDS.title, language)}
      heads={CELL_HEADS}
      language={language}
      page={page}
      pageHref={(after) => paths.meetings({ month, after })}
    >
      {page.rows.map((one) => (
        <tr {...CARDS.row}>
          <th scope="row" {...CARDS.head} data-label={say(WORDS.cell, language)}>
            <a href={paths.meetings({ month, cell: one.cell })}>{one.name}</a>
            {one.above ? <span class="hint block">{one.above}</span> : null}
          </th>
          <td {...label(1)} class="number">
            {formatCount(one.members, language)}
          </td>
          <td {...label(2)}>
            {(held.get(one.cell) ?? []).map((meeting) => (
              <p>
                <a href={paths.record(cellMeeting.name, meeting.id)}>
                  {formatDate(meeting.held_on, language)}
                </a>
                {`: ${cameText(meeting, language)}`}
              </p>
            ))}
            {held.has(one.cell) ? null : '–'}
          </td>
        </tr>
      ))}
    </CardTable>
  );
};

const cameText = ({ came, expected }: MeetingLine, language: Language): string =>
  say(WORDS.cameOf(formatCount(came, language), formatCount(expected, language)), language);

const MEETING_HEADS = [cellMeeting.fields.held_on.words, cellMeeting.fields.kind.words, WORDS.came];

const Meetings = ({ meetings, language }: { meetings: readonly MeetingLine[]; language: Language }) => (
  <CardTable title={say(WORDS.held, language)} heads={MEETING_HEADS} language={language}>
    {meetings.map((meeting) => (
      <tr {...CARDS.row}>
        <th scope="row" {...CARDS.head} data-label={say(MEETING_HEADS[0]!, language)}>
          <a href={paths.record(cellMeeting.name, meeting.id)}>{formatDate(meeting.held_on, language)}</a>
        </th>
        <td {...CARDS.cell} data-label={say(MEETING_HEADS[1]!, language)}>
          {say(KINDS[meeting.kind as keyof typeof KINDS], language)}
          {meeting.topic ? `: ${meeting.topic}` : ''}
        </td>
        <td {...CARDS.cell} data-label={say(MEETING_HEADS[2]!, language)}>
          {cameText(meeting, language)}
        </td>
      </tr>
    ))}
  </CardTable>
);

type Failed = { typed: Typed; refusals: readonly Refusal[] };

async function cellAnswer(desk: Desk, month: string, cell: string, failed?: Failed): Promise<Answer> {
  const { language } = desk;
  const day = rollDay(month, desk.clock.today());
  const loaded = await read(desk, async (tx) => ({
    meetings: await meetingsOf(tx, month, cell),
    expected: await expectedOn(tx, cell, day),
    may: await mayWrite(tx, cellMeeting.name),
  }));
  const { meetings, expected, may } = loaded;
  const groups = desk.regulations.valueOn<ByGroup>('meeting.by_group', day)?.value;
  const byGroup = groups !== undefined && expected.length >= groups.least_members;
  const title = say(WORDS.title, language);
  const refusals = failed?.refusals ?? [];
  return {
    title,
    crumbs: [{ label: title, href: paths.meetings({ month }) }, { label: monthWords(month, language) }],
    failed: refusals.length > 0,
    status: refusals.length > 0 ? 422 : 200,
    data: refusals.length > 0 ? { refusals } : { month, cell, meetings },
    view: () => (
      <>
        <Head month={month} language={language} cell={cell} />
        {meetings.length === 0 ? (
          <p class="empty">{say(WORDS.none, language)}</p>
        ) : (
          <Meetings meetings={meetings} language={language} />
        )}
        {may && expected.length > 0 ? (
          <RecordMeeting {...{ desk, month, cell, expected, byGroup, failed }} />
        ) : null}
        <AllMeetings language={language} />
      </>
    ),
  };
}

type RecordProps = {
  desk: Desk;
  month: string;
  cell: string;
  expected: readonly Expected[];
  byGroup: boolean;
  failed: Failed | undefined;
};

const RecordMeeting = ({ desk, month, cell, expected, byGroup, failed }: RecordProps) => {
  const { language } = desk;
  const refusals = failed?.refusals ?? [];
  const today = desk.clock.today();
  const first = {
    held_on: today.startsWith(month) ? formatDate(today, 'vi') : '',
    kind: 'regular',
    by_group: 'false',
  };
  const values = { ...first, ...failed?.typed } as FormValues;
  const names = byGroup ? [...FIELDS, 'by_group' as const] : FIELDS;
  return (
    <section aria-labelledby="record">
      <h2 id="record">{say(WORDS.record, language)}</h2>
      <form method="post" action={paths.meetings()} class="sections" novalidate>
        <ErrorSummary refusals={refusals} language={language} fields={names} />
        <input type="hidden" name="id" value={textOf(values.id) || newId(desk.clock)} />
        <input type="hidden" name="month" value={month} />
        <input type="hidden" name="unit" value={cell} />
        {byGroup ? null : <input type="hidden" name="by_group" value="false" />}
        {names.map((name) => (
          <FieldInput
            name={name}
            field={cellMeeting.fields[name]}
            language={language}
            value={values[name]}
            refusals={refusals}
          />
        ))}
        <Away expected={expected} typed={failed?.typed} language={language} />
        {refusals.some(({ waivable }) => waivable) || values.reason ? (
          <ReasonField language={language} value={textOf(values.reason)} refusals={refusals} warning={true} />
        ) : null}
        <Verbs language={language} verb={WORDS.record} />
      </form>
    </section>
  );
};

type AwayProps = { expected: readonly Expected[]; typed: Typed | undefined; language: Language };

const Away = ({ expected, typed, language }: AwayProps) => {
  const chosen = new Set([typed?.absence].flat().map(String));
  const heads = [WORDS.members, WORDS.away];
  const options = (person: string) => [
    { value: '', words: WORDS.there },
    ...Object.entries(REASONS).map(([reason, words]) => ({
      value: `${person} ${reason}`,
      words: w(`Vắng: ${words.vi.toLowerCase()}`, `Away: ${words.en.toLowerCase()}`),
    })),
    { value: `${person} ${NO_REASON}`, words: WORDS.noReason },
  ];
  return (
    <>
      <h3>{say(WORDS.away, language)}</h3>
      <p class="hint">{say(WORDS.awayHelp, language)}</p>
      <CardTable title={say(WORDS.away, language)} heads={heads} language={language}>
        {expected
          .filter(({ isExempt }) => !isExempt)
          .map(({ person, name }) => (
            <tr {...CARDS.row}>
              <th scope="row" {...CARDS.head} data-label={say(WORDS.members, language)}>
                <label for={`away-${person}`}>{name}</label>
              </th>
              <td {...CARDS.cell} data-label={say(WORDS.away, language)}>
                <select class="ds-input" data-width="auto" id={`away-${person}`} name="absence">
                  {options(person).map(({ value, words }) => (
                    <option value={value} selected={value !== '' && chosen.has(value)}>
                      {say(words, language)}
                    </option>
                  ))}
                </select>
              </td>
            </tr>
          ))}
      </CardTable>
    </>
  );
};

async function record(c: Context<Env>): Promise<Response> {
  const desk = deskOf(c);
  const typed = await typedOf(c);
  const [month, cell] = [monthAsked(textOf(typed.month), desk.clock.today()), textOf(typed.unit)];
  if (!isId(cell)) return answer(c, notFound(desk.language));
  const absences = [typed.absence ?? []].flat().map(String);
  const outcome = await recordMeeting(desk, typed, absences);
  if (!outcome.ok)
    return answer(c, await cellAnswer(desk, month, cell, { typed, refusals: outcome.refusals }));
  return c.get('format') === 'json'
    ? c.json(outcome.value, outcome.value.already ? 200 : 201)
    : c.redirect(paths.meetings({ month, cell }), 303);
}
