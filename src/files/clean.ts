/** Working copies: a file without what programs write into it about people, made behind the walls of the inspector. */
import { fileURLToPath } from 'node:url';
import { done, type Outcome, refusal, refused } from '../kernel/refusal.ts';
import { w } from '../kernel/words.ts';
import { inTurn, startReader } from './inspect.ts';
import type { Kind } from './inspector/verdict.ts';

const MAIN = fileURLToPath(new URL('./inspector/clean.ts', import.meta.url));

const LONGEST_MS = 10_000;

const notCleaned = () =>
  refusal(
    'file.not_cleaned',
    w(
      'Không gỡ được thông tin về người soạn khỏi tệp này. Hãy in lại ra PDF (Print to PDF) hoặc chụp thành ảnh rồi gửi.',
      'What the file says about its author could not be taken out. Print it to PDF again, or send a picture of it.',
    ),
    'file',
  );

/**
 * The bytes of a file that was looked through, without authors, companies, programs, places, devices, old names and
 * thumbnails. Refuses where that cannot be done for sure.
 */
export const cleanFile = (kind: Kind, bytes: Uint8Array): Promise<Outcome<Uint8Array>> =>
  inTurn(async () => {
    const cleaned = await cleanedBytes(kind, bytes);
    return cleaned && cleaned.length > 0 ? done(cleaned) : refused(notCleaned());
  });

function cleanedBytes(kind: Kind, bytes: Uint8Array): Promise<Uint8Array | undefined> {
  const child = startReader(MAIN, [kind]);
  const chunks: Buffer[] = [];
  child.stdout!.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stdin!.on('error', () => {});
  child.stdin!.end(bytes);
  const end = setTimeout(() => child.kill('SIGKILL'), LONGEST_MS);
  return new Promise((resolve) => {
    child.on('error', () => resolve(undefined));
    child.on('close', (code) => {
      clearTimeout(end);
      resolve(code === 0 ? new Uint8Array(Buffer.concat(chunks)) : undefined);
    });
  });
}
