/** Proof: cases walked at random end, by legal steps only, and never past a right of the person concerned. */
import { randomInt } from 'node:crypto';
import { catalogue } from '../src/catalogue.ts';
import { idleRights, walk } from '../src/records/sample-walks.ts';
import type { Found, Proof } from './proof.ts';

const WALKS = { short: 500, full: 100_000 } as const;

export const walks: Proof = {
  name: 'walks',
  claim:
    'Cases walked at random always find an exit, by legal steps only, and never end past a right that arose.',
  wanted: '100.000 walks without a fault',
  async run(size, tell): Promise<Found> {
    const { machines } = catalogue;
    const faults = machines.flatMap((machine) => idleRights(machine));
    for (let i = 0; i < WALKS[size]; i += 1) {
      faults.push(...walk(machines[i % machines.length]!, (n) => randomInt(n)).faults);
    }
    for (const fault of faults.slice(0, 20)) tell(fault);
    return {
      ok: faults.length === 0,
      figure: `${WALKS[size]} walks through ${machines.length} machines, ${faults.length} faults`,
    };
  },
};
