/** The demonstration district served without a network, and people of any role in any of its units. */
import { rmSync } from 'node:fs';
import type { Hono } from 'hono';
import { catalogue, figures } from '../src/catalogue.ts';
import type { Database } from '../src/db/connection.ts';
import { type Embedded, startEmbedded } from '../src/db/embedded.ts';
import { openInstallation } from '../src/db/installation.ts';
import { systemClock } from '../src/kernel/clock.ts';
import { newId } from '../src/kernel/id.ts';
import { sessionFor } from '../src/records/testing.ts';
import { loadRegulations } from '../src/regulations/reader.ts';
import type { Env, House } from '../src/web/desk.tsx';
import { createServer } from '../src/web/server.tsx';
import { SESSION } from '../src/web/visit.ts';
import { preparedFolder, settingsOf } from './prepared.ts';

export type Stage = {
  owner: Database;
  app: Hono<Env>;
  house: House;
  /** The way to the server, as the superuser. */
  connection: Embedded['connection'];
  close(): Promise<void>;
};

export type Visitor = {
  get(path: string): Promise<Response>;
  sendJson(path: string, body: unknown): Promise<Response>;
  cookie: string;
  token: string;
};

/** A PostgreSQL of its own in a temporary folder; nothing is claimed about what survives. */
export async function openStage(): Promise<Stage> {
  const folder = await preparedFolder('stage', 'district');
  const server = await startEmbedded({ dataFolder: folder, durable: false });
  const installation = await openInstallation(settingsOf(folder), { alone: false });
  const house: House = {
    db: installation.app,
    clock: systemClock,
    catalogue,
    figures,
    regulations: loadRegulations(),
    demonstration: true,
    dataFolder: folder,
  };
  const close = async () => {
    await installation.close();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  const { connection } = server;
  return { owner: installation.owner, app: createServer(house), house, connection, close };
}

/** Somebody of a role in the unit with this code, signed in. */
export async function visitorAt(
  { owner, app }: Omit<Stage, 'close'>,
  role: string,
  code: string,
): Promise<Visitor> {
  const [unit] = await owner<{ unit: string }[]>`
    select unit from unit_period where code = ${code} order by valid_from desc limit 1`;
  const token = await sessionFor(owner, role, unit!.unit, () => newId(systemClock));
  const cookie = `${SESSION}=${token}`;
  const origin = 'http://localhost';
  return {
    cookie,
    token,
    get: async (path) => app.request(path, { headers: { Cookie: cookie } }),
    sendJson: async (path, body) =>
      app.request(path, {
        method: 'POST',
        body: JSON.stringify(body),
        headers: { Cookie: cookie, Origin: origin, 'Content-Type': 'application/json' },
      }),
  };
}
