/** The 22 forms of the inspection sector, whole with the year before and their checks, against their totals by hand. */
import { asFigures, read } from '../src/db/door.ts';
import type { Edition } from '../src/forms/edition.ts';
import { newest } from '../src/forms/editions.ts';
import { evaluateForm } from '../src/forms/evaluate.ts';
import type { EvaluatedForm } from '../src/forms/evaluated.ts';
import { readPeriod } from '../src/forms/period.ts';
import { systemClock } from '../src/kernel/clock.ts';
import { countByHand } from './forms-by-hand.ts';
import type { Site } from './site.ts';
import { byTurns, type Spread } from './stopwatch.ts';

const PERIOD = '2023-9M';

type At = Pick<Site, 'size' | 'house' | 'token'>;

export type FormsSpeed = {
  size: Site['size'];
  unit: string;
  forms: number;
  /** Numbers of all the forms, and how many of them were compared with the numbers by hand. */
  cells: number;
  compared: number;
  /** What the totals add up to: how much there was to count. */
  counted: number;
  counting: Spread;
  byHand: Spread;
};

async function evaluateAt({ house, token }: At, edition: Edition, unit: string): Promise<EvaluatedForm[]> {
  const period = readPeriod(PERIOD);
  if (!period.ok) throw new Error(`${PERIOD} is no period`);
  const asked = {
    ...{ edition: edition.id, unit, period: period.value, knownAt: null },
    ...{ tree: 'then' as const, today: systemClock.today() },
  };
  const desk = { ...house, editions: [edition] };
  const forms: EvaluatedForm[] = [];
  for (const { id } of edition.forms) {
    const evaluated = await read({ ...house, token }, (tx) => evaluateForm(tx, desk, { ...asked, form: id }));
    if (!evaluated.ok) throw new Error(evaluated.refusals.map(({ message }) => message.en).join('; '));
    forms.push(evaluated.value);
  }
  return forms;
}

function totalIn(form: EvaluatedForm, row: 'total' | 'before'): number {
  const at = form.columns.findIndex(({ id }) => id === 'total');
  const cell = form.rows.find(({ id }) => id === row)!.cells[at]!;
  if (cell.kind !== 'count') throw new Error(`${form.form.id}: no number in the row ${row}`);
  return cell.value;
}

/** All forms of a unit at a site, one after the other, `runs` of each by turns. Throws where a single total differs. */
export async function measureForms(site: At, unit: string, runs: number): Promise<FormsSpeed> {
  const edition = newest(site.house.figures, 'inspection');
  const evaluated = await evaluateAt(site, edition, unit);
  const byHand = () =>
    read({ ...site.house, token: site.token }, (tx) =>
      asFigures(tx, null, (counting) => countByHand(counting, evaluated[0]!.unit.id)),
    );
  const hand = await byHand();
  let counted = 0;
  for (const form of evaluated) {
    const [own, by] = [form.form.id, hand[form.form.id] ?? { now: 0, before: 0 }];
    const ours = { now: totalIn(form, 'total'), before: totalIn(form, 'before') };
    counted += ours.now + ours.before;
    if (ours.now !== by.now || ours.before !== by.before)
      throw new Error(`${own}: ${JSON.stringify(ours)} counted, ${JSON.stringify(by)} by hand`);
  }
  const speeds = await byTurns({ counting: () => evaluateAt(site, edition, unit), byHand }, runs, 2);
  const cells = evaluated.flatMap(({ rows }) => rows).flatMap((row) => row.cells);
  return {
    ...{ size: site.size, unit, forms: evaluated.length, compared: evaluated.length * 2, counted },
    cells: cells.filter(({ kind }) => kind === 'count').length,
    ...speeds,
  };
}
