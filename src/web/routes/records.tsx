/** Lists, detail pages and forms of every record type: the same five addresses for each. */
import type { Context } from 'hono';
import { newId } from '../../kernel/id.ts';
import type { Outcome } from '../../kernel/refusal.ts';
import type { AnyRow } from '../../records/catalogue.ts';
import { correct, enter, type Recorded, withdraw } from '../../records/commands.ts';
import type { RecordType } from '../../records/define.ts';
import { textOf } from '../../records/input.ts';
import { titleOf } from '../../records/labels.ts';
import { APPROVALS } from '../approval-words.ts';
import { type Answer, answer, type Desk, deskOf, type Env, notFound } from '../desk.tsx';
import { ENTRY } from '../entry-words.ts';
import { type FormValues, toFormValues } from '../look.ts';
import { ConflictView } from '../parts/conflict-view.tsx';
import { ReasonField } from '../parts/reason-field.tsx';
import { RecordForm } from '../parts/record-form.tsx';
import { paths } from '../paths.ts';
import type { Route } from '../route.ts';
import { typedOf } from '../typed.ts';
import { say } from '../words.ts';
import { openingsRoute } from './audit.tsx';
import { loadData, loadDetail, loadForm, suggestions } from './load.ts';
import { list } from './record-list.tsx';
import { dataOf, detailAnswer } from './record-page.tsx';

type RecordContext = Context<Env>;

/** What every list takes beside its filters. */
const IN_LISTS = ['beneath', 'ids', 'after', 'sort', 'purpose'];

/** Routes of one record type. */
export function recordRoutes(type: RecordType): Route[] {
  const fields = Object.keys(type.fields);
  const common = { who: 'signed_in', table: type.class } as const;
  const one = `/${type.name}/:id`;
  // Every address of a sensitive record says that it opens it.
  const opens = (path: string) => (type.sensitive && path.startsWith(one) ? { opens: type.name } : {});
  const show = (
    path: string,
    takes: readonly string[],
    handle: (c: RecordContext) => Promise<Response>,
  ): Route => ({
    ...common,
    method: 'get',
    path,
    takes,
    audit: type.sensitive && path.startsWith(one) ? 'open' : 'none',
    ...opens(path),
    handle,
  });
  const write = (
    path: string,
    takes: readonly string[],
    audit: string,
    handle: (c: RecordContext) => Promise<Response>,
  ): Route => ({
    ...common,
    method: 'post',
    path,
    takes,
    audit,
    ...opens(path),
    handle,
  });
  const reading = [
    {
      ...show(`/${type.name}`, [...fields, 'from', 'to', 'on', 'tree', ...IN_LISTS], (c) => list(c, type)),
      audit: 'export',
    },
    show(paths.suggest(type.name), ['q'], async (c) =>
      c.json(await suggestions(deskOf(c), type, (c.req.query('q') ?? '').slice(0, 100))),
    ),
    show(`/${type.name}/new`, fields, (c) => entryForm(c, type)),
    write(`/${type.name}`, ['id', ...fields, 'reason'], 'enter', (c) => record(c, type)),
    show(one, [], (c) => detail(c, type)),
    ...(type.sensitive ? [openingsRoute(type)] : []),
  ];
  if (type.actOnly) return reading;
  return [
    ...reading,
    show(`${one}/correct`, [], (c) => correctionForm(c, type)),
    write(`${one}/correct`, ['id', 'seen', ...fields, 'reason'], 'correct', (c) => recordCorrection(c, type)),
    show(`${one}/withdraw`, [], (c) => withdrawalForm(c, type)),
    write(`${one}/withdraw`, ['reason'], 'withdraw', (c) => recordWithdrawal(c, type)),
  ];
}

async function detail(c: RecordContext, type: RecordType): Promise<Response> {
  const desk = deskOf(c);
  if (c.get('format') === 'json') {
    const found = await loadData(desk, type, c.req.param('id') ?? '');
    return found ? c.json(dataOf(type, found)) : answer(c, notFound(desk.language));
  }
  const loaded = await loadDetail(desk, type, c.req.param('id') ?? '');
  return answer(c, loaded ? detailAnswer(desk, type, loaded) : notFound(desk.language));
}

async function formAnswer(
  desk: Desk,
  type: RecordType,
  action: string,
  values: FormValues,
  hidden: Record<string, string>,
  outcome: Outcome<Recorded> | null,
  row: AnyRow | null,
): Promise<Answer> {
  const form = await loadForm(desk, type, values);
  const refusals = outcome && !outcome.ok ? outcome.refusals : [];
  const waivable = refusals.some((r) => r.waivable);
  const verb = row ? ENTRY.correct : ENTRY.record;
  const takesTwo = desk.catalogue.behaviour(type.name).twoPersons?.(null, null) !== undefined;
  const one = say(type.words.one, desk.language);
  const title = `${say(verb, desk.language)}: ${one}`;
  return {
    title,
    crumbs: [{ label: say(type.words.many, desk.language), href: paths.list(type.name) }, { label: title }],
    failed: refusals.length > 0,
    status: refusals.length > 0 ? 422 : 200,
    data: refusals.length > 0 ? { refusals } : { fields: type.fields },
    view: () => (
      <>
        <h1>{title}</h1>
        <RecordForm
          record={type}
          language={desk.language}
          action={action}
          verb={takesTwo ? APPROVALS.propose : verb}
          values={form.values}
          refusals={refusals}
          options={form.options}
          suggestHrefs={form.suggestHrefs}
          hidden={hidden}
          cancelHref={row ? paths.record(type.name, row.id) : paths.list(type.name)}
        >
          {takesTwo ? <p class="hint">{say(APPROVALS.proposeHelp, desk.language)}</p> : null}
          {row || waivable || values.reason ? (
            <ReasonField
              language={desk.language}
              value={textOf(values.reason)}
              refusals={refusals}
              warning={!row}
            />
          ) : null}
        </RecordForm>
      </>
    ),
  };
}

async function entryForm(c: RecordContext, type: RecordType): Promise<Response> {
  const desk = deskOf(c);
  if (type.actOnly) return answer(c, notFound(desk.language));
  // Values in the address fill the form: a link from another record can say whom it is about.
  const values = c.req.query();
  return answer(
    c,
    await formAnswer(desk, type, paths.list(type.name), values, { id: newId(desk.clock) }, null, null),
  );
}

async function record(c: RecordContext, type: RecordType): Promise<Response> {
  const desk = deskOf(c);
  if (type.actOnly) return answer(c, notFound(desk.language));
  const typed = await typedOf(c);
  const outcome = await enter(desk, type, typed);
  if (outcome.ok && outcome.value.proposal) return proposed(c, outcome.value);
  if (c.get('format') === 'json' || !outcome.ok) {
    const hidden = { id: textOf(typed.id) };
    if (outcome.ok) return c.json(outcome.value, outcome.value.already ? 200 : 201);
    return answer(
      c,
      await formAnswer(desk, type, paths.list(type.name), typed as FormValues, hidden, outcome, null),
    );
  }
  return c.redirect(paths.record(type.name, outcome.value.id), 303);
}

/** What takes two persons waits for the second: 202 to a program, the proposal itself to a person. */
export function proposed(c: RecordContext, { proposal, ...rest }: Recorded): Response {
  return c.get('format') === 'json'
    ? c.json({ ...rest, proposal }, 202)
    : c.redirect(paths.approval(proposal!), 303);
}

async function correctionForm(c: RecordContext, type: RecordType): Promise<Response> {
  const desk = deskOf(c);
  const loaded = await loadDetail(desk, type, c.req.param('id') ?? '');
  if (!loaded) return answer(c, notFound(desk.language));
  const { row } = loaded;
  const values = toFormValues(type.fields, row);
  const hidden = { seen: String(row.known_from) };
  return answer(c, await formAnswer(desk, type, paths.correct(type.name, row.id), values, hidden, null, row));
}

async function recordCorrection(c: RecordContext, type: RecordType): Promise<Response> {
  const desk = deskOf(c);
  const id = c.req.param('id') ?? '';
  const typed = await typedOf(c);
  const outcome = await correct(desk, type, id, typed, c.get('format') === 'json');
  if (outcome.ok && outcome.value.proposal) return proposed(c, outcome.value);
  if (outcome.ok) {
    return c.get('format') === 'json' ? c.json(outcome.value) : c.redirect(paths.record(type.name, id), 303);
  }
  const loaded = await loadDetail(desk, type, id);
  if (!loaded) return answer(c, await lostAnswer(desk, type, id, typed as FormValues, outcome));
  if (outcome.refusals.some((r) => r.code === 'conflict'))
    return answer(c, conflictAnswer(desk, type, typed as FormValues, loaded, outcome));
  const hidden = { seen: textOf(typed.seen) };
  return answer(
    c,
    await formAnswer(
      desk,
      type,
      paths.correct(type.name, id),
      typed as FormValues,
      hidden,
      outcome,
      loaded.row,
    ),
  );
}

/** The record is not there (any more): what was typed is shown all the same, so that it can be entered elsewhere. */
const lostAnswer = async (
  desk: Desk,
  type: RecordType,
  id: string,
  typed: FormValues,
  outcome: Outcome<Recorded>,
): Promise<Answer> => ({
  ...(await formAnswer(
    desk,
    type,
    paths.correct(type.name, id),
    typed,
    { seen: textOf(typed.seen) },
    outcome,
    null,
  )),
  status: 404,
});

function conflictAnswer(
  desk: Desk,
  type: RecordType,
  mine: FormValues,
  loaded: NonNullable<Awaited<ReturnType<typeof loadDetail>>>,
  outcome: Outcome<Recorded>,
): Answer {
  const title = say(ENTRY.conflict, desk.language);
  const { seen: _, ...typed } = mine;
  return {
    title,
    failed: true,
    status: 409,
    data: { refusals: outcome.ok ? [] : outcome.refusals, stored: loaded.row, typed },
    view: () => (
      <>
        <h1>{title}</h1>
        <ConflictView
          record={type}
          language={desk.language}
          mine={typed}
          stored={toFormValues(type.fields, loaded.row)}
          storedBy={loaded.versions[0]?.by ?? ''}
          labels={loaded.labels}
          action={paths.correct(type.name, loaded.row.id)}
          hidden={{ seen: String(loaded.row.known_from) }}
          keepHref={paths.record(type.name, loaded.row.id)}
        />
      </>
    ),
  };
}

async function withdrawalAnswer(
  desk: Desk,
  type: RecordType,
  id: string,
  outcome: Outcome<Recorded> | null,
  reason = '',
): Promise<Answer> {
  const loaded = await loadDetail(desk, type, id);
  if (!loaded) return notFound(desk.language);
  const refusals = outcome && !outcome.ok ? outcome.refusals : [];
  const heading = titleOf(type, loaded.row, loaded.names, desk.language);
  const title = `${say(ENTRY.withdraw, desk.language)}: ${heading}`;
  return {
    title,
    crumbs: [
      { label: heading, href: paths.record(type.name, id) },
      { label: say(ENTRY.withdraw, desk.language) },
    ],
    failed: refusals.length > 0,
    status: refusals.length > 0 ? 422 : 200,
    data: { refusals },
    view: () => (
      <>
        <h1>{title}</h1>
        <p>{say(ENTRY.withdrawHelp, desk.language)}</p>
        <RecordForm
          record={type}
          only={[]}
          language={desk.language}
          action={paths.withdraw(type.name, id)}
          verb={ENTRY.withdraw}
          values={{}}
          refusals={refusals}
          cancelHref={paths.record(type.name, id)}
        >
          <ReasonField language={desk.language} value={reason} refusals={refusals} warning={false} />
        </RecordForm>
      </>
    ),
  };
}

async function withdrawalForm(c: RecordContext, type: RecordType): Promise<Response> {
  return answer(c, await withdrawalAnswer(deskOf(c), type, c.req.param('id') ?? '', null));
}

async function recordWithdrawal(c: RecordContext, type: RecordType): Promise<Response> {
  const desk = deskOf(c);
  const id = c.req.param('id') ?? '';
  const typed = await typedOf(c);
  const outcome = await withdraw(desk, type, id, typed);
  if (outcome.ok && outcome.value.proposal) return proposed(c, outcome.value);
  if (!outcome.ok) return answer(c, await withdrawalAnswer(desk, type, id, outcome, textOf(typed.reason)));
  return c.get('format') === 'json' ? c.json(outcome.value) : c.redirect(paths.list(type.name), 303);
}
