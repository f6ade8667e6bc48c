/** The demonstration district, loaded once in a run of the tests as `npm start` does, and cloned for whoever asks. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { accountsFile, type DemonstrationName, loadDemonstration } from '../src/cli/demonstration.ts';
import { connect } from '../src/db/connection.ts';
import type { Beginning, TestDatabase } from '../src/db/testing.ts';

export const settingsOf = (dataFolder: string) => ({ dataFolder, port: 0, host: '127.0.0.1' });

type Reached = Pick<TestDatabase, 'superuser' | 'app'>;

/** The database as its superuser and as the product. */
export function connected({ superuser, app }: Reached) {
  const { connection, ...way } = app;
  const owner = connect({ ...superuser, max: 2 });
  const db = connect({ ...way, max: 2, ...(connection ? { role: connection.role } : {}) });
  const close = () => Promise.all([owner.end({ timeout: 1 }), db.end({ timeout: 1 })]);
  return { owner, app: db, close };
}

/** The words that go with a demonstration are the accounts with their passwords. */
const beginningOf = (name: string, which: DemonstrationName): Beginning => ({
  name,
  async fill(database) {
    const dataFolder = mkdtempSync(join(tmpdir(), 'capuy-house-'));
    const { owner, app, close } = connected(database);
    try {
      const installation = { owner, app, close: async () => {} };
      await loadDemonstration(installation, settingsOf(dataFolder), () => {}, which);
      return readFileSync(accountsFile(settingsOf(dataFolder)), 'utf8');
    } finally {
      await close();
      rmSync(dataFolder, { recursive: true, force: true });
    }
  },
});

export const demonstration = beginningOf('demonstration', 'district');

/** The commune of 2026. */
export const communeOf2026 = beginningOf('commune-2026', 'commune-2026');
