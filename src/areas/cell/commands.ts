import type { PlainDate } from '../../kernel/plain-date.ts';
import type { Refusal } from '../../kernel/refusal.ts';
import type { AnyRow, Behaviour, Context } from '../../records/catalogue.ts';
import type { Regulations } from '../../regulations/reader.ts';
import { isMemberOn } from '../membership/contract.ts';
import { type InForce, monthRefusals, suspensionRefusals } from './rules.ts';

function inForce(regulations: Regulations, id: string, day: PlainDate): InForce | null {
  const rule = regulations.valueOn<number>(id, day);
  return rule
    ? { value: rule.value, source: regulations.sourceText(rule, 'vi'), isCertain: rule.known === 'A' }
    : null;
}

async function checkSuspension({ tx, clock, regulations }: Context, row: AnyRow): Promise<Refusal[]> {
  const from = row.valid_from as PlainDate;
  return suspensionRefusals({
    from,
    until: row.until_on as PlainDate,
    extendedUntil: row.extended_until as PlainDate | null,
    extensionNumber: row.extension_number as string | null,
    endedOn: row.ended_on as PlainDate | null,
    endDocument: row.end_document as string | null,
    decidedOn: row.decided_on as PlainDate,
    today: clock.today(),
    isMember: await isMemberOn(tx, row.person as string, from),
    most: inForce(regulations, 'suspension.member', from),
    mostWithExtension: inForce(regulations, 'suspension.member_total_max', from),
  });
}

export const cellBehaviours: Record<string, Behaviour> = {
  missed_month: { check: async ({ clock }, row) => monthRefusals(String(row.month), clock.today()) },
  suspension: { check: checkSuspension },
};
