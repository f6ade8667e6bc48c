/** Makes files byte by byte, so that they can lie. */
import { crc32, deflateRawSync, deflateSync } from 'node:zlib';
import type { Kind } from '../../src/files/inspector/verdict.ts';

export type Made = { name: string; kind: Kind; bytes: () => Buffer };

export type Part = {
  name: string;
  content: Buffer | string;
  /** What the directory, or the local header, says instead of the truth. */
  says?: { size?: number; localName?: string; mode?: number; flags?: number; method?: number; crc?: number };
  stored?: boolean;
};

/** A zip written by hand, so that it can lie. */
export function zip(
  parts: readonly Part[],
  options: { comment?: string; count?: number; gap?: number } = {},
): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const { name, content, says = {}, stored } of parts) {
    const bytes = Buffer.from(content);
    const packed = stored ? bytes : deflateRawSync(bytes, { level: 9 });
    const method = says.method ?? (stored ? 0 : 8);
    const [size, crc] = [says.size ?? bytes.length, says.crc ?? crc32(bytes)];
    const header = (signature: number, named: Buffer, extra: Buffer) => {
      const fixed = Buffer.alloc(26);
      fixed.writeUInt16LE(20, 0);
      fixed.writeUInt16LE(says.flags ?? 0x800, 2);
      fixed.writeUInt16LE(method, 4);
      fixed.writeUInt32LE(crc, 10);
      fixed.writeUInt32LE(packed.length, 14);
      fixed.writeUInt32LE(size, 18);
      fixed.writeUInt16LE(named.length, 22);
      const start = Buffer.alloc(4);
      start.writeUInt32LE(signature);
      return Buffer.concat([start, extra, fixed]);
    };
    const localName = Buffer.from(says.localName ?? name);
    const local = Buffer.concat([
      header(0x04034b50, localName, Buffer.alloc(0)),
      localName,
      packed,
      Buffer.alloc(options.gap ?? 0),
    ]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(((says.mode ?? 0) << 16) >>> 0, 6);
    tail.writeUInt32LE(at, 10);
    const version = Buffer.alloc(2);
    version.writeUInt16LE(0x0314);
    directory.push(Buffer.concat([header(0x02014b50, Buffer.from(name), version), tail, Buffer.from(name)]));
    locals.push(local);
    at += local.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50);
  end.writeUInt16LE(options.count ?? parts.length, 8);
  end.writeUInt16LE(options.count ?? parts.length, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(at, 16);
  end.writeUInt16LE(options.comment?.length ?? 0, 20);
  return Buffer.concat([...locals, listed, end, Buffer.from(options.comment ?? '')]);
}

export const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
export const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const R = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
export const X = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
export const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml';
export const EXCEL = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml';

export const types = (main: string, part: string) =>
  `${HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Override PartName="/${part}" ContentType="${main}"/></Types>`;

const rels = (inner = '') =>
  `${HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${inner}</Relationships>`;

export const rel = (type: string, target: string, mode = '') =>
  rels(
    `<Relationship Id="r1" Type="${R}/${type}" Target="${target}"${mode ? ` TargetMode="${mode}"` : ''}/>`,
  );

const body = (inner: string) => `${HEAD}<w:document ${W}><w:body>${inner}</w:body></w:document>`;
export const paragraph = (text: string) => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`;
export const sheet = (inner: string) =>
  `${HEAD}<worksheet ${X}><sheetData><row r="1"><c r="A1">${inner}</c></row></sheetData></worksheet>`;

/** A Word file with this body and these further parts. */
export const docx = (
  inner = paragraph('Biên bản họp chi bộ'),
  more: readonly Part[] = [],
  main = WORD,
): Buffer =>
  zip([
    { name: '[Content_Types].xml', content: types(main, 'word/document.xml') },
    { name: '_rels/.rels', content: rel('officeDocument', 'word/document.xml') },
    {
      name: 'word/document.xml',
      content: inner.startsWith('<?xml') || inner.startsWith('\ufeff') ? inner : body(inner),
    },
    ...more,
  ]);

export const xlsx = (inner = sheet('<v>1</v>'), more: readonly Part[] = [], main = EXCEL): Buffer =>
  zip([
    { name: '[Content_Types].xml', content: types(main, 'xl/workbook.xml') },
    { name: '_rels/.rels', content: rel('officeDocument', 'xl/workbook.xml') },
    {
      name: 'xl/workbook.xml',
      content: `${HEAD}<workbook ${X}><sheets><sheet name="a" sheetId="1"/></sheets></workbook>`,
    },
    { name: 'xl/worksheets/sheet1.xml', content: inner },
    ...more,
  ]);

export function pdf(objects: readonly string[] = [], trailer = '', after = ''): Buffer {
  const all = ['<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Kids [] /Count 0 >>', ...objects];
  const text = all.map((object, i) => `${i + 1} 0 obj\n${object}\nendobj\n`).join('');
  return Buffer.from(
    `%PDF-1.7\n${text}trailer << /Root 1 0 R ${trailer} >>\nstartxref\n9\n%%EOF\n${after}`,
    'latin1',
  );
}

export const stream = (dictionary: string, content: Buffer): string =>
  `<< ${dictionary} /Length ${content.length} >> stream\n${content.toString('latin1')}\nendstream`;

export const chunk = (type: string, content: Buffer): Buffer => {
  const named = Buffer.concat([Buffer.from(type), content]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(content.length);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
};

export function png(width = 1, height = 1, more: readonly Buffer[] = [], after = ''): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 0, 0, 0, 0], 8);
  const magic = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const data = chunk('IDAT', deflateSync(Buffer.from([0, 0])));
  return Buffer.concat([
    magic,
    chunk('IHDR', head),
    ...more,
    data,
    chunk('IEND', Buffer.alloc(0)),
    Buffer.from(after),
  ]);
}

/** The smallest that has the shape of a JPEG: frame, scan, end. */
export const jpg = (width = 1, height = 1, after: Buffer = Buffer.alloc(0)): Buffer =>
  Buffer.concat([
    Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0]),
    Buffer.from([0xff, 0xc0, 0, 11, 8, height >> 8, height & 255, width >> 8, width & 255, 1, 1, 0x11, 0]),
    Buffer.from([0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0, 0x12, 0xff, 0x00, 0x34, 0xff, 0xd9]),
    after,
  ]);

export const text = (content: string) => () => Buffer.from(content);
export const ole = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0, 0, 0]);
export const zeros = (megabytes: number) => Buffer.alloc(megabytes * 1024 * 1024);
