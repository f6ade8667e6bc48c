/** Tampering with the log and what stands beside it, by somebody for whom no trigger, no constraint and no policy stands. */
import type { TransactionSql } from 'postgres';
import type { Checkpoint } from '../src/audit/checkpoint.ts';
import { signingKey } from '../src/audit/signing-key.ts';
import { takeCheckpoint } from '../src/audit/take-checkpoint.ts';
import { verifyAudit } from '../src/audit/verify-audit.ts';
import type { Database } from '../src/db/connection.ts';
import { forgetAsOwner, type LogGround, onLog } from './audit-ground.ts';
import type { Found, Proof } from './proof.ts';

/** What is done to the log; `at` is the number of an entry, `last` of the last one, `n` any number. */
type Tampering = { name: string; sql(at: number, last: number, n: number): string[] };

const FIELDS = [
  (n: number) => `command = command || ' ${n}'`,
  (n: number) => `at = at + interval '${n + 1} microseconds'`,
  (n: number) => `account = '00000000-0000-7000-8000-${String(n).padStart(12, '0')}'`,
  (n: number) => `record_id = '00000000-0000-7000-8000-${String(n).padStart(12, '0')}'`,
  (n: number) => `commitment = encode(sha256('${n}'), 'hex')`,
  (n: number) => `row_count = ${n + 1}`,
  (n: number) => `previous = encode(sha256('${n}'), 'hex')`,
  (n: number) => `hash = encode(sha256('${n}'), 'hex')`,
];

/** Hashes everything anew from an entry on, as somebody would who knows how the chain is made. */
const rewriteFrom = (at: number) => `do $body$
  declare e audit_entry; before text := coalesce((select hash from audit_entry where id = ${at} - 1), '');
  begin
    for e in select * from audit_entry where id >= ${at} order by id loop
      e.previous := before;
      before := audit_hash(e);
      update audit_entry set previous = e.previous, hash = before where id = e.id;
    end loop;
  end $body$`;

/** Somebody else's words put into one entry: the smallest lie. */
const change = (at: number, n: number) => `update audit_entry set ${FIELDS[0]!(n)} where id = ${at}`;

const shift = (from: number, by: 1 | -1) => [
  `update audit_entry set id = -id where id >= ${from}`,
  `update audit_entry set id = -id + ${by} where id < 0`,
];

const insert = (at: number, n: number) => [
  ...shift(at, 1),
  `insert into audit_entry (id, at, shape, command, commitment, previous, hash) select ${at},
    (select max(at) from audit_entry where id < ${at}) + interval '1 microsecond', 2, 'enter person',
    encode(sha256('${n}'), 'hex'), (select hash from audit_entry where id = ${at} - 1), ''`,
  `update audit_entry e set hash = audit_hash(e) where id = ${at}`,
];

const swap = (at: number) => [
  `update audit_entry set id = 0 where id = ${at}`,
  `update audit_entry set id = ${at} where id = ${at - 1}`,
  `update audit_entry set id = ${at - 1} where id = 0`,
];

const inner = (at: number, last: number) => (at === last ? at - 1 : at);

const REWRITE = 'change and rewrite the rest of the chain';

const TAMPERINGS: readonly Tampering[] = [
  {
    name: 'change',
    sql: (at, _, n) => [`update audit_entry set ${FIELDS[n % FIELDS.length]!(n)} where id = ${at}`],
  },
  { name: 'delete', sql: (at, last) => [`delete from audit_entry where id = ${inner(at, last)}`] },
  {
    name: 'delete and close the gap',
    sql: (at, last) => [
      `delete from audit_entry where id = ${inner(at, last)}`,
      ...shift(inner(at, last) + 1, -1),
    ],
  },
  { name: 'insert', sql: (at, _, n) => insert(at, n) },
  { name: 'reorder', sql: swap },
  { name: 'truncate at the end', sql: (at) => [`delete from audit_entry where id >= ${at}`] },
  { name: REWRITE, sql: (at, _, n) => [change(at, n), rewriteFrom(at)] },
  {
    name: 'delete and rewrite the rest of the chain',
    sql: (at) => [`delete from audit_entry where id = ${at}`, ...shift(at + 1, -1), rewriteFrom(at)],
  },
  {
    name: 'insert and rewrite the rest of the chain',
    sql: (at, _, n) => [...insert(at, n), rewriteFrom(at)],
  },
  { name: 'reorder and rewrite the rest of the chain', sql: (at) => [...swap(at), rewriteFrom(at - 1)] },
];

/** One salt that is there, one that was destroyed, one reason; whose, `n` says. */
const SALT = (n: number) => chosen('subject', 'audit_salt where salt is not null', n);
const GONE = (n: number) => chosen('subject', 'audit_salt where salt is null', n);
const REASON = (n: number) => chosen('entry', 'audit_reason', n);

const chosen = (column: string, from: string, n: number) =>
  `(select ${column} from (select ${column}, row_number() over (order by ${column}) as nth, count(*) over () as of
    from ${from}) one where nth = 1 + ${n} % of)`;

const LIST = `(select max(id) from audit_entry where command = 'forget subjects')`;

const LISTED = 'hide a salt, list it and rewrite the rest of the chain';

/** Beside the log: salts and reasons, which an erasure would take away with an entry that says so. */
const BESIDE: readonly Tampering[] = [
  {
    name: 'change a salt',
    sql: (_, __, n) => [`update audit_salt set salt = sha256('${n}') where subject = ${SALT(n)}`],
  },
  { name: 'delete a salt', sql: (_, __, n) => [`delete from audit_salt where subject = ${SALT(n)}`] },
  {
    name: 'hide a salt behind an erasure',
    sql: (_, __, n) => [
      `delete from audit_reason r using audit_entry e where e.id = r.entry and subject_of(e) = ${SALT(n)}`,
      `update audit_salt set salt = null, forgotten = ${LIST} where subject = ${SALT(n)}`,
    ],
  },
  {
    name: 'hide a salt behind any entry',
    sql: (at, _, n) => [`update audit_salt set salt = null, forgotten = ${at} where subject = ${SALT(n)}`],
  },
  {
    name: LISTED,
    sql: (_, last, n) => [
      `delete from audit_reason r using audit_entry e where e.id = r.entry and subject_of(e) = ${SALT(n)}`,
      `update audit_salt set salt = null, forgotten = ${LIST} where subject = ${SALT(n)}`,
      `update audit_entry f set commitment = commitment_of((select salt from audit_salt where subject = subject_of(f)),
        f.id, 'input', (select encode(sha256(convert_to(string_agg(subject::text, E'\\x1f' order by subject), 'UTF8')),
        'hex') from audit_salt where forgotten = f.id)) where id = ${LIST}`,
      rewriteFrom(last),
    ],
  },
  { name: 'take an erasure back', sql: (_, __, n) => [`delete from audit_salt where subject = ${GONE(n)}`] },
  {
    name: 'change a reason',
    sql: (_, __, n) => [`update audit_reason set reason = '${n}' where entry = ${REASON(n)}`],
  },
  { name: 'delete a reason', sql: (_, __, n) => [`delete from audit_reason where entry = ${REASON(n)}`] },
];

/** Numbers that repeat with their seed (Lehmer's generator). */
function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
}

class Undone extends Error {}

/** Tampers, verifies and takes it back; whether anything was found. */
async function isFound(
  owner: Database,
  statements: readonly string[],
  anchor: Checkpoint | undefined,
): Promise<boolean> {
  let ok = false;
  await owner
    .begin(async (tx: TransactionSql) => {
      await tx.unsafe(`alter table audit_entry disable trigger user;
        alter table audit_entry drop constraint audit_entry_at_key`);
      for (const statement of statements) await tx.unsafe(statement);
      // The verification opens no transaction of its own, so it runs inside the one that is taken back.
      ok = (await verifyAudit(tx as unknown as Database, anchor ? { checkpoints: [anchor] } : {})).ok;
      throw new Undone();
    })
    .catch((error) => {
      if (!(error instanceof Undone)) throw error;
    });
  return !ok;
}

/** How many subjects are forgotten before anything is tampered with. */
const FORGOTTEN = 4;

/**
 * Tampers so many times with a log, in every way in turn at random places, and half as often with what stands beside it,
 * and says how often it was found with an anchor; and how often a chain that was made anew was found without one, which
 * cannot be.
 */
async function tamper(ground: LogGround, times: number, tell: (text: string) => void): Promise<Found> {
  const { owner, folder, clock } = ground;
  await forgetAsOwner(ground, ground.subjects.slice(0, FORGOTTEN));
  const anchor = await takeCheckpoint(owner, signingKey(folder), clock);
  const last = anchor.sequence;
  const random = seeded(20_261_126);
  const missed: string[] = [];
  let [found, rewrites, rewritesFound] = [0, 0, 0];
  for (let i = 0; i < times; i++) {
    const tampering = TAMPERINGS[i % TAMPERINGS.length]!;
    const at = 3 + random(last - 2);
    const statements = tampering.sql(at, last, random(1000));
    if (await isFound(owner, statements, anchor)) found += 1;
    else missed.push(`${tampering.name} at ${at}`);
    if (tampering.name === REWRITE) {
      rewrites += 1;
      // The last two entries are those of the erasure: that they were changed shows in the salts they took away.
      const early = tampering.sql(Math.min(at, last - 2), last, i);
      if (await isFound(owner, early, undefined)) rewritesFound += 1;
    }
    if ((i + 1) % 100 === 0) tell(`${i + 1} / ${times}`);
  }
  let foundBeside = 0;
  for (let i = 0; i < times / 2; i++) {
    const tampering = BESIDE[i % BESIDE.length]!;
    const at = 3 + random(last - 4);
    const statements = tampering.sql(at, last, random(1000));
    if (await isFound(owner, statements, anchor)) foundBeside += 1;
    else missed.push(`${tampering.name} at ${at}`);
    if (tampering.name === LISTED) {
      rewrites += 1;
      if (await isFound(owner, statements, undefined)) rewritesFound += 1;
    }
  }
  const untouched = (await verifyAudit(owner, { checkpoints: [anchor] })).ok;
  const control = `without one ${rewritesFound} of ${rewrites} rewrites of the chain`;
  const names = missed.length > 0 ? `; missed: ${missed.slice(0, 5).join(', ')}` : '';
  const figure = `${found} of ${times} found with an anchor over ${last} entries, and ${foundBeside} of ${times / 2} of its salts and reasons; ${control}${names}`;
  return {
    ok: untouched && found === times && foundBeside === times / 2 && rewritesFound === 0,
    figure,
  };
}

export const auditTampering: Proof = {
  name: 'audit-tampering',
  claim:
    'With an anchor every tampering with the log, its salts and its reasons is found; without one a chain that was made anew is not.',
  wanted: '1,000 of 1,000 found, 500 of 500 of its salts and reasons; without an anchor 0 of 162 rewrites',
  run: (size, tell) =>
    size === 'short'
      ? onLog(20, (ground) => tamper(ground, 60, tell))
      : onLog(200, (ground) => tamper(ground, 1000, tell)),
};
