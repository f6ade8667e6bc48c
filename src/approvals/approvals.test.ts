/** Proposing and approving: who may be the second person, what is bound, what runs out, what is noted. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { disciplineDecision } from '../areas/discipline/contract.ts';
import { act as actOnMember } from '../areas/membership/acts.ts';
import { membersOfUnits, stay as stayType } from '../areas/membership/contract.ts';
import { proposeReorganisation } from '../areas/organisation/acts.ts';
import { command, read } from '../db/door.ts';
import { canonical } from '../kernel/canonical.ts';
import type { Instant } from '../kernel/clock.ts';
import { done } from '../kernel/refusal.ts';
import { correct, enter, type Office, withdraw } from '../records/commands.ts';
import { accepted, codesOf, rowIn } from '../records/testing.ts';
import { approve, endUndone, isWaiting, proposalSeen, proposalsSeen, propose } from './commands.ts';
import { permissions } from './permissions.ts';
import { isPermitted, loadApprovers } from './store.ts';
import { type Commission, openCommission } from './testing.ts';

let office: Commission;
let first: Office;
let second: Office;
let clerk: Office;
let commune: Office;
let person: string;

beforeAll(async () => {
  office = await openCommission();
  ({ first, second, clerk, commune } = office);
});
afterAll(() => office.close());
beforeEach(async () => {
  person = await office.newMember();
});

const typed = (more: object = {}) => office.typed(person, more);
const proposed = (by = first) => office.proposed(person, by);

const acts = (kind: string) => first.catalogue.act(kind);

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

  test('a reorganisation is proposed, shown by names, and carried out once another office approves', async () => {
    const head = await office.officer('office', office.units.district);
    const sent = JSON.stringify({
      ...{ id: office.newId(), number: '9-QĐ/HU', decided_on: '1/10/2023', effective_on: '5/10/2023' },
      ...{ decided_by: 'Ban Thường vụ', unit: 'district', summary: 'Đổi tên, chuyển chi bộ' },
      operations: [
        { do: 'rename', unit: 'dien_ban_cell', name: 'Chi bộ thôn Điện Bàn Đông' },
        { do: 'reparent', unit: 'dien_ban_cell', parent: 'tam_ky' },
      ],
      reason: 'Theo quyết định',
    });
    const { proposal, id } = accepted(await proposeReorganisation(clerk, sent, membersOfUnits));
    expect(accepted(await proposeReorganisation(clerk, sent, membersOfUnits)).proposal).toBe(proposal);
    expect(await proposalSeen(commune, proposal!)).toBeUndefined();
    const { shown, sha256 } = (await proposalSeen(head, proposal!))!;
    expect(shown.map(({ value }) => value.vi)).toContain(
      'Chi bộ thôn Điện Bàn (dien_ban_cell) · Chi bộ thôn Điện Bàn Đông',
    );
    const parentOf = async () =>
      (await office.owner`select parent from unit where id = ${office.units.dien_ban_cell}`)[0]!.parent;
    expect(await parentOf()).toBe(office.units.dien_ban);
    accepted(await approve(head, acts, proposal!, sha256));
    expect(await parentOf()).toBe(office.units.tam_ky);
    expect(accepted(await proposeReorganisation(clerk, sent, membersOfUnits))).toEqual({ id, already: true });
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
  test('is not the first; and one person has one account', async () => {
    const { id, sha256 } = await proposed();
    expect(codesOf(await approve(first, acts, id, sha256))).toEqual(['own_proposal']);
    const me = office.newId();
    await command(office.machine, { command: 'person', input: 1 }, async (tx) => {
      await tx`insert into person (id, unit, name) values (${me}, ${office.units.district}, 'Trần Thị Hai')`;
      return done(null);
    });
    await isPerson(first, me);
    await expect(isPerson(second, me)).rejects.toMatchObject({ constraint_name: 'account_one_person' });
  });

  test('is not the subject, who does not even see it, nor propose it', async () => {
    const { id, sha256 } = await proposed();
    await isPerson(second, person);
    expect(await proposalSeen(second, id)).toBeUndefined();
    expect(codesOf(await approve(second, acts, id, sha256))).toEqual(['not_found']);
    expect(codesOf(await enter(second, disciplineDecision, typed()))).toEqual(['not_found']);
    await office.linked(second);
    accepted(await approve(second, acts, id, sha256));
  });

  test('is linked to a member where persons are named, or nobody could say that it is not one of them', async () => {
    const { form, id, sha256 } = await proposed();
    const chair = await office.officer('inspection_chair', office.units.district);
    expect(codesOf(await approve(chair, acts, id, sha256))).toEqual(['account_unlinked']);
    expect(await isRecorded(form.id)).toBe(false);
    await office.linked(chair);
    accepted(await approve(chair, acts, id, sha256));
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

  test('of a commission of one is the chair of the commission above, for that decision alone', async () => {
    const alone = await office.officer('inspection', office.units.tam_ky);
    const chair = await office.officer('inspection_chair', office.units.district);
    await office.linked(chair);
    const body = office.newId();
    await command(office.machine, { command: 'enter', input: 1 }, async (tx) => {
      await tx`insert into body (id, unit, kind, valid_from)
        values (${body}, ${office.units.tam_ky}, 'inspection_commission', '2000-01-01')`;
      return done(null);
    });
    const form = typed({ body, unit: office.units.tam_ky, form: 'reprimand' });
    const { proposal } = accepted(await enter(alone, disciplineDecision, form));
    const { approvers, sha256 } = (await proposalSeen(alone, proposal!))!;
    expect(approvers.map(({ unit_name }) => unit_name)).toEqual(['Đảng bộ huyện']);
    accepted(await approve(chair, acts, proposal!, sha256));
    expect(await rowIn(alone, disciplineDecision, form.id)).toMatchObject({ form: 'reprimand' });
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
    const { id, sha256 } = await proposed(passing);
    await office.owner`update mandate set valid_to = '2001-01-01' where id = (
      select mandate from session where token_hash = token_hash(${passing.token}))`;
    expect(codesOf(await approve(second, acts, id, sha256))).toEqual(['proposal_lapsed']);
  });

  test('every attempt that fails leaves an entry in the audit log', async () => {
    const { id, sha256 } = await proposed();
    await approve(first, acts, id, sha256);
    const [entry] =
      await office.owner`select command, r.reason from audit_entry e left join audit_reason r on r.entry = e.id
      where record_id = ${id} order by id desc limit 1`;
    expect(entry).toEqual({ command: 'proposal not ended', reason: 'own_proposal' });
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
