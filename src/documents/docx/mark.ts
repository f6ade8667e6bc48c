/** Puts the mark of an export into a finished Word file: at the foot of every page, and as a custom property. */
import PizZip from 'pizzip';
import { MARK_PROPERTY, type Mark } from '../mark.ts';
import { xmlText } from '../printable.ts';

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const WORD = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const FOOTER = 'word/footerCapuyMark.xml';
const ID = 'rIdCapuyMark';
const CUSTOM = 'docProps/custom.xml';

const paragraph = (line: string): string =>
  `<w:p><w:r><w:rPr><w:color w:val="606060"/><w:sz w:val="14"/></w:rPr><w:t xml:space="preserve">${xmlText(line)}</w:t></w:r></w:p>`;

/** Inserts before the closing tag of a part. */
const append = (xml: string, closing: string, addition: string): string => {
  const at = xml.lastIndexOf(closing);
  return at < 0 ? xml : xml.slice(0, at) + addition + xml.slice(at);
};

const declare = (zip: PizZip, part: string, type: string): void => {
  const types = zip.file('[Content_Types].xml')!.asText();
  if (types.includes(`"/${part}"`)) return;
  zip.file(
    '[Content_Types].xml',
    append(types, '</Types>', `<Override PartName="/${part}" ContentType="${type}"/>`),
  );
};

const relate = (zip: PizZip, file: string, id: string, type: string, target: string): void => {
  const rels = zip.file(file)!.asText();
  const added = `<Relationship Id="${id}" Type="${RELATIONS}/${type}" Target="${target}"/>`;
  zip.file(file, append(rels, '</Relationships>', added));
};

/** Every section gets the foot for each kind of page for which it has none yet. */
function withFeet(documentXml: string): string {
  return documentXml.replace(
    /<w:sectPr\b([^>]*?)(\/>|>([\s\S]*?)<\/w:sectPr>)/g,
    (_, attributes: string, _rest, inner = '') => {
      const kinds = ['default', 'first', 'even'].filter(
        (kind) => !new RegExp(`<w:footerReference[^>]*w:type="${kind}"`).test(inner),
      );
      const feet = kinds.map(
        (kind) => `<w:footerReference xmlns:r="${RELATIONS}" w:type="${kind}" r:id="${ID}"/>`,
      );
      return `<w:sectPr${attributes}>${feet.join('')}${inner}</w:sectPr>`;
    },
  );
}

function withProperty(xml: string | undefined, code: string): string {
  const whole =
    xml && /<\/[\w:]*Properties>/.test(xml)
      ? xml
      : `${HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"></Properties>`;
  const taken = [...whole.matchAll(/\bpid="(\d+)"/g)].map((found) => Number(found[1]));
  const property = `<property xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes" fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="${Math.max(1, ...taken) + 1}" name="${MARK_PROPERTY}"><vt:lpwstr>${xmlText(code)}</vt:lpwstr></property>`;
  return append(whole, '</Properties>', property);
}

/** The bytes of a .docx with the mark in it. */
export function markDocx(bytes: Uint8Array, mark: Mark): Uint8Array {
  const zip = new PizZip(bytes);
  for (const { name } of zip.file(/^word\/footer\d*\.xml$/))
    zip.file(name, append(zip.file(name)!.asText(), '</w:ftr>', paragraph(mark.line)));
  zip.file(FOOTER, `${HEAD}<w:ftr xmlns:w="${WORD}">${paragraph(mark.line)}</w:ftr>`);
  declare(zip, FOOTER, 'application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml');
  relate(zip, 'word/_rels/document.xml.rels', ID, 'footer', 'footerCapuyMark.xml');
  zip.file('word/document.xml', withFeet(zip.file('word/document.xml')!.asText()));
  const custom = zip.file(CUSTOM)?.asText();
  zip.file(CUSTOM, withProperty(custom, mark.code));
  if (custom === undefined) {
    declare(zip, CUSTOM, 'application/vnd.openxmlformats-officedocument.custom-properties+xml');
    relate(zip, '_rels/.rels', `${ID}Property`, 'custom-properties', CUSTOM);
  }
  return zip.generate({ type: 'uint8array', compression: 'DEFLATE' });
}
