/** Working copies: a name planted wherever programs write one is gone, and the file still opens. */
import { deflateSync } from 'node:zlib';
import PizZip from 'pizzip';
import { describe, expect, test } from 'vitest';
import {
  chunk,
  docx,
  HEAD,
  jpg,
  paragraph,
  pdf,
  png,
  sheet,
  stream,
  types,
  W,
  WORD,
  xlsx,
  zip,
} from '../../prove/uploads/made.ts';
import { cleanFile } from './clean.ts';
import { cleanPackage } from './inspector/clean-package.ts';
import { cleanPdf } from './inspector/clean-pdf.ts';
import { cleanJpeg, cleanPng } from './inspector/clean-picture.ts';
import { inspectPackage } from './inspector/package.ts';
import { inspectPdf } from './inspector/pdf.ts';
import { inspectJpeg, inspectPng } from './inspector/picture.ts';
import { StampSearch } from './inspector/stamp.ts';

const NAME = 'Zqxwkv';
const utf16 = Buffer.from(NAME, 'utf16le').toString('latin1');

/** Everything the file says, unpacked. */
const saidBy = (bytes: Buffer): string =>
  bytes.subarray(0, 2).toString('latin1') === 'PK'
    ? new PizZip(bytes)
        .file(/./)
        .map((part) => `${part.name} ${part.asBinary()}`)
        .join('\n')
    : bytes.toString('latin1');

const isFree = (bytes: Buffer): boolean => !saidBy(bytes).includes(NAME) && !saidBy(bytes).includes(utf16);

const exif = (place: string) => {
  const body = Buffer.from(place, 'latin1');
  return Buffer.concat([Buffer.from([0xff, 0xe1, 0, body.length + 2]), body]);
};
const photo = (...more: Buffer[]) => {
  const whole = jpg();
  return Buffer.concat([whole.subarray(0, 8), ...more, whole.subarray(8)]);
};

const properties = `${HEAD}<cp:coreProperties><dc:creator>${NAME}</dc:creator><cp:lastModifiedBy>${NAME}</cp:lastModifiedBy></cp:coreProperties>`;
const picture = photo(exif(`Exif\0\0${NAME}`));

describe.each([
  ['core properties', docx(paragraph('x'), [{ name: 'docProps/core.xml', content: properties }])],
  [
    'company',
    docx(paragraph('x'), [
      { name: 'docProps/app.xml', content: `<Properties><Company>${NAME}</Company></Properties>` },
    ]),
  ],
  ['own properties', docx(paragraph('x'), [{ name: 'docProps/custom.xml', content: `<p>${NAME}</p>` }])],
  ['thumbnail', docx(paragraph('x'), [{ name: 'docProps/thumbnail.jpeg', content: picture }])],
  [
    'author of a change',
    docx(`<w:p><w:ins w:id="1" w:author="${NAME}" w:date="2023-01-01"><w:r><w:t>x</w:t></w:r></w:ins></w:p>`),
  ],
  [
    'author of a comment',
    docx(paragraph('x'), [
      {
        name: 'word/comments.xml',
        content: `<w:comments ${W}><w:comment w:id="0" w:author="${NAME}" w:initials="${NAME}"/></w:comments>`,
      },
    ]),
  ],
  [
    'list of people',
    docx(paragraph('x'), [{ name: 'word/people.xml', content: `<w15:person w15:author="${NAME}"/>` }]),
  ],
  ['data of an add-in', docx(paragraph('x'), [{ name: 'customXml/item1.xml', content: `<x>${NAME}</x>` }])],
  [
    'variables',
    docx(paragraph('x'), [
      {
        name: 'word/settings.xml',
        content: `<w:settings ${W}><w:docVars><w:docVar w:val="${NAME}"/></w:docVars></w:settings>`,
      },
    ]),
  ],
  ['photograph inside', docx(paragraph('x'), [{ name: 'word/media/image1.jpeg', content: picture }])],
  [
    'author of a note in Excel',
    xlsx(sheet('<v>1</v>'), [
      {
        name: 'xl/comments1.xml',
        content: `<comments><authors><author>${NAME}</author></authors></comments>`,
      },
    ]),
  ],
  [
    'author in single quotes, under another prefix',
    docx(paragraph('x'), [
      {
        name: 'word/comments.xml',
        content: `<a:comments xmlns:a="a"><a:comment a:author = '${NAME}'/></a:comments>`,
      },
    ]),
  ],
  [
    'author of a note under a prefix',
    xlsx(sheet('<v>1</v>'), [
      {
        name: 'xl/comments1.xml',
        content: `<x:comments xmlns:x="x"><x:author>${NAME}</x:author></x:comments>`,
      },
    ]),
  ],
  [
    'folder of Excel',
    xlsx(sheet('<v>1</v>'), [
      { name: 'xl/extra.xml', content: `<x15ac:absPath url="C:\\Users\\${NAME}\\"/>` },
    ]),
  ],
  [
    'printer',
    xlsx(sheet('<v>1</v>'), [
      { name: 'xl/printerSettings/printerSettings1.bin', content: Buffer.from(NAME, 'utf16le') },
    ]),
  ],
])('Office: %s', (_, given) => {
  test('the name is there before and gone afterwards, and what the file says stays', async () => {
    expect(isFree(given)).toBe(false);
    const cleaned = cleanPackage(given);
    expect(isFree(cleaned)).toBe(true);
    const kind = saidBy(given).includes('word/document.xml') ? 'docx' : 'xlsx';
    await inspectPackage(cleaned, kind, new StampSearch());
  });
});

test('no relationship and no entry points to a part that is gone', () => {
  const overrides = types(WORD, 'word/document.xml').replace(
    '</Types>',
    '<Override PartName="/docProps/core.xml" ContentType="x"/></Types>',
  );
  const rels = `<Relationships><Relationship Id="a" Type="x" Target="word/document.xml"/><Relationship Id="b" Type="y" Target="docProps/core.xml"/></Relationships>`;
  const given = zip([
    { name: '[Content_Types].xml', content: overrides },
    { name: '_rels/.rels', content: rels },
    { name: 'word/document.xml', content: '<w:document/>' },
    { name: 'docProps/core.xml', content: properties },
  ]);
  const cleaned = saidBy(cleanPackage(given));
  expect(cleaned).not.toContain('docProps');
  expect(cleaned).toContain('Target="word/document.xml"');
});

test('a part in another encoding cannot be looked through, and ends', () => {
  const content = Buffer.from(`<w:comment w:author="${NAME}"/>`, 'utf16le');
  expect(() => cleanPackage(docx(paragraph('x'), [{ name: 'word/comments.xml', content }]))).toThrow();
});

/** JFIF with the small picture from before it was cut. */
const jfif = (small: string): Buffer => {
  const head = Buffer.from('JFIF\0\x01\x02\0\0\x01\0\x01\x01\x01', 'latin1');
  return Buffer.concat([
    Buffer.from([0xff, 0xe0, 0, head.length + small.length + 2]),
    head,
    Buffer.from(small),
  ]);
};

test.each([
  ['the small picture of JFIF', jfif(NAME)],
  [
    'another small picture',
    Buffer.concat([Buffer.from([0xff, 0xe0, 0, 7 + NAME.length]), Buffer.from(`JFXX\0${NAME}`)]),
  ],
  ['Exif', exif(`Exif\0\0${NAME}`)],
  ['a comment', Buffer.concat([Buffer.from([0xff, 0xfe, 0, NAME.length + 2]), Buffer.from(NAME)])],
])('a photograph: %s', (_, segment) => {
  const given = Buffer.concat([photo(segment), photo(segment)]);
  const cleaned = cleanJpeg(given);
  expect([isFree(given), isFree(cleaned)]).toEqual([false, true]);
  inspectJpeg(cleaned);
});

test.each(['tEXt', 'iTXt', 'eXIf'])('a picture: %s', (type) => {
  const given = png(1, 1, [chunk(type, Buffer.from(`Author\0${NAME}`))]);
  const cleaned = cleanPng(given);
  expect([isFree(given), isFree(cleaned)]).toEqual([false, true]);
  inspectPng(cleaned);
});

const metadata = (content: Buffer, more = '') => stream(`/Type /Metadata /Subtype /XML ${more}`, content);

test.each([
  [
    'information',
    pdf([`<< /Author (${NAME}) /Title (Don cua \\(ong\\) ${NAME}) /Producer (x) >>`], '/Info 3 0 R'),
  ],
  [
    'information in hexadecimal',
    pdf([`<< /Author <${Buffer.from(NAME).toString('hex')}> >>`], '/Info 3 0 R'),
  ],
  ['packet of metadata', pdf([metadata(Buffer.from(`<dc:creator>${NAME}</dc:creator>`))])],
  ['packed packet', pdf([metadata(deflateSync(Buffer.from(NAME)), '/Filter /FlateDecode')])],
  ['author of a note', pdf([`<< /Type /Annot /Subtype /Text /T (${NAME}) /Contents (x) >>`])],
])('PDF: %s', (_, given) => {
  const cleaned = cleanPdf(given);
  const hex = Buffer.from(NAME).toString('hex');
  expect(cleaned.length).toBe(given.length);
  expect([isFree(cleaned), cleaned.toString('latin1').includes(hex)]).toEqual([true, false]);
  inspectPdf(cleaned);
});

test.each([
  ['as an object of its own', pdf(['<< /Author 4 0 R >>', `(${NAME})`], '/Info 3 0 R')],
  ['under a name with a letter as a number', pdf([`<< /Auth#6Fr (${NAME}) >>`], '/Info 3 0 R')],
])('a PDF with an author %s is refused rather than trusted', (_, given) => {
  expect(() => cleanPdf(given)).toThrow();
});

test('a photograph in a PDF goes on without what its camera wrote, and no offset moves', () => {
  const given = pdf([stream('/Subtype /Image /Filter /DCTDecode', picture)]);
  const cleaned = cleanPdf(given);
  expect([isFree(given), isFree(cleaned), cleaned.length]).toEqual([false, true, given.length]);
  inspectPdf(cleaned);
});

test('a PDF that may hide names in compressed objects is refused rather than trusted', async () => {
  const objects = deflateSync(Buffer.from(`3 0 << /Author (${NAME}) >>`));
  const hiding = pdf([stream('/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode', objects)]);
  expect(() => cleanPdf(hiding)).toThrow();
  const refused = await cleanFile('pdf', hiding);
  expect(refused).toMatchObject({ ok: false, refusals: [{ code: 'file.not_cleaned' }] });
});

test('behind the walls of the inspector the same comes out', async () => {
  const cleaned = await cleanFile('jpg', picture);
  expect(cleaned.ok && isFree(Buffer.from(cleaned.value))).toBe(true);
});
