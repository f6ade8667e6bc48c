/**
 * Under more load than the machine bears, answering some quickly with "come back" keeps the others served; without a
 * limit everybody waits for everybody, and nobody is answered before the browser gives up.
 */
import type { Context, MiddlewareHandler } from 'hono';
import type { Env } from './desk.tsx';

export type Limits = {
  /** Requests worked on at once. */
  atWork: number;
  /** Requests that wait for one of those to end; what comes beyond is refused at once. */
  waiting: number;
  /** Milliseconds after which who still waits is refused. */
  longestWait: number;
};

/**
 * Twice the connections of the pool (db/connection.ts), so that one request is written out while another is in the
 * database. At the slowest common page, about 50 ms on two cores, the queue is worked off in three seconds; whoever
 * waits longer than ten has most likely loaded the page again.
 */
export const LIMITS: Limits = { atWork: 16, waiting: 64, longestWait: 10_000 };

/** Seconds after which a refused browser or program may try again. */
export const RETRY_AFTER = 5;

/** Lets a bounded number in; the others wait their turn or are turned away. */
export function gateOf({ atWork, waiting, longestWait }: Limits): {
  enter(): Promise<boolean>;
  leave(): void;
} {
  const queue = new Set<(admitted: boolean) => void>();
  let working = 0;
  const wait = () =>
    new Promise<boolean>((resolve) => {
      const end = (admitted: boolean) => {
        clearTimeout(timer);
        queue.delete(end);
        resolve(admitted);
      };
      const timer = setTimeout(() => end(false), longestWait);
      queue.add(end);
    });
  return {
    async enter() {
      if (working < atWork) {
        working += 1;
        return true;
      }
      return queue.size < waiting && wait();
    },
    leave() {
      const [next] = queue;
      // The place passes on without becoming free in between.
      if (next) next(true);
      else working -= 1;
    },
  };
}

/** Puts the gate before everything that works. `busy` answers who is turned away; nothing else is touched for them. */
export function shed(
  limits: Limits,
  busy: (c: Context<Env>) => Response | Promise<Response>,
): MiddlewareHandler<Env> {
  const gate = gateOf(limits);
  return async (c, next) => {
    // What is sent is received first: a slow sender holds a connection, not a place at work.
    if (c.req.method === 'POST') await c.req.arrayBuffer().catch(() => {});
    if (!(await gate.enter())) {
      c.header('Retry-After', String(RETRY_AFTER));
      return busy(c);
    }
    try {
      return await next();
    } finally {
      gate.leave();
    }
  };
}
