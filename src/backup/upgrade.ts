/**
 * Before migrations or changed policies touch a database that holds records: a copy, and the upgrade tried on the copy. The live database
 * is migrated only where the tried one counts the same by both ways and its chain is whole.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { EmbeddedError } from '../db/embedded/faults.ts';
import { MigrationError } from '../db/migrate.ts';
import { type Words, w } from '../kernel/words.ts';
import { installationOf } from './dump.ts';
import { copyName } from './keep.ts';
import { newKeyPair } from './keys.ts';
import { makeBackup } from './make.ts';
import { readBackupSettings } from './settings.ts';
import type { Source } from './source.ts';
import { verifyBackup } from './verify.ts';

/** Copies made before upgrades that are kept; the newest is the way back. */
const KEPT = 3;

const BEFORE: Words = w(
  'Sao lưu trước khi nâng cấp, rồi nâng cấp thử trên bản sao…',
  'Making a copy before the upgrade, then trying the upgrade on it…',
);

/**
 * Throws `MigrationError` with `upgrade_refused` where the tried upgrade does not hold, `upgrade_no_copy` where it could
 * not be tried, `backup_settings` where `backup.json` cannot be understood; and `EmbeddedError`. Nothing live was changed.
 */
export async function copyAndTry(source: Source, log: (words: Words) => void): Promise<void> {
  log(BEFORE);
  const settings = readBackupSettings(source.dataFolder);
  if (!settings.ok) throw new MigrationError('backup_settings', settings.refusals[0]!.message);
  const { file, faults } = await copied(source, settings.value.recipients).catch(noCopy);
  if (faults.length === 0) {
    log(w(`Nâng cấp thử trên bản sao khớp hết: ${file}`, `The upgrade tried on the copy agrees: ${file}`));
    return;
  }
  const list = (language: 'vi' | 'en') => faults.map((words) => words[language]).join('; ');
  throw new MigrationError(
    'upgrade_refused',
    w(
      `Nâng cấp thử trên bản sao không khớp nên dữ liệu thật chưa bị đụng đến: ${list('vi')}. Hãy dùng lại phiên bản cũ và báo cho người làm phần mềm.`,
      `The upgrade tried on a copy does not agree, so the live data were not touched: ${list('en')}. Use the earlier version, and tell the makers.`,
    ),
  );
}

async function copied(
  source: Source,
  recipients: readonly string[],
): Promise<{ file: string; faults: Words[] }> {
  const folder = path.join(source.dataFolder, 'before-upgrade');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const name of readdirSync(folder)) if (name.endsWith('.part')) rmSync(path.join(folder, name));
  const lasting = recipients.length > 0 ? recipients : [await ownKey(folder)];
  const passing = await newKeyPair();
  const name = copyName(await installationOf(source.owner), source.clock.now());
  const { file } = await makeBackup(source, path.join(folder, name), [...lasting, passing.recipient]);
  removeOld(folder);
  return { file, faults: (await verifyBackup(file, [passing.identity], source.clock)).faults };
}

/** A full disk, a folder that cannot be written: without a copy nothing is upgraded. */
function noCopy(error: unknown): never {
  if (error instanceof MigrationError || error instanceof EmbeddedError) throw error;
  const said = error instanceof Error ? error.message : String(error);
  throw new MigrationError(
    'upgrade_no_copy',
    w(
      `Chưa nâng cấp vì không làm được bản sao và nâng cấp thử: ${said}. Dữ liệu còn nguyên.`,
      `Nothing was upgraded, because the copy could not be made and tried: ${said}. The data are as they were.`,
    ),
  );
}

/** Where nobody named a key for the safe, the copy before an upgrade is closed with one that lies beside it. */
async function ownKey(folder: string): Promise<string> {
  const file = path.join(folder, 'key.txt');
  if (!existsSync(file)) {
    const { identity, recipient } = await newKeyPair();
    writeFileSync(file, `# ${recipient}\n${identity}\n`, { mode: 0o600 });
  }
  return readFileSync(file, 'utf8').split('\n')[0]!.slice(2);
}

function removeOld(folder: string): void {
  const copies = readdirSync(folder).filter((name) => name.endsWith('.age'));
  const stamp = (name: string) => name.split('-').at(-1)!;
  const old = copies.sort((a, b) => (stamp(a) < stamp(b) ? -1 : 1)).slice(0, -KEPT);
  for (const name of old) rmSync(path.join(folder, name));
}
