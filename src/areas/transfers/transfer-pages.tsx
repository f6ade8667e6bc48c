/** One transfer: where it stands, who counts the member, the clock day by day, the steps of the reader's end. */
import type { Context } from 'hono';
import { read } from '../../db/door.ts';
import { isId } from '../../kernel/id.ts';
import { formatDate, type PlainDate } from '../../kernel/plain-date.ts';
import type { Refusal } from '../../kernel/refusal.ts';
import type { Language, Words } from '../../kernel/words.ts';
import type { RecordType } from '../../records/define.ts';
import type { Typed } from '../../records/input.ts';
import { mayWrite } from '../../records/store.ts';
import { type Answer, answer, type Desk, deskOf, type Env, notFound } from '../../web/desk.tsx';
import { type FormValues, toFormValues } from '../../web/look.ts';
import { Arithmetic } from '../../web/parts/deadline.tsx';
import { Notice, Tag } from '../../web/parts/notice.tsx';
import { RecordForm } from '../../web/parts/record-form.tsx';
import { paths } from '../../web/paths.ts';
import type { Route } from '../../web/route.ts';
import { loadForm } from '../../web/routes/load.ts';
import { typedOf } from '../../web/typed.ts';
import { say } from '../../web/words.ts';
import { BOUNDARIES, STANDINGS } from '../membership/contract.ts';
import { runningClock } from './clocks.ts';
import { take } from './commands.ts';
import { FILE_PLACES, KINDS, transferRecord } from './contract.ts';
import { stepForms } from './forms.ts';
import { Remaining } from './pages.tsx';
import { countedAt, FIELD_OF, isFinished, STATES, type Step, stateOf, stepsFor } from './rules.ts';
import { type SeenTransfer, transfersSeen } from './store.ts';
import { WORDS } from './words.ts';

export function transferRoutes(): Route[] {
  const common = { who: 'signed_in', table: 'unit' } as const;
  const takes = [...new Set(Object.values(stepForms).flatMap((form) => Object.keys(form.fields)))];
  return [
    { ...common, method: 'get', path: '/transfer/:id', takes: [], audit: 'none', handle: show },
    {
      ...common,
      method: 'post',
      path: '/transfer/:id/step/:step',
      takes,
      audit: 'take a step of a transfer',
      handle: stepping,
    },
  ];
}

type Seen = { transfer: SeenTransfer; steps: Step[] };

const seen = (desk: Desk, id: string): Promise<Seen | undefined> =>
  read(desk, async (tx) => {
    const [transfer] = isId(id) ? await transfersSeen(tx, id) : [];
    if (!transfer) return undefined;
    return { transfer, steps: (await mayWrite(tx, 'transfer')) ? stepsFor(transfer, transfer) : [] };
  });

async function show(c: Context<Env>): Promise<Response> {
  const desk = deskOf(c);
  const found = await seen(desk, c.req.param('id') ?? '');
  return answer(c, found ? await transferAnswer(desk, found) : notFound(desk.language));
}

type Failed = { step: Step; typed: Typed; refusals: readonly Refusal[] };
type Open = { step: Step; form: Awaited<ReturnType<typeof loadForm>> };

/** What stands in the form of a step at first: where the file is now, and what was typed when it was refused. */
const valuesOf = (transfer: SeenTransfer, step: Step, failed: Failed | undefined): FormValues =>
  failed?.step === step
    ? (failed.typed as FormValues)
    : {
        ...toFormValues(stepForms[step].fields, {}),
        ...(step === 'introduce' ? {} : { file_with: transfer.file_with }),
      };

async function transferAnswer(desk: Desk, { transfer, steps }: Seen, failed?: Failed): Promise<Answer> {
  const { language } = desk;
  const title = `${say(transferRecord.words.one, language)}: ${transfer.person_name}`;
  const open: Open[] = [];
  for (const step of steps) {
    open.push({ step, form: await loadForm(desk, stepForms[step], valuesOf(transfer, step, failed)) });
  }
  const refusals = failed?.refusals ?? [];
  return {
    title,
    crumbs: [{ label: say(WORDS.title, language), href: paths.transfers() }, { label: title }],
    failed: refusals.length > 0,
    status: refusals.length > 0 ? 422 : 200,
    data: refusals.length > 0 ? { refusals } : { record: transfer, state: stateOf(transfer), steps },
    view: () => (
      <>
        <p class="kind">{say(transferRecord.words.one, language)}</p>
        <h1>{transfer.person_name}</h1>
        <Standing desk={desk} transfer={transfer} />
        <TheClock desk={desk} transfer={transfer} />
        <Papers transfer={transfer} language={language} />
        <Steps transfer={transfer} open={open} failed={failed} language={language} />
      </>
    ),
  };
}

type OfTransfer = { desk: Desk; transfer: SeenTransfer };

/** The steps in order, each with its day and its paper; what is still missing stands as a dash. */
const Standing = ({ desk, transfer: t }: OfTransfer) => {
  const { language } = desk;
  const { fields } = transferRecord;
  const day = (value: PlainDate | null, number?: string | null) =>
    value ? [formatDate(value, language), ...(number ? [number] : [])].join(', ') : '–';
  const lines: [Words, string][] = [
    [fields.kind.words, say(KINDS[t.kind], language)],
    [WORDS.from, t.origin],
    [WORDS.to, t.destination],
    ...(t.across ? [[fields.across.words, say(BOUNDARIES[t.across], language)] as [Words, string]] : []),
    ...(t.standing ? [[fields.standing.words, say(STANDINGS[t.standing], language)] as [Words, string]] : []),
    [WORDS.counted, countedAt(t) === 'origin' ? t.origin : (t.cell ?? t.destination)],
    [fields.decided_on.words, day(t.decided_on)],
    [fields.requested_on.words, day(t.requested_on)],
    ...(t.until_on ? [[fields.until_on.words, day(t.until_on)] as [Words, string]] : []),
    [fields.reviewed_on.words, day(t.reviewed_on, t.review_number)],
    [fields.introduced_on.words, day(t.introduced_on, t.letter_number)],
    [fields.received_on.words, day(t.received_on, t.cell)],
    [fields.confirmed_on.words, day(t.confirmed_on, t.confirmation_number)],
    ...(t.returned_on ? [[fields.returned_on.words, day(t.returned_on)] as [Words, string]] : []),
    [
      fields.file_with.words,
      `${say(FILE_PLACES[t.file_with], language)}${t.file_since ? `, ${day(t.file_since)}` : ''}`,
    ],
    ...(t.purpose ? [[fields.purpose.words, t.purpose] as [Words, string]] : []),
  ];
  return (
    <>
      <p>
        <Tag tone="info">{say(STATES[stateOf(t)], language)}</Tag> <Remaining transfer={t} desk={desk} />
      </p>
      <dl class="facts">
        {lines.map(([words, value]) => (
          <div>
            <dt>{say(words, language)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </>
  );
};

/** The running clock with its arithmetic; past it, what has to happen. */
const TheClock = ({ desk, transfer }: OfTransfer) => {
  const { language } = desk;
  const running = runningClock(transfer, desk.regulations);
  if (!running) return null;
  const { deadline, source } = running;
  return (
    <section aria-labelledby="clock">
      <h2 id="clock">{say(WORDS.clock, language)}</h2>
      {deadline.ok ? (
        <>
          {deadline.value.on < desk.clock.today() ? (
            <Notice tone="danger">{say(WORDS.late, language)}</Notice>
          ) : null}
          <Arithmetic deadline={deadline.value} language={language} />
        </>
      ) : (
        <Notice tone="warning">{say(deadline.refusals[0]!.message, language)}</Notice>
      )}
      <p class="hint">
        {say(WORDS.rule, language)}: {source}
      </p>
    </section>
  );
};

const Papers = ({ transfer: t, language }: { transfer: SeenTransfer; language: Language }) => {
  if (!t.introduced_on) return null;
  const papers: [string, Words][] = [
    ...(t.isOrigin ? [[paths.transferLetter(t.person, t.id), WORDS.letter] as [string, Words]] : []),
    [paths.transferSlip(t.id), WORDS.slip],
    ...(t.received_on ? [[paths.transferReply(t.id), WORDS.answer] as [string, Words]] : []),
  ];
  return (
    <section aria-labelledby="papers">
      <h2 id="papers">{say(WORDS.papers, language)}</h2>
      <ul class="ds-list">
        {papers.map(([href, words]) => (
          <li>
            <a href={href}>{say(words, language)}</a>
          </li>
        ))}
      </ul>
    </section>
  );
};

type StepsProps = {
  transfer: SeenTransfer;
  open: readonly Open[];
  failed: Failed | undefined;
  language: Language;
};

/** Steps that lead on; the others (where the file is, withdrawing) stand folded beneath. */
const ONWARD: readonly Step[] = ['review', 'introduce', 'receive', 'confirm', 'return'];

/** What comes next stands open, if it is the reader's to do. */
const Steps = ({ transfer, open, failed, language }: StepsProps) => {
  const [next, ...later] = open.filter(({ step }) => ONWARD.includes(step));
  const others = [...later, ...open.filter(({ step }) => !ONWARD.includes(step))];
  const form = ({ step, form }: Open) => (
    <StepForm
      action={paths.transferStep(transfer.id, step)}
      record={stepForms[step]}
      form={form}
      refusals={failed?.step === step ? failed.refusals : []}
      language={language}
    />
  );
  return (
    <section aria-labelledby="next">
      <h2 id="next">{say(WORDS.next, language)}</h2>
      {next ? form(next) : <p>{say(isFinished(transfer) ? WORDS.none : WORDS.wait, language)}</p>}
      {others.map((one) => (
        <details open={failed?.step === one.step}>
          <summary>{say(stepForms[one.step].words.one, language)}</summary>
          {form(one)}
        </details>
      ))}
    </section>
  );
};

type StepFormProps = {
  action: string;
  record: RecordType;
  form: Open['form'];
  refusals: readonly Refusal[];
  language: Language;
};

const StepForm = ({ action, record, form, refusals, language }: StepFormProps) => (
  <RecordForm
    record={record}
    language={language}
    action={action}
    verb={record.words.one}
    values={form.values}
    refusals={refusals}
    options={form.options}
    suggestHrefs={form.suggestHrefs}
  />
);

async function stepping(c: Context<Env>): Promise<Response> {
  const desk = deskOf(c);
  const [id, step] = [c.req.param('id') ?? '', c.req.param('step') ?? ''];
  if (!(step in FIELD_OF)) return answer(c, notFound(desk.language));
  const typed = await typedOf(c);
  const outcome = await take(desk, id, step as Step, typed);
  if (outcome.ok) {
    return c.get('format') === 'json'
      ? c.json(outcome.value)
      : c.redirect(paths.record(transferRecord.name, id), 303);
  }
  const found = await seen(desk, id);
  if (!found) return answer(c, notFound(desk.language));
  return answer(
    c,
    await transferAnswer(desk, found, { step: step as Step, typed, refusals: outcome.refusals }),
  );
}
