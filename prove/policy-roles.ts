/** What each role may do, said once more in plain lists: the rights of the model (`policy-model.ts`). */

export type Reach = 'beneath' | 'own' | 'assigned' | 'above' | 'self';
export type Right = { reach: Reach; writes: boolean; tables: readonly string[] };

const PLAN = ['programme', 'programme_item', 'programme_change'];
const MATTER = ['denunciation', 'denunciation_letter', 'denounced', 'close_person'];
const DISCIPLINE = [
  ...['discipline_case', 'discipline_circumstance', 'discipline_ballot', 'discipline_decision'],
  ...['suspension_order', 'complaint', 'wrongful_finding', 'outside_handling', 'sanction_review'],
];
const PROCEEDINGS = ['case_step', 'case_clock', 'clock_change'];
const FILES = [
  ...['inspection', 'inspection_subject', ...DISCIPLINE, 'petition', 'remediation', 'allegation', 'signal'],
  ...[...MATTER, ...PROCEEDINGS, 'case_alarm'],
];
const CASES = [...PLAN, ...FILES, 'supervision_note'];
const FILE = [
  ...['person', 'stay', 'standing', 'exemption', 'admission', 'recognition', 'transfer'],
  ...['person_paper', 'correction_request'],
];
const NAMES = ['unit', 'unit_period'];
const STUDY = ['document', 'campaign'];
const BOARD = [...NAMES, ...FILE, 'file_scope', 'body', 'target', 'training', 'training_attendance'];
const UNIT_TABLES = [...BOARD, ...STUDY, 'commendation'];

const right = (reach: Reach, writes: boolean, tables: readonly string[]): Right => ({
  reach,
  writes,
  tables,
});

export const RIGHTS: Readonly<Record<string, readonly Right[]>> = {
  machine: [right('beneath', true, [...UNIT_TABLES, ...CASES])],
  office: [right('beneath', true, UNIT_TABLES), right('beneath', false, [...PLAN, 'discipline_decision'])],
  organisation: [right('beneath', false, UNIT_TABLES), right('beneath', true, BOARD)],
  inspection: [
    right('beneath', false, [...UNIT_TABLES, ...PLAN]),
    right('own', true, [...PLAN, 'supervision_note']),
    right('assigned', true, FILES),
  ],
  inspection_chair: [
    right('beneath', false, [...UNIT_TABLES, ...PLAN]),
    // The commission keeps the papers of discipline.
    right('beneath', true, ['person_paper']),
    right('own', true, CASES),
    right('assigned', true, FILES),
  ],
  petitions: [
    right('beneath', false, [...NAMES, 'body', 'person']),
    right('own', true, ['petition', ...MATTER, ...PROCEEDINGS, 'case_alarm']),
    right('own', false, ['allegation']),
  ],
  cell_secretary: [
    right('beneath', true, UNIT_TABLES),
    // A cell inspects and supervises its members by its own yearly plan.
    right('own', true, [...PLAN, 'inspection', 'inspection_subject', 'supervision_note', ...PROCEEDINGS]),
  ],
  reader: [right('beneath', false, UNIT_TABLES)],
  // Of the own file a member writes nothing but requests to correct it.
  member: [
    right('above', false, NAMES),
    right('self', false, FILE),
    right('self', true, ['correction_request']),
  ],
  auditor: [],
  administrator: [],
};

/** Read from beneath by everybody whose role reads them at all. */
export const FROM_BENEATH = [...NAMES, ...STUDY];

/**
 * What an officer may begin: an inspection, a sign of violation, a disciplinary case, a decision, a suspension, a
 * complaint, a handling outside the Party, a petition of its own, a matter of denunciation.
 */
export const OPENED = [
  ...['inspection', 'signal', 'discipline_case', 'discipline_decision', 'suspension_order', 'complaint'],
  ...['outside_handling', 'petition', 'denunciation'],
];

/** What files may hold is decided by a committee, through its office. */
export const DECIDES_WHAT_FILES_HOLD = ['machine', 'office', 'organisation'];

/** Who opens reports may have everything counted; whoever opens none, nothing. */
export const OPENS_NO_REPORT = ['member', 'auditor', 'administrator'];

/** Letters handed in to a unit are taken in by its clerks, its officers, its chair. */
export const TAKE_LETTERS_IN = ['petitions', 'inspection', 'inspection_chair'];

/** Second persons by their role, beside those who may write what an act writes. */
export const APPROVE: Readonly<Record<string, readonly string[]>> = {
  discipline: ['inspection_chair'],
  grant: ['office', 'organisation', 'inspection_chair', 'administrator'],
};

/** Whose posts end with the term of their body. */
export const ELECTED: readonly string[] = ['inspection_chair', 'cell_secretary', 'reader'];

/** Whose keys for what is sealed count. */
export const SEES_SEALING: readonly string[] = ['office', 'inspection_chair', 'inspection', 'petitions'];
