/** Handing a file in, its page, taking it off again, and its bytes: always as a download, never shown. */
import type { Context } from 'hono';
import { read } from '../../db/door.ts';
import { attach, fetchAttachment, withdrawAttachment } from '../../files/attach.ts';
import { type Attachment, MEDIA, SECRET_CLASSES, SENSITIVITY } from '../../files/contract.ts';
import { LIMITS, MEGABYTE } from '../../files/inspector/verdict.ts';
import { shelfIn } from '../../files/shelf.ts';
import { loadAttachment } from '../../files/store.ts';
import { isId, newId } from '../../kernel/id.ts';
import type { Outcome, Refusal } from '../../kernel/refusal.ts';
import type { RecordType } from '../../records/define.ts';
import { textOf } from '../../records/input.ts';
import { labelsFor, titleOf } from '../../records/labels.ts';
import { loadRecord, mayWrite } from '../../records/store.ts';
import {
  type Answer,
  answer,
  type Desk,
  deskOf,
  download,
  type Env,
  notFound,
  refusedAnswer,
} from '../desk.tsx';
import { showInstant } from '../look.ts';
import { AttachForm, FILES, kilobytes } from '../parts/attachments.tsx';
import { CheckPage } from '../parts/check-page.tsx';
import { ReasonField } from '../parts/reason-field.tsx';
import { paths } from '../paths.ts';
import type { Route } from '../route.ts';
import { typedOf } from '../typed.ts';
import { say } from '../words.ts';
import { isoOf } from './load.ts';

type FileContext = Context<Env>;

/** What a form with a file may weigh: the file and the rest of the form. */
const MOST = LIMITS.bytes + MEGABYTE / 4;

/** Handing a file in, at every record that an officer may write. */
export const attachRoutes = (type: RecordType): Route[] =>
  type.actOnly
    ? []
    : [
        {
          method: 'post',
          path: `/${type.name}/:id/attach`,
          who: 'signed_in',
          table: type.class,
          takes: ['id', 'file', 'sensitivity', 'classification', 'reason'],
          audit: 'attach',
          most: MOST,
          handle: (c) => handIn(c, type),
        },
      ];

export function attachmentRoutes(): Route[] {
  const common = { who: 'signed_in', table: 'attached' } as const;
  const show = (path: string, audit: string, handle: Route['handle']): Route => ({
    ...common,
    method: 'get',
    path,
    takes: [],
    audit,
    handle,
  });
  return [
    show('/attachment/:id', 'none', async (c) => answer(c, await pageAnswer(deskOf(c), idOf(c)))),
    show('/attachment/:id/file', 'open attachment', handOut),
    show('/attachment/:id/withdraw', 'none', async (c) =>
      answer(c, await withdrawalAnswer(deskOf(c), idOf(c), [])),
    ),
    {
      ...common,
      method: 'post',
      path: '/attachment/:id/withdraw',
      takes: ['reason'],
      audit: 'withdraw attachment',
      handle: takeOff,
    },
  ];
}

const idOf = (c: FileContext): string => c.req.param('id') ?? '';

const shelfOf = (desk: Desk) => shelfIn(desk.dataFolder!, desk.filesCopy);

async function handIn(c: FileContext, type: RecordType): Promise<Response> {
  const desk = deskOf(c);
  if (!desk.dataFolder) return answer(c, notFound(desk.language));
  const typed = await typedOf(c);
  const file = [typed.file].flat().at(-1);
  const handed = {
    id: textOf(typed.id),
    name: file instanceof File ? file.name : '',
    bytes: file instanceof File ? new Uint8Array(await file.arrayBuffer()) : new Uint8Array(),
    sensitivity: textOf(typed.sensitivity),
    classification: textOf(typed.classification),
    reason: textOf(typed.reason),
  };
  const outcome = await attach(desk, shelfOf(desk), type, idOf(c), handed);
  if (!outcome.ok) {
    if (outcome.refusals.some(({ code }) => code === 'not_found')) return answer(c, notFound(desk.language));
    return answer(c, formAnswer(desk, paths.attach(type.name, idOf(c)), handed, outcome.refusals));
  }
  return c.get('format') === 'json'
    ? c.json(outcome.value, 201)
    : c.redirect(paths.record(type.name, idOf(c)), 303);
}

type Typed = { sensitivity: string; classification: string; reason: string };

function formAnswer(desk: Desk, action: string, typed: Typed, refusals: readonly Refusal[]): Answer {
  const title = say(FILES.add, desk.language);
  return {
    title,
    crumbs: [{ label: title }],
    failed: true,
    status: 422,
    data: { refusals },
    view: () => (
      <>
        <h1>{title}</h1>
        <AttachForm
          language={desk.language}
          action={action}
          id={newId(desk.clock)}
          sensitivity={typed.sensitivity}
          classification={typed.classification}
          reason={typed.reason}
          refusals={refusals}
        />
      </>
    ),
  };
}

type Opened = { attachment: Attachment; type: RecordType; heading: string; mayWithdraw: boolean };

/** The file with the heading of its record; undefined where either is not open. */
const open = (desk: Desk, id: string): Promise<Opened | undefined> =>
  read(desk, async (tx) => {
    const attachment = isId(id) ? await loadAttachment(tx, id) : undefined;
    const type = attachment && desk.catalogue.find(attachment.record_type);
    const row = type && (await loadRecord(tx, type, attachment.record_id));
    if (!row) return undefined;
    const labels = await labelsFor(tx, desk.catalogue, type, [row], desk.language);
    const heading = titleOf(type, row, labels, desk.language) || say(type.words.one, desk.language);
    return { attachment, type, heading, mayWithdraw: await mayWrite(tx, type.name) };
  });

const crumbsOf = ({ attachment, type, heading }: Opened) => [
  { label: heading, href: paths.record(type.name, attachment.record_id) },
  { label: attachment.name },
];

function factsOf(desk: Desk, { attachment, type, heading }: Opened) {
  const { language } = desk;
  const secrecy = attachment.classification;
  return [
    { label: say(FILES.record, language), value: `${say(type.words.one, language)}: ${heading}` },
    { label: say(FILES.size, language), value: kilobytes(attachment.bytes, language) },
    {
      label: { vi: 'Mức nhạy cảm', en: 'Grade' }[language],
      value: say(SENSITIVITY[attachment.sensitivity], language),
    },
    ...(secrecy
      ? [
          {
            label: { vi: 'Độ mật', en: 'Secrecy class' }[language],
            value: say(SECRET_CLASSES[secrecy], language),
          },
        ]
      : []),
    { label: say(FILES.since, language), value: showInstant(isoOf(attachment.known_from), language) },
    { label: say(FILES.digest, language), value: attachment.sha256 },
  ];
}

async function pageAnswer(desk: Desk, id: string): Promise<Answer> {
  const opened = await open(desk, id);
  if (!opened) return notFound(desk.language);
  const { language } = desk;
  const { attachment } = opened;
  return {
    title: attachment.name,
    crumbs: crumbsOf(opened),
    data: { attachment },
    view: () => (
      <>
        <p class="kind">{say(FILES.file, language)}</p>
        <h1>{attachment.name}</h1>
        <dl class="facts">
          {factsOf(desk, opened).map((fact) => (
            <div>
              <dt>{fact.label}</dt>
              <dd class="long">{fact.value}</dd>
            </div>
          ))}
        </dl>
        <nav class="verbs" aria-label={say(FILES.file, language)}>
          <a class="ds-button" href={paths.attachmentFile(id)}>
            {say(FILES.download, language)}
          </a>
          {opened.mayWithdraw ? (
            <a
              class="ds-button"
              data-variant="secondary"
              data-color="danger"
              href={paths.withdrawAttachment(id)}
            >
              {say(FILES.withdraw, language)}
            </a>
          ) : null}
        </nav>
      </>
    ),
  };
}

async function withdrawalAnswer(
  desk: Desk,
  id: string,
  refusals: readonly Refusal[],
  reason = '',
): Promise<Answer> {
  const opened = await open(desk, id);
  if (!opened?.mayWithdraw) return notFound(desk.language);
  const { language } = desk;
  const title = `${say(FILES.withdraw, language)}: ${opened.attachment.name}`;
  return {
    title,
    crumbs: crumbsOf(opened),
    failed: refusals.length > 0,
    status: refusals.length > 0 ? 422 : 200,
    data: { refusals },
    view: () => (
      <>
        <h1>{title}</h1>
        <CheckPage
          language={language}
          verb={FILES.withdraw}
          action={paths.withdrawAttachment(id)}
          facts={factsOf(desk, opened)}
          consequences={[say(FILES.withdrawHelp, language)]}
          fields={['reason']}
          refusals={refusals}
          backHref={paths.attachment(id)}
        >
          <ReasonField language={language} value={reason} refusals={refusals} warning={false} />
        </CheckPage>
      </>
    ),
  };
}

async function takeOff(c: FileContext): Promise<Response> {
  const desk = deskOf(c);
  const opened = await open(desk, idOf(c));
  if (!opened) return answer(c, notFound(desk.language));
  const reason = textOf((await typedOf(c)).reason);
  const outcome: Outcome<{ id: string }> = await withdrawAttachment(desk, idOf(c), reason);
  if (!outcome.ok) return answer(c, await withdrawalAnswer(desk, idOf(c), outcome.refusals, reason));
  return c.get('format') === 'json'
    ? c.json(outcome.value)
    : c.redirect(paths.record(opened.type.name, opened.attachment.record_id), 303);
}

/** The bytes. A browser that shows them all the same does so in a sandbox without script, forms or the cookie. */
async function handOut(c: FileContext): Promise<Response> {
  const desk = deskOf(c);
  if (!desk.dataFolder || c.get('format') !== '') return answer(c, notFound(desk.language));
  const outcome = await fetchAttachment(desk, shelfOf(desk), idOf(c));
  if (!outcome.ok) {
    const lost = outcome.refusals.some(({ code }) => code === 'not_found');
    return answer(c, lost ? notFound(desk.language) : refusedAnswer(desk.language, outcome.refusals));
  }
  const { attachment, bytes } = outcome.value;
  c.header('Content-Security-Policy', "sandbox; default-src 'none'");
  return download(c, bytes, MEDIA[attachment.kind], attachment.name);
}
