/** Calendars of the own deadlines: making and stopping an address, and what the address gives. */
import type { Context } from 'hono';
import { read } from '../../db/door.ts';
import { isId } from '../../kernel/id.ts';
import { formatDate } from '../../kernel/plain-date.ts';
import type { Refusal } from '../../kernel/refusal.ts';
import { textOf } from '../../records/input.ts';
import { type Answer, answer, type Desk, deskOf, type Env, type House, notFound } from '../../web/desk.tsx';
import { CardTable } from '../../web/parts/card-table.tsx';
import { ErrorSummary, Notice } from '../../web/parts/notice.tsx';
import { Hidden } from '../../web/parts/record-form.tsx';
import { CARDS } from '../../web/parts/scroll.tsx';
import { paths } from '../../web/paths.ts';
import type { Route } from '../../web/route.ts';
import { typedOf } from '../../web/typed.ts';
import { addressOf } from '../../web/visit.ts';
import { say } from '../../web/words.ts';
import { calendarText, makeCalendarKey, revokeCalendarKey } from './calendar.ts';
import { type OwnKey, ownKeys } from './calendar-store.ts';
import { AGENDA, KEYS } from './words.ts';

export const calendarKeyRoutes = (): Route[] => [
  {
    ...COMMON,
    method: 'get',
    path: paths.calendarKeys(),
    takes: [],
    audit: 'none',
    handle: (c) => page(c, {}),
  },
  {
    ...COMMON,
    method: 'post',
    path: paths.calendarKeys(),
    takes: [],
    audit: 'make calendar key',
    handle: make,
  },
  {
    ...COMMON,
    method: 'post',
    path: paths.calendarKeys('stop'),
    takes: ['id'],
    audit: 'revoke calendar key',
    handle: stop,
  },
];

const COMMON = { who: 'signed_in', table: 'case' } as const;

/** For a calendar program, which cannot sign in: the key in the address opens codes and days alone. */
export const feedRoutes = (house: House): Route[] => [
  {
    method: 'get',
    path: paths.feed(':key'),
    who: 'anybody',
    table: 'none',
    takes: [],
    audit: 'none',
    handle: (c) => feed(house, c),
  },
];

async function feed(house: House, c: Context): Promise<Response> {
  const text = await calendarText(
    house.db,
    (c.req.param('key') ?? '').replace(/\.ics$/, ''),
    house.clock.today(),
  );
  if (text === undefined) return c.text('Not found', 404);
  return c.body(text, 200, { 'Content-Type': 'text/calendar; charset=utf-8', 'Cache-Control': 'no-store' });
}

async function make(c: Context<Env>): Promise<Response> {
  const desk = deskOf(c);
  const outcome = await makeCalendarKey(desk);
  if (!outcome.ok) return page(c, { refusals: outcome.refusals });
  const made = `${addressOf(desk, c).origin}${paths.feed(outcome.value.key)}.ics`;
  return page(c, { made });
}

async function stop(c: Context<Env>): Promise<Response> {
  const id = textOf((await typedOf(c)).id);
  if (!isId(id)) return answer(c, notFound(deskOf(c).language));
  const outcome = await revokeCalendarKey(deskOf(c), id);
  return page(c, outcome.ok ? {} : { refusals: outcome.refusals });
}

type Shown = { made?: string; refusals?: readonly Refusal[] };

async function page(c: Context<Env>, shown: Shown): Promise<Response> {
  const desk = deskOf(c);
  return answer(c, pageAnswer(desk, await read(desk, ownKeys), shown));
}

function pageAnswer({ language }: Desk, keys: readonly OwnKey[], { made, refusals = [] }: Shown): Answer {
  const title = say(KEYS.title, language);
  return {
    title,
    crumbs: [{ label: say(AGENDA.title, language), href: paths.deadlines() }, { label: title }],
    failed: refusals.length > 0,
    status: refusals.length > 0 ? 422 : 200,
    data: refusals.length > 0 ? { refusals } : { keys, ...(made ? { made } : {}) },
    view: () => (
      <>
        <h1>{title}</h1>
        <ErrorSummary refusals={refusals} language={language} fields={[]} />
        <p>{say(KEYS.help, language)}</p>
        {made ? (
          <Notice tone="success" title={say(KEYS.made, language)}>
            <p class="long">
              <code>{made}</code>
            </p>
          </Notice>
        ) : null}
        <form method="post" action={paths.calendarKeys()} class="verbs">
          <button class="ds-button" data-color="accent" type="submit">
            {say(KEYS.make, language)}
          </button>
        </form>
        <section aria-labelledby="own">
          <h2 id="own">{say(KEYS.own, language)}</h2>
          {keys.length === 0 ? (
            <p class="empty">{say(KEYS.none, language)}</p>
          ) : (
            <CardTable
              title={say(KEYS.own, language)}
              heads={[KEYS.post, KEYS.since, KEYS.revoke]}
              language={language}
            >
              {keys.map((key) => (
                <KeyRow own={key} language={language} />
              ))}
            </CardTable>
          )}
        </section>
      </>
    ),
  };
}

const KeyRow = ({ own, language }: { own: OwnKey; language: Desk['language'] }) => (
  <tr {...CARDS.row}>
    <th scope="row" {...CARDS.head} data-label={say(KEYS.post, language)}>
      {own.post}
    </th>
    <td {...CARDS.cell} data-label={say(KEYS.since, language)}>
      {formatDate(own.madeOn, language)}
    </td>
    <td {...CARDS.cell} data-label={say(KEYS.revoke, language)}>
      {own.revokedOn ? (
        `${say(KEYS.revoked, language)} ${formatDate(own.revokedOn, language)}`
      ) : (
        <form method="post" action={paths.calendarKeys('stop')}>
          <Hidden values={{ id: own.id }} />
          <button class="ds-button" data-variant="secondary" type="submit">
            {say(KEYS.revoke, language)}
          </button>
        </form>
      )}
    </td>
  </tr>
);
