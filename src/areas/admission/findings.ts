/** What the pre-check of a dossier says: fault, rule and article, repair; each finding like a line of a compiler. */

import type { PartialDate } from '../../kernel/partial-date.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import type { Refusal } from '../../kernel/refusal.ts';
import { type Words, w } from '../../kernel/words.ts';
import type { Stand } from './progress.ts';
import type { StepKey } from './steps.ts';

/** A rule on a day, with its document in words; only what is certain may refuse. */
export type RuleOn<T> = { id: string; value: T; source: Words; isCertain: boolean };

export type Finding = {
  /** A fault refuses the step; a warning passes with a reason; a note only tells. */
  level: 'fault' | 'warning' | 'note';
  step: StepKey;
  code: string;
  message: Words;
  repair: Words;
  rule: { id: string; source: Words } | null;
  /** The field of the step's form that has to be mended. */
  field?: string;
};

export type Sponsor = {
  role: 'helper' | 'sponsor';
  /** Standing of the member on the day it matters; null for an organisation or somebody who is no member. */
  standing: string | null;
  organisation: string | null;
  togetherSince: PlainDate | null;
  /** Activity in the Party is suspended on that day. */
  isSuspended: boolean;
};

/** Everything the pre-check looks at. Rules and working days are handed in as questions, for their day matters. */
export type DossierFacts = {
  today: PlainDate;
  stand: Stand;
  openedOn: PlainDate;
  schooling: string | null;
  isReadmission: boolean;
  consent: string | null;
  consentOn: PlainDate | null;
  born: PartialDate | null;
  isYouthUnion: boolean;
  /** The person is a member of the Party today. */
  isMember: boolean;
  /** The unit is a cell today. */
  isCell: boolean;
  /** Sponsors and helpers on the day the cell considers, or today before that. */
  sponsors: readonly Sponsor[];
  /** Code of the deciding body by step (`standing_committee.district`). */
  deciders: ReadonlyMap<string, string | null>;
  rule<T>(id: string, day: PlainDate): RuleOn<T> | undefined;
  /** The last day in time after so many working days; null where the holidays of a year are not known. */
  workingDays(from: PlainDate, count: number): PlainDate | null;
};

type Said = Omit<Finding, 'level' | 'rule'>;

/** A finding that rests on a rule: a fault where the rule is certain, else a warning. */
export const byRule = (rule: RuleOn<unknown>, said: Said): Finding => ({
  ...said,
  level: rule.isCertain ? 'fault' : 'warning',
  rule: { id: rule.id, source: rule.source },
});

export const plain = (level: Finding['level'], said: Said): Finding => ({ ...said, level, rule: null });

/** A finding as the refusal of the step it is found at. */
export const refusalOf = ({ level, code, message, repair, rule, field }: Finding): Refusal => ({
  code,
  message: w(`${message.vi} ${repair.vi}`, `${message.en} ${repair.en}`),
  ...(field ? { field } : {}),
  ...(rule ? { rule: rule.source.vi } : {}),
  ...(level === 'warning' ? { waivable: true as const } : {}),
});
