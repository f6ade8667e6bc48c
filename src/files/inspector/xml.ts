/** Reads one XML part of a Word or Excel file as a stream and refuses what acts or reaches outside. */
import { SaxesParser, type SaxesTagNS } from 'saxes';
import type { StampSearch } from './stamp.ts';
import { broken, LIMITS, unfit } from './verdict.ts';

const external = (): never =>
  unfit(
    'external_link',
    'Tệp có liên kết ra ngoài (trang web, tệp khác, mẫu ở xa). Hãy bỏ các liên kết ấy, lưu lại rồi gửi.',
    'The file links to something outside (a web page, another file, a remote template). Remove the links and save it again.',
  );

export const active = (): never =>
  unfit(
    'active_content',
    'Tệp có macro, đối tượng nhúng (OLE) hoặc nút điều khiển. Hãy lưu lại dạng .docx, .xlsx không có macro và đối tượng nhúng.',
    'The file holds macros, embedded objects (OLE) or controls. Save it as .docx or .xlsx without them.',
  );

const dde = (): never =>
  unfit(
    'calls_outside',
    'Tệp có trường hoặc công thức gọi chương trình, tệp hay địa chỉ khác (DDE, INCLUDE, LINK, WEBSERVICE). Hãy bỏ chúng rồi lưu lại.',
    'A field or formula calls another program, file or address (DDE, INCLUDE, LINK, WEBSERVICE). Remove it and save again.',
  );

const dtd = (): never =>
  unfit(
    'dtd',
    'Tệp có khai báo DTD hoặc thực thể, điều mà Word và Excel không bao giờ ghi. Hãy lưu lại từ Word hoặc Excel rồi gửi.',
    'The file declares a DTD or entities, which Word and Excel never write. Save it again from Word or Excel.',
  );

/** Elements that embed, control or fetch, by local name whatever their prefix. */
const ACTIVE = new Set(['oleobject', 'oleobjects', 'object', 'control', 'controls', 'script', 'vbaproject']);
const FETCHING = new Set([
  ...['altchunk', 'subdoc', 'attachedtemplate', 'mailmerge', 'externalreference', 'externalbook'],
  ...[
    'ddelink',
    'olelink',
    'querytable',
    'connection',
    'webpublishitem',
    'src',
    'framesrc',
    'sourcefilename',
  ],
]);

/** Types of relationship that bring in something that acts or fetches. */
const BAD_TYPES =
  /\/(oleObject|vbaProject|attachedTemplate|externalLink\w*|xlMacrosheet|xlIntlMacrosheet|dialogsheet|control|activeX\w*|package|aFChunk|frame|subDocument|mailMerge\w*|connections|queryTable|ctrlProp|keyMapCustomizations|wordVbaData)$/i;

const BAD_CONTENT =
  /macroenabled|vbaproject|vbadata|oleobject|activex|ms-office\.vba|package\.(docx|xlsx)|x-msdownload/i;

const FIELDS =
  /\b(dde|ddeauto|includetext|includepicture|include|link|import|embed|macrobutton|database|rd)\b/i;

const FORMULA =
  /\|\s*'|\b(dde|webservice|filterxml|hyperlink|call|register(\.id)?|exec|rtd|cubevalue|importdata|image)\s*\(|(^|[=+\-*/(,;&'\s])\[\d+\]|\[[^\]]*\.(xls|csv|doc)|\\\\|[a-z]{2,}:\/\//i;

const lower = (tag: SaxesTagNS) => tag.local.toLowerCase();

const attribute = (tag: SaxesTagNS, name: string): string =>
  Object.values(tag.attributes).find((a) => a.local.toLowerCase() === name)?.value ?? '';

function refuseRelationship(tag: SaxesTagNS): void {
  const target = attribute(tag, 'target');
  if (BAD_TYPES.test(attribute(tag, 'type'))) active();
  if (/^external$/i.test(attribute(tag, 'targetmode').trim())) external();
  if (/^\s*([a-z][a-z0-9+.-]*:|\\\\|\/\/)/i.test(target) || /(^|[\\/])\.\.[\\/]\.\.[\\/]\.\./.test(target))
    external();
}

/** Which elements' text is looked at: fields of Word, formulas and names of Excel. */
type Gathering = 'field' | 'formula' | 'text' | null;

const gathers = (name: string): Gathering => {
  if (name === 'instrtext' || name === 'delinstrtext') return 'field';
  if (['f', 'formula', 'formula1', 'formula2', 'definedname', 'calculatedcolumnformula'].includes(name))
    return 'formula';
  return name === 't' ? 'text' : null;
};

/** Elements whose end ends a line of text. */
const LINES = new Set(['p', 'si', 'is', 'br', 'c']);

/** What the types of content declare; the package compares them with what it was sent as. */
export type Declared = { contentTypes: Set<string> };

export class XmlPart {
  readonly #parser = new SaxesParser({ xmlns: true, position: false });
  readonly #decoder: InstanceType<typeof TextDecoder>;
  #depth = 0;
  #gathering: Gathering = null;
  #gathered = '';
  /** The instruction of a field may be cut into pieces: all pieces of a paragraph are read together. */
  #field = '';

  constructor(head: Uint8Array, stamps: StampSearch, declared: Declared) {
    const wide =
      head[0] === 0xff && head[1] === 0xfe
        ? 'utf-16le'
        : head[0] === 0xfe && head[1] === 0xff
          ? 'utf-16be'
          : '';
    this.#decoder = new TextDecoder(wide || 'utf-8', { fatal: true });
    const parser = this.#parser;
    parser.on('error', () => broken());
    parser.on('doctype', dtd);
    parser.on('xmldecl', ({ encoding }) => {
      if (encoding && !/^(utf-?8|utf-?16(le|be)?|us-ascii)$/i.test(encoding)) broken();
    });
    parser.on('processinginstruction', ({ target }) => {
      if (/stylesheet/i.test(target)) external();
    });
    parser.on('opentag', (tag) => this.#open(tag as SaxesTagNS, declared));
    parser.on('text', (text) => this.#text(text));
    parser.on('cdata', (text) => this.#text(text));
    parser.on('closetag', (tag) => this.#close(tag as SaxesTagNS, stamps));
  }

  write(chunk: Uint8Array): void {
    this.#parser.write(this.#decode(chunk, true));
  }

  end(): void {
    this.#parser.write(this.#decode(new Uint8Array(), false));
    this.#parser.close();
    if (FIELDS.test(this.#field)) dde();
  }

  #decode(chunk: Uint8Array, stream: boolean): string {
    try {
      return this.#decoder.decode(chunk, { stream });
    } catch {
      return broken();
    }
  }

  #open(tag: SaxesTagNS, declared: Declared): void {
    const name = lower(tag);
    if (++this.#depth > LIMITS.depth) broken();
    if (ACTIVE.has(name)) active();
    if (FETCHING.has(name)) external();
    if (name === 'relationship') refuseRelationship(tag);
    if (name === 'override' || name === 'default') {
      const type = attribute(tag, 'contenttype');
      if (BAD_CONTENT.test(type)) active();
      declared.contentTypes.add(type.toLowerCase());
    }
    if (name === 'fldsimple' && FIELDS.test(attribute(tag, 'instr'))) dde();
    for (const one of Object.values(tag.attributes)) {
      const local = one.local.toLowerCase();
      if (/^on[a-z]{4,}/.test(local) || (local === 'macro' && one.value !== '')) active();
      if (local === 'href' && /^\s*([a-z][a-z0-9+.-]*:|\\\\|\/\/)/i.test(one.value)) external();
    }
    this.#gathering = gathers(name);
    this.#gathered = '';
  }

  #text(text: string): void {
    if (this.#gathering) this.#gathered += text;
  }

  #close(tag: SaxesTagNS, stamps: StampSearch): void {
    this.#depth--;
    const name = lower(tag);
    if (this.#gathering === 'text') stamps.add(this.#gathered);
    if (this.#gathering === 'formula' && FORMULA.test(this.#gathered)) dde();
    if (this.#gathering === 'field') this.#field += this.#gathered;
    this.#gathering = null;
    if (LINES.has(name)) stamps.endLine();
    if (name === 'p') {
      if (FIELDS.test(this.#field)) dde();
      this.#field = '';
    }
  }
}
