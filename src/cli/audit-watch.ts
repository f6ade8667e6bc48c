/** What keeps the log watched while the product serves: a checkpoint every hour, a verification every night. */
import { signingKey } from '../audit/signing-key.ts';
import { fileCheckpoint, takeCheckpoint } from '../audit/take-checkpoint.ts';
import { anchorsIn, noteVerification, verifyAudit } from '../audit/verify-audit.ts';
import type { Database } from '../db/connection.ts';
import { entryInstant, type Who } from '../db/door.ts';
import { type Clock, msUntilHour } from '../kernel/clock.ts';

/** After an intrusion, what was written since the last checkpoint is not vouched for: an hour at most. */
const CHECKPOINT_MS = 3600 * 1000;

/** When nobody works, Việt Nam time. */
const NIGHT_HOUR = 2;

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

/** Verifies against the checkpoints of the data folder, and notes what was found. */
export async function verifyAtNight({ owner, dataFolder, asMachine }: Watched): Promise<void> {
  await asMachine(async (who) => {
    await noteVerification(who, await verifyAudit(owner, anchorsIn(dataFolder)));
  });
}

export function watchLog(watched: Watched): Watch {
  const { owner, dataFolder, clock, complain } = watched;
  const checkpoint = async () => {
    await entryInstant({ db: owner, clock });
    fileCheckpoint(dataFolder, await takeCheckpoint(owner, signingKey(dataFolder), clock));
  };
  const hourly = setInterval(() => void checkpoint().catch(complain), CHECKPOINT_MS);
  let nightly: NodeJS.Timeout;
  const waitForNight = () => {
    nightly = setTimeout(
      () => void verifyAtNight(watched).catch(complain).finally(waitForNight),
      msUntilHour(clock, NIGHT_HOUR),
    );
    nightly.unref();
  };
  hourly.unref();
  waitForNight();
  void checkpoint().catch(complain);
  return {
    // A report that was signed stays signed where the disk takes no checkpoint; the fault is told beside it.
    checkpoint: () => checkpoint().catch(complain),
    stop: () => {
      clearInterval(hourly);
      clearTimeout(nightly);
    },
  };
}
