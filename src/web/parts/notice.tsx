/** Messages above the content: what was done, what is worth knowing, what was refused. */
import type { PropsWithChildren } from 'hono/jsx';
import type { Refusal } from '../../kernel/refusal.ts';
import type { Language } from '../../kernel/words.ts';
import type { Tone } from '../look.ts';
import { FORM, say } from '../words.ts';

type NoticeProps = { tone: Exclude<Tone, 'neutral'>; title?: string };

/** A coloured box with an icon. Results of an act (`success`) are read out by screen readers when they appear. */
export const Notice = ({ tone, title, children }: PropsWithChildren<NoticeProps>) => (
  <div class="ds-alert" data-color={tone} role={tone === 'success' ? 'status' : undefined}>
    {title ? (
      <p class="notice-title">
        <strong>{title}</strong>
      </p>
    ) : null}
    {children}
  </div>
);

/** A refusal in words with the rule it rests on; the same text stands in the summary and at the field. */
export function refusalText(refusal: Refusal, language: Language): string {
  const message = say(refusal.message, language);
  return refusal.rule ? `${message} (${say(FORM.rule, language)}: ${refusal.rule})` : message;
}

/** The id of the element that an error about a field links to. */
export const fieldId = (name: string): string => `f-${name}`;

type SummaryProps = {
  refusals: readonly Refusal[];
  language: Language;
  /** Names of the fields on the page; a refusal about anything else is told without a link. */
  fields: readonly string[];
  /** Labels of the fields, put before a message that does not say itself which field it is about. */
  labels?: Readonly<Record<string, string>>;
};

function named(refusal: Refusal, language: Language, labels: SummaryProps['labels']): string {
  const text = refusalText(refusal, language);
  const label = refusal.field ? labels?.[refusal.field] : undefined;
  return label && !text.includes(label) ? `${label}: ${text}` : text;
}

/** Everything that was refused, on top of the form, in the order in which the command declared it. */
export const ErrorSummary = ({ refusals, language, fields, labels }: SummaryProps) =>
  refusals.length === 0 ? null : (
    <section class="ds-error-summary" id="error-summary" tabindex={-1} aria-labelledby="error-heading">
      <h2 class="ds-heading" id="error-heading">
        {say(FORM.errorsHeading, language)}
      </h2>
      <ul class="ds-list">
        {refusals.map((refusal) => (
          <li>
            {refusal.field && fields.includes(refusal.field) ? (
              <a href={`#${fieldId(refusal.field)}`}>{named(refusal, language, labels)}</a>
            ) : (
              named(refusal, language, labels)
            )}
          </li>
        ))}
      </ul>
    </section>
  );

type TagProps = { tone: Tone; children?: string };

/** A state as a word in a coloured tag; the shape before the word tells the tone without colour. */
export const Tag = ({ tone, children }: TagProps) => (
  <span class="ds-tag" data-color={tone}>
    <span class={`mark mark-${tone}`} aria-hidden="true" />
    {children}
  </span>
);
