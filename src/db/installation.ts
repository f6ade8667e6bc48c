/** One installation's database: started or reached, brought up to date, with its two ways in. */
import type { Words } from '../kernel/words.ts';
import { connect, type Database } from './connection.ts';
import { attach, type Embedded, startEmbedded } from './embedded.ts';
import { migrate } from './migrate.ts';
import type { Settings } from './settings.ts';

export type Installation = {
  /** Owner of the schema: migrates, opens the machine's session, checks. Never serves a page. */
  owner: Database;
  /** What everything else goes through: owns nothing, sees what a session's mandate sees. */
  app: Database;
  embedded?: Embedded;
  close(): Promise<void>;
};

/**
 * Opens the database the settings name. `alone` starts the embedded server as its one owner and throws
 * EmbeddedError (`in-use`) if there is another; otherwise a running server is joined.
 */
export async function openInstallation(
  settings: Settings,
  options: { alone: boolean; log?: (words: Words) => void },
): Promise<Installation> {
  const log = options.log ?? (() => {});
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
    await migrate(owner, log);
  } catch (error) {
    await close();
    throw error;
  }
  return { owner, app, ...(embedded ? { embedded } : {}), close };
}
