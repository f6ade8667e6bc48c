/** The register of letters by year, each with the rule that decides, and the clerk's list of due work. */
import type { Context } from 'hono';
import type { Child } from 'hono/jsx';
import { type Reader, read } from '../../db/door.ts';
import { handedOf } from '../../files/export.ts';
import { formatCount } from '../../kernel/number.ts';
import { daysBetween, formatDate, type PlainDate, yearOf } from '../../kernel/plain-date.ts';
import type { Language, Words } from '../../kernel/words.ts';
import { textOf } from '../../records/input.ts';
import { endingSteps } from '../../records/machine.ts';
import { mayWrite } from '../../records/store.ts';
import { answer, type Desk, deskOf, type Env } from '../../web/desk.tsx';
import { CardTable } from '../../web/parts/card-table.tsx';
import { leftOf } from '../../web/parts/case-file.tsx';
import { ToolLinks } from '../../web/parts/links.tsx';
import { Tag } from '../../web/parts/notice.tsx';
import { CARDS } from '../../web/parts/scroll.tsx';
import { paths } from '../../web/paths.ts';
import type { Route } from '../../web/route.ts';
import { daysWaited, say } from '../../web/words.ts';
import { stateOf } from '../proceedings/contract.ts';
import { DISPOSITIONS, KINDS, type Kind, RESULTS } from './codes.ts';
import { petition } from './contract.ts';
import {
  countsOfYear,
  lettersOfYear,
  lettersUndisposed,
  lettersUnsettled,
  mattersUnended,
  type RegisterRow,
  type Waiting,
} from './register-store.ts';
import { type Decided, RulingLine, rulingOfLetter } from './ruling-pages.tsx';
import { denunciationMachine, STATES, type State } from './steps.ts';
import { DUE, WORDS } from './words.ts';

export function registerRoutes(): Route[] {
  const common = { method: 'get', who: 'signed_in', table: 'case' } as const;
  return [
    { ...common, path: paths.letters(), takes: ['year', 'purpose'], audit: 'export', handle: register },
    { ...common, path: paths.lettersDue(), takes: [], audit: 'none', handle: due },
  ];
}

/** Letters shown of a year; the whole is the general list. */
const MOST = 300;
const EARLIEST = 1930;
const LATEST = 2200;

const yearIn = (typed: string, now: number): number => {
  const year = /^\d{4}$/.test(typed) ? Number(typed) : now;
  return year >= EARLIEST && year <= LATEST ? year : now;
};

async function register(c: Context<Env>): Promise<Response> {
  const desk = deskOf(c);
  const { language } = desk;
  const year = yearIn(textOf(c.req.query('year')), yearOf(desk.clock.today()));
  const { rows, counts, mayEnter } = await read(desk, async (tx) => ({
    rows: await lettersOfYear(tx, year, MOST),
    counts: await countsOfYear(tx, year),
    mayEnter: await mayWrite(tx, 'petition'),
  }));
  const title = `${say(WORDS.register, language)} ${year}`;
  return answer(c, {
    title,
    crumbs: [{ label: say(WORDS.register, language) }],
    data: { year, counts, rows: rows.map((row) => ({ ...row, rule: ruleOf(desk, row) })) },
    list: handedOf(
      petition,
      rows,
      rows.map(({ id }) => id),
    ),
    view: () => (
      <>
        <h1>{title}</h1>
        <p>{say(WORDS.registerHelp, language)}</p>
        <Tools year={year} mayEnter={mayEnter} language={language} />
        <Counts counts={counts} language={language} />
        {rows.length === 0 ? <p class="empty">{say(WORDS.noLetters, language)}</p> : null}
        {rows.length === MOST ? (
          <p class="hint">{say(WORDS.most(formatCount(MOST, language)), language)}</p>
        ) : null}
        {rows.length > 0 ? <Letters desk={desk} rows={rows} title={title} /> : null}
      </>
    ),
  });
}

const decidedOf = (row: RegisterRow): Decided => ({
  kind: row.kind as Kind,
  ground: row.ground,
  disposed_on: row.disposed_on,
});

const ruleOf = ({ regulations }: Desk, row: RegisterRow) => {
  const ruling = rulingOfLetter(regulations, decidedOf(row));
  return ruling ? { id: ruling.id, source: ruling.source, known: ruling.known } : null;
};

const Tools = (p: { year: number; mayEnter: boolean; language: Language }) => (
  <div class="verbs">
    {p.mayEnter ? (
      <a class="ds-button" href={paths.enter(petition.name)}>
        {say(WORDS.enter, p.language)}
      </a>
    ) : null}
    <a href={paths.lettersDue()}>{say(WORDS.due, p.language)}</a>
    <a href={paths.list(petition.name)}>{say(WORDS.all, p.language)}</a>
    <form method="get" action={paths.letters()} class="verbs">
      <label>
        {say(WORDS.year, p.language)}{' '}
        <input class="ds-input" name="year" inputmode="numeric" size={4} value={String(p.year)} />
      </label>
      <button class="ds-button" data-variant="secondary" type="submit">
        {say(WORDS.show, p.language)}
      </button>
    </form>
    <ToolLinks language={p.language} />
  </div>
);

type CountsProps = { counts: Awaited<ReturnType<typeof countsOfYear>>; language: Language };

/** Each number under its own name: letters, matters and those they are about are never one number. */
const Counts = ({ counts, language }: CountsProps) => (
  <dl class="facts">
    {(['letters', 'duplicates', 'matters', 'denounced'] as const).map((name) => (
      <div>
        <dt>{say(WORDS[name], language)}</dt>
        <dd>{formatCount(counts[name], language)}</dd>
      </div>
    ))}
  </dl>
);

const HEADS = [
  WORDS.number,
  WORDS.received,
  WORDS.kind,
  WORDS.disposition,
  WORDS.ruling,
  WORDS.matters,
  WORDS.result,
];

const cell = (words: Words, language: Language) => ({ ...CARDS.cell, 'data-label': say(words, language) });

const Letters = ({ desk, rows, title }: { desk: Desk; rows: readonly RegisterRow[]; title: string }) => {
  const { language } = desk;
  return (
    <CardTable title={title} heads={HEADS} language={language}>
      {rows.map((row) => (
        <tr {...CARDS.row}>
          <th scope="row" {...CARDS.head} data-label={say(WORDS.number, language)}>
            <a href={paths.record(petition.name, row.id)}>{row.number}</a>
          </th>
          <td {...cell(WORDS.received, language)}>{formatDate(row.received_on, language)}</td>
          <td {...cell(WORDS.kind, language)}>{say(KINDS[row.kind as Kind], language)}</td>
          <td {...cell(WORDS.disposition, language)}>
            <Disposition row={row} language={language} />
          </td>
          <td {...cell(WORDS.ruling, language)}>
            <RulingLine row={decidedOf(row)} regulations={desk.regulations} language={language} />
          </td>
          <td {...cell(WORDS.matters, language)}>{formatCount(row.matters, language)}</td>
          <td {...cell(WORDS.result, language)}>
            {row.result ? say(RESULTS[row.result as keyof typeof RESULTS], language) : '–'}
          </td>
        </tr>
      ))}
    </CardTable>
  );
};

const Disposition = ({ row, language }: { row: RegisterRow; language: Language }) => {
  if (row.duplicate_of)
    return <a href={paths.record(petition.name, row.duplicate_of)}>{say(WORDS.duplicateOf, language)}</a>;
  if (!row.disposition) return <Tag tone="warning">{say(WORDS.notYet, language)}</Tag>;
  return <>{say(DISPOSITIONS[row.disposition as keyof typeof DISPOSITIONS], language)}</>;
};

/** Of each kind of due work as many as one looks through. */
const MOST_DUE = 100;

const ENDING = endingSteps(denunciationMachine);

type Running = { id: string; number: string; state: State; due: PlainDate | null; untold: string[] };

async function running(tx: Reader): Promise<Running[]> {
  const matters = await mattersUnended(tx, ENDING, MOST_DUE);
  return matters.map(({ id, number, due, steps }) => ({
    ...{ id, number, due, state: stateOf(denunciationMachine, steps) },
    untold: SIDES.filter((side) => !steps.some(({ step }) => step === side)),
  }));
}

const SIDES = ['tell_denounced', 'tell_denouncer'];

async function due(c: Context<Env>): Promise<Response> {
  const desk = deskOf(c);
  const { language } = desk;
  const found = await read(desk, async (tx) => {
    return {
      undisposed: await lettersUndisposed(tx, MOST_DUE),
      matters: await running(tx),
      unsettled: await lettersUnsettled(tx, ENDING, MOST_DUE),
    };
  });
  const untold = found.matters.filter(({ state }) => state === 'concluded');
  const underWay = found.matters.filter(({ state }) => state !== 'concluded');
  const title = say(WORDS.due, language);
  return answer(c, {
    title,
    crumbs: [{ label: say(WORDS.register, language), href: paths.letters() }, { label: title }],
    data: { undisposed: found.undisposed, running: underWay, untold, unsettled: found.unsettled },
    view: () => (
      <>
        <h1>{title}</h1>
        <p>{say(DUE.help, language)}</p>
        <div class="sections">
          <WaitingLetters desk={desk} rows={found.undisposed} name="undisposed" />
          <RunningMatters desk={desk} rows={underWay} name="running" />
          <RunningMatters desk={desk} rows={untold} name="untold" />
          <WaitingLetters desk={desk} rows={found.unsettled} name="unsettled" />
        </div>
      </>
    ),
  });
}

type Name = 'undisposed' | 'running' | 'untold' | 'unsettled';

const Section = (p: { name: Name; count: number; language: Language; children: Child }) => (
  <section aria-labelledby={p.name}>
    <h2 id={p.name}>
      {say(DUE[p.name], p.language)} ({formatCount(p.count, p.language)})
    </h2>
    {p.count === 0 ? <p class="empty">{say(DUE[`${p.name}None`], p.language)}</p> : p.children}
  </section>
);

const WaitingLetters = ({ desk, rows, name }: { desk: Desk; rows: readonly Waiting[]; name: Name }) => {
  const { language } = desk;
  const today = desk.clock.today();
  return (
    <Section name={name} count={rows.length} language={language}>
      <CardTable
        title={say(DUE[name], language)}
        heads={[WORDS.number, WORDS.kind, WORDS.received, DUE.waiting]}
        language={language}
      >
        {rows.map((row) => (
          <tr {...CARDS.row}>
            <th scope="row" {...CARDS.head} data-label={say(WORDS.number, language)}>
              <a href={paths.record(petition.name, row.id)}>{row.number}</a>
            </th>
            <td {...cell(WORDS.kind, language)}>{say(KINDS[row.kind as Kind], language)}</td>
            <td {...cell(WORDS.received, language)}>{formatDate(row.receivedOn, language)}</td>
            <td {...cell(DUE.waiting, language)}>
              {say(daysWaited(daysBetween(row.receivedOn, today)), language)}
            </td>
          </tr>
        ))}
      </CardTable>
    </Section>
  );
};

const RunningMatters = ({ desk, rows, name }: { desk: Desk; rows: readonly Running[]; name: Name }) => {
  const { language } = desk;
  const third = name === 'untold' ? DUE.told : DUE.deadline;
  return (
    <Section name={name} count={rows.length} language={language}>
      <CardTable
        title={say(DUE[name], language)}
        heads={[WORDS.matters, DUE.stands, third]}
        language={language}
      >
        {rows.map((row) => (
          <tr {...CARDS.row}>
            <th scope="row" {...CARDS.head} data-label={say(WORDS.matters, language)}>
              <a href={paths.matter(row.id)}>{row.number}</a>
            </th>
            <td {...cell(DUE.stands, language)}>{say(STATES[row.state].words, language)}</td>
            <td {...cell(third, language)}>
              {name === 'untold' ? (
                <Untold row={row} language={language} />
              ) : (
                <Left desk={desk} due={row.due} />
              )}
            </td>
          </tr>
        ))}
      </CardTable>
    </Section>
  );
};

const Untold = ({ row, language }: { row: Running; language: Language }) => (
  <>{row.untold.map((step) => say(denunciationMachine.steps[step]!.words, language)).join('; ')}</>
);

const Left = ({ desk, due }: { desk: Desk; due: PlainDate | null }) => {
  if (!due) return <>{say(DUE.noDeadline, desk.language)}</>;
  const left = leftOf({ stoppedOn: null }, due, desk.clock.today(), desk.language);
  return (
    <>
      {formatDate(due, desk.language)} <Tag tone={left.tone}>{left.text}</Tag>
    </>
  );
};
