/**
 * The socket under a connection. The driver (postgres 3.4.9) forgets a socket that closed, yet writes to it when it
 * rolls back what was broken off, which ends the process; it is therefore never told, and is given an error instead
 * for everything it still sends.
 */
import net from 'node:net';

/** Milliseconds until a server that does not answer counts as stopped. */
const PATIENCE_MS = 30_000;

export const broken = (): Error =>
  Object.assign(new Error('the connection broke'), { code: 'CONNECTION_CLOSED' });

/** A socket in the file system, or host and port. */
export type Where = { path?: string; host: string[]; port: number[] };

/**
 * Connects, and keeps itself among `lines` for as long as it stands. `lost` is told when the connection could not be
 * made, or ended otherwise than by our own wish.
 */
export function openLine(where: Where, lines: Set<Line>, lost: () => void): Promise<Line> {
  const line = new Line(lost);
  return new Promise((resolve, reject) => {
    const fail = (error: Error) => {
      line.destroy();
      lost();
      reject(error);
    };
    const late = () => fail(Object.assign(new Error('no answer'), { code: 'CONNECT_TIMEOUT' }));
    line.setTimeout(PATIENCE_MS, late).once('error', fail);
    line.connect(where.path ? { path: where.path } : { host: where.host[0]!, port: where.port[0]! }, () => {
      line.answerOnceClosed();
      line.setTimeout(0).off('timeout', late).off('error', fail).setNoDelay(true);
      lines.add(line);
      line.once('gone', () => lines.delete(line));
      resolve(line);
    });
  });
}

export class Line extends net.Socket {
  readonly #lost: () => void;
  #wished = false;
  #closed = false;

  constructor(lost: () => void) {
    // Half open, so that the stream does not replace `write` when the server ends its side.
    super({ allowHalfOpen: true });
    this.#lost = lost;
    this.once('end', () => this.destroy());
  }

  // The driver ends a socket only with its goodbye to the server.
  override end(...args: unknown[]): this {
    this.#wished = true;
    return super.end(...(args as []));
  }

  /** Node puts its own `write` on a socket when it connects. */
  answerOnceClosed(): void {
    const write = this.write.bind(this);
    this.write = (...args: unknown[]) => {
      if (!this.#closed) return write(...(args as [Buffer]));
      process.nextTick(() => this.emit('error', broken()));
      return true;
    };
  }

  override emit(event: string, ...args: unknown[]): boolean {
    if (event === 'close') super.emit('gone');
    if (event !== 'close' || this.#wished) return super.emit(event as 'error', ...(args as [Error]));
    if (this.#closed) return false;
    this.#closed = true;
    this.#lost();
    return this.listenerCount('error') > 0 && super.emit('error', broken());
  }
}
