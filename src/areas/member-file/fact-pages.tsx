/** Entering a fact: a change from a day on, or the correction of a mistake. Two forms, because they are two acts. */
import type { Context } from 'hono';
import { read } from '../../db/door.ts';
import { newId } from '../../kernel/id.ts';
import type { Outcome, Refusal } from '../../kernel/refusal.ts';
import type { Recorded } from '../../records/commands.ts';
import { type Typed, textOf } from '../../records/input.ts';
import { type Answer, answer, type Desk, deskOf, type Env, notFound } from '../../web/desk.tsx';
import { type FormValues, toFormValues } from '../../web/look.ts';
import { ReasonField } from '../../web/parts/reason-field.tsx';
import { RecordForm } from '../../web/parts/record-form.tsx';
import { paths } from '../../web/paths.ts';
import { typedOf } from '../../web/typed.ts';
import { say } from '../../web/words.ts';
import { correctFact, stateFact } from './commands.ts';
import { crumbsOf, type FieldLoaded, loadField, noteField } from './field-pages.tsx';
import { isSensitive } from './fields.ts';
import type { FactRow } from './store.ts';
import { factForm, partsIn, readFact } from './value.ts';
import { FILE } from './words.ts';

type Verb = 'change' | 'correct';

const fieldOf = (c: Context<Env>) =>
  loadField(deskOf(c), c.req.param('id') ?? '', c.req.param('field') ?? '');

/** The fact a correction is about; without one it is the value in the person's own row. */
const factOf = ({ facts, key }: FieldLoaded, id: string): FactRow | undefined =>
  facts.find((fact) => fact.id === id && fact.field === key);

/** What stands in the form of a correction at first: everything as it was recorded. */
function valuesOf({ field, filled }: FieldLoaded, fact: FactRow | undefined): FormValues {
  const value = fact?.value ?? filled.held[0]?.value;
  const form = factForm(field);
  return toFormValues(form.fields, { ...fact, ...(value === undefined ? {} : partsIn(field, value)) });
}

export const factForms =
  (verb: Verb) =>
  async (c: Context<Env>): Promise<Response> => {
    const desk = deskOf(c);
    const loaded = await fieldOf(c);
    if (!loaded?.mayWrite) return answer(c, notFound(desk.language));
    if (isSensitive(loaded.field)) await noteField(desk, loaded);
    const fact = verb === 'correct' ? factOf(loaded, c.req.query('fact') ?? '') : undefined;
    const values = verb === 'correct' ? valuesOf(loaded, fact) : {};
    const hidden = { id: newId(desk.clock), fact_id: fact?.id ?? '', seen: fact?.known_from ?? '' };
    return answer(c, formAnswer(desk, loaded, verb, values, hidden, []));
  };

export const enterFact =
  (verb: Verb) =>
  async (c: Context<Env>): Promise<Response> => {
    const desk = deskOf(c);
    const loaded = await fieldOf(c);
    if (!loaded?.mayWrite) return answer(c, notFound(desk.language));
    const typed = await typedOf(c);
    const outcome = await record(desk, loaded, verb, typed);
    if (outcome.ok)
      return c.get('format') === 'json'
        ? c.json(outcome.value, outcome.value.already ? 200 : 201)
        : c.redirect(paths.fileField(loaded.row.id, loaded.key), 303);
    const hidden = { id: textOf(typed.id), fact_id: textOf(typed.fact_id), seen: textOf(typed.seen) };
    return answer(c, formAnswer(desk, loaded, verb, typed as FormValues, hidden, outcome.refusals));
  };

/** A correction of a value that no fact stands behind yet states the first, without a day. */
async function record(desk: Desk, loaded: FieldLoaded, verb: Verb, typed: Typed): Promise<Outcome<Recorded>> {
  const { row, key, field } = loaded;
  const values = await read(desk, (tx) => readFact(tx, desk.catalogue, field, typed));
  if (!values.ok) return values;
  const fact = verb === 'correct' ? factOf(loaded, textOf(typed.fact_id)) : undefined;
  if (fact) return correctFact(desk, fact.id, key, typed, values.value, row.id);
  const since = verb === 'correct' ? '' : values.value.since;
  return stateFact(desk, row.id, key, typed, { ...values.value, since });
}

function formAnswer(
  desk: Desk,
  loaded: FieldLoaded,
  verb: Verb,
  values: FormValues,
  hidden: Record<string, string>,
  refusals: readonly Refusal[],
): Answer {
  const { language } = desk;
  const { row, key, field, filled } = loaded;
  const isChange = !field.list && filled.held.length > 0;
  const words =
    verb === 'correct' ? FILE.correct : isChange ? FILE.change : field.list ? FILE.add : FILE.state;
  const title = `${say(words, language)}: ${say(field.words, language)}`;
  const help = verb === 'correct' ? FILE.correctHelp : isChange ? FILE.changeHelp : undefined;
  const names = Object.keys(factForm(field).fields);
  const rewrites = verb === 'correct' && hidden.fact_id === '';
  const waivable = refusals.some((refusal) => refusal.waivable);
  return {
    title: `${title}: ${row.name}`,
    crumbs: [...crumbsOf(desk, loaded).slice(0, 2), { label: title }],
    failed: refusals.length > 0,
    status: refusals.some(({ code }) => code === 'conflict') ? 409 : refusals.length > 0 ? 422 : 200,
    data: refusals.length > 0 ? { refusals } : { fields: factForm(field).fields },
    view: () => (
      <>
        <p class="kind">{String(row.name)}</p>
        <h1>{title}</h1>
        {help ? <p>{say(help, language)}</p> : null}
        <RecordForm
          record={factForm(field)}
          // What stood in the record itself began nobody knows when; only a fact has a day to correct.
          only={rewrites ? names.filter((name) => name !== 'since') : names}
          language={language}
          action={paths.fileField(row.id, key, verb)}
          verb={words}
          values={values}
          refusals={refusals}
          hidden={hidden}
          cancelHref={paths.fileField(row.id, key)}
        >
          {verb === 'correct' || waivable || values.reason ? (
            <ReasonField
              language={language}
              value={textOf(values.reason)}
              refusals={refusals}
              warning={verb !== 'correct'}
            />
          ) : null}
        </RecordForm>
      </>
    ),
  };
}
