/** Reads the options that `report` and `records` share. */
import { parseArgs } from 'node:util';
import { systemClock } from '../kernel/clock.ts';
import { done, type Outcome, refusal, refused } from '../kernel/refusal.ts';
import { w } from '../kernel/words.ts';
import { latestYear, readAsked } from '../reports/asked.ts';
import type { ReportRequest } from '../reports/request.ts';

const OPTIONS = {
  unit: { type: 'string' },
  year: { type: 'string' },
  'as-of': { type: 'string' },
  'known-at': { type: 'string' },
  tree: { type: 'string' },
  format: { type: 'string' },
  out: { type: 'string' },
  number: { type: 'string' },
  lang: { type: 'string' },
  json: { type: 'boolean' },
} as const;

export type Asked = {
  name: string | undefined;
  asked: ReportRequest;
  options: Record<string, string | boolean | undefined>;
};

export function readReportArgs(args: string[]): Outcome<Asked> {
  try {
    const { values, positionals } = parseArgs({ args, options: OPTIONS, allowPositionals: true });
    const unit = values.unit;
    if (!unit)
      return refused(refusal('usage', w('Thiếu --unit MÃ_ĐƠN_VỊ.', '--unit CODE is missing.'), 'unit'));
    const said = {
      unit,
      ...(values.year ? { year: values.year } : {}),
      ...(values['as-of'] ? { as_of: values['as-of'] } : {}),
      ...(values['known-at'] ? { known_at: values['known-at'] } : {}),
      ...(values.tree ? { tree: values.tree } : {}),
    };
    const today = systemClock.today();
    const asked = readAsked(said, { unit, year: latestYear(today) }, today);
    return asked.ok ? done({ name: positionals[0], asked: asked.value, options: values }) : asked;
  } catch (error) {
    const message = (error as Error).message;
    return refused(refusal('usage', w(`Tùy chọn không đúng: ${message}`, message)));
  }
}
