/** Dues of a month: cells with how they stand, then the members of one, noted several at a time. No amounts are kept. */
import type { Context } from 'hono';
import { read } from '../../db/door.ts';
import { isId } from '../../kernel/id.ts';
import { formatCount } from '../../kernel/number.ts';
import { addMonths, formatDate, type PlainDate } from '../../kernel/plain-date.ts';
import type { Refusal } from '../../kernel/refusal.ts';
import { type Language, type Words, w } from '../../kernel/words.ts';
import { choice, date, text } from '../../records/define.ts';
import { type Typed, textOf } from '../../records/input.ts';
import { mayWrite } from '../../records/store.ts';
import { type Answer, answer, type Desk, deskOf, type Env, notFound } from '../../web/desk.tsx';
import type { FormValues } from '../../web/look.ts';
import { pageOf } from '../../web/paging.ts';
import { CardTable } from '../../web/parts/card-table.tsx';
import { FieldInput } from '../../web/parts/field-input.tsx';
import { MonthFilter, monthAsked, monthWords } from '../../web/parts/month-filter.tsx';
import { ErrorSummary, Tag } from '../../web/parts/notice.tsx';
import { CARDS } from '../../web/parts/scroll.tsx';
import { Verbs } from '../../web/parts/verbs.tsx';
import { paths } from '../../web/paths.ts';
import type { Route } from '../../web/route.ts';
import { typedOf } from '../../web/typed.ts';
import { say } from '../../web/words.ts';
import { noteDues } from './commands.ts';
import { DUES, duesMonth } from './contract.ts';
import { type DuesLine, type DuesOfCell, duesByCell, duesOfCell } from './store.ts';

const WORDS = {
  title: w('Thu đảng phí', 'Dues'),
  help: w(
    'Mỗi đảng viên mỗi tháng: đã đóng, được miễn, hoặc chưa đóng kèm lý do nếu có. Không ghi số tiền. Đảng viên xem được các tháng của mình; tháng đóng muộn thôi là tháng chưa đóng.',
    'Each member each month: paid, exempt, or not paid with the reason if any. No amounts are kept. Members see their own months; a month paid late is no unpaid month any more.',
  ),
  cell: w('Chi bộ', 'Cell'),
  members: w('Đảng viên', 'Members'),
  missed: w('Chưa đóng', 'Not paid'),
  open: w('Chưa ghi', 'Not noted'),
  who: w('Đảng viên', 'Member'),
  state: w('Tình trạng', 'State'),
  tick: w('Đánh dấu', 'Tick'),
  note: w('Ghi cho những đồng chí đã đánh dấu', 'Note for the members ticked'),
  verb: w('Ghi đảng phí', 'Note dues'),
  none: w(
    'Không có đảng viên nào trong tháng này. Xem lại tháng, hoặc chọn chi bộ khác.',
    'No members in this month. Check the month, or choose another cell.',
  ),
  all: w('Tất cả các tháng đã ghi', 'All months on record'),
};

/** What the page sends of the members ticked, beside who they are. */
const NOTE = {
  mark: choice(WORDS.state, { ...DUES, missed: WORDS.missed }, { required: true }),
  paid_on: date(duesMonth.fields.paid_on.words, { hint: duesMonth.fields.paid_on.hint! }),
  ground: text(w('Căn cứ được miễn, hoặc lý do chính đáng', 'Ground of the exemption, or good reason'), {
    max: 200,
    hint: w(
      'Chưa đóng mà có lý do chính đáng thì tháng ấy không tính',
      'An unpaid month with a good reason does not count',
    ),
  }),
};

export function duesRoutes(): Route[] {
  const common = { who: 'signed_in', table: 'unit', path: paths.dues() } as const;
  const takes = ['month', 'cell', 'person', ...Object.keys(NOTE)];
  return [
    { ...common, method: 'get', takes: ['month', 'cell', 'after'], audit: 'none', handle: show },
    { ...common, method: 'post', takes, audit: 'note dues', handle: note },
  ];
}

async function show(c: Context<Env>): Promise<Response> {
  const desk = deskOf(c);
  const [month, cell] = [
    monthAsked(c.req.query('month') ?? '', desk.clock.today()),
    c.req.query('cell') ?? '',
  ];
  if (isId(cell)) return answer(c, await cellAnswer(desk, month, cell));
  return answer(c, await cellsAnswer(desk, month, c.req.query('after')));
}

async function cellsAnswer(desk: Desk, month: string, after?: string): Promise<Answer> {
  const cells = await read(desk, (tx) => duesByCell(tx, month));
  // A cell secretary has one cell: its members stand there at once.
  if (cells.length === 1) return cellAnswer(desk, month, cells[0]!.cell);
  const { language } = desk;
  const title = say(WORDS.title, language);
  return {
    title,
    crumbs: [{ label: title }],
    data: { month, cells },
    view: () => (
      <>
        <Head month={month} language={language} />
        {cells.length === 0 ? (
          <p class="empty">{say(WORDS.none, language)}</p>
        ) : (
          <Cells cells={cells} after={after} month={month} language={language} />
        )}
        <AllMonths language={language} />
      </>
    ),
  };
}

const Head = ({ month, language, cell }: { month: string; language: Language; cell?: string }) => (
  <>
    <h1>{`${say(WORDS.title, language)}: ${monthWords(month, language)}`}</h1>
    <p>{say(WORDS.help, language)}</p>
    <MonthFilter action={paths.dues()} month={month} cell={cell} language={language} />
  </>
);

const AllMonths = ({ language }: { language: Language }) => (
  <p class="verbs">
    <a class="ds-button" data-variant="secondary" href={paths.list(duesMonth.name)}>
      {say(WORDS.all, language)}
    </a>
  </p>
);

const CELL_HEADS: readonly Words[] = [
  ...[WORDS.cell, WORDS.members, DUES.paid, DUES.exempt, WORDS.missed, WORDS.open],
];

type CellsProps = {
  cells: readonly DuesOfCell[];
  after: string | undefined;
  month: string;
  language: Language;
};

const Cells = ({ cells, after: from, month, language }: CellsProps) => {
  const page = pageOf(cells, from);
  return (
    <CardTable
      title={say(WORDS.title, language)}
      heads={CELL_HEADS}
      language={language}
      page={page}
      pageHref={(after) => paths.dues({ month, after })}
    >
      {page.rows.map((one) => (
        <tr {...CARDS.row}>
          <th scope="row" {...CARDS.head} data-label={say(WORDS.cell, language)}>
            <a href={paths.dues({ month, cell: one.cell })}>{one.name}</a>
            {one.above ? <span class="hint block">{one.above}</span> : null}
          </th>
          {[
            ...[one.members, one.paid, one.exempt, one.missed],
            one.members - one.paid - one.exempt - one.missed,
          ].map((n, i) => (
            <td {...CARDS.cell} data-label={say(CELL_HEADS[i + 1]!, language)} class="number">
              {formatCount(n, language)}
            </td>
          ))}
        </tr>
      ))}
    </CardTable>
  );
};

type Failed = { typed: Typed; refusals: readonly Refusal[] };

async function cellAnswer(desk: Desk, month: string, cell: string, failed?: Failed): Promise<Answer> {
  const { language } = desk;
  const { lines, may } = await read(desk, async (tx) => ({
    lines: await duesOfCell(tx, cell, month),
    may: await mayWrite(tx, duesMonth.name),
  }));
  const title = say(WORDS.title, language);
  const refusals = failed?.refusals ?? [];
  return {
    title,
    crumbs: [{ label: title, href: paths.dues({ month }) }, { label: monthWords(month, language) }],
    failed: refusals.length > 0,
    status: refusals.length > 0 ? 422 : 200,
    data: refusals.length > 0 ? { refusals } : { month, cell, members: lines },
    view: () => (
      <>
        <Head month={month} language={language} cell={cell} />
        {lines.length === 0 ? (
          <p class="empty">{say(WORDS.none, language)}</p>
        ) : (
          <form method="post" action={paths.dues()} class="sections" novalidate>
            <input type="hidden" name="month" value={month} />
            <input type="hidden" name="cell" value={cell} />
            <ErrorSummary refusals={refusals} language={language} fields={Object.keys(NOTE)} />
            <Members lines={lines} may={may} failed={failed} language={language} />
            {may ? <Note desk={desk} month={month} failed={failed} /> : null}
          </form>
        )}
        <AllMonths language={language} />
      </>
    ),
  };
}

type MembersProps = {
  lines: readonly DuesLine[];
  may: boolean;
  failed: Failed | undefined;
  language: Language;
};

const Members = ({ lines, may, failed, language }: MembersProps) => {
  const ticked = new Set([failed?.typed.person].flat().map(String));
  const heads = [WORDS.who, WORDS.state, ...(may ? [WORDS.tick] : [])];
  const cell = (index: number) => ({ ...CARDS.cell, 'data-label': say(heads[index]!, language) });
  return (
    <CardTable title={say(WORDS.members, language)} heads={heads} language={language}>
      {lines.map((line) => (
        <tr {...CARDS.row}>
          <th scope="row" {...CARDS.head} data-label={say(WORDS.who, language)}>
            <a href={paths.record('person', line.person)}>{line.name}</a>
          </th>
          <td {...cell(1)}>
            <State line={line} language={language} />
          </td>
          {may ? (
            <td {...cell(2)}>
              {line.state ? null : (
                <>
                  <label class="ds-sr-only" for={`dues-${line.person}`}>
                    {`${say(WORDS.tick, language)}: ${line.name}`}
                  </label>
                  <input
                    type="checkbox"
                    id={`dues-${line.person}`}
                    name="person"
                    value={line.person}
                    checked={ticked.has(line.person)}
                  />
                </>
              )}
            </td>
          ) : null}
        </tr>
      ))}
    </CardTable>
  );
};

const State = ({ line, language }: { line: DuesLine; language: Language }) => {
  const { state, missed } = line;
  if (!state && !missed) return <span>{say(WORDS.open, language)}</span>;
  const words = state ? DUES[state] : WORDS.missed;
  const more = state ? (line.paid_on ? formatDate(line.paid_on, language) : line.ground) : line.reason;
  const tone = state ? 'success' : line.reason ? 'neutral' : 'warning';
  return (
    <>
      <Tag tone={tone}>{say(words, language)}</Tag>
      {more ? ` ${more}` : ''}
    </>
  );
};

const Note = ({ desk, month, failed }: { desk: Desk; month: string; failed: Failed | undefined }) => {
  const { language } = desk;
  const end = addMonths(`${month}-01` as PlainDate, 1);
  const first = {
    mark: 'paid',
    paid_on: end > desk.clock.today() ? formatDate(desk.clock.today(), 'vi') : '',
  };
  const values = { ...first, ...failed?.typed } as FormValues;
  return (
    <section aria-labelledby="note">
      <h2 id="note">{say(WORDS.note, language)}</h2>
      {Object.entries(NOTE).map(([name, field]) => (
        <FieldInput
          name={name}
          field={field}
          language={language}
          value={values[name]}
          refusals={failed?.refusals ?? []}
        />
      ))}
      <Verbs language={language} verb={WORDS.verb} />
    </section>
  );
};

async function note(c: Context<Env>): Promise<Response> {
  const desk = deskOf(c);
  const typed = await typedOf(c);
  const [month, cell] = [monthAsked(textOf(typed.month), desk.clock.today()), textOf(typed.cell)];
  if (!isId(cell)) return answer(c, notFound(desk.language));
  const persons = [typed.person].flat().map(String).filter(isId);
  const said = { ...typed, month: monthWords(month, 'vi') };
  const outcome = await noteDues(desk, said, textOf(typed.mark), persons);
  if (!outcome.ok)
    return answer(c, await cellAnswer(desk, month, cell, { typed, refusals: outcome.refusals }));
  return c.get('format') === 'json'
    ? c.json(outcome.value, 201)
    : c.redirect(paths.dues({ month, cell }), 303);
}
