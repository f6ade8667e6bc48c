/** What proofs stand on: a PostgreSQL of their own in a temporary folder, a district in it, and people signed in. */
import { createHash, randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import type { Hono } from 'hono';
import { openMachineSession } from '../src/areas/access/commands.ts';
import { insertAccount, insertMandate, openSession } from '../src/areas/access/store.ts';
import { membersOfUnits } from '../src/areas/membership/contract.ts';
import { reorganise } from '../src/areas/organisation/acts.ts';
import type { Operation } from '../src/areas/organisation/contract.ts';
import { catalogue, figures } from '../src/catalogue.ts';
import type { Database } from '../src/db/connection.ts';
import { type Embedded, startEmbedded } from '../src/db/embedded.ts';
import { type Installation, openInstallation } from '../src/db/installation.ts';
import { systemClock } from '../src/kernel/clock.ts';
import { newId } from '../src/kernel/id.ts';
import type { Office } from '../src/records/commands.ts';
import { loadRegulations } from '../src/regulations/reader.ts';
import type { Env, House } from '../src/web/desk.tsx';
import { createServer } from '../src/web/server.tsx';
import { LIMITS } from '../src/web/shed.ts';
import { type Beginning, preparedFolder, SETTINGS, settingsOf } from './prepared.ts';

const SESSION_HOURS = 12;

export type Ground = {
  folder: string;
  server: Embedded;
  installation: Installation;
  /** The superuser: no policy binds it. */
  owner: Database;
  house: House;
  close(): Promise<void>;
};

type Options = {
  durable: boolean;
  folder?: string;
  kept?: boolean;
  settings?: Readonly<Record<string, string>>;
  /** What is there at the beginning; a folder given is taken as it is. */
  beginning?: Beginning;
};

/** Starts the server and migrates. `durable: false` where nothing is claimed about what survives. */
export async function openGround(name: string, options: Options): Promise<Ground> {
  const { durable, kept = false, beginning = 'empty' } = options;
  const folder = options.folder ?? (await preparedFolder(name, beginning));
  const settings = { ...SETTINGS, ...options.settings };
  const server = await startEmbedded({ dataFolder: folder, durable, kept, settings });
  const installation = await openInstallation(settingsOf(folder), { alone: false });
  const close = async () => {
    await installation.close();
    await server.stop();
    if (!options.folder) rmSync(folder, { recursive: true, force: true });
  };
  return { folder, server, installation, owner: installation.owner, house: houseOn(installation.app), close };
}

export const houseOn = (db: Database): House => ({
  db,
  clock: systemClock,
  catalogue,
  figures,
  regulations: loadRegulations(),
  demonstration: true,
});

/** The application of the house for requests made within this process, which are never turned away. */
export const applicationOf = ({ house }: Ground): Hono<Env> =>
  createServer(house, { ...LIMITS, waiting: Number.POSITIVE_INFINITY, longestWait: 600_000 });

export const machineOf = async ({ owner, house }: Ground): Promise<Office> => ({
  ...house,
  token: await openMachineSession(owner, house.clock),
});

/** A district with one commune and two cells; answers their ids. */
export async function foundDistrict(
  ground: Ground,
): Promise<{ district: string; cell: string; second: string }> {
  const [district, commune, cell, second] = [id(), id(), id(), id()];
  const operations: Operation[] = [
    { do: 'found', id: district, name: 'Đảng bộ huyện', code: 'huyen', kind: 'district', parent: null },
    {
      do: 'found',
      id: commune,
      name: 'Đảng bộ xã',
      code: 'xa',
      kind: 'grassroots_committee',
      parent: district,
    },
    { do: 'found', id: cell, name: 'Chi bộ 1', code: 'xa.01', kind: 'subordinate_cell', parent: commune },
    { do: 'found', id: second, name: 'Chi bộ 2', code: 'xa.02', kind: 'subordinate_cell', parent: commune },
  ];
  const days = { decided_on: '2020-06-01', effective_on: '2020-06-01' };
  const words = { number: '1-QĐ/TU', decided_by: 'Ban Thường vụ Tỉnh ủy', summary: 'Thành lập' };
  const act = { id: id(), ...days, ...words, unit: district, operations };
  const outcome = await reorganise(await machineOf(ground), act, membersOfUnits);
  if (!outcome.ok) throw new Error(outcome.refusals.map((r) => r.message.en).join('; '));
  return { district, cell, second };
}

export const id = (): string => newId(systemClock);

/** A session of a new account that holds this one mandate; answers its token. */
export async function sessionOf({ owner }: Ground, role: string, unit: string | null): Promise<string> {
  const [account, mandate, token] = [id(), id(), randomBytes(32).toString('base64url')];
  await insertAccount(owner, { id: account, name: account, fullName: `Thử ${role}`, hash: '!' });
  const held = { id: mandate, account, unit, role, post: role, from: '2020-01-01', decision: '1-QĐ' };
  await insertMandate(owner, held);
  const sha = createHash('sha256').update(token).digest('hex');
  if (!(await openSession(owner, account, mandate, sha, SESSION_HOURS)))
    throw new Error(`no session as ${role}`);
  return token;
}
