/** Looks through a Word or Excel file part by part: as a zip that may lie, then as the parts an office wrote. */
import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl';
import type { StampSearch } from './stamp.ts';
import { bomb, broken, isForeign, LIMITS, startsWith, twofold, unfit } from './verdict.ts';
import { active, type Declared, XmlPart } from './xml.ts';

const END = 0x06054b50;
const END_LENGTH = 22;
const SYMLINK = 0o120000;

/** The main part's type of content: what makes the package a document without macros, or a workbook. */
const MAIN = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml',
} as const;

const ACTIVE_PARTS =
  /(^|\/)(vba\w*|activex|embeddings|externallinks|macrosheets|dialogsheets|querytables|ctrlprops|afchunk\w*)(\/|\.|$)|(^|\/)(connections|attachedtoolbars)\.|\.(exe|dll|com|bat|cmd|js|vbs|hta|htm|html|mht|swf|jar|ps1|msi|lnk|ole)$/i;

/** Pictures a part may be, with how such a picture begins. */
const PICTURES: Readonly<Record<string, readonly (readonly number[])[]>> = {
  png: [[0x89, 0x50, 0x4e, 0x47]],
  jpg: [[0xff, 0xd8, 0xff]],
  jpeg: [[0xff, 0xd8, 0xff]],
  gif: [[0x47, 0x49, 0x46, 0x38]],
  bmp: [[0x42, 0x4d]],
  tif: [
    [0x49, 0x49, 0x2a],
    [0x4d, 0x4d, 0x00],
  ],
  tiff: [
    [0x49, 0x49, 0x2a],
    [0x4d, 0x4d, 0x00],
  ],
  emf: [[0x01, 0x00, 0x00, 0x00]],
  wmf: [
    [0xd7, 0xcd, 0xc6, 0x9a],
    [0x01, 0x00, 0x09, 0x00],
  ],
};

const XML = new Set(['xml', 'rels', 'vml']);

const endingOf = (name: string): string => /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? '';

const slip = (): never =>
  unfit(
    'slip_path',
    'Tệp có phần mang tên trỏ ra ngoài thư mục hoặc trùng tên. Hãy lưu lại từ Word hoặc Excel rồi gửi.',
    'A part of the file has a name that points outside, or twice the same. Save it again from Word or Excel.',
  );

/** Where the directory stands. It must end the file: no comment, nothing after it, no second directory. */
function directoryStart(bytes: Buffer): number {
  if (!startsWith(bytes, [0x50, 0x4b, 0x03, 0x04])) twofold();
  const at = bytes.length - END_LENGTH;
  if (at < 0 || bytes.readUInt32LE(at) !== END) twofold();
  const [disk, count, size, start] = [
    bytes.readUInt16LE(at + 4),
    bytes.readUInt16LE(at + 10),
    bytes.readUInt32LE(at + 12),
    bytes.readUInt32LE(at + 16),
  ];
  if (disk !== 0 || start + size !== at) twofold();
  if (count > LIMITS.entries) bomb();
  return start;
}

function refuseEntry(entry: Entry): void {
  const mode = (entry.externalFileAttributes >>> 16) & 0xf000;
  if (mode === SYMLINK) slip();
  if (entry.isEncrypted() || ![0, 8].includes(entry.compressionMethod)) broken();
  // Every part of such a file has a plain name; the library has refused absolute ones, `..` and backslashes.
  if (
    !/^[\w .,()[\]{}@&+'~$%#!;=-]+(\/[\w .,()[\]{}@&+'~$%#!;=-]+)*\/?$/u.test(entry.fileName) ||
    /(^|\/)\.\.?(\/|$)/.test(entry.fileName)
  )
    slip();
  if (ACTIVE_PARTS.test(entry.fileName)) active();
  // Small parts may shrink to almost nothing; whoever unpacks a bomb meets it in a large one.
  if (
    entry.uncompressedSize > 65_536 &&
    entry.uncompressedSize > LIMITS.ratio * Math.max(1, entry.compressedSize)
  )
    bomb();
}

/** The entries, each where it says it is, none over another, nothing between them. */
async function entriesOf(zip: ZipFile, start: number): Promise<Entry[]> {
  const entries: Entry[] = [];
  const names = new Set<string>();
  const spans: [number, number][] = [];
  let unpacked = 0;
  for await (const entry of zip.eachEntry()) {
    refuseEntry(entry);
    names.add(entry.fileName.toLowerCase());
    unpacked += entry.uncompressedSize;
    if (entries.push(entry) > LIMITS.entries || unpacked > LIMITS.unpacked) bomb();
    const local = await zip.readLocalFileHeaderPromise(entry, {});
    if (!local.fileName.equals(entry.fileNameRaw)) twofold();
    spans.push([entry.relativeOffsetOfLocalHeader, local.fileDataStart + entry.compressedSize]);
  }
  if (names.size !== entries.length) slip();
  spans.sort((a, b) => a[0] - b[0]);
  // A descriptor of 12 to 24 bytes may follow an entry that was written as a stream.
  const gaps = spans.map(([from], i) => from - (spans[i - 1]?.[1] ?? 0));
  gaps.push(start - (spans.at(-1)?.[1] ?? 0));
  if (gaps.some((gap) => gap < 0 || gap > 24) || (spans[0]?.[0] ?? 0) !== 0) twofold();
  return entries;
}

/** Reads a part to its end, never more of it than the whole file may unpack to. */
async function readPart(zip: ZipFile, entry: Entry, left: number, stamps: StampSearch, declared: Declared) {
  const ending = endingOf(entry.fileName);
  let part: XmlPart | undefined;
  let head = Buffer.alloc(0);
  let read = 0;
  for await (const chunk of (await zip.openReadStreamPromise(entry)) as AsyncIterable<Buffer>) {
    read += chunk.length;
    if (read > left) bomb();
    if (head.length < 16) head = Buffer.concat([head, chunk.subarray(0, 16)]);
    if (!XML.has(ending)) continue;
    part ??= new XmlPart(chunk, stamps, declared);
    part.write(chunk);
  }
  part?.end();
  if (XML.has(ending)) return read;
  refusePart(entry.fileName, ending, head);
  return read;
}

function refusePart(name: string, ending: string, head: Uint8Array): void {
  if (isForeign(head)) {
    unfit(
      'nested',
      `Trong tệp có một tệp khác (${name.slice(-60)}). Hãy bỏ tệp nhúng ấy và gửi riêng từng tệp.`,
      `Another file lies inside this one (${name.slice(-60)}). Take it out and send each by itself.`,
    );
  }
  const pictures = PICTURES[ending];
  if (pictures?.some((magic) => startsWith(head, magic))) return;
  if (ending === 'odttf' || /(^|\/)printersettings\d*\.bin$/i.test(name) || name.endsWith('/')) return;
  unfit(
    'strange_part',
    `Trong tệp có phần lạ (${name.slice(-60)}). Hãy lưu lại từ Word hoặc Excel, hình ảnh để dạng PNG hoặc JPG.`,
    `A part of the file is not known (${name.slice(-60)}). Save it again from Word or Excel, pictures as PNG or JPG.`,
  );
}

/** Throws Unfit with what is wrong; whatever a lying zip makes the readers throw is a broken file. */
export async function inspectPackage(
  bytes: Buffer,
  kind: 'docx' | 'xlsx',
  stamps: StampSearch,
): Promise<void> {
  const start = directoryStart(bytes);
  const zip = await fromBufferPromise(bytes, {
    lazyEntries: true,
    strictFileNames: true,
    validateEntrySizes: true,
  });
  const entries = await entriesOf(zip, start).catch((error: Error) =>
    // The library's own words for a name that points outside.
    /fileName|relative path|absolute path/.test(error.message) ? slip() : Promise.reject(error),
  );
  const declared: Declared = { contentTypes: new Set() };
  let left: number = Math.min(LIMITS.unpacked, bytes.length * LIMITS.ratio);
  for (const entry of entries) left -= await readPart(zip, entry, left, stamps, declared);
  if (!entries.some((entry) => entry.fileName === '[Content_Types].xml')) broken();
  if (!declared.contentTypes.has(MAIN[kind])) broken();
}
