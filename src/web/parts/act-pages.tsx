/** Pages of an act on a record that is no entry of one: its form, and what was typed shown once more before it is done. */
import type { Refusal } from '../../kernel/refusal.ts';
import type { Words } from '../../kernel/words.ts';
import type { RecordType } from '../../records/define.ts';
import type { Typed } from '../../records/input.ts';
import { CASE } from '../case-words.ts';
import type { Answer, Desk } from '../desk.tsx';
import type { FormValues } from '../look.ts';
import { loadForm } from '../routes/load.ts';
import type { Crumb } from '../shell.tsx';
import { say } from '../words.ts';
import { CheckPage, confirmedWith } from './check-page.tsx';
import { RecordForm } from './record-form.tsx';

export type ActPage = {
  form: RecordType;
  /** What follows once it is done, one sentence. */
  follows: Words;
  crumbs: readonly Crumb[];
  /** What the act is about; the title of the page names it too. */
  about: string;
  here: string;
  backHref: string;
  hidden?: Readonly<Record<string, string>>;
};

/** The form, with what was typed and what was refused of it. */
export async function actForm(
  desk: Desk,
  page: ActPage,
  typed: Typed,
  refusals: readonly Refusal[],
): Promise<Answer> {
  const { form, about, here, backHref, hidden = {} } = page;
  const { language } = desk;
  const { options, values, suggestHrefs } = await loadForm(desk, form, typed as FormValues);
  const title = say(form.words.one, language);
  return {
    title: `${title}: ${about}`,
    crumbs: [...page.crumbs, { label: title }],
    failed: refusals.length > 0,
    status: refusals.length > 0 ? 422 : 200,
    data: refusals.length > 0 ? { refusals } : { fields: form.fields },
    view: () => (
      <>
        <h1>{title}</h1>
        <p>{about}</p>
        <RecordForm
          record={form}
          language={language}
          action={here}
          verb={CASE.continue}
          values={values}
          refusals={refusals}
          options={options}
          suggestHrefs={suggestHrefs}
          hidden={hidden}
          cancelHref={backHref}
        />
      </>
    ),
  };
}

/** What was typed, fact by fact, and the button that does it. */
export function actCheck(
  { language }: Desk,
  page: ActPage,
  typed: Typed,
  facts: { label: string; value: string }[],
): Answer {
  const { form, follows, about, here, hidden = {} } = page;
  const title = say(form.words.one, language);
  return {
    title,
    crumbs: [...page.crumbs, { label: title }],
    data: { checked: facts },
    view: () => (
      <>
        <h1>{title}</h1>
        <p>{about}</p>
        <CheckPage
          language={language}
          verb={form.words.one}
          action={here}
          facts={facts}
          consequences={[say(follows, language)]}
          hidden={confirmedWith(typed, [...Object.keys(hidden), ...Object.keys(form.fields)])}
          backHref={here}
        />
      </>
    ),
  };
}
