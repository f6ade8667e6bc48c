/** Stays that overlap are sent at the same time over several connections: on no day is anybody in two cells. */
import { person } from '../src/areas/membership/contract.ts';
import { connect, type Database } from '../src/db/connection.ts';
import { refusalOf } from '../src/db/faults.ts';
import { digestOf } from '../src/kernel/canonical.ts';
import { systemClock } from '../src/kernel/clock.ts';
import { enter } from '../src/records/commands.ts';
import { foundDistrict, type Ground, id, openGround, sessionOf } from './ground.ts';
import { grouped, judged, NEVER, type Proof } from './proof.ts';

const FULL = 1_000_000;
const SHORT = 2_000;
/** Attempts of one command: each is tried by itself, what is refused does not undo the others. */
const BATCH = 50;
const RACERS = 4;
const PERSONS = 6;

export const racingStays: Proof = {
  name: 'racing-stays',
  claim:
    'Overlapping stays of the same persons, sent at once over four connections as the application itself, some from an old snapshot, never put anybody into two cells on one day.',
  wanted: '≥ 1,000,000 attempts, 0 overlaps',
  async run(size, tell, stop = NEVER) {
    const wanted = size === 'full' ? FULL : SHORT;
    const ground = await openGround('racing-stays', { durable: false });
    try {
      const race = await openRace(ground);
      const racers = Array.from({ length: RACERS }, (_, i) => runRacer(race, i === 0, wanted, stop));
      const reports = setInterval(() => tell(`${grouped(race.attempts)} attempts`), 60_000);
      await Promise.all(racers).finally(() => clearInterval(reports));
      await race.db.end();
      const { overlaps, stays } = await inTheEnd(ground.owner);
      const figure = `${grouped(race.attempts)} attempts in ${grouped(race.commands)} commands, ${grouped(race.accepted)} accepted, ${grouped(race.stale)} commands from an old snapshot refused: ${overlaps} overlaps among ${stays} stays`;
      return judged(size, overlaps === 0 && race.accepted > 0, race.attempts >= wanted, figure);
    } finally {
      await ground.close();
    }
  },
};

type Race = {
  db: Database;
  token: string;
  persons: string[];
  cell: string;
  attempts: number;
  accepted: number;
  commands: number;
  stale: number;
};

async function openRace(ground: Ground): Promise<Race> {
  const { district, cell } = await foundDistrict(ground);
  const token = await sessionOf(ground, 'office', district);
  const persons: string[] = [];
  for (let i = 0; i < PERSONS; i++) {
    const one = id();
    const outcome = await enter({ ...ground.house, token }, person, {
      id: one,
      unit: cell,
      name: `Người ${i}`,
    });
    if (!outcome.ok) throw new Error(outcome.refusals.map(({ code }) => code).join());
    persons.push(one);
  }
  const db = connect({ ...ground.server.connection, user: 'capuy_app', max: RACERS });
  return { db, token, persons, cell, attempts: 0, accepted: 0, commands: 0, stale: 0 };
}

async function runRacer(race: Race, stale: boolean, wanted: number, stop: AbortSignal): Promise<void> {
  while (race.attempts < wanted && !stop.aborted) {
    race.attempts += BATCH;
    try {
      race.accepted += await oneCommand(race, stale);
      race.commands += 1;
    } catch (error) {
      // From an old snapshot the audit log cannot be continued: the whole command is refused.
      if (!stale || refusalOf(error)?.code !== 'already_recorded') throw error;
      race.stale += 1;
    }
  }
}

/** A command with many attempts; a stale one looks at the records before it waits for its turn. */
async function oneCommand({ db, token, persons, cell }: Race, stale: boolean): Promise<number> {
  const level = stale ? 'isolation level repeatable read' : 'isolation level read committed';
  return (await db.begin(level, async (tx) => {
    await tx`select enter(${token})`;
    await tx`select from begin_command('race', null, null, null, null, ${digestOf('race')}, ${systemClock.now()})`;
    await tx.unsafe(attempts(persons, cell));
    const [row] = await tx<{ n: number }[]>`select current_setting('prove.accepted')::int as n`;
    return row!.n;
  })) as number;
}

/** Random stays of one to thirty days within half a year; now and then one is taken back, so that there is room. */
const attempts = (persons: readonly string[], cell: string): string => `do $$
declare
  who uuid; since date; accepted int := 0;
begin
  for i in 1..${BATCH} loop
    who := (array['${persons.join("','")}'])[1 + floor(random() * ${persons.length})]::uuid;
    since := date '2023-01-01' + floor(random() * 180)::int;
    if random() < 0.1 then
      delete from stay where id = (select id from stay where person = who order by random() limit 1);
    end if;
    begin
      insert into stay (id, person, unit, valid_from, valid_to, came_by, left_by)
      values (gen_random_uuid(), who, '${cell}', since, since + 1 + floor(random() * 30)::int, 'transfer', 'transfer');
      accepted := accepted + 1;
    exception when exclusion_violation or unique_violation then
      null;
    end;
  end loop;
  perform set_config('prove.accepted', accepted::text, true);
end $$`;

async function inTheEnd(owner: Database): Promise<{ overlaps: number; stays: number }> {
  const [row] = await owner<{ overlaps: number; stays: number }[]>`
    select (select count(*)::int from stay) as stays, (select count(*)::int from stay a join stay b
      on a.person = b.person and a.id < b.id
      and daterange(a.valid_from, a.valid_to) && daterange(b.valid_from, b.valid_to)) as overlaps`;
  return row!;
}
