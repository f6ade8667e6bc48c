/** Two years of a district with the reorganisation of 1/7/2025 in the middle, and what must hold after every event. */
import { openMachineSession } from '../src/areas/access/commands.ts';
import { withFresh } from '../src/backup/scratch.ts';
import { catalogue } from '../src/catalogue.ts';
import { steppingClock } from '../src/kernel/clock.ts';
import { loadRegulations } from '../src/regulations/reader.ts';
import { grouped, judged, NEVER, type Proof } from './proof.ts';
import { brokenIn, INVARIANTS, newWatch } from './years-invariants.ts';
import { FIRST_DAY, foundWorld, happen, isOver, REORGANISED_ON, today } from './years-world.ts';

const FULL = 200;
const SHORT = 1;
/** Days between two events: at most this many, so that two years hold some dozens. */
const LONGEST_PAUSE = { full: 30, short: 90 };

type Fresh = Parameters<Parameters<typeof withFresh>[0]>[0] extends () => Promise<infer F> ? F : never;
type Tally = { events: number; refused: number; checks: number; reorganised: number; broken: string[] };

export const twoYears: Proof = {
  name: 'two-years',
  claim:
    'Through two simulated years of a district, with admissions, transfers, deaths, corrections, reorganisations and the end of the district on 1/7/2025, every invariant holds after every event, and a second implementation counts the same.',
  wanted: '≥ 200 seeds, ≥ 25 invariants after every event, 0 broken',
  async run(size, tell, stop = NEVER) {
    const wanted = size === 'full' ? FULL : SHORT;
    const tally: Tally = { events: 0, refused: 0, checks: 0, reorganised: 0, broken: [] };
    let seeds = 0;
    await withFresh(async (open) => {
      for (; seeds < wanted && !stop.aborted && tally.broken.length === 0; seeds++) {
        await live(seeds, LONGEST_PAUSE[size], await open(), tally);
        if (seeds % 10 === 9) tell(`${seeds + 1} seeds, ${grouped(tally.events)} events`);
      }
    });
    for (const one of tally.broken) tell(one);
    const count = Object.keys(INVARIANTS).length;
    const figure = `${seeds} seeds, ${grouped(tally.events)} events (${grouped(tally.refused)} refused by the rules), ${count} invariants after each, ${grouped(tally.checks)} checks: ${tally.broken.length} broken`;
    const isWhole = tally.reorganised === seeds && tally.events > tally.refused;
    return judged(size, tally.broken.length === 0 && isWhole, seeds >= wanted, figure);
  },
};

async function live(seed: number, pause: number, fresh: Fresh, tally: Tally): Promise<void> {
  try {
    const clock = steppingClock(`${FIRST_DAY}T02:00:00Z`);
    const token = await openMachineSession(fresh.owner, clock);
    const office = { db: fresh.app, token, clock, catalogue, regulations: loadRegulations() };
    const random = drawing(seed);
    const world = await foundWorld(office, fresh.owner, random);
    const watch = newWatch();
    watch.entries = (await fresh.owner`select from audit_entry`).length - world.done;
    while (!isOver(world) && tally.broken.length === 0) {
      const refused = world.refused;
      await happen(world, 1 + Math.floor(random() * pause));
      const broken = await brokenIn(world, watch);
      tally.events += 1;
      tally.refused += world.refused > refused ? 1 : 0;
      tally.checks += Object.keys(INVARIANTS).length;
      tally.broken.push(...broken.map((one) => `seed ${seed}, ${today(world)}: ${one}`));
    }
    if (today(world) > REORGANISED_ON && world.district === null) tally.reorganised += 1;
  } finally {
    await fresh.close();
  }
}

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
function drawing(seed: number): () => number {
  let state = (seed + 1) * 0x9e3779b9;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
