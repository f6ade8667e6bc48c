/**
 * Puts what was restored beside the data in their place, and what was there aside. A journal is written first, so that
 * a swap that was interrupted is finished by whoever opens the folder next: there is never half of each. Where the
 * records lie in another server, one transaction replaces them and the journal is written before its commit: the swap
 * then counts if that transaction does.
 */
import fs from 'node:fs';
import path from 'node:path';
import { claim, inUse } from './embedded/owner.ts';

/** Paths within the data folder. */
export type Journal = {
  from: string;
  aside: string;
  names: string[];
  /** Hash of an audit entry of the transaction without which nothing is swapped. */
  entry?: string;
};

const journalIn = (dataFolder: string) => path.join(dataFolder, 'restore.json');

function journalOf(dataFolder: string): Journal | undefined {
  if (!fs.existsSync(journalIn(dataFolder))) return undefined;
  return JSON.parse(fs.readFileSync(journalIn(dataFolder), 'utf8')) as Journal;
}

/** Swaps every one of the names. Throws `EmbeddedError` (`in_use`) while somebody works in the folder. */
export async function swapIn(dataFolder: string, journal: Journal): Promise<void> {
  noteSwap(dataFolder, journal);
  await finishSwap(dataFolder);
}

/** Sees the journal onto the disk: from here on the swap is begun. */
export function noteSwap(dataFolder: string, journal: Journal): void {
  const draft = `${journalIn(dataFolder)}.tmp`;
  const file = fs.openSync(draft, 'w', 0o600);
  fs.writeSync(file, JSON.stringify(journal));
  fs.fsyncSync(file);
  fs.closeSync(file);
  fs.renameSync(draft, journalIn(dataFolder));
}

/**
 * Finishes a swap that was begun; does nothing where there is none. `stands` tells whether the database has an audit
 * entry: without it, a swap that hangs on a transaction waits for whoever can ask that database.
 */
export async function finishSwap(
  dataFolder: string,
  stands?: (entry: string) => Promise<boolean>,
): Promise<void> {
  const begun = journalOf(dataFolder);
  if (!begun || (begun.entry !== undefined && !stands)) return;
  const hold = await claim(fs.realpathSync(dataFolder), false);
  if ('owner' in hold) throw inUse(dataFolder, hold);
  try {
    // Read again: whoever held the folder may have finished it.
    const journal = journalOf(dataFolder);
    if (!journal) return;
    const counts = journal.entry === undefined || (await stands!(journal.entry));
    const [from, aside] = [path.join(dataFolder, journal.from), path.join(dataFolder, journal.aside)];
    if (counts) fs.mkdirSync(aside, { recursive: true, mode: 0o700 });
    for (const name of counts ? journal.names : []) {
      const [fresh, here] = [path.join(from, name), path.join(dataFolder, name)];
      // Gone from where it was made: it stands in its place already.
      if (!fs.existsSync(fresh)) continue;
      if (fs.existsSync(here)) fs.renameSync(here, path.join(aside, name));
      fs.renameSync(fresh, here);
    }
    fs.rmSync(from, { recursive: true, force: true });
    fs.rmSync(journalIn(dataFolder));
  } finally {
    await hold.release();
  }
}
