/** One run: a copy into the first folder that takes it, from there into the others, old ones removed, all of it noted. */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import {
  copyFileSync,
  createReadStream,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import path from 'node:path';
import { command, type Who } from '../db/door.ts';
import { done, type Outcome, type Refusal, refusal, refused } from '../kernel/refusal.ts';
import { type Words, w } from '../kernel/words.ts';
import { syncToDisk } from './archive.ts';
import { installationOf } from './dump.ts';
import { copiesIn, copyName, expired } from './keep.ts';
import { newKeyPair } from './keys.ts';
import { noteRun, type Run } from './log.ts';
import { type Made, makeBackup } from './make.ts';
import { rowsIn } from './manifest.ts';
import type { BackupSettings } from './settings.ts';
import type { Source } from './source.ts';
import { verifyBackup } from './verify.ts';

export type Order = Pick<BackupSettings, 'targets' | 'recipients' | 'keep'> & {
  /** Allow a folder within the data folder, which is lost together with it. */
  inside?: boolean;
  /** Load, recount and compare the copy at once. */
  verify?: boolean;
};

export type Report = Made & { folders: string[]; removed: string[]; troubles: Words[]; took: number };

const NO_RECIPIENT = refusal(
  'no_recipient',
  w(
    'Chưa có khóa nào để mã hóa bản sao lưu. Hãy chạy “backup keygen” và cất khóa ở ngoài máy này.',
    'There is no key to encrypt the backup for. Run “backup keygen” and keep the key outside this machine.',
  ),
);

const NO_TARGET = refusal(
  'no_target',
  w(
    'Chưa có nơi để bản sao lưu. Hãy nêu --to THƯ_MỤC, hoặc “targets” trong backup.json.',
    'There is nowhere to put the backup. Give --to FOLDER, or “targets” in backup.json.',
  ),
);

const sameFolder = (folder: string) =>
  refusal(
    'same_folder',
    w(
      `${folder} nằm trong thư mục dữ liệu: hỏng đĩa là mất cả hai. Hãy chọn ổ đĩa khác, hoặc thêm --here nếu vẫn muốn.`,
      `${folder} lies in the data folder: whatever loses one loses both. Choose another disk, or add --here to insist.`,
    ),
  );

function refusalsOf({ targets, recipients, inside }: Order, dataFolder: string): Refusal[] {
  const home = realpathSync(dataFolder);
  const within = (folder: string) => {
    const real = statSync(folder, { throwIfNoEntry: false }) ? realpathSync(folder) : path.resolve(folder);
    return real === home || real.startsWith(home + path.sep);
  };
  return [
    ...(recipients.length === 0 ? [NO_RECIPIENT] : []),
    ...(targets.length === 0 ? [NO_TARGET] : []),
    ...(inside ? [] : targets.filter(within).map(sameFolder)),
  ];
}

/**
 * Refusals: `no_recipient`, `no_target`, `same_folder`, and `backup_failed` where no folder took the copy or it did not
 * stand its verification. What failed for some folders alone is told in `troubles`.
 */
export async function runBackup(source: Source, who: Who, order: Order): Promise<Outcome<Report>> {
  const wrong = refusalsOf(order, source.dataFolder);
  if (wrong.length > 0) return refused(...wrong);
  const start = performance.now();
  const troubles: Words[] = [];
  const at = source.clock.now();
  const refusing = new Set<string>();
  const made = await firstCopy(source, order, troubles, refusing);
  if (!made) {
    noteRun(source.dataFolder, { at, ok: false, troubles: troubles.map(({ en }) => en) });
    return refused(...troubles.map((words) => refusal('backup_failed', words)));
  }
  const folders = [path.dirname(made.file)];
  for (const folder of order.targets.filter(
    (one) => path.resolve(one) !== folders[0] && !refusing.has(one),
  )) {
    if (await attempt(folder, troubles, () => copyTo(folder, made))) folders.push(path.resolve(folder));
  }
  const removed = folders.flatMap((folder) => removeExpired(folder, made.manifest, order.keep));
  const report = { ...made, folders, removed, troubles, took: (performance.now() - start) / 1000 };
  await noteReport(source, who, report, order.verify === true);
  return done(report);
}

async function attempt(folder: string, troubles: Words[], work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    troubles.push(w(`Không ghi được vào ${folder}: ${said}`, `${folder} did not take the copy: ${said}`));
    return false;
  }
}

/** Tried on each folder in turn: one that is full or not mounted does not keep the others from theirs. */
async function firstCopy(
  source: Source,
  order: Order,
  troubles: Words[],
  refusing: Set<string>,
): Promise<Made | undefined> {
  // A key that lives in memory alone: the copy can be read back now, and by nobody here later.
  const passing = await newKeyPair();
  const recipients = [...order.recipients, ...(order.verify ? [passing.recipient] : [])];
  for (const folder of order.targets) {
    let made: Made | undefined;
    const written = await attempt(folder, troubles, async () => {
      if (!statSync(folder).isDirectory()) throw new Error('no folder');
      const installation = await installationOf(source.owner);
      made = await makeBackup(
        source,
        path.resolve(folder, copyName(installation, source.clock.now())),
        recipients,
      );
    });
    if (!written || !made) {
      refusing.add(folder);
      continue;
    }
    if (!order.verify) return made;
    const { ok, faults } = await verifyBackup(made.file, [passing.identity], source.clock);
    if (ok) return made;
    rmSync(made.file, { force: true });
    troubles.push(...faults);
  }
  return undefined;
}

async function copyTo(folder: string, made: Made): Promise<void> {
  const file = path.resolve(folder, path.basename(made.file));
  const draft = `${file}.part`;
  try {
    copyFileSync(made.file, draft);
    await syncToDisk(draft);
    if ((await sha256Of(draft)) !== made.sha256) throw new Error('the copy differs from what was written');
    renameSync(draft, file);
  } finally {
    rmSync(draft, { force: true });
  }
}

export async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256');
  const stream = createReadStream(file);
  stream.on('data', (chunk) => hash.update(chunk));
  await once(stream, 'end');
  return hash.digest('hex');
}

/** What a run that was killed left half written is left alone for a day: somebody may be writing it. */
const DAY_MS = 24 * 3_600_000;

function removeExpired(
  folder: string,
  { installation, at }: Made['manifest'],
  keep: Order['keep'],
): string[] {
  const there = readdirSync(folder);
  const halves = there
    .filter((name) => name.startsWith(`capuy-${installation}-`) && name.endsWith('.age.part'))
    .filter((name) => Date.parse(at) - statSync(path.join(folder, name)).mtimeMs > DAY_MS);
  const names = [...halves, ...expired(copiesIn(there, installation), keep)];
  for (const name of names) rmSync(path.join(folder, name), { force: true });
  return names.map((name) => path.join(folder, name));
}

/** A line in `backups.log`, and an entry in the audit log by the machine's session. */
async function noteReport(source: Source, who: Who, report: Report, verified: boolean): Promise<void> {
  const { manifest, bytes, sha256, folders, removed, took } = report;
  const file = path.basename(report.file);
  const entry = {
    command: 'back up',
    reason: `${file} × ${folders.length}`,
    input: { sha256, folders, removed },
  };
  const outcome = await command(who, entry, async () => done(null));
  if (!outcome.ok) report.troubles.push(...outcome.refusals.map(({ message }) => message));
  const run: Run = {
    ...{
      at: manifest.at,
      ok: true,
      file,
      folders,
      bytes,
      sha256,
      rows: rowsIn(manifest),
      chain: manifest.chain,
    },
    ...{ took: Math.round(took * 10) / 10, verified, removed },
    troubles: report.troubles.map(({ en }) => en),
  };
  noteRun(source.dataFolder, run);
}
