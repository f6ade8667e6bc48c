/**
 * One case file, told in days from its opening, played under the rules of any day: what each rule set makes of the same
 * events. Nothing is decided here; it is the packs that answer, and where they know nothing the answer is null.
 */
import { addDays, addMonths, type PlainDate } from '../src/kernel/plain-date.ts';
import type { Known, Regulations } from '../src/regulations/reader.ts';
import type { RuleValue } from '../src/regulations/rule.ts';

/** Days from the day the case was opened. */
export type CaseFile = { suspended: number; voted: number; signed: number; announced: number };

/** A member is suspended when the case is opened; the commission votes, its decision is signed and announced later. */
export const SAME_CASE: CaseFile = { suspended: 0, voted: 60, signed: 63, announced: 70 };

/** What the rules of the day of an event say as they stand; null where no text says. */
const READ = {
  extensions: ['suspension.extensions', 'suspended'],
  signsInCell: ['comp.dhvp.cell_limit', 'opened'],
  prisonJudgment: ['comp.prison_judgment', 'opened'],
  assetControl: ['ubkt.asset_control.lowest_level', 'opened'],
  noticeFromState: ['outside.notice_from_state_body', 'opened'],
  cellOverTemporary: ['comp.cell.temporary_member', 'voted'],
  mustBeHeard: ['discipline.hearing_required', 'voted'],
  goesOnUnheard: ['hearing.non_attendance', 'voted'],
  mitigating: ['mitigating.codes', 'voted'],
  aggravating: ['aggravating.codes', 'voted'],
  restrictions: ['effect.restrictions', 'signed'],
  endsIf: ['effect.end.conditions', 'announced'],
  complaintDays: ['complaint.file_day_kind', 'announced'],
  firstAct: ['denounce.first_act', 'opened'],
  anonymousLetter: ['denunciation.anonymous', 'opened'],
  noCapacity: ['denounce.no_civil_capacity', 'opened'],
  identity: ['denounce.identity', 'opened'],
  rightsKept: ['denounce.rights_of_denounced', 'opened'],
  conclusions: ['denunciation.conclusions', 'opened'],
} as const satisfies Record<string, readonly [rule: string, event: 'opened' | keyof CaseFile]>;

export type Played = Record<keyof typeof READ, RuleValue | null> & {
  suspendedUntil: PlainDate | null;
  suspendedAtMostUntil: PlainDate | null;
  /** An organisation suspended on the same day. */
  organisationSuspendedAtMostUntil: PlainDate | null;
  inEffectFrom: PlainDate | null;
  /** A decision of the cell itself on the same days. */
  cellInEffectFrom: PlainDate | null;
  publishedBy: PlainDate | null;
  endsOn: PlainDate | null;
  complaintBy: PlainDate | null;
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
  const days = { opened, suspended, voted, signed, announced };
  const read = Object.entries(READ).map(([name, [id, event]]) => [name, value<RuleValue>(id, days[event])]);
  const starts: Record<string, PlainDate> = { announced, signed, ballot_announced: voted };
  const startOf = (id: string) => starts[value<string>(id, signed) ?? ''] ?? null;
  const months = value<number>('discipline.effect_months', announced);
  return {
    ...(Object.fromEntries(read) as Record<keyof typeof READ, RuleValue | null>),
    suspendedUntil: lastOf(suspended, value('suspension.member', suspended)),
    suspendedAtMostUntil: lastOf(suspended, value('suspension.member_total_max', suspended)),
    organisationSuspendedAtMostUntil: lastOf(suspended, value('suspension.organisation_max', suspended)),
    inEffectFrom: startOf('discipline.effect_start'),
    cellInEffectFrom: startOf('discipline.effect_start_cell'),
    publishedBy: after(signed, value('discipline.publish_max', signed)),
    endsOn: months === null ? null : addMonths(announced, months),
    complaintBy: after(announced, value('complaint.file', announced)),
    suspensionKnown: regulations.valueOn('suspension.member_total_max', suspended)?.known ?? null,
  };
}
