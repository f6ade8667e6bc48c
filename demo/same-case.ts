/**
 * One case file, told in days from its opening, played under the rules of any day: what each rule set makes of the same
 * events. Nothing is decided here; it is the packs that answer, and where they know nothing the answer is null.
 */
import { addDays, addMonths, type PlainDate } from '../src/kernel/plain-date.ts';
import type { Known, Regulations } from '../src/regulations/reader.ts';

/** Days from the day the case was opened. */
export type CaseFile = { suspended: number; voted: number; signed: number; announced: number };

/** A member is suspended when the case is opened; the commission votes, its decision is signed and announced later. */
export const SAME_CASE: CaseFile = { suspended: 0, voted: 60, signed: 63, announced: 70 };

export type Played = {
  suspendedUntil: PlainDate | null;
  suspendedAtMostUntil: PlainDate | null;
  /** How often the suspension may be extended; null where no text says. */
  extensions: number | null;
  inEffectFrom: PlainDate | null;
  /** A decision of the cell itself on the same days. */
  cellInEffectFrom: PlainDate | null;
  publishedBy: PlainDate | null;
  endsOn: PlainDate | null;
  complaintBy: PlainDate | null;
  mustBeHeard: boolean | null;
  anonymousLetter: string | null;
  conclusions: number | null;
  /** How well what the suspension rests on is known: only A refuses. */
  suspensionKnown: Known | null;
};

export function play(file: CaseFile, opened: PlainDate, regulations: Regulations): Played {
  const on = (offset: number): PlainDate => addDays(opened, offset);
  const value = <T>(id: string, day: PlainDate): T | null => regulations.valueOn<T>(id, day)?.value ?? null;
  /** The last day of so many, the first one counted. */
  const lastOf = (first: PlainDate, days: number | null) => (days === null ? null : addDays(first, days - 1));
  const after = (day: PlainDate, days: number | null) => (days === null ? null : addDays(day, days));
  const [suspended, voted, signed, announced] = [file.suspended, file.voted, file.signed, file.announced].map(
    on,
  ) as [PlainDate, PlainDate, PlainDate, PlainDate];
  const starts: Record<string, PlainDate> = { announced, signed, ballot_announced: voted };
  const startOf = (id: string) => starts[value<string>(id, signed) ?? ''] ?? null;
  const months = value<number>('discipline.effect_months', announced);
  return {
    suspendedUntil: lastOf(suspended, value('suspension.member', suspended)),
    suspendedAtMostUntil: lastOf(suspended, value('suspension.member_total_max', suspended)),
    extensions: value('suspension.extensions', suspended),
    inEffectFrom: startOf('discipline.effect_start'),
    cellInEffectFrom: startOf('discipline.effect_start_cell'),
    publishedBy: after(signed, value('discipline.publish_max', signed)),
    endsOn: months === null ? null : addMonths(announced, months),
    complaintBy: after(announced, value('complaint.file', announced)),
    mustBeHeard: value('discipline.hearing_required', voted),
    anonymousLetter: value('denunciation.anonymous', opened),
    conclusions: value<readonly string[]>('denunciation.conclusions', opened)?.length ?? null,
    suspensionKnown: regulations.valueOn('suspension.member_total_max', suspended)?.known ?? null,
  };
}
