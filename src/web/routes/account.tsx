/** One's own account: password, second factor, passkeys, the province's identity, sessions. */
import type { Context } from 'hono';
import type { OwnAccount, OwnPasskey, OwnSession } from '../../areas/access/contract.ts';
import { type PasskeyPlace, PLAIN_ENTRANCE, passkeyPlace } from '../../areas/access/entrance.ts';
import { beginCodes, confirmCodes, renewRecovery } from '../../areas/access/factors.ts';
import { changePassword } from '../../areas/access/own-account.ts';
import {
  endSessions,
  ownAccount,
  ownSessions,
  passkeysOf,
  removeFactor,
} from '../../areas/access/sign-in-store.ts';
import { command, entryInstant } from '../../db/door.ts';
import { isId } from '../../kernel/id.ts';
import { done, type Refusal } from '../../kernel/refusal.ts';
import { textOf } from '../../records/input.ts';
import { type Answer, answer, type Desk, deskOf, type Env, refusedAnswer } from '../desk.tsx';
import { CodesPage } from '../parts/door-page.tsx';
import { AccountView, CodesView, PasswordView, SessionsView } from '../parts/own-account.tsx';
import { paths } from '../paths.ts';
import type { Route } from '../route.ts';
import { ACCOUNT, DOOR } from '../sign-in-words.ts';
import { typedOf } from '../typed.ts';
import { addressOf, dropSession, giveSession } from '../visit.ts';
import { say } from '../words.ts';

export function ownAccountRoutes(): Route[] {
  const common = { who: 'signed_in', table: 'none' } as const;
  const show = { ...common, method: 'get', takes: [], audit: 'none' } as const;
  const change = { ...common, method: 'post', stepUp: true } as const;
  return [
    { ...show, path: paths.ownAccount(), handle: async (c) => answer(c, await accountAnswer(c)) },
    { ...show, path: paths.ownAccount('password'), handle: (c) => answer(c, passwordAnswer(deskOf(c), [])) },
    {
      ...common,
      method: 'post',
      path: paths.ownAccount('password'),
      takes: ['password', 'new_password', 'again'],
      audit: 'change password',
      handle: changeOwnPassword,
    },
    {
      ...show,
      path: paths.ownAccount('codes'),
      stepUp: true,
      handle: async (c) => answer(c, await codesAnswer(deskOf(c), [])),
    },
    {
      ...change,
      path: paths.ownAccount('codes'),
      takes: ['begin', 'code', 'back'],
      audit: 'enrol codes',
      handle: enrolCodes,
    },
    {
      ...change,
      path: paths.ownAccount('recovery'),
      takes: [],
      audit: 'renew recovery codes',
      handle: renewOwnCodes,
    },
    { ...change, path: paths.ownAccount('remove'), takes: ['what'], audit: 'remove factor', handle: remove },
    { ...show, path: paths.sessions(), handle: async (c) => answer(c, await sessionsAnswer(deskOf(c))) },
    {
      ...common,
      method: 'post',
      path: paths.sessions('end'),
      takes: ['session'],
      audit: 'end session',
      handle: end,
    },
    {
      ...common,
      method: 'post',
      path: paths.sessions('end-others'),
      takes: [],
      audit: 'end session',
      handle: endOthers,
    },
  ];
}

async function accountAnswer(c: Context<Env>): Promise<Answer> {
  const desk = deskOf(c);
  const account = (await ownAccount(desk.db, desk.token)) as OwnAccount;
  const passkeys: OwnPasskey[] = await passkeysOf(desk.db, desk.token);
  const place: PasskeyPlace = passkeyPlace(desk.entrance ?? PLAIN_ENTRANCE, addressOf(desk, c));
  const title = say(ACCOUNT.title, desk.language);
  const { pending: _, ...data } = account;
  return {
    title,
    crumbs: [{ label: title }],
    data: { ...data, passkeys: passkeys.map(({ name, added_at, used_at }) => ({ name, added_at, used_at })) },
    view: () => (
      <AccountView
        language={desk.language}
        account={account}
        passkeys={passkeys}
        place={place}
        provider={desk.entrance?.oidc !== undefined}
        changed={c.req.query('changed') === 'password'}
      />
    ),
  };
}

const crumbs = (desk: Desk, title: string) => [
  { label: say(ACCOUNT.title, desk.language), href: paths.ownAccount() },
  { label: title },
];

function passwordAnswer(desk: Desk, refusals: readonly Refusal[]): Answer {
  const title = say(DOOR.passwordVerb, desk.language);
  return {
    title,
    crumbs: crumbs(desk, title),
    failed: refusals.length > 0,
    status: refusals.length > 0 ? 422 : 200,
    data: { refusals },
    view: () => (
      <PasswordView language={desk.language} account={desk.session.account_name} refusals={refusals} />
    ),
  };
}

async function changeOwnPassword(c: Context<Env>): Promise<Response> {
  const desk = deskOf(c);
  const body = await typedOf(c);
  const typed = {
    password: textOf(body.password).slice(0, 1000),
    new_password: textOf(body.new_password).slice(0, 1000),
    again: textOf(body.again).slice(0, 1000),
  };
  const outcome = await changePassword(desk, desk.session, typed);
  if (!outcome.ok) return answer(c, passwordAnswer(desk, outcome.refusals));
  giveSession(desk, c, outcome.value);
  return c.redirect(`${paths.ownAccount()}?changed=password`, 303);
}

async function codesAnswer(desk: Desk, refusals: readonly Refusal[]): Promise<Answer> {
  const account = (await ownAccount(desk.db, desk.token)) as OwnAccount;
  const title = say(DOOR.enrol, desk.language);
  return {
    title,
    crumbs: crumbs(desk, title),
    failed: refusals.length > 0,
    status: refusals.length > 0 ? 422 : 200,
    data: { refusals },
    view: () => <CodesView language={desk.language} account={account} refusals={refusals} />,
  };
}

async function enrolCodes(c: Context<Env>): Promise<Response> {
  const desk = deskOf(c);
  const body = await typedOf(c);
  if (textOf(body.begin)) {
    await beginCodes(desk, desk.token);
    return c.redirect(paths.ownAccount('codes'), 303);
  }
  const outcome = await confirmCodes(desk, desk.session, textOf(body.code).slice(0, 20));
  if (!outcome.ok) return answer(c, await codesAnswer(desk, outcome.refusals));
  giveSession(desk, c, outcome.value.token);
  return printCodes(c, outcome.value.codes);
}

const printCodes = (c: Context<Env>, codes: readonly string[]) => {
  const desk = deskOf(c);
  const page = { language: desk.language, demo: desk.demonstration, account: desk.session.account_name };
  return c.html(<CodesPage {...page} codes={codes} back={paths.ownAccount()} />);
};

async function renewOwnCodes(c: Context<Env>): Promise<Response> {
  const outcome = await renewRecovery(deskOf(c), deskOf(c).session);
  if (!outcome.ok) return answer(c, refusedAnswer(deskOf(c).language, outcome.refusals));
  return printCodes(c, outcome.value);
}

async function remove(c: Context<Env>): Promise<Response> {
  const desk = deskOf(c);
  const what = textOf((await typedOf(c)).what).slice(0, 2000);
  await removeFactor(desk.db, desk.token, what, await entryInstant(desk));
  return c.redirect(paths.ownAccount(), 303);
}

async function sessionsAnswer(desk: Desk): Promise<Answer> {
  const sessions: OwnSession[] = await ownSessions(desk.db, desk.token);
  const title = say(ACCOUNT.sessions, desk.language);
  return {
    title,
    crumbs: crumbs(desk, title),
    data: { sessions },
    view: () => <SessionsView language={desk.language} sessions={sessions} />,
  };
}

/** Ends one session, or (null) all others, with an entry in the audit log. */
async function endWith(c: Context<Env>, session: string | null): Promise<Response> {
  const desk = deskOf(c);
  const outcome = await command(desk, { command: 'end session', input: { session } }, async (tx) =>
    done(await endSessions(tx, desk.token, session)),
  );
  if (!outcome.ok) return answer(c, refusedAnswer(desk.language, outcome.refusals));
  if (session !== desk.session.id) return c.redirect(paths.sessions(), 303);
  dropSession(desk, c);
  return c.redirect(paths.signIn(), 303);
}

async function end(c: Context<Env>): Promise<Response> {
  const session = textOf((await typedOf(c)).session);
  return /^[0-9a-f-]{36}$/.test(session) || isId(session)
    ? endWith(c, session)
    : c.redirect(paths.sessions(), 303);
}

const endOthers = (c: Context<Env>): Promise<Response> => endWith(c, null);
