/**
 * One of the writers of kill-database, a process of its own: enters persons through the same commands the pages use, one after
 * another, and notes each id only when its commit was acknowledged. What breaks off is sent again under the same id.
 * Arguments: the socket, the session, the cell, the file of acknowledged ids.
 */
import { openSync, writeSync } from 'node:fs';
import { person } from '../src/areas/membership/contract.ts';
import { catalogue } from '../src/catalogue.ts';
import { connect } from '../src/db/connection.ts';
import { sleep } from '../src/db/embedded/processes.ts';
import { outliveBrokenConnections } from '../src/db/faults.ts';
import { systemClock } from '../src/kernel/clock.ts';
import { newId } from '../src/kernel/id.ts';
import { enter } from '../src/records/commands.ts';
import { loadRegulations } from '../src/regulations/reader.ts';

const [path, token, unit, file] = process.argv.slice(2) as [string, string, string, string];

const db = connect({ path, user: 'capuy_app', database: 'postgres', max: 1 });
const office = { db, token, clock: systemClock, catalogue, regulations: loadRegulations() };
const acknowledged = openSync(file, 'a');

outliveBrokenConnections();
process.on('SIGTERM', () => process.exit(0));
for (;;) {
  const id = newId(systemClock);
  while (!(await entered(id))) await sleep(20);
  writeSync(acknowledged, `${id}\n`);
}

/** False where the database broke off: nobody knows then whether it was written. Ends the process on a refusal. */
async function entered(id: string): Promise<boolean> {
  // An error without words (the server is recovering, and says so in its own way) is tried again, too.
  const outcome = await enter(office, person, { id, unit, name: 'Nguyễn Văn Thử' }).catch(() => undefined);
  if (!outcome || outcome.ok) return outcome !== undefined;
  const codes = outcome.refusals.map(({ code }) => code);
  if (codes.includes('database_stopped')) return false;
  throw new Error(codes.join());
}
