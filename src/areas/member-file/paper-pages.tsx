/** The papers of one file as a checklist of kinds: there or missing, where kept, since when that is known. */
import type { Context } from 'hono';
import { read } from '../../db/door.ts';
import { isId } from '../../kernel/id.ts';
import { formatPartialDate } from '../../kernel/partial-date.ts';
import { formatDate } from '../../kernel/plain-date.ts';
import type { Language, Words } from '../../kernel/words.ts';
import type { AnyRow } from '../../records/catalogue.ts';
import { loadRecord, mayWrite } from '../../records/store.ts';
import { type Answer, answer, type Desk, deskOf, type Env, notFound } from '../../web/desk.tsx';
import { address } from '../../web/look.ts';
import { Tag } from '../../web/parts/notice.tsx';
import { CARDS, Scroll } from '../../web/parts/scroll.tsx';
import { paths } from '../../web/paths.ts';
import { say } from '../../web/words.ts';
import { person } from '../membership/contract.ts';
import { KEPT_BY, PAPER_STATES, personPaper } from './contract.ts';
import { type Paper, type Priority, papersFor } from './papers.ts';
import { type PaperRow, papersOf, type Scopes, scopesAt, seesPetitions } from './store.ts';
import { FILE, PAPERS_WORDS } from './words.ts';

export type Checklist = {
  row: AnyRow;
  kinds: readonly Paper[];
  papers: readonly PaperRow[];
  scopes: Scopes;
  writes: boolean;
};

const loadChecklist = (desk: Desk, id: string): Promise<Checklist | undefined> =>
  read(desk, async (tx) => {
    const row = isId(id) ? await loadRecord(tx, person, id) : undefined;
    return (
      row && {
        row,
        kinds: papersFor(await seesPetitions(tx)),
        papers: await papersOf(tx, id),
        scopes: await scopesAt(tx, String(row.unit)),
        writes: await mayWrite(tx, personPaper.name),
      }
    );
  });

export async function papersPage(c: Context<Env>): Promise<Response> {
  const desk = deskOf(c);
  const list = await loadChecklist(desk, c.req.param('id') ?? '');
  return answer(c, list ? checklistAnswer(desk, list) : notFound(desk.language));
}

function checklistAnswer(desk: Desk, list: Checklist): Answer {
  const { language } = desk;
  const name = String(list.row.name);
  const title = say(FILE.papers, language);
  return {
    title: `${title}: ${name}`,
    crumbs: [
      { label: name, href: paths.record(person.name, list.row.id) },
      { label: say(FILE.title, language), href: paths.file(list.row.id) },
      { label: title },
    ],
    data: {
      person: list.row.id,
      kinds: list.kinds.map(({ kind, priority }) => ({
        kind,
        priority,
        papers: list.papers.filter((paper) => paper.kind === kind),
      })),
    },
    view: () => (
      <>
        <p class="kind">{name}</p>
        <h1>{title}</h1>
        <ChecklistBody list={list} language={language} />
      </>
    ),
  };
}

const ChecklistBody = ({ list, language }: { list: Checklist; language: Language }) => {
  const inState = (state: PaperRow['state']) =>
    new Set(list.papers.filter((paper) => paper.state === state).map(({ kind }) => kind)).size;
  return (
    <div class="file">
      <p>{say(PAPERS_WORDS.counts(inState('there'), inState('missing'), list.kinds.length), language)}</p>
      <p class="hint">{say(list.scopes.scans ? PAPERS_WORDS.scans : PAPERS_WORDS.help, language)}</p>
      {([1, 2, 3] as const).map((priority) => (
        <PriorityTable list={list} priority={priority} language={language} />
      ))}
    </div>
  );
};

const TONES = { there: 'success', missing: 'warning', not_needed: 'neutral' } as const;

type TableProps = { list: Checklist; priority: Priority; language: Language };

const PriorityTable = ({ list, priority, language }: TableProps) => {
  const cell = (words: Words) => ({ ...CARDS.cell, 'data-label': say(words, language) });
  const columns = [PAPERS_WORDS.kind, PAPERS_WORDS.state, PAPERS_WORDS.where, PAPERS_WORDS.since];
  return (
    <section aria-labelledby={`priority-${priority}`}>
      <h2 class="ds-heading" data-size="xs" id={`priority-${priority}`}>
        {say(PAPERS_WORDS.priority(priority), language)}
      </h2>
      <Scroll labelledBy={`priority-${priority}`}>
        <table class="ds-table cards" {...CARDS.table}>
          <thead {...CARDS.group}>
            <tr {...CARDS.row}>
              {columns.map((words) => (
                <th scope="col">{say(words, language)}</th>
              ))}
            </tr>
          </thead>
          <tbody {...CARDS.group}>
            {list.kinds
              .filter((paper) => paper.priority === priority)
              .map((paper) => {
                const own = list.papers.filter(({ kind }) => kind === paper.kind);
                return (
                  <tr {...CARDS.row}>
                    <th scope="row" {...CARDS.head} data-label={say(PAPERS_WORDS.kind, language)}>
                      {paper.kind}. {say(paper.words, language)}
                    </th>
                    <td {...cell(PAPERS_WORDS.state)}>
                      <States own={own} paper={paper} list={list} language={language} />
                    </td>
                    <td {...cell(PAPERS_WORDS.where)}>
                      {own.map((one) => whereOf(one, language)).join('; ')}
                    </td>
                    <td {...cell(PAPERS_WORDS.since)}>
                      {own.map(({ checked_on: day }) => formatDate(day, language)).join('; ')}
                    </td>
                  </tr>
                );
              })}
          </tbody>
        </table>
      </Scroll>
    </section>
  );
};

const States = (p: { own: readonly PaperRow[]; paper: Paper; list: Checklist; language: Language }) => (
  <>
    {p.own.length === 0 ? <span class="none">{say(PAPERS_WORDS.unchecked, p.language)} </span> : null}
    {p.own.map((one) => (
      <a href={paths.record(personPaper.name, one.id)}>
        <Tag tone={TONES[one.state]}>{say(PAPER_STATES[one.state], p.language)}</Tag>{' '}
        {[one.number, one.dated ? formatPartialDate(one.dated, p.language) : ''].filter(Boolean).join(', ')}
      </a>
    ))}{' '}
    {p.list.writes ? (
      <a href={address(paths.enter(personPaper.name), { person: p.list.row.id, kind: p.paper.kind })}>
        {say(PAPERS_WORDS.mark, p.language)}
        <span class="ds-sr-only">: {say(p.paper.words, p.language)}</span>
      </a>
    ) : null}
  </>
);

const whereOf = ({ kept_by: by, kept_at: at }: PaperRow, language: Language): string =>
  [by ? say(KEPT_BY[by], language) : '', at].filter(Boolean).join(', ');
