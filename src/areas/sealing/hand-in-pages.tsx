/** The page that takes letters without an account, and the one to come back to. Nothing of who asks is read or kept. */
import type { Context } from 'hono';
import { MEGABYTE } from '../../files/inspector/verdict.ts';
import { formatDate } from '../../kernel/plain-date.ts';
import type { Refusal } from '../../kernel/refusal.ts';
import type { Language } from '../../kernel/words.ts';
import { text } from '../../records/define.ts';
import { textOf } from '../../records/input.ts';
import type { Env, House } from '../../web/desk.tsx';
import { FileInput } from '../../web/parts/attachments.tsx';
import { DoorPage } from '../../web/parts/door-page.tsx';
import { FieldInput } from '../../web/parts/field-input.tsx';
import { Notice } from '../../web/parts/notice.tsx';
import { NeedsScript, PlainField, PlainFile, SealForm } from '../../web/parts/sealing.tsx';
import { Verbs } from '../../web/parts/verbs.tsx';
import { paths } from '../../web/paths.ts';
import type { Route } from '../../web/route.ts';
import { typedOf } from '../../web/typed.ts';
import { guestLanguage } from '../../web/visit.ts';
import { say } from '../../web/words.ts';
import { type SealingNow, TOGETHER } from './contract.ts';
import { answersByReceipt, handIn, idOfTheDay, LARGEST_FILE, noRoom } from './hand-in.ts';
import { type AnswerLine, type DoorKey, doorKeys, roomOn, sealingAtTheDoor } from './hand-in-store.ts';
import { LONGEST_LETTER } from './limits.ts';
import { fullness, type Pace, paceOf } from './pace.ts';
import { LONGEST_SEALED } from './package.ts';
import { FULL, HAND_IN } from './words.ts';

/** The door of the installation: where it stands, and how fast letters come. */
type Hall = { house: House; pace: Pace };

export function handInRoutes(house: House): Route[] {
  const common = { who: 'anybody', table: 'none' } as const;
  const hall: Hall = { house, pace: paceOf(house.clock) };
  return [
    {
      ...common,
      method: 'get',
      path: paths.handIn(),
      takes: [],
      audit: 'none',
      handle: (c) => show(hall, c),
    },
    {
      ...common,
      method: 'post',
      path: paths.handIn(),
      takes: ['id', 'letter', 'file', 'sealed', 'identity'],
      // Nobody acts here: no account, no mandate. That a letter came stands in its own row, by the day.
      audit: 'none',
      most: Math.max(LONGEST_SEALED, LARGEST_FILE) + MEGABYTE,
      handle: (c) => send(hall, c),
    },
    {
      ...common,
      method: 'post',
      path: paths.handIn('answer'),
      takes: ['receipt'],
      audit: 'none',
      handle: (c) => look(house, c),
    },
  ];
}

const RECEIPT = text(HAND_IN.receipt, { max: 40, required: true });
const LETTER = text(HAND_IN.letter, {
  max: LONGEST_LETTER,
  required: true,
  multiline: true,
  hint: HAND_IN.letterHint,
});

type Said = { house: House; language: Language; refusals?: readonly Refusal[]; unknown?: boolean };

/** While the page takes no letters there is none, as with every address that does not exist. */
const closed = (c: Context<Env>): Response => c.text('Not found', 404);

async function show(hall: Hall, c: Context<Env>): Promise<Response> {
  const now = await sealingAtTheDoor(hall.house.db);
  return now.takes_letters ? page(hall, c, now, [], '') : closed(c);
}

const fullnessNow = async ({ house, pace }: Hall) =>
  fullness(await roomOn(house.db, house.clock.today()), pace.lately());

async function page(
  hall: Hall,
  c: Context<Env>,
  now: SealingNow,
  refusals: readonly Refusal[],
  typed: string,
) {
  const { house } = hall;
  const language = guestLanguage(house, c);
  // Nobody writes a letter that there is no room for; what was typed already stays on the page.
  const full = typed === '' ? await fullnessNow(hall) : undefined;
  const keys = now.mode === 'sealed' ? await doorKeys(house.db) : [];
  return c.html(
    <DoorPage
      title={HAND_IN.title}
      language={language}
      demo={house.demonstration}
      refusals={refusals}
      fields={now.mode === 'sealed' ? [] : ['letter', 'file']}
    >
      <p>{say(now.mode === 'sealed' ? HAND_IN.sealed : HAND_IN.plain, language)}</p>
      <p class="hint">{say(HAND_IN.limits, language)}</p>
      {full ? (
        <Notice tone="warning">{say(FULL[full], language)}</Notice>
      ) : now.mode === 'sealed' ? (
        <SealedForm house={house} language={language} keys={keys} id={idOfTheDay(house.clock)} />
      ) : (
        <PlainForm house={house} language={language} refusals={refusals} typed={typed} />
      )}
      <Look house={house} language={language} />
    </DoorPage>,
    refusals.length > 0 ? 422 : 200,
  );
}

const PlainForm = ({ language, refusals = [], typed }: Said & { typed: string }) => (
  <form class="entry-form" method="post" action={paths.handIn()} enctype="multipart/form-data" novalidate>
    <FieldInput name="letter" field={LETTER} language={language} value={typed} refusals={refusals} />
    <FileInput language={language} refusals={refusals} />
    <Verbs language={language} verb={HAND_IN.send} />
  </form>
);

const SealedForm = ({ language, keys, id }: Said & { keys: readonly DoorKey[]; id: string }) => (
  <>
    <NeedsScript language={language} />
    <SealForm
      language={language}
      action={paths.handIn()}
      seal="letter"
      of={id}
      holders={keys.filter(({ duty }) => duty === 'identity')}
      intake={keys.filter(({ duty }) => duty === 'intake').map(({ recipient }) => recipient)}
      hidden={{ id, sealed: '', identity: '' }}
      verb={HAND_IN.send}
    >
      <PlainField
        language={language}
        plain="letter"
        id="letter"
        label={HAND_IN.letter}
        hint={HAND_IN.letterHint}
        long
      />
      <PlainFile language={language} id="letter-file" label={HAND_IN.files} />
      {keys.filter(({ duty }) => duty === 'identity').length >= TOGETHER ? (
        <PlainField language={language} plain="identity" id="letter-identity" label={HAND_IN.identity} />
      ) : null}
    </SealForm>
  </>
);

const Look = ({ language, unknown }: Said) => (
  <section aria-labelledby="look">
    <h2 id="look">{say(HAND_IN.back, language)}</h2>
    {unknown ? <Notice tone="warning">{say(HAND_IN.unknown, language)}</Notice> : null}
    <form class="entry-form" method="post" action={paths.handIn('answer')} novalidate>
      <FieldInput name="receipt" field={RECEIPT} language={language} value="" />
      <Verbs language={language} verb={HAND_IN.look} weight="lesser" />
    </form>
  </section>
);

async function send(hall: Hall, c: Context<Env>): Promise<Response> {
  const { house, pace } = hall;
  const now = await sealingAtTheDoor(house.db);
  if (!now.takes_letters) return closed(c);
  const typed = await typedOf(c);
  // Before a file is looked through, which takes most of the work.
  const full = await fullnessNow(hall);
  if (full) return page(hall, c, now, [noRoom(full)], textOf(typed.letter));
  const chosen = [typed.file].flat().at(-1);
  const file =
    chosen instanceof File && chosen.size > 0
      ? { name: chosen.name, bytes: new Uint8Array(await chosen.arrayBuffer()) }
      : null;
  const outcome = await handIn(house, { typed, file }, now.mode === 'sealed');
  if (!outcome.ok) return page(hall, c, now, outcome.refusals, textOf(typed.letter));
  pace.count();
  const language = guestLanguage(house, c);
  return c.html(
    <DoorPage title={HAND_IN.receipt} language={language} demo={house.demonstration}>
      <p class="receipt">
        <strong>
          <code>{outcome.value.receipt}</code>
        </strong>
      </p>
      <Notice tone="warning">{say(HAND_IN.keep, language)}</Notice>
      <p>
        <a href={paths.handIn()}>{say(HAND_IN.back, language)}</a>
      </p>
    </DoorPage>,
    201,
  );
}

async function look(house: House, c: Context<Env>): Promise<Response> {
  const now = await sealingAtTheDoor(house.db);
  const lines = await answersByReceipt(house, textOf((await typedOf(c)).receipt));
  // Whoever holds a receipt reads the answer also after the page has closed.
  if (!now.takes_letters && lines.length === 0) return closed(c);
  const language = guestLanguage(house, c);
  return c.html(
    <DoorPage title={HAND_IN.back} language={language} demo={house.demonstration}>
      {lines.length === 0 ? (
        <Look house={house} language={language} unknown />
      ) : (
        <Answers lines={lines} language={language} />
      )}
    </DoorPage>,
    lines.length === 0 ? 404 : 200,
  );
}

const Answers = ({ lines, language }: { lines: readonly AnswerLine[]; language: Language }) => {
  const [first] = lines;
  const answers = lines.filter(({ answer }) => answer !== null);
  return (
    <>
      <dl class="facts">
        <div>
          <dt>{say(HAND_IN.received, language)}</dt>
          <dd>{formatDate(first!.received_on, language)}</dd>
        </div>
        <div>
          <dt>{say(HAND_IN.state, language)}</dt>
          <dd>{say(first!.is_registered ? HAND_IN.registered : HAND_IN.waiting, language)}</dd>
        </div>
      </dl>
      <h2>{say(HAND_IN.answers, language)}</h2>
      {answers.length === 0 ? <p class="empty">{say(HAND_IN.noAnswer, language)}</p> : null}
      {answers.map(({ answer, answered_on }) => (
        <p class="long">
          {formatDate(answered_on!, language)}: {answer}
        </p>
      ))}
    </>
  );
};
