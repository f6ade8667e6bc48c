/** Noting a person's identity number; what waits where two files claim one, and settling it. */
import type { Context } from 'hono';
import { read } from '../../db/door.ts';
import { isId } from '../../kernel/id.ts';
import { formatDate } from '../../kernel/plain-date.ts';
import type { Refusal } from '../../kernel/refusal.ts';
import { type Language, type Words, w } from '../../kernel/words.ts';
import type { Typed } from '../../records/input.ts';
import { HIDDEN } from '../../records/labels.ts';
import { loadRecord, mayWrite } from '../../records/store.ts';
import { type Answer, answer, type Desk, deskOf, type Env, notFound } from '../../web/desk.tsx';
import type { FormValues } from '../../web/look.ts';
import { IdentityLine } from '../../web/parts/identity-line.tsx';
import { Notice, Tag } from '../../web/parts/notice.tsx';
import { RecordForm } from '../../web/parts/record-form.tsx';
import { CARDS, Scroll } from '../../web/parts/scroll.tsx';
import { paths } from '../../web/paths.ts';
import type { Route } from '../../web/route.ts';
import { loadDetail } from '../../web/routes/load.ts';
import { detailAnswer } from '../../web/routes/record-page.tsx';
import { typedOf } from '../../web/typed.ts';
import { say } from '../../web/words.ts';
import { person, reconciliation } from './contract.ts';
import { identityForm, noteIdentity, settle, settlementForm } from './identity.ts';
import {
  type FileAsked,
  identityHolder,
  identityNoted,
  type Reconciliation,
  reconciliations,
} from './identity-store.ts';

const WORDS = {
  replaces: w(
    'Hồ sơ này đã ghi một số. Số nhập bây giờ thay cho số ấy.',
    'A number is noted for this file. The one entered now takes its place.',
  ),
  elsewhere: w('Số này đã có trong một hồ sơ khác', 'This number stands in another file'),
  asked: w(
    'Số vừa nhập chưa được ghi vào hồ sơ này. Cấp trên chung của hai nơi quản lý hồ sơ đã được yêu cầu đối chiếu; hồ sơ kia ở đâu, của ai thì không nêu ra. Đồng chí không phải làm gì thêm; nếu gõ nhầm thì nhập lại số đúng.',
    'The number was not noted for this file. The common superior of the two keepers has been asked to reconcile them; where the other file lies, and whose it is, is not told. There is nothing more to do; if it was mistyped, enter the right number.',
  ),
  back: w('Về hồ sơ', 'Back to the file'),
  again: w('Nhập lại số', 'Enter the number again'),
  help: w(
    'Mỗi dòng là hai hồ sơ cùng khai một số định danh. Nơi quản lý hồ sơ không biết hồ sơ kia ở đâu, nên cấp trên chung giải quyết.',
    'Each line is two files that claim one identity number. Neither keeper knows where the other file is, so the common superior settles it.',
  ),
  since: w('Chờ từ ngày', 'Waiting since'),
  at: w('Đối chiếu tại', 'Reconciled at'),
  all: w('Cả những việc đã giải quyết', 'Those settled as well'),
  files: w('Hai hồ sơ', 'The two files'),
  holds: w('đang ghi số này', 'has the number now'),
  same: w(
    'Cùng một người: ghi lại kết luận; nơi quản lý sau đó gộp hai hồ sơ, hoặc rút hồ sơ nhập trùng.',
    'The same person: this is recorded; the keepers then merge the files, or withdraw the one entered twice.',
  ),
  different: w(
    'Hai người khác nhau: số ở lại với hồ sơ đồng chí chọn; hồ sơ kia không còn ghi số này.',
    'Two persons: the number stays with the file you choose; the other no longer has it.',
  ),
};

export function identityRoutes(): Route[] {
  const common = { who: 'signed_in', table: 'unit' } as const;
  const identity = { ...common, path: '/person/:id/identity', opens: person.name };
  return [
    { ...identity, method: 'get', takes: [], audit: 'open', handle: identityPage },
    { ...identity, method: 'post', takes: ['number'], audit: 'note identity', handle: noteNumber },
    { ...common, method: 'get', path: paths.reconciliations(), takes: [], audit: 'none', handle: list },
    { ...common, method: 'get', path: '/reconciliation/:id', takes: [], audit: 'none', handle: one },
    {
      ...common,
      method: 'post',
      path: '/reconciliation/:id/settle',
      takes: ['settlement', 'reason'],
      audit: 'settle reconciliation',
      handle: settling,
    },
  ];
}

type Asked = { id: string; name: string; noted: boolean };

/** The person whose number may be noted; undefined where the reader may not write the file, or there is none. */
const askedAbout = async (desk: Desk, id: string): Promise<Asked | undefined> =>
  read(desk, async (tx) => {
    const row = isId(id) && (await mayWrite(tx, person.name)) ? await loadRecord(tx, person, id) : undefined;
    return row && { id, name: String(row.name), noted: await identityNoted(tx, id) };
  });

async function identityPage(c: Context<Env>): Promise<Response> {
  const desk = deskOf(c);
  const asked = await askedAbout(desk, c.req.param('id') ?? '');
  return answer(c, asked ? identityAnswer(desk, asked, {}, []) : notFound(desk.language));
}

const framed = ({ language }: Desk, { id, name }: Asked) => {
  const title = `${say(identityForm.words.one, language)}: ${name}`;
  const crumbs = [{ label: name, href: paths.record(person.name, id) }, { label: title }];
  return { title, crumbs };
};

function identityAnswer(desk: Desk, asked: Asked, typed: Typed, refusals: readonly Refusal[]): Answer {
  const { language } = desk;
  const frame = framed(desk, asked);
  return {
    ...frame,
    failed: refusals.length > 0,
    status: refusals.length > 0 ? 422 : 200,
    data: refusals.length > 0 ? { refusals } : { noted: asked.noted },
    view: () => (
      <>
        <h1>{frame.title}</h1>
        <IdentityLine noted={asked.noted} language={language} />
        {asked.noted ? <Notice tone="info">{say(WORDS.replaces, language)}</Notice> : null}
        <RecordForm
          record={identityForm}
          language={language}
          action={paths.identity(asked.id)}
          verb={identityForm.words.one}
          values={typed as FormValues}
          refusals={refusals}
          cancelHref={paths.record(person.name, asked.id)}
        />
      </>
    ),
  };
}

async function noteNumber(c: Context<Env>): Promise<Response> {
  const desk = deskOf(c);
  const asked = await askedAbout(desk, c.req.param('id') ?? '');
  if (!asked) return answer(c, notFound(desk.language));
  const typed = await typedOf(c);
  const outcome = await noteIdentity(desk, asked.id, typed);
  if (!outcome.ok) return answer(c, identityAnswer(desk, asked, typed, outcome.refusals));
  if (outcome.value === 'elsewhere') return answer(c, elsewhereAnswer(desk, asked));
  return c.get('format') === 'json'
    ? c.json({ identity: outcome.value })
    : c.redirect(paths.record(person.name, asked.id), 303);
}

/** Nothing of the other file: not its keeper, not its person, not the reconciliation. */
function elsewhereAnswer(desk: Desk, asked: Asked): Answer {
  const { language } = desk;
  const frame = framed(desk, asked);
  return {
    ...frame,
    status: 409,
    data: { identity: 'elsewhere' },
    view: () => (
      <>
        <h1>{frame.title}</h1>
        <Notice tone="warning" title={say(WORDS.elsewhere, language)}>
          <p>{say(WORDS.asked, language)}</p>
        </Notice>
        <p class="verbs">
          <a class="ds-button" data-variant="secondary" href={paths.record(person.name, asked.id)}>
            {say(WORDS.back, language)}
          </a>
          <a href={paths.identity(asked.id)}>{say(WORDS.again, language)}</a>
        </p>
      </>
    ),
  };
}

async function list(c: Context<Env>): Promise<Response> {
  const desk = deskOf(c);
  const { language } = desk;
  if (!desk.reads.has(reconciliation.name)) return answer(c, notFound(language));
  const open = await read(desk, (tx) => reconciliations(tx));
  const title = say(reconciliation.words.many, language);
  // Without names: whole lists of members leave by the gate of /reconciliation.
  const waiting = open.map(({ id, openedOn, first, second }) => ({
    id,
    opened_on: openedOn,
    persons: [first.id, second.id],
  }));
  return answer(c, {
    title,
    crumbs: [{ label: title }],
    data: { waiting },
    view: () => (
      <>
        <h1>{title}</h1>
        <p>{say(WORDS.help, language)}</p>
        {open.length === 0 ? <p class="empty">{say(reconciliation.words.empty, language)}</p> : null}
        {open.length > 0 ? <Waiting language={language} open={open} title={title} /> : null}
        <p>
          <a href={paths.list(reconciliation.name)}>{say(WORDS.all, language)}</a>
        </p>
      </>
    ),
  });
}

const { first_person: FIRST, second_person: SECOND } = reconciliation.fields;

const Waiting = (p: { language: Language; open: readonly Reconciliation[]; title: string }) => {
  const columns = [WORDS.since, FIRST.words, SECOND.words, WORDS.at];
  const cell = (words: Words) => ({ ...CARDS.cell, 'data-label': say(words, p.language) });
  return (
    <Scroll label={p.title}>
      <table class="ds-table cards" {...CARDS.table}>
        <caption class="ds-sr-only">{p.title}</caption>
        <thead {...CARDS.group}>
          <tr {...CARDS.row}>
            {columns.map((words) => (
              <th scope="col">{say(words, p.language)}</th>
            ))}
          </tr>
        </thead>
        <tbody {...CARDS.group}>
          {p.open.map((one) => (
            <tr {...CARDS.row}>
              <th scope="row" {...CARDS.head} data-label={say(WORDS.since, p.language)}>
                <a href={paths.record(reconciliation.name, one.id)}>{formatDate(one.openedOn, p.language)}</a>
              </th>
              <td {...cell(FIRST.words)}>
                <FileLink file={one.first} language={p.language} />
              </td>
              <td {...cell(SECOND.words)}>
                <FileLink file={one.second} language={p.language} />
              </td>
              <td {...cell(WORDS.at)}>{one.unit ?? HIDDEN[p.language]}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
};

const FileLink = ({ file, language }: { file: FileAsked; language: Language }) =>
  file.name === null ? (
    <span>{HIDDEN[language]}</span>
  ) : (
    <>
      <a href={paths.record(person.name, file.id)}>{file.name}</a>
      {file.unit ? `, ${file.unit}` : ''}
    </>
  );

async function one(c: Context<Env>): Promise<Response> {
  return answer(c, await reconciliationAnswer(deskOf(c), c.req.param('id') ?? '', {}, []));
}

async function reconciliationAnswer(
  desk: Desk,
  id: string,
  typed: Typed,
  refusals: readonly Refusal[],
): Promise<Answer> {
  const detail = await loadDetail(desk, reconciliation, id);
  if (!detail) return notFound(desk.language);
  const { asked, holder, maySettle } = await read(desk, async (tx) => ({
    asked: (await reconciliations(tx, id))[0],
    holder: await identityHolder(tx, id),
    maySettle: await mayWrite(tx, reconciliation.name),
  }));
  if (!asked) return notFound(desk.language);
  const shown = detailAnswer(desk, reconciliation, detail);
  const refused = refusals.length > 0;
  return {
    ...shown,
    crumbs: [
      { label: say(reconciliation.words.many, desk.language), href: paths.reconciliations() },
      { label: shown.title },
    ],
    failed: refused,
    status: refusals.some(({ code }) => code === 'already_settled') ? 409 : refused ? 422 : 200,
    data: refused ? { refusals } : shown.data,
    view: () => (
      <>
        {shown.view()}
        <Files asked={asked} holder={holder} language={desk.language} />
        {maySettle && (asked.settlement === null || refused) ? (
          <SettleForm id={id} typed={typed} refusals={refusals} language={desk.language} />
        ) : null}
      </>
    ),
  };
}

const Files = (p: { asked: Reconciliation; holder: string | null; language: Language }) => (
  <section aria-labelledby="files">
    <h2 id="files">{say(WORDS.files, p.language)}</h2>
    <dl class="facts">
      {([FIRST, SECOND] as const).map(({ words }, index) => {
        const file = index === 0 ? p.asked.first : p.asked.second;
        return (
          <div>
            <dt>{say(words, p.language)}</dt>
            <dd>
              <FileLink file={file} language={p.language} />{' '}
              {p.holder === file.id ? <Tag tone="info">{say(WORDS.holds, p.language)}</Tag> : null}
            </dd>
          </div>
        );
      })}
    </dl>
  </section>
);

type SettleProps = { id: string; typed: Typed; refusals: readonly Refusal[]; language: Language };

const SettleForm = ({ id, typed, refusals, language }: SettleProps) => (
  <section aria-labelledby="settle">
    <h2 id="settle">{say(settlementForm.words.one, language)}</h2>
    <ul class="ds-list">
      {[WORDS.same, WORDS.different].map((words) => (
        <li>{say(words, language)}</li>
      ))}
    </ul>
    <RecordForm
      record={settlementForm}
      language={language}
      action={paths.settle(id)}
      verb={settlementForm.words.one}
      values={typed as FormValues}
      refusals={refusals}
      cancelHref={paths.reconciliations()}
    />
  </section>
);

async function settling(c: Context<Env>): Promise<Response> {
  const desk = deskOf(c);
  const id = c.req.param('id') ?? '';
  const typed = await typedOf(c);
  const outcome = await settle(desk, id, typed);
  if (!outcome.ok) {
    const missing = outcome.refusals.some(({ code }) => code === 'not_found');
    return answer(
      c,
      missing ? notFound(desk.language) : await reconciliationAnswer(desk, id, typed, outcome.refusals),
    );
  }
  return c.get('format') === 'json'
    ? c.json(outcome.value)
    : c.redirect(paths.record(reconciliation.name, id), 303);
}
