/**
 * Who may do what, said once more in plain code: no SQL, no intervals of places, no policies. The tree is walked from
 * parent to parent; every rule is asked for every record. `policies.ts` holds it against what PostgreSQL answers.
 */

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
  assignments: (Days & { caseKey: string; mandate: string })[];
  recusals: (Days & { caseKey: string; account: string })[];
};

/** `count`: read as the role that figures are counted with. */
export const ACTIONS = ['read', 'enter', 'correct', 'withdraw', 'count'] as const;
export type Action = (typeof ACTIONS)[number];

type Reach = 'beneath' | 'own' | 'assigned' | 'above' | 'self';
type Right = { reach: Reach; writes: boolean; tables: readonly string[] };

const PLAN = ['programme', 'programme_item', 'programme_change'];
const MATTER = ['denunciation', 'denunciation_letter', 'denounced', 'close_person'];
const DISCIPLINE = [
  ...['discipline_case', 'discipline_circumstance', 'discipline_ballot', 'discipline_decision'],
  ...['suspension_order', 'complaint', 'wrongful_finding'],
];
const FILES = [
  ...['inspection', 'inspection_subject', ...DISCIPLINE, 'petition', 'remediation', 'allegation'],
  ...MATTER,
];
const CASES = [...PLAN, ...FILES];
const FILE = ['person', 'stay', 'standing', 'exemption', 'admission', 'recognition'];
const NAMES = ['unit', 'unit_period'];
const STUDY = ['document', 'campaign'];
const BOARD = [...NAMES, ...FILE, 'body', 'target', 'training', 'training_attendance'];
const UNIT_TABLES = [...BOARD, ...STUDY, 'commendation'];

const right = (reach: Reach, writes: boolean, tables: readonly string[]): Right => ({
  reach,
  writes,
  tables,
});

const RIGHTS: Readonly<Record<string, readonly Right[]>> = {
  machine: [right('beneath', true, [...UNIT_TABLES, ...CASES])],
  office: [right('beneath', true, UNIT_TABLES), right('beneath', false, [...PLAN, 'discipline_decision'])],
  organisation: [right('beneath', false, UNIT_TABLES), right('beneath', true, BOARD)],
  inspection: [
    right('beneath', false, [...UNIT_TABLES, ...PLAN]),
    right('own', true, PLAN),
    right('assigned', true, FILES),
  ],
  inspection_chair: [
    right('beneath', false, [...UNIT_TABLES, ...PLAN]),
    right('own', true, CASES),
    right('assigned', true, FILES),
  ],
  petitions: [
    right('beneath', false, [...NAMES, 'body', 'person']),
    right('own', true, ['petition', ...MATTER]),
    right('own', false, ['allegation']),
  ],
  cell_secretary: [
    right('beneath', true, UNIT_TABLES),
    // A cell inspects and supervises its members by its own yearly plan.
    right('own', true, [...PLAN, 'inspection', 'inspection_subject']),
  ],
  reader: [right('beneath', false, UNIT_TABLES)],
  member: [right('above', false, NAMES), right('self', false, FILE)],
  auditor: [],
  administrator: [],
};

/** Read from beneath by everybody whose role reads them at all. */
const FROM_BENEATH = [...NAMES, ...STUDY];

/**
 * What an officer may begin: an inspection, a disciplinary case, a decision, a suspension, a complaint, a petition of
 * its own, a matter of denunciation.
 */
const OPENED = [
  ...['inspection', 'discipline_case', 'discipline_decision', 'suspension_order', 'complaint'],
  ...['petition', 'denunciation'],
];

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

/** Who opens reports may have everything counted; whoever opens none, nothing. */
export const OPENS_NO_REPORT = ['member', 'auditor', 'administrator'];

/** Everything a person acts by, worked out once for all records. */
type Actor = { world: World; mandate: ModelMandate; account: ModelAccount };

function reaches(
  { world, mandate, account }: Actor,
  row: ModelRow,
  reach: Reach,
  entering: boolean,
): boolean {
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
      return row.person !== undefined && row.person === account.person;
    case 'assigned':
      if (!inside || row.caseKey === undefined) return false;
      if (entering && row.caseKey === row.id) return OPENED.includes(row.table);
      return worksOn(world, mandate, row.caseKey);
  }
}

/** Names, documents and campaigns of the units above, and of the own unit, are read from below. */
function readFromBeneath({ world, mandate }: Actor, row: ModelRow, rights: readonly Right[]): boolean {
  if (row.past || !FROM_BENEATH.includes(row.table)) return false;
  if (!rights.some(({ reach }) => reach === 'beneath' || reach === 'above')) return false;
  return mandate.unit !== null && isBeneath(world, mandate.unit, row.unit);
}

function mayDo(actor: Actor, row: ModelRow, action: Action): boolean {
  const { world, mandate, account } = actor;
  if (action === 'count') return !OPENS_NO_REPORT.includes(mandate.role);
  if (action !== 'read' && row.table === 'unit') return false;
  // History is brought along by an import of the machine and by nobody else.
  if (action !== 'read' && row.past && (action !== 'enter' || mandate.role !== 'machine')) return false;
  // A new record brings a key of its own where it begins a case: nobody can be barred from that.
  const begins = action === 'enter' && row.caseKey === row.id;
  if (row.caseKey !== undefined && !begins && isBarred(world, account, row.caseKey)) return false;
  const rights = RIGHTS[mandate.role]!.filter(({ tables }) => tables.includes(row.table));
  const fitting = rights.filter(({ writes }) => writes || action === 'read');
  if (fitting.some(({ reach }) => reaches(actor, row, reach, action === 'enter'))) return true;
  return action === 'read' && readFromBeneath(actor, row, rights);
}

/** The ids of the rows a session may read, clone under a new id, correct, withdraw or have counted. */
export function allowed(
  world: World,
  session: ModelSession,
  action: Action,
  table: string,
  past: boolean,
): Set<string> {
  const mandate = actingUnder(world, session);
  const rows = world.rows.filter((row) => row.table === table && row.past === past);
  if (!mandate) return new Set();
  const account = world.accounts.find(({ id }) => id === mandate.account)!;
  const actor = { world, mandate, account };
  return new Set(rows.filter((row) => mayDo(actor, row, action)).map(({ id }) => id));
}
