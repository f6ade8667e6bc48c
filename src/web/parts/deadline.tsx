/** A deadline in working days, with the arithmetic behind it: one sentence, and every day where somebody asks. */
import { formatDate, weekday } from '../../kernel/plain-date.ts';
import { type Language, w } from '../../kernel/words.ts';
import { type CountedDay, type Deadline, deadlineText } from '../../regulations/calendar/working-days.ts';
import { say } from '../words.ts';

export const DAY_BY_DAY = w('Từng ngày một', 'Day by day');

const WORDS = {
  counted: w('ngày thứ', 'day'),
  working: w('ngày làm việc thứ', 'working day'),
  not: w('không tính', 'not counted'),
};

function dayText({ day, nth, why }: CountedDay, isWorking: boolean, language: Language): string {
  const date = `${say(weekday(day), language)} ${formatDate(day, language)}`;
  const reason = why ? ` (${say(why, language)})` : '';
  return nth === null
    ? `${date}: ${say(WORDS.not, language)}${reason}`
    : `${date}: ${say(isWorking ? WORDS.working : WORDS.counted, language)} ${nth}${reason}`;
}

type DaysProps = { days: readonly CountedDay[]; isWorking: boolean; language: Language; isOpen?: boolean };

/** Every day on the way, folded: its number, or why it does not count. */
export const DayByDay = ({ days, isWorking, language, isOpen = false }: DaysProps) =>
  days.length === 0 ? null : (
    <details open={isOpen}>
      <summary>{say(DAY_BY_DAY, language)}</summary>
      <ol class="ds-list">
        {days.map((day) => (
          <li>{dayText(day, isWorking, language)}</li>
        ))}
      </ol>
    </details>
  );

type DeadlineProps = { deadline: Deadline; language: Language };

export const Arithmetic = ({ deadline, language }: DeadlineProps) => (
  <>
    <p>{deadlineText(deadline, language)}</p>
    <DayByDay days={deadline.days} isWorking language={language} />
  </>
);
