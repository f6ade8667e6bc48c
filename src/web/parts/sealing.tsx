/** What pages that seal or open are made of. Fields for what must not leave the browser have no name. */
import type { PropsWithChildren } from 'hono/jsx';
import { KEY, SCRIPT } from '../../areas/sealing/words.ts';
import type { Language, Words } from '../../kernel/words.ts';
import { sealingScript } from '../assets/assets.ts';
import { say } from '../words.ts';
import { Notice } from './notice.tsx';

type Said = { language: Language };

/** Says what is needed until the script takes it away; the script itself. Once on a page. */
export const NeedsScript = ({ language }: Said) => (
  <>
    <div data-without-sealing="">
      <Notice tone="warning">{say(SCRIPT.needed, language)}</Notice>
    </div>
    <script src={sealingScript().href} defer />
  </>
);

type PlainProps = Said & {
  /** Which part it belongs to, and how it is called within. */
  plain: string;
  id: string;
  label: Words;
  hint?: Words;
  long?: true;
};

/** What is typed here is sealed before anything is sent. */
export const PlainField = ({ language, plain, id, label, hint, long }: PlainProps) => {
  const field = {
    ...{ id, class: 'ds-input', autocomplete: 'off', spellcheck: false },
    ...{ 'data-plain': plain, 'data-label': label.vi, 'aria-describedby': hint ? `${id}-hint` : undefined },
  };
  return (
    <div class="ds-field entry">
      <label class="ds-label" for={id}>
        {say(label, language)}
      </label>
      {hint ? (
        <p class="hint" id={`${id}-hint`}>
          {say(hint, language)}
        </p>
      ) : null}
      {long ? <textarea {...field} rows={10} /> : <input {...field} type="text" />}
    </div>
  );
};

export const PlainFile = ({ language, id, label }: Said & { id: string; label: Words }) => (
  <div class="ds-field entry">
    <label class="ds-label" for={id}>
      {say(label, language)}
    </label>
    <input class="ds-input" type="file" id={id} data-plain-file="" />
  </div>
);

type SecretProps = Said & { id: string; label: Words; fresh?: true };

export const Passphrase = ({ language, id, label, fresh }: SecretProps) => (
  <div class="ds-field entry">
    <label class="ds-label" for={id}>
      {say(label, language)}
    </label>
    <input
      class="ds-input"
      type="password"
      id={id}
      autocomplete={fresh ? 'new-password' : 'off'}
      data-passphrase=""
    />
  </div>
);

/** The holder’s own key: its file and the passphrase it is locked with. */
export const KeyFields = ({ language, id }: Said & { id: string }) => (
  <>
    <div class="ds-field entry">
      <label class="ds-label" for={`${id}-file`}>
        {say(KEY.file, language)}
      </label>
      <input class="ds-input" type="file" id={`${id}-file`} accept=".age" data-key-file="" />
    </div>
    <Passphrase language={language} id={`${id}-pass`} label={KEY.enter} />
  </>
);

/** The button that does it in the browser, and what it says meanwhile. */
export const Go = ({ language, verb, failed = SCRIPT.failed }: Said & { verb: Words; failed?: Words }) => (
  <>
    <p
      class="ds-validation-message"
      role="status"
      data-said=""
      data-working={say(SCRIPT.working, language)}
      data-failed={say(failed, language)}
    />
    <div class="verbs">
      <button class="ds-button" data-color="accent" type="button" data-go="">
        {say(verb, language)}
      </button>
    </div>
  </>
);

type SealFormProps = Said & {
  action: string;
  /** `identity`, `original` or `letter`, and the id of the letter it is sealed for. */
  seal: string;
  of: string;
  holders: readonly { key: string; recipient: string }[];
  intake?: readonly string[];
  hidden: Readonly<Record<string, string>>;
  verb: Words;
};

/** Sealed in the browser: only the hidden fields have names. Shown by the script. */
export const SealForm = (p: PropsWithChildren<SealFormProps>) => (
  <form
    class="entry-form"
    method="post"
    action={p.action}
    hidden
    data-seal={p.seal}
    data-of={p.of}
    data-holders={JSON.stringify(p.holders)}
    data-intake={JSON.stringify(p.intake ?? [])}
  >
    {Object.entries(p.hidden).map(([name, value]) => (
      <input type="hidden" name={name} value={value} />
    ))}
    {p.children}
    <Go language={p.language} verb={p.verb} />
  </form>
);
