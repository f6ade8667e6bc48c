/** The plans behind the figures: how PostgreSQL finds the records of a unit, as the role that counts. */

import { figures } from '../src/catalogue.ts';
import type { Database } from '../src/db/connection.ts';
import { countStatement, figureOf } from '../src/figures/evaluate.ts';
import { plainDate } from '../src/kernel/plain-date.ts';
import { loadRegulations } from '../src/regulations/reader.ts';
import { periodOf, requestFor } from '../src/reports/request.ts';

const AS_OF = plainDate('2023-10-05');

/** The plan of one figure's statement for a unit of the nine months of 2023, as text. */
export async function planOf(owner: Database, key: string, unitCode: string): Promise<string> {
  const [unit] = await owner<{ unit: string }[]>`
    select unit from unit_period where code = ${unitCode} order by valid_from desc limit 1`;
  const asked = {
    unit: unitCode,
    year: 2023,
    asOf: AS_OF,
    knownAt: null,
    tree: 'then',
    today: AS_OF,
  } as const;
  const request = requestFor(asked, periodOf(2023, AS_OF), [unit!.unit], loadRegulations());
  const figure = figureOf(figures, key);
  const { text, values } = countStatement(figures.sources.get(figure.source)!, [figure], request);
  const rows = await owner.begin(async (tx) => {
    await tx`set local role capuy_figures`;
    await tx`set local plan_cache_mode = force_custom_plan`;
    return tx.unsafe<{ 'QUERY PLAN': string }[]>(`explain (costs off) ${text}`, values as never[], {
      prepare: true,
    });
  });
  return rows.map((row) => row['QUERY PLAN']).join('\n');
}

export const countingPlan = (owner: Database, unitCode: string): Promise<string> =>
  planOf(owner, 'mem.total', unitCode);
