import { expect, test } from 'vitest';
import { asFigures, read } from '../../db/door.ts';
import { compareCounts } from '../../figures/compare.ts';
import { figureCatalogue } from '../../figures/define.ts';
import { loadFacts } from '../../figures/recount.ts';
import { plainDate } from '../../kernel/plain-date.ts';
import { commendationFigures } from '../commendation/figures.ts';
import { disciplineFigures } from '../discipline/figures.ts';
import { disseminationFigures } from '../dissemination/figures.ts';
import { petitionsFigures } from '../petitions/figures.ts';
import { remediationFigures } from '../remediation/figures.ts';
import { trainingFigures } from '../training/figures.ts';
import { inspectionFigures } from './figures.ts';
import { openDemoDistrict } from './tmp-district.ts';

test('demo', async () => {
  let d: Awaited<ReturnType<typeof openDemoDistrict>>;
  try {
    d = await openDemoDistrict();
  } catch (e) {
    console.log(e);
    throw e;
  }
  const catalogue = figureCatalogue([
    inspectionFigures,
    disciplineFigures,
    petitionsFigures,
    remediationFigures,
    disseminationFigures,
    commendationFigures,
    trainingFigures,
  ]);
  const [qs] = await d.owner`select unit from unit_period where code = 'que-son'`;
  for (const [y, asOf] of [
    [2023, '2023-10-05'],
    [2022, '2022-10-05'],
    [2023, '2023-09-30'],
  ] as const) {
    const when = {
      from: plainDate(`${y}-01-01`),
      to: plainDate(`${y}-09-30`),
      before: plainDate(`${y - 1}-12-31`),
      asOf: plainDate(asOf),
      year: y,
      rules: {},
    };
    const facts = await read(d.office, (tx) => asFigures(tx, null, () => loadFacts(tx)));
    const t = performance.now();
    const c = await read(d.office, (tx) =>
      compareCounts(tx, catalogue, facts, when, plainDate('2026-11-23')),
    );
    console.log(
      y,
      asOf,
      'units',
      c.units,
      'numbers',
      c.numbers,
      'diff',
      c.differences.length,
      JSON.stringify(c.differences.slice(0, 3)),
      Math.round(performance.now() - t),
      'ms',
    );
    const v = c.values.get(qs!.unit)!;
    console.log(
      [...v]
        .filter(([, n]) => n !== 0)
        .map(([k, n]) => `${k}=${n}`)
        .join('\n'),
    );
    expect(c.differences.length).toBe(0);
  }
  await d.close();
}, 240000);
