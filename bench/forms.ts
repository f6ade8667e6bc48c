/** Forms of the inspection sector, whole with the year before and their checks, against the same rows by hand-written SQL. */
import type { Reader } from '../src/db/door.ts';
import { asFigures, read } from '../src/db/door.ts';
import { newest } from '../src/forms/editions.ts';
import { evaluateForm } from '../src/forms/evaluate.ts';
import type { EvaluatedForm } from '../src/forms/evaluated.ts';
import { readPeriod } from '../src/forms/period.ts';
import { systemClock } from '../src/kernel/clock.ts';
import type { Site } from './site.ts';
import { byTurns, type Spread } from './stopwatch.ts';

const PERIOD = '2023-9M';

export type FormSpeed = {
  size: Site['size'];
  unit: string;
  form: string;
  /** Cells of the form, and how many of them were compared with the numbers by hand. */
  cells: number;
  compared: number;
  counting: Spread;
  byHand: Spread;
};

type Numbers = Record<string, number>;

/** The rows of the total, this year and the last, as a careful engineer would count them for this one form. */
const BY_HAND: Readonly<Record<string, (tx: Reader, unit: string) => Promise<Numbers>>> = {
  'thkl-dv-cap-uy': async (tx, unit) => {
    const [row] = await tx<Numbers[]>`
      with decided as (
        select d.form, d.decided_on >= '2023-01-01' as now, b.kind, u.kind as level
        from discipline_decision d join body b on b.id = d.body and b.kind <> 'inspection_commission'
        join unit_closure c on c.ancestor = ${unit} and c.descendant = d.unit and d.decided_on >= c.valid_from
          and d.decided_on < c.valid_to
        join unit_period u on u.unit = d.unit and d.decided_on >= u.valid_from
          and (u.valid_to is null or d.decided_on < u.valid_to)
        join discipline_decision f on f.id = coalesce(d.changes, d.id)
        where d.subject_kind = 'member' and d.form <> 'none'
          and (f.decided_on between '2023-01-01' and '2023-09-30' and d.decided_on <= '2023-09-30'
            or f.decided_on between '2022-01-01' and '2022-09-30' and d.decided_on <= '2022-09-30')
          and not exists (select from discipline_decision n where coalesce(n.changes, n.id) = f.id
            and n.decided_on <= make_date(extract(year from f.decided_on)::int, 9, 30)
            and (n.decided_on, n.changes is not null, n.id) > (d.decided_on, d.changes is not null, d.id))
      )
      select count(*) filter (where now)::int as "total.total", count(*) filter (where not now)::int as "before.total",
        count(*) filter (where now and form = 'reprimand')::int as "total.reprimand",
        count(*) filter (where now and form = 'warning')::int as "total.warning",
        count(*) filter (where now and form = 'expulsion')::int as "total.expulsion",
        count(*) filter (where now and kind = 'cell')::int as "total.cell",
        count(*) filter (where now and kind <> 'cell' and level = 'grassroots_committee')::int as "total.grassroots"
      from decided`;
    return row!;
  },
  'dhvp-dv': async (tx, unit) => {
    const [row] = await tx<Numbers[]>`
      with inspected as (
        select x.result, x.concluded_on >= '2023-01-01' as now, b.kind
        from inspection_subject x join inspection i on i.id = x.inspection
        join body b on b.id = i.body and b.kind in ('inspection_commission', 'cell')
        join unit_closure c on c.ancestor = ${unit} and c.descendant = x.unit and x.concluded_on >= c.valid_from
          and x.concluded_on < c.valid_to
        where x.kind = 'member' and 'signs' = any (x.works)
          and (x.concluded_on between '2023-01-01' and '2023-09-30'
            or x.concluded_on between '2022-01-01' and '2022-09-30')
      )
      select count(*) filter (where now)::int as "total.total", count(*) filter (where not now)::int as "before.total",
        count(*) filter (where now and kind = 'cell')::int as "total.cell",
        count(*) filter (where now and result in ('violation', 'must_discipline'))::int as "total.violating",
        count(*) filter (where now and result = 'must_discipline')::int as "total.must"
      from inspected`;
    return row!;
  },
};

export const MEASURED_FORMS = Object.keys(BY_HAND);

const evaluateAt = async ({ house, token }: Pick<Site, 'house' | 'token'>, unit: string, form: string) => {
  const edition = newest(house.figures, 'inspection');
  const period = readPeriod(PERIOD);
  if (!period.ok) throw new Error(`${PERIOD} is no period`);
  const asked = {
    ...{ edition: edition.id, form, unit, period: period.value, knownAt: null },
    ...{ tree: 'then' as const, today: systemClock.today() },
  };
  const desk = { ...house, editions: [edition] };
  const evaluated = await read({ ...house, token }, (tx) => evaluateForm(tx, desk, asked));
  if (!evaluated.ok) throw new Error(evaluated.refusals.map(({ message }) => message.en).join('; '));
  return evaluated.value;
};

const cellOf = (form: EvaluatedForm, name: string): number | undefined => {
  const [row, column] = name.split('.');
  const at = form.columns.findIndex(({ id }) => id === column);
  const cell = form.rows.find(({ id }) => id === row)?.cells[at];
  return cell?.kind === 'count' ? cell.value : undefined;
};

/** One form of a unit at a site, `runs` of each by turns. Throws where a single number differs. */
export async function measureForm(
  site: Pick<Site, 'size' | 'house' | 'token'>,
  unit: string,
  form: string,
  runs: number,
): Promise<FormSpeed> {
  const evaluated = await evaluateAt(site, unit, form);
  const byHand = () =>
    read({ ...site.house, token: site.token }, (tx) =>
      asFigures(tx, null, (counting) => BY_HAND[form]!(counting, evaluated.unit.id)),
    );
  const numbers = await byHand();
  for (const [name, value] of Object.entries(numbers)) {
    const counted = cellOf(evaluated, name);
    if (counted !== value) throw new Error(`${form} ${name}: ${counted} counted, ${value} by hand`);
  }
  const speeds = await byTurns({ counting: () => evaluateAt(site, unit, form), byHand }, runs, 2);
  return {
    ...{ size: site.size, unit, form, compared: Object.keys(numbers).length },
    cells: evaluated.rows.flatMap(({ cells }) => cells).filter(({ kind }) => kind === 'count').length,
    ...speeds,
  };
}
