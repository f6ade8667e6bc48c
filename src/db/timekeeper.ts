/**
 * A clock that notices when it was moved. Deadlines, ages and the order of the log hang on it, so nothing is written
 * while it is wrong; reading goes on, and so does writing once the clock is right again. What cannot be noted meanwhile
 * (the opening of a sensitive record, an export, a sign-in) waits as well.
 */
import { uptime } from 'node:os';
import { type Clock, type Instant, milliseconds } from '../kernel/clock.ts';
import { type Refusal, refusal } from '../kernel/refusal.ts';
import { w } from '../kernel/words.ts';

/** Seconds by which the clock may stand behind the last entry: ordinary corrections of the network's time. */
export const LAGGING_SECONDS = 5;
/** Seconds by which the clock may have moved against the time since the machine started. */
const JUMP_SECONDS = 300;

/** Thrown by what would write into the log beside commands, by a clock that was moved. */
export class ClockTrouble extends Error {
  readonly refusal: Refusal;
  constructor(trouble: Refusal) {
    super(trouble.message.en);
    this.refusal = trouble;
  }
}

export type Timekeeper = Clock & {
  /** Seconds by which the clock stood ahead of the time since the machine started, when it began to be watched. */
  offset: number;
  /** Why nothing may be written at this moment; `entry` is the instant the entry was given by the log. */
  trouble(entry: Instant): Refusal | undefined;
};

const behind = (seconds: number) =>
  refusal(
    'clock_behind',
    w(
      `Đồng hồ máy chủ chậm ${seconds} giây so với việc ghi gần nhất, nên chưa ghi gì. Danh sách và báo cáo vẫn xem được; ghi sổ, mở hồ sơ nhạy cảm, kết xuất và đăng nhập phải chờ. Hãy báo quản trị viên chỉnh đồng hồ rồi làm lại.`,
      `The server clock stands ${seconds} seconds behind the last entry, so nothing was written. Lists and reports can still be read; recording, sensitive records, exports and signing in have to wait. Ask the administrator to set the clock, then try again.`,
    ),
  );

const jumped = (seconds: number) =>
  refusal(
    'clock_jumped',
    w(
      `Đồng hồ máy chủ vừa nhảy ${seconds} giây, nên chưa ghi gì. Danh sách và báo cáo vẫn xem được; ghi sổ, mở hồ sơ nhạy cảm, kết xuất và đăng nhập phải chờ. Quản trị viên chỉnh lại đồng hồ, hoặc khởi động lại phần mềm nếu giờ mới là đúng.`,
      `The server clock has jumped by ${seconds} seconds, so nothing was written. Lists and reports can still be read; recording, sensitive records, exports and signing in have to wait. The administrator sets it back, or restarts the product where the new time is right.`,
    ),
  );

/**
 * Watches a clock against the time since the machine was started, which nobody sets. `until` is an instant up to which
 * entries may lie ahead of the clock, because they were made while it ran ahead; `running` gives seconds since start.
 * Whoever joins a server goes by the `offset` the server began with, and thus sees a jump from before it came.
 */
export function keepTime(
  clock: Clock,
  until?: Instant,
  running: () => number = uptime,
  offset = milliseconds(clock) / 1000 - running(),
): Timekeeper {
  const accepted = until === undefined ? 0 : Date.parse(until);
  return {
    offset,
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
