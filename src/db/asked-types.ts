/**
 * On each new connection the driver (postgres 3.4.9) asks by itself which types are arrays, and nobody waits for that
 * answer: where the connection breaks at this moment the refusal would reach nobody, and end the process. Whoever waits
 * for the connection is refused at their own place; the driver goes on as with no answer.
 */
import type postgres from 'postgres';

type Query = {
  strings: readonly string[];
  resolve(value: unknown): void;
  reject(error: unknown): void;
  handle(): unknown;
};

const done = new WeakSet<Query>();

/** Refuses nobody from now on, in every pool: they share the driver’s class of statements. */
export function refuseNobody(sql: postgres.Sql): void {
  const { prototype } = sql``.constructor as unknown as { prototype: Query };
  if (done.has(prototype)) return;
  done.add(prototype);
  const { handle } = prototype;
  prototype.handle = function (this: Query) {
    if (this.strings[0]?.includes('select b.oid, b.typarray')) this.reject = () => this.resolve([]);
    return handle.call(this);
  };
}
