/** One programme: its items by quarter, by month and by stage, always under their counters; and its adoption. */
import type { Context } from 'hono';
import { formatCount } from '../../kernel/number.ts';
import { formatDate } from '../../kernel/plain-date.ts';
import { formatPercent, percent } from '../../kernel/ratio.ts';
import type { Refusal } from '../../kernel/refusal.ts';
import type { Language, Words } from '../../kernel/words.ts';
import { type Typed, textOf } from '../../records/input.ts';
import { type Answer, answer, type Desk, deskOf, type Env, notFound } from '../../web/desk.tsx';
import { CheckPage, confirmedWith, isToCheck } from '../../web/parts/check-page.tsx';
import { Tabs, ToolLinks } from '../../web/parts/links.tsx';
import { Notice, Tag } from '../../web/parts/notice.tsx';
import { ReasonField } from '../../web/parts/reason-field.tsx';
import { RecordForm } from '../../web/parts/record-form.tsx';
import { paths } from '../../web/paths.ts';
import type { Route } from '../../web/route.ts';
import { checkInput } from '../../web/routes/load.ts';
import { typedOf } from '../../web/typed.ts';
import { say } from '../../web/words.ts';
import { BODY_KINDS } from '../organisation/contract.ts';
import { programme, programmeItem } from './contract.ts';
import { adoptProgramme } from './programme-acts.ts';
import { adoptForm } from './programme-forms.ts';
import { type Count, programmeSeen, type SeenProgramme } from './programme-seen-pages.tsx';
import { BoardView, QuarterTable, TimelineView } from './programme-view-pages.tsx';
import { PROGRAMME, PROGRAMMES } from './programme-words.ts';

type View = 'table' | 'timeline' | 'board';

export function programmeRoutes(): Route[] {
  const common = { method: 'get', who: 'signed_in', table: 'case', takes: [], audit: 'none' } as const;
  const at = (id: string, view: View) => ({
    ...common,
    path: paths.programme(id, view === 'table' ? '' : view).replace('%3A', ':'),
    handle: (c: Context<Env>) => shownAs(c, view),
  });
  return [
    at(':id', 'table'),
    at(':id', 'timeline'),
    at(':id', 'board'),
    { ...common, path: '/programme/:id/adopt', handle: (c) => adoptPage(c, {}, []) },
    {
      ...common,
      method: 'post',
      path: '/programme/:id/adopt',
      takes: [...Object.keys(adoptForm.fields), 'reason', 'confirmed'],
      audit: 'adopt programme',
      handle: adopt,
    },
  ];
}

async function shownAs(c: Context<Env>, view: View): Promise<Response> {
  const desk = deskOf(c);
  const seen = await programmeSeen(desk, c.req.param('id') ?? '');
  return answer(c, seen ? viewAnswer(desk, seen, view) : notFound(desk.language));
}

const VIEWS = {
  table: { words: PROGRAMME.table, Items: QuarterTable },
  timeline: { words: PROGRAMME.timeline, Items: TimelineView },
  board: { words: PROGRAMME.board, Items: BoardView },
} as const;

const crumbsTo = (desk: Desk, { line }: SeenProgramme, last?: string) => [
  { label: say(PROGRAMMES.title, desk.language), href: paths.programmes({ year: yearText(line.year) }) },
  ...(last
    ? [{ label: line.title, href: paths.programme(line.id) }, { label: last }]
    : [{ label: line.title }]),
];

const yearText = (year: number | null): string | undefined => (year === null ? undefined : String(year));

function viewAnswer(desk: Desk, seen: SeenProgramme, view: View): Answer {
  const { language } = desk;
  const { line, items } = seen;
  const { Items } = VIEWS[view];
  return {
    title: line.title,
    crumbs: crumbsTo(desk, seen),
    data: { type: programme.name, record: seen.record, items, counts: seen.counts },
    view: () => (
      <div class="dossier">
        <p class="kind">{say(programme.words.one, language)}</p>
        <h1>{line.title}</h1>
        <Standing seen={seen} language={language} />
        <div class="list-bar">
          <Tabs
            label={say(PROGRAMME.views, language)}
            tabs={(Object.keys(VIEWS) as View[]).map((key) => ({
              href: paths.programme(line.id, key === 'table' ? '' : key),
              label: say(VIEWS[key].words, language),
              current: key === view,
            }))}
          />
          <div class="tools">
            <Verbs seen={seen} language={language} />
            <ToolLinks language={language} />
          </div>
        </div>
        <Counters seen={seen} language={language} />
        {items.length === 0 ? (
          <p class="empty">{say(PROGRAMME.empty, language)}</p>
        ) : (
          <Items seen={seen} language={language} />
        )}
      </div>
    ),
  };
}

const Standing = ({ seen: { line }, language }: { seen: SeenProgramme; language: Language }) => {
  const body = say(BODY_KINDS[line.bodyKind as keyof typeof BODY_KINDS], language);
  return (
    <>
      <p class="hint">
        {[line.number, line.approvedOn && formatDate(line.approvedOn, language), body, line.unitName]
          .filter(Boolean)
          .join(', ')}{' '}
        {line.approvedOn ? null : <Tag tone="warning">{say(PROGRAMMES.isDraft, language)}</Tag>}
      </p>
      {line.approvedOn ? null : <Notice tone="info">{say(PROGRAMME.draftNote, language)}</Notice>}
    </>
  );
};

const Verbs = ({ seen: { line, mayPlan }, language }: { seen: SeenProgramme; language: Language }) => {
  if (!mayPlan) return null;
  const isDraft = line.approvedOn === null;
  const add = isDraft ? PROGRAMME.addItem : PROGRAMME.addByDecision;
  return (
    <>
      {isDraft ? (
        <a class="ds-button" data-color="accent" href={paths.programme(line.id, 'adopt')}>
          {say(PROGRAMME.adopt, language)}
        </a>
      ) : null}
      <a
        class="ds-button"
        data-variant="secondary"
        href={`${paths.enter(programmeItem.name)}?programme=${line.id}`}
      >
        {say(add, language)}
      </a>
      <a class="ds-button" data-variant="tertiary" href={paths.correct(programme.name, line.id)}>
        {say(PROGRAMME.record, language)}
      </a>
    </>
  );
};

/** 6/7 and 11/13: the figures themselves, each opening onto its list; never counted from the rows on the page. */
const Counters = ({ seen: { line, counts }, language }: { seen: SeenProgramme; language: Language }) => {
  if (line.approvedOn === null || line.year === null) return null;
  if (!counts) return <p class="hint">{say(PROGRAMME.noCounters, language)}</p>;
  const asked = { unit: line.unit, year: line.year, asOf: counts.asOf };
  const one = (count: Count, words: Words) => (
    <li>
      <a class="counter" href={paths.figure(count.key, asked)}>
        <strong>{`${formatCount(count.done, language)}/${formatCount(count.plan, language)}`}</strong>{' '}
        {say(words, language)}
      </a>
      <span class="hint block">{shareText(count, language)}</span>
    </li>
  );
  return (
    <section class="counters" aria-labelledby="counters">
      <h2 id="counters">
        {say(PROGRAMME.counters, language)}{' '}
        <span class="hint">{`${say(PROGRAMME.asOf, language)} ${formatDate(counts.asOf, language)}`}</span>
      </h2>
      <ul class="plain">
        {one(counts.sessions, PROGRAMME.sessions)}
        {one(counts.orgs, PROGRAMME.orgs)}
        {one(counts.members, PROGRAMME.members)}
      </ul>
    </section>
  );
};

function shareText(count: Count, language: Language): string {
  const share = percent(count.done, count.plan);
  const original = `${formatCount(count.doneOriginal, language)}/${formatCount(count.planOriginal, language)}`;
  return `${share ? `${formatPercent(share, language)}; ` : ''}${say(PROGRAMME.original, language)}: ${original}`;
}

/** The draft for whoever may plan. */
async function draftOf(c: Context<Env>): Promise<SeenProgramme | undefined> {
  const seen = await programmeSeen(deskOf(c), c.req.param('id') ?? '');
  return seen?.mayPlan ? seen : undefined;
}

async function adoptPage(c: Context<Env>, typed: Typed, refusals: readonly Refusal[]): Promise<Response> {
  const desk = deskOf(c);
  const seen = await draftOf(c);
  if (!seen) return answer(c, notFound(desk.language));
  const { language } = desk;
  const title = say(PROGRAMME.adopt, language);
  const values = Object.fromEntries(Object.keys(adoptForm.fields).map((name) => [name, textOf(typed[name])]));
  return answer(c, {
    title: `${title}: ${seen.line.title}`,
    crumbs: crumbsTo(desk, seen, title),
    failed: refusals.length > 0,
    status: refusals.length > 0 ? 422 : 200,
    data: refusals.length > 0 ? { refusals } : { programme: seen.line.id },
    view: () => (
      <>
        <h1>{title}</h1>
        <p class="hint">{seen.line.title}</p>
        <RecordForm
          record={adoptForm}
          language={language}
          action={paths.programme(seen.line.id, 'adopt')}
          verb={PROGRAMME.adopt}
          values={values}
          refusals={refusals}
          cancelHref={paths.programme(seen.line.id)}
        >
          {refusals.some((one) => one.waivable) ? (
            <ReasonField language={language} value={textOf(typed.reason)} refusals={refusals} warning />
          ) : null}
        </RecordForm>
      </>
    ),
  });
}

/** First shown once more with what it leads to, then done. */
async function adopt(c: Context<Env>): Promise<Response> {
  const desk = deskOf(c);
  const seen = await draftOf(c);
  if (!seen) return answer(c, notFound(desk.language));
  const typed = await typedOf(c);
  if (isToCheck(c, typed)) {
    const checked = await checkInput(desk, adoptForm, typed);
    return checked.ok
      ? answer(c, checkAnswer(desk, seen, typed, checked.value.facts))
      : adoptPage(c, typed, checked.refusals);
  }
  const outcome = await adoptProgramme(desk, seen.line.id, typed);
  if (!outcome.ok) return adoptPage(c, typed, outcome.refusals);
  if (c.get('format') === 'json') return c.json(outcome.value);
  return c.redirect(paths.programme(seen.line.id), 303);
}

function checkAnswer(
  desk: Desk,
  seen: SeenProgramme,
  typed: Typed,
  facts: { label: string; value: string }[],
): Answer {
  const { language } = desk;
  const title = say(PROGRAMME.adopt, language);
  const count = {
    label: say(PROGRAMME.itemsCount, language),
    value: formatCount(seen.items.length, language),
  };
  return {
    title: `${title}: ${seen.line.title}`,
    crumbs: crumbsTo(desk, seen, title),
    data: { checked: facts },
    view: () => (
      <>
        <h1>{title}</h1>
        <p class="hint">{seen.line.title}</p>
        <CheckPage
          language={language}
          verb={PROGRAMME.adopt}
          action={paths.programme(seen.line.id, 'adopt')}
          facts={[...facts, count]}
          consequences={[say(PROGRAMME.adoptResult, language)]}
          hidden={confirmedWith(typed, [...Object.keys(adoptForm.fields), 'reason'])}
          backHref={paths.programme(seen.line.id, 'adopt')}
        />
      </>
    ),
  };
}
