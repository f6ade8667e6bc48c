/** `capuy backup`: makes a copy, makes a key, tries a copy, lists them. */
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ArchiveError } from '../backup/archive.ts';
import { installationOf } from '../backup/dump.ts';
import { copiesIn } from '../backup/keep.ts';
import { newKeyPair, readIdentities } from '../backup/keys.ts';
import { runsIn } from '../backup/log.ts';
import { rowsIn } from '../backup/manifest.ts';
import { type Report, runBackup } from '../backup/run.ts';
import { isRecipient, readBackupSettings, writeBackupSettings } from '../backup/settings.ts';
import { verifyBackup } from '../backup/verify.ts';
import { EmbeddedError } from '../db/embedded/faults.ts';
import { MigrationError } from '../db/migrate.ts';
import { readSettings, type Settings } from '../db/settings.ts';
import { systemClock } from '../kernel/clock.ts';
import { formatCount } from '../kernel/number.ts';
import { type Refusal, refusal } from '../kernel/refusal.ts';
import { w } from '../kernel/words.ts';
import { complain } from './complain.ts';
import { withMachine } from './machine.ts';

const USAGE = `backup                       sao lưu theo backup.json · copy as backup.json says
  --to THƯ_MỤC                 vào thư mục này (lặp lại được) · into this folder (repeatable)
  --recipient age1…            cho khóa này (lặp lại được) · for this key (repeatable)
  --verify                     nạp lại, đếm lại ngay · load and recount it at once
  --here                       cho phép nằm trong thư mục dữ liệu · allow the data folder itself
backup keygen                tạo một cặp khóa, in một lần · make a pair of keys, printed once
backup verify TỆP --identity TỆP_KHÓA   nạp vào máy chủ thử, đếm lại, soát chuỗi · try a copy
backup list                  các bản sao lưu · the copies there are
`;

const OPTIONS = {
  to: { type: 'string', multiple: true },
  recipient: { type: 'string', multiple: true },
  identity: { type: 'string' },
  verify: { type: 'boolean', default: false },
  here: { type: 'boolean', default: false },
} as const;

type Values = {
  to?: string[];
  recipient?: string[];
  identity?: string;
  verify: boolean;
  here: boolean;
};

const print = (...lines: string[]) => process.stdout.write(`${lines.join('\n')}\n`);

/** 0 when it was done, 1 when something went wrong, 2 for arguments that cannot be understood. */
export async function run(args: string[]): Promise<number> {
  let values: Values;
  let positionals: string[];
  try {
    ({ values, positionals } = parseArgs({ args, options: OPTIONS, allowPositionals: true }));
  } catch {
    return usage();
  }
  const [what, file, more] = positionals;
  if (more !== undefined || (file !== undefined && what !== 'verify')) return usage();
  if (what === undefined) return make(values);
  const settings = readSettings(process.env);
  if (!settings.ok) return wrong(settings.refusals, 2);
  if (what === 'keygen') return makeKey(settings.value);
  if (what === 'list') return list();
  if (what === 'verify' && file && values.identity) return tryCopy(file, values.identity);
  return usage();
}

function usage(): number {
  process.stderr.write(USAGE);
  return 2;
}

function wrong(refusals: readonly Refusal[], code = 1): number {
  complain(refusals);
  return code;
}

function make(values: Values): Promise<number> {
  const recipients = values.recipient ?? [];
  const bad = recipients.find((one) => !isRecipient(one));
  if (bad) {
    const words = w(`“${bad}” không phải khóa công khai age1…`, `“${bad}” is no public key age1…`);
    return Promise.resolve(wrong([refusal('recipient', words, 'recipient')], 2));
  }
  return withMachine(async (machine) => {
    const given = readBackupSettings(machine.dataFolder);
    if (!given.ok) return wrong(given.refusals);
    const outcome = await runBackup(machine, machine, {
      targets: values.to?.map((folder) => path.resolve(folder)) ?? given.value.targets,
      recipients: recipients.length > 0 ? recipients : given.value.recipients,
      keep: given.value.keep,
      inside: values.here,
      verify: values.verify,
    });
    if (!outcome.ok) return wrong(outcome.refusals);
    sayReport(outcome.value, values.verify);
    return outcome.value.troubles.length === 0 ? 0 : 1;
  });
}

const megabytes = (bytes: number): string => `${formatCount(Math.ceil(bytes / 2 ** 20), 'vi')} MB`;

function sayReport(
  { file, folders, manifest, bytes, took, removed, troubles }: Report,
  verified: boolean,
): void {
  const name = path.basename(file);
  const rows = formatCount(rowsIn(manifest), 'vi');
  print(
    `Đã sao lưu / backed up: ${name} (${megabytes(bytes)}, ${rows} dòng / rows, ${Math.round(took)} s)`,
    ...folders.map((folder) => `  ${path.join(folder, name)}`),
    `  mục cuối của sổ ghi / last audit entry: ${manifest.chain.id} ${manifest.chain.hash.slice(0, 16)}`,
    ...(verified ? ['  đã nạp lại, đếm lại, khớp / loaded, recounted, equal'] : []),
    ...removed.map((gone) => `  hết hạn giữ, đã bỏ / no longer kept: ${gone}`),
  );
  complain(troubles.map((message) => ({ code: 'backup_failed', message })));
}

/** The public half is kept in `backup.json`; the secret one is printed here and nowhere else. */
async function makeKey({ dataFolder }: Settings): Promise<number> {
  const given = readBackupSettings(dataFolder);
  if (!given.ok) return wrong(given.refusals);
  const { identity, recipient } = await newKeyPair();
  mkdirSync(dataFolder, { recursive: true, mode: 0o711 });
  writeBackupSettings(dataFolder, { ...given.value, recipients: [...given.value.recipients, recipient] });
  process.stderr.write(
    'Khóa bí mật dưới đây chỉ in ra một lần. Ghi vào giấy hoặc USB, cất trong két, không để ở máy này.\n' +
      'The secret key below is printed once. Put it on paper or a USB stick in a safe, not on this machine.\n\n',
  );
  print(`# ${recipient}`, identity);
  return 0;
}

async function tryCopy(file: string, keyFile: string): Promise<number> {
  const identities = readIdentities(keyFile);
  if (!identities.ok) return wrong(identities.refusals, 2);
  if (!existsSync(file)) {
    return wrong([refusal('no_file', w(`Không có tệp ${file}.`, `There is no file ${file}.`))], 2);
  }
  try {
    const result = await verifyBackup(file, identities.value, systemClock);
    const { manifest, rows, bytes, faults, loading, checking } = result;
    print(
      `${path.basename(file)}: ${megabytes(bytes)}, ${formatCount(rows, 'vi')} dòng / rows, lúc / at ${manifest.at}`,
      `  nạp / loading ${Math.round(loading)} s, đếm lại / recounting ${Math.round(checking)} s`,
      `  mục cuối của sổ ghi / last audit entry: ${manifest.chain.id} ${manifest.chain.hash.slice(0, 16)}`,
      result.ok ? '  Khớp hết, dùng được. / All agrees; it can be used.' : '  KHÔNG KHỚP / DOES NOT AGREE',
    );
    complain(faults.map((message) => ({ code: 'backup_differs', message })));
    return result.ok ? 0 : 1;
  } catch (error) {
    if (error instanceof ArchiveError || error instanceof MigrationError || error instanceof EmbeddedError) {
      return wrong([error.refusal]);
    }
    throw error;
  }
}

const list = (): Promise<number> =>
  withMachine(async ({ owner, dataFolder }) => {
    const given = readBackupSettings(dataFolder);
    if (!given.ok) return wrong(given.refusals);
    const installation = await installationOf(owner);
    const runs = runsIn(dataFolder);
    const folders = new Set([...given.value.targets, ...runs.flatMap((one) => one.folders ?? [])]);
    for (const folder of folders) {
      print(folder);
      const copies = existsSync(folder) ? copiesIn(readdirSync(folder), installation) : [];
      if (copies.length === 0) print('  không có bản nào / none');
      for (const { name } of copies) {
        const of = runs.find((one) => one.file === name);
        const size = of?.bytes === undefined ? '' : `  ${megabytes(of.bytes)}`;
        print(`  ${name}${size}${of?.verified ? '  đã thử / verified' : ''}`);
      }
    }
    const last = runs.at(-1);
    if (last && !last.ok)
      print(`Lần gần nhất không được / the last run failed: ${last.troubles?.join('; ')}`);
    return 0;
  });
