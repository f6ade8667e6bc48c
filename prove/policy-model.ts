/**
 * Who may do what, said once more in plain code: no SQL, no intervals of places, no policies. The tree is walked from
 * parent to parent; every rule is asked for every record. `policies.ts` holds it against what PostgreSQL answers.
 */
import {
  APPROVE,
  DECIDES_WHAT_FILES_HOLD,
  ELECTED,
  FROM_BENEATH,
  OPENED,
  OPENS_NO_REPORT,
  type Reach,
  RIGHTS,
  type Right,
  SEES_SEALING,
  TAKE_LETTERS_IN,
} from './policy-roles.ts';

/** Days before (negative) or after today; undefined for a period that has no end. */
type Days = { from: number; to?: number | undefined };

export type ModelUnit = { id: string; parent: string | null; ended: boolean };
export type ModelAccount = { id: string; person: string | null; closed: number | null; used: number };
export type ModelMandate = Days & {
  id: string;
  account: string;
  role: string;
  unit: string | null;
  termEnd: number | null;
};
export type ModelSession = {
  token: string;
  account: string;
  mandate: string;
  expired: boolean;
  forged: boolean;
};
export type ModelRow = {
  table: string;
  id: string;
  unit: string;
  /** Superseded versions are read like the record, and never written. */
  past: boolean;
  /** The case it belongs to, for case material. */
  caseKey?: string;
  /** Whose file it is part of. */
  person?: string;
  /** Of a step, a deadline or a reminder: the table in which its case lies. */
  caseTable?: string;
  /** Of a transfer whose introduction was written: the unit it introduces to. */
  to?: string;
  /** Of a paper: it says what a denunciation led to. */
  ofDenunciation?: boolean;
  /** Of a member's request: it was answered, or taken back. */
  closed?: boolean;
  /** Of what hangs on a record (a file, an envelope, a row of a list): that record. */
  on?: ModelRow;
  /** Of a list that is being imported: who handed it in, what it brings, whether a second person is asked. */
  draft?: { by: string; brings: string; proposed: boolean };
  /** Of a letter that was handed in and stands in no register: the letter as which it is going to. */
  becomes?: ModelRow;
  /** Of what is sealed: the accounts that hold a key, and the unit in whose body each was registered. */
  holders?: ReadonlyMap<string, string>;
  /** Of an act that takes two persons; `begins`: its case is recorded by it only. */
  act?: { kind: string; writes: string | null; by: string; subjects: readonly string[]; begins: boolean };
};
export type World = {
  units: ModelUnit[];
  accounts: ModelAccount[];
  mandates: ModelMandate[];
  sessions: ModelSession[];
  rows: ModelRow[];
  /** Parties to cases: person and case. */
  concerned: { person: string; caseKey: string }[];
  /** Organisations that are denounced: whoever has a post there, in the Party or in the software, keeps away. */
  denounced: { unit: string; caseKey: string }[];
  posts: (Days & { person: string; unit: string })[];
  /** Days on which a term of a unit's committee ends. */
  terms: { unit: string; to: number }[];
  assignments: (Days & { caseKey: string; mandate: string })[];
  recusals: (Days & { caseKey: string; account: string })[];
};

/** `count`: read as the role that figures are counted with. */
export const ACTIONS = ['read', 'enter', 'correct', 'withdraw', 'count'] as const;
export type Action = (typeof ACTIONS)[number];

const CLOSES_AFTER_DAYS = 45;

const holds = ({ from, to }: Days): boolean => from <= 0 && (to === undefined || to > 0);

const parentOf = (world: World, unit: string): string | null =>
  world.units.find(({ id }) => id === unit)!.parent;

/** Whether a unit is the other one or lies beneath it. */
function isBeneath(world: World, unit: string, above: string): boolean {
  for (let at: string | null = unit; at !== null; at = parentOf(world, at)) if (at === above) return true;
  return false;
}

/** The mandate a session acts under; undefined where it stands for none. */
export function actingUnder(world: World, session: ModelSession): ModelMandate | undefined {
  const mandate = world.mandates.find(({ id }) => id === session.mandate);
  const account = world.accounts.find(({ id }) => id === session.account);
  if (session.expired || session.forged || !mandate || !account) return undefined;
  if (mandate.account !== account.id || !inForce(world, mandate)) return undefined;
  if (account.closed !== null && account.closed <= 0) return undefined;
  if (mandate.role !== 'machine' && account.used <= -CLOSES_AFTER_DAYS) return undefined;
  return mandate;
}

/** Begun and not over, neither by itself nor with its term or its unit. */
function inForce(world: World, mandate: ModelMandate): boolean {
  if (!holds(mandate) || (mandate.termEnd !== null && mandate.termEnd <= 0)) return false;
  const ended = world.terms.some(({ unit, to }) => unit === mandate.unit && to > mandate.from && to <= 0);
  if (ended && ELECTED.includes(mandate.role)) return false;
  const unit = world.units.find(({ id }) => id === mandate.unit);
  return mandate.unit === null || (unit !== undefined && !unit.ended);
}

const worksOn = (world: World, mandate: ModelMandate, caseKey: string): boolean =>
  world.assignments.some((one) => one.mandate === mandate.id && one.caseKey === caseKey && holds(one));

/** Whether somebody has a post at the organisation today, in the software or in the Party. */
const hasPostAt = (world: World, account: ModelAccount, unit: string): boolean =>
  world.mandates.some((one) => one.account === account.id && one.unit === unit && inForce(world, one)) ||
  world.posts.some((one) => one.person === account.person && one.unit === unit && holds(one));

function isBarred(world: World, account: ModelAccount, caseKey: string): boolean {
  return (
    world.denounced.some((one) => one.caseKey === caseKey && hasPostAt(world, account, one.unit)) ||
    world.concerned.some((party) => party.person === account.person && party.caseKey === caseKey) ||
    world.recusals.some((one) => one.account === account.id && one.caseKey === caseKey && holds(one))
  );
}

/** Everything a person acts by, worked out once for all records. */
type Actor = { world: World; mandate: ModelMandate; account: ModelAccount; commanding: boolean };

function reaches({ world, mandate, account }: Actor, row: ModelRow, reach: Reach, action: Action): boolean {
  const { unit } = mandate;
  const inside = unit === null || isBeneath(world, row.unit, unit);
  switch (reach) {
    case 'beneath':
      return inside;
    case 'own':
      return row.unit === unit;
    case 'above':
      return false;
    case 'self':
      return row.person !== undefined && row.person === account.person && mayDoToOwn(row, action);
    case 'assigned':
      if (!inside || row.caseKey === undefined) return false;
      if (action === 'enter' && row.caseKey === row.id) return OPENED.includes(row.table);
      return worksOn(world, mandate, row.caseKey);
  }
}

/** Names, documents and campaigns of the units above, and of the own unit, are read from below. */
function readFromBeneath({ world, mandate }: Actor, row: ModelRow, rights: readonly Right[]): boolean {
  if (row.past || !FROM_BENEATH.includes(row.table)) return false;
  if (!rights.some(({ reach }) => reach === 'beneath' || reach === 'above')) return false;
  return mandate.unit !== null && isBeneath(world, mandate.unit, row.unit);
}

/** What is one's own is not withdrawn by oneself; what was asked is taken back as long as nobody answered. */
const mayDoToOwn = (row: ModelRow, action: Action): boolean =>
  action !== 'withdraw' && !(action === 'correct' && row.closed);

/** A transfer that was introduced is read and answered at the unit it introduces to. */
const atTheOtherEnd = (actor: Actor, row: ModelRow, action: Action, rights: readonly Right[]): boolean =>
  row.to !== undefined &&
  !row.past &&
  (action === 'read' || action === 'correct') &&
  rights.some(({ reach }) => reach === 'beneath' && reaches(actor, { ...row, unit: row.to! }, reach, action));

/** What no right opens: the own case, a case of a kind one has nothing to do with, what a denunciation led to. */
function isClosed({ world, mandate, account }: Actor, row: ModelRow, action: Action): boolean {
  // A new record brings a key of its own where it begins a case: nobody can be barred from that.
  const begins = action === 'enter' && row.caseKey === row.id;
  const knows = (table: string) => RIGHTS[mandate.role]!.some(({ tables }) => tables.includes(table));
  return (
    (row.caseKey !== undefined && !begins && isBarred(world, account, row.caseKey)) ||
    (row.caseTable !== undefined && !knows(row.caseTable)) ||
    (row.ofDenunciation === true && (!knows('petition') || row.person === account.person)) ||
    (row.table === 'file_scope' && action !== 'read' && !DECIDES_WHAT_FILES_HOLD.includes(mandate.role))
  );
}

function mayDo(actor: Actor, row: ModelRow, action: Action): boolean {
  const { mandate } = actor;
  if (row.on) {
    const needed = HANGING[row.table]?.[action];
    if (action !== 'read' && !actor.commanding && row.table !== 'import_row') return false;
    return needed !== undefined && mayDo(actor, row.on, needed);
  }
  if (isBesideRecords(row)) return mayDoBeside(actor, row, action);
  if (action === 'count') return !OPENS_NO_REPORT.includes(mandate.role);
  if (action !== 'read' && (row.table === 'unit' || !actor.commanding)) return false;
  // History is brought along by an import of the machine and by nobody else.
  if (action !== 'read' && row.past && (action !== 'enter' || mandate.role !== 'machine')) return false;
  if (isClosed(actor, row, action)) return false;
  const rights = RIGHTS[mandate.role]!.filter(({ tables }) => tables.includes(row.table));
  const fitting = rights.filter(({ writes }) => writes || action === 'read');
  if (fitting.some(({ reach }) => reaches(actor, row, reach, action))) return true;
  if (atTheOtherEnd(actor, row, action, fitting)) return true;
  return action === 'read' && readFromBeneath(actor, row, rights);
}

/** What is tried of that which hangs on a record, and what it takes to be able to do with the record. */
const HANGING: Readonly<Record<string, Partial<Record<Action, Action>>>> = {
  // A file is added and withdrawn with the right to correct its record; it is neither counted nor deleted.
  attachment: { read: 'read', enter: 'correct', correct: 'correct' },
  envelope: { read: 'read', enter: 'correct' },
  envelope_move: { read: 'read', enter: 'correct', correct: 'correct' },
  sealed_item: { read: 'read', enter: 'correct' },
  // A letter that was handed in and stands in the register, its file, what was answered.
  hand_in: { read: 'read' },
  hand_in_file: { read: 'read' },
  hand_in_answer: { read: 'read', enter: 'read' },
  import_row: { read: 'read', enter: 'correct', correct: 'correct', withdraw: 'correct' },
};

const isBesideRecords = ({ table }: ModelRow): boolean =>
  ['hand_in', 'import_draft', 'import_layout', 'items_held', 'proposal'].includes(table);

/** What is no record of the catalogue and hangs on none. Nothing of it is ever counted. */
function mayDoBeside(actor: Actor, row: ModelRow, action: Action): boolean {
  const { world, mandate, account } = actor;
  if (action === 'count') return false;
  if (row.draft) return mayImport(actor, row, row.draft, action);
  if (row.act) return action === 'read' && seesAct(actor, row, row.act);
  if (row.holders)
    return (
      action === 'read' && carriesKey(world, account, row.holders) && !isBarred(world, account, row.caseKey!)
    );
  if (row.becomes) {
    if (row.unit !== mandate.unit || !TAKE_LETTERS_IN.includes(mandate.role)) return false;
    return action === 'read' || (action === 'correct' && mayDo(actor, row.becomes, 'correct'));
  }
  // How an office's sheets are laid out.
  return row.unit === mandate.unit;
}

/** A key counts while its account holds a post there that sees what is sealed, whichever post is acted under. */
const carriesKey = (world: World, account: ModelAccount, holders: ReadonlyMap<string, string>): boolean =>
  world.mandates.some(
    (one) =>
      one.account === account.id &&
      one.unit === holders.get(account.id) &&
      SEES_SEALING.includes(one.role) &&
      inForce(world, one),
  );

/** Tables the role writes without being assigned, as far as the unit. */
const writes = (actor: Actor, table: string, row?: ModelRow): boolean =>
  RIGHTS[actor.mandate.role]!.some(
    ({ reach, writes, tables }) =>
      (reach === 'beneath' || reach === 'own') &&
      writes &&
      tables.includes(table) &&
      (row === undefined || reaches(actor, row, reach, 'enter')),
  );

/** A list is worked on by whoever handed it in, outside of any command too; a second person carries it out. */
function mayImport(
  actor: Actor,
  row: ModelRow,
  { by, brings, proposed }: NonNullable<ModelRow['draft']>,
  action: Action,
) {
  const own = by === actor.account.id;
  if (action === 'enter') return own && writes(actor, brings, row);
  if (!reaches(actor, row, 'beneath', action)) return false;
  return own || (proposed && writes(actor, brings) && (action === 'read' || actor.commanding));
}

/**
 * An act is seen by whoever proposed it and by those who may be the second, never by whom it is about, nor by whoever
 * keeps away from its case.
 */
function seesAct(
  actor: Actor,
  row: ModelRow,
  { kind, writes: table, by, subjects, begins }: NonNullable<ModelRow['act']>,
) {
  const { world, mandate, account } = actor;
  if (account.person !== null && subjects.includes(account.person)) return false;
  if (row.caseKey !== undefined && isBarred(world, account, row.caseKey)) return false;
  if (by === account.id) return true;
  if (mandate.role === 'machine' || !reaches(actor, row, 'beneath', 'read')) return false;
  if (APPROVE[kind]?.includes(mandate.role)) return true;
  const works = begins || worksOn(world, mandate, row.caseKey ?? '');
  return RIGHTS[mandate.role]!.some(
    ({ reach, writes, tables }) =>
      writes &&
      tables.includes(table ?? '') &&
      (reach === 'beneath' ||
        (row.unit === mandate.unit && (reach === 'own' || (reach === 'assigned' && works)))),
  );
}

/** The ids of the rows a session may read, clone under a new id, correct, withdraw or have counted. */
export function allowed(
  world: World,
  session: ModelSession,
  action: Action,
  table: string,
  past: boolean,
  commanding = true,
): Set<string> {
  const mandate = actingUnder(world, session);
  const rows = world.rows.filter((row) => row.table === table && row.past === past);
  if (!mandate) return new Set();
  const account = world.accounts.find(({ id }) => id === mandate.account)!;
  const actor = { world, mandate, account, commanding };
  return new Set(rows.filter((row) => mayDo(actor, row, action)).map(({ id }) => id));
}
