/**
 * Recomputes the chain of the audit log apart from the database's own function: an entry that was changed, taken
 * out or put in afterwards breaks it, and so does a reason beside it. Entries cut off at the end leave records whose
 * act is in no entry. A chain that was made anew from the changed place to its end is found by anchors alone.
 */
import { createHash } from 'node:crypto';
import type { Database } from '../db/connection.ts';
import { type Words, w } from '../kernel/words.ts';
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
  previous: string;
  hash: string;
  /** What stands beside the log: the reason in words, its subject's salt, the entry that destroyed that salt. */
  why: string | null;
  salt: Uint8Array | null;
  forgotten: string | null;
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

const PART = '\u001f';

/**
 * SHA-256 over the entry's texts, parted by the unit separator (U+001F): the same as audit_hash in SQL. A text that
 * holds the separator itself could be cut in two ways; the second shape has none.
 */
function hashOf(entry: EntryRow): string | undefined {
  const texts = (entry.shape === '1' ? FIRST_SHAPE : SECOND_SHAPE).map((name) => entry[name]);
  if (entry.shape !== '1' && texts.some((text) => text.includes(PART))) return undefined;
  return createHash('sha256').update(texts.join(PART)).digest('hex');
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
    coalesce(e.reason_commitment, '') as reason_commitment, e.commitment, e.previous, e.hash,
    r.reason as why, s.salt, f.id::text as forgotten
  from audit_entry e left join audit_reason r on r.entry = e.id
  left join audit_salt s on e.reason_commitment is not null and s.subject = subject_of(e)
  left join audit_entry f on f.id = s.forgotten and f.command = 'forget'
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
    ...(reasonStands(entry) ? [] : (['reason'] as const)),
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
