/** One field of a record type as an input: label above, hint, what was typed, what is wrong with it. */
import type { Child } from 'hono/jsx';
import type { Refusal } from '../../kernel/refusal.ts';
import type { Language, Words } from '../../kernel/words.ts';
import type { Field, Options } from '../../records/define.ts';
import { type Choice, readBack } from '../look.ts';
import { FORM, say } from '../words.ts';
import { fieldId, refusalText } from './notice.tsx';

/** From this number of options on, a choice is a select instead of radio buttons. */
const SELECT_FROM = 6;

export type FieldInputProps = {
  name: string;
  field: Field;
  language: Language;
  /** As typed; kept even when it was refused. */
  value?: string | readonly string[] | undefined;
  refusals?: readonly Refusal[];
  /** All records a reference may point to, when they are few enough for a select. */
  options?: readonly Choice[] | undefined;
  /** Texts offered while typing a reference; the server finds the record by the text. */
  suggestions?: readonly Choice[] | undefined;
  /** Address that answers `[{ value, label }]` to `?q=`, for suggestions by script. */
  suggestHref?: string | undefined;
};

type Inner = FieldInputProps & { id: string; describedBy: string | undefined; invalid: 'true' | undefined };

const textOf = (value: FieldInputProps['value']): string =>
  (typeof value === 'string' ? value : value?.[0]) ?? '';

const listOf = (value: FieldInputProps['value']): readonly string[] =>
  typeof value === 'string' ? (value ? [value] : []) : (value ?? []);

export const choicesOf = (options: Options, language: Language): Choice[] =>
  Object.entries(options).map(([value, words]) => ({ value, label: say(words, language) }));

const YES_NO = (language: Language): Choice[] => [
  { value: 'true', label: say(FORM.yes, language) },
  { value: 'false', label: say(FORM.no, language) },
];

/** The hint of the field itself, then the one of its kind. */
function hints(field: Field, props: FieldInputProps): Words[] {
  const own = field.hint ? [field.hint] : [];
  if (field.type === 'date') return [...own, FORM.date];
  if (field.type === 'partial-date') return [...own, FORM.partialDate];
  if (field.type !== 'reference') return own;
  if (!props.options) return [...own, FORM.reference];
  return props.options.length === 0 ? [...own, FORM.nothingToChoose] : own;
}

const common = (p: Inner) => ({
  id: p.id,
  name: p.name,
  'aria-describedby': p.describedBy,
  'aria-invalid': p.invalid,
  required: undefined,
  'aria-required': p.field.required ? ('true' as const) : undefined,
});

const TextInput = (p: Inner & { size?: number; inputmode?: 'numeric' }) => (
  <input
    class="ds-input"
    type="text"
    {...common(p)}
    value={textOf(p.value)}
    size={p.size}
    inputmode={p.inputmode}
    autocomplete="off"
  />
);

const SelectInput = (p: Inner & { choices: readonly Choice[] }) => (
  <select class="ds-input" data-width="auto" {...common(p)}>
    <option value="">{say(FORM.notChosen, p.language)}</option>
    {p.choices.map((choice) => (
      <option value={choice.value} selected={choice.value === textOf(p.value)}>
        {choice.label}
      </option>
    ))}
  </select>
);

const ReferenceInput = (p: Inner) => (
  <>
    <input
      class="ds-input"
      type="text"
      {...common(p)}
      value={textOf(p.value)}
      list={`${p.id}-list`}
      autocomplete="off"
      data-suggest={p.suggestHref}
    />
    <datalist id={`${p.id}-list`}>
      {(p.suggestions ?? []).map((choice) => (
        <option value={choice.value} label={choice.label} />
      ))}
    </datalist>
  </>
);

const SingleInput = (p: Inner) => {
  switch (p.field.type) {
    case 'text':
      return p.field.multiline ? (
        <textarea class="ds-input" rows={4} {...common(p)}>
          {textOf(p.value)}
        </textarea>
      ) : (
        <TextInput {...p} />
      );
    case 'count':
      return <TextInput {...p} size={9} inputmode="numeric" />;
    case 'money':
      return <TextInput {...p} size={18} inputmode="numeric" />;
    case 'reference':
      return p.options ? <SelectInput {...p} choices={p.options} /> : <ReferenceInput {...p} />;
    case 'choice':
      return <SelectInput {...p} choices={choicesOf(p.field.options, p.language)} />;
    default:
      return <TextInput {...p} size={14} />;
  }
};

type Toggle = { type: 'radio' | 'checkbox'; choices: readonly Choice[]; chosen: readonly string[] };

/** Radio buttons and checkboxes; the first carries the id that the error summary links to. */
const ToggleInputs = ({ p, toggle }: { p: Inner; toggle: Toggle }) => (
  <div class={toggle.choices.length <= 3 ? 'toggles toggles-row' : 'toggles'}>
    {toggle.choices.map((choice, index) => {
      const id = index === 0 ? p.id : `${p.id}-${index}`;
      return (
        <div class="ds-field">
          <input
            class="ds-input"
            type={toggle.type}
            id={id}
            name={p.name}
            value={choice.value}
            checked={toggle.chosen.includes(choice.value)}
            aria-describedby={p.invalid ? `${p.id}-error` : undefined}
            aria-invalid={toggle.type === 'checkbox' ? p.invalid : undefined}
          />
          <label class="ds-label" for={id}>
            {choice.label}
          </label>
        </div>
      );
    })}
  </div>
);

/** How a field is shown as a group of buttons, or undefined when it is a single control. */
function toggleOf({ field, value, language }: FieldInputProps): Toggle | undefined {
  if (field.type === 'choices') {
    return { type: 'checkbox', choices: choicesOf(field.options, language), chosen: listOf(value) };
  }
  const choices =
    field.type === 'flag'
      ? YES_NO(language)
      : field.type === 'choice'
        ? choicesOf(field.options, language)
        : [];
  if (choices.length === 0 || choices.length >= SELECT_FROM) return undefined;
  // A flag is kept as yes or no; "not stated" would be recorded as no.
  if (field.type === 'flag') return { type: 'radio', choices, chosen: [textOf(value) || 'false'] };
  const none = field.required ? [] : [{ value: '', label: say(FORM.notSaid, language) }];
  return { type: 'radio', choices: [...choices, ...none], chosen: [textOf(value)] };
}

const Required = ({ field, language }: { field: Field; language: Language }) =>
  field.required ? <span class="required"> ({say(FORM.required, language)})</span> : null;

const Messages = ({ p, texts }: { p: FieldInputProps; texts: string[] }) =>
  texts.length === 0 ? null : (
    <div id={`${fieldId(p.name)}-error`}>
      {texts.map((text) => (
        <p class="ds-validation-message">
          <span class="ds-sr-only">{say(FORM.error, p.language)}: </span>
          {text}
        </p>
      ))}
    </div>
  );

const Hint = ({ id, texts }: { id: string; texts: string[] }): Child =>
  texts.length === 0 ? null : (
    <p class="hint" id={id}>
      {texts.join('. ')}
    </p>
  );

/** The input of one field. Its name in the form is the field's name. */
export const FieldInput = (props: FieldInputProps) => {
  const { name, field, language } = props;
  const id = fieldId(name);
  const texts = (props.refusals ?? [])
    .filter((one) => one.field === name)
    .map((one) => refusalText(one, language));
  const hintTexts = hints(field, props).map((words) => say(words, language));
  const read = texts.length === 0 ? readBack(field, textOf(props.value), language) : undefined;
  const described = [
    hintTexts.length > 0 ? `${id}-hint` : '',
    read ? `${id}-read` : '',
    texts.length > 0 ? `${id}-error` : '',
  ].filter(Boolean);
  const inner: Inner = {
    ...props,
    id,
    describedBy: described.join(' ') || undefined,
    invalid: texts.length > 0 ? 'true' : undefined,
  };
  const toggle = toggleOf(props);
  const rest = {
    hint: <Hint id={`${id}-hint`} texts={hintTexts} />,
    wrong: <Messages p={props} texts={texts} />,
  };
  if (toggle) {
    return (
      <fieldset
        class={texts.length > 0 ? 'ds-fieldset entry wrong' : 'ds-fieldset entry'}
        aria-describedby={inner.describedBy}
      >
        <legend class="ds-label">
          {say(field.words, language)}
          <Required field={field} language={language} />
        </legend>
        {rest.hint}
        {rest.wrong}
        <ToggleInputs p={inner} toggle={toggle} />
      </fieldset>
    );
  }
  return (
    <div class={texts.length > 0 ? 'ds-field entry wrong' : 'ds-field entry'}>
      <label class="ds-label" for={id}>
        {say(field.words, language)}
        <Required field={field} language={language} />
      </label>
      {rest.hint}
      {rest.wrong}
      <SingleInput {...inner} />
      {read ? (
        <p class="read-back" id={`${id}-read`}>
          {say(FORM.readBack, language)}: {read}
        </p>
      ) : null}
    </div>
  );
};
