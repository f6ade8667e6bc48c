/** The short runs of what is proved about recovery. */
import { expect, test } from 'vitest';
import { restoreDrill } from './restore-drill.ts';
import { unsafeSettings } from './unsafe-settings.ts';

test.each([restoreDrill, unsafeSettings])(
  '$claim',
  async (proof) => {
    const found = await proof.run('short', () => {});
    expect(found).toEqual({ ok: true, figure: expect.stringMatching(/all equal|3 of 3 refused by name/) });
  },
  300_000,
);
