/** How the installation keeps identities: what is in force, who holds keys, and what two persons decide about it. */
import type { Context } from 'hono';
import { read } from '../../db/door.ts';
import { newId } from '../../kernel/id.ts';
import { formatDate } from '../../kernel/plain-date.ts';
import type { Outcome, Refusal } from '../../kernel/refusal.ts';
import { type Language, type Words, w } from '../../kernel/words.ts';
import type { RecordType } from '../../records/define.ts';
import { type Typed, textOf } from '../../records/input.ts';
import { APPROVALS } from '../../web/approval-words.ts';
import { type Answer, answer, type Desk, deskOf, type Env } from '../../web/desk.tsx';
import type { FormValues } from '../../web/look.ts';
import { pageOf } from '../../web/paging.ts';
import { CardTable } from '../../web/parts/card-table.tsx';
import { ErrorSummary, Notice } from '../../web/parts/notice.tsx';
import { RecordForm } from '../../web/parts/record-form.tsx';
import { CARDS } from '../../web/parts/scroll.tsx';
import { Go, NeedsScript, Passphrase } from '../../web/parts/sealing.tsx';
import { paths } from '../../web/paths.ts';
import type { Route } from '../../web/route.ts';
import { typedOf } from '../../web/typed.ts';
import { say } from '../../web/words.ts';
import { keyName, proposeDecision, proposeHolder } from './acts.ts';
import { addKey } from './commands.ts';
import {
  DECIDES_SEALING,
  DUTIES,
  type Duty,
  decisionForm,
  holderForm,
  MODES,
  SEES_SEALING,
} from './contract.ts';
import { Held } from './held-pages.tsx';
import { decisionsSeen, itemsHeld, keysSeen, revealsSeen, type SealKey, sealingNow } from './store.ts';
import { KEY, SEALING } from './words.ts';

export function sealingRoutes(): Route[] {
  const common = { table: 'sealed' } as const;
  const form = (
    verb: string,
    who: readonly string[],
    takes: readonly string[],
    audit: string,
    on: Pick<Handlers, 'show' | 'send'>,
  ) => [
    {
      ...common,
      who,
      method: 'get' as const,
      path: paths.sealing(verb),
      takes: [],
      audit: 'none',
      handle: on.show,
    },
    {
      ...common,
      who,
      method: 'post' as const,
      path: paths.sealing(verb),
      takes: ['id', ...takes],
      audit,
      handle: on.send,
    },
  ];
  return [
    {
      ...common,
      who: SEES_SEALING,
      method: 'get',
      path: paths.sealing(),
      takes: ['done', 'after'],
      audit: 'none',
      handle: overview,
    },
    ...form('decide', DECIDES_SEALING, Object.keys(decisionForm.fields), 'propose sealing', deciding),
    ...form('holder', DECIDES_SEALING, Object.keys(holderForm({}).fields), 'propose key holder', naming),
    ...form('key', SEES_SEALING, ['recipient'], 'register key', making),
  ];
}

type Handlers = { show(c: Context<Env>): Promise<Response>; send(c: Context<Env>): Promise<Response> };

async function overview(c: Context<Env>): Promise<Response> {
  const desk = deskOf(c);
  const { language } = desk;
  const [now, decisions, keys, held, reveals] = await read(desk, async (tx) => [
    await sealingNow(tx),
    await decisionsSeen(tx),
    await keysSeen(tx),
    await itemsHeld(tx),
    await revealsSeen(tx),
  ]);
  const title = say(SEALING.title, language);
  const isDone = c.req.query('done') !== undefined;
  return answer(c, {
    title,
    crumbs: [{ label: title }],
    data: { now, decisions, keys, held, reveals },
    view: () => (
      <>
        <h1>{title}</h1>
        {isDone ? <Notice tone="success">{say(SEALING.done, language)}</Notice> : null}
        <section aria-labelledby="now">
          <h2 id="now">{say(SEALING.now, language)}</h2>
          <p>
            <strong>{say(MODES[now.mode], language)}.</strong>{' '}
            {say(now.mode === 'sealed' ? SEALING.sealed : SEALING.offSystem, language)}
          </p>
          <p>{say(now.takes_letters ? SEALING.pageOpen : SEALING.pageClosed, language)}.</p>
          <ul class="ds-list">
            {decisions.map((one) => (
              <li>
                {formatDate(one.decided_on, language)}, {one.document}: {say(MODES[one.mode], language)};{' '}
                {say(one.takes_letters ? SEALING.pageOpen : SEALING.pageClosed, language)}
              </li>
            ))}
          </ul>
          {decisions.length === 0 ? <p class="empty">{say(SEALING.noDecision, language)}</p> : null}
          <Verb desk={desk} verb="decide" words={SEALING.decide} />
        </section>
        <Keys desk={desk} keys={keys} />
        <Held desk={desk} held={held} reveals={pageOf(reveals, c.req.query('after'))} />
      </>
    ),
  });
}

/** Acts of those who decide are offered to them alone. */
const Verb = ({ desk, verb, words }: { desk: Desk; verb: string; words: Words }) =>
  DECIDES_SEALING.includes(desk.session.role) ? (
    <p>
      <a class="ds-button" data-variant="secondary" href={paths.sealing(verb)}>
        {say(words, desk.language)}
      </a>
    </p>
  ) : null;

const dutiesOf = (key: SealKey, language: Language): string =>
  (Object.keys(DUTIES) as Duty[])
    .filter((duty) => key[duty])
    .map((duty) => say(DUTIES[duty], language))
    .join('; ') || say(SEALING.notNamed, language);

const Keys = ({ desk, keys }: { desk: Desk; keys: readonly SealKey[] }) => {
  const { language } = desk;
  const heads = [SEALING.holder, SEALING.publicKey, SEALING.duties, SEALING.registered];
  return (
    <section aria-labelledby="keys">
      <h2 id="keys">{say(SEALING.keys, language)}</h2>
      {keys.length === 0 ? (
        <p class="empty">{say(SEALING.noKeys, language)}</p>
      ) : (
        <CardTable title={say(SEALING.keys, language)} heads={heads} language={language}>
          {keys.map((key) => (
            <tr {...CARDS.row}>
              <th scope="row" {...CARDS.head}>
                {[key.full_name, key.post].filter(Boolean).join(', ')}
              </th>
              <td {...CARDS.cell} data-label={say(SEALING.publicKey, language)}>
                <code class="long">{key.recipient}</code>
              </td>
              <td {...CARDS.cell} data-label={say(SEALING.duties, language)}>
                {dutiesOf(key, language)}
              </td>
              <td {...CARDS.cell} data-label={say(SEALING.registered, language)}>
                {formatDate(key.registered_on, language)}
              </td>
            </tr>
          ))}
        </CardTable>
      )}
      <p>
        <a class="ds-button" data-variant="secondary" href={paths.sealing('key')}>
          {say(SEALING.makeMine, language)}
        </a>
      </p>
      <Verb desk={desk} verb="holder" words={SEALING.nameHolder} />
    </section>
  );
};

const crumbsTo = (title: string, language: Language) => [
  { label: say(SEALING.title, language), href: paths.sealing() },
  { label: title },
];

/** A form whose sending is put before a second person. */
const proposing = (
  verb: string,
  formOf: (desk: Desk) => Promise<RecordType>,
  propose: (desk: Desk, typed: Typed) => Promise<Outcome<{ proposal: string }>>,
): Handlers => {
  const page = async (desk: Desk, typed: Typed, refusals: readonly Refusal[]): Promise<Answer> => {
    const form = await formOf(desk);
    const title = say(form.words.one, desk.language);
    return {
      ...{ title, crumbs: crumbsTo(title, desk.language), failed: refusals.length > 0 },
      status: refusals.length > 0 ? 422 : 200,
      data: { refusals },
      view: () => (
        <>
          <h1>{title}</h1>
          <RecordForm
            record={form}
            language={desk.language}
            action={paths.sealing(verb)}
            verb={APPROVALS.propose}
            values={typed as FormValues}
            refusals={refusals}
            hidden={{ id: textOf(typed.id) || newId(desk.clock) }}
            cancelHref={paths.sealing()}
          />
        </>
      ),
    };
  };
  return {
    show: async (c) => answer(c, await page(deskOf(c), {}, [])),
    async send(c) {
      const [desk, typed] = [deskOf(c), await typedOf(c)];
      const outcome = await propose(desk, typed);
      if (!outcome.ok) return answer(c, await page(desk, typed, outcome.refusals));
      if (c.get('format') === 'json') return c.json(outcome.value, 202);
      return c.redirect(paths.approval(outcome.value.proposal), 303);
    },
  };
};

const deciding = proposing(
  'decide',
  async () => decisionForm,
  (desk, typed) => proposeDecision(desk, desk.session.unit, typed),
);

const naming = proposing(
  'holder',
  async (desk) => {
    const keys = await read(desk, keysSeen);
    return holderForm(Object.fromEntries(keys.map((key) => [key.id, w(keyName(key), keyName(key))])));
  },
  (desk, typed) => proposeHolder(desk, desk.session.unit, typed),
);

function keyAnswer(desk: Desk, refusals: readonly Refusal[]): Answer {
  const { language } = desk;
  const title = say(SEALING.makeMine, language);
  return {
    ...{ title, crumbs: crumbsTo(title, language), failed: refusals.length > 0 },
    status: refusals.length > 0 ? 422 : 200,
    data: { refusals },
    view: () => (
      <>
        <h1>{title}</h1>
        <ErrorSummary refusals={refusals} language={language} fields={[]} />
        <p>{say(KEY.help, language)}</p>
        <NeedsScript language={language} />
        <form class="entry-form" method="post" action={paths.sealing('key')} data-make-key="" hidden>
          <input type="hidden" name="id" value={newId(desk.clock)} />
          <input type="hidden" name="recipient" value="" />
          <Passphrase language={language} id="key-pass" label={KEY.passphrase} fresh />
          <Passphrase language={language} id="key-again" label={KEY.again} fresh />
          <Go language={language} verb={KEY.make} failed={KEY.failed} />
          <div data-made="" hidden>
            <Notice tone="info">{say(KEY.made, language)}</Notice>
            <p>
              {say(SEALING.publicKey, language)}: <code class="long" data-public="" />
            </p>
            <p data-save="" />
            <pre class="long" data-locked="" />
            <div class="verbs">
              <button class="ds-button" data-variant="secondary" type="button" data-print="" hidden>
                {say(PRINT, language)}
              </button>
              <button class="ds-button" data-color="accent" type="submit">
                {say(KEY.register, language)}
              </button>
            </div>
          </div>
        </form>
      </>
    ),
  };
}

const PRINT = w('In bản giấy', 'Print it');

const making: Handlers = {
  show: async (c) => answer(c, keyAnswer(deskOf(c), [])),
  async send(c) {
    const desk = deskOf(c);
    const outcome = await addKey(desk, await typedOf(c));
    if (!outcome.ok) return answer(c, keyAnswer(desk, outcome.refusals));
    if (c.get('format') === 'json') return c.json(outcome.value, 201);
    return c.redirect(`${paths.sealing()}?done=`, 303);
  },
};
