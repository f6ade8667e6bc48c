/** The list of disciplinary cases, the page of one, its ballots, and the pages of its steps. */
import type { Context } from 'hono';
import { read } from '../../db/door.ts';
import { formatDate } from '../../kernel/plain-date.ts';
import type { RecordType } from '../../records/define.ts';
import { endingSteps, type Machine, stateOf } from '../../records/machine.ts';
import { mayWrite } from '../../records/store.ts';
import { answer, type Desk, deskOf, type Env, notFound } from '../../web/desk.tsx';
import { CardTable } from '../../web/parts/card-table.tsx';
import { stepRoutes } from '../../web/parts/case-step.tsx';
import { Tag } from '../../web/parts/notice.tsx';
import { CARDS } from '../../web/parts/scroll.tsx';
import { paths } from '../../web/paths.ts';
import type { Route } from '../../web/route.ts';
import { type Detail, loadDetail } from '../../web/routes/load.ts';
import { detailAnswer } from '../../web/routes/record-page.tsx';
import { say } from '../../web/words.ts';
import { ballot, disciplineCase } from './case.ts';
import { takeBackCaseStep, takeCaseStep } from './case-acts.ts';
import { actingBody, counted, type LoadedCase, loadCase } from './case-load.ts';
import { disciplineMachine } from './case-machine.ts';
import {
  BallotCount,
  Ballots,
  Circumstances,
  CompetenceTable,
  Decisions,
  EffectNotice,
} from './case-parts-pages.tsx';
import { casesListed, circumstancesOf, type Listed } from './case-store.ts';
import { competenceAbout } from './competence.ts';
import { type FileKind, fileRoute, type SeenFile, stepCaseOf } from './file-pages.tsx';
import { PAGE } from './words.ts';

const FILE: FileKind = {
  type: disciplineCase as unknown as RecordType,
  kind: 'discipline',
  machine: disciplineMachine as Machine,
  list: paths.disciplineCases(),
  elsewhere: ({ row }, step) => recordOf(row, step),
  more: partsOf,
  mayTakeBack: true,
};

export const disciplineCaseRoutes = (): Route[] => [
  {
    ...{ method: 'get', path: paths.disciplineCases(), who: 'signed_in', table: 'case' },
    ...{ takes: [], audit: 'none', handle: list },
  },
  ...stepRoutes({
    ...{ path: '/discipline_case/:id', opens: disciplineCase.name, machines: [FILE.machine] },
    load: (desk, id) => stepCaseOf(desk, FILE, id),
    take: (desk, { id }, step, form, typed) => takeCaseStep(desk, id, step, form, typed),
    takeBack: (desk, { id }, typed) => takeBackCaseStep(desk, id, typed),
  }),
];

/** After the forms of records: /discipline_case/new is no case. */
export const disciplineCaseFileRoutes = (): Route[] => [
  fileRoute(FILE),
  {
    ...{ method: 'get', path: '/discipline_ballot/:id', who: 'signed_in', table: 'case' },
    ...{ takes: [], audit: 'none', handle: ballotPage },
  },
];

/** Steps that are taken by entering a record, with what is known of it. */
function recordOf(row: Detail['row'], step: string): string | undefined {
  const matter = row.id;
  const text = (name: string) => (row[name] ? String(row[name]) : undefined);
  if (step === 'vote') return paths.enter('discipline_ballot', { matter, body: text('body') });
  if (step !== 'decide') return undefined;
  return paths.enter('discipline_decision', {
    ...{
      matter,
      body: text('body'),
      subject_kind: text('subject_kind'),
      subject_person: text('subject_person'),
    },
    ...{ subject_unit: text('subject_unit'), primary_content: text('primary_content') },
  });
}

async function partsOf(desk: Desk, { detail }: SeenFile) {
  const { language, regulations } = desk;
  const [found, circumstances] = await read(desk, async (tx) => [
    (await loadCase(tx, regulations, detail.row.id, desk.clock.today()))!,
    await circumstancesOf(tx, detail.row.id),
  ]);
  const acting = actingBody(found.body);
  const answers = acting ? competenceAbout(regulations, acting, found.about, desk.clock.today()) : [];
  const matter = detail.row.id;
  return {
    above: found.effect ? (
      <EffectNotice effect={found.effect} isOpen={found.openComplaint} language={language} />
    ) : null,
    below: (
      <>
        <section aria-labelledby="decisions">
          <h2 id="decisions">{say(PAGE.decisions, language)}</h2>
          <Decisions decisions={found.decisions} language={language} />
          {detail.mayWrite ? <Verbs row={detail.row} found={found} language={language} /> : null}
        </section>
        <Ballots found={found} language={language} />
        <Circumstances
          rows={circumstances}
          language={language}
          {...(detail.mayWrite ? { addHref: paths.enter('discipline_circumstance', { matter }) } : {})}
        />
        <details>
          <summary>{say(PAGE.competence, language)}</summary>
          <CompetenceTable answers={answers} language={language} />
        </details>
      </>
    ),
    data: {
      ...{
        effect: found.effect,
        limitation: found.limitation,
        decisions: found.decisions,
        competence: answers,
      },
      ballots: found.ballots.map(({ id, base, result }) => ({ id, base, result })),
    },
  };
}

type VerbsProps = { row: Detail['row']; found: LoadedCase; language: Desk['language'] };

/** What may follow a decision, or be ordered meanwhile. */
const Verbs = ({ row, found, language }: VerbsProps) => {
  const first = found.decisions[0];
  const text = (name: string) => (row[name] ? String(row[name]) : undefined);
  const subject = {
    ...{ subject_kind: text('subject_kind'), subject_person: text('subject_person') },
    subject_unit: text('subject_unit'),
  };
  const announced = found.done.find(({ step }) => step === 'announce')?.doneOn;
  const told = announced ? formatDate(announced, 'vi') : undefined;
  const outside = [
    PAGE.outside,
    paths.enter('outside_handling', {
      ...{ matter: row.id, body: text('body'), subject_person: text('subject_person') },
    }),
  ] as const;
  const links = first
    ? ([
        [PAGE.complain, paths.enter('complaint', { decision: first.id, told_on: told })],
        [
          PAGE.change,
          paths.enter('discipline_decision', {
            ...{ changes: first.id, ...subject, primary_content: text('primary_content') },
          }),
        ],
        [PAGE.findWrong, paths.enter('wrongful_finding', { decision: first.id })],
      ] as const)
    : ([
        [PAGE.suspend, paths.enter('suspension_order', { matter: row.id, body: text('body'), ...subject })],
      ] as const);
  return (
    <ul class="ds-list">
      {[...links, ...(row.subject_person ? [outside] : [])].map(([words, href]) => (
        <li>
          <a href={href}>{say(words, language)}</a>
        </li>
      ))}
    </ul>
  );
};

/** As many as a page of work holds; the whole list lies beneath its filters. */
const MOST = 100;

async function list(c: Context<Env>): Promise<Response> {
  const desk = deskOf(c);
  const { language } = desk;
  if (!desk.reads.has(disciplineCase.name)) return answer(c, notFound(language));
  const [rows, mayEnter] = await read(desk, async (tx) => [
    await casesListed(tx, endingSteps(FILE.machine), MOST),
    await mayWrite(tx, disciplineCase.name),
  ]);
  const title = say(PAGE.list, language);
  return answer(c, {
    title,
    crumbs: [{ label: title }],
    data: { cases: rows.map((row) => ({ ...row, state: standingOf(row) })) },
    view: () => (
      <>
        <h1>{title}</h1>
        <p class="hint">{say(PAGE.listHelp, language)}</p>
        <p class="verbs">
          {mayEnter ? (
            <a class="ds-button" data-color="accent" href={paths.enter(disciplineCase.name)}>
              {say(PAGE.open, language)}
            </a>
          ) : null}
          <a href={paths.list(disciplineCase.name)}>{say(PAGE.all, language)}</a>
          <a href={paths.competence()}>{say(PAGE.competenceAsk, language)}</a>
        </p>
        {rows.length === 0 ? (
          <p class="empty">{say(disciplineCase.words.empty, language)}</p>
        ) : (
          <Cases rows={rows} desk={desk} />
        )}
      </>
    ),
  });
}

const standingOf = ({ steps }: Listed) =>
  stateOf(
    disciplineMachine,
    steps.map((one, i) => ({ ...one, id: String(i), document: null, note: null })),
  );

const HEADS = [PAGE.number, PAGE.subject, PAGE.body, PAGE.stands, PAGE.due];

const Cases = ({ rows, desk }: { rows: readonly Listed[]; desk: Desk }) => {
  const { language } = desk;
  const today = desk.clock.today();
  const cell = (i: number) => ({ ...CARDS.cell, 'data-label': say(HEADS[i]!, language) });
  return (
    <CardTable title={say(PAGE.list, language)} heads={HEADS} language={language}>
      {rows.map((row) => (
        <tr {...CARDS.row}>
          <th scope="row" {...CARDS.head} data-label={say(HEADS[0]!, language)}>
            <a href={paths.record(disciplineCase.name, row.id)}>{row.number}</a>
          </th>
          <td {...cell(1)}>{row.name}</td>
          <td {...cell(2)}>{row.body}</td>
          <td {...cell(3)}>{say(disciplineMachine.states[standingOf(row)].words, language)}</td>
          <td {...cell(4)}>
            {row.due ? (
              <Tag tone={row.due < today ? 'danger' : 'neutral'}>{formatDate(row.due, language)}</Tag>
            ) : (
              '–'
            )}
          </td>
        </tr>
      ))}
    </CardTable>
  );
};

/** A ballot as it stands in the record, with its count. */
async function ballotPage(c: Context<Env>): Promise<Response> {
  const desk = deskOf(c);
  const { language, regulations } = desk;
  const type = ballot as unknown as RecordType;
  const detail = desk.reads.has(type.name)
    ? await loadDetail(desk, type, c.req.param('id') ?? '')
    : undefined;
  const found =
    detail &&
    (await read(desk, (tx) => loadCase(tx, regulations, detail.row.matter as string, desk.clock.today())));
  if (!detail || !found) return answer(c, notFound(language));
  const one = counted(regulations, found.about, detail.row);
  const base = detailAnswer(desk, type, detail, () => <BallotCount ballot={one} language={language} />);
  return answer(c, { ...base, data: { ...(base.data as object), base: one.base, result: one.result } });
}
