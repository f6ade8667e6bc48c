/** The question who may decide on discipline about whom, answered by the rules of a day. */
import type { Context } from 'hono';
import { read } from '../../db/door.ts';
import { formatDate, type PlainDate } from '../../kernel/plain-date.ts';
import { done, type Outcome } from '../../kernel/refusal.ts';
import { type Language, w } from '../../kernel/words.ts';
import {
  choice,
  choices,
  date,
  defineRecord,
  flag,
  type RecordType,
  reference,
} from '../../records/define.ts';
import { readInput } from '../../records/input.ts';
import { answer, type Desk, deskOf, type Env } from '../../web/desk.tsx';
import type { FormValues } from '../../web/look.ts';
import { FieldInput } from '../../web/parts/field-input.tsx';
import { ErrorSummary, Notice } from '../../web/parts/notice.tsx';
import { paths } from '../../web/paths.ts';
import type { Route } from '../../web/route.ts';
import { loadForm } from '../../web/routes/load.ts';
import { say } from '../../web/words.ts';
import { bodyOn, SUBJECT_KINDS } from '../inspection/contract.ts';
import { actingBody } from './case-load.ts';
import { CompetenceTable } from './case-parts-pages.tsx';
import { type About, competenceAbout, type FormAnswer } from './competence.ts';
import { SUBJECT_CLASSES, type SubjectClass } from './contract.ts';
import { PAGE } from './words.ts';

const STANDINGS = { official: w('Chính thức', 'Official'), probationary: w('Dự bị', 'Probationary') };

/** What is asked; a form that records nothing. */
const QUESTION = defineRecord({
  name: 'competence_question',
  actOnly: true,
  area: 'discipline',
  class: 'reference',
  words: { one: PAGE.competenceAsk, many: PAGE.competenceAsk, empty: PAGE.competenceHelp },
  fields: {
    body: reference(PAGE.body, 'body', { required: true }),
    on: date(PAGE.day, { hint: w('Để trống: hôm nay', 'Empty: today') }),
    kind: choice(w('Đối tượng', 'Kind of subject'), SUBJECT_KINDS, { required: true }),
    standing: choice(w('Đảng viên', 'Member'), STANDINGS),
    holds_post: flag(w('Có chức vụ trong Đảng', 'Holds a post in the Party')),
    classes: choices(w('Về đối tượng và việc vi phạm', 'Of the subject and the violation'), SUBJECT_CLASSES),
  },
  title: [],
  list: [],
  filters: [],
}) as unknown as RecordType;

export const competenceRoutes = (): Route[] => [
  {
    ...{ method: 'get', path: paths.competence(), who: 'signed_in', table: 'unit' },
    ...{ takes: Object.keys(QUESTION.fields), audit: 'none', handle: page },
  },
];

async function page(c: Context<Env>): Promise<Response> {
  const desk = deskOf(c);
  const { language } = desk;
  const typed = { ...c.req.query(), classes: c.req.queries('classes') ?? [] };
  const values = { kind: 'member', standing: 'official', ...typed } as FormValues;
  const told = 'body' in typed ? await answersTo(desk, values) : undefined;
  const { options, values: shown, suggestHrefs } = await loadForm(desk, QUESTION, values);
  const refusals = told && !told.ok ? told.refusals : [];
  const title = say(PAGE.competenceAsk, language);
  return answer(c, {
    title,
    crumbs: [{ label: title }],
    data: told?.ok ? { answers: told.value.answers } : { refusals },
    status: refusals.length > 0 ? 422 : 200,
    failed: refusals.length > 0,
    view: () => (
      <>
        <h1>{title}</h1>
        <p class="hint">{say(PAGE.competenceHelp, language)}</p>
        <ErrorSummary refusals={refusals} language={language} fields={Object.keys(QUESTION.fields)} />
        <form method="get" action={paths.competence()} class="entry-form">
          {Object.entries(QUESTION.fields).map(([name, field]) => (
            <FieldInput
              name={name}
              field={field}
              language={language}
              value={shown[name]}
              refusals={refusals}
              options={options[name]}
              suggestHref={suggestHrefs[name]}
            />
          ))}
          <button class="ds-button" type="submit">
            {say(PAGE.ask, language)}
          </button>
        </form>
        {told?.ok ? <Told {...told.value} language={language} /> : null}
      </>
    ),
  });
}

type Answers = { day: PlainDate; answers: FormAnswer[] };

const Told = ({ day, answers, language }: Answers & { language: Language }) => (
  <section aria-labelledby="answers">
    <h2 id="answers">{`${say(PAGE.competence, language)}, ${formatDate(day, language)}`}</h2>
    {answers.length === 0 ? <Notice tone="warning">{say(PAGE.nothingKnown, language)}</Notice> : null}
    <CompetenceTable answers={answers} language={language} />
  </section>
);

/** What the rules of the day say, or what is wrong with the question. */
const answersTo = (desk: Desk, typed: FormValues): Promise<Outcome<Answers>> =>
  read(desk, async (tx) => {
    const asked = await readInput(tx, desk.catalogue, QUESTION, typed);
    if (!asked.ok) return asked;
    const day = (asked.value.on ?? desk.clock.today()) as PlainDate;
    const acting = actingBody(await bodyOn(tx, asked.value.body as string, day));
    if (!acting) return done({ day, answers: [] });
    const about: About =
      asked.value.kind === 'organisation'
        ? { kind: 'organisation', standing: null, holdsPost: null, classes: [] }
        : {
            kind: 'member',
            standing: asked.value.standing === 'probationary' ? 'probationary' : 'official',
            holdsPost: asked.value.holds_post === true,
            classes: (asked.value.classes ?? []) as SubjectClass[],
          };
    return done({ day, answers: competenceAbout(desk.regulations, acting, about, day) });
  });
