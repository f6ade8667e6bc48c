/** Reads what report was asked for from the address; what was not said gets the obvious default. */
import { parseInstant } from '../kernel/clock.ts';
import { type PlainDate, parseDate } from '../kernel/plain-date.ts';
import { done, type Outcome, type Refusal, refusal, refused } from '../kernel/refusal.ts';
import { clean } from '../kernel/text.ts';
import { w } from '../kernel/words.ts';
import type { ReportRequest } from './request.ts';

/** The last nine months that have ended on a day. */
export const latestYear = (today: PlainDate): number =>
  today >= `${today.slice(0, 4)}-10-01` ? Number(today.slice(0, 4)) : Number(today.slice(0, 4)) - 1;

type Said = { unit?: string; year?: string; as_of?: string; known_at?: string; tree?: string };

/** From words typed in an address or on a command line. Refusals name the part that cannot be read. */
export function readAsked(
  said: Said,
  standard: { unit: string; year: number },
  today: PlainDate,
): Outcome<ReportRequest> {
  const refusals: Refusal[] = [];
  const year = said.year ? Number(said.year) : standard.year;
  if (!Number.isInteger(year) || year < 1930 || year > 2200) {
    refusals.push(
      refusal(
        'bad_year',
        w('Năm phải là số từ 1930 đến 2200.', 'The year must be from 1930 to 2200.'),
        'year',
      ),
    );
  }
  const asOf = said.as_of ? parseDate(said.as_of, 'as_of') : null;
  if (asOf && !asOf.ok) refusals.push(...asOf.refusals);
  const knownAt = said.known_at ? parseInstant(said.known_at) : null;
  if (knownAt === undefined) {
    refusals.push(
      refusal(
        'bad_instant',
        w(
          'Thời điểm được biết phải là ngày hoặc thời điểm ISO 8601.',
          'The instant must be a day or ISO 8601.',
        ),
        'known_at',
      ),
    );
  }
  if (said.tree && said.tree !== 'then' && said.tree !== 'now') {
    refusals.push(
      refusal('bad_tree', w('Cây tổ chức là then hoặc now.', 'The tree is then or now.'), 'tree'),
    );
  }
  if (refusals.length > 0) return refused(...refusals);
  return done({
    unit: clean(said.unit ?? '') || standard.unit,
    year,
    asOf: asOf?.ok ? asOf.value : null,
    knownAt: knownAt ?? null,
    tree: said.tree === 'now' ? 'now' : 'then',
    today,
  });
}
