/** Per unit: target, admitted, on the way, and what the year may bring; with how it is reckoned. */
import { asFigures, type Reader, read } from '../../db/door.ts';
import { evaluateAll } from '../../figures/evaluate.ts';
import { formatCount } from '../../kernel/number.ts';
import { addMonths, type PlainDate, plainDate, yearOf } from '../../kernel/plain-date.ts';
import { formatPercent, percent } from '../../kernel/ratio.ts';
import { type Language, type Words, w } from '../../kernel/words.ts';
import { hasRules, NO_RULES, type ReportRequest, requestFor } from '../../reports/request.ts';
import { mayReport, unitByCode, unitsBeneath } from '../../reports/store.ts';
import { type Answer, type Desk, notFound, refusedAnswer } from '../../web/desk.tsx';
import { ToolLinks } from '../../web/parts/links.tsx';
import { FigureLink } from '../../web/parts/report.tsx';
import { CARDS, Scroll } from '../../web/parts/scroll.tsx';
import { figureHref, paths } from '../../web/paths.ts';
import { say } from '../../web/words.ts';
import { type BoardLine, boardOf } from './board.ts';
import { candidate } from './dossier.ts';
import { DossierTabs, stepLabel } from './dossier-parts-pages.tsx';
import { placesOf } from './dossier-store.ts';
import { DOSSIER, FORECAST } from './dossier-words.ts';
import { arrivalOf, ENOUGH, type Forecast, forecastOf, type Paces, pacesOf } from './forecast.ts';
import { doneOf } from './progress.ts';
import { STEP_KEYS, type StepKey } from './steps.ts';

/** How far back finished steps say how long steps take: rules and people change. */
const LOOK_BACK_MONTHS = 36;

type Line = {
  id: string;
  code: string;
  name: string;
  target: number;
  way: number;
  isOwn: boolean;
} & Forecast;

type Loaded = { lines: Line[]; paces: Paces; year: number; goal: StepKey };

export async function forecastAnswer(desk: Desk, query: Readonly<Record<string, string>>): Promise<Answer> {
  const { language, clock } = desk;
  const today = clock.today();
  const own = desk.session.mandates.find((one) => one.mandate === desk.session.mandate)?.unit;
  const code = query.unit || own;
  const year = /^\d{4}$/.test(query.year ?? '') ? Number(query.year) : yearOf(today);
  const end = plainDate(`${year}-12-31`);
  if (!desk.reads.has(candidate.name)) return notFound(language);
  if (!code) return empty(desk);
  if (!hasRules(desk.regulations, { to: end })) return refusedAnswer(language, [NO_RULES]);
  const loaded = await read(desk, (tx) => load(tx, desk, code, year, today));
  return loaded ? shown(desk, loaded) : notFound(language);
}

async function load(
  tx: Reader,
  desk: Desk,
  code: string,
  year: number,
  today: PlainDate,
): Promise<Loaded | undefined> {
  const [from, end] = [plainDate(`${year}-01-01`), plainDate(`${year}-12-31`)];
  const unit = await unitByCode(tx, code, today);
  if (!unit || !(await mayReport(tx, unit.id))) return undefined;
  const children = await unitsBeneath(tx, unit.id, today);
  const units = [unit, ...children];
  const request: ReportRequest = { unit: code, year, asOf: null, knownAt: null, tree: 'then', today };
  const period = { from, to: end, asOf: today < end ? today : end };
  const tops = units.map(({ id }) => id);
  const [values] = await asFigures(tx, null, (counting) =>
    evaluateAll(counting, desk.figures, [
      { request: requestFor(request, period, tops, desk.regulations), keys: ['adm.target', 'adm.admitted'] },
    ]),
  );
  const lines = await boardOf(tx, desk.regulations, today, {
    beneath: unit.id,
    since: addMonths(today, -LOOK_BACK_MONTHS),
  });
  const paces = pacesOf(lines.map(({ opened_on: openedOn, steps }) => ({ openedOn, steps })));
  const counts = desk.regulations.mustValueOn<string>('admit.counting_date', end).value;
  const goal = counts === 'ceremony' ? 'ceremony' : 'admission_decision';
  const going = lines.filter((line) => line.ended_on === null && !doneOf(line.stand, goal));
  const places = new Map((await placesOf(tx, tops)).map((one) => [one.id, one]));
  const within = (id: string) => going.filter((line) => isWithin(line, places.get(id)));
  return {
    ...{ year, paces, goal },
    lines: units.map(({ id, code: own, name }) => {
      const value = (key: string) => values!.get(id)?.get(key) ?? 0;
      const arrivals = within(id).map((line) => arrivalOf(line.stand, line.opened_on, goal, paces, today));
      const forecast = forecastOf(value('adm.admitted'), arrivals, end);
      return {
        ...{ id, code: own, name, isOwn: id === unit.id },
        target: value('adm.target'),
        way: arrivals.length,
        ...forecast,
      };
    }),
  };
}

const isWithin = ({ place }: BoardLine, unit: { lo: string; hi: string } | undefined): boolean =>
  unit !== undefined && BigInt(place) >= BigInt(unit.lo) && BigInt(place) <= BigInt(unit.hi);

function empty({ language }: Desk): Answer {
  const title = say(DOSSIER.forecast, language);
  return {
    title,
    crumbs: [{ label: say(DOSSIER.title, language), href: paths.dossiers() }, { label: title }],
    data: { units: [] },
    view: () => (
      <>
        <h1>{title}</h1>
        <DossierTabs language={language} at="forecast" query={{}} />
        <p class="empty">{say(FORECAST.none, language)}</p>
      </>
    ),
  };
}

function shown(desk: Desk, { lines, paces, year, goal }: Loaded): Answer {
  const { language } = desk;
  const title = say(FORECAST.title(year), language);
  // Units with nothing to tell are only counted.
  const told = lines.filter(({ isOwn, target, way, done }) => isOwn || target + way + done > 0);
  return {
    title,
    crumbs: [{ label: say(DOSSIER.title, language), href: paths.dossiers() }, { label: title }],
    data: { year, units: lines, paces: Object.fromEntries(paces) },
    view: () => (
      <div class="dossier">
        <h1>{title}</h1>
        <DossierTabs language={language} at="forecast" query={{}} />
        <ToolLinks language={language} />
        <Table desk={desk} lines={told} title={title} year={year} />
        {told.length < lines.length ? (
          <p>{say(FORECAST.others(formatCount(lines.length - told.length, language)), language)}</p>
        ) : null}
        <section aria-labelledby="method">
          <h2 id="method">{say(FORECAST.method, language)}</h2>
          <p>{say(FORECAST.methodText, language)}</p>
          <PaceTable language={language} paces={paces} goal={goal} />
        </section>
      </div>
    ),
  };
}

const COLUMNS = [FORECAST.target, FORECAST.done, FORECAST.share, FORECAST.way, FORECAST.range, FORECAST.gap];

const Table = (p: { desk: Desk; lines: readonly Line[]; title: string; year: number }) => {
  const { language } = p.desk;
  return (
    <Scroll label={p.title}>
      <table class="ds-table cards" {...CARDS.table}>
        <caption class="ds-sr-only">{p.title}</caption>
        <thead {...CARDS.group}>
          <tr {...CARDS.row}>
            <th scope="col">{say(w('Đơn vị', 'Unit'), language)}</th>
            {COLUMNS.map((words) => (
              <th scope="col" class="number">
                {say(words, language)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody {...CARDS.group}>
          {p.lines.map((line) => (
            <Row desk={p.desk} line={line} year={p.year} />
          ))}
        </tbody>
      </table>
    </Scroll>
  );
};

const Row = ({ desk, line, year }: { desk: Desk; line: Line; year: number }) => {
  const { language } = desk;
  const href = figureHref({ unit: line.code, year, asOf: desk.clock.today() });
  const count = (n: number) => formatCount(n, language);
  const share = line.target > 0 ? percent(line.done, line.target) : null;
  const lacking = line.target - line.high;
  const range = say(FORECAST.between(count(line.low), count(line.high)), language);
  const gap = lacking > 0 ? count(lacking) : say(FORECAST.enough, language);
  const name = line.isOwn ? `${say(FORECAST.own, language)}: ${line.name}` : line.name;
  const cell = (words: Words) => ({ ...CARDS.cell, class: 'number', 'data-label': say(words, language) });
  return (
    <tr {...CARDS.row} class={line.isOwn ? 'strong' : undefined}>
      <th scope="row" {...CARDS.head} data-label={say(w('Đơn vị', 'Unit'), language)}>
        {name}
      </th>
      <td {...cell(FORECAST.target)}>
        <FigureLink href={href('adm.target')} label={name}>
          {count(line.target)}
        </FigureLink>
      </td>
      <td {...cell(FORECAST.done)}>
        <a href={paths.list('admission', { beneath: line.id, from: `${year}-01-01`, to: `${year}-12-31` })}>
          {count(line.done)}
        </a>
      </td>
      <td {...cell(FORECAST.share)}>{share === null ? '–' : formatPercent(share, language)}</td>
      <td {...cell(FORECAST.way)}>
        <a
          href={paths.dossierList({ unit: line.id })}
          aria-label={`${say(FORECAST.way, language)}, ${name}: ${count(line.way)}`}
        >
          {count(line.way)}
        </a>
      </td>
      <td {...cell(FORECAST.range)}>{range}</td>
      <td {...cell(FORECAST.gap)}>{line.target > 0 ? gap : '–'}</td>
    </tr>
  );
};

const PaceTable = ({ language, paces, goal }: { language: Language; paces: Paces; goal: StepKey }) => {
  const keys = STEP_KEYS.slice(0, STEP_KEYS.indexOf(goal) + 1);
  const title = say(FORECAST.paces, language);
  const count = (n: number) => formatCount(n, language);
  return (
    <Scroll label={title}>
      <table class="ds-table">
        <caption>{title}</caption>
        <thead>
          <tr>
            <th scope="col">{say(DOSSIER.number, language)}</th>
            {[FORECAST.quick, FORECAST.slow, FORECAST.of].map((words) => (
              <th scope="col" class="number">
                {say(words, language)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {keys.map((key) => {
            const pace = paces.get(key);
            const says = pace && pace.of >= ENOUGH;
            return (
              <tr>
                <th scope="row">{stepLabel(key, language)}</th>
                <td class="number">{says ? count(pace.quick) : '–'}</td>
                <td class="number">{says ? count(pace.slow) : say(FORECAST.tooFew, language)}</td>
                <td class="number">{count(pace?.of ?? 0)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Scroll>
  );
};
