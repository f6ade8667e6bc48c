/** Pure rules of the acts that change units: the planned outcome and rules in force on the day, to refusals. */
import { formatDate, type PlainDate } from '../../kernel/plain-date.ts';
import { byRule, type Refusal, refusal } from '../../kernel/refusal.ts';
import { type Words, w } from '../../kernel/words.ts';
import type { InForce } from '../../regulations/in-force.ts';
import { BODY_KINDS, type BodyKind, CELL_KINDS, UNIT_KINDS, type UnitKind } from './contract.ts';
import type { Fault, Plan, PlannedUnit } from './plan.ts';

export type ActFacts = {
  decidedOn: PlainDate;
  effectiveOn: PlainDate;
  today: PlainDate;
  plan: Plan;
  /** Units of the plan whose name, kind, code or parent has already been changed for a later day, with that day. */
  changedLater: ReadonlyMap<string, PlainDate>;
  /** Codes that units outside the plan have on the day or later. */
  codesTaken: ReadonlySet<string>;
  /** Units outside the plan that would stay beneath, by the unit above them. */
  living: ReadonlyMap<string, number>;
  kinds: InForce<readonly string[]> | null;
  parents: InForce<Readonly<Record<string, readonly string[]>>> | null;
  leastOfficial: InForce<number> | null;
};

/** Refusals of an act: its dates, operations that cannot be done, then every unit as it would stand. */
export function actRefusals(facts: ActFacts): Refusal[] {
  const refusals: Refusal[] = [];
  if (facts.decidedOn > facts.today) refusals.push(inTheFuture);
  if (facts.effectiveOn < facts.decidedOn) refusals.push(effectiveTooEarly);
  refusals.push(...facts.plan.faults.map(faultRefusal));
  for (const unit of facts.plan.units.values()) if (unit.at >= 0) refusals.push(...unitRefusals(facts, unit));
  refusals.push(...memberRefusals(facts));
  return refusals;
}

const place = (at: number): string => `operations.${at}`;

const named = (unit: string): string => `“${unit}”`;

const inTheFuture = refusal(
  'in_the_future',
  w('Ngày quyết định còn ở phía trước. Hãy xem lại ngày.', 'The decision lies ahead. Check its date.'),
  'decided_on',
);

const effectiveTooEarly = refusal(
  'effective_before_decision',
  w(
    'Ngày có hiệu lực không thể trước ngày quyết định. Hãy xem lại hai ngày.',
    'An act cannot take effect before it was decided. Check the two dates.',
  ),
  'effective_on',
);

const FAULTS: Record<Fault['code'], (name: string) => Words> = {
  no_such_unit: (name) =>
    w(
      `Vào ngày hiệu lực không có tổ chức ${named(name)}, hoặc tổ chức đó đã chấm dứt. Hãy xem lại mã và thứ tự.`,
      `On the effective day there is no unit ${named(name)}, or it has ended. Check the code and the order.`,
    ),
  founded_twice: (name) =>
    w(
      `Tổ chức ${named(name)} đã có. Mỗi tổ chức mới một mã bản ghi.`,
      `Unit ${named(name)} exists already. One id for one new unit.`,
    ),
  nothing_to_merge: (name) =>
    w(
      `Hợp nhất vào ${named(name)} cần ít nhất một tổ chức khác.`,
      `Merging into ${named(name)} needs at least one other unit.`,
    ),
  not_a_member: (count) =>
    w(
      `Danh sách có ${count} người không sinh hoạt ở tổ chức này vào ngày hiệu lực. Hãy xem lại danh sách.`,
      `${count} persons on the list do not belong to this unit on the effective day. Check the list.`,
    ),
  listed_twice: (count) =>
    w(
      `Danh sách ghi trùng ${count} người. Mỗi người một lần.`,
      `${count} persons stand twice on the list. List each once.`,
    ),
  principal_wanted: (name) =>
    w(
      `Chia tách ${named(name)}: hãy chọn đúng một tổ chức kế thừa chính, nhận phần không có trong danh sách.`,
      `Splitting ${named(name)}: choose exactly one principal successor, which takes what no list names.`,
    ),
  nothing_to_split: (name) =>
    w(`Chia tách ${named(name)} cần ít nhất hai phần.`, `Splitting ${named(name)} needs at least two parts.`),
};

const faultRefusal = (fault: Fault): Refusal =>
  refusal(fault.code, FAULTS[fault.code](fault.named), place(fault.at));

function unitRefusals(facts: ActFacts, unit: PlannedUnit): Refusal[] {
  const later = facts.changedLater.get(unit.unit);
  if (later) return [changedLater(unit, later)];
  if (unit.ended) return livingBeneath(facts, unit);
  const refusals = [...parentRefusals(facts, unit)];
  const changed = (name: 'kind' | 'code' | 'parent') => unit.before?.[name] !== unit[name];
  if (changed('code') && isTaken(facts, unit)) refusals.push(codeTaken(unit));
  if (changed('kind')) refusals.push(...kindRefusals(facts, unit));
  if (changed('kind') || changed('parent')) refusals.push(...orderRefusals(facts, unit));
  return refusals;
}

const changedLater = (unit: PlannedUnit, day: PlainDate): Refusal =>
  refusal(
    'changed_later',
    w(
      `${named(unit.name)} đã có thay đổi ghi từ ngày ${formatDate(day, 'vi')}. Quyết định phải ghi theo thứ tự thời gian.`,
      `${named(unit.name)} has a change recorded from ${formatDate(day, 'en')}. Acts are recorded in order of time.`,
    ),
    place(unit.at),
  );

function livingBeneath(facts: ActFacts, unit: PlannedUnit): Refusal[] {
  const planned = [...facts.plan.units.values()].filter((u) => u.parent === unit.unit && !u.ended).length;
  const count = planned + (facts.living.get(unit.unit) ?? 0);
  if (count === 0) return [];
  return [
    refusal(
      'living_subordinates',
      w(
        `${named(unit.name)} còn ${count} tổ chức trực thuộc. Hãy chuyển hoặc chấm dứt các tổ chức đó trong cùng quyết định.`,
        `${named(unit.name)} still has ${count} subordinate units. Move or end them in the same act.`,
      ),
      place(unit.at),
    ),
  ];
}

function parentRefusals(facts: ActFacts, unit: PlannedUnit): Refusal[] {
  if (unit.parent === null) return [];
  const parent = facts.plan.units.get(unit.parent);
  if (!parent || parent.ended) return [noParent(unit)];
  return isBeneathItself(facts.plan, unit) ? [cycle(unit, parent)] : [];
}

function isBeneathItself(plan: Plan, unit: PlannedUnit): boolean {
  const passed = new Set<string>();
  for (let above = unit.parent; above !== null; above = plan.units.get(above)?.parent ?? null) {
    if (above === unit.unit) return true;
    if (passed.has(above)) return false;
    passed.add(above);
  }
  return false;
}

const noParent = (unit: PlannedUnit): Refusal =>
  refusal(
    'no_parent',
    w(
      `Cấp trên của ${named(unit.name)} không có vào ngày hiệu lực. Hãy chọn cấp trên khác.`,
      `The superior of ${named(unit.name)} does not exist on the effective day. Choose another.`,
    ),
    place(unit.at),
  );

const cycle = (unit: PlannedUnit, parent: PlannedUnit): Refusal =>
  refusal(
    'cycle',
    w(
      `${named(unit.name)} không thể trực thuộc ${named(parent.name)} vì chính nó là cấp trên của tổ chức đó.`,
      `${named(unit.name)} cannot come under ${named(parent.name)}, because it is that unit's own superior.`,
    ),
    place(unit.at),
  );

const isTaken = (facts: ActFacts, unit: PlannedUnit): boolean =>
  facts.codesTaken.has(unit.code) ||
  [...facts.plan.units.values()].some((other) => other !== unit && !other.ended && other.code === unit.code);

const codeTaken = (unit: PlannedUnit): Refusal =>
  refusal(
    'code_taken',
    w(
      `Mã số ${named(unit.code)} đang dùng cho tổ chức khác. Hãy chọn mã khác.`,
      `Code ${named(unit.code)} belongs to another unit. Choose another code.`,
    ),
    place(unit.at),
  );

const kindWords = (kind: string): Words => UNIT_KINDS[kind as UnitKind] ?? w(kind, kind);

function kindRefusals({ kinds }: ActFacts, unit: PlannedUnit): Refusal[] {
  if (!(unit.kind in UNIT_KINDS)) {
    const message = w(
      `Loại tổ chức ${named(unit.kind)} không có. Hãy chọn trong danh sách.`,
      `There is no kind ${named(unit.kind)}. Choose one from the list.`,
    );
    return [refusal('no_such_kind', message, place(unit.at))];
  }
  if (!kinds || kinds.value.includes(unit.kind)) return [];
  const kind = kindWords(unit.kind);
  const message = w(
    `Vào ngày hiệu lực không có loại “${kind.vi}”. Hãy chọn loại khác hoặc ghi lý do.`,
    `On the effective day there is no kind “${kind.en}”. Choose another or give the reason.`,
  );
  return [byRule(refusal('kind_not_in_force', message, place(unit.at)), kinds)];
}

function orderRefusals({ parents, plan }: ActFacts, unit: PlannedUnit): Refusal[] {
  const parent = unit.parent === null ? undefined : plan.units.get(unit.parent);
  const allowed = parents?.value[unit.kind];
  if (!parents || !parent || !allowed || allowed.includes(parent.kind)) return [];
  const [kind, above] = [kindWords(unit.kind), kindWords(parent.kind)];
  const message = w(
    `${named(unit.name)}: “${kind.vi}” thường không trực thuộc “${above.vi}”. Hãy chọn cấp trên khác hoặc ghi lý do.`,
    `${named(unit.name)}: “${kind.en}” does not usually come under “${above.en}”. Choose another or give the reason.`,
  );
  return [byRule(refusal('parent_kind', message, place(unit.at)), parents)];
}

const isCell = (unit: PlannedUnit): boolean => !unit.ended && CELL_KINDS.includes(unit.kind);

/** Nobody is left without a cell; a cell whose members changed has enough official ones. */
function memberRefusals(facts: ActFacts): Refusal[] {
  const refusals: Refusal[] = [];
  for (const [id, residents] of facts.plan.residents) {
    const unit = facts.plan.units.get(id)!;
    const persons = new Set(residents.map((m) => m.person)).size;
    if (persons > 0 && !isCell(unit)) refusals.push(membersNowhere(unit, persons));
    else if (isCell(unit)) refusals.push(...tooSmall(facts, unit));
  }
  return refusals;
}

const membersNowhere = (unit: PlannedUnit, count: number): Refusal =>
  refusal(
    'members_nowhere',
    w(
      `${count} đảng viên của ${named(unit.name)} không còn chi bộ nào. Hãy nêu chi bộ tiếp nhận trong quyết định.`,
      `${count} members of ${named(unit.name)} would have no cell. Name the cell that receives them in the act.`,
    ),
    place(Math.max(unit.at, 0)),
  );

/** How many official members a cell the act touches would have, where that is less than the rule asks for. */
function tooFewIn({ leastOfficial, plan, effectiveOn }: ActFacts, unit: PlannedUnit): number | null {
  const present = (plan.residents.get(unit.unit) ?? []).filter((m) => m.valid_from <= effectiveOn);
  const official = present.filter((m) => m.isOfficial).length;
  const isTouched = present.some((m) => m.unit !== unit.unit) || plan.left.has(unit.unit);
  return leastOfficial && isTouched && official < leastOfficial.value ? official : null;
}

/** The cells that would be too small to meet. */
export const smallCells = (facts: ActFacts): { unit: string; official: number }[] =>
  [...facts.plan.residents.keys()].flatMap((id) => {
    const unit = facts.plan.units.get(id)!;
    const official = isCell(unit) ? tooFewIn(facts, unit) : null;
    return official === null ? [] : [{ unit: id, official }];
  });

function tooSmall(facts: ActFacts, unit: PlannedUnit): Refusal[] {
  const { leastOfficial } = facts;
  const official = tooFewIn(facts, unit);
  if (!leastOfficial || official === null) return [];
  const message = w(
    `${named(unit.name)} chỉ có ${official} đảng viên chính thức, quy định ít nhất ${leastOfficial.value}. ` +
      'Hãy bổ sung, ghép chi bộ hoặc ghi lý do.',
    `${named(unit.name)} would have ${official} official members; the rule asks for ${leastOfficial.value}. ` +
      'Add members, merge the cell or give the reason.',
  );
  // Falling short is an alarm for the superior, who must reinforce the cell or merge it; it is no bar.
  return [
    {
      ...refusal('cell_too_small', message, place(Math.max(unit.at, 0)), leastOfficial.source),
      waivable: true,
    },
  ];
}

const COMMITTEE_BODIES: readonly BodyKind[] = ['committee', 'standing_committee', 'inspection_commission'];

const RANKS: readonly string[] = Object.keys(UNIT_KINDS);

/** The bodies that come with a unit of this kind; the inspection commission from the lowest level that has one. */
export function bodiesOf(kind: string, lowestWithInspection: string | null): BodyKind[] {
  if (CELL_KINDS.includes(kind)) return ['cell'];
  if (kind === 'sectional_committee' || kind === 'subordinate_committee') return ['committee'];
  const hasInspection =
    lowestWithInspection === null || RANKS.indexOf(kind) <= RANKS.indexOf(lowestWithInspection);
  return COMMITTEE_BODIES.filter((body) => body !== 'inspection_commission' || hasInspection);
}

export type BodyFacts = {
  kind: string;
  from: PlainDate;
  to: PlainDate | null;
  unit: { from: PlainDate; to: PlainDate | null } | null;
};

/** A body entered by hand: its dates lie within those of the unit. */
export function bodyRefusals({ kind, from, to, unit }: BodyFacts): Refusal[] {
  if (to !== null && to <= from) return [endBeforeStart];
  if (unit && from >= unit.from && (unit.to === null || (to !== null && to <= unit.to))) return [];
  const label = BODY_KINDS[kind as BodyKind] ?? w(kind, kind);
  const message = w(
    `Vào thời gian đó tổ chức chưa có hoặc đã chấm dứt, nên không thể có “${label.vi}”. Hãy xem lại ngày.`,
    `The unit does not exist throughout that time, so it cannot have a “${label.en}”. Check the dates.`,
  );
  return [refusal('unit_not_there', message, 'valid_from')];
}

const endBeforeStart = refusal(
  'end_before_start',
  w(
    'Ngày chấm dứt phải sau ngày bắt đầu. Hãy xem lại hai ngày.',
    'The end must come after the start. Check the two dates.',
  ),
  'valid_to',
);
