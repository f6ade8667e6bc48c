/** Builds the Word templates that are shipped, so that they can be read, compared and changed as code. */
import {
  AlignmentType,
  Document,
  Footer,
  Header,
  type IRunOptions,
  type ISectionPropertiesOptions,
  LineRuleType,
  Packer,
  PageNumber,
  Paragraph,
  type ParagraphChild,
  TextRun,
} from 'docx';
import { type Layout, MEASURES } from './layout.ts';
import { headTable, signatureTable } from './template-tables.ts';

/** Twentieths of a point. */
const twips = (millimetres: number): number => Math.round((millimetres * 1440) / 25.4);

export const PAGE = {
  width: twips(210),
  height: twips(297),
  top: twips(20),
  bottom: twips(20),
  left: twips(30),
  right: twips(15),
  header: twips(10),
  firstLine: twips(10),
};

const run = (text: string, options: IRunOptions = {}): TextRun => new TextRun({ ...options, text });

const line = (style: string, ...children: (string | ParagraphChild)[]): Paragraph =>
  new Paragraph({ style, children: children.map((c) => (typeof c === 'string' ? run(c) : c)) });

/** A tag that is alone in its paragraph disappears with it: loops leave no empty lines behind. */
const tag = (text: string): Paragraph => line('NoiDung', text);

/** The code beside a number: small, raised, grey; prints nothing unless codes were asked for. */
const CODE: IRunOptions = { superScript: true, color: '6B6B6B' };

const sentences = (): Paragraph[] => [
  tag('{#cau}'),
  line('NoiDung', '{#doan}{chu}', run('{ma}', CODE), '{/doan}'),
  tag('{/cau}'),
];

const tableBody = (): Paragraph[] => [
  tag('{@bang}'),
  tag('{#co_ghi_chu}'),
  line('GhiChuBang', '{ghi_chu}'),
  tag('{/co_ghi_chu}'),
];

const tablesInText = (): Paragraph[] => [
  tag('{#bang_so_lieu}'),
  line('TenBang', '{ten_bang}'),
  ...tableBody(),
  tag('{/bang_so_lieu}'),
];

/** `I- …`, `1. …`, `a) …`, each with its sentences and tables. */
const sections = (): Paragraph[] => [
  tag('{#muc}'),
  line('MucLon', '{so_muc}- {ten_muc}'),
  ...sentences(),
  ...tablesInText(),
  tag('{#tieu_muc}'),
  line('TieuMuc', '{so_tieu_muc}. {ten_tieu_muc}'),
  ...sentences(),
  ...tablesInText(),
  tag('{#diem}'),
  line('Diem', '{so_diem}) {ten_diem}'),
  ...sentences(),
  ...tablesInText(),
  tag('{/diem}'),
  tag('{/tieu_muc}'),
  tag('{/muc}'),
];

const title = (layout: Layout): Paragraph[] => {
  const { typeSize, abstractSize } = MEASURES[layout];
  const centred = (text: string, size: number, after: number): Paragraph =>
    new Paragraph({
      alignment: AlignmentType.CENTER,
      spacing: { after },
      children: [run(text, { bold: true, size: size * 2 })],
    });
  return [
    new Paragraph({ children: [] }),
    centred('{ten_loai}', typeSize, 0),
    centred('{trich_yeu}', abstractSize, 0),
    centred('-----', abstractSize, 240),
  ];
};

const annexes = (): Paragraph[] => [
  tag('{#phu_luc}'),
  line('TenBang', '{nhan_phu_luc}'),
  line('TenBang', '{ten_bang}'),
  line('TenBang', '-----'),
  ...tableBody(),
  tag('{@het_phu_luc}'),
  tag('{/phu_luc}'),
  tag('{#bang_ma}'),
  line('TenBang', '{ten_bang_ma}'),
  line('GhiChuBang', '{cach_dung_ma}'),
  tag('{@bang}'),
  tag('{/bang_ma}'),
  // Word wants a paragraph after a table that ends a document.
  line('GhiChuBang', ''),
];

const pageNumber = (): Header =>
  new Header({
    children: [
      new Paragraph({
        alignment: AlignmentType.CENTER,
        children: [new TextRun({ children: [PageNumber.CURRENT] })],
      }),
    ],
  });

/** The code of the audit log: small, at the foot of every page, empty in a report without one. */
const logCode = (): Footer =>
  new Footer({
    children: [
      new Paragraph({ alignment: AlignmentType.RIGHT, children: [run('{ma_nhat_ky}', { size: 16 })] }),
    ],
  });

const pageProperties = (titlePage: boolean): ISectionPropertiesOptions => ({
  titlePage,
  page: {
    size: { width: PAGE.width, height: PAGE.height },
    margin: {
      top: PAGE.top,
      bottom: PAGE.bottom,
      left: PAGE.left,
      right: PAGE.right,
      header: PAGE.header,
      footer: PAGE.header,
    },
  },
});

const styles = (layout: Layout) => {
  const { bodySize, line: points, lineRule } = MEASURES[layout];
  const spacing = {
    line: points * 20,
    lineRule: lineRule === 'exact' ? LineRuleType.EXACT : LineRuleType.AT_LEAST,
    before: 60,
    after: 60,
  };
  const body = { alignment: AlignmentType.JUSTIFIED, indent: { firstLine: PAGE.firstLine }, spacing };
  const heading = (id: string, name: string, outlineLevel: number, look: IRunOptions) => ({
    id,
    name,
    basedOn: 'Normal',
    next: 'NoiDung',
    run: look,
    paragraph: { ...body, outlineLevel, keepNext: true },
  });
  const centred = { alignment: AlignmentType.CENTER, keepNext: true, spacing: { before: 60, after: 60 } };
  return {
    default: {
      document: {
        run: { font: 'Times New Roman', size: bodySize * 2, language: { value: 'vi-VN', eastAsia: 'vi-VN' } },
      },
    },
    paragraphStyles: [
      { id: 'NoiDung', name: 'Nội dung', basedOn: 'Normal', quickFormat: true, paragraph: body },
      heading('MucLon', 'Mục lớn (I-)', 0, { bold: true }),
      heading('TieuMuc', 'Tiểu mục (1.)', 1, { bold: true }),
      heading('Diem', 'Điểm a)', 2, { italics: true }),
      { id: 'TenBang', name: 'Tên bảng', basedOn: 'Normal', run: { bold: true }, paragraph: centred },
      {
        id: 'GhiChuBang',
        name: 'Ghi chú bảng',
        basedOn: 'Normal',
        run: { italics: true, size: 24 },
        paragraph: { spacing: { before: 60, after: 60 } },
      },
    ],
  };
};

/**
 * The template of one layout as the bytes of a .docx: A4, margins 20/20/30/15 mm, page number in the top margin
 * from page 2. The annexes are a section of their own, so that wide ones can lie across the page.
 */
export async function buildTemplate(layout: Layout): Promise<Uint8Array> {
  const document = new Document({
    title: '{trich_yeu}',
    creator: 'Cấp Ủy',
    lastModifiedBy: 'Cấp Ủy',
    description: MEASURES[layout].guide,
    styles: styles(layout),
    sections: [
      {
        properties: pageProperties(true),
        headers: { default: pageNumber(), first: new Header({ children: [new Paragraph({})] }) },
        footers: { default: logCode(), first: logCode() },
        children: [
          headTable(layout),
          ...title(layout),
          ...sections(),
          new Paragraph({ children: [] }),
          signatureTable(),
        ],
      },
      {
        properties: pageProperties(false),
        headers: { default: pageNumber() },
        footers: { default: logCode() },
        children: annexes(),
      },
    ],
  });
  return new Uint8Array(await Packer.toBuffer(document));
}

/**
 * The template of a paper of a file: head, type and abstract, the paragraphs given with their tags, recipients and
 * signature. A line of nothing but a loop's tag disappears with it.
 */
export async function buildPaperTemplate(layout: Layout, body: readonly string[]): Promise<Uint8Array> {
  const document = new Document({
    title: '{trich_yeu}',
    creator: 'Cấp Ủy',
    lastModifiedBy: 'Cấp Ủy',
    description: MEASURES[layout].guide,
    styles: styles(layout),
    sections: [
      {
        properties: pageProperties(true),
        headers: { default: pageNumber(), first: new Header({ children: [new Paragraph({})] }) },
        children: [
          headTable(layout),
          ...title(layout),
          ...body.map((text) => line('NoiDung', text)),
          new Paragraph({ children: [] }),
          signatureTable(),
        ],
      },
    ],
  });
  return new Uint8Array(await Packer.toBuffer(document));
}

/** Both templates, named as they lie in `src/documents/templates`. */
export async function buildTemplates(): Promise<{ file: string; layout: Layout; bytes: Uint8Array }[]> {
  const layouts: Layout[] = ['2018', '2026'];
  return Promise.all(
    layouts.map(async (layout) => ({
      file: `nine-month-${layout}.docx`,
      layout,
      bytes: await buildTemplate(layout),
    })),
  );
}
