/** `backups.log` in the data folder: one line of JSON for each run, so that the catalogue needs no database. */
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Instant } from '../kernel/clock.ts';
import type { ChainHead } from './manifest.ts';

export type Run = {
  at: Instant;
  ok: boolean;
  /** Name of the copy in each of the folders. */
  file?: string;
  folders?: string[];
  bytes?: number;
  sha256?: string;
  rows?: number;
  chain?: ChainHead;
  /** Seconds. */
  took?: number;
  /** Whether the copy was loaded, recounted and compared right away. */
  verified?: boolean;
  /** Copies that no rule kept any more. */
  removed?: string[];
  /** What went wrong, in English; the run may have succeeded elsewhere. */
  troubles?: string[];
};

const fileIn = (dataFolder: string) => path.join(dataFolder, 'backups.log');

export function noteRun(dataFolder: string, run: Run): void {
  appendFileSync(fileIn(dataFolder), `${JSON.stringify(run)}\n`, { mode: 0o600 });
}

/** Oldest first. A line that was cut off by a full disk is passed over. */
export function runsIn(dataFolder: string): Run[] {
  const file = fileIn(dataFolder);
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line) => {
      try {
        return line === '' ? [] : [JSON.parse(line) as Run];
      } catch {
        return [];
      }
    });
}
