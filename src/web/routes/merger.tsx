/** The merger kit: a draft with its operations, what would follow, a dry run, and putting it before a second person. */
import type { Context } from 'hono';
import { proposalsSeen } from '../../approvals/commands.ts';
import { membersOfUnits } from '../../areas/membership/contract.ts';
import { operationFacts } from '../../areas/organisation/act-facts.ts';
import { proposeReorganisation } from '../../areas/organisation/acts.ts';
import {
  actOf,
  changeOperations,
  type Draft,
  earlier,
  headRefusals,
  operationsOf,
  reorganisationDraft,
  without,
} from '../../areas/organisation/draft.ts';
import { type ReadAct, readAct } from '../../areas/organisation/input.ts';
import { isOperation, OPERATION_NAMES, readOperationForm } from '../../areas/organisation/operation-form.ts';
import { type Preview, previewOf, tryOut } from '../../areas/organisation/preview.ts';
import { hasAct } from '../../areas/organisation/store.ts';
import { type Reader, read } from '../../db/door.ts';
import { isId } from '../../kernel/id.ts';
import { type Outcome, type Refusal, refused } from '../../kernel/refusal.ts';
import type { Recorded } from '../../records/commands.ts';
import { textOf } from '../../records/input.ts';
import { loadRecord, loadRecords, mayWrite } from '../../records/store.ts';
import { type Answer, answer, type Desk, deskOf, type Env, notFound } from '../desk.tsx';
import { DraftView } from '../parts/merger-draft.tsx';
import { paths } from '../paths.ts';
import type { Route } from '../route.ts';
import { typedOf } from '../typed.ts';
import { say } from '../words.ts';
import { fromFileAnswer, loadInto, startFromFile } from './merger-file.tsx';
import { operationAnswer } from './merger-operation.tsx';
import { proposed } from './records.tsx';

export function mergerRoutes(): Route[] {
  const common = { who: 'signed_in', table: 'unit' } as const;
  const one = '/reorganisation_draft/:id';
  const fromFile = { ...common, path: paths.draftFromFile(), takes: ['file', 'text'] };
  const show = (path: string, takes: readonly string[], handle: Route['handle']): Route => ({
    ...{ ...common, method: 'get', path, takes, audit: 'none', handle },
  });
  const write = (verb: string, takes: readonly string[], audit: string, handle: Route['handle']): Route => ({
    ...{ ...common, method: 'post', path: `${one}/${verb}`, takes, audit, handle },
  });
  return [
    {
      ...fromFile,
      method: 'get',
      audit: 'none',
      handle: (c) => answer(c, fromFileAnswer(deskOf(c), '', [])),
    },
    { ...fromFile, method: 'post', audit: 'enter', handle: startFromFile },
    show(one, [], (c) => withDraft(c, (desk, draft) => draftAnswer(desk, draft))),
    show(`${one}/add`, OPERATION_NAMES, addForm),
    write('add', OPERATION_NAMES, 'change operations', add),
    write('remove', ['at', 'seen'], 'change operations', (c) => change(c, without)),
    write('earlier', ['at', 'seen'], 'change operations', (c) => change(c, earlier)),
    write('load', ['file', 'text', 'seen'], 'change operations', load),
    write('try', ['reason'], 'try reorganisation', trial),
    write('propose', ['reason'], 'propose reorganise', proposing),
  ];
}

const loadDraft = async (tx: Reader, id: string): Promise<Draft | undefined> =>
  isId(id) ? ((await loadRecord(tx, reorganisationDraft, id)) as Draft | undefined) : undefined;

/** The draft of the address, or the page that there is none. */
async function withDraft(
  c: Context<Env>,
  work: (desk: Desk, draft: Draft) => Promise<Answer>,
): Promise<Response> {
  const desk = deskOf(c);
  const draft = await read(desk, (tx) => loadDraft(tx, c.req.param('id') ?? ''));
  return answer(c, draft ? await work(desk, draft) : notFound(desk.language));
}

/** The act of a draft as far as it can be worked out: what is missing of its head stands in for the preview alone. */
function actToPreview(draft: Draft, reason: string): ReadAct {
  const { decided_on, effective_on, number, decided_by, ...rest } = actOf(draft);
  return {
    ...rest,
    number: number || '–',
    decided_by: decided_by || '–',
    decided_on: (decided_on || effective_on) as ReadAct['decided_on'],
    effective_on,
    reason,
  };
}

type Outside = { refusals?: readonly Refusal[]; tried?: { type: string; count: number }[]; reason?: string };

export async function draftAnswer(desk: Desk, draft: Draft, outside: Outside = {}): Promise<Answer> {
  const { language } = desk;
  const proposal = (await proposalsSeen(desk)).find(
    ({ kind, state, payload }) => kind === 'reorganise' && state === 'open' && payload.id === draft.id,
  );
  const loaded = await read(desk, (tx) => loadAround(desk, tx, draft));
  const { preview } = loaded;
  const refused = outside.refusals ?? [];
  const title = draft.summary;
  return {
    title,
    crumbs: [
      { label: say(reorganisationDraft.words.many, language), href: paths.list(reorganisationDraft.name) },
      { label: title },
    ],
    failed: refused.length > 0,
    status: refused.length === 0 ? 200 : refused.some(({ code }) => code === 'conflict') ? 409 : 422,
    data: {
      ...(refused.length > 0 ? { refusals: refused } : {}),
      ...(outside.tried ? { tried: outside.tried } : {}),
      draft: { ...actOf(draft), seen: draft.known_from },
      acted: loaded.acted,
      preview: preview && dataOf(preview),
    },
    view: () => (
      <DraftView
        desk={desk}
        draft={draft}
        {...loaded}
        proposal={proposal?.id}
        missing={headRefusals(draft)}
        refusals={refused}
        tried={outside.tried}
        reason={outside.reason ?? ''}
      />
    ),
  };
}

/** Without names: whole lists of members leave by the gate of /person. */
const dataOf = ({ act: _, names, moves, ...rest }: Preview) => ({
  ...rest,
  moves: moves.map(({ persons, ...move }) => ({ ...move, members: persons.length })),
  names: Object.fromEntries(names),
});

async function loadAround(desk: Desk, tx: Reader, draft: Draft) {
  const operations = operationsOf(draft);
  const acted = await hasAct(tx, draft.id);
  const preview =
    acted || operations.length === 0
      ? null
      : await previewOf({ ...desk, tx }, actToPreview(draft, ''), membersOfUnits);
  const persons = await loadRecords(
    tx,
    desk.catalogue.record('person'),
    preview?.moves.flatMap((move) => move.persons).slice(0, MOST_PERSONS) ?? [],
  );
  return {
    acted,
    preview,
    lines: await operationFacts(tx, draft.effective_on, preview?.act.operations ?? operations),
    superior: String((await loadRecord(tx, desk.catalogue.record('unit'), draft.unit))?.name ?? ''),
    mayWrite: !acted && (await mayWrite(tx, reorganisationDraft.name)),
    persons: new Map(persons.map((row) => [row.id, String(row.name)])),
  };
}

/** Names of members that are looked up for one page. */
const MOST_PERSONS = 300;

async function addForm(c: Context<Env>): Promise<Response> {
  const { do: verb = '', ...typed } = c.req.query();
  return withDraft(c, async (desk, draft) =>
    isOperation(verb) ? operationAnswer(desk, draft, verb, typed, []) : notFound(desk.language),
  );
}

async function add(c: Context<Env>): Promise<Response> {
  const desk = deskOf(c);
  const id = c.req.param('id') ?? '';
  const typed = await typedOf(c);
  const verb = textOf(typed.do);
  if (!isOperation(verb)) return answer(c, notFound(desk.language));
  const operations = readOperationForm(verb, typed);
  const outcome = operations.ok
    ? await changeOperations(desk, id, textOf(typed.seen), (had) => [...had, ...operations.value])
    : operations;
  if (outcome.ok) return changed(c, id, outcome);
  return withDraft(c, (d, draft) => operationAnswer(d, draft, verb, typed, outcome.refusals));
}

async function change(c: Context<Env>, how: typeof without): Promise<Response> {
  const id = c.req.param('id') ?? '';
  const { at, seen } = await typedOf(c);
  return changed(c, id, await changeOperations(deskOf(c), id, textOf(seen), how(Number(textOf(at)))));
}

async function load(c: Context<Env>): Promise<Response> {
  const id = c.req.param('id') ?? '';
  return changed(c, id, await loadInto(c, id));
}

async function changed(c: Context<Env>, id: string, outcome: Outcome<null>): Promise<Response> {
  if (!outcome.ok)
    return withDraft(c, (desk, draft) => draftAnswer(desk, draft, { refusals: outcome.refusals }));
  return c.get('format') === 'json' ? c.json({ id }) : c.redirect(paths.draft(id), 303);
}

/** What still stands against the draft, or its act. */
function readyAct(draft: Draft, reason: string): Outcome<ReadAct> {
  const missing = headRefusals(draft);
  return missing.length > 0 ? refused(...missing) : readAct({ ...actOf(draft), reason });
}

async function trial(c: Context<Env>): Promise<Response> {
  const reason = textOf((await typedOf(c)).reason);
  return withDraft(c, async (desk, draft) => {
    const act = readyAct(draft, reason);
    const tried = act.ok ? await tryOut(desk, act.value, membersOfUnits) : act;
    return draftAnswer(desk, draft, {
      reason,
      ...(tried.ok ? { tried: tried.value.rows } : { refusals: tried.refusals }),
    });
  });
}

async function proposing(c: Context<Env>): Promise<Response> {
  const desk = deskOf(c);
  const id = c.req.param('id') ?? '';
  const reason = textOf((await typedOf(c)).reason);
  const draft = await read(desk, (tx) => loadDraft(tx, id));
  if (!draft) return answer(c, notFound(desk.language));
  const act = readyAct(draft, reason);
  const outcome: Outcome<Recorded> = act.ok
    ? await proposeReorganisation(desk, JSON.stringify(act.value), membersOfUnits)
    : act;
  if (!outcome.ok) return answer(c, await draftAnswer(desk, draft, { reason, refusals: outcome.refusals }));
  if (outcome.value.proposal) return proposed(c, outcome.value);
  return c.get('format') === 'json'
    ? c.json(outcome.value)
    : c.redirect(paths.record('reorganisation', id), 303);
}
