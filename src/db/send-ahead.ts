/**
 * The driver (postgres 3.4.9) waits for the answer to `begin` before it sends the first statement of a transaction: one
 * way over the line and back for every page and every command. Here the waiting ends when `begin` is on its way; what
 * follows is carried out after it. Where the connection breaks, what follows is refused with it.
 */
import type postgres from 'postgres';
import { beforeEach } from './statements.ts';

type Queue = { remove(one: Connection): unknown; push(one: Connection): unknown };
type Connection = { queue: Queue };

type Query = {
  options: { onexecute?: (connection: Connection) => unknown };
  resolve(value: unknown): void;
};

/** Sends ahead from now on. */
export const sendAhead = (sql: postgres.Sql): unknown => beforeEach(sql, endWaiting);

function endWaiting(query: Query): void {
  const { onexecute } = query.options;
  if (!onexecute) return;
  query.options.onexecute = (connection) => {
    onexecute(connection);
    const reserved = connection.queue;
    queueMicrotask(() => {
      // The driver has counted the connection among those that take no more until they have answered.
      connection.queue.remove(connection);
      reserved.push(connection);
      connection.queue = reserved;
      query.resolve([]);
    });
  };
}
