/** Pages of a list that is counted whole before it is cut: the rows that stand on the page asked for, and the way on. */

/** Rows on a page of records. */
export const PER_PAGE = 50;

/** Rows on a page where each is worked on: ten screens of a telephone, a screen and a half of a desk. */
const CARDS_PER_PAGE = 30;

/** Up to this many rows the whole list is one page for whoever wants to print it. */
const WHOLE_UP_TO = 500;

/** Stands in the address for the whole list. */
const WHOLE = 'all';

export type Page<T> = {
  rows: readonly T[];
  /** How many rows stand before the first one shown. */
  start: number;
  /** How many there are on all pages. */
  total: number;
  /** Whether there is a first page to go back to. */
  isLater: boolean;
  /** What `?after=` says for the next page, and for the whole list; absent where there is none. */
  next?: string;
  whole?: string;
};

/** The page that begins after so many rows; anything else that is typed shows the first. */
export function pageOf<T>(all: readonly T[], after: string | undefined, most = CARDS_PER_PAGE): Page<T> {
  const total = all.length;
  if (total <= most) return { rows: all, start: 0, total, isLater: false };
  const isWhole = total <= WHOLE_UP_TO;
  if (after === WHOLE && isWhole) return { rows: all, start: 0, total, isLater: true };
  const typed = Number(after);
  const start = Number.isInteger(typed) && typed > 0 && typed < total ? typed : 0;
  const end = start + most;
  return {
    ...{ rows: all.slice(start, end), start, total, isLater: start > 0 },
    ...(end < total ? { next: String(end) } : {}),
    ...(isWhole ? { whole: WHOLE } : {}),
  };
}
