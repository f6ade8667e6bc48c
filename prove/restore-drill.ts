/** Proof: what is backed up while the product runs, records, attached files and settings, is there again after a restore. */
import { rmSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { streamExchange } from '../demo/generate.ts';
import { openMachineSession } from '../src/areas/access/commands.ts';
import { PART } from '../src/backup/archive.ts';
import { type Drill, drill } from '../src/backup/drill.ts';
import { settingsIn } from '../src/backup/kept-settings.ts';
import { rowsIn } from '../src/backup/manifest.ts';
import { catalogue } from '../src/catalogue.ts';
import type { Database } from '../src/db/connection.ts';
import { openInstallation } from '../src/db/installation.ts';
import { importExchange } from '../src/exchange/import.ts';
import { attach } from '../src/files/attach.ts';
import { shelfIn } from '../src/files/shelf.ts';
import { systemClock } from '../src/kernel/clock.ts';
import type { Office } from '../src/records/commands.ts';
import { loadRegulations } from '../src/regulations/reader.ts';
import { id } from './ground.ts';
import { preparedFolder, temporaryFolder } from './prepared.ts';
import type { Found, Proof } from './proof.ts';

type Extent = 'commune' | 'district' | 'province';

const SEED = 'drill';

/** How the installation is set; a copy has to know it. */
const SET = settingsIn({
  PUBLIC_URL: 'https://capuy.tinh.example',
  OIDC_CLIENT_SECRET: 'bí mật',
  PORT: '8443',
});

/** Papers on records, of each sensitivity; the last is copied out in several parts. */
const PAPERS = [
  { sensitivity: 'public', bytes: 2000 },
  { sensitivity: 'internal', bytes: 300_000 },
  { sensitivity: 'restricted', bytes: 4000 },
  { sensitivity: 'confidential', bytes: 2 * PART + 1 },
] as const;

/** Hands in one paper of each kind, on as many records. */
async function attachPapers(office: Office, owner: Database, dataFolder: string): Promise<void> {
  const on = await owner<{ id: string }[]>`select id from commendation order by id limit ${PAPERS.length}`;
  for (const [at, { sensitivity, bytes }] of PAPERS.entries()) {
    const text = Buffer.from('so,ngay\n'.padEnd(bytes - 1, `${at},2023\n`));
    const paper = {
      id: id(),
      name: `giay-to-${at}.csv`,
      bytes: text,
      sensitivity,
      classification: '',
      reason: '',
    };
    const shelf = shelfIn(dataFolder);
    const outcome = await attach(office, shelf, catalogue.record('commendation'), on[at]!.id, paper);
    if (!outcome.ok) throw new Error(outcome.refusals.map(({ message }) => message.en).join('; '));
  }
}

async function drillOf(extent: Extent, tell: (text: string) => void): Promise<Drill> {
  const dataFolder = await preparedFolder('drill', 'empty');
  const installation = await openInstallation({ dataFolder, port: 0, host: '127.0.0.1' }, { alone: true });
  try {
    const { owner, app } = installation;
    const token = await openMachineSession(owner, systemClock);
    const office = { db: app, token, clock: systemClock, catalogue, regulations: loadRegulations() };
    const exchange = temporaryFolder('exchange');
    streamExchange(exchange, { size: extent, seed: SEED });
    const imported = await importExchange(office, exchange);
    if (!imported.ok) throw new Error(imported.refusals.map(({ message }) => message.en).join('; '));
    rmSync(exchange, { recursive: true });
    await attachPapers(office, owner, dataFolder);
    tell(`${extent}: recorded`);
    return await drill({ owner, dataFolder, clock: systemClock, settings: SET }, { recipients: [] });
  } finally {
    await installation.close();
    rmSync(dataFolder, { recursive: true, force: true });
  }
}

const seconds = (value: number): string => `${Math.round(value)} s`;

const said = (extent: Extent, { ok, manifest, attached, bytes, copying, loading, checking }: Drill): string =>
  `${extent}: ${rowsIn(manifest)} rows, ${attached} attached files, ${Math.ceil(bytes / 2 ** 20)} MB, copied in ${seconds(copying)}, restored in ` +
  `${seconds(loading)}, recounted in ${seconds(checking)}, ${ok ? 'all equal' : 'NOT EQUAL'}`;

/** Seconds from the copy to a recounted installation: T25 of the test list (10 minutes, for a province an hour). */
const LONGEST: Readonly<Record<Extent, number>> = { commune: 600, district: 600, province: 3600 };

export const restoreDrill: Proof = {
  name: 'restore-drill',
  claim:
    'A backup restored on an empty folder has the same rows, log, attached files and settings, and figures that count the same.',
  wanted: 'district within 10 minutes, province within an hour, recount and chain equal',
  async run(size, tell): Promise<Found> {
    const extents: Extent[] = size === 'short' ? ['commune'] : ['district', 'province'];
    const figures: string[] = [];
    let ok = true;
    for (const extent of extents) {
      const result = await drillOf(extent, tell);
      const whole = result.attached === PAPERS.length && isDeepStrictEqual(result.settings, SET);
      ok &&= result.ok && whole && result.loading + result.checking <= LONGEST[extent];
      figures.push(said(extent, result));
      tell(figures.at(-1)!);
    }
    return { ok, figure: figures.join('; ') };
  },
};
