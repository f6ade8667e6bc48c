/** The official statistical forms: the list of editions, and one form of a unit and period, on screen, paper and Excel. */
import type { Context } from 'hono';
import { type Reader, read } from '../../db/door.ts';
import type { Mark } from '../../documents/mark.ts';
import { FILE_TYPES } from '../../documents/report-file.ts';
import { formXlsx } from '../../documents/xlsx/form.ts';
import type { Form } from '../../forms/edition.ts';
import { editions } from '../../forms/editions.ts';
import { type AskedForm, evaluateForm, type FormDesk } from '../../forms/evaluate.ts';
import type { Cell, EvaluatedForm } from '../../forms/evaluated.ts';
import { readPeriod } from '../../forms/period.ts';
import { formJson } from '../../forms/text.ts';
import { done, type Outcome } from '../../kernel/refusal.ts';
import { labelsFor, titleOf } from '../../records/labels.ts';
import { loadRecords } from '../../records/store.ts';
import { readAsked } from '../../reports/asked.ts';
import { type Answer, answer, type Desk, deskOf, type Env, refusedAnswer } from '../desk.tsx';
import { FORMS, RETURNS } from '../form-words.ts';
import { figuresHanded } from '../leaving.tsx';
import { AskPeriod } from '../parts/ask-period.tsx';
import { FormBasis, FormChecks, FormMissing, FormSheet } from '../parts/statistical-form.tsx';
import { type FormAddress, paths } from '../paths.ts';
import type { Route } from '../route.ts';
import { usualPeriod } from '../usual.ts';
import { say } from '../words.ts';

/** What the address of a form, and of a cell in it, may say. */
export const FORM_QUERY = ['unit', 'period', 'known_at', 'tree'];

export function formRoutes(): Route[] {
  const common = { method: 'get', who: 'signed_in', table: 'unit', takes: FORM_QUERY } as const;
  return [
    { ...common, path: paths.forms(), audit: 'none', handle: (c) => answer(c, indexAnswer(c)) },
    { ...common, path: '/forms/:edition/:form', audit: 'export', handle: show },
  ];
}

export const formDesk = (desk: Desk): Desk & FormDesk => ({ ...desk, editions: editions(desk.figures) });

/** Unit, period, knowledge and tree from the address; by default the mandate's own unit and the last quarter. */
function readWhat(c: Context<Env>): Outcome<Omit<AskedForm, 'edition' | 'form'>> {
  const desk = deskOf(c);
  const today = desk.clock.today();
  const period = readPeriod(c.req.query('period') ?? usualPeriod(desk));
  if (!period.ok) return period;
  const { unit = '', known_at = '', tree = '' } = c.req.query();
  const asked = readAsked({ unit, known_at, tree }, { unit: desk.session.unit, year: 2000 }, today);
  if (!asked.ok) return asked;
  return done({ ...asked.value, period: period.value });
}

export function askedForm(c: Context<Env>): Outcome<AskedForm> {
  const what = readWhat(c);
  const [edition, form] = [c.req.param('edition') ?? '', c.req.param('form') ?? ''];
  return what.ok ? done({ ...what.value, edition, form }) : what;
}

/** The address of what was asked for, with the unit by its code. */
export const addressOf = (asked: Omit<AskedForm, 'edition' | 'form'>, code: string): FormAddress => ({
  unit: code,
  period: asked.period.name,
  known_at: asked.knownAt ?? undefined,
  tree: asked.tree === 'now' ? 'now' : undefined,
});

function indexAnswer(c: Context<Env>): Answer {
  const desk = deskOf(c);
  const { language } = desk;
  const what = readWhat(c);
  if (!what.ok) return refusedAnswer(language, what.refusals);
  const here = addressOf(what.value, c.req.query('unit') ?? desk.session.unit);
  const all = editions(desk.figures);
  const title = say(FORMS.title, language);
  return {
    title,
    crumbs: [{ label: title }],
    data: all.map(({ id, words, forms }) => ({
      ...{ edition: id, label: words },
      forms: forms.map((form) => ({
        form: form.id,
        number: form.number,
        title: form.words,
        known: form.known,
      })),
    })),
    view: () => (
      <>
        <h1>{title}</h1>
        <p>{say(FORMS.choose, language)}</p>
        <AskPeriod language={language} action={paths.forms()} asked={here} hint={FORMS.periodHint} dated />
        {all.map((edition) => (
          <section aria-labelledby={`edition-${edition.id}`}>
            <h2 id={`edition-${edition.id}`}>{say(edition.words, language)}</h2>
            <ul class="catalogue">
              {edition.forms.map((form) => (
                <li>
                  <a href={paths.form(edition.id, form.id, here)}>{titleOfForm(form, language)}</a>
                </li>
              ))}
            </ul>
          </section>
        ))}
        <p>
          <a href={paths.memberCounts()}>{say(FORMS.counts, language)}</a>
        </p>
        <p>
          <a href={paths.list('signed_form')}>{say(FORMS.signedForms, language)}</a>
        </p>
        <p>
          <a href={paths.formReturns()}>{say(RETURNS.title, language)}</a>
        </p>
      </>
    ),
  };
}

export const titleOfForm = (form: Form, language: Desk['language']): string =>
  `${say(FORMS.form(form.number), language)}. ${say(form.words, language)}`;

async function show(c: Context<Env>): Promise<Response> {
  const asked = askedForm(c);
  if (!asked.ok) return answer(c, refusedAnswer(deskOf(c).language, asked.refusals));
  return answer(c, await formAnswer(formDesk(deskOf(c)), asked.value));
}

/** The form, and what the records named by its checks are called; a check names no record the reader may not open. */
async function formWithNames(desk: Desk & FormDesk, tx: Reader, asked: AskedForm) {
  const evaluated = await evaluateForm(tx, desk, asked);
  if (!evaluated.ok) return evaluated;
  const names = new Map<string, string>();
  const culprits = evaluated.value.checks.flatMap((check) => check.culprits);
  for (const [name, group] of Map.groupBy(culprits, ({ type }) => type)) {
    const type = desk.catalogue.record(name);
    const ids = [...new Set(group.flatMap(({ left, right }) => [...left, ...right]))];
    const rows = await loadRecords(tx, type, ids);
    const labels = await labelsFor(tx, desk.catalogue, type, rows, desk.language);
    for (const row of rows) names.set(row.id, titleOf(type, row, labels, desk.language));
  }
  return done({ form: evaluated.value, names });
}

/** The id of a cell as it stands in its address: that of the figure without edition and form. */
const idOf = (key: string): string => key.split('/').slice(2).join('/');

export const cellHref = (form: EvaluatedForm, here: FormAddress) => (cell: Cell) => {
  if (!('key' in cell) || !cell.key) return undefined;
  const before = 'before' in cell ? { before: '1' } : {};
  return paths.formCell(form.form.edition, form.form.id, idOf(cell.key), { ...here, ...before });
};

async function formAnswer(desk: Desk & FormDesk, asked: AskedForm): Promise<Answer> {
  const { language } = desk;
  const outcome = await read(desk, (tx) => formWithNames(desk, tx, asked));
  if (!outcome.ok) return refusedAnswer(language, outcome.refusals);
  const { form, names } = outcome.value;
  const here = addressOf(asked, form.unit.code);
  const title = titleOfForm(form.form, language);
  const xlsx = async (mark: Mark) =>
    done({
      bytes: await formXlsx(form, language, mark),
      type: FILE_TYPES.xlsx!,
      name: `${form.form.id}-${form.unit.code}-${form.period.name}.xlsx`,
    });
  return {
    title: `${title} · ${form.unit.name}`,
    crumbs: [{ label: say(FORMS.title, language), href: paths.forms(here) }, { label: title }],
    data: formJson(form),
    list: figuresHanded({ figures: Object.fromEntries(form.rows.map(({ id }) => [id, {} as never])) }),
    files: { xlsx },
    view: () => (
      <>
        <AskPeriod
          language={language}
          action={paths.form(asked.edition, asked.form, here).split('?')[0]!}
          asked={here}
          hint={FORMS.periodHint}
          dated
        />
        <FormTools desk={desk} form={form} here={here} />
        <FormBasis form={form} language={language} />
        <FormChecks checks={form.checks} language={language} recordHref={paths.record} names={names} />
        <FormMissing form={form} language={language} />
        <FormSheet form={form} language={language} cellHref={cellHref(form, here)} />
      </>
    ),
  };
}

type ToolsProps = { desk: Desk & FormDesk; form: EvaluatedForm; here: FormAddress };

const FormTools = ({ desk: { language, editions: all }, form: { form }, here }: ToolsProps) => (
  <>
    <nav class="tools form-tabs" aria-label={say(FORMS.others, language)}>
      {all
        .find(({ id }) => id === form.edition)!
        .forms.map((one) => (
          <a
            class="ds-button"
            data-variant={one === form ? 'primary' : 'tertiary'}
            aria-current={one === form ? 'page' : undefined}
            href={paths.form(form.edition, one.id, here)}
          >
            {say(FORMS.form(one.number), language)}
          </a>
        ))}
    </nav>
    <p class="verbs tools">
      <a class="ds-button" data-variant="secondary" href={paths.form(form.edition, form.id, here, '.xlsx')}>
        Excel
      </a>
      <a class="ds-button" data-variant="secondary" href={paths.form(form.edition, form.id, here, '.json')}>
        JSON
      </a>
      <a class="ds-button" data-variant="secondary" href={paths.formDifferences(form.edition, form.id)}>
        {say(FORMS.differences, language)}
      </a>
      <a class="ds-button" data-variant="secondary" href={paths.signForm(form.edition, form.id, here)}>
        {say(FORMS.sign, language)}
      </a>
    </p>
  </>
);
