/** Makes the copies `backup.json` asks for while the server runs. The settings are read anew each time. */
import { openMachineSession } from '../areas/access/commands.ts';
import { closeSession } from '../areas/access/store.ts';
import type { Database } from '../db/connection.ts';
import { clockTrouble } from '../db/door.ts';
import type { Instant } from '../kernel/clock.ts';
import type { Refusal } from '../kernel/refusal.ts';
import { type Run, runsIn } from './log.ts';
import { type BackupSettings, readBackupSettings } from './settings.ts';
import type { Source } from './source.ts';

const HOUR_MS = 3_600_000;
/** After a run that failed the next is tried sooner than planned, but not at once: the disk may be away for a while. */
const RETRY_MS = HOUR_MS / 4;
const LOOK_MS = 60_000;

/** Whether a copy is due: so many hours after the last good one, a quarter of an hour after a failed one. */
export function isDue(
  { every, targets, recipients }: BackupSettings,
  runs: readonly Run[],
  now: Instant,
): boolean {
  if (every === 0 || targets.length === 0 || recipients.length === 0) return false;
  const since = (run: Run | undefined) =>
    run ? Date.parse(now) - Date.parse(run.at) : Number.POSITIVE_INFINITY;
  const last = runs.at(-1);
  if (last && !last.ok && since(last) >= 0 && since(last) < RETRY_MS) return false;
  const sinceGood = since(runs.findLast(({ ok }) => ok));
  // A clock that was set back must not keep copies away.
  return sinceGood >= every * HOUR_MS || sinceGood < 0;
}

/** One look: makes a copy where one is due. Gives what was refused; empty where all is well. */
export async function backUpIfDue(source: Source, app: Database): Promise<Refusal[]> {
  const settings = readBackupSettings(source.dataFolder);
  if (!settings.ok) return settings.refusals;
  if (!isDue(settings.value, runsIn(source.dataFolder), source.clock.now())) return [];
  // By a clock that was moved a copy would be dated wrongly, and good ones would seem too old to keep.
  const trouble = await clockTrouble({ db: source.owner, clock: source.clock });
  if (trouble) return [trouble];
  // Loaded where there is a copy to make: a start has no use for it.
  const { runBackup } = await import('./run.ts');
  const token = await openMachineSession(source.owner, source.clock);
  const outcome = await runBackup(source, { db: app, token, clock: source.clock }, settings.value);
  await closeSession(app, token);
  if (!outcome.ok) return outcome.refusals;
  return outcome.value.troubles.map((message) => ({ code: 'backup_failed', message }));
}

/** Looks every minute until stopped; never two at a time. What fails is told and tried again. */
export function keepBackedUp(
  source: Source,
  app: Database,
  tell: (refusals: Refusal[]) => void,
): { stop(): void } {
  let busy = false;
  const look = async () => {
    if (busy) return;
    busy = true;
    try {
      tell(await backUpIfDue(source, app));
    } finally {
      busy = false;
    }
  };
  const timer = setInterval(
    () =>
      void look().catch((error) =>
        tell([{ code: 'backup_failed', message: { vi: `${error}`, en: `${error}` } }]),
      ),
    LOOK_MS,
  );
  timer.unref();
  return { stop: () => clearInterval(timer) };
}
