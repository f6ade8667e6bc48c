/** Fields that the door and one's own account share: a new password, a telephone to connect. */
import type { OwnAccount } from '../../areas/access/contract.ts';
import { totpAddress } from '../../areas/access/factors.ts';
import type { Refusal } from '../../kernel/refusal.ts';
import type { Language } from '../../kernel/words.ts';
import { DOOR } from '../sign-in-words.ts';
import { say } from '../words.ts';
import { SecretField, Ways } from './door-page.tsx';
import { SquareCode } from './square-code.tsx';
import { Verbs } from './verbs.tsx';

/** Where to go on to, and the form that was kept. */
export type Way = { back: string; kept: string };

/** The new password twice. */
export const NewPasswordFields = (p: { language: Language; refusals: readonly Refusal[] }) => (
  <>
    {(['new_password', 'again'] as const).map((name) => (
      <SecretField
        name={name}
        label={name === 'again' ? DOOR.passwordAgain : DOOR.passwordNew}
        language={p.language}
        refusals={p.refusals}
        autocomplete="new-password"
      />
    ))}
  </>
);

/** The square code with its key as text, once somebody has begun; before that the button that begins. */
export const EnrolCodes = (p: {
  language: Language;
  way: Way;
  action: string;
  account: OwnAccount;
  refusals: readonly Refusal[];
}) => {
  const { language } = p;
  const { pending, name } = p.account;
  if (!pending) {
    return (
      <form method="post" action={p.action} class="entry-form">
        <Ways {...p.way} />
        <input type="hidden" name="begin" value="yes" />
        <Verbs language={language} verb={DOOR.enrolBegin} />
      </form>
    );
  }
  return (
    <>
      <p>{say(DOOR.scan, language)}</p>
      <SquareCode text={totpAddress(pending, name)} label={say(DOOR.scanPicture, language)} />
      <p>
        {say(DOOR.scanText, language)} <code class="key">{pending.replace(/(.{4})(?=.)/g, '$1 ')}</code>
      </p>
      <form method="post" action={p.action} class="entry-form" novalidate>
        <Ways {...p.way} />
        <SecretField
          name="code"
          label={DOOR.confirmCode}
          language={language}
          refusals={p.refusals}
          autocomplete="one-time-code"
          digits
        />
        <Verbs language={language} verb={DOOR.confirmVerb} />
      </form>
    </>
  );
};
