/** Rows of the rule packs with their confirmation, and the form that confirms those that are chosen. */
import type { PropsWithChildren } from 'hono/jsx';
import { type Confirmation, confirmationForm, type RowState } from '../../areas/rulebook/contract.ts';
import type { RuleRow } from '../../areas/rulebook/rows.ts';
import { byLine, CONFIRMATION, RULES, SECTIONS, STATES } from '../../areas/rulebook/words.ts';
import { formatDate, type PlainDate } from '../../kernel/plain-date.ts';
import type { Refusal } from '../../kernel/refusal.ts';
import type { Language, Words } from '../../kernel/words.ts';
import { type Typed, textOf } from '../../records/input.ts';
import { daysText } from '../../regulations/history.ts';
import { KNOWN_WORDS, type Known } from '../../regulations/rule.ts';
import type { Tone } from '../look.ts';
import { paths } from '../paths.ts';
import { say } from '../words.ts';
import { FieldInput } from './field-input.tsx';
import { Tag } from './notice.tsx';
import { Hidden } from './record-form.tsx';
import { CARDS, Scroll } from './scroll.tsx';
import { Verbs } from './verbs.tsx';

const MARK_TONES: Readonly<Record<Known, Tone>> = { A: 'success', B: 'info', I: 'warning', U: 'warning' };
const STATE_TONES: Readonly<Record<RowState, Tone>> = {
  confirmed: 'success',
  stale: 'danger',
  unconfirmed: 'neutral',
};

type KnownProps = { known: Known; language: Language; brief?: true };

/** The mark as a letter, with its words beside it, or for screen readers alone where there is no room. */
export const KnownTag = ({ known, language, brief }: KnownProps) => (
  <div>
    <Tag tone={MARK_TONES[known]}>{known}</Tag>{' '}
    <span class={brief ? 'ds-sr-only' : 'hint'}>{say(KNOWN_WORDS[known], language)}</span>
  </div>
);

type StateProps = { state: RowState; confirmation: Confirmation | null; language: Language };

/** Whether a row is confirmed, by whom; where it has become stale, what was confirmed instead. */
export const StateOfRow = ({ state, confirmation, language }: StateProps) => (
  <div>
    <Tag tone={STATE_TONES[state]}>{say(STATES[state], language)}</Tag>
    {confirmation ? <p class="hint">{byLine(confirmation, language)}</p> : null}
    {state === 'stale' && confirmation ? (
      <p class="hint">
        {say(CONFIRMATION.was, language)} “{confirmation.shown}”
      </p>
    ) : null}
  </div>
);

/** The document and article of a row, and what is to be known of them. */
export const SourceOfRow = ({ row }: { row: RuleRow }) => (
  <div>
    {row.source}
    {row.note ? <p class="hint">{row.note}</p> : null}
  </div>
);

type RowsProps = {
  rows: readonly RuleRow[];
  language: Language;
  /** The areas a rule touches, as a line; empty for none. */
  touches: (rule: string) => string;
  /** Tokens of the rows ticked so far; absent where the reader does not confirm. */
  chosen?: ReadonlySet<string> | undefined;
};

/** Rows under one heading each: what changed, what nobody confirmed (weakest first), what is done. */
export const ConfirmationRows = ({ rows, ...p }: RowsProps) => {
  const sections = Map.groupBy(rows, ({ state, known }) => say(SECTIONS[state](known), p.language));
  return (
    <>
      {[...sections].map(([heading, members], at) => (
        <Section id={`rows-${at}`} heading={heading} rows={members} {...p} />
      ))}
    </>
  );
};

type SectionProps = RowsProps & { id: string; heading: string };

const Section = ({ id, heading, rows, ...p }: SectionProps) => (
  <Scroll labelledBy={id}>
    <table class="ds-table cards" {...CARDS.table}>
      <caption id={id}>
        {heading} <span class="caption-count">({rows.length})</span>
      </caption>
      <thead {...CARDS.group}>
        <tr {...CARDS.row}>
          {[RULES.rule, RULES.value, RULES.days, RULES.source, CONFIRMATION.state].map((words) => (
            <th scope="col">{say(words, p.language)}</th>
          ))}
        </tr>
      </thead>
      <tbody {...CARDS.group}>
        {rows.map((row) => (
          <Row row={row} {...p} />
        ))}
      </tbody>
    </table>
  </Scroll>
);

type RowProps = Omit<RowsProps, 'rows'> & { row: RuleRow };

const Row = ({ row, language, chosen, touches }: RowProps) => {
  const touched = touches(row.rule);
  const cell = (words: Words) => ({ ...CARDS.cell, 'data-label': say(words, language) });
  return (
    <tr {...CARDS.row}>
      <th scope="row" {...CARDS.head} data-label={say(RULES.rule, language)}>
        {chosen && row.state !== 'confirmed' ? (
          <Choose row={row} isChosen={chosen.has(row.token)} />
        ) : (
          row.name
        )}
        <p class="hint">
          <a href={paths.rule(row.rule)}>{row.rule}</a>
          {touched ? ` · ${say(RULES.touches, language)}: ${touched}` : null}
        </p>
      </th>
      <td {...cell(RULES.value)}>{row.valueText}</td>
      <td {...cell(RULES.days)}>{daysText(row, language)}</td>
      <td {...cell(RULES.source)}>
        <SourceOfRow row={row} />
      </td>
      <td {...cell(CONFIRMATION.state)}>
        <StateOfRow state={row.state} confirmation={row.confirmation} language={language} />
      </td>
    </tr>
  );
};

const Choose = ({ row, isChosen }: { row: RuleRow; isChosen: boolean }) => (
  <label class="choose-row">
    <input class="ds-input" type="checkbox" name="row" value={row.token} checked={isChosen} /> {row.name}
  </label>
);

type FormProps = {
  language: Language;
  hidden: Readonly<Record<string, string>>;
  typed: Typed;
  today: PlainDate;
  refusals: readonly Refusal[];
};

const { confirmed_on: CONFIRMED_ON, note: NOTE } = confirmationForm.fields;

export const ConfirmationForm = (p: PropsWithChildren<FormProps>) => (
  <form method="post" action={paths.confirmRules()}>
    <Hidden values={p.hidden} />
    {p.children}
    <div class="entry-form">
      <FieldInput
        name="confirmed_on"
        field={CONFIRMED_ON}
        language={p.language}
        value={textOf(p.typed.confirmed_on) || formatDate(p.today, 'vi')}
        refusals={p.refusals}
      />
      <FieldInput
        name="note"
        field={NOTE}
        language={p.language}
        value={textOf(p.typed.note)}
        refusals={p.refusals}
      />
      <Verbs language={p.language} verb={CONFIRMATION.verb} />
    </div>
  </form>
);
