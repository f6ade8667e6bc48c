/** Where the driver (postgres 3.4.9) is given other ways: each of its statements, in every pool, before it is sent. */
import type postgres from 'postgres';

type Statement = { handle(): unknown };

const known = new WeakMap<object, Set<unknown>>();

/**
 * Does something to every statement before the driver handles it, once for each way, however many pools are opened: they
 * share the class. Answers its prototype the first time.
 */
export function beforeEach<Q>(sql: postgres.Sql, way: (query: Q) => void): object | undefined {
  const { prototype } = sql``.constructor as unknown as { prototype: Statement };
  const ways = known.get(prototype) ?? new Set();
  if (ways.has(way)) return undefined;
  known.set(prototype, ways.add(way));
  const { handle } = prototype;
  prototype.handle = function (this: Statement) {
    way(this as Q);
    return handle.call(this);
  };
  return prototype;
}
