/** Deadlines of cases, pure: their last day, and what an extension, a pause and their end ask. */
import { addDays, formatDate, type PlainDate } from '../../kernel/plain-date.ts';
import { byRule, type Outcome, type Refusal, refusal, refused, warned } from '../../kernel/refusal.ts';
import { w } from '../../kernel/words.ts';
import { inTheFuture } from '../../records/refusals.ts';
import { lastDayOf, type Pause, type Run, runOf, type Span } from '../../regulations/calendar/budget.ts';
import type { Calendar } from '../../regulations/calendar/read.ts';
import type { KeptRule } from './kept.ts';

/**
 * What a deadline is made of: a rule's span, a day that a decision names, or nothing where no text gives a value. `kept`
 * is the rule as it stood on the day it began.
 */
export type Budget = { span: Span; kept: KeptRule | null } | { on: PlainDate } | null;

export type Extension = { days: number; document: string; decidedOn: PlainDate };

export type Clock = {
  id: string;
  kind: string;
  caseId: string;
  clock: string;
  /** Null where a decision names the day. */
  rule: string | null;
  startedOn: PlainDate;
  stoppedOn: PlainDate | null;
  budget: Budget;
  suspensions: readonly Pause[];
  extensions: readonly Extension[];
};

const extendedBy = ({ extensions }: Pick<Clock, 'extensions'>): number =>
  extensions.reduce((sum, { days }) => sum + days, 0);

/**
 * The last day of a deadline, with its arithmetic. Refuses with `no_rule_value` where no text gives one, `clock_paused`
 * while it stands still, `calendar.year` where working days reach a year without data.
 */
export function deadlineOf(clock: Clock, calendar: Calendar): Outcome<Run> {
  const { budget, startedOn, suspensions } = clock;
  if (budget === null) return refused(noRuleValue);
  if ('span' in budget) return runOf(startedOn, budget.span, suspensions, extendedBy(clock), calendar);
  return runOf(budget.on, { amount: 0, measure: 'days' }, suspensions, extendedBy(clock), calendar);
}

/** The last day alone; null where there is none yet. What the index of deadlines holds. */
export function dueOf(clock: Clock, calendar: Calendar): PlainDate | null {
  const { budget, startedOn, suspensions } = clock;
  if (budget === null) return null;
  const [from, span] = 'span' in budget ? [startedOn, budget.span] : [budget.on, NO_DAYS];
  const last = lastDayOf(from, span, suspensions, extendedBy(clock), calendar);
  return last.ok ? last.value : null;
}

const NO_DAYS: Span = { amount: 0, measure: 'days' };

const noRuleValue = refusal(
  'no_rule_value',
  w(
    'Chưa có quy định: chưa đọc được văn bản nào nêu thời hạn này. Cơ quan bổ sung giá trị ở trang quy định.',
    'No rule: no text that could be read gives this deadline. The office adds the value on the page of rules.',
  ),
);

/** The longest extension there may be, in days, and where it is said; null where nothing is known. */
export type Limit = { days: number; source: string; isCertain: boolean } | null;

export type ExtensionFacts = {
  clock: Clock;
  due: PlainDate | null;
  extension: Extension;
  limit: Limit;
  /** Whether the body that extends is the one that issued the decision the deadline rests on. */
  byIssuer: boolean;
  today: PlainDate;
};

/** Once, by the body that issued it, before it expires, and no longer than the rule allows (89-QĐ/TW; 02-HD/UBKTTW 2017). */
export function extensionRefusals(facts: ExtensionFacts): Refusal[] {
  const { clock, due, extension, limit, byIssuer, today } = facts;
  if (clock.stoppedOn !== null) return [clockStopped];
  if (clock.extensions.length > 0) return [extendedAlready];
  const refusals: Refusal[] = [];
  if (!byIssuer) refusals.push(notByIssuer);
  if (extension.decidedOn > today) refusals.push(inTheFuture('decided_on'));
  if (extension.decidedOn < clock.startedOn) refusals.push(extendedEarly);
  if (due !== null && extension.decidedOn > due) refusals.push(extendedLate(due));
  if (limit === null) refusals.push(warned(noLimitKnown));
  else if (extension.days > limit.days) refusals.push(extendedTooLong(limit));
  return refusals;
}

const isNamed = ({ budget }: Pick<Clock, 'budget'>): boolean => budget !== null && 'on' in budget;

/** Days that a rule counts stand still; a day that a decision names (of a suspension, a duty) is moved by a decision alone. */
export const mayStandStill = (clock: Pick<Clock, 'budget' | 'stoppedOn'>): boolean =>
  !isNamed(clock) && clock.stoppedOn === null;

/**
 * A pause begins after the deadline did and not past its last day, not in one that already stands still or was met: an
 * overdue deadline stays overdue.
 */
export function pauseRefusals(
  clock: Clock,
  from: PlainDate,
  { today, due }: { today: PlainDate; due: PlainDate | null },
): Refusal[] {
  if (clock.stoppedOn !== null) return [clockStopped];
  if (isNamed(clock)) return [dayIsNamed];
  if (clock.suspensions.some(({ to }) => to === null)) return [pausedAlready];
  if (from > today) return [inTheFuture('from_on')];
  if (due !== null && from > due) return [pausedLate(due)];
  const busy = clock.suspensions.some(({ to }) => from < to!);
  return from <= clock.startedOn || busy ? [pauseEarly] : [];
}

/** It runs again on a day after the pause began. */
export function resumeRefusals(clock: Clock, to: PlainDate, today: PlainDate): Refusal[] {
  const open = clock.suspensions.find((one) => one.to === null);
  if (!open) return [notPaused];
  if (to > today) return [inTheFuture('to_on')];
  return to < addDays(open.from, 1) ? [resumedEarly] : [];
}

export const clockStopped = refusal(
  'clock_stopped',
  w('Thời hạn này đã xong.', 'This deadline is over.'),
  'clock',
);

const extendedAlready = refusal(
  'extended_already',
  w(
    'Thời hạn này đã gia hạn một lần; chỉ được gia hạn một lần.',
    'It was extended once; once is all there is.',
  ),
  'days',
);

const notByIssuer = refusal(
  'not_by_issuer',
  w('Chỉ cấp đã ban hành quyết định mới được gia hạn.', 'Only the body that issued the decision extends it.'),
  'document',
);

const extendedEarly = refusal(
  'extended_early',
  w('Ngày gia hạn trước ngày thời hạn bắt đầu.', 'It is extended before it began.'),
  'decided_on',
);

const extendedLate = (due: PlainDate): Refusal =>
  refusal(
    'extended_late',
    w(
      `Thời hạn đã hết ngày ${formatDate(due, 'vi')}; chỉ gia hạn trước khi hết hạn.`,
      `It expired on ${formatDate(due, 'en')}; it is extended before it expires.`,
    ),
    'decided_on',
  );

const noLimitKnown = refusal(
  'no_extension_rule',
  w(
    'Chưa có quy định về mức gia hạn của thời hạn này. Hãy ghi lý do.',
    'No rule that is known says how far it may be extended. Give the reason.',
  ),
  'days',
);

const extendedTooLong = (limit: NonNullable<Limit>): Refusal =>
  byRule(
    refusal(
      'extended_too_long',
      w(
        `Chỉ được gia hạn nhiều nhất ${limit.days} ngày.`,
        `It may be extended by ${limit.days} days at most.`,
      ),
      'days',
    ),
    limit,
  );

const dayIsNamed = refusal(
  'day_is_named',
  w(
    'Ngày cuối do văn bản ấn định, không tạm dừng được: dời ngày bằng văn bản gia hạn.',
    'A decision names the last day, which does not stand still: a decision moves it.',
  ),
  'from_on',
);

const pausedAlready = refusal(
  'paused_already',
  w('Thời hạn này đang tạm dừng.', 'It stands still already.'),
  'from_on',
);

const pauseEarly = refusal(
  'pause_early',
  w(
    'Ngày tạm dừng phải sau ngày thời hạn bắt đầu và sau lần tạm dừng trước.',
    'It stands still after it began, and after the last time it did.',
  ),
  'from_on',
);

const pausedLate = (due: PlainDate): Refusal =>
  refusal(
    'paused_late',
    w(
      `Thời hạn đã hết ngày ${formatDate(due, 'vi')}; thời hạn đã quá thì không tạm dừng.`,
      `It expired on ${formatDate(due, 'en')}; what is overdue does not stand still.`,
    ),
    'from_on',
  );

const notPaused = refusal(
  'not_paused',
  w('Thời hạn này không tạm dừng.', 'It does not stand still.'),
  'to_on',
);

export const notPausedThen = refusal(
  'not_paused_then',
  w(
    'Thời hạn này không có lần tạm dừng nào bắt đầu ngày ấy, hoặc lần ấy không phải lần sau cùng.',
    'No pause of it began on that day, or another came after it.',
  ),
  'from_on',
);

const resumedEarly = refusal(
  'resumed_early',
  w('Ngày chạy tiếp phải sau ngày tạm dừng.', 'It runs again after the day it stood still.'),
  'to_on',
);
