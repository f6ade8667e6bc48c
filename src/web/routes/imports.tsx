/** The import wizard: each step a page of its own, its state with the draft, nothing in the browser. */
import type { Context } from 'hono';
import { read } from '../../db/door.ts';
import { LIMITS, MEGABYTE } from '../../files/inspector/verdict.ts';
import { carryOutImport } from '../../imports/act.ts';
import {
  chooseSheets,
  confirmLetters,
  decideAll,
  decideRow,
  discard,
  judgeNow,
  mapColumns,
  NOT_YOURS,
  openImport,
  type Repair,
  repair,
  resume,
} from '../../imports/commands.ts';
import type { Draft, Answer as Repaired } from '../../imports/draft.ts';
import { isRunning } from '../../imports/jobs.ts';
import { loadDraft, loadDrafts } from '../../imports/store.ts';
import { listsOf } from '../../imports/targets.ts';
import { isId, newId } from '../../kernel/id.ts';
import type { Outcome, Refusal } from '../../kernel/refusal.ts';
import { readInput, type Typed, textOf } from '../../records/input.ts';
import { mayWrite } from '../../records/store.ts';
import { type Answer, answer, type Desk, deskOf, type Env, notFound } from '../desk.tsx';
import { IMPORT, STEPS, type Step } from '../import-words.ts';
import { openSteps, Working } from '../parts/imports/frame.tsx';
import { ImportStart, UNIT_FORM } from '../parts/imports/start.tsx';
import { paths } from '../paths.ts';
import type { Route } from '../route.ts';
import { typedOf } from '../typed.ts';
import { say } from '../words.ts';
import { signaturesOf, stepView } from './import-steps.tsx';
import { returnedAnswer } from './imports-returned.tsx';
import { loadForm } from './load.ts';

type ImportContext = Context<Env>;

const MOST = LIMITS.bytes + MEGABYTE / 4;

/** The names each step's form sends. */
const TAKES: Readonly<Record<Step, readonly string[]>> = {
  sheets: ['sheet', 'from', 'to', 'unit'],
  letters: ['font', 'letters'],
  columns: ['signature', 'column'],
  faults: ['group', 'answer', 'text'],
  compare: ['row', 'field', 'how', 'paper', 'which', 'only', 'page', 'outcome'],
  result: [],
};

export function importRoutes(): Route[] {
  const common = { who: 'signed_in', table: 'attached', audit: 'none' } as const;
  const steps = Object.keys(STEPS) as Step[];
  const post = (act: string, audit: string, handle: Route['handle']): Route => ({
    ...common,
    ...{ method: 'post', path: `/imports/:id/${act}`, takes: [], audit, handle },
  });
  return [
    {
      ...common,
      method: 'get',
      path: '/imports',
      takes: [],
      handle: async (c) => answer(c, await startAnswer(deskOf(c), {}, [])),
    },
    {
      ...common,
      ...{ method: 'post', path: '/imports', takes: ['id', 'file', 'list', 'unit'], most: MOST },
      audit: 'open import',
      handle: handIn,
    },
    { ...common, method: 'get', path: '/imports/:id', takes: [], handle: open },
    ...steps.map(
      (step): Route => ({
        ...common,
        ...{ method: 'get', path: `/imports/:id/${step}`, takes: ['outcome', 'page'] },
        handle: (c) => show(c, step, []),
      }),
    ),
    ...steps
      .filter((step) => step !== 'result')
      .map(
        (step): Route => ({
          ...common,
          ...{ method: 'post', path: `/imports/:id/${step}`, takes: TAKES[step] },
          handle: (c) => take(c, step),
        }),
      ),
    {
      ...common,
      method: 'get',
      path: '/imports/:id/returned',
      takes: ['purpose'],
      audit: 'export',
      handle: async (c) => answer(c, await returnedAnswer(deskOf(c), await draftOf(c))),
    },
    post('resume', 'none', goOn),
    { ...post('apply', 'import list', (c) => carryOut(c, 'apply')), stepUp: true },
    { ...post('undo', 'undo import', (c) => carryOut(c, 'undo')), stepUp: true },
    post('discard', 'discard import', giveUp),
  ];
}

const all = (typed: Typed, name: string): string[] =>
  [typed[name] ?? []].flat().map((one) => (typeof one === 'string' ? one : ''));

async function draftOf(c: ImportContext): Promise<Draft | undefined> {
  const id = c.req.param('id') ?? '';
  return isId(id) ? read(deskOf(c), (tx) => loadDraft(tx, id)) : undefined;
}

async function startAnswer(desk: Desk, typed: Typed, refusals: readonly Refusal[]): Promise<Answer> {
  const { drafts, lists } = await read(desk, async (tx) => {
    const open = [];
    for (const list of listsOf(desk.catalogue))
      if (desk.reads.has(list.type) && (await mayWrite(tx, list.type))) open.push(list);
    return { drafts: await loadDrafts(tx), lists: open };
  });
  const own = desk.session.mandates.find(({ mandate }) => mandate === desk.session.mandate)?.unit ?? '';
  const form = await loadForm(desk, UNIT_FORM, { unit: textOf(typed.unit) || own });
  const title = say(IMPORT.title, desk.language);
  const failed = refusals.length > 0;
  return {
    title,
    crumbs: [{ label: title }],
    ...(failed ? { failed, status: 422 as const } : {}),
    data: failed ? { refusals } : { imports: drafts.map(({ choices: _, found: __, ...draft }) => draft) },
    view: () => (
      <ImportStart
        language={desk.language}
        id={newId(desk.clock)}
        lists={lists}
        list={textOf(typed.list) || (lists[0]?.key ?? '')}
        unit={textOf(form.values.unit)}
        units={form.options.unit}
        suggestHref={form.suggestHrefs.unit}
        drafts={drafts}
        refusals={refusals}
      />
    ),
  };
}

async function handIn(c: ImportContext): Promise<Response> {
  const desk = deskOf(c);
  const typed = await typedOf(c);
  const file = [typed.file].flat().at(-1);
  const unit = await read(desk, (tx) => readInput(tx, desk.catalogue, UNIT_FORM, typed));
  const outcome = unit.ok
    ? await openImport(desk, {
        ...{ id: textOf(typed.id), list: textOf(typed.list), unit: String(unit.value.unit) },
        name: file instanceof File ? file.name : '',
        bytes: file instanceof File ? new Uint8Array(await file.arrayBuffer()) : new Uint8Array(),
      })
    : unit;
  if (!outcome.ok) return answer(c, await startAnswer(desk, typed, outcome.refusals));
  if (c.get('format') === 'json') return c.json(outcome.value, 201);
  return c.redirect(paths.import(outcome.value.id), 303);
}

/** The furthest step: where whoever comes back goes on. */
async function open(c: ImportContext): Promise<Response> {
  const draft = await draftOf(c);
  if (!draft) return answer(c, notFound(deskOf(c).language));
  if (c.get('format') === 'json') return c.json(draft);
  if (draft.state === 'reading' || draft.state === 'judging') return working(c, draft);
  if (draft.found.refusal) return show(c, 'sheets', [draft.found.refusal]);
  const steps = openSteps(draft);
  const step = draft.state === 'judged' && draft.own ? 'faults' : steps.at(-1)!;
  return c.redirect(paths.importStep(draft.id, step), 303);
}

function working(c: ImportContext, draft: Draft): Response | Promise<Response> {
  const desk = deskOf(c);
  const runs = isRunning(draft.id);
  // Without script the page asks again by itself.
  if (runs) c.header('Refresh', `3; url=${paths.import(draft.id)}`);
  const title = say(IMPORT.title, desk.language);
  return answer(c, {
    title,
    crumbs: [{ label: title, href: paths.imports() }, { label: draft.name }],
    data: { state: draft.state, progress: draft.progress, runs },
    view: () => <Working draft={draft} language={desk.language} isRunning={runs} />,
  });
}

async function show(c: ImportContext, step: Step, refusals: readonly Refusal[]): Promise<Response> {
  const desk = deskOf(c);
  const draft = await draftOf(c);
  if (!draft) return answer(c, notFound(desk.language));
  if (draft.state === 'reading' || draft.state === 'judging') return working(c, draft);
  if (!draft.found.refusal && !openSteps(draft).includes(step))
    return c.redirect(paths.import(draft.id), 303);
  const { data, view } = await stepView(desk, draft, step, c.req.query(), refusals);
  const title = `${say(STEPS[step], desk.language)}: ${draft.name}`;
  return answer(c, {
    title,
    crumbs: [{ label: say(IMPORT.title, desk.language), href: paths.imports() }, { label: draft.name }],
    ...(refusals.length > 0 ? { failed: true, status: 422 as const } : {}),
    data: refusals.length > 0 ? { refusals } : data,
    view,
  });
}

async function take(c: ImportContext, step: Exclude<Step, 'result'> | Step): Promise<Response> {
  const desk = deskOf(c);
  const [draft, typed] = [await draftOf(c), await typedOf(c)];
  if (!draft || draft.state === 'reading' || draft.state === 'judging')
    return answer(c, notFound(desk.language));
  if (!draft.own) return show(c, step, [NOT_YOURS]);
  const { outcome, next } = await TAKEN[step as keyof typeof TAKEN](desk, draft, typed);
  if (!outcome.ok) return show(c, step, outcome.refusals);
  if (c.get('format') === 'json') return c.json({ id: draft.id, next });
  return c.redirect(next, 303);
}

type Taken = Promise<{ outcome: Outcome<unknown>; next: string }>;

const TAKEN: Readonly<Record<Exclude<Step, 'result'>, (desk: Desk, draft: Draft, typed: Typed) => Taken>> = {
  async sheets(desk, draft, typed) {
    const [from, to, unit] = [all(typed, 'from'), all(typed, 'to'), all(typed, 'unit')];
    const visible = (draft.found.sheets ?? []).flatMap((sheet, i) => (sheet.rows > 0 ? [i] : []));
    const chosen = all(typed, 'sheet')
      .map(Number)
      .filter((sheet) => visible.includes(sheet));
    const sheets = chosen.map((sheet) => {
      const at = visible.indexOf(sheet);
      return { sheet, from: Number(from[at]), to: Number(to[at]), unit: unit[at] ?? '' };
    });
    return {
      outcome: await chooseSheets(desk, draft.id, sheets),
      next: paths.importStep(draft.id, 'letters'),
    };
  },
  async letters(desk, draft, typed) {
    const letters = all(typed, 'letters');
    const chosen = all(typed, 'font').map((font, i) => [font, letters[i] ?? ''] as const);
    const outcome = await confirmLetters(desk, draft.id, Object.fromEntries(chosen));
    return { outcome, next: paths.importStep(draft.id, 'columns') };
  },
  async columns(desk, draft, typed) {
    const outcome = await mapColumns(desk, draft, textOf(typed.signature), all(typed, 'column'));
    if (!outcome.ok) return { outcome, next: '' };
    const isWhole = await everyLayout(desk, outcome.value);
    if (isWhole) await judgeNow(desk, draft.id);
    return { outcome, next: isWhole ? paths.import(draft.id) : paths.importStep(draft.id, 'columns') };
  },
  async faults(desk, draft, typed) {
    const [answers, texts] = [all(typed, 'answer'), all(typed, 'text')];
    const repairs = all(typed, 'group').flatMap((group, i): Repair[] => {
      const answered =
        answers[i] === 'text' ? (`=${texts[i] ?? ''}` as const) : (answers[i] as Repaired | '');
      return answered ? readGroup(group, answered) : [];
    });
    return { outcome: await repair(desk, draft.id, repairs), next: paths.import(draft.id) };
  },
  async compare(desk, draft, typed) {
    const next = paths.importStep(draft.id, 'compare', {
      outcome: textOf(typed.outcome) || undefined,
      page: textOf(typed.page) || undefined,
    });
    const [sheet, line] = textOf(typed.row).split(':').map(Number);
    const fields = all(typed, 'field');
    if (sheet === undefined || line === undefined) {
      const how = textOf(typed.how) === 'theirs' ? 'theirs' : 'ours';
      const only = textOf(typed.only) === 'fills' ? 'fills' : 'differs';
      await decideAll(desk, draft.id, fields[0] ?? '', only, how);
      return { outcome: { ok: true, value: null }, next };
    }
    const [how, paper] = [all(typed, 'how'), all(typed, 'paper')];
    const decisions = fields.map((field, i) => ({ field, how: how[i] ?? '', paper: paper[i] ?? '' }));
    return { outcome: await decideRow(desk, draft, { sheet, line }, decisions, textOf(typed.which)), next };
  },
};

/** Whether every chosen sheet's columns were said. */
async function everyLayout(desk: Desk, draft: Draft): Promise<boolean> {
  const wanted = await signaturesOf(desk, draft);
  return wanted.every((signature) => draft.choices.columns?.[signature]);
}

const isAnswer = (given: string): boolean => given.startsWith('=') || /^(mend|keep|return)$/.test(given);

function readGroup(group: string, given: string): Repair[] {
  if (!isAnswer(given)) return [];
  try {
    const [column, code, typed] = JSON.parse(group) as unknown[];
    return typeof column === 'string' && typeof code === 'string' && typeof typed === 'string'
      ? [{ column, code, typed, answer: given as Repaired }]
      : [];
  } catch {
    return [];
  }
}

async function goOn(c: ImportContext): Promise<Response> {
  const draft = await draftOf(c);
  if (!draft) return answer(c, notFound(deskOf(c).language));
  await resume(deskOf(c), draft);
  return c.redirect(paths.import(draft.id), 303);
}

async function carryOut(c: ImportContext, op: 'apply' | 'undo'): Promise<Response> {
  const desk = deskOf(c);
  const draft = await draftOf(c);
  if (!draft) return answer(c, notFound(desk.language));
  const outcome = await carryOutImport(desk, draft.id, op);
  if (!outcome.ok) return show(c, 'result', outcome.refusals);
  if (c.get('format') === 'json') return c.json(outcome.value, outcome.value.already ? 200 : 201);
  const { proposal } = outcome.value;
  return c.redirect(proposal ? paths.approval(proposal) : paths.importStep(draft.id, 'result'), 303);
}

async function giveUp(c: ImportContext): Promise<Response> {
  const desk = deskOf(c);
  const draft = await draftOf(c);
  if (!draft) return answer(c, notFound(desk.language));
  const outcome = await discard(desk, draft);
  return outcome.ok ? c.redirect(paths.imports(), 303) : show(c, 'result', outcome.refusals);
}
