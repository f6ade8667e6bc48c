/** The results of `capuy check` as text. */
import type { CheckResult } from '../figures/check.ts';
import { formatCount } from '../kernel/number.ts';
import type { Language } from '../kernel/words.ts';

/** One line for each check, and beneath a failed one its culprits. */
export function checkText(results: readonly CheckResult[], language: Language): string {
  return results
    .flatMap(({ ok, words, checked, culprits, faults }) => [
      `${ok ? '✓' : '✗'} ${words[language]}${checked === undefined ? '' : ` (${formatCount(checked, language)})`}`,
      ...culprits.map(
        ({ words: what, record }) => `    ${record ? `${record.type} ${record.id}: ` : ''}${what[language]}`,
      ),
      ...(faults > culprits.length ? [`    … ${formatCount(faults, language)}`] : []),
    ])
    .join('\n');
}
