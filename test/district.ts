/** The demonstration district in a database of its own, for tests that need the whole of it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeExchange } from '../demo/csv.ts';
import { generateDistrict } from '../demo/generate.ts';
import { approve, proposalSeen } from '../src/approvals/commands.ts';
import { openMachineSession } from '../src/areas/access/commands.ts';
import { catalogue, figures } from '../src/catalogue.ts';
import { connect, type Database } from '../src/db/connection.ts';
import { testDatabase } from '../src/db/testing.ts';
import { type ImportRefusal, importExchange } from '../src/exchange/import.ts';
import { systemClock } from '../src/kernel/clock.ts';
import { newId } from '../src/kernel/id.ts';
import type { Office } from '../src/records/commands.ts';
import { accepted, sessionFor } from '../src/records/testing.ts';
import { loadRegulations } from '../src/regulations/reader.ts';
import type { ReportRequest } from '../src/reports/request.ts';
import { proposeSigning, type Signature } from '../src/reports/sign.ts';

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

export type Two = Readonly<Record<'first' | 'second', DemoDistrict['desk']>>;

/** Two offices of the district, under accounts of their own. */
export async function twoOffices({ owner, desk }: DemoDistrict): Promise<Two> {
  const [unit] = await owner<
    { id: string }[]
  >`select unit as id from unit_period where code = 'que-son' limit 1`;
  const officer = async () => ({
    ...desk,
    token: await sessionFor(owner, 'office', unit!.id, () => newId(systemClock) as string),
  });
  return { first: await officer(), second: await officer() };
}

/** Signs a report as two persons do; gives the id of the signed report. */
export async function signByTwo(
  { first, second }: Two,
  asked: ReportRequest,
  signature: Signature,
): Promise<string> {
  const { id, proposal } = accepted(await proposeSigning(first, asked, signature, 'vi'));
  if (proposal) {
    const { sha256 } = (await proposalSeen(second, proposal))!;
    accepted(await approve(second, second.catalogue.act, proposal, sha256));
  }
  return id;
}
