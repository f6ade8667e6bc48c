/** The three lists of transfers, as they are seen from the reader's end or ends, and asking for a new one. */
import type { Context } from 'hono';
import { read } from '../../db/door.ts';
import { newId } from '../../kernel/id.ts';
import { addMonths, daysBetween, type PlainDate } from '../../kernel/plain-date.ts';
import type { Refusal } from '../../kernel/refusal.ts';
import { clean } from '../../kernel/text.ts';
import type { Language, Words } from '../../kernel/words.ts';
import type { RecordType } from '../../records/define.ts';
import { type Typed, textOf } from '../../records/input.ts';
import { mayWrite } from '../../records/store.ts';
import type { Regulations } from '../../regulations/reader.ts';
import { type Answer, answer, type Desk, deskOf, type Env, notFound } from '../../web/desk.tsx';
import type { FormValues } from '../../web/look.ts';
import { CardTable } from '../../web/parts/card-table.tsx';
import { ToolLinks } from '../../web/parts/links.tsx';
import { Tag } from '../../web/parts/notice.tsx';
import { RecordForm } from '../../web/parts/record-form.tsx';
import { CARDS } from '../../web/parts/scroll.tsx';
import { paths } from '../../web/paths.ts';
import type { Route } from '../../web/route.ts';
import { loadForm } from '../../web/routes/load.ts';
import { typedOf } from '../../web/typed.ts';
import { daysLeft, say } from '../../web/words.ts';
import { announce } from './arrivals.ts';
import { deadlineDay, runningClock } from './clocks.ts';
import { destinationText, request } from './commands.ts';
import { FILE_PLACES, KINDS, transferRecord } from './contract.ts';
import { arrivalForm, requestForm, requestPage } from './forms.ts';
import { isFinished, type List, listsOf, STATES, stateOf } from './rules.ts';
import { destinations, type SeenTransfer, transfersSeen } from './store.ts';
import { LIST_EMPTY, LIST_HELP, LISTS, WORDS } from './words.ts';

export function transferListRoutes(): Route[] {
  const common = { who: 'signed_in', table: 'unit', audit: 'none' } as const;
  return [
    { ...common, method: 'get', path: paths.transfers(), takes: [], handle: list },
    { ...common, method: 'get', path: paths.askTransfer(), takes: ['person'], handle: blank },
    {
      ...common,
      method: 'post',
      path: paths.askTransfer(),
      takes: ['id', ...Object.keys(requestForm.fields)],
      audit: 'request transfer',
      handle: asking,
    },
    { ...common, method: 'get', path: paths.announceTransfer(), takes: ['person'], handle: blankArrival },
    {
      ...common,
      method: 'post',
      path: paths.announceTransfer(),
      takes: ['id', ...Object.keys(arrivalForm.fields)],
      audit: 'announce transfer',
      handle: announcing,
    },
    { ...common, method: 'get', path: paths.transferDestinations(), takes: ['q'], handle: suggest },
  ];
}

async function list(c: Context<Env>): Promise<Response> {
  const desk = deskOf(c);
  const { language } = desk;
  const { transfers, mayAsk } = await read(desk, async (tx) => ({
    transfers: await transfersSeen(tx),
    mayAsk: await mayWrite(tx, 'transfer'),
  }));
  const title = say(WORDS.title, language);
  const lists = (Object.keys(LISTS) as List[]).map((name) => ({
    name,
    rows: transfers.filter((transfer) => listsOf(transfer, transfer).includes(name)),
  }));
  return answer(c, {
    title,
    crumbs: [{ label: title }],
    data: Object.fromEntries(lists.map(({ name, rows }) => [name, rows])),
    view: () => (
      <>
        <h1>{title}</h1>
        <p>{say(WORDS.help, language)}</p>
        <div class="verbs">
          {mayAsk ? (
            <>
              <a class="ds-button" href={paths.askTransfer()}>
                {say(WORDS.ask, language)}
              </a>
              <a href={paths.announceTransfer()}>{say(arrivalForm.words.one, language)}</a>
            </>
          ) : null}
          <a href={paths.list(transferRecord.name)}>{say(WORDS.all, language)}</a>
          <ToolLinks language={language} />
        </div>
        <div class="sections">
          {lists.map(({ name, rows }) => (
            <section aria-labelledby={name}>
              <h2 id={name}>
                {say(LISTS[name], language)} ({rows.length})
              </h2>
              <p class="hint">{say(LIST_HELP[name], language)}</p>
              {rows.length === 0 ? (
                <p class="empty">{say(LIST_EMPTY[name], language)}</p>
              ) : (
                <Rows desk={desk} rows={rows} title={say(LISTS[name], language)} />
              )}
            </section>
          ))}
        </div>
      </>
    ),
  });
}

const HEADS = [WORDS.who, WORDS.way, WORDS.state, WORDS.deadline, WORDS.file];

const Rows = ({ desk, rows, title }: { desk: Desk; rows: readonly SeenTransfer[]; title: string }) => {
  const { language } = desk;
  const cell = (index: number) => ({ ...CARDS.cell, 'data-label': say(HEADS[index]!, language) });
  return (
    <CardTable title={title} heads={HEADS} language={language}>
      {rows.map((row) => (
        <tr {...CARDS.row}>
          <th scope="row" {...CARDS.head} data-label={say(HEADS[0]!, language)}>
            <a href={paths.record(transferRecord.name, row.id)}>{row.person_name}</a>
          </th>
          <td {...cell(1)}>{`${row.origin} → ${row.destination}`}</td>
          <td {...cell(2)}>
            {`${say(STATES[stateOf(row)], language)} (${say(KINDS[row.kind], language).toLowerCase()})`}
          </td>
          <td {...cell(3)}>
            <Remaining transfer={row} desk={desk} />
          </td>
          <td {...cell(4)}>{say(FILE_PLACES[row.file_with], language)}</td>
        </tr>
      ))}
    </CardTable>
  );
};

/** Days left of the clock that runs; of a receipt that nobody answered, since when the quarterly check names it. */
export const Remaining = ({ transfer, desk }: { transfer: SeenTransfer; desk: Desk }) => {
  const { language, regulations } = desk;
  const today = desk.clock.today();
  const months = unansweredFor(transfer, today, regulations);
  if (months !== null) return <Tag tone="danger">{say(WORDS.unanswered(months), language)}</Tag>;
  const running = runningClock(transfer, regulations);
  if (!running) return isFinished(transfer) ? null : <span>{say(WORDS.noClock, language)}</span>;
  if (!running.deadline.ok) return <span>{deadlineDay(running, language)}</span>;
  return <Left on={running.deadline.value.on} today={today} language={language} />;
};

const NEAR_DAYS = 7;

const Left = ({ on, today, language }: { on: PlainDate; today: PlainDate; language: Language }) => {
  const days = daysBetween(today, on);
  const tone = days < 0 ? 'danger' : days <= NEAR_DAYS ? 'warning' : 'neutral';
  return <Tag tone={tone}>{say(daysLeft(days), language)}</Tag>;
};

/** The interval of the check of who was not reported back, where more time than that has passed; else null. */
function unansweredFor(t: SeenTransfer, today: PlainDate, regulations: Regulations): number | null {
  const since = t.received_on ?? t.introduced_on;
  if (!since || t.confirmed_on || t.kind === 'internal') return null;
  const rule = regulations.valueOn<number>('ledger.reconcile', since);
  return rule && addMonths(since, rule.value) < today ? rule.value : null;
}

/** Whoever may not enter a transfer does not find the pages that begin one. */
const mayBegin = (desk: Desk) => read(desk, (tx) => mayWrite(tx, 'transfer'));

const fresh = (desk: Desk, c: Context<Env>): Typed => ({
  id: newId(desk.clock),
  person: c.req.query('person') ?? '',
});

async function blank(c: Context<Env>): Promise<Response> {
  const desk = deskOf(c);
  if (!(await mayBegin(desk))) return answer(c, notFound(desk.language));
  return answer(c, await askAnswer(desk, ASKING, fresh(desk, c), []));
}

async function blankArrival(c: Context<Env>): Promise<Response> {
  const desk = deskOf(c);
  if (!(await mayBegin(desk))) return answer(c, notFound(desk.language));
  return answer(c, await askAnswer(desk, ANNOUNCING, fresh(desk, c), []));
}

type Opening = { form: RecordType; page: RecordType; action: string; help?: Words };

const ASKING: Opening = { form: requestForm, page: requestPage, action: paths.askTransfer() };
const ANNOUNCING: Opening = {
  ...{ form: arrivalForm, page: arrivalForm, action: paths.announceTransfer() },
  help: WORDS.arrivalHelp,
};

async function askAnswer(
  desk: Desk,
  { form: record, page, action, help }: Opening,
  typed: Typed,
  refusals: readonly Refusal[],
): Promise<Answer> {
  const { language } = desk;
  const title = say(record.words.one, language);
  const form = await loadForm(desk, record, typed as FormValues);
  return {
    title,
    crumbs: [{ label: say(WORDS.title, language), href: paths.transfers() }, { label: title }],
    failed: refusals.length > 0,
    status: refusals.length > 0 ? 422 : 200,
    data: { refusals },
    view: () => (
      <>
        <h1>{title}</h1>
        {help ? <p>{say(help, language)}</p> : null}
        <RecordForm
          record={page}
          language={language}
          action={action}
          verb={record.words.one}
          values={form.values}
          refusals={refusals}
          options={form.options}
          suggestHrefs={{ ...form.suggestHrefs, to_unit: paths.transferDestinations() }}
          hidden={{ id: textOf(typed.id) }}
          cancelHref={paths.transfers()}
        />
      </>
    ),
  };
}

const asking = (c: Context<Env>) => opening(c, ASKING, request);
const announcing = (c: Context<Env>) => opening(c, ANNOUNCING, announce);

async function opening(c: Context<Env>, way: Opening, open: typeof request): Promise<Response> {
  const desk = deskOf(c);
  const typed = await typedOf(c);
  const outcome = await open(desk, typed);
  if (!outcome.ok) return answer(c, await askAnswer(desk, way, typed, outcome.refusals));
  return c.get('format') === 'json'
    ? c.json(outcome.value, outcome.value.already ? 200 : 201)
    : c.redirect(paths.record(transferRecord.name, outcome.value.id), 303);
}

async function suggest(c: Context<Env>): Promise<Response> {
  const desk = deskOf(c);
  const q = clean(c.req.query('q') ?? '').slice(0, 100);
  const found = await read(desk, (tx) => destinations(tx, q));
  return c.json(found.map((one) => ({ value: destinationText(one), label: destinationText(one) })));
}
