/** An act that takes two persons: what both are shown, and how it is carried out once the second has agreed. */
import type { Who, Writer } from '../db/door.ts';
import type { Outcome } from '../kernel/refusal.ts';
import type { Words } from '../kernel/words.ts';

/** One line of what is put before both persons. */
export type Fact = { label: Words; value: Words };

export type Performed = {
  /** The unit whose act it is: whoever approves holds their right there. */
  unit: string;
  /** Ids of the persons it is about. They neither propose nor approve it. */
  subjects: readonly string[];
  /** Exactly what is shown; the first line says what it is about. */
  shown: readonly Fact[];
  /** What else must be the same when it is approved; becomes part of the payload. */
  bound?: Readonly<Record<string, unknown>>;
};

/**
 * `perform` checks every rule, does the act inside the command it is given, and says what it was. A proposal tries it
 * out and takes it back; an approval does it for good, and only if it still says the same.
 */
export type Act<Desk extends Who = Who, Payload extends object = object> = {
  /** As in table act_kind (db/migrations/0011_approvals.sql), which says who may approve it. */
  kind: string;
  /** The act as a named verb. */
  words: Words;
  /** What happens when it is approved, one sentence each. */
  consequences: readonly Words[];
  perform(desk: Desk, tx: Writer, payload: Payload): Promise<Outcome<Performed>>;
  /** The record that an approved act leads to, where there is one. */
  leadsTo?(payload: Payload): { type: string; id: string } | undefined;
};

/** The act of a kind, wherever it is defined; an unknown kind has none. */
export type Acts = (kind: string) => Act | undefined;

/** How a proposal stands: the last three are what somebody did, the first two follow from time. */
export type State = 'open' | 'expired' | 'approved' | 'refused' | 'withdrawn';

export const STATES: Readonly<Record<State, Words>> = {
  open: { vi: 'Đang chờ duyệt', en: 'Waiting' },
  expired: { vi: 'Hết hạn', en: 'Expired' },
  approved: { vi: 'Đã duyệt', en: 'Approved' },
  refused: { vi: 'Không duyệt', en: 'Refused' },
  withdrawn: { vi: 'Đã rút', en: 'Withdrawn' },
};
