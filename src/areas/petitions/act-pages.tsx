/** Pages of the acts in a matter that are no steps: a finding, a withdrawal, an extension. A form, a check page, the act. */
import type { Context } from 'hono';
import { read } from '../../db/door.ts';
import { isId, newId } from '../../kernel/id.ts';
import type { Outcome } from '../../kernel/refusal.ts';
import type { Words } from '../../kernel/words.ts';
import type { Recorded } from '../../records/commands.ts';
import type { RecordType } from '../../records/define.ts';
import { type Typed, textOf } from '../../records/input.ts';
import { mayWrite } from '../../records/store.ts';
import { answer, type Desk, deskOf, type Env, notFound } from '../../web/desk.tsx';
import { type ActPage, actCheck, actForm } from '../../web/parts/act-pages.tsx';
import { isToCheck } from '../../web/parts/check-page.tsx';
import { paths } from '../../web/paths.ts';
import type { Route } from '../../web/route.ts';
import { checkInput } from '../../web/routes/load.ts';
import { typedOf } from '../../web/typed.ts';
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
  const typed = { id: newId(desk.clock) };
  return answer(
    c,
    page ? await actForm(desk, pageOf(desk, page, typed), typed, []) : notFound(desk.language),
  );
}

async function sent(c: Context<Env>, act: Act): Promise<Response> {
  const desk = deskOf(c);
  const page = await found(c, act);
  if (!page) return answer(c, notFound(desk.language));
  const typed = await typedOf(c);
  const shown = pageOf(desk, page, typed);
  if (isToCheck(c, typed)) {
    const checked = await checkInput(desk, act.form, typed);
    return answer(
      c,
      checked.ok
        ? actCheck(desk, shown, typed, checked.value.facts)
        : await actForm(desk, shown, typed, checked.refusals),
    );
  }
  const outcome = await act.run(desk, page.id, typed);
  if (!outcome.ok) return answer(c, await actForm(desk, shown, typed, outcome.refusals));
  return c.get('format') === 'json' ? c.json(outcome.value) : c.redirect(paths.matter(page.matter.id), 303);
}

const pageOf = (desk: Desk, { act, matter, about, here }: Found, typed: Typed): ActPage => ({
  form: act.form,
  follows: act.follows,
  crumbs: [
    ...crumbsOf(desk.language),
    { label: titleOf(matter, desk.language), href: paths.matter(matter.id) },
  ],
  about: about || titleOf(matter, desk.language),
  here,
  backHref: paths.matter(matter.id),
  hidden: { id: textOf(typed.id) },
});
