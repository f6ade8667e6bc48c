/** Gaps in a list of spans such as the work history: flagged, never refused. */
import type { PartialDate } from '../../kernel/partial-date.ts';

/** A span of which only years or months may be known. */
export type LooseSpan = { since: PartialDate | null; until: PartialDate | null };

/** Years and months between the end of one job and the beginning of the next that nothing is said about. */
export function gapsBetween(spans: readonly LooseSpan[]): { from: PartialDate; to: PartialDate }[] {
  const known = spans.filter((span) => span.since !== null).sort((a, b) => (a.since! < b.since! ? -1 : 1));
  const gaps: { from: PartialDate; to: PartialDate }[] = [];
  let covered: PartialDate | null = known[0]?.until ?? null;
  for (const { since, until } of known.slice(1)) {
    // Compared as precisely as both are known: a job that ended in 2003 and one from 5/2003 leave no gap.
    const least = Math.min(covered?.length ?? 0, since!.length);
    if (covered !== null && isNotNext(covered.slice(0, least), since!.slice(0, least)))
      gaps.push({ from: covered, to: since! });
    if (covered !== null && (until === null || until > covered)) covered = until;
  }
  return gaps;
}

/** Whether the second, written as precisely as the first, comes later than right after it. */
function isNotNext(end: string, start: string): boolean {
  const number = (text: string) => {
    const [year = 0, month = 1] = text.split('-').map(Number);
    return text.length === 4 ? year : year * 12 + month;
  };
  return number(start) > number(end) + 1;
}
