/** Drafts that nobody records are given up: they hold what people's files say, and are no records. */
import { command, read } from '../db/door.ts';
import { done, type Outcome } from '../kernel/refusal.ts';
import type { Office } from '../records/commands.ts';
import { countExpired, expireDrafts } from './store.ts';

/** Gives up every draft older than `import_days()`, under the machine. Gives how many; writes no entry where there is none. */
export async function sweepDrafts(office: Office): Promise<Outcome<number>> {
  const now = office.clock.now();
  if ((await read(office, (tx) => countExpired(tx, now))) === 0) return done(0);
  return command(office, { command: 'expire imports', input: { now } }, async (tx) =>
    done(await expireDrafts(tx)),
  );
}
