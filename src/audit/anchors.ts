/** The log and the records it vouches for against checkpoints and printed codes that were kept elsewhere. */
import type { Database } from '../db/connection.ts';
import { type Words, w } from '../kernel/words.ts';
import { type Checkpoint, codeFor, isAsSigned, type PrintedCode } from './checkpoint.ts';

export const ANCHOR_FAULTS = {
  unreadable: w('tệp mốc không đọc được', 'the file of the checkpoint cannot be read'),
  signature: w('chữ ký của mốc không đúng', 'the checkpoint is not as it was signed'),
  key: w('mốc do khóa khác ký', 'the checkpoint was signed with another key'),
  installation: w('mốc của một bản cài đặt khác', 'the checkpoint is of another installation'),
  missing: w('nhật ký không có mục này', 'the log has no such entry'),
  head: w('mã băm của mục này khác', 'the hash of this entry is another'),
  rows: w('số phiên bản bản ghi khác', 'the number of versions of records is another'),
  report: w('báo cáo đã ký bị đổi hoặc không còn', 'a signed report was changed or is gone'),
} as const satisfies Record<string, Words>;

export type AnchorFault = {
  sequence: number;
  reason: keyof typeof ANCHOR_FAULTS;
  /** The table or report it is about. */
  about?: string;
};

export type Anchors = {
  checkpoints?: readonly Checkpoint[];
  codes?: readonly PrintedCode[];
  /** Files that should be checkpoints and are not. */
  unreadable?: readonly string[];
  /** Public keys that may have signed; without any, whatever key a checkpoint names. */
  keys?: readonly string[];
};

export type AnchorReport = {
  checked: number;
  /** Entries up to this one are vouched for from outside. */
  upTo: number;
  faults: AnchorFault[];
};

/** Compares everything the anchors state with what is there. Needs the owner's rights. */
export async function compareAnchors(owner: Database, anchors: Anchors): Promise<AnchorReport> {
  const { checkpoints = [], codes = [], unreadable = [], keys = [] } = anchors;
  const [here] = await owner<{ id: string }[]>`select value as id from installation where name = 'id'`;
  const hashes = await hashesOf(owner, [...checkpoints, ...codes]);
  const faults: AnchorFault[] = unreadable.map((about) => ({ sequence: 0, reason: 'unreadable', about }));
  const good: Checkpoint[] = [];
  for (const checkpoint of checkpoints) {
    const reason = faultOf(checkpoint, here!.id, keys) ?? headFault(checkpoint, hashes);
    if (reason) faults.push({ sequence: checkpoint.sequence, reason });
    else good.push(checkpoint);
  }
  for (const { sequence, code } of codes) {
    const head = hashes.get(sequence);
    if (head === undefined) faults.push({ sequence, reason: 'missing' });
    else if (codeFor({ installation: here!.id, sequence, head }) !== code)
      faults.push({ sequence, reason: 'head' });
  }
  faults.push(...(await rowFaults(owner, good)), ...(await reportFaults(owner, good)));
  const stated = [...checkpoints, ...codes].map(({ sequence }) => sequence);
  return { checked: stated.length, upTo: Math.max(0, ...stated), faults };
}

function faultOf(
  checkpoint: Checkpoint,
  here: string,
  keys: readonly string[],
): AnchorFault['reason'] | undefined {
  if (!isAsSigned(checkpoint)) return 'signature';
  if (keys.length > 0 && !keys.includes(checkpoint.key)) return 'key';
  return checkpoint.installation === here ? undefined : 'installation';
}

function headFault({ sequence, head }: Checkpoint, hashes: ReadonlyMap<number, string>) {
  const found = sequence === 0 ? '' : hashes.get(sequence);
  if (found === undefined) return 'missing';
  return found === head ? undefined : 'head';
}

async function hashesOf(owner: Database, stated: readonly { sequence: number }[]) {
  const rows = await owner<{ id: string; hash: string }[]>`select id, hash from audit_entry
    where id = any (${stated.map(({ sequence }) => sequence)}::bigint[])`;
  return new Map(rows.map(({ id, hash }) => [Number(id), hash]));
}

/** Versions of records are never taken away: what entries up to a number wrote stays as many as it was. */
async function rowFaults(owner: Database, checkpoints: readonly Checkpoint[]): Promise<AnchorFault[]> {
  const sequences = [...new Set(checkpoints.map(({ sequence }) => sequence))].sort((a, b) => a - b);
  const names = new Set(checkpoints.flatMap(({ tables }) => Object.keys(tables)));
  const known = await owner<{ name: string }[]>`select name from table_class where is_record order by name`;
  const faults: AnchorFault[] = [];
  for (const { name } of known.filter((table) => names.has(table.name))) {
    const counts = await versionsUpTo(owner, name, sequences);
    for (const { sequence, tables } of checkpoints) {
      const stated = tables[name];
      if (stated !== undefined && stated !== counts.get(sequence))
        faults.push({ sequence, reason: 'rows', about: name });
    }
  }
  return faults;
}

/** How many versions of a table's records were written by entries up to each number, in one pass. */
async function versionsUpTo(owner: Database, table: string, sequences: readonly number[]) {
  const bounds = sequences.map((sequence) => sequence + 1);
  const rows = await owner<{ bucket: number; n: string }[]>`
    select width_bucket(act, ${bounds}::bigint[]) as bucket, count(*) as n
    from (select act from ${owner(`public.${table}`)} union all select act from ${owner(`past.${table}`)}) v
    group by 1 order by 1`;
  const upTo = (index: number) =>
    rows.filter(({ bucket }) => bucket <= index).reduce((sum, { n }) => sum + Number(n), 0);
  return new Map(sequences.map((sequence, index) => [sequence, upTo(index)]));
}

async function reportFaults(owner: Database, checkpoints: readonly Checkpoint[]): Promise<AnchorFault[]> {
  const rows = await owner<{ id: string; sha256: string; now: string }[]>`
    select id, sha256, encode(sha256(convert_to(frozen, 'UTF8')), 'hex') as now 
    from (select id, sha256, frozen from signed_report union all select id, sha256, frozen from signed_form) signed`;
  const found = new Map(rows.map((row) => [row.id, row]));
  return checkpoints.flatMap(({ sequence, signed }) =>
    Object.entries(signed)
      .filter(([id, sha256]) => found.get(id)?.sha256 !== sha256 || found.get(id)?.now !== sha256)
      .map(([id]) => ({ sequence, reason: 'report' as const, about: id })),
  );
}
