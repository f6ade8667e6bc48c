/** The demonstration district in a database of its own, for tests that need the whole of it. */
import { approve, proposalSeen } from '../src/approvals/commands.ts';
import { openMachineSession } from '../src/areas/access/commands.ts';
import { catalogue, figures } from '../src/catalogue.ts';
import type { Database } from '../src/db/connection.ts';
import { testDatabase } from '../src/db/testing.ts';
import { systemClock } from '../src/kernel/clock.ts';
import { newId } from '../src/kernel/id.ts';
import type { Office } from '../src/records/commands.ts';
import { accepted, sessionFor } from '../src/records/testing.ts';
import { loadRegulations } from '../src/regulations/reader.ts';
import type { ReportRequest } from '../src/reports/request.ts';
import { proposeSigning, type Signature } from '../src/reports/sign.ts';
import { connected, demonstration } from './demonstration.ts';

export type DemoDistrict = {
  owner: Database;
  office: Office;
  desk: Office & { figures: typeof figures };
  close(): Promise<void>;
};

/** A database of its own with the district in it, and the machine signed in. */
export async function openDemoDistrict(): Promise<DemoDistrict> {
  const database = await testDatabase(demonstration);
  const { owner, app: db, close: leave } = connected(database);
  const token = await openMachineSession(owner, systemClock);
  const office: Office = { db, token, clock: systemClock, catalogue, regulations: loadRegulations() };
  const close = async () => {
    await leave();
    await database.drop();
  };
  return { owner, office, desk: { ...office, figures }, close };
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
