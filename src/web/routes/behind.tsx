/** The records behind a number, as far as the reader may open them: of the rest nothing is told that names a case. */
import type { Reader } from '../../db/door.ts';
import { handedOf, isOnMembers } from '../../files/export.ts';
import type { AnyRow } from '../../records/catalogue.ts';
import type { RecordType } from '../../records/define.ts';
import { labelsFor } from '../../records/labels.ts';
import { mayRead } from '../../records/store.ts';
import type { BehindFigure } from '../../reports/behind.ts';
import type { Desk } from '../desk.tsx';
import type { Labels } from '../look.ts';
import { type Page, pageOf } from '../paging.ts';
import { Notice } from '../parts/notice.tsx';
import { RecordTable } from '../parts/record-table.tsx';
import { paths } from '../paths.ts';
import { REPORTS } from '../report-words.ts';
import { say } from '../words.ts';

/** Rows on a page of records behind a number. */
const BEHIND_AT_ONCE = 100;

export type Listed = {
  /** The counted rows whose record the reader may open, in the order counted. */
  opened: BehindFigure['counted'];
  rows: AnyRow[];
  page: Page<AnyRow>;
  names: Awaited<ReturnType<typeof labelsFor>>;
  /** Whether the reader reads cases of this kind: then nothing is told of those left out. */
  readsCases: boolean;
};

/** One page of the records behind a number, with the names they refer to. */
export async function listedBehind(
  desk: Desk,
  tx: Reader,
  { counted, open, type }: BehindFigure,
  after: string | undefined,
): Promise<Listed> {
  const opened = counted.filter(({ record }) => open.has(record));
  const rows = rowsInOrder(opened, open);
  const page = pageOf(rows, after, BEHIND_AT_ONCE);
  const names = await labelsFor(tx, desk.catalogue, type, page.rows, desk.language);
  return { opened, rows, page, names, readsCases: await readsCasesOf(tx, type) };
}

/** Whether one record of the type left out of many tells the reader that they keep away from its case. */
export const readsCasesOf = async (tx: Reader, type: RecordType): Promise<boolean> =>
  type.class === 'case' && (await mayRead(tx, type.name));

/** Records in the order counted, each once; a target of 85 places is one record that stands for 85. */
const rowsInOrder = (opened: BehindFigure['counted'], open: BehindFigure['open']): AnyRow[] =>
  [...new Set(opened.map(({ record }) => record))].map((record) => open.get(record)!);

/** The records as data, and as what is handed out. `most`: how many on members, where no purpose was given. */
export function handedBehind({ type, open, opened }: BehindFigure & Listed, most: number) {
  const handed = isOnMembers(type) ? opened.slice(0, most) : opened;
  const rows = handed.map(({ record }) => open.get(record)!);
  return {
    records: handed.map(({ record, ...row }, at) => ({
      type: type.name,
      id: record,
      ...row,
      record: rows[at]!,
    })),
    list: handedOf(
      type,
      rows,
      handed.map(({ record }) => record),
    ),
  };
}

type BehindListProps = { desk: Desk; behind: BehindFigure & Listed; path: string };

/** `path`: the address of the number, with its query. */
export const BehindList = ({ desk: { language }, behind, path }: BehindListProps) => {
  const { type, page, names } = behind;
  const labels: Labels = Object.fromEntries([...names].map(([id, label]) => [id, { label }]));
  const { date: _, ...undated } = type;
  return (
    <>
      <LeftOut {...behind} language={language} />
      <h2>{say(REPORTS.behind, language)}</h2>
      {isEmptied(behind) ? null : (
        <RecordTable
          record={{ ...undated, filters: [] } as RecordType}
          language={language}
          page={page}
          rows={page.rows.map((row) => ({ id: row.id, href: paths.record(type.name, row.id), values: row }))}
          total={page.total}
          path={path.split('?')[0]!}
          query={Object.fromEntries(new URLSearchParams(path.split('?')[1]))}
          labels={labels}
          excelHref={path.replace('?', '.xlsx?')}
        />
      )}
    </>
  );
};

/** A table that says that nothing was recorded stands only where that is so. */
const isEmptied = ({ counted, opened, readsCases }: BehindFigure & Listed): boolean =>
  opened.length === 0 && (readsCases || counted.length > 0);

/**
 * What the list leaves out. To whoever reads such cases always the same is said: how many are missing would tell of
 * the case they keep away from.
 */
const LeftOut = ({
  counted,
  opened,
  readsCases,
  language,
}: BehindFigure & Listed & Pick<Desk, 'language'>) => {
  if (readsCases) return <Notice tone="info">{say(REPORTS.openableCases, language)}</Notice>;
  if (opened.length === counted.length) return null;
  return <Notice tone="info">{say(REPORTS.openable(opened.length, counted.length), language)}</Notice>;
};
