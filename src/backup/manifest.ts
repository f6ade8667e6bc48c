/**
 * What a backup says of itself. The head is the first file of the archive, so that what follows can be loaded as it
 * comes; the manifest is the last, so that an archive which has one was written to its end.
 */
import type { Instant } from '../kernel/clock.ts';
import { done, type Outcome, refusal, refused } from '../kernel/refusal.ts';
import { w } from '../kernel/words.ts';

export const FORMAT = 'capuy-backup/1';
export const HEAD_FILE = 'head.json';
export const MANIFEST_FILE = 'manifest.json';

/** A table as it was copied: what its rows hold, in this order; generated columns are computed again. */
export type CopiedTable = { name: string; columns: string[] };

export type ChainHead = { entries: number; id: string; hash: string };

export type Head = {
  format: typeof FORMAT;
  /** Version of the product that wrote it. */
  version: string;
  at: Instant;
  /** The same for every backup of one installation: the hash of its first audit entry, shortened. */
  installation: string;
  migrations: { number: number; name: string; sha256: string; applied_at: string }[];
  tables: CopiedTable[];
  /** Sequences and the value each gave last. */
  sequences: { name: string; value: string }[];
  /** How the installation was set: variables and their values (kept-settings.ts). */
  settings: Record<string, string | number | boolean>;
};

export type Manifest = Pick<Head, 'format' | 'version' | 'at' | 'installation'> & {
  /** Rows of each table. */
  rows: Record<string, number>;
  chain: ChainHead;
  /** Files of the data folder. */
  files: { name: string; bytes: number; sha256: string }[];
  /** SHA-256 of every file of the archive before this one, in order. */
  members: { name: string; bytes: number; sha256: string }[];
};

export const rowsIn = (manifest: Manifest): number => Object.values(manifest.rows).reduce((a, b) => a + b, 0);

const NOT_OURS = refusal(
  'not_a_backup',
  w(
    'Tệp này không phải bản sao lưu mà phiên bản này đọc được.',
    'This file is no backup this version can read.',
  ),
);

/** Reads the head or the manifest; refuses what is of another format (`not_a_backup`). */
export function parsed<T extends Head | Manifest>(text: string): Outcome<T> {
  try {
    const value = JSON.parse(text) as T;
    return value?.format === FORMAT ? done(value) : refused(NOT_OURS);
  } catch {
    return refused(NOT_OURS);
  }
}
