/**
 * What keeps the log watched while the product serves: a checkpoint every hour, a verification every night, or soon after
 * the start where the machine was off at night.
 */
import { signingKey } from '../audit/signing-key.ts';
import { fileCheckpoint, takeCheckpoint } from '../audit/take-checkpoint.ts';
import { anchorsIn, lastVerification, noteVerification, verifyAudit } from '../audit/verify-audit.ts';
import type { Database } from '../db/connection.ts';
import { entryInstant, type Who } from '../db/door.ts';
import { type Clock, lastAtHour, milliseconds } from '../kernel/clock.ts';

/** After an intrusion, what was written since the last checkpoint is not vouched for: an hour at most. */
const CHECKPOINT_MS = 3600 * 1000;

/** When nobody works, Việt Nam time. */
const NIGHT_HOUR = 2;

/** Between two looks whether it is time; the first comes once a start is over and people are at work. */
const LOOK_MS = 600 * 1000;

export type Watch = {
  /** Makes and files a checkpoint now, for instance after a signature. */
  checkpoint(): Promise<void>;
  stop(): void;
};

type Watched = {
  owner: Database;
  dataFolder: string;
  clock: Clock;
  /** Runs work under a session of the machine, which it closes afterwards. */
  asMachine(work: (who: Who) => Promise<void>): Promise<void>;
  complain(error: unknown): void;
};

/** Verifies against the checkpoints of the data folder, and notes what was found; false where it could not be tried. */
export async function verifyNow({ owner, dataFolder, asMachine }: Watched): Promise<boolean> {
  let done = false;
  await asMachine(async (who) => {
    await noteVerification(who, await verifyAudit(owner, anchorsIn(dataFolder)));
    done = true;
  });
  return done;
}

/**
 * Verifies where nobody has since the last night: what the log says of it counts across starts. `since` is what this
 * process knows itself, for a log whose entries lie ahead; gives it anew.
 */
export async function verifyIfDue(watched: Watched, since?: number): Promise<number | undefined> {
  const { owner, clock } = watched;
  const now = milliseconds(clock);
  const night = lastAtHour(clock, NIGHT_HOUR);
  const known = [await lastVerification(owner), since];
  if (known.some((at) => at !== undefined && at >= night && at <= now)) return since;
  return (await verifyNow(watched)) ? milliseconds(clock) : since;
}

export function watchLog(watched: Watched): Watch {
  const { owner, dataFolder, clock, complain } = watched;
  const checkpoint = async () => {
    await entryInstant({ db: owner, clock });
    fileCheckpoint(dataFolder, await takeCheckpoint(owner, signingKey(dataFolder), clock));
  };
  const hourly = setInterval(() => void checkpoint().catch(complain), CHECKPOINT_MS);
  let since: number | undefined;
  let busy = false;
  const look = async () => {
    if (busy) return;
    busy = true;
    try {
      since = await verifyIfDue(watched, since);
    } finally {
      busy = false;
    }
  };
  const looking = setInterval(() => void look().catch(complain), LOOK_MS);
  hourly.unref();
  looking.unref();
  void checkpoint().catch(complain);
  return {
    // A report that was signed stays signed where the disk takes no checkpoint; the fault is told beside it.
    checkpoint: () => checkpoint().catch(complain),
    stop: () => {
      clearInterval(hourly);
      clearInterval(looking);
    },
  };
}
