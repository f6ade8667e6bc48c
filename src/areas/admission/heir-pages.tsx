/** Dossiers of ended cells: what is left behind is told above the board, and moves in one act. */
import type { Context } from 'hono';
import { read } from '../../db/door.ts';
import { newId } from '../../kernel/id.ts';
import { formatCount } from '../../kernel/number.ts';
import { formatDate } from '../../kernel/plain-date.ts';
import type { Refusal } from '../../kernel/refusal.ts';
import type { Language } from '../../kernel/words.ts';
import { MOST_AT_ONCE } from '../../records/commands.ts';
import { type Typed, textOf } from '../../records/input.ts';
import { mayWrite } from '../../records/store.ts';
import { type Answer, answer, type Desk, deskOf, type Env, notFound } from '../../web/desk.tsx';
import type { FormValues } from '../../web/look.ts';
import { Notice } from '../../web/parts/notice.tsx';
import { RecordForm } from '../../web/parts/record-form.tsx';
import { paths } from '../../web/paths.ts';
import type { Route } from '../../web/route.ts';
import { typedOf } from '../../web/typed.ts';
import { say } from '../../web/words.ts';
import { candidate } from './dossier.ts';
import { type LeftBehind, leftBehind } from './dossier-store.ts';
import { DOSSIER } from './dossier-words.ts';
import { heirForm, moveToHeirs } from './heirs.ts';
import { candidateMove } from './moves.ts';

export function heirRoutes(): Route[] {
  const common = { path: paths.dossiersToHeirs(), who: 'signed_in', table: 'unit' } as const;
  return [
    { ...common, method: 'get', takes: [], audit: 'none', handle: blank },
    {
      ...common,
      method: 'post',
      takes: ['id', 'dossiers', 'moved_on'],
      audit: 'move dossiers',
      handle: record,
    },
  ];
}

/** Told where something is left behind, to whoever may move it. */
export const LeftBehindNotice = ({ count, language }: { count: number; language: Language }) =>
  count === 0 ? null : (
    <Notice tone="warning" title={say(DOSSIER.behind(formatCount(count, language)), language)}>
      <a href={paths.dossiersToHeirs()}>{say(DOSSIER.toHeirs, language)}</a>
    </Notice>
  );

/** What is left behind; undefined for roles that keep no dossiers. */
const behindOf = (desk: Desk): Promise<LeftBehind[] | undefined> =>
  read(desk, async (tx) =>
    desk.reads.has(candidate.name) && (await mayWrite(tx, candidateMove.name))
      ? leftBehind(tx, desk.clock.today())
      : undefined,
  );

async function blank(c: Context<Env>): Promise<Response> {
  const desk = deskOf(c);
  const behind = await behindOf(desk);
  if (!behind) return answer(c, notFound(desk.language));
  const begun = {
    ...{ id: newId(desk.clock), dossiers: behind.slice(0, MOST_AT_ONCE).map(({ id }) => id) },
    moved_on: formatDate(desk.clock.today(), 'vi'),
  };
  return answer(c, heirAnswer(desk, behind, begun, []));
}

async function record(c: Context<Env>): Promise<Response> {
  const desk = deskOf(c);
  const behind = await behindOf(desk);
  if (!behind) return answer(c, notFound(desk.language));
  const typed = await typedOf(c);
  const outcome = await moveToHeirs(desk, typed);
  if (!outcome.ok) return answer(c, heirAnswer(desk, behind, typed, outcome.refusals));
  return c.get('format') === 'json'
    ? c.json(outcome.value, outcome.value.already ? 200 : 201)
    : c.redirect(paths.dossiers(), 303);
}

function heirAnswer(
  desk: Desk,
  behind: readonly LeftBehind[],
  typed: Typed,
  refusals: readonly Refusal[],
): Answer {
  const { language } = desk;
  const title = say(DOSSIER.toHeirs, language);
  return {
    title,
    crumbs: [{ label: say(DOSSIER.title, language), href: paths.dossiers() }, { label: title }],
    failed: refusals.length > 0,
    status: refusals.length > 0 ? 422 : 200,
    data: refusals.length > 0 ? { refusals } : { dossiers: behind },
    view: () => (
      <>
        <h1>{title}</h1>
        {behind.length === 0 ? (
          <p class="empty">{say(DOSSIER.noneBehind, language)}</p>
        ) : (
          <>
            <p>{say(DOSSIER.toHeirsHelp, language)}</p>
            <RecordForm
              record={heirForm(behind)}
              language={language}
              action={paths.dossiersToHeirs()}
              verb={DOSSIER.toHeirs}
              values={typed as FormValues}
              refusals={refusals}
              hidden={{ id: textOf(typed.id) }}
              cancelHref={paths.dossiers()}
            />
          </>
        )}
      </>
    ),
  };
}
