/** SQL of steps and deadlines, one function per question; decides nothing. */
import type { Reader, Writer } from '../../db/door.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import type { DoneStep } from '../../records/machine.ts';
import type { Measure } from '../../regulations/calendar/budget.ts';
import type { Clock } from './clocks.ts';
import type { KeptRule } from './kept.ts';

/** The steps of a case in the order in which they were taken. */
export async function stepsDone(tx: Reader, kind: string, caseId: string): Promise<DoneStep[]> {
  return tx<DoneStep[]>`
    select id, step, done_on as "doneOn", document, note from case_step
    where kind = ${kind} and case_id = ${caseId} order by done_on, act, id`;
}

export async function insertStep(tx: Writer, row: Record<string, unknown>): Promise<void> {
  await tx`insert into case_step ${tx(row)}`;
}

export async function deleteStep(tx: Writer, id: string): Promise<boolean> {
  const rows = await tx`delete from case_step where id = ${id} returning id`;
  return rows.length > 0;
}

type ClockRow = {
  id: string;
  kind: string;
  case_id: string;
  clock: string;
  rule: string | null;
  started_on: PlainDate;
  stopped_on: PlainDate | null;
  amount: number | null;
  measure: Measure | null;
  fixed_on: PlainDate | null;
  source: string | null;
};

type ChangeRow = {
  clock: string;
  change: 'pause' | 'extension';
  from_on: PlainDate;
  to_on: PlainDate | null;
  days: number | null;
  document: string | null;
  grounds: string | null;
};

/** The deadlines of a case, those that were met as well, in order of their beginning. */
export async function clocksOf(tx: Reader, kind: string, caseId: string): Promise<Clock[]> {
  const rows = await tx<{ id: string }[]>`
    select id from case_clock where kind = ${kind} and case_id = ${caseId}`;
  return clocksBy(
    tx,
    rows.map(({ id }) => id),
  );
}

/** Deadlines with their pauses and extensions. */
export async function clocksBy(tx: Reader, ids: readonly string[]): Promise<Clock[]> {
  if (ids.length === 0) return [];
  const wanted = ids as string[];
  const [clocks, changes] = await Promise.all([
    tx<ClockRow[]>`
      select id, kind, case_id, clock, rule, started_on, stopped_on, amount, measure, fixed_on, source from case_clock
      where id = any (${wanted}) order by started_on, act, id`,
    tx<ChangeRow[]>`
      select clock, change, from_on, to_on, days, document, grounds from clock_change
      where clock = any (${wanted}) order by from_on, act, id`,
  ]);
  const of = Map.groupBy(changes, ({ clock }) => clock);
  return clocks.map((row) => clockFrom(row, of.get(row.id) ?? []));
}

function clockFrom(row: ClockRow, changes: readonly ChangeRow[]): Clock {
  return {
    id: row.id,
    kind: row.kind,
    caseId: row.case_id,
    clock: row.clock,
    rule: row.rule,
    startedOn: row.started_on,
    stoppedOn: row.stopped_on,
    budget: budgetFrom(row),
    suspensions: changes
      .filter(({ change }) => change === 'pause')
      .map(({ from_on: from, to_on: to, grounds }) => ({ from, to, reason: grounds ?? '' })),
    extensions: changes
      .filter(({ change }) => change === 'extension')
      .map(({ days, document, from_on: decidedOn }) => ({
        days: days!,
        document: document ?? '',
        decidedOn,
      })),
  };
}

function budgetFrom({ amount, measure, fixed_on: on, source }: ClockRow): Clock['budget'] {
  if (on) return { on };
  if (amount === null || measure === null) return null;
  return { span: { amount, measure }, kept: source ? (JSON.parse(source) as KeptRule) : null };
}

export async function insertClock(tx: Writer, row: Record<string, unknown>): Promise<void> {
  await tx`insert into case_clock ${tx(row)}`;
}

export async function setDue(tx: Writer, id: string, due: PlainDate | null): Promise<void> {
  await tx`update case_clock set due_on = ${due} where id = ${id} and due_on is distinct from ${due}`;
}

/** Ends the running clock of that name; answers whether there was one. */
export async function stopRunning(
  tx: Writer,
  { kind, id, clock, on }: { kind: string; id: string; clock: string; on: PlainDate },
): Promise<boolean> {
  const rows = await tx`
    update case_clock set stopped_on = ${on} where kind = ${kind} and case_id = ${id} and clock = ${clock}
      and stopped_on is null returning id`;
  return rows.length > 0;
}

/** Moves the clock of that name between two days that a decision names to two others; answers which. */
export async function moveNamed(
  tx: Writer,
  asked: {
    kind: string;
    id: string;
    clock: string;
    was: { from: PlainDate; on: PlainDate };
    now: { from: PlainDate; on: PlainDate };
  },
): Promise<string[]> {
  const { kind, id, clock, was, now } = asked;
  const rows = await tx<{ id: string }[]>`
    update case_clock set started_on = ${now.from}, fixed_on = ${now.on} where kind = ${kind} and case_id = ${id}
      and clock = ${clock} and started_on = ${was.from} and fixed_on = ${was.on} returning id`;
  return rows.map((row) => row.id);
}

/** Deletes every clock of a case with its changes. */
export async function deleteClocks(tx: Writer, kind: string, id: string): Promise<void> {
  await tx`delete from clock_change where clock in (select id from case_clock where kind = ${kind} and case_id = ${id})`;
  await tx`delete from case_clock where kind = ${kind} and case_id = ${id}`;
}

/** Takes back what a step did to clocks: those it began go, those it ended run on. */
export async function restoreClocks(
  tx: Writer,
  {
    kind,
    id,
    on,
    began,
    ended,
  }: { kind: string; id: string; on: PlainDate; began: string[]; ended: string[] },
): Promise<void> {
  await tx`delete from clock_change where clock in (select id from case_clock where kind = ${kind}
    and case_id = ${id} and clock = any (${began}) and started_on = ${on})`;
  await tx`delete from case_clock where kind = ${kind} and case_id = ${id} and clock = any (${began})
    and started_on = ${on}`;
  // Of two that ended on the same day the later one runs on: the earlier had made way for it.
  await tx`update case_clock set stopped_on = null where id in (select distinct on (clock) id from case_clock
    where kind = ${kind} and case_id = ${id} and clock = any (${ended}) and stopped_on = ${on}
    order by clock, started_on desc, act desc)`;
}

export async function insertChange(tx: Writer, row: Record<string, unknown>): Promise<void> {
  await tx`insert into clock_change ${tx(row)}`;
}

export async function endPause(tx: Writer, clock: string, to: PlainDate): Promise<void> {
  await tx`update clock_change set to_on = ${to} where clock = ${clock} and change = 'pause' and to_on is null`;
}

/** Deletes the pause of a clock that began on a day. */
export async function deletePause(tx: Writer, clock: string, from: PlainDate): Promise<void> {
  await tx`delete from clock_change where clock = ${clock} and change = 'pause' and from_on = ${from}`;
}

/** Whether a pause that began on that day was taken back. */
export async function hadPause(tx: Reader, clock: string, from: PlainDate): Promise<boolean> {
  const rows = await tx`
    select from past.clock_change where clock = ${clock} and change = 'pause' and from_on = ${from} limit 1`;
  return rows.length > 0;
}

/** The table in which cases of a kind lie. */
export async function tableOfKind(tx: Reader, kind: string): Promise<string> {
  const [row] = await tx<
    { table: string }[]
  >`select table_name as "table" from case_kind where kind = ${kind}`;
  return row!.table;
}
