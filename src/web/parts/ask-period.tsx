/** Which form: unit, period, what was known when, by which tree. Everything stands in the address. */
import type { Language, Words } from '../../kernel/words.ts';
import { choice, text } from '../../records/define.ts';
import { FORMS } from '../form-words.ts';
import type { FormAddress } from '../paths.ts';
import { say } from '../words.ts';
import { FieldInput } from './field-input.tsx';

// An object literal with a `then` looks like a promise to `await`; made from pairs it is plain data.
const TREES = Object.fromEntries([
  ['then', FORMS.treeThen],
  ['now', FORMS.treeNow],
]);

const FIELDS = {
  unit: text(FORMS.unit, { max: 60, required: true }),
  known_at: text(FORMS.knownAt, { max: 40 }),
  tree: choice(FORMS.tree, TREES, { required: true }),
};

type AskProps = {
  language: Language;
  action: string;
  asked: FormAddress;
  hint: Words;
  /** Without these two the page counts by the tree of the time and what is known now. */
  dated?: true;
};

export const AskPeriod = ({ language, action, asked, hint, dated }: AskProps) => {
  const input = (name: string, field: Parameters<typeof FieldInput>[0]['field'], value: string) => (
    <FieldInput name={name} field={field} language={language} value={value} refusals={[]} />
  );
  return (
    <details class="ask">
      <summary>{say(FORMS.change, language)}</summary>
      <form method="get" action={action} class="entry-form">
        {input('unit', FIELDS.unit, asked.unit)}
        {input('period', text(FORMS.period, { max: 10, required: true, hint }), asked.period)}
        {dated ? input('known_at', FIELDS.known_at, asked.known_at ?? '') : null}
        {dated ? input('tree', FIELDS.tree, asked.tree ?? 'then') : null}
        <button class="ds-button" type="submit">
          {say(FORMS.show, language)}
        </button>
      </form>
    </details>
  );
};
