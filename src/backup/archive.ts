/**
 * The file of a backup: a tar, compressed by gzip, encrypted by age. Anybody with the key opens it with
 * `age -d -i KEY FILE | tar xz`. Written and read as a stream; one file of the archive at a time is in memory.
 */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream as NodeWebStream } from 'node:stream/web';
import { createGunzip, createGzip } from 'node:zlib';
import { Decrypter, Encrypter } from 'age-encryption';
import { createTarDecoder, createTarPacker } from 'modern-tar';
import { dateAt, type Instant } from '../kernel/clock.ts';
import { type Refusal, refusal } from '../kernel/refusal.ts';
import { type Words, w } from '../kernel/words.ts';

/** A file of the archive. Longer ones come in parts, so that none has to fit into memory. */
export type Member = { name: string; body: Buffer };

export type Written = { bytes: number; sha256: string };

/** Bytes; a part of a table or of a long file. */
export const PART = 4 * 2 ** 20;
/** Fast rather than small: the text of records shrinks to a tenth at any level. */
const LEVEL = 3;

const toWeb = (stream: Readable) => Readable.toWeb(stream) as unknown as ReadableStream<Uint8Array>;
const fromWeb = (stream: ReadableStream<Uint8Array>) =>
  Readable.fromWeb(stream as unknown as NodeWebStream<Uint8Array>);

/** Writes the members to a new file, readable by its owner alone, and sees it onto the disk. */
export async function writeArchive(
  file: string,
  recipients: readonly string[],
  members: AsyncIterable<Member>,
  at: Instant,
): Promise<Written> {
  // Opened before anything flows, so that whoever removes what failed finds it.
  const handle = await open(file, 'wx', 0o600);
  const encrypter = new Encrypter();
  for (const recipient of recipients) encrypter.addRecipient(recipient);
  const packed = createGzip({ level: LEVEL });
  // What goes wrong while reading destroys the stream it is piped into, and so reaches the one that waits below.
  pipeline(fromWeb(packing(members, at)), packed).catch(() => {});
  const hash = createHash('sha256');
  let bytes = 0;
  const encrypted = fromWeb(await encrypter.encrypt(toWeb(packed)));
  await pipeline(
    encrypted,
    async function* (chunks: AsyncIterable<Buffer>) {
      for await (const chunk of chunks) {
        hash.update(chunk);
        bytes += chunk.length;
        yield chunk;
      }
    },
    handle.createWriteStream({ flush: true }),
  );
  return { bytes, sha256: hash.digest('hex') };
}

export async function syncToDisk(file: string): Promise<void> {
  const handle = await open(file, 'r+');
  await handle.sync();
  await handle.close();
}

function packing(members: AsyncIterable<Member>, at: Instant): ReadableStream<Uint8Array> {
  const { readable, controller } = createTarPacker();
  const pack = async () => {
    for await (const { name, body } of members) {
      const writer = controller.add({ name, size: body.length, mode: 0o600, mtime: dateAt(at) }).getWriter();
      await writer.write(body);
      await writer.close();
    }
    controller.finalize();
  };
  void pack().catch((error) => controller.error(error));
  return readable;
}

const FAULTS = {
  wrong_key: w(
    'Khóa này không mở được tệp sao lưu. Hãy dùng khóa của một trong những người nhận ghi khi sao lưu.',
    'This key does not open the backup. Use the key of one of the recipients it was made for.',
  ),
  damaged: w(
    'Tệp sao lưu đã hỏng hoặc không đầy đủ, không dùng được. Hãy lấy một bản khác.',
    'The backup is damaged or incomplete and cannot be used. Take another one.',
  ),
} as const satisfies Record<string, Words>;

/** A backup that cannot be read: nothing was changed. */
export class ArchiveError extends Error {
  readonly refusal: Refusal;
  constructor(code: keyof typeof FAULTS, cause?: unknown) {
    super(FAULTS[code].en, { cause });
    this.refusal = refusal(code, FAULTS[code]);
  }
}

/**
 * Reads the members in order. Throws `ArchiveError` where the key does not fit or the file is none of ours, was cut
 * off or altered (age notices a single changed bit).
 */
export async function* readArchive(file: string, identities: readonly string[]): AsyncGenerator<Member> {
  const packed = await decrypted(file, identities);
  const unpacked = createGunzip();
  pipeline(packed, unpacked).catch(() => {});
  const entries = toWeb(unpacked).pipeThrough(createTarDecoder({ strict: true }));
  try {
    for await (const { header, body } of each(entries)) {
      const parts: Uint8Array[] = [];
      for await (const part of each(body)) parts.push(part);
      yield { name: header.name, body: Buffer.concat(parts) };
    }
  } catch (error) {
    throw isOfSystem(error) ? error : new ArchiveError('damaged', error);
  } finally {
    unpacked.destroy();
    packed.destroy();
  }
}

async function decrypted(file: string, identities: readonly string[]): Promise<Readable> {
  const decrypter = new Decrypter();
  for (const identity of identities) decrypter.addIdentity(identity);
  const encrypted = createReadStream(file, { highWaterMark: 2 ** 18 });
  try {
    return fromWeb(await decrypter.decrypt(toWeb(encrypted)));
  } catch (error) {
    encrypted.destroy();
    if (isOfSystem(error)) throw error;
    throw new ArchiveError(/no identity/.test(String(error)) ? 'wrong_key' : 'damaged', error);
  }
}

/** A fault of the disk or of the file's name, not of its content. */
const isOfSystem = (error: unknown): boolean =>
  error instanceof Error && 'syscall' in error && typeof error.syscall === 'string';

async function* each<T>(stream: ReadableStream<T>): AsyncGenerator<T> {
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}
