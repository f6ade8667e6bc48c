/** The rows that come back: the sheets as they were, only these rows, and why. */
import { read } from '../../db/door.ts';
import { type ReturnedSheet, returnedWorkbook } from '../../documents/xlsx/returned.ts';
import { handedOf } from '../../files/export.ts';
import type { Draft } from '../../imports/draft.ts';
import { textsOf } from '../../imports/judge.ts';
import { firstRows, rowsOfOutcome } from '../../imports/store.ts';
import { listOf } from '../../imports/targets.ts';
import { done } from '../../kernel/refusal.ts';
import { type Answer, type Desk, notFound } from '../desk.tsx';
import { IMPORT, RESULT } from '../import-words.ts';
import { reasonsOf } from '../parts/imports/comparison.tsx';
import { say } from '../words.ts';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** As many rows as a list may hold that somebody mends by hand. */
const MOST_RETURNED = 20_000;

export async function returnedAnswer(desk: Desk, draft: Draft | undefined): Promise<Answer> {
  const list = draft && listOf(desk.catalogue, draft.list);
  if (!draft || !list) return notFound(desk.language);
  const rows = await read(desk, (tx) => rowsOfOutcome(tx, draft.id, 'rejected', 0, MOST_RETURNED));
  const title = `${say(IMPORT.title, desk.language)}: ${draft.name}`;
  const make = async (): Promise<ReturnedSheet[]> => {
    const { fonts = [], sheets = [] } = draft.found;
    const letters = draft.choices.letters ?? {};
    const made: ReturnedSheet[] = [];
    for (const [at, some] of Map.groupBy(rows, ({ sheet }) => sheet)) {
      const last = draft.choices.sheets?.[at]?.header[1] ?? 0;
      const head = (await read(desk, (tx) => firstRows(tx, draft.id, at, last))).filter(
        ({ line }) => line <= last,
      );
      const width = Math.max(
        ...[...head, ...some].flatMap(({ cells }) => (cells ?? []).map(([column]) => column + 1)),
        1,
      );
      const textOf = (row: (typeof rows)[number]) => {
        const { texts } = textsOf(row, fonts, letters);
        return Array.from({ length: width }, (_, column) => texts.get(column) ?? '');
      };
      const byLine = new Map(head.map((row) => [row.line, textOf(row)]));
      made.push({
        name: sheets[at]?.name ?? '',
        head: Array.from({ length: last }, (_, i) => byLine.get(i + 1) ?? []),
        merges: (sheets[at]?.merges ?? [])
          .filter(([, , r2]) => r2 <= last)
          .map(([r1, c1, r2, c2]) => ({ startRow: r1 - 1, startCol: c1, endRow: r2 - 1, endCol: c2 })),
        rows: some.map((row) => [...textOf(row), reasonsOf(list, row, desk.language)]),
        reasonAt: width,
        reasonHeading: say(RESULT.reasonColumn, desk.language),
      });
    }
    return made;
  };
  const type = desk.catalogue.record(list.type);
  return {
    title,
    data: { rows: rows.length },
    view: () => null,
    list: handedOf(
      type,
      rows.map(({ record, said }) => ({ id: record!, ...said })),
      rows.map(({ record }) => record!),
    ),
    files: {
      xlsx: async (mark) =>
        done({
          bytes: await returnedWorkbook(await make(), mark),
          type: XLSX,
          name: `${draft.name.replace(/\.xlsx$/i, '')} - tra lai.xlsx`,
        }),
    },
  };
}
