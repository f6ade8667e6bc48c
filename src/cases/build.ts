/** Makes the records of one case: the units, members, decisions, sessions its figures count, and no more. */

import type { FigureCatalogue, When } from '../figures/define.ts';
import { addDays, dateOf, dayOfMonth, monthOf, type PlainDate, yearOf } from '../kernel/plain-date.ts';
import {
  spreadContents,
  writeBadges,
  writeCards,
  writeChanges,
  writeCommendations,
  writeDiscipline,
  writePetitions,
} from './decisions.ts';
import { fitRows, type Group, type Piece, type Space, type Unmet } from './fit.ts';
import { headsOf, writeCampaigns, writeStudy, writeTraining } from './learning.ts';
import { type Days, type Place, type Pool, reviewOf, writeEarlierAdmissions, writePeople } from './people.ts';
import type { Sheet } from './sheet.ts';
import * as spaces from './spaces.ts';
import { buildTree, type Tree } from './tree.ts';
import type { Count } from './wanted.ts';
import { writeDuties, writeWork } from './work.ts';

export type Order = {
  name: string;
  kind: string;
  when: When;
  cells: readonly string[];
  /** The years of party age for which there are badges. */
  badgeYears: readonly number[];
  catalogue: FigureCatalogue;
  counts: ReadonlyMap<string, Count>;
};

export type Built = { tree: Tree; unmet: Unmet[] };

/** The same days a year earlier. */
export function yearEarlier({ from, to }: Days): Days {
  const back = (day: PlainDate) =>
    monthOf(day) === 2 && dayOfMonth(day) === 29
      ? dateOf(yearOf(day) - 1, 2, 28)
      : dateOf(yearOf(day) - 1, monthOf(day), dayOfMonth(day));
  return { from: back(from), to: back(to) };
}

/** What is asked of one kind of record, in the period or in that of the year before. */
function piecesOf({ counts, catalogue }: Order, model: spaces.Model, earlier: boolean): Piece[] {
  return [...counts].flatMap(([key, { term, count }]) => {
    const figure = catalogue.figures.get(term.figure)!;
    // Nobody came or left between that day of the year before and the period: whoever was a member then is known.
    if (term.earlier && figure.source === 'members')
      return model === 'people' && !earlier ? [{ key, where: { in: 'none' }, count }] : [];
    const records = spaces.recordsOf(figure);
    if (records?.model !== model || (term.earlier ?? false) !== earlier || spaces.isContentTotal(figure))
      return [];
    const where = term.at ? { ...records.where, at: term.at } : records.where;
    return [{ key, where, count }];
  });
}

const namesOf = ({ counts }: Order): string[] => [
  ...new Set([...counts.values()].flatMap(({ term }) => (term.at ? [term.at] : []))),
];

type Work = { order: Order; place: Place; pool: Pool; earlier: boolean; unmet: Unmet[] };

export function build(sheet: Sheet, order: Order): Built {
  const { kind, when } = order;
  const pieces = (model: spaces.Model) => piecesOf(order, model, false);
  const people = pieces('people');
  const isOneDay = when.from === when.to;
  const isStanding = people.some(({ where }) => 'standing' in where);
  const members = fitRows(spaces.peopleSpace(namesOf(order), isOneDay, isStanding), people);
  const subjects = pieces('subjects').filter(({ where }) => where.subject === 'organisation');
  const since = dateOf(yearOf(when.from) - 15, 1, 1);
  const tree = buildTree(
    sheet,
    {
      name: order.name,
      kind,
      grassroots: when.rules.grassroots_kinds as readonly string[],
      cells: order.cells,
      pieces: pieces('units'),
      units: namesOf(order),
      kinds: kindsNeeded(order),
      hasMembers: needsMembers(order),
      subjects: subjects.reduce((sum, { count }) => sum + count, 0),
    },
    since,
  );
  const place: Place = { sheet, tree, days: { from: when.from, to: when.to } };
  const isCounted = people.some(
    ({ where }) => where.out === 'none' || where.in === 'none' || Array.isArray(where.in),
  );
  const pool = writePeople(place, members.groups, !isCounted);
  const work: Work = { order, place, pool, earlier: false, unmet: [...members.unmet, ...tree.unmet] };
  writeTargets(order, place);
  for (const [nth, { unit, review }] of tree.reviewed.entries()) {
    sheet.add('unit_review', { unit, ...reviewOf(place, review, nth) });
  }
  everything(work);
  if ([...order.counts.values()].some(({ term }) => term.earlier)) writeEarlier(work);
  return { tree, unmet: work.unmet };
}

function writeEarlier(work: Work): void {
  const { order, place } = work;
  const days = yearEarlier(place.days);
  const then: Work = { ...work, earlier: true, place: { ...place, days } };
  everything(then);
  const admitted = fitRows(spaces.peopleSpace([], false, false), piecesOf(order, 'people', true));
  work.unmet.push(...admitted.unmet);
  // Gone before the period begins, but not before they came.
  const leftOn = days.to > days.from ? days.to : addDays(days.to, 1);
  writeEarlierAdmissions(
    then.place,
    admitted.groups,
    leftOn < place.days.from ? leftOn : addDays(place.days.from, -1),
  );
}

/** Kinds of unit that stand beneath most others. */
const likely = ({ when, cells }: Order): string[] => [
  ...(when.rules.grassroots_kinds as readonly string[]),
  ...cells,
];

const BELOW = new Set(['subjects', 'sessions', 'petitions', 'duties']);

/** Kinds of unit that some body beneath must belong to: to decide, or to inspect and receive letters. */
function kindsNeeded(order: Order): string[] {
  const { counts, catalogue, kind, when } = order;
  const grassroots = when.rules.grassroots_kinds as readonly string[];
  const isBeneath = [...counts.values()].some(({ term, count }) => {
    const found = spaces.recordsOf(catalogue.figures.get(term.figure)!);
    return found !== undefined && count > 0 && BELOW.has(found.model) && found.where.own === false;
  });
  const beneath = grassroots.includes(kind) ? 'sectional_committee' : grassroots[0]!;
  const deciding = [false, true].flatMap((earlier) =>
    fitRows(spaces.disciplineSpace(kind, likely(order)), piecesOf(order, 'discipline', earlier)).groups.map(
      ({ row }) => String(row.unit_kind),
    ),
  );
  return [...new Set([...(isBeneath ? [beneath] : []), ...deciding])];
}

/** Whether anybody is a member of a cell: whoever is counted, or whatever happens to members. */
function needsMembers({ counts, catalogue }: Order): boolean {
  return [...counts.values()].some(({ term, count }) => {
    const model = spaces.recordsOf(catalogue.figures.get(term.figure)!)?.model;
    return count > 0 && model !== 'units' && model !== 'targets' && model !== 'petitions';
  });
}

function writeTargets({ counts, when, catalogue }: Order, { sheet, tree }: Place): void {
  const add = (unit: string, value: number, given_by: string | null, indicator = 'admission') =>
    void sheet.add('target', {
      unit,
      indicator,
      year: when.year,
      value,
      given_by,
      decided_on: when.from,
      document: '1-KH',
    });
  const targets = [...counts.values()].filter(({ term }) => !term.earlier);
  const handed = targets.find(({ term }) => term.figure === 'adm.target.handed_down')?.count;
  const own = targets.filter(({ term }) => term.figure === 'adm.target');
  for (const { term, count } of own) {
    const unit = term.at ? tree.named(term.at) : tree.top;
    add(unit, count, term.at && handed !== undefined ? tree.top : null);
  }
  for (const { term, count } of targets) {
    const { source, where } = catalogue.figures.get(term.figure)!;
    if (source === 'targets_received' && where?.indicator !== 'admission')
      add(term.at ? tree.named(term.at) : tree.top, count, null, String(where?.indicator));
  }
  if (handed === undefined) return;
  const rest = handed - own.reduce((sum, { term, count }) => sum + (term.at ? count : 0), 0);
  if (rest > 0) add(tree.beneath(), rest, tree.top);
}

function fitted(
  { order, earlier, unmet }: Work,
  model: spaces.Model,
  space: Space,
  more: readonly Piece[] = [],
): Group[] {
  const found = fitRows(space, [...piecesOf(order, model, earlier), ...more]);
  unmet.push(...found.unmet.filter(({ key }) => key !== ''));
  return found.groups;
}

function everything(work: Work): void {
  const { place, pool, order, earlier, unmet } = work;
  const top = order.kind;
  const space = spaces.disciplineSpace(top, likely(order));
  const discipline = fitted(work, 'discipline', space, contentsApart(work));
  spread(work, discipline);
  const sanctioned = writeDiscipline(place, discipline, pool);
  const years = new Set([
    ...order.badgeYears,
    ...piecesOf(order, 'badges', earlier).flatMap(({ where: { level } }) => (level ? [Number(level)] : [])),
  ]);
  writeBadges(place, fitted(work, 'badges', spaces.badgeSpace([...years])), pool, earlier);
  writeCards(place, piecesOf(order, 'cards', earlier)[0]?.count ?? 0, pool);
  writeChanges(
    place,
    fitted(work, 'changes', spaces.simpleSpace('outcome', ['kept', 'raised', 'lowered', 'cancelled'])),
    pool,
  );
  writeCommendations(place, fitted(work, 'commendations', spaces.commendationSpace), pool);
  writePetitions(place, fitted(work, 'petitions', spaces.petitionSpace(top)));
  const duties = fitted(work, 'duties', spaces.dutySpace);
  const sources = [...new Set(duties.map(({ row }) => row.own === true))].map(
    (own): Piece => ({ key: '', where: { own, state: 'done' }, count: 1, least: true }),
  );
  const subjects = fitted(work, 'subjects', spaces.subjectSpace(top), sources);
  const isTold = piecesOf(order, 'subjects', earlier).some(({ where }) => 'disciplined' in where);
  const found = { pool, sanctioned: isTold ? sanctioned : undefined };
  const done = writeWork(place, subjects, piecesOf(order, 'sessions', earlier), found);
  unmet.push(...done.unmet);
  writeDuties(place, duties, done.concluded);
  learning(work);
}

const CONTENTS = [
  { kind: 'member', stem: 'disc.violation', total: 'disc.members.total' },
  { kind: 'organisation', stem: 'disc.orgs.violation', total: 'disc.orgs.total' },
] as const;

/** Contents that figures count, by their code. */
const contentsOf = ({ order, earlier }: Work, stem: string): Map<string, number> =>
  new Map(
    [...order.counts.values()].flatMap(({ term, count }) => {
      const code = term.figure.startsWith(`${stem}.`) ? term.figure.slice(stem.length + 1) : 'total';
      return code === 'total' || (term.earlier ?? false) !== earlier ? [] : [[code, count]];
    }),
  );

/** As few decisions as possible carry two contents. */
function contentsApart(work: Work): Piece[] {
  return CONTENTS.flatMap(({ kind, stem, total }) => {
    const contents = contentsOf(work, stem);
    const cases = work.order.counts.get(work.earlier ? `${total} before` : total)?.count;
    if (contents.size === 0 || cases === undefined) return [];
    const sum = [...contents.values()].reduce((all, count) => all + count, 0);
    const where = { subject_kind: kind, contents: { has: [...contents.keys()] } };
    return [{ key: '', where, count: Math.min(cases, sum) }];
  });
}

/** Totals of contents, which are counted each for themselves. */
function spread(work: Work, groups: Group[]): void {
  for (const { kind, stem } of CONTENTS) {
    const name = work.earlier ? `${stem}.total before` : `${stem}.total`;
    const wanted = work.order.counts.get(name)?.count;
    if (wanted === undefined) continue;
    const missing = spreadContents(groups, kind, wanted, new Set(contentsOf(work, stem).keys()));
    if (missing !== 0) work.unmet.push({ key: name, wanted, got: wanted - missing });
  }
}

/** Numbers asked of a kind of record, by the value of the dimension that tells them apart. */
const asked =
  (pieces: readonly Piece[], name: string, also: (piece: Piece) => boolean = () => true) =>
  (value: string): number | undefined =>
    pieces.find((piece) => piece.where[name] === value && also(piece))?.count;

function learning(work: Work): void {
  const { place, pool, order, earlier } = work;
  const pieces = (model: spaces.Model) => piecesOf(order, model, earlier);
  const heads = asked(pieces('heads'), 'who');
  const documents = fitted(
    work,
    'documents',
    spaces.simpleSpace('level', ['central', 'province', 'district', 'grassroots']),
  );
  const printed = pieces('classes').reduce((most, { count }) => Math.max(most, count), 0);
  const members = order.counts.get('mem.total')?.count;
  const studied = documents.reduce((sum, { count }) => sum + count, 0);
  const least = Math.max(headsOf(heads, printed, members).sessions, studied);
  const classes = fitted(work, 'classes', spaces.simpleSpace('mode', ['in_person', 'online', 'combined']), [
    { key: '', where: {}, count: least, least: true },
  ]);
  const implementing = pieces('implementing')[0]?.count ?? 0;
  writeStudy(place, { documents, classes, implementing, heads, members }, pool);
  const attendees = pieces('attendees');
  const kinds = [
    ...new Set(attendees.flatMap(({ where, count }) => (count > 0 ? [where.kind as string] : []))),
  ];
  const trainings = fitted(
    work,
    'trainings',
    spaces.simpleSpace('kind', [
      'other',
      'candidate_class',
      'new_member_class',
      'inspection_workshop',
      'committee_class',
    ]),
    kinds.map((kind) => ({ key: '', where: { kind }, count: 1, least: true })),
  );
  const who = (name: string) => asked(attendees, 'kind', ({ where }) => where.who === name);
  writeTraining(place, trainings, who('anybody'), who('listed'), pool);
  const campaigns = fitted(work, 'campaigns', spaces.simpleSpace('kind', ['campaign', 'contest']));
  writeCampaigns(place, campaigns, pieces('events')[0]?.count ?? 0);
}
