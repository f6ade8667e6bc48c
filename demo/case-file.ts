/**
 * Writes the file of a case as the product would have: each step as the machine of its kind allows it, with the rules of
 * its day, and the deadlines that the steps begin and end. A step out of its order is a fault of the story: it throws.
 */
import { dueOf } from '../src/areas/proceedings/clocks.ts';
import type { CaseKind, DoneStep, Machine } from '../src/areas/proceedings/contract.ts';
import { keptRules, spanOn } from '../src/areas/proceedings/kept.ts';
import type { PlainDate } from '../src/kernel/plain-date.ts';
import { mayTake, type Start } from '../src/records/machine.ts';
import type { Span } from '../src/regulations/calendar/budget.ts';
import { loadCalendar } from '../src/regulations/calendar/read.ts';
import type { Regulations } from '../src/regulations/reader.ts';
import { inOrderAfter, type Moment, recorded } from './days.ts';
import type { Ledger, Stored } from './exchange.ts';
import type { Numbering } from './numbering.ts';
import type { Random } from './random.ts';

/** What whoever keeps case files works with. */
export type Registry = {
  ledger: Ledger;
  random: Random;
  numbering: Numbering;
  regulations: Regulations;
  /** Nothing was recorded after this day: what would come later is still open. */
  last: PlainDate;
};

type Given = { document?: string | null; note?: string | null; until?: { clock: string; on: PlainDate } };

export type CaseFile = {
  /** The steps taken so far. */
  readonly done: readonly DoneStep[];
  /** Takes a step; throws where the machine does not allow it on that day. */
  take(step: string, on: PlainDate, given?: Given): void;
  /** Takes a step unless it lies after the last day of the story; answers whether it was taken. */
  reach(step: string, on: PlainDate, given?: Given): boolean;
  /** Begins a deadline whose last day a decision names. */
  name(clock: string, since: PlainDate, on: PlainDate): void;
  /** Makes a running deadline longer by a decision. */
  extend(clock: string, days: number, on: PlainDate, document: string): void;
  /** The last day of a running deadline. */
  dueOn(clock: string): PlainDate | null;
};

type Clock = Stored<'case_clock'>;

/** Opens the file of a case that stands in the ledger. `level` is the column of rules that are tables by level. */
export function openFile<S extends string>(
  { ledger, random, regulations, last }: Registry,
  machine: Machine<S>,
  { kind, id, level }: { kind: CaseKind; id: string; level?: string },
): CaseFile {
  const done: DoneStep[] = [];
  const running = new Map<string, Clock>();
  let at: Moment | null = null;
  const entered = (on: PlainDate): Moment => {
    at = inOrderAfter(at, recorded(random, on));
    return at;
  };
  const begin = (row: Partial<Clock> & { clock: string; started_on: PlainDate }, known: Moment) => {
    const clock = ledger.add('case_clock', { kind, case_id: id, ...row, due_on: lastDayOf(row, 0) }, known);
    running.set(row.clock, clock);
  };
  const beginBy = (start: Start, on: PlainDate, known: Moment) =>
    begin({ clock: start.clock, started_on: on, ...spanOn(regulations, start, on, level) }, known);
  const stop = (name: string, on: PlainDate, known: Moment) => {
    const clock = running.get(name);
    if (clock) ledger.amend('case_clock', clock, { stopped_on: on }, known);
    running.delete(name);
  };
  const file: CaseFile = {
    done,
    take(step, on, { document = null, note = null, until } = {}) {
      const refusals = mayTake(machine, done, step, on);
      if (refusals.length > 0)
        throw new Error(`${machine.key}: ${step} on ${on}: ${refusals[0]!.message.en}`);
      const { rules, stops = [], starts = [] } = machine.steps[step]!;
      const known = entered(on);
      const kept = JSON.stringify(keptRules(regulations, rules, on));
      const row = { kind, case_id: id, step, done_on: on, document, note, rules: kept };
      done.push({ id: ledger.add('case_step', row, known).id, step, doneOn: on, document, note });
      for (const name of stops) stop(name, on, known);
      for (const start of starts) beginBy(start, on, known);
      if (until) begin({ clock: until.clock, started_on: on, fixed_on: until.on }, known);
    },
    reach(step, on, given) {
      if (on <= last) file.take(step, on, given);
      return on <= last;
    },
    name: (clock, since, on) => begin({ clock, started_on: since, fixed_on: on }, entered(since)),
    extend(name, days, on, document) {
      const clock = running.get(name)!;
      const known = entered(on);
      const row = { clock: clock.id, kind, change: 'extension', from_on: on, days, document };
      ledger.add('clock_change', row, known);
      ledger.amend('case_clock', clock, { due_on: lastDayOf(clock, days) }, known);
    },
    dueOn: (clock) => (running.get(clock)?.due_on ?? null) as PlainDate | null,
  };
  return file;
}

/** The last day as the product reckons it; null where no rule gives a span. */
export function lastDayOf(row: Partial<Clock> & { started_on: string }, longer: number): PlainDate | null {
  const span = row.amount ? ({ amount: row.amount, measure: row.measure } as Span) : null;
  const extensions = longer ? [{ days: longer, document: '', decidedOn: row.started_on as PlainDate }] : [];
  return dueOf(
    {
      ...{
        id: '',
        kind: '',
        caseId: '',
        clock: '',
        rule: null,
        stoppedOn: null,
        suspensions: [],
        extensions,
      },
      startedOn: row.started_on as PlainDate,
      budget: row.fixed_on ? { on: row.fixed_on as PlainDate } : span && { span, kept: null },
    },
    loadCalendar(),
  );
}
