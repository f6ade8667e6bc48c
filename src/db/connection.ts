/** The pool of connections: dates, instants and long integers stay text, so that nothing is lost on the way. */
import postgres from 'postgres';

export type ConnectionOptions = {
  /** The unix socket of an embedded server. */
  path?: string;
  host?: string;
  port?: number;
  password?: string;
  user?: string;
  database?: string;
  url?: string;
  /** Become this role at once, where the server is not ours and the login is another. */
  role?: string;
  max?: number;
};

const asText = (oid: number) => ({ to: oid, from: [oid], serialize: String, parse: (text: string) => text });

export type Database = postgres.Sql;

/** Opens a pool; connections are made when they are first needed. */
export function connect(options: ConnectionOptions): Database {
  const { url, role, ...rest } = options;
  const settings: postgres.Options<Record<string, postgres.PostgresType>> = {
    ...rest,
    max: options.max ?? 8,
    onnotice: () => {},
    // Every name a statement uses is resolved in `public`; reading as known at an instant puts `known` before it.
    connection: { search_path: 'public', TimeZone: 'UTC', ...(role ? { role } : {}) },
    types: { date: asText(1082), timestamp: asText(1184), range: asText(3912) },
  };
  return (url ? postgres(url, settings) : postgres(settings)) as unknown as Database;
}
