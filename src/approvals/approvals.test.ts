/** Proposing and approving, as the product does it and as somebody would who got hold of its connection. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { disciplineDecision } from '../areas/discipline/contract.ts';
import { act as actOnMember } from '../areas/membership/acts.ts';
import { stay as stayType } from '../areas/membership/contract.ts';
import { command, read, type Writer } from '../db/door.ts';
import { canonical } from '../kernel/canonical.ts';
import type { Instant } from '../kernel/clock.ts';
import { done } from '../kernel/refusal.ts';
import { correct, enter, type Office, withdraw } from '../records/commands.ts';
import { accepted, codesOf, openOffice, rowIn, type TestOffice } from '../records/testing.ts';
import { approve, endUndone, isWaiting, proposalSeen, proposalsSeen, propose } from './commands.ts';
import { permissions } from './permissions.ts';
import { isPermitted, loadApprovers } from './store.ts';

let office: TestOffice;
let first: Office;
let second: Office;
let clerk: Office;
let commune: Office;
let person: string;
let body: string;

beforeAll(async () => {
  office = await openOffice();
  [first, second, clerk, commune] = (await Promise.all([
    office.officer('inspection', office.units.district),
    office.officer('inspection', office.units.district),
    office.officer('office', office.units.district),
    office.officer('office', office.units.tam_ky),
  ])) as [Office, Office, Office, Office];
  body = office.newId();
  await command(office.machine, { command: 'body', input: 1 }, async (tx) => {
    await tx`insert into body (id, unit, kind, valid_from)
      values (${body}, ${office.units.district}, 'inspection_commission', '2000-01-01')`;
    return done(null);
  });
});
afterAll(() => office.close());

/** A fresh official member of the cell of Tam Kỳ. */
beforeEach(async () => {
  person = office.newId();
  await command(office.machine, { command: 'member', input: 1 }, async (tx) => {
    await tx`insert into person (id, unit, name) values (${person}, ${office.units.tam_ky_cell}, 'Nguyễn Văn Bình')`;
    await tx`insert into stay (id, person, unit, valid_from, came_by)
      values (${office.newId()}, ${person}, ${office.units.tam_ky_cell}, '2010-01-01', 'opening')`;
    await tx`insert into standing (id, person, kind, valid_from)
      values (${office.newId()}, ${person}, 'official', '2010-01-01')`;
    return done(null);
  });
});

const typed = (more: object = {}) => ({
  id: office.newId(),
  body,
  number: `${office.newId().slice(-6)}-QĐ/UBKTHU`,
  decided_on: '12/5/2023',
  subject_kind: 'member',
  subject_person: person,
  form: 'warning',
  primary_content: 'corruption',
  reason: 'Theo hồ sơ',
  ...more,
});

const acts = (kind: string) => first.catalogue.act(kind);

/** What the first proposes, as it waits. */
async function proposed(more: object = {}, by = first) {
  const form = typed(more);
  const { proposal } = accepted(await enter(by, disciplineDecision, form));
  return { form, id: proposal!, sha256: (await proposalSeen(by, proposal!))!.sha256 };
}

const isRecorded = async (id: string) => (await rowIn(office.machine, disciplineDecision, id)) !== undefined;

const stateOf = async (id: string, by = first) => (await proposalSeen(by, id))?.state;

/** Ties an officer's account to a person. */
const isPerson = (who: Office, id: string | null) =>
  office.owner`update account set person = ${id} where id = (
    select account from session where token_hash = token_hash(${who.token}))`;

describe('two persons', () => {
  test('what one proposes is not done until another approves exactly that', async () => {
    const { form, id, sha256 } = await proposed();
    expect(await isRecorded(form.id)).toBe(false);
    expect((await proposalsSeen(second)).filter(isWaiting).map((p) => p.id)).toContain(id);
    expect((await proposalsSeen(first)).filter(isWaiting).map((p) => p.id)).not.toContain(id);
    const seen = (await proposalSeen(second, id))!;
    expect(seen.shown[0]!.value.vi).toContain('Nguyễn Văn Bình');
    expect(accepted(await approve(second, acts, id, sha256))).toEqual({ proposal: id, already: false });
    expect(await isRecorded(form.id)).toBe(true);
    expect(await stateOf(id)).toBe('approved');
  });

  test('both names stand in the history of what was recorded', async () => {
    const { form, id, sha256 } = await proposed();
    accepted(await approve(second, acts, id, sha256));
    const [row] = await office.owner<
      { act: string }[]
    >`select act from discipline_decision where id = ${form.id}`;
    const [by] = await read(first, (tx) => tx`select * from recorded_by(array[${row!.act}]::bigint[])`);
    expect(by).toMatchObject({ proposal: id, command: 'approve discipline', reason: 'Theo hồ sơ' });
    expect(by!.proposer).not.toBeNull();
  });

  test('the same sent twice is one proposal; approved twice is done once', async () => {
    const { form, id, sha256 } = await proposed();
    const again = accepted(await enter(first, disciplineDecision, form));
    expect(again).toMatchObject({ proposal: id, already: true });
    accepted(await approve(second, acts, id, sha256));
    expect(accepted(await approve(second, acts, id, sha256))).toEqual({ proposal: id, already: true });
    expect(await office.owner`select from discipline_decision where id = ${form.id}`).toHaveLength(1);
  });

  test('every rule is checked when it is proposed', async () => {
    const wrong = typed({ form: 'dissolution', reason: '' });
    expect(codesOf(await enter(first, disciplineDecision, wrong))).toContain('impossible_form form');
    const [row] =
      await office.owner`select count(*)::int as n from proposal where payload like ${`%${wrong.id}%`}`;
    expect(row!.n).toBe(0);
  });

  test('a correction and a withdrawal take two as well, and hold to the version that was seen', async () => {
    const { form, id, sha256 } = await proposed();
    accepted(await approve(second, acts, id, sha256));
    const seen = (await rowIn(first, disciplineDecision, form.id))!.known_from;
    const change = { ...form, form: 'reprimand', seen, reason: 'Nhập nhầm' };
    const one = accepted(await correct(first, disciplineDecision, form.id, change)).proposal!;
    const other = accepted(await correct(first, disciplineDecision, form.id, { ...change, note: 'x' }))
      .proposal!;
    const shaOf = async (p: string) => (await proposalSeen(first, p))!.sha256;
    const shown = (await proposalSeen(first, one))!.shown.map(({ value }) => value.vi);
    expect(shown).toContain('Cảnh cáo → Khiển trách');
    expect((await rowIn(first, disciplineDecision, form.id))!.form).toBe('warning');
    accepted(await approve(second, acts, one, await shaOf(one)));
    expect((await rowIn(first, disciplineDecision, form.id))!.form).toBe('reprimand');
    expect(codesOf(await approve(second, acts, other, await shaOf(other)))).toEqual(['conflict']);

    const gone = accepted(await withdraw(first, disciplineDecision, form.id, { reason: 'Nhầm' })).proposal!;
    expect(await isRecorded(form.id)).toBe(true);
    accepted(await approve(second, acts, gone, await shaOf(gone)));
    expect(await isRecorded(form.id)).toBe(false);
  });

  test('an expulsion by the verb of leaving, or by hand in a stay, takes two', async () => {
    const leave = {
      ...{ id: office.newId(), person, by: 'expelled', on: '12/5/2023', document: '1-QĐ' },
    };
    const { proposal } = accepted(await actOnMember(commune, 'leave', leave));
    const [before] = await office.owner`select left_by from stay where person = ${person}`;
    expect(before!.left_by).toBeNull();
    const { sha256 } = (await proposalSeen(clerk, proposal!))!;
    accepted(await approve(clerk, acts, proposal!, sha256));
    const [after] = await office.owner`select left_by, valid_to, id from stay where person = ${person}`;
    expect(after).toMatchObject({ left_by: 'expelled', valid_to: '2023-05-12' });
    const row = (await rowIn(clerk, stayType, after!.id))!;
    const change = { ...row, valid_to: '13/5/2023', seen: row.known_from, reason: 'Nhầm ngày' };
    expect(accepted(await correct(commune, stayType, row.id, change)).proposal).toBeDefined();
  });

  test('what changed meanwhile is not approved: propose again', async () => {
    const { form, id, sha256 } = await proposed();
    await command(office.machine, { command: 'rename', input: 1 }, async (tx) => {
      await tx`update person set name = 'Nguyễn Văn Bảy' where id = ${person}`;
      return done(null);
    });
    expect(codesOf(await approve(second, acts, id, sha256))).toEqual(['shown_has_changed']);
    expect(await isRecorded(form.id)).toBe(false);
    expect(await stateOf(id)).toBe('open');
  });

  test('refused with a reason, or withdrawn by its maker, it is done with', async () => {
    const one = await proposed();
    expect(codesOf(await endUndone(second, one.id, 'refused', ' '))).toEqual(['reason_required reason']);
    expect(codesOf(await endUndone(second, one.id, 'withdrawn'))).toEqual(['not_own_proposal']);
    accepted(await endUndone(second, one.id, 'refused', 'Chưa đủ hồ sơ'));
    expect(await proposalSeen(first, one.id)).toMatchObject({ state: 'refused', reason: 'Chưa đủ hồ sơ' });
    expect(codesOf(await approve(second, acts, one.id, one.sha256))).toEqual(['proposal_ended']);
    const other = await proposed();
    expect(codesOf(await endUndone(first, other.id, 'refused', 'Thôi'))).toEqual(['own_proposal']);
    accepted(await endUndone(first, other.id, 'withdrawn'));
    expect(codesOf(await approve(second, acts, other.id, other.sha256))).toEqual(['proposal_ended']);
  });
});

describe('the second person', () => {
  test('is not the first, not under another account of the same person either', async () => {
    const { id, sha256 } = await proposed();
    expect(codesOf(await approve(first, acts, id, sha256))).toEqual(['own_proposal']);
    const me = office.newId();
    await command(office.machine, { command: 'person', input: 1 }, async (tx) => {
      await tx`insert into person (id, unit, name) values (${me}, ${office.units.district}, 'Trần Thị Hai')`;
      return done(null);
    });
    await Promise.all([isPerson(first, me), isPerson(second, me)]);
    expect(codesOf(await approve(second, acts, id, sha256))).toEqual(['own_proposal']);
    await Promise.all([isPerson(first, null), isPerson(second, null)]);
  });

  test('is not the subject, who does not even see it, nor propose it', async () => {
    const { id, sha256 } = await proposed();
    await isPerson(second, person);
    expect(await proposalSeen(second, id)).toBeUndefined();
    expect(codesOf(await approve(second, acts, id, sha256))).toEqual(['not_found']);
    expect(codesOf(await enter(second, disciplineDecision, typed()))).toEqual(['person_concerned']);
    await isPerson(second, null);
    accepted(await approve(second, acts, id, sha256));
  });

  test('holds an own right: a reader, an office without case rights, another commune and the machine do not', async () => {
    const { id, sha256 } = await proposed();
    const foreign = await office.officer('inspection', office.units.dien_ban);
    const reader = await office.officer('reader', office.units.district);
    for (const who of [reader, clerk, foreign, commune, office.machine]) {
      expect(await proposalSeen(who, id)).toBeUndefined();
      expect(codesOf(await approve(who, acts, id, sha256))).toEqual(['not_found']);
    }
    expect(await isRecorded(id)).toBe(false);
  });

  test('of a small cell sits at the superior, and is named by post and unit', async () => {
    const secretary = await office.officer('cell_secretary', office.units.tam_ky_cell);
    const leave = { id: office.newId(), person, by: 'expelled', on: '12/5/2023', document: '1-QĐ' };
    const { proposal } = accepted(await actOnMember(secretary, 'leave', leave));
    const { approvers, sha256 } = (await proposalSeen(secretary, proposal!))!;
    expect(approvers.map(({ unit_name }) => unit_name)).toEqual(['Đảng bộ xã Tam Kỳ', 'Đảng bộ huyện']);
    accepted(await approve(commune, acts, proposal!, sha256));
  });

  test('is nobody where nobody else holds the right: the list of who could approve is empty', async () => {
    const { id } = await proposed();
    const others = office.owner`select account from session where token_hash <> token_hash(${first.token})`;
    expect((await proposalSeen(first, id))!.approvers).not.toEqual([]);
    await office.owner`update account set closed_on = '2020-01-01' where id in (${others})`;
    expect((await proposalSeen(first, id))!.approvers).toEqual([]);
    await office.owner`update account set closed_on = null`;
  });
});

describe('expired, altered, carried over', () => {
  test('after 72 hours nobody approves it, and a clock set back gains nothing', async () => {
    const { form, id, sha256 } = await proposed();
    office.clock.step(72 * 3600 + 1);
    expect(await stateOf(id)).toBe('expired');
    expect(codesOf(await approve(second, acts, id, sha256))).toEqual(['proposal_expired']);
    const back = { ...second, clock: { ...second.clock, now: () => '2023-01-01T00:00:00Z' as Instant } };
    expect(codesOf(await approve(back, acts, id, sha256))).toEqual(['proposal_expired']);
    const late = await proposed();
    await office.owner.begin(async (tx) => {
      await tx`set local session_replication_role = replica`;
      await tx`update proposal set stored_at = stored_at - interval '73 hours' where id = ${late.id}`;
    });
    expect(codesOf(await approve(second, acts, late.id, late.sha256))).toEqual(['proposal_expired']);
    expect(await isRecorded(form.id)).toBe(false);
  });

  test('another content than was seen is not approved, not even one altered in the database', async () => {
    const { form, id, sha256 } = await proposed();
    const other = await proposed();
    expect(codesOf(await approve(second, acts, id, other.sha256))).toEqual(['proposal_changed']);
    await expect(
      office.owner`update proposal set payload = replace(payload, 'warning', 'reprimand') where id = ${id}`,
    ).rejects.toThrow('never rewritten');
    await office.owner.begin(async (tx) => {
      await tx`set local session_replication_role = replica`;
      await tx`update proposal set payload = replace(payload, 'warning', 'reprimand') where id = ${id}`;
    });
    expect(codesOf(await approve(second, acts, id, sha256))).toEqual(['proposal_changed']);
    expect(await isRecorded(form.id)).toBe(false);
  });

  test('a proposal lapses with the mandate of whoever made it', async () => {
    const passing = await office.officer('inspection', office.units.district);
    const { id, sha256 } = await proposed({}, passing);
    await office.owner`update mandate set valid_to = '2001-01-01' where id = (
      select mandate from session where token_hash = token_hash(${passing.token}))`;
    expect(codesOf(await approve(second, acts, id, sha256))).toEqual(['proposal_lapsed']);
  });

  test('every attempt that fails leaves an entry in the audit log', async () => {
    const { id, sha256 } = await proposed();
    await approve(first, acts, id, sha256);
    const [entry] = await office.owner`select command, reason from audit_entry where record_id = ${id}
      order by id desc limit 1`;
    expect(entry).toEqual({ command: 'proposal not ended', reason: 'own_proposal' });
  });
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
    values (${id}, ${body}, '1', '2023-05-12', 'member', ${person}, ${form}, 'corruption')`;

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
  ])('nobody %s', async (_, who, work) => {
    expect(await attempt(who(), work)).toBe('CU001');
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
    const { form, id, sha256 } = await proposed();
    const end = (tx: Writer) => tx`select end_proposal(${id}, 'approved', ${sha256}, null)`;
    const whole = (tx: Writer, more = 'warning') => tx`
      insert into discipline_decision (id, body, number, decided_on, subject_kind, subject_person, form, primary_content)
      values (${form.id}, ${body}, ${form.number}, '2023-05-12', 'member', ${person}, ${more}, 'corruption')`;
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

describe('what is permitted, to be done elsewhere', () => {
  const act = (kind: string) => permissions.find((one) => one.kind === kind)!;
  const key = { type: 'person', filters: { sex: 'female' }, rows: 'a'.repeat(64) };
  const facts = [{ label: { vi: 'Danh sách', en: 'List' }, value: { vi: '120 người', en: '120 persons' } }];
  const permits = (who: Office, asked: object, kind = 'export') =>
    read(who, (tx) => isPermitted(tx, kind, asked));

  test('an export is permitted for the very same rows, to whoever asked and whoever approved, until it runs out', async () => {
    const reader = await office.officer('reader', office.units.district);
    const unit = office.units.district;
    const { proposal } = accepted(await propose(reader, act('export'), { unit, key, facts }));
    expect(await permits(reader, key)).toBe(false);
    const { sha256 } = (await proposalSeen(clerk, proposal))!;
    expect(codesOf(await approve(first, acts, proposal, sha256))).toEqual(['not_found']);
    accepted(await approve(clerk, acts, proposal, sha256));
    expect(await permits(reader, canonicalOf(key))).toBe(true);
    expect(await permits(clerk, key)).toBe(true);
    expect(await permits(commune, key)).toBe(false);
    expect(await permits(reader, { ...key, rows: 'b'.repeat(64) })).toBe(false);
    expect(await permits(reader, key, 'restore')).toBe(false);
    await office.owner.begin(async (tx) => {
      await tx`set local session_replication_role = replica`;
      await tx`update proposal set stored_at = stored_at - interval '73 hours' where id = ${proposal}`;
    });
    expect(await permits(reader, key)).toBe(false);
  });

  test.each([
    ['restore', 'administrator', 'office'],
    ['purge', 'office', 'inspection_chair'],
    ['publish_small_counts', 'office', 'organisation'],
  ])('%s: %s proposes, %s approves, a reader does neither', async (kind, one, other) => {
    const unit = office.units.district;
    const [a, b, reader] = await Promise.all(
      [one, other, 'reader'].map((role) => office.officer(role, unit)),
    );
    expect(codesOf(await propose(reader!, act(kind), { unit, key: { kind }, facts }))).toEqual([
      'not_found unit',
    ]);
    const { proposal } = accepted(await propose(a!, act(kind), { unit, key: { kind }, facts }));
    const { sha256, approvers } = (await proposalSeen(b!, proposal))!;
    expect(approvers.map(({ post }) => post)).toContain(other);
    accepted(await approve(b!, acts, proposal, sha256));
    expect(await permits(office.machine, { kind }, kind)).toBe(true);
    expect(await read(b!, (tx) => loadApprovers(tx, office.newId()))).toEqual([]);
  });
});

/** The same key with its parts in another order. */
const canonicalOf = (key: object) => JSON.parse(canonical(key)) as object;
