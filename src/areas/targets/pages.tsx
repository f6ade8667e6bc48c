/** The sheet of a year's targets: received, handed down, the gap, what was done; and splitting an ended unit's target. */
import type { Context } from 'hono';
import { asFigures, type Reader, read } from '../../db/door.ts';
import { evaluateAll } from '../../figures/evaluate.ts';
import { formatCount } from '../../kernel/number.ts';
import { type PlainDate, plainDate, yearOf } from '../../kernel/plain-date.ts';
import { formatPercent, percent } from '../../kernel/ratio.ts';
import type { Language, Words } from '../../kernel/words.ts';
import { mayWrite } from '../../records/store.ts';
import { hasRules, NO_RULES, type ReportRequest, requestFor } from '../../reports/request.ts';
import { mayReport, type UnitOnDay, unitByCode } from '../../reports/store.ts';
import {
  type Answer,
  answer,
  type Desk,
  deskOf,
  type Env,
  notFound,
  refusedAnswer,
} from '../../web/desk.tsx';
import { ToolLinks } from '../../web/parts/links.tsx';
import { Notice } from '../../web/parts/notice.tsx';
import { CARDS, Scroll } from '../../web/parts/scroll.tsx';
import { paths } from '../../web/paths.ts';
import type { Route } from '../../web/route.ts';
import { say } from '../../web/words.ts';
import { DONE_BY, INDICATORS, type Indicator, target } from './contract.ts';
import { splitRoutes } from './split-pages.tsx';
import { type TargetRow, targetsInForce } from './store.ts';
import { SHEET } from './words.ts';

export function targetRoutes(): Route[] {
  return [
    {
      ...{ method: 'get', who: 'signed_in', table: 'unit', audit: 'none' },
      path: paths.targetSheet(),
      takes: ['unit', 'year', 'indicator'],
      handle: async (c: Context<Env>) => answer(c, await sheetAnswer(deskOf(c), c.req.query())),
    },
    ...splitRoutes(),
  ] as Route[];
}

type Loaded = {
  unit: UnitOnDay;
  year: number;
  indicator: Indicator;
  received: TargetRow[];
  given: TargetRow[];
  /** By unit and figure. */
  done: ReadonlyMap<string, ReadonlyMap<string, number>>;
  mayEnter: boolean;
};

async function sheetAnswer(desk: Desk, query: Readonly<Record<string, string>>): Promise<Answer> {
  const today = desk.clock.today();
  const own = desk.session.mandates.find((one) => one.mandate === desk.session.mandate)?.unit;
  const code = query.unit || own;
  const year = /^\d{4}$/.test(query.year ?? '') ? Number(query.year) : yearOf(today);
  const asked = query.indicator ?? '';
  const indicator = Object.hasOwn(INDICATORS, asked) ? (asked as Indicator) : 'admission';
  if (!code || !desk.reads.has(target.name)) return notFound(desk.language);
  if (!hasRules(desk.regulations, { to: plainDate(`${year}-12-31`) }))
    return refusedAnswer(desk.language, [NO_RULES]);
  const loaded = await read(desk, (tx) => load(tx, desk, { code, year, indicator, today }));
  return loaded ? shown(desk, loaded) : notFound(desk.language);
}

type Asked = { code: string; year: number; indicator: Indicator; today: PlainDate };

async function load(
  tx: Reader,
  desk: Desk,
  { code, year, indicator, today }: Asked,
): Promise<Loaded | undefined> {
  const end = plainDate(`${year}-12-31`);
  const day = today < end ? today : end;
  const unit = await unitByCode(tx, code, day);
  if (!unit || !(await mayReport(tx, unit.id))) return undefined;
  const within = { unit: unit.id, year, day };
  const received = await targetsInForce(tx, { ...within, side: 'unit' });
  const given = await targetsInForce(tx, { ...within, side: 'given_by' });
  const tops = [...new Set([unit.id, ...given.map((row) => row.unit)])];
  const request: ReportRequest = { unit: code, year, asOf: null, knownAt: null, tree: 'then', today };
  const period = { from: plainDate(`${year}-01-01`), to: end, asOf: day };
  const [done] = await asFigures(tx, null, (counting) =>
    evaluateAll(counting, desk.figures, [
      { request: requestFor(request, period, tops, desk.regulations), keys: Object.values(DONE_BY) },
    ]),
  );
  return { unit, year, indicator, received, given, done: done!, mayEnter: await mayWrite(tx, target.name) };
}

const sumOf = (rows: readonly TargetRow[], indicator: Indicator): number =>
  rows.filter((row) => row.indicator === indicator).reduce((sum, { value }) => sum + value, 0);

const doneOf = ({ done }: Loaded, unit: string, indicator: Indicator): number =>
  done.get(unit)?.get(DONE_BY[indicator]) ?? 0;

function shown(desk: Desk, loaded: Loaded): Answer {
  const { language } = desk;
  const title = say(SHEET.title(loaded.year), language);
  const { indicator } = loaded;
  const rows = loaded.given.filter((row) => row.indicator === indicator);
  const [received, sum] = [sumOf(loaded.received, indicator), sumOf(loaded.given, indicator)];
  return {
    title: `${title}: ${loaded.unit.name}`,
    crumbs: [{ label: say(target.words.many, language), href: paths.list(target.name) }, { label: title }],
    data: {
      unit: loaded.unit.code,
      year: loaded.year,
      indicator,
      received,
      sum,
      gap: sum - received,
      items: rows,
    },
    view: () => (
      <div class="dossier">
        <h1>{title}</h1>
        <p class="hint">{`${loaded.unit.name}. ${say(INDICATORS[indicator], language)}`}</p>
        <div class="list-bar">
          <ChooseSheet loaded={loaded} language={language} />
          <div class="tools">
            {loaded.mayEnter ? (
              <a class="ds-button" data-variant="secondary" href={enterHref(loaded)}>
                {say(SHEET.enter, language)}
              </a>
            ) : null}
            <ToolLinks language={language} />
          </div>
        </div>
        {rows.length === 0 ? (
          <p class="empty">{say(SHEET.none, language)}</p>
        ) : (
          <Items loaded={loaded} rows={rows} language={language} />
        )}
        <Gap received={received} sum={sum} hasReceived={loaded.received.length > 0} language={language} />
        <Ended rows={loaded.given} mayEnter={loaded.mayEnter} language={language} />
        <Slices loaded={loaded} language={language} />
      </div>
    ),
  };
}

const enterHref = ({ unit, year, indicator }: Loaded): string =>
  `${paths.enter(target.name)}?given_by=${unit.id}&year=${year}&indicator=${indicator}`;

const ChooseSheet = ({ loaded, language }: { loaded: Loaded; language: Language }) => (
  <form method="get" action={paths.targetSheet()} class="filter-row">
    <input type="hidden" name="unit" value={loaded.unit.code} />
    <div class="filter">
      <label class="ds-label" for="filter-indicator">
        {say(SHEET.indicator, language)}
      </label>
      <select class="ds-input" id="filter-indicator" name="indicator">
        {Object.entries(INDICATORS).map(([key, words]) => (
          <option value={key} selected={key === loaded.indicator}>
            {say(words, language)}
          </option>
        ))}
      </select>
    </div>
    <div class="filter">
      <label class="ds-label" for="filter-year">
        {say(SHEET.year, language)}
      </label>
      <input class="ds-input" id="filter-year" name="year" inputmode="numeric" value={String(loaded.year)} />
    </div>
    <div class="filter-verbs">
      <button class="ds-button" data-variant="secondary" type="submit">
        {say(SHEET.show, language)}
      </button>
    </div>
  </form>
);

const howOf = (row: TargetRow, language: Language): string => {
  const count = (n: number) => formatCount(n, language);
  const how = row.percent === null ? SHEET.number : SHEET.percent(row.percent, count(row.base ?? 0));
  const notes = [
    ...(row.revises > 0 ? [SHEET.revised(count(row.revises))] : []),
    ...(row.split_from ? [SHEET.share] : []),
    ...(row.ended ? [SHEET.endedMark] : []),
  ];
  return [how, ...notes].map((words) => say(words, language)).join('; ');
};

const COLUMNS = [SHEET.given, SHEET.how, SHEET.done, SHEET.attained, SHEET.document];
const NUMBERS: readonly Words[] = [SHEET.given, SHEET.done, SHEET.attained];

const Items = (p: { loaded: Loaded; rows: readonly TargetRow[]; language: Language }) => {
  const { language, loaded } = p;
  const title = say(SHEET.title(loaded.year), language);
  return (
    <Scroll label={title}>
      <table class="ds-table cards" {...CARDS.table}>
        <caption class="ds-sr-only">{title}</caption>
        <thead {...CARDS.group}>
          <tr {...CARDS.row}>
            <th scope="col">{say(SHEET.unit, language)}</th>
            {COLUMNS.map((words) => (
              <th scope="col" class={NUMBERS.includes(words) ? 'number' : undefined}>
                {say(words, language)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody {...CARDS.group}>
          {p.rows.map((row) => (
            <Item loaded={loaded} row={row} language={language} />
          ))}
          <tr {...CARDS.row} class="strong">
            <th scope="row" {...CARDS.head} data-label={say(SHEET.unit, language)}>
              {say(SHEET.sum, language)}
            </th>
            <td {...CARDS.cell} class="number" data-label={say(SHEET.given, language)}>
              {formatCount(sumOf(p.rows, loaded.indicator), language)}
            </td>
            {COLUMNS.slice(1).map(() => (
              <td {...CARDS.cell} />
            ))}
          </tr>
        </tbody>
      </table>
    </Scroll>
  );
};

const Item = ({ loaded, row, language }: { loaded: Loaded; row: TargetRow; language: Language }) => {
  const done = doneOf(loaded, row.unit, loaded.indicator);
  const share = row.value > 0 ? percent(done, row.value) : null;
  const cell = (words: Words) => ({
    ...CARDS.cell,
    'data-label': say(words, language),
    ...(NUMBERS.includes(words) ? { class: 'number' } : {}),
  });
  return (
    <tr {...CARDS.row}>
      <th scope="row" {...CARDS.head} data-label={say(SHEET.unit, language)}>
        {row.name}
      </th>
      <td {...cell(SHEET.given)}>
        <a href={paths.record(target.name, row.id)} aria-label={`${row.name}: ${row.value}`}>
          {formatCount(row.value, language)}
        </a>
      </td>
      <td {...cell(SHEET.how)}>{howOf(row, language)}</td>
      <td {...cell(SHEET.done)}>{formatCount(done, language)}</td>
      <td {...cell(SHEET.attained)}>{share === null ? '–' : formatPercent(share, language)}</td>
      <td {...cell(SHEET.document)}>{row.document}</td>
    </tr>
  );
};

type GapProps = { received: number; sum: number; hasReceived: boolean; language: Language };

/** Received and handed down side by side; the gap in words. */
const Gap = ({ received, sum, hasReceived, language }: GapProps) => {
  const count = (n: number) => formatCount(n, language);
  const gap = sum - received;
  const words = gap === 0 ? SHEET.even : gap > 0 ? SHEET.more(count(gap)) : SHEET.less(count(-gap));
  const facts: [Words, string][] = [
    [SHEET.received, hasReceived ? count(received) : say(SHEET.nothing, language)],
    [SHEET.sum, count(sum)],
    ...(hasReceived ? ([[SHEET.gap, say(words, language)]] as [Words, string][]) : []),
  ];
  return (
    <section aria-labelledby="gap">
      <h2 id="gap">{say(SHEET.gap, language)}</h2>
      <dl class="facts">
        {facts.map(([label, value]) => (
          <div>
            <dt>{say(label, language)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p class="hint">{say(SHEET.gapHelp, language)}</p>
    </section>
  );
};

const Ended = (p: { rows: readonly TargetRow[]; mayEnter: boolean; language: Language }) => {
  const ended = p.rows.filter((row) => row.ended);
  if (ended.length === 0) return null;
  return (
    <Notice tone="warning" title={say(SHEET.ended, p.language)}>
      <ul class="ds-list">
        {ended.map((row) => (
          <li>
            {`${row.name}: ${formatCount(row.value, p.language)}, ${say(INDICATORS[row.indicator as Indicator], p.language)} `}
            {p.mayEnter ? <a href={paths.splitTarget(row.id)}>{say(SHEET.split, p.language)}</a> : null}
          </li>
        ))}
      </ul>
    </Notice>
  );
};

const SLICE_COLUMNS = [SHEET.received, SHEET.sum, SHEET.done];

/** Every indicator that has a target here, each counted over the same admissions. */
const Slices = ({ loaded, language }: { loaded: Loaded; language: Language }) => {
  const known = (Object.keys(INDICATORS) as Indicator[]).filter(
    (key) => sumOf(loaded.received, key) + sumOf(loaded.given, key) > 0,
  );
  if (known.length === 0) return null;
  const count = (n: number) => formatCount(n, language);
  const href = (indicator: string) =>
    paths.targetSheet({ unit: loaded.unit.code, year: String(loaded.year), indicator });
  return (
    <section aria-labelledby="slices">
      <h2 id="slices">{say(SHEET.slices, language)}</h2>
      <p class="hint">{say(SHEET.slicesHelp, language)}</p>
      <Scroll labelledBy="slices">
        <table class="ds-table">
          <caption class="ds-sr-only">{say(SHEET.slices, language)}</caption>
          <thead>
            <tr>
              <th scope="col">{say(SHEET.indicator, language)}</th>
              {SLICE_COLUMNS.map((words) => (
                <th scope="col" class="number">
                  {say(words, language)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {known.map((key) => (
              <tr>
                <th scope="row">
                  <a href={href(key)}>{say(INDICATORS[key], language)}</a>
                </th>
                <td class="number">{count(sumOf(loaded.received, key))}</td>
                <td class="number">{count(sumOf(loaded.given, key))}</td>
                <td class="number">{count(doneOf(loaded, loaded.unit.id, key))}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </section>
  );
};
