/** An audited commit, as every command makes one, against a bare insert of the same row over the same connection. */
import { person } from '../src/areas/membership/contract.ts';
import { connect } from '../src/db/connection.ts';
import { command } from '../src/db/door.ts';
import { newId } from '../src/kernel/id.ts';
import { done } from '../src/kernel/refusal.ts';
import { insertRecord } from '../src/records/store.ts';
import type { Grounds, Site } from './site.ts';
import { byTurns, type Spread } from './stopwatch.ts';

export type CommitSpeed = { audited: Spread; bare: Spread };

/**
 * One by one, by turns. The bare table has the same columns and indexes, and neither triggers nor policies. `slower` are
 * milliseconds by which the disk of an office keeps what it is told later than this one.
 */
export async function measureCommit(
  { server }: Grounds,
  site: Site,
  runs: number,
  slower = 0,
): Promise<CommitSpeed> {
  const { house, owner, token } = site;
  const [database] = await owner<{ name: string; unit: string }[]>`
    select current_database() as name, id as unit from unit order by depth desc limit 1`;
  await owner.unsafe('create table bare_person (like person including all)');
  await owner.unsafe('grant insert on bare_person to capuy_app');
  const here = `alter role capuy_app in database "${database!.name}"`;
  // PostgreSQL itself waits before it flushes, for a disk that takes its time.
  if (slower)
    await owner.unsafe(`${here} set commit_delay = ${slower * 1000}; ${here} set commit_siblings = 0`);
  const db = connect({ ...server.connection, user: 'capuy_app', database: database!.name, max: 1 });
  const row = () => ({ id: newId(house.clock), name: 'Nguyễn Văn Thử', unit: database!.unit });
  try {
    return await byTurns(
      {
        audited: async () => {
          const one = row();
          const entry = { command: 'enter person', recordType: 'person', recordId: one.id, input: one };
          const outcome = await command({ ...house, db, token }, entry, async (tx) => {
            await insertRecord(tx, person, one);
            return done(null);
          });
          if (!outcome.ok) throw new Error(outcome.refusals.map(({ code }) => code).join());
        },
        bare: () => {
          const stamped = { ...row(), place: 0, known_from: house.clock.now(), act: 0 };
          return db`insert into bare_person ${db(stamped)}`;
        },
      },
      runs,
      50,
    );
  } finally {
    await db.end();
    await owner.unsafe('drop table bare_person');
    if (slower) await owner.unsafe(`${here} reset commit_delay; ${here} reset commit_siblings`);
  }
}
