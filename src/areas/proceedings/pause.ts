/** A deadline stands still and runs again: what is asked of either, and the acts. No rule that is known says how long. */
import { command } from '../../db/door.ts';
import { isId } from '../../kernel/id.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import { done, type Outcome, type Refusal, refused } from '../../kernel/refusal.ts';
import { w } from '../../kernel/words.ts';
import type { Context } from '../../records/catalogue.ts';
import { contextOf, type Office, type Recorded } from '../../records/commands.ts';
import { date, formsOf, type RecordType, text } from '../../records/define.ts';
import { readInput, type Typed, textOf } from '../../records/input.ts';
import type { Clock } from './clocks.ts';
import { noSuchClock, resumeClock, suspendClock, takePauseBack } from './commands.ts';
import { clocksBy, hadPause } from './store.ts';

const form = formsOf('proceedings', 'case');

export const pauseForm = form('pause_deadline', w('Tạm dừng thời hạn', 'Let the deadline stand still'), {
  from_on: date(w('Từ ngày', 'From'), { required: true }),
  grounds: text(w('Lý do', 'Reason'), { required: true, max: 500, multiline: true }),
  document: text(w('Văn bản', 'Paper'), { max: 200 }),
});

export const resumeForm = form('resume_deadline', w('Cho thời hạn chạy tiếp', 'Let the deadline run again'), {
  to_on: date(w('Chạy tiếp từ ngày', 'Runs again from'), { required: true }),
});

export const unpauseForm = form('take_back_pause', w('Rút lần tạm dừng', 'Take back the last pause'), {
  from_on: date(w('Tạm dừng từ ngày', 'Which began on'), { required: true }),
  reason: text(w('Lý do rút', 'Reason'), { required: true, max: 500, multiline: true }),
});

/** Lets a deadline stand still from a day on. Sent twice it is done once. */
export const pauseDeadline = (office: Office, id: string, typed: Typed): Promise<Outcome<Recorded>> =>
  change(office, id, typed, pauseForm, async (context, clock, values) => {
    const asked = { from: values.from_on as PlainDate, reason: values.grounds as string };
    const open = clock.suspensions.find(({ to }) => to === null);
    if (open?.from === asked.from && open.reason === asked.reason) return 'already';
    return suspendClock(context, clock, { ...asked, document: (values.document as string | null) ?? null });
  });

/** Lets it run again from a day on. */
export const resumeDeadline = (office: Office, id: string, typed: Typed): Promise<Outcome<Recorded>> =>
  change(office, id, typed, resumeForm, async (context, clock, values) => {
    const on = values.to_on as PlainDate;
    if (clock.suspensions.at(-1)?.to === on) return 'already';
    return resumeClock(context, clock, on);
  });

/** Takes back the last pause, which was recorded by mistake: the days count again. */
export const takeBackPause = (office: Office, id: string, typed: Typed): Promise<Outcome<Recorded>> =>
  change(office, id, typed, unpauseForm, async (context, clock, values) => {
    const from = values.from_on as PlainDate;
    const stands = clock.suspensions.some((pause) => pause.from === from);
    if (!stands && (await hadPause(context.tx, id, from))) return 'already';
    return takePauseBack(context, clock, from);
  });

type Done = Refusal[] | 'already';

async function change(
  office: Office,
  id: string,
  typed: Typed,
  asked: RecordType,
  act: (context: Context, clock: Clock, values: Readonly<Record<string, unknown>>) => Promise<Done>,
): Promise<Outcome<Recorded>> {
  if (!isId(id)) return refused(noSuchClock);
  const reason = textOf(typed.reason);
  const entry = { command: asked.name, recordType: 'case_clock', recordId: id, input: typed };
  return command(
    office,
    { ...entry, ...(reason ? { reason } : {}) },
    async (tx): Promise<Outcome<Recorded>> => {
      const [clock] = await clocksBy(tx, [id]);
      if (!clock) return refused(noSuchClock);
      const read = await readInput(tx, office.catalogue, asked, typed);
      if (!read.ok) return read;
      const left = await act(contextOf(office, tx), clock, read.value);
      if (left === 'already') return done({ id, already: true });
      return left.length > 0 ? refused(...left) : done({ id, already: false });
    },
  );
}
