/** The file of a matter: where it stands, what comes next, what is left of its days, the rights in it, and who is in it. */
import type { Context } from 'hono';
import type { Child } from 'hono/jsx';
import { type Reader, read } from '../../db/door.ts';
import { attachmentsOf } from '../../files/store.ts';
import { isId, newId } from '../../kernel/id.ts';
import { formatDate } from '../../kernel/plain-date.ts';
import type { Language, Words } from '../../kernel/words.ts';
import { mayWrite } from '../../records/store.ts';
import { answer, type Desk, deskOf, type Env, notFound } from '../../web/desk.tsx';
import { Attachments } from '../../web/parts/attachments.tsx';
import { CardTable } from '../../web/parts/card-table.tsx';
import { Clocks, NextSteps, RightsChecklist, Standing, Timeline } from '../../web/parts/case-file.tsx';
import { type StepCase, stepRoutes } from '../../web/parts/case-step.tsx';
import { LOG_WORDS } from '../../web/parts/log-table.tsx';
import { Notice, Tag } from '../../web/parts/notice.tsx';
import { CARDS } from '../../web/parts/scroll.tsx';
import { paths } from '../../web/paths.ts';
import type { Route } from '../../web/route.ts';
import { say } from '../../web/words.ts';
import { WORK_ON_CASES } from '../access/contract.ts';
import { type Clock, clocksOf, type DoneStep, stateOf, stepsDone } from '../proceedings/contract.ts';
import { denunciation, FINDINGS, MANAGED_BY, RELATIONS } from './matter.ts';
import { stepFields } from './matter-forms.ts';
import {
  type AllegationRow,
  allegationsIn,
  closeIn,
  type DenouncedRow,
  denouncedIn,
  establishmentsIn,
  lettersIn,
  type Matter,
  matterOf,
  unlinkedHandlers,
} from './matter-store.ts';
import { takeMatterStep, takeMatterStepBack } from './step-commands.ts';
import { denunciationMachine, isDecided, isWeighing, type State } from './steps.ts';
import { MATTER, WORDS } from './words.ts';

const machine = denunciationMachine;

export function matterRoutes(): Route[] {
  const path = '/denunciation/:id';
  return [
    {
      ...{ method: 'get', path, who: 'signed_in', table: 'case', takes: [], audit: 'open' },
      ...{ opens: denunciation.name, handle: show },
    } as Route,
    ...stepRoutes({
      ...{ path, opens: denunciation.name, machines: [machine], fields: stepFields },
      load: loadStepCase,
      take: (desk, { id }, step, form, typed) => takeMatterStep(desk, id, step, form, typed),
      takeBack: (desk, { id }, typed) => takeMatterStepBack(desk, id, typed),
    }),
  ];
}

/** The matter as whoever may write it; undefined for all others. */
const loadStepCase = (desk: Desk, id: string): Promise<StepCase | undefined> =>
  read(desk, async (tx) => {
    const matter = isId(id) ? await matterOf(tx, id) : undefined;
    if (!matter || !(await mayWrite(tx, 'case_step'))) return undefined;
    const title = titleOf(matter, desk.language);
    const crumbs = crumbsOf(desk.language);
    return {
      id,
      machine,
      done: await stepsDone(tx, 'denunciation', id),
      title,
      href: paths.matter(id),
      crumbs,
    };
  });

export const titleOf = ({ number }: Matter, language: Language): string =>
  `${say(denunciation.words.one, language)} ${number}`;

export const crumbsOf = (language: Language) => [
  { label: say(WORDS.register, language), href: paths.letters() },
  { label: say(denunciation.words.many, language), href: paths.list(denunciation.name) },
];

type MatterFile = NonNullable<Awaited<ReturnType<typeof loadFile>>>;

async function loadFile(tx: Reader, id: string) {
  const matter = await matterOf(tx, id);
  if (!matter) return undefined;
  const [steps, clocks, denounced, close, letters, allegations, minutes] = await Promise.all([
    stepsDone(tx, 'denunciation', id),
    clocksOf(tx, 'denunciation', id),
    denouncedIn(tx, id),
    closeIn(tx, id),
    lettersIn(tx, id),
    allegationsIn(tx, id),
    establishmentsIn(tx, id),
  ]);
  const [unlinked, attachments, mayStep, mayAdd] = await Promise.all([
    unlinkedHandlers(tx, matter.caseKey),
    attachmentsOf(tx, id),
    mayWrite(tx, 'case_step'),
    mayWrite(tx, 'allegation'),
  ]);
  const beside = { minutes, unlinked, attachments, mayStep, mayAdd };
  return { matter, steps, clocks, denounced, close, letters, allegations, ...beside };
}

async function show(c: Context<Env>): Promise<Response> {
  const desk = deskOf(c);
  const id = c.req.param('id') ?? '';
  const file = isId(id) ? await read(desk, (tx) => loadFile(tx, id)) : undefined;
  if (!file) return answer(c, notFound(desk.language));
  const title = titleOf(file.matter, desk.language);
  return answer(c, {
    title,
    crumbs: [...crumbsOf(desk.language), { label: title }],
    data: dataOf(file),
    view: () => <File desk={desk} file={file} title={title} />,
  });
}

/** What a program reads of a matter. */
const dataOf = (file: MatterFile) => {
  const { matter, steps, denounced, close, letters, allegations } = file;
  return { record: matter, state: stateOf(machine, steps), steps, denounced, close, letters, allegations };
};

type FileProps = { desk: Desk; file: MatterFile };

const File = ({ desk, file, title }: FileProps & { title: string }) => {
  const { language } = desk;
  const shown = { machine, done: file.steps as readonly DoneStep[], language };
  return (
    <>
      <p class="kind">{say(denunciation.words.one, language)}</p>
      <h1>{title}</h1>
      <Standing {...shown} />
      <Facts desk={desk} file={file} />
      <Unlinked desk={desk} file={file} />
      <NextSteps
        {...shown}
        mayWrite={file.mayStep}
        stepHref={(step) => paths.matter(file.matter.id, `step/${step}`)}
        backHref={paths.matter(file.matter.id, 'take-back')}
      />
      <Deadlines desk={desk} clocks={file.clocks} matter={file.matter} mayWrite={file.mayStep} />
      <RightsChecklist {...shown} />
      <RightsKept desk={desk} />
      <Parties desk={desk} file={file} />
      <Contents desk={desk} file={file} />
      <Letters desk={desk} file={file} />
      <Minutes desk={desk} file={file} />
      <Timeline {...shown} />
      <Attachments
        language={language}
        attachments={file.attachments}
        {...(file.mayStep && desk.dataFolder
          ? { form: { action: paths.attach(denunciation.name, file.matter.id), id: newId(desk.clock) } }
          : {})}
      />
      <Links desk={desk} matter={file.matter} />
    </>
  );
};

const Facts = ({ desk: { language }, file: { matter } }: FileProps) => (
  <dl class="facts">
    <div>
      <dt>{say(denunciation.fields.opened_on.words, language)}</dt>
      <dd>{formatDate(matter.openedOn, language)}</dd>
    </div>
    <div>
      <dt>{say(denunciation.fields.managed_by.words, language)}</dt>
      <dd>{say(MANAGED_BY[matter.managedBy as keyof typeof MANAGED_BY], language)}</dd>
    </div>
  </dl>
);

/** Accounts that nobody can tell whether they keep away. */
const Unlinked = ({ desk: { language }, file: { unlinked } }: FileProps) =>
  unlinked.length === 0 ? null : (
    <Notice tone="warning">
      {`${say(MATTER.unlinked, language)}: ${unlinked.map(({ name, post }) => `${name}, ${post}`).join('; ')}.`}
    </Notice>
  );

type DeadlinesProps = { desk: Desk; clocks: readonly Clock[]; matter: Matter; mayWrite: boolean };

const Deadlines = ({ desk, clocks, matter, mayWrite }: DeadlinesProps) => (
  <>
    <Clocks
      machine={machine}
      clocks={clocks}
      today={desk.clock.today()}
      regulations={desk.regulations}
      language={desk.language}
    />
    {mayWrite && clocks.some(({ stoppedOn }) => stoppedOn === null) ? (
      <p class="verbs">
        <a class="ds-button" data-variant="secondary" href={paths.matter(matter.id, 'extend')}>
          {say(MATTER.extend, desk.language)}
        </a>
      </p>
    ) : null}
  </>
);

/** The denounced keeps every right until a conclusion; a local rule that says otherwise is off unless the packs say so. */
const RightsKept = ({ desk: { regulations, clock, language } }: { desk: Desk }) => {
  const kept = regulations.valueOn('denounce.rights_of_denounced', clock.today());
  const frozen = regulations.valueOn<boolean>('denounce.local_freeze', clock.today())?.value === true;
  return (
    <Notice tone={frozen ? 'warning' : 'info'}>
      <p>
        {say(frozen ? MATTER.frozen : MATTER.rightsKept, language)}
        {kept ? ` (${regulations.sourceText(kept, language)})` : ''}
      </p>
      <p>
        <a href={paths.rule('denounce.local_freeze')}>
          {say(frozen ? MATTER.freezeOn : MATTER.freezeOff, language)}
        </a>
      </p>
    </Notice>
  );
};

type AddProps = { language: Language; type: string; matter: string; what: Words };

/** A link to the form of what belongs to the matter. */
const Add = ({ language, type, matter, what }: AddProps) => (
  <p class="verbs">
    <a class="ds-button" data-variant="secondary" href={paths.enter(type, { denunciation: matter })}>
      {`${say(MATTER.add, language)}: ${say(what, language).toLowerCase()}`}
    </a>
  </p>
);

type ListProps = { id: string; words: Words; help?: Words; language: Language; items: Child[]; add: Child };

const List = ({ id, words, help, language, items, add }: ListProps) => (
  <section aria-labelledby={id}>
    <h2 id={id}>{say(words, language)}</h2>
    {help ? <p class="hint">{say(help, language)}</p> : null}
    {items.length === 0 ? (
      <p class="empty">{say(MATTER.none, language)}</p>
    ) : (
      <ul class="ds-list">
        {items.map((item) => (
          <li>{item}</li>
        ))}
      </ul>
    )}
    {add}
  </section>
);

const stateIn = ({ steps }: MatterFile): State => stateOf(machine, steps);

const Parties = ({ desk: { language }, file }: FileProps) => {
  const { denounced, close, matter, mayStep } = file;
  const open = mayStep && !isDecided(stateIn(file));
  const link = (type: string, id: string, label: string) => <a href={paths.record(type, id)}>{label}</a>;
  return (
    <>
      <List
        id="denounced"
        words={MATTER.denounced}
        help={MATTER.denouncedHelp}
        language={language}
        items={denounced.map((one) => link('denounced', one.id, nameOf(one, language)))}
        add={
          open ? (
            <Add language={language} type="denounced" matter={matter.id} what={MATTER.denounced} />
          ) : null
        }
      />
      <List
        id="close"
        words={MATTER.close}
        language={language}
        items={close.map((one) => {
          const relation = say(RELATIONS[one.relation as keyof typeof RELATIONS], language);
          return link('close_person', one.id, `${nameOf(one, language)}: ${relation.toLowerCase()}`);
        })}
        add={
          mayStep ? (
            <Add language={language} type="close_person" matter={matter.id} what={MATTER.close} />
          ) : null
        }
      />
    </>
  );
};

const nameOf = ({ name }: { name: string | null }, language: Language): string =>
  name ?? say(WORDS.hidden, language);

const Contents = ({ desk: { language }, file }: FileProps) => {
  const { allegations, matter, mayAdd } = file;
  const cell = (words: Words) => ({ ...CARDS.cell, 'data-label': say(words, language) });
  return (
    <section aria-labelledby="contents">
      <h2 id="contents">{say(MATTER.contents, language)}</h2>
      {allegations.length === 0 ? (
        <p class="empty">{say(MATTER.none, language)}</p>
      ) : (
        <CardTable
          title={say(MATTER.contents, language)}
          heads={[MATTER.content, MATTER.about, MATTER.finding]}
          language={language}
        >
          {allegations.map((row) => (
            <tr {...CARDS.row}>
              <th scope="row" {...CARDS.head} data-label={say(MATTER.content, language)}>
                <a href={paths.record('allegation', row.id)}>{`${row.ordinal}. ${row.content}`}</a>
              </th>
              <td {...cell(MATTER.about)}>{aboutOf(row, file.denounced, language)}</td>
              <td {...cell(MATTER.finding)}>
                <FindingOf row={row} file={file} language={language} />
              </td>
            </tr>
          ))}
        </CardTable>
      )}
      {mayAdd && !isDecided(stateIn(file)) ? (
        <Add language={language} type="allegation" matter={matter.id} what={MATTER.content} />
      ) : null}
    </section>
  );
};

const aboutOf = (row: AllegationRow, all: readonly DenouncedRow[], language: Language): string => {
  const about = all.find(({ id }) => id === row.denounced);
  return about ? nameOf(about, language) : say(WORDS.hidden, language);
};

const FindingOf = ({ row, file, language }: { row: AllegationRow; file: MatterFile; language: Language }) => {
  const state = stateIn(file);
  if (row.withdrawnOn) return <Tag tone="neutral">{say(MATTER.withdrawn, language)}</Tag>;
  return (
    <>
      {row.finding ? (
        <Tag tone="success">{say(FINDINGS[row.finding], language)}</Tag>
      ) : (
        <Tag tone="warning">{say(MATTER.open, language)}</Tag>
      )}{' '}
      {file.mayAdd && isWeighing(state) ? (
        <a href={paths.contentAct(row.id, 'find')}>{say(MATTER.find, language)}</a>
      ) : null}{' '}
      {file.mayAdd && !row.finding && !isDecided(state) ? (
        <a href={paths.contentAct(row.id, 'give-up')}>{say(MATTER.withdraw, language)}</a>
      ) : null}
    </>
  );
};

const Letters = ({ desk: { language }, file: { letters, matter, mayStep } }: FileProps) => (
  <List
    id="letters"
    words={MATTER.letters}
    language={language}
    items={letters.map(({ petition, letter }) =>
      letter ? <a href={paths.record('petition', petition)}>{letter.number}</a> : say(WORDS.hidden, language),
    )}
    add={
      mayStep ? (
        <Add language={language} type="denunciation_letter" matter={matter.id} what={MATTER.letters} />
      ) : null
    }
  />
);

const Minutes = ({ desk: { language }, file: { minutes } }: FileProps) => (
  <List
    id="minutes"
    words={MATTER.minutes}
    help={MATTER.minutesHelp}
    language={language}
    items={minutes.map((one) => (
      <a href={paths.record('establishment', one.id)}>
        {`${one.minutes}, ${formatDate(one.doneOn, language)}: ${nameOf({ name: one.one }, language)}; ${nameOf({ name: one.two }, language)}`}
      </a>
    ))}
    add={null}
  />
);

const Links = ({ desk, matter }: { desk: Desk; matter: Matter }) => (
  <p class="verbs">
    {WORK_ON_CASES.includes(desk.session.role) ? (
      <a href={paths.case(matter.caseKey)}>{say(MATTER.people, desk.language)}</a>
    ) : null}
    <a href={paths.openings(denunciation.name, matter.id)}>{say(LOG_WORDS.openings, desk.language)}</a>
  </p>
);
