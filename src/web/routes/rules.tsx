/** Rules in force, grouped; one rule with its versions, what changed, whom it touches and who confirmed it. */
import type { Context } from 'hono';
import { CONFIRMS_RULES, type Confirmation } from '../../areas/rulebook/contract.ts';
import { progressOf, type RuleRow, rowsOf, ruleRows } from '../../areas/rulebook/rows.ts';
import { confirmations } from '../../areas/rulebook/store.ts';
import { byLine, CONFIRMATION, progressLine, RULES } from '../../areas/rulebook/words.ts';
import { read } from '../../db/door.ts';
import { newId } from '../../kernel/id.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import type { Language } from '../../kernel/words.ts';
import { sideBySide } from '../../regulations/compare.ts';
import { daysText } from '../../regulations/history.ts';
import { GROUPS, groupOf } from '../../regulations/reference.ts';
import { covers, UNITS } from '../../regulations/rule.ts';
import { gapsOf } from '../../regulations/value.ts';
import { answer, type Desk, deskOf, type Env, notFound } from '../desk.tsx';
import { CardTable } from '../parts/card-table.tsx';
import { Fold } from '../parts/fold.tsx';
import { Hidden } from '../parts/record-form.tsx';
import { KnownTag, SourceOfRow, StateOfRow } from '../parts/rule-rows.tsx';
import { RuleTouches, touchedBy } from '../parts/rule-touches.tsx';
import { CARDS, Scroll } from '../parts/scroll.tsx';
import { Verbs } from '../parts/verbs.tsx';
import { paths } from '../paths.ts';
import type { Route } from '../route.ts';
import { DETAIL, say } from '../words.ts';
import { CHANGES } from './rules-compare.tsx';

export function ruleRoutes(): Route[] {
  const common = { method: 'get', who: 'signed_in', table: 'none', takes: [], audit: 'none' } as const;
  return [
    { ...common, path: paths.rules(), handle: listRules },
    { ...common, path: '/rules/:id', handle: showRule },
  ];
}

async function listRules(c: Context<Env>): Promise<Response> {
  const desk = deskOf(c);
  const { language, regulations, clock } = desk;
  const lines = await read(desk, (tx) => confirmations(tx, null));
  const rows = ruleRows(regulations, lines, language, clock.today());
  const today = new Map(rows.map((row) => [row.rule, row]));
  const title = say(RULES.title, language);
  return answer(c, {
    title,
    crumbs: [{ label: title }],
    data: regulations
      .ids()
      .map((id) => ({ id, label: regulations.rule(id).words, today: today.get(id) ?? null })),
    view: () => (
      <>
        <h1>{title}</h1>
        <p>{progressLine(progressOf(rows), language)}</p>
        <p class="verbs">
          <a class="ds-button" data-variant="secondary" href={paths.confirmRules()}>
            {say(RULES.confirm, language)}
          </a>
          <a class="ds-button" data-variant="secondary" href={paths.compareRules()}>
            {say(RULES.compare, language)}
          </a>
        </p>
        {groupsInOrder(regulations.ids(), today).map((group) => (
          <GroupOfRules {...group} desk={desk} today={today} />
        ))}
      </>
    ),
  });
}

type OfGroup = { group: string; ids: readonly string[]; open: number };
type Today = ReadonlyMap<string, RuleRow>;

/** Groups with something to confirm before those that are done; in each, rules to confirm first. */
function groupsInOrder(ids: readonly string[], today: Today): OfGroup[] {
  const isOpen = (id: string) => today.has(id) && today.get(id)!.state !== 'confirmed';
  const groups = Object.keys(GROUPS).flatMap((group) => {
    const own = ids.filter((id) => groupOf(id) === group);
    const [open, rest] = [own.filter(isOpen), own.filter((id) => !isOpen(id))];
    return own.length > 0 ? [{ group, ids: [...open, ...rest], open: open.length }] : [];
  });
  return [...groups.filter(({ open }) => open > 0), ...groups.filter(({ open }) => open === 0)];
}

type GroupProps = OfGroup & { desk: Desk; today: Today };

const HEADS = [RULES.rule, RULES.today, RULES.source, RULES.known];

const GroupOfRules = ({ group, ids, open, desk: { language, regulations }, today }: GroupProps) => (
  <Fold
    heading={say(GROUPS[group]!, language)}
    note={say(open > 0 ? RULES.unconfirmed(ids.length, open) : RULES.number(ids.length), language)}
  >
    <CardTable title={say(GROUPS[group]!, language)} heads={HEADS} language={language}>
      {ids.map((id) => {
        const row = today.get(id);
        return (
          <tr {...CARDS.row}>
            <th scope="row" {...CARDS.head} data-label={say(RULES.rule, language)}>
              <a href={paths.rule(id)}>{say(regulations.rule(id).words, language)}</a>{' '}
              <code class="hint">{id}</code>
            </th>
            <td {...CARDS.cell} data-label={say(RULES.today, language)}>
              {row?.valueText ?? say(RULES.unknown, language)}
            </td>
            <td {...CARDS.cell} data-label={say(RULES.source, language)}>
              {row?.source ?? '–'}
            </td>
            <td {...CARDS.cell} data-label={say(RULES.known, language)}>
              {row ? <KnownTag known={row.known} language={language} /> : '–'}
            </td>
          </tr>
        );
      })}
    </CardTable>
  </Fold>
);

async function showRule(c: Context<Env>): Promise<Response> {
  const desk = deskOf(c);
  const { language, regulations } = desk;
  const id = c.req.param('id') ?? '';
  if (!regulations.ids().includes(id)) return answer(c, notFound(language));
  const lines = await read(desk, (tx) => confirmations(tx, id));
  const rows = rowsOf(regulations, id, lines, language);
  const { words, note } = regulations.rule(id);
  const name = say(words, language);
  const touched = touchedBy(desk, id);
  const gaps = gapsOf(regulations.history(id));
  return answer(c, {
    title: name,
    crumbs: [{ label: say(RULES.title, language), href: paths.rules() }, { label: name }],
    data: { id, rows, gaps, touches: touched, confirmations: lines },
    view: () => (
      <>
        <h1>{name}</h1>
        <p class="hint">
          <code>{id}</code> · {say(UNITS[regulations.rule(id).unit], language)}
        </p>
        <VersionTable desk={desk} id={id} rows={rows} />
        {gaps.map((gap) => (
          <p class="hint">
            {daysText(gap, language)}: {say(RULES.unknown, language)}.
          </p>
        ))}
        {note && <p class="hint">{say(note, language)}</p>}
        <RuleTouches touched={touched} language={language} />
        <ConfirmationLog desk={desk} lines={lines} />
      </>
    ),
  });
}

/** By the first day of a version, how it differs from the one before. */
function changesOf(desk: Desk, id: string, days: readonly PlainDate[]) {
  const changes = sideBySide(desk.regulations, days).find((versions) => versions.id === id)?.changes ?? [];
  return new Map(days.map((day, at) => [day, changes[at]]));
}

type VersionProps = { desk: Desk; id: string; rows: readonly RuleRow[] };

const VersionTable = ({ desk, id, rows }: VersionProps) => {
  const { language } = desk;
  const changes = changesOf(
    desk,
    id,
    rows.map(({ from }) => from),
  );
  const columns = [RULES.days, RULES.value, RULES.changed, RULES.source, RULES.known, CONFIRMATION.state];
  return (
    <Scroll labelledBy="versions">
      <table class="ds-table cards" {...CARDS.table}>
        <caption id="versions">{say(RULES.versions, language)}</caption>
        <thead {...CARDS.group}>
          <tr {...CARDS.row}>
            {columns.map((words) => (
              <th scope="col">{say(words, language)}</th>
            ))}
          </tr>
        </thead>
        <tbody {...CARDS.group}>
          {rows.map((row) => (
            <Version desk={desk} row={row} change={changes.get(row.from)} />
          ))}
        </tbody>
      </table>
    </Scroll>
  );
};

type OneVersionProps = { desk: Desk; row: RuleRow; change: keyof typeof CHANGES | undefined };

const Version = ({ desk: { language, clock }, row, change }: OneVersionProps) => (
  <tr {...CARDS.row}>
    <th scope="row" {...CARDS.head} data-label={say(RULES.days, language)}>
      {daysText(row, language)}{' '}
      {covers(row, clock.today()) ? <strong>({say(RULES.now, language)})</strong> : null}
    </th>
    <td {...CARDS.cell} data-label={say(RULES.value, language)}>
      {row.valueText}
    </td>
    <td {...CARDS.cell} data-label={say(RULES.changed, language)}>
      {change ? say(CHANGES[change], language) : '–'}
    </td>
    <td {...CARDS.cell} data-label={say(RULES.source, language)}>
      <SourceOfRow row={row} />
    </td>
    <td {...CARDS.cell} data-label={say(RULES.known, language)}>
      <KnownTag known={row.known} language={language} />
    </td>
    <td {...CARDS.cell} data-label={say(CONFIRMATION.state, language)}>
      <StateOfRow state={row.state} confirmation={row.confirmation} language={language} />
    </td>
  </tr>
);

/** Every line ever written about the rule, latest first; the own office's latest ones may be taken back. */
const ConfirmationLog = ({ desk, lines }: { desk: Desk; lines: readonly Confirmation[] }) => {
  const { language } = desk;
  const latest = new Map(lines.toReversed().map((line) => [`${line.unit}${line.valid_from}`, line]));
  const mayTakeBack = (line: Confirmation) =>
    CONFIRMS_RULES.includes(desk.session.role) &&
    line.own &&
    line.stands &&
    latest.get(`${line.unit}${line.valid_from}`) === line;
  return (
    <section>
      <h2>{say(CONFIRMATION.log, language)}</h2>
      {lines.length === 0 ? <p>{say(CONFIRMATION.noLog, language)}</p> : null}
      <ul>
        {lines.map((line) => (
          <li>
            {line.stands ? '' : `${say(CONFIRMATION.taken, language)}: `}“{line.shown}” ·{' '}
            {byLine(line, language)}
            {mayTakeBack(line) ? <TakeBack desk={desk} line={line} language={language} /> : null}
          </li>
        ))}
      </ul>
    </section>
  );
};

type TakeBackProps = { desk: Desk; line: Confirmation; language: Language };

const TakeBack = ({ desk, line, language }: TakeBackProps) => (
  <details>
    <summary>{say(CONFIRMATION.withdraw, language)}</summary>
    <form class="entry-form" method="post" action={paths.withdrawConfirmation()}>
      <Hidden values={{ id: newId(desk.clock), rule: line.rule, from: line.valid_from }} />
      <div class="filter">
        <label class="ds-label" for={`reason-${line.valid_from}`}>
          {say(DETAIL.reason, language)}
        </label>
        <input class="ds-input" type="text" id={`reason-${line.valid_from}`} name="reason" maxlength={500} />
      </div>
      <Verbs language={language} verb={CONFIRMATION.withdraw} weight="lesser" />
    </form>
  </details>
);
