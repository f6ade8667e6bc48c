/** The addresses of members' files. */
import type { Context } from 'hono';
import { read } from '../../db/door.ts';
import { isId } from '../../kernel/id.ts';
import { loadRecord } from '../../records/store.ts';
import { answer, deskOf, type Env, notFound } from '../../web/desk.tsx';
import { paths } from '../../web/paths.ts';
import type { Route } from '../../web/route.ts';
import { attachRoutes } from '../../web/routes/attachments.tsx';
import { person } from '../membership/contract.ts';
import { answerForm, askForm } from './commands.ts';
import { correctionRequest, personFact } from './contract.ts';
import { enterFact, factForms } from './fact-pages.tsx';
import { fieldPage } from './field-pages.tsx';
import { FILE_FIELDS } from './fields.ts';
import { filePage } from './file-pages.tsx';
import { lackingPage, missingPage } from './missing-pages.tsx';
import { ask, askPage, ownPage } from './own-pages.tsx';
import { papersPage } from './paper-pages.tsx';
import { giveAnswer, requestPage, requestsPage, takeBackRequest } from './request-pages.tsx';
import { FORM_NAMES } from './value.ts';

const FACT_NAMES = ['id', 'fact_id', 'seen', 'reason', ...FORM_NAMES(Object.values(FILE_FIELDS))];

export function memberFileRoutes(): Route[] {
  const common = { who: 'signed_in', table: 'unit' } as const;
  const get = (path: string, handle: Route['handle'], more: Partial<Route> = {}): Route => ({
    ...common,
    ...{ method: 'get', path, takes: [], audit: 'none', handle },
    ...more,
  });
  const post = (path: string, takes: readonly string[], audit: string, handle: Route['handle']): Route => ({
    ...common,
    ...{ method: 'post', path, takes, audit, handle },
  });
  const opens = { audit: 'open', opens: person.name };
  const field = '/person/:id/file/:field';
  return [
    get('/person/:id/file', filePage, opens),
    get('/person/:id/papers', papersPage, opens),
    get(field, fieldPage, opens),
    ...(['change', 'correct'] as const).flatMap((verb) => [
      get(`${field}/${verb}`, factForms(verb), { ...opens, takes: ['fact'] }),
      { ...post(`${field}/${verb}`, FACT_NAMES, `${verb} fact`, enterFact(verb)), opens: person.name },
    ]),
    get('/person_fact/:id', toField),
    get('/person_fact/:id/correct', toField),
    get(paths.missing(), missingPage),
    get('/missing/:field', lackingPage),
    get(paths.ownFile(), ownPage, { audit: 'open own file' }),
    get('/my-file/ask', askPage, { audit: 'open own file', takes: ['field'] }),
    post('/my-file/ask', ['id', ...Object.keys(askForm.fields)], 'ask correction', ask),
    get(paths.requests(), requestsPage),
    get('/correction_request/:id', requestPage),
    post('/correction_request/:id/take-back', [], 'take correction back', takeBackRequest),
    post(
      '/correction_request/:id/answer',
      ['outcome', 'answer', ...Object.keys(answerForm.fields), ...FACT_NAMES],
      'answer correction',
      giveAnswer,
    ),
    // Nobody enters a request by the general form; evidence hangs on it all the same.
    ...attachRoutes({ ...correctionRequest, actOnly: false }),
  ];
}

/** A fact is read in its file: there a sensitive one is opened, and its opening noted. */
async function toField(c: Context<Env>): Promise<Response> {
  const desk = deskOf(c);
  const id = c.req.param('id') ?? '';
  const fact = await read(desk, (tx) =>
    isId(id) ? loadRecord(tx, personFact, id) : Promise.resolve(undefined),
  );
  return fact
    ? c.redirect(paths.fileField(String(fact.person), String(fact.field)), 303)
    : answer(c, notFound(desk.language));
}
