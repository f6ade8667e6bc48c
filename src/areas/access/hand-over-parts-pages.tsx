/** The parts of a hand-over's page: open deadlines, proposals, what was begun, cases, keys. */
import { daysBetween, formatDate, type PlainDate } from '../../kernel/plain-date.ts';
import { compareText } from '../../kernel/text.ts';
import type { Language, Words } from '../../kernel/words.ts';
import type { Desk } from '../../web/desk.tsx';
import { IMPORT } from '../../web/import-words.ts';
import { showInstant } from '../../web/look.ts';
import { clockName } from '../../web/parts/case-file.tsx';
import { DueList } from '../../web/parts/home.tsx';
import { Notice } from '../../web/parts/notice.tsx';
import { CARDS } from '../../web/parts/scroll.tsx';
import { paths } from '../../web/paths.ts';
import { wordsOf } from '../../web/routes/approvals.tsx';
import { isoOf } from '../../web/routes/load.ts';
import { say } from '../../web/words.ts';
import type { Parties, ToldBegun, ToldCase, ToldDeadline, ToldDraft, ToldKey } from './hand-over-store.ts';
import { HAND_OVER } from './hand-over-words.ts';

/** What somebody may read of a record that passes: the name, the address; nothing where it is not open to them. */
export type Named = { label?: string; unit?: string; programme?: string };

/** What is named one by one; the rest is counted. It is one sheet of paper, and no list to be taken out. */
export const MOST_LINES = 6;
/** Numbers of records on the sheet, shared among their kinds. */
const MOST_NUMBERS = 40;

export type Passing = {
  on: PlainDate;
  parties: Parties;
  deadlines: readonly (ToldDeadline & Named)[];
  drafts: readonly ToldDraft[];
  /** Of others, before the post. */
  waiting: readonly ToldDraft[];
  begun: readonly ToldBegun[];
  keys: readonly ToldKey[];
  cases: readonly (ToldCase & Named)[];
};

type DeadlinesProps = { desk: Desk; on: PlainDate; unit: string; deadlines: Passing['deadlines'] };

/** The unit of a deadline is told where it is not the one of the post, which stands above. */
export const Deadlines = (p: DeadlinesProps) => {
  const { language } = p.desk;
  const items = p.deadlines.flatMap(({ kind, id, clock, due, label, unit }) => {
    if (!id || !due || !label) return [];
    const what = clock ? `${label}: ${clockName(p.desk.catalogue.machines, clock, language)}` : label;
    const who = unit && unit !== p.unit ? { who: unit } : {};
    return [{ href: paths.record(kind, id), what, ...who, due, days: daysBetween(p.on, due) }];
  });
  const open = p.deadlines.filter(({ id }) => id);
  const undated = open.filter(({ due }) => !due).length;
  const rest = open.length - undated - items.length;
  return (
    <section>
      <h2>{say(HAND_OVER.deadlines, language)}</h2>
      {p.deadlines.length === 0 ? <p class="empty">{say(HAND_OVER.noDeadlines, language)}</p> : null}
      {p.deadlines.length > 0 ? (
        <p>{`${byKind(p.deadlines)
          .map(([kind, some]) => countOf(p.desk, kind, some))
          .join('; ')}.`}</p>
      ) : null}
      {items.length > 0 ? (
        <DueList language={language} items={items} caption={say(HAND_OVER.deadlines, language)} />
      ) : null}
      {rest > 0 ? <p>{say(HAND_OVER.more(rest), language)}</p> : null}
      {undated > 0 ? <p>{say(HAND_OVER.undated(undated), language)}</p> : null}
    </section>
  );
};

type Told = Named & { kind: string; id: string | null };

/** Of one kind: how many, and how many of them the reader may not open. */
function countOf({ catalogue, language }: Desk, kind: string, some: readonly Told[]): string {
  const words = kind === 'other' ? HAND_OVER.other : catalogue.record(kind).words.one;
  const unseen = some.filter(({ id }) => !id).length;
  const about = unseen > 0 ? ` (${say(HAND_OVER.unseen(unseen), language)})` : '';
  return `${say(words, language)}: ${some.length}${about}`;
}

const byKind = (told: readonly Told[]) => [...Map.groupBy(told, (one) => one.kind)];

/** By kind, each on a line of its own, and which they are. */
const Counts = ({ desk, told }: { desk: Desk; told: readonly Told[] }) => {
  const kinds = byKind(told);
  if (kinds.length === 0) return null;
  const most = Math.max(1, Math.floor(MOST_NUMBERS / kinds.length));
  return (
    <ul class="ds-list">
      {kinds.map(([kind, some]) => {
        const open = some.filter(({ id }) => id);
        return (
          <li>
            {countOf(desk, kind, some)}
            {open.length > 0 ? <Numbers told={open} most={most} language={desk.language} /> : null}
          </li>
        );
      })}
    </ul>
  );
};

/** Links by number, items of a programme under its own. */
const Numbers = ({ told, most, language }: { told: readonly Told[]; most: number; language: Language }) => {
  const sorted = told
    .filter(({ label }) => label)
    .sort((a, b) => compareText(a.programme ?? '', b.programme ?? '') || compareText(a.label!, b.label!));
  const rest = told.length - Math.min(sorted.length, most);
  const groups = [...Map.groupBy(sorted.slice(0, most), (one) => one.programme ?? '')];
  return (
    <>
      {groups.map(([programme, some], i) => (
        <>
          {`${i === 0 ? ' – ' : '; '}${programme}`}
          {some.map(({ kind, id, label }, k) => (
            <>
              {k > 0 ? ', ' : ''}
              <a href={paths.record(kind, id!)}>{label}</a>
            </>
          ))}
        </>
      ))}
      {rest > 0 ? `, ${say(HAND_OVER.more(rest), language)}` : ''}
    </>
  );
};

export const Drafts = ({ desk, drafts }: { desk: Desk; drafts: readonly ToldDraft[] }) => {
  const { language } = desk;
  return (
    <section>
      <h2>{`${say(HAND_OVER.drafts, language)}: ${drafts.length}`}</h2>
      {drafts.length === 0 ? <p class="empty">{say(HAND_OVER.noDrafts, language)}</p> : null}
      {drafts.length > 0 ? <p>{say(HAND_OVER.draftsEnd, language)}</p> : null}
      <Proposals desk={desk} drafts={drafts} caption={HAND_OVER.drafts} />
      <p>{say(HAND_OVER.keptForms, language)}</p>
    </section>
  );
};

/** What others have put before the post; it waits on, for the new holder. */
export const Waiting = ({ desk, drafts }: { desk: Desk; drafts: readonly ToldDraft[] }) =>
  drafts.length === 0 ? null : (
    <section>
      <h2>{`${say(HAND_OVER.waiting, desk.language)}: ${drafts.length}`}</h2>
      <p>{say(HAND_OVER.waitingHelp, desk.language)}</p>
      <Proposals desk={desk} drafts={drafts} caption={HAND_OVER.waiting} />
    </section>
  );

type ProposalsProps = { desk: Desk; drafts: readonly ToldDraft[]; caption: Words };

const Proposals = ({ desk, drafts, caption }: ProposalsProps) => {
  const { language } = desk;
  if (drafts.length === 0) return null;
  const columns = [HAND_OVER.draft, HAND_OVER.since, HAND_OVER.expires] as const;
  return (
    <>
      <table class="ds-table cards" {...CARDS.table}>
        <caption class="ds-sr-only">{say(caption, language)}</caption>
        <thead {...CARDS.group}>
          <tr {...CARDS.row}>
            {columns.map((words) => (
              <th scope="col">{say(words, language)}</th>
            ))}
          </tr>
        </thead>
        <tbody {...CARDS.group}>
          {drafts.slice(0, MOST_LINES).map((draft) => (
            <tr {...CARDS.row}>
              <th scope="row" {...CARDS.head} data-label={say(HAND_OVER.draft, language)}>
                <DraftName desk={desk} draft={draft} />
              </th>
              <td {...CARDS.cell} data-label={say(HAND_OVER.since, language)}>
                {showInstant(isoOf(draft.proposed_at), language)}
              </td>
              <td {...CARDS.cell} data-label={say(HAND_OVER.expires, language)}>
                {showInstant(isoOf(draft.expires_at), language)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {drafts.length > MOST_LINES ? <p>{say(HAND_OVER.more(drafts.length - MOST_LINES), language)}</p> : null}
    </>
  );
};

/** Lists being read in and decisions being drawn up: what each is, since when, and what becomes of it. */
export const Begun = ({ desk, begun }: { desk: Desk; begun: readonly ToldBegun[] }) => {
  const { language } = desk;
  if (begun.length === 0) return null;
  const rest = begun.length - MOST_LINES;
  return (
    <section>
      <h2>{`${say(HAND_OVER.begun, language)}: ${begun.length}`}</h2>
      <ul class="ds-list">
        {begun.slice(0, MOST_LINES).map((one) => (
          <li>
            <BegunName desk={desk} one={one} />
          </li>
        ))}
      </ul>
      {rest > 0 ? <p>{say(HAND_OVER.more(rest), language)}</p> : null}
    </section>
  );
};

const BegunName = ({ desk, one: { kind, id, list, since, kept_until } }: { desk: Desk; one: ToldBegun }) => {
  const { language } = desk;
  const isImport = kind === 'import_draft';
  const listed = desk.catalogue.lists.find(({ key }) => key === list)?.words;
  const what = isImport ? IMPORT.title : desk.catalogue.record(kind).words.one;
  const name = [what, ...(listed ? [listed] : [])].map((words) => say(words, language)).join(': ');
  const until = kept_until
    ? `, ${say(IMPORT.keptUntil, language)} ${showInstant(isoOf(kept_until), language)}`
    : '';
  const becomes = isImport ? HAND_OVER.importStays : HAND_OVER.draftPasses;
  return (
    <>
      {id ? <a href={isImport ? paths.import(id) : paths.record(kind, id)}>{name}</a> : name}
      {` (${showInstant(isoOf(since), language)}${until}). ${say(becomes, language)}`}
    </>
  );
};

/** Keys that open what is sealed: registered by the old holder, never handed on. */
export const SealKeys = ({ keys, language }: { keys: readonly ToldKey[]; language: Language }) =>
  keys.length === 0 ? null : (
    <section>
      <h2>{`${say(HAND_OVER.sealKeys, language)}: ${keys.length}`}</h2>
      <p>{say(HAND_OVER.sealKeysHelp, language)}</p>
      <ul class="ds-list">
        {keys.map(({ recipient, registered_on, duties, stays }) => (
          <li>
            {`${formatDate(registered_on, language)}: `}
            {duties.length === 0
              ? say(HAND_OVER.notNamed, language)
              : duties.map((duty) => say(HAND_OVER.keyDuties[duty], language)).join('; ')}
            {`. ${say(stays ? HAND_OVER.keyStays : HAND_OVER.keyEnds, language)}`}
            {recipient ? <code class="long">{recipient}</code> : null}
          </li>
        ))}
      </ul>
    </section>
  );

/** The kind alone; a link where the reader may see the proposal itself. */
const DraftName = ({ desk, draft: { id, kind } }: { desk: Desk; draft: ToldDraft }) => {
  const words = say(wordsOf(desk)(kind), desk.language);
  return id ? <a href={paths.approval(id)}>{words}</a> : <span>{words}</span>;
};

export const Cases = ({
  desk,
  cases,
  parties,
}: {
  desk: Desk;
  cases: Passing['cases'];
  parties: Parties;
}) => {
  const { language } = desk;
  const going = cases.filter(({ passes }) => passes);
  const held = cases.filter(({ passes }) => !passes);
  return (
    <section>
      <h2>{`${say(HAND_OVER.cases, language)}: ${going.length}`}</h2>
      {going.length === 0 ? <p class="empty">{say(HAND_OVER.noCases, language)}</p> : null}
      {going.length > 0 && parties.to_name ? <p>{say(HAND_OVER.casesPass, language)}</p> : null}
      <Counts desk={desk} told={going} />
      {cases.length > 0 && !parties.to_name ? <p>{say(HAND_OVER.chooseFirst, language)}</p> : null}
      {held.length > 0 ? (
        <Notice tone="warning" title={`${say(HAND_OVER.heldBack, language)}: ${held.length}`}>
          <p>{say(HAND_OVER.heldBackHelp, language)}</p>
          <Counts desk={desk} told={held} />
        </Notice>
      ) : null}
    </section>
  );
};
