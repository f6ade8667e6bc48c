/** Pages of the acts in a matter that are no steps: a finding, a withdrawal, an extension. A form, a check page, the act. */
import type { Context } from 'hono';
import { read } from '../../db/door.ts';
import { isId, newId } from '../../kernel/id.ts';
import type { Outcome, Refusal } from '../../kernel/refusal.ts';
import type { Words } from '../../kernel/words.ts';
import type { Recorded } from '../../records/commands.ts';
import type { RecordType } from '../../records/define.ts';
import { type Typed, textOf } from '../../records/input.ts';
import { mayWrite } from '../../records/store.ts';
import { type Answer, answer, type Desk, deskOf, type Env, notFound } from '../../web/desk.tsx';
import type { FormValues } from '../../web/look.ts';
import { CheckPage, confirmedWith, isToCheck } from '../../web/parts/check-page.tsx';
import { RecordForm } from '../../web/parts/record-form.tsx';
import { paths } from '../../web/paths.ts';
import type { Route } from '../../web/route.ts';
import { checkInput, loadForm } from '../../web/routes/load.ts';
import { typedOf } from '../../web/typed.ts';
import { say } from '../../web/words.ts';
import { extendMatter } from './extension.ts';
import { find, takeContentBack } from './matter-commands.ts';
import { extensionForm, findingForm, withdrawalForm } from './matter-forms.ts';
import { crumbsOf, titleOf } from './matter-pages.tsx';
import { allegationOf, type Matter, matterOf } from './matter-store.ts';
import { MATTER } from './words.ts';

type Act = {
  opens: 'allegation' | 'denunciation';
  name: string;
  form: RecordType;
  follows: Words;
  run: (desk: Desk, id: string, typed: Typed) => Promise<Outcome<Recorded>>;
};

const ACTS: readonly Act[] = [
  { opens: 'allegation', name: 'find', form: findingForm, follows: MATTER.foundFollows, run: find },
  {
    ...{ opens: 'allegation', name: 'give-up', form: withdrawalForm },
    ...{ follows: MATTER.withdrawnFollows, run: takeContentBack },
  } as const,
  {
    opens: 'denunciation',
    name: 'extend',
    form: extensionForm,
    follows: MATTER.extendFollows,
    run: extendMatter,
  },
];

export const matterActRoutes = (): Route[] =>
  ACTS.flatMap((act): Route[] => {
    const path = `/${act.opens}/:id/${act.name}`;
    const common = { who: 'signed_in', table: 'case', path, opens: act.opens } as const;
    const takes = ['id', ...Object.keys(act.form.fields), 'confirmed'];
    return [
      { ...common, method: 'get', takes: [], audit: 'open', handle: (c) => blank(c, act) },
      { ...common, method: 'post', takes, audit: act.form.name, handle: (c) => sent(c, act) },
    ];
  });

type Found = { act: Act; id: string; matter: Matter; about: string; here: string };

/** What the act is about, for whoever may write it. */
const found = (c: Context<Env>, act: Act): Promise<Found | undefined> => {
  const id = c.req.param('id') ?? '';
  return read(deskOf(c), async (tx) => {
    if (!isId(id) || !(await mayWrite(tx, act.opens))) return undefined;
    const content = act.opens === 'allegation' ? await allegationOf(tx, id) : undefined;
    const of = act.opens === 'allegation' ? content?.denunciation : id;
    const matter = of ? await matterOf(tx, of) : undefined;
    const about = content ? `${content.ordinal}. ${content.content}` : '';
    const here = content ? paths.contentAct(id, act.name) : paths.matter(id, act.name);
    return matter && { act, id, matter, about, here };
  });
};

async function blank(c: Context<Env>, act: Act): Promise<Response> {
  const desk = deskOf(c);
  const page = await found(c, act);
  return answer(
    c,
    page ? await formAnswer(desk, page, { id: newId(desk.clock) }, []) : notFound(desk.language),
  );
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
  const outcome = await act.run(desk, page.id, typed);
  if (!outcome.ok) return answer(c, await formAnswer(desk, page, typed, outcome.refusals));
  return c.get('format') === 'json' ? c.json(outcome.value) : c.redirect(paths.matter(page.matter.id), 303);
}

const crumbsTo = (desk: Desk, { matter, act }: Found) => [
  ...crumbsOf(desk.language),
  { label: titleOf(matter, desk.language), href: paths.matter(matter.id) },
  { label: say(act.form.words.one, desk.language) },
];

async function formAnswer(
  desk: Desk,
  page: Found,
  typed: Typed,
  refusals: readonly Refusal[],
): Promise<Answer> {
  const { act, matter, about, here } = page;
  const { language } = desk;
  const { options, values, suggestHrefs } = await loadForm(desk, act.form, typed as FormValues);
  const title = say(act.form.words.one, language);
  return {
    title: `${title}: ${titleOf(matter, language)}`,
    crumbs: crumbsTo(desk, page),
    failed: refusals.length > 0,
    status: refusals.length > 0 ? 422 : 200,
    data: refusals.length > 0 ? { refusals } : { fields: act.form.fields },
    view: () => (
      <>
        <h1>{title}</h1>
        {about ? <p>{about}</p> : null}
        <RecordForm
          record={act.form}
          language={language}
          action={here}
          verb={MATTER.continue}
          values={values}
          refusals={refusals}
          options={options}
          suggestHrefs={suggestHrefs}
          hidden={{ id: textOf(typed.id) }}
          cancelHref={paths.matter(matter.id)}
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
  const { act, about, here } = page;
  const { language } = desk;
  const title = say(act.form.words.one, language);
  return {
    title,
    crumbs: crumbsTo(desk, page),
    data: { checked: facts },
    view: () => (
      <>
        <h1>{title}</h1>
        {about ? <p>{about}</p> : null}
        <CheckPage
          language={language}
          verb={act.form.words.one}
          action={here}
          facts={facts}
          consequences={[say(act.follows, language)]}
          hidden={confirmedWith(typed, ['id', ...Object.keys(act.form.fields)])}
          backHref={here}
        />
      </>
    ),
  };
}
