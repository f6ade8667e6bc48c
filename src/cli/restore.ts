/** `capuy restore`: into an empty folder freely, over records with two persons; what is replaced is kept. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { Writable } from 'node:stream';
import { parseArgs } from 'node:util';
import { CODE } from '../areas/access/console.ts';
import { ArchiveError } from '../backup/archive.ts';
import { LAID_OUT, settingsIn, shown } from '../backup/kept-settings.ts';
import { newKeyPair, readIdentities } from '../backup/keys.ts';
import { atConsole, type Restoring, type Signer } from '../backup/persons.ts';
import { type Order, type Restored, restoreEmbedded } from '../backup/restore.ts';
import { restoreOwn } from '../backup/restore-own.ts';
import { readBackupSettings } from '../backup/settings.ts';
import { connect, type Database } from '../db/connection.ts';
import { EmbeddedError } from '../db/embedded/faults.ts';
import { MigrationError } from '../db/migrate.ts';
import { readSettings, type Settings } from '../db/settings.ts';
import { systemClock } from '../kernel/clock.ts';
import { type Outcome, type Refusal, refusal } from '../kernel/refusal.ts';
import { type Words, w } from '../kernel/words.ts';
import { complain } from './complain.ts';

const USAGE = `restore TỆP --identity TỆP_KHÓA
  Khôi phục bản sao lưu. Thư mục trống: làm ngay. Đang có dữ liệu: dừng phần mềm, hai người cùng nhập mật khẩu, mã;
  dữ liệu cũ được cất trong data/replaced. · Restores a copy. Empty folder: at once. Over records: stop the product,
  two persons type their passwords and codes; the old data are kept in data/replaced.
`;

const tell = (words: Words) => process.stdout.write(`${words.vi}\n`);

/** 0 when it was restored, 1 when not (nothing was replaced then), 2 for arguments that cannot be understood. */
export async function run(args: string[]): Promise<number> {
  const given = readArguments(args);
  if (!given) {
    process.stderr.write(USAGE);
    return 2;
  }
  const settings = readSettings(process.env);
  const identities = readIdentities(given.identity);
  const problems: Refusal[] = [
    ...(settings.ok ? [] : settings.refusals),
    ...(identities.ok ? [] : identities.refusals),
    ...(existsSync(given.file)
      ? []
      : [refusal('no_file', w(`Không có tệp ${given.file}.`, `There is no file ${given.file}.`))]),
  ];
  if (!settings.ok || !identities.ok || problems.length > 0) return failed(problems, 2);
  const questions = atTerminal();
  const order: Order = {
    ...{
      file: given.file,
      identities: identities.value,
      clock: systemClock,
      settings: settingsIn(process.env),
      tell,
    },
    persons: (app) => atConsole({ db: app, clock: systemClock }, questions.ask),
  };
  try {
    const outcome = await restored(settings.value, order);
    if (!outcome.ok) return failed(outcome.refusals);
    say(outcome.value);
    return 0;
  } catch (error) {
    const known =
      error instanceof ArchiveError || error instanceof MigrationError || error instanceof EmbeddedError;
    if (!known) throw error;
    return failed([error.refusal]);
  } finally {
    questions.close();
  }
}

function readArguments(args: string[]): { file: string; identity: string } | undefined {
  try {
    const options = { identity: { type: 'string' } } as const;
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    const [file, more] = positionals;
    return file && !more && values.identity
      ? { file: path.resolve(file), identity: values.identity }
      : undefined;
  } catch {
    return undefined;
  }
}

function failed(refusals: readonly Refusal[], code = 1): number {
  complain(refusals);
  return code;
}

function say({ manifest, kept, agreed, differing }: Restored): void {
  const { id, hash } = manifest.chain;
  process.stdout.write(
    `Đã khôi phục dữ liệu lúc / restored the data of ${manifest.at} (sổ ghi / log: ${id} ${hash.slice(0, 16)})\n` +
      (agreed ? `  hai người đồng ý / agreed by: ${agreed.first}, ${agreed.second}\n` : '') +
      (kept ? `  dữ liệu cũ cất ở / the old data are kept in: ${kept}\n` : ''),
  );
  if (differing.length === 0) return;
  process.stdout.write(
    `  cài đặt trong bản sao khác hiện nay, chưa đổi gì / settings of the copy that differ; none was changed (${LAID_OUT.settings}):\n${differing.map((one) => `    ${shown(one)}\n`).join('')}`,
  );
}

async function restored(settings: Settings, order: Order): Promise<Outcome<Restored>> {
  if (settings.databaseUrl === undefined) return restoreEmbedded(settings.dataFolder, order);
  const given = readBackupSettings(settings.dataFolder);
  if (!given.ok) return given;
  const owner = connect({ url: settings.databaseUrl, max: 2 });
  const app: Database = connect({ url: settings.databaseUrl, role: 'capuy_app', max: 1 });
  try {
    const source = {
      owner,
      dataFolder: settings.dataFolder,
      clock: order.clock,
      settings: order.settings,
    };
    return await restoreOwn({
      ...order,
      source,
      app,
      recipients: await recipientsFor(given.value.recipients),
    });
  } finally {
    await Promise.all([owner.end({ timeout: 5 }), app.end({ timeout: 5 })]);
  }
}

/** Without a key for the safe what is kept could be read by nobody: one is made and said now. */
async function recipientsFor(recipients: readonly string[]): Promise<readonly string[]> {
  if (recipients.length > 0) return recipients;
  const { identity, recipient } = await newKeyPair();
  process.stderr.write(
    `Khóa mở dữ liệu cũ, chỉ in một lần / the key to the old data, printed once:\n# ${recipient}\n${identity}\n`,
  );
  return [recipient];
}

type Questions = { ask(what: Restoring, which: 'first' | 'second'): Promise<Signer>; close(): void };

/** Asks on the error output; passwords are not shown while they are typed. Without a terminal lines are read. */
function atTerminal(): Questions {
  let quiet = false;
  const output = new Writable({
    write(chunk, _, next) {
      if (!quiet) process.stderr.write(chunk);
      next();
    },
  });
  let lines: Interface | undefined;
  let next: AsyncIterator<string> | undefined;
  const line = async (question: string, hidden: boolean): Promise<string> => {
    lines ??= createInterface({ input: process.stdin, output, terminal: process.stdin.isTTY === true });
    next ??= lines[Symbol.asyncIterator]();
    process.stderr.write(question);
    quiet = hidden;
    const { value } = await next.next();
    quiet = false;
    if (hidden) process.stderr.write('\n');
    return value ?? '';
  };
  return {
    async ask({ sha256, shown }, which) {
      if (which === 'first') {
        process.stderr.write(
          `Khôi phục đè lên dữ liệu đang có / restoring over live data:\n  ${shown}\n  sha256 ${sha256}\n`,
        );
      }
      const who = which === 'first' ? 'Người thứ nhất / first person' : 'Người thứ hai / second person';
      const account = await line(`${who}: `, false);
      const password = await line('Mật khẩu / password: ', true);
      return { account, password, code: () => line(`${CODE.vi} / ${CODE.en}: `, true) };
    },
    close: () => lines?.close(),
  };
}
