/**
 * Puts what was restored beside the data in their place, and what was there aside. A journal is written first, so that
 * a swap that was interrupted is finished by whoever opens the folder next: there is never half of each.
 */
import fs from 'node:fs';
import path from 'node:path';
import { claim, inUse } from './embedded/owner.ts';

/** Paths within the data folder. */
type Journal = { from: string; aside: string; names: string[] };

const journalIn = (dataFolder: string) => path.join(dataFolder, 'restore.json');

/** Swaps every one of the names. Throws `EmbeddedError` (`in_use`) while somebody works in the folder. */
export async function swapIn(dataFolder: string, journal: Journal): Promise<void> {
  const draft = `${journalIn(dataFolder)}.tmp`;
  const file = fs.openSync(draft, 'w', 0o600);
  fs.writeSync(file, JSON.stringify(journal));
  fs.fsyncSync(file);
  fs.closeSync(file);
  fs.renameSync(draft, journalIn(dataFolder));
  await finishSwap(dataFolder);
}

/** Finishes a swap that was begun; does nothing where there is none. */
export async function finishSwap(dataFolder: string): Promise<void> {
  if (!fs.existsSync(journalIn(dataFolder))) return;
  const hold = await claim(fs.realpathSync(dataFolder), false);
  if ('owner' in hold) throw inUse(dataFolder, hold);
  try {
    const journal = JSON.parse(fs.readFileSync(journalIn(dataFolder), 'utf8')) as Journal;
    const [from, aside] = [path.join(dataFolder, journal.from), path.join(dataFolder, journal.aside)];
    fs.mkdirSync(aside, { recursive: true, mode: 0o700 });
    for (const name of journal.names) {
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
