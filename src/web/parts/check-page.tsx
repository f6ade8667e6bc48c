/** The page before an official act: what will be done, under its own verb, and what follows from it. */
import type { PropsWithChildren } from 'hono/jsx';
import type { Refusal } from '../../kernel/refusal.ts';
import type { Language, Words } from '../../kernel/words.ts';
import { CHECK, FORM, say } from '../words.ts';
import { ErrorSummary, fieldId, Notice, refusalText } from './notice.tsx';
import { Hidden } from './record-form.tsx';

export type CheckPageProps = {
  language: Language;
  /** The act as a named verb: "Phát hành báo cáo", "Thi hành kỷ luật". */
  verb: Words;
  action: string;
  /** What is about to be done, fact by fact. */
  facts: readonly { label: string; value: string }[];
  /** What will happen, one sentence each. */
  consequences: readonly string[];
  irreversible?: boolean;
  /** Serious acts ask for the password again (field `password`). */
  password?: boolean;
  hidden?: Readonly<Record<string, string>>;
  /** Names of the fields among the children, for the summary of refusals. */
  fields?: readonly string[];
  refusals?: readonly Refusal[];
  backHref: string;
};

const Password = ({ p }: { p: CheckPageProps }) => {
  const id = fieldId('password');
  const wrong = (p.refusals ?? []).filter((refusal) => refusal.field === 'password');
  return (
    <div class={wrong.length > 0 ? 'ds-field entry wrong' : 'ds-field entry'}>
      <label class="ds-label" for={id}>
        {say(CHECK.password, p.language)}
      </label>
      {wrong.map((refusal) => (
        <p class="ds-validation-message" id={`${id}-error`}>
          {refusalText(refusal, p.language)}
        </p>
      ))}
      <input
        class="ds-input"
        type="password"
        id={id}
        name="password"
        autocomplete="current-password"
        size={24}
        aria-invalid={wrong.length > 0 ? 'true' : undefined}
        aria-describedby={wrong.length > 0 ? `${id}-error` : undefined}
      />
    </div>
  );
};

export const Facts = ({ facts }: { facts: CheckPageProps['facts'] }) => (
  <dl class="facts">
    {facts.map((fact) => (
      <div>
        <dt>{fact.label}</dt>
        <dd class="long">{fact.value}</dd>
      </div>
    ))}
  </dl>
);

/** Facts, consequences and the one button that does it; children are what is still to be filled in. */
export const CheckPage = (p: PropsWithChildren<CheckPageProps>) => (
  <div class="check">
    <ErrorSummary
      refusals={p.refusals ?? []}
      language={p.language}
      fields={[...(p.fields ?? []), ...(p.password ? ['password'] : [])]}
    />
    <p class="hint">{say(CHECK.heading, p.language)}</p>
    <Facts facts={p.facts} />
    <Notice tone={p.irreversible ? 'warning' : 'info'} title={say(CHECK.willHappen, p.language)}>
      <ul class="ds-list">
        {p.consequences.map((consequence) => (
          <li>{consequence}</li>
        ))}
        {p.irreversible ? <li>{say(CHECK.irreversible, p.language)}</li> : null}
      </ul>
    </Notice>
    <form class="entry-form" method="post" action={p.action}>
      <Hidden values={p.hidden ?? {}} />
      {p.children}
      {p.password ? <Password p={p} /> : null}
      <div class="verbs">
        <button class="ds-button" data-color="accent" type="submit">
          {say(p.verb, p.language)}
        </button>
        <a href={p.backHref}>{say(FORM.back, p.language)}</a>
      </div>
    </form>
  </div>
);
