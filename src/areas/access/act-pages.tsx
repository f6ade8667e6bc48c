/** The form of an act on accounts and cases, and the page that says what will happen before it does. */
import type { Child } from 'hono/jsx';
import { done, type Outcome, type Refusal } from '../../kernel/refusal.ts';
import { type Words, w } from '../../kernel/words.ts';
import type { RecordType } from '../../records/define.ts';
import { type Typed, textOf } from '../../records/input.ts';
import type { Answer, Desk } from '../../web/desk.tsx';
import type { FormValues } from '../../web/look.ts';
import { CheckPage, confirmedWith } from '../../web/parts/check-page.tsx';
import { RecordForm } from '../../web/parts/record-form.tsx';
import { paths } from '../../web/paths.ts';
import { checkInput, loadForm } from '../../web/routes/load.ts';
import { say } from '../../web/words.ts';
import { ACTS, formOf, type Offered, type Verb } from './acts.ts';

const CONTINUE = w('Tiếp tục', 'Continue');

/** What an act is about, sent along unseen. */
export const HIDDEN = ['account', 'mandate', 'key', 'entry'] as const;

const hiddenOf = (typed: Typed): Record<string, string> =>
  Object.fromEntries(
    ['id', ...HIDDEN].map((name) => [name, textOf(typed[name])]).filter(([, value]) => value),
  );

const queryOf = (typed: Typed) => {
  const { id: _, ...query } = hiddenOf(typed);
  return query;
};

/** What stands beside the fields of an act, and above and below the facts on the page that asks once more. */
export type Beside = { title: Words; data: object; view: Child; below?: Child };

type Form = {
  words: RecordType['words'];
  answer(
    desk: Desk,
    typed: Typed,
    offered: Offered,
    refusals: readonly Refusal[],
    beside?: Beside,
  ): Promise<Answer>;
};

export const actForm = (verb: Verb): Form => ({
  words: formOf(verb, { roles: [], people: {} }).words,
  async answer(desk, typed, offered, refusals, beside) {
    const type = formOf(verb, offered);
    const { options, values, suggestHrefs } = await loadForm(desk, type, typed as FormValues);
    const title = say(type.words.one, desk.language);
    return {
      title,
      crumbs: [{ label: title }],
      failed: refusals.length > 0,
      status: refusals.length > 0 ? 422 : 200,
      data: { refusals, ...beside?.data },
      view: () => (
        <>
          <h1>{title}</h1>
          {beside?.view}
          <RecordForm
            record={type}
            language={desk.language}
            action={paths.accountAct(verb, {})}
            verb={CONTINUE}
            values={values}
            refusals={refusals}
            options={options}
            suggestHrefs={suggestHrefs}
            hidden={hiddenOf(typed)}
          />
        </>
      ),
    };
  },
});

/** What was typed, read back, with what follows; refusals where it cannot be read. */
export async function checkAct(
  desk: Desk,
  verb: Verb,
  typed: Typed,
  offered: Offered,
  beside?: Beside,
): Promise<Outcome<Answer>> {
  const type = formOf(verb, offered);
  const checked = await checkInput(desk, type, typed);
  if (!checked.ok) return checked;
  const title = say(type.words.one, desk.language);
  return done({
    title,
    crumbs: [{ label: title }],
    data: { checked: checked.value.facts, ...beside?.data },
    view: () => (
      <>
        <h1>{beside ? say(beside.title, desk.language) : title}</h1>
        {beside?.view}
        <CheckPage
          language={desk.language}
          verb={type.words.one}
          action={paths.accountAct(verb, {})}
          facts={checked.value.facts}
          consequences={ACTS[verb].follows.map((words) => say(words, desk.language))}
          hidden={{ ...confirmedWith(typed, Object.keys(type.fields)), ...hiddenOf(typed) }}
          backHref={paths.accountAct(verb, queryOf(typed))}
        />
        {beside?.below}
      </>
    ),
  });
}
