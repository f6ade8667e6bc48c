import type { Database } from '../db/connection.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Head } from './manifest.ts';

/** The installation as a backup sees it. */
export type Source = {
  owner: Database;
  dataFolder: string;
  clock: Clock;
  /** How it is set (`settingsIn`). */
  settings: Head['settings'];
};
