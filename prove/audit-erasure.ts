/** Erasure (crypto-shredding): destroyed salts leave the chain whole and the commitments mute. */

import { commitmentOf, proveInput } from '../src/audit/prove.ts';
import { signingKey } from '../src/audit/signing-key.ts';
import { takeCheckpoint } from '../src/audit/take-checkpoint.ts';
import { verifyAudit } from '../src/audit/verify-audit.ts';
import { digestOf } from '../src/kernel/canonical.ts';
import { forgetAsOwner, INPUTS, type LogGround, onLog } from './audit-ground.ts';
import type { Found, Proof } from './proof.ts';

/** How many subjects stay, whose salts somebody still has. */
const STAY = 20;

async function shred(ground: LogGround, count: number): Promise<Found> {
  const { owner, folder, clock, subjects } = ground;
  const gone = subjects.slice(0, count);
  const anchor = await takeCheckpoint(owner, signingKey(folder), clock);
  let provable = 0;
  for (const { entry, input } of gone) if ((await proveInput(owner, entry, input)) === 'fits') provable += 1;
  await forgetAsOwner(ground, gone);
  const { ok, entries } = await verifyAudit(owner, { checkpoints: [anchor] });
  const relinked = await linksFound(ground, gone);
  const [left] = await owner<
    { n: string }[]
  >`select count(*) as n from audit_reason r join audit_entry e on e.id = r.entry
    where e.record_id = any (${gone.map(({ id }) => id)}::uuid[])`;
  const figure = `${provable} of ${count} provable before, ${relinked} after with every known value and every salt left; chain of ${entries} entries ${ok ? 'whole' : 'BROKEN'}; ${left!.n} reasons left`;
  return { ok: ok && provable === count && relinked === 0 && left!.n === '0', figure };
}

/** Every value that was possible, tried with every salt that is left, and with none. */
async function linksFound({ owner }: LogGround, gone: LogGround['subjects']): Promise<number> {
  const salts = await owner<{ salt: Uint8Array }[]>`select salt from audit_salt where salt is not null`;
  const rows = await owner<{ id: string; commitment: string }[]>`
    select id, commitment from audit_entry where id = any (${gone.map(({ entry }) => entry)}::bigint[])`;
  const digests = INPUTS.map((form) => digestOf({ form }));
  let found = 0;
  for (const { id, commitment } of rows) {
    const keyed = salts.some(({ salt }) =>
      digests.some((digest) => commitmentOf(salt, id, 'input', digest) === commitment),
    );
    const fits = await Promise.all(INPUTS.map((form) => proveInput(owner, id, { form })));
    if (keyed || digests.includes(commitment) || fits.some((fit) => fit !== 'forgotten')) found += 1;
  }
  return found;
}

export const auditErasure: Proof = {
  name: 'audit-erasure',
  claim:
    'Destroying the secrets of people leaves the chain whole, and nobody can tell any longer what was said of them.',
  wanted: '1,000 subjects: all provable before, 0 after, the chain whole',
  run: (size) => {
    const count = size === 'short' ? 20 : 1000;
    return onLog(count + STAY, (ground) => shred(ground, count));
  },
};
