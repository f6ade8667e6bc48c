/** Pages before the house: no navigation, one heading, one form, large enough for a small telephone. */
import type { PropsWithChildren } from 'hono/jsx';
import type { Refusal } from '../../kernel/refusal.ts';
import type { Language, Words } from '../../kernel/words.ts';
import { paths } from '../paths.ts';
import { Page } from '../shell.tsx';
import { DOOR } from '../sign-in-words.ts';
import { say } from '../words.ts';
import { ErrorSummary, fieldId, refusalText } from './notice.tsx';

type DoorPageProps = {
  title: Words;
  language: Language;
  demo: boolean;
  refusals?: readonly Refusal[];
  fields?: readonly string[];
  /** Somebody's half-open session stands behind the page: it can be left. */
  leave?: boolean;
};

export const DoorPage = (p: PropsWithChildren<DoorPageProps>) => {
  const refusals = p.refusals ?? [];
  const title = say(p.title, p.language);
  return (
    <Page
      title={title}
      language={p.language}
      session={null}
      nav={[]}
      demo={p.demo}
      path={paths.signIn()}
      failed={refusals.length > 0}
    >
      <div class="door">
        <h1>{title}</h1>
        <ErrorSummary refusals={refusals} language={p.language} fields={p.fields ?? []} />
        {p.children}
        {p.leave ? (
          <form method="post" action="/sign-in/leave" class="door-leave">
            <button class="ds-button" data-variant="tertiary" type="submit">
              {say(DOOR.leave, p.language)}
            </button>
          </form>
        ) : null}
      </div>
    </Page>
  );
};

type SecretProps = {
  name: string;
  label: Words;
  language: Language;
  refusals?: readonly Refusal[];
  /** What password managers and telephones fill in. */
  autocomplete: 'current-password' | 'new-password' | 'one-time-code' | 'off';
  /** Digits are typed on a number pad. */
  digits?: boolean;
};

/** A field for a secret; what was typed never comes back in it. */
export const SecretField = ({ name, label, language, refusals = [], autocomplete, digits }: SecretProps) => {
  const id = fieldId(name);
  const wrong = refusals.filter((refusal) => refusal.field === name);
  const errorId = wrong.length > 0 ? `${id}-error` : undefined;
  const hidden = autocomplete === 'current-password' || autocomplete === 'new-password';
  return (
    <div class={errorId ? 'ds-field entry wrong' : 'ds-field entry'}>
      <label class="ds-label" for={id}>
        {say(label, language)}
      </label>
      {errorId ? (
        <p class="ds-validation-message" id={errorId}>
          {wrong.map((refusal) => refusalText(refusal, language)).join(' ')}
        </p>
      ) : null}
      <input
        class="ds-input"
        id={id}
        name={name}
        type={hidden ? 'password' : 'text'}
        autocomplete={autocomplete}
        autocapitalize="none"
        spellcheck={false}
        inputmode={digits ? 'numeric' : undefined}
        aria-invalid={errorId ? 'true' : undefined}
        aria-describedby={errorId}
      />
    </div>
  );
};

type PasskeyProps = {
  language: Language;
  label: Words;
  /** Where the form is sent and where the browser asks what to sign. */
  action: string;
  options: string;
  kind: 'get' | 'create';
  hidden?: Readonly<Record<string, string>>;
};

/** Shown by the script, and only in browsers that know passkeys. */
export const PasskeyForm = (p: PropsWithChildren<PasskeyProps>) => (
  <form
    class="entry-form"
    method="post"
    action={p.action}
    data-passkey={p.options}
    data-passkey-kind={p.kind}
    hidden
  >
    {Object.entries({ step: '', credential: '', ...p.hidden }).map(([name, value]) => (
      <input type="hidden" name={name} value={value} />
    ))}
    {p.children}
    <p
      class="ds-validation-message"
      role="status"
      data-passkey-failed={say(DOOR.passkeyFailed, p.language)}
    />
    <div class="verbs">
      <button class="ds-button" data-variant="secondary" type="button">
        {say(p.label, p.language)}
      </button>
    </div>
  </form>
);

/** Hidden ways back: where to go on, and the form that was kept. */
export const Ways = ({ back, kept }: { back: string; kept: string }) => (
  <>
    <input type="hidden" name="back" value={back} />
    {kept ? <input type="hidden" name="kept" value={kept} /> : null}
  </>
);

/** Ten codes to print, shown once. */
export const CodesPage = (p: {
  language: Language;
  demo: boolean;
  account: string;
  codes: readonly string[];
  back: string;
}) => (
  <DoorPage title={DOOR.codes} language={p.language} demo={p.demo}>
    <p>{say(DOOR.codesHelp, p.language)}</p>
    <p>
      <strong>Cấp Ủy · {p.account}</strong>
    </p>
    <ol class="codes">
      {p.codes.map((code) => (
        <li>
          <code>{code}</code>
        </li>
      ))}
    </ol>
    <div class="verbs no-print">
      <button class="ds-button" data-variant="secondary" type="button" data-print hidden>
        {say(DOOR.print, p.language)}
      </button>
      <a class="ds-button" data-color="accent" href={p.back}>
        {say(DOOR.codesKept, p.language)}
      </a>
    </div>
  </DoorPage>
);
