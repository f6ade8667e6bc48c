/** The demonstration district served as at a first start, and people who use it over HTTP, each with a session. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import type { Hono } from 'hono';
import { catalogue, figures } from '../src/catalogue.ts';
import { accountsFile, type DemoAccount, demoAccounts } from '../src/cli/demonstration.ts';
import type { Database } from '../src/db/connection.ts';
import { testDatabase } from '../src/db/testing.ts';
import { systemClock } from '../src/kernel/clock.ts';
import { loadRegulations } from '../src/regulations/reader.ts';
import type { ReportKind } from '../src/reports/evaluated.ts';
import type { Env, House } from '../src/web/desk.tsx';
import { createServer } from '../src/web/server.tsx';
import { connected, demonstration, settingsOf } from './demonstration.ts';

/** Where requests that reach the application without a network come from. */
const ORIGIN = 'http://localhost';

/** What a person types into a form; several texts for a field with several choices. */
export type Form = Readonly<Record<string, string | readonly string[]>>;

export type Person = {
  get(path: string): Promise<Response>;
  /** The text of a page. */
  text(path: string): Promise<string>;
  /** The data of an address (`….json`). */
  data<T = Record<string, unknown>>(path: string): Promise<T>;
  /** Sends a form, from a page of the product unless other headers say otherwise. */
  send(path: string, form: Form | Uint8Array, headers?: Record<string, string>): Promise<Response>;
  /** Sends JSON. A text is sent as it is. */
  sendJson(path: string, body: unknown): Promise<Response>;
};

export type DemoHouse = {
  owner: Database;
  house: House;
  app: Hono<Env>;
  accounts: readonly DemoAccount[];
  passwordOf(account: string): string;
  signIn(account: string): Promise<Person>;
  guest: Person;
  /** How many entries the audit log has and how many rows all tables of records: the same after a refusal. */
  written(): Promise<{ entries: number; rows: number }>;
  close(): Promise<void>;
};

const encoded = (form: Form): URLSearchParams => {
  const body = new URLSearchParams();
  for (const [name, value] of Object.entries(form)) {
    for (const one of typeof value === 'string' ? [value] : value) body.append(name, one);
  }
  return body;
};

/** Somebody who sends requests to the application with a cookie. */
export function personAt(app: Hono<Env>, cookie: string): Person {
  const request = async (path: string, init: RequestInit) => app.request(path, init);
  const get = (path: string) => request(path, { headers: { Cookie: cookie } });
  const post = (path: string, body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string>) =>
    request(path, { method: 'POST', body, headers: { Cookie: cookie, ...headers } });
  return {
    get,
    text: async (path) => (await get(path)).text(),
    data: async <T>(path: string) => (await (await get(path)).json()) as T,
    send: (path, form, headers = { Origin: ORIGIN }) =>
      post(path, form instanceof Uint8Array ? new Uint8Array(form) : encoded(form).toString(), {
        'Content-Type': 'application/x-www-form-urlencoded',
        ...headers,
      }),
    sendJson: (path, body) =>
      post(path, typeof body === 'string' ? body : JSON.stringify(body), {
        'Content-Type': 'application/json',
        Origin: ORIGIN,
      }),
  };
}

/** Signs in through the page, as a person does. */
export async function signInAt(app: Hono<Env>, name: string, password: string): Promise<Person> {
  const answer = await personAt(app, '').send('/sign-in', { name, password });
  const cookie = answer.headers.get('Set-Cookie')?.split(';')[0];
  if (answer.status !== 303 || !cookie) throw new Error(`${name} was not let in: ${answer.status}`);
  return personAt(app, cookie);
}

/** A fresh database with a demonstration, the district's by default, and its accounts, as `npm start` makes them. */
export async function openDemoHouse(beginning = demonstration, year = 2023): Promise<DemoHouse> {
  const database = await testDatabase(beginning);
  const { owner, app: db, close: leave } = connected(database);
  const dataFolder = mkdtempSync(join(tmpdir(), 'capuy-house-'));
  const settings = settingsOf(dataFolder);
  writeFileSync(accountsFile(settings), database.words, { mode: 0o600 });
  const close = async () => {
    await leave();
    await database.drop();
    rmSync(dataFolder, { recursive: true, force: true });
  };
  const house: House = {
    db,
    clock: systemClock,
    catalogue,
    figures,
    regulations: loadRegulations(),
    demonstration: true,
    demonstrationYear: year,
    dataFolder,
  };
  const app = createServer(house);
  const accounts = demoAccounts(settings);
  const passwordOf = (account: string) => accounts.find((one) => one.name === account)!.password;
  return {
    owner,
    house,
    app,
    accounts,
    passwordOf,
    signIn: (account) => signInAt(app, account, passwordOf(account)),
    guest: personAt(app, ''),
    written: () => written(owner),
    close,
  };
}

type Waiting = { proposal: { sha256: string; state: string } };

/** The second person signs in, which is a fresh proof, and approves. */
export const approveAs = async (demo: DemoHouse, account: string, proposal: string): Promise<Response> =>
  approveBy(await demo.signIn(account), proposal);

/** Reads what was shown and approves it. */
export async function approveBy(second: Person, proposal: string): Promise<Response> {
  const { sha256 } = (await second.data<Waiting>(`/approvals/${proposal}.json`)).proposal;
  return second.sendJson(`/approvals/${proposal}/approve.json`, { sha256 });
}

/** Somebody signs in to a server on its port and approves what was proposed there. */
export async function approveOverHttp(
  origin: string,
  { name, password }: DemoAccount,
  proposal: string,
): Promise<void> {
  const post = (path: string, body: string | URLSearchParams, headers: Record<string, string> = {}) =>
    fetch(`${origin}${path}`, {
      method: 'POST',
      redirect: 'manual',
      headers: { Origin: origin, ...headers },
      body,
    });
  const sent = await post('/sign-in', new URLSearchParams({ name, password }));
  const headers = { Cookie: sent.headers.get('Set-Cookie')!.split(';')[0]! };
  const shown = (await (await fetch(`${origin}/approvals/${proposal}.json`, { headers })).json()) as Waiting;
  const approved = await post(
    `/approvals/${proposal}/approve.json`,
    JSON.stringify({ sha256: shown.proposal.sha256 }),
    { ...headers, 'Content-Type': 'application/json' },
  );
  if (approved.status !== 200) throw new Error(`not approved: ${approved.status} ${await approved.text()}`);
}

/** Signs a report as two persons do: one proposes, another approves. Throws where the product refuses. */
export async function signByTwo(
  demo: DemoHouse,
  query: string,
  signature: { id: string; number: string; signer: string },
  [first, second] = ['vanphong', 'chanhvanphong'] as [string, string],
  kind: ReportKind = 'nine-month',
): Promise<void> {
  const proposer = await demo.signIn(first);
  const proposed = await proposer.sendJson(`/reports/${kind}/sign.json${query}`, signature);
  const { proposal } = (await proposed.json()) as { proposal?: string };
  const approved = proposal ? await approveAs(demo, second, proposal) : proposed;
  if (approved.status !== 200) throw new Error(`not signed: ${approved.status} ${await approved.text()}`);
}

/** Entries of the audit log and rows of all tables of records, their past included. */
export async function written(owner: Database): Promise<{ entries: number; rows: number }> {
  const tables = await owner<{ name: string; past: string | null }[]>`
    select name, to_regclass('past.' || name)::text as past from table_class
    where class <> 'sealed' and name not in ('audit_entry', 'role_right') order by name`;
  const names = tables.flatMap(({ name, past }) => (past ? [name, past] : [name]));
  const counts = names.map((name) => `(select count(*) from ${name})`).join(' + ');
  const [found] = await owner.unsafe<{ rows: string; entries: string }[]>(
    `select ${counts} as rows, (select count(*) from audit_entry) as entries`,
  );
  return { entries: Number(found!.entries), rows: Number(found!.rows) };
}

/** The application on a port of its own, for a real browser; `stop` ends every connection. */
export async function serveAt(app: Hono<Env>): Promise<{ origin: string; stop(): Promise<void> }> {
  const server = await new Promise<ReturnType<typeof serve>>((resolve) => {
    const started = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, () => resolve(started));
  });
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        if ('closeAllConnections' in server) server.closeAllConnections();
      }),
  };
}

/** What a reader sees of a page, in one line. */
export const seen = (html: string): string =>
  html
    .replace(/<(script|style|head)[\s\S]*?<\/\1>/g, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ');
