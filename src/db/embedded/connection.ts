/** How a client reaches the database; handed to postgres.js as its options. */
export type Connection = {
  /** The unix socket; absent on systems without one, which have `host`, `port` and `password` instead. */
  path?: string;
  host?: string;
  port?: number;
  password?: string;
  user: string;
  database: string;
};
