/** What the environment says about where the records are and where pages are served. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Instant, parseInstant } from '../kernel/clock.ts';
import { done, type Outcome, type Refusal, refusal, refused } from '../kernel/refusal.ts';
import { w } from '../kernel/words.ts';

export type Settings = {
  /** A PostgreSQL 18 kept by someone else; absent means the embedded one in `dataFolder`. */
  databaseUrl?: string;
  /** Absolute path of the folder that holds records, attachments and logs. */
  dataFolder: string;
  /** TCP port of the pages; 0 lets the system choose one. */
  port: number;
  /** Address the pages are served on; 127.0.0.1 means this machine alone. */
  host: string;
  /** Absolute path of a second folder for the files handed in; absent means that there is one copy. */
  filesCopy?: string;
  /** Somebody says that an HTTPS server stands in front, so that pages may be served beyond this machine. */
  behindHttps?: boolean;
  /** Entries up to here may lie ahead of the clock: they were made while it ran ahead. */
  entriesUntil?: Instant;
};

/** Every variable `readSettings` looks at. Whoever reads another names it here, and backups keep it (backup/kept-settings.ts). */
export const SETTING_NAMES = [
  'DATABASE_URL',
  'CAPUY_DATA',
  'PORT',
  'CAPUY_FILES_COPY',
  'HOST',
  'CAPUY_BEHIND_HTTPS',
  'CAPUY_ENTRIES_UNTIL',
] as const;

/** An environment of which these variables alone may be read. */
export type Environment<Name extends string> = { readonly [K in Name]?: string | undefined };

const PROJECT_FOLDER = fileURLToPath(new URL('../../', import.meta.url));
const DEFAULT_PORT = 8080;
const DEFAULT_HOST = '127.0.0.1';

/**
 * Reads and checks the settings. An empty variable counts as absent.
 *
 * | variable | meaning | default |
 * |---|---|---|
 * | `DATABASE_URL` | `postgres://user:password@host:port/database` of an external PostgreSQL 18 | the embedded database |
 * | `CAPUY_DATA` | data folder; a relative path starts at the project folder, wherever the command was typed | `data` |
 * | `PORT` | 0 to 65535 | 8080 |
 * | `CAPUY_FILES_COPY` | second folder for files handed in, best on another disk | none |
 * | `HOST` | host name or address to listen on | 127.0.0.1 |
 * | `CAPUY_BEHIND_HTTPS` | `yes` where an HTTPS server stands in front | |
 * | `CAPUY_ENTRIES_UNTIL` | instant up to which entries may lie ahead of the clock | |
 *
 * Refusals (all problems at once): `database_url`, `data_folder`, `port`, `host`, `entries_until`. They never repeat the value of
 * `DATABASE_URL`, which holds a password.
 */
export function readSettings(env: Environment<(typeof SETTING_NAMES)[number]>): Outcome<Settings> {
  const problems: Refusal[] = [];
  const databaseUrl = env.DATABASE_URL?.trim() ?? '';
  const folder = env.CAPUY_DATA ?? '';
  const copy = env.CAPUY_FILES_COPY?.trim() ?? '';
  const port = env.PORT?.trim() || String(DEFAULT_PORT);
  const host = env.HOST?.trim() || DEFAULT_HOST;

  if (databaseUrl !== '' && !isDatabaseUrl(databaseUrl)) problems.push(badDatabaseUrl());
  if (folder.includes('\0') || copy.includes('\0')) problems.push(badFolder());
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) problems.push(badPort(port));
  if (!/^[\p{L}\p{N}.:_-]+$/u.test(host)) problems.push(badHost(host));
  const until = env.CAPUY_ENTRIES_UNTIL?.trim();
  const entriesUntil = until ? parseInstant(until) : undefined;
  if (until && !entriesUntil) problems.push(badInstant());
  if (problems.length > 0) return refused(...problems);

  return done({
    ...(databaseUrl === '' ? {} : { databaseUrl }),
    dataFolder: path.resolve(PROJECT_FOLDER, folder.trim() === '' ? 'data' : folder),
    port: Number(port),
    host,
    ...(copy === '' ? {} : { filesCopy: path.resolve(PROJECT_FOLDER, copy) }),
    ...(env.CAPUY_BEHIND_HTTPS?.trim() === 'yes' ? { behindHttps: true } : {}),
    ...(entriesUntil ? { entriesUntil } : {}),
  });
}

function isDatabaseUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  const scheme = url.protocol === 'postgres:' || url.protocol === 'postgresql:';
  return scheme && url.hostname !== '' && url.pathname.length > 1;
}

const badDatabaseUrl = () =>
  refusal(
    'database_url',
    w(
      'DATABASE_URL phải có dạng postgres://người-dùng:mật-khẩu@máy-chủ:cổng/cơ-sở-dữ-liệu',
      'DATABASE_URL must look like postgres://user:password@host:port/database',
    ),
    'DATABASE_URL',
  );

const badInstant = () =>
  refusal(
    'entries_until',
    w(
      'CAPUY_ENTRIES_UNTIL phải là một thời điểm, ví dụ 2027-03-01T08:00:00+07:00',
      'CAPUY_ENTRIES_UNTIL must be an instant, for instance 2027-03-01T08:00:00+07:00',
    ),
    'CAPUY_ENTRIES_UNTIL',
  );

const badFolder = () =>
  refusal(
    'data_folder',
    w('CAPUY_DATA không phải là đường dẫn hợp lệ', 'CAPUY_DATA is not a valid path'),
    'CAPUY_DATA',
  );

const badPort = (port: string) =>
  refusal(
    'port',
    w(`PORT phải là số từ 0 đến 65535, không phải “${port}”`, `PORT must be 0 to 65535, not “${port}”`),
    'PORT',
  );

const badHost = (host: string) =>
  refusal(
    'host',
    w(
      `HOST phải là tên máy hoặc địa chỉ IP, không phải “${host}”`,
      `HOST must be a host name or an IP address, not “${host}”`,
    ),
    'HOST',
  );
