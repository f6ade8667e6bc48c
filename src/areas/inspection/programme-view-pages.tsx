/** The items of a programme three ways: a table by quarter, a timeline by month, a board by stage. */
import { formatCount } from '../../kernel/number.ts';
import { formatDate, type PlainDate } from '../../kernel/plain-date.ts';
import type { Language } from '../../kernel/words.ts';
import { CardTable } from '../../web/parts/card-table.tsx';
import { Tag } from '../../web/parts/notice.tsx';
import { CARDS, Scroll } from '../../web/parts/scroll.tsx';
import { paths } from '../../web/paths.ts';
import { say } from '../../web/words.ts';
import { BECAUSE, type Because, NATURES, SUBJECT_KINDS, TEAM_ROLES } from './codes.ts';
import { inspection, inspectionSubject, programmeChange, programmeItem } from './contract.ts';
import type { SeenItem, SeenProgramme, Stage } from './programme-seen-pages.tsx';
import { PROGRAMME, STAGES } from './programme-words.ts';
import { inspectionTeam } from './session-records.ts';

type Props = { seen: SeenProgramme; language: Language };

const QUARTERS = [1, 2, 3, 4, null] as const;

const TONES = { not_started: 'neutral', ongoing: 'info', done: 'success', dropped: 'neutral' } as const;

const StageTag = ({ stage, language }: { stage: Stage; language: Language }) => (
  <Tag tone={TONES[stage]}>{say(STAGES[stage], language)}</Tag>
);

const heading = (item: SeenItem, language: Language): string =>
  `${formatCount(item.ordinal, language)}. ${item.content}`;

export const QuarterTable = ({ seen, language }: Props) => (
  <>
    {QUARTERS.map((quarter) => {
      const items = seen.items.filter(({ nowQuarter }) => nowQuarter === quarter);
      if (items.length === 0) return null;
      const title =
        quarter === null
          ? say(PROGRAMME.noQuarter, language)
          : say(PROGRAMME.quarter(formatCount(quarter, language)), language);
      return (
        <section aria-labelledby={`quarter-${quarter ?? 0}`}>
          <h2 id={`quarter-${quarter ?? 0}`}>{title}</h2>
          <CardTable
            title={title}
            heads={[PROGRAMME.item, PROGRAMME.subjects, PROGRAMME.lead, PROGRAMME.stage]}
            language={language}
          >
            {items.map((item) => (
              <ItemRow seen={seen} item={item} language={language} />
            ))}
          </CardTable>
        </section>
      );
    })}
  </>
);

const ItemRow = ({ seen, item, language }: Props & { item: SeenItem }) => (
  <tr {...CARDS.row}>
    <th scope="row" {...CARDS.head} data-label={say(PROGRAMME.item, language)}>
      <a href={paths.record(programmeItem.name, item.id)}>{heading(item, language)}</a>
      <span class="hint block">{notesOf(item, language)}</span>
      <Why item={item} language={language} />
    </th>
    <td {...CARDS.cell} data-label={say(PROGRAMME.subjects, language)}>
      <Subjects item={item} language={language} />
    </td>
    <td {...CARDS.cell} data-label={say(PROGRAMME.lead, language)}>
      {teamText(item, language)}
    </td>
    <td {...CARDS.cell} data-label={say(PROGRAMME.stage, language)}>
      <StageTag stage={item.stage} language={language} />
      <Actions seen={seen} item={item} language={language} />
    </td>
  </tr>
);

/** Nature, period looked into, and every later change with its decision. */
function notesOf(item: SeenItem, language: Language): string {
  const day = (on: PlainDate) => formatDate(on, language);
  return [
    say(NATURES[item.nature], language),
    item.periodFrom && item.periodTo
      ? `${say(PROGRAMME.period, language)}: ${day(item.periodFrom)} – ${day(item.periodTo)}`
      : '',
    item.addedBy ? say(PROGRAMME.added(`${item.addedBy}, ${day(item.addedOn!)}`), language) : '',
    ...item.changes.map((change) => {
      const decision = `${change.decision}, ${day(change.decidedOn)}`;
      return change.kind === 'drop'
        ? say(PROGRAMME.dropped(decision), language)
        : say(PROGRAMME.postponed(formatCount(change.toQuarter ?? 0, language), decision), language);
    }),
  ]
    .filter(Boolean)
    .join('; ');
}

const Why = ({ item, language }: { item: SeenItem; language: Language }) =>
  item.because ? (
    <span class="hint block">
      {`${say(PROGRAMME.because, language)}: ${say(BECAUSE[item.because as Because], language)}`}
      {item.becauseNote ? `. ${item.becauseNote}` : ''}
    </span>
  ) : null;

const Subjects = ({ item, language }: { item: SeenItem; language: Language }) =>
  item.subjects.length === 0 ? (
    <>–</>
  ) : (
    <ul class="plain">
      {item.subjects.map((subject) => (
        <li>
          <a href={paths.record(inspectionSubject.name, subject.id)}>
            {subject.name ?? say(SUBJECT_KINDS[subject.kind as keyof typeof SUBJECT_KINDS], language)}
          </a>
          {subject.concludedOn ? ` (${formatDate(subject.concludedOn, language)})` : ''}
        </li>
      ))}
    </ul>
  );

const teamText = (item: SeenItem, language: Language): string => {
  const team = item.team.map(
    ({ name, role }) => `${name ?? '…'} (${say(TEAM_ROLES[role as keyof typeof TEAM_ROLES], language)})`,
  );
  return [item.lead, ...team].filter(Boolean).join(', ') || say(PROGRAMME.nobody, language);
};

/** What may be done with an item next, as plain links. */
const Actions = ({ seen, item, language }: Props & { item: SeenItem }) => {
  const { line, mayPlan, mayOpen } = seen;
  const isDraft = line.approvedOn === null;
  const about = <span class="ds-sr-only">{`: ${item.content}`}</span>;
  const open = `${paths.enter(inspection.name)}?item=${item.id}&body=${line.body}&nature=${item.nature}&origin=programme`;
  return (
    <ul class="plain item-verbs">
      {item.sessions.map((session) => (
        <li>
          <a href={paths.session(session.id)}>{`${say(PROGRAMME.openFile, language)} ${session.number}`}</a>
        </li>
      ))}
      {mayPlan && item.stage === 'not_started' ? (
        <>
          <li>
            <a href={`${paths.enter(inspectionSubject.name)}?item=${item.id}`}>
              {say(PROGRAMME.addSubject, language)}
              {about}
            </a>
          </li>
          <li>
            <a href={`${paths.enter(inspectionTeam.name)}?item=${item.id}`}>
              {say(PROGRAMME.addTeam, language)}
              {about}
            </a>
          </li>
        </>
      ) : null}
      {mayOpen && !isDraft && item.stage === 'not_started' ? (
        <li>
          <a class="ds-button" data-variant="secondary" href={open}>
            {say(PROGRAMME.open, language)}
            {about}
          </a>
        </li>
      ) : null}
      {mayPlan && !isDraft && item.stage !== 'dropped' && item.stage !== 'done' ? (
        <li>
          <a href={`${paths.enter(programmeChange.name)}?item=${item.id}`}>
            {say(PROGRAMME.postpone, language)}
            {about}
          </a>
        </li>
      ) : null}
    </ul>
  );
};

const MONTHS = Array.from({ length: 12 }, (_, i) => i + 1);
const MONTHS_OF_QUARTER = 3;

const isPlanned = ({ nowQuarter }: SeenItem, month: number): boolean =>
  nowQuarter !== null && Math.ceil(month / MONTHS_OF_QUARTER) === nowQuarter;

type Month = { year: number; month: number; today: PlainDate };

/** Whether a session of the item ran in that month; what is not concluded runs to this day. */
const isRunning = ({ sessions }: SeenItem, { year, month, today }: Month): boolean => {
  const at = `${year}-${String(month).padStart(2, '0')}`;
  return sessions.some(
    ({ openedOn, concludedOn }) => openedOn.slice(0, 7) <= at && at <= (concludedOn ?? today).slice(0, 7),
  );
};

const MARKS = {
  planned: { sign: '○', words: PROGRAMME.planned },
  running: { sign: '●', words: PROGRAMME.running },
  both: { sign: '◉', words: PROGRAMME.both },
} as const;

const markOf = (item: SeenItem, month: Month): keyof typeof MARKS | undefined => {
  const [planned, running] = [isPlanned(item, month.month), isRunning(item, month)];
  if (planned && running) return 'both';
  if (planned) return 'planned';
  return running ? 'running' : undefined;
};

export const TimelineView = ({ seen, language }: Props) => (
  <section aria-labelledby="months">
    <h2 id="months">{say(PROGRAMME.timeline, language)}</h2>
    <p class="hint">{say(PROGRAMME.legend, language)}</p>
    <Scroll labelledBy="months">
      <table class="ds-table timeline">
        <thead>
          <tr>
            <th scope="col">{say(PROGRAMME.item, language)}</th>
            {MONTHS.map((month) => (
              <th scope="col">
                <span class="ds-sr-only">{`${say(PROGRAMME.month, language)} `}</span>
                {formatCount(month, language)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {seen.items.map((item) => (
            <tr>
              <th scope="row">
                <a href={paths.record(programmeItem.name, item.id)}>{heading(item, language)}</a>{' '}
                <StageTag stage={item.stage} language={language} />
              </th>
              {MONTHS.map((month) => (
                <MonthCell
                  item={item}
                  month={{ year: seen.line.year ?? 0, month, today: seen.today }}
                  language={language}
                />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  </section>
);

type MonthProps = { item: SeenItem; month: Month; language: Language };

const MonthCell = ({ item, month, language }: MonthProps) => {
  const mark = markOf(item, month);
  if (!mark) return <td />;
  return (
    <td class={`month ${mark}`}>
      <span aria-hidden="true">{MARKS[mark].sign}</span>
      <span class="ds-sr-only">{say(MARKS[mark].words, language)}</span>
    </td>
  );
};

const BOARD: readonly Stage[] = ['not_started', 'ongoing', 'done', 'dropped'];

export const BoardView = ({ seen, language }: Props) => (
  <div class="board">
    {BOARD.map((stage) => {
      const items = seen.items.filter((item) => item.stage === stage);
      return (
        <section class="column" aria-labelledby={`stage-${stage}`}>
          <h2 id={`stage-${stage}`}>
            {say(STAGES[stage], language)}{' '}
            <span class="caption-count">{formatCount(items.length, language)}</span>
          </h2>
          <ul>
            {items.map((item) => (
              <li class="card">
                <a class="card-name" href={paths.record(programmeItem.name, item.id)}>
                  {heading(item, language)}
                </a>
                <span class="hint">
                  {item.nowQuarter === null
                    ? say(PROGRAMME.noQuarter, language)
                    : say(PROGRAMME.quarter(formatCount(item.nowQuarter, language)), language)}
                </span>
                <span class="hint">{teamText(item, language)}</span>
                <Actions seen={seen} item={item} language={language} />
              </li>
            ))}
          </ul>
        </section>
      );
    })}
  </div>
);
