/** Requests that wait, and one of them: its evidence, what becomes of it, and the answer of the office. */
import type { Context } from 'hono';
import { read } from '../../db/door.ts';
import type { Attachment } from '../../files/contract.ts';
import { attachmentsOf } from '../../files/store.ts';
import { isId, newId } from '../../kernel/id.ts';
import { formatDate } from '../../kernel/plain-date.ts';
import type { Refusal } from '../../kernel/refusal.ts';
import type { Fields, RecordType } from '../../records/define.ts';
import { type Typed, textOf } from '../../records/input.ts';
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
import type { FormValues } from '../../web/look.ts';
import { Attachments } from '../../web/parts/attachments.tsx';
import { RecordForm } from '../../web/parts/record-form.tsx';
import { paths } from '../../web/paths.ts';
import { typedOf } from '../../web/typed.ts';
import { say } from '../../web/words.ts';
import { person } from '../membership/contract.ts';
import { answerForm, answerRequest, takeBack, writesItself } from './commands.ts';
import { ASKED_FIELDS, correctionRequest, OUTCOMES, personFact } from './contract.ts';
import { FILE_FIELDS } from './fields.ts';
import { RequestState, Requests } from './own-pages.tsx';
import { actingPerson, type RequestRow, requestsSeen } from './store.ts';
import { factForm } from './value.ts';
import { FILE, OWN } from './words.ts';

export async function requestsPage(c: Context<Env>): Promise<Response> {
  const desk = deskOf(c);
  const { language } = desk;
  if (!desk.reads.has(correctionRequest.name)) return answer(c, notFound(language));
  const requests = await read(desk, (tx) => requestsSeen(tx, { open: true }));
  const title = say(correctionRequest.words.many, language);
  return answer(c, {
    title,
    crumbs: [{ label: title }],
    data: { waiting: requests.map(({ id, field, asked_on, due_on }) => ({ id, field, asked_on, due_on })) },
    view: () => (
      <>
        <h1>{title}</h1>
        <Requests requests={requests} desk={desk} named={true} />
      </>
    ),
  });
}

type Loaded = { request: RequestRow; attachments: Attachment[]; isOwn: boolean; mayAnswer: boolean };

const loadRequest = (desk: Desk, id: string): Promise<Loaded | undefined> =>
  read(desk, async (tx) => {
    const [request] = isId(id) ? await requestsSeen(tx, { id }) : [];
    if (!request) return undefined;
    const isOwn = request.person === (await actingPerson(tx));
    const mayAnswer = !isOwn && (await mayWrite(tx, personFact.name));
    return { request, attachments: await attachmentsOf(tx, id), isOwn, mayAnswer };
  });

export async function requestPage(c: Context<Env>): Promise<Response> {
  const desk = deskOf(c);
  const loaded = await loadRequest(desk, c.req.param('id') ?? '');
  return answer(c, loaded ? requestAnswer(desk, loaded, {}, []) : notFound(desk.language));
}

function requestAnswer(desk: Desk, loaded: Loaded, typed: Typed, refusals: readonly Refusal[]): Answer {
  const { language } = desk;
  const { request, attachments, isOwn, mayAnswer } = loaded;
  const heading = say(ASKED_FIELDS[request.field]!, language);
  const isOpen = request.outcome === null;
  const mayAttach = isOpen && (isOwn || mayAnswer) && desk.dataFolder;
  const above = isOwn
    ? { label: say(FILE.own, language), href: paths.ownFile() }
    : { label: say(correctionRequest.words.many, language), href: paths.requests() };
  return {
    title: `${say(correctionRequest.words.one, language)}: ${heading}`,
    crumbs: [above, { label: heading }],
    failed: refusals.length > 0,
    status: refusals.length > 0 ? 422 : 200,
    data: refusals.length > 0 ? { refusals } : { type: correctionRequest.name, record: request, attachments },
    view: () => (
      <>
        <p class="kind">{say(correctionRequest.words.one, language)}</p>
        <h1>
          {heading}: {request.name}
        </h1>
        <p>
          <RequestState request={request} desk={desk} />
        </p>
        <RequestFacts desk={desk} loaded={loaded} />
        <Attachments
          language={language}
          attachments={attachments}
          {...(mayAttach
            ? { form: { action: paths.attach(correctionRequest.name, request.id), id: newId(desk.clock) } }
            : {})}
        />
        {isOpen && isOwn ? <TakeBack desk={desk} id={request.id} /> : null}
        {isOpen && mayAnswer ? (
          <AnswerForm desk={desk} request={request} typed={typed} refusals={refusals} />
        ) : null}
      </>
    ),
  };
}

const RequestFacts = ({ desk, loaded: { request, isOwn } }: { desk: Desk; loaded: Loaded }) => {
  const { language } = desk;
  const { fields } = correctionRequest;
  const lines = [
    [fields.wanted.words, request.wanted],
    [fields.grounds.words, request.grounds],
    [fields.asked_on.words, formatDate(request.asked_on, language)],
    [fields.due_on.words, formatDate(request.due_on, language)],
    [fields.outcome.words, request.outcome ? say(OUTCOMES[request.outcome], language) : ''],
    [fields.answered_on.words, request.answered_on ? formatDate(request.answered_on, language) : ''],
    [fields.answer.words, request.answer ?? ''],
  ] as const;
  return (
    <dl class="facts">
      <div>
        <dt>{say(fields.person.words, language)}</dt>
        <dd>
          <a href={isOwn ? paths.ownFile() : paths.file(request.person)}>{request.name}</a>
        </dd>
      </div>
      {!isOwn && FILE_FIELDS[request.field] ? (
        <div>
          <dt>{say(OWN.now, language)}</dt>
          <dd>
            <a href={paths.fileField(request.person, request.field)}>{say(FILE.open, language)}</a>
          </dd>
        </div>
      ) : null}
      {lines
        .filter(([, value]) => value !== '')
        .map(([words, value]) => (
          <div>
            <dt>{say(words, language)}</dt>
            <dd class="long">{value}</dd>
          </div>
        ))}
    </dl>
  );
};

const TakeBack = ({ desk, id }: { desk: Desk; id: string }) => (
  <form method="post" action={paths.takeRequestBack(id)}>
    <button class="ds-button" data-variant="secondary" type="submit">
      {say(OWN.takeBack, desk.language)}
    </button>
  </form>
);

/** The answer and, of a field with one value, the value it writes: both in one form. */
const formFor = (key: string): RecordType =>
  writesItself(key)
    ? { ...answerForm, fields: { ...answerForm.fields, ...optional(factForm(FILE_FIELDS[key]!).fields) } }
    : answerForm;

/** A refused request writes nothing, so nothing of the value is asked for on the page; the command asks. */
const optional = (fields: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, { ...field, required: false }]));

type AnswerProps = { desk: Desk; request: RequestRow; typed: Typed; refusals: readonly Refusal[] };

const AnswerForm = ({ desk, request, typed, refusals }: AnswerProps) => {
  const { language } = desk;
  const writes = writesItself(request.field);
  return (
    <section aria-labelledby="answer">
      <h2 class="ds-heading" data-size="xs" id="answer">
        {say(answerForm.words.one, language)}
      </h2>
      <p>{say(writes ? OWN.writes : OWN.byHand, language)}</p>
      {writes ? null : (
        <p>
          <a
            href={
              FILE_FIELDS[request.field]
                ? paths.fileField(request.person, request.field)
                : paths.record(person.name, request.person)
            }
          >
            {say(FILE.title, language)}
          </a>
        </p>
      )}
      <RecordForm
        record={formFor(request.field)}
        language={language}
        action={paths.answerRequest(request.id)}
        verb={OWN.answer}
        values={{ certainty: 'original', ...(typed as FormValues) }}
        refusals={refusals}
        hidden={{ fact_id: textOf(typed.fact_id) || newId(desk.clock) }}
        cancelHref={paths.requests()}
      />
    </section>
  );
};

export async function giveAnswer(c: Context<Env>): Promise<Response> {
  const desk = deskOf(c);
  const id = c.req.param('id') ?? '';
  const typed = await typedOf(c);
  const outcome = await answerRequest(desk, id, typed);
  if (outcome.ok)
    return c.get('format') === 'json'
      ? c.json(outcome.value)
      : c.redirect(paths.record(correctionRequest.name, id), 303);
  const loaded = await loadRequest(desk, id);
  if (!loaded || outcome.refusals.some(({ code }) => code === 'not_found'))
    return answer(c, notFound(desk.language));
  return answer(c, requestAnswer(desk, loaded, typed, outcome.refusals));
}

export async function takeBackRequest(c: Context<Env>): Promise<Response> {
  const desk = deskOf(c);
  const id = c.req.param('id') ?? '';
  const outcome = await takeBack(desk, id);
  if (!outcome.ok) return answer(c, refusedAnswer(desk.language, outcome.refusals));
  return c.get('format') === 'json'
    ? c.json(outcome.value)
    : c.redirect(paths.record(correctionRequest.name, id), 303);
}
