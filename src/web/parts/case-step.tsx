/**
 * The pages on which a step of a case is taken or taken back, for any area: a form from the machine, a check page, the
 * act. An area gives the case, further fields, and the command.
 */
import type { Context } from 'hono';
import type { Machine } from '../../areas/proceedings/contract.ts';
import { type DoneStep, stateOf, stepForm } from '../../areas/proceedings/contract.ts';
import { newId } from '../../kernel/id.ts';
import type { Outcome, Refusal } from '../../kernel/refusal.ts';
import type { Language, Words } from '../../kernel/words.ts';
import type { Recorded } from '../../records/commands.ts';
import type { Fields, RecordClass, RecordType } from '../../records/define.ts';
import { type Typed, textOf } from '../../records/input.ts';
import { CASE } from '../case-words.ts';
import { type Answer, answer, type Desk, deskOf, type Env, notFound } from '../desk.tsx';
import type { FormValues } from '../look.ts';
import type { Route } from '../route.ts';
import { checkInput, loadForm } from '../routes/load.ts';
import type { Crumb } from '../shell.tsx';
import { typedOf } from '../typed.ts';
import { say } from '../words.ts';
import { clockName } from './case-file.tsx';
import { CheckPage, confirmedWith, isToCheck } from './check-page.tsx';
import { ErrorSummary } from './notice.tsx';
import { ReasonField } from './reason-field.tsx';
import { Hidden, RecordForm } from './record-form.tsx';
import { Verbs } from './verbs.tsx';

/** The case as its reader may write it. */
export type StepCase = {
  id: string;
  machine: Machine;
  done: readonly DoneStep[];
  title: string;
  href: string;
  crumbs: Crumb[];
};

export type StepPages = {
  /** Address of the case, with `:id`; the steps lie beneath it. */
  path: string;
  /** The record type at `:id`. */
  opens: string;
  table?: RecordClass;
  /** Machines whose cases lie there: the names their forms may send are known before a case is loaded. */
  machines: readonly Machine[];
  /** Further fields of a step's form. */
  fields?: (step: string) => Fields;
  /** The case for whoever may write it; undefined for all others. */
  load: (desk: Desk, id: string) => Promise<StepCase | undefined>;
  take: (
    desk: Desk,
    found: StepCase,
    step: string,
    form: RecordType,
    typed: Typed,
  ) => Promise<Outcome<Recorded>>;
  takeBack?: (desk: Desk, found: StepCase, typed: Typed) => Promise<Outcome<Recorded>>;
};

/** The routes `…/step/:step` and `…/take-back` of the cases of an area. */
export function stepRoutes(pages: StepPages): Route[] {
  const common = { who: 'signed_in', table: pages.table ?? 'case', opens: pages.opens } as const;
  const step = { ...common, path: `${pages.path}/step/:step` };
  const back = { ...common, path: `${pages.path}/take-back` };
  const names = pages.machines.flatMap((machine) =>
    Object.keys(machine.steps).flatMap((key) => Object.keys(formOf(pages, machine, key).fields)),
  );
  const takes = [...new Set(['id', ...names, 'reason', 'confirmed'])];
  return [
    { ...step, method: 'get', takes: [], audit: 'open', handle: (c) => blankStep(c, pages) },
    { ...step, method: 'post', takes, audit: 'take step', handle: (c) => sentStep(c, pages) },
    ...(pages.takeBack
      ? ([
          { ...back, method: 'get', takes: [], audit: 'open', handle: (c) => backPage(c, pages, {}, []) },
          {
            ...{ ...back, method: 'post', takes: ['step', 'reason'], audit: 'take back step' },
            handle: (c: Context<Env>) => sentBack(c, pages),
          },
        ] as Route[])
      : []),
  ];
}

const formOf = (pages: StepPages, machine: Machine, step: string): RecordType =>
  stepForm(machine, step, pages.fields?.(step));

type Asked = { found: StepCase; step: string; form: RecordType };

async function asked(c: Context<Env>, pages: StepPages): Promise<Asked | undefined> {
  const found = await pages.load(deskOf(c), c.req.param('id') ?? '');
  const step = c.req.param('step') ?? '';
  if (!found || !Object.hasOwn(found.machine.steps, step)) return undefined;
  return { found, step, form: formOf(pages, found.machine, step) };
}

async function blankStep(c: Context<Env>, pages: StepPages): Promise<Response> {
  const desk = deskOf(c);
  const page = await asked(c, pages);
  if (!page) return answer(c, notFound(desk.language));
  return answer(c, await formAnswer(desk, page, { id: newId(desk.clock) }, []));
}

async function sentStep(c: Context<Env>, pages: StepPages): Promise<Response> {
  const desk = deskOf(c);
  const page = await asked(c, pages);
  if (!page) return answer(c, notFound(desk.language));
  const typed = await typedOf(c);
  if (isToCheck(c, typed)) {
    const checked = await checkInput(desk, page.form, typed);
    return answer(
      c,
      checked.ok
        ? checkAnswer(desk, page, typed, checked.value.facts)
        : await formAnswer(desk, page, typed, checked.refusals),
    );
  }
  const outcome = await pages.take(desk, page.found, page.step, page.form, typed);
  if (!outcome.ok) return answer(c, await formAnswer(desk, page, typed, outcome.refusals));
  return recorded(c, page.found, outcome.value);
}

const recorded = (c: Context<Env>, { href }: StepCase, value: Recorded): Response =>
  c.get('format') === 'json' ? c.json(value, value.already ? 200 : 201) : c.redirect(href, 303);

const crumbsTo = ({ crumbs, title, href }: StepCase, label: string): Crumb[] => [
  ...crumbs,
  { label: title, href },
  { label },
];

async function formAnswer(
  desk: Desk,
  { found, step, form }: Asked,
  typed: Typed,
  refusals: readonly Refusal[],
): Promise<Answer> {
  const { language } = desk;
  const { options, values, suggestHrefs } = await loadForm(desk, form, typed as FormValues);
  const title = say(form.words.one, language);
  return {
    title: `${title}: ${found.title}`,
    crumbs: crumbsTo(found, title),
    failed: refusals.length > 0,
    status: refusals.length > 0 ? 422 : 200,
    data: refusals.length > 0 ? { refusals } : { case: found.id, step },
    view: () => (
      <>
        <h1>{title}</h1>
        <p class="hint">{found.title}</p>
        <p class="hint">{`${say(CASE.who, language)}: ${say(found.machine.steps[step]!.actor, language)}`}</p>
        <RecordForm
          record={form}
          language={language}
          action={`${found.href}/step/${step}`}
          verb={CASE.continue}
          values={values}
          refusals={refusals}
          options={options}
          suggestHrefs={suggestHrefs}
          hidden={{ id: textOf(typed.id) }}
          cancelHref={found.href}
        >
          {refusals.some((one) => one.waivable) ? (
            <ReasonField language={language} value={textOf(typed.reason)} refusals={refusals} warning />
          ) : null}
        </RecordForm>
      </>
    ),
  };
}

function checkAnswer(
  desk: Desk,
  { found, step, form }: Asked,
  typed: Typed,
  facts: { label: string; value: string }[],
): Answer {
  const { language } = desk;
  const title = say(form.words.one, language);
  return {
    title: `${title}: ${found.title}`,
    crumbs: crumbsTo(found, title),
    data: { checked: facts },
    view: () => (
      <>
        <h1>{title}</h1>
        <p class="hint">{found.title}</p>
        <CheckPage
          language={language}
          verb={CASE.record}
          action={`${found.href}/step/${step}`}
          facts={facts}
          consequences={consequencesOf(found, step, language)}
          hidden={confirmedWith(typed, ['id', ...Object.keys(form.fields), 'reason'])}
          backHref={`${found.href}/step/${step}`}
        />
      </>
    ),
  };
}

/** What the step does to the case: where it leads, which deadlines begin and end. */
function consequencesOf({ machine, done }: StepCase, key: string, language: Language): string[] {
  const step = machine.steps[key]!;
  const target = typeof step.to === 'string' && step.to !== stateOf(machine, done) ? step.to : undefined;
  return [
    target
      ? `${say(CASE.leads, language)}: ${say(machine.states[target]!.words, language)}.`
      : say(CASE.staysAt, language),
    ...(step.starts ?? []).map(
      ({ clock }) => `${say(CASE.clockStarts, language)}: ${clockName([machine], clock, language)}.`,
    ),
    ...((step.stops ?? []).length > 0 ? [say(CASE.clockStops, language)] : []),
  ];
}

async function sentBack(c: Context<Env>, pages: StepPages): Promise<Response> {
  const desk = deskOf(c);
  const found = await pages.load(desk, c.req.param('id') ?? '');
  if (!found) return answer(c, notFound(desk.language));
  const typed = await typedOf(c);
  const outcome = await pages.takeBack!(desk, found, typed);
  return outcome.ok ? recorded(c, found, outcome.value) : backPage(c, pages, typed, outcome.refusals);
}

async function backPage(
  c: Context<Env>,
  pages: StepPages,
  typed: Typed,
  refusals: readonly Refusal[],
): Promise<Response> {
  const desk = deskOf(c);
  const { language } = desk;
  const found = await pages.load(desk, c.req.param('id') ?? '');
  if (!found) return answer(c, notFound(language));
  const last = found.done.at(-1);
  const title = say(CASE.takeBack, language);
  return answer(c, {
    title: `${title}: ${found.title}`,
    crumbs: crumbsTo(found, title),
    failed: refusals.length > 0,
    status: refusals.length > 0 ? 422 : 200,
    data: refusals.length > 0 ? { refusals } : { step: last?.id ?? null },
    view: () => (
      <>
        <h1>{title}</h1>
        <TakeBackForm
          language={language}
          verb={CASE.takeBack}
          action={`${found.href}/take-back`}
          says={
            last &&
            `${say(found.machine.steps[last.step]!.words, language)}. ${say(CASE.takeBackHelp, language)}`
          }
          nothing={CASE.nothingBack}
          hidden={{ step: last?.id ?? '' }}
          reason={textOf(typed.reason)}
          refusals={refusals}
        />
      </>
    ),
  });
}

type TakeBackProps = {
  language: Language;
  verb: Words;
  action: string;
  /** What is taken back, and what comes of it; undefined where there is nothing. */
  says: string | undefined;
  nothing: Words;
  hidden: Readonly<Record<string, string>>;
  reason: string;
  refusals: readonly Refusal[];
};

/** Takes back the step recorded last, for a reason. */
export const TakeBackForm = (p: TakeBackProps) => (
  <>
    <ErrorSummary refusals={p.refusals} language={p.language} fields={['reason']} />
    {p.says === undefined ? (
      <p class="empty">{say(p.nothing, p.language)}</p>
    ) : (
      <form class="entry-form" method="post" action={p.action}>
        <p>{p.says}</p>
        <Hidden values={p.hidden} />
        <ReasonField language={p.language} value={p.reason} refusals={p.refusals} warning={false} />
        <Verbs language={p.language} verb={p.verb} weight="plain" />
      </form>
    )}
  </>
);
