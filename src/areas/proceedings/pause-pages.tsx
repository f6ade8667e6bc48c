/** Pages of the acts on a deadline that runs: it stands still, runs again, or its pause is taken back. A form, a check page, the act. */
import type { Context } from 'hono';
import { read } from '../../db/door.ts';
import { isId } from '../../kernel/id.ts';
import { formatDate } from '../../kernel/plain-date.ts';
import type { Outcome } from '../../kernel/refusal.ts';
import type { Words } from '../../kernel/words.ts';
import type { Recorded } from '../../records/commands.ts';
import type { RecordType } from '../../records/define.ts';
import type { Typed } from '../../records/input.ts';
import { mayWrite } from '../../records/store.ts';
import { answer, type Desk, deskOf, type Env, notFound } from '../../web/desk.tsx';
import { type ActPage, actCheck, actForm } from '../../web/parts/act-pages.tsx';
import { clockName } from '../../web/parts/case-file.tsx';
import { isToCheck } from '../../web/parts/check-page.tsx';
import { paths } from '../../web/paths.ts';
import type { Route } from '../../web/route.ts';
import { checkInput } from '../../web/routes/load.ts';
import { typedOf } from '../../web/typed.ts';
import { say } from '../../web/words.ts';
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

/** `given`: what the form says before anything is typed. */
type Found = { id: string; page: ActPage; given: Typed };

/** The deadline, for whoever may change it. */
const found = (c: Context<Env>, act: Act): Promise<Found | undefined> => {
  const id = c.req.param('id') ?? '';
  const desk = deskOf(c);
  return read(desk, async (tx) => {
    if (!isId(id) || !(await mayWrite(tx, 'clock_change'))) return undefined;
    const [clock] = await clocksBy(tx, [id]);
    if (!clock) return undefined;
    const backHref = paths.record(await tableOfKind(tx, clock.kind), clock.caseId);
    const { language, catalogue } = desk;
    const name = clockName(catalogue.machines, clock.clock, language);
    const about = `${say(CASE_KINDS[clock.kind as CaseKind], language)}: ${name}`;
    const crumbs = [
      { label: say(AGENDA.title, language), href: paths.deadlines() },
      { label: about, href: backHref },
    ];
    const last = clock.suspensions.at(-1)?.from;
    const given = act.name === 'unpause' && last ? { from_on: formatDate(last, language) } : {};
    return { id, page: { ...act, crumbs, about, here: paths.clock(id, act.name), backHref }, given };
  });
};

async function blank(c: Context<Env>, act: Act): Promise<Response> {
  const desk = deskOf(c);
  const one = await found(c, act);
  return answer(c, one ? await actForm(desk, one.page, one.given, []) : notFound(desk.language));
}

async function sent(c: Context<Env>, act: Act): Promise<Response> {
  const desk = deskOf(c);
  const one = await found(c, act);
  if (!one) return answer(c, notFound(desk.language));
  const { id, page } = one;
  const typed = await typedOf(c);
  if (isToCheck(c, typed)) {
    const checked = await checkInput(desk, act.form, typed);
    return answer(
      c,
      checked.ok
        ? actCheck(desk, page, typed, checked.value.facts)
        : await actForm(desk, page, typed, checked.refusals),
    );
  }
  const outcome = await act.run(desk, id, typed);
  if (!outcome.ok) return answer(c, await actForm(desk, page, typed, outcome.refusals));
  return c.get('format') === 'json' ? c.json(outcome.value) : c.redirect(page.backHref, 303);
}
