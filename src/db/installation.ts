/** One installation's database: started or reached, brought up to date, with its two ways in. */
import type { Clock } from '../kernel/clock.ts';
import type { Words } from '../kernel/words.ts';
import { connect, type Database } from './connection.ts';
import { attach, type Embedded, startEmbedded } from './embedded.ts';
import { guardSchema, guardServer } from './guard.ts';
import { appliedIn, isCurrent, migrate, refuseNewer } from './migrate.ts';
import { hasEntry, isEmptyInstallation } from './notes.ts';
import type { Settings } from './settings.ts';
import { finishSwap } from './swap.ts';

export type Installation = {
  /** Owner of the schema: migrates, opens the machine's session, checks. Never serves a page. */
  owner: Database;
  /** What everything else goes through: owns nothing, sees what a session's mandate sees. */
  app: Database;
  embedded?: Embedded;
  close(): Promise<void>;
};

export type OpenOptions = {
  alone: boolean;
  log?: (words: Words) => void;
  /** Refuse to go on (`UnsafeError`) where settings are unsafe by this clock; commands that only mend do without. */
  guard?: Clock;
  /** Called before migrations or changed policies touch a database that holds records; what it throws keeps them from it. */
  beforeUpgrade?: (owner: Database) => Promise<void>;
};

/**
 * Opens the database the settings name. `alone` starts the embedded server as its one owner and throws
 * EmbeddedError (`in-use`) if there is another; otherwise a running server is joined.
 */
export async function openInstallation(settings: Settings, options: OpenOptions): Promise<Installation> {
  const log = options.log ?? (() => {});
  await finishSwap(settings.dataFolder);
  const embedded = settings.databaseUrl
    ? undefined
    : await (options.alone ? startEmbedded : attach)({
        dataFolder: settings.dataFolder,
        log,
        kept: options.alone,
      });
  const way = embedded ? { ...embedded.connection } : { url: settings.databaseUrl! };
  const owner = connect({ ...way, max: 2 });
  const app = embedded
    ? connect({ ...embedded.connection, user: 'capuy_app' })
    : connect({ ...way, role: 'capuy_app' });
  const close = async () => {
    await Promise.all([owner.end({ timeout: 5 }), app.end({ timeout: 5 })]);
    await embedded?.stop();
  };
  try {
    if (!embedded) await finishSwap(settings.dataFolder, (entry) => hasEntry(owner, entry));
    if (options.guard) await guardServer(owner, settings, options.guard);
    await bringUp(owner, log, options.beforeUpgrade);
    if (options.guard) await guardSchema(owner, settings, options.guard);
  } catch (error) {
    await close();
    throw error;
  }
  return { owner, app, ...(embedded ? { embedded } : {}), close };
}

/** Migrates, after `before` where there is something to lose: policies alone decide who reads what. */
async function bringUp(owner: Database, log: (words: Words) => void, before: OpenOptions['beforeUpgrade']) {
  const applied = await appliedIn(owner);
  refuseNewer(applied);
  if (before && applied.length > 0 && !(await isCurrent(owner)) && !(await isEmptyInstallation(owner)))
    await before(owner);
  await migrate(owner, log);
}
