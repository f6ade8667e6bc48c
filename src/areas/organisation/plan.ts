/**
 * Works the operations of an act out in memory, on the tree of the day: what every unit is after it, where every
 * member goes, who succeeds whom. Pure: what cannot be done is noted as a fault and judged in rules.ts.
 */
import type { PlainDate } from '../../kernel/plain-date.ts';
import type { MemberList, MemberOfUnit, Operation } from './contract.ts';

/** A unit on the day of the act, as it was (`before`, null when founded by the act) and as it will be. */
export type PlannedUnit = Attributes & {
  unit: string;
  before: (Attributes & { period: string; valid_from: PlainDate }) | null;
  ended: boolean;
  /** Operation that last touched it, for the place of a refusal. */
  at: number;
};

export type Attributes = {
  name: string;
  code: string;
  kind: string;
  sector: string | null;
  parent: string | null;
};

export type Succession = { predecessor: string; successor: string; isPrincipal: boolean };

export type Fault = {
  code:
    | 'no_such_unit'
    | 'founded_twice'
    | 'nothing_to_merge'
    | 'not_a_member'
    | 'listed_twice'
    | 'principal_wanted'
    | 'nothing_to_split';
  at: number;
  /** What the refusal names: a unit's name or reference, a number. */
  named: string;
};

export type Plan = {
  units: Map<string, PlannedUnit>;
  /** Whose stays lie in each unit after the act. */
  residents: Map<string, MemberOfUnit[]>;
  /** Units that handed members on. */
  left: Set<string>;
  successions: Succession[];
  faults: Fault[];
};

export type TreeOnDay = readonly (Attributes & { unit: string; period: string; valid_from: PlainDate })[];

/** The plan of an act. References in the operations are ids; a found operation has its id. */
export function planOf(
  operations: readonly Operation[],
  tree: TreeOnDay,
  members: readonly MemberOfUnit[],
): Plan {
  const plan: Plan = {
    units: new Map(tree.map((row) => [row.unit, planned(row)])),
    residents: Map.groupBy(members, (member) => member.unit),
    left: new Set(),
    successions: [],
    faults: [],
  };
  for (const [at, operation] of operations.entries()) apply(plan, operation, at);
  return plan;
}

function planned(row: TreeOnDay[number]): PlannedUnit {
  const { unit, period, valid_from, name, code, kind, sector, parent } = row;
  const attributes = { name, code, kind, sector, parent };
  return { unit, ...attributes, before: { ...attributes, period, valid_from }, ended: false, at: -1 };
}

function apply(plan: Plan, operation: Operation, at: number): void {
  switch (operation.do) {
    case 'found':
      found(plan, operation, at);
      break;
    case 'rename':
      change(plan, operation.unit, { name: operation.name }, at);
      break;
    case 'recode':
      change(plan, operation.unit, { code: operation.code }, at);
      break;
    case 'rekind': {
      const { kind, sector } = operation;
      change(plan, operation.unit, sector === undefined ? { kind } : { kind, sector }, at);
      break;
    }
    case 'reparent': {
      const { parent, code } = operation;
      change(plan, operation.unit, code === undefined ? { parent } : { parent, code }, at);
      break;
    }
    case 'dissolve':
      dissolve(plan, operation, at);
      break;
    case 'merge':
      merge(plan, operation, at);
      break;
    case 'split':
      split(plan, operation, at);
      break;
    case 'move_members':
      moveMembers(plan, operation, at);
      break;
  }
}

function found(plan: Plan, operation: Operation & { do: 'found' }, at: number): void {
  const { name, code, kind, sector = null, parent = null } = operation;
  const unit = operation.id!;
  if (plan.units.has(unit)) plan.faults.push({ code: 'founded_twice', at, named: name });
  else plan.units.set(unit, { unit, name, code, kind, sector, parent, before: null, ended: false, at });
}

/** The unit if it lives at this point of the act; otherwise the fault is noted. */
function living(plan: Plan, unit: string, at: number): PlannedUnit | undefined {
  const here = plan.units.get(unit);
  if (here && !here.ended) return here;
  plan.faults.push({ code: 'no_such_unit', at, named: here?.name ?? unit });
  return undefined;
}

function change(plan: Plan, unit: string, patch: Partial<Attributes>, at: number): void {
  const here = living(plan, unit, at);
  if (here) Object.assign(here, patch, { at });
}

const residentsOf = (plan: Plan, unit: string): MemberOfUnit[] => plan.residents.get(unit) ?? [];

function rehomeAll(plan: Plan, from: string, to: string): void {
  if (from === to) return;
  plan.residents.set(to, [...residentsOf(plan, to), ...residentsOf(plan, from)]);
  plan.residents.set(from, []);
  plan.left.add(from);
}

function rehomeListed(plan: Plan, from: string, list: MemberList, at: number): void {
  const wanted = new Set(list.persons);
  const { go = [], stay = [] } = Object.groupBy(residentsOf(plan, from), (m) =>
    wanted.has(m.person) ? 'go' : 'stay',
  );
  const twice = list.persons.length - wanted.size;
  const strangers = wanted.size - new Set(go.map((m) => m.person)).size;
  if (twice > 0) plan.faults.push({ code: 'listed_twice', at, named: String(twice) });
  if (strangers > 0) plan.faults.push({ code: 'not_a_member', at, named: String(strangers) });
  plan.residents.set(from, stay);
  if (go.length > 0) plan.left.add(from);
  plan.residents.set(list.to, [...residentsOf(plan, list.to), ...go]);
}

function moveMembers(plan: Plan, operation: Operation & { do: 'move_members' }, at: number): void {
  if (!living(plan, operation.from, at) || !living(plan, operation.to, at)) return;
  const { from, to, persons } = operation;
  if (persons) rehomeListed(plan, from, { to, persons }, at);
  else rehomeAll(plan, from, to);
}

function dissolve(plan: Plan, operation: Operation & { do: 'dissolve' }, at: number): void {
  const here = living(plan, operation.unit, at);
  if (!here) return;
  for (const list of operation.members ?? []) {
    if (living(plan, list.to, at)) rehomeListed(plan, here.unit, list, at);
  }
  if (operation.rest && living(plan, operation.rest, at)) rehomeAll(plan, here.unit, operation.rest);
  Object.assign(here, { ended: true, at });
  // Without a successor the superior keeps what the unit leaves behind, so that its records stay in the tree.
  const principal = operation.successor ?? operation.rest ?? operation.members?.[0]?.to ?? here.parent;
  const others = [operation.rest, ...(operation.members ?? []).map((list) => list.to)];
  for (const successor of new Set([principal, ...others])) {
    if (successor)
      plan.successions.push({ predecessor: here.unit, successor, isPrincipal: successor === principal });
  }
}

const childrenOf = (plan: Plan, unit: string): PlannedUnit[] =>
  [...plan.units.values()].filter((child) => child.parent === unit && !child.ended);

function merge(plan: Plan, operation: Operation & { do: 'merge' }, at: number): void {
  const into = living(plan, operation.into, at);
  const ending = [...new Set(operation.units)].filter((unit) => unit !== operation.into);
  if (ending.length === 0)
    plan.faults.push({ code: 'nothing_to_merge', at, named: into?.name ?? operation.into });
  for (const unit of into ? ending : []) {
    const here = living(plan, unit, at);
    if (!here) continue;
    endInto(plan, here, operation.into, at);
    plan.successions.push({ predecessor: unit, successor: operation.into, isPrincipal: true });
  }
}

function split(plan: Plan, operation: Operation & { do: 'split' }, at: number): void {
  const here = living(plan, operation.unit, at);
  if (!here) return;
  const parts = operation.into;
  const livesOn = parts.some((part) => part.unit === here.unit);
  const principals = parts.filter((part) => (livesOn ? part.unit === here.unit : part.principal));
  if (new Set(parts.map((part) => part.unit)).size < 2)
    plan.faults.push({ code: 'nothing_to_split', at, named: here.name });
  if (principals.length !== 1) plan.faults.push({ code: 'principal_wanted', at, named: here.name });
  for (const part of parts) {
    if (part.unit === here.unit || !living(plan, part.unit, at)) continue;
    rehomeListed(plan, here.unit, { to: part.unit, persons: part.persons ?? [] }, at);
    for (const unit of part.units ?? []) change(plan, unit, { parent: part.unit }, at);
    plan.successions.push({
      predecessor: here.unit,
      successor: part.unit,
      isPrincipal: part === principals[0],
    });
  }
  if (!livesOn && principals[0]) endInto(plan, here, principals[0].unit, at);
}

/** Ends a unit; members and subordinate units that are left go over to another. */
function endInto(plan: Plan, here: PlannedUnit, into: string, at: number): void {
  rehomeAll(plan, here.unit, into);
  for (const child of childrenOf(plan, here.unit)) {
    if (child.unit !== into) Object.assign(child, { parent: into, at });
  }
  Object.assign(here, { ended: true, at });
}
