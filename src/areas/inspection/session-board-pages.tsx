/** All open sessions by stage; opening one from a lead; extending the time of one. */
import type { Context } from 'hono';
import { read } from '../../db/door.ts';
import { isId, newId } from '../../kernel/id.ts';
import { formatCount } from '../../kernel/number.ts';
import { daysBetween, formatDate, type PlainDate } from '../../kernel/plain-date.ts';
import type { Outcome, Refusal } from '../../kernel/refusal.ts';
import type { Language, Words } from '../../kernel/words.ts';
import type { Recorded } from '../../records/commands.ts';
import type { RecordType } from '../../records/define.ts';
import { type Typed, textOf } from '../../records/input.ts';
import { mayWrite } from '../../records/store.ts';
import { type Answer, answer, type Desk, deskOf, type Env, notFound } from '../../web/desk.tsx';
import type { FormValues } from '../../web/look.ts';
import { ToolLinks } from '../../web/parts/links.tsx';
import { Tag } from '../../web/parts/notice.tsx';
import { ReasonField } from '../../web/parts/reason-field.tsx';
import { RecordForm } from '../../web/parts/record-form.tsx';
import { paths } from '../../web/paths.ts';
import type { Route } from '../../web/route.ts';
import { loadForm } from '../../web/routes/load.ts';
import type { Crumb } from '../../web/shell.tsx';
import { typedOf } from '../../web/typed.ts';
import { daysLeft, say } from '../../web/words.ts';
import { BODY_KINDS, type BodyKind } from '../organisation/contract.ts';
import { inspection } from './contract.ts';
import { SESSION_MACHINES, SESSION_STATES, type SessionState } from './machines.ts';
import { extendSession, inspectOnSigns } from './session-acts.ts';
import { extendForm, onSignsForm } from './session-forms.ts';
import { crumbsOf, sessionSeen } from './session-seen-pages.tsx';
import { type BoardCard, boardCards, signalLine } from './session-store.ts';
import { BOARD, SESSION, SIGNS } from './session-words.ts';
import { signal } from './signal.ts';

export function sessionBoardRoutes(): Route[] {
  const get = { method: 'get', who: 'signed_in', table: 'case' } as const;
  const post = { ...get, method: 'post' } as const;
  const extend = { path: '/inspection/:id/extend', opens: inspection.name };
  const inspect = { path: '/signal/:id/inspect', opens: signal.name };
  return [
    {
      ...get,
      path: paths.sessionBoard(),
      takes: ['unit'],
      audit: 'none',
      handle: async (c: Context<Env>) => answer(c, await boardAnswer(deskOf(c), c.req.query('unit'))),
    },
    { ...get, ...extend, takes: [], audit: 'open', handle: (c) => page(c, extendPage, {}, []) },
    {
      ...{ ...post, ...extend, takes: [...Object.keys(extendForm.fields), 'reason'] },
      ...{ audit: 'extend session', handle: (c: Context<Env>) => sent(c, extendPage) },
    },
    { ...get, ...inspect, takes: [], audit: 'open', handle: (c) => page(c, signsPage, {}, []) },
    {
      ...{ ...post, ...inspect, takes: ['id', ...Object.keys(onSignsForm.fields), 'reason'] },
      ...{ audit: 'open on signs', handle: (c: Context<Env>) => sent(c, signsPage) },
    },
  ];
}

const STATES = Object.keys(SESSION_STATES) as SessionState[];

/** The state a step leads to; before the first, preparing. All three ways share their steps. */
const stateAfter = (step: string | null): SessionState =>
  step === null ? 'preparing' : (SESSION_MACHINES[0]!.steps[step]!.to as SessionState);

async function boardAnswer(desk: Desk, unit: string | undefined): Promise<Answer> {
  const { language } = desk;
  if (!desk.reads.has(inspection.name)) return notFound(language);
  const { cards, mayEnter } = await read(desk, async (tx) => ({
    cards: await boardCards(tx, unit && isId(unit) ? unit : null),
    mayEnter: await mayWrite(tx, inspection.name),
  }));
  const columns = Map.groupBy(cards, ({ lastStep }) => stateAfter(lastStep));
  const title = say(BOARD.title, language);
  return {
    title,
    crumbs: [{ label: title }],
    data: { sessions: cards },
    view: () => (
      <>
        <h1>{title}</h1>
        <div class="list-bar">
          <p>
            <a href={paths.list(inspection.name)}>{say(BOARD.list, language)}</a>
          </p>
          <div class="tools">
            {mayEnter ? (
              <a class="ds-button" data-variant="secondary" href={paths.enter(inspection.name)}>
                {say(BOARD.enter, language)}
              </a>
            ) : null}
            <ToolLinks language={language} />
          </div>
        </div>
        {cards.length === 0 ? <p class="empty">{say(BOARD.empty, language)}</p> : null}
        <div class="board">
          {STATES.map((state) => (
            <Column desk={desk} state={state} cards={columns.get(state) ?? []} mayWrite={mayEnter} />
          ))}
        </div>
      </>
    ),
  };
}

type ColumnProps = { desk: Desk; state: SessionState; cards: readonly BoardCard[]; mayWrite: boolean };

/** Cards of one state; steps that lead to the same state stand together. */
const Column = ({ desk, state, cards, mayWrite }: ColumnProps) => {
  const { language } = desk;
  if (cards.length === 0) return null;
  const all = [...new Map(cards.map(({ lastStep, of }) => [lastStep, of])).values()].reduce(
    (a, b) => a + b,
    0,
  );
  return (
    <section class="column" aria-labelledby={`state-${state}`}>
      <h2 id={`state-${state}`}>
        {say(SESSION_STATES[state].words, language)}{' '}
        <span class="caption-count">{formatCount(all, language)}</span>
      </h2>
      <ul>
        {cards.map((card) => (
          <Card card={card} today={desk.clock.today()} language={language} mayWrite={mayWrite} />
        ))}
      </ul>
      {all > cards.length ? (
        <p>
          <a href={paths.list(inspection.name)}>{say(BOARD.more(formatCount(all, language)), language)}</a>
        </p>
      ) : null}
    </section>
  );
};

type CardProps = { card: BoardCard; today: PlainDate; language: Language; mayWrite: boolean };

const Card = ({ card, today, language, mayWrite }: CardProps) => {
  const left = card.dueOn ? daysBetween(today, card.dueOn) : null;
  return (
    <li class="card">
      <a class="card-name" href={paths.session(card.id)}>
        {card.title}
      </a>
      <span class="hint">
        {[card.number, say(BODY_KINDS[card.bodyKind as BodyKind], language), card.unitName ?? ''].join(', ')}
      </span>
      <span class="hint">{`${say(BOARD.opened, language)} ${formatDate(card.openedOn, language)}`}</span>
      {card.dueOn && left !== null ? (
        <span>
          {`${say(BOARD.due, language)} ${formatDate(card.dueOn, language)} `}
          <Tag tone={left < 0 ? 'danger' : 'neutral'}>{say(daysLeft(left), language)}</Tag>
        </span>
      ) : null}
      {mayWrite ? (
        <a class="ds-button" data-variant="secondary" href={`${paths.session(card.id)}#next`}>
          {say(BOARD.next, language)}
          <span class="ds-sr-only">{`: ${card.title}`}</span>
        </a>
      ) : null}
    </li>
  );
};

/** A page with one form: what it is about, and what sending it does; undefined for whoever may not. */
type FormPage = {
  title: Words;
  help: Words;
  about: string;
  form: RecordType;
  action: string;
  back: string;
  crumbs: (last: string) => Crumb[];
  initial: Typed;
  act: (typed: Typed) => Promise<Outcome<Recorded>>;
  to: (id: string) => string;
};
type Find = (desk: Desk, id: string) => Promise<FormPage | undefined>;

const extendPage: Find = async (desk, id) => {
  const seen = await sessionSeen(desk, id);
  if (!seen?.mayWrite) return undefined;
  return {
    ...{ title: SESSION.extend, help: SESSION.extendHelp, about: seen.line.title, form: extendForm },
    ...{ action: paths.session(id, 'extend'), back: paths.session(id), initial: { body: seen.line.body } },
    crumbs: (last) => crumbsOf(desk, seen, last),
    act: (typed) => extendSession(desk, seen.line, typed),
    to: () => paths.session(id),
  };
};

const signsPage: Find = async (desk, id) => {
  if (!desk.reads.has(signal.name) || !isId(id)) return undefined;
  const lead = await read(desk, async (tx) =>
    (await mayWrite(tx, signal.name)) ? signalLine(tx, id) : undefined,
  );
  if (!lead || lead.outcome !== null) return undefined;
  const list = { label: say(signal.words.many, desk.language), href: paths.list(signal.name) };
  return {
    ...{ title: SIGNS.open, help: SIGNS.help, about: lead.number, form: onSignsForm },
    ...{
      action: paths.openOnSigns(id),
      back: paths.record(signal.name, id),
      initial: { id: newId(desk.clock) },
    },
    crumbs: (last) => [list, { label: lead.number, href: paths.record(signal.name, id) }, { label: last }],
    act: (typed) => inspectOnSigns(desk, id, typed),
    to: (made) => paths.session(made),
  };
};

async function page(
  c: Context<Env>,
  find: Find,
  typed: Typed,
  refusals: readonly Refusal[],
): Promise<Response> {
  const desk = deskOf(c);
  const found = await find(desk, c.req.param('id') ?? '');
  return answer(c, found ? await formAnswer(desk, found, typed, refusals) : notFound(desk.language));
}

async function sent(c: Context<Env>, find: Find): Promise<Response> {
  const desk = deskOf(c);
  const found = await find(desk, c.req.param('id') ?? '');
  if (!found) return answer(c, notFound(desk.language));
  const typed = await typedOf(c);
  const outcome = await found.act(typed);
  if (!outcome.ok) return answer(c, await formAnswer(desk, found, typed, outcome.refusals));
  if (c.get('format') === 'json') return c.json(outcome.value, outcome.value.already ? 200 : 201);
  return c.redirect(found.to(outcome.value.id), 303);
}

async function formAnswer(
  desk: Desk,
  found: FormPage,
  typed: Typed,
  refusals: readonly Refusal[],
): Promise<Answer> {
  const { language } = desk;
  const title = say(found.title, language);
  const given = { ...found.initial, ...typed };
  const { options, values, suggestHrefs } = await loadForm(desk, found.form, given as FormValues);
  const id = textOf(given.id);
  return {
    title: `${title}: ${found.about}`,
    crumbs: found.crumbs(title),
    failed: refusals.length > 0,
    status: refusals.length > 0 ? 422 : 200,
    data: refusals.length > 0 ? { refusals } : { about: found.about },
    view: () => (
      <>
        <h1>{title}</h1>
        <p class="hint">{found.about}</p>
        <p>{say(found.help, language)}</p>
        <RecordForm
          record={found.form}
          language={language}
          action={found.action}
          verb={found.title}
          values={values}
          refusals={refusals}
          options={options}
          suggestHrefs={suggestHrefs}
          hidden={id ? { id } : {}}
          cancelHref={found.back}
        >
          {refusals.some((one) => one.waivable) ? (
            <ReasonField language={language} value={textOf(typed.reason)} refusals={refusals} warning />
          ) : null}
        </RecordForm>
      </>
    ),
  };
}
