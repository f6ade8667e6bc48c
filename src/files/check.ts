/** Reads every file that was handed in and proves it by its digest; mends from the second copy; names what is lost. */
import type { Database } from '../db/connection.ts';
import { fetchFile, type Health, removeStray, type Shelf, strays } from './shelf.ts';
import { allShelved } from './store.ts';

export type Checked = {
  files: number;
  /** What was mended or is damaged, with the names under which it was handed in. */
  faults: { sha256: string; names: string[]; health: Exclude<Health, 'whole'> }[];
  /** Files no record names; removed where asked. */
  strays: string[];
};

export async function checkFiles(owner: Database, shelf: Shelf, sweep: boolean): Promise<Checked> {
  const known = await allShelved(owner);
  const faults: Checked['faults'] = [];
  for (const file of known) {
    const { health } = await fetchFile(shelf, file);
    if (health !== 'whole') faults.push({ sha256: file.sha256, names: file.names, health });
  }
  const found = await strays(shelf, known);
  if (sweep) for (const place of found) await removeStray(place);
  return { files: known.length, faults, strays: found };
}
