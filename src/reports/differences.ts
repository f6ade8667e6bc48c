/** What has changed since a report was signed, record by record: "đã báo 84, nay 85: …". */
import { createHash } from 'node:crypto';
import { asFigures, type Reader } from '../db/door.ts';
import type { CountingUnit } from '../figures/define.ts';
import type { Instant } from '../kernel/clock.ts';
import type { PlainDate } from '../kernel/plain-date.ts';
import type { Language, Words } from '../kernel/words.ts';
import { evaluateReport, type ReportDesk } from './evaluate.ts';
import type { EvaluatedReport } from './evaluated.ts';
import type { ReportRequest } from './request.ts';
import { recordsOfAll } from './sign.ts';
import type { loadSigned } from './signed-store.ts';

export type Signed = NonNullable<Awaited<ReturnType<typeof loadSigned>>>;

/** One figure that is told otherwise today, with the records that came and went. */
export type Difference = {
  key: string;
  label: Words;
  unit: CountingUnit;
  reported: number;
  now: number;
  recordType: string;
  added: string[];
  removed: string[];
};

export const askedOf = (signed: Signed, today: PlainDate): ReportRequest => ({
  kind: signed.frozen.report.kind,
  unit: signed.frozen.report.unit.id,
  year: signed.year,
  asOf: signed.as_of as PlainDate,
  knownAt: null,
  tree: signed.frozen.report.tree,
  today,
});

/** True while the frozen text is the one that was signed. */
export const isIntact = (signed: Signed): boolean =>
  createHash('sha256').update(signed.text).digest('hex') === signed.sha256;

/** Counts the same report from what is known now and compares it with the frozen one, record by record. */
export async function differencesSince(
  tx: Reader,
  desk: ReportDesk,
  signed: Signed,
  today: PlainDate,
  language: Language,
): Promise<Difference[]> {
  const asked = askedOf(signed, today);
  const evaluated = await evaluateReport(tx, desk, asked, language);
  if (!evaluated.ok) return [];
  const records = await asFigures(tx, null, (counting) =>
    recordsOfAll(counting, desk, asked, evaluated.value),
  );
  return differencesBetween(desk, signed.frozen, { report: evaluated.value, records });
}

/** Numbers by key, and the records behind them. */
type Counted = {
  report: { figures: Readonly<Record<string, { value: number }>> };
  records: Record<string, string>;
};

/** What another count of the same report or form says otherwise, record by record. */
export function differencesBetween(
  desk: Pick<ReportDesk, 'figures'>,
  was: Counted,
  now: Counted,
): Difference[] {
  return Object.entries(was.records).flatMap(([key, frozen]): Difference[] => {
    const records = now.records[key];
    if (records === undefined) return [];
    const [reported, told] = [was, now].map(({ report }) => report.figures[key]?.value ?? 0) as [
      number,
      number,
    ];
    if (records === frozen && reported === told) return [];
    const [before, after] = [counts(frozen), counts(records)];
    const added = more(after, before);
    const removed = more(before, after);
    // An amount is told otherwise though it is made of the same records.
    if (added.length + removed.length === 0 && reported === told) return [];
    const figure = desk.figures.figures.get(key);
    // A figure that was given up since has no name any more.
    if (!figure) return [];
    return [
      {
        ...{ key, label: figure.words, unit: figure.unit, reported, now: told },
        recordType: desk.figures.sources.get(figure.source)!.record,
        added,
        removed,
      },
    ];
  });
}

/** How often each record is counted (a target of 85 stands there 85 times). */
function counts(ids: string): Map<string, number> {
  const found = new Map<string, number>();
  for (const id of ids === '' ? [] : ids.split(',')) found.set(id, (found.get(id) ?? 0) + 1);
  return found;
}

const more = (a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): string[] =>
  [...a].filter(([id, n]) => n > (b.get(id) ?? 0)).map(([id]) => id);

/** The report counted again from what was known when it was signed; equal to the frozen one, number by number. */
export async function recompute(
  tx: Reader,
  desk: ReportDesk,
  signed: Signed,
  today: PlainDate,
): Promise<EvaluatedReport | undefined> {
  const asked = { ...askedOf(signed, today), knownAt: signed.known_at as Instant };
  const evaluated = await evaluateReport(tx, desk, asked, signed.frozen.report.language);
  return evaluated.ok ? evaluated.value : undefined;
}
