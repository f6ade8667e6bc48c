/** What would follow from an act, told before anybody decides: worked out by the same plan that carries it out. */
import { command, rehearse } from '../../db/door.ts';
import { done, type Outcome, type Refusal, refused } from '../../kernel/refusal.ts';
import { compareText } from '../../kernel/text.ts';
import type { Catalogue } from '../../records/catalogue.ts';
import { contextOf, type Office } from '../../records/commands.ts';
import { endingSteps } from '../../records/machine.ts';
import { carryOutAct, type Looking, workOut } from './acts.ts';
import type { MembersOfUnits } from './contract.ts';
import type { ReadAct } from './input.ts';
import type { Attributes, Plan, PlannedUnit } from './plan.ts';
import {
  codesToRenew,
  type EndingMandate,
  type EndingPost,
  endingMandates,
  endingPosts,
  type LeftWork,
  leftWork,
} from './preview-store.ts';
import { sizeOf } from './undo-store.ts';

/** Members who go from one cell to another. */
export type Move = { from: string; to: string; persons: string[]; official: number };

export type ChangedUnit = PlannedUnit & {
  fate: 'founded' | 'ended' | 'changed';
  changed: (keyof Attributes)[];
  /** Who takes over from it, the principal first. */
  successors: string[];
};

export type Preview = {
  /** The act with every unit by its id. */
  act: ReadAct;
  refusals: Refusal[];
  units: ChangedUnit[];
  moves: Move[];
  /** Cells that would have fewer official members than the rule asks for. */
  small: { unit: string; official: number }[];
  mandates: EndingMandate[];
  posts: EndingPost[];
  work: LeftWork[];
  /** Units whose 14-digit code holds a superior they no longer have. */
  codes: { unit: string; code: string }[];
  names: ReadonlyMap<string, string>;
};

const FATES: readonly ChangedUnit['fate'][] = ['founded', 'ended', 'changed'];

const ATTRIBUTES = ['name', 'code', 'kind', 'sector', 'parent'] as const;

export async function previewOf(
  context: Looking & { catalogue: Catalogue },
  sent: ReadAct,
  members: MembersOfUnits,
): Promise<Preview> {
  const { act, plan, refusals, small } = await workOut(context, sent, members);
  const units = changedUnits(plan);
  const ended = units.filter(({ fate }) => fate === 'ended').map(({ unit }) => unit);
  const moved = units.filter(({ changed }) => changed.includes('parent')).map(({ unit }) => unit);
  const day = act.effective_on;
  const { tx } = context;
  return {
    act,
    refusals,
    units,
    moves: movesOf(plan),
    small,
    mandates: await endingMandates(tx, ended, day),
    posts: await endingPosts(tx, ended, day),
    work: await leftWork(tx, ended, day, endsOf(context.catalogue)),
    codes: await codesToRenew(tx, moved, day),
    names: new Map([...plan.units].map(([id, { name }]) => [id, name])),
  };
}

/** By machine, the steps that end a case. */
const endsOf = ({ machines }: Catalogue) =>
  Object.fromEntries(machines.map((machine) => [machine.key, endingSteps(machine)]));

function changedUnits(plan: Plan): ChangedUnit[] {
  return [...plan.units.values()]
    .flatMap((unit) => {
      const changed = unit.before ? ATTRIBUTES.filter((name) => unit.before![name] !== unit[name]) : [];
      const fate = unit.before === null ? 'founded' : unit.ended ? 'ended' : 'changed';
      if (fate === 'changed' && changed.length === 0) return [];
      const successors = plan.successions
        .filter(({ predecessor }) => predecessor === unit.unit)
        .sort((a, b) => Number(b.isPrincipal) - Number(a.isPrincipal))
        .map(({ successor }) => successor);
      return [{ ...unit, fate, changed: fate === 'ended' ? [] : changed, successors } as ChangedUnit];
    })
    .sort((a, b) => FATES.indexOf(a.fate) - FATES.indexOf(b.fate) || compareText(a.code, b.code));
}

function movesOf(plan: Plan): Move[] {
  const moves = new Map<string, Move>();
  for (const [to, residents] of plan.residents) {
    for (const member of residents.filter((one) => one.unit !== to)) {
      const key = `${member.unit} ${to}`;
      const move = moves.get(key) ?? { from: member.unit, to, persons: [], official: 0 };
      move.persons.push(member.person);
      if (member.isOfficial) move.official += 1;
      moves.set(key, move);
    }
  }
  return [...moves.values()];
}

export type TriedOut = { rows: { type: string; count: number }[] };

/**
 * Carries an act out and takes everything back in the same command: what it would write, by table. What stands in the log
 * afterwards is that somebody tried it.
 */
export async function tryOut(
  office: Office,
  act: ReadAct,
  members: MembersOfUnits,
): Promise<Outcome<TriedOut>> {
  const entry = {
    command: 'try reorganisation',
    recordType: 'reorganisation_draft',
    recordId: act.id,
    input: act,
  };
  return command(office, entry, async (tx): Promise<Outcome<TriedOut>> => {
    const tried = await rehearse(tx, async (trial) => {
      const carried = await carryOutAct(contextOf(office, trial), act, members);
      return carried.ok ? done({ rows: await sizeOf(trial, act.id) }) : refused(...carried.refusals);
    });
    return tried;
  });
}
