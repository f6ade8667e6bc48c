import type { Reader, Writer } from '../db/door.ts';
import type { Fact, State } from './define.ts';

/** A proposal as the database keeps it and as the session may see it; instants are PostgreSQL's text. */
export type StoredProposal = {
  id: string;
  kind: string;
  unit: string;
  unit_name: string;
  payload: string;
  shown: string;
  sha256: string;
  proposed_at: string;
  expires_at: string;
  /** By the database's own clock. */
  has_expired: boolean;
  proposer: string;
  post: string;
  is_own: boolean;
  outcome: Exclude<State, 'open' | 'expired'> | null;
  ended_at: string | null;
  ended_by: string | null;
  ended_post: string | null;
  reason: string | null;
};

export type NewProposal = {
  id: string;
  kind: string;
  unit: string;
  subjects: readonly string[];
  payload: string;
  shown: string;
};

/** Stores a proposal; `already` when the same account has the same one open. */
export async function insertProposal(
  tx: Writer,
  p: NewProposal,
): Promise<{ proposal: string; already: boolean }> {
  const [row] = await tx<{ proposal: string; already: boolean }[]>`
    select proposal, already from propose(${p.id}, ${p.kind}, ${p.unit}, ${p.subjects as string[]}::uuid[],
      ${p.payload}::text, ${p.shown}::text)`;
  return row!;
}

/** Why the database did not end a proposal. */
export type NotEnded =
  | 'not_found'
  | 'own'
  | 'not_own'
  | 'ended'
  | 'already'
  | 'expired'
  | 'lapsed'
  | 'slip'
  | 'unlinked'
  | 'not_proved'
  | 'changed';

export async function endProposal(
  tx: Writer,
  id: string,
  how: 'approved' | 'refused' | 'withdrawn',
  seen: string | null,
  reason: string | null,
): Promise<NotEnded | 'approved' | 'refused' | 'withdrawn'> {
  const [row] = await tx<{ answer: NotEnded }[]>`
    select end_proposal(${id}, ${how}, ${seen}, ${reason}) as answer`;
  return row!.answer;
}

/** Those the session may see: open ones first, latest first, at most 200. */
export const loadProposals = async (tx: Reader, id: string | null = null): Promise<StoredProposal[]> =>
  tx<StoredProposal[]>`select * from proposals_seen(${id})`;

/** Who could approve a proposal: posts and their units, nearest first. */
export async function loadApprovers(tx: Reader, id: string): Promise<{ post: string; unit_name: string }[]> {
  return tx<{ post: string; unit_name: string }[]>`select post, unit_name from approvers_of(${id})`;
}

/** Whether an approved proposal of this kind and key permits the session what it asks. */
export async function isPermitted(tx: Reader, kind: string, key: object): Promise<boolean> {
  const [row] = await tx<{ yes: boolean }[]>`
    select permitted(${kind}, ${tx.json(key as never)}) as yes`;
  return row!.yes;
}

/** The facts as they were stored. */
export const factsOf = (stored: Pick<StoredProposal, 'shown'>): Fact[] => JSON.parse(stored.shown) as Fact[];
