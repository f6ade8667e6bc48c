/** Admission targets: province to district, district to grassroots, one commune to its cells, with a revision. */
import { type PlainDate, plainDate } from '../src/kernel/plain-date.ts';
import { recorded } from './days.ts';
import type { World } from './membership.ts';
import { split } from './random.ts';
import type { District, Grassroots } from './structure.ts';

type Given = { unit: string; year: number; value: number; by: string; on: PlainDate; document: string };

function hand({ ledger, random }: World, { unit, year, value, by, on, document }: Given): void {
  const row = { unit, indicator: 'admission', year, value, given_by: by, decided_on: on, document };
  ledger.add('target', row, recorded(random, on));
}

const DAYS = [
  {
    year: 2022,
    province: plainDate('2021-12-21'),
    district: plainDate('2022-01-11'),
    commune: plainDate('2022-01-20'),
  },
  {
    year: 2023,
    province: plainDate('2022-12-20'),
    district: plainDate('2023-01-10'),
    commune: plainDate('2023-01-18'),
  },
] as const;
const REVISED_ON = plainDate('2023-06-15');

/** A commune hands on one more than it received, so that every cell with a candidate has one. */
function handToCells(
  world: World,
  grassroots: Grassroots,
  year: number,
  received: number,
  on: PlainDate,
): void {
  const document = world.numbering.next(grassroots.code, 'QĐ/ĐU', on, 0.3);
  const cells = grassroots.cells.filter((cell) => !cell.ends);
  const values = split(
    received + 1,
    cells.map((cell) => cell.size),
    0,
  );
  cells.forEach((cell, i) => {
    hand(world, { unit: cell.unit, year, value: values[i]!, by: grassroots.unit, on, document });
  });
}

export function handDownTargets(world: World, district: District, province: string): void {
  const { given } = district.plan;
  if (!given) return;
  DAYS.forEach(({ year, ...days }, i) => {
    const order = world.numbering.next('province', 'QĐ/TU', days.province, 5);
    hand(world, {
      unit: district.unit,
      year,
      value: given[i]!,
      by: province,
      on: days.province,
      document: order,
    });
    const document = world.numbering.next(district.code, 'QĐ/HU', days.district);
    for (const grassroots of district.grassroots) {
      const { target, revisedFrom } = grassroots.plan;
      const to = { unit: grassroots.unit, year, by: district.unit };
      const revised = year === 2023 && revisedFrom !== undefined;
      hand(world, { ...to, value: revised ? revisedFrom : target[i]!, on: days.district, document });
      if (revised) {
        const second = world.numbering.next(district.code, 'QĐ/HU', REVISED_ON);
        hand(world, { ...to, value: target[i]!, on: REVISED_ON, document: second });
      }
      const handsOn = grassroots.cells.length > 1 && grassroots.code.startsWith('que-xuan-1');
      if (handsOn) handToCells(world, grassroots, year, target[i]!, days.commune);
    }
  });
}
