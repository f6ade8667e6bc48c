/** One letter: its record, the rule that decides, the matters it opened, and its result from them. */
import type { Context } from 'hono';
import { type Reader, read } from '../../db/door.ts';
import type { AnyRow } from '../../records/catalogue.ts';
import { mayWrite } from '../../records/store.ts';
import {
  type Answer,
  answer,
  type Desk,
  deskOf,
  type Env,
  notFound,
  refusedAnswer,
} from '../../web/desk.tsx';
import { paths } from '../../web/paths.ts';
import type { Route } from '../../web/route.ts';
import { loadData, loadDetail } from '../../web/routes/load.ts';
import { dataOf, detailAnswer } from '../../web/routes/record-page.tsx';
import { say } from '../../web/words.ts';
import { type Kind, RESULTS } from './codes.ts';
import { petition } from './contract.ts';
import { denunciation } from './matter.ts';
import { outcomeOfLetter, settleLetter } from './matter-commands.ts';
import { type Matter, mattersOfLetter } from './matter-store.ts';
import { type Decided, RulingLine, rulingOfLetter } from './ruling-pages.tsx';
import { WORDS } from './words.ts';

export function letterRoutes(): Route[] {
  const common = { who: 'signed_in', table: 'case', takes: [], opens: petition.name } as const;
  return [
    { ...common, method: 'get', path: '/petition/:id', audit: 'open', handle: show },
    { ...common, method: 'post', path: '/petition/:id/settle', audit: 'settle letter', handle: settle },
  ];
}

type Beside = {
  matters: Matter[];
  outcome: Awaited<ReturnType<typeof outcomeOfLetter>>;
  mayOpen: boolean;
};

async function besideOf(tx: Reader, row: AnyRow): Promise<Beside> {
  const outcome = row.result === null ? await outcomeOfLetter(tx, row.id) : undefined;
  return {
    matters: await mattersOfLetter(tx, row.id),
    outcome,
    mayOpen: row.kind !== 'complaint' && row.duplicate_of === null && (await mayWrite(tx, denunciation.name)),
  };
}

const decidedOf = (row: AnyRow): Decided => ({
  kind: row.kind as Kind,
  ground: row.ground as string | null,
  disposed_on: row.disposed_on as Decided['disposed_on'],
});

async function show(c: Context<Env>): Promise<Response> {
  const desk = deskOf(c);
  const id = c.req.param('id') ?? '';
  if (c.get('format') === 'json') {
    const found = await loadData(desk, petition, id);
    if (!found) return answer(c, notFound(desk.language));
    const matters = await read(desk, (tx) => mattersOfLetter(tx, id));
    const rule = rulingOfLetter(desk.regulations, decidedOf(found.row)) ?? null;
    return c.json({ ...dataOf(petition, found), rule, matters });
  }
  const detail = await loadDetail(desk, petition, id);
  if (!detail) return answer(c, notFound(desk.language));
  const beside = await read(desk, (tx) => besideOf(tx, detail.row));
  return answer(c, letterAnswer(desk, detailAnswer(desk, petition, detail), detail.row, beside));
}

const letterAnswer = (desk: Desk, given: Answer, row: AnyRow, beside: Beside): Answer => ({
  ...given,
  crumbs: [{ label: say(WORDS.register, desk.language), href: paths.letters() }, { label: given.title }],
  view: () => (
    <>
      {given.view()}
      {row.ground ? (
        <section aria-labelledby="ruling">
          <h2 id="ruling">{say(WORDS.rule, desk.language)}</h2>
          <p>
            <RulingLine row={decidedOf(row)} regulations={desk.regulations} language={desk.language} />
          </p>
        </section>
      ) : null}
      <Matters desk={desk} row={row} beside={beside} />
    </>
  ),
});

const Matters = ({ desk, row, beside }: { desk: Desk; row: AnyRow; beside: Beside }) => {
  const { language } = desk;
  const { matters, outcome, mayOpen } = beside;
  return (
    <section aria-labelledby="matters">
      <h2 id="matters">{say(WORDS.matters, language)}</h2>
      {matters.length === 0 ? <p class="empty">{say(WORDS.noMatters, language)}</p> : null}
      <ul class="ds-list">
        {matters.map((one) => (
          <li>
            <a href={paths.matter(one.id)}>{one.number}</a>
          </li>
        ))}
      </ul>
      {mayOpen ? (
        <p class="verbs">
          <a
            class="ds-button"
            data-variant="secondary"
            href={paths.enter('denunciation', { body: String(row.body) })}
          >
            {say(WORDS.open, language)}
          </a>
          <a
            class="ds-button"
            data-variant="secondary"
            href={paths.enter('denunciation_letter', { petition: row.id })}
          >
            {say(WORDS.join, language)}
          </a>
        </p>
      ) : null}
      {outcome ? (
        <form method="post" action={paths.settleLetter(row.id)}>
          <p>
            {say(WORDS.settleHelp, language)}:{' '}
            <strong>{say(RESULTS[outcome.result as keyof typeof RESULTS], language)}</strong>.
          </p>
          <button class="ds-button" type="submit">
            {say(WORDS.settle, language)}
          </button>
        </form>
      ) : null}
    </section>
  );
};

async function settle(c: Context<Env>): Promise<Response> {
  const desk = deskOf(c);
  const id = c.req.param('id') ?? '';
  const outcome = await settleLetter(desk, id);
  if (!outcome.ok) return answer(c, refusedAnswer(desk.language, outcome.refusals));
  return c.get('format') === 'json'
    ? c.json(outcome.value)
    : c.redirect(paths.record(petition.name, id), 303);
}
