/** Who sent a letter: where its envelope lies and who holds it, or what is sealed in the system. Never a name. */
import type { Context } from 'hono';
import { read } from '../../db/door.ts';
import { MEGABYTE } from '../../files/inspector/verdict.ts';
import { isId, newId } from '../../kernel/id.ts';
import { formatDate } from '../../kernel/plain-date.ts';
import type { Outcome, Refusal } from '../../kernel/refusal.ts';
import { type Language, type Words, w } from '../../kernel/words.ts';
import type { Recorded } from '../../records/commands.ts';
import type { Typed } from '../../records/input.ts';
import { type Answer, answer, type Desk, deskOf, type Env, notFound } from '../../web/desk.tsx';
import { type FormValues, toFormValues } from '../../web/look.ts';
import { ErrorSummary, Notice } from '../../web/parts/notice.tsx';
import { Hidden, RecordForm } from '../../web/parts/record-form.tsx';
import { NeedsScript, PlainField, PlainFile, SealForm } from '../../web/parts/sealing.tsx';
import { paths } from '../../web/paths.ts';
import type { Route } from '../../web/route.ts';
import { typedOf } from '../../web/typed.ts';
import { say } from '../../web/words.ts';
import { giveEnvelope, layEnvelope, NOT_FOUND, sealToLetter, takeOverEnvelope } from './commands.ts';
import {
  envelopeForm,
  moveForm,
  SEALED_WHAT,
  SEES_SEALING,
  type SealingNow,
  TAKES_IN,
  TOGETHER,
} from './contract.ts';
import { handInOf } from './hand-in-store.ts';
import { LONGEST_SEALED } from './package.ts';
import {
  type Envelope,
  envelopesOf,
  keysSeen,
  type Letter,
  letterOf,
  type Move,
  movesOf,
  type SealedItem,
  type SealKey,
  sealedItemsOf,
  sealingNow,
} from './store.ts';
import { SEALING, SENDER } from './words.ts';

const PATH = '/petition/:id/sender';

export function senderRoutes(): Route[] {
  const common = { who: SEES_SEALING, table: 'case', opens: 'petition' } as const;
  const act = (
    verb: string,
    takes: readonly string[],
    audit: string,
    run: Run,
    more: Partial<Route> = {},
  ): Route => ({
    ...common,
    ...{ method: 'post', path: `${PATH}/${verb}`, takes, audit, handle: (c) => acting(c, run) },
    ...more,
  });
  return [
    { ...common, method: 'get', path: PATH, takes: [], audit: 'open', handle: (c) => show(c, {}, []) },
    act('envelope', ['id', ...Object.keys(envelopeForm.fields)], 'lay envelope', layEnvelope),
    act('give', ['id', 'envelope', ...Object.keys(moveForm.fields)], 'give envelope', giveEnvelope),
    act('take', ['move'], 'take envelope', takeOverEnvelope, { stepUp: true }),
    act('seal', ['id', 'what', 'sealed'], 'seal', sealToLetter, { most: LONGEST_SEALED + MEGABYTE }),
  ];
}

type Run = (desk: Desk, petition: string, typed: Typed) => Promise<Outcome<Recorded>>;

const idOf = (c: Context<Env>): string => c.req.param('id') ?? '';

async function acting(c: Context<Env>, run: Run): Promise<Response> {
  const typed = await typedOf(c);
  const outcome = await run(deskOf(c), idOf(c), typed);
  if (!outcome.ok) {
    const lost = outcome.refusals.some(({ code }) => code === NOT_FOUND.code);
    return lost ? answer(c, notFound(deskOf(c).language)) : show(c, typed, outcome.refusals);
  }
  return c.get('format') === 'json' ? c.json(outcome.value, 201) : c.redirect(paths.sender(idOf(c)), 303);
}

type Seen = {
  letter: Letter;
  envelopes: Envelope[];
  moves: Move[];
  items: SealedItem[];
  now: SealingNow;
  keys: SealKey[];
  /** Where the letter was handed in without an account: that one. */
  handIn: string | null;
};

const seen = (desk: Desk, id: string): Promise<Seen | undefined> =>
  read(desk, async (tx) => {
    const letter = isId(id) ? await letterOf(tx, id) : undefined;
    if (!letter) return undefined;
    const [envelopes, moves] = [await envelopesOf(tx, id), await movesOf(tx, id)];
    const items = await sealedItemsOf(tx, id);
    const handIn = (await handInOf(tx, id)) ?? null;
    return { letter, envelopes, moves, items, now: await sealingNow(tx), keys: await keysSeen(tx), handIn };
  });

async function show(c: Context<Env>, typed: Typed, refusals: readonly Refusal[]): Promise<Response> {
  const desk = deskOf(c);
  const found = await seen(desk, idOf(c));
  return answer(c, found ? pageOf(desk, found, typed, refusals) : notFound(desk.language));
}

function pageOf(desk: Desk, found: Seen, typed: Typed, refusals: readonly Refusal[]): Answer {
  const { language } = desk;
  const { letter, envelopes, moves, items, now, handIn } = found;
  const title = `${say(SENDER.title, language)}: ${say(SEALING.letter, language)} ${letter.number}`;
  return {
    title,
    crumbs: [{ label: letter.number, href: paths.record('petition', letter.id) }, { label: title }],
    ...{ failed: refusals.length > 0, status: refusals.length > 0 ? 422 : 200 },
    data: refusals.length > 0 ? { refusals } : { letter, envelopes, moves, items, handIn, mode: now.mode },
    view: () => (
      <>
        <h1>{title}</h1>
        <Notice tone="info">
          {say(now.mode === 'sealed' ? SEALING.sealed : SEALING.offSystem, language)}
        </Notice>
        <ErrorSummary refusals={refusals} language={language} fields={[]} />
        {handIn && TAKES_IN.includes(desk.session.role) ? (
          <p>
            {say(SENDER.cameByPage, language)}{' '}
            <a href={`${paths.handIns(handIn)}#answer`}>{say(SENDER.answerThere, language)}</a>
          </p>
        ) : null}
        <Envelopes desk={desk} found={found} typed={typed} refusals={refusals} />
        <SealedItems desk={desk} found={found} />
      </>
    ),
  };
}

type Part = { desk: Desk; found: Seen; typed: Typed; refusals: readonly Refusal[] };

const Envelopes = ({ desk, found, typed, refusals }: Part) => {
  const { language } = desk;
  const { envelopes, letter } = found;
  // What was typed comes back where it was refused; the number the register has stands there at first.
  const wasLaying = refusals.length > 0 && typed.number !== undefined;
  const blank = toFormValues(envelopeForm.fields, { number: letter.envelope });
  return (
    <section aria-labelledby="envelopes">
      <h2 id="envelopes">{say(SENDER.envelopes, language)}</h2>
      {envelopes.length === 0 ? <p class="empty">{say(SENDER.noEnvelope, language)}</p> : null}
      {envelopes.map((envelope) => (
        <OneEnvelope desk={desk} found={found} envelope={envelope} typed={typed} refusals={refusals} />
      ))}
      {envelopes.length === 0 || wasLaying ? (
        <RecordForm
          record={envelopeForm}
          language={language}
          action={paths.sender(letter.id, 'envelope')}
          verb={SENDER.lay}
          values={wasLaying ? (typed as FormValues) : blank}
          refusals={wasLaying ? refusals : []}
          hidden={{ id: newId(desk.clock) }}
        />
      ) : null}
    </section>
  );
};

const OneEnvelope = ({ desk, found, envelope, typed, refusals }: Part & { envelope: Envelope }) => {
  const { language } = desk;
  const moves = found.moves.filter((move) => move.envelope === envelope.id);
  const open = moves.find((move) => move.taken_on === null);
  const wasGiving = typed.envelope === envelope.id;
  const facts: [Words, string][] = [
    [SENDER.number, envelope.number],
    [SENDER.safe, envelope.safe],
    [SENDER.custodian, envelope.custodian],
    [envelopeForm.fields.laid_on.words, formatDate(envelope.laid_on, language)],
  ];
  return (
    <section aria-label={envelope.number}>
      <dl class="facts">
        {facts.map(([words, value]) => (
          <div>
            <dt>{say(words, language)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <Moves moves={moves} language={language} />
      {open ? (
        <form method="post" action={paths.sender(found.letter.id, 'take')}>
          <Hidden values={{ move: open.id }} />
          <button class="ds-button" type="submit">
            {say(SENDER.take, language)}
          </button>
        </form>
      ) : (
        <details open={wasGiving}>
          <summary>{say(SENDER.give, language)}</summary>
          <p class="hint">{say(SENDER.giveHelp, language)}</p>
          <RecordForm
            record={moveForm}
            language={language}
            action={paths.sender(found.letter.id, 'give')}
            verb={SENDER.give}
            values={wasGiving ? (typed as FormValues) : {}}
            refusals={wasGiving ? refusals : []}
            hidden={{ id: newId(desk.clock), envelope: envelope.id }}
          />
        </details>
      )}
    </section>
  );
};

const WAITS = w('chờ người nhận xác nhận', 'waits for whoever takes it');

const Moves = ({ moves, language }: { moves: readonly Move[]; language: Language }) => (
  <ul class="ds-list">
    {moves.map((move) => (
      <li>
        {say(SENDER.given, language)}: {move.giver}, {formatDate(move.given_on, language)} → {move.safe};{' '}
        {say(SENDER.taken, language)}:{' '}
        {move.taken_on ? `${move.taker}, ${formatDate(move.taken_on, language)}` : say(WAITS, language)}
      </li>
    ))}
  </ul>
);

const SealedItems = ({ desk, found }: { desk: Desk; found: Seen }) => {
  const { language } = desk;
  const { letter, items, now, keys } = found;
  const holders = keys
    .filter(({ identity }) => identity)
    .map(({ id, recipient }) => ({ key: id, recipient }));
  if (now.mode !== 'sealed' && items.length === 0) return null;
  const form = (what: 'identity' | 'original') => ({
    ...{ language, action: paths.sender(letter.id, 'seal'), seal: what, of: letter.id, holders },
    hidden: { id: newId(desk.clock), what, sealed: '' },
  });
  return (
    <section aria-labelledby="sealed">
      <h2 id="sealed">{say(SENDER.sealedItems, language)}</h2>
      {items.length === 0 ? <p class="empty">{say(SENDER.nothingSealed, language)}</p> : null}
      <ul class="ds-list">
        {items.map((item) => (
          <li>
            {say(SEALED_WHAT[item.what], language)}, {formatDate(item.sealed_on, language)} (
            {say(SENDER.holders, language)}: {item.holders})
          </li>
        ))}
      </ul>
      {now.mode === 'sealed' && holders.length >= TOGETHER ? (
        <>
          <NeedsScript language={language} />
          <SealForm {...form('identity')} verb={SENDER.sealIdentity}>
            <PlainField language={language} plain="identity" id="sender-name" label={SENDER.name} />
            <PlainField language={language} plain="identity" id="sender-address" label={SENDER.address} />
            <PlainField language={language} plain="identity" id="sender-more" label={SENDER.more} long />
          </SealForm>
          <p class="hint">{say(SENDER.originalHelp, language)}</p>
          <SealForm {...form('original')} verb={SENDER.sealOriginal}>
            <PlainFile language={language} id="sender-original" label={SENDER.original} />
          </SealForm>
        </>
      ) : null}
      <p>
        <a href={paths.record('petition', letter.id)}>{say(SENDER.workingCopy, language)}</a>
      </p>
    </section>
  );
};
