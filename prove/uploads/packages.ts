/** Word and Excel files that grow without end, read what is not theirs or unpack where they should not. */
import { deflateSync } from 'node:zlib';
import { docx, HEAD, jpg, type Made, type Part, pdf, png, stream, W, X, xlsx, zeros, zip } from './made.ts';

const blanks = (megabytes: number) => Buffer.alloc(megabytes * 1024 * 1024, 0x20);

/** Half noise, half nothing: grows a little over a hundred times, below the limit of the ratio. */
const slowBomb = (): Part[] => {
  const noise = Buffer.from(Array.from({ length: 10_000 }, (_, i) => 33 + ((i * 7919) % 90)));
  return Array.from({ length: 12 }, (_, i) => ({
    name: `word/theme/theme${i}.xml`,
    content: Buffer.concat([
      Buffer.from(`<a>${noise.toString('latin1').replace(/[<&>]/g, 'x')}`),
      blanks(9),
      Buffer.from('</a>'),
    ]),
  }));
};

const many = (count: number): Part[] =>
  Array.from({ length: count }, (_, i) => ({ name: `word/p${i}.xml`, content: '<a/>', stored: true }));

/** Two entries of the directory that lead to the same bytes. */
function overlapping(): Buffer {
  const whole = docx(undefined, [
    { name: 'word/a.xml', content: '<a/>', stored: true },
    { name: 'word/b.xml', content: '<b/>', stored: true },
  ]);
  const [first, second] = [whole.lastIndexOf('word/a.xml') - 4, whole.lastIndexOf('word/b.xml') - 4];
  whole.copy(whole, second, first, first + 4);
  return whole;
}

const doctype = (inner: string, use = '') =>
  `${HEAD}<!DOCTYPE w:document [${inner}]><w:document ${W}><w:body>${use}</w:body></w:document>`;

const laughs = `<!ENTITY a "ha">${Array.from({ length: 9 }, (_, i) => `<!ENTITY ${'bcdefghij'[i]} "${`&${'abcdefghi'[i]};`.repeat(10)}">`).join('')}`;

const utf16 = (content: string) => Buffer.from(`\ufeff${content.replace('UTF-8', 'UTF-16')}`, 'utf16le');

export const bombs: Made[] = [
  {
    name: 'a part of 150 MB of nothing',
    kind: 'docx',
    bytes: () => docx(undefined, [{ name: 'word/media/image1.png', content: zeros(150) }]),
  },
  {
    name: 'a sheet of 150 MB of blanks',
    kind: 'xlsx',
    bytes: () => xlsx(undefined, [{ name: 'xl/worksheets/sheet2.xml', content: blanks(150) }]),
  },
  { name: 'twelve parts of 9 MB that grow slowly', kind: 'docx', bytes: () => docx(undefined, slowBomb()) },
  {
    name: 'a part that says it is small',
    kind: 'docx',
    bytes: () => docx(undefined, [{ name: 'word/x.xml', content: blanks(120), says: { size: 1000 } }]),
  },
  { name: '2,500 parts', kind: 'docx', bytes: () => docx(undefined, many(2_500)) },
  { name: '65,000 parts', kind: 'docx', bytes: () => docx(undefined, many(65_000)) },
  {
    name: 'a directory that says 65,535 parts',
    kind: 'docx',
    bytes: () => zip([{ name: 'a.xml', content: '<a/>' }], { count: 65_535 }),
  },
  { name: 'parts over one another', kind: 'docx', bytes: overlapping },
  {
    name: 'a zip in the zip',
    kind: 'docx',
    bytes: () =>
      docx(undefined, [
        { name: 'word/media/image1.png', content: zip([{ name: 'a', content: zeros(1) }]), stored: true },
      ]),
  },
  {
    name: 'a PDF that inflates to 150 MB',
    kind: 'pdf',
    bytes: () => pdf([stream('/Type /ObjStm /N 1 /First 5 /Filter /FlateDecode', deflateSync(zeros(150)))]),
  },
  { name: 'a picture of 2,000 million points', kind: 'png', bytes: () => png(50_000, 40_000) },
  { name: 'a photograph of 4,000 million points', kind: 'jpg', bytes: () => jpg(65_000, 65_000) },
  {
    name: '300 elements inside one another',
    kind: 'docx',
    bytes: () => docx(`${'<w:p>'.repeat(300)}${'</w:p>'.repeat(300)}`),
  },
  {
    name: 'one attribute of 60 MB',
    kind: 'docx',
    bytes: () => docx(`<w:p w:x="${'x'.repeat(60 * 1024 * 1024)}"/>`),
  },
];

export const entities: Made[] = [
  {
    name: 'an entity that reads a file',
    kind: 'docx',
    bytes: () => docx(doctype('<!ENTITY x SYSTEM "file:///etc/passwd">', '&x;')),
  },
  {
    name: 'an entity that asks the network',
    kind: 'docx',
    bytes: () => docx(doctype('<!ENTITY x SYSTEM "http://127.0.0.1/x">', '&x;')),
  },
  { name: 'a billion laughs', kind: 'docx', bytes: () => docx(doctype(laughs, '&j;')) },
  {
    name: 'a parameter entity',
    kind: 'docx',
    bytes: () => docx(doctype('<!ENTITY % x SYSTEM "file:///etc/hosts">%x;')),
  },
  {
    name: 'a DTD from outside',
    kind: 'docx',
    bytes: () => docx(`${HEAD}<!DOCTYPE w:document SYSTEM "http://127.0.0.1/x.dtd"><w:document ${W}/>`),
  },
  {
    name: 'an entity in a sheet',
    kind: 'xlsx',
    bytes: () =>
      xlsx(`${HEAD}<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><worksheet ${X}>&x;</worksheet>`),
  },
  {
    name: 'an entity in the list of contents',
    kind: 'docx',
    bytes: () =>
      zip([{ name: '[Content_Types].xml', content: `${HEAD}<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>` }]),
  },
  {
    name: 'a DTD written in UTF-16',
    kind: 'docx',
    bytes: () => docx(undefined, [{ name: 'word/x.xml', content: utf16(doctype('<!ENTITY x "y">', '&x;')) }]),
  },
  {
    name: 'XML that says it is UTF-7',
    kind: 'docx',
    bytes: () =>
      docx(undefined, [{ name: 'word/x.xml', content: '<?xml version="1.0" encoding="UTF-7"?><a/>' }]),
  },
  { name: 'an entity nobody declared', kind: 'docx', bytes: () => docx('<w:p>&x;</w:p>') },
  {
    name: 'a style sheet from outside',
    kind: 'docx',
    bytes: () =>
      docx(undefined, [
        {
          name: 'word/x.xml',
          content: '<?xml version="1.0"?><?xml-stylesheet href="http://127.0.0.1/x.xsl"?><a/>',
        },
      ]),
  },
  { name: 'XML that is none', kind: 'docx', bytes: () => docx('<w:p><w:r></w:p>') },
];

const slip = (name: string, says: Part['says'] = {}): Made => ({
  name: `a part called ${name}`,
  kind: 'docx',
  bytes: () => docx(undefined, [{ name, content: '<a/>', says }]),
});

export const paths: Made[] = [
  ...[
    '../../../etc/cron.d/x.xml',
    '/etc/x.xml',
    'word\\..\\..\\x.xml',
    'C:/Windows/x.xml',
    'word/../../x.xml',
    'word/./x.xml',
    'word/\u0000x.xml',
    'word/x\n.xml',
  ].map((name) => slip(name)),
  { ...slip('word/link.xml', { mode: 0o120777 }), name: 'a symbolic link' },
  { ...slip('word/DOCUMENT.xml'), name: 'two parts of one name' },
  { ...slip('word/a.xml', { localName: 'word/b.xml' }), name: 'a part with two names' },
  { ...slip('word/a.xml', { flags: 0x801 }), name: 'an encrypted part' },
  { ...slip('word/a.xml', { method: 99 }), name: 'a part packed in an unknown way' },
];
