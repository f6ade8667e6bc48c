/** Files nobody should be able to hand in, each made here by code, and sound ones that must pass. */
import { deflateSync } from 'node:zlib';
import {
  chunk,
  docx,
  jpg,
  type Made,
  ole,
  pdf,
  png,
  rel,
  sheet,
  stream,
  text,
  types,
  W,
  WORD,
  xlsx,
  zip,
} from './made.ts';
import { bombs, entities, paths } from './packages.ts';

const field = (instruction: string) =>
  docx(
    `<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>${instruction
      .split('|')
      .map((piece) => `<w:r><w:instrText>${piece}</w:instrText></w:r>`)
      .join('')}</w:p>`,
  );

const relation = (type: string, target: string, mode = ''): Made => ({
  name: `a relationship ${type} to ${target}`,
  kind: 'docx',
  bytes: () => docx(undefined, [{ name: 'word/_rels/document.xml.rels', content: rel(type, target, mode) }]),
});

const acting: Made[] = [
  {
    name: 'macros',
    kind: 'docx',
    bytes: () => docx(undefined, [{ name: 'word/vbaProject.bin', content: ole }]),
  },
  {
    name: 'a .docm called .docx',
    kind: 'docx',
    bytes: () => docx(undefined, [], 'application/vnd.ms-word.document.macroEnabled.main+xml'),
  },
  {
    name: 'a .xlsm called .xlsx',
    kind: 'xlsx',
    bytes: () => xlsx(undefined, [], 'application/vnd.ms-excel.sheet.macroEnabled.main+xml'),
  },
  {
    name: 'a template called document',
    kind: 'docx',
    bytes: () => docx(undefined, [], WORD.replace('document.main', 'template.main')),
  },
  {
    name: 'an OLE object',
    kind: 'docx',
    bytes: () => docx(undefined, [{ name: 'word/embeddings/oleObject1.bin', content: ole }]),
  },
  {
    name: 'an OLE object called picture',
    kind: 'docx',
    bytes: () => docx(undefined, [{ name: 'word/media/image1.png', content: ole }]),
  },
  {
    name: 'a program called picture',
    kind: 'docx',
    bytes: () => docx(undefined, [{ name: 'word/media/image1.png', content: 'MZ\u0090\u0000' }]),
  },
  {
    name: 'an ActiveX control',
    kind: 'docx',
    bytes: () => docx(undefined, [{ name: 'word/activeX/activeX1.xml', content: '<a/>' }]),
  },
  { name: 'an element of OLE', kind: 'docx', bytes: () => docx('<w:p><w:r><w:object/></w:r></w:p>') },
  { name: 'a part of HTML to be brought in', kind: 'docx', bytes: () => docx('<w:altChunk/>') },
  {
    name: 'mail merge from a database',
    kind: 'docx',
    bytes: () =>
      docx(undefined, [
        { name: 'word/settings.xml', content: `<w:settings ${W}><w:mailMerge/></w:settings>` },
      ]),
  },
  {
    name: 'a sheet of old macros',
    kind: 'xlsx',
    bytes: () => xlsx(undefined, [{ name: 'xl/macrosheets/sheet1.xml', content: '<a/>' }]),
  },
  {
    name: 'a workbook elsewhere',
    kind: 'xlsx',
    bytes: () => xlsx(undefined, [{ name: 'xl/externalLinks/externalLink1.xml', content: '<a/>' }]),
  },
  {
    name: 'a connection to data',
    kind: 'xlsx',
    bytes: () => xlsx(undefined, [{ name: 'xl/connections.xml', content: '<a/>' }]),
  },
  {
    name: 'a page of HTML inside',
    kind: 'docx',
    bytes: () => docx(undefined, [{ name: 'word/x.html', content: '<script>1</script>' }]),
  },
  {
    name: 'a drawing that scripts',
    kind: 'docx',
    bytes: () => docx(undefined, [{ name: 'word/media/image1.svg', content: '<svg><script/></svg>' }]),
  },
  relation('attachedTemplate', 'http://127.0.0.1/x.dotm', 'External'),
  relation('hyperlink', 'file:////may-chu/x', 'External'),
  relation('image', 'http://127.0.0.1/x.png', 'External'),
  relation('image', '\\\\may-chu\\x.png'),
  relation('oleObject', 'embeddings/x.bin'),
  relation('frame', 'x.htm'),
  {
    name: 'DDE in a field',
    kind: 'docx',
    bytes: () => field('DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe "/k calc"'),
  },
  { name: 'DDE in a field cut into pieces', kind: 'docx', bytes: () => field(' D|DEA|UTO cmd') },
  { name: 'a field that brings in a file', kind: 'docx', bytes: () => field('INCLUDETEXT "c:/x.txt"') },
  {
    name: 'a field in short form',
    kind: 'docx',
    bytes: () => docx('<w:p><w:fldSimple w:instr="INCLUDEPICTURE http://127.0.0.1/x"/></w:p>'),
  },
  ...[
    "cmd|'/c calc'!A0",
    'WEBSERVICE("http://127.0.0.1")',
    'HYPERLINK("x","y")',
    '[1]Sheet1!A1',
    "'\\\\may-chu\\[x.xlsx]a'!A1",
    'CALL("x","y")',
  ].map(
    (formula): Made => ({
      name: `the formula ${formula}`,
      kind: 'xlsx',
      bytes: () => xlsx(sheet(`<f>${formula.replaceAll('"', '&quot;')}</f>`)),
    }),
  ),
  ...['=1+1', '@SUM(1)', "+cmd|'/c calc'!A0", '-2+3+cmd', '＝1+1', '"=1+1"', '\t=1+1', '＠a'].map(
    (cell): Made => ({
      name: `the CSV cell ${JSON.stringify(cell)}`,
      kind: 'csv',
      bytes: text(`Họ tên;Ghi chú\nA;${cell}\n`),
    }),
  ),
  ...[
    '/OpenAction << /S /JavaScript /JS (app.alert(1)) >>',
    '/OpenAction << /S /J#61vaScript /J#53 (1) >>',
    '/A << /S /Launch /F (cmd.exe) >>',
    '/Names << /EmbeddedFiles 3 0 R >>',
    '/AA << /O 3 0 R >>',
    '/AcroForm << /XFA 3 0 R >>',
    '/A << /S /SubmitForm >>',
    '/A << /S /GoToR /F (x) >>',
    '/RichMedia 1',
  ].map(
    (entry): Made => ({
      name: `a PDF with ${entry.slice(0, 40)}`,
      kind: 'pdf',
      bytes: () => pdf([`<< ${entry} >>`]),
    }),
  ),
  {
    name: 'a PDF with script in a stream of objects',
    kind: 'pdf',
    bytes: () =>
      pdf([
        stream(
          '/Type /ObjStm /N 1 /First 5 /Filter /FlateDecode',
          deflateSync(Buffer.from('3 0 << /S /JavaScript /JS (1) >>')),
        ),
      ]),
  },
  { name: 'a PDF with a password', kind: 'pdf', bytes: () => pdf([], '/Encrypt 3 0 R') },
  {
    name: 'a PDF whose objects are packed in an unusual way',
    kind: 'pdf',
    bytes: () => pdf([stream('/Type /ObjStm /Filter [/ASCIIHexDecode /FlateDecode]', Buffer.from('00>'))]),
  },
];

const twofold: Made[] = [
  { name: 'a zip behind a picture', kind: 'png', bytes: () => Buffer.concat([png(), docx()]) },
  { name: 'a zip behind a photograph', kind: 'jpg', bytes: () => jpg(1, 1, docx()) },
  { name: 'a zip behind a PDF', kind: 'pdf', bytes: () => Buffer.concat([pdf(), docx()]) },
  {
    name: 'a program before a Word file',
    kind: 'docx',
    bytes: () => Buffer.concat([Buffer.from('MZ'), docx()]),
  },
  {
    name: 'a script behind a Word file',
    kind: 'docx',
    bytes: () => Buffer.concat([docx(), Buffer.from('#!/bin/sh')]),
  },
  {
    name: 'a zip that hides data in its comment',
    kind: 'docx',
    bytes: () => zip([{ name: 'a.xml', content: '<a/>' }], { comment: '<script>' }),
  },
  {
    name: 'a zip that hides data between its parts',
    kind: 'docx',
    bytes: () =>
      zip(
        [
          { name: '[Content_Types].xml', content: types(WORD, 'x') },
          { name: 'a.xml', content: '<a/>' },
        ],
        { gap: 64 },
      ),
  },
  { name: 'a page behind a picture', kind: 'png', bytes: () => png(1, 1, [], '<script>alert(1)</script>') },
  {
    name: 'a page inside a picture',
    kind: 'png',
    bytes: () => png(1, 1, [chunk('tEXt', Buffer.from('c\0<script>alert(1)</script>'))]),
  },
  { name: 'a PDF called picture', kind: 'png', bytes: () => pdf() },
  { name: 'a page called picture', kind: 'jpg', bytes: text('<html><script>1</script></html>') },
  { name: 'a page called table', kind: 'csv', bytes: text('<!doctype html><script>1</script>\n') },
  { name: 'a Word file called table', kind: 'csv', bytes: () => docx() },
  { name: 'a PDF inside a PDF', kind: 'pdf', bytes: () => Buffer.concat([pdf(), pdf()]) },
  { name: 'text before a PDF', kind: 'pdf', bytes: () => Buffer.concat([Buffer.from('GIF89a'), pdf()]) },
  { name: 'an Excel file called Word', kind: 'docx', bytes: () => xlsx() },
  { name: 'an old Word file called .docx', kind: 'docx', bytes: () => ole },
  { name: 'a picture cut off', kind: 'png', bytes: () => png().subarray(0, 40) },
  { name: 'a photograph cut off', kind: 'jpg', bytes: () => jpg().subarray(0, 30) },
  { name: 'a Word file cut off', kind: 'docx', bytes: () => docx().subarray(0, 200) },
  { name: 'a PDF cut off', kind: 'pdf', bytes: () => pdf().subarray(0, 60) },
  { name: 'a table that is not UTF-8', kind: 'csv', bytes: () => Buffer.from([0x41, 0xc3, 0x28, 0x0a]) },
  { name: 'a table with a null', kind: 'csv', bytes: text('a,\u0000b\n') },
  { name: 'nothing', kind: 'pdf', bytes: () => Buffer.alloc(0) },
  { name: 'one byte', kind: 'jpg', bytes: () => Buffer.from([0xff]) },
];

/** All of them must be refused. */
export const HOSTILE: readonly Made[] = [...bombs, ...entities, ...paths, ...acting, ...twofold];

const thumbnail = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), Buffer.alloc(64, 1)]);

/** What offices really send: all of them must pass. */
export const SOUND: readonly Made[] = [
  { name: 'a Word file', kind: 'docx', bytes: () => docx() },
  {
    name: 'a Word file with a picture',
    kind: 'docx',
    bytes: () =>
      docx(undefined, [
        { name: 'word/media/image1.png', content: png(), stored: true },
        { name: 'docProps/thumbnail.jpeg', content: thumbnail },
      ]),
  },
  {
    name: 'a Word file with the number of the page',
    kind: 'docx',
    bytes: () => field(' PAGE  \\* MERGEFORMAT '),
  },
  { name: 'an Excel file', kind: 'xlsx', bytes: () => xlsx() },
  {
    name: 'an Excel file with formulas',
    kind: 'xlsx',
    bytes: () => xlsx(sheet('<f>SUM(A2:A9)/COUNTIF(\'Tháng 9\'!B:B,"x")</f>')),
  },
  {
    name: 'a PDF',
    kind: 'pdf',
    bytes: () =>
      pdf([
        '<< /OpenAction [3 0 R /Fit] >>',
        stream('/Filter /FlateDecode', deflateSync(Buffer.from('BT (x) Tj ET'))),
      ]),
  },
  { name: 'a picture', kind: 'png', bytes: () => png(800, 600) },
  { name: 'a photograph', kind: 'jpg', bytes: () => jpg(4000, 3000) },
  {
    name: 'a photograph with a second one behind it, as phones make',
    kind: 'jpg',
    bytes: () => jpg(4000, 3000, jpg()),
  },
  {
    name: 'a table',
    kind: 'csv',
    bytes: text('Họ tên;Năm sinh;Tăng giảm\nNguyễn Văn A;1954;-5,2%\n"Lê Thị B, chi bộ 2";1960;+3\n'),
  },
];
