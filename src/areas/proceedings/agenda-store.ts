/** SQL of all deadlines somebody may see, and of the reminders of them. Bounded: page by page, along the index of last days. */
import type { Reader, Writer } from '../../db/door.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';

export type AgendaRow = {
  id: string;
  kind: string;
  caseId: string;
  /** Where the case lies. */
  table: string;
  clock: string;
  number: string | null;
  unit: string;
  unitName: string | null;
  dueOn: PlainDate | null;
};

const columns = (tx: Reader) => tx`
  c.id, c.kind, c.case_id as "caseId", k.table_name as "table", c.clock, c.number, c.unit, n.name as "unitName",
  c.due_on as "dueOn" from case_clock c join case_kind k on k.kind = c.kind left join unit_now n on n.unit = c.unit`;

/** Where a page of the agenda goes on. */
export type After = { dueOn: PlainDate; id: string };

/** Running deadlines with their last day, earliest first, from `after` on and up to `until`, but for some clocks. */
export async function agendaOf(
  tx: Reader,
  asked: {
    after: After | null;
    until: PlainDate | null;
    since?: PlainDate;
    but?: readonly string[];
    most: number;
  },
): Promise<AgendaRow[]> {
  const { after, until, since, but = [], most } = asked;
  return tx<AgendaRow[]>`
    select ${columns(tx)} where c.stopped_on is null and c.due_on is not null
      ${after ? tx`and (c.due_on, c.id) > (${after.dueOn}, ${after.id}::uuid)` : tx``}
      ${since ? tx`and c.due_on >= ${since}` : tx``}
      ${until ? tx`and c.due_on <= ${until}` : tx``}
      and c.clock <> all (${but as string[]})
    order by c.due_on, c.id limit ${most}`;
}

/** By case, the kind of the body that keeps it: two bodies of a unit number their cases alike. Tables that name a body. */
export async function bodiesOfCases(
  tx: Reader,
  cases: readonly Pick<AgendaRow, 'table' | 'caseId'>[],
): Promise<Map<string, string>> {
  const found: { id: string; kind: string }[] = [];
  for (const [table, of] of Map.groupBy(cases, (one) => one.table)) {
    const ids = of.map(({ caseId }) => caseId);
    found.push(
      ...(await tx<{ id: string; kind: string }[]>`
        select x.id, b.kind from ${tx(table)} x join body b on b.id = x.body where x.id = any (${ids}::uuid[])`),
    );
  }
  return new Map(found.map(({ id, kind }) => [id, kind]));
}

/** Running deadlines without a day: no rule gives one, they stand still, or the calendar does not reach so far. */
export async function withoutDay(tx: Reader, most: number): Promise<AgendaRow[]> {
  return tx<AgendaRow[]>`
    select ${columns(tx)} where c.stopped_on is null and c.due_on is null order by c.started_on, c.id limit ${most}`;
}

export type AlarmRow = {
  id: string;
  kind: string;
  number: string | null;
  dueOn: PlainDate;
  level: number;
  raisedOn: PlainDate;
  fromUnit: string | null;
};

/** The latest reminder of each deadline that still runs, latest first; those from beneath as long as they are seen. */
export async function openAlarms(tx: Reader, most: number): Promise<AlarmRow[]> {
  return tx<AlarmRow[]>`
    select a.id, a.kind, a.number, a.due_on as "dueOn", a.level, a.raised_on as "raisedOn", n.name as "fromUnit"
    from case_alarm a left join unit_now n on n.unit = a.from_unit
    where (a.from_unit is not null
      or exists (select from case_clock c where c.id = a.clock and c.stopped_on is null and c.due_on = a.due_on))
      and not exists (select from case_alarm later where later.clock = a.clock and later.due_on = a.due_on
        and later.raised_on > a.raised_on)
    order by a.raised_on desc, a.id limit ${most}`;
}

/** What would be reminded of today and was not yet: of every running deadline, each level whose day has come. */
const wanting = (tx: Reader, today: PlainDate, levels: readonly number[]) => tx`
  from case_clock c cross join unnest(${levels as number[]}::int[]) l (level)
  where c.stopped_on is null and c.due_on <= ${today}::date + (select max(v) from unnest(${levels as number[]}::int[]) v)
    and c.due_on - l.level between c.started_on and ${today}
    and not exists (select from case_alarm a where a.clock = c.id and a.due_on = c.due_on and a.level = l.level)`;

/** Overdue deadlines of kinds that are told to the unit above, so many days after the last day. */
const escalating = (tx: Reader, today: PlainDate, after: number) => tx`
  from case_clock c join case_kind k on k.kind = c.kind and k.escalates
  left join unit_period p on p.unit = c.unit and p.valid_from <= ${today} and (p.valid_to is null or p.valid_to > ${today})
  where c.stopped_on is null and c.due_on <= ${today}::date - ${after}::int
    and not exists (select from case_alarm a where a.clock = c.id and a.due_on = c.due_on and a.level = -${after}::int)`;

export async function countWanting(
  tx: Reader,
  today: PlainDate,
  levels: readonly number[],
  after: number | null,
): Promise<number> {
  const [near] = await tx<{ n: number }[]>`select count(*)::int as n ${wanting(tx, today, levels)}`;
  if (after === null) return near!.n;
  const [late] = await tx<{ n: number }[]>`select count(*)::int as n ${escalating(tx, today, after)}`;
  return near!.n + late!.n;
}

export async function raiseNear(tx: Writer, today: PlainDate, levels: readonly number[]): Promise<number> {
  const rows = await tx`
    insert into case_alarm (id, unit, clock, kind, number, due_on, level, raised_on)
    select uuidv7(), c.unit, c.id, c.kind, c.number, c.due_on, l.level, c.due_on - l.level
    ${wanting(tx, today, levels)} returning id`;
  return rows.length;
}

/** To the unit above, where this installation holds it; else to the unit itself. */
export async function raiseAbove(tx: Writer, today: PlainDate, after: number): Promise<number> {
  const rows = await tx`
    insert into case_alarm (id, unit, clock, kind, number, due_on, level, raised_on, from_unit)
    select uuidv7(), coalesce(p.parent, c.unit), c.id, c.kind, c.number, c.due_on, -${after}::int,
      c.due_on + ${after}::int, case when p.parent is not null then c.unit end
    ${escalating(tx, today, after)} returning id`;
  return rows.length;
}

/** Running deadlines in working days, whose last day hangs on the calendar; page by page. */
export async function workingClocks(
  tx: Reader,
  after: string,
  most: number,
): Promise<{ id: string; due: PlainDate | null }[]> {
  return tx<{ id: string; due: PlainDate | null }[]>`
    select id, due_on as due from case_clock where stopped_on is null and measure = 'working_days' and id > ${after}
    order by id limit ${most}`;
}
