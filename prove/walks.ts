/** Proof: cases walked at random end, by legal steps only, and never past a right of the person concerned. */
import { randomInt } from 'node:crypto';
import { catalogue } from '../src/catalogue.ts';
import type { Machine } from '../src/records/machine.ts';
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
    const trodden = new Set<string>();
    for (let i = 0; i < WALKS[size]; i += 1) {
      const machine = machines[i % machines.length]!;
      const walked = walk(machine, (n) => randomInt(n));
      faults.push(...walked.faults);
      for (const { step } of walked.done) trodden.add(`${machine.key} ${step}`);
    }
    if (size === 'full') faults.push(...machines.flatMap((machine) => untrodden(machine, trodden)));
    for (const fault of faults.slice(0, 20)) tell(fault);
    return {
      ok: faults.length === 0,
      figure: `${WALKS[size]} walks through ${machines.length} machines (${machines.map(({ key }) => key).join(', ')}), ${faults.length} faults`,
    };
  },
};

/** Steps that no walk has taken: after so many, none leads to them. */
const untrodden = (machine: Machine, trodden: ReadonlySet<string>): string[] =>
  Object.keys(machine.steps)
    .filter((step) => !trodden.has(`${machine.key} ${step}`))
    .map((step) => `${machine.key}: no walk took ${step}`);
