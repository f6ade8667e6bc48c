/**
 * PDF without author, program, title and the packets of metadata. Texts are overwritten with blanks where they stand, so
 * that no offset moves. Where such texts lie inside compressed objects, it is not sure, and ends.
 */
import { inflateSync } from 'node:zlib';
import { cleanJpeg } from './clean-picture.ts';

/** Entries of the document's information, of signatures and of notes that name people, programs and days. */
const NAMES =
  'Author|Creator|Producer|Title|Subject|Keywords|Company|Manager|LastModifiedBy|SourceModified|CreationDate|ModDate|M|T|Name|ContactInfo|Location|Reason|LastModified';

/** A text in brackets, with escaped and nested ones, or in hexadecimal. */
const TEXT = String.raw`\((?:\\[\s\S]|[^\\()]|\((?:\\[\s\S]|[^\\()])*\))*\)|<[0-9A-Fa-f\s]*>`;
const ENTRY = new RegExp(`(/(?:${NAMES})\\s*)(${TEXT})`, 'g');

/** A value that stands elsewhere, and a name with letters written as numbers, which may be any of these. */
const ELSEWHERE = new RegExp(`/(?:${NAMES})\\s+\\d+\\s+\\d+\\s+R\\b`);
const SPELT = /\/[^\s/<>()[\]{}%]*#[0-9A-Fa-f]{2}[^\s/<>()[\]{}%]*/g;
const IS_NAME = new RegExp(`^/(?:${NAMES})$`);

const plainName = (name: string): string =>
  name.replace(/#([0-9A-Fa-f]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));

function blanked(text: string): string {
  if (ELSEWHERE.test(text)) notSure();
  if ([...text.matchAll(SPELT)].some(([name]) => IS_NAME.test(plainName(name)))) notSure();
  return withBlanks(text);
}

const withBlanks = (text: string): string =>
  text.replace(ENTRY, (_, name: string, value: string) => {
    const [open, close] = [value[0]!, value.at(-1)!];
    return `${name}${open}${(open === '<' ? '0' : ' ').repeat(value.length - 2)}${close}`;
  });

const inflated = (packed: Buffer): string => inflateSync(packed, { finishFlush: 2 }).toString('latin1');

function notSure(): never {
  throw new Error('names may stay in compressed objects');
}

/** A photograph without what its camera wrote; the room that is left over comes after its end. */
function cleanedPhotograph(content: string): string {
  const cleaned = cleanJpeg(Buffer.from(content, 'latin1')).toString('latin1');
  return cleaned.padEnd(content.length, '\0');
}

/** A stream as it goes on: metadata blanked, photographs cleaned, objects looked through, everything else as it is. */
function cleanedStream(dictionary: string, content: string): string {
  if (/\/Type\s*\/Metadata\b|\/Subtype\s*\/XML\b/.test(dictionary)) return ' '.repeat(content.length);
  if (/\/Filter\s*(?:\[\s*)?\/DCTDecode\s*(?:\]|\/|>>)/.test(dictionary)) return cleanedPhotograph(content);
  if (!/\/Type\s*\/ObjStm\b/.test(dictionary)) return content;
  const bytes = Buffer.from(content, 'latin1');
  const objects = /\/Filter\b/.test(dictionary) ? inflated(bytes) : content;
  if (blanked(objects) !== objects) notSure();
  return content;
}

export function cleanPdf(bytes: Buffer): Buffer {
  const text = bytes.toString('latin1');
  const pieces: string[] = [];
  let from = 0;
  for (const found of text.matchAll(/>>\s*stream\r?\n/g)) {
    if (found.index < from) continue;
    const at = found.index + found[0].length;
    const end = text.indexOf('endstream', at);
    if (end < 0) notSure();
    const before = text.slice(from, found.index + 2);
    const dictionary = before.slice(before.lastIndexOf('obj'));
    const isMetadata = /\/Type\s*\/Metadata\b|\/Subtype\s*\/XML\b/.test(dictionary);
    // A packet that was compressed is blank and plain afterwards.
    const head = isMetadata
      ? before.replace(/\/Filter\s*(\[[^\]]*\]|\/\w+)/g, (filter) => ' '.repeat(filter.length))
      : before;
    pieces.push(
      blanked(head),
      text.slice(found.index + 2, at),
      cleanedStream(dictionary, text.slice(at, end)),
    );
    from = end;
  }
  pieces.push(blanked(text.slice(from)));
  return Buffer.from(pieces.join(''), 'latin1');
}
