/** An evaluated report as the values of a template's tags. */
import { formatDate, formatLongDate, type PlainDate } from '../../kernel/plain-date.ts';
import type { EvaluatedReport, Fragment, ReportTable, Section, Sentence } from '../../reports/evaluated.ts';
import { printable } from '../printable.ts';
import { annexName, bareNumber, codeLines, codeOf } from '../values.ts';
import { liesAcross, sectionBreakXml, tableXml } from './table.ts';

export type ReportDocxOptions = {
  /** A template of the office's own; without it the shipped one of the layout in force on `date`. */
  template?: Uint8Array;
  /** The day the document is dated, which also chooses the layout. */
  date: PlainDate;
  /** Number of the document (`5` or `05`); left blank while it has none. */
  number?: string;
  /** Also print its code beside every number; the table of codes at the end is always there. */
  codes?: boolean;
  /** Secrecy mark in capitals (`MẬT`), where the document bears one. */
  secrecy?: string;
  /** A line for the foot of every page: how far the audit log had come. */
  log?: string;
  signatory?: { office: string; name: string };
};

type Values = Record<string, unknown>;
type Code = (fragment: Fragment) => string | undefined;

/** A value that must be there: empty is told apart from nothing, so that the template names it as missing. */
const required = (text: string): string | undefined => printable(text).trim() || undefined;

const capitals = (text: string): string => text.toLocaleUpperCase('vi');

/** `5` is `05`: numbers below ten take a zero; without one there is room to write it in. */
function documentNumber(number: string | undefined): string {
  const text = printable(number ?? '').trim();
  return text === '' ? '\u00a0'.repeat(6) : text.padStart(2, '0');
}

/** The abstract under the type name does not say `Báo cáo` again. */
const abstractOf = (title: string): string =>
  printable(title)
    .trim()
    .replace(/^báo cáo\s+(?=\S)/iu, '');

/** A committee signs collectively: `T/M`, never the State's `TM.`. */
const signsFor = (text: string): string =>
  /^T\/[ML]\s/i.test(text.trim()) ? capitals(text.trim()) : `T/M ${capitals(text.trim())}`;

/** Lines end with a comma, the last with a full stop, whatever they came with. */
const recipients = (lines: string[]): Values[] =>
  lines.map((line, i) => ({
    ten_noi_nhan: `${printable(line)
      .trim()
      .replace(/^-\s*/, '')
      .replace(/[,;.]$/, '')}${i === lines.length - 1 ? '.' : ','}`,
  }));

const sentenceValues = (sentence: Sentence, code: Code): Values => ({
  van_ban: printable(sentence.fragments.map((fragment) => fragment.text).join('')),
  doan: sentence.fragments.map((fragment) => ({ chu: printable(fragment.text), ma: code(fragment) ?? '' })),
});

const tableValues = (table: ReportTable, code: Code): Values => ({
  ten_bang: printable(table.title),
  bang: tableXml(table, code),
  co_ghi_chu: (table.note ?? '').trim() !== '',
  ghi_chu: printable(table.note ?? ''),
});

/** Below `a)` there is no further level: what lies deeper follows as sentences and tables of its point. */
const deeper = (sections: Section[]): { sentences: Sentence[]; tables: ReportTable[] } => {
  const all = sections.flatMap((section) => {
    const inner = deeper(section.sections);
    const heading: Sentence = {
      id: `${section.number}`,
      fragments: [{ text: `- ${section.heading}` }],
    };
    return [
      {
        sentences: [heading, ...section.sentences, ...inner.sentences],
        tables: [...section.tables, ...inner.tables],
      },
    ];
  });
  return { sentences: all.flatMap((one) => one.sentences), tables: all.flatMap((one) => one.tables) };
};

const LEVELS = ['muc', 'tieu_muc', 'diem'] as const;

function sectionValues(section: Section, depth: number, code: Code): Values {
  const level = LEVELS[depth]!;
  const next = LEVELS[depth + 1];
  const rest = next ? { sentences: [], tables: [] } : deeper(section.sections);
  return {
    [`so_${level}`]: bareNumber(printable(section.number)),
    [`ten_${level}`]: printable(section.heading),
    cau: [...section.sentences, ...rest.sentences].map((sentence) => sentenceValues(sentence, code)),
    bang_so_lieu: [...section.tables, ...rest.tables].map((table) => tableValues(table, code)),
    ...(next ? { [next]: section.sections.map((inner) => sectionValues(inner, depth + 1, code)) } : {}),
  };
}

function codeTable(report: EvaluatedReport): ReportTable {
  const vi = report.language === 'vi';
  return {
    id: 'codes',
    title: '',
    columns: vi ? ['Mã', 'Nội dung', 'Số liệu'] : ['Code', 'What it counts', 'Value'],
    rows: codeLines(report).map((line) => ({
      cells: [{ text: line.code }, { text: line.label }, { text: line.value }],
    })),
  };
}

const codeValues = (report: EvaluatedReport): Values => ({
  ten_bang_ma: report.language === 'vi' ? 'BẢNG TRA MÃ SỐ LIỆU' : 'TABLE OF CODES',
  cach_dung_ma:
    report.language === 'vi'
      ? 'Gõ mã vào ô tìm kiếm của phần mềm để mở danh sách hồ sơ đứng sau số liệu.'
      : 'Type a code into the search box to open the records behind the number.',
  bang: tableXml(codeTable(report), () => undefined),
});

function annexValues(report: EvaluatedReport, code: Code, section: string | undefined): Values[] {
  const { annexes, language } = report;
  const codesFollow = codeLines(report).length > 0;
  return annexes.map((table, i) => {
    const last = i === annexes.length - 1 && !codesFollow;
    return {
      nhan_phu_luc: capitals(annexName(i, annexes.length, language)),
      ...tableValues(table, code),
      het_phu_luc: section && !last ? sectionBreakXml(section, liesAcross(table)) : '',
    };
  });
}

const headValues = (report: EvaluatedReport, options: ReportDocxOptions): Values => {
  const { head } = report;
  const secrecy = printable(options.secrecy ?? '').trim();
  return {
    cap_tren: required(capitals(head.superior)),
    co_quan: required(capitals(head.issuer)),
    so: documentNumber(options.number),
    ky_hieu: required(head.symbol.trim().replace(/^[-–\s]+/, '')),
    co_do_mat: secrecy !== '',
    do_mat: capitals(secrecy),
    dia_danh: required(head.place),
    // The date line belongs to the Vietnamese form of the document, also where its text is English.
    ngay_thang_nam: formatLongDate(options.date, 'vi'),
    ten_loai: 'BÁO CÁO',
    trich_yeu: required(abstractOf(report.title[report.language])),
    quyen_han: head.signsFor.trim() === '' ? undefined : signsFor(printable(head.signsFor)),
    chuc_vu: printable(options.signatory?.office ?? ''),
    nguoi_ky: printable(options.signatory?.name ?? ''),
    noi_nhan: recipients(head.recipients),
  };
};

/** The values of all tags of `tags.ts`. `section` is the template's last section, which page breaks repeat. */
export function reportValues(
  report: EvaluatedReport,
  options: ReportDocxOptions,
  section: string | undefined,
): Values {
  const code: Code = options.codes ? (fragment) => codeOf(report, fragment) : () => undefined;
  const { period, language } = report;
  return {
    ...headValues(report, options),
    don_vi: printable(report.unit.name),
    ma_nhat_ky: printable(options.log ?? ''),
    tu_ngay: formatDate(period.from, language),
    den_ngay: formatDate(period.to, language),
    tinh_den_ngay: formatDate(period.asOf, language),
    muc: report.sections.map((one) => sectionValues(one, 0, code)),
    phu_luc: annexValues(report, code, section),
    bang_ma: codeLines(report).length > 0 ? [codeValues(report)] : [],
  };
}
