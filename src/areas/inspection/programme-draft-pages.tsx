/** A draft is made in two looks: whose and for which year, then what is proposed and why; people choose. */
import type { Context } from 'hono';
import { read } from '../../db/door.ts';
import { isId, newId } from '../../kernel/id.ts';
import { formatCount } from '../../kernel/number.ts';
import type { Refusal } from '../../kernel/refusal.ts';
import type { Language } from '../../kernel/words.ts';
import { type Typed, textOf } from '../../records/input.ts';
import { mayWrite } from '../../records/store.ts';
import { unitOn } from '../../reports/store.ts';
import { type Answer, answer, type Desk, deskOf, type Env, notFound } from '../../web/desk.tsx';
import { FieldInput } from '../../web/parts/field-input.tsx';
import { ErrorSummary } from '../../web/parts/notice.tsx';
import { Hidden } from '../../web/parts/record-form.tsx';
import { Verbs } from '../../web/parts/verbs.tsx';
import { paths } from '../../web/paths.ts';
import type { Route } from '../../web/route.ts';
import { typedOf } from '../../web/typed.ts';
import { say } from '../../web/words.ts';
import { BODY_KINDS, type BodyKind } from '../organisation/contract.ts';
import { BECAUSE, NATURES } from './codes.ts';
import { programmeItem } from './contract.ts';
import { draftProgramme } from './programme-acts.ts';
import { draftForm } from './programme-forms.ts';
import { ownUnit, yearAsked } from './programme-seen-pages.tsx';
import { type BodyLine, bodiesOf } from './programme-store.ts';
import { DRAFT, PROGRAMMES } from './programme-words.ts';
import { type Proposal, proposalsFor } from './proposals.ts';

export function draftRoutes(): Route[] {
  const common = { path: paths.draftProgramme(), who: 'signed_in', table: 'case' } as const;
  return [
    {
      ...{ ...common, method: 'get', takes: ['year', 'body'], audit: 'none' },
      handle: (c) => blank(c, c.req.query(), []),
    },
    {
      ...{ ...common, method: 'post', takes: ['id', ...Object.keys(draftForm.fields), 'propose'] },
      audit: 'draft programme',
      handle: record,
    },
  ] as Route[];
}

type Loaded = { bodies: BodyLine[]; body: BodyLine | undefined; unitName: string; proposals: Proposal[] };

/** The bodies of the own unit, and what is proposed for the one chosen; undefined for whoever may not plan. */
async function load(desk: Desk, year: number, wanted: string): Promise<Loaded | undefined> {
  const own = ownUnit(desk);
  const today = desk.clock.today();
  if (!own) return undefined;
  return read(desk, async (tx) => {
    if (!(await mayWrite(tx, programmeItem.name))) return undefined;
    const bodies = await bodiesOf(tx, own, today);
    const body = isId(wanted) ? bodies.find(({ id }) => id === wanted) : undefined;
    const unit = await unitOn(tx, own, today);
    const proposals = body ? await proposalsFor(tx, { body: body.id, unit: own, year, today }) : [];
    return { bodies, body, unitName: unit?.name ?? '', proposals };
  });
}

async function blank(c: Context<Env>, typed: Typed, refusals: readonly Refusal[]): Promise<Response> {
  const desk = deskOf(c);
  const year = yearAsked(desk, textOf(typed.year));
  const loaded = await load(desk, year, textOf(typed.body));
  if (!loaded) return answer(c, notFound(desk.language));
  return answer(c, draftAnswer(desk, year, loaded, typed, refusals));
}

async function record(c: Context<Env>): Promise<Response> {
  const desk = deskOf(c);
  const typed = await typedOf(c);
  if (!(await load(desk, yearAsked(desk, textOf(typed.year)), ''))) return answer(c, notFound(desk.language));
  const outcome = await draftProgramme(desk, typed);
  if (!outcome.ok) return blank(c, typed, outcome.refusals);
  if (c.get('format') === 'json') return c.json(outcome.value, outcome.value.already ? 200 : 201);
  return c.redirect(paths.programme(outcome.value.id), 303);
}

function draftAnswer(
  desk: Desk,
  year: number,
  loaded: Loaded,
  typed: Typed,
  refusals: readonly Refusal[],
): Answer {
  const { language } = desk;
  const title = say(DRAFT.title, language);
  return {
    title,
    crumbs: [
      { label: say(PROGRAMMES.title, language), href: paths.programmes({ year: String(year) }) },
      { label: title },
    ],
    failed: refusals.length > 0,
    status: refusals.length > 0 ? 422 : 200,
    data: refusals.length > 0 ? { refusals } : { year, bodies: loaded.bodies, proposals: loaded.proposals },
    view: () => (
      <div class="dossier">
        <h1>{title}</h1>
        <ErrorSummary refusals={refusals} language={language} fields={['title']} />
        <Choose loaded={loaded} year={year} language={language} />
        {loaded.body ? (
          <Proposals desk={desk} year={year} loaded={loaded} typed={typed} refusals={refusals} />
        ) : null}
      </div>
    ),
  };
}

const Choose = ({ loaded, year, language }: { loaded: Loaded; year: number; language: Language }) =>
  loaded.bodies.length === 0 ? (
    <p class="empty">{say(DRAFT.noBodies, language)}</p>
  ) : (
    <section aria-labelledby="choose">
      <h2 id="choose">{say(DRAFT.choose, language)}</h2>
      <form method="get" action={paths.draftProgramme()} class="filter-row">
        <div class="filter">
          <label class="ds-label" for="draft-body">
            {say(PROGRAMMES.body, language)}
          </label>
          <select class="ds-input" id="draft-body" name="body">
            {loaded.bodies.map(({ id, kind }) => (
              <option value={id} selected={id === loaded.body?.id}>
                {say(BODY_KINDS[kind as BodyKind], language)}
              </option>
            ))}
          </select>
        </div>
        <div class="filter">
          <label class="ds-label" for="draft-year">
            {say(PROGRAMMES.year, language)}
          </label>
          <input
            class="ds-input"
            id="draft-year"
            name="year"
            inputmode="numeric"
            size={6}
            value={String(year)}
          />
        </div>
        <div class="filter-verbs">
          <button class="ds-button" data-variant="secondary" type="submit">
            {say(DRAFT.propose, language)}
          </button>
        </div>
      </form>
    </section>
  );

type ProposalsProps = {
  desk: Desk;
  year: number;
  loaded: Loaded;
  typed: Typed;
  refusals: readonly Refusal[];
};

const Proposals = ({ desk, year, loaded, typed, refusals }: ProposalsProps) => {
  const { language } = desk;
  const { body, unitName, proposals } = loaded;
  const name = `${BODY_KINDS[body!.kind as BodyKind].vi} ${unitName}`;
  const title = textOf(typed.title) || DRAFT.wantedTitle(name, String(year)).vi;
  const hidden = {
    id: textOf(typed.id) || (newId(desk.clock) as string),
    body: body!.id,
    year: String(year),
  };
  const chosen = [typed.propose].flat().map(textOf);
  return (
    <form class="entry-form" method="post" action={paths.draftProgramme()}>
      <Hidden values={hidden} />
      <FieldInput
        name="title"
        field={draftForm.fields.title!}
        language={language}
        value={title}
        refusals={refusals}
      />
      <fieldset>
        <legend>
          <strong>{say(DRAFT.proposals, language)}</strong>{' '}
          <span class="caption-count">{formatCount(proposals.length, language)}</span>
        </legend>
        <p class="hint">{say(proposals.length > 0 ? DRAFT.proposalsHelp : DRAFT.none, language)}</p>
        {[...Map.groupBy(proposals, ({ because }) => because)].map(([because, some]) => (
          <section aria-labelledby={`because-${because}`}>
            <h3 id={`because-${because}`}>
              {say(BECAUSE[because], language)}{' '}
              <span class="caption-count">{formatCount(some.length, language)}</span>
            </h3>
            {some.map((one) => (
              <Proposed one={one} checked={chosen.includes(one.key)} language={language} />
            ))}
          </section>
        ))}
      </fieldset>
      <Verbs
        language={language}
        verb={DRAFT.make}
        backHref={paths.programmes({ year: String(year) })}
        back={PROGRAMMES.title}
      />
    </form>
  );
};

type ProposedProps = { one: Proposal; checked: boolean; language: Language };

const Proposed = ({ one, checked, language }: ProposedProps) => {
  const id = `propose-${one.key.replace(':', '-')}`;
  const names = one.subjects.map(({ name }) => name).filter(Boolean);
  return (
    <div class="ds-field proposal">
      <input
        class="ds-input"
        type="checkbox"
        id={id}
        name="propose"
        value={one.key}
        checked={checked}
        aria-describedby={`${id}-why`}
      />
      <label class="ds-label" for={id}>
        {`${say(NATURES[one.nature], language)}: ${one.content}`}
      </label>
      <p class="hint" id={`${id}-why`}>
        {say(one.why, language)}
        {names.length > 0 ? ` ${names.join('; ')}` : ''}
      </p>
    </div>
  );
};
