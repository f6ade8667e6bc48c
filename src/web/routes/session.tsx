/** Signing in and out, the mandate in use, the language. */
import type { Context } from 'hono';
import { PLAIN_ENTRANCE, passkeyPlace } from '../../areas/access/entrance.ts';
import { signIn } from '../../areas/access/sign-in.ts';
import { sessionState } from '../../areas/access/sign-in-store.ts';
import { closeSession, setLanguage, switchMandate } from '../../areas/access/store.ts';
import { command } from '../../db/door.ts';
import { LOST_REFERENCE } from '../../db/faults.ts';
import { isId } from '../../kernel/id.ts';
import { done, type Refusal, refused } from '../../kernel/refusal.ts';
import type { Language } from '../../kernel/words.ts';
import { text } from '../../records/define.ts';
import { textOf } from '../../records/input.ts';
import { deskOf, type Env, type House } from '../desk.tsx';
import { DoorPage, PasskeyForm, SecretField, Ways } from '../parts/door-page.tsx';
import { FieldInput } from '../parts/field-input.tsx';
import { Notice } from '../parts/notice.tsx';
import { Verbs } from '../parts/verbs.tsx';
import { paths } from '../paths.ts';
import type { Route } from '../route.ts';
import { DOOR } from '../sign-in-words.ts';
import { typedOf } from '../typed.ts';
import {
  addressOf,
  chosenLanguage,
  dropSession,
  fromOf,
  giveDevice,
  giveLanguage,
  giveSession,
  guestLanguage,
  isHttps,
  safeBack,
  sessionToken,
  stageAddress,
} from '../visit.ts';
import { say } from '../words.ts';

const NAME = text(DOOR.name, { max: 80, required: true });

type SignInProps = {
  house: House;
  c: Context;
  language: Language;
  back: string;
  name: string;
  refusals: readonly Refusal[];
};

const SignIn = ({ house, c, language, back, name, refusals }: SignInProps) => (
  <DoorPage
    title={DOOR.signIn}
    language={language}
    demo={house.demonstration}
    refusals={refusals}
    fields={['name', 'password']}
  >
    {house.demonstration ? <Notice tone="info">{say(DOOR.demo, language)}</Notice> : null}
    <form method="post" action={paths.signIn()} class="entry-form" novalidate>
      <Ways back={back} kept="" />
      <FieldInput name="name" field={NAME} language={language} value={name} refusals={refusals} />
      <SecretField
        name="password"
        label={DOOR.password}
        language={language}
        refusals={refusals}
        autocomplete="current-password"
      />
      <Verbs language={language} verb={DOOR.signIn} />
    </form>
    {passkeyPlace(house.entrance ?? PLAIN_ENTRANCE, addressOf(house, c)).ok ? (
      <PasskeyForm
        language={language}
        label={DOOR.passkey}
        action={paths.passkey()}
        options={paths.passkey('options')}
        kind="get"
        hidden={{ back }}
      />
    ) : null}
    {house.entrance?.oidc ? (
      <form method="post" action={paths.oidc()} class="entry-form">
        <Ways back={back} kept="" />
        <Verbs language={language} verb={DOOR.oidc} weight="lesser" />
      </form>
    ) : null}
  </DoorPage>
);

/** The page to sign in on, with what was refused. */
export const signInPage = (
  house: House,
  c: Context,
  refusals: readonly Refusal[] = [],
  typed: { back?: string; name?: string } = {},
) =>
  c.html(
    <SignIn
      house={house}
      c={c}
      language={guestLanguage(house, c)}
      back={safeBack(typed.back ?? c.req.query('back'))}
      name={typed.name ?? ''}
      refusals={refusals}
    />,
    refusals.length > 0 ? 422 : 200,
  );

/** Pages for those who are not signed in yet. */
export function guestRoutes(house: House): Route[] {
  const common = { who: 'anybody', table: 'none' } as const;
  const path = paths.signIn();
  return [
    {
      ...common,
      method: 'get',
      path,
      takes: ['back'],
      audit: 'none',
      handle: (c) => signInPage(house, c),
    },
    {
      ...common,
      method: 'post',
      path,
      takes: ['back', 'name', 'password'],
      audit: 'sign in',
      handle: (c) => enterHouse(house, c),
    },
    {
      ...common,
      method: 'post',
      path: '/sign-in/leave',
      takes: [],
      audit: 'sign out',
      handle: (c) => leave(house, c),
    },
    {
      ...common,
      method: 'post',
      path: '/language',
      takes: ['back', 'language'],
      audit: 'none',
      handle: (c) => chooseLanguage(house, c),
    },
  ];
}

async function enterHouse(house: House, c: Context): Promise<Response> {
  const body = await typedOf(c);
  const name = textOf(body.name).slice(0, 200);
  const back = safeBack(body.back);
  const from = { ...fromOf(house, c), language: chosenLanguage(house, c) ?? 'vi' } as const;
  const outcome = await signIn(house, name, textOf(body.password).slice(0, 1000), from);
  if (!outcome.ok) return signInPage(house, c, outcome.refusals, { back, name });
  return enter(house, c, outcome.value, back);
}

/** Gives the cookies of a session just opened and leads to where it belongs. */
export async function enter(
  house: House,
  c: Context,
  opened: { token: string; device: string },
  back: string,
): Promise<Response> {
  const state = await sessionState(house.db, opened.token);
  giveSession(house, c, opened.token);
  giveDevice(house, c, opened.device);
  return c.redirect(stageAddress(state?.stage ?? 'open', back), 303);
}

/** Kept in a cookie for those who have not signed in, and in the session of those who have. */
async function chooseLanguage(house: House, c: Context): Promise<Response> {
  const body = await typedOf(c);
  const language = body.language === 'en' ? 'en' : 'vi';
  giveLanguage(house, c, language);
  const token = sessionToken(house, c);
  if (!token) return c.redirect(paths.signIn(), 303);
  await setLanguage(house.db, token, language);
  return c.redirect(safeBack(body.back), 303);
}

/** What a signed-in person can change about the session. */
export function sessionRoutes(): Route[] {
  const common = { method: 'post', who: 'signed_in', table: 'none' } as const;
  return [
    {
      ...common,
      path: '/mandate',
      takes: ['back', 'mandate'],
      audit: 'switch mandate',
      handle: changeMandate,
    },
    { ...common, path: '/sign-out', takes: [], audit: 'sign out', handle: (c) => leave(deskOf(c), c) },
  ];
}

async function changeMandate(c: Context<Env>): Promise<Response> {
  const body = await typedOf(c);
  const wanted = textOf(body.mandate);
  const entry = { command: 'switch mandate', recordType: 'mandate', recordId: wanted, input: wanted };
  if (isId(wanted))
    await command(deskOf(c), entry, async (tx) =>
      (await switchMandate(tx, deskOf(c).token, wanted)) ? done(null) : refused(LOST_REFERENCE),
    );
  return c.redirect(safeBack(body.back), 303);
}

/** Ends the session, whatever it waited for. What the browser kept of the pages goes too, where it obeys. */
async function leave(house: House, c: Context): Promise<Response> {
  const token = sessionToken(house, c);
  // Whoever leaves is let go by any clock; by one that was moved, the entry follows the last one.
  const at = house.clock.now();
  if (token) await closeSession(house.db, token, house.clock.trouble?.(at) ? null : at);
  dropSession(house, c);
  if (isHttps(house)) c.header('Clear-Site-Data', '"cache", "storage"');
  return c.redirect(paths.signIn(), 303);
}
