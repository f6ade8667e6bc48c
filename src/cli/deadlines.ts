/** `capuy deadlines`: raises the reminders that are due, as the server does every hour; each comes once. */
import { raiseAlarms } from '../areas/proceedings/alarms.ts';
import { complain } from './complain.ts';
import { withMachine } from './machine.ts';

export const run = (): Promise<number> =>
  withMachine(async (machine) => {
    const outcome = await raiseAlarms(machine);
    if (!outcome.ok) {
      complain(outcome.refusals);
      return 1;
    }
    const { reminders, above, renewed } = outcome.value;
    process.stdout.write(
      `Lời nhắc mới: ${reminders}; báo cấp trên: ${above}; thời hạn tính lại: ${renewed}\n`,
    );
    return 0;
  });
