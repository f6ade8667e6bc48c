/** Dossiers of candidates under way in the autumn of 2023: from the pool to the proposal of the grassroots committee. */
import { checklistOn } from '../src/areas/admission/checklist.ts';
import { STEP_KEYS, type StepKey } from '../src/areas/admission/steps.ts';
import { addDays, type PlainDate, plainDate, yearOf } from '../src/kernel/plain-date.ts';
import { loadRegulations } from '../src/regulations/reader.ts';
import { recorded, workday } from './days.ts';
import type { Row } from './exchange.ts';
import { membersOn, type World } from './membership.ts';
import { inventCandidate, type Member } from './people.ts';
import type { Cell, District } from './structure.ts';

/** How many steps each dossier has behind it. */
const REACHED = [0, 0, 1, 2, 3, 3, 4, 5, 6, 7, 7, 8];

/** Days from one paper to the next: the class and the verification take longest. */
const LASTS: Readonly<Partial<Record<StepKey, readonly [number, number]>>> = {
  awareness_class: [20, 50],
  verification: [20, 45],
  cell_resolution: [7, 25],
};

const LAST_DAY = plainDate('2023-09-28');
const [FIRST, LAST] = [plainDate('2022-09-05'), plainDate('2023-01-31')];
const EVERYBODY = ['self', 'parents', 'in_laws', 'spouse', 'children'];

/** Cells large enough to vote, one of each grassroots organisation. */
const cellsOf = (district: District): Cell[] =>
  district.grassroots
    .flatMap(({ cells }) => cells.find((cell) => !cell.ends && officialsOf(cell).length >= 8) ?? [])
    .slice(0, REACHED.length);

const officialsOf = (cell: Cell): Member[] =>
  membersOn(cell, LAST_DAY).filter(({ official }) => official !== null && official < FIRST);

export function openDossiers(world: World, district: District): void {
  const own = { ...world, random: world.random.fork(`dossiers of ${district.code}`) };
  cellsOf(district).forEach((cell, i) => {
    openDossier(own, cell, REACHED[i]!);
  });
}

function openDossier(world: World, cell: Cell, reached: number): void {
  const { ledger, random } = world;
  const opened = workday(random, FIRST, LAST);
  const at = recorded(random, opened);
  const { person } = inventCandidate(ledger, random, cell, yearOf(opened), at);
  const candidate = ledger.add(
    'candidate',
    {
      person: person.id,
      unit: cell.unit,
      opened_on: opened,
      resolution: `${random.between(1, 9)}-NQ/CB`,
      sources: ['rural'],
      schooling: 'certificate',
      is_readmission: false,
    },
    at,
  ).id;
  for (const rule of checklistOn(loadRegulations(), opened))
    ledger.add('candidate_rule', { candidate, ...rule }, at);
  const members = officialsOf(cell);
  name(world, candidate, 'helper', members[0]!, opened);
  let day = opened;
  for (const step of STEP_KEYS.filter((key) => key !== 'sectional_report').slice(0, reached)) {
    const [low, high] = LASTS[step] ?? [2, 15];
    day = workday(random, addDays(day, low), addDays(day, high));
    if (day > LAST_DAY) return;
    if (step === 'sponsors')
      for (const member of members.slice(0, 2)) name(world, candidate, 'sponsor', member, day);
    ledger.add('candidate_step', stepRow(world, candidate, step, day, cell), recorded(random, day));
  }
}

function name(world: World, candidate: string, role: string, { person }: Member, day: PlainDate): void {
  const row = { candidate, role, person: person.id, together_since: '2021-01-04', valid_from: day };
  const paper = `${world.random.between(10, 19)}-NQ/CB`;
  world.ledger.add('sponsorship', { ...row, paper }, recorded(world.random, day));
}

function stepRow(
  { random }: World,
  candidate: string,
  step: StepKey,
  day: PlainDate,
  cell: Cell,
): Omit<Row<'candidate_step'>, 'id'> {
  const base = { candidate, step, done_on: day, number: `${random.between(1, 60)}`, result: 'done' };
  const about = step === 'verification' ? EVERYBODY : [];
  const official =
    step === 'cell_resolution' ? membersOn(cell, day).filter((one) => one.official !== null).length : 9;
  const votes =
    step === 'cell_resolution' || step === 'committee_resolution' ? { official, in_favour: official } : {};
  return { ...base, about, ...votes };
}
