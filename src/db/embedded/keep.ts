/** A server that is started again whenever it ends without being told to: it was killed, or its log found no room. */
import { type Words, w } from '../../kernel/words.ts';
import type { Postmaster } from './postmaster.ts';
import { sleep } from './processes.ts';

/** Milliseconds between two tries. Whoever asks meanwhile is told that the database is stopped. */
const AGAIN_MS = 1_000;

/** `gone` resolves only after `stop`. Throws what `start` throws the first time. */
export async function keep(
  start: () => Promise<Postmaster>,
  log: (words: Words) => void,
): Promise<Postmaster> {
  let server = await start();
  let stopping = false;
  const again = async (): Promise<Postmaster | undefined> => {
    while (!stopping) {
      try {
        return await start();
      } catch {
        await sleep(AGAIN_MS);
      }
    }
    return undefined;
  };
  const watch = async () => {
    for (;;) {
      await server.gone;
      if (stopping) return;
      log(
        w(
          'Cơ sở dữ liệu đã dừng ngoài ý muốn; đang khởi động lại…',
          'The database stopped; starting it again…',
        ),
      );
      const next = await again();
      if (next) server = next;
      if (stopping) return void (await next?.stop());
    }
  };
  const gone = watch();
  return {
    get pid() {
      return server.pid;
    },
    gone,
    async stop() {
      stopping = true;
      await server.stop();
      await gone;
    },
  };
}
