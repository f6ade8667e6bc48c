/**
 * A form that was sent while its session was locked, or an official act sent without a fresh proof: it is kept,
 * sealed with a key that stands nowhere in the database, until the proof is given, and then shown to be sent again.
 */
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { keepStep, takeStep } from '../areas/access/sign-in-store.ts';
import { digestOf, isToken, newToken } from '../areas/access/tokens.ts';
import type { Typed } from '../records/input.ts';
import { Notice } from './parts/notice.tsx';
import { Verbs } from './parts/verbs.tsx';
import { Page } from './shell.tsx';
import { DOOR } from './sign-in-words.ts';
import { typedOf } from './typed.ts';
import type { Visit } from './visit.ts';
import { say } from './words.ts';

type Kept = { account: string; path: string; fields: [name: string, value: string][] };

/** As long as a session may last. */
const SECONDS = 12 * 3600;

const keyOf = (token: string) => createHash('sha256').update(`kept form ${token}`).digest();

function seal(token: string, kept: Kept): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', keyOf(token), iv);
  const body = Buffer.concat([cipher.update(JSON.stringify(kept), 'utf8'), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64');
}

function unseal(token: string, sealed: string): Kept {
  const bytes = Buffer.from(sealed, 'base64');
  const open = createDecipheriv('aes-256-gcm', keyOf(token), bytes.subarray(0, 12));
  open.setAuthTag(bytes.subarray(12, 28));
  return JSON.parse(Buffer.concat([open.update(bytes.subarray(28)), open.final()]).toString('utf8')) as Kept;
}

/** Texts by name; files are not kept, their form has to be filled in again. */
function fieldsOf(typed: Typed): Kept['fields'] | undefined {
  const all = Object.entries(typed).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map((one): [string, unknown] => [name, one]),
  );
  return all.every((field): field is [string, string] => typeof field[1] === 'string') ? all : undefined;
}

/** Keeps what the request sends; undefined where it holds a file or too much. */
export async function keepForm({ house, c, session }: Visit): Promise<string | undefined> {
  const fields = fieldsOf(await typedOf(c));
  if (!fields) return undefined;
  // A password is never kept: the proof that follows makes it needless.
  const kept = fields.filter(([name]) => name !== 'password');
  const url = new URL(c.req.url);
  const step = newToken();
  const content = seal(step, {
    account: session.account_name,
    path: `${url.pathname}${url.search}`,
    fields: kept,
  });
  if (content.length > 400_000) return undefined;
  const done = await keepStep(house.db, digestOf(step), 'form', session.token, content, SECONDS);
  return done ? step : undefined;
}

/** The kept form with its one button; undefined where there is none, or it is somebody else's. */
export async function resendPage(visit: Visit, step: string): Promise<Response | undefined> {
  const sealed = isToken(step) ? await takeStep(visit.house.db, step, 'form') : undefined;
  if (!sealed) return undefined;
  const kept = unseal(step, sealed);
  if (kept.account !== visit.session.account_name) return undefined;
  const { language } = visit;
  const title = say(DOOR.resend, language);
  return visit.c.html(
    <Page title={title} language={language} session={null} nav={[]} demo={visit.house.demonstration} path="/">
      <h1>{title}</h1>
      <Notice tone="info">{say(DOOR.resendHelp, language)}</Notice>
      <form class="entry-form" method="post" action={kept.path}>
        {kept.fields.map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        <Verbs language={language} verb={DOOR.resendVerb} backHref="/" back={DOOR.resendNot} />
      </form>
    </Page>,
  );
}
