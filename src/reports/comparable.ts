/** Whether a figure may be held against the same figure of the year before: only while it means the same. */
import type { FigureCatalogue } from '../figures/define.ts';
import { type Words, w } from '../kernel/words.ts';
import type { Regulations } from '../regulations/reader.ts';
import type { ReportPeriod } from './evaluated.ts';
import { yearBefore } from './request.ts';

type Known = { figures: FigureCatalogue; regulations: Regulations };

/**
 * Why a figure cannot be compared with the year before, or null: the unit was not there, or a rule that gives the figure
 * its meaning (`meaning` of the figure) says something else than it did then.
 */
export function incomparable(
  { figures, regulations }: Known,
  key: string,
  period: ReportPeriod,
  existedBefore: boolean,
): Words | null {
  if (!existedBefore)
    return w('Không so sánh được: đơn vị chưa thành lập', 'Not comparable: the unit did not exist');
  const meaning = figures.figures.get(key)?.meaning;
  if (!meaning) return null;
  const said = (day: ReportPeriod['to']) => JSON.stringify(regulations.valueOn(meaning.rule, day)?.value);
  if (said(period.to) === said(yearBefore(period).to)) return null;
  return w(`Không so sánh được: ${meaning.words.vi}`, `Not comparable: ${meaning.words.en}`);
}
