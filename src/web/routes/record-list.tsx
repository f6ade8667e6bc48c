/** The list of a record type, as page, data and workbook. */
import type { Context } from 'hono';
import { handedOf, isOnMembers, PURPOSE_FROM } from '../../files/export.ts';
import type { Language } from '../../kernel/words.ts';
import type { RecordType } from '../../records/define.ts';
import { hasOwnDay, readFilters } from '../../records/filters.ts';
import { maskedRow } from '../../records/masking.ts';
import { answer, deskOf, type Env, refusedAnswer } from '../desk.tsx';
import { isTakenOut } from '../leaving.tsx';
import { address } from '../look.ts';
import { PER_PAGE } from '../paging.ts';
import { RecordTable } from '../parts/record-table.tsx';
import { paths } from '../paths.ts';
import { TREE } from '../tree-words.ts';
import { say } from '../words.ts';
import { loadList, unitAsked } from './load.ts';

type RecordContext = Context<Env>;

/** Lists that are cut to the reader's part of the tree. */
const PLACED: readonly string[] = ['unit', 'case', 'own'];

/** A file holds the whole list. Data on members, for which no purpose was stated, hold as many as go out without. */
const limitOf = (format: string, type: RecordType, purpose: string): number => {
  if (format === 'json') return isOnMembers(type) && purpose === '' ? PURPOSE_FROM : WHOLE;
  return format === 'xlsx' ? WHOLE : PER_PAGE;
};

const WHOLE = 100_000;

/** The list of a record type: cut by filters and a unit, masked on the screen, whole where it passes the gate of exports. */
export async function list(c: RecordContext, type: RecordType): Promise<Response> {
  const desk = deskOf(c);
  const query = c.req.query();
  const format = c.get('format');
  const limit = limitOf(format, type, query.purpose ?? '');
  const within = await unitAsked(desk, query.beneath);
  const asked = readFilters(type, { ...query, beneath: within.id });
  if (!asked.ok) return answer(c, refusedAnswer(desk.language, asked.refusals));
  const page = await loadList(desk, type, asked.value, limit);
  const title = say(type.words.many, desk.language);
  const rows = page.rows.map((row) => maskedRow(type, row));
  const handed = handedOf(
    type,
    page.rows,
    page.rows.map(({ id }) => id),
  );
  // What is taken out passes the gate of exports, as a workbook does: whole, and noted. What a screen shows is masked.
  const isTaken = format === 'json' && isTakenOut(handed);
  return answer(c, {
    title,
    crumbs: [{ label: title }],
    data: { total: page.total, next: page.next, rows: isTaken ? page.rows : rows },
    list: handed,
    sheets: () => [page.sheet()],
    view: () => (
      <>
        <h1>{title}</h1>
        {PLACED.includes(type.class) ? (
          <ByTree type={type} query={query} tree={asked.value.filters.tree} language={desk.language} />
        ) : null}
        <RecordTable
          record={type}
          language={desk.language}
          rows={rows.map((row) => ({ id: row.id, href: paths.record(type.name, row.id), values: row }))}
          total={page.total}
          path={paths.list(type.name)}
          query={{ ...query, beneath: within.id }}
          labels={page.labels}
          within={within.text}
          options={page.options}
          nextAfter={page.next ?? undefined}
          excelHref={paths.list(`${type.name}.xlsx`, query)}
          enterHref={type.actOnly || !page.mayEnter ? undefined : paths.enter(type.name)}
        />
      </>
    ),
  });
}

type ByTreeProps = {
  type: RecordType;
  query: Record<string, string>;
  tree: string | undefined;
  language: Language;
};

/** Which tree cuts the list, and the way to the same list by the other. */
const ByTree = (p: ByTreeProps) => {
  const isThen = p.tree === 'then';
  const other = address(paths.list(p.type.name), p.query, { tree: isThen ? '' : 'then', after: undefined });
  return (
    <p class="hint">
      {say(isThen ? TREE.listsThen : TREE.listsNow, p.language)}
      {hasOwnDay(p.type) && p.query.beneath ? (
        <>
          {' '}
          <a href={other}>{say(isThen ? TREE.byNow : TREE.byThen, p.language)}</a>
        </>
      ) : null}
    </p>
  );
};
