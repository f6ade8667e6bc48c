/** What keeps deadlines watched while the product serves: reminders are raised at start and every hour. */
import { raiseAlarms } from '../areas/proceedings/alarms.ts';
import type { Who } from '../db/door.ts';
import type { Refusal } from '../kernel/refusal.ts';
import { loadRegulations } from '../regulations/reader.ts';

const HOUR_MS = 3600 * 1000;

type WatchedDeadlines = {
  /** Runs work under a session of the machine, which it closes afterwards. */
  asMachine(work: (who: Who) => Promise<void>): Promise<void>;
  complain(refusals: readonly Refusal[]): void;
  fault(error: unknown): void;
};

export function watchDeadlines({ asMachine, complain, fault }: WatchedDeadlines): { stop(): void } {
  const look = () =>
    void asMachine(async (who) => {
      const outcome = await raiseAlarms({ ...who, regulations: loadRegulations() });
      if (!outcome.ok) complain(outcome.refusals);
    }).catch(fault);
  const hourly = setInterval(look, HOUR_MS);
  hourly.unref();
  look();
  return { stop: () => clearInterval(hourly) };
}
