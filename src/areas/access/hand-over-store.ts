/** Handing over a post, as the definer functions of db/migrations/0017_hand_over.sql and 0060_handed_on.sql tell and do it. */
import type { Reader, Writer } from '../../db/door.ts';
import type { Instant } from '../../kernel/clock.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';

/** Both holders and the post; what becomes of sessions and second steps. */
export type Parties = {
  unit_name: string;
  post: string;
  role: string;
  from_name: string;
  /** Null before the new holder is chosen. */
  to_name: string | null;
  /** Sessions that end. */
  sessions: number;
  /** Posts the old holder keeps. */
  other_posts: number;
  own_factor: boolean;
  /** The post takes a second step of signing in. */
  needed: boolean;
  to_factor: boolean;
};

/** `id` is null where the reader may not open it; `for_both`: it may stand on the paper both holders sign. */
type Told = { kind: string; id: string | null; for_both: boolean };
export type ToldCase = Told & { passes: boolean };
export type ToldDraft = Told & { proposed_at: string; expires_at: string };
/** `clock`: which deadline of a case it is. */
export type ToldDeadline = Told & { clock: string | null; due: PlainDate | null };
/** Begun and not recorded: `list` of an import; imports are kept up to an instant. */
export type ToldBegun = Omit<Told, 'for_both'> & {
  list: string | null;
  since: string;
  kept_until: string | null;
};
/** A key of the old holder. `stays`: another post in the body it belongs to goes on. */
export type ToldKey = {
  recipient: string | null;
  registered_on: PlainDate;
  duties: ('identity' | 'intake')[];
  stays: boolean;
};

export async function partiesOf(tx: Reader, mandate: string, to: string | null, at: Instant) {
  const [row] = await tx<Parties[]>`select * from post_to_pass(${mandate}, ${to}, ${at})`;
  return row;
}

export const casesToPass = (tx: Reader, mandate: string, to: string | null): Promise<ToldCase[]> =>
  tx<ToldCase[]>`select * from cases_to_pass(${mandate}, ${to})`;

export const draftsToEnd = (tx: Reader, mandate: string, to: string | null, at: Instant) =>
  tx<ToldDraft[]>`select * from drafts_to_end(${mandate}, ${to}, ${at})`;

/** Proposals of others that wait for the post to approve them. */
export const proposalsBefore = (tx: Reader, mandate: string, to: string | null, at: Instant) =>
  tx<ToldDraft[]>`select * from proposals_before_post(${mandate}, ${to}, ${at})`;

export const begunAt = (tx: Reader, mandate: string, to: string | null): Promise<ToldBegun[]> =>
  tx<ToldBegun[]>`select * from begun_at_post(${mandate}, ${to})`;

export const keysOf = (tx: Reader, mandate: string, to: string | null): Promise<ToldKey[]> =>
  tx<ToldKey[]>`select * from keys_of_post(${mandate}, ${to})`;

export type DueWithin = { day: PlainDate; until: PlainDate; months: number };

export const deadlinesOf = (
  tx: Reader,
  mandate: string,
  to: string | null,
  { day, until, months }: DueWithin,
): Promise<ToldDeadline[]> =>
  tx<ToldDeadline[]>`select * from deadlines_of_post(${mandate}, ${to}, ${day}, ${until}, ${months})`;

/** A hand-over that was done. */
export type HandedOver = Parties & { on_day: PlainDate; decision: string; keys: string; to_account: string };

export async function handedOver(tx: Reader, id: string): Promise<HandedOver | undefined> {
  const [row] = await tx<HandedOver[]>`select * from post_passed(${id})`;
  return row;
}

export const casesPassed = (tx: Reader, id: string): Promise<ToldCase[]> =>
  tx<ToldCase[]>`select * from cases_passed(${id})`;

export const draftsEnded = (tx: Reader, id: string): Promise<ToldDraft[]> =>
  tx<ToldDraft[]>`select * from drafts_ended(${id})`;

type Passing = { mandate: string; to: string; id: string; decision: string; keys: string };

export async function handOverPost(tx: Writer, p: Passing) {
  const [row] = await tx<{ passed: number; held_back: number; drafts: number }[]>`
    select passed, held_back, drafts from hand_over(${p.mandate}, ${p.to}, ${p.id}, ${p.decision}, ${p.keys})`;
  return row!;
}
