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
    'Overlapping stays of the same persons, sent at once over four connections as the application itself, some from an old snapshot, never put anybody into two cells on one day; looked for after every round.',
  wanted: '≥ 1,000,000 attempts in two cells, 0 overlaps after any round',
  async run(size, tell, stop = NEVER) {
    const wanted = size === 'full' ? FULL : SHORT;
    const ground = await openGround('racing-stays', { durable: false });
    try {
      const race = await openRace(ground);
      const reports = setInterval(() => tell(`${grouped(race.attempts)} attempts`), 60_000);
      const seen: Seen = { rounds: 0, overlaps: 0, met: 0, stays: 0 };
      try {
        while (race.attempts < wanted && !stop.aborted) {
          await Promise.all(Array.from({ length: RACERS }, (_, i) => runRacer(race, i === 0)));
          await look(ground.owner, seen);
        }
      } finally {
        clearInterval(reports);
      }
      await race.db.end();
      const figure = `${grouped(race.attempts)} attempts in ${grouped(race.commands)} commands over ${race.cells.length} cells, ${grouped(race.accepted)} accepted, ${grouped(race.stale)} commands from an old snapshot refused: ${seen.overlaps} overlaps in ${grouped(seen.rounds)} rounds, ${seen.met} times somebody with stays in both cells, ${seen.stays} stays at the end`;
      const holds = seen.overlaps === 0 && race.accepted > 0 && seen.met > 0;
      return judged(size, holds, race.attempts >= wanted, figure);
    } finally {
      await ground.close();
    }
  },
};

type Race = {
  db: Database;
  token: string;
  persons: string[];
  cells: readonly string[];
  attempts: number;
  accepted: number;
  commands: number;
  stale: number;
};

async function openRace(ground: Ground): Promise<Race> {
  const { district, cell, second } = await foundDistrict(ground);
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
  return { db, token, persons, cells: [cell, second], attempts: 0, accepted: 0, commands: 0, stale: 0 };
}

/** One command of each racer is a round; all of them are over before overlaps are looked for. */
async function runRacer(race: Race, stale: boolean): Promise<void> {
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

/** A command with many attempts; a stale one looks at the records before it waits for its turn. */
async function oneCommand({ db, token, persons, cells }: Race, stale: boolean): Promise<number> {
  const level = stale ? 'isolation level repeatable read' : 'isolation level read committed';
  return (await db.begin(level, async (tx) => {
    await tx`select enter(${token})`;
    await tx`select from begin_command('race', null, null, null, null, ${digestOf('race')}, ${systemClock.now()})`;
    await tx.unsafe(attempts(persons, cells));
    const [row] = await tx<{ n: number }[]>`select current_setting('prove.accepted')::int as n`;
    return row!.n;
  })) as number;
}

/** Random stays of one to thirty days within half a year, in one of the cells; now and then one is taken back, so that there is room. */
const attempts = (persons: readonly string[], cells: readonly string[]): string => `do $$
declare
  who uuid; cell uuid; since date; accepted int := 0;
begin
  for i in 1..${BATCH} loop
    who := (array['${persons.join("','")}'])[1 + floor(random() * ${persons.length})]::uuid;
    cell := (array['${cells.join("','")}'])[1 + floor(random() * ${cells.length})]::uuid;
    since := date '2023-01-01' + floor(random() * 180)::int;
    if random() < 0.1 then
      delete from stay where id = (select id from stay where person = who order by random() limit 1);
    end if;
    begin
      insert into stay (id, person, unit, valid_from, valid_to, came_by, left_by)
      values (gen_random_uuid(), who, cell, since, since + 1 + floor(random() * 30)::int, 'transfer', 'transfer');
      accepted := accepted + 1;
    exception when exclusion_violation or unique_violation then
      null;
    end;
  end loop;
  perform set_config('prove.accepted', accepted::text, true);
end $$`;

/** `met`: how often somebody had stays in more than one cell, so that there was something to overlap. */
type Seen = { rounds: number; overlaps: number; met: number; stays: number };

async function look(owner: Database, seen: Seen): Promise<void> {
  const [row] = await owner<Omit<Seen, 'rounds'>[]>`
    select (select count(*)::int from stay) as stays,
      (select count(*)::int from (select from stay group by person having count(distinct unit) > 1) p) as met,
      (select count(*)::int from stay a join stay b on a.person = b.person and a.id < b.id
        and daterange(a.valid_from, a.valid_to) && daterange(b.valid_from, b.valid_to)) as overlaps`;
  seen.rounds += 1;
  seen.overlaps += row!.overlaps;
  seen.met += row!.met;
  seen.stays = row!.stays;
}
