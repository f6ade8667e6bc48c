/** Puts a large export before a second person; once approved, the address it was asked at hands it out. */
import type { Context } from 'hono';
import { PROPOSED_WITH, proposeExport } from '../../files/second-person.ts';
import { answer, deskOf, type Env, refusedAnswer } from '../desk.tsx';
import { paths } from '../paths.ts';
import type { Route } from '../route.ts';
import { typedOf } from '../typed.ts';

export const exportRoutes = (): Route[] => [
  {
    method: 'post',
    path: paths.proposeExport(),
    who: 'signed_in',
    table: 'none',
    takes: PROPOSED_WITH,
    audit: 'propose export',
    handle: proposing,
  },
];

async function proposing(c: Context<Env>): Promise<Response> {
  const desk = deskOf(c);
  const outcome = await proposeExport(desk, desk.session.unit, await typedOf(c));
  if (!outcome.ok) return answer(c, refusedAnswer(desk.language, outcome.refusals));
  return c.get('format') === 'json'
    ? c.json(outcome.value, 202)
    : c.redirect(paths.approval(outcome.value.proposal), 303);
}
