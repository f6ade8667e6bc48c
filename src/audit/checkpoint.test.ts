/** Checkpoints, printed codes and anchors; keyed commitments, and forgetting them. */
import { createHash, createHmac, generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { approve, proposalSeen } from '../approvals/commands.ts';
import { proposePurge } from '../areas/membership/purge.ts';
import { command } from '../db/door.ts';
import { done } from '../kernel/refusal.ts';
import { accepted, codesOf, openOffice, type TestOffice } from '../records/testing.ts';
import { codeFor, isAsSigned, readCheckpoints, readCode, signCheckpoint } from './checkpoint.ts';
import { forgetPerson } from './forget.ts';
import { proveInput } from './prove.ts';
import { signingKey } from './signing-key.ts';
import { fileCheckpoint, filedCheckpoints, keepCheckpoint, takeCheckpoint } from './take-checkpoint.ts';
import { anchorsIn, verifyAudit } from './verify-audit.ts';

let office: TestOffice;
let folder: string;
const person = { id: '', stay: '' };

/** Two officers agree that what the log keeps about somebody be destroyed. */
async function agreed(id: string): Promise<void> {
  const [first, second] = [
    await office.officer('office', office.units.district),
    await office.officer('office', office.units.district),
  ];
  await office.linked(second);
  const { proposal } = accepted((await proposePurge(first, id, 'yêu cầu số 7'))!);
  const { sha256 } = (await proposalSeen(second, proposal))!;
  accepted(await approve(second, (kind) => second.catalogue.act(kind), proposal, sha256));
}

beforeAll(async () => {
  office = await openOffice();
  folder = mkdtempSync(join(tmpdir(), 'capuy-checkpoint-'));
  person.id = office.newId();
  person.stay = office.newId();
  const entry = { command: 'enter person', recordType: 'person', recordId: person.id };
  accepted(
    await command(office.machine, { ...entry, reason: 'hồ sơ gốc', input: { name: 'An' } }, async (tx) => {
      await tx`insert into person (id, unit, name) values (${person.id}, ${office.units.tam_ky_cell}, 'An')`;
      await tx`insert into stay (id, person, unit, valid_from, came_by)
        values (${person.stay}, ${person.id}, ${office.units.tam_ky_cell}, '2020-01-01', 'opening')`;
      return done(null);
    }),
  );
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await office.close();
});

const createSha = (text: string): string => createHash('sha256').update(text).digest('hex');

const take = () => takeCheckpoint(office.owner, signingKey(folder), office.clock);

/** Does something for which no trigger stands, looks with the anchors, and takes it back. */
async function facing(anchors: Parameters<typeof verifyAudit>[1], change: string) {
  const held = await office.owner.reserve();
  try {
    await held.unsafe('begin; set local session_replication_role = replica');
    await held.unsafe(change);
    return (await verifyAudit(held as never, anchors)).anchors.faults.map(({ reason, about }) =>
      about ? `${reason} ${about}` : reason,
    );
  } finally {
    await held.unsafe('rollback');
    held.release();
  }
}

describe('a checkpoint', () => {
  test('is signed with a key that only its owner can read, and any change breaks the signature', async () => {
    const made = await take();
    expect(statSync(join(folder, 'audit-key.pem')).mode & 0o777).toBe(0o600);
    expect(signingKey(folder).publicKey).toBe(made.key);
    expect(isAsSigned(made)).toBe(true);
    expect(isAsSigned(readCheckpoints(JSON.stringify(made))![0]!)).toBe(true);
    for (const lie of [{ sequence: 1 }, { head: 'x' }, { tables: {} }, { signed: { x: 'y' } }, { key: 'x' }])
      expect(isAsSigned({ ...made, ...lie }), JSON.stringify(lie)).toBe(false);
    const other = generateKeyPairSync('ed25519');
    expect(isAsSigned({ ...made, signature: signCheckpoint(made, other.privateKey).signature })).toBe(false);
  });
  test('is filed once for each number; a file that is none is named by the verification', async () => {
    fileCheckpoint(folder, await take());
    fileCheckpoint(folder, await take());
    expect(readdirSync(join(folder, 'checkpoints'))).toHaveLength(1);
    expect((await verifyAudit(office.owner, anchorsIn(folder))).ok).toBe(true);
    writeFileSync(join(folder, 'checkpoints', '000000000009.json'), '{"version":1}');
    expect(filedCheckpoints(folder).unreadable).toEqual(['000000000009.json']);
    expect((await verifyAudit(office.owner, anchorsIn(folder))).anchors.faults).toMatchObject([
      { reason: 'unreadable', about: '000000000009.json' },
    ]);
    rmSync(join(folder, 'checkpoints'), { recursive: true });
  });
  test.each(['', '{', '[]', '{}', 'null', '[{"version":2}]', '5'])('%j is no file of checkpoints', (text) => {
    expect(readCheckpoints(text)).toBeUndefined();
  });
});

describe('with an anchor, it is found that', () => {
  test.each([
    ['a record was taken away with its history', 'delete from stay', 'rows stay'],
    [
      'a record was slipped in under an old entry',
      `insert into past.unit_period select *, known_from from unit_period`,
      'rows unit_period',
    ],
    [
      'the head was made anew',
      `update audit_entry set hash = 'x' where id = (select max(id) from audit_entry)`,
      'head',
    ],
    [
      'the end was cut off',
      'delete from audit_entry where id = (select max(id) from audit_entry)',
      'missing',
    ],
    [
      'it is the log of another installation',
      `update installation set value = gen_random_uuid() where name = 'id'`,
      'installation',
    ],
  ])('%s', async (_, change, fault) => {
    const anchors = { checkpoints: [await take()] };
    expect(await facing(anchors, 'select 1')).toEqual([]);
    expect(await facing(anchors, change)).toEqual([fault]);
  });
  test('a signed report was changed or is gone', async () => {
    const id = office.newId();
    // Past the guard of two persons, which is tried elsewhere.
    await office.owner.begin(async (tx) => {
      await tx`set local session_replication_role = replica`;
      await tx`insert into signed_report (id, unit, kind, year, as_of, number, signed_on, signer, tree, frozen, sha256,
        known_at, place, known_from, act) select ${id}, u.id, 'nine-month', 2023, '2023-10-05', '1', '2023-10-05', 'A',
        'then', 'x', ${createSha('x')}, '2023-10-05', u.place, '2023-10-05', 1 from unit u where u.id = ${office.units.district}`;
    });
    const anchors = { checkpoints: [await take()] };
    expect(await facing(anchors, 'select 1')).toEqual([]);
    const wanted = [`report ${id}`];
    expect(await facing(anchors, `update signed_report set frozen = 'y'`)).toEqual(wanted);
    expect(
      await facing(anchors, `update signed_report set frozen = 'y', sha256 = '${createSha('y')}'`),
    ).toEqual(wanted);
  });
  test('what comes after the checkpoint is no fault, and the anchors say how far they reach', async () => {
    const made = await take();
    accepted(
      await command(office.machine, { command: 'correct person', input: 1 }, async (tx) => {
        await tx`update person set name = 'Anh' where id = ${person.id}`;
        return done(null);
      }),
    );
    const report = await verifyAudit(office.owner, { checkpoints: [made] });
    expect([report.ok, report.anchors.upTo, report.entries]).toEqual([
      true,
      made.sequence,
      made.sequence + 1,
    ]);
  });
  test('another key signed, where it is known which ones may', async () => {
    const made = await take();
    expect(await facing({ checkpoints: [made], keys: ['x'] }, 'select 1')).toEqual(['key']);
    expect(await facing({ checkpoints: [made], keys: [made.key] }, 'select 1')).toEqual([]);
    expect(await facing({ checkpoints: [{ ...made, head: 'x' }] }, 'select 1')).toEqual(['signature']);
  });
});

describe('a printed code', () => {
  test('is read as people type it and proves the entry it stands for', async () => {
    const made = await take();
    const code = codeFor(made);
    expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{5}-){3}[0-9A-HJKMNP-TV-Z]{5}$/);
    const typed = code.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l');
    expect(readCode(typed)).toBe(code);
    for (const wrong of ['', code.slice(1), `${code}0`, code.replace(/.$/, 'U')])
      expect(readCode(wrong)).toBeUndefined();
    const { sequence } = made;
    expect(await facing({ codes: [{ sequence, code }] }, 'select 1')).toEqual([]);
    expect(await facing({ codes: [{ sequence: 1, code }] }, 'select 1')).toEqual(['head']);
    expect(await facing({ codes: [{ sequence: sequence + 9, code }] }, 'select 1')).toEqual(['missing']);
  });
});

describe('commitments', () => {
  test('are HMAC-SHA-256, as the library makes it', async () => {
    for (const [key, content] of [
      ['00', ''],
      ['ff', 'abc'],
      ['8a', 'Đảng bộ'.repeat(50)],
    ] as const) {
      const bytes = Buffer.alloc(32, Number(`0x${key}`));
      const [row] = await office.owner<
        { mac: string }[]
      >`select encode(hmac_sha256(${bytes}, ${content}), 'hex') as mac`;
      expect(row!.mac).toBe(createHmac('sha256', bytes).update(content).digest('hex'));
    }
  });
  test('to the same input differ by entry and by subject, and are in the reach of no one but the owner', async () => {
    const made = new Set<string>();
    for (const recordId of [person.id, person.id, office.newId()]) {
      accepted(
        await command(office.machine, { command: 'x', recordId, input: { a: 1 } }, async () => done(null)),
      );
      const [last] = await office.owner`select commitment from audit_entry order by id desc limit 1`;
      made.add(last!.commitment);
    }
    expect(made.size).toBe(3);
    for (const table of ['audit_salt', 'audit_reason', 'kept_checkpoint'])
      for (const statement of [
        `select * from ${table}`,
        `delete from ${table}`,
        `insert into ${table} default values`,
      ])
        await expect(office.db.unsafe(statement), statement).rejects.toMatchObject({ code: '42501' });
    for (const call of [
      `salt_of('${person.id}')`,
      `append_entry(null::audit_entry, '', '')`,
      `commitment_of('\\x00', 1, '', '')`,
    ])
      await expect(office.db.unsafe(`select ${call}`), call).rejects.toMatchObject({ code: '42501' });
  });
});

describe('forgetting a person', () => {
  test('makes commitments and reasons about the person and what refers to the person mute; the chain stays', async () => {
    const [about] = await office.owner<{ id: string }[]>`
      select id from audit_entry where record_id = ${person.id} and command = 'enter person'`;
    expect(await proveInput(office.owner, about!.id, { name: 'An' })).toBe('fits');
    accepted(
      await command(
        office.machine,
        { command: 'correct stay', recordId: person.stay, reason: 'vì sao', input: 7 },
        async () => done(null),
      ),
    );
    const anchor = await take();
    expect(codesOf(await forgetPerson(office.machine, person.id, 'x'))).toEqual(['not_agreed']);
    await agreed(person.id);
    expect(accepted(await forgetPerson(office.machine, person.id, 'yêu cầu xóa'))).toBe(2);
    expect(await proveInput(office.owner, about!.id, { name: 'An' })).toBe('forgotten');
    const left = await office.owner<{ reason: string }[]>`select reason from audit_reason order by entry`;
    expect(left.map(({ reason }) => reason)).toContain('yêu cầu xóa');
    expect(left.map(({ reason }) => reason)).not.toContain('vì sao');
    expect((await verifyAudit(office.owner, { checkpoints: [anchor] })).ok).toBe(true);
    // What is said afterwards cannot be proved either: its salt is kept nowhere.
    accepted(
      await command(office.machine, { command: 'x', recordId: person.id, reason: 'r', input: 1 }, async () =>
        done(null),
      ),
    );
    const [last] = await office.owner<{ id: string }[]>`select max(id) as id from audit_entry`;
    expect(await proveInput(office.owner, last!.id, 1)).toBe('forgotten');
  });
  test('is refused for nobody, and to everybody but the machine', async () => {
    const nobody = await forgetPerson(office.machine, office.newId(), 'x');
    expect(nobody.ok).toBe(false);
    const clerk = await office.officer('office', office.units.district);
    expect((await forgetPerson(clerk, person.id, 'x')).ok).toBe(false);
    const [mute] = await office.owner`select count(*)::int as n from audit_salt where salt is null`;
    expect(mute!.n).toBe(2);
  });
});

test('a subordinate’s checkpoints are kept by the machine alone, once each', async () => {
  const made = await take();
  const keep = (who: typeof office.machine) =>
    command(who, { command: 'keep checkpoints', input: 1 }, async (tx) =>
      done(await keepCheckpoint(tx, made)),
    );
  expect(accepted(await keep(office.machine))).toBe(true);
  expect(accepted(await keep(office.machine))).toBe(false);
  expect((await keep(await office.officer('office', office.units.district))).ok).toBe(false);
  // Of this very installation: used without being named.
  const report = await verifyAudit(office.owner);
  expect([report.ok, report.anchors.checked]).toEqual([true, 1]);
});
