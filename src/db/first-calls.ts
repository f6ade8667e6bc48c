/**
 * The driver (postgres 3.4.9) keeps an Error for every statement, made where it was first called, to name that place
 * should it fail. Until its stack is read such an Error holds the frames of that call, and with them everything that was
 * asked then, for as long as the process lives: a name typed once would lie in memory for months. Reading the stack at
 * once leaves the text of the place and lets go of the rest.
 */
import type postgres from 'postgres';
import { beforeEach } from './statements.ts';

type Query = { origin: string };

/** Lets go of first calls from now on. */
export function forgetFirstCalls(sql: postgres.Sql): void {
  const prototype = beforeEach(sql, letGo);
  if (!prototype) return;
  // Pieces put into other statements are never sent by themselves; the driver marks them when it puts them in.
  Object.defineProperty(prototype, 'fragment', {
    configurable: true,
    set(this: Query, value: boolean) {
      letGo(this);
      Object.defineProperty(this, 'fragment', { value, writable: true, configurable: true });
    },
  });
}

function letGo(query: Query): void {
  void query.origin;
}
