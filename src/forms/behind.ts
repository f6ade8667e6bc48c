/** The records behind one cell: complete in their count, cut to what the reader may open. */
import { asFigures, asKnownAt, type Reader } from '../db/door.ts';
import { valueAndRecords } from '../figures/evaluate.ts';
import { done, type Outcome, refusal, refused } from '../kernel/refusal.ts';
import { w } from '../kernel/words.ts';
import type { Catalogue } from '../records/catalogue.ts';
import { loadRecords } from '../records/store.ts';
import type { BehindFigure } from '../reports/behind.ts';
import { hasRules, NO_RULES, yearBefore } from '../reports/request.ts';
import { cellKey, type Form } from './edition.ts';
import { type AskedForm, type FormDesk, openForm, requestOf } from './evaluate.ts';
import { SUM } from './layout.ts';

type BehindCell = BehindFigure & { form: Form };

const NO_CELL = refusal(
  'not_found',
  w('Biểu này không có ô như vậy trong kỳ đã chọn.', 'The form has no such cell in this period.'),
  'cell',
);

/** `cell` is the id of a row, with that of its column where the form has its own; `before`: a year earlier. */
export async function behindCell(
  tx: Reader,
  desk: FormDesk & { catalogue: Catalogue },
  asked: AskedForm,
  cell: string,
  before: boolean,
): Promise<Outcome<BehindCell>> {
  const opened = await openForm(tx, desk, asked);
  if (!opened.ok) return opened;
  const { form, catalogue, unit } = opened.value;
  const figure = catalogue.figures.get(cellKey(form, cell));
  if (!figure || cell.endsWith(SUM)) return refused(NO_CELL);
  const period = before ? yearBefore(asked.period) : asked.period;
  if (!hasRules(desk.regulations, period)) return refused(NO_RULES);
  const request = requestOf(desk, asked, period, [unit.id]);
  const { value, counted } = await asFigures(tx, asked.knownAt, (counting) =>
    valueAndRecords(counting, catalogue, request, figure.key),
  );
  const type = desk.catalogue.record(catalogue.sources.get(figure.source)!.record);
  if (asked.knownAt) await asKnownAt(tx, asked.knownAt);
  const rows = await loadRecords(tx, type, [...new Set(counted.map((row) => row.record))]);
  const open = new Map(rows.map((row) => [row.id, row]));
  return done({ form, figure, type, unit, period, value, counted, open });
}
