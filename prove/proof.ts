/** What `npm run prove` tries at full length and `npm test` in short. */

/** Short runs belong to every test; full ones to every release. */
export type Size = 'short' | 'full';

/** What a run found. */
export type Found = {
  ok: boolean;
  /** Says in numbers what was tried and what came of it. */
  figure: string;
  /** This machine does not let it be tried at all (no strace, no disk to mount): neither passed nor failed. */
  unmeasured?: true;
  /** Nothing spoke against the claim, but the wanted figure was not reached. */
  incomplete?: true;
};

export type Proof = {
  /** File-name-like and stable: `kill-database`. */
  name: string;
  /** What is claimed, in one sentence. */
  claim: string;
  /** The figure a full run has to reach. */
  wanted: string;
  /** `stop` asks a long run to end with what it has found by then. */
  run(size: Size, tell: (text: string) => void, stop?: AbortSignal): Promise<Found>;
};

/** For a run that nobody stops. */
export const NEVER: AbortSignal = new AbortController().signal;

export const notMeasured = (why: string): Found => ({
  ok: false,
  figure: `not measured: ${why}`,
  unmeasured: true,
});

/** 1234567 as 1,234,567. */
export const grouped = (n: number): string => String(Math.round(n)).replace(/\B(?=(\d{3})+$)/g, ',');

/** A full run passes where nothing spoke against the claim and the wanted figure was reached. */
export function judged(size: Size, holds: boolean, reached: boolean, figure: string): Found {
  if (size === 'short' || !holds || reached) return { ok: holds, figure };
  return { ok: false, figure, incomplete: true };
}
