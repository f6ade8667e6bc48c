/**
 * How many letters came within the last hour, from everybody together. Kept in the memory of the process and nowhere
 * else: the hour of a letter is written down nowhere, and a restart forgets it.
 */
import type { Clock } from '../../kernel/clock.ts';
import type { Room } from './hand-in-store.ts';
import { SHARE_OF_AN_HOUR } from './limits.ts';

const HOUR = 60 * 60 * 1000;

export type Pace = {
  /** Letters of the last hour. */
  lately(): number;
  count(): void;
};

export function paceOf(clock: Clock): Pace {
  let came: number[] = [];
  const instant = () => Date.parse(clock.now());
  return {
    lately() {
      came = came.filter((at) => at > instant() - HOUR);
      return came.length;
    },
    count() {
      came.push(instant());
    },
  };
}

/** Why no letter is taken now; undefined while there is room. A day has at least one letter an hour. */
export function fullness({ budget, taken }: Room, lately: number): 'day' | 'hour' | undefined {
  if (taken >= budget) return 'day';
  return lately >= Math.ceil(budget * SHARE_OF_AN_HOUR) ? 'hour' : undefined;
}
