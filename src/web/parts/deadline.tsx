/** A deadline in working days, with the arithmetic behind it: one sentence, and every day where somebody asks. */
import { formatDate, weekday } from '../../kernel/plain-date.ts';
import { type Language, w } from '../../kernel/words.ts';
import { type CountedDay, type Deadline, deadlineText } from '../../regulations/calendar/working-days.ts';
import { say } from '../words.ts';

const WORDS = {
  days: w('Từng ngày một', 'Day by day'),
  counted: w('ngày làm việc thứ', 'working day'),
  not: w('không tính', 'not counted'),
};

function dayText({ day, nth, why }: CountedDay, language: Language): string {
  const date = `${say(weekday(day), language)} ${formatDate(day, language)}`;
  const reason = why ? ` (${say(why, language)})` : '';
  return nth === null
    ? `${date}: ${say(WORDS.not, language)}${reason}`
    : `${date}: ${say(WORDS.counted, language)} ${nth}${reason}`;
}

type DeadlineProps = { deadline: Deadline; language: Language };

export const Arithmetic = ({ deadline, language }: DeadlineProps) => (
  <>
    <p>{deadlineText(deadline, language)}</p>
    <details>
      <summary>{say(WORDS.days, language)}</summary>
      <ol class="ds-list">
        {deadline.days.map((day) => (
          <li>{dayText(day, language)}</li>
        ))}
      </ol>
    </details>
  </>
);
