/** `capuy restore-drill`: shows that a copy can be restored, how long it takes, on a page the installation signs. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { ArchiveError } from '../backup/archive.ts';
import { drill, drillPage, partsOfPage, signedPage } from '../backup/drill.ts';
import { isSignedText, readIdentities } from '../backup/keys.ts';
import { readBackupSettings } from '../backup/settings.ts';
import { command } from '../db/door.ts';
import { done } from '../kernel/refusal.ts';
import { complain } from './complain.ts';
import { withMachine } from './machine.ts';

const USAGE = `restore-drill                sao lưu, khôi phục trên thư mục trống, đếm lại · copy, restore, recount
  --identity TỆP_KHÓA          mở bằng khóa trong két · open it by the key from the safe
  --out TỆP                    ghi trang ra tệp · write the page to a file
restore-drill --check TỆP    trang này đúng là đã ký · whether a page is signed
`;

const OPTIONS = { identity: { type: 'string' }, out: { type: 'string' }, check: { type: 'string' } } as const;

/** 0 when all agrees, 1 when not, 2 for arguments that cannot be understood. */
export async function run(args: string[]): Promise<number> {
  let values: { identity?: string; out?: string; check?: string };
  try {
    ({ values } = parseArgs({ args, options: OPTIONS }));
  } catch {
    process.stderr.write(USAGE);
    return 2;
  }
  if (values.check !== undefined) return checkPage(values.check);
  const identities = values.identity === undefined ? undefined : readIdentities(values.identity);
  if (identities && !identities.ok) {
    complain(identities.refusals);
    return 2;
  }
  return withMachine(async (machine) => {
    const settings = readBackupSettings(machine.dataFolder);
    if (!settings.ok) {
      complain(settings.refusals);
      return 2;
    }
    try {
      const { recipients } = settings.value;
      const result = await drill(machine, {
        recipients,
        ...(identities ? { identities: identities.value } : {}),
      });
      const page = signedPage(machine.dataFolder, drillPage(result));
      if (values.out) writeFileSync(values.out, page);
      process.stdout.write(page);
      const { ok, sha256 } = result;
      await command(machine, { command: 'drill restore', input: { ok, sha256 } }, async () => done(null));
      return ok ? 0 : 1;
    } catch (error) {
      if (!(error instanceof ArchiveError)) throw error;
      complain([error.refusal]);
      return 1;
    }
  });
}

function checkPage(file: string): number {
  const parts = existsSync(file) ? partsOfPage(readFileSync(file, 'utf8')) : undefined;
  const ok = parts !== undefined && isSignedText(parts.page, parts.signed);
  process.stdout.write(
    ok
      ? `Chữ ký đúng / the signature holds: ${parts.signed.publicKey}\n`
      : 'Trang này không mang chữ ký đúng. / The page carries no signature that holds.\n',
  );
  return ok ? 0 : 1;
}
