/**
 * A copy that takes the place of an installation is held to the checkpoints that lie in its data folder: they say how
 * far the log had come and what stood in it, whoever made the copy.
 */
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { ANCHOR_FAULTS, compareAnchors } from '../audit/anchors.ts';
import { isAsSigned } from '../audit/checkpoint.ts';
import { publicKeyIn } from '../audit/signing-key.ts';
import {
  fileCheckpoint,
  filedCheckpoints,
  fileOf,
  folderIn,
  installationOf,
} from '../audit/take-checkpoint.ts';
import { anchorsIn } from '../audit/verify-audit.ts';
import type { Database } from '../db/connection.ts';
import { type Words, w } from '../kernel/words.ts';
import { chainHead } from './dump.ts';

/** `faults`: where the copy contradicts a checkpoint. `newest`: how far the log went beyond the copy, if it did. */
export type Held = { faults: Words[]; newest: number | undefined };

/**
 * Compares the restored log with the checkpoints of the installation up to its last entry, and lays these beside what
 * was restored, where later verifications find them. Those of later entries stay with what is replaced; they are told.
 */
export async function holdToCheckpoints(
  restored: Database,
  [dataFolder, aside]: readonly [live: string, restored: string],
  tell: (words: Words) => void,
): Promise<Held> {
  const head = Number((await chainHead(restored)).id);
  const here = await installationOf(restored);
  const { checkpoints, keys, unreadable } = anchorsIn(dataFolder);
  // A file that is spoilt, or another installation's, says nothing against the copy.
  const sound = checkpoints.filter(
    (one) => one.installation === here && isAsSigned(one) && (keys.length === 0 || keys.includes(one.key)),
  );
  const left = checkpoints.length + unreadable.length - sound.length;
  if (left > 0) tell(UNUSED(left));
  const covered = sound.filter(({ sequence }) => sequence <= head);
  const { faults } = await compareAnchors(restored, { checkpoints: covered });
  const newest = Math.max(0, ...sound.map(({ sequence }) => sequence));
  if (newest > head) tell(BEYOND(head, newest));
  mkdirSync(folderIn(aside), { recursive: true });
  // What the copy itself brought may be younger than its snapshot of the records.
  for (const { sequence } of filedCheckpoints(aside).checkpoints)
    if (sequence > head) rmSync(path.join(folderIn(aside), fileOf(sequence)), { force: true });
  const key = publicKeyIn(aside);
  for (const one of covered) if (key === undefined || key === one.key) fileCheckpoint(aside, one);
  return {
    faults: faults.map(({ sequence, reason, about }) => CONTRADICTED(sequence, ANCHOR_FAULTS[reason], about)),
    newest: newest > head ? newest : undefined,
  };
}

const UNUSED = (count: number) =>
  w(
    `${count} mốc nhật ký ở đây hỏng, hoặc của bản cài đặt khác, nên không dùng để đối chiếu được.`,
    `${count} checkpoints here are spoilt, or another installation's, and were not compared.`,
  );

const BEYOND = (head: number, newest: number) =>
  w(
    `Các mục nhật ký sau mục ${head} (đến ít nhất mục ${newest}) không có trong bản sao. Hãy ghi biên bản.`,
    `Entries after ${head} (up to ${newest} at least) are not in the copy. Write that down.`,
  );

const CONTRADICTED = (sequence: number, fault: Words, about: string | undefined) =>
  w(
    `Bản sao trái với mốc ở mục ${sequence}: ${fault.vi}${about ? ` (${about})` : ''}`,
    `The copy contradicts the checkpoint of entry ${sequence}: ${fault.en}${about ? ` (${about})` : ''}`,
  );
