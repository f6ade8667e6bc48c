/** Every function that returns rows and that the application may call: nothing of another unit, whatever is asked for. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { command, read } from '../../db/door.ts';
import { done } from '../../kernel/refusal.ts';
import type { Office } from '../../records/commands.ts';
import { openOffice, type TestOffice } from '../../records/testing.ts';
import { TELLING_FUNCTIONS } from './testing.ts';

let office: TestOffice;
let others: Office[];
/** Whose all of it is: what functions give them shows that there is something to be given. */
let holder: Office;
/** Ids of the other commune, each with what it is the id of. */
const foreign = new Map<string, string>();
/** A word that stands in rows of the other commune alone. */
const CANARY = 'Chim-yến-phương-xa';
/** What finds the word, and is not the word itself where it is only repeated. */
const SOUGHT = CANARY.slice(0, -1);
const DAY = '2023-03-03';

beforeAll(async () => {
  office = await openOffice();
  const { tam_ky, dien_ban } = office.units;
  const asked = ['office', 'inspection_chair', 'cell_secretary', 'petitions'];
  others = await Promise.all(asked.map((role) => office.officer(role, tam_ky)));
  holder = await office.officer('inspection_chair', dien_ban);
  await layForeign();
});
afterAll(() => office.close());

/** A row past every trigger, its id remembered. */
async function lay(table: string, row: Record<string, unknown>): Promise<string> {
  const id = office.newId();
  await office.owner.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    await tx`insert into ${tx(table)} ${tx({ id, ...row } as Record<string, string>)}`;
  });
  foreign.set(id, table);
  return id;
}

/** One of each that functions tell of: people, cases, posts, what waits, what is sealed, what was handed in. */
async function layForeign(): Promise<void> {
  const { owner, units } = office;
  const unit = units.dien_ban;
  const [post] = await owner<{ account: string; id: string; place: string }[]>`
    select m.account, m.id, u.place from mandate m join unit u on u.id = m.unit where m.unit = ${unit}`;
  const { account, id: mandate, place } = post!;
  await owner`update mandate set post = ${CANARY}, decision = ${CANARY} where id = ${mandate}`;
  await owner`update account set full_name = ${CANARY} where id = ${account}`;
  await command(holder, { command: 'x', reason: CANARY, input: 1 }, async () => done(null));
  const [entry] = await owner<{ id: string }[]>`select max(id) as id from audit_entry`;
  const stamp = { place, known_from: DAY, act: entry!.id };
  const own = { unit, ...stamp };
  const body = await lay('body', { ...own, kind: 'committee', valid_from: '2000-01-01' });
  const person = await lay('person', { ...own, name: CANARY });
  await owner`update account set person = ${person} where id = ${account}`;
  const letter = { body, number: CANARY, received_on: DAY, kind: 'denunciation', case_key: office.newId() };
  const petition = await lay('petition', { ...own, ...letter });
  const opened = {
    body,
    nature: 'inspection',
    origin: 'signs',
    number: CANARY,
    title: CANARY,
    opened_on: DAY,
  };
  const inspection = await lay('inspection', { ...own, ...opened, case_key: office.newId() });
  const [{ case_key: key }] =
    (await owner`select case_key from inspection where id = ${inspection}`) as never as [
      { case_key: string },
    ];
  foreign.set(key, 'inspection');
  foreign.set(account, 'account').set(mandate, 'mandate').set(unit, 'unit').set(units.dien_ban_cell, 'unit');
  const held = { case_key: key, valid_from: DAY, act: 1 };
  await lay('assignment', { ...held, mandate, decision: CANARY });
  await lay('transfer', {
    person_name: CANARY,
    ...own,
    person,
    kind: 'official',
    decided_on: DAY,
    requested_on: DAY,
    to_place: CANARY,
  });
  const clock = { kind: 'inspection', case_id: inspection, clock: 'plan', number: CANARY, started_on: DAY };
  await lay('case_clock', { ...own, ...clock, due_on: '2023-10-06', case_key: key });
  const waits = { subjects: [], account, mandate, payload: `{"x":"${CANARY}"}`, shown: `["${CANARY}"]` };
  const until = { proposed_at: DAY, expires_at: '2100-01-01', sha256: 'x', act: 1 };
  await lay('proposal', { kind: 'expel', type: 'stay', unit, ...waits, ...until });
  const taken = { receipt: '0'.repeat(64), received_on: DAY, letter: CANARY };
  await lay('hand_in', { unit, ...taken });
  const keys = await Promise.all(
    ['q', 'p'].map((sign) =>
      lay('seal_key', { account, recipient: `age1${sign.repeat(58)}`, registered_on: DAY, act: entry!.id }),
    ),
  );
  for (const [i, key] of keys.entries())
    for (const duty of ['identity', 'intake'])
      await lay('key_holder', { key, duty, names: true, document: CANARY, decided_on: DAY, act: i + 1 });
  const item = await lay('sealed_item', {
    petition,
    what: 'identity',
    holders: keys,
    sealed_on: DAY,
    act: 1,
  });
  await lay('reveal', { item, key: keys[0], reason: 'verify', asked_at: DAY, act: 1 });
  const before = await lay('mandate', {
    ...{ account, unit, role: 'office', post: CANARY, valid_from: DAY, valid_to: DAY, decision: CANARY },
  });
  await owner`set session_replication_role = replica`;
  await owner`insert into hand_over values (${mandate}, ${before}, ${CANARY}, '{}', 1)`;
  await owner`set session_replication_role = origin`;
}

type Called = { name: string; types: string[] };

const functions = () => office.owner<Called[]>`
  select p.proname as name, array(select format_type(t, null) from unnest(p.proargtypes::oid[]) t) as types
  from pg_proc p where p.pronamespace = 'public'::regnamespace and p.proretset
    and has_function_privilege('capuy_app', p.oid, 'execute')
    and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e') order by 1`;

/** Plain values; an id stands wherever one is asked for, a word that seeks or the type of the id wherever a text is. */
function plainValue(type: string, id: string, word: string): string {
  const values: Record<string, string> = {
    uuid: `'${id}'`,
    'uuid[]': `array['${id}']::uuid[]`,
    text: `'${word}'`,
    'text[]': `array['${word}']`,
    date: `date '2023-10-05'`,
    'timestamp with time zone': `timestamptz '2023-10-05'`,
    integer: '100',
    bigint: '1',
    'bigint[]': 'array(select generate_series(1, 2000))::bigint[]',
    boolean: 'true',
    jsonb: `'{}'`,
    bytea: `'\\x00'`,
    regclass: `'person'`,
  };
  const value = values[type];
  if (!value) throw new Error(`no value for ${type}`);
  return value;
}

/** What a function gives, as text; what PostgreSQL refuses gives its code. */
const got = (who: Office, { name, types }: Called, id: string, word: string): Promise<string> => {
  const values = types.map((type) => `${plainValue(type, id, word)}::${type}`).join(', ');
  return read(who, async (tx) => JSON.stringify(await tx.unsafe(`select * from ${name}(${values})`))).catch(
    (error: { code?: string }) => error.code ?? String(error),
  );
};

/**
 * Functions that are asked by a secret (of a session, a calendar, a letter handed in): whoever has it is told by it.
 * Here they are asked without one.
 */
const BY_SECRET: readonly string[] = [
  ...['calendar_days', 'letter_of_receipt', 'own_account', 'own_sessions', 'passkey_of', 'passkeys_of'],
  ...['session_seen', 'take_step', 'totp_of'],
];

/** Functions that tell somebody of the other commune, whatever they are asked with. */
async function telling(asking: readonly Office[]): Promise<Set<string>> {
  const told = new Set<string>();
  for (const one of await functions()) {
    const takes = one.types.some((type) => type.startsWith('uuid'));
    for (const [id, type] of takes ? foreign : [['', ''] as const])
      for (const word of one.types.includes('text') ? [SOUGHT, type].filter((some) => !!some) : [''])
        for (const who of asking) if ((await got(who, one, id, word!)).includes(CANARY)) told.add(one.name);
  }
  return told;
}

test('none gives a row of another unit, whatever id it is asked with', { timeout: 240_000 }, async () => {
  const names = (await functions()).map(({ name }) => name);
  expect(names.length).toBeGreaterThan(60);
  expect(names).toEqual(expect.arrayContaining([...BY_SECRET, ...TELLING_FUNCTIONS]));
  expect([...(await telling(others))].sort()).toEqual(TELLING_FUNCTIONS);
  // That there was something to be told: whose it is are told it by the same questions.
  const own = ['items_held', 'people_of_case', 'post_passed', 'proposals_seen', 'reveals_seen'];
  expect([...(await telling([holder]))]).toEqual(
    expect.arrayContaining([...own, 'search_persons', 'transfer_ends']),
  );
});
