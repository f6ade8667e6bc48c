/** Signing in and out, the mandate in use, the language. */
import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { signIn } from '../../areas/access/commands.ts';
import { SESSION_HOURS } from '../../areas/access/contract.ts';
import { closeSession, setLanguage, switchMandate } from '../../areas/access/store.ts';
import { noteSession, noteSignIn } from '../../audit/note.ts';
import { command } from '../../db/door.ts';
import { LOST_REFERENCE } from '../../db/faults.ts';
import { isId } from '../../kernel/id.ts';
import { done, type Outcome, refused } from '../../kernel/refusal.ts';
import { type Language, w } from '../../kernel/words.ts';
import { text } from '../../records/define.ts';
import { textOf } from '../../records/input.ts';
import { deskOf, type Env, type House } from '../desk.tsx';
import { FieldInput } from '../parts/field-input.tsx';
import { ErrorSummary, Notice } from '../parts/notice.tsx';
import { paths } from '../paths.ts';
import type { Route } from '../route.ts';
import { Page } from '../shell.tsx';
import { typedOf } from '../typed.ts';
import { say } from '../words.ts';

export const COOKIE = 'capuy';

const WORDS = {
  title: w('Đăng nhập', 'Sign in'),
  name: text(w('Tên đăng nhập', 'Account name'), { max: 80, required: true }),
  password: w('Mật khẩu', 'Password'),
  demo: w(
    'Bản minh họa: tên và mật khẩu in ở cửa sổ nơi phần mềm được khởi động.',
    'Demonstration: names and passwords are printed in the window where the product was started.',
  ),
};

/** Only addresses of this installation are followed back. */
const safeBack = (back: unknown): string =>
  typeof back === 'string' && /^\/(?![/\\])/.test(back) && !back.startsWith('/sign-') ? back : '/';

const SignIn = (p: {
  house: House;
  language: Language;
  back: string;
  name: string;
  outcome: Outcome<string> | null;
}) => {
  const refusals = p.outcome && !p.outcome.ok ? p.outcome.refusals : [];
  const title = say(WORDS.title, p.language);
  return (
    <Page
      title={title}
      language={p.language}
      session={null}
      nav={[]}
      demo={p.house.demonstration}
      path="/sign-in"
      failed={refusals.length > 0}
    >
      <h1>{title}</h1>
      <ErrorSummary refusals={refusals} language={p.language} fields={['name', 'password']} />
      {p.house.demonstration ? <Notice tone="info">{say(WORDS.demo, p.language)}</Notice> : null}
      <form method="post" action="/sign-in" class="entry-form" novalidate>
        <input type="hidden" name="back" value={p.back} />
        <FieldInput name="name" field={WORDS.name} language={p.language} value={p.name} refusals={refusals} />
        <div class="ds-field entry">
          <label class="ds-label" for="f-password">
            {say(WORDS.password, p.language)}
          </label>
          <input
            class="ds-input"
            id="f-password"
            type="password"
            name="password"
            autocomplete="current-password"
          />
        </div>
        <div class="verbs">
          <button class="ds-button" data-color="accent" type="submit">
            {title}
          </button>
        </div>
      </form>
    </Page>
  );
};

/** The language somebody chose before signing in; it holds for the session that follows. */
const LANGUAGE_COOKIE = 'capuy_language';

const chosenLanguage = (c: Context): Language | undefined => {
  const chosen = getCookie(c, LANGUAGE_COOKIE);
  return chosen === 'en' || chosen === 'vi' ? chosen : undefined;
};

const guestLanguage = (c: Context): Language =>
  chosenLanguage(c) ?? (/^en\b/i.test(c.req.header('Accept-Language') ?? '') ? 'en' : 'vi');

const cookieFor = (c: Context) => ({
  httpOnly: true,
  sameSite: 'Lax' as const,
  path: '/',
  secure: new URL(c.req.url).protocol === 'https:',
});

/** Pages for those who are not signed in yet. */
export function guestRoutes(house: House): Route[] {
  const common = { who: 'anybody', table: 'none' } as const;
  const path = paths.signIn();
  return [
    { ...common, method: 'get', path, takes: ['back'], audit: 'none', handle: (c) => signInForm(house, c) },
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
      path: '/language',
      takes: ['back', 'language'],
      audit: 'none',
      handle: (c) => chooseLanguage(house, c),
    },
  ];
}

const signInForm = (house: House, c: Context) =>
  c.html(
    <SignIn
      house={house}
      language={guestLanguage(c)}
      back={safeBack(c.req.query('back'))}
      name=""
      outcome={null}
    />,
  );

async function enterHouse(house: House, c: Context): Promise<Response> {
  const body = await typedOf(c);
  const name = textOf(body.name).slice(0, 200);
  const back = safeBack(body.back);
  const outcome = await signIn(house.db, name, textOf(body.password).slice(0, 1000));
  // Whoever came in or did not, the log knows of it before the answer goes out.
  if (outcome.ok) await noteSession({ ...house, token: outcome.value }, 'sign in');
  else await noteSignIn(house.db, house.clock, 'sign in refused', name);
  if (!outcome.ok) {
    return c.html(
      <SignIn house={house} language={guestLanguage(c)} back={back} name={name} outcome={outcome} />,
      422,
    );
  }
  const chosen = chosenLanguage(c);
  if (chosen) await setLanguage(house.db, outcome.value, chosen);
  setCookie(c, COOKIE, outcome.value, { ...cookieFor(c), maxAge: SESSION_HOURS * 3600 });
  return c.redirect(back, 303);
}

/** Kept in a cookie for those who have not signed in, and in the session of those who have. */
async function chooseLanguage(house: House, c: Context): Promise<Response> {
  const body = await typedOf(c);
  const language = body.language === 'en' ? 'en' : 'vi';
  setCookie(c, LANGUAGE_COOKIE, language, cookieFor(c));
  const token = getCookie(c, COOKIE);
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
    { ...common, path: '/sign-out', takes: [], audit: 'sign out', handle: leaveHouse },
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

async function leaveHouse(c: Context<Env>): Promise<Response> {
  await noteSession(deskOf(c), 'sign out');
  await closeSession(deskOf(c).db, deskOf(c).token);
  deleteCookie(c, COOKIE, { path: '/' });
  return c.redirect(paths.signIn(), 303);
}
