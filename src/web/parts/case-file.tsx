/** Parts of the page of any case: where it stands, what was done, what comes next, its deadlines, the rights in it. */
import type { Clock, DoneStep, Machine } from '../../areas/proceedings/contract.ts';
import {
  deadlineOf,
  mayStandStill,
  PAUSE,
  paperWords,
  rightsOf,
  stateOf,
  stepsOpen,
} from '../../areas/proceedings/contract.ts';
import { daysBetween, formatDate, type PlainDate } from '../../kernel/plain-date.ts';
import type { Language, Words } from '../../kernel/words.ts';
import { runText } from '../../regulations/calendar/budget.ts';
import { loadCalendar } from '../../regulations/calendar/read.ts';
import type { Regulations } from '../../regulations/reader.ts';
import { CASE } from '../case-words.ts';
import type { Tone } from '../look.ts';
import { paths } from '../paths.ts';
import { daysLeft, say } from '../words.ts';
import { CardTable } from './card-table.tsx';
import { DayByDay } from './deadline.tsx';
import { refusalText, Tag } from './notice.tsx';
import { CARDS } from './scroll.tsx';

export type CaseFile = { machine: Machine; done: readonly DoneStep[]; language: Language };

/** Where the case stands, as a word. */
export const Standing = ({ machine, done, language }: CaseFile) => {
  const state = machine.states[stateOf(machine, done)]!;
  return (
    <p>
      {`${say(CASE.standing, language)}: `}
      <Tag tone={state.ends ? 'neutral' : 'info'}>{say(state.words, language)}</Tag>
    </p>
  );
};

const cell = (words: Words, language: Language) => ({ ...CARDS.cell, 'data-label': say(words, language) });

/** What was done, in order, with its paper. */
export const Timeline = ({ machine, done, language }: CaseFile) => (
  <section aria-labelledby="timeline">
    <h2 id="timeline">{say(CASE.timeline, language)}</h2>
    {done.length === 0 ? (
      <p class="empty">{say(CASE.nothingYet, language)}</p>
    ) : (
      <CardTable
        title={say(CASE.timeline, language)}
        heads={[CASE.day, CASE.step, CASE.paper]}
        language={language}
      >
        {done.map((one) => (
          <tr {...CARDS.row}>
            <td {...cell(CASE.day, language)}>{formatDate(one.doneOn, language)}</td>
            <th scope="row" {...CARDS.head} data-label={say(CASE.step, language)}>
              {say(machine.steps[one.step]!.words, language)}
              {one.note ? <span class="hint block">{one.note}</span> : null}
            </th>
            <td {...cell(CASE.paper, language)}>{one.document ?? '–'}</td>
          </tr>
        ))}
      </CardTable>
    )}
  </section>
);

type NextProps = CaseFile & { mayWrite: boolean; stepHref: (step: string) => string; backHref?: string };

/** The steps that may be taken, as buttons; what is missing beside those that may not yet; all others folded away. */
export const NextSteps = (p: NextProps) => {
  const { machine, done, language, mayWrite, stepHref } = p;
  const state = stateOf(machine, done);
  const all = stepsOpen(machine, done);
  const open = all.filter(({ refusals }) => refusals.length === 0);
  const closed = all.filter(
    ({ step, refusals }) => refusals.length > 0 && machine.steps[step]!.from.includes(state),
  );
  const here = closed.filter(({ refusals }) => refusals.some(({ code }) => code !== 'step_taken'));
  return (
    <section aria-labelledby="next">
      <h2 id="next">{say(CASE.next, language)}</h2>
      {machine.states[state]!.ends ? <p>{say(CASE.ended, language)}</p> : null}
      <ul class="ds-list">
        {open.map(({ step }) => (
          <li>
            <StepVerb
              machine={machine}
              step={step}
              language={language}
              {...(mayWrite ? { href: stepHref(step) } : {})}
            />
          </li>
        ))}
        {here.map(({ step, refusals }) => (
          <li>
            <strong>{say(machine.steps[step]!.words, language)}</strong>
            {`. ${say(CASE.notYet, language)}: ${refusals.map((one) => refusalText(one, language)).join(' ')}`}
          </li>
        ))}
      </ul>
      {mayWrite && p.backHref && done.length > 0 ? (
        <p class="verbs">
          <a class="ds-button" data-variant="secondary" href={p.backHref}>
            {say(CASE.takeBack, language)}
          </a>
        </p>
      ) : null}
    </section>
  );
};

type VerbProps = { machine: Machine; step: string; language: Language; href?: string };

const StepVerb = ({ machine, step, language, href }: VerbProps) => {
  const { words, actor, papers } = machine.steps[step]!;
  return (
    <>
      {href ? (
        <a class="ds-button" data-variant="secondary" href={href}>
          {say(words, language)}
        </a>
      ) : (
        <strong>{say(words, language)}</strong>
      )}
      <span class="hint block">
        {`${say(CASE.who, language)}: ${say(actor, language)}`}
        {papers && papers.length > 0
          ? `. ${say(CASE.papers, language)}: ${papers.map((code) => say(paperWords(code)!, language)).join(', ')}`
          : ''}
      </span>
    </>
  );
};

/** Each right of the person concerned, and when it was given. */
export const RightsChecklist = ({ machine, done, language }: CaseFile) => (
  <section aria-labelledby="rights">
    <h2 id="rights">{say(CASE.rights, language)}</h2>
    <ul class="ds-list">
      {rightsOf(machine, done).map(({ words, doneOn }) => (
        <li>
          <Tag tone={doneOn ? 'success' : 'warning'}>
            {doneOn
              ? `${say(CASE.given, language)} ${formatDate(doneOn, language)}`
              : say(CASE.notGiven, language)}
          </Tag>
          {` ${say(words, language)}`}
        </li>
      ))}
    </ul>
  </section>
);

type ClocksProps = {
  machine: Machine;
  clocks: readonly Clock[];
  today: PlainDate;
  regulations: Regulations;
  language: Language;
  /** Whether the reader may let a deadline stand still. */
  mayWrite: boolean;
};

/** The deadlines of a case: what is left, and the arithmetic of each day by day. */
export const Clocks = (p: ClocksProps) => {
  const { clocks, language } = p;
  return (
    <section aria-labelledby="clocks">
      <h2 id="clocks">{say(CASE.clocks, language)}</h2>
      {clocks.length === 0 ? (
        <p class="empty">{say(CASE.noClocks, language)}</p>
      ) : (
        <CardTable
          title={say(CASE.clocks, language)}
          heads={[CASE.deadline, CASE.lastDay, CASE.left, CASE.state]}
          language={language}
        >
          {clocks.map((clock) => (
            <ClockRow {...p} clock={clock} />
          ))}
        </CardTable>
      )}
    </section>
  );
};

type ClockProps = ClocksProps & { clock: Clock };

const ClockRow = ({ machine, clock, today, regulations, language, mayWrite }: ClockProps) => {
  const deadline = deadlineOf(clock, loadCalendar());
  const lapsed = lapsedOf([machine], clock.clock);
  const left = deadline.ok ? leftOf(clock, deadline.value.on, today, language, lapsed) : undefined;
  return (
    <tr {...CARDS.row}>
      <th scope="row" {...CARDS.head} data-label={say(CASE.deadline, language)}>
        {clockName([machine], clock.clock, language)}
        <span class="hint block">{sourceOf(clock, regulations, language)}</span>
      </th>
      <td {...cell(CASE.lastDay, language)}>{deadline.ok ? formatDate(deadline.value.on, language) : '–'}</td>
      <td {...cell(CASE.left, language)}>{left ? <Tag tone={left.tone}>{left.text}</Tag> : '–'}</td>
      <td {...cell(CASE.state, language)}>
        {deadline.ok ? (
          <>
            <p>{runText(deadline.value, language)}</p>
            <DayByDay
              days={deadline.value.days}
              isWorking={deadline.value.span.measure === 'working_days'}
              language={language}
            />
          </>
        ) : (
          deadline.refusals.map((one) => <p>{refusalText(one, language)}</p>)
        )}
        {mayWrite && mayStandStill(clock) ? <PauseLinks clock={clock} language={language} /> : null}
      </td>
    </tr>
  );
};

/** It stands still, or runs again; a pause recorded by mistake is taken back. */
const PauseLinks = ({ clock: { id, suspensions }, language }: { clock: Clock; language: Language }) => {
  const isPaused = suspensions.some(({ to }) => to === null);
  const acts: ('pause' | 'resume' | 'unpause')[] = [isPaused ? 'resume' : 'pause'];
  if (suspensions.length > 0) acts.push('unpause');
  return (
    <p class="verbs">
      {acts.map((act) => (
        <a href={paths.clock(id, act)}>{say(PAUSE[act], language)}</a>
      ))}
    </p>
  );
};

/** The name of a clock as its machine gives it; the code where none does. */
export function clockName(machines: readonly Machine[], clock: string, language: Language): string {
  const named = machines.map(({ clocks }) => clocks?.[clock]).find((words) => words !== undefined);
  const words = named ?? startOf(machines, clock)?.words;
  return words ? say(words, language) : clock;
}

function sourceOf({ budget }: Clock, regulations: Regulations, language: Language): string {
  if (budget === null) return '';
  if ('on' in budget) return say(CASE.fixed, language);
  if (!budget.kept) return '';
  const source = `${say(CASE.byRule, language)} ${regulations.sourceText(budget.kept, language)}`;
  return budget.kept.known === 'I' || budget.kept.known === 'U'
    ? `${source} (${say(CASE.unconfirmed, language)})`
    : source;
}

const startsOf = (machines: readonly Machine[]) =>
  machines.flatMap(({ steps }) => Object.values(steps).flatMap(({ starts = [] }) => starts));

const startOf = (machines: readonly Machine[], clock: string) =>
  startsOf(machines).find((start) => start.clock === clock);

/** Clocks that are rights of persons: their days pass, and nobody is late. */
export const rightsIn = (machines: readonly Machine[]): string[] =>
  startsOf(machines).flatMap(({ clock, lapsed }) => (lapsed ? [clock] : []));

/** What is told of a clock that is a right of the person, once its day has passed. */
export const lapsedOf = (machines: readonly Machine[], clock: string): Words | undefined =>
  startOf(machines, clock)?.lapsed;

/** How many days are left of a deadline, as a word with its colour; `lapsed` where nobody is late when it has passed. */
export function leftOf(
  { stoppedOn }: Pick<Clock, 'stoppedOn'>,
  due: PlainDate,
  today: PlainDate,
  language: Language,
  lapsed?: Words,
): { text: string; tone: Tone } {
  if (stoppedOn) {
    const late = daysBetween(due, stoppedOn);
    const met = `${say(CASE.met, language)} ${formatDate(stoppedOn, language)}`;
    return late > 0
      ? { text: `${met}, ${say(daysLeft(-late), language)}`, tone: 'warning' }
      : { text: met, tone: 'success' };
  }
  const left = daysBetween(today, due);
  if (left < 0 && lapsed) return { text: say(lapsed, language), tone: 'neutral' };
  return { text: say(daysLeft(left), language), tone: left < 0 ? 'danger' : left === 0 ? 'warning' : 'info' };
}
