/** Dossiers under way: the board by step, the list with its filters, both without script. */
import type { Context } from 'hono';
import { read } from '../../db/door.ts';
import type { Sheet } from '../../documents/xlsx/sheet.ts';
import { handedOf } from '../../files/export.ts';
import { isId } from '../../kernel/id.ts';
import { formatCount } from '../../kernel/number.ts';
import { daysBetween, formatDate, type PlainDate } from '../../kernel/plain-date.ts';
import { type Language, type Words, w } from '../../kernel/words.ts';
import { loadRecord, mayWrite } from '../../records/store.ts';
import { type Answer, answer, type Desk, deskOf, type Env, notFound } from '../../web/desk.tsx';
import { CardTable } from '../../web/parts/card-table.tsx';
import { ToolLinks } from '../../web/parts/links.tsx';
import { Tag } from '../../web/parts/notice.tsx';
import { CARDS } from '../../web/parts/scroll.tsx';
import { paths } from '../../web/paths.ts';
import type { Route } from '../../web/route.ts';
import { daysLeft, say } from '../../web/words.ts';
import { type BoardFilter, type BoardLine, boardOf, columnOf, isLate, narrowed } from './board.ts';
import { SOURCES } from './contract.ts';
import { candidate } from './dossier.ts';
import { DossierTabs, stepLabel } from './dossier-parts-pages.tsx';
import { leftBehind } from './dossier-store.ts';
import { BOARD, DOSSIER } from './dossier-words.ts';
import { forecastAnswer } from './forecast-pages.tsx';
import { LeftBehindNotice } from './heir-pages.tsx';
import { isStep, numberOf, STEP_KEYS, STEPS } from './steps.ts';

const FILTERS = ['unit', 'step', 'source', 'late'];

export function boardRoutes(): Route[] {
  const common = { method: 'get', who: 'signed_in', table: 'unit', audit: 'none' } as const;
  return [
    { ...common, path: paths.dossiers(), takes: FILTERS, handle: board },
    { ...common, path: paths.dossierList(), takes: [...FILTERS, 'purpose'], audit: 'export', handle: list },
    {
      ...common,
      path: paths.dossierForecast(),
      takes: ['unit', 'year'],
      handle: async (c) => answer(c, await forecastAnswer(deskOf(c), c.req.query())),
    },
  ];
}

type Query = Readonly<Record<string, string | undefined>>;

const filterOf = (query: Query): BoardFilter => ({
  at: query.step,
  source: query.source,
  late: query.late === 'yes',
});

type Seen = { lines: BoardLine[]; unit: string | null; mayEnter: boolean; behind: number };

/** The dossiers a reader asks for; undefined for roles to which none are open. */
async function load(desk: Desk, query: Query): Promise<Seen | undefined> {
  if (!desk.reads.has(candidate.name)) return undefined;
  const today = desk.clock.today();
  return read(desk, async (tx) => {
    const beneath = query.unit && isId(query.unit) ? query.unit : null;
    const unit = beneath ? await loadRecord(tx, desk.catalogue.record('unit'), beneath) : undefined;
    const all = await boardOf(tx, desk.regulations, today, { beneath, since: null });
    const lines = narrowed(all, filterOf(query), today);
    const mayEnter = await mayWrite(tx, candidate.name);
    const behind = mayEnter ? (await leftBehind(tx, today)).length : 0;
    return { lines, unit: unit ? String(unit.name) : null, mayEnter, behind };
  });
}

const dataOf = ({ lines }: Seen) => ({
  dossiers: lines.map((line) => ({
    ...{ id: line.id, unit: line.unit, opened_on: line.opened_on, step: columnOf(line) },
    ...{ due: line.due, waited: line.waited, returned: line.stand.returned !== null },
  })),
});

type Framed = { desk: Desk; seen: Seen; query: Query; at: 'board' | 'list' };

const Head = ({ desk, seen, query, at }: Framed) => {
  const { language } = desk;
  return (
    <>
      <h1>{say(DOSSIER.title, language)}</h1>
      <DossierTabs language={language} at={at} query={query} />
      <LeftBehindNotice count={seen.behind} language={language} />
      {seen.unit ? <p class="hint">{`${say(BOARD.unit, language)}: ${seen.unit}`}</p> : null}
      <div class="list-bar">
        <p class="count">{say(DOSSIER.here(formatCount(seen.lines.length, language)), language)}</p>
        <div class="tools">
          {seen.mayEnter ? (
            <a class="ds-button" data-variant="secondary" href={paths.enter(candidate.name)}>
              {say(DOSSIER.open, language)}
            </a>
          ) : null}
          <ToolLinks
            language={language}
            {...(at === 'list'
              ? { excelHref: paths.dossierList({ ...query }).replace('/list', '/list.xlsx') }
              : {})}
          />
        </div>
      </div>
      <Filters desk={desk} query={query} at={at} />
    </>
  );
};

const Filters = ({ desk, query, at }: Omit<Framed, 'seen'>) => {
  const { language } = desk;
  const steps = [
    { value: 'pool', label: say(DOSSIER.pool, language) },
    ...STEP_KEYS.map((key) => ({ value: key as string, label: stepLabel(key, language) })),
  ];
  const sources = Object.entries(SOURCES).map(([value, words]) => ({ value, label: say(words, language) }));
  const lates = [{ value: 'yes', label: say(BOARD.late, language) }];
  const filtered = FILTERS.some((name) => query[name]);
  return (
    <details class="filters" open={filtered}>
      <summary>{say(BOARD.filters, language)}</summary>
      <form method="get" action={at === 'list' ? paths.dossierList() : paths.dossiers()}>
        {query.unit ? <input type="hidden" name="unit" value={query.unit} /> : null}
        <div class="filter-row">
          <Choose name="step" words={BOARD.step} choices={steps} value={query.step} language={language} />
          <Choose
            name="source"
            words={BOARD.source}
            choices={sources}
            value={query.source}
            language={language}
          />
          <Choose name="late" words={BOARD.lateOnly} choices={lates} value={query.late} language={language} />
          <div class="filter-verbs">
            <button class="ds-button" data-variant="secondary" type="submit">
              {say(BOARD.search, language)}
            </button>
          </div>
        </div>
      </form>
    </details>
  );
};

type ChooseProps = {
  name: string;
  words: Words;
  choices: readonly { value: string; label: string }[];
  value: string | undefined;
  language: Language;
};

const Choose = ({ name, words, choices, value, language }: ChooseProps) => (
  <div class="filter">
    <label class="ds-label" for={`filter-${name}`}>
      {say(words, language)}
    </label>
    <select class="ds-input" id={`filter-${name}`} name={name}>
      <option value="">{say(BOARD.all, language)}</option>
      {choices.map((one) => (
        <option value={one.value} selected={one.value === value}>
          {one.label}
        </option>
      ))}
    </select>
  </div>
);

const columnLabel = (column: string, language: Language): string =>
  isStep(column) ? stepLabel(column, language) : say(DOSSIER.pool, language);

const noneOf = (query: Query): Words => (FILTERS.some((name) => query[name]) ? BOARD.none : BOARD.empty);

async function board(c: Context<Env>): Promise<Response> {
  const desk = deskOf(c);
  const query = c.req.query();
  const seen = await load(desk, query);
  return answer(c, seen ? boardAnswer(desk, seen, query) : notFound(desk.language));
}

/** Cards shown in one column; the others are in the list. */
const MOST_CARDS = 12;

function boardAnswer(desk: Desk, seen: Seen, query: Query): Answer {
  const { language } = desk;
  const columns = Map.groupBy(seen.lines, columnOf);
  const title = say(DOSSIER.title, language);
  return {
    title,
    crumbs: [{ label: title }],
    data: dataOf(seen),
    view: () => (
      <>
        <Head desk={desk} seen={seen} query={query} at="board" />
        {seen.lines.length === 0 ? <p class="empty">{say(noneOf(query), language)}</p> : null}
        <div class="board">
          {(['pool', ...STEP_KEYS] as const).map((column) => (
            <Column
              desk={desk}
              column={column}
              lines={columns.get(column) ?? []}
              query={query}
              mayEnter={seen.mayEnter}
            />
          ))}
        </div>
      </>
    ),
  };
}

type ColumnProps = {
  desk: Desk;
  column: string;
  lines: readonly BoardLine[];
  query: Query;
  mayEnter: boolean;
};

const Column = ({ desk, column, lines, query, mayEnter }: ColumnProps) => {
  const { language } = desk;
  if (lines.length === 0) return null;
  const id = `column-${column}`;
  const actor = isStep(column) ? STEPS[column].actor : DOSSIER.poolHelp;
  return (
    <section class="column" aria-labelledby={id}>
      <h2 id={id}>
        {columnLabel(column, language)}{' '}
        <span class="caption-count">{formatCount(lines.length, language)}</span>
      </h2>
      <p class="hint">{say(actor, language)}</p>
      <ul>
        {lines.slice(0, MOST_CARDS).map((line) => (
          <Card desk={desk} line={line} mayEnter={mayEnter} />
        ))}
      </ul>
      {lines.length > MOST_CARDS ? (
        <p>
          <a href={paths.dossierList({ ...query, step: column })}>
            {say(DOSSIER.more(formatCount(lines.length, language)), language)}
          </a>
        </p>
      ) : null}
    </section>
  );
};

const Card = ({ desk, line, mayEnter }: { desk: Desk; line: BoardLine; mayEnter: boolean }) => {
  const { language } = desk;
  return (
    <li class="card">
      <a class="card-name" href={paths.dossier(line.id)}>
        {line.name}
      </a>
      <span class="hint">{line.cell}</span>
      <span class="hint">{say(DOSSIER.waited(formatCount(line.waited, language)), language)}</span>
      <Marks desk={desk} line={line} />
      {mayEnter && line.at ? (
        <a class="ds-button" data-variant="secondary" href={paths.dossierStep(line.id, line.at)}>
          {say(DOSSIER.recordStep(numberOf(line.at)), language)}
          <span class="ds-sr-only">{`: ${line.name}`}</span>
        </a>
      ) : null}
    </li>
  );
};

/** Deadline and return, in words. */
const Marks = ({ desk, line }: { desk: Desk; line: BoardLine }) => {
  const { language } = desk;
  const today = desk.clock.today();
  const days = line.due ? daysBetween(today, line.due) : null;
  return (
    <>
      {line.stand.returned ? <Tag tone="warning">{say(DOSSIER.returned, language)}</Tag> : null}
      {line.due && days !== null ? (
        <span>
          {`${say(DOSSIER.due, language)} ${formatDate(line.due, language)} `}
          <Tag tone={isLate(line, today) ? 'danger' : 'neutral'}>{say(daysLeft(days), language)}</Tag>
        </span>
      ) : null}
    </>
  );
};

async function list(c: Context<Env>): Promise<Response> {
  const desk = deskOf(c);
  const query = c.req.query();
  const seen = await load(desk, query);
  return answer(c, seen ? listAnswer(desk, seen, query) : notFound(desk.language));
}

function listAnswer(desk: Desk, seen: Seen, query: Query): Answer {
  const { language } = desk;
  const title = say(DOSSIER.title, language);
  const rows = seen.lines.map(({ id, person }) => ({ id, person }));
  return {
    title,
    crumbs: [{ label: title, href: paths.dossiers() }, { label: say(DOSSIER.list, language) }],
    data: dataOf(seen),
    list: handedOf(
      candidate,
      rows,
      rows.map(({ id }) => id),
    ),
    sheets: () => [sheetOf(seen.lines, language)],
    view: () => (
      <>
        <Head desk={desk} seen={seen} query={query} at="list" />
        {seen.lines.length === 0 ? (
          <p class="empty">{say(noneOf(query), language)}</p>
        ) : (
          <Table desk={desk} lines={seen.lines} title={title} />
        )}
      </>
    ),
  };
}

const COLUMNS = [BOARD.name, BOARD.cell, BOARD.step, BOARD.opened, BOARD.since, DOSSIER.due];

const sourcesOf = (line: BoardLine, language: Language): string =>
  line.sources.map((key) => say(SOURCES[key as keyof typeof SOURCES], language)).join('; ');

function sheetOf(lines: readonly BoardLine[], language: Language): Sheet {
  const title = say(DOSSIER.title, language);
  const day = (words: Words) => ({ header: say(words, language), kind: 'date' as const });
  const text = (words: Words) => ({ header: say(words, language), kind: 'text' as const });
  return {
    name: title,
    title,
    columns: [
      ...[text(BOARD.name), text(BOARD.cell), text(BOARD.step), text(BOARD.source)],
      ...[day(BOARD.opened), day(BOARD.since), day(DOSSIER.due)],
    ],
    rows: lines.map((line) => [
      ...[line.name, line.cell, columnLabel(columnOf(line), language), sourcesOf(line, language)],
      ...[line.opened_on, line.stand.since, line.due],
    ]),
  };
}

/** Rows of the list on one page; the filters and the Excel file reach the others. */
const MOST_ROWS = 200;

const Table = ({ desk, lines, title }: { desk: Desk; lines: readonly BoardLine[]; title: string }) => {
  const { language } = desk;
  const day = (one: PlainDate | null) => (one ? formatDate(one, language) : '–');
  const cell = (words: Words) => ({ ...CARDS.cell, 'data-label': say(words, language) });
  return (
    <>
      <CardTable title={title} heads={COLUMNS} language={language}>
        {lines.slice(0, MOST_ROWS).map((line) => (
          <tr {...CARDS.row}>
            <th scope="row" {...CARDS.head} data-label={say(BOARD.name, language)}>
              <a href={paths.dossier(line.id)}>{line.name}</a>
            </th>
            <td {...cell(BOARD.cell)}>{line.cell}</td>
            <td {...cell(BOARD.step)}>{columnLabel(columnOf(line), language)}</td>
            <td {...cell(BOARD.opened)}>{day(line.opened_on)}</td>
            <td {...cell(BOARD.since)}>{day(line.stand.since)}</td>
            <td {...cell(DOSSIER.due)}>
              <Marks desk={desk} line={line} />
            </td>
          </tr>
        ))}
      </CardTable>
      {lines.length > MOST_ROWS ? <p>{say(tooMany(lines.length, language), language)}</p> : null}
    </>
  );
};

const tooMany = (count: number, language: Language): Words => {
  const all = formatCount(count, language);
  return w(
    `Bảng hiện ${MOST_ROWS} trong ${all} hồ sơ; dùng bộ lọc để thấy các hồ sơ khác.`,
    `${MOST_ROWS} of ${all} dossiers are shown; the filters reach the others.`,
  );
};
