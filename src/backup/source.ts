import type { Database } from '../db/connection.ts';
import type { Settings } from '../db/settings.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Head } from './manifest.ts';

/** The installation as a backup sees it. */
export type Source = {
  owner: Database;
  dataFolder: string;
  clock: Clock;
  /** How it is set, without passwords (`publicSettings`). */
  settings: Head['settings'];
};

/** How the installation is set, as far as it is nobody's secret. */
export const publicSettings = (settings: Settings): Record<string, string | number> => ({
  port: settings.port,
  host: settings.host,
  database: settings.databaseUrl
    ? new URL(settings.databaseUrl).host + new URL(settings.databaseUrl).pathname
    : 'embedded',
});
