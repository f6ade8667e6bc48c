/** A paper of a file as a Word draft: from the template shipped, or the one an office keeps under the same name. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatLongDate, type PlainDate } from '../../kernel/plain-date.ts';
import { done, type Outcome } from '../../kernel/refusal.ts';
import { w } from '../../kernel/words.ts';
import type { Mark } from '../mark.ts';
import { printable } from '../printable.ts';
import { openTemplate } from './check.ts';
import { layoutOn } from './layout.ts';
import { markDocx } from './mark.ts';
import type { Tag } from './tags.ts';
import { buildPaperTemplate } from './template.ts';

/** Stands where a value is to be written by hand. */
export const BY_HAND = '…………';

const text = (vi: string, en: string): Tag => ({ kind: 'text', label: w(vi, en) });

/** The tags of every paper's head and foot; what it says between them, its area adds. */
const FRAME: Record<string, Tag> = {
  cap_tren: text('Cấp trên trực tiếp', 'Superior body'),
  co_quan: text('Cơ quan ban hành', 'Issuing body'),
  so: text('Số', 'Number'),
  ky_hieu: text('Ký hiệu', 'Symbol'),
  co_do_mat: { kind: 'if', label: w('Khi có độ mật', 'Where it is classified') },
  do_mat: text('Độ mật', 'Secrecy class'),
  dia_danh: text('Địa danh', 'Place'),
  ngay_thang_nam: text('Ngày, tháng, năm', 'Date'),
  ten_loai: text('Tên loại văn bản', 'Type of paper'),
  trich_yeu: text('Trích yếu', 'Abstract'),
  noi_nhan: {
    kind: 'loop',
    label: w('Nơi nhận', 'Recipients'),
    inside: { ten_noi_nhan: text('Một nơi nhận', 'One recipient') },
  },
  quyen_han: text('Quyền hạn ký', 'For whom it is signed'),
  chuc_vu: text('Chức vụ', 'Office'),
  nguoi_ky: text('Người ký', 'Signatory'),
};

export type PaperHead = {
  above: string | null;
  issuer: string;
  number: string | null;
  symbol: string;
  on: PlainDate;
  type: string;
  abstract: string;
  recipients: readonly string[];
};

export type Paper = {
  /** The file an office may put into `templates` of its data folder. */
  name: string;
  head: PaperHead;
  body: readonly string[];
  tags: Record<string, Tag>;
  values: Record<string, unknown>;
};

const capitals = (value: string): string => printable(value).toLocaleUpperCase('vi');

const headValues = ({ above, issuer, number, symbol, on, type, abstract, recipients }: PaperHead) => ({
  cap_tren: above === null ? '' : capitals(above),
  co_quan: capitals(issuer),
  so: number ?? BY_HAND,
  ky_hieu: symbol,
  co_do_mat: false,
  do_mat: '',
  dia_danh: BY_HAND,
  ngay_thang_nam: formatLongDate(on, 'vi'),
  ten_loai: capitals(type),
  trich_yeu: printable(abstract),
  noi_nhan: recipients.map((one, i) => ({
    ten_noi_nhan: `${printable(one)}${i === recipients.length - 1 ? '.' : ','}`,
  })),
  quyen_han: `T/M ${capitals(issuer)}`,
  chuc_vu: BY_HAND,
  nguoi_ky: BY_HAND,
});

/** Every text of the values without what Word cannot hold; nothing becomes room to write by hand. */
function printed(value: unknown): unknown {
  if (value === null || value === undefined || value === '') return BY_HAND;
  if (typeof value === 'string') return printable(value);
  if (Array.isArray(value)) return value.map(printed);
  if (typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, printed(inner)]));
}

/** The paper as the bytes of a .docx under its mark. Refuses what `checkTemplate` refuses of an office's own template. */
export async function paperDocx(
  paper: Paper,
  { dataFolder, mark }: { dataFolder?: string | undefined; mark: Mark },
): Promise<Outcome<Uint8Array>> {
  const layout = layoutOn(paper.head.on);
  const own = dataFolder ? join(dataFolder, 'templates', `${paper.name}.docx`) : undefined;
  const template =
    own && existsSync(own) ? new Uint8Array(readFileSync(own)) : await buildPaperTemplate(layout, paper.body);
  const opened = openTemplate(template, { ...FRAME, ...paper.tags });
  if (!opened.ok) return opened;
  const { document } = opened.value;
  document.render({ ...headValues(paper.head), ...(printed(paper.values) as object) });
  return done(markDocx(document.toUint8Array({ compression: 'DEFLATE' }), mark));
}
