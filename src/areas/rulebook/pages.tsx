/** The list of work of whoever confirms the rules: rows that nobody has confirmed first, a form beneath them. */
import type { Context } from 'hono';
import { read } from '../../db/door.ts';
import { newId } from '../../kernel/id.ts';
import { formatDate, type PlainDate, parseDate } from '../../kernel/plain-date.ts';
import type { Refusal } from '../../kernel/refusal.ts';
import { type Language, w } from '../../kernel/words.ts';
import { type Typed, textOf } from '../../records/input.ts';
import { GROUPS } from '../../regulations/reference.ts';
import { KNOWN_WORDS, type Known } from '../../regulations/rule.ts';
import { type Answer, answer, type Desk, deskOf, type Env, refusedAnswer } from '../../web/desk.tsx';
import { ErrorSummary, Notice } from '../../web/parts/notice.tsx';
import { ConfirmationForm, ConfirmationRows } from '../../web/parts/rule-rows.tsx';
import { areasLine, touchedBy } from '../../web/parts/rule-touches.tsx';
import { paths } from '../../web/paths.ts';
import type { Route } from '../../web/route.ts';
import { typedOf } from '../../web/typed.ts';
import { FORM, LIST, say } from '../../web/words.ts';
import { chosenIn, confirmRows, withdrawConfirmation } from './commands.ts';
import { CONFIRMS_RULES } from './contract.ts';
import { inOrderOfWork, progressOf, type RuleRow, ruleRows } from './rows.ts';
import { confirmations, mayConfirm } from './store.ts';
import { CONFIRMATION, progressLine, RULES } from './words.ts';

/** What the address says: the rows of a day or of all times, of one group, of one mark. */
const FILTERS = ['which', 'on', 'group', 'known'] as const;
type Filter = { all: boolean; on: PlainDate; group: string; known: string };

export function confirmationRoutes(): Route[] {
  const common = { table: 'sealed' } as const;
  return [
    {
      ...common,
      method: 'get',
      path: paths.confirmRules(),
      who: 'signed_in',
      takes: [...FILTERS, 'done'],
      audit: 'none',
      handle: list,
    },
    {
      ...common,
      method: 'post',
      path: paths.confirmRules(),
      who: CONFIRMS_RULES,
      takes: ['id', 'row', 'confirmed_on', 'note', ...FILTERS],
      audit: 'confirm rules',
      handle: confirming,
    },
    {
      ...common,
      method: 'post',
      path: paths.withdrawConfirmation(),
      who: CONFIRMS_RULES,
      takes: ['id', 'rule', 'from', 'reason'],
      audit: 'withdraw confirmation',
      handle: withdrawing,
    },
  ];
}

/** A day that cannot be read counts as today: the page shows which day it stands for. */
function filterOf(desk: Desk, asked: (name: string) => string): Filter {
  const day = parseDate(asked('on'));
  const on = day.ok ? day.value : desk.clock.today();
  return { all: asked('which') === 'all', on, group: asked('group'), known: asked('known') };
}

async function list(c: Context<Env>): Promise<Response> {
  const desk = deskOf(c);
  const filter = filterOf(desk, (name) => c.req.query(name) ?? '');
  return answer(c, await listAnswer(desk, filter, {}, [], c.req.query('done') !== undefined));
}

async function confirming(c: Context<Env>): Promise<Response> {
  const desk = deskOf(c);
  const typed = await typedOf(c);
  const outcome = await confirmRows(desk, typed);
  const filter = filterOf(desk, (name) => textOf(typed[name]));
  if (!outcome.ok) return answer(c, await listAnswer(desk, filter, typed, outcome.refusals, false));
  if (c.get('format') === 'json') return c.json(outcome.value);
  return c.redirect(paths.confirmRules({ ...queryOf(filter), done: '1' }), 303);
}

async function withdrawing(c: Context<Env>): Promise<Response> {
  const desk = deskOf(c);
  const typed = await typedOf(c);
  const outcome = await withdrawConfirmation(desk, typed);
  if (!outcome.ok) return answer(c, refusedAnswer(desk.language, outcome.refusals));
  return c.get('format') === 'json' ? c.json(outcome.value) : c.redirect(paths.rule(textOf(typed.rule)), 303);
}

const queryOf = ({ all, on, group, known }: Filter): Record<string, string> => ({
  which: all ? 'all' : '',
  on: all ? '' : formatDate(on, 'vi'),
  group,
  known,
});

const isWanted = ({ group, known }: Filter, row: RuleRow): boolean =>
  (group === '' || row.group === group) && (known === '' || row.known === known);

async function listAnswer(
  desk: Desk,
  filter: Filter,
  typed: Typed,
  refusals: readonly Refusal[],
  isDone: boolean,
): Promise<Answer> {
  const { language, regulations } = desk;
  const [lines, may] = await read(desk, async (tx) => [await confirmations(tx, null), await mayConfirm(tx)]);
  const all = ruleRows(regulations, lines, language, filter.all ? null : filter.on);
  const progress = progressOf(all);
  const rows = inOrderOfWork(all.filter((row) => isWanted(filter, row)));
  const title = say(RULES.confirm, language);
  const shown = {
    rows,
    language,
    touches: (rule: string) => areasLine(touchedBy(desk, rule), language),
  };
  return {
    title,
    crumbs: [{ label: say(RULES.title, language), href: paths.rules() }, { label: title }],
    failed: refusals.length > 0,
    status: refusals.length > 0 ? 422 : 200,
    data: refusals.length > 0 ? { refusals } : { progress, rows },
    view: () => (
      <>
        <h1>{title}</h1>
        {isDone ? <Notice tone="success">{say(CONFIRMATION.done, language)}</Notice> : null}
        <ErrorSummary refusals={refusals} language={language} fields={['confirmed_on', 'note']} />
        <p>
          <strong>{progressLine(progress, language)}</strong>
        </p>
        <p class="hint">{say(CONFIRMATION.help, language)}</p>
        {may ? null : <p class="hint">{say(CONFIRMATION.onlyRead, language)}</p>}
        <Filters filter={filter} language={language} />
        {rows.length === 0 ? <p class="empty">{say(CONFIRMATION.nothing, language)}</p> : null}
        {may && rows.length > 0 ? (
          <ConfirmationForm
            language={language}
            hidden={{ id: textOf(typed.id) || newId(desk.clock), ...queryOf(filter) }}
            typed={typed}
            today={desk.clock.today()}
            refusals={refusals}
          >
            <ConfirmationRows {...shown} chosen={new Set(chosenIn(typed))} />
          </ConfirmationForm>
        ) : (
          <ConfirmationRows {...shown} />
        )}
      </>
    ),
  };
}

type SelectProps = {
  name: string;
  label: string;
  value: string;
  choices: readonly (readonly [value: string, label: string])[];
};

const Select = ({ name, label, value, choices }: SelectProps) => (
  <div class="filter">
    <label class="ds-label" for={`filter-${name}`}>
      {label}
    </label>
    <select class="ds-input" id={`filter-${name}`} name={name}>
      {choices.map(([choice, text]) => (
        <option value={choice} selected={choice === value}>
          {text}
        </option>
      ))}
    </select>
  </div>
);

const MARK = w('Mức', 'Mark');

const Filters = ({ filter, language }: { filter: Filter; language: Language }) => {
  const all = ['', say(LIST.all, language)] as const;
  const groups = Object.entries(GROUPS).map(([name, words]) => [name, say(words, language)] as const);
  const marks = (Object.keys(KNOWN_WORDS) as Known[])
    .toReversed()
    .map((mark) => [mark, `${mark}: ${say(KNOWN_WORDS[mark], language)}`] as const);
  const which = [
    ['', say(CONFIRMATION.onDay, language)],
    ['all', say(CONFIRMATION.all, language)],
  ] as const;
  return (
    <details class="filters" open={filter.all || filter.group !== '' || filter.known !== ''}>
      <summary>{say(LIST.filters, language)}</summary>
      <form method="get" action={paths.confirmRules()}>
        <div class="filter-row">
          <Select
            name="which"
            label={say(CONFIRMATION.which, language)}
            value={filter.all ? 'all' : ''}
            choices={which}
          />
          <div class="filter">
            <label class="ds-label" for="filter-on">
              {say(CONFIRMATION.day, language)} <span class="hint">({say(FORM.date, language)})</span>
            </label>
            <input
              class="ds-input"
              type="text"
              id="filter-on"
              name="on"
              value={formatDate(filter.on, 'vi')}
            />
          </div>
          <Select
            name="group"
            label={say(CONFIRMATION.group, language)}
            value={filter.group}
            choices={[all, ...groups]}
          />
          <Select name="known" label={say(MARK, language)} value={filter.known} choices={[all, ...marks]} />
          <div class="filter-verbs">
            <button class="ds-button" data-variant="secondary" type="submit">
              {say(LIST.filterVerb, language)}
            </button>
            <a href={paths.confirmRules()}>{say(LIST.clear, language)}</a>
          </div>
        </div>
      </form>
    </details>
  );
};
