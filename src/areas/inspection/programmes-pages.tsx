/** Programmes of a year, their coverage beneath, and the making of a draft from what is proposed. */
import type { Context } from 'hono';
import { asFigures, read } from '../../db/door.ts';
import { evaluate } from '../../figures/evaluate.ts';
import { formatCount } from '../../kernel/number.ts';
import { formatDate, plainDate } from '../../kernel/plain-date.ts';
import type { Language } from '../../kernel/words.ts';
import { mayWrite } from '../../records/store.ts';
import { hasRules, requestFor } from '../../reports/request.ts';
import { mayReport, type UnitOnDay, unitByCode } from '../../reports/store.ts';
import { type Answer, answer, type Desk, deskOf, type Env, notFound } from '../../web/desk.tsx';
import { type Page, pageOf } from '../../web/paging.ts';
import { CardTable } from '../../web/parts/card-table.tsx';
import { ToolLinks } from '../../web/parts/links.tsx';
import { Tag } from '../../web/parts/notice.tsx';
import { CARDS } from '../../web/parts/scroll.tsx';
import { paths } from '../../web/paths.ts';
import type { Route } from '../../web/route.ts';
import { say } from '../../web/words.ts';
import { BODY_KINDS, type BodyKind } from '../organisation/contract.ts';
import { programme, programmeItem } from './contract.ts';
import { draftRoutes } from './programme-draft-pages.tsx';
import { ownUnit, yearAsked } from './programme-seen-pages.tsx';
import { type Covered, coverageOf, type ProgrammeLine, programmesOf } from './programme-store.ts';
import { COVERAGE, PROGRAMMES } from './programme-words.ts';

export function programmesRoutes(): Route[] {
  const common = { method: 'get', who: 'signed_in', table: 'case', audit: 'none' } as const;
  return [
    {
      ...common,
      path: paths.programmes(),
      takes: ['year'],
      handle: async (c: Context<Env>) => answer(c, await listAnswer(deskOf(c), c.req.query('year'))),
    },
    {
      ...common,
      path: paths.programmeCoverage(),
      takes: ['year', 'unit', 'after'],
      handle: async (c: Context<Env>) => answer(c, await coverageAnswer(deskOf(c), c.req.query())),
    },
    ...draftRoutes(),
  ];
}

const AskYear = ({ year, action, language }: { year: number; action: string; language: Language }) => (
  <form method="get" action={action} class="filter-row">
    <div class="filter">
      <label class="ds-label" for="ask-year">
        {say(PROGRAMMES.year, language)}
      </label>
      <input class="ds-input" id="ask-year" name="year" inputmode="numeric" size={6} value={String(year)} />
    </div>
    <div class="filter-verbs">
      <button class="ds-button" data-variant="secondary" type="submit">
        {say(PROGRAMMES.show, language)}
      </button>
    </div>
  </form>
);

async function listAnswer(desk: Desk, asked: string | undefined): Promise<Answer> {
  if (!desk.reads.has(programme.name)) return notFound(desk.language);
  const year = yearAsked(desk, asked);
  const own = ownUnit(desk);
  const found = await read(desk, async (tx) => ({
    lines: own ? await programmesOf(tx, own, year) : [],
    mayPlan: await mayWrite(tx, programmeItem.name),
  }));
  const title = say(PROGRAMMES.title, desk.language);
  return {
    title,
    crumbs: [{ label: title }],
    data: { year, programmes: found.lines },
    view: () => <List desk={desk} year={year} own={own} {...found} />,
  };
}

type ListProps = {
  desk: Desk;
  year: number;
  own: string | undefined;
  lines: readonly ProgrammeLine[];
  mayPlan: boolean;
};

const List = ({ desk, year, own, lines, mayPlan }: ListProps) => {
  const { language } = desk;
  const [mine, beneath] = [lines.filter((l) => l.unit === own), lines.filter((l) => l.unit !== own)];
  return (
    <div class="dossier">
      <h1>{say(PROGRAMMES.title, language)}</h1>
      <AskYear year={year} action={paths.programmes()} language={language} />
      <div class="list-bar">
        <div class="tools">
          {mayPlan ? (
            <>
              <a class="ds-button" data-color="accent" href={paths.draftProgramme({ year: String(year) })}>
                {say(PROGRAMMES.draft, language)}
              </a>
              <a class="ds-button" data-variant="secondary" href={paths.enter(programme.name)}>
                {say(PROGRAMMES.enter, language)}
              </a>
            </>
          ) : null}
          <a
            class="ds-button"
            data-variant="secondary"
            href={paths.programmeCoverage({ year: String(year) })}
          >
            {say(PROGRAMMES.coverage, language)}
          </a>
          <ToolLinks language={language} />
        </div>
      </div>
      {lines.length === 0 ? <p class="empty">{say(PROGRAMMES.none, language)}</p> : null}
      <Lines lines={mine} title={say(PROGRAMMES.own, language)} id="own" language={language} />
      <Lines lines={beneath} title={say(PROGRAMMES.beneath, language)} id="beneath" language={language} />
      <p>
        <a href={paths.list(programme.name)}>{say(PROGRAMMES.more, language)}</a>
      </p>
    </div>
  );
};

type LinesProps = { lines: readonly ProgrammeLine[]; title: string; id: string; language: Language };

const Lines = ({ lines, title, id, language }: LinesProps) =>
  lines.length === 0 ? null : (
    <section aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <CardTable
        title={title}
        heads={[PROGRAMMES.name, PROGRAMMES.body, PROGRAMMES.unit, PROGRAMMES.year, PROGRAMMES.state]}
        language={language}
      >
        {lines.map((line) => (
          <tr {...CARDS.row}>
            <th scope="row" {...CARDS.head} data-label={say(PROGRAMMES.name, language)}>
              <a href={paths.programme(line.id)}>{line.title}</a>
            </th>
            <td {...CARDS.cell} data-label={say(PROGRAMMES.body, language)}>
              {say(BODY_KINDS[line.bodyKind as BodyKind], language)}
            </td>
            <td {...CARDS.cell} data-label={say(PROGRAMMES.unit, language)}>
              {line.unitName ?? ''}
            </td>
            <td {...CARDS.cell} data-label={say(PROGRAMMES.year, language)}>
              {line.year === null ? say(PROGRAMMES.wholeTerm, language) : String(line.year)}
            </td>
            <td {...CARDS.cell} data-label={say(PROGRAMMES.state, language)}>
              {line.approvedOn ? (
                `${line.number ?? ''}, ${formatDate(line.approvedOn, language)}`
              ) : (
                <Tag tone="warning">{say(PROGRAMMES.isDraft, language)}</Tag>
              )}
            </td>
          </tr>
        ))}
      </CardTable>
    </section>
  );

async function coverageAnswer(desk: Desk, query: Readonly<Record<string, string>>): Promise<Answer> {
  const { language } = desk;
  const year = yearAsked(desk, query.year);
  const code = query.unit || ownUnit(desk);
  if (!code || !desk.reads.has(programme.name)) return notFound(language);
  const end = plainDate(`${year}-12-31`);
  const today = desk.clock.today();
  const found = await read(desk, async (tx) => {
    const unit = await unitByCode(tx, code, today);
    if (!unit || !(await mayReport(tx, unit.id))) return undefined;
    const asked = { unit: code, year, asOf: null, knownAt: null, tree: 'then' as const, today };
    const period = { from: plainDate(`${year}-01-01`), to: end, asOf: today < end ? today : end };
    const counted = hasRules(desk.regulations, { to: end })
      ? await asFigures(tx, null, (counting) =>
          evaluate(counting, desk.figures, requestFor(asked, period, [unit.id], desk.regulations), [
            'prog.issued',
          ]),
        )
      : undefined;
    const issued = counted?.get(unit.id)?.get('prog.issued') ?? null;
    return { unit, covered: await coverageOf(tx, unit.id, year), issued, asOf: period.asOf };
  });
  if (!found) return notFound(language);
  const title = say(COVERAGE.title, language);
  return {
    title: `${title}: ${found.unit.name}`,
    crumbs: [
      { label: say(PROGRAMMES.title, language), href: paths.programmes({ year: String(year) }) },
      { label: title },
    ],
    data: { year, unit: found.unit.code, issued: found.issued, units: found.covered },
    view: () => <Coverage year={year} after={query.after} language={language} {...found} />,
  };
}

type CoverageProps = {
  year: number;
  after: string | undefined;
  unit: UnitOnDay;
  covered: readonly Covered[];
  issued: number | null;
  asOf: string;
  language: Language;
};

const Coverage = ({ year, after, unit, covered, issued, asOf, language }: CoverageProps) => (
  <div class="dossier">
    <h1>{say(COVERAGE.title, language)}</h1>
    <p class="hint">{`${unit.name}, ${say(PROGRAMMES.year, language).toLowerCase()} ${year}`}</p>
    <p>{say(COVERAGE.intro, language)}</p>
    <AskYear year={year} action={paths.programmeCoverage()} language={language} />
    {issued === null ? null : (
      <p>
        {`${say(COVERAGE.counted, language)}: `}
        <a href={paths.figure('prog.issued', { unit: unit.code, year, asOf })}>
          <strong>{formatCount(issued, language)}</strong>
        </a>
      </p>
    )}
    {covered.length === 0 ? (
      <p class="empty">{say(COVERAGE.none, language)}</p>
    ) : (
      <CoveredUnits page={pageOf(covered, after)} year={year} unit={unit} language={language} />
    )}
  </div>
);

type CoveredProps = { page: Page<Covered>; year: number; unit: UnitOnDay; language: Language };

const CoveredUnits = ({ page, year, unit, language }: CoveredProps) => (
  <CardTable
    title={say(COVERAGE.title, language)}
    heads={[PROGRAMMES.unit, COVERAGE.own, COVERAGE.beneath]}
    language={language}
    page={page}
    pageHref={(after) => paths.programmeCoverage({ year: String(year), unit: unit.code, after })}
  >
    {page.rows.map((one) => (
      <CoveredRow one={one} year={year} language={language} />
    ))}
  </CardTable>
);

const CoveredRow = ({ one, year, language }: { one: Covered; year: number; language: Language }) => (
  <tr {...CARDS.row}>
    <th scope="row" {...CARDS.head} data-label={say(PROGRAMMES.unit, language)}>
      <a href={paths.programmeCoverage({ year: String(year), unit: one.code })}>{one.name}</a>
    </th>
    <td {...CARDS.cell} data-label={say(COVERAGE.own, language)}>
      {one.own.length === 0 ? (
        <Tag tone="warning">{say(one.drafts > 0 ? PROGRAMMES.isDraft : COVERAGE.notYet, language)}</Tag>
      ) : (
        <ul class="plain">
          {one.own.map((own) => (
            <li>
              <a href={paths.programme(own.id)}>
                {`${say(BODY_KINDS[own.bodyKind as BodyKind], language)}, ${formatDate(own.approvedOn, language)}`}
              </a>
            </li>
          ))}
        </ul>
      )}
    </td>
    <td {...CARDS.cell} data-label={say(COVERAGE.beneath, language)}>
      {say(COVERAGE.of(formatCount(one.adopted, language), formatCount(one.units, language)), language)}
    </td>
  </tr>
);
