/**
 * Where the bytes of attachments lie: outside the web root, each under its SHA-256, read-only, restricted ones apart
 * from the others. A file is on the disk before the command that names it is committed: written, synced, renamed,
 * its folder synced. A second copy, where there is one, mends the first.
 */
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, unlink } from 'node:fs/promises';
import path from 'node:path';
import { APART } from './contract.ts';

/** `copy` is a second folder, best on another disk (`CAPUY_FILES_COPY`). */
export type Shelf = { folder: string; copy?: string | undefined };

export type Shelved = { sha256: string; sensitivity: string };

export const digestOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

export const shelfIn = (dataFolder: string, copy?: string): Shelf => ({
  folder: path.join(dataFolder, 'files'),
  ...(copy ? { copy } : {}),
});

const foldersOf = ({ folder, copy }: Shelf): string[] => (copy ? [folder, copy] : [folder]);

const placeOf = (folder: string, { sha256, sensitivity }: Shelved): string =>
  path.join(
    folder,
    APART.includes(sensitivity) ? 'restricted' : 'common',
    sha256.slice(0, 2),
    sha256.slice(2),
  );

/** Makes a folder's entries last. Windows opens no folder and keeps its directories by itself. */
async function settle(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  await handle.sync().finally(() => handle.close());
}

async function makeFolder(folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true, mode: 0o700 });
  if (!first) return;
  for (let made = folder; made.length >= first.length; made = path.dirname(made))
    await settle(path.dirname(made));
}

async function write(place: string, bytes: Uint8Array): Promise<void> {
  const folder = path.dirname(place);
  await makeFolder(folder);
  const draft = `${place}.${randomUUID()}.part`;
  const handle = await open(draft, 'wx', 0o400);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
  try {
    await rename(draft, place);
  } catch (error) {
    await unlink(draft);
    throw error;
  }
  await settle(folder);
}

/** The bytes where they are what their name says. */
async function intact(place: string, sha256: string): Promise<Buffer | undefined> {
  const bytes = await readFile(place).catch(() => undefined);
  return bytes && digestOf(bytes) === sha256 ? bytes : undefined;
}

/** Puts the bytes on the shelf and its copy. When it answers they survive the loss of power. */
export async function shelve(shelf: Shelf, bytes: Uint8Array, sensitivity: string): Promise<string> {
  const file = { sha256: digestOf(bytes), sensitivity };
  for (const folder of foldersOf(shelf)) {
    const place = placeOf(folder, file);
    if (await intact(place, file.sha256)) await settle(path.dirname(place));
    else await write(place, bytes);
  }
  return file.sha256;
}

export type Health = 'whole' | 'mended' | 'damaged';

/** Reads a file and proves it by its digest; a damaged or missing one is mended from the other copy. */
export async function fetchFile(shelf: Shelf, file: Shelved): Promise<{ health: Health; bytes?: Buffer }> {
  const places = foldersOf(shelf).map((folder) => placeOf(folder, file));
  const found = await Promise.all(places.map((place) => intact(place, file.sha256)));
  const bytes = found.find((one) => one !== undefined);
  if (!bytes) return { health: 'damaged' };
  const lost = places.filter((_, i) => found[i] === undefined);
  for (const place of lost) await write(place, bytes);
  return { health: lost.length > 0 ? 'mended' : 'whole', bytes };
}

/** Files that lie there though no record names them: drafts, and bytes whose command was not committed. */
export async function strays(shelf: Shelf, known: readonly Shelved[]): Promise<string[]> {
  const found: string[] = [];
  for (const folder of foldersOf(shelf)) {
    const wanted = new Set(known.map((file) => placeOf(folder, file)));
    const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
    for (const entry of entries) {
      const place = path.join(entry.parentPath, entry.name);
      if (entry.isFile() && !wanted.has(place)) found.push(place);
    }
  }
  return found.sort();
}

export const removeStray = (place: string): Promise<void> => unlink(place);
