/** Files that were made to harm are refused in bounded time and memory; what offices send is taken. */
import { verdictOf } from '../src/files/inspect.ts';
import type { Found, Proof, Size } from './proof.ts';
import { HOSTILE, SOUND } from './uploads/hostile.ts';
import type { Made } from './uploads/made.ts';

/** Longest a refusal may take, most memory the process may use: bytes. */
const LONGEST_MS = 10_000;
const MOST_MEMORY = 256 * 1024 * 1024;

type Tried = { made: Made; taken: boolean; ended: boolean; ms: number; memory: number; code: string };

async function tryFile(made: Made): Promise<Tried> {
  const bytes = made.bytes();
  const start = performance.now();
  const verdict = await verdictOf(made.kind, bytes);
  const ms = performance.now() - start;
  return {
    made,
    taken: verdict?.ok === true,
    ended: verdict !== undefined,
    ms,
    memory: verdict?.memory ?? 0,
    code: verdict?.ok === false ? verdict.refusal.code : '',
  };
}

/** What did not go as it should, in words. */
function fault({ made, taken, ended, ms, memory }: Tried): string | undefined {
  const sound = SOUND.includes(made);
  if (taken !== sound) return `${made.name}: ${taken ? 'taken' : 'refused'}`;
  if (ms > LONGEST_MS || memory > MOST_MEMORY) return `${made.name}: ${Math.round(ms)} ms, ${memory} bytes`;
  return !ended && sound ? `${made.name}: no verdict` : undefined;
}

/** Of a short run: every ninth. */
const chosen = (files: readonly Made[], size: Size) =>
  size === 'full' ? files : files.filter((_, i) => i % 9 === 0);

export const uploads: Proof = {
  name: 'uploads',
  claim: 'Zip bombs, XXE, slip paths, polyglots, macros and OLE are refused in bounded time and memory',
  wanted: 'at least 60 hostile files, 0 taken, each within 10 s and 256 MB; every sound file taken',
  async run(size, tell): Promise<Found> {
    const tried: Tried[] = [];
    for (const made of [...chosen(HOSTILE, size), ...chosen(SOUND, size)]) {
      tried.push(await tryFile(made));
      tell(`${made.name}: ${tried.at(-1)!.code || 'taken'}, ${Math.round(tried.at(-1)!.ms)} ms`);
    }
    const faults = tried.flatMap((one) => fault(one) ?? []);
    const hostile = tried.filter(({ made }) => HOSTILE.includes(made));
    const slowest = Math.round(Math.max(...tried.map(({ ms }) => ms)));
    const largest = Math.ceil(Math.max(...tried.map(({ memory }) => memory)) / 1024 / 1024);
    const ended = hostile.filter((one) => !one.ended).length;
    return {
      ok: faults.length === 0 && (size === 'short' || hostile.length >= 60),
      figure: `${hostile.length} hostile files, ${hostile.filter((one) => one.taken).length} taken, ${ended} ended by force; ${tried.length - hostile.length} sound; slowest ${slowest} ms, largest ${largest} MB${faults.length > 0 ? `; ${faults.join('; ')}` : ''}`,
    };
  },
};
