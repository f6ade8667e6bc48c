/** Requests that have to wait: for the session to be opened, or for a fresh proof before an official act. */
import type { Context } from 'hono';
import { w } from '../kernel/words.ts';
import { deskOf, type Env } from './desk.tsx';
import { keepForm } from './kept-form.tsx';
import { paths } from './paths.ts';
import { DOOR } from './sign-in-words.ts';
import { safeBack, stageAddress, type Visit } from './visit.ts';

/** Where to come back to: the page itself, or of a form the page it was sent from. */
function backOf(c: Context): string {
  const url = new URL(c.req.url);
  if (c.req.method === 'GET') return `${url.pathname}${url.search}`;
  const referer = c.req.header('Referer') ?? '';
  const from = URL.canParse(referer) ? new URL(referer) : undefined;
  return safeBack(from ? `${from.pathname}${from.search}` : '/');
}

/** Keeps a form that was sent and leads to the page that asks; nothing of it is done yet. */
async function waitFor(visit: Visit, address: (back: string, kept?: string) => string): Promise<Response> {
  const { c } = visit;
  if (c.req.method === 'GET') return c.redirect(address(backOf(c)), 303);
  const kept = await keepForm(visit);
  const to = address(backOf(c), kept);
  return c.redirect(kept ? to : `${to}${to.includes('?') ? '&' : '?'}lost=1`, 303);
}

const WAITING = w(
  'Phiên làm việc đang chờ thêm một bước. Hãy mở trang và làm theo hướng dẫn.',
  'The session waits for one more step. Open a page and follow it.',
);

/** For a session that is not open: locked, or half signed in. */
export function askForMore(visit: Visit, json: boolean): Response | Promise<Response> {
  const { stage } = visit.session;
  if (json) return visit.c.json({ refusals: [{ code: stage, message: WAITING }] }, 401);
  return waitFor(visit, (back, kept) => stageAddress(stage, back, kept));
}

/** For what asks for a proof within five minutes. */
export function proveFirst(c: Context<Env>): Response | Promise<Response> {
  const desk = deskOf(c);
  if (c.get('format') === 'json')
    return c.json({ refusals: [{ code: 'proof_wanted', message: DOOR.proofWanted }] }, 401);
  return waitFor({ house: desk, c, session: desk.session, language: desk.language }, paths.prove);
}
