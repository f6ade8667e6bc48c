/** The forms of a dossier's acts. A step that makes a decision is shown once more before it is recorded. */
import type { Context } from 'hono';
import type { Child } from 'hono/jsx';
import { read } from '../../db/door.ts';
import { newId } from '../../kernel/id.ts';
import { formatCount } from '../../kernel/number.ts';
import { formatDate } from '../../kernel/plain-date.ts';
import type { Outcome, Refusal } from '../../kernel/refusal.ts';
import type { Words } from '../../kernel/words.ts';
import type { Recorded } from '../../records/commands.ts';
import type { RecordType } from '../../records/define.ts';
import { type Typed, textOf } from '../../records/input.ts';
import { type Answer, answer, type Desk, deskOf, type Env, notFound } from '../../web/desk.tsx';
import type { FormValues } from '../../web/look.ts';
import { TakeBackForm } from '../../web/parts/case-step.tsx';
import { CheckPage, confirmedWith, isToCheck } from '../../web/parts/check-page.tsx';
import { Notice } from '../../web/parts/notice.tsx';
import { ReasonField } from '../../web/parts/reason-field.tsx';
import { RecordForm } from '../../web/parts/record-form.tsx';
import { paths } from '../../web/paths.ts';
import type { Route } from '../../web/route.ts';
import { checkInput, loadForm } from '../../web/routes/load.ts';
import { typedOf } from '../../web/typed.ts';
import { say } from '../../web/words.ts';
import { candidate, candidateStep } from './dossier.ts';
import { endDossier, returnDossier, takeBack, takeStep } from './dossier-acts.ts';
import { endForm, returnForm, stepForm } from './dossier-forms.ts';
import { stepLabel } from './dossier-parts-pages.tsx';
import { crumbsTo, type Seen, seenOf } from './dossier-seen-pages.tsx';
import { cellOn, heirOf } from './dossier-store.ts';
import { DOSSIER, STEP_PAGE } from './dossier-words.ts';
import { moveDossier, moveForm } from './move-commands.ts';
import { isStep, STEPS, type StepKey } from './steps.ts';

export function stepRoutes(): Route[] {
  const common = { who: 'signed_in', table: 'unit', opens: candidate.name } as const;
  const step = { ...common, path: '/candidate/:id/step/:step' } as const;
  const names = [...Object.keys(candidateStep.fields), 'reason'];
  const get = { ...common, method: 'get', takes: [], audit: 'open' } as const;
  const post = { ...common, method: 'post' } as const;
  return [
    { ...step, method: 'get', takes: [], audit: 'open', handle: blankStep },
    { ...step, method: 'post', takes: ['id', ...names, 'confirmed'], audit: 'take step', handle: recordStep },
    { ...get, path: '/candidate/:id/return', handle: (c) => blank(c, RETURN) },
    {
      ...post,
      path: '/candidate/:id/return',
      takes: ['id', ...Object.keys(returnForm.fields)],
      audit: 'return dossier',
      handle: (c) => record(c, RETURN),
    },
    { ...get, path: '/candidate/:id/end', handle: (c) => blank(c, END) },
    {
      ...post,
      path: '/candidate/:id/end',
      takes: ['id', ...Object.keys(endForm.fields)],
      audit: 'end dossier',
      handle: (c) => record(c, END),
    },
    { ...get, path: '/candidate/:id/move', handle: (c) => blank(c, MOVE) },
    {
      ...post,
      path: '/candidate/:id/move',
      takes: ['id', ...Object.keys(moveForm.fields)],
      audit: 'move dossier',
      handle: (c) => record(c, MOVE),
    },
    { ...get, path: '/candidate/:id/take-back', handle: (c) => backPage(c, {}, []) },
    {
      ...post,
      path: '/candidate/:id/take-back',
      takes: ['id', 'step', 'reason'],
      audit: 'take back step',
      handle: recordBack,
    },
  ];
}

/** The dossier for whoever may write it. */
async function writable(c: Context<Env>): Promise<Seen | undefined> {
  const seen = await seenOf(deskOf(c), c.req.param('id') ?? '');
  return seen?.mayWrite ? seen : undefined;
}

const stepOf = (c: Context<Env>): StepKey | undefined => {
  const asked = c.req.param('step') ?? '';
  return isStep(asked) ? asked : undefined;
};

async function blankStep(c: Context<Env>): Promise<Response> {
  const desk = deskOf(c);
  const [step, seen] = [stepOf(c), await writable(c)];
  if (!step || !seen) return answer(c, notFound(desk.language));
  return answer(c, await stepAnswer(desk, seen, step, { id: newId(desk.clock) }, []));
}

const MAKES_RECORD = ['admission_decision', 'ceremony', 'recognition_decision'] as const;

async function recordStep(c: Context<Env>): Promise<Response> {
  const desk = deskOf(c);
  const [step, seen] = [stepOf(c), await writable(c)];
  if (!step || !seen) return answer(c, notFound(desk.language));
  const typed = await typedOf(c);
  const official = MAKES_RECORD.find((key) => key === step);
  if (official && isToCheck(c, typed)) {
    const checked = await checkInput(desk, stepForm(step), typed);
    return answer(
      c,
      checked.ok
        ? checkAnswer(desk, seen, official, typed, checked.value.facts)
        : await stepAnswer(desk, seen, step, typed, checked.refusals),
    );
  }
  const outcome = await takeStep(desk, seen.row.id, step, typed);
  if (!outcome.ok) return answer(c, await stepAnswer(desk, seen, step, typed, outcome.refusals));
  return recorded(c, seen, outcome);
}

const recorded = (c: Context<Env>, seen: Seen, outcome: Outcome<Recorded> & { ok: true }): Response =>
  c.get('format') === 'json'
    ? c.json(outcome.value, outcome.value.already ? 200 : 201)
    : c.redirect(paths.dossier(seen.row.id), 303);

async function stepAnswer(
  desk: Desk,
  seen: Seen,
  step: StepKey,
  typed: Typed,
  refusals: readonly Refusal[],
): Promise<Answer> {
  const { language } = desk;
  const form = stepForm(step);
  const books =
    STEPS[step].vote?.of === 'cell'
      ? await read(desk, (tx) => cellOn(tx, seen.row.unit as string, desk.clock.today()))
      : undefined;
  const title = stepLabel(step, language);
  const count = (n: number) => formatCount(n, language);
  return formAnswer(desk, seen, {
    ...{
      title,
      form,
      typed,
      refusals,
      verb: MAKES_RECORD.some((key) => key === step) ? STEP_PAGE.continue : DOSSIER.record,
    },
    action: paths.dossierStep(seen.row.id, step),
    above: (
      <Notice tone="info" title={`${say(STEP_PAGE.needed, language)}: ${say(STEPS[step].paper, language)}`}>
        <p>{say(STEPS[step].actor, language)}</p>
        {books ? (
          <p>
            {say(
              STEP_PAGE.books(count(books.official), count(books.probationary), count(books.exempt)),
              language,
            )}
          </p>
        ) : null}
      </Notice>
    ),
  });
}

type Shown = {
  title: string;
  form: RecordType;
  typed: Typed;
  refusals: readonly Refusal[];
  verb: Words;
  action: string;
  above: Child;
};

async function formAnswer(desk: Desk, seen: Seen, shown: Shown): Promise<Answer> {
  const { language } = desk;
  const { title, form, typed, refusals } = shown;
  const { options, values, suggestHrefs } = await loadForm(desk, form, typed as FormValues);
  const warned = refusals.some((one) => one.waivable);
  return {
    title: `${title}: ${seen.name}`,
    crumbs: crumbsTo(desk, seen, title),
    failed: refusals.length > 0,
    status: refusals.length > 0 ? 422 : 200,
    data: refusals.length > 0 ? { refusals } : { dossier: seen.row.id },
    view: () => (
      <>
        <h1>{title}</h1>
        <p class="hint">{`${seen.name}, ${seen.cell}`}</p>
        {shown.above}
        <RecordForm
          record={form}
          language={language}
          action={shown.action}
          verb={shown.verb}
          values={values}
          refusals={refusals}
          options={options}
          suggestHrefs={suggestHrefs}
          hidden={{ id: textOf(typed.id) }}
          cancelHref={paths.dossier(seen.row.id)}
        >
          {warned ? (
            <ReasonField language={language} value={textOf(typed.reason)} refusals={refusals} warning />
          ) : null}
        </RecordForm>
      </>
    ),
  };
}

function checkAnswer(
  desk: Desk,
  seen: Seen,
  step: (typeof MAKES_RECORD)[number],
  typed: Typed,
  facts: { label: string; value: string }[],
): Answer {
  const { language } = desk;
  const title = stepLabel(step, language);
  return {
    title: `${title}: ${seen.name}`,
    crumbs: crumbsTo(desk, seen, title),
    data: { checked: facts },
    view: () => (
      <>
        <h1>{title}</h1>
        <p class="hint">{`${seen.name}, ${seen.cell}`}</p>
        <CheckPage
          language={language}
          verb={DOSSIER.record}
          action={paths.dossierStep(seen.row.id, step)}
          facts={facts}
          consequences={[say(STEP_PAGE[step], language)]}
          hidden={confirmedWith(typed, ['id', ...Object.keys(stepForm(step).fields), 'reason'])}
          backHref={paths.dossierStep(seen.row.id, step)}
        />
      </>
    ),
  };
}

type ActPage = {
  verb: 'return' | 'end' | 'move';
  words: Words;
  help: Words;
  form: RecordType;
  act: (desk: Desk, id: string, typed: Typed) => Promise<Outcome<Recorded>>;
  /** What stands in the form at first. */
  begins?: (desk: Desk, seen: Seen) => Promise<Typed>;
};

const RETURN: ActPage = {
  verb: 'return',
  words: DOSSIER.return,
  help: DOSSIER.returnHelp,
  form: returnForm,
  act: returnDossier,
};
const END: ActPage = {
  verb: 'end',
  words: DOSSIER.end,
  help: DOSSIER.endHelp,
  form: endForm,
  act: endDossier,
};

const MOVE: ActPage = {
  verb: 'move',
  words: moveForm.words.one,
  help: DOSSIER.moveHelp,
  form: moveForm,
  act: moveDossier,
  // A dossier whose cell has ended goes to the cell that succeeds it.
  begins: async (desk, { row }) => {
    const today = desk.clock.today();
    const heir = await read(desk, (tx) => heirOf(tx, row.unit as string, today));
    return heir ? { to_unit: heir, ground: 'reorganised', moved_on: formatDate(today, 'vi') } : {};
  },
};

const actAnswer = (desk: Desk, seen: Seen, page: ActPage, typed: Typed, refusals: readonly Refusal[]) =>
  formAnswer(desk, seen, {
    ...{ title: say(page.words, desk.language), form: page.form, typed, refusals, verb: page.words },
    action: paths.dossier(seen.row.id, page.verb),
    above: <p>{say(page.help, desk.language)}</p>,
  });

async function blank(c: Context<Env>, page: ActPage): Promise<Response> {
  const desk = deskOf(c);
  const seen = await writable(c);
  if (!seen) return answer(c, notFound(desk.language));
  const begun = (await page.begins?.(desk, seen)) ?? {};
  return answer(c, await actAnswer(desk, seen, page, { ...begun, id: newId(desk.clock) }, []));
}

async function record(c: Context<Env>, page: ActPage): Promise<Response> {
  const desk = deskOf(c);
  const seen = await writable(c);
  if (!seen) return answer(c, notFound(desk.language));
  const typed = await typedOf(c);
  const outcome = await page.act(desk, seen.row.id, typed);
  if (!outcome.ok) return answer(c, await actAnswer(desk, seen, page, typed, outcome.refusals));
  return recorded(c, seen, outcome);
}

async function recordBack(c: Context<Env>): Promise<Response> {
  const desk = deskOf(c);
  const seen = await writable(c);
  if (!seen) return answer(c, notFound(desk.language));
  const typed = await typedOf(c);
  const outcome = await takeBack(desk, seen.row.id, typed);
  return outcome.ok ? recorded(c, seen, outcome) : backPage(c, typed, outcome.refusals);
}

async function backPage(c: Context<Env>, typed: Typed, refusals: readonly Refusal[]): Promise<Response> {
  const desk = deskOf(c);
  const { language } = desk;
  const seen = await writable(c);
  if (!seen) return answer(c, notFound(language));
  const last = seen.steps.at(-1);
  const title = say(DOSSIER.takeBack, language);
  return answer(c, {
    title: `${title}: ${seen.name}`,
    crumbs: crumbsTo(desk, seen, title),
    failed: refusals.length > 0,
    status: refusals.length > 0 ? 422 : 200,
    data: refusals.length > 0 ? { refusals } : { step: last?.id ?? null },
    view: () => (
      <>
        <h1>{title}</h1>
        <TakeBackForm
          language={language}
          verb={DOSSIER.takeBack}
          action={paths.dossier(seen.row.id, 'take-back')}
          says={last && say(DOSSIER.takeBackHelp(STEPS[last.step].words), language)}
          nothing={DOSSIER.nothingBack}
          hidden={{ id: newId(desk.clock), step: last?.id ?? '' }}
          reason={textOf(typed.reason)}
          refusals={refusals}
        />
      </>
    ),
  });
}
