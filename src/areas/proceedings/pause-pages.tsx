/** Pages of the acts on a deadline that runs: it stands still, runs again, or its pause is taken back. A form, a check page, the act. */
import type { Context } from 'hono';
import { read } from '../../db/door.ts';
import { isId } from '../../kernel/id.ts';
import type { Outcome, Refusal } from '../../kernel/refusal.ts';
import type { Words } from '../../kernel/words.ts';
import type { Recorded } from '../../records/commands.ts';
import type { RecordType } from '../../records/define.ts';
import type { Typed } from '../../records/input.ts';
import { mayWrite } from '../../records/store.ts';
import { CASE } from '../../web/case-words.ts';
import { type Answer, answer, type Desk, deskOf, type Env, notFound } from '../../web/desk.tsx';
import type { FormValues } from '../../web/look.ts';
import { clockName } from '../../web/parts/case-file.tsx';
import { CheckPage, confirmedWith, isToCheck } from '../../web/parts/check-page.tsx';
import { RecordForm } from '../../web/parts/record-form.tsx';
import { paths } from '../../web/paths.ts';
import type { Route } from '../../web/route.ts';
import { checkInput, loadForm } from '../../web/routes/load.ts';
import { typedOf } from '../../web/typed.ts';
import { say } from '../../web/words.ts';
import type { Clock } from './clocks.ts';
import { CASE_KINDS, type CaseKind } from './contract.ts';
import { pauseDeadline, pauseForm, resumeDeadline, resumeForm, takeBackPause, unpauseForm } from './pause.ts';
import { clocksBy, tableOfKind } from './store.ts';
import { AGENDA, PAUSE } from './words.ts';

type Act = {
  name: 'pause' | 'resume' | 'unpause';
  form: RecordType;
  follows: Words;
  run: (desk: Desk, id: string, typed: Typed) => Promise<Outcome<Recorded>>;
};

const ACTS: readonly Act[] = [
  { name: 'pause', form: pauseForm, follows: PAUSE.pauseFollows, run: pauseDeadline },
  { name: 'resume', form: resumeForm, follows: PAUSE.resumeFollows, run: resumeDeadline },
  { name: 'unpause', form: unpauseForm, follows: PAUSE.unpauseFollows, run: takeBackPause },
];

const OPENS = 'case_clock';

export const pauseRoutes = (): Route[] =>
  ACTS.flatMap((act): Route[] => {
    const path = `/${OPENS}/:id/${act.name}`;
    const common = { who: 'signed_in', table: 'case', path, opens: OPENS } as const;
    const takes = [...Object.keys(act.form.fields), 'confirmed'];
    return [
      { ...common, method: 'get', takes: [], audit: 'open', handle: (c) => blank(c, act) },
      { ...common, method: 'post', takes, audit: act.form.name, handle: (c) => sent(c, act) },
    ];
  });

type Found = { act: Act; clock: Clock; number: string; backHref: string; here: string };

/** The deadline, for whoever may change it. */
const found = (c: Context<Env>, act: Act): Promise<Found | undefined> => {
  const id = c.req.param('id') ?? '';
  const desk = deskOf(c);
  return read(desk, async (tx) => {
    if (!isId(id) || !(await mayWrite(tx, 'clock_change'))) return undefined;
    const [clock] = await clocksBy(tx, [id]);
    if (!clock) return undefined;
    const backHref = paths.record(await tableOfKind(tx, clock.kind), clock.caseId);
    const number = `${say(CASE_KINDS[clock.kind as CaseKind], desk.language)}: ${clockName(desk.catalogue.machines, clock.clock, desk.language)}`;
    return { act, clock, number, backHref, here: paths.clock(id, act.name) };
  });
};

async function blank(c: Context<Env>, act: Act): Promise<Response> {
  const desk = deskOf(c);
  const page = await found(c, act);
  return answer(c, page ? await formAnswer(desk, page, {}, []) : notFound(desk.language));
}

async function sent(c: Context<Env>, act: Act): Promise<Response> {
  const desk = deskOf(c);
  const page = await found(c, act);
  if (!page) return answer(c, notFound(desk.language));
  const typed = await typedOf(c);
  if (isToCheck(c, typed)) {
    const checked = await checkInput(desk, act.form, typed);
    return answer(
      c,
      checked.ok
        ? checkAnswer(desk, page, typed, checked.value.facts)
        : await formAnswer(desk, page, typed, checked.refusals),
    );
  }
  const outcome = await act.run(desk, page.clock.id, typed);
  if (!outcome.ok) return answer(c, await formAnswer(desk, page, typed, outcome.refusals));
  return c.get('format') === 'json' ? c.json(outcome.value) : c.redirect(page.backHref, 303);
}

const crumbsTo = ({ language }: Desk, { act, number, backHref }: Found) => [
  { label: say(AGENDA.title, language), href: paths.deadlines() },
  { label: number, href: backHref },
  { label: say(act.form.words.one, language) },
];

async function formAnswer(
  desk: Desk,
  page: Found,
  typed: Typed,
  refusals: readonly Refusal[],
): Promise<Answer> {
  const { act, number, backHref, here } = page;
  const { language } = desk;
  const { options, values, suggestHrefs } = await loadForm(desk, act.form, typed as FormValues);
  const title = say(act.form.words.one, language);
  return {
    title: `${title}: ${number}`,
    crumbs: crumbsTo(desk, page),
    failed: refusals.length > 0,
    status: refusals.length > 0 ? 422 : 200,
    data: refusals.length > 0 ? { refusals } : { fields: act.form.fields },
    view: () => (
      <>
        <h1>{title}</h1>
        <p>{number}</p>
        <RecordForm
          record={act.form}
          language={language}
          action={here}
          verb={CASE.continue}
          values={values}
          refusals={refusals}
          options={options}
          suggestHrefs={suggestHrefs}
          hidden={{}}
          cancelHref={backHref}
        />
      </>
    ),
  };
}

function checkAnswer(
  desk: Desk,
  page: Found,
  typed: Typed,
  facts: { label: string; value: string }[],
): Answer {
  const { act, number, here } = page;
  const { language } = desk;
  const title = say(act.form.words.one, language);
  return {
    title,
    crumbs: crumbsTo(desk, page),
    data: { checked: facts },
    view: () => (
      <>
        <h1>{title}</h1>
        <p>{number}</p>
        <CheckPage
          language={language}
          verb={act.form.words.one}
          action={here}
          facts={facts}
          consequences={[say(act.follows, language)]}
          hidden={confirmedWith(typed, Object.keys(act.form.fields))}
          backHref={here}
        />
      </>
    ),
  };
}
