/**
 * Properties draw the same examples in every run of the tests, so that what passed passes again. To look for new ones:
 * `CAPUY_SEED=random npx vitest run FILE`, or the number that a failure names.
 */
import fc from 'fast-check';

const asked = process.env.CAPUY_SEED;
if (asked !== 'random') fc.configureGlobal({ seed: Number(asked ?? 20_230_930) });
