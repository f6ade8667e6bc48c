/** Ours, theirs, or what the paper says: by field for all rows, and row by row. */
import { type Change, type Draft, OUTCOMES, type Outcome, type Row } from '../../../imports/draft.ts';
import { faultWords } from '../../../imports/faults.ts';
import { formatCount } from '../../../kernel/number.ts';
import type { Language } from '../../../kernel/words.ts';
import { type Labels, shown } from '../../../records/labels.ts';
import type { List } from '../../../records/lists.ts';
import { COMPARE } from '../../import-words.ts';
import { paths } from '../../paths.ts';
import { say } from '../../words.ts';
import { Tabs } from '../links.tsx';
import { Notice } from '../notice.tsx';
import { CARDS, Scroll } from '../scroll.tsx';

export type FieldCount = { field: string; act: boolean; fills: number; differs: number; taken: number };

export type ComparisonProps = {
  draft: Draft;
  list: List;
  language: Language;
  counts: Record<Outcome, number>;
  outcome: Outcome;
  page: number;
  rows: readonly Row[];
  more: boolean;
  fields: readonly FieldCount[];
  /** Names of units, and of the records rows may be. */
  labels: Labels;
};

export const Comparison = (p: ComparisonProps) => {
  const { language, draft } = p;
  const tabs = (Object.keys(OUTCOMES) as Outcome[]).map((outcome) => ({
    href: paths.importStep(draft.id, 'compare', { outcome }),
    label: say(OUTCOMES[outcome], language),
    current: outcome === p.outcome,
    count: p.counts[outcome],
  }));
  return (
    <>
      <p>{say(COMPARE.intro, language)}</p>
      {p.fields.length > 0 ? <ByField {...p} /> : null}
      <p>
        <a class="ds-button" data-variant="secondary" href={paths.importStep(draft.id, 'result')}>
          {say(COMPARE.on, language)}
        </a>
      </p>
      <Tabs label={say(OUTCOMES[p.outcome], language)} tabs={tabs} />
      {p.rows.length === 0 ? <p class="empty">{say(COMPARE.empty, language)}</p> : null}
      {p.outcome === 'changed' || p.outcome === 'double' ? (
        p.rows.map((row, i) => <RowForm p={p} row={row} at={i} />)
      ) : (
        <PlainRows {...p} />
      )}
      {p.more ? (
        <p>
          <a
            rel="next"
            href={paths.importStep(draft.id, 'compare', { outcome: p.outcome, page: String(p.page + 1) })}
          >
            {say(COMPARE.nextPage, language)}
          </a>
        </p>
      ) : null}
    </>
  );
};

const fieldName = ({ list, language }: ComparisonProps, name: string) =>
  list.columns[name] ? say(list.columns[name].field.words, language) : name;

const valueText = (p: ComparisonProps, name: string, value: unknown): string => {
  const column = p.list.columns[name];
  const field = column?.field;
  // Of a number that the product keeps as a mark alone, the end is enough to know the row by.
  if (column?.digits && field?.sensitive && typeof value === 'string') return `…${value.slice(-4)}`;
  return field ? shown(field, value, p.labels, p.language) : String(value ?? '');
};

const ByField = (p: ComparisonProps) => (
  <section aria-labelledby="by-field">
    <h2 id="by-field">{say(COMPARE.byField, p.language)}</h2>
    <Scroll labelledBy="by-field">
      <table class="ds-table cards" {...CARDS.table}>
        <thead {...CARDS.group}>
          <tr {...CARDS.row}>
            {[COMPARE.field, COMPARE.fills, COMPARE.differs, COMPARE.taken].map((words) => (
              <th scope="col">{say(words, p.language)}</th>
            ))}
          </tr>
        </thead>
        <tbody {...CARDS.group}>
          {p.fields.map((one) => (
            <tr {...CARDS.row}>
              <th scope="row" {...CARDS.head} data-label={say(COMPARE.field, p.language)}>
                {fieldName(p, one.field)}
              </th>
              {(['fills', 'differs'] as const).map((kind) => (
                <td {...CARDS.cell} data-label={say(COMPARE[kind], p.language)}>
                  <div>
                    {formatCount(one[kind], p.language)}{' '}
                    {one[kind] > 0 && !one.act ? <TakeAll p={p} one={one} kind={kind} /> : null}
                  </div>
                </td>
              ))}
              <td {...CARDS.cell} data-label={say(COMPARE.taken, p.language)}>
                {one.act ? say(COMPARE.byAct, p.language) : formatCount(one.taken, p.language)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  </section>
);

const TakeAll = ({ p, one, kind }: { p: ComparisonProps; one: FieldCount; kind: 'fills' | 'differs' }) => (
  <form class="inline" method="post" action={paths.importStep(p.draft.id, 'compare')}>
    <input type="hidden" name="field" value={one.field} />
    <input type="hidden" name="only" value={kind} />
    {(['theirs', 'ours'] as const).map((how) => (
      <button class="ds-button" data-variant="tertiary" data-size="sm" type="submit" name="how" value={how}>
        {say(how === 'theirs' ? COMPARE.takeAll : COMPARE.keepAll, p.language)}
        <span class="ds-sr-only">
          : {fieldName(p, one.field)}, {say(COMPARE[kind], p.language)}
        </span>
      </button>
    ))}
  </form>
);

const titleOf = (p: ComparisonProps, row: Row): string => {
  const key = p.list.match?.name ?? Object.keys(p.list.columns)[0]!;
  const said = row.said?.[key];
  return said ? valueText(p, key, said) : (p.labels.get(row.record ?? '') ?? '–');
};

const placeOf = (p: ComparisonProps, row: Row): string =>
  say(COMPARE.line(p.draft.found.sheets?.[row.sheet]?.name ?? '', row.line), p.language);

type RowProps = { p: ComparisonProps; row: Row; at: number };

const RowForm = ({ p, row, at }: RowProps) => (
  <form class="entry-form wide step-part" method="post" action={paths.importStep(p.draft.id, 'compare')}>
    <h3>
      {row.record && row.outcome === 'changed' ? (
        <a href={paths.record(p.draft.type, row.record)}>{titleOf(p, row)}</a>
      ) : (
        titleOf(p, row)
      )}{' '}
      <span class="hint">{placeOf(p, row)}</span>
    </h3>
    <input type="hidden" name="row" value={`${row.sheet}:${row.line}`} />
    <input type="hidden" name="page" value={String(p.page)} />
    <input type="hidden" name="outcome" value={p.outcome} />
    {row.decided._conflict ? <Notice tone="warning">{say(COMPARE.conflict, p.language)}</Notice> : null}
    {row.outcome === 'double' ? <Which p={p} row={row} at={at} /> : <Differences p={p} row={row} at={at} />}
    <button class="ds-button" data-variant="secondary" type="submit">
      {say(COMPARE.decide, p.language)}
      <span class="ds-sr-only">: {titleOf(p, row)}</span>
    </button>
  </form>
);

const Which = ({ p, row, at }: RowProps) => {
  const candidates = Array.isArray(row.decided._candidates) ? row.decided._candidates : [];
  const options = [
    ...candidates.map((id) => [id, say(COMPARE.same(p.labels.get(id) ?? id), p.language)] as const),
    ['new', say(COMPARE.isNew, p.language)] as const,
    ['return', say(COMPARE.isReturned, p.language)] as const,
  ];
  return (
    <fieldset class="ds-fieldset">
      <legend class="ds-label">{say(COMPARE.which, p.language)}</legend>
      {options.map(([value, label]) => (
        <label class="tick" for={`w-${at}-${value}`}>
          <input type="radio" id={`w-${at}-${value}`} name="which" value={value} /> {label}
        </label>
      ))}
    </fieldset>
  );
};

const Differences = ({ p, row, at }: RowProps) => (
  <Scroll label={titleOf(p, row)}>
    <table class="ds-table cards" {...CARDS.table}>
      <thead {...CARDS.group}>
        <tr {...CARDS.row}>
          {[COMPARE.field, COMPARE.ours, COMPARE.theirs, COMPARE.decide, COMPARE.paper].map((words) => (
            <th scope="col">{say(words, p.language)}</th>
          ))}
        </tr>
      </thead>
      <tbody {...CARDS.group}>
        {Object.entries(row.changes ?? {}).map(([name, change]) => (
          <Difference p={p} row={row} at={at} name={name} change={change} />
        ))}
      </tbody>
    </table>
  </Scroll>
);

const Difference = ({ p, row, at, name, change }: RowProps & { name: string; change: Change }) => {
  const decided = row.decided[name];
  const paper = typeof decided === 'object' && 'paper' in decided ? decided.paper : undefined;
  const now = paper !== undefined ? 'paper' : decided === 'theirs' ? 'theirs' : 'ours';
  const cell = (words: typeof COMPARE.ours) => ({ ...CARDS.cell, 'data-label': say(words, p.language) });
  const title = fieldName(p, name);
  return (
    <tr {...CARDS.row}>
      <th scope="row" {...CARDS.head} data-label={say(COMPARE.field, p.language)}>
        {title}
      </th>
      <td {...cell(COMPARE.ours)}>{valueText(p, name, change.ours) || '–'}</td>
      <td {...cell(COMPARE.theirs)}>{valueText(p, name, change.theirs)}</td>
      {change.act ? (
        <td colspan={2} {...cell(COMPARE.decide)}>
          {say(COMPARE.byAct, p.language)}
        </td>
      ) : (
        <>
          <td {...cell(COMPARE.decide)}>
            <input type="hidden" name="field" value={name} />
            <label class="ds-sr-only" for={`h-${at}-${name}`}>
              {title}
            </label>
            <select class="ds-input" data-width="auto" id={`h-${at}-${name}`} name="how">
              {(['ours', 'theirs', 'paper'] as const).map((how) => (
                <option value={how} selected={how === now}>
                  {say(COMPARE[how], p.language)}
                </option>
              ))}
            </select>
          </td>
          <td {...cell(COMPARE.paper)}>
            <label class="ds-sr-only" for={`p-${at}-${name}`}>
              {say(COMPARE.paper, p.language)}: {title}
            </label>
            <input
              class="ds-input"
              type="text"
              size={16}
              id={`p-${at}-${name}`}
              name="paper"
              value={paper === undefined ? '' : valueText(p, name, paper)}
              autocomplete="off"
            />
          </td>
        </>
      )}
    </tr>
  );
};

/** Rows that need no decision: what they say, or why they come back. */
const PlainRows = (p: ComparisonProps) => {
  const said = p.rows.flatMap((row) =>
    Object.keys(row.said ?? {}).filter((name) => row.said![name] !== null),
  );
  const names = Object.keys(p.list.columns).filter((name) => said.includes(name));
  const isReturned = p.outcome === 'rejected';
  return p.rows.length === 0 ? null : (
    <Scroll label={say(OUTCOMES[p.outcome], p.language)}>
      <table class="ds-table cards" {...CARDS.table}>
        <thead {...CARDS.group}>
          <tr {...CARDS.row}>
            {names.map((name) => (
              <th scope="col">{fieldName(p, name)}</th>
            ))}
            {isReturned ? <th scope="col">{say(COMPARE.reason, p.language)}</th> : null}
          </tr>
        </thead>
        <tbody {...CARDS.group}>
          {p.rows.map((row) => (
            <tr {...CARDS.row}>
              {names.map((name) => (
                <td {...CARDS.cell} data-label={fieldName(p, name)}>
                  {valueText(p, name, row.said?.[name]) || '–'}
                </td>
              ))}
              {isReturned ? (
                <td {...CARDS.cell} data-label={say(COMPARE.reason, p.language)}>
                  <div>
                    {reasonsOf(p.list, row, p.language)} <span class="hint">{placeOf(p, row)}</span>
                  </div>
                </td>
              ) : null}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
};

/** Why a row comes back, fault by fault. */
export const reasonsOf = (list: List, { faults }: Pick<Row, 'faults'>, language: Language): string =>
  (faults ?? [])
    .filter(({ state }) => state !== 'mended')
    .map(({ column, code, typed }) => {
      const name = list.columns[column] ? `${say(list.columns[column].field.words, language)}: ` : '';
      return `${name}${say(faultWords(code), language)}${typed ? ` (${typed})` : ''}`;
    })
    .join('; ');
