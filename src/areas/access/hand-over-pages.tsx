/** One page of a hand-over: what passes, what does not, and what needs another person; it prints on one A4. */
import type { Child } from 'hono/jsx';
import { type Reader, read } from '../../db/door.ts';
import { isId } from '../../kernel/id.ts';
import { formatDate, type PlainDate } from '../../kernel/plain-date.ts';
import { compareText } from '../../kernel/text.ts';
import type { Language, Words } from '../../kernel/words.ts';
import type { AnyRow } from '../../records/catalogue.ts';
import { type Typed, textOf } from '../../records/input.ts';
import { labelsFor, titleOf } from '../../records/labels.ts';
import { loadRecords } from '../../records/store.ts';
import { dueWindow } from '../../reports/store.ts';
import type { Answer, Desk } from '../../web/desk.tsx';
import { ToolLinks } from '../../web/parts/links.tsx';
import { Notice } from '../../web/parts/notice.tsx';
import { paths } from '../../web/paths.ts';
import { transferDays } from '../../web/routes/reminders.ts';
import { say } from '../../web/words.ts';
import type { Beside } from './act-pages.tsx';
import { ADMINISTERS } from './contract.ts';
import {
  Begun,
  Cases,
  Deadlines,
  Drafts,
  MOST_LINES,
  type Named,
  type Passing,
  SealKeys,
  Waiting,
} from './hand-over-parts-pages.tsx';
import {
  begunAt,
  casesPassed,
  casesToPass,
  deadlinesOf,
  draftsEnded,
  draftsToEnd,
  type HandedOver,
  handedOver,
  keysOf,
  type Parties,
  partiesOf,
  proposalsBefore,
  type ToldDeadline,
} from './hand-over-store.ts';
import { HAND_OVER } from './hand-over-words.ts';

const MOST_CASES = 200;

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

/** Deadlines by their day: those of transfers hang on the calendar. */
async function dated(desk: Desk, tx: Reader, told: readonly ToldDeadline[]): Promise<ToldDeadline[]> {
  if (!told.some(({ kind }) => kind === 'transfer')) return [...told];
  const days = await transferDays(desk, tx);
  const due = (one: ToldDeadline) =>
    one.due ?? (one.kind === 'transfer' ? (days.get(one.id ?? '') ?? null) : null);
  return told
    .map((one) => ({ ...one, due: due(one) }))
    .sort((a, b) => compareText(a.due ?? '9', b.due ?? '9') || Number(a.id === null) - Number(b.id === null));
}

/** What is told of a post alike before it is handed over and after. */
async function toldOf(desk: Desk, tx: Reader, mandate: string, to: string | null, on: PlainDate) {
  const within = { day: on, ...dueWindow(on, desk.regulations) };
  const deadlines = await dated(desk, tx, await deadlinesOf(tx, mandate, to, within));
  return {
    on,
    deadlines: await named(desk, tx, deadlines, MOST_LINES),
    waiting: [...(await proposalsBefore(tx, mandate, to, desk.clock.now()))],
    begun: [...(await begunAt(tx, mandate, to))],
    keys: [...(await keysOf(tx, mandate, to))],
  };
}

/** What would pass now from a post to an account; undefined where the post is not the reader's to hand over. */
const toPass = (desk: Desk, mandate: string, to: string | null): Promise<Passing | undefined> =>
  read(desk, async (tx) => {
    const [on, at] = [desk.clock.today(), desk.clock.now()];
    const parties = await partiesOf(tx, mandate, to, at);
    return (
      parties && {
        ...(await toldOf(desk, tx, mandate, to, on)),
        parties,
        drafts: [...(await draftsToEnd(tx, mandate, to, at))],
        cases: await named(desk, tx, await casesToPass(tx, mandate, to), MOST_CASES),
      }
    );
  });

const passed = (desk: Desk, id: string): Promise<(Passing & { parties: HandedOver }) | undefined> =>
  read(desk, async (tx) => {
    const parties = await handedOver(tx, id);
    if (!parties) return undefined;
    return {
      ...(await toldOf(desk, tx, id, parties.to_account, parties.on_day)),
      parties,
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
      <Twice of={passing.deadlines}>
        {(some) => <Deadlines desk={desk} on={on} unit={parties.unit_name} deadlines={some} />}
      </Twice>
      <Twice of={passing.drafts}>{(some) => <Drafts desk={desk} drafts={some} />}</Twice>
      <Twice of={passing.waiting}>{(some) => <Waiting desk={desk} drafts={some} />}</Twice>
      <Begun desk={desk} begun={passing.begun} />
      <Twice of={passing.cases}>{(some) => <Cases desk={desk} cases={some} parties={parties} />}</Twice>
      <SealKeys keys={passing.keys} language={language} />
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
