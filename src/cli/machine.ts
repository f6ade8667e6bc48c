/** What a command of the command line works with: the database and a session of the machine itself. */

import { openMachineSession } from '../areas/access/commands.ts';
import { closeSession } from '../areas/access/store.ts';
import { settingsIn } from '../backup/kept-settings.ts';
import type { Source } from '../backup/source.ts';
import { catalogue } from '../catalogue.ts';
import type { Database } from '../db/connection.ts';
import { EmbeddedError } from '../db/embedded/faults.ts';
import { openInstallation } from '../db/installation.ts';
import { MigrationError } from '../db/migrate.ts';
import { readSettings, type Settings } from '../db/settings.ts';
import { keepTime } from '../db/timekeeper.ts';
import { systemClock } from '../kernel/clock.ts';
import type { Words } from '../kernel/words.ts';
import type { Office } from '../records/commands.ts';
import { loadRegulations } from '../regulations/reader.ts';
import { complain } from './complain.ts';

export type Machine = Office & Source & { filesCopy?: string };

const toError = (words: Words) => void process.stderr.write(`${words.vi}\n`);

/** Makes a copy and tries the upgrade on it before the live data are touched. Loaded where there is one to make. */
export async function beforeUpgrade(owner: Database, settings: Settings, log: (words: Words) => void) {
  const { copyAndTry } = await import('../backup/upgrade.ts');
  const { dataFolder } = settings;
  await copyAndTry({ owner, dataFolder, clock: systemClock, settings: settingsIn(process.env) }, log);
}

/** Joins or starts the installation's database, works, and leaves nothing behind. Gives the exit code. */
export async function withMachine(work: (machine: Machine) => Promise<number>): Promise<number> {
  const settings = readSettings(process.env);
  if (!settings.ok) {
    complain(settings.refusals);
    return 2;
  }
  try {
    const { owner, app, embedded, close } = await openInstallation(settings.value, {
      alone: false,
      beforeUpgrade: (database) => beforeUpgrade(database, settings.value, toError),
    });
    try {
      const token = await openMachineSession(owner, systemClock);
      const machine = {
        db: app,
        owner,
        dataFolder: settings.value.dataFolder,
        ...(settings.value.filesCopy ? { filesCopy: settings.value.filesCopy } : {}),
        settings: settingsIn(process.env),
        token,
        clock: keepTime(systemClock, settings.value.entriesUntil, undefined, embedded?.offset),
        catalogue,
        regulations: loadRegulations(),
      };
      const code = await work(machine);
      await closeSession(app, token);
      return code;
    } finally {
      await close();
    }
  } catch (error) {
    if (!(error instanceof EmbeddedError || error instanceof MigrationError)) throw error;
    complain([error.refusal]);
    return 2;
  }
}
