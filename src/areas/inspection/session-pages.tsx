/** The file of one session: where it stands, what comes next, rights, deadlines, subjects, team, papers, diary. */
import type { Context } from 'hono';
import { read } from '../../db/door.ts';
import { formatDate } from '../../kernel/plain-date.ts';
import type { Outcome } from '../../kernel/refusal.ts';
import type { Recorded } from '../../records/commands.ts';
import { type Answer, answer, type Desk, deskOf, type Env, notFound } from '../../web/desk.tsx';
import { Clocks, NextSteps, RightsChecklist, Standing, Timeline } from '../../web/parts/case-file.tsx';
import { type StepCase, stepRoutes } from '../../web/parts/case-step.tsx';
import { ToolLinks } from '../../web/parts/links.tsx';
import { paths } from '../../web/paths.ts';
import type { Route } from '../../web/route.ts';
import { dataOf, detailAnswer } from '../../web/routes/record-page.tsx';
import { say } from '../../web/words.ts';
import { BODY_KINDS, type BodyKind } from '../organisation/contract.ts';
import type { Machine } from '../proceedings/contract.ts';
import { NATURES, ORIGINS } from './codes.ts';
import { inspection } from './contract.ts';
import { SESSION_MACHINES } from './machines.ts';
import { takeSessionBack, takeSessionStep } from './session-acts.ts';
import { stepFields } from './session-forms.ts';
import { Diary, Papers, Subjects, Team } from './session-parts-pages.tsx';
import { crumbsOf, type SeenSession, sessionSeen } from './session-seen-pages.tsx';
import { type SessionLine, sessionLine } from './session-store.ts';
import { SESSION } from './session-words.ts';

export function inspectionFileRoutes(): Route[] {
  return [
    {
      ...{ method: 'get', who: 'signed_in', table: 'case', takes: [], audit: 'open' },
      path: '/inspection/:id',
      opens: inspection.name,
      handle: async (c: Context<Env>) => {
        const desk = deskOf(c);
        const seen = await sessionSeen(desk, c.req.param('id') ?? '');
        return answer(c, seen ? fileAnswer(desk, seen) : notFound(desk.language));
      },
    } as Route,
    ...stepRoutes({
      path: '/inspection/:id',
      opens: inspection.name,
      machines: SESSION_MACHINES as readonly Machine[],
      fields: stepFields,
      load: stepCase,
      take: async (desk, { id }, step, form, typed) =>
        onSession(desk, id, (line) => takeSessionStep(desk, { line, step, form, typed })),
      takeBack: async (desk, { id }, typed) =>
        onSession(desk, id, (line) => takeSessionBack(desk, line, typed)),
    }),
  ];
}

/** The case as a step’s pages want it: for whoever may write it. */
async function stepCase(desk: Desk, id: string): Promise<StepCase | undefined> {
  const seen = await sessionSeen(desk, id);
  if (!seen?.mayWrite) return undefined;
  const { machine, done, line } = seen;
  return { id, machine, done, title: line.title, href: paths.session(id), crumbs: crumbsOf(desk, seen) };
}

async function onSession(
  desk: Desk,
  id: string,
  act: (line: SessionLine) => Promise<Outcome<Recorded>>,
): Promise<Outcome<Recorded>> {
  const line = await read(desk, (tx) => sessionLine(tx, id));
  // It was there a moment ago: whoever took it away meanwhile leaves nothing to act on.
  if (!line) throw new RangeError(`no session ${id}`);
  return act(line);
}

function fileAnswer(desk: Desk, seen: SeenSession): Answer {
  const { language, regulations } = desk;
  const { line, machine, done, clocks, mayWrite } = seen;
  const today = desk.clock.today();
  const mayExtend =
    mayWrite && clocks.some(({ clock, stoppedOn }) => clock !== 'announce' && stoppedOn === null);
  return {
    title: line.title,
    crumbs: crumbsOf(desk, seen),
    data: {
      ...dataOf(inspection, seen.detail),
      steps: done,
      clocks,
      subjects: seen.subjects,
      team: seen.team,
    },
    view: () => (
      <div class="dossier">
        <p class="kind">{`${say(NATURES[line.nature], language)}: ${say(machine.words, language)}`}</p>
        <h1>{line.title}</h1>
        <Head seen={seen} desk={desk} />
        <ToolLinks language={language} />
        <Standing machine={machine} done={done} language={language} />
        <NextSteps
          machine={machine}
          done={done}
          language={language}
          mayWrite={mayWrite}
          stepHref={(step) => paths.session(line.id, `step/${step}`)}
          backHref={paths.session(line.id, 'take-back')}
        />
        <RightsChecklist machine={machine} done={done} language={language} />
        <Clocks
          machine={machine}
          clocks={clocks}
          today={today}
          regulations={regulations}
          language={language}
          mayWrite={mayWrite}
        />
        {mayExtend ? (
          <p class="verbs">
            <a class="ds-button" data-variant="secondary" href={paths.session(line.id, 'extend')}>
              {say(SESSION.extend, language)}
            </a>
          </p>
        ) : null}
        <Subjects seen={seen} language={language} />
        <Team seen={seen} language={language} />
        <Timeline machine={machine} done={done} language={language} />
        <Papers seen={seen} language={language} />
        <Diary seen={seen} language={language} />
        <details class="filters record">
          <summary>{say(SESSION.record, language)}</summary>
          {detailAnswer(desk, inspection, seen.detail).view()}
        </details>
      </div>
    ),
  };
}

const Head = ({ seen: { line }, desk: { language } }: { seen: SeenSession; desk: Desk }) => (
  <>
    <p class="hint">
      {[
        `${say(SESSION.decision, language)} ${line.number}, ${formatDate(line.openedOn, language)}`,
        `${say(BODY_KINDS[line.bodyKind as BodyKind], language)} ${line.unitName ?? ''}`,
      ].join('. ')}
    </p>
    <p>
      {`${say(SESSION.rests, language)}: ${say(ORIGINS[line.origin as keyof typeof ORIGINS], language)}. `}
      {line.programme ? (
        <a href={paths.programme(line.programme)}>
          {`${say(SESSION.ofProgramme, language)} ${line.programmeNumber ?? ''}`}
        </a>
      ) : null}
      {line.signal ? (
        <a href={paths.record('signal', line.signal)}>
          {`${say(SESSION.ofSignal, language)} ${line.signalNumber ?? ''}`}
        </a>
      ) : null}
    </p>
  </>
);
