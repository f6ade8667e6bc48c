import type { PlainDate } from '../../kernel/plain-date.ts';
import type { Refusal } from '../../kernel/refusal.ts';
import type { AnyRow, Behaviour, Context } from '../../records/catalogue.ts';
import { bodyRefusals } from './rules.ts';
import { lifeOf } from './store.ts';

async function checkBody(context: Context, row: AnyRow): Promise<Refusal[]> {
  return bodyRefusals({
    kind: row.kind as string,
    from: row.valid_from as PlainDate,
    to: row.valid_to as PlainDate | null,
    unit: (await lifeOf(context.tx, row.unit as string)) ?? null,
  });
}

export const organisationBehaviours: Record<string, Behaviour> = {
  body: { check: checkBody },
};
