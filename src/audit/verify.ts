/**
 * Recomputes the chain of the audit log apart from the database's own function: an entry that was changed, taken
 * out or put in afterwards breaks it, and so do a reason and a salt beside it. Entries cut off at the end leave records whose
 * act is in no entry. A chain that was made anew from the changed place to its end is found by anchors alone.
 */
import { createHash } from 'node:crypto';
import type { Database } from '../db/connection.ts';
import { type Words, w } from '../kernel/words.ts';
import { FORGET, FORGOTTEN } from './forget.ts';
import { commitmentOf } from './prove.ts';

export const CHAIN_FAULTS = {
  hash: w('nội dung đã bị sửa sau khi ghi', 'its content was changed after it was written'),
  previous: w('không nối tiếp mục trước', 'it does not follow from the entry before'),
  gap: w('thiếu mục ngay trước mục này', 'entries before it are missing'),
  order: w('thời điểm không muộn hơn mục trước', 'its instant is not later than that of the entry before'),
  reason: w(
    'lý do ghi kèm đã bị sửa hoặc mất mà không do lệnh xóa',
    'its reason was changed, or is gone without having been forgotten',
  ),
  salt: w(
    'bí mật của đối tượng đã bị đổi hoặc mất mà không do lệnh xóa',
    'the salt of its subject was changed, or is gone without having been forgotten',
  ),
  forgotten: w(
    'những bí mật đã hủy không phải là những bí mật mục này nêu',
    'what was forgotten is not what it lists',
  ),
  act: w('có bản ghi nêu mục này nhưng nhật ký không có', 'records name it, but the log has no such entry'),
} as const satisfies Record<string, Words>;

export type ChainFault = keyof typeof CHAIN_FAULTS;

/** `id` is the number of the entry; `record` names one record where `reason` is `act`. */
export type BrokenLink = { id: string; reason: ChainFault; record?: { type: string; id: string } };

export type ChainReport = { entries: number; broken: BrokenLink[] };

/** An entry as text, empty where it has nothing. */
type EntryRow = {
  shape: string;
  id: string;
  at: string;
  account: string;
  mandate: string;
  command: string;
  record_type: string;
  record_id: string;
  unit: string;
  reason: string;
  row_count: string;
  reason_commitment: string;
  commitment: string;
  salt_digest: string;
  previous: string;
  hash: string;
  /** What stands beside the log: the reason in words, its subject's salt, the entry that destroyed that salt. */
  why: string | null;
  salt: Uint8Array | null;
  forgotten: string | null;
  /** Subjects whose salts this entry destroyed, in order. */
  gone: string[] | null;
};

/** Entries of 0.1.0. */
const FIRST_SHAPE = [
  'id',
  'at',
  'account',
  'mandate',
  'command',
  'record_type',
  'record_id',
  'unit',
  'reason',
  'commitment',
  'previous',
] as const satisfies readonly (keyof EntryRow)[];

const SECOND_SHAPE = [
  'shape',
  'id',
  'at',
  'account',
  'mandate',
  'command',
  'record_type',
  'record_id',
  'unit',
  'reason',
  'row_count',
  'reason_commitment',
  'commitment',
  'previous',
] as const satisfies readonly (keyof EntryRow)[];

/** Carries the digest of its salt, so that nobody changes the salt afterwards. */
const THIRD_SHAPE = [
  ...SECOND_SHAPE.slice(0, -1),
  'salt_digest',
  'previous',
] as const satisfies readonly (keyof EntryRow)[];

const SHAPES: Record<string, readonly (keyof EntryRow)[]> = {
  1: FIRST_SHAPE,
  2: SECOND_SHAPE,
  3: THIRD_SHAPE,
};

const PART = '\u001f';

/**
 * SHA-256 over the entry's texts, parted by the unit separator (U+001F): the same as audit_hash in SQL. A text that
 * holds the separator itself could be cut in two ways; the later shapes have none.
 */
function hashOf(entry: EntryRow): string | undefined {
  const texts = (SHAPES[entry.shape] ?? []).map((name) => String(entry[name]));
  if (entry.shape !== '1' && texts.some((text) => text.includes(PART))) return undefined;
  return sha256(texts.join(PART));
}

const sha256 = (content: string | Uint8Array) => createHash('sha256').update(content).digest('hex');

/**
 * Whether the salt of an entry's subject is the one it was written with, or was forgotten by a later entry that says
 * so. Entries of the second shape do not name their salt: of them it is only known whether there is one.
 */
function saltStands({ shape, id, salt, salt_digest: digest, forgotten }: EntryRow): boolean {
  if (shape === '1') return true;
  if (forgotten === null) return salt !== null && (shape === '2' || sha256(salt) === digest);
  // What is said after the forgetting has a key that is kept nowhere, and says so by naming none.
  return salt === null && (shape === '2' || digest === '' || BigInt(id) < BigInt(forgotten));
}

/** Whether an entry that forgot names just those subjects that refer to it. */
function forgettingStands({ shape, id, command, commitment, salt, gone }: EntryRow): boolean {
  if (shape !== '3' || command !== FORGOTTEN) return true;
  const list = sha256((gone ?? []).join(PART));
  return salt !== null && commitmentOf(salt, id, 'input', list) === commitment;
}

/** Whether the reason beside an entry is the one it committed to, or was forgotten by an entry that says so. */
function reasonStands(entry: EntryRow): boolean {
  if (entry.reason_commitment === '') return entry.why === null;
  // What was said after the forgetting has a key that is kept nowhere.
  if (entry.forgotten !== null) return entry.why === null || BigInt(entry.id) > BigInt(entry.forgotten);
  if (entry.why === null || entry.salt === null) return false;
  return commitmentOf(entry.salt, entry.id, 'reason', entry.why) === entry.reason_commitment;
}

const BATCH = 5000;

const batchAfter = (owner: Database, id: string, size: number): Promise<EntryRow[]> => owner<EntryRow[]>`
  select e.shape::text as shape, e.id::text as id,
    to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US') as at, coalesce(e.account::text, '') as account,
    coalesce(e.mandate::text, '') as mandate, e.command, coalesce(e.record_type, '') as record_type,
    coalesce(e.record_id::text, '') as record_id, coalesce(e.unit::text, '') as unit,
    coalesce(e.reason, '') as reason, coalesce(e.row_count::text, '') as row_count,
    coalesce(e.reason_commitment, '') as reason_commitment, e.commitment,
    coalesce(e.salt_digest, '') as salt_digest, e.previous, e.hash, r.reason as why, s.salt, f.id::text as forgotten,
    case e.command when ${FORGOTTEN} then
      (select array_agg(g.subject::text order by g.subject) from audit_salt g where g.forgotten = e.id) end as gone
  from audit_entry e left join audit_reason r on r.entry = e.id
  left join audit_salt s on s.subject = subject_of(e)
  left join audit_entry f on f.id = s.forgotten
    and (f.command = ${FORGOTTEN} or f.command = ${FORGET} and f.shape = 2)
  where e.id > ${id}::bigint order by e.id limit ${size}`;

type Link = Pick<EntryRow, 'id' | 'at' | 'hash'>;

const START: Link = { id: '0', at: '', hash: '' };

function faultsOf(entry: EntryRow, before: Link): ChainFault[] {
  const missing = BigInt(entry.id) !== BigInt(before.id) + 1n;
  return [
    ...(missing ? (['gap'] as const) : []),
    ...(!missing && entry.previous !== before.hash ? (['previous'] as const) : []),
    ...(entry.at <= before.at ? (['order'] as const) : []),
    ...(hashOf(entry) === entry.hash ? [] : (['hash'] as const)),
    ...(forgettingStands(entry) ? [] : (['forgotten'] as const)),
    // With another salt no reason fits: that is told once.
    ...(!saltStands(entry) ? (['salt'] as const) : reasonStands(entry) ? [] : (['reason'] as const)),
  ];
}

/** Reads the log in batches, so that its length costs time but no memory. Needs the owner's rights. */
export async function verifyChain(owner: Database, size = BATCH): Promise<ChainReport> {
  const broken: BrokenLink[] = [];
  let entries = 0;
  let before = START;
  for (;;) {
    const batch = await batchAfter(owner, before.id, size);
    for (const entry of batch) {
      for (const reason of faultsOf(entry, before)) broken.push({ id: entry.id, reason });
      before = entry;
    }
    entries += batch.length;
    if (batch.length < size) break;
  }
  return { entries, broken: [...broken, ...(await lostActs(owner))] };
}

/** Acts that rows name, in force or superseded, and the log does not know; one record of each table as witness. */
async function lostActs(owner: Database): Promise<BrokenLink[]> {
  const tables = await owner<{ name: string; schemas: string[] }[]>`
    select name, case when is_record then array['public', 'past'] else array['public'] end as schemas
    from table_class where is_record or name = 'unit' order by name`;
  const lost: BrokenLink[] = [];
  for (const { name, schemas } of tables) {
    for (const schema of schemas) {
      const rows = await owner<{ act: string; record: string }[]>`
        select act::text as act, min(id::text) as record from ${owner(`${schema}.${name}`)} r
        where not exists (select from audit_entry e where e.id = r.act) group by act order by act`;
      for (const { act, record } of rows)
        lost.push({ id: act, reason: 'act', record: { type: name, id: record } });
    }
  }
  return lost;
}
