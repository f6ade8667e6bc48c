/** The file of a matter: where it stands, what comes next, what is left of its days, the rights in it, and who is in it. */
import type { Context } from 'hono';
import { read } from '../../db/door.ts';
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
import { type Clock, type DoneStep, stateOf, stepsDone } from '../proceedings/contract.ts';
import { denunciation, FINDINGS, MANAGED_BY } from './matter.ts';
import { stepFields } from './matter-forms.ts';
import { Add, Letters, Minutes, Parties } from './matter-parts-pages.tsx';
import { type FileProps, loadFile, type MatterFile, nameOf, stateIn } from './matter-seen-pages.tsx';
import { type AllegationRow, type DenouncedRow, type Matter, matterOf } from './matter-store.ts';
import { takeMatterStep, takeMatterStepBack } from './step-commands.ts';
import { denunciationMachine, isDecided, isWeighing } from './steps.ts';
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
      mayWrite={mayWrite}
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

const Links = ({ desk, matter }: { desk: Desk; matter: Matter }) => (
  <p class="verbs">
    {WORK_ON_CASES.includes(desk.session.role) ? (
      <a href={paths.case(matter.caseKey)}>{say(MATTER.people, desk.language)}</a>
    ) : null}
    <a href={paths.openings(denunciation.name, matter.id)}>{say(LOG_WORDS.openings, desk.language)}</a>
  </p>
);
