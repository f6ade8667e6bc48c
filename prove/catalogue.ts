/** Every proof, in the order of the page; a new one is one more line. */
import { killDatabase } from './kill-database.ts';
import type { Proof } from './proof.ts';

export const PROOFS: readonly Proof[] = [killDatabase];
