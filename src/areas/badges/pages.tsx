/** A badge round: who can get which badge on an occasion, this year or years ahead; recorded by one decision. */
import type { Context } from 'hono';
import { read } from '../../db/door.ts';
import { formatCount } from '../../kernel/number.ts';
import { formatDate, yearOf } from '../../kernel/plain-date.ts';
import type { Refusal } from '../../kernel/refusal.ts';
import type { Language } from '../../kernel/words.ts';
import { MOST_AT_ONCE } from '../../records/commands.ts';
import { type Typed, textOf } from '../../records/input.ts';
import { mayWrite } from '../../records/store.ts';
import { type Answer, answer, type Desk, deskOf, type Env, refusedAnswer } from '../../web/desk.tsx';
import type { FormValues } from '../../web/look.ts';
import { type Page, pageOf } from '../../web/paging.ts';
import { CardTable } from '../../web/parts/card-table.tsx';
import { FieldInput } from '../../web/parts/field-input.tsx';
import { Tabs, ToolLinks } from '../../web/parts/links.tsx';
import { ErrorSummary, Notice, Tag } from '../../web/parts/notice.tsx';
import { Hidden } from '../../web/parts/record-form.tsx';
import { CARDS } from '../../web/parts/scroll.tsx';
import { Verbs } from '../../web/parts/verbs.tsx';
import { paths } from '../../web/paths.ts';
import type { Route } from '../../web/route.ts';
import { typedOf } from '../../web/typed.ts';
import { say } from '../../web/words.ts';
import { type Awarded, awardRound } from './commands.ts';
import { AWARD_KINDS, type AwardKind, badgeAward } from './contract.ts';
import { type Listed, nextOccasion, occasionName, occasionsOf, roundOf } from './occasions.ts';
import type { Occasion, Status } from './rules.ts';
import { type Unaged, withoutPartyAge } from './store.ts';
import { STATUS, WORDS } from './words.ts';

const ORDER: readonly Status[] = ['due', 'late', 'posthumous', 'put_off', 'early'];
/** Lists from which somebody can be ticked, and the kind of award that follows. */
const KIND: Partial<Record<Status, AwardKind>> = {
  due: 'regular',
  late: 'regular',
  posthumous: 'posthumous',
  early: 'early',
};

const DECISION = ['decision_number', 'decided_on', 'decided_by', 'cell_agreed_on', 'cell_document'] as const;
const UNAGED_SHOWN = 10;
/** Which list of the round is shown, and from where on. */
const VIEW = ['list', 'after'] as const;

export function badgeRoutes(): Route[] {
  const common = { who: 'signed_in', table: 'unit', path: paths.badges() } as const;
  return [
    { ...common, method: 'get', takes: ['year', 'on', ...VIEW], audit: 'none', handle: show },
    {
      ...common,
      method: 'post',
      takes: ['on', ...VIEW, 'award', ...DECISION],
      audit: 'award badges',
      handle: award,
    },
  ];
}

async function show(c: Context<Env>): Promise<Response> {
  return answer(c, await roundAnswer(deskOf(c), c.req.query()));
}

type Asked = Partial<Record<'year' | 'on' | (typeof VIEW)[number], string>>;
type Failed = { typed: Typed; refusals: readonly Refusal[] };

/** The occasion asked for, else the next of the year, else the first. */
function occasionAsked(
  desk: Desk,
  asked: Asked,
): { year: number; all: Occasion[]; one: Occasion | undefined } {
  const today = desk.clock.today();
  const next = nextOccasion(desk.regulations, today);
  const named = /^[12]\d{3}/.exec(asked.on ?? asked.year ?? '')?.[0];
  const year = named ? Number(named) : yearOf(next?.on ?? today);
  const all = occasionsOf(desk.regulations, year);
  const one = all.find(({ on }) => on === asked.on) ?? all.find(({ on }) => on === next?.on) ?? all[0];
  return { year, all, one };
}

async function roundAnswer(desk: Desk, asked: Asked, failed?: Failed): Promise<Answer> {
  const { language, regulations } = desk;
  const { year, all, one } = occasionAsked(desk, asked);
  const found = await read(desk, async (tx) => ({
    rows: one ? await roundOf(tx, regulations, one) : [],
    unaged: await withoutPartyAge(tx, desk.clock.today(), UNAGED_SHOWN),
    mayAward: await mayWrite(tx, badgeAward.name),
  }));
  const title = say(WORDS.title, language);
  const heading = one ? `${title} ${formatDate(one.on, language)}` : title;
  const refusals = failed?.refusals ?? [];
  return {
    title: heading,
    crumbs: [{ label: title }],
    failed: refusals.length > 0,
    status: refusals.length > 0 ? 422 : 200,
    data: refusals.length > 0 ? { refusals } : { year, occasion: one ?? null, members: found.rows },
    view: () => (
      <>
        <h1>{heading}</h1>
        <p>{say(WORDS.help, language)}</p>
        <YearForm year={year} language={language} />
        <ToolLinks language={language} />
        <Tabs
          label={say(WORDS.occasions, language)}
          tabs={all.map((occasion) => ({
            href: paths.badges(occasion.on),
            label: occasionName(regulations, occasion, language),
            current: occasion === one,
          }))}
        />
        {one ? (
          <Round desk={desk} occasion={one} asked={asked} {...found} failed={failed} />
        ) : (
          <Notice tone="warning">{say(WORDS.none, language)}</Notice>
        )}
        <Unknown {...found.unaged} language={language} />
      </>
    ),
  };
}

const YearForm = ({ year, language }: { year: number; language: Language }) => (
  <form method="get" action={paths.badges()} class="filter-row">
    <div class="filter">
      <label class="ds-label" for="year">
        {say(WORDS.year, language)}
      </label>
      <input
        class="ds-input"
        id="year"
        name="year"
        inputmode="numeric"
        value={String(year)}
        autocomplete="off"
      />
    </div>
    <div class="filter-verbs">
      <button class="ds-button" data-variant="secondary" type="submit">
        {say(WORDS.show, language)}
      </button>
    </div>
  </form>
);

type RoundProps = {
  desk: Desk;
  occasion: Occasion;
  asked: Asked;
  rows: readonly Listed[];
  mayAward: boolean;
  failed: Failed | undefined;
};

const isStatus = (text: string | undefined): text is Status => text !== undefined && text in STATUS;

/** One list of the round at a time: the late ones of a district alone are hundreds. */
const Round = ({ desk, occasion, asked, rows, mayAward, failed }: RoundProps) => {
  const { language } = desk;
  const refusals = failed?.refusals ?? [];
  const status = isStatus(asked.list) ? asked.list : 'due';
  const members = rows.filter((row) => row.status === status);
  // As many as may be recorded at once.
  const page = pageOf(members, asked.after, MOST_AT_ONCE);
  return (
    <>
      <Lists rows={rows} on={occasion.on} shown={status} language={language} />
      <form method="post" action={paths.badges()} class="sections" novalidate>
        <Hidden values={{ on: occasion.on, list: status, after: asked.after ?? '' }} />
        <ErrorSummary refusals={refusals} language={language} fields={[...DECISION]} />
        {rows.length > 0 ? (
          <p class="hint">{say(rows[0]!.sanctions === null ? WORDS.blind : WORDS.partly, language)}</p>
        ) : null}
        <section aria-labelledby={status}>
          <h2 id={status}>
            {say(STATUS[status].heading, language)} ({formatCount(members.length, language)})
          </h2>
          <p class="hint">{say(STATUS[status].help, language)}</p>
          {members.length === 0 ? (
            <p class="empty">{say(WORDS.empty, language)}</p>
          ) : (
            <Members
              status={status}
              page={page}
              on={occasion.on}
              mayAward={mayAward}
              ticked={new Set([failed?.typed.award].flat().map(String))}
              language={language}
            />
          )}
        </section>
        {mayAward && members.length > 0 && KIND[status] ? (
          <Decision values={(failed?.typed ?? {}) as FormValues} refusals={refusals} language={language} />
        ) : null}
      </form>
    </>
  );
};

type ListsProps = { rows: readonly Listed[]; on: string; shown: Status; language: Language };

/** The lists of the round that have somebody in them, each with its number; those complete by now stand first. */
const Lists = ({ rows, on, shown, language }: ListsProps) => {
  const counts = ORDER.map((list) => ({ list, count: rows.filter(({ status }) => status === list).length }));
  return (
    <Tabs
      label={say(WORDS.lists, language)}
      tabs={counts
        .filter(({ list, count }) => list === 'due' || list === shown || count > 0)
        .map(({ list, count }) => ({
          href: paths.badges(on, { list }),
          label: say(STATUS[list].heading, language),
          current: list === shown,
          count,
        }))}
    />
  );
};

type MembersProps = {
  status: Status;
  page: Page<Listed>;
  on: string;
  mayAward: boolean;
  ticked: ReadonlySet<string>;
  language: Language;
};

/** What is posted for a ticked member. */
const tickOf = (member: Listed, kind: AwardKind): string => [member.person, member.level, kind].join(' ');

const Members = ({ status, page, on, mayAward, ticked, language }: MembersProps) => {
  const kind = mayAward ? KIND[status] : undefined;
  const heads = [WORDS.who, WORDS.cell, WORDS.level, WORDS.complete, ...(kind ? [WORDS.tick] : [])];
  const cell = (index: number) => ({ ...CARDS.cell, 'data-label': say(heads[index]!, language) });
  const title = say(STATUS[status].heading, language);
  return (
    <CardTable
      title={title}
      heads={heads}
      language={language}
      page={page}
      pageHref={(after) => paths.badges(on, { list: status, after })}
    >
      {page.rows.map((member) => (
        <tr {...CARDS.row}>
          <th scope="row" {...CARDS.head} data-label={say(heads[0]!, language)}>
            <a href={paths.record('person', member.person)}>{member.name}</a>
          </th>
          <td {...cell(1)}>{[member.cell, member.above].filter(Boolean).join(', ')}</td>
          <td {...cell(2)}>
            {member.level} {say(WORDS.years, language)}
          </td>
          <td {...cell(3)}>
            {formatDate(member.completesOn, language)} <PutOff member={member} language={language} />
          </td>
          {kind ? (
            <td {...cell(4)}>
              <label class="ds-sr-only" for={`award-${member.person}-${member.level}`}>
                {`${say(WORDS.tick, language)}: ${member.name}, ${member.level}`}
              </label>
              <input
                type="checkbox"
                id={`award-${member.person}-${member.level}`}
                name="award"
                value={tickOf(member, kind)}
                checked={ticked.has(tickOf(member, kind))}
              />
            </td>
          ) : null}
        </tr>
      ))}
    </CardTable>
  );
};

const PutOff = ({ member, language }: { member: Listed; language: Language }) =>
  member.putOffUntil ? (
    <Tag tone="warning">
      {`${say(WORDS.until, language)} ${formatDate(member.putOffUntil, language)}; ${say(WORDS.agree, language)}`}
    </Tag>
  ) : null;

type DecisionProps = { values: FormValues; refusals: readonly Refusal[]; language: Language };

const Decision = ({ values, refusals, language }: DecisionProps) => (
  <section aria-labelledby="decision">
    <h2 id="decision">{say(WORDS.record, language)}</h2>
    {DECISION.map((name) => (
      <FieldInput
        name={name}
        field={badgeAward.fields[name]}
        language={language}
        value={values[name]}
        refusals={refusals}
      />
    ))}
    <Verbs language={language} verb={badgeAward.words.one} />
  </section>
);

const Unknown = (p: { total: number; some: readonly Unaged[]; language: Language }) =>
  p.total === 0 ? null : (
    <Notice tone="warning">
      <p>{say(WORDS.unknown(formatCount(p.total, p.language)), p.language)}</p>
      <details>
        <summary>{say(WORDS.first, p.language)}</summary>
        <ul class="ds-list">
          {p.some.map(({ person, name, cell }) => (
            <li>
              <a href={paths.record('person', person)}>{name}</a>, {cell}
            </li>
          ))}
        </ul>
      </details>
    </Notice>
  );

const isKind = (text: string | undefined): text is AwardKind => text !== undefined && text in AWARD_KINDS;

/** The members ticked, as the page posts them; anything else is left out. */
const awardedIn = (typed: Typed): Awarded[] =>
  [typed.award].flat().flatMap((one) => {
    const [person, level, kind] = String(one ?? '').split(' ');
    return person && Number.isInteger(Number(level)) && isKind(kind)
      ? [{ person, level: Number(level), kind }]
      : [];
  });

async function award(c: Context<Env>): Promise<Response> {
  const desk = deskOf(c);
  const typed = await typedOf(c);
  const on = String(typed.on ?? '');
  const { one } = occasionAsked(desk, { on });
  if (!one || one.on !== on) return answer(c, refusedAnswer(desk.language, []));
  const outcome = await awardRound(desk, { ...typed, awarded_on: on }, awardedIn(typed));
  const [list, after] = VIEW.map((name) => textOf(typed[name]));
  const asked = { on, list: list!, after: after! };
  if (!outcome.ok) return answer(c, await roundAnswer(desk, asked, { typed, refusals: outcome.refusals }));
  return c.get('format') === 'json' ? c.json(outcome.value, 201) : c.redirect(paths.badges(on, asked), 303);
}
