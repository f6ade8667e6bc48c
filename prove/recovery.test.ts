/** The short runs of what is proved about recovery. */
import { expect, test } from 'vitest';
import { pageRot } from './page-rot.ts';
import { restoreDrill } from './restore-drill.ts';
import { unsafeSettings } from './unsafe-settings.ts';

test.each([restoreDrill, unsafeSettings, pageRot])(
  '$claim',
  async (proof) => {
    const found = await proof.run('short', () => {});
    expect(found).toEqual({
      ok: true,
      figure: expect.stringMatching(/all equal|3 of 3 refused by name|3 of 3 pages noticed/),
    });
  },
  300_000,
);
