import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { proveInput } from '../audit/prove.ts';
import { digestOf } from '../kernel/canonical.ts';
import type { Instant } from '../kernel/clock.ts';
import { done, refusal, refused } from '../kernel/refusal.ts';
import { w } from '../kernel/words.ts';
import type { Office } from '../records/commands.ts';
import { accepted, codesOf, openOffice, sessionFor, type TestOffice } from '../records/testing.ts';
import { countingOf } from './connection.ts';
import { asFigures, asKnownAt, command, type Reader, read, type Writer } from './door.ts';

let office: TestOffice;
let secretary: Office;

beforeAll(async () => {
  office = await openOffice();
  secretary = await office.officer('cell_secretary', office.units.tam_ky_cell);
  for (const unit of ['tam_ky_cell', 'dien_ban_cell'] as const) {
    accepted(await command(office.machine, { command: 'enter', input: unit }, write(office.units[unit])));
  }
});
afterAll(() => office.close());

/** Writes a document kept by a unit; `more` sets what the application has no business setting. */
const write =
  (unit: string | null, more: Record<string, unknown> = {}) =>
  async (tx: Writer | Reader) => {
    const row = { id: office.newId(), unit, number: '1-CV', issuer: 'Ban', issued_on: '2023-01-05' };
    await tx`insert into document ${tx({ ...row, title: 'Công văn', level: 'district', ...more })}`;
    return done(row.id);
  };

const entries = async () => (await office.owner`select id from audit_entry`).length;
const documents = async () => (await office.owner`select id from document`).length;

/** Tokens that stand for nobody: each ends what a good session had. */
const NOBODY: [string, (token: string) => Promise<string> | string][] = [
  ['no token', () => ''],
  ['a forged token', (token) => `${token}x`],
  ['the hash of a token instead of the token', () => storedHash(secretary.token)],
  ['an expired session', (token) => spoilt(token, "session set expires_at = '2023-01-02'")],
  ['an ended mandate', (token) => spoilt(token, "mandate set valid_to = '2001-01-01'")],
  ['a mandate yet to begin', (token) => spoilt(token, "mandate set valid_from = '2199-01-01'")],
  ['a closed account', (token) => spoilt(token, "account set closed_on = '2001-01-01'")],
];

async function storedHash(token: string): Promise<string> {
  const [row] = await office.owner<{ hash: string }[]>`select token_hash(${token}) as hash`;
  return row!.hash;
}

async function spoilt(token: string, change: string): Promise<string> {
  const column = { session: 'token_hash', mandate: 'id', account: 'id' }[change.split(' ')[0]!];
  const key = { session: 's.token_hash', mandate: 's.mandate', account: 's.account' }[change.split(' ')[0]!];
  await office.owner.unsafe(`update ${change} where ${column} in
    (select ${key} from session s where s.token_hash = '${await storedHash(token)}')`);
  return token;
}

describe.each(NOBODY)('%s', (_, tokenFrom) => {
  let nobody: Office;
  beforeAll(async () => {
    const good = await sessionFor(office.owner, 'office', office.units.district, office.newId);
    nobody = { ...office.machine, token: await tokenFrom(good) };
  });

  test('sees not one row of any table', async () => {
    const tables = await office.owner<{ name: string; known: boolean }[]>`
      select name, is_record as known from table_class where class <> 'sealed'`;
    const seen = await read(nobody, async (tx) => {
      await asKnownAt(tx, '2100-01-01T00:00:00Z' as Instant);
      const counts = tables.flatMap(({ name, known }) =>
        [`public.${name}`, ...(known ? [`past.${name}`, `known.${name}`] : [])].map((table) => ({ table })),
      );
      const found = [];
      for (const { table } of counts) {
        if ((await tx`select from ${tx(table)} limit 1`).length > 0) found.push(table);
      }
      return found;
    });
    expect(seen).toEqual([]);
  });
  test('counts nothing either', async () => {
    const counted = await read(nobody, (tx) =>
      asFigures(tx, null, (counting) => counting`select id from document union all select id from unit`),
    );
    expect([...counted]).toEqual([]);
  });
  test('can write nothing, and is told to sign in', async () => {
    const before = [await entries(), await documents()];
    const outcome = await command(nobody, { command: 'x', input: 1 }, write(office.units.tam_ky_cell));
    expect(codesOf(outcome)).toEqual(['signed_out']);
    expect([await entries(), await documents()]).toEqual(before);
  });
});

describe('a command', () => {
  const entry = { command: 'enter document', reason: 'vì sao', input: { b: 1, a: 'số căn cước' } };

  test('leaves one audit entry that commits to the input and keeps nothing of it', async () => {
    const id = accepted(await command(secretary, entry, write(office.units.tam_ky_cell)));
    const [last] = await office.owner`select * from audit_entry order by id desc limit 1`;
    expect(last).toMatchObject({ command: entry.command, reason: null });
    expect(await proveInput(office.owner, last!.id, { a: 'số căn cước', b: 1 })).toBe('fits');
    expect(await proveInput(office.owner, last!.id, { a: 'số căn cước', b: 2 })).toBe('differs');
    expect(last!.commitment).not.toBe(digestOf(entry.input));
    expect(JSON.stringify(last)).not.toMatch(/căn cước|vì sao/);
    const [why] = await office.owner`select reason from audit_reason where entry = ${last!.id}`;
    expect(why).toEqual({ reason: 'vì sao' });
    const [row] = await office.owner`select known_from, act from document where id = ${id}`;
    expect(row).toEqual({ known_from: last!.at, act: last!.id });
  });

  const no = refused(refusal('no', w('Không.', 'No.')));
  test.each([
    ['a refusal', async () => no, ['no']],
    ['a refusal of the database', async (tx: Writer) => write(null)(tx), ['not_found unit']],
  ] as const)('%s takes rows and entry back', async (_, ending, codes) => {
    const before = [await entries(), await documents()];
    const outcome = await command(secretary, entry, async (tx) => {
      await write(office.units.tam_ky_cell)(tx);
      return ending(tx);
    });
    expect(codesOf(outcome)).toEqual(codes);
    expect([await entries(), await documents()]).toEqual(before);
  });
  test('a bug takes rows and entry back and stays an exception', async () => {
    const before = [await entries(), await documents()];
    const work = command(secretary, entry, async (tx) => {
      await write(office.units.tam_ky_cell)(tx);
      throw new TypeError('a bug');
    });
    await expect(work).rejects.toThrow('a bug');
    await expect(command(secretary, entry, (tx) => tx`select 1 / 0` as never)).rejects.toThrow('division');
    expect([await entries(), await documents()]).toEqual(before);
  });

  test('a foreign unit, the unit above and one that does not exist are refused in the same words', async () => {
    const foreign = await command(secretary, entry, write(office.units.dien_ban_cell));
    const above = await command(secretary, entry, write(office.units.tam_ky));
    const nowhere = await command(secretary, entry, write(office.newId()));
    expect(codesOf(foreign)).toEqual(['not_found unit']);
    expect([above, nowhere]).toEqual([foreign, foreign]);
  });

  test('place, instant and entry on a row come from the database, whatever the application says', async () => {
    const forged = { place: 0, act: 1, known_from: '2190-01-01' };
    const id = accepted(await command(secretary, entry, write(office.units.tam_ky_cell, forged)));
    const change = { place: 1, act: 2, known_from: '2000-01-01', title: 'Sửa' };
    const after = await command(secretary, entry, async (tx) => {
      await tx`update document set ${tx(change)} where id = ${id}`;
      const { entry, at } = await tx.opened;
      return done([{ act: entry, known_from: at }]);
    });
    const rows = await office.owner`select act, known_from from document where id = ${id}`;
    expect([...rows]).toEqual(accepted(after));
    const [place] = await office.owner`select d.place = u.place as same from document d, unit u
      where d.id = ${id} and u.id = d.unit`;
    expect(place).toEqual({ same: true });
  });

  test('eight at once: instants follow the order of commits, though the clock stands still', async () => {
    const officers = await Promise.all(
      Array.from({ length: 8 }, () => office.officer('office', office.units.district)),
    );
    const first = await entries();
    let running = true;
    const seen: string[][] = [];
    const watch = (async () => {
      while (running)
        seen.push((await office.owner`select at from audit_entry order by id`).map((r) => r.at));
    })();
    const commands = officers.flatMap((who) =>
      Array.from({ length: 5 }, () => command(who, entry, write(office.units.tam_ky_cell))),
    );
    for (const outcome of await Promise.all(commands)) accepted(outcome);
    running = false;
    await watch;
    const rows = await office.owner<{ id: string; at: string; rising: boolean }[]>`
      select id, at, at > lag(at, 1, '-infinity') over (order by id) as rising from audit_entry order by id`;
    expect(rows).toHaveLength(first + 40);
    expect(rows.every((row) => row.rising)).toBe(true);
    // Whoever looked in between saw a beginning of the log, never a later entry without an earlier one.
    const all = rows.map((row) => row.at);
    for (const sight of seen) expect(sight).toEqual(all.slice(0, sight.length));
  });
});

describe('reading', () => {
  test('everything comes from one snapshot, and nothing can be written', async () => {
    const counts = await read(secretary, async (tx) => {
      const before = await tx`select id from document`;
      accepted(await command(secretary, { command: 'x', input: 1 }, write(office.units.tam_ky_cell)));
      return [before.length, (await tx`select id from document`).length];
    });
    expect(counts[1]).toBe(counts[0]);
    await expect(read(secretary, write(office.units.tam_ky_cell))).rejects.toMatchObject({ code: '25006' });
  });
  test('a mandate sees its own part of the tree, and of the units above it only what they are called', async () => {
    const seen = await read(secretary, async (tx) => ({
      units: (await tx`select unit from document group by unit`).map((row) => row.unit),
      names: (await tx`select code from unit_now order by code`).map((row) => row.code),
    }));
    expect(seen).toEqual({ units: [office.units.tam_ky_cell], names: ['district', 'tam_ky', 'tam_ky_cell'] });
  });
});

describe('counting for figures', () => {
  const roleOf = async (tx: Reader) => (await tx`select current_user::text as role`)[0]!.role;

  test('reads everything, over a connection beside which the session sees what it may see', async () => {
    const [counted, own, role] = await read(secretary, async (tx) => [
      (await asFigures(tx, null, (counting) => counting`select distinct unit from document`)).length,
      (await tx`select distinct unit from document`).length,
      await roleOf(tx),
    ]);
    expect([counted, own, role]).toEqual([2, 1, 'capuy_app']);
  });
  test('as known before anything was recorded it counts nothing, and returns to the present', async () => {
    const [past, now, path] = await read(secretary, async (tx) => [
      (
        await asFigures(
          tx,
          '2020-01-01T00:00:00Z' as Instant,
          (counting) => counting`select id from document`,
        )
      ).length,
      (await asFigures(tx, null, (counting) => counting`select id from document`)).length,
      (await tx`show search_path`)[0]!.search_path,
    ]);
    expect([past, path]).toEqual([0, 'public']);
    expect(now).toBe(await documents());
  });
  test.each(['document', 'past.document', 'audit_entry', 'session', 'unit'])(
    'writes nothing to %s',
    async (table) => {
      const attempt = (work: (tx: Reader) => Promise<unknown>) =>
        countingOf(office.db).begin(async (tx) => {
          await tx`select enter(${secretary.token})`;
          await work(tx);
        });
      await expect(attempt((tx) => tx`delete from ${tx(table)}`)).rejects.toMatchObject({ code: '42501' });
      const insert = attempt((tx) => write(office.units.tam_ky_cell)(tx));
      await expect(insert).rejects.toMatchObject({ code: '42501' });
      const reading = read(secretary, (tx) => asFigures(tx, null, (one) => one`delete from ${one(table)}`));
      await expect(reading).rejects.toMatchObject({ code: '25006' });
    },
  );
});

describe('connections for figures', () => {
  const counted = (tx: Reader) => tx`select id from document order by id`;

  test('see what the reader sees, both of them, whatever is recorded meanwhile', async () => {
    const [first, second, before] = await read(secretary, async (tx) => {
      const all = await documents();
      accepted(await command(secretary, { command: 'x', input: 2 }, write(office.units.tam_ky_cell)));
      return asFigures(tx, null, async (one) => [await counted(one), await one.beside!(counted), all]);
    });
    expect([first.length, [...second!]]).toEqual([before, [...first]]);
    expect(await documents()).toBe(before + 1);
  });
  test('a second one is not waited for where none is free, so that nobody waits for ever', async () => {
    const several = countingOf(office.db).options.max;
    const open = Array.from({ length: several }, () =>
      read(secretary, (tx) =>
        asFigures(tx, null, async (one) => {
          await one`select pg_sleep(0.1)`;
          return (await one.beside?.(counted)) === undefined ? 'alone' : 'beside';
        }),
      ),
    );
    const answers = await Promise.all(open);
    expect(answers).toHaveLength(several);
    expect(answers).toContain('alone');
  });
  test('within a command there is one, which sees what was recorded before', async () => {
    const before = await documents();
    const outcome = await command(secretary, { command: 'x', input: 3 }, (tx) =>
      asFigures(tx, null, async (one) => done([(await counted(one)).length, one.beside])),
    );
    expect(accepted(outcome)).toEqual([before, undefined]);
  });
});

describe('a pass', () => {
  const passOf = (tx: Reader) => tx<{ pass: string; seal: string }[]>`
    select current_setting('capuy.pass') as pass, current_setting('capuy.seal') as seal`;
  const seenWith = (settings: { pass: string; seal: string }) =>
    office.db.begin(async (tx) => {
      await tx`select set_config('capuy.pass', ${settings.pass}, true), set_config('capuy.seal', ${settings.seal}, true)`;
      return (await tx`select id from document`).length;
    });

  test('is good for its own transaction alone', async () => {
    const [pass] = await read(secretary, passOf);
    expect(await seenWith(pass!)).toBe(0);
  });
  test('that was changed shows nothing, even inside its transaction', async () => {
    const seen = await read(secretary, async (tx) => {
      const before = (await tx`select id from document`).length;
      await tx`select set_config('capuy.pass', regexp_replace(current_setting('capuy.pass'), '[0-9]+ [0-9]+$', '0 9223372036854775807'), true)`;
      return [before > 0, (await tx`select id from document`).length];
    });
    expect(seen).toEqual([true, 0]);
  });
  test('cannot be made: its key is not read, its sealing not called', async () => {
    for (const sql of [
      'select key from pass_key',
      "select pass_seal('', 'x')",
      'select * from acting_mandate',
    ]) {
      await expect(read(secretary, (tx) => tx.unsafe(sql))).rejects.toThrow(/permission denied/);
    }
  });
});
