/** The official statistical forms over the demonstration district. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asFigures, read } from '../src/db/door.ts';
import { compareCounts } from '../src/figures/compare.ts';
import { loadFacts } from '../src/figures/recount.ts';
import { editions } from '../src/forms/editions.ts';
import { evaluateForm } from '../src/forms/evaluate.ts';
import type { EvaluatedForm } from '../src/forms/evaluated.ts';
import { catalogueOf, layOut } from '../src/forms/layout.ts';
import { readPeriod } from '../src/forms/period.ts';
import { whenOf } from '../src/reports/request.ts';
import { type DemoDistrict, openDemoDistrict } from './district.ts';

let district: DemoDistrict;
beforeAll(async () => {
  district = await openDemoDistrict();
}, 60_000);
afterAll(() => district?.close());

const EDITION = '11-HD-BTCTW-2021';

const period = (text: string) => {
  const read_ = readPeriod(text);
  if (!read_.ok) throw new Error(text);
  return read_.value;
};

async function formOf(form: string, unit = 'que-son', text = '2023-9M'): Promise<EvaluatedForm> {
  const { office, desk } = district;
  const asked = {
    ...{ edition: EDITION, form, unit, period: period(text) },
    ...{ knownAt: null, tree: 'then' as const, today: office.clock.today() },
  };
  const outcome = await read(office, (tx) =>
    evaluateForm(tx, { ...desk, editions: editions(desk.figures) }, asked),
  );
  if (!outcome.ok) throw new Error(outcome.refusals.map((r) => r.message.en).join());
  return outcome.value;
}

test('look', async () => {
  for (const form of editions(district.desk.figures)[0]!.forms) {
    const t0 = performance.now();
    const made = await formOf(form.id);
    console.log(form.id, Math.round(performance.now() - t0));
    if (!['bieu-4', 'bieu-2b'].includes(form.id))
      for (const row of made.rows)
        console.log(
          row.id,
          row.words.vi,
          JSON.stringify(row.cells.map((c) => ('value' in c ? c.value : 'text' in c ? c.text : c.kind))),
        );
    for (const c of made.checks)
      console.log(
        c.ok,
        c.check.id,
        c.left,
        c.right,
        JSON.stringify(c.culprits.map((x) => [x.type, x.left.length, x.right.length])),
      );
  }
}, 60000);
