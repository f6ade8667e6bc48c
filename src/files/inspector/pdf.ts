/** Looks through a PDF for what runs, opens or carries something else; inflates what may hide names, within limits. */
import { inflateSync } from 'node:zlib';
import { bomb, broken, LIMITS, refuseSecondKind, twofold, unfit } from './verdict.ts';

const acts = (): never =>
  unfit(
    'pdf_acts',
    'PDF có mã lệnh, lệnh mở chương trình, biểu mẫu gửi đi hoặc tệp đính kèm bên trong. Hãy in lại ra PDF (Print to PDF) rồi gửi.',
    'The PDF holds script, launches or submits something, or carries files inside. Print it to PDF again and send that.',
  );

const locked = (): never =>
  unfit(
    'pdf_locked',
    'PDF có mật khẩu hoặc nén kiểu lạ nên không kiểm tra được. Hãy bỏ mật khẩu, in lại ra PDF rồi gửi.',
    'The PDF has a password or an unusual compression and cannot be checked. Remove it, print to PDF again and send that.',
  );

/** Long names are looked for everywhere, also where no name should be; short ones only outside of streams. */
const ANYWHERE = /\/(JavaScript|EmbeddedFiles?|RichMedia|ImportData|SubmitForm)\b|\/S\s*\/Launch\b/;
const OUTSIDE = /\/(JS|Launch|AA|XFA|GoToR|GoToE|Movie|Sound|Filespec|3D)(?![A-Za-z0-9])/;

/** A name may be written `/J#61vaScript`. */
const named = (text: string): string =>
  text.replace(/#([0-9a-fA-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

type Stream = { dictionary: string; at: number; end: number };

/** Streams and what stands between them. A stream ends where `endstream` stands, whatever its length says. */
function split(text: string): { outside: string; streams: Stream[] } {
  const streams: Stream[] = [];
  const pieces: string[] = [];
  let from = 0;
  for (const found of text.matchAll(/>>\s*stream\r?\n/g)) {
    if (found.index < from) continue;
    const at = found.index + found[0].length;
    const end = text.indexOf('endstream', at);
    if (end < 0) broken();
    const before = text.slice(from, found.index + 2);
    pieces.push(before);
    streams.push({ dictionary: named(before.slice(before.lastIndexOf('obj'))), at, end });
    from = end;
  }
  pieces.push(text.slice(from));
  return { outside: named(pieces.join('\n')), streams };
}

/** The content of a stream of objects, in which names hide from whoever reads the file as it is. */
function inflated(bytes: Buffer, { dictionary, at, end }: Stream, left: number): string {
  const filters = /\/Filter\s*(\[[^\]]*\]|\/\w+)/.exec(dictionary)?.[1] ?? '';
  const packed = bytes.subarray(at, end);
  if (filters === '') return packed.toString('latin1');
  if (filters.replace(/[[\]\s]/g, '') !== '/FlateDecode') locked();
  try {
    return inflateSync(packed, { maxOutputLength: Math.max(1, left), finishFlush: 2 }).toString('latin1');
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? bomb() : broken();
  }
}

export function inspectPdf(bytes: Buffer): void {
  if (!/^%PDF-[12]\.\d/.test(bytes.subarray(0, 8).toString('latin1'))) twofold();
  const text = bytes.toString('latin1');
  if (!/%%EOF[\r\n\s]*$/.test(text.slice(-64))) twofold();
  if (text.indexOf('%PDF-', 5) > 0) twofold();
  refuseSecondKind(bytes, 'pdf');
  const { outside, streams } = split(text);
  if (/\/Encrypt\b/.test(outside)) locked();
  if (OUTSIDE.test(outside) || ANYWHERE.test(outside) || ANYWHERE.test(text)) acts();
  let left: number = Math.min(LIMITS.unpacked, bytes.length * LIMITS.ratio);
  for (const stream of streams) {
    if (!/\/Type\s*\/ObjStm\b/.test(stream.dictionary)) continue;
    const content = named(inflated(bytes, stream, left));
    left -= content.length;
    if (OUTSIDE.test(content) || ANYWHERE.test(content)) acts();
  }
}
