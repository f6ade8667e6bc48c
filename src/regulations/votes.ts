/** How many vote and how many must agree; pure. Counts of official members; probationary ones do not vote. */
import type { Majority } from './reader.ts';

/** A meeting as its minutes tell it. Whoever is away for another reason than these two counts in the base. */
export type Meeting = {
  /** Official members of the cell, or members of the committee. */
  official: number;
  /** Introduced to temporary activity elsewhere. */
  temporaryElsewhere: number;
  /** Exempt from work and activity and not present; who is exempt, comes and votes counts. */
  exemptAbsent: number;
};

/**
 * The number a majority is reckoned from. `excludes` is the rule of the day (`vote.base_excludes`; 294-QĐ/TW, point
 * 9.3.2); where no rule is known nobody is left out, which asks for the most votes.
 */
export function voteBase(meeting: Meeting, excludes: readonly string[] = []): number {
  const elsewhere = excludes.includes('temporary_elsewhere') ? meeting.temporaryElsewhere : 0;
  const exempt = excludes.includes('exempt_absent') ? meeting.exemptAbsent : 0;
  return meeting.official - elsewhere - exempt;
}

/** The least number of votes in favour that reaches a majority of the base: 2/3 of 20 is 14, more than 1/2 of 20 is 11. */
export const votesNeeded = (base: number, { part, whole, over }: Majority): number =>
  over ? Math.floor((base * part) / whole) + 1 : Math.ceil((base * part) / whole);
