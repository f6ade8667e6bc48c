import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Database } from '../db/connection.ts';
import { command } from '../db/door.ts';
import { done } from '../kernel/refusal.ts';
import { openWork, type Work } from './testing.ts';
import { verifyChain } from './verify.ts';

let work: Work;

beforeAll(async () => {
  work = await openWork();
  const [root, period] = [work.newId(), work.newId()];
  await work.act('found “Đảng bộ” \u001f', async (tx) => {
    await tx`select found_units(${[root]}, ${[null]}::uuid[])`;
    await tx`insert into unit_period (id, unit, valid_from, kind, name, code)
      values (${period}, ${root}, '2000-01-01', 'district', 'Huyện', 'huyen')`;
  });
  for (let i = 0; i < 4; i++) await work.act(`correct ${i}`, async () => {});
  const entry = { command: 'correct 4', reason: 'nhập nhầm', input: {} };
  await command(work.who, entry, async () => done(null));
});
afterAll(() => work.close());

/** Does something no role can do while the trigger stands, looks, and takes it back. */
async function tampered(change: (sql: Database) => Promise<unknown>, of = work) {
  const reserved = await of.owner.reserve();
  const sql = reserved as unknown as Database;
  try {
    await sql`begin`;
    await sql`alter table audit_entry disable trigger user`;
    await change(sql);
    return await verifyChain(sql);
  } finally {
    await sql`rollback`;
    reserved.release();
  }
}

test('an untouched log verifies, in whatever batches it is read', async () => {
  for (const size of [1, 2, 5, 5000]) {
    expect(await verifyChain(work.owner, size)).toEqual({ entries: 6, broken: [] });
  }
});

describe('what was done to the log afterwards is found', () => {
  test('a changed text', async () => {
    const { broken } = await tampered((sql) => sql`update audit_entry set command = 'x' where id = 3`);
    expect(broken).toEqual([{ id: '3', reason: 'hash' }]);
  });
  test('a reason put into the entry itself, or a text that could be read in two ways', async () => {
    for (const change of [`reason = 'x'`, `command = E'cor\x1frect 1'`, 'shape = 1', 'row_count = 1']) {
      const { broken } = await tampered(async (sql) => {
        await sql`alter table audit_entry drop constraint audit_entry_shape`;
        await sql.unsafe(`update audit_entry set ${change} where id = 3`);
      });
      expect(broken, change).toContainEqual({ id: '3', reason: 'hash' });
    }
  });
  test('a reason beside the log that was changed, taken away, or put where none was given', async () => {
    const wanted = [{ id: '6', reason: 'reason' }];
    for (const change of [`update audit_reason set reason = 'vì việc khác'`, 'delete from audit_reason']) {
      expect((await tampered((sql) => sql.unsafe(change))).broken, change).toEqual(wanted);
    }
    const added = await tampered((sql) => sql`insert into audit_reason values (2, 'x')`);
    expect(added.broken).toEqual([{ id: '2', reason: 'reason' }]);
  });
  test('a salt that was changed, taken away, or given out as forgotten by an entry that forgot nothing', async () => {
    const wanted = ['1', '2', '3', '4', '5', '6'].map((id) => ({ id, reason: 'salt' }));
    for (const change of [
      `update audit_salt set salt = sha256('x')`,
      'delete from audit_salt',
      'update audit_salt set salt = null, forgotten = 2',
    ])
      expect((await tampered((sql) => sql.unsafe(change))).broken, change).toEqual(wanted);
  });
  test('a changed instant, by a microsecond', async () => {
    const { broken } = await tampered(
      (sql) => sql`update audit_entry set at = at + interval '1 microsecond' where id = 6`,
    );
    expect(broken).toEqual([{ id: '6', reason: 'hash' }]);
  });
  test('a changed entry whose hash was made anew: the next one no longer follows', async () => {
    const { broken } = await tampered(async (sql) => {
      await sql`update audit_entry set command = 'other' where id = 3`;
      await sql`update audit_entry e set hash = audit_hash(e) where id = 3`;
    });
    expect(broken).toEqual([{ id: '4', reason: 'previous' }]);
  });
  test('an entry taken out', async () => {
    const { broken, entries } = await tampered((sql) => sql`delete from audit_entry where id = 4`);
    expect(entries).toBe(5);
    expect(broken).toEqual([{ id: '5', reason: 'gap' }]);
  });
  test('entries cut off at the beginning, and records whose act they were', async () => {
    const { broken } = await tampered((sql) => sql`delete from audit_entry where id = 1`);
    expect(broken.map(({ id, reason, record }) => [id, reason, record?.type])).toEqual([
      ['2', 'gap', undefined],
      ['1', 'act', 'unit'],
      ['1', 'act', 'unit_period'],
    ]);
  });
  test('instants out of order', async () => {
    const { broken } = await tampered(async (sql) => {
      await sql`update audit_entry set at = at + interval '1 day' where id = 5`;
      await sql`update audit_entry e set hash = audit_hash(e) where id = 5`;
      await sql`update audit_entry set previous = (select hash from audit_entry where id = 5) where id = 6`;
      await sql`update audit_entry e set hash = audit_hash(e) where id = 6`;
    });
    expect(broken).toEqual([{ id: '6', reason: 'order' }]);
  });
});

describe('while the trigger stands, no role changes the log', () => {
  const statements = [
    [`update audit_entry set reason = 'x'`, /^42501$/],
    ['delete from audit_entry', /^42501$/],
    // Reasons refer to entries: an owner is told to say `cascade` first.
    ['truncate audit_entry', /^(42501|0A000)$/],
    ['truncate audit_entry cascade', /^42501$/],
  ] as const;
  let roles: string[] = [];
  beforeEach(async () => {
    roles = (await work.owner<{ name: string }[]>`select current_user::text as name`).map((r) => r.name);
    roles.push('capuy_owner', 'capuy_app', 'capuy_figures');
  });
  test.each(statements)('%s', async (statement, code) => {
    for (const role of roles) {
      const attempt = work.owner.begin(async (tx) => {
        await tx`set local role ${tx(role)}`;
        await tx.unsafe(statement);
      });
      await expect(attempt, `${role}: ${statement}`).rejects.toMatchObject({
        code: expect.stringMatching(code),
      });
    }
    expect((await verifyChain(work.owner)).entries).toBe(6);
  });
});

describe('a log in which somebody was forgotten', () => {
  let other: Work;
  /** Forgotten; still there. */
  let [gone, there] = ['', ''];
  /** Numbers of the entries about each, and of the two entries of the forgetting. */
  const entries = { gone: ['1', '2'], there: ['3'], forget: '4', list: '5', later: '6' };

  const about = async (recordId: string, reason?: string) => {
    const entry = { command: 'x', recordId, input: 1, ...(reason ? { reason } : {}) };
    await command(other.who, entry, async () => done(null));
  };
  beforeAll(async () => {
    other = await openWork();
    [gone, there] = [other.newId(), other.newId()];
    await about(gone);
    await about(gone, 'vì sao');
    await about(there);
    await other.owner.begin(async (tx) => {
      await tx`select enter(${other.who.token})`;
      await tx`select begin_command('forget', null, null, null, 'x', '', ${other.who.clock.now()})`;
      await tx`select forget_subjects(${[gone, gone, other.newId()]}::uuid[])`;
    });
    await about(gone, 'nói sau');
  });
  afterAll(() => other.close());

  const found = async (change: string) =>
    (await tampered((sql) => sql.unsafe(change), other)).broken.map(({ id, reason }) => `${id} ${reason}`);

  test('verifies, with what was said afterwards', async () => {
    expect(await verifyChain(other.owner)).toEqual({ entries: 6, broken: [] });
    const [list] = await other.owner`select command, row_count from audit_entry where id = ${entries.list}`;
    expect(list).toEqual({ command: 'forget subjects', row_count: 2 });
  });
  test('hides nothing else: what is put behind the forgetting is not on its list', async () => {
    const hidden = `where subject = '${there}'`;
    const hide = `update audit_salt set salt = null, forgotten = ${entries.list} ${hidden}`;
    expect(await found(hide)).toEqual([`${entries.list} forgotten`]);
    // The entry of the command stood for the list before there was one, and does so no longer.
    const instead = `update audit_salt set salt = null, forgotten = ${entries.forget} ${hidden}`;
    expect(await found(instead)).toEqual([`${entries.there[0]} salt`]);
    // No reason was given: the salt is held to its entry all the same.
    expect(await found(`update audit_salt set salt = sha256('x') ${hidden}`)).toEqual([
      `${entries.there[0]} salt`,
    ]);
  });
  test('forgets no more and no less than it says', async () => {
    const row = `where subject = '${gone}'`;
    const salts = entries.gone.map((id) => `${id} salt`);
    const list = `${entries.list} forgotten`;
    expect(await found(`delete from audit_salt ${row}`)).toEqual([...salts, list, `${entries.later} salt`]);
    expect(await found(`update audit_salt set salt = sha256('x'), forgotten = null ${row}`)).toEqual([
      ...salts,
      list,
      `${entries.later} salt`,
    ]);
    expect(await found(`insert into audit_reason values (${entries.gone[1]}, 'vì sao')`)).toEqual([
      `${entries.gone[1]} reason`,
    ]);
    const later = `update audit_salt set forgotten = ${entries.later} ${row}`;
    expect(await found(later)).toContain(list);
  });
  test('of the second shape verifies as it did; its salts are held to their reasons alone', async () => {
    const asBefore = `update audit_entry set shape = 2, salt_digest = null;
      update audit_entry set command = 'x' where id = ${entries.list};
      update audit_salt set forgotten = ${entries.forget} where salt is null;
      do $body$ declare e audit_entry; before text := ''; begin
        for e in select * from audit_entry order by id loop
          e.previous := before;
          before := audit_hash(e);
          update audit_entry set previous = e.previous, hash = before where id = e.id;
        end loop;
      end $body$;`;
    expect(await found(asBefore)).toEqual([]);
    const hidden = `update audit_salt set salt = null, forgotten = ${entries.forget} where subject = '${there}'`;
    expect(await found(`${asBefore} ${hidden}`), 'not found: nothing in the log names that salt').toEqual([]);
    expect(await found(`${asBefore} delete from audit_salt where subject = '${there}'`)).toEqual([
      `${entries.there[0]} salt`,
    ]);
  });
});
