/** The result of a run of cases, as JSON and as text, Vietnamese first. */
import { formatDecimal } from '../kernel/number.ts';
import type { Words } from '../kernel/words.ts';
import { isPercentage } from './form.ts';
import type { Compared, Verdict } from './verdict.ts';

type Said = { case: string; keys: readonly string[]; message: Words };
type Unsaid = { case: string; key: string; reason: Words };

export type Summary = {
  cases: number;
  figures: number;
  reproduced: number;
  percentages: number;
  percentagesReproduced: number;
  derived: number;
  derivedHeld: number;
  sourceFaults: Said[];
  notExpressible: Unsaid[];
  notReproduced: {
    case: string;
    key: string;
    printed: number;
    computed: string | null;
    reason: Words | null;
  }[];
  recovered: { case: string; key: string; count: number }[];
  periods: { case: string; from: string; to: string; note: Words | null }[];
  /** Cases of a level the product does not know. */
  refused: { case: string; reason: Words }[];
};

/** Percentages of the source: those among its figures, and those printed beside them that stand nowhere else. */
function percentagesOf({ compared, derived }: Verdict): boolean[] {
  const own = compared.filter(({ key }) => isPercentage(key));
  const printed = derived.filter(
    ({ of, isPercentage: is }) =>
      is && of.status.startsWith('printed') && !own.some((one) => one.printed === of.value),
  );
  return [...own.map(({ outcome }) => outcome === 'reproduced'), ...printed.map(({ ok }) => ok)];
}

const all = <T>(verdicts: readonly Verdict[], of: (verdict: Verdict) => readonly T[]) =>
  verdicts.flatMap((verdict) => of(verdict).map((one) => ({ ...one, case: verdict.id })));

const isCount = ({ key }: Compared): boolean => !isPercentage(key);

export function summaryOf(verdicts: readonly Verdict[]): Summary {
  const compared = all(verdicts, (verdict) => verdict.compared);
  const percentages = verdicts.flatMap(percentagesOf);
  const derived = verdicts.flatMap((verdict) => verdict.derived);
  const isReproduced = ({ outcome }: Compared) => outcome === 'reproduced';
  return {
    cases: verdicts.length,
    figures: compared.filter(isCount).length,
    reproduced: compared.filter((one) => isCount(one) && isReproduced(one)).length,
    percentages: percentages.length,
    percentagesReproduced: percentages.filter(Boolean).length,
    derived: derived.length,
    derivedHeld: derived.filter(({ ok }) => ok).length,
    sourceFaults: all(verdicts, ({ faults }) => faults),
    notExpressible: compared
      .filter(({ outcome }) => outcome === 'not_expressible')
      .map(({ case: of, key, reason }) => ({ case: of, key, reason: reason! })),
    notReproduced: compared
      .filter(({ outcome }) => outcome === 'different')
      .map(({ case: of, key, printed, computed, reason }) => ({
        case: of,
        key,
        printed,
        computed: computed ?? null,
        reason: reason ?? null,
      })),
    recovered: all(verdicts, ({ recovered }) => recovered),
    periods: verdicts.map(({ id, days }) => ({
      case: id,
      from: days.from,
      to: days.to,
      note: days.notes[0] ?? null,
    })),
    refused: verdicts.flatMap(({ id, refused }) => (refused ? [{ case: id, reason: refused }] : [])),
  };
}

const section = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : ['', title, ...lines];

const both = ({ vi, en }: Words): string => (vi === en ? vi : `${vi}\n      ${en}`);

/** For reading: totals first, then what differs, what the source gets wrong, what cannot be said, what was taken. */
export function summaryText(summary: Summary): string {
  const { cases, figures, reproduced, percentages, percentagesReproduced, derived, derivedHeld } = summary;
  return [
    `${cases} trường hợp / cases`,
    `Số liệu tái lập được / figures reproduced: ${reproduced}/${figures}`,
    `Tỷ lệ tái lập được / percentages reproduced: ${percentagesReproduced}/${percentages}`,
    `Phép tính của nguồn đúng / calculations that hold: ${derivedHeld}/${derived}`,
    ...section(
      'KHÔNG TÁI LẬP ĐƯỢC / NOT REPRODUCED',
      summary.notReproduced.map(
        ({ case: of, key, printed, computed, reason }) =>
          `  ${of} ${key}: ${number(printed)} ≠ ${computed ?? '-'}${reason ? `\n      ${both(reason)}` : ''}`,
      ),
    ),
    ...section(
      'NGUỒN SAI / WRONG IN THE SOURCE',
      summary.sourceFaults.map(
        ({ case: of, keys, message }) => `  ${of} [${keys.join(', ')}]\n      ${both(message)}`,
      ),
    ),
    ...section(
      'KHÔNG DIỄN ĐẠT ĐƯỢC / NOT EXPRESSIBLE',
      summary.notExpressible.map(
        ({ case: of, key, reason }) => `  ${of} ${key}: ${reason.vi} / ${reason.en}`,
      ),
    ),
    ...section(
      'SUY RA TỪ NGUỒN / RECOVERED FROM THE SOURCE',
      summary.recovered.map(({ case: of, key, count }) => `  ${of} ${key} = ${number(count)}`),
    ),
    ...section(
      'KỲ CHƯA GHI ĐỦ / PERIODS NOT GIVEN WHOLE',
      summary.periods.flatMap(({ case: of, note }) => (note ? [`  ${of}: ${note.vi} / ${note.en}`] : [])),
    ),
  ].join('\n');
}

const number = (value: number): string =>
  /e/i.test(String(value)) ? String(value) : formatDecimal(String(value), 'vi');
