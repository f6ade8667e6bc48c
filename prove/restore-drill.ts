/** Proof: what is backed up while the product runs is there again after a restore on an empty folder. */
import { rmSync } from 'node:fs';
import { streamExchange } from '../demo/generate.ts';
import { openMachineSession } from '../src/areas/access/commands.ts';
import { type Drill, drill } from '../src/backup/drill.ts';
import { rowsIn } from '../src/backup/manifest.ts';
import { catalogue } from '../src/catalogue.ts';
import { openInstallation } from '../src/db/installation.ts';
import { importExchange } from '../src/exchange/import.ts';
import { systemClock } from '../src/kernel/clock.ts';
import { loadRegulations } from '../src/regulations/reader.ts';
import { preparedFolder, temporaryFolder } from './prepared.ts';
import type { Found, Proof } from './proof.ts';

type Extent = 'commune' | 'district' | 'province';

const SEED = 'drill';

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
    tell(`${extent}: recorded`);
    return await drill({ owner, dataFolder, clock: systemClock, settings: {} }, { recipients: [] });
  } finally {
    await installation.close();
    rmSync(dataFolder, { recursive: true, force: true });
  }
}

const seconds = (value: number): string => `${Math.round(value)} s`;

const said = (extent: Extent, { ok, manifest, bytes, copying, loading, checking }: Drill): string =>
  `${extent}: ${rowsIn(manifest)} rows, ${Math.ceil(bytes / 2 ** 20)} MB, copied in ${seconds(copying)}, restored in ` +
  `${seconds(loading)}, recounted in ${seconds(checking)}, ${ok ? 'all equal' : 'NOT EQUAL'}`;

/** Seconds from the copy to a recounted installation: T25 of the test list (10 minutes, for a province an hour). */
const LONGEST: Readonly<Record<Extent, number>> = { commune: 600, district: 600, province: 3600 };

export const restoreDrill: Proof = {
  name: 'restore-drill',
  claim:
    'A backup restored on an empty folder has the same rows, the same log and figures that count the same.',
  wanted: 'district within 10 minutes, province within an hour, recount and chain equal',
  async run(size, tell): Promise<Found> {
    const extents: Extent[] = size === 'short' ? ['commune'] : ['district', 'province'];
    const figures: string[] = [];
    let ok = true;
    for (const extent of extents) {
      const result = await drillOf(extent, tell);
      ok &&= result.ok && result.loading + result.checking <= LONGEST[extent];
      figures.push(said(extent, result));
      tell(figures.at(-1)!);
    }
    return { ok, figure: figures.join('; ') };
  },
};
