/** One page of a hand-over: what passes, what does not, and what needs another person; it prints on one A4. */
import type { Child } from 'hono/jsx';
import { type Reader, read } from '../../db/door.ts';
import { isId } from '../../kernel/id.ts';
import { daysBetween, formatDate, type PlainDate } from '../../kernel/plain-date.ts';
import { compareText } from '../../kernel/text.ts';
import type { Language, Words } from '../../kernel/words.ts';
import type { AnyRow } from '../../records/catalogue.ts';
import { type Typed, textOf } from '../../records/input.ts';
import { labelsFor, titleOf } from '../../records/labels.ts';
import { loadRecords } from '../../records/store.ts';
import { dueWindow } from '../../reports/store.ts';
import type { Answer, Desk } from '../../web/desk.tsx';
import { showInstant } from '../../web/look.ts';
import { DueList } from '../../web/parts/home.tsx';
import { ToolLinks } from '../../web/parts/links.tsx';
import { Notice } from '../../web/parts/notice.tsx';
import { CARDS } from '../../web/parts/scroll.tsx';
import { paths } from '../../web/paths.ts';
import { wordsOf } from '../../web/routes/approvals.tsx';
import { isoOf } from '../../web/routes/load.ts';
import { say } from '../../web/words.ts';
import type { Beside } from './act-pages.tsx';
import { ADMINISTERS } from './contract.ts';
import {
  casesPassed,
  casesToPass,
  deadlinesOf,
  draftsEnded,
  draftsToEnd,
  type HandedOver,
  handedOver,
  type Parties,
  partiesOf,
  type ToldCase,
  type ToldDeadline,
  type ToldDraft,
} from './hand-over-store.ts';
import { HAND_OVER } from './hand-over-words.ts';

/** What somebody may read of a record that passes: the name, the address; nothing where it is not open to them. */
type Named = { label?: string; unit?: string; programme?: string };

/** What is named one by one; the rest is counted. It is one sheet of paper, and no list to be taken out. */
const MOST_LINES = 6;
/** Numbers of records on the sheet, shared among their kinds. */
const MOST_NUMBERS = 40;
const MOST_CASES = 200;

type Passing = {
  on: PlainDate;
  parties: Parties;
  deadlines: readonly (ToldDeadline & Named)[];
  drafts: readonly ToldDraft[];
  cases: readonly (ToldCase & Named)[];
};

/** Names come from the records themselves, under the reader's own rights; beyond `most` they are only counted. */
async function named<T extends { kind: string; id: string | null }>(
  desk: Desk,
  tx: Reader,
  told: readonly T[],
  most: number,
): Promise<(T & Named)[]> {
  const names = new Map<string, Named>();
  const open = told.filter(({ id }) => id).slice(0, most);
  for (const [kind, some] of Map.groupBy(open, (one) => one.kind)) {
    const ids = some.flatMap(({ id }) => id ?? []);
    const type = desk.catalogue.record(kind);
    const rows = await loadRecords(tx, type, ids);
    const labels = await labelsFor(tx, desk.catalogue, type, rows, desk.language);
    const programmes = kind === 'programme_item' ? await programmesOf(desk, tx, rows) : undefined;
    for (const row of rows) {
      const title = row.number ?? (programmes ? row.ordinal : titleOf(type, row, labels, desk.language));
      names.set(row.id, {
        label: String(title),
        unit: labels.get(row.unit as string) ?? '',
        programme: programmes?.get(row.programme) ?? '',
      });
    }
  }
  return told.map((one) => ({ ...one, ...(one.id ? names.get(one.id) : {}) }));
}

/** The programmes that items stand in, by number and year: an item itself has a number of order alone. */
async function programmesOf(desk: Desk, tx: Reader, items: readonly AnyRow[]): Promise<Map<unknown, string>> {
  const ids = [...new Set(items.map((item) => item.programme as string))];
  const rows = await loadRecords(tx, desk.catalogue.record('programme'), ids);
  return new Map(
    rows.map(({ id, number, year }) => [
      id,
      say(HAND_OVER.items(String(number), Number(year ?? 0)), desk.language),
    ]),
  );
}

/** What would pass now from a post to an account; undefined where the post is not the reader's to hand over. */
const toPass = (desk: Desk, mandate: string, to: string | null): Promise<Passing | undefined> =>
  read(desk, async (tx) => {
    const [on, at] = [desk.clock.today(), desk.clock.now()];
    const parties = await partiesOf(tx, mandate, to, at);
    const within = { day: on, ...dueWindow(on, desk.regulations) };
    return (
      parties && {
        on,
        parties,
        deadlines: await named(desk, tx, await deadlinesOf(tx, mandate, to, within), MOST_LINES),
        drafts: [...(await draftsToEnd(tx, mandate, to, at))],
        cases: await named(desk, tx, await casesToPass(tx, mandate, to), MOST_CASES),
      }
    );
  });

const passed = (desk: Desk, id: string): Promise<(Passing & { parties: HandedOver }) | undefined> =>
  read(desk, async (tx) => {
    const parties = await handedOver(tx, id);
    if (!parties) return undefined;
    const on = parties.on_day;
    const within = { day: on, ...dueWindow(on, desk.regulations) };
    return {
      on,
      parties,
      deadlines: await named(desk, tx, await deadlinesOf(tx, id, parties.to_account, within), MOST_LINES),
      drafts: [...(await draftsEnded(tx, id))],
      cases: await named(desk, tx, await casesPassed(tx, id), MOST_CASES),
    };
  });

/** What stands beside the form, and the whole paper on the page that asks once more. */
export async function besideHandOver(desk: Desk, typed: Typed): Promise<Beside> {
  const [mandate, to] = [textOf(typed.mandate), textOf(typed.to)];
  const passing = isId(mandate) ? await toPass(desk, mandate, isId(to) ? to : null) : undefined;
  return {
    title: HAND_OVER.paper,
    data: { passing: passing ?? null },
    view: passing ? (
      <Paper desk={desk} passing={passing} />
    ) : (
      <Notice tone="warning">{say(HAND_OVER.gone, desk.language)}</Notice>
    ),
    ...(passing ? { below: <Signatures parties={passing.parties} language={desk.language} /> } : {}),
  };
}

/** The hand-over as it was done. */
export async function handOverAnswer(desk: Desk, id: string): Promise<Answer | undefined> {
  const { language } = desk;
  const passing = isId(id) ? await passed(desk, id) : undefined;
  if (!passing) return undefined;
  const title = say(HAND_OVER.paper, language);
  const { decision, keys } = passing.parties;
  const accounts = ADMINISTERS.includes(desk.session.role)
    ? [{ label: say(HAND_OVER.accounts, language), href: paths.accounts() }]
    : [];
  return {
    title,
    crumbs: [...accounts, { label: title }],
    data: { passing },
    view: () => (
      <>
        <h1>{title}</h1>
        <ToolLinks language={language} />
        <Paper desk={desk} passing={passing}>
          <Fact label={HAND_OVER.decision} value={decision} language={language} />
          <Fact label={HAND_OVER.keys} value={keys} language={language} />
        </Paper>
        <Signatures parties={passing.parties} language={language} />
      </>
    ),
  };
}

type PaperProps = { desk: Desk; passing: Passing; children?: Child };

const Paper = ({ desk, passing, children }: PaperProps) => {
  const { language } = desk;
  const { parties, on } = passing;
  return (
    <div class="hand-over">
      <dl class="facts">
        <Fact label={HAND_OVER.on} value={formatDate(on, language)} language={language} />
        <Fact label={HAND_OVER.from} value={parties.from_name} language={language} />
        <Fact label={HAND_OVER.to} value={parties.to_name ?? '…'} language={language} />
        <Fact label={HAND_OVER.unit} value={parties.unit_name} language={language} />
        <Fact label={HAND_OVER.post} value={parties.post} language={language} />
        {children}
      </dl>
      <Twice of={passing.deadlines}>{(some) => <Deadlines desk={desk} on={on} deadlines={some} />}</Twice>
      <Twice of={passing.drafts}>{(some) => <Drafts desk={desk} drafts={some} />}</Twice>
      <Twice of={passing.cases}>{(some) => <Cases desk={desk} cases={some} parties={parties} />}</Twice>
      <SigningIn parties={parties} language={language} />
    </div>
  );
};

const Fact = ({ label, value, language }: { label: Words; value: string; language: Language }) => (
  <div>
    <dt>{say(label, language)}</dt>
    <dd class="long">{value}</dd>
  </div>
);

type TwiceProps<T> = { of: readonly T[]; children: (some: readonly T[]) => Child };

/** What one of the two who sign may not know stands on the screen of whoever hands over, and on no paper. */
function Twice<T extends { for_both: boolean }>({ of: all, children }: TwiceProps<T>) {
  const forBoth = all.filter((one) => one.for_both);
  if (forBoth.length === all.length) return <>{children(all)}</>;
  return (
    <>
      <div class="screen-only">{children(all)}</div>
      <div class="paper-only">{children(forBoth)}</div>
    </>
  );
}

const Deadlines = (p: { desk: Desk; on: PlainDate; deadlines: Passing['deadlines'] }) => {
  const { language } = p.desk;
  const items = p.deadlines.flatMap(({ kind, id, due, label, unit }) =>
    id && due && label
      ? [{ href: paths.record(kind, id), what: label, who: unit ?? '', due, days: daysBetween(p.on, due) }]
      : [],
  );
  const rest = p.deadlines.filter(({ id }) => id).length - items.length;
  return (
    <section>
      <h2>{say(HAND_OVER.deadlines, language)}</h2>
      {p.deadlines.length === 0 ? <p class="empty">{say(HAND_OVER.noDeadlines, language)}</p> : null}
      <Counts desk={p.desk} told={p.deadlines} />
      {items.length > 0 ? (
        <DueList language={language} items={items} caption={say(HAND_OVER.deadlines, language)} />
      ) : null}
      {rest > 0 && items.length > 0 ? <p>{say(HAND_OVER.more(rest), language)}</p> : null}
    </section>
  );
};

type Told = Named & { kind: string; id: string | null };

/** By kind: how many, which, and how many of them the reader may not open. */
const Counts = ({ desk, told, listed }: { desk: Desk; told: readonly Told[]; listed?: boolean }) => {
  const { language } = desk;
  if (told.length === 0) return null;
  const kinds = [...Map.groupBy(told, (one) => one.kind)];
  const most = Math.max(1, Math.floor(MOST_NUMBERS / kinds.length));
  return (
    <ul class="ds-list">
      {kinds.map(([kind, some]) => {
        const open = some.filter(({ id }) => id);
        const words = kind === 'other' ? HAND_OVER.other : desk.catalogue.record(kind).words.one;
        const unseen = some.length - open.length;
        const about = unseen > 0 ? ` (${say(HAND_OVER.unseen(unseen), language)})` : '';
        return (
          <li>
            {`${say(words, language)}: ${some.length}${about}`}
            {listed && open.length > 0 ? <Numbers told={open} most={most} language={language} /> : null}
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

const Drafts = ({ desk, drafts }: { desk: Desk; drafts: readonly ToldDraft[] }) => {
  const { language } = desk;
  const columns = [HAND_OVER.draft, HAND_OVER.since, HAND_OVER.expires] as const;
  return (
    <section>
      <h2>{`${say(HAND_OVER.drafts, language)}: ${drafts.length}`}</h2>
      {drafts.length === 0 ? <p class="empty">{say(HAND_OVER.noDrafts, language)}</p> : null}
      {drafts.length > 0 ? <p>{say(HAND_OVER.draftsEnd, language)}</p> : null}
      {drafts.length > 0 ? (
        <table class="ds-table cards" {...CARDS.table}>
          <caption class="ds-sr-only">{say(HAND_OVER.drafts, language)}</caption>
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
      ) : null}
      {drafts.length > MOST_LINES ? <p>{say(HAND_OVER.more(drafts.length - MOST_LINES), language)}</p> : null}
      <p>{say(HAND_OVER.keptForms, language)}</p>
    </section>
  );
};

/** The kind alone; a link where the reader may see the proposal itself. */
const DraftName = ({ desk, draft: { id, kind } }: { desk: Desk; draft: ToldDraft }) => {
  const words = say(wordsOf(desk)(kind), desk.language);
  return id ? <a href={paths.approval(id)}>{words}</a> : <span>{words}</span>;
};

const Cases = ({ desk, cases, parties }: { desk: Desk; cases: Passing['cases']; parties: Parties }) => {
  const { language } = desk;
  const going = cases.filter(({ passes }) => passes);
  const held = cases.filter(({ passes }) => !passes);
  return (
    <section>
      <h2>{`${say(HAND_OVER.cases, language)}: ${going.length}`}</h2>
      {going.length === 0 ? <p class="empty">{say(HAND_OVER.noCases, language)}</p> : null}
      {going.length > 0 && parties.to_name ? <p>{say(HAND_OVER.casesPass, language)}</p> : null}
      <Counts desk={desk} told={going} listed />
      {cases.length > 0 && !parties.to_name ? <p>{say(HAND_OVER.chooseFirst, language)}</p> : null}
      {held.length > 0 ? (
        <Notice tone="warning" title={`${say(HAND_OVER.heldBack, language)}: ${held.length}`}>
          <p>{say(HAND_OVER.heldBackHelp, language)}</p>
          <Counts desk={desk} told={held} listed />
        </Notice>
      ) : null}
    </section>
  );
};

const SigningIn = ({ parties: p, language }: { parties: Parties; language: Language }) => {
  const factor = p.to_factor ? HAND_OVER.hasFactor : p.needed ? HAND_OVER.mustEnrol : HAND_OVER.notNeeded;
  const lines = [
    p.own_factor ? HAND_OVER.ownFactor : HAND_OVER.noOwnFactor,
    ...(p.sessions > 0 ? [HAND_OVER.sessions(p.sessions)] : []),
    p.other_posts === 0 ? HAND_OVER.onlyPost : HAND_OVER.otherPosts(p.other_posts),
    ...(p.to_name ? [factor] : []),
  ];
  return (
    <section>
      <h2>{say(HAND_OVER.signIn, language)}</h2>
      <ul class="ds-list">
        {lines.map((words) => (
          <li>{say(words, language)}</li>
        ))}
      </ul>
    </section>
  );
};

const Signatures = ({ parties, language }: { parties: Parties; language: Language }) => (
  <div class="signatures paper-only">
    {(
      [
        [HAND_OVER.from, parties.from_name],
        [HAND_OVER.to, parties.to_name ?? ''],
      ] as const
    ).map(([words, name]) => (
      <div>
        <strong>{say(words, language)}</strong>
        <span>{say(HAND_OVER.signature, language)}</span>
        <span class="signature">{name}</span>
      </div>
    ))}
  </div>
);
