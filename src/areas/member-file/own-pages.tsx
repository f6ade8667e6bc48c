/** “Hồ sơ của tôi”: the own file, who opened it, and asking for a correction. */
import type { Context } from 'hono';
import { noteOpening } from '../../audit/note.ts';
import { read } from '../../db/door.ts';
import { newId } from '../../kernel/id.ts';
import { formatDate } from '../../kernel/plain-date.ts';
import type { Refusal } from '../../kernel/refusal.ts';
import type { Language } from '../../kernel/words.ts';
import { type Typed, textOf } from '../../records/input.ts';
import { type Answer, answer, type Desk, deskOf, type Env } from '../../web/desk.tsx';
import type { FormValues } from '../../web/look.ts';
import { LOG_WORDS } from '../../web/parts/log-table.tsx';
import { Notice, Tag } from '../../web/parts/notice.tsx';
import { RecordForm } from '../../web/parts/record-form.tsx';
import { paths } from '../../web/paths.ts';
import { typedOf } from '../../web/typed.ts';
import { say } from '../../web/words.ts';
import { person } from '../membership/contract.ts';
import { askCorrection, askForm } from './commands.ts';
import { ASKED_FIELDS, correctionRequest, OUTCOMES } from './contract.ts';
import { noteField } from './field-pages.tsx';
import { isSensitive } from './fields.ts';
import { FileBody, fileData, loadFile, valueLine } from './file-pages.tsx';
import { actingPerson, type RequestRow, requestsSeen } from './store.ts';
import { FILE, OWN } from './words.ts';

type Own = NonNullable<Awaited<ReturnType<typeof loadFile>>>;

/** The file of whoever is signed in, its opening noted like every other; undefined where it is not open to them. */
async function openOwn(desk: Desk): Promise<Own | undefined> {
  const id = await read(desk, (tx) => actingPerson(tx));
  const loaded = id ? await loadFile(desk, id) : undefined;
  return loaded && (await noteOpening(desk, person.name, loaded.row.id)) ? loaded : undefined;
}

export async function ownPage(c: Context<Env>): Promise<Response> {
  const desk = deskOf(c);
  const own = await openOwn(desk);
  if (!own) return answer(c, noneAnswer(desk));
  const requests = await read(desk, (tx) => requestsSeen(tx, { person: own.row.id }));
  return answer(c, ownAnswer(desk, own, requests));
}

function noneAnswer({ language }: Desk): Answer {
  const title = say(FILE.own, language);
  return {
    title,
    crumbs: [{ label: title }],
    data: { person: null },
    view: () => (
      <>
        <h1>{title}</h1>
        <Notice tone="info" title={say(OWN.none, language)}>
          {say(OWN.other, language)}
        </Notice>
      </>
    ),
  };
}

function ownAnswer(desk: Desk, own: Own, requests: readonly RequestRow[]): Answer {
  const { language } = desk;
  const title = say(FILE.own, language);
  return {
    title,
    crumbs: [{ label: title }],
    data: { ...fileData(own), requests },
    view: () => (
      <>
        <p class="kind">{title}</p>
        <h1>{String(own.row.name)}</h1>
        <nav class="verbs" aria-label={title}>
          <a class="ds-button" data-variant="secondary" href={paths.openings(person.name, own.row.id)}>
            {say(LOG_WORDS.openings, language)}
          </a>
          <a class="ds-button" data-variant="secondary" href={paths.papers(own.row.id)}>
            {say(FILE.papers, language)}
          </a>
          <a class="ds-button" data-variant="secondary" href={paths.askCorrection()}>
            {say(OWN.ask, language)}
          </a>
        </nav>
        <section aria-labelledby="requests">
          <h2 class="ds-heading" data-size="xs" id="requests">
            {say(OWN.asked, language)}
          </h2>
          <Requests requests={requests} desk={desk} named={false} />
        </section>
        <FileBody
          loaded={own}
          language={language}
          reads={desk.reads}
          linkTo={(key) => paths.askCorrection(key)}
          verb={OWN.ask}
        />
      </>
    ),
  };
}

/** Where a request stands: waiting, overdue, or how it was answered. */
export const RequestState = ({ request, desk }: { request: RequestRow; desk: Desk }) => {
  const { language } = desk;
  if (request.outcome) {
    const tone =
      request.outcome === 'refused' ? 'warning' : request.outcome === 'withdrawn' ? 'neutral' : 'success';
    return <Tag tone={tone}>{say(OUTCOMES[request.outcome], language)}</Tag>;
  }
  const isLate = request.due_on < desk.clock.today();
  return <Tag tone={isLate ? 'danger' : 'info'}>{say(isLate ? OWN.overdue : OWN.waiting, language)}</Tag>;
};

type RequestsProps = { requests: readonly RequestRow[]; desk: Desk; named: boolean };

export const Requests = ({ requests, desk, named }: RequestsProps) => {
  const { language } = desk;
  if (requests.length === 0)
    return <p class="empty">{say(named ? correctionRequest.words.empty : OWN.noRequests, language)}</p>;
  return (
    <ul class="ds-list">
      {requests.map((request) => (
        <li>
          <a href={paths.record(correctionRequest.name, request.id)}>
            {named ? `${request.name}: ` : ''}
            {say(ASKED_FIELDS[request.field]!, language)}
          </a>
          , {formatDate(request.asked_on, language)} <RequestState request={request} desk={desk} />{' '}
          {request.outcome ? '' : `${say(OWN.due, language)} ${formatDate(request.due_on, language)}`}
          {named && request.unit ? `, ${request.unit}` : ''}
        </li>
      ))}
    </ul>
  );
};

export async function askPage(c: Context<Env>): Promise<Response> {
  const desk = deskOf(c);
  const own = await openOwn(desk);
  if (!own) return answer(c, noneAnswer(desk));
  const key = c.req.query('field') ?? '';
  const filled = own.fields.find((one) => one.key === key);
  // The own sensitive value is shown to its owner, and that it was opened is noted all the same.
  if (filled && isSensitive(filled.field)) await noteField(desk, { row: own.row, key });
  return answer(c, askAnswer(desk, own, { field: key }, newId(desk.clock), []));
}

function askAnswer(desk: Desk, own: Own, typed: Typed, id: string, refusals: readonly Refusal[]): Answer {
  const { language } = desk;
  const title = say(OWN.ask, language);
  const filled = own.fields.find(({ key }) => key === textOf(typed.field));
  return {
    title,
    crumbs: [{ label: say(FILE.own, language), href: paths.ownFile() }, { label: title }],
    failed: refusals.length > 0,
    status: refusals.length > 0 ? 422 : 200,
    data: refusals.length > 0 ? { refusals } : { fields: askForm.fields },
    view: () => (
      <>
        <h1>{title}</h1>
        {filled ? <Now filled={filled} language={language} /> : null}
        <RecordForm
          record={askForm}
          language={language}
          action={paths.askCorrection()}
          verb={askForm.words.one}
          values={typed as FormValues}
          refusals={refusals}
          hidden={{ id }}
          cancelHref={paths.ownFile()}
        >
          <p class="hint">{say(OWN.evidence, language)}</p>
        </RecordForm>
      </>
    ),
  };
}

const Now = ({ filled, language }: { filled: Own['fields'][number]; language: Language }) => (
  <Notice tone="info" title={`${say(OWN.now, language)}: ${say(filled.field.words, language)}`}>
    <ul class="ds-list">
      {filled.held.length === 0 ? <li>{say(FILE.empty, language)}</li> : null}
      {filled.held.map((held) => (
        <li>{valueLine(filled.field, held, language)}</li>
      ))}
    </ul>
  </Notice>
);

export async function ask(c: Context<Env>): Promise<Response> {
  const desk = deskOf(c);
  const typed = await typedOf(c);
  const outcome = await askCorrection(desk, typed);
  if (outcome.ok)
    return c.get('format') === 'json'
      ? c.json(outcome.value, outcome.value.already ? 200 : 201)
      : c.redirect(paths.record(correctionRequest.name, outcome.value.id), 303);
  const own = await openOwn(desk);
  return answer(
    c,
    own
      ? askAnswer(desk, own, typed, textOf(typed.id), outcome.refusals)
      : { ...noneAnswer(desk), status: 422 },
  );
}
