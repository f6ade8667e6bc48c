/** Word and Excel files without author, company, editing history, names at comments and changes, paths and thumbnails. */
import PizZip from 'pizzip';
import { cleanJpeg, cleanPng } from './clean-picture.ts';

/** Parts that say nothing of the content: properties, thumbnails, data of add-ins, lists of people, printers. */
const OMITTED = /^(docProps|customXml|xl\/printerSettings)\/|^(word\/people|xl\/persons\/[^/]+)\.xml$/;

/** Attributes with names, accounts and moments of whoever wrote, changed or commented, under any prefix. */
const ATTRIBUTES =
  /\s(?:\w+:(?:author|initials|userId|providerId|date|dateUtc)|(?:userName|lastEdited\w*|lastGuid|personId))\s*=\s*(?:"[^"]*"|'[^']*')/g;

/** Elements that hold such a name or a path as their text. */
const ELEMENTS: readonly [RegExp, string][] = [
  [/<((?:\w+:)?author)>[^<]*<\/\1>/g, '<$1></$1>'],
  [/<x15ac:absPath\b[^>]*\/>/g, ''],
  [/<w:docVars>[\s\S]*?<\/w:docVars>/g, ''],
  [/<w:rsids>[\s\S]*?<\/w:rsids>/g, ''],
];

/** Word asks for an author at every change and comment: it gets an empty one. */
const WANTED =
  /<(w:ins|w:del|w:moveFrom|w:moveTo|w:comment|w:rPrChange|w:pPrChange|w:sectPrChange|w:tblPrChange)\b/g;

const withoutPeople = (xml: string): string =>
  ELEMENTS.reduce(
    (text, [pattern, instead]) => text.replace(pattern, instead),
    xml.replace(ATTRIBUTES, ''),
  ).replace(WANTED, '<$1 w:author=""');

/** Where a part is named: its relationship and its entry in the list of contents. */
const withoutOmitted = (xml: string): string =>
  xml
    .replace(/<Relationship\b[^>]*\/>/g, (found) =>
      /Target="[^"]*(docProps\/|customXml\/|printerSettings|people\.xml|persons\/)/.test(found) ? '' : found,
    )
    .replace(/<Override\b[^>]*\bPartName="\/?([^"]*)"[^>]*\/>/g, (found, part: string) =>
      OMITTED.test(part) ? '' : found,
    );

function cleanedPart(name: string, bytes: Buffer): Buffer {
  if (/\.jpe?g$/i.test(name)) return cleanJpeg(bytes);
  if (/\.png$/i.test(name)) return cleanPng(bytes);
  if (!/\.(xml|rels)$/i.test(name)) return bytes;
  return Buffer.from(withoutOmitted(withoutPeople(textOf(bytes))));
}

/** A part in another encoding cannot be looked through. */
function textOf(bytes: Buffer): string {
  const text = bytes.toString('utf8');
  const encoding = /^[^<]{0,3}<\?xml[^>]*encoding\s*=\s*["']([^"']+)/.exec(text)?.[1] ?? 'utf-8';
  if (text.includes('\0') || encoding.toLowerCase() !== 'utf-8')
    throw new Error('a part in another encoding');
  return text;
}

/** Made anew, so that no entry keeps the moment it was last saved at. */
export function cleanPackage(bytes: Buffer): Buffer {
  const given = new PizZip(bytes);
  const made = new PizZip();
  for (const [name, file] of Object.entries(given.files)) {
    if (file.dir || OMITTED.test(name)) continue;
    made.file(name, cleanedPart(name, Buffer.from(file.asUint8Array())), { createFolders: false });
  }
  return Buffer.from(made.generate({ type: 'uint8array', compression: 'DEFLATE' }));
}
