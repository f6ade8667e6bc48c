/** Proof: a bit that flips on the disk is noticed when its page is read, and never served as if nothing were. */
import { randomInt } from 'node:crypto';
import { closeSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { connect, type Database } from '../src/db/connection.ts';
import { startEmbedded } from '../src/db/embedded.ts';
import { preparedFolder } from './prepared.ts';
import type { Found, Proof } from './proof.ts';

const PAGE = 8192;
const PAGES_WANTED = { short: 3, full: 100 } as const;

async function within<T>(
  dataFolder: string,
  work: (owner: Database, cluster: string) => Promise<T>,
): Promise<T> {
  const embedded = await startEmbedded({ dataFolder, durable: false });
  const owner = connect({ ...embedded.connection, max: 1 });
  try {
    return await work(owner, embedded.cluster);
  } finally {
    await owner.end({ timeout: 5 });
    await embedded.stop();
  }
}

/** A table as long as is needed, and the file it lies in. */
const filled = (dataFolder: string, pages: number): Promise<string> =>
  within(dataFolder, async (owner, cluster) => {
    await owner`create table rot as select n, md5(n::text) as text from generate_series(1, ${pages * 120}::int) as n`;
    await owner`checkpoint`;
    const [row] = await owner<{ file: string }[]>`select pg_relation_filepath('rot') as file`;
    return join(cluster, row!.file);
  });

/** Flips one bit of the page; done twice it is as it was. */
function flip(file: string, page: number, bit: number): void {
  const handle = openSync(file, 'r+');
  const byte = Buffer.alloc(1);
  const at = page * PAGE + Math.floor(bit / 8);
  readSync(handle, byte, 0, 1, at);
  byte[0]! ^= 1 << (bit % 8);
  writeSync(handle, byte, 0, 1, at);
  closeSync(handle);
}

/** Whether a query that reads the whole table says that it is damaged. */
const isNoticed = (dataFolder: string): Promise<boolean> =>
  within(dataFolder, (owner) =>
    owner`select count(text) from rot`.then(
      () => false,
      (error: { code?: string }) => error.code === 'XX001',
    ),
  );

export const pageRot: Proof = {
  name: 'page-rot',
  claim: 'A flipped bit in a page of the database is noticed, and the page is not served.',
  wanted: '100 of 100 pages',
  async run(size, tell): Promise<Found> {
    const pages = PAGES_WANTED[size];
    const dataFolder = await preparedFolder('rot', 'empty');
    try {
      const file = await filled(dataFolder, pages);
      let noticed = 0;
      for (let page = 0; page < pages; page += 1) {
        const bit = randomInt(PAGE * 8);
        flip(file, page, bit);
        if (await isNoticed(dataFolder)) noticed += 1;
        else tell(`page ${page}, bit ${bit}: NOT NOTICED`);
        flip(file, page, bit);
      }
      const whole = !(await isNoticed(dataFolder));
      return { ok: noticed === pages && whole, figure: `${noticed} of ${pages} pages noticed` };
    } finally {
      rmSync(dataFolder, { recursive: true, force: true });
    }
  },
};
