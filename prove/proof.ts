/** What `npm run prove` tries at full length and `npm test` in short. */

/** Short runs belong to every test; full ones to every release. */
export type Size = 'short' | 'full';

/** What a run found; `figure` says in numbers what was tried and what came of it. */
export type Found = { ok: boolean; figure: string };

export type Proof = {
  /** File-name-like and stable: `kill-database`. */
  name: string;
  /** What is claimed, in one sentence. */
  claim: string;
  /** The figure a full run has to reach. */
  wanted: string;
  run(size: Size, tell: (text: string) => void): Promise<Found>;
};
