/** Writes what an act changes: the difference between the tree of the day and its plan. Decides nothing. */
import { newId } from '../../kernel/id.ts';
import type { Context } from '../../records/catalogue.ts';
import type { MembersOfUnits, Operation } from './contract.ts';
import type { ReadAct } from './input.ts';
import type { Attributes, Plan, PlannedUnit } from './plan.ts';
import { bodiesOf } from './rules.ts';
import {
  type BodyRow,
  beginBodies,
  beginPeriods,
  bodiesOfUnits,
  changePeriod,
  endBodies,
  endPeriods,
  foundUnits,
  insertAct,
  insertSuccessions,
  misplacedUnits,
  moveUnits,
  type NewPeriod,
  placeRows,
  rebuildClosure,
  removePeriods,
  settleEnded,
} from './store.ts';

export async function carryOut(
  context: Context,
  act: ReadAct,
  plan: Plan,
  members: MembersOfUnits,
): Promise<void> {
  const { tx, clock } = context;
  // An act dated ahead moves nothing in today's tree until its day (settlePlaces).
  const isToday = act.effective_on <= clock.today();
  const units = [...plan.units.values()].filter((unit) => unit.at >= 0);
  const founded = units.filter((unit) => unit.before === null);
  if (founded.length > 0)
    await foundUnits(
      tx,
      founded.map(({ unit, parent }) => ({ unit, parent, insteadOf: placeTaken(plan, unit, isToday) })),
    );
  const { reason: _, operations, ...row } = act;
  await insertAct(tx, row, operations);
  await writePeriods(context, act, units);
  await rebuildClosure(tx);
  await writeBodies(context, act, units);
  if (plan.successions.length > 0) {
    await insertSuccessions(
      tx,
      plan.successions.map((s) => ({ id: newId(clock), ...s })),
      act,
    );
  }
  const moves = [...plan.residents].flatMap(([to, residents]) =>
    residents.filter((m) => m.unit !== to).map((m) => ({ stay: m.stay, to, id: newId(clock) })),
  );
  const placed = isToday ? await moveInTree(context, units) : [];
  if (moves.length > 0) await members.rehome(tx, { day: act.effective_on, number: act.number, moves });
  await placeRows(tx, placed);
}

/** The unit whose place in today's tree a founded one takes over with all that lies beneath: the first that ends for it. */
function placeTaken(plan: Plan, founded: string, isToday: boolean): string | null {
  if (!isToday) return null;
  const parent = plan.units.get(founded)!.parent;
  const ended = plan.successions
    .filter(({ successor, isPrincipal }) => successor === founded && isPrincipal)
    .map(({ predecessor }) => plan.units.get(predecessor)!);
  return ended.find((unit) => unit.ended && unit.before?.parent === parent)?.unit ?? null;
}

const ATTRIBUTES = ['name', 'code', 'kind', 'sector', 'parent'] as const;

const attributesOf = ({ name, code, kind, sector, parent }: Attributes): Attributes => ({
  name,
  code,
  kind,
  sector,
  parent,
});

const isChanged = (unit: PlannedUnit): boolean =>
  unit.before !== null && (unit.ended || ATTRIBUTES.some((name) => unit.before![name] !== unit[name]));

/** Ends what ends, changes what began on the very day, begins the rest: in this order no code is taken twice. */
async function writePeriods(
  { tx, clock }: Context,
  act: ReadAct,
  units: readonly PlannedUnit[],
): Promise<void> {
  const day = act.effective_on;
  const changed = units.filter(isChanged);
  const beganThatDay = (unit: PlannedUnit) => unit.before!.valid_from === day;
  const periods = (list: readonly PlannedUnit[]) => list.map((unit) => unit.before!.period);
  await endPeriods(tx, periods(changed.filter((unit) => !beganThatDay(unit))), day);
  await removePeriods(tx, periods(changed.filter((unit) => unit.ended && beganThatDay(unit))));
  for (const unit of changed.filter((u) => !u.ended && beganThatDay(u))) {
    await changePeriod(tx, { ...attributesOf(unit), id: unit.before!.period, unit: unit.unit }, act.number);
  }
  const beginning = units.filter(
    (unit) => !unit.ended && (unit.before === null || (isChanged(unit) && !beganThatDay(unit))),
  );
  const rows = beginning.map(
    (unit): NewPeriod => ({ ...attributesOf(unit), id: newId(clock), unit: unit.unit }),
  );
  if (rows.length > 0) await beginPeriods(tx, rows, day, act.number);
}

/** Units beneath other superiors, and what ended units leave behind; gives those whose rows have yet to follow. */
async function moveInTree({ tx, clock }: Context, units: readonly PlannedUnit[]): Promise<string[]> {
  const changed = units.filter(isChanged).map((unit) => unit.unit);
  const moved = await moveUnits(tx, await misplacedUnits(tx, clock.today(), changed));
  const leaves = units.some((unit) => unit.ended || unit.before?.parent !== unit.parent);
  return leaves ? [...moved, ...(await settleEnded(tx, clock.today()))] : moved;
}

/** Ended units lose their bodies, new ones get those of their kind, a new kind keeps what it has in common. */
async function writeBodies(context: Context, act: ReadAct, units: readonly PlannedUnit[]): Promise<void> {
  const { tx, clock, regulations } = context;
  const day = act.effective_on;
  const lowest = regulations.valueOn<string>('org.inspection_lowest', day)?.value ?? null;
  const concerned = units.filter((unit) => unit.ended || unit.before?.kind !== unit.kind);
  const present = await bodiesOfUnits(
    tx,
    concerned.map((unit) => unit.unit),
    day,
  );
  const given = new Map(act.operations.flatMap((op) => (op.do === 'found' ? [[op.id!, op] as const] : [])));
  const ending: string[] = [];
  const beginning: BodyRow[] = [];
  for (const unit of concerned) {
    const wanted = unit.ended ? [] : bodiesOf(unit.kind, lowest);
    const here = present.filter((body) => body.unit === unit.unit);
    ending.push(...here.filter((body) => !wanted.some((kind) => kind === body.kind)).map((body) => body.id));
    for (const kind of wanted.filter((k) => !here.some((body) => body.kind === k))) {
      beginning.push({ id: namedBody(given.get(unit.unit), kind) ?? newId(clock), unit: unit.unit, kind });
    }
  }
  if (ending.length > 0) await endBodies(tx, ending, day);
  if (beginning.length > 0) await beginBodies(tx, beginning, day);
}

const namedBody = (
  operation: (Operation & { do: 'found' }) | undefined,
  kind: keyof NonNullable<(Operation & { do: 'found' })['bodies']>,
) => operation?.bodies?.[kind];
