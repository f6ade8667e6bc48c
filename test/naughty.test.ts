/** Naughty strings through every type of record: the proof, at the length of a test. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { STRINGS } from '../prove/naughty/strings.ts';
import { tryStrings } from '../prove/naughty-strings.ts';
import { type DemoHouse, openDemoHouse } from './house.ts';

let demo: DemoHouse;
beforeAll(async () => {
  demo = await openDemoHouse();
}, 120_000);
afterAll(() => demo?.close());

test('are five hundred', () => {
  expect(STRINGS.length).toBeGreaterThanOrEqual(500);
});

test('stay text in every type of record, on its page, in a browser, in Word and Excel', async () => {
  const found = await tryStrings(demo, 'short', () => {});
  expect(found.ok, found.figure).toBe(true);
}, 300_000);
