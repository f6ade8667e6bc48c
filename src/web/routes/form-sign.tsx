/** The check page before an official form is signed, and putting the signature before a second person. */
import type { Context } from 'hono';
import { read } from '../../db/door.ts';
import { evaluateForm } from '../../forms/evaluate.ts';
import { proposeFormSigning } from '../../forms/sign.ts';
import { newId } from '../../kernel/id.ts';
import type { Refusal } from '../../kernel/refusal.ts';
import { textOf } from '../../records/input.ts';
import { type Answer, answer, deskOf, type Env, refusedAnswer } from '../desk.tsx';
import { FORMS } from '../form-words.ts';
import { FormSignature } from '../parts/form-signature.tsx';
import { FormChecks } from '../parts/statistical-form.tsx';
import { paths } from '../paths.ts';
import type { Route } from '../route.ts';
import { typedOf } from '../typed.ts';
import { say } from '../words.ts';
import { addressOf, askedForm, FORM_QUERY, formDesk, titleOfForm } from './forms.tsx';
import { proposed } from './records.tsx';

export function formSignRoutes(): Route[] {
  const common = { who: 'signed_in', table: 'unit' } as const;
  const path = '/form-signing/:edition/:form';
  return [
    {
      ...{ ...common, method: 'get', path, takes: FORM_QUERY, audit: 'none', stepUp: true },
      handle: async (c) => answer(c, await signAnswer(c, null)),
    },
    {
      ...{
        ...common,
        method: 'post',
        path,
        takes: ['id', 'signer'],
        audit: 'propose sign_form',
        stepUp: true,
      },
      handle: sign,
    },
  ];
}

type Failed = { refusals: readonly Refusal[]; typed: { id: string; signer: string } };

async function signAnswer(c: Context<Env>, failed: Failed | null): Promise<Answer> {
  const desk = formDesk(deskOf(c));
  const { language } = desk;
  const asked = askedForm(c);
  if (!asked.ok) return refusedAnswer(language, asked.refusals);
  const outcome = await read(desk, (tx) => evaluateForm(tx, desk, asked.value));
  if (!outcome.ok) return refusedAnswer(language, outcome.refusals);
  const form = outcome.value;
  const { edition, id } = form.form;
  const here = addressOf(asked.value, form.unit.code);
  const title = say(FORMS.sign, language);
  const refusals = failed?.refusals ?? [];
  return {
    title,
    failed: refusals.length > 0,
    status: refusals.length > 0 ? 422 : 200,
    crumbs: [
      { label: titleOfForm(form.form, language), href: paths.form(edition, id, here) },
      { label: title },
    ],
    data: { refusals },
    view: () => (
      <>
        <h1>{title}</h1>
        <FormChecks checks={form.checks} language={language} recordHref={paths.record} names={new Map()} />
        <FormSignature
          language={language}
          title={titleOfForm(form.form, language)}
          form={form}
          action={paths.signForm(edition, id, here)}
          typed={failed?.typed ?? { id: newId(desk.clock), signer: desk.session.full_name }}
          refusals={refusals}
          backHref={paths.form(edition, id, here)}
        />
      </>
    ),
  };
}

async function sign(c: Context<Env>): Promise<Response> {
  const desk = deskOf(c);
  const asked = askedForm(c);
  if (!asked.ok) return answer(c, refusedAnswer(desk.language, asked.refusals));
  const body = await typedOf(c);
  const typed = { id: textOf(body.id), signer: textOf(body.signer) };
  const outcome = await proposeFormSigning(desk, asked.value, typed);
  if (!outcome.ok) return answer(c, await signAnswer(c, { refusals: outcome.refusals, typed }));
  if (outcome.value.proposal) return proposed(c, outcome.value);
  return c.get('format') === 'json'
    ? c.json(outcome.value)
    : c.redirect(paths.signedForm(outcome.value.id), 303);
}
