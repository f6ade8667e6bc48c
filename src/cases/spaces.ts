/** Of what kind the records behind a source are, and which of them can be: what figures choose them by. */

import { FORMS as DISCIPLINE_FORMS, MEMBER_FORMS, ORGANISATION_FORMS } from '../areas/discipline/contract.ts';
import { CELL_KINDS } from '../areas/organisation/contract.ts';
import { GRADES } from '../areas/review/contract.ts';
import type { Figure, Where } from '../figures/define.ts';
import { allowed, type Row, type Space } from './fit.ts';
import { KINDS_DOWN, standsAbove } from './levels.ts';

/** Records that are fitted together, because figures of several sources count the same ones. */
export type Model =
  | 'units'
  | 'people'
  | 'subjects'
  | 'sessions'
  | 'discipline'
  | 'changes'
  | 'petitions'
  | 'duties'
  | 'commendations'
  | 'documents'
  | 'implementing'
  | 'classes'
  | 'heads'
  | 'campaigns'
  | 'events'
  | 'trainings'
  | 'attendees'
  | 'targets'
  | 'badges'
  | 'cards';

/** The condition on the records; undefined where records that fulfil it cannot be built. */
type SourceModel = { model: Model; where(figure: Figure): Where | undefined };

const plain = (model: Model, also: Where = {}): SourceModel => ({
  model,
  where: ({ where }) => ({ ...where, ...also }),
});

const REASONS_IN = ['admission', 'opening', 'transfer', 'restored', 'reorganised'];
const REASONS_OUT = ['transfer', 'death', 'struck_off', 'resigned', 'expelled', 'annulled', 'reorganised'];

function changeWhere({ where = {} }: Figure): Where {
  const [side, all] = where.direction === 'in' ? ['in', REASONS_IN] : ['out', REASONS_OUT];
  return { [side as string]: where.reason ?? (all as string[]) };
}

function admissionWhere({ where = {} }: Figure): Where {
  const { is_readmission, ...rest } = where;
  return {
    ...rest,
    ...(is_readmission === undefined ? {} : { readmission: is_readmission }),
    admitted: true,
    in: 'admission',
  };
}

function plannedWhere({ where = {} }: Figure): Where {
  const { done, ...rest } = where;
  return { ...rest, item: true, ...(done === true ? { state: 'done' } : {}) };
}

const violationWhere = ({ where = {} }: Figure): Where => {
  const { content, ...rest } = where;
  return content === undefined ? rest : { ...rest, contents: { has: [content as string] } };
};

const REVIEWED = [...Object.keys(GRADES), 'ungraded'];
export const REVIEWS = { values: ['none', ...REVIEWED] };

/** Nobody is too new to be reviewed or suspended here: whoever is not is exempt, or due. */
function reviewWhere({ where = {} }: Figure): Where | undefined {
  const { state, grade, ...rest } = where;
  if (state === undefined) return rest;
  if (state === 'reviewed')
    return { ...rest, review: grade === undefined ? REVIEWED : grade === 'none' ? 'ungraded' : grade };
  const states = allowed(state);
  const [exempt, due] = [states.includes('exempt'), states.includes('due')];
  if (!exempt && !due) return undefined;
  return { ...rest, review: 'none', ...(exempt && due ? {} : { exempt }) };
}

function memberReviewWhere(figure: Figure): Where | undefined {
  const found = reviewWhere(figure);
  return found && { ...found, out: 'none' };
}

function unitReviewWhere(figure: Figure): Where | undefined {
  const { exempt: _, ...found } = reviewWhere(figure) ?? { impossible: true };
  if ('impossible' in found) return undefined;
  return 'kind' in found ? { ...found, beneath: true } : found;
}

/** Which records a source counts. Sources that are not here cannot be built for. */
const SOURCES: Readonly<Record<string, SourceModel>> = {
  units: plain('units'),
  members: plain('people', { out: 'none' }),
  members_before: plain('people', { in: 'none' }),
  member_breakdown: plain('people', { out: 'none' }),
  member_changes: { model: 'people', where: changeWhere },
  admitted: { model: 'people', where: admissionWhere },
  recognised: plain('people', { recognised: true }),
  members_reviewed: { model: 'people', where: memberReviewWhere },
  units_reviewed: { model: 'units', where: unitReviewWhere },
  badges_awarded: plain('badges'),
  cards_issued: plain('cards'),
  targets_received: plain('targets', { side: 'received' }),
  targets_given: plain('targets', { side: 'given' }),
  inspection_work: plain('subjects'),
  programme_subjects: { model: 'subjects', where: plannedWhere },
  inspection_sessions: plain('sessions'),
  programme_items: plain('sessions', { item: true }),
  disciplined: plain('discipline'),
  violations: { model: 'discipline', where: violationWhere },
  discipline_changes: plain('changes'),
  petitions_received: plain('petitions', { received: true }),
  petitions_resolved: plain('petitions', { resolved: true, duplicate: false }),
  remediation_duties: plain('duties'),
  commended: plain('commendations'),
  documents_studied: plain('documents'),
  programmes_issued: plain('implementing'),
  study_sessions: plain('classes'),
  study_attendances: { model: 'heads', where: ({ distinct }) => ({ who: distinct ? 'person' : 'member' }) },
  study_heads: plain('heads'),
  campaigns: plain('campaigns'),
  campaign_events: plain('events'),
  trainings: plain('trainings'),
  training_attendees: plain('attendees', { who: 'anybody' }),
  training_listed: plain('attendees', { who: 'listed' }),
};

/** The records a figure counts and the condition on them; undefined where such records cannot be built. */
export function recordsOf(figure: Figure): { model: Model; where: Where } | undefined {
  const found = SOURCES[figure.source];
  const where = found?.where(figure);
  return found && where && { model: found.model, where };
}

/** Contents are counted for themselves: their total is no number of decisions. */
export const isContentTotal = ({ source, where = {} }: Figure): boolean =>
  source === 'violations' && !('content' in where);

const FLAG = { values: [false, true] } as const;
const YES = { values: [true, false] } as const;
const BODIES = ['committee', 'standing_committee', 'inspection_commission', 'cell'] as const;
const STATED = (...codes: string[]) => ({ values: ['unstated', ...codes] });

/** Answers false as soon as two values that exclude one another are set. */
const unless = (row: Row, name: string, value: unknown, then: boolean | undefined): boolean =>
  row[name] !== value || then !== false;

const is = (row: Row, name: string, ...values: unknown[]): boolean | undefined =>
  row[name] === undefined ? undefined : values.includes(row[name]);

const not = (value: boolean | undefined): boolean | undefined => (value === undefined ? undefined : !value);

/** Members and those admitted: how they came in the period and left, and what their files say. */
export const peopleSpace = (units: readonly string[], isOneDay: boolean, isStanding: boolean): Space => ({
  dimensions: {
    admitted: FLAG,
    recognised: FLAG,
    in: { values: ['none', ...REASONS_IN] },
    out: { values: ['none', ...REASONS_OUT] },
    at: { values: ['', ...units] },
    readmission: FLAG,
    sources: { values: [], list: true },
    sex: { values: [null, 'female', 'male'] },
    ethnic: { values: ['kinh', 'minority'] },
    religion: { values: ['none', 'religious'] },
    youth_union: FLAG,
    // Without a figure of it nobody's standing is written but that of the newly admitted: fewer rows.
    standing: {
      values: isStanding
        ? ['official', 'probationary', 'unstated']
        : ['unstated', 'probationary', 'official'],
    },
    exempt: FLAG,
    review: REVIEWS,
    general_education: STATED('literate', 'primary', 'lower_secondary', 'upper_secondary'),
    qualification: STATED('none', 'elementary', 'intermediate', 'college', 'university', 'master', 'doctor'),
    political_theory: STATED('none', 'elementary', 'intermediate', 'advanced'),
    age: STATED('18_30', '31_35', '36_40', '41_45', '46_50', '51_55', '56_60', 'over_60'),
  },
  possible: (row) =>
    unless(row, 'admitted', true, is(row, 'in', 'admission')) &&
    unless(row, 'admitted', true, not(is(row, 'recognised', true))) &&
    unless(
      row,
      'admitted',
      true,
      not(is(row, 'standing', ...(isStanding ? ['official'] : ['official', 'unstated']))),
    ) &&
    unless(row, 'readmission', true, is(row, 'admitted', true)) &&
    unless(row, 'recognised', true, is(row, 'in', 'none')) &&
    unless(row, 'recognised', true, is(row, 'standing', 'official')) &&
    !(isOneDay && is(row, 'in', 'none') === false && is(row, 'out', 'none') === false),
});

const subjectOf = (row: Row, name: string): boolean => unless(row, name, true, is(row, 'subject', 'member'));

const SIGNS = 'signs';
const SUPERVISION = 'thematic_supervision';

/** Own bodies are those of the unit of the report; a cell's body belongs to a cell. */
const bodyFits = (row: Row, top: string): boolean =>
  unless(row, 'body_kind', 'cell', not(is(row, 'own', true)) ?? undefined) || CELL_KINDS.includes(top);

const bodiesFor = (top: string) =>
  CELL_KINDS.includes(top) ? (['cell', ...BODIES.slice(0, 3)] as const) : BODIES;

/** Whether the unit of the report has anything beneath it. */
const reaches = (row: Row, top: string): boolean => unless(row, 'own', false, !CELL_KINDS.includes(top));

export const subjectSpace = (top: string): Space => ({
  dimensions: {
    subject: { values: ['organisation', 'member'] },
    own: YES,
    body_kind: { values: bodiesFor(top) },
    item: FLAG,
    nature: { values: ['inspection', 'supervision'] },
    origin: { values: ['unplanned', 'programme', SIGNS, 'assigned'] },
    state: { values: ['done', 'ongoing', 'planned'] },
    works: { values: ['article30', SUPERVISION, 'duty', SIGNS], list: true },
    result: { values: ['good', 'shortcomings', 'violation', 'must_discipline', SIGNS, null] },
    committee_member: FLAG,
    disciplined: FLAG,
    in_force: YES,
    original: YES,
  },
  possible: (row) =>
    reaches(row, top) &&
    bodyFits(row, top) &&
    subjectOf(row, 'committee_member') &&
    unless(row, 'disciplined', true, is(row, 'state', 'done')) &&
    worksFit(row) &&
    (row.state === undefined ||
      row.result === undefined ||
      (row.state === 'done') === (row.result !== null)) &&
    unless(row, 'state', 'planned', is(row, 'item', true)) &&
    (row.item === undefined || row.origin === undefined || row.item === (row.origin === 'programme')),
  settled: bySource,
});

/** What is done by the programme has an item of it, and nothing else has. */
const bySource = (row: Row): Row => {
  if (row.item === undefined && row.origin !== undefined) return { ...row, item: row.origin === 'programme' };
  return row.item === true && row.origin === undefined ? { ...row, origin: 'programme' } : row;
};

/** What is done on signs was not planned; what is supervised is no inspection. */
function worksFit(row: Row): boolean {
  const works = row.works as readonly string[] | undefined;
  if (!works) return true;
  if (works.length === 0) return false;
  const isSigns = works.includes(SIGNS);
  const isSupervision = works.includes(SUPERVISION);
  if (works.length > 1 && (isSigns || isSupervision)) return false;
  return (
    !(isSigns && (is(row, 'item', true) || is(row, 'origin', SIGNS) === false)) &&
    !is(row, 'nature', isSupervision ? 'inspection' : 'supervision')
  );
}

export const sessionSpace = (top: string): Space => ({
  dimensions: {
    own: YES,
    body_kind: { values: bodiesFor(top) },
    item: FLAG,
    nature: { values: ['inspection', 'supervision'] },
    origin: { values: ['unplanned', 'programme', SIGNS, 'assigned'] },
    state: { values: ['done', 'ongoing', 'not_started'] },
    in_force: YES,
    original: YES,
  },
  possible: (row) =>
    reaches(row, top) &&
    bodyFits(row, top) &&
    unless(row, 'state', 'not_started', is(row, 'item', true)) &&
    (row.item === undefined || row.origin === undefined || row.item === (row.origin === 'programme')),
  settled: bySource,
});

/** `likely` are kinds of unit that are there anyway: grassroots organisations and cells. */
export const disciplineSpace = (top: string, likely: readonly string[]): Space => ({
  dimensions: {
    subject_kind: { values: ['member', 'organisation'] },
    body_kind: { values: bodiesFor(top) },
    unit_kind: {
      values: [...new Set([top, ...likely, ...KINDS_DOWN])].filter(
        (kind) => kind === top || standsAbove(top, kind),
      ),
    },
    own: YES,
    form: { values: Object.keys(DISCIPLINE_FORMS).filter((form) => form !== 'none') },
    committee_member: FLAG,
    contents: { values: ['other'], list: true },
  },
  possible: (row) =>
    unless(row, 'committee_member', true, is(row, 'subject_kind', 'member')) &&
    unless(row, 'subject_kind', 'member', is(row, 'form', ...MEMBER_FORMS)) &&
    unless(row, 'subject_kind', 'organisation', is(row, 'form', ...ORGANISATION_FORMS)) &&
    (row.own === undefined || row.unit_kind === undefined || row.own === (row.unit_kind === top)) &&
    bodyOfKind(row, top),
  settled: (row) =>
    row.own === undefined && row.unit_kind !== undefined ? { ...row, own: row.unit_kind === top } : row,
});

/** Commissions stand from the grassroots committee upward; a cell decides for itself. */
function bodyOfKind(row: Row, top: string): boolean {
  const { body_kind: body, unit_kind: kind } = row;
  if (body === 'cell' && is(row, 'own', true) && !CELL_KINDS.includes(top)) return false;
  if (body === undefined || kind === undefined) return true;
  return (body === 'cell') === CELL_KINDS.includes(kind as string);
}

const DENUNCIATION = ['true', 'partly_true', 'false', 'no_basis'];

export const petitionSpace = (top: string): Space => ({
  dimensions: {
    kind: { values: ['denunciation', 'complaint', 'feedback'] },
    duplicate: FLAG,
    own: YES,
    body_kind: { values: ['inspection_commission', 'committee', 'standing_committee'] },
    received: YES,
    resolved: FLAG,
    disposition: { values: ['accepted', 'not_yet', 'transferred', 'returned', 'filed'] },
    result: {
      values: [null, 'no_basis', 'true', 'partly_true', 'false', 'kept', 'raised', 'lowered', 'cancelled'],
    },
  },
  possible: (row) =>
    reaches(row, top) &&
    unless(row, 'duplicate', true, not(is(row, 'resolved', true))) &&
    unless(row, 'received', false, not(is(row, 'duplicate', true))) &&
    (row.resolved === undefined || row.result === undefined || row.resolved === (row.result !== null)) &&
    (typeof row.result !== 'string' ||
      row.kind === undefined ||
      DENUNCIATION.includes(row.result) === (row.kind !== 'complaint')),
});

export const dutySpace: Space = {
  dimensions: {
    own: YES,
    state: { values: ['done', 'open'] },
    overdue: FLAG,
    planned: FLAG,
    verified: FLAG,
  },
  possible: (row) =>
    unless(row, 'overdue', true, is(row, 'state', 'open')) &&
    unless(row, 'verified', true, is(row, 'state', 'done')),
};

export const commendationSpace: Space = {
  dimensions: {
    subject_kind: { values: ['member', 'organisation'] },
    form: { values: ['certificate', 'praise', 'merit_certificate', 'flag'] },
    theme: { values: ['yearly', 'special', 'five_years', 'following_ho_chi_minh'] },
  },
};

/** `years` are those of the rules, and what is printed beside them. */
export const badgeSpace = (years: readonly number[]): Space => ({
  dimensions: { kind: { values: ['regular', 'early', 'posthumous'] }, level: { values: years } },
});

export const simpleSpace = (name: string, values: readonly string[]): Space => ({
  dimensions: { [name]: { values } },
});

/** Whether a condition names a unit of a kind that stands above the unit of the report. */
export const isOutOfReach = (where: Where, top: string): boolean =>
  where.unit_kind !== undefined &&
  !allowed(where.unit_kind).some((kind) => kind === top || standsAbove(top, kind as string));
