/** Opens a zip that a person uploaded, with limits, before any other code looks into it. */
import { inflateRawSync } from 'node:zlib';
import { done, type Outcome, refusal, refused } from '../../kernel/refusal.ts';
import { type Words, w } from '../../kernel/words.ts';

export type ZipLimits = { bytes: number; entries: number; unpacked: number };

type Entry = { name: string; flags: number; method: number; packed: number; size: number; at: number };

const END = 0x06054b50;
const DIRECTORY = 0x02014b50;
const LOCAL = 0x04034b50;

const broken = (): Outcome<never> =>
  refused(
    refusal(
      'zip.broken',
      w(
        'Tệp không đọc được: không phải tệp .docx nguyên vẹn. Xin mở bằng Word và lưu lại dạng .docx.',
        'The file cannot be read: it is not a whole .docx file. Open it in Word and save it again as .docx.',
      ),
    ),
  );

const tooBig = (message: Words): Outcome<never> => refused(refusal('zip.too-big', message));

const megabytes = (bytes: number): number => Math.floor(bytes / (1024 * 1024));

/** Where the directory at the end of the file is; undefined when there is none or it is split or Zip64. */
function directoryOf(view: DataView): { count: number; at: number } | undefined {
  const lowest = Math.max(0, view.byteLength - 22 - 0xffff);
  for (let at = view.byteLength - 22; at >= lowest; at--) {
    if (view.getUint32(at, true) !== END) continue;
    const [count, start] = [view.getUint16(at + 10, true), view.getUint32(at + 16, true)];
    const whole = view.getUint16(at + 8, true) === count && count < 0xffff && start < at;
    return whole ? { count, at: start } : undefined;
  }
  return undefined;
}

function entriesOf(bytes: Uint8Array, view: DataView, directory: { count: number; at: number }): Entry[] {
  const entries: Entry[] = [];
  let at = directory.at;
  for (let i = 0; i < directory.count; i++) {
    if (view.getUint32(at, true) !== DIRECTORY) throw new RangeError('no directory entry');
    const length = view.getUint16(at + 28, true);
    entries.push({
      name: Buffer.from(bytes.subarray(at + 46, at + 46 + length)).toString('utf8'),
      flags: view.getUint16(at + 8, true),
      method: view.getUint16(at + 10, true),
      packed: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      at: view.getUint32(at + 42, true),
    });
    at += 46 + length + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return entries;
}

/** The content of an entry. Inflating stops at the size the directory declares, so a bomb cannot grow past it. */
function contentOf(bytes: Uint8Array, view: DataView, entry: Entry): Uint8Array {
  if (view.getUint32(entry.at, true) !== LOCAL) throw new RangeError('no local entry');
  const start = entry.at + 30 + view.getUint16(entry.at + 26, true) + view.getUint16(entry.at + 28, true);
  const packed = bytes.subarray(start, start + entry.packed);
  const content =
    entry.method === 0
      ? packed
      : new Uint8Array(inflateRawSync(packed, { maxOutputLength: Math.max(1, entry.size) }));
  if (content.length !== entry.size) throw new RangeError('size differs from the directory');
  return content;
}

const isPlainName = (name: string): boolean =>
  name.length > 0 && !name.startsWith('/') && !/(^|\/)\.\.(\/|$)|[\\:\0]/.test(name);

function read(bytes: Uint8Array, limits: ZipLimits): Outcome<Map<string, Uint8Array>> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const directory = directoryOf(view);
  if (!directory) return broken();
  const entries = entriesOf(bytes, view, directory);
  const unpacked = entries.reduce((sum, entry) => sum + entry.size, 0);
  if (entries.length > limits.entries || unpacked > limits.unpacked) {
    const limit = megabytes(limits.unpacked);
    return tooBig(
      w(
        `Tệp khi giải nén lớn hơn ${limit} MB hoặc có quá ${limits.entries} phần. Xin bỏ bớt hình ảnh.`,
        `Unpacked, the file exceeds ${limit} MB or ${limits.entries} parts. Remove pictures from it.`,
      ),
    );
  }
  const names = new Set(entries.map((entry) => entry.name.toLowerCase()));
  const readable = entries.every(
    (e) => isPlainName(e.name) && (e.flags & 1) === 0 && [0, 8].includes(e.method),
  );
  if (names.size !== entries.length || !readable) return broken();
  const files = entries.filter((entry) => !entry.name.endsWith('/'));
  return done(new Map(files.map((entry) => [entry.name, contentOf(bytes, view, entry)])));
}

/**
 * The parts of a zip by name. Refuses `zip.too-big` (packed, unpacked or number of parts) and `zip.broken`
 * (truncated, encrypted, split, doubled or strange names, sizes that do not agree with the directory).
 */
export function readZip(bytes: Uint8Array, limits: ZipLimits): Outcome<Map<string, Uint8Array>> {
  if (bytes.length > limits.bytes) {
    const limit = megabytes(limits.bytes);
    return tooBig(w(`Tệp lớn hơn ${limit} MB.`, `The file is larger than ${limit} MB.`));
  }
  try {
    return read(bytes, limits);
  } catch {
    // DataView and zlib throw on any offset or stream that lies; to the person it is one thing: not readable.
    return broken();
  }
}
