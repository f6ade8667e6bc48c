/** The demonstration district in a database of its own, for tests that need the whole of it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeExchange } from '../../../demo/csv.ts';
import { generateDistrict } from '../../../demo/generate.ts';
import { openMachineSession } from '../../../src/areas/access/commands.ts';
import { catalogue, figures } from '../../../src/catalogue.ts';
import { connect, type Database } from '../../../src/db/connection.ts';
import { testDatabase } from '../../../src/db/testing.ts';
import { type ImportRefusal, importExchange } from '../../../src/exchange/import.ts';
import { systemClock } from '../../../src/kernel/clock.ts';
import type { Office } from '../../../src/records/commands.ts';
import { loadRegulations } from '../../../src/regulations/reader.ts';

export type DemoDistrict = {
  owner: Database;
  office: Office;
  desk: Office & { figures: typeof figures };
  close(): Promise<void>;
};

/** Generates, imports through the documented format, and signs the machine in. */
export async function openDemoDistrict(): Promise<DemoDistrict> {
  const database = await testDatabase();
  const owner = connect({ ...database.superuser, max: 2 });
  const db = connect({ ...database.app, max: 4 });
  const token = await openMachineSession(owner, systemClock);
  const office: Office = { db, token, clock: systemClock, catalogue, regulations: loadRegulations() };
  const folder = mkdtempSync(join(tmpdir(), 'capuy-district-'));
  try {
    writeExchange(folder, generateDistrict());
    const imported = await importExchange(office, folder);
    if (!imported.ok) {
      const faults = imported.refusals.flatMap((r) => (r as ImportRefusal).faults ?? []);
      console.log(JSON.stringify(imported.refusals));
      throw new Error(
        [
          ...imported.refusals.map((r) => r.message.en),
          ...faults.slice(0, 20).map((f) => JSON.stringify(f)),
        ].join('\n'),
      );
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return {
    owner,
    office,
    desk: { ...office, figures },
    close: async () => {
      await Promise.all([owner.end(), db.end()]);
      await database.drop();
    },
  };
}
