/** What the first page reminds of beside due work: transfers at either end, exempt members to ask, questions to the cell. */
import { questionsOf } from '../../areas/cell/pages.tsx';
import { monthsLacking } from '../../areas/meetings/pages.tsx';
import { runningClock } from '../../areas/transfers/clocks.ts';
import { listsOf } from '../../areas/transfers/rules.ts';
import { type SeenTransfer, transfersSeen } from '../../areas/transfers/store.ts';
import { type Reader, read } from '../../db/door.ts';
import { formatCount } from '../../kernel/number.ts';
import { addDays, daysBetween, type PlainDate } from '../../kernel/plain-date.ts';
import { type Words, w } from '../../kernel/words.ts';
import { exemptionsToAsk } from '../../reports/store.ts';
import type { Desk } from '../desk.tsx';
import type { DueItem } from '../parts/home.tsx';
import { monthWords } from '../parts/month-filter.tsx';
import { paths } from '../paths.ts';
import { say } from '../words.ts';

const WORDS = {
  toDo: (n: string) => w(`Chuyển sinh hoạt đảng phải làm: ${n}`, `Transfers to do: ${n}`),
  coming: (n: string) => w(`Đảng viên sắp chuyển đến: ${n}`, `Members coming: ${n}`),
  lost: (n: string) =>
    w(
      `Đã giới thiệu đi, quá hạn mà chưa được tiếp nhận: ${n}`,
      `Introduced out and not received in time: ${n}`,
    ),
  ask: w('Hỏi lại đảng viên được miễn sinh hoạt', 'Ask an exempt member again'),
  questions: (n: string) => w(`Câu hỏi với chi bộ: ${n}`, `Questions to the cell: ${n}`),
  meetings: (months: string) =>
    w(`Chưa ghi sinh hoạt chi bộ: ${months}`, `No cell meeting on record: ${months}`),
};

/** Days before the day set for asking an exempt member again. */
const ASK_AHEAD = 30;

/** Lines for the first page, what is due soonest first within each kind. */
export async function reminders(desk: Desk): Promise<DueItem[]> {
  const { language } = desk;
  const today = desk.clock.today();
  const exempt = await read(desk, (tx) => exemptionsToAsk(tx, today, addDays(today, ASK_AHEAD)));
  const { members } = desk.reads.has('missed_month') ? await questionsOf(desk) : { members: [] };
  const asking = members.filter(({ counts }) => counts.some(({ asks }) => asks)).length;
  return [
    ...(await transferItems(desk)),
    ...exempt.map(({ id, name, unit, on }) => ({
      href: paths.record('exemption', id),
      what: `${say(WORDS.ask, language)}: ${name}`,
      who: unit,
      due: on,
      days: daysBetween(today, on),
    })),
    ...(await meetingItems(desk)),
    ...(asking === 0
      ? []
      : [
          {
            href: paths.cellQuestions(),
            what: say(WORDS.questions(formatCount(asking, language)), language),
            due: null,
            days: 0,
          },
        ]),
  ];
}

/** Months of which a cell that records its meetings has none. */
async function meetingItems(desk: Desk): Promise<DueItem[]> {
  const { language } = desk;
  return (await monthsLacking(desk)).map(({ cell, name, months }) => ({
    href: paths.meetings({ month: months[0]!, cell }),
    what: say(WORDS.meetings(months.map((month) => monthWords(month, language)).join(', ')), language),
    who: name,
    due: null,
    days: 0,
  }));
}

/** The last day of what is to be done next in a transfer; null where no rule names one. */
function lastDayOf(transfer: SeenTransfer, { regulations }: Pick<Desk, 'regulations'>): PlainDate | null {
  const deadline = runningClock(transfer, regulations)?.deadline;
  return deadline?.ok ? deadline.value.on : null;
}

/** By transfer under way: the last day of what is to be done next. */
export async function transferDays(
  desk: Pick<Desk, 'regulations'>,
  tx: Reader,
): Promise<Map<string, PlainDate | null>> {
  return new Map((await transfersSeen(tx)).map((one) => [one.id, lastDayOf(one, desk)]));
}

/** Transfers in three lines: to do, coming, and lost on the way; each due when the first of its kind is. */
async function transferItems(desk: Desk): Promise<DueItem[]> {
  const today = desk.clock.today();
  const transfers = desk.reads.has('transfer') ? await read(desk, (tx) => transfersSeen(tx)) : [];
  const seen = transfers.map((transfer) => {
    const on = lastDayOf(transfer, desk);
    return { lists: listsOf(transfer, transfer), on, since: transfer.introduced_on ?? transfer.requested_on };
  });
  const line = (some: typeof seen, words: (n: string) => Words): DueItem[] => {
    if (some.length === 0) return [];
    const what = say(words(formatCount(some.length, desk.language)), desk.language);
    const due = some.flatMap(({ on }) => on ?? []).sort()[0] ?? null;
    const days = due ? daysBetween(today, due) : daysBetween(oldest(some.map(({ since }) => since)), today);
    return [{ href: paths.transfers(), what, due, days }];
  };
  return [
    ...line(
      seen.filter(({ lists }) => lists.includes('to_do')),
      WORDS.toDo,
    ),
    ...line(
      seen.filter(({ lists }) => lists.includes('coming')),
      WORDS.coming,
    ),
    ...line(
      seen.filter(({ lists, on }) => lists.includes('under_way') && on !== null && on < today),
      WORDS.lost,
    ),
  ];
}

const oldest = (days: PlainDate[]): PlainDate => days.sort()[0]!;
