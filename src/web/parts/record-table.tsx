/** The list of a record type: filters in the address, sortable columns, count, pages, print and Excel. */
import type { Language } from '../../kernel/words.ts';
import type { Field, RecordType } from '../../records/define.ts';
import { address, type Choice, type Labels, type Shown, showValue } from '../look.ts';
import type { Page } from '../paging.ts';
import { countLine, LIST, rangeLine, say, shownLine } from '../words.ts';
import { Pager, ToolLinks } from './links.tsx';
import { ListFilters } from './list-filters.tsx';
import { CARDS, Scroll } from './scroll.tsx';

/** A row of the list: its fields by name as stored, the address of the record, whether it still counts. */
export type ListRow = {
  id: string;
  href: string;
  values: Readonly<Record<string, unknown>>;
  withdrawn?: boolean;
};

export type Query = Readonly<Record<string, string | undefined>>;

export type RecordTableProps = {
  record: RecordType;
  language: Language;
  rows: readonly ListRow[];
  /** How many records match the filters, on all pages. */
  total: number;
  /** The address of the list without its query. */
  path: string;
  /** The query as it came: filters by field name, `from`, `to`, `sort`, `after`. */
  query: Query;
  labels?: Labels;
  /** Per filtered reference: what can be chosen. */
  options?: Readonly<Record<string, readonly Choice[]>>;
  /** The unit the list is cut to, as it is typed. */
  within?: string | undefined;
  /** Columns whose heading sorts; none when absent. `sort=x` ascends, `sort=-x` descends. */
  sortable?: readonly string[];
  /** Of a list that is counted whole, which rows are shown. */
  page?: Page<unknown>;
  /** Key of the last row, when there is a next page. */
  nextAfter?: string | undefined;
  excelHref?: string;
  /** Where a new record is entered, for those who may. */
  enterHref?: string | undefined;
};

/** The names that lists keep in the address besides the filters. */
const PAGING = { after: undefined };

const isNumeric = ({ type }: Field): boolean => type === 'count' || type === 'money';

const HeaderCell = ({ p, name, field }: { p: RecordTableProps; name: string; field: Field }) => {
  const label = say(field.words, p.language);
  const numeric = isNumeric(field) ? 'number' : undefined;
  if (!p.sortable?.includes(name)) {
    return (
      <th scope="col" class={numeric}>
        {label}
      </th>
    );
  }
  const state = p.query.sort === name ? 'ascending' : p.query.sort === `-${name}` ? 'descending' : 'none';
  const sort = state === 'ascending' ? `-${name}` : name;
  return (
    <th scope="col" class={numeric} aria-sort={state}>
      <a class="sort" href={address(p.path, p.query, { ...PAGING, sort })}>
        {label}
        <span class={`sort-mark sort-${state}`} aria-hidden="true" />
      </a>
    </th>
  );
};

const Cell = ({ shown, language }: { shown: Shown; language: Language }) => {
  if (shown.empty) {
    return (
      <>
        <span aria-hidden="true">–</span>
        <span class="ds-sr-only">{say(LIST.empty, language)}</span>
      </>
    );
  }
  return shown.href ? <a href={shown.href}>{shown.text}</a> : shown.text;
};

/** The first column of the list opens the record, whatever it shows. */
const Row = ({ p, row }: { p: RecordTableProps; row: ListRow }) => (
  <tr class={row.withdrawn ? 'withdrawn' : undefined} {...CARDS.row}>
    {p.record.list.map((name, index) => {
      const field = p.record.fields[name]!;
      const shown = showValue(field, row.values[name], p.language, p.labels);
      const label = say(field.words, p.language);
      if (index === 0) {
        return (
          <th scope="row" {...CARDS.head} data-label={label}>
            <a href={row.href}>{shown.text}</a>
          </th>
        );
      }
      return (
        <td {...CARDS.cell} class={isNumeric(field) ? 'number' : undefined} data-label={label}>
          <Cell shown={shown} language={p.language} />
        </td>
      );
    })}
  </tr>
);

const Empty = ({ p, filtered }: { p: RecordTableProps; filtered: boolean }) => (
  <div class="empty">
    <p>{say(filtered ? LIST.noMatch : p.record.words.empty, p.language)}</p>
    {filtered ? <a href={p.path}>{say(LIST.clear, p.language)}</a> : null}
    {p.enterHref && !filtered ? (
      <a class="ds-button" data-color="accent" href={p.enterHref}>
        {say(LIST.enter, p.language)}
      </a>
    ) : null}
  </div>
);

const Table = ({ p }: { p: RecordTableProps }) => (
  <Scroll labelledBy="list-caption">
    {/* Roles are named because on a phone the rows are laid out as cards, which takes the table's own away. */}
    <table class="ds-table cards" {...CARDS.table}>
      <caption id="list-caption">
        <span class="ds-sr-only">{say(p.record.words.many, p.language)}, </span>
        <span class="caption-count">{say(shownOf(p), p.language)}</span>
      </caption>
      <thead {...CARDS.group}>
        <tr {...CARDS.row}>
          {p.record.list.map((name) => (
            <HeaderCell p={p} name={name} field={p.record.fields[name]!} />
          ))}
        </tr>
      </thead>
      <tbody {...CARDS.group}>
        {p.rows.map((row) => (
          <Row p={p} row={row} />
        ))}
      </tbody>
    </table>
  </Scroll>
);

/** The whole list: tools, filters, count, table, pages; or who must enter what, when nothing is there. */
export const RecordTable = (p: RecordTableProps) => {
  const names = [...p.record.filters, ...(p.record.date ? ['from', 'to'] : []), 'beneath', 'on'];
  const filtered = names.some((name) => p.query[name]);
  const { one, many } = p.record.words;
  return (
    <section class="list">
      <div class="list-bar">
        <p class="count" role="status">
          <strong>{say(countLine(p.total, lower(many), lower(one)), p.language)}</strong>
        </p>
        <div class="tools">
          <ToolLinks language={p.language} excelHref={p.rows.length > 0 ? p.excelHref : undefined} />
          {p.enterHref && p.rows.length > 0 ? (
            <a class="ds-button" data-color="accent" href={p.enterHref}>
              {say(LIST.enter, p.language)}
            </a>
          ) : null}
        </div>
      </div>
      {names.length > 0 && (filtered || p.rows.length > 0) ? (
        <ListFilters
          record={p.record}
          language={p.language}
          path={p.path}
          query={p.query}
          filtered={filtered}
          options={p.options}
          within={p.within}
        />
      ) : null}
      {p.rows.length === 0 ? <Empty p={p} filtered={filtered} /> : <Table p={p} />}
      <Pages p={p} />
    </section>
  );
};

const Pages = ({ p }: { p: RecordTableProps }) => {
  const at = (after: string | undefined) => (after ? address(p.path, p.query, { after }) : undefined);
  const isLater = p.page ? p.page.isLater : p.query.after !== undefined;
  return (
    <Pager
      language={p.language}
      firstHref={isLater ? address(p.path, p.query, PAGING) : undefined}
      nextHref={at(p.page ? p.page.next : p.nextAfter)}
      wholeHref={at(p.page?.whole)}
    />
  );
};

/** Which rows of how many; a list paged by key knows only how many it shows. */
const shownOf = ({ page, rows, total }: RecordTableProps) =>
  page && rows.length < total
    ? rangeLine(page.start + 1, page.start + rows.length, total)
    : shownLine(rows.length, total);

/** The name of a record type as it stands after a number; names that begin with an abbreviation stay. */
const lower = (words: { vi: string; en: string }) => {
  const first = (text: string) =>
    /^\p{Lu}\p{Lu}/u.test(text) ? text : text.charAt(0).toLowerCase() + text.slice(1);
  return { vi: first(words.vi), en: first(words.en) };
};
