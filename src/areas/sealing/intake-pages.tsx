/** What the intake does with letters that were handed in: read, take into the register, answer. */
import type { Context } from 'hono';
import { command, read } from '../../db/door.ts';
import { MEDIA } from '../../files/contract.ts';
import { isId, newId } from '../../kernel/id.ts';
import { formatCount } from '../../kernel/number.ts';
import { formatDate } from '../../kernel/plain-date.ts';
import { done, type Refusal } from '../../kernel/refusal.ts';
import type { Typed } from '../../records/input.ts';
import {
  type Answer,
  answer,
  type Desk,
  deskOf,
  download,
  type Env,
  notFound,
  refusedAnswer,
} from '../../web/desk.tsx';
import type { FormValues } from '../../web/look.ts';
import { PER_PAGE, pageOf } from '../../web/paging.ts';
import { Pager } from '../../web/parts/links.tsx';
import { Notice } from '../../web/parts/notice.tsx';
import { RecordForm } from '../../web/parts/record-form.tsx';
import { NeedsScript } from '../../web/parts/sealing.tsx';
import { paths } from '../../web/paths.ts';
import type { Route } from '../../web/route.ts';
import { loadForm } from '../../web/routes/load.ts';
import { typedOf } from '../../web/typed.ts';
import { rangeLine, say } from '../../web/words.ts';
import { answerForm, registerForm, TAKES_IN } from './contract.ts';
import { answerLetter, readSealedLetter, registerLetter } from './hand-in.ts';
import {
  type Answered,
  answersTo,
  type HandIn,
  handedIn,
  handIns,
  letterFile,
  roomOn,
} from './hand-in-store.ts';
import { OpenHere } from './reveal-pages.tsx';
import { HAND_IN, INTAKE, SENDER } from './words.ts';

export function intakeRoutes(): Route[] {
  const common = { who: TAKES_IN, table: 'attached' } as const;
  const one = '/hand-ins/:id';
  return [
    { ...common, method: 'get', path: '/hand-ins', takes: ['after'], audit: 'none', handle: list },
    {
      ...common,
      method: 'get',
      path: one,
      takes: [],
      audit: 'open letter handed in',
      handle: (c) => show(c, {}, []),
    },
    { ...common, method: 'get', path: `${one}/file`, takes: [], audit: 'open file handed in', handle: file },
    {
      ...common,
      method: 'post',
      path: `${one}/sealed`,
      takes: [],
      stepUp: true,
      audit: 'open sealed letter',
      handle: sealed,
    },
    {
      ...{ ...common, method: 'post', path: `${one}/register`, audit: 'register letter' },
      takes: ['id', ...Object.keys(registerForm.fields)],
      handle: register,
    },
    {
      ...{ ...common, method: 'post', path: `${one}/answer`, audit: 'answer letter' },
      takes: ['id', ...Object.keys(answerForm.fields)],
      handle: reply,
    },
  ];
}

const idOf = (c: Context<Env>): string => c.req.param('id') ?? '';

async function list(c: Context<Env>): Promise<Response> {
  const desk = deskOf(c);
  const { language } = desk;
  const [letters, room] = await read(desk, async (tx) => [
    await handIns(tx),
    await roomOn(tx, desk.clock.today()),
  ]);
  const title = say(INTAKE.title, language);
  const page = pageOf(letters, c.req.query('after'), PER_PAGE);
  return answer(c, {
    title,
    crumbs: [{ label: title }],
    // What a letter says is opened one by one, and noted.
    data: {
      letters: letters.map(({ id, received_on, is_sealed, petition }) => ({
        id,
        received_on,
        is_sealed,
        petition,
      })),
    },
    view: () => (
      <>
        <h1>{title}</h1>
        <p class="hint">
          {say(INTAKE.today(formatCount(room.taken, language), formatCount(room.budget, language)), language)}
        </p>
        {room.taken >= room.budget ? <Notice tone="warning">{say(INTAKE.full, language)}</Notice> : null}
        {letters.length === 0 ? <p class="empty">{say(INTAKE.none, language)}</p> : null}
        <ul class="ds-list">
          {page.rows.map((letter) => (
            <li>
              <a href={paths.handIns(letter.id)}>
                {say(INTAKE.one, language)} {formatDate(letter.received_on, language)}
              </a>{' '}
              ({say(letter.is_sealed ? INTAKE.sealed : INTAKE.plain, language)};{' '}
              {say(letter.petition ? HAND_IN.registered : HAND_IN.waiting, language)})
            </li>
          ))}
        </ul>
        {page.rows.length < page.total ? (
          <p class="hint">
            {say(rangeLine(page.start + 1, page.start + page.rows.length, page.total), language)}
          </p>
        ) : null}
        <Pager
          language={language}
          firstHref={page.isLater ? paths.handIns() : undefined}
          nextHref={page.next && paths.handIns('', '', page.next)}
          wholeHref={page.whole && paths.handIns('', '', page.whole)}
        />
      </>
    ),
  });
}

/** Whoever is shown a letter, or handed its file, stands in the log before. */
const noted = (desk: Desk, name: string, id: string) =>
  command(desk, { command: name, recordType: 'hand_in', recordId: id, input: { id } }, async () =>
    done(null),
  );

async function show(c: Context<Env>, typed: Typed, refusals: readonly Refusal[]): Promise<Response> {
  const desk = deskOf(c);
  const found = await read(desk, async (tx) => {
    const letter = isId(idOf(c)) ? await handedIn(tx, idOf(c)) : undefined;
    return letter && { letter, answers: await answersTo(tx, letter.id) };
  });
  if (!found) return answer(c, notFound(desk.language));
  const entry = await noted(desk, 'open letter handed in', found.letter.id);
  if (!entry.ok) return answer(c, refusedAnswer(desk.language, entry.refusals));
  return answer(c, await letterAnswer(desk, found.letter, found.answers, typed, refusals));
}

async function letterAnswer(
  desk: Desk,
  letter: HandIn,
  answers: readonly Answered[],
  typed: Typed,
  refusals: readonly Refusal[],
): Promise<Answer> {
  const { language } = desk;
  const wasAnswering = typed.answer !== undefined;
  const register = await loadForm(desk, registerForm, (wasAnswering ? {} : typed) as FormValues);
  const title = `${say(INTAKE.one, language)} ${formatDate(letter.received_on, language)}`;
  return {
    title,
    crumbs: [{ label: say(INTAKE.title, language), href: paths.handIns() }, { label: title }],
    ...{ failed: refusals.length > 0, status: refusals.length > 0 ? 422 : 200 },
    data: refusals.length > 0 ? { refusals } : { letter, answers },
    view: () => (
      <>
        <h1>{title}</h1>
        <Content desk={desk} letter={letter} />
        {letter.petition ? (
          <p>
            {say(INTAKE.inRegister, language)}:{' '}
            <a href={paths.sender(letter.petition)}>{say(SENDER.title, language)}</a>
          </p>
        ) : (
          <section aria-labelledby="register">
            <h2 id="register">{say(INTAKE.register, language)}</h2>
            <RecordForm
              record={registerForm}
              language={language}
              action={paths.handIns(letter.id, 'register')}
              verb={INTAKE.register}
              values={register.values}
              options={register.options}
              suggestHrefs={register.suggestHrefs}
              refusals={wasAnswering ? [] : refusals}
              hidden={{ id: newId(desk.clock) }}
            />
          </section>
        )}
        <Answers
          desk={desk}
          letter={letter}
          answers={answers}
          typed={wasAnswering ? typed : {}}
          refusals={wasAnswering ? refusals : []}
        />
      </>
    ),
  };
}

type AnswersProps = {
  desk: Desk;
  letter: HandIn;
  answers: readonly Answered[];
  typed: Typed;
  refusals: readonly Refusal[];
};

const Answers = ({ desk, letter, answers, typed, refusals }: AnswersProps) => {
  const { language } = desk;
  return (
    <section aria-labelledby="answer">
      <h2 id="answer">{say(HAND_IN.answers, language)}</h2>
      {answers.map((one) => (
        <p class="long">
          {formatDate(one.answered_on, language)}: {one.answer}
        </p>
      ))}
      <RecordForm
        record={answerForm}
        language={language}
        action={paths.handIns(letter.id, 'answer')}
        verb={INTAKE.answer}
        values={typed as FormValues}
        refusals={refusals}
        hidden={{ id: newId(desk.clock) }}
      />
    </section>
  );
};

const Content = ({ desk, letter }: { desk: Desk; letter: HandIn }) => {
  const { language } = desk;
  return (
    <section aria-label={say(HAND_IN.letter, language)}>
      {letter.letter ? <p class="long letter">{letter.letter}</p> : null}
      {letter.file ? (
        <p>
          <a href={paths.handIns(letter.id, 'file')}>{say(INTAKE.file, language)}</a>
        </p>
      ) : null}
      {letter.has_identity ? <Notice tone="info">{say(INTAKE.identity, language)}</Notice> : null}
      {letter.is_sealed ? (
        <>
          <h2>{say(INTAKE.read, language)}</h2>
          <NeedsScript language={language} />
          <OpenHere
            desk={desk}
            address={`${paths.handIns(letter.id, 'sealed')}.json`}
            page={paths.handIns(letter.id)}
          />
        </>
      ) : null}
    </section>
  );
};

async function file(c: Context<Env>): Promise<Response> {
  const desk = deskOf(c);
  const found = isId(idOf(c)) ? await read(desk, (tx) => letterFile(tx, idOf(c))) : undefined;
  if (!found || c.get('format') !== '') return answer(c, notFound(desk.language));
  const entry = await noted(desk, 'open file handed in', idOf(c));
  if (!entry.ok) return answer(c, refusedAnswer(desk.language, entry.refusals));
  c.header('Content-Security-Policy', "sandbox; default-src 'none'");
  return download(c, found.content, MEDIA[found.kind], `tep-kem-don.${found.kind}`);
}

/** Ciphertext, as data for the script alone. */
async function sealed(c: Context<Env>): Promise<Response> {
  const outcome = await readSealedLetter(deskOf(c), idOf(c));
  return outcome.ok ? c.json(outcome.value) : answer(c, refusedAnswer(deskOf(c).language, outcome.refusals));
}

async function register(c: Context<Env>): Promise<Response> {
  const typed = await typedOf(c);
  const outcome = await registerLetter(deskOf(c), idOf(c), typed);
  if (!outcome.ok) return show(c, typed, outcome.refusals);
  return c.get('format') === 'json'
    ? c.json(outcome.value, 201)
    : c.redirect(paths.sender(outcome.value.id), 303);
}

async function reply(c: Context<Env>): Promise<Response> {
  const typed = await typedOf(c);
  const outcome = await answerLetter(deskOf(c), idOf(c), typed);
  if (!outcome.ok) return show(c, { answer: '', ...typed }, outcome.refusals);
  return c.get('format') === 'json' ? c.json(outcome.value, 201) : c.redirect(paths.handIns(idOf(c)), 303);
}
