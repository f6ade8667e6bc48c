/** Opening what is sealed: asking, agreeing, opening; every holder sees all of it. */
import type { Context } from 'hono';
import { read } from '../../db/door.ts';
import { MEGABYTE } from '../../files/inspector/verdict.ts';
import { newId } from '../../kernel/id.ts';
import type { Refusal } from '../../kernel/refusal.ts';
import type { Typed } from '../../records/input.ts';
import {
  type Answer,
  answer,
  type Desk,
  deskOf,
  type Env,
  notFound,
  refusedAnswer,
} from '../../web/desk.tsx';
import { type FormValues, showInstant } from '../../web/look.ts';
import { Facts } from '../../web/parts/check-page.tsx';
import { ErrorSummary, Notice } from '../../web/parts/notice.tsx';
import { RecordForm } from '../../web/parts/record-form.tsx';
import { Go, KeyFields, NeedsScript } from '../../web/parts/sealing.tsx';
import { paths } from '../../web/paths.ts';
import type { Route } from '../../web/route.ts';
import { isoOf } from '../../web/routes/load.ts';
import { typedOf } from '../../web/typed.ts';
import { say } from '../../web/words.ts';
import { keyName } from './acts.ts';
import { agreeToOpen, askToOpen, openSealed, sealForPresent } from './commands.ts';
import { REVEAL_REASONS, revealForm, SEALED_WHAT, SEES_SEALING } from './contract.ts';
import { LONGEST_SEALED } from './package.ts';
import { halfToHandOn, itemsHeld, keysSeen, type Reveal, revealsSeen, type SealKey } from './store.ts';
import { REVEAL, SEALING } from './words.ts';

export function revealRoutes(): Route[] {
  const common = { who: SEES_SEALING, table: 'sealed' } as const;
  const [item, one] = ['/sealed/:id/reveal', '/reveals/:id'];
  return [
    {
      ...{ ...common, method: 'get', path: item, takes: ['why'], audit: 'none' },
      handle: (c) => asking(c, { why: c.req.query('why') ?? '' }, []),
    },
    { ...common, method: 'post', path: item, takes: ['id', 'why'], audit: 'ask to open', handle: ask },
    { ...common, method: 'get', path: one, takes: [], audit: 'none', handle: (c) => show(c, []) },
    {
      ...common,
      method: 'post',
      path: `${one}/agree`,
      takes: ['part'],
      stepUp: true,
      audit: 'agree to open',
      handle: agree,
    },
    {
      ...common,
      method: 'post',
      path: `${one}/open`,
      takes: [],
      stepUp: true,
      audit: 'open sealed',
      handle: open,
    },
    {
      ...common,
      method: 'post',
      path: `${one}/anew`,
      takes: ['id', 'sealed'],
      stepUp: true,
      most: LONGEST_SEALED + MEGABYTE,
      audit: 'seal anew',
      handle: anew,
    },
  ];
}

const idOf = (c: Context<Env>): string => c.req.param('id') ?? '';

const back = (desk: Desk) => ({ label: say(SEALING.title, desk.language), href: paths.sealing() });

async function asking(c: Context<Env>, typed: Typed, refusals: readonly Refusal[]): Promise<Response> {
  const desk = deskOf(c);
  const { language } = desk;
  const item = (await read(desk, itemsHeld)).find(({ id }) => id === idOf(c));
  if (!item) return answer(c, notFound(language));
  const title = `${say(REVEAL.ask, language)}: ${item.number}, ${say(SEALED_WHAT[item.what], language)}`;
  return answer(c, {
    ...{ title, crumbs: [back(desk), { label: title }], failed: refusals.length > 0 },
    status: refusals.length > 0 ? 422 : 200,
    data: refusals.length > 0 ? { refusals } : { item },
    view: () => (
      <>
        <h1>{title}</h1>
        <p>{say(REVEAL.askHelp, language)}</p>
        <RecordForm
          record={revealForm}
          language={language}
          action={paths.askReveal(item.id)}
          verb={REVEAL.ask}
          values={typed as FormValues}
          refusals={refusals}
          hidden={{ id: newId(desk.clock) }}
          cancelHref={paths.sealing()}
        />
      </>
    ),
  });
}

async function ask(c: Context<Env>): Promise<Response> {
  const typed = await typedOf(c);
  const outcome = await askToOpen(deskOf(c), idOf(c), typed);
  if (!outcome.ok) {
    const lost = outcome.refusals.some(({ code }) => code === 'not_found');
    return lost
      ? answer(c, refusedAnswer(deskOf(c).language, outcome.refusals))
      : asking(c, typed, outcome.refusals);
  }
  return c.get('format') === 'json'
    ? c.json(outcome.value, 201)
    : c.redirect(paths.reveal(outcome.value.id), 303);
}

type Half = { part: string; recipient: string };

async function show(c: Context<Env>, refusals: readonly Refusal[]): Promise<Response> {
  const desk = deskOf(c);
  const seen = await read(desk, async (tx) => {
    const reveal = (await revealsSeen(tx)).find(({ id }) => id === idOf(c));
    if (!reveal) return undefined;
    return { reveal, half: await halfToHandOn(tx, reveal.id), keys: await keysSeen(tx) };
  });
  return answer(c, seen ? pageOf(desk, seen, refusals) : notFound(desk.language));
}

type Seen = { reveal: Reveal; half: Half | undefined; keys: readonly SealKey[] };

function pageOf(desk: Desk, { reveal, half, keys }: Seen, refusals: readonly Refusal[]): Answer {
  const { language } = desk;
  const title = `${say(REVEAL.title, language)}: ${reveal.number}, ${say(SEALED_WHAT[reveal.what], language)}`;
  const at = (instant: string | null) => (instant ? showInstant(isoOf(instant), language) : '–');
  const facts = [
    { label: say(SEALING.askedBy, language), value: `${reveal.asked_by}, ${at(reveal.asked_at)}` },
    {
      label: say(revealForm.fields.why.words, language),
      value: say(REVEAL_REASONS[reveal.reason], language),
    },
    {
      label: say(SEALING.agreedBy, language),
      value: reveal.agreed_by
        ? `${reveal.agreed_by}, ${at(reveal.agreed_at)}`
        : say(SEALING.waiting, language),
    },
    { label: say(SEALING.until, language), value: at(reveal.ends_at) },
    { label: say(SEALING.openings, language), value: String(reveal.openings) },
    { label: say(SEALING.lastOpened, language), value: at(reveal.last_opened) },
  ];
  return {
    ...{ title, crumbs: [back(desk), { label: title }], failed: refusals.length > 0 },
    status: refusals.length > 0 ? 422 : 200,
    data: refusals.length > 0 ? { refusals } : { reveal },
    view: () => (
      <>
        <h1>{title}</h1>
        <ErrorSummary refusals={refusals} language={language} fields={[]} />
        <Facts facts={facts} />
        <NextStep desk={desk} reveal={reveal} half={half} keys={keys} />
      </>
    ),
  };
}

/** What whoever looks can do now: agree, open, or wait. */
const NextStep = ({ desk, reveal, half, keys }: Seen & { desk: Desk }) => {
  const { language } = desk;
  if (reveal.is_own && !reveal.agreed_by) return <Notice tone="info">{say(REVEAL.yourOwn, language)}</Notice>;
  if (!reveal.agreed_by && half)
    return (
      <>
        <p>{say(REVEAL.agreeHelp, language)}</p>
        <NeedsScript language={language} />
        <form
          class="entry-form"
          method="post"
          action={paths.reveal(reveal.id, 'agree')}
          data-agree=""
          data-half={half.part}
          data-recipient={half.recipient}
          hidden
        >
          <input type="hidden" name="part" value="" />
          <KeyFields language={language} id="agree" />
          <Go language={language} verb={REVEAL.agree} />
        </form>
      </>
    );
  if (!reveal.is_own || !reveal.ends_at) return null;
  if (isoOf(reveal.ends_at) <= desk.clock.now())
    return <Notice tone="warning">{say(REVEAL.over, language)}</Notice>;
  if (reveal.reason === 'reseal') return <SealAnew desk={desk} reveal={reveal} keys={keys} />;
  return (
    <>
      <p>{say(REVEAL.openHelp, language)}</p>
      <NeedsScript language={language} />
      <OpenHere
        desk={desk}
        address={`${paths.reveal(reveal.id, 'open')}.json`}
        page={paths.reveal(reveal.id)}
      />
    </>
  );
};

/** Opened and sealed in one go, for those who hold keys now: the plaintext is not shown. Shown by the script. */
const SealAnew = ({ desk, reveal, keys }: { desk: Desk; reveal: Reveal; keys: readonly SealKey[] }) => {
  const { language } = desk;
  const present = keys.filter(({ identity }) => identity);
  const holders = present.map(({ id, recipient }) => ({ key: id, recipient }));
  return (
    <>
      <p>{say(REVEAL.anewHelp, language)}</p>
      <ul class="ds-list">
        {present.map((key) => (
          <li>{keyName(key)}</li>
        ))}
      </ul>
      <NeedsScript language={language} />
      <form
        class="entry-form"
        method="post"
        action={paths.reveal(reveal.id, 'anew')}
        data-anew=""
        data-from={`${paths.reveal(reveal.id, 'open')}.json`}
        data-prove={paths.prove(paths.reveal(reveal.id))}
        data-holders={JSON.stringify(holders)}
        hidden
      >
        <input type="hidden" name="id" value={newId(desk.clock)} />
        <input type="hidden" name="sealed" value="" />
        <KeyFields language={language} id="anew" />
        <Go language={language} verb={REVEAL.anew} />
      </form>
    </>
  );
};

/** Fetches ciphertext, opens it with the key chosen, shows it for a while. Shown by the script. */
export const OpenHere = ({ desk, address, page }: { desk: Desk; address: string; page: string }) => (
  <section
    class="entry-form"
    data-open=""
    data-from={address}
    data-prove={paths.prove(page)}
    hidden
    aria-label={say(REVEAL.shown, desk.language)}
  >
    <KeyFields language={desk.language} id="open" />
    <Go language={desk.language} verb={REVEAL.open} />
    <div class="opened" role="status" data-shown="" />
  </section>
);

async function agree(c: Context<Env>): Promise<Response> {
  const outcome = await agreeToOpen(deskOf(c), idOf(c), await typedOf(c));
  if (!outcome.ok) {
    const lost = outcome.refusals.some(({ code }) => code === 'not_found');
    return lost ? answer(c, refusedAnswer(deskOf(c).language, outcome.refusals)) : show(c, outcome.refusals);
  }
  return c.get('format') === 'json' ? c.json(outcome.value, 201) : c.redirect(paths.reveal(idOf(c)), 303);
}

/** Ciphertext and halves, as data for the script alone. */
async function open(c: Context<Env>): Promise<Response> {
  const desk = deskOf(c);
  const outcome = await openSealed(desk, idOf(c));
  if (!outcome.ok) return answer(c, refusedAnswer(desk.language, outcome.refusals));
  return c.json(outcome.value);
}

async function anew(c: Context<Env>): Promise<Response> {
  const desk = deskOf(c);
  const outcome = await sealForPresent(desk, idOf(c), await typedOf(c));
  if (!outcome.ok) {
    const lost = outcome.refusals.some(({ code }) => code === 'not_found');
    return lost ? answer(c, refusedAnswer(desk.language, outcome.refusals)) : show(c, outcome.refusals);
  }
  return c.get('format') === 'json'
    ? c.json(outcome.value, 201)
    : c.redirect(`${paths.sealing()}?done=`, 303);
}
