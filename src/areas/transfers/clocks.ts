/** The two clocks of an official transfer, from the regulations in force on the day each began. */
import { formatDate, type PlainDate } from '../../kernel/plain-date.ts';
import type { Outcome } from '../../kernel/refusal.ts';
import type { Language } from '../../kernel/words.ts';
import { loadCalendar } from '../../regulations/calendar/read.ts';
import { addWorkingDays, type Deadline } from '../../regulations/calendar/working-days.ts';
import type { Regulations } from '../../regulations/reader.ts';
import { isClocked, type Limit, type Step, type TransferRow } from './rules.ts';

export type Running = { deadline: Outcome<Deadline>; source: string };

/**
 * The clock that runs for a transfer now: to start it until introduced, to present the paper until received.
 * Undefined where none runs or no value is known on the day it began.
 */
export function runningClock(t: TransferRow, regulations: Regulations): Running | undefined {
  if (t.received_on || t.ended_on) return undefined;
  return clockOf(t, t.introduced_on ? 'receive' : 'introduce', regulations);
}

function clockOf(
  t: TransferRow,
  step: 'introduce' | 'receive',
  regulations: Regulations,
): Running | undefined {
  if (!isClocked(t.kind)) return undefined;
  const [id, from] =
    step === 'introduce' ? ['transfer.start', t.decided_on] : ['transfer.present', t.introduced_on];
  const rule = from ? regulations.valueOn<number>(id!, from as PlainDate) : undefined;
  if (!rule) return undefined;
  const deadline = addWorkingDays(from as PlainDate, rule.value, loadCalendar());
  return { deadline, source: regulations.sourceText(rule, 'vi') };
}

/** What the rules of a step ask of its clock. A year without holidays binds nobody. */
export function clockFor(t: TransferRow, step: Step, regulations: Regulations): Limit {
  if (step !== 'introduce' && step !== 'receive') return null;
  const running = clockOf(t, step, regulations);
  return running?.deadline.ok ? { on: running.deadline.value.on, source: running.source } : null;
}

/** The day of a deadline as text, or the sentence why there is none. */
export const deadlineDay = ({ deadline }: Running, language: Language): string =>
  deadline.ok ? formatDate(deadline.value.on, language) : deadline.refusals[0]!.message[language];
