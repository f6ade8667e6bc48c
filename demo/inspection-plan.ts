/**
 * How a year's inspection work is written down as data. Days are MM-DD of the programme's year; organisations
 * are numbered in the order of the district's plan (in Quế Sơn 0–12 communes, 13–18 committees, then cells).
 */

export type Work =
  | 'article30'
  | 'signs'
  | 'duty'
  | 'discipline_enforcement'
  | 'finance_dues'
  | 'finance_budget'
  | 'thematic_supervision';
export type Result = 'good' | 'shortcomings' | 'violation' | 'must_discipline' | 'signs';

/** A member by a name under which discipline finds the same person again, or anybody fitting. */
export type MemberPlan = { result: Result; known?: string };
/** An organisation of the plan by its number, or the cell of an expelled member. */
export type OrganisationPlan = {
  at: number | 'cell of the expelled';
  works?: readonly Work[];
  result?: Result;
};

export type Duty = 'verified' | 'done' | 'open' | 'overdue';

export type SessionPlan = {
  nature: 'inspection' | 'supervision';
  works: readonly Work[];
  content: string;
  codes: readonly string[];
  memberCodes: readonly string[];
  quarter: 1 | 2 | 3 | 4;
  organisations: readonly OrganisationPlan[];
  members: readonly MemberPlan[];
  opened?: string;
  concluded?: string;
  /** Put into the programme by a decision of this day. */
  added?: string;
  postponed?: { on: string; to: 4; reason: string };
  duty?: Duty;
  /** Which of the expulsions the session led to. */
  expulsion?: number;
};

export const good: MemberPlan = { result: 'good' };
export const flawed: MemberPlan = { result: 'shortcomings' };
/** A member whose case goes on to discipline, under a name that the decision finds again. */
export const must = (known: string): MemberPlan => ({ result: 'must_discipline', known });
export const at = (...numbers: number[]): OrganisationPlan[] => numbers.map((number) => ({ at: number }));

export const inspection = { nature: 'inspection', works: ['article30'] } as const;
export const supervision = { nature: 'supervision', works: ['thematic_supervision'] } as const;
export const duty = { nature: 'inspection', members: [], memberCodes: [] } as const;
export const signs = { nature: 'inspection', works: ['signs'], quarter: 1 } as const;
