/** SQL on attachments, exports and the policy of secrets. Decides nothing. */
import type { Database } from '../db/connection.ts';
import type { Reader, Writer } from '../db/door.ts';
import type { Attachment, SecretPolicy, Sensitivity } from './contract.ts';
import type { Kind, SecretClass } from './inspector/verdict.ts';

const COLUMNS = [
  ...['id', 'record_type', 'record_id', 'name', 'kind', 'bytes', 'sha256', 'sensitivity', 'classification'],
  ...['known_from', 'act', 'withdrawn_at'],
];

/** What hangs on a record and was not withdrawn, first that came first. */
export async function attachmentsOf(tx: Reader, recordId: string): Promise<Attachment[]> {
  return tx<Attachment[]>`
    select ${tx(COLUMNS)} from attachment where record_id = ${recordId} and withdrawn_at is null
    order by known_from, id`;
}

export async function loadAttachment(tx: Reader, id: string): Promise<Attachment | undefined> {
  const [row] = await tx<Attachment[]>`
    select ${tx(COLUMNS)} from attachment where id = ${id} and withdrawn_at is null`;
  return row;
}

export type NewAttachment = {
  id: string;
  record_type: string;
  record_id: string;
  name: string;
  kind: Kind;
  bytes: number;
  sha256: string;
  sensitivity: Sensitivity;
  classification: SecretClass | null;
};

export async function insertAttachment(tx: Writer, row: NewAttachment): Promise<void> {
  await tx`insert into attachment ${tx(row)}`;
}

/** How many were withdrawn: one, or none where it is not there or not open to be written. */
export async function markWithdrawn(tx: Writer, id: string): Promise<number> {
  const { count } = await tx`update attachment set withdrawn_at = ${(await tx.opened).at} where id = ${id}
    and withdrawn_at is null`;
  return count;
}

export async function secretPolicy(tx: Reader): Promise<SecretPolicy> {
  const [row] = await tx<{ policy: SecretPolicy }[]>`select secret_policy() as policy`;
  return row!.policy;
}

export async function setSecretPolicy(tx: Writer, wanted: SecretPolicy): Promise<void> {
  await tx`select set_secret_policy(${wanted})`;
}

/** Every file any row names, withdrawn ones too. Asked as the owner of the schema. */
export async function allShelved(
  owner: Database,
): Promise<{ sha256: string; sensitivity: string; names: string[] }[]> {
  return owner`select sha256, sensitivity, array_agg(name order by id) as names from attachment
    group by sha256, sensitivity order by sha256`;
}

export type ExportRow = {
  id: string;
  what: string;
  format: string;
  purpose: string | null;
  rows: number;
  memberRows: number;
  filters: string;
  refused: string | null;
};

/** False where the account would take out more in a day than it may; then nothing was written. */
export async function insertExport(tx: Writer, e: ExportRow): Promise<boolean> {
  const [row] = await tx<{ noted: boolean }[]>`
    select note_export(${e.id}, ${e.what}, ${e.format}, ${e.purpose}, ${e.rows}, ${e.memberRows}, ${e.filters},
      ${e.refused}) as noted`;
  return row!.noted;
}

export type Alarm = {
  id: string;
  at: string;
  full_name: string;
  post: string;
  unit_name: string | null;
  what: string;
  member_rows: number;
  refused: string;
};

/** Exports of others in the mandate's part of the tree that were stopped since an instant. */
export async function exportAlarms(tx: Reader, since: string): Promise<Alarm[]> {
  return tx<Alarm[]>`select * from export_alarms(${since})`;
}

export type Traced = {
  id: string;
  at: string;
  account: string;
  full_name: string;
  post: string;
  unit_name: string | null;
  what: string;
  format: string;
  purpose: string | null;
  row_count: number;
  member_rows: number;
  entry: string;
};

export async function traceExport(tx: Reader, id: string): Promise<Traced | undefined> {
  const [row] = await tx<Traced[]>`select * from export_trace(${id})`;
  return row;
}
