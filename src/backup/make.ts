/** Makes one backup: database, files and settings of a running installation in one encrypted file. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Member, type Written, writeArchive } from './archive.ts';
import { type Dumped, dump } from './dump.ts';
import { keptFiles, partsOf } from './files.ts';
import { FORMAT, MANIFEST_FILE, type Manifest } from './manifest.ts';
import type { Source } from './source.ts';

export type Made = Written & { file: string; manifest: Manifest };

export const productVersion = (): string =>
  (
    JSON.parse(readFileSync(fileURLToPath(new URL('../../package.json', import.meta.url)), 'utf8')) as {
      version: string;
    }
  ).version;

/** Writes to `file`, which appears complete or not at all. Each of the recipients can open it alone. */
export async function makeBackup(source: Source, file: string, recipients: readonly string[]): Promise<Made> {
  const at = source.clock.now();
  const manifest: Manifest = {
    format: FORMAT,
    version: productVersion(),
    at,
    installation: 'new',
    rows: {},
    chain: { entries: 0, id: '0', hash: '' },
    files: [],
    members: [],
  };
  const draft = `${file}.part`;
  rmSync(draft, { force: true });
  try {
    const written = await writeArchive(draft, recipients, recorded(contents(source, manifest), manifest), at);
    renameSync(draft, file);
    return { ...written, file, manifest };
  } catch (error) {
    if (existsSync(draft)) rmSync(draft, { force: true });
    throw error;
  }
}

/** The database first: every file its rows refer to was there before them. */
async function* contents(
  { owner, dataFolder, settings }: Source,
  manifest: Manifest,
): AsyncGenerator<Member> {
  const dumped: Dumped = manifest;
  yield* dump(owner, { at: manifest.at, version: manifest.version, settings }, dumped);
  for (const kept of keptFiles(dataFolder)) {
    const hash = createHash('sha256');
    let bytes = 0;
    for (const member of partsOf(dataFolder, kept)) {
      hash.update(member.body);
      bytes += member.body.length;
      yield member;
    }
    manifest.files.push({ name: kept.name, bytes, sha256: hash.digest('hex') });
  }
}

/** Notes every member as it passes, and closes with the manifest. */
async function* recorded(members: AsyncIterable<Member>, manifest: Manifest): AsyncGenerator<Member> {
  for await (const member of members) {
    const sha256 = createHash('sha256').update(member.body).digest('hex');
    manifest.members.push({ name: member.name, bytes: member.body.length, sha256 });
    yield member;
  }
  yield { name: MANIFEST_FILE, body: Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`) };
}
