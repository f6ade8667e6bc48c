/** The audit log for those who read it, and for everybody who may read a file, who opened it. */
import type { Context } from 'hono';
import { KINDS, type Kind, READS_LOG, WATCHES_LOG } from '../../audit/contract.ts';
import {
  type AskedLog,
  type LogEntry,
  type LogState,
  logState,
  openingsOf,
  readLog,
} from '../../audit/log.ts';
import type { Instant } from '../../kernel/clock.ts';
import { formatCount } from '../../kernel/number.ts';
import { addDays, parseDate } from '../../kernel/plain-date.ts';
import { done, type Outcome, type Refusal, refused } from '../../kernel/refusal.ts';
import { clean } from '../../kernel/text.ts';
import type { RecordType } from '../../records/define.ts';
import { titleOf } from '../../records/labels.ts';
import { type Answer, answer, type Desk, deskOf, type Env, notFound, refusedAnswer } from '../desk.tsx';
import { address, showInstant } from '../look.ts';
import { Pager } from '../parts/links.tsx';
import { ListFilters } from '../parts/list-filters.tsx';
import { LOG_WORDS, LogTable, logFilters, OpeningsTable } from '../parts/log-table.tsx';
import { Notice } from '../parts/notice.tsx';
import { paths } from '../paths.ts';
import type { Route } from '../route.ts';
import { say } from '../words.ts';
import { loadDetail } from './load.ts';

const FILTERS = ['from', 'to', 'kind', 'account', 'record_type', 'record'] as const;

export const auditRoutes = (): Route[] => [
  {
    method: 'get',
    path: paths.log(),
    who: WATCHES_LOG,
    table: 'sealed',
    takes: [...FILTERS, 'after'],
    audit: 'read log',
    handle: showLog,
  },
];

/** The address that tells who opened a sensitive record. It shows nothing of the record but its heading. */
export const openingsRoute = (type: RecordType): Route => ({
  method: 'get',
  path: `/${type.name}/:id/openings`,
  who: 'signed_in',
  table: type.class,
  takes: [],
  audit: 'read openings',
  handle: (c) => showOpenings(c, type),
});

const PAGE = 100;
const MOST = 5000;

async function showLog(c: Context<Env>): Promise<Response> {
  const desk = deskOf(c);
  const state = await logState(desk);
  if (!READS_LOG.includes(desk.session.role)) return answer(c, logAnswer(desk, { state }));
  const asked = askedLog(c.req.query());
  if (!asked.ok) return answer(c, refusedAnswer(desk.language, asked.refusals));
  const most = c.get('format') === 'json' ? MOST : PAGE;
  const entries = await readLog(desk, asked.value, most + 1);
  const next = entries.length > most ? entries[most - 1]!.id : undefined;
  return answer(
    c,
    logAnswer(desk, { state, list: { entries: entries.slice(0, most), next, query: c.req.query() } }),
  );
}

/** What the address asks for; what cannot be read is refused, what is of no kind matches nothing. */
function askedLog(query: Readonly<Record<string, string>>): Outcome<AskedLog> {
  const said = Object.fromEntries(Object.entries(query).map(([name, typed]) => [name, clean(typed)]));
  const refusals: Refusal[] = [];
  const midnight = (name: string, days: number): { [key: string]: Instant } => {
    if (!said[name]) return {};
    const day = parseDate(said[name], name);
    if (!day.ok) refusals.push(...day.refusals);
    return day.ok ? { [name]: `${addDays(day.value, days)}T00:00:00+07:00` as Instant } : {};
  };
  const asked: AskedLog = {
    ...midnight('from', 0),
    ...midnight('to', 1),
    ...(said.kind && said.kind in KINDS ? { kind: said.kind as Kind } : {}),
    ...(said.account ? { account: said.account.toLowerCase() } : {}),
    ...(said.record_type ? { record_type: said.record_type } : {}),
    ...(said.record ? { record: UUID.test(said.record) ? said.record : NO_RECORD } : {}),
    ...(/^[1-9]\d{0,17}$/.test(said.after ?? '') ? { before: said.after! } : {}),
  };
  return refusals.length > 0 ? refused(...refusals) : done(asked);
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const NO_RECORD = '00000000-0000-7000-8000-000000000000';

type LogPage = {
  state: LogState | undefined;
  list?: { entries: LogEntry[]; next: string | undefined; query: Record<string, string> };
};

function logAnswer(desk: Desk, { state, list }: LogPage): Answer {
  const { language } = desk;
  const title = say(LOG_WORDS.title, language);
  return {
    title,
    crumbs: [{ label: title }],
    data: { state: state ?? null, entries: list?.entries ?? [], next: list?.next ?? null },
    view: () => (
      <>
        <h1>{title}</h1>
        <StateNotice desk={desk} state={state} />
        {list ? <LogList desk={desk} list={list} /> : null}
      </>
    ),
  };
}

const StateNotice = ({ desk, state }: { desk: Desk; state: LogState | undefined }) => {
  const { language } = desk;
  if (!state) return <Notice tone="info">{say(LOG_WORDS.neverVerified, language)}</Notice>;
  const at = showInstant(state.instant, language);
  const words = state.whole ? LOG_WORDS.whole : LOG_WORDS.damaged;
  return (
    <Notice tone={state.whole ? 'success' : 'danger'}>
      {say(words(at, formatCount(state.row_count, language)), language)}
    </Notice>
  );
};

const LogList = ({ desk, list }: { desk: Desk; list: NonNullable<LogPage['list']> }) => {
  const { language, catalogue } = desk;
  const { entries, next, query } = list;
  const filtered = FILTERS.some((name) => query[name]);
  return (
    <section class="list">
      <ListFilters
        record={logFilters(catalogue)}
        language={language}
        path={paths.log()}
        query={query}
        filtered={filtered}
      />
      {entries.length === 0 ? (
        <p class="empty">{say(LOG_WORDS.none, language)}</p>
      ) : (
        <LogTable language={language} catalogue={catalogue} entries={entries} />
      )}
      <Pager
        language={language}
        firstHref={query.after ? address(paths.log(), query, { after: undefined }) : undefined}
        nextHref={next ? address(paths.log(), query, { after: next }) : undefined}
      />
    </section>
  );
};

/** Openings told of at once; older ones are in the log. */
const MOST_OPENINGS = 500;

async function showOpenings(c: Context<Env>, type: RecordType): Promise<Response> {
  const desk = deskOf(c);
  const { language } = desk;
  const id = c.req.param('id') ?? '';
  // Read first, by the row policies: who does not see the file learns nothing about it here either.
  const loaded = await loadDetail(desk, type, id);
  if (!loaded) return answer(c, notFound(language));
  const openings = await openingsOf(desk, type.name, id, MOST_OPENINGS);
  const heading = titleOf(type, loaded.row, loaded.names, language) || say(type.words.one, language);
  const label = say(LOG_WORDS.openings, language);
  return answer(c, {
    title: `${label}: ${heading}`,
    crumbs: [{ label: heading, href: paths.record(type.name, id) }, { label }],
    data: { openings },
    view: () => (
      <>
        <p class="kind">{label}</p>
        <h1>{heading}</h1>
        <p>{say(LOG_WORDS.openingsHelp, language)}</p>
        {openings.length === 0 ? (
          <p class="empty">{say(LOG_WORDS.noOpenings, language)}</p>
        ) : (
          <OpeningsTable language={language} openings={openings} />
        )}
      </>
    ),
  });
}
