import type { Reader, Writer } from '../db/door.ts';
import type { Frozen } from './sign.ts';

export type SignedRow = {
  id: string;
  unit: string;
  kind: string;
  year: number;
  as_of: string;
  number: string;
  signed_on: string;
  signer: string;
  tree: string;
  known_at: string;
  sha256: string;
  /** The signed report it takes the place of. */
  supersedes: string | null;
};

/** The frozen part is kept as the text it was hashed from. */
export async function insertSigned(tx: Writer, row: SignedRow, frozen: string): Promise<void> {
  await tx`insert into signed_report ${tx({ ...row, frozen })}`;
}

export async function loadSigned(
  tx: Reader,
  id: string,
): Promise<(SignedRow & { act: string; frozen: Frozen; text: string }) | undefined> {
  const [row] = await tx<(SignedRow & { act: string; frozen: string })[]>`
    select id, unit, kind, year, as_of, number, signed_on, signer, tree, known_at, sha256, supersedes, act, frozen
    from signed_report where id = ${id}`;
  return row && { ...row, text: row.frozen, frozen: JSON.parse(row.frozen) as Frozen };
}

/** The cut-off of the latest signed report of a unit and year; null when there is none. */
export async function signedCutOff(tx: Reader, unitCode: string, year: number): Promise<string | null> {
  const [row] = await tx<{ as_of: string }[]>`
    select r.as_of from signed_report r join unit_period p on p.unit = r.unit and p.code = ${unitCode}
    where r.year = ${year} order by r.known_at desc limit 1`;
  return row?.as_of ?? null;
}

/** What a frozen text says apart from the instant it was counted at, as the database compares it. */
export async function frozenHash(tx: Reader, frozen: string): Promise<string> {
  const [row] = await tx<{ hash: string }[]>`select frozen_hash(${frozen}) as hash`;
  return row!.hash;
}

/** The signed report that took the place of another: its id and number. */
export async function successorOf(
  tx: Reader,
  id: string,
): Promise<{ id: string; number: string } | undefined> {
  const [row] = await tx<{ id: string; number: string }[]>`
    select id, number from signed_report where supersedes = ${id}`;
  return row;
}
