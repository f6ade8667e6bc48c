/** Which guide on the form of Party documents a document follows, by its date. */
import { type PlainDate, plainDate } from '../../kernel/plain-date.ts';

export type Layout = '2018' | '2026';

/** The first day of Hướng dẫn 05-HD/VPTW of 27/5/2026, which replaces 36-HD/VPTW of 3/4/2018. */
const FROM_2026: PlainDate = plainDate('2026-05-27');

/**
 * The layout in force on the day a document is dated: a report of 2023 printed again keeps the form of 2018.
 * Documents from before 3/4/2018 are given the form of 2018 too: older forms are not shipped.
 */
export const layoutOn = (date: PlainDate): Layout => (date >= FROM_2026 ? '2026' : '2018');

/** Sizes in points. What the two guides share (paper, margins, order of the parts) is in `template.ts`. */
export type LayoutMeasures = {
  guide: string;
  /** `ĐẢNG CỘNG SẢN VIỆT NAM`. */
  partySize: number;
  headSize: number;
  typeSize: number;
  abstractSize: number;
  bodySize: number;
  /** Points between lines, and whether a line may grow beyond them. */
  line: number;
  lineRule: 'exact' | 'atLeast';
};

/**
 * 2018: Phụ lục 3 of 36-HD/VPTW (sizes 15, 14, 15–16, 14–15, 14–15). 2026: known second-hand only; sources
 * disagree on the line spacing (18, 19, 20 points, exact).
 */
export const MEASURES: Record<Layout, LayoutMeasures> = {
  '2018': {
    guide: '36-HD/VPTW, 3/4/2018',
    partySize: 15,
    headSize: 14,
    typeSize: 16,
    abstractSize: 15,
    bodySize: 14,
    line: 18,
    lineRule: 'atLeast',
  },
  '2026': {
    guide: '05-HD/VPTW, 27/5/2026',
    partySize: 15,
    headSize: 14,
    typeSize: 15,
    abstractSize: 14,
    bodySize: 14,
    line: 18,
    lineRule: 'exact',
  },
};
