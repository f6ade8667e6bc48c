/** The cell that was merged into its neighbour on 1/7/2023: one act with its number, whole or not at all. */
import { plainDate } from '../src/kernel/plain-date.ts';
import { recorded } from './days.ts';
import type { World } from './membership.ts';
import { mergedInto } from './moves.ts';
import { type Grassroots, MERGER_DAY } from './structure.ts';

/** Records the act, ends the cell with its body, and names its successor. Its members are re-homed elsewhere. */
export function recordMerger({ ledger, numbering, random }: World, grassroots: Grassroots): void {
  const { plan, cells, district, unit } = grassroots;
  if (!plan.merger) return;
  const from = cells[plan.merger.from]!;
  const into = mergedInto(from);
  const decided = plainDate('2023-06-20');
  const at = recorded(random, decided);
  const act = ledger.add(
    'reorganisation',
    {
      unit,
      number: numbering.next(district.code, 'QĐ/HU', decided),
      decided_on: decided,
      effective_on: MERGER_DAY,
      decided_by: 'Ban Thường vụ Huyện ủy',
      summary: `Sáp nhập ${from.name} vào ${into.name} thuộc ${grassroots.name}`,
      operations: [{ operation: 'merge', units: [from.unit], into: into.unit }],
    },
    at,
  );
  ledger.amend('unit_period', from.period, { valid_to: MERGER_DAY }, at);
  ledger.amend('body', from.body, { valid_to: MERGER_DAY }, at);
  const succession = { unit, reorganisation: act.id, predecessor: from.unit, successor: into.unit };
  ledger.add('unit_succession', { ...succession, is_principal: true, effective_on: MERGER_DAY }, at);
}
