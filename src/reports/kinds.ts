/** The reports there are, each as data: its title, text and annexes, and by them which figures it counts. */
import { type Words, w } from '../kernel/words.ts';
import {
  CHILD_KEYS,
  COMMISSION_COMPARED,
  COMMON_KEYS,
  COMPARED,
  keysOf,
  type ListedTable,
  NINE_MONTH_TABLES,
  PETITIONS,
  partsOf,
  VIOLATIONS,
  WORKS,
} from './annex-tables.ts';
import { COMMISSION } from './commission.ts';
import type { ReportKind } from './evaluated.ts';
import { NINE_MONTHS, type SectionTemplate } from './nine-month.ts';

type ReportTemplate = {
  title: (year: number) => Words;
  sections: readonly SectionTemplate[];
  /** Figures counted for each unit directly beneath. */
  children: readonly string[];
  /** Figures held against the year before. */
  compared: readonly string[];
  /** Every figure the annexes name, and every breakdown they print whole. */
  keys: readonly string[];
  parts: readonly [string, string][];
};

const COMMISSION_TABLES: readonly ListedTable[] = [WORKS, VIOLATIONS, PETITIONS];

export const TEMPLATES: Readonly<Record<ReportKind, ReportTemplate>> = {
  'nine-month': {
    title: (year) =>
      w(
        `Báo cáo kết quả công tác xây dựng Đảng 9 tháng đầu năm ${year}`,
        `Report on Party building in the first nine months of ${year}`,
      ),
    sections: NINE_MONTHS,
    children: CHILD_KEYS,
    compared: COMPARED,
    keys: [...keysOf(NINE_MONTH_TABLES), ...COMMON_KEYS, ...CHILD_KEYS, ...COMPARED],
    parts: partsOf(NINE_MONTH_TABLES),
  },
  commission: {
    title: (year) =>
      w(
        `Báo cáo công tác kiểm tra, giám sát, thi hành kỷ luật đảng 9 tháng đầu năm ${year}`,
        `Report on inspection, supervision and discipline in the first nine months of ${year}`,
      ),
    sections: COMMISSION,
    children: [],
    compared: COMMISSION_COMPARED,
    keys: [...keysOf(COMMISSION_TABLES), ...COMMON_KEYS, ...COMMISSION_COMPARED],
    parts: partsOf(COMMISSION_TABLES),
  },
};
