/** A PostgreSQL of its own in a temporary folder, with a log of commands on people and of openings. */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openMachineSession } from '../src/areas/access/commands.ts';
import { noteCounted } from '../src/audit/note.ts';
import { connect, type Database } from '../src/db/connection.ts';
import { command, type Who } from '../src/db/door.ts';
import { startEmbedded } from '../src/db/embedded.ts';
import { migrate } from '../src/db/migrate.ts';
import { type SteppingClock, steppingClock } from '../src/kernel/clock.ts';
import { newId } from '../src/kernel/id.ts';
import { done } from '../src/kernel/refusal.ts';

export type LogGround = {
  /** The superuser: no policy, trigger or constraint binds it. */
  owner: Database;
  who: Who;
  folder: string;
  clock: SteppingClock;
  /** Subjects of entries, with the input of one entry about each. */
  subjects: { id: string; entry: string; input: unknown }[];
};

/** Works on a log with so many subjects, two entries about each, and takes everything away afterwards. */
export async function onLog<T>(subjects: number, work: (ground: LogGround) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'capuy-prove-audit-'));
  chmodSync(folder, 0o711);
  const server = await startEmbedded({
    dataFolder: folder,
    durable: false,
    settings: { shared_buffers: '64MB', max_connections: '20' },
  });
  const owner = connect({ ...server.connection, max: 2 });
  const db = connect({ ...server.connection, user: 'capuy_app', max: 2 });
  try {
    await migrate(owner);
    const clock = steppingClock('2026-11-26T01:00:00Z');
    const who = { db, token: await openMachineSession(owner, clock), clock };
    const ground: LogGround = { owner, who, folder, clock, subjects: [] };
    for (let i = 0; i < subjects; i++) ground.subjects.push(await spokenOf(ground, i));
    return await work(ground);
  } finally {
    await Promise.all([owner.end({ timeout: 1 }), db.end({ timeout: 1 })]);
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Destroys salts as the owner: who may ask for it is proved elsewhere. */
export async function forgetAsOwner(
  { owner, who, clock }: LogGround,
  gone: LogGround['subjects'],
): Promise<void> {
  await owner.begin(async (tx) => {
    await tx`select enter(${who.token})`;
    await tx`select begin_command('forget', null, null, null, 'erasure', '', ${clock.now()})`;
    await tx`select forget_subjects(${gone.map(({ id }) => id)}::uuid[])`;
  });
}

/** Few values are possible: a plain hash of them would be guessed at once. */
export const INPUTS = ['reprimand', 'warning', 'dismissal', 'expulsion'] as const;

async function spokenOf({ who, clock }: LogGround, i: number): Promise<LogGround['subjects'][number]> {
  const id = newId(clock) as string;
  const input = { form: INPUTS[i % INPUTS.length] };
  const entry = {
    command: 'enter discipline_decision',
    recordType: 'discipline_decision',
    recordId: id,
    input,
  };
  let number = '';
  clock.step(60);
  await command(who, { ...entry, ...(i % 3 === 0 ? { reason: `vì sao ${i}` } : {}) }, async (tx) => {
    number = (await tx.opened).entry;
    return done(null);
  });
  await noteCounted(who, {
    command: 'export xlsx',
    recordType: 'discipline_decision',
    recordId: id,
    rows: i,
  });
  return { id, entry: number, input };
}
