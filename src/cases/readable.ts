/** Which keys of a case can be expressed by records of a unit of its kind, and why the others cannot. */

import { CELL_KINDS } from '../areas/organisation/contract.ts';
import type { Figure, FigureCatalogue } from '../figures/define.ts';
import { type Words, w } from '../kernel/words.ts';
import type { Case } from './form.ts';
import { type Meaning, type Reading, readings, type Term } from './meaning.ts';
import { isOutOfReach, recordsOf } from './spaces.ts';

/** As many records of a sort are made to try a case; more would not end in bounded time. */
const MOST_RECORDS = 1_000_000;
const MOST_UNITS = 20_000;

/** Sources that tell units beneath apart. */
const BY_UNIT = new Set(['admitted', 'members', 'member_breakdown', 'targets_received']);

/** Sources whose records can be made for the year before, too. */
const NOT_EARLIER = new Set([
  'units',
  'members',
  'members_before',
  'member_breakdown',
  'member_changes',
  'recognised',
  'members_reviewed',
  'units_reviewed',
  'cards_issued',
]);

export function readable(one: Case, kind: string, catalogue: FigureCatalogue): Map<string, Reading> {
  const read = readings([...one.figures.keys()], catalogue);
  return new Map(
    [...read].map(([key, reading]): [string, Reading] => {
      const reason = reading.ok && reasonAgainst(reading.meaning, one.figures.get(key)!, kind, catalogue);
      return [key, reason ? { ok: false, reason } : reading];
    }),
  );
}

function reasonAgainst(
  meaning: Meaning,
  value: number,
  kind: string,
  catalogue: FigureCatalogue,
): Words | undefined {
  const terms = [...meaning.of, ...(meaning.less ?? []), ...(meaning.share ?? [])];
  const reasons = terms.map((term) => termReason(term, catalogue.figures.get(term.figure)!, kind));
  const isSum = meaning.of.length > 1 && !meaning.share && !meaning.less;
  // Of a sum it is enough that one part can be there.
  const reason = isSum && reasons.includes(undefined) ? undefined : reasons.find((one) => one !== undefined);
  if (reason) return reason;
  const most = terms.some(({ figure }) => catalogue.figures.get(figure)!.source === 'units')
    ? MOST_UNITS
    : MOST_RECORDS;
  if (meaning.share || value <= most) return undefined;
  return w(`quá lớn để dựng thử (trên ${most} bản ghi)`, `too large to be tried (more than ${most} records)`);
}

function termReason(term: Term, figure: Figure, kind: string): Words | undefined {
  const records = recordsOf(figure);
  if (!records)
    return w('chưa dựng được bản ghi cho số liệu này', 'records for this figure cannot be made yet');
  const isCell = CELL_KINDS.includes(kind);
  const { own, body_kind: body, beneath } = records.where;
  if (isOutOfReach(records.where, kind) || (own === true && body === 'cell' && !isCell))
    return w(
      'cơ quan này không thuộc đơn vị của báo cáo',
      'that body does not belong to the unit of the report',
    );
  if (isCell && (own === false || beneath === true))
    return w('chi bộ không có tổ chức đảng cấp dưới', 'a cell has nothing beneath it');
  if (term.at && !BY_UNIT.has(figure.source))
    return w('chưa dựng được số này theo từng đơn vị', 'this figure cannot be made unit by unit');
  if (term.earlier && NOT_EARLIER.has(figure.source) && figure.key !== 'mem.total')
    return w('không dựng được số của kỳ trước', 'the number of the earlier period cannot be built');
  return undefined;
}
