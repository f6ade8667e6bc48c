/** For tests: a database of their own and a session of the machine, the way the command line opens one. */
import { createHash } from 'node:crypto';
import { connect, type Database } from '../db/connection.ts';
import { command, type Who, type Writer } from '../db/door.ts';
import { testDatabase } from '../db/testing.ts';
import { fixedClock } from '../kernel/clock.ts';
import { newId } from '../kernel/id.ts';
import { done } from '../kernel/refusal.ts';

export type Work = {
  /** The superuser: no policy and no right binds it. */
  owner: Database;
  /** The application under a session of the machine. */
  who: Who;
  newId: () => string;
  /** Runs a command that the product must accept; throws where it is refused. */
  act: (words: string, work: (tx: Writer) => Promise<unknown>) => Promise<void>;
  close: () => Promise<void>;
};

/** A fresh database in which `who` may write everywhere; the clock stands on 5/10/2023. */
export async function openWork(): Promise<Work> {
  const database = await testDatabase();
  const owner = connect(database.superuser);
  const { connection, ...app } = database.app;
  const db = connect({ ...app, ...connection, max: 2 });
  const clock = fixedClock('2023-10-05T08:00:00Z');
  const token = newId(clock);
  const [account, mandate] = [newId(clock), newId(clock)];
  await owner`insert into account (id, name, full_name, password_hash) values (${account}, 'machine', 'machine', '')`;
  await owner`insert into mandate (id, account, role, post, valid_from, decision)
    values (${mandate}, ${account}, 'machine', 'machine', '2000-01-01', '')`;
  await owner`insert into session (token_hash, account, mandate, started_at, seen_at, expires_at)
    values (${createHash('sha256').update(token).digest('hex')}, ${account}, ${mandate}, '2023-01-01', '2023-01-01', '2100-01-01')`;
  const who: Who = { db, token, clock };
  const act: Work['act'] = async (words, work) => {
    const outcome = await command(who, { command: words, input: { words } }, async (tx) => {
      await work(tx);
      return done(null);
    });
    if (!outcome.ok) throw new Error(outcome.refusals.map((refusal) => refusal.message.en).join('; '));
  };
  const close = async () => {
    await Promise.all([owner.end(), db.end()]);
    await database.drop();
  };
  return { owner, who, newId: () => newId(clock), act, close };
}
