/** What a form or a JSON body sends, as text by name. */
import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { Typed } from '../records/input.ts';

/** The name of the error that the limit on what is sent raises while it is read. */
export const TOO_LARGE = 'BodyLimitError';

/** What was sent: a form or JSON. Control over size lies with the server's body limit. */
export async function typedOf(c: Pick<Context, 'req'>): Promise<Typed> {
  if ((c.req.header('Content-Type') ?? '').startsWith('application/json')) {
    const body: unknown = await c.req.json().catch(unreadable);
    return body && typeof body === 'object' && !Array.isArray(body) ? (body as Typed) : unreadable();
  }
  return (await c.req.parseBody({ all: true }).catch(unreadable)) as Typed;
}

/** What was sent is neither a form nor JSON; `onError` of the server says so. Too much of it is another fault. */
function unreadable(error?: unknown): never {
  if (error instanceof Error && error.name === TOO_LARGE) throw error;
  throw new HTTPException(400, { cause: error });
}
