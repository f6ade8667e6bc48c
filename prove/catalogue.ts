/** Every proof, in the order of the page; a new one is one more line. */
import { diskFull } from './disk-full.ts';
import { fsyncOrder } from './fsync-order.ts';
import { killDatabase } from './kill-database.ts';
import { killServer } from './kill-server.ts';
import { load } from './load.ts';
import { noNetwork } from './no-network.ts';
import type { Proof } from './proof.ts';
import { racingEdits } from './racing-edits.ts';
import { racingStays } from './racing-stays.ts';
import { retries } from './retries.ts';
import { routes } from './routes.ts';

export const PROOFS: readonly Proof[] = [
  routes,
  killDatabase,
  killServer,
  fsyncOrder,
  diskFull,
  racingEdits,
  racingStays,
  retries,
  load,
  noNetwork,
];
