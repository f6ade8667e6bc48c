/**
 * The one act that changes units: founds, dissolves, renames, re-kinds, re-codes, re-parents, merges, splits and
 * moves members, whole or not at all, in one command. Sending the same id twice records once.
 */
import { propose } from '../../approvals/commands.ts';
import type { Act as TwoPersonAct } from '../../approvals/define.ts';
import { command, type Reader, read } from '../../db/door.ts';
import { isId, newId } from '../../kernel/id.ts';
import { done, type Outcome, type Refusal, refusal, refused } from '../../kernel/refusal.ts';
import { NO_WORDS, w } from '../../kernel/words.ts';
import type { Context } from '../../records/catalogue.ts';
import { contextOf, type Office, type Recorded, standing } from '../../records/commands.ts';
import { inForce } from '../../regulations/in-force.ts';
import { actFacts } from './act-facts.ts';
import { carryOut } from './carry-out.ts';
import type { Act, MembersOfUnits, Operation } from './contract.ts';
import { parseAct, type ReadAct, readAct } from './input.ts';
import { type Plan, planOf } from './plan.ts';
import { type ActFacts, actRefusals, smallCells } from './rules.ts';
import {
  beneathLater,
  changedAfter,
  codesTaken,
  countUnsettled,
  hasAct,
  misplacedUnits,
  moveUnits,
  placeRows,
  settleEnded,
  treeAround,
  unitsByCode,
} from './store.ts';

/**
 * Carries out an act. Refuses what `rules.ts` names, each at its operation (`operations.N`); warnings pass with a
 * reason. `members` answers what the act must know of members (`membersOfUnits` of the area membership).
 */
export async function reorganise(
  office: Office,
  act: Act,
  members: MembersOfUnits,
): Promise<Outcome<Recorded>> {
  const sent = readAct(act);
  return sent.ok ? record(office, sent.value, members) : sent;
}

/**
 * The act as two persons do it. What is shown are its decision and its operations as they were sent; the database
 * holds the written decision to them.
 */
export const reorganisationAct = (members: MembersOfUnits): TwoPersonAct<Office, { act: ReadAct }> => ({
  kind: 'reorganise',
  words: w('Sắp xếp tổ chức', 'Reorganisation'),
  consequences: [
    w(
      'Tổ chức, địa chỉ trong cây, cấp ủy và kỳ sinh hoạt của đảng viên thay đổi từ ngày hiệu lực, trọn vẹn một lần.',
      'Units, their places, bodies and the stays of members change from the effective day, all at once.',
    ),
  ],
  leadsTo: ({ act }) => ({ type: 'reorganisation', id: act.id }),
  async perform(office, tx, { act }) {
    if (await hasAct(tx, act.id)) return refused(refusal('already_recorded', NO_WORDS));
    const named = await withIds(contextOf(office, tx), act);
    const shown = await actFacts(tx, act, named);
    const outcome = await carryOutAct(contextOf(office, tx), act, members);
    if (!outcome.ok) return outcome;
    const { id, number, decided_on, effective_on, decided_by, summary } = act;
    const row = { id, number, decided_on, effective_on, decided_by, summary };
    return done({
      unit: named.unit,
      subjects: [],
      shown,
      bound: { op: 'INSERT', rows: { reorganisation: row } },
    });
  },
});

/** Puts an act, as the text of a JSON file, before a second person. */
export async function proposeReorganisation(
  office: Office,
  json: string,
  members: MembersOfUnits,
): Promise<Outcome<Recorded>> {
  const sent = parseAct(json);
  if (!sent.ok) return sent;
  const { id, reason } = sent.value;
  const proposed = await propose(office, reorganisationAct(members), { act: sent.value }, reason);
  if (proposed.ok) return done({ id, ...proposed.value });
  const already = proposed.refusals.some((r) => r.code === 'already_recorded');
  return already ? done({ id, already: true }) : proposed;
}

async function record(office: Office, act: ReadAct, members: MembersOfUnits): Promise<Outcome<Recorded>> {
  const entry = {
    command: 'reorganise',
    recordType: 'reorganisation',
    recordId: act.id,
    input: act,
    ...(isId(act.unit) ? { unit: act.unit } : {}),
    ...(act.reason ? { reason: act.reason } : {}),
  };
  const outcome = await command(office, entry, async (tx): Promise<Outcome<Recorded>> => {
    if (await hasAct(tx, act.id)) return refused(refusal('already_recorded', NO_WORDS));
    return carryOutAct(contextOf(office, tx), act, members);
  });
  const already = !outcome.ok && outcome.refusals.some((r) => r.code === 'already_recorded');
  return already ? done({ id: act.id, already: true }) : outcome;
}

/** Carries an act out within a command that is open; refuses what stands against it and is not answered by its reason. */
export async function carryOutAct(
  context: Context,
  sent: ReadAct,
  members: MembersOfUnits,
): Promise<Outcome<Recorded>> {
  const { act, plan, refusals } = await workOut(context, sent, members);
  const left = standing(refusals, act.reason);
  if (left.length > 0) return refused(...left);
  await carryOut(context, act, plan, members);
  return done({ id: act.id, already: false });
}

/** What reading an act through needs: nothing is written. */
export type Looking = Pick<Context, 'regulations' | 'clock'> & { tx: Reader };

/** An act with every unit by its id, what it would make of the tree of its day, and what stands against it. */
export type WorkedOut = {
  act: ReadAct;
  plan: Plan;
  refusals: Refusal[];
  /** Cells that would have too few official members. */
  small: { unit: string; official: number }[];
};

/** Works an act out to the end, warnings included; carrying it out refuses exactly these. */
export async function workOut(context: Looking, sent: ReadAct, members: MembersOfUnits): Promise<WorkedOut> {
  const act = await withIds(context, sent);
  const day = act.effective_on;
  const named = [...new Set([act.unit, ...act.operations.flatMap(unitsIn)])].filter(isId);
  const tree = await treeAround(context.tx, named, day);
  const touched = [...new Set(act.operations.filter(touchesMembers).flatMap(unitsIn))].filter(isId);
  const residents = touched.length > 0 ? await members.membersOf(context.tx, touched, day) : [];
  const known = new Set(tree.map((row) => row.unit));
  const plan = planOf(
    act.operations,
    tree,
    residents.filter((m) => known.has(m.unit)),
  );
  const facts = await factsOf(context, act, plan);
  const refusals = actRefusals(facts);
  if (!plan.units.has(act.unit)) refusals.push(noSuperior());
  return { act, plan, refusals, small: smallCells(facts) };
}

const noSuperior = () =>
  refusal(
    'no_such_unit',
    w(
      'Cấp trên chung không có vào ngày hiệu lực. Hãy xem lại mã.',
      'The common superior does not exist on the effective day. Check its code.',
    ),
    'unit',
  );

/** Every unit named by its id: founded ones get theirs, codes are those of the act or of the day. */
async function withIds(context: Looking, act: ReadAct): Promise<ReadAct> {
  const operations = act.operations.map((op) =>
    op.do === 'found' ? { ...op, id: op.id ?? newId(context.clock) } : op,
  );
  const founded = new Map(
    operations.flatMap((op) => (op.do === 'found' ? [[op.code, op.id!] as const] : [])),
  );
  const codes = [act.unit, ...operations.flatMap(unitsIn)].filter((ref) => !isId(ref) && !founded.has(ref));
  const known =
    codes.length > 0 ? await unitsByCode(context.tx, codes, act.effective_on) : new Map<string, string>();
  const idOf = (ref: string): string => founded.get(ref) ?? known.get(ref) ?? ref;
  return { ...act, unit: idOf(act.unit), operations: operations.map((op) => renamed(op, idOf)) };
}

/** Every unit an operation names. */
function unitsIn(operation: Operation): string[] {
  const found: string[] = [];
  renamed(operation, (ref) => {
    found.push(ref);
    return ref;
  });
  return found;
}

function renamed(operation: Operation, idOf: (ref: string) => string): Operation {
  const maybe = <K extends string>(name: K, ref: string | null | undefined) =>
    ref ? { [name]: idOf(ref) } : {};
  switch (operation.do) {
    case 'found':
      return { ...operation, ...maybe('parent', operation.parent) };
    case 'rename':
    case 'rekind':
    case 'recode':
      return { ...operation, unit: idOf(operation.unit) };
    case 'reparent':
      return { ...operation, unit: idOf(operation.unit), parent: idOf(operation.parent) };
    case 'dissolve': {
      const { unit, members = [], rest, successor } = operation;
      const lists = members.map((list) => ({ ...list, to: idOf(list.to) }));
      return {
        ...operation,
        unit: idOf(unit),
        members: lists,
        ...maybe('rest', rest),
        ...maybe('successor', successor),
      };
    }
    case 'merge':
      return { ...operation, units: operation.units.map(idOf), into: idOf(operation.into) };
    case 'split': {
      const into = operation.into.map((part) => ({
        ...part,
        unit: idOf(part.unit),
        ...(part.units ? { units: part.units.map(idOf) } : {}),
      }));
      return { ...operation, unit: idOf(operation.unit), into };
    }
    case 'move_members':
      return { ...operation, from: idOf(operation.from), to: idOf(operation.to) };
  }
}

const touchesMembers = (operation: Operation): boolean =>
  ['dissolve', 'merge', 'split', 'move_members', 'rekind'].includes(operation.do);

async function factsOf({ tx, regulations, clock }: Looking, act: ReadAct, plan: Plan): Promise<ActFacts> {
  const day = act.effective_on;
  const all = [...plan.units.values()];
  const ids = all.map((unit) => unit.unit);
  const touched = all.filter((unit) => unit.at >= 0);
  const codes = touched.map((unit) => unit.code);
  const ended = touched.filter((unit) => unit.ended).map((unit) => unit.unit);
  return {
    decidedOn: act.decided_on,
    effectiveOn: day,
    today: clock.today(),
    plan,
    changedLater: await changedAfter(
      tx,
      touched.map((unit) => unit.unit),
      day,
    ),
    codesTaken: await codesTaken(tx, codes, ids, day),
    living: await beneathLater(tx, ended, ids, day),
    kinds: inForce(regulations, 'org.kinds', day),
    parents: inForce(regulations, 'org.parents', day),
    leastOfficial: inForce(regulations, 'org.min_official', day),
  };
}

/**
 * Brings places in today's tree up to date with acts that were dated ahead and whose day has come. Gives how many
 * units moved; does nothing, and writes no audit entry, when there are none.
 */
export async function settlePlaces(office: Office): Promise<Outcome<number>> {
  const today = office.clock.today();
  const waiting = await read(
    office,
    async (tx) => (await misplacedUnits(tx, today)).length + (await countUnsettled(tx, today)),
  );
  if (waiting === 0) return done(0);
  return command(
    office,
    { command: 'settle places', input: { today } },
    async (tx): Promise<Outcome<number>> => {
      const units = await misplacedUnits(tx, today);
      const moved = await moveUnits(tx, units);
      const settled = await settleEnded(tx, today);
      await placeRows(tx, [...moved, ...settled]);
      return done(units.length + settled.length);
    },
  );
}
