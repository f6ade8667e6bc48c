/** For tests: lists of offices, handed in and read as it is suggested. */
import { read } from '../db/door.ts';
import type { Office } from '../records/commands.ts';
import { accepted } from '../records/testing.ts';
import {
  chooseSheets,
  columnsOf,
  confirmLetters,
  guessedLetters,
  judgeNow,
  mapColumns,
  openImport,
  viewOf,
} from './commands.ts';
import type { Draft } from './draft.ts';
import { isRunning } from './jobs.ts';
import { HEADING_MERGES, HEADINGS, type SampleSheet, sampleWorkbook } from './sample-lists.ts';
import { loadDraft } from './store.ts';

type Desk = Office & { newId: () => string };

export const draftFor = async (office: Office, id: string): Promise<Draft> =>
  (await read(office, (tx) => loadDraft(tx, id)))!;

export async function handInFor(
  office: Desk,
  sheets: readonly SampleSheet[],
  unit: string,
  list = 'members',
): Promise<string> {
  const id = office.newId();
  const bytes = await sampleWorkbook(sheets);
  accepted(await openImport(office, { id, name: 'Danh sách.xlsx', bytes, list, unit }));
  return id;
}

/** Everything as it is suggested, up to the rows compared. */
export async function asSuggestedFor(
  office: Office,
  id: string,
  sheets: readonly number[] = [0],
  unit = '',
): Promise<void> {
  const draft = await draftFor(office, id);
  const views = await Promise.all(sheets.map((sheet) => viewOf(office, draft, sheet)));
  await chooseSheets(
    office,
    id,
    views.map(({ header: [from, to] }, i) => ({ sheet: sheets[i]!, from, to, unit })),
  );
  await confirmLetters(office, id, guessedLetters(draft.found));
  for (const view of views) {
    const now = await draftFor(office, id);
    const { columns } = await columnsOf(office, now, view);
    accepted(await mapColumns(office, now, view.signature, columns));
  }
  // On a busy machine patience ends before the step does: whoever asks again joins it.
  do await judgeNow(office, id);
  while (isRunning(id));
}

export const list = (rows: SampleSheet['rows'], more: Partial<SampleSheet> = {}): SampleSheet => ({
  ...{ name: 'Trang 1', titles: ['ĐẢNG BỘ XÃ', 'DANH SÁCH ĐẢNG VIÊN'], merges: HEADING_MERGES },
  ...{ rows: [...HEADINGS, ...rows], ...more },
});
