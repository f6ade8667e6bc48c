/** What the inspection of a file that came in says: fit, with the mark of secrecy it seems to bear, or why not. */
import { type Refusal, refusal } from '../../kernel/refusal.ts';
import { type Words, w } from '../../kernel/words.ts';

/** The kinds of file that may come in, by the ending of their name. */
export const KINDS = ['docx', 'xlsx', 'pdf', 'jpg', 'png', 'csv'] as const;
export type Kind = (typeof KINDS)[number];

/** Degrees of secrecy of the law (Law 117/2025/QH15): mật, tối mật, tuyệt mật. */
export type SecretClass = 'mat' | 'toi_mat' | 'tuyet_mat';

export const MEGABYTE = 1024 * 1024;

/** Bytes as they come and unpacked, parts of a package, times it may grow, elements inside one another. */
export const LIMITS = {
  bytes: 25 * MEGABYTE,
  unpacked: 100 * MEGABYTE,
  entries: 2_000,
  ratio: 200,
  depth: 200,
  pixels: 100_000_000,
} as const;

export type Verdict =
  | { ok: true; stamp: SecretClass | null; memory: number }
  | { ok: false; refusal: Refusal; memory: number };

/** Thrown where the inspection ends: what it found, in words. */
export class Unfit extends Error {
  readonly refusal: Refusal;
  constructor(code: string, message: Words) {
    super(code);
    this.refusal = refusal(`file.${code}`, message, 'file');
  }
}

export function unfit(code: string, vi: string, en: string): never {
  throw new Unfit(code, w(vi, en));
}

export const broken = (): never =>
  unfit(
    'broken',
    'Tệp bị hỏng hoặc không đúng loại như tên tệp. Hãy mở bằng phần mềm đã tạo ra nó, lưu lại rồi gửi.',
    'The file is damaged or not what its name says. Open it in the program that made it, save it again and send that.',
  );

/** Something hides behind the file or it can be read as two kinds at once. */
export const twofold = (): never =>
  unfit(
    'twofold',
    'Tệp chứa dữ liệu thừa hoặc đọc được thành hai loại tệp. Hãy lưu lại từ phần mềm gốc rồi gửi.',
    'The file carries data that do not belong to it, or can be read as two kinds of file. Save it again and send that.',
  );

export const bomb = (): never =>
  unfit(
    'too_big_unpacked',
    `Tệp khi giải nén quá lớn (tối đa ${LIMITS.unpacked / MEGABYTE} MB, ${LIMITS.entries} phần, gấp ${LIMITS.ratio} lần). Hãy bớt nội dung hoặc hình ảnh.`,
    `Unpacked, the file is too large (at most ${LIMITS.unpacked / MEGABYTE} MB, ${LIMITS.entries} parts, ${LIMITS.ratio} times its size). Remove content or pictures.`,
  );

/** Begins like something that runs, unpacks or shows by itself. */
const MAGICS: readonly (readonly number[])[] = [
  [0x4d, 0x5a], // MZ
  [0x7f, 0x45, 0x4c, 0x46], // ELF
  [0xd0, 0xcf, 0x11, 0xe0], // OLE
  [0x50, 0x4b, 0x03, 0x04], // zip
  [0x50, 0x4b, 0x05, 0x06], // empty zip
  [0x52, 0x61, 0x72, 0x21], // RAR
  [0x37, 0x7a, 0xbc, 0xaf], // 7z
  [0x1f, 0x8b], // gzip
  [0x42, 0x5a, 0x68], // bzip2
  [0xfd, 0x37, 0x7a, 0x58], // xz
  [0x25, 0x50, 0x44, 0x46], // PDF
  [0x4d, 0x53, 0x43, 0x46], // cabinet
  [0xca, 0xfe, 0xba, 0xbe], // Java, Mach-O
  [0x23, 0x21], // #!
];

export const startsWith = (bytes: Uint8Array, magic: readonly number[]): boolean =>
  magic.every((byte, i) => bytes[i] === byte);

/** Whether bytes begin like an archive, a program or a document of another kind. */
export const isForeign = (bytes: Uint8Array): boolean => MAGICS.some((magic) => startsWith(bytes, magic));

const ZIP_END = Buffer.from([0x50, 0x4b, 0x05, 0x06]);

/** Refuses what is a picture, table or PDF to one reader and a zip, a PDF or a page to another. */
export function refuseSecondKind(bytes: Buffer, kind: Kind): void {
  const tail = bytes.subarray(Math.max(0, bytes.length - 65_557));
  if (tail.includes(ZIP_END)) twofold();
  const head = bytes.subarray(0, 1024).toString('latin1');
  if (kind !== 'pdf' && head.includes('%PDF-')) twofold();
  if (/<(!doctype|html|script|svg|\?xml)/i.test(head)) twofold();
}
