/**
 * A clock that notices when it was moved. Deadlines, ages and the order of the log hang on it, so nothing is written
 * while it is wrong; reading goes on, and so does writing once the clock is right again.
 */
import { uptime } from 'node:os';
import { type Clock, type Instant, milliseconds } from '../kernel/clock.ts';
import { type Refusal, refusal } from '../kernel/refusal.ts';
import { w } from '../kernel/words.ts';

/** Seconds by which the clock may stand behind the last entry: ordinary corrections of the network's time. */
export const LAGGING_SECONDS = 5;
/** Seconds by which the clock may have moved against the time since the machine started. */
const JUMP_SECONDS = 300;

export type Timekeeper = Clock & {
  /** Why nothing may be written at this moment; `entry` is the instant the entry was given by the log. */
  trouble(entry: Instant): Refusal | undefined;
};

const behind = (seconds: number) =>
  refusal(
    'clock_behind',
    w(
      `Đồng hồ máy chủ chậm ${seconds} giây so với việc ghi gần nhất, nên chưa ghi gì. Vẫn xem được; hãy báo quản trị viên chỉnh đồng hồ rồi gửi lại.`,
      `The server clock stands ${seconds} seconds behind the last entry, so nothing was written. Reading goes on; ask the administrator to set the clock, then send again.`,
    ),
  );

const jumped = (seconds: number) =>
  refusal(
    'clock_jumped',
    w(
      `Đồng hồ máy chủ vừa nhảy ${seconds} giây, nên chưa ghi gì. Vẫn xem được; quản trị viên chỉnh lại đồng hồ, hoặc khởi động lại phần mềm nếu giờ mới là đúng.`,
      `The server clock has jumped by ${seconds} seconds, so nothing was written. Reading goes on; the administrator sets it back, or restarts the product where the new time is right.`,
    ),
  );

/**
 * Watches a clock against the time since the machine was started, which nobody sets. `until` is an instant up to which
 * entries may lie ahead of the clock, because they were made while it ran ahead; `running` gives seconds since start.
 */
export function keepTime(clock: Clock, until?: Instant, running: () => number = uptime): Timekeeper {
  const offset = milliseconds(clock) / 1000 - running();
  const accepted = until === undefined ? 0 : Date.parse(until);
  return {
    now: () => clock.now(),
    today: () => clock.today(),
    trouble(entry) {
      const now = milliseconds(clock);
      const late = Math.round((Date.parse(entry) - Math.max(now, accepted)) / 1000);
      if (late > LAGGING_SECONDS) return behind(late);
      const moved = Math.round(now / 1000 - running() - offset);
      return Math.abs(moved) > JUMP_SECONDS ? jumped(moved) : undefined;
    },
  };
}
