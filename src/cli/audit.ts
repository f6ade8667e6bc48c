/** `capuy audit …`: verifies the log, makes and keeps checkpoints, proves an input, forgets a person's salts. */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Anchors } from '../audit/anchors.ts';
import {
  type Checkpoint,
  codeFor,
  contradict,
  isAsSigned,
  readCheckpoints,
  readCode,
} from '../audit/checkpoint.ts';
import { forgetPerson } from '../audit/forget.ts';
import { noteCounted } from '../audit/note.ts';
import { proveInput } from '../audit/prove.ts';
import { signingKey } from '../audit/signing-key.ts';
import {
  fileCheckpoint,
  keepCheckpoint,
  keptCheckpoints,
  takeCheckpoint,
  writeWhole,
} from '../audit/take-checkpoint.ts';
import { anchorsIn, noteVerification, verifyAudit } from '../audit/verify-audit.ts';
import { command } from '../db/door.ts';
import { readSettings } from '../db/settings.ts';
import { done, type Outcome, refusal, refused } from '../kernel/refusal.ts';
import { w } from '../kernel/words.ts';
import { auditText, FITS } from './audit-text.ts';
import { complain } from './complain.ts';
import { type Machine, withMachine } from './machine.ts';

const USAGE = `audit verify [--anchor TỆP]… [--code MÃ --entry SỐ]… [--key KHÓA]… [--json]
                     kiểm tra nhật ký, với các mốc · verify the log, with anchors
audit checkpoint [--out TỆP]
                     lập mốc có chữ ký · make a signed checkpoint
audit key            khóa công khai của bản cài đặt · the installation's public key
audit keep TỆP [--new-key]
                     giữ mốc của cấp dưới · keep a subordinate's checkpoints
audit kept [BẢN_CÀI_ĐẶT] [--out TỆP]
                     mốc đang giữ · checkpoints that are kept
audit prove SỐ TỆP.json
                     mục này có phải do nội dung này không · whether an entry fits an input
audit forget MÃ_NGƯỜI --reason LÝ_DO
                     xóa bí mật của một người trong nhật ký · destroy a person's salts`;

const parse = (args: string[]) =>
  parseArgs({
    args,
    allowPositionals: true,
    options: {
      anchor: { type: 'string', multiple: true, default: [] },
      code: { type: 'string', multiple: true, default: [] },
      entry: { type: 'string', multiple: true, default: [] },
      key: { type: 'string', multiple: true, default: [] },
      out: { type: 'string' },
      reason: { type: 'string' },
      'new-key': { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      lang: { type: 'string', default: 'vi' },
    },
  });

type Options = ReturnType<typeof parse>['values'];

/** Runs a verb; 0 when it was done or all is whole, 1 when something is wrong, 2 for what cannot be understood. */
export async function run(args: string[]): Promise<number> {
  let read: ReturnType<typeof parse>;
  try {
    read = parse(args);
  } catch {
    return usage();
  }
  const [verb = '', ...names] = read.positionals;
  if (verb === 'key') return showKey();
  const act = VERBS[verb];
  return act && names.length <= act.most && names.length >= act.least
    ? withMachine((machine) => act.run(machine, names, read.values))
    : usage();
}

type Verb = {
  least: number;
  most: number;
  run(machine: Machine, names: string[], options: Options): Promise<number>;
};

const VERBS: Record<string, Verb> = {
  verify: { least: 0, most: 0, run: verify },
  checkpoint: { least: 0, most: 0, run: checkpoint },
  keep: { least: 1, most: 1, run: keep },
  kept: { least: 0, most: 1, run: kept },
  prove: { least: 2, most: 2, run: prove },
  forget: { least: 1, most: 1, run: forget },
};

function usage(): number {
  process.stderr.write(`${USAGE}\n`);
  return 2;
}

const say = (text: string) => process.stdout.write(`${text}\n`);

function showKey(): number {
  const settings = readSettings(process.env);
  if (!settings.ok) return faulty(settings);
  say(signingKey(settings.value.dataFolder).publicKey);
  return 0;
}

function faulty(outcome: Outcome<unknown>): number {
  if (!outcome.ok) complain(outcome.refusals);
  return 2;
}

async function verify(machine: Machine, _: string[], options: Options): Promise<number> {
  const given = givenAnchors(options);
  if (!given.ok) return faulty(given);
  const own = anchorsIn(machine.dataFolder);
  const report = await verifyAudit(machine.owner, {
    unreadable: own.unreadable,
    checkpoints: [...own.checkpoints, ...(given.value.checkpoints ?? [])],
    codes: given.value.codes ?? [],
    keys: options.key.length > 0 ? options.key : own.keys,
  });
  say(
    options.json ? JSON.stringify(report, null, 2) : auditText(report, options.lang === 'en' ? 'en' : 'vi'),
  );
  await noteVerification(machine, report);
  return report.ok ? 0 : 1;
}

/** Anchors named on the command line: files of checkpoints, and printed codes each with its entry. */
function givenAnchors({ anchor, code, entry }: Options): Outcome<Anchors> {
  if (code.length !== entry.length)
    return refused(
      refusal('usage', w('Mỗi --code cần một --entry.', 'Each --code needs an --entry.'), 'code'),
    );
  const codes = [];
  for (const [i, typed] of code.entries()) {
    const read = readCode(typed);
    if (!read || !/^[1-9]\d{0,14}$/.test(entry[i]!))
      return refused(
        refusal('code', w(`Mã “${typed}” không đọc được.`, `The code “${typed}” cannot be read.`), 'code'),
      );
    codes.push({ code: read, sequence: Number(entry[i]) });
  }
  const checkpoints: Checkpoint[] = [];
  for (const file of anchor) {
    const read = checkpointsFrom(file);
    if (!read.ok) return read;
    checkpoints.push(...read.value);
  }
  return done({ checkpoints, codes });
}

function textFrom(file: string): Outcome<string> {
  try {
    return done(readFileSync(file, 'utf8'));
  } catch {
    return refused(refusal('file', w(`Không đọc được tệp ${file}.`, `The file ${file} cannot be read.`)));
  }
}

function checkpointsFrom(file: string): Outcome<Checkpoint[]> {
  const text = textFrom(file);
  if (!text.ok) return text;
  const read = readCheckpoints(text.value);
  return read
    ? done(read)
    : refused(
        refusal('file', w(`${file} không phải tệp mốc nhật ký.`, `${file} is no file of checkpoints.`)),
      );
}

async function checkpoint(machine: Machine, _: string[], { out }: Options): Promise<number> {
  const made = await takeCheckpoint(machine.owner, signingKey(machine.dataFolder), machine.clock);
  const file = fileCheckpoint(machine.dataFolder, made);
  if (out) writeWhole(out, `${JSON.stringify(made, null, 1)}\n`);
  say(`${made.sequence} ${codeFor(made)}\n${out ?? file}`);
  return 0;
}

/**
 * Whose key signed first stays the installation's key: another one is taken only when that is said expressly. A file is
 * held to what is kept, and each of its checkpoints to those before it; all of it is kept, or nothing.
 */
async function keep(machine: Machine, [file]: string[], options: Options): Promise<number> {
  const read = checkpointsFrom(file!);
  if (!read.ok) return faulty(read);
  const outcome = await command(
    machine,
    { command: 'keep checkpoints', input: read.value.map(({ signature }) => signature) },
    async (tx) => {
      const known = await keptCheckpoints(machine.owner);
      let kept = 0;
      for (const one of read.value.sort((a, b) => a.sequence - b.sequence)) {
        const before = known.filter(({ installation }) => installation === one.installation);
        const wrong = contradiction(one, before, options['new-key']);
        if (wrong) return wrong;
        if (await keepCheckpoint(tx, one)) {
          kept += 1;
          known.push(one);
        }
      }
      return done(kept);
    },
  );
  if (!outcome.ok) {
    complain(outcome.refusals);
    return 1;
  }
  say(`${outcome.value} / ${read.value.length}`);
  return 0;
}

function contradiction(
  one: Checkpoint,
  before: readonly Checkpoint[],
  newKey: boolean,
): Outcome<never> | undefined {
  const at = `${one.installation} · ${one.sequence}`;
  if (!isAsSigned(one))
    return refused(
      refusal('signature', w(`${at}: chữ ký không đúng.`, `${at}: it is not as it was signed.`)),
    );
  if (before.some((other) => contradict(one, other)))
    return refused(
      refusal(
        'contradiction',
        w(
          `${at}: trái với mốc đang giữ (mã băm, số bản ghi hoặc báo cáo đã ký khác). Nhật ký ở nơi gửi đã bị ghi lại; hãy báo cơ quan kiểm tra.`,
          `${at}: it contradicts what is kept (another hash, other records or signed reports). The log it came from was rewritten; tell those who inspect it.`,
        ),
      ),
    );
  // What is kept already, under the key of its day, may be sent again.
  if (before.some(({ sequence, key }) => sequence === one.sequence && key === one.key)) return undefined;
  const last = before.toSorted((a, b) => a.sequence - b.sequence).at(-1);
  if (!newKey && last && last.key !== one.key)
    return refused(
      refusal(
        'key',
        w(
          `${at}: khóa ký đã đổi. Hỏi lại nơi gửi bằng đường khác; nếu đúng, thêm --new-key.`,
          `${at}: signed with another key. Ask the sender by another way; if it is right, add --new-key.`,
        ),
      ),
    );
  return undefined;
}

async function kept(machine: Machine, [installation]: string[], { out }: Options): Promise<number> {
  const all = await keptCheckpoints(machine.owner, installation);
  await noteCounted(machine, { command: 'read checkpoints', rows: all.length, asked: installation ?? null });
  if (out) writeWhole(out, `${JSON.stringify(all, null, 1)}\n`);
  for (const one of all) say(`${one.installation} ${one.sequence} ${one.at} ${codeFor(one)}`);
  return 0;
}

async function prove(machine: Machine, [entry, file]: string[]): Promise<number> {
  const text = textFrom(file!);
  if (!text.ok) return faulty(text);
  if (!/^[1-9]\d{0,17}$/.test(entry!)) return usage();
  let input: unknown;
  try {
    input = JSON.parse(text.value);
  } catch {
    return faulty(refused(refusal('file', w(`${file} không phải JSON.`, `${file} is not JSON.`))));
  }
  const fit = await proveInput(machine.owner, entry!, input);
  await noteCounted(machine, { command: 'read entry', rows: 1, asked: entry });
  say(`${FITS[fit].vi} · ${FITS[fit].en}`);
  return fit === 'fits' ? 0 : 1;
}

async function forget(machine: Machine, [person]: string[], { reason }: Options): Promise<number> {
  if (!reason?.trim()) return usage();
  const outcome = await forgetPerson(machine, person!, reason.trim());
  if (!outcome.ok) {
    complain(outcome.refusals);
    return 1;
  }
  say(`${outcome.value}`);
  return 0;
}
