import { expect, test } from 'vitest';
import { auditErasure } from './audit-erasure.ts';
import { auditTampering } from './audit-tampering.ts';

test.each([auditTampering, auditErasure])(
  '$name: $claim',
  async (proof) => {
    const found = await proof.run('short', () => {});
    expect(found.ok, found.figure).toBe(true);
  },
  120_000,
);
