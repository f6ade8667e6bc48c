/** A large list of Excel by the wizard: how long each step takes, how much memory the server needs, and what COPY would take. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { read } from '../src/db/door.ts';
import { carryOutImport } from '../src/imports/act.ts';
import {
  chooseSheets,
  columnsOf,
  confirmLetters,
  guessedLetters,
  judgeNow,
  mapColumns,
  openImport,
  viewOf,
} from '../src/imports/commands.ts';
import type { State } from '../src/imports/draft.ts';
import { countOutcomes, loadDraft } from '../src/imports/store.ts';
import { newId } from '../src/kernel/id.ts';
import { copyOf } from './copy.ts';
import type { Grounds, Site } from './site.ts';
import { milliseconds } from './stopwatch.ts';

export type WizardSpeed = {
  rows: number;
  read: number;
  judged: number;
  recorded: number;
  records: number;
  /** COPY of the records it made, into the same indexed tables. */
  copied: number;
  /** Bytes the server's process grew by at most while it worked. */
  memory: number;
};

const LIST = fileURLToPath(new URL('./wizard-list.ts', import.meta.url));

/** Throws where the list is not recorded to its last row. */
export async function measureWizard(
  { server, folder }: Grounds,
  site: Site,
  rows: number,
): Promise<WizardSpeed> {
  const file = join(folder, 'list.xlsx');
  execFileSync(process.execPath, ['--import', 'tsx', LIST, file, String(rows)]);
  const office = { ...site.house, token: site.token };
  const [cell] = await site.owner<{ unit: string }[]>`
    select unit from unit_now where kind like '%cell' order by code limit 1`;
  const id = newId(office.clock) as string;
  const draftOf = async () => (await read(office, (tx) => loadDraft(tx, id)))!;
  const before = process.memoryUsage().rss;
  let most = before;
  const watch = setInterval(() => {
    most = Math.max(most, process.memoryUsage().rss);
  }, 50);
  const until = async (state: State, begin: Promise<unknown>): Promise<number> => {
    const start = milliseconds();
    await begin;
    while ((await draftOf()).state !== state) await sleep(50);
    return milliseconds() - start;
  };
  const handed = { id, name: 'list.xlsx', bytes: readFileSync(file), list: 'members', unit: cell!.unit };
  const opened = openImport(office, handed).then((outcome) => {
    if (!outcome.ok) throw new Error(outcome.refusals[0]!.message.en);
  });
  const reading = await until('read', opened);
  const view = await viewOf(office, await draftOf(), 0);
  await chooseSheets(office, id, [{ sheet: 0, from: view.header[0], to: view.header[1], unit: cell!.unit }]);
  await confirmLetters(office, id, guessedLetters((await draftOf()).found));
  const { columns } = await columnsOf(office, await draftOf(), view);
  await mapColumns(office, await draftOf(), view.signature, columns);
  const judged = await until('judged', judgeNow(office, id));
  const counts = await read(office, (tx) => countOutcomes(tx, id));
  const recorded = await until('applied', carryOutImport(office, id, 'apply'));
  clearInterval(watch);
  if (counts.new !== rows)
    throw new Error(`${counts.new} of ${rows} rows were new: ${JSON.stringify(counts)}`);
  const { applied } = await draftOf();
  const { copied, records } = await copyOf(server, site, ['person', 'stay', 'standing'], `act = ${applied}`);
  return { rows, read: reading, judged, recorded, records, copied, memory: most - before };
}
