/** Signing an official form, and a form that was signed: as it was, whether it is intact, what has changed since. */
import type { Context } from 'hono';
import { read } from '../../db/door.ts';
import type { Mark } from '../../documents/mark.ts';
import { FILE_TYPES } from '../../documents/report-file.ts';
import { formXlsx } from '../../documents/xlsx/form.ts';
import { evaluateForm } from '../../forms/evaluate.ts';
import { formDifferences, isFormIntact, proposeFormSigning } from '../../forms/sign.ts';
import { loadSignedForm, type OtherSigned, type SignedForm, signedBeside } from '../../forms/signed-store.ts';
import { formJson } from '../../forms/text.ts';
import { isId, newId } from '../../kernel/id.ts';
import { formatDate, type PlainDate } from '../../kernel/plain-date.ts';
import { done, type Refusal } from '../../kernel/refusal.ts';
import { text } from '../../records/define.ts';
import { textOf } from '../../records/input.ts';
import type { Difference } from '../../reports/differences.ts';
import { APPROVALS } from '../approval-words.ts';
import { type Answer, answer, type Desk, deskOf, type Env, notFound, refusedAnswer } from '../desk.tsx';
import { FORMS } from '../form-words.ts';
import { figuresHanded } from '../leaving.tsx';
import { CheckPage } from '../parts/check-page.tsx';
import { FieldInput } from '../parts/field-input.tsx';
import { Notice } from '../parts/notice.tsx';
import { FormBasis, FormChecks, FormSheet } from '../parts/statistical-form.tsx';
import { type FormAddress, paths } from '../paths.ts';
import { REPORTS } from '../report-words.ts';
import type { Route } from '../route.ts';
import { typedOf } from '../typed.ts';
import { say } from '../words.ts';
import { addressOf, askedForm, cellHref, FORM_QUERY, formDesk, titleOfForm } from './forms.tsx';
import { proposed } from './records.tsx';
import { Since, told, toldOnly } from './signed.tsx';

export function formSignRoutes(): Route[] {
  const common = { who: 'signed_in', table: 'unit' } as const;
  const path = '/form-signing/:edition/:form';
  return [
    {
      ...{ ...common, method: 'get', path, takes: FORM_QUERY, audit: 'none' },
      handle: async (c) => answer(c, await signAnswer(c, null)),
    },
    {
      ...{ ...common, method: 'post', path, takes: ['id', 'signer'], audit: 'propose sign_form' },
      handle: sign,
    },
    { ...common, method: 'get', path: '/signed_form/:id', takes: [], audit: 'export', handle: showSigned },
  ];
}

const SIGNER = text(REPORTS.signer, { max: 120, required: true });

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
  const { from, to } = form.period;
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
        <CheckPage
          language={language}
          verb={APPROVALS.propose}
          action={paths.signForm(edition, id, here)}
          facts={[
            { label: titleOfForm(form.form, language), value: form.unit.name },
            {
              label: say(REPORTS.period, language),
              value: `${formatDate(from, language)} – ${formatDate(to, language)}`,
            },
            { label: say(REPORTS.signer, language), value: say(form.signsAs, language) },
          ]}
          consequences={[APPROVALS.proposeHelp, REPORTS.signConsequence, REPORTS.signLater].map((words) =>
            say(words, language),
          )}
          hidden={{ id: failed?.typed.id ?? newId(desk.clock) }}
          fields={['signer']}
          refusals={refusals}
          backHref={paths.form(edition, id, here)}
        >
          <FieldInput
            name="signer"
            field={SIGNER}
            language={language}
            value={failed?.typed.signer ?? desk.session.full_name}
            refusals={refusals}
          />
        </CheckPage>
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

type Loaded = {
  signed: SignedForm;
  /** Null where the form can no longer be counted. */
  differences: Awaited<ReturnType<typeof told>> | null;
  beside: OtherSigned[];
};

async function showSigned(c: Context<Env>): Promise<Response> {
  const desk = deskOf(c);
  const id = c.req.param('id') ?? '';
  const loaded = isId(id)
    ? await read(desk, async (tx): Promise<Loaded | undefined> => {
        const signed = await loadSignedForm(tx, id);
        if (!signed) return undefined;
        const since: Difference[] | null = await formDifferences(tx, desk, signed, desk.clock.today());
        const differences = since && (await told(desk, tx, since));
        return { signed, differences, beside: await signedBeside(tx, signed) };
      })
    : undefined;
  return answer(c, loaded ? signedAnswer(desk, loaded) : notFound(desk.language));
}

function signedAnswer(desk: Desk, { signed, differences, beside }: Loaded): Answer {
  const { language } = desk;
  const form = signed.frozen.report;
  const title = `${titleOfForm(form.form, language)} · ${form.unit.name}`;
  const intact = isFormIntact(signed);
  const here: FormAddress = {
    ...{ unit: form.unit.code, period: signed.period, known_at: signed.known_at },
    tree: signed.tree === 'now' ? 'now' : undefined,
  };
  const xlsx = async (mark: Mark) =>
    done({
      bytes: await formXlsx(form, language, mark),
      type: FILE_TYPES.xlsx!,
      name: `${signed.form}-${form.unit.code}-${signed.period}-${signed.signed_on}.xlsx`,
    });
  return {
    title,
    crumbs: [{ label: say(FORMS.signedForms, language), href: paths.list('signed_form') }, { label: title }],
    data: {
      ...formJson(form),
      signed: { on: signed.signed_on, by: signed.signer, sha256: signed.sha256, intact },
      differences: differences?.map(toldOnly) ?? null,
      beside,
    },
    list: figuresHanded({ figures: Object.fromEntries(form.rows.map(({ id }) => [id, {} as never])) }),
    files: { xlsx },
    view: () => (
      <>
        <p class="kind">{say(FORMS.signed, language)}</p>
        <p>
          {formatDate(signed.signed_on as PlainDate, language)} · {signed.signer} ·{' '}
          <code>{signed.sha256.slice(0, 16)}</code>
        </p>
        <Notice tone={intact ? 'success' : 'danger'}>
          {say(intact ? REPORTS.intact : REPORTS.broken, language)}
        </Notice>
        <Beside desk={desk} beside={beside} />
        <section aria-labelledby="since">
          <h2 id="since">{say(REPORTS.since, language)}</h2>
          {differences ? (
            <Since desk={desk} differences={differences} />
          ) : (
            <p>{say(FORMS.uncountable, language)}</p>
          )}
        </section>
        <p class="verbs tools">
          <a class="ds-button" data-variant="secondary" href={`${paths.signedForm(signed.id)}.xlsx`}>
            Excel
          </a>
        </p>
        <FormBasis form={form} language={language} />
        <FormSheet form={form} language={language} cellHref={cellHref(form, here)} />
      </>
    ),
  };
}

const Beside = ({ desk: { language }, beside }: { desk: Desk; beside: OtherSigned[] }) =>
  beside.length === 0 ? null : (
    <Notice tone="info">
      {say(FORMS.signedBeside, language)}{' '}
      {beside.map(({ id, signed_on }, i) => (
        <>
          {i > 0 ? ', ' : ''}
          <a href={paths.signedForm(id)}>{formatDate(signed_on as PlainDate, language)}</a>
        </>
      ))}
    </Notice>
  );
