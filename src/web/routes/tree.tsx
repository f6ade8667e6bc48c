/** The tree of any day: a slider through the days on which it changed, search, one unit with its lines of succession. */
import type { Context } from 'hono';
import { reorganisationDraft } from '../../areas/organisation/draft.ts';
import {
  actsOn,
  daysOfChange,
  type FoundUnit,
  periodsOf,
  type Relative,
  relativesOf,
  searchTree,
  sizeOn,
  topOn,
  treeOn,
  type UnitPeriod,
} from '../../areas/organisation/tree-store.ts';
import { type Reader, read } from '../../db/door.ts';
import { isId } from '../../kernel/id.ts';
import { addDays, formatDate, type PlainDate, parseDate } from '../../kernel/plain-date.ts';
import { words as wordsIn } from '../../kernel/text.ts';
import type { Language, Words } from '../../kernel/words.ts';
import { mayWrite } from '../../records/store.ts';
import { unitByCode } from '../../reports/store.ts';
import { type Answer, answer, type Desk, deskOf, type Env } from '../desk.tsx';
import { Tabs, ToolLinks } from '../parts/links.tsx';
import { Notice } from '../parts/notice.tsx';
import { CARDS, Scroll } from '../parts/scroll.tsx';
import { Chart, kindOf, TreeList } from '../parts/tree.tsx';
import { DayForms } from '../parts/tree-days.tsx';
import { paths } from '../paths.ts';
import type { Route } from '../route.ts';
import { TREE } from '../tree-words.ts';
import { say } from '../words.ts';

export const treeRoutes = (): Route[] => [
  {
    method: 'get',
    path: '/tree',
    who: 'signed_in',
    table: 'unit',
    takes: ['on', 'step', 'unit', 'q', 'view'],
    audit: 'none',
    handle: async (c) => answer(c, await treeAnswer(c)),
  },
];

/** Beneath a unit with more than this, two levels are shown; each leads on, and the whole is a view of its own. */
const MOST_AT_ONCE = 80;
const MOST_UNITS = 5_000;
const MOST_FOUND = 100;
const DEEPEST = 6;

type Query = { on?: string; step?: string; unit?: string; q?: string; view?: string };

/** The day asked for: by the slider, which sends its position, or as a date; today where neither can be read. */
function dayOf(
  query: Query,
  days: readonly PlainDate[],
  today: PlainDate,
): { on: PlainDate; unread: boolean } {
  const stepped = query.step ? days[Number(query.step)] : undefined;
  if (stepped) return { on: stepped, unread: false };
  if (!query.on) return { on: today, unread: false };
  const typed = parseDate(query.on);
  return typed.ok ? { on: typed.value, unread: false } : { on: today, unread: true };
}

async function loadTree(desk: Desk, tx: Reader, query: Query) {
  const today = desk.clock.today();
  const changes = await daysOfChange(tx);
  const days = [...new Set([...changes, today])].sort();
  const { on, unread } = dayOf(query, days, today);
  const known = query.unit && !isId(query.unit) ? await unitByCode(tx, query.unit, on) : undefined;
  const asked = known?.id ?? (query.unit && isId(query.unit) ? query.unit : desk.session.unit);
  const top = asked || (await topOn(tx, on)) || '';
  const size = isId(top) ? await sizeOn(tx, top, on) : -1;
  const q = wordsIn(query.q ?? '').slice(0, 8);
  const levels = query.view === 'chart' ? 1 : size > MOST_AT_ONCE && query.view !== 'whole' ? 2 : DEEPEST;
  return {
    on,
    unread,
    today,
    days,
    top,
    size,
    units: isId(top) ? await treeOn(tx, top, on, levels, MOST_UNITS) : [],
    found: q.length > 0 ? await searchTree(tx, q, on, MOST_FOUND) : null,
    relatives: isId(top) ? await relativesOf(tx, top) : { predecessors: [], successors: [] },
    periods: isId(top) ? await periodsOf(tx, top) : [],
    acts: await actsOn(tx, on),
    mayDraft: await mayWrite(tx, reorganisationDraft.name),
  };
}

type Loaded = Awaited<ReturnType<typeof loadTree>>;

async function treeAnswer(c: Context<Env>): Promise<Answer> {
  const desk = deskOf(c);
  const query: Query = c.req.query();
  const loaded = await read(desk, (tx) => loadTree(desk, tx, query));
  const { language } = desk;
  const title = say(TREE.on(formatDate(loaded.on, language)), language);
  return {
    title,
    crumbs: [{ label: say(TREE.title, language) }],
    data: {
      on: loaded.on,
      days: loaded.days,
      unit: loaded.top,
      units: loaded.units,
      found: loaded.found,
      ...loaded.relatives,
      acts: loaded.acts,
    },
    view: () => <TreePage language={language} loaded={loaded} query={query} title={title} />,
  };
}

type PageProps = { language: Language; loaded: Loaded; query: Query; title: string };

const TreePage = ({ language, loaded, query, title }: PageProps) => {
  const { on, units, found, unread, acts, size } = loaded;
  const isChart = query.view === 'chart';
  return (
    <>
      <h1>{title}</h1>
      {unread ? <Notice tone="warning">{say(TREE.badDay, language)}</Notice> : null}
      <DayForms language={language} {...loaded} {...(isChart ? { view: 'chart' } : {})} q={query.q ?? ''} />
      {found ? <Found language={language} found={found} on={on} /> : null}
      {acts.length > 0 ? <Acts language={language} acts={acts} /> : null}
      <Views language={language} loaded={loaded} view={query.view ?? ''} />
      <p class="verbs">
        {units[0]?.parent ? (
          <a href={paths.tree({ unit: units[0].parent, on, view: isChart ? 'chart' : undefined })}>
            {say(TREE.above, language)}
          </a>
        ) : null}
        {units.length > 0 ? <span class="hint">{say(TREE.beneath(size), language)}</span> : null}
        <ToolLinks language={language} />
        {loaded.mayDraft ? <DraftLinks language={language} /> : null}
      </p>
      {units.length === 0 ? <Notice tone="info">{say(TREE.notThere, language)}</Notice> : null}
      {units.length > 0 && isChart ? <Chart units={units} on={on} language={language} /> : null}
      {units.length > 0 && !isChart ? <TreeList units={units} on={on} language={language} /> : null}
      <OneUnit language={language} loaded={loaded} />
    </>
  );
};

const Views = ({ language, loaded, view }: { language: Language; loaded: Loaded; view: string }) => {
  const { top: unit, on, size } = loaded;
  const views: [string, Words][] = [
    ['', TREE.list],
    ...(size > MOST_AT_ONCE ? [['whole', TREE.whole] as [string, Words]] : []),
    ['chart', TREE.chart],
  ];
  return (
    <Tabs
      label={say(TREE.views, language)}
      tabs={views.map(([name, words]) => ({
        href: paths.tree({ unit, on, view: name || undefined }),
        label: say(words, language),
        current: view === name,
      }))}
    />
  );
};

const DraftLinks = ({ language }: { language: Language }) => (
  <>
    <a href={paths.enter(reorganisationDraft.name)}>{say(TREE.draft, language)}</a>
    <a href={paths.draftFromFile()}>{say(TREE.fromFile, language)}</a>
  </>
);

const Found = ({
  language,
  found,
  on,
}: {
  language: Language;
  found: readonly FoundUnit[];
  on: PlainDate;
}) => (
  <section aria-labelledby="found">
    <h2 id="found">{say(TREE.found(found.length), language)}</h2>
    {found.length === 0 ? <p class="empty">{say(TREE.nothingFound, language)}</p> : null}
    <ul class="ds-list">
      {found.map((unit) => (
        <li>
          <a href={paths.tree({ unit: unit.unit, on })}>{unit.name}</a>{' '}
          <span class="hint">
            {[unit.code, kindOf(unit.kind, language), unit.above].filter(Boolean).join(' · ')}
          </span>
        </li>
      ))}
    </ul>
  </section>
);

const Acts = ({ language, acts }: { language: Language; acts: Loaded['acts'] }) => (
  <Notice tone="info" title={say(TREE.acts, language)}>
    <ul class="ds-list">
      {acts.map(({ id, number, summary }) => (
        <li>
          <a href={paths.record('reorganisation', id)}>{`${number}: ${summary}`}</a>
        </li>
      ))}
    </ul>
  </Notice>
);

/** The unit itself over time: what it was called, from whom it took over and who took over from it. */
const OneUnit = ({ language, loaded }: { language: Language; loaded: Loaded }) => {
  const { periods, relatives, top } = loaded;
  if (periods.length === 0) return null;
  return (
    <section aria-labelledby="history">
      <h2 id="history">{`${periods.at(-1)!.name}: ${say(TREE.history, language).toLowerCase()}`}</h2>
      <Relatives language={language} title={TREE.predecessors} relatives={relatives.predecessors} before />
      <Relatives language={language} title={TREE.successors} relatives={relatives.successors} />
      <Periods language={language} periods={periods} />
      <p>
        <a href={paths.record('unit', top)}>{say(TREE.record, language)}</a>
      </p>
    </section>
  );
};

type RelativesProps = { language: Language; title: Words; relatives: readonly Relative[]; before?: true };

const Relatives = ({ language, title, relatives, before }: RelativesProps) =>
  relatives.length === 0 ? null : (
    <>
      <h3>{say(title, language)}</h3>
      <ul class="ds-list">
        {relatives.map((one) => (
          <li>
            <a
              href={paths.tree({
                unit: one.unit,
                on: before ? addDays(one.effective_on, -1) : one.effective_on,
              })}
            >
              {one.name}
            </a>{' '}
            <span class="hint">
              {[one.code, formatDate(one.effective_on, language), one.number].filter(Boolean).join(' · ')}
              {one.is_principal ? ` · ${say(TREE.principal, language)}` : ''}
            </span>
          </li>
        ))}
      </ul>
    </>
  );

const Periods = ({ language, periods }: { language: Language; periods: readonly UnitPeriod[] }) => {
  const columns = [TREE.from, TREE.to, TREE.name, TREE.code, TREE.kind, TREE.under, TREE.decision];
  const cell = (i: number) => ({ ...CARDS.cell, 'data-label': say(columns[i]!, language) });
  return (
    <Scroll label={say(TREE.history, language)}>
      <table class="ds-table cards" {...CARDS.table}>
        <thead {...CARDS.group}>
          <tr {...CARDS.row}>
            {columns.map((words) => (
              <th scope="col">{say(words, language)}</th>
            ))}
          </tr>
        </thead>
        <tbody {...CARDS.group}>
          {periods.map((one) => (
            <tr {...CARDS.row}>
              <th scope="row" {...CARDS.head} data-label={say(TREE.from, language)}>
                <a href={paths.tree({ unit: one.unit, on: one.valid_from })}>
                  {formatDate(one.valid_from, language)}
                </a>
              </th>
              <td {...cell(1)}>{one.valid_to ? formatDate(one.valid_to, language) : '–'}</td>
              <td {...cell(2)}>{one.name}</td>
              <td {...cell(3)}>{one.code}</td>
              <td {...cell(4)}>{kindOf(one.kind, language)}</td>
              <td {...cell(5)}>{one.above ?? '–'}</td>
              <td {...cell(6)}>{one.decision ?? '–'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
};
