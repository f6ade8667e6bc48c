/** Opens a Word template: limits, nothing that runs or fetches, only tags that are known, every loop closed. */
import Docxtemplater, { type DXT } from 'docxtemplater';
import PizZip from 'pizzip';
import { done, type Outcome, type Refusal, refusal, refused } from '../../kernel/refusal.ts';
import { w } from '../../kernel/words.ts';
import { REPORT_TAGS, type Tag, tagAt } from './tags.ts';
import { templateFault } from './template-faults.ts';
import { readZip } from './zip.ts';

const LIMITS = { bytes: 5 * 1024 * 1024, entries: 500, unpacked: 50 * 1024 * 1024 };

/** A template whose tags were read and found good, ready to be filled once. */
export type OpenTemplate = {
  document: Docxtemplater<PizZip>;
  tags: string[];
  documentXml: string;
  /** Names of tags that had no value while filling. */
  missing: Set<string>;
};

const decoder = new TextDecoder();

const unsafe = (vi: string, en: string): Refusal =>
  refusal('template.unsafe', w(`Mẫu không nhận được: ${vi}`, `The template is not accepted: ${en}`));

const ACTIVE = /(vbaProject|vbaData|activeX|oleObject)|(^|\/)(embeddings|customUI)\//i;
const FIELDS = /\b(DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|DATABASE)\b/i;

/** What the package holds besides text and pictures. */
function activeContent(files: Map<string, Uint8Array>): Refusal[] {
  const types = decoder.decode(files.get('[Content_Types].xml') ?? new Uint8Array());
  const names = [...files.keys()];
  if (names.some((name) => ACTIVE.test(name)) || /macroEnabled|vbaProject/i.test(types)) {
    return [
      unsafe(
        'có macro hoặc đối tượng nhúng. Xin lưu lại dạng .docx không macro, bỏ đối tượng nhúng.',
        'it holds macros or embedded objects. Save it as .docx without macros and embedded objects.',
      ),
    ];
  }
  const rels = names.filter((name) => name.endsWith('.rels')).map((name) => decoder.decode(files.get(name)));
  const links = rels.flatMap((xml) => xml.match(/<Relationship\b[^>]*>/g) ?? []);
  const outside = links.filter((link) => /TargetMode\s*=\s*["']External/i.test(link));
  if (outside.some((link) => !/Type\s*=\s*["'][^"']*\/hyperlink["']/.test(link))) {
    return [
      unsafe(
        'có liên kết lấy nội dung từ nơi khác (mẫu, hình ảnh). Xin chèn hẳn vào tệp.',
        'it fetches content from elsewhere (a template, a picture). Insert that into the file.',
      ),
    ];
  }
  return [];
}

/** The codes of a part's fields without quoted texts. Word may cut a code in two, so they are also joined. */
function fieldCodes(xml: string): string {
  const codes = (xml.match(/<w:instrText\b[^>]*>[^<]*|w:instr="[^"]*"/g) ?? []).map((field) =>
    field.replace(/^<[^>]*>|^w:instr="/, ''),
  );
  return `${codes.join(' ')}\n${codes.join('')}`.replaceAll('&quot;', '"').replace(/"[^"\n]*"/g, ' ');
}

/** Faults in the XML parts themselves: declarations that expand, other encodings, fields that fetch. */
function activeXml(files: Map<string, Uint8Array>): Refusal[] {
  for (const [name, content] of files) {
    if (!/\.(xml|rels)$/i.test(name)) continue;
    const xml = decoder.decode(content);
    const fields = fieldCodes(xml);
    if (xml.includes('<!DOCTYPE') || xml.includes('<!ENTITY') || content.includes(0)) {
      return [unsafe('phần XML có khai báo lạ.', 'a part of it has unusual XML declarations.')];
    }
    if (FIELDS.test(fields) || xml.includes('<w:altChunk')) {
      return [
        unsafe(
          'có trường lấy dữ liệu từ nơi khác (DDE, INCLUDETEXT…). Xin xóa các trường đó.',
          'it has fields that fetch data from elsewhere (DDE, INCLUDETEXT…). Delete them.',
        ),
      ];
    }
  }
  return [];
}

type Placed = { part: DXT.Part; scopes: Record<string, Tag>[] };

/** Every tag with the loops it stands in. Lists where a loop that is unknown hides what is inside it. */
function placedTags(parts: DXT.Part[], scopes: Record<string, Tag>[]): Placed[] {
  return parts
    .filter((part) => part.type === 'placeholder')
    .flatMap((part) => {
      const known = tagAt(part.value, scopes);
      const inner = part.subparsed
        ? placedTags(part.subparsed, known?.kind === 'loop' ? [...scopes, known.inside] : scopes)
        : [];
      return [{ part, scopes }, ...inner];
    });
}

const sigilOf = (part: DXT.Part): string => (part.module === 'rawxml' ? '@' : part.subparsed ? '#' : '');

function tagRefusal({ part, scopes }: Placed, all: Record<string, Tag>): Refusal | undefined {
  const known = tagAt(part.value, scopes);
  const written = `{${sigilOf(part)}${part.value}}`;
  if (!known) {
    const elsewhere = JSON.stringify(all).includes(`"${part.value}":`);
    return refusal(
      'template.unknown-tag',
      elsewhere
        ? w(
            `Thẻ ${written} đứng sai chỗ: thẻ này chỉ dùng trong vòng lặp của nó. Xem hướng dẫn mẫu báo cáo.`,
            `The tag ${written} stands in the wrong place: it belongs inside its loop. See the template guide.`,
          )
        : w(
            `Không có thẻ ${written}. Xin sửa tên thẻ trong mẫu theo hướng dẫn mẫu báo cáo.`,
            `There is no tag ${written}. Correct its name in the template; see the template guide.`,
          ),
      part.value,
    );
  }
  const sigil = { text: '', xml: '@', if: '#', loop: '#' }[known.kind];
  if (sigil === sigilOf(part)) return undefined;
  return refusal(
    'template.wrong-sigil',
    w(
      `Thẻ ${written} phải viết là {${sigil}${part.value}}${sigil === '#' ? `…{/${part.value}}` : ''}.`,
      `The tag ${written} must be written {${sigil}${part.value}}${sigil === '#' ? `…{/${part.value}}` : ''}.`,
    ),
    part.value,
  );
}

/** Looks a tag up among a record's own names only, so that `{constructor}` finds nothing. */
const ownName = (tag: string): DXT.Parser => ({
  get: (scope: unknown) =>
    typeof scope === 'object' && scope !== null && Object.hasOwn(scope, tag)
      ? (scope as Record<string, unknown>)[tag]
      : undefined,
});

type Compiled = Pick<OpenTemplate, 'document' | 'missing'> & { parsed: DXT.Part[] };

/** Reads the tags of every part (text, headers, footers, properties). Throws what docxtemplater throws. */
function compile(files: Map<string, Uint8Array>): Compiled {
  const zip = new PizZip();
  for (const [name, content] of files) zip.file(name, content);
  const parsed = new Map<string, DXT.Part[]>();
  let path = '';
  const inspector: DXT.Module = {
    name: 'TagInspector',
    set(options: { inspect?: { filePath?: string; postparsed?: DXT.Part[] } }) {
      if (options.inspect?.filePath) path = options.inspect.filePath;
      if (options.inspect?.postparsed) parsed.set(path, options.inspect.postparsed);
    },
  };
  const missing = new Set<string>();
  const document = new Docxtemplater<PizZip>(zip, {
    modules: [inspector],
    paragraphLoop: true,
    errorLogging: false,
    stripInvalidXMLChars: true,
    syntax: { changeDelimiterPrefix: null },
    parser: ownName,
    nullGetter: (part: DXT.Part) => {
      missing.add(part.value);
      return '';
    },
  });
  return { document, missing, parsed: [...parsed.values()].flat() };
}

const distinct = (refusals: Refusal[]): Refusal[] => [
  ...new Map(refusals.map((found) => [`${found.code} ${found.message.vi}`, found])).values(),
];

/** Opens a template for filling by the tags that are known; refuses what `checkTemplate` refuses. */
export function openTemplate(
  bytes: Uint8Array,
  known: Record<string, Tag> = REPORT_TAGS,
): Outcome<OpenTemplate> {
  const zip = readZip(bytes, LIMITS);
  if (!zip.ok) return zip;
  const files = zip.value;
  const main = files.get('word/document.xml');
  if (!main || !files.has('[Content_Types].xml')) {
    return refused(
      refusal(
        'template.not-word',
        w('Tệp không phải là văn bản Word .docx.', 'The file is not a Word .docx document.'),
      ),
    );
  }
  const unsafeParts = [...activeContent(files), ...activeXml(files)];
  if (unsafeParts.length > 0) return refused(...unsafeParts);
  let compiled: Compiled;
  try {
    compiled = compile(files);
  } catch (error) {
    return refused(...distinct(templateFault(error)));
  }
  const placed = placedTags(compiled.parsed, [known]);
  const wrong = distinct(placed.flatMap((one) => tagRefusal(one, known) ?? []));
  if (wrong.length > 0) return refused(...wrong);
  const tags = [...new Set(placed.map(({ part }) => part.value))].sort();
  return done({
    document: compiled.document,
    missing: compiled.missing,
    tags,
    documentXml: decoder.decode(main),
  });
}

/**
 * Checks a template an office uploaded and tells which tags it uses, in alphabetical order. Refuses files over
 * 5 MB (50 MB unpacked), macros, embedded objects, links and fields that fetch, unknown or misplaced tags, and
 * loops that are not closed, by name.
 */
export function checkTemplate(bytes: Uint8Array): Outcome<{ tags: string[] }> {
  const opened = openTemplate(bytes);
  return opened.ok ? done({ tags: opened.value.tags }) : opened;
}
