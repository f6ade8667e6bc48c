/** The guards of the database, tried as somebody would who got hold of the application's connection. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Writer } from '../db/door.ts';
import type { Office } from '../records/commands.ts';
import { type Commission, openCommission } from './testing.ts';

let office: Commission;
let first: Office;
let second: Office;
let clerk: Office;
let person: string;

beforeAll(async () => {
  office = await openCommission();
  ({ first, second, clerk } = office);
});
afterAll(() => office.close());
beforeEach(async () => {
  person = await office.newMember();
});

describe('any SQL under the own session, without a second person', () => {
  /** What is left of an attempt: the code PostgreSQL refused it with, or `done`. */
  const attempt = (who: Office, work: (tx: Writer) => Promise<unknown>) =>
    who.db
      .begin(async (tx) => {
        await tx`select enter(${who.token})`;
        await tx`select begin_command('x', null, null, null, null, '', ${who.clock.now()})`;
        await work(tx as unknown as Writer);
        return 'done';
      })
      .catch((error: { code: string }) => error.code);

  const decide = (tx: Writer, id: string, form = 'warning') => tx`
    insert into discipline_decision (id, body, number, decided_on, subject_kind, subject_person, form, primary_content)
    values (${id}, ${office.body}, '1', '2023-05-12', 'member', ${person}, ${form}, 'corruption')`;

  test.each<[string, () => Office, (tx: Writer) => Promise<unknown>]>([
    ['enters a discipline decision', () => first, (tx) => decide(tx, office.newId())],
    [
      'signs a report',
      () => clerk,
      (
        tx,
      ) => tx`insert into signed_report (id, unit, kind, year, as_of, number, signed_on, signer, tree, frozen, sha256, known_at)
        values (${office.newId()}, ${office.units.district}, 'nine-month', 2023, '2023-10-05', '1', '2023-10-05', 'x', 'then', '{}', '', now())`,
    ],
    [
      'expels a member',
      () => clerk,
      (tx) => tx`update stay set valid_to = '2023-05-12', left_by = 'expelled' where person = ${person}`,
    ],
    [
      'renames a unit',
      () => clerk,
      (tx) => tx`update unit_period set name = 'x' where unit = ${office.units.dien_ban_cell}`,
    ],
    [
      'founds a unit',
      () => clerk,
      (tx) => tx`select found_units(array[${office.newId()}]::uuid[], array[${office.units.tam_ky}]::uuid[])`,
    ],
    [
      'moves a unit',
      () => clerk,
      (tx) => tx`select move_unit(${office.units.dien_ban_cell}, ${office.units.tam_ky})`,
    ],
    [
      'records more than 20 in bulk',
      () => clerk,
      async (tx) => {
        await tx`select open_stage('stage_document', 'document'::regclass, '{}')`;
        await tx`insert into stage_document (id, unit, number, issuer, issued_on, title, level)
          select gen_random_uuid(), ${office.units.tam_ky}, n::text, 'x', '2023-01-01', 'x', 'district' from generate_series(1, 21) n`;
        await tx`select record_in_bulk('document', array['id', 'unit', 'number', 'issuer', 'issued_on', 'title', 'level'])`;
      },
    ],
    ['records one expulsion in bulk', () => clerk, (tx) => stays(tx, 'expelled')],
  ])('nobody %s', async (_, who, work) => {
    expect(await attempt(who(), work)).toBe('CU001');
  });

  /** A member of long ago who left, recorded as an import records. */
  const stays = async (tx: Writer, leftBy: string) => {
    await tx`select open_stage('stage_stay', 'stay'::regclass, '{}')`;
    await tx`insert into stage_stay (id, person, unit, valid_from, valid_to, came_by, left_by)
      values (gen_random_uuid(), ${person}, ${office.units.tam_ky_cell}, '2001-01-01', '2002-01-01', 'opening', ${leftBy})`;
    await tx`select record_in_bulk('stay', array['id', 'person', 'unit', 'valid_from', 'valid_to', 'came_by', 'left_by'])`;
  };

  test('a stay that ended otherwise is recorded in bulk by one, an expulsion by the machine', async () => {
    expect(await attempt(clerk, (tx) => stays(tx, 'transfer'))).toBe('done');
    person = await office.newMember();
    expect(await attempt(office.machine, (tx) => stays(tx, 'expelled'))).toBe('done');
  });

  // Whatever the owner writes goes past guards that look at who writes: record_uncounted speaks for those of stay.
  test('every guard of a record is named two_persons, which a bulk asks for, or is one of those of stay', async () => {
    const guards = await office.owner<{ guard: string }[]>`
      select distinct t.tgrelid::regclass || ' ' || t.tgname as guard from pg_trigger t
      join table_class k on to_regclass('public.' || quote_ident(k.name)) = t.tgrelid and k.is_record
      where t.tgfoid = 'refuse_one_person'::regproc and t.tgname <> 'two_persons' order by guard`;
    expect(guards.map(({ guard }) => guard)).toEqual([
      'stay expelled',
      'stay expelled_later',
      'stay expelled_never',
    ]);
  });

  test('20 in bulk need nobody, and the machine imports what it likes', async () => {
    const record = (rows: number) => async (tx: Writer) => {
      await tx`select open_stage('stage_document', 'document'::regclass, '{}')`;
      await tx`insert into stage_document (id, unit, number, issuer, issued_on, title, level)
        select gen_random_uuid(), ${office.units.tam_ky}, n::text, 'x', '2023-01-01', 'x', 'district' from generate_series(1, ${rows}) n`;
      await tx`select record_in_bulk('document', array['id', 'unit', 'number', 'issuer', 'issued_on', 'title', 'level'])`;
    };
    expect(await attempt(clerk, record(20))).toBe('done');
    expect(await attempt(office.machine, record(200))).toBe('done');
    expect(await attempt(office.machine, (tx) => decide(tx, office.newId()))).toBe('done');
  });

  test('an approval is good for its own row, its own command and its own operation alone', async () => {
    const { form, id, sha256 } = await office.proposed(person);
    const end = (tx: Writer) => tx`select end_proposal(${id}, 'approved', ${sha256}, null)`;
    const whole = (tx: Writer, more = 'warning') => tx`
      insert into discipline_decision (id, body, number, decided_on, subject_kind, subject_person, form, primary_content,
        before_software)
      values (${form.id}, ${office.body}, ${form.number}, '2023-05-12', 'member', ${person}, ${more}, 'corruption',
        ${form.before_software ?? null})`;
    /** Approves, then does something. */
    const approving = (work: (tx: Writer) => Promise<unknown>) => async (tx: Writer) => {
      await end(tx);
      await work(tx);
    };
    const another = (tx: Writer) => decide(tx, office.newId());
    for (const [name, work] of Object.entries({
      'another decision': approving(another),
      'another form': approving((tx) => whole(tx, 'expulsion')),
      'a second row beside it': approving(async (tx) => {
        await whole(tx);
        await another(tx);
      }),
      'without approving': async (tx: Writer) => whole(tx),
      'another entry of the same transaction': async (tx: Writer) => {
        await end(tx);
        await tx`select begin_command('y', null, null, null, null, '', ${office.clock.now()})`;
        await whole(tx);
      },
      'its commit-time check asked early': async (tx: Writer) => {
        await whole(tx);
        await tx`set constraints all immediate`;
      },
    })) {
      expect([name, await attempt(second, work)]).toEqual([name, 'CU001']);
    }
    expect(await attempt(first, approving(whole))).toBe('CU001');
    expect(await attempt(second, approving(whole))).toBe('done');
    expect(await attempt(second, approving(another))).toBe('CU001');
    expect(
      await attempt(
        second,
        (tx) => tx`update discipline_decision set form = 'reprimand' where id = ${form.id}`,
      ),
    ).toBe('CU001');
    expect(await attempt(second, (tx) => tx`delete from discipline_decision where id = ${form.id}`)).toBe(
      'CU001',
    );
  });

  test.each([
    ['reads proposals', 'select * from proposal'],
    ['writes one by hand', 'insert into proposal default values'],
    ['ends one by hand', 'insert into proposal_end default values'],
    ['forgets what is owed', 'delete from two_person_duty'],
    ['widens who may approve', "insert into approval_right values ('discipline', 'reader')"],
    ['asks what a command was approved for', "select * from approved_here('discipline')"],
    ['records uncounted', "select * from record_uncounted('document', array['id'])"],
    ['records expulsions uncounted', "select * from record_uncounted('stay', array['id', 'left_by'])"],
    ['switches the guards off', 'alter table discipline_decision disable trigger two_persons'],
  ])('nobody %s', async (_, sql) => {
    expect(await attempt(first, (tx) => tx.unsafe(sql))).toBe('42501');
  });

  test('a grant at committee level made in a session takes two; in a cell it does not', async () => {
    const grant = (unit: string, role: string) =>
      office.owner
        .begin(async (tx) => {
          await tx`select enter(${clerk.token})`;
          await tx`select begin_command('x', null, null, null, null, '', ${office.clock.now()})`;
          await tx`insert into mandate (id, account, unit, role, post, valid_from, decision) select ${office.newId()}, id,
            ${unit}, ${role}, 'x', '2023-01-01', '1-QĐ' from account limit 1`;
          return 'done';
        })
        .catch((error: { code: string }) => error.code);
    expect(await grant(office.units.tam_ky, 'office')).toBe('CU001');
    expect(await grant(office.units.tam_ky_cell, 'administrator')).toBe('CU001');
    expect(await grant(office.units.tam_ky_cell, 'cell_secretary')).toBe('done');
  });
});
