/** A form that was signed: as it was, whether it is intact, what has changed since, and signing it anew in its place. */
import type { Context } from 'hono';
import { type PrintedCode, printedLine } from '../../audit/checkpoint.ts';
import { printedCode } from '../../audit/log.ts';
import { type Reader, read } from '../../db/door.ts';
import type { Mark } from '../../documents/mark.ts';
import { FILE_TYPES } from '../../documents/report-file.ts';
import { formXlsx } from '../../documents/xlsx/form.ts';
import {
  askedAgain,
  formDifferences,
  isFormIntact,
  proposeFormSigning,
  type FormSignature as Signature,
} from '../../forms/sign.ts';
import {
  formSuccessorOf,
  loadSignedForm,
  type OtherSigned,
  type SignedForm,
  signedBeside,
} from '../../forms/signed-store.ts';
import { formJson } from '../../forms/text.ts';
import { isId, newId } from '../../kernel/id.ts';
import { formatDate, type PlainDate } from '../../kernel/plain-date.ts';
import { done, type Refusal } from '../../kernel/refusal.ts';
import type { Words } from '../../kernel/words.ts';
import { textOf } from '../../records/input.ts';
import { type Answer, answer, type Desk, deskOf, type Env, notFound } from '../desk.tsx';
import { FORMS } from '../form-words.ts';
import { figuresHanded } from '../leaving.tsx';
import { FormSignature } from '../parts/form-signature.tsx';
import { Notice } from '../parts/notice.tsx';
import { FormBasis, FormSheet } from '../parts/statistical-form.tsx';
import { type FormAddress, paths } from '../paths.ts';
import { REPORTS } from '../report-words.ts';
import type { Route } from '../route.ts';
import { typedOf } from '../typed.ts';
import { say } from '../words.ts';
import { cellHref, titleOfForm } from './forms.tsx';
import { proposed } from './records.tsx';
import { type Differences, Since, told, toldOnly } from './since.tsx';

export function formSignedRoutes(): Route[] {
  const common = { who: 'signed_in', table: 'unit' } as const;
  const path = '/signed_form/:id/supersede';
  return [
    { ...common, method: 'get', path: '/signed_form/:id', takes: [], audit: 'export', handle: showSigned },
    {
      ...{ ...common, method: 'get', path, takes: [], audit: 'none' },
      handle: async (c) => answer(c, await supersedeAnswer(c, null)),
    },
    {
      ...{ ...common, method: 'post', path, takes: ['id', 'signer', 'reason'] },
      ...{ audit: 'propose supersede_form', handle: supersede },
    },
  ];
}

type Loaded = {
  signed: SignedForm;
  /** Null where the form can no longer be counted. */
  differences: Differences | null;
  /** The form it takes the place of, with what that one said otherwise. */
  before: { signed: SignedForm; differences: Differences | null } | null;
  /** The form that took its place. */
  after: OtherSigned | null;
  beside: OtherSigned[];
  /** The log as it was when the form was signed. */
  log: PrintedCode | undefined;
};

/** The signed form of the address with what it says otherwise; undefined where the reader has none. */
async function loadSigned(c: Context<Env>): Promise<Loaded | undefined> {
  const [desk, id] = [deskOf(c), c.req.param('id') ?? ''];
  return isId(id) ? read(desk, (tx) => loadLine(desk, tx, id)) : undefined;
}

async function loadLine(desk: Desk, tx: Reader, id: string): Promise<Loaded | undefined> {
  const signed = await loadSignedForm(tx, id);
  if (!signed) return undefined;
  const earlier = signed.supersedes ? await loadSignedForm(tx, signed.supersedes) : undefined;
  const found = await formDifferences(tx, desk, signed, earlier, desk.clock.today());
  const after = await formSuccessorOf(tx, id);
  const line = [signed.supersedes, after?.id];
  return {
    signed,
    differences: found && (await told(desk, tx, found.since)),
    before: earlier
      ? { signed: earlier, differences: found && (await told(desk, tx, found.fromEarlier)) }
      : null,
    after: after ?? null,
    beside: (await signedBeside(tx, signed)).filter((other) => !line.includes(other.id)),
    log: await printedCode(tx, signed.act),
  };
}

async function showSigned(c: Context<Env>): Promise<Response> {
  const desk = deskOf(c);
  const loaded = await loadSigned(c);
  return answer(c, loaded ? signedAnswer(desk, loaded) : notFound(desk.language));
}

function signedAnswer(desk: Desk, loaded: Loaded): Answer {
  const { signed, differences, before, after, beside, log } = loaded;
  const { language } = desk;
  const form = signed.frozen.report;
  const title = `${titleOfForm(form.form, language)} · ${form.unit.name}`;
  const intact = isFormIntact(signed);
  const xlsx = async (mark: Mark) =>
    done({
      bytes: await formXlsx(form, language, mark, log && printedLine(log)[language]),
      type: FILE_TYPES.xlsx!,
      name: `${signed.form}-${form.unit.code}-${signed.period}-${signed.signed_on}.xlsx`,
    });
  return {
    title,
    crumbs: [{ label: say(FORMS.signedForms, language), href: paths.list('signed_form') }, { label: title }],
    data: {
      ...formJson(form),
      signed: {
        ...{ on: signed.signed_on, by: signed.signer, sha256: signed.sha256, intact },
        ...{ supersedes: signed.supersedes, supersededBy: after },
      },
      differences: differences?.map(toldOnly) ?? null,
      differencesFromEarlier: before?.differences?.map(toldOnly) ?? null,
      beside,
    },
    list: figuresHanded({ figures: Object.fromEntries(form.rows.map(({ id }) => [id, {} as never])) }),
    files: { xlsx },
    view: () => <SignedView desk={desk} loaded={loaded} intact={intact} />,
  };
}

type ViewProps = { desk: Desk; loaded: Loaded; intact: boolean };

const SignedView = ({ desk, loaded, intact }: ViewProps) => {
  const { signed, differences, after, beside, log } = loaded;
  const { language } = desk;
  const form = signed.frozen.report;
  const here: FormAddress = {
    ...{ unit: form.unit.code, period: signed.period, known_at: signed.known_at },
    tree: signed.tree === 'now' ? 'now' : undefined,
  };
  return (
    <>
      <p class="kind">{say(FORMS.signed, language)}</p>
      <p>
        {formatDate(signed.signed_on as PlainDate, language)} · {signed.signer} ·{' '}
        <code>{signed.sha256.slice(0, 16)}</code>
      </p>
      <Notice tone={intact ? 'success' : 'danger'}>
        {say(intact ? REPORTS.intact : REPORTS.broken, language)}
      </Notice>
      <Line desk={desk} loaded={loaded} />
      {beside.length > 0 ? (
        <Notice tone="info">
          <Signed words={FORMS.signedBeside} forms={beside} language={language} />
        </Notice>
      ) : null}
      <section aria-labelledby="since">
        <h2 id="since">{say(REPORTS.since, language)}</h2>
        <SinceOrNot desk={desk} differences={differences} />
      </section>
      <p class="verbs tools">
        <a class="ds-button" data-variant="secondary" href={`${paths.signedForm(signed.id)}.xlsx`}>
          Excel
        </a>
        {after ? null : (
          <a class="ds-button" data-variant="secondary" href={paths.supersedeForm(signed.id)}>
            {say(FORMS.supersede, language)}
          </a>
        )}
      </p>
      <FormBasis form={form} language={language} />
      <FormSheet form={form} language={language} cellHref={cellHref(form, here)} log={log} />
    </>
  );
};

type DifferencesProps = { desk: Desk; differences: Differences | null };

const SinceOrNot = ({ desk, differences }: DifferencesProps) =>
  differences ? (
    <Since desk={desk} differences={differences} />
  ) : (
    <p>{say(FORMS.uncountable, desk.language)}</p>
  );

type SignedProps = { words: Words; forms: readonly OtherSigned[]; language: Desk['language'] };

/** Signed forms by their days, each a way to it. */
const Signed = ({ words, forms, language }: SignedProps) => (
  <>
    {say(words, language)}{' '}
    {forms.map(({ id, signed_on }, i) => (
      <>
        {i > 0 ? ', ' : ''}
        <a href={paths.signedForm(id)}>{formatDate(signed_on as PlainDate, language)}</a>
      </>
    ))}
  </>
);

/** The line of forms a signed one stands in: which it superseded and with what differences, which superseded it. */
const Line = ({ desk, loaded: { before, after } }: { desk: Desk; loaded: Loaded }) => (
  <>
    {after ? (
      <Notice tone="warning">
        <Signed words={FORMS.supersededBy} forms={[after]} language={desk.language} />
      </Notice>
    ) : null}
    {before ? (
      <section aria-labelledby="line">
        <h2 id="line">
          <Signed words={FORMS.supersedes} forms={[before.signed]} language={desk.language} />
        </h2>
        <p>{say(FORMS.against, desk.language)}:</p>
        <SinceOrNot desk={desk} differences={before.differences} />
      </section>
    ) : null}
  </>
);

type Failed = { refusals: readonly Refusal[]; typed: Required<Omit<Signature, 'supersedes'>> };

async function supersedeAnswer(c: Context<Env>, failed: Failed | null): Promise<Answer> {
  const desk = deskOf(c);
  const { language } = desk;
  const loaded = await loadSigned(c);
  if (!loaded) return notFound(language);
  const { signed, differences } = loaded;
  const form = signed.frozen.report;
  const refusals = failed?.refusals ?? [];
  const title = say(FORMS.supersede, language);
  return {
    title,
    failed: refusals.length > 0,
    status: refusals.length > 0 ? 422 : 200,
    crumbs: [
      { label: titleOfForm(form.form, language), href: paths.signedForm(signed.id) },
      { label: title },
    ],
    data: { refusals, differences: differences?.map(toldOnly) ?? null },
    view: () => (
      <>
        <h1>{title}</h1>
        <SinceOrNot desk={desk} differences={differences} />
        <FormSignature
          language={language}
          title={titleOfForm(form.form, language)}
          form={form}
          action={paths.supersedeForm(signed.id)}
          typed={failed?.typed ?? { id: newId(desk.clock), signer: signed.signer, reason: '' }}
          refusals={refusals}
          backHref={paths.signedForm(signed.id)}
        />
      </>
    ),
  };
}

async function supersede(c: Context<Env>): Promise<Response> {
  const desk = deskOf(c);
  const id = c.req.param('id') ?? '';
  const signed = isId(id) ? await read(desk, (tx) => loadSignedForm(tx, id)) : undefined;
  if (!signed) return answer(c, notFound(desk.language));
  const body = await typedOf(c);
  const typed = { id: textOf(body.id), signer: textOf(body.signer), reason: textOf(body.reason) };
  const asked = askedAgain(signed, desk.clock.today());
  const outcome = await proposeFormSigning(desk, asked, { ...typed, supersedes: id });
  if (!outcome.ok) return answer(c, await supersedeAnswer(c, { refusals: outcome.refusals, typed }));
  if (outcome.value.proposal) return proposed(c, outcome.value);
  return c.redirect(paths.signedForm(outcome.value.id), 303);
}
