/** The whole verification: the chain by itself, and everything that anchors from outside say about it. */
import type { Database } from '../db/connection.ts';
import type { Who } from '../db/door.ts';
import { type AnchorReport, type Anchors, compareAnchors } from './anchors.ts';
import { DAMAGED, VERIFIED } from './contract.ts';
import { noteCounted } from './note.ts';
import { publicKeyIn } from './signing-key.ts';
import { filedCheckpoints, installationOf, keptCheckpoints } from './take-checkpoint.ts';

import { type ChainReport, verifyChain } from './verify.ts';

export type AuditReport = ChainReport & { anchors: AnchorReport; ok: boolean; faults: number };

/**
 * Verifies the chain, the reasons beside it, and whatever the anchors state; checkpoints of this very installation that
 * a superior's database keeps are used as well. Without any anchor a log that was rewritten from beginning to end is not
 * told from a true one. Needs the owner's rights; changes nothing.
 */
export async function verifyAudit(owner: Database, anchors: Anchors = {}): Promise<AuditReport> {
  const chain = await verifyChain(owner);
  const kept = await keptCheckpoints(owner, await installationOf(owner));
  const compared = await compareAnchors(owner, {
    ...anchors,
    checkpoints: [...(anchors.checkpoints ?? []), ...kept],
  });
  const faults = chain.broken.length + compared.faults.length;
  return { ...chain, anchors: compared, ok: faults === 0, faults };
}

/** The anchors an installation has at hand: the checkpoints in its data folder, signed with the key that lies there. */
export function anchorsIn(dataFolder: string): Required<Omit<Anchors, 'codes'>> {
  const key = publicKeyIn(dataFolder);
  return { ...filedCheckpoints(dataFolder), keys: key ? [key] : [] };
}

/** When the log was last verified, in milliseconds since 1970, as the log itself says. Needs the owner's rights. */
export async function lastVerification(owner: Database): Promise<number | undefined> {
  const [last] = await owner<
    { at: number }[]
  >`select (extract(epoch from at) * 1000)::float8 as at from audit_entry
    where command in (${VERIFIED}, ${DAMAGED}) order by id desc limit 1`;
  return last?.at;
}

/** Notes in the log what a verification found: how many entries were verified, or how many faults there are. */
export const noteVerification = (who: Who, report: AuditReport): Promise<string> =>
  noteCounted(who, {
    command: report.ok ? VERIFIED : DAMAGED,
    rows: report.ok ? report.entries : report.faults,
  });
