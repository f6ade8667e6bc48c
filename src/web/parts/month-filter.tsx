/** A page that shows one month: which one is asked for, in any way it is written, and the form that asks for another. */
import {
  formatPartialDate,
  isMonth,
  monthIn,
  type PartialDate,
  parsePartialDate,
} from '../../kernel/partial-date.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import { type Language, w } from '../../kernel/words.ts';
import { say } from '../words.ts';

const WORDS = {
  month: w('Tháng', 'Month'),
  show: w('Xem tháng này', 'Show this month'),
};

/** The month typed, as stored (`2023-09`), else the one a day lies in. */
export function monthAsked(typed: string, today: PlainDate): string {
  const parsed = parsePartialDate(typed);
  const month = parsed.ok ? monthIn(parsed.value) : '';
  return isMonth(month) ? month : monthIn(today);
}

export const monthWords = (month: string, language: Language): string =>
  formatPartialDate(month as PartialDate, language);

type Props = { action: string; month: string; cell?: string | undefined; language: Language };

export const MonthFilter = ({ action, month, cell, language }: Props) => (
  <form method="get" action={action} class="filter-row">
    {cell ? <input type="hidden" name="cell" value={cell} /> : null}
    <div class="filter">
      <label class="ds-label" for="month">
        {say(WORDS.month, language)}
      </label>
      <input
        class="ds-input"
        id="month"
        name="month"
        value={monthWords(month, language)}
        autocomplete="off"
      />
    </div>
    <div class="filter-verbs">
      <button class="ds-button" data-variant="secondary" type="submit">
        {say(WORDS.show, language)}
      </button>
    </div>
  </form>
);
