/** The entry form of a record type, built from its declaration. */
import type { PropsWithChildren } from 'hono/jsx';
import type { Refusal } from '../../kernel/refusal.ts';
import type { Language, Words } from '../../kernel/words.ts';
import type { Field, Fields, RecordType } from '../../records/define.ts';
import type { Choice, FormValues } from '../look.ts';
import { say } from '../words.ts';
import { FieldInput } from './field-input.tsx';
import { ErrorSummary } from './notice.tsx';
import { Verbs } from './verbs.tsx';

export type RecordFormProps = {
  record: RecordType;
  language: Language;
  /** Where the form is posted. */
  action: string;
  /** The named verb on the button: "Ghi nhận quyết định", never "Save". */
  verb: Words;
  values: FormValues;
  refusals?: readonly Refusal[];
  /** Names of the fields to show, in order; all that are not derived when absent. */
  only?: readonly string[];
  /** Per reference field: every choice, for a select. */
  options?: Readonly<Record<string, readonly Choice[]>>;
  /** Per reference field: texts offered while typing. */
  suggestions?: Readonly<Record<string, readonly Choice[]>>;
  /** Per reference field: address of suggestions by script. */
  suggestHrefs?: Readonly<Record<string, string>>;
  hidden?: Readonly<Record<string, string>>;
  cancelHref?: string;
};

/** The fields of the entry form, in order. */
export function entryFields(fields: Fields, only?: readonly string[]): [string, Field][] {
  if (only) return only.flatMap((name) => (fields[name] ? [[name, fields[name]] as [string, Field]] : []));
  return Object.entries(fields).filter(([, field]) => !field.derived);
}

/** Values posted without being shown. */
export const Hidden = ({ values }: { values: Readonly<Record<string, string>> }) => (
  <>
    {Object.entries(values).map(([name, value]) => (
      <input type="hidden" name={name} value={value} />
    ))}
  </>
);

/** Summary of refusals and the form; children (further fields, such as a reason) stand before the button. */
export const RecordForm = (props: PropsWithChildren<RecordFormProps>) => {
  const { record, language, refusals = [] } = props;
  const fields = entryFields(record.fields, props.only);
  return (
    <>
      <ErrorSummary
        refusals={refusals}
        language={language}
        fields={fields.map(([name]) => name)}
        labels={Object.fromEntries(fields.map(([name, field]) => [name, say(field.words, language)]))}
      />
      <form
        class="entry-form"
        method="post"
        action={props.action}
        data-guard={refusals.length > 0 ? 'changed' : ''}
        novalidate
      >
        <Hidden values={props.hidden ?? {}} />
        {fields.map(([name, field]) => (
          <FieldInput
            name={name}
            field={field}
            language={language}
            value={props.values[name]}
            refusals={refusals}
            options={props.options?.[name]}
            suggestions={props.suggestions?.[name]}
            suggestHref={props.suggestHrefs?.[name]}
          />
        ))}
        {props.children}
        <Verbs language={language} verb={props.verb} backHref={props.cancelHref} />
      </form>
    </>
  );
};
