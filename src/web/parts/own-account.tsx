/** What the pages of one's own account show. */
import type { OwnAccount, OwnPasskey, OwnSession } from '../../areas/access/contract.ts';
import type { PasskeyPlace } from '../../areas/access/entrance.ts';
import type { Instant } from '../../kernel/clock.ts';
import { formatCount } from '../../kernel/number.ts';
import type { Refusal } from '../../kernel/refusal.ts';
import type { Language, Words } from '../../kernel/words.ts';
import { showInstant } from '../look.ts';
import { paths } from '../paths.ts';
import { ACCOUNT, DOOR } from '../sign-in-words.ts';
import { say } from '../words.ts';
import { PasskeyForm, SecretField } from './door-page.tsx';
import { EnrolCodes, NewPasswordFields } from './factor-fields.tsx';
import { ErrorSummary, fieldId, Notice, Tag } from './notice.tsx';
import { Verbs } from './verbs.tsx';

type AccountViewProps = {
  language: Language;
  account: OwnAccount;
  passkeys: readonly OwnPasskey[];
  place: PasskeyPlace;
  /** Whether the installation knows an identity provider. */
  provider: boolean;
  /** The password was changed a moment ago. */
  changed: boolean;
};

/** A form of one button. */
const Press = (p: {
  action: string;
  language: Language;
  label: Words;
  /** What the button is about, for those who do not see the row it stands in. */
  about?: string;
  hidden?: Readonly<Record<string, string>>;
}) => (
  <form method="post" action={p.action}>
    {Object.entries(p.hidden ?? {}).map(([name, value]) => (
      <input type="hidden" name={name} value={value} />
    ))}
    <button class="ds-button" data-variant="secondary" type="submit">
      {say(p.label, p.language)}
      {p.about ? <span class="ds-sr-only"> {p.about}</span> : null}
    </button>
  </form>
);

export const AccountView = (p: AccountViewProps) => {
  const { language, account } = p;
  return (
    <>
      <h1>{say(ACCOUNT.title, language)}</h1>
      {p.changed ? <Notice tone="success">{say(ACCOUNT.passwordChanged, language)}</Notice> : null}
      <p>
        <strong>{account.full_name}</strong> · {account.name}
      </p>
      <section aria-labelledby="own-password">
        <h2 id="own-password">{say(ACCOUNT.password, language)}</h2>
        <p>
          <a class="ds-button" data-variant="secondary" href={paths.ownAccount('password')}>
            {say(DOOR.passwordVerb, language)}
          </a>
        </p>
      </section>
      <Second {...p} />
      <Passkeys {...p} />
      {p.provider ? <Identity {...p} /> : null}
      <section aria-labelledby="own-sessions">
        <h2 id="own-sessions">{say(ACCOUNT.sessions, language)}</h2>
        <p>{say(ACCOUNT.sessionsHelp, language)}</p>
        <p>
          <a class="ds-button" data-variant="secondary" href={paths.sessions()}>
            {say(ACCOUNT.sessions, language)}
          </a>
        </p>
      </section>
    </>
  );
};

const Second = ({ language, account }: AccountViewProps) => (
  <section aria-labelledby="own-second">
    <h2 id="own-second">{say(ACCOUNT.second, language)}</h2>
    <p>{say(account.needed ? ACCOUNT.needed : ACCOUNT.offered, language)}</p>
    <p>
      <Tag tone={account.totp ? 'success' : 'neutral'}>
        {say(account.totp ? ACCOUNT.totpOn : ACCOUNT.totpOff, language)}
      </Tag>
    </p>
    {account.drift !== 0 ? <Notice tone="warning">{say(ACCOUNT.drift, language)}</Notice> : null}
    <div class="verbs">
      <a class="ds-button" data-variant="secondary" href={paths.ownAccount('codes')}>
        {say(account.totp ? ACCOUNT.totpAnew : DOOR.enrolBegin, language)}
      </a>
      {account.totp ? (
        <Press
          action={paths.ownAccount('remove')}
          language={language}
          label={ACCOUNT.remove}
          about={say(ACCOUNT.totpOn, language)}
          hidden={{ what: 'totp' }}
        />
      ) : null}
    </div>
    {account.totp || account.passkeys > 0 ? (
      <>
        <p>
          {say(ACCOUNT.codesLeft, language)}: <strong>{formatCount(account.codes, language)}</strong>
        </p>
        <Press action={paths.ownAccount('recovery')} language={language} label={ACCOUNT.codesAnew} />
      </>
    ) : null}
  </section>
);

const Passkeys = ({ language, passkeys, place }: AccountViewProps) => (
  <section aria-labelledby="own-passkeys">
    <h2 id="own-passkeys">{say(ACCOUNT.passkeys, language)}</h2>
    {passkeys.length === 0 ? <p>{say(ACCOUNT.noPasskeys, language)}</p> : null}
    <ul class="own-list">
      {passkeys.map((key) => (
        <li class="own-item">
          <span>
            <strong>{key.name}</strong> · {say(ACCOUNT.added, language)} {instant(key.added_at, language)}
            {key.used_at ? ` · ${say(ACCOUNT.used, language)} ${instant(key.used_at, language)}` : ''}
          </span>
          <Press
            action={paths.ownAccount('remove')}
            language={language}
            label={ACCOUNT.remove}
            about={key.name}
            hidden={{ what: key.id }}
          />
        </li>
      ))}
    </ul>
    {place.ok ? (
      <>
        <PasskeyForm
          language={language}
          label={ACCOUNT.passkeyAdd}
          action={paths.passkey('new')}
          options={paths.passkey('new-options')}
          kind="create"
          hidden={{ back: paths.ownAccount() }}
        >
          <div class="ds-field entry">
            <label class="ds-label" for={fieldId('passkey-name')}>
              {say(ACCOUNT.passkeyName, language)}
            </label>
            <input class="ds-input" id={fieldId('passkey-name')} name="name" maxlength={60} />
          </div>
        </PasskeyForm>
        <p class="hint" data-without-passkeys>
          {say(ACCOUNT.passkeyNeedsScript, language)}
        </p>
      </>
    ) : (
      <Notice tone="info">{say(place.why, language)}</Notice>
    )}
  </section>
);

const Identity = ({ language, account }: AccountViewProps) => (
  <section aria-labelledby="own-identity">
    <h2 id="own-identity">{say(ACCOUNT.identity, language)}</h2>
    {account.issuer ? (
      <>
        <p>
          {say(ACCOUNT.linked, language)} <strong>{account.issuer}</strong>
        </p>
        <Press
          action={paths.ownAccount('remove')}
          language={language}
          label={ACCOUNT.remove}
          about={say(ACCOUNT.identity, language)}
          hidden={{ what: 'subject' }}
        />
      </>
    ) : (
      <>
        <p>{say(ACCOUNT.notLinked, language)}</p>
        <Press
          action={paths.oidc()}
          language={language}
          label={ACCOUNT.link}
          hidden={{ back: paths.ownAccount() }}
        />
      </>
    )}
  </section>
);

export const PasswordView = (p: { language: Language; account: string; refusals: readonly Refusal[] }) => (
  <>
    <h1>{say(DOOR.passwordVerb, p.language)}</h1>
    <ErrorSummary
      refusals={p.refusals}
      language={p.language}
      fields={['password', 'new_password', 'again']}
    />
    <p>{say(DOOR.newPasswordHelp, p.language)}</p>
    <form method="post" action={paths.ownAccount('password')} class="entry-form" novalidate>
      <input type="hidden" autocomplete="username" value={p.account} />
      <SecretField
        name="password"
        label={DOOR.passwordNow}
        language={p.language}
        refusals={p.refusals}
        autocomplete="current-password"
      />
      <NewPasswordFields language={p.language} refusals={p.refusals} />
      <Verbs
        language={p.language}
        verb={DOOR.passwordVerb}
        backHref={paths.ownAccount()}
        back={ACCOUNT.title}
      />
    </form>
  </>
);

export const CodesView = (p: { language: Language; account: OwnAccount; refusals: readonly Refusal[] }) => (
  <>
    <h1>{say(DOOR.enrol, p.language)}</h1>
    <ErrorSummary refusals={p.refusals} language={p.language} fields={['code']} />
    <EnrolCodes
      language={p.language}
      way={{ back: paths.ownAccount(), kept: '' }}
      action={paths.ownAccount('codes')}
      account={p.account}
      refusals={p.refusals}
    />
  </>
);

export const SessionsView = ({
  language,
  sessions,
}: {
  language: Language;
  sessions: readonly OwnSession[];
}) => (
  <>
    <h1>{say(ACCOUNT.sessions, language)}</h1>
    <p>{say(ACCOUNT.sessionsHelp, language)}</p>
    <ul class="own-list">
      {sessions.map((one) => (
        <li class="own-item">
          <dl class="facts">
            <div>
              <dt>{say(ACCOUNT.device, language)}</dt>
              <dd>
                {one.device || say(ACCOUNT.unknown, language)}{' '}
                {one.own ? <Tag tone="success">{say(ACCOUNT.own, language)}</Tag> : null}
                {one.locked ? <Tag tone="neutral">{say(ACCOUNT.locked, language)}</Tag> : null}
              </dd>
            </div>
            <div>
              <dt>{say(ACCOUNT.source, language)}</dt>
              <dd>{one.source || say(ACCOUNT.unknown, language)}</dd>
            </div>
            <div>
              <dt>{say(ACCOUNT.started, language)}</dt>
              <dd>{instant(one.started_at, language)}</dd>
            </div>
            <div>
              <dt>{say(ACCOUNT.seen, language)}</dt>
              <dd>{instant(one.seen_at, language)}</dd>
            </div>
          </dl>
          <Press
            action={paths.sessions('end')}
            language={language}
            label={ACCOUNT.end}
            about={one.device}
            hidden={{ session: one.id }}
          />
        </li>
      ))}
    </ul>
    {sessions.length > 1 ? (
      <Press action={paths.sessions('end-others')} language={language} label={ACCOUNT.endOthers} />
    ) : null}
  </>
);

const instant = (at: Instant, language: Language): string => showInstant(at, language);
