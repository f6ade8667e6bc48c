/** The yearly review of 2022: every organisation of the district, and the members whom it concerned. */
import { plainDate } from '../src/kernel/plain-date.ts';
import { moment } from './days.ts';
import { membersOn, type World } from './membership.ts';
import type { Cell, District, Grassroots } from './structure.ts';

const YEAR = 2022;
const DECIDED = plainDate('2022-12-22');
const RECORDED = moment(plainDate('2022-12-26'), 9 * 3600);
/** Whoever became a member later was not graded yet (11-HD/BTCTW, Biểu 6). */
const ADMITTED_BY = plainDate('2022-06-22');

/** Grades fall by the order of the files, so that nothing else of the story depends on them. */
const gradeOf = (n: number): string => (n % 12 === 0 ? 'excellent' : n % 19 === 7 ? 'complete' : 'good');

export function reviewYear(world: World, district: District): void {
  const decided = { year: YEAR, decided_on: DECIDED };
  const above = { ...decided, body: district.bodies.standing_committee!, number: '612-QĐ/HU' };
  district.grassroots.forEach((grassroots, i) => {
    world.ledger.add('unit_review', { ...above, unit: grassroots.unit, grade: gradeOf(i) }, RECORDED);
    const own = { ...decided, body: bodyOf(grassroots), number: `${48 + (i % 7)}-QĐ/ĐU` };
    const cells = grassroots.cells.filter(({ ends }) => !ends || ends > DECIDED);
    for (const cell of cells) {
      if (cell.unit !== grassroots.unit)
        world.ledger.add('unit_review', { ...own, unit: cell.unit, grade: 'good' }, RECORDED);
      reviewMembers(world, cell, own);
    }
  });
}

const bodyOf = ({ bodies }: Grassroots): string => (bodies.committee ?? bodies.cell)!;

type Decided = { year: number; decided_on: string; body: string; number: string };

function reviewMembers({ ledger }: World, cell: Cell, decided: Decided): void {
  const reviewed = membersOn(cell, DECIDED).filter(
    ({ standing, official, exemption }) =>
      !exemption && (official !== null || standing.valid_from < ADMITTED_BY),
  );
  reviewed.forEach(({ person }, n) => {
    ledger.add('member_review', { ...decided, person: person.id, grade: gradeOf(n + 3) }, RECORDED);
  });
}
