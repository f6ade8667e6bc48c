/** Signing in and out, the mandate in use, the language. */
import { type Context, Hono } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { signIn } from '../../areas/access/commands.ts';
import { SESSION_HOURS } from '../../areas/access/contract.ts';
import { closeSession, setLanguage, switchMandate } from '../../areas/access/store.ts';
import { isId } from '../../kernel/id.ts';
import type { Outcome } from '../../kernel/refusal.ts';
import { type Language, w } from '../../kernel/words.ts';
import { text } from '../../records/define.ts';
import { textOf } from '../../records/input.ts';
import { deskOf, type Env, type House } from '../desk.tsx';
import { FieldInput } from '../parts/field-input.tsx';
import { ErrorSummary, Notice } from '../parts/notice.tsx';
import { paths } from '../paths.ts';
import { Page } from '../shell.tsx';
import { say } from '../words.ts';
import { typedOf } from './load.ts';

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
export function guestRoutes(house: House): Hono {
  const routes = new Hono();
  routes.get('/sign-in', (c) =>
    c.html(
      <SignIn
        house={house}
        language={guestLanguage(c)}
        back={safeBack(c.req.query('back'))}
        name=""
        outcome={null}
      />,
    ),
  );
  routes.post('/sign-in', async (c) => {
    const body = await typedOf(c);
    const name = textOf(body.name).slice(0, 200);
    const back = safeBack(body.back);
    const outcome = await signIn(house.db, name, textOf(body.password).slice(0, 1000));
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
  });
  routes.post('/language', async (c, next) => {
    const { language } = await typedOf(c);
    setCookie(c, LANGUAGE_COOKIE, language === 'en' ? 'en' : 'vi', cookieFor(c));
    return getCookie(c, COOKIE) ? next() : c.redirect(paths.signIn(), 303);
  });
  return routes;
}

/** What a signed-in person can change about the session. */
export function sessionRoutes(): Hono<Env> {
  const routes = new Hono<Env>();
  routes.post('/mandate', async (c) => {
    const body = await typedOf(c);
    const wanted = textOf(body.mandate);
    if (isId(wanted)) await switchMandate(deskOf(c).db, deskOf(c).token, wanted);
    return c.redirect(safeBack(body.back), 303);
  });
  routes.post('/language', async (c) => {
    const body = await typedOf(c);
    await setLanguage(deskOf(c).db, deskOf(c).token, body.language === 'en' ? 'en' : 'vi');
    return c.redirect(safeBack(body.back), 303);
  });
  routes.post('/sign-out', async (c) => {
    await closeSession(deskOf(c).db, deskOf(c).token);
    deleteCookie(c, COOKIE, { path: '/' });
    return c.redirect(paths.signIn(), 303);
  });
  return routes;
}
