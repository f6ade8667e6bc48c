/** What is made of records obeys their policy: the proof, at the length of a test. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { tryDerived } from '../prove/derived-objects.ts';
import { type DemoHouse, openDemoHouse } from './house.ts';

let demo: DemoHouse;
beforeAll(async () => {
  demo = await openDemoHouse();
}, 120_000);
afterAll(() => demo?.close());

test('no list, file, search, count or fault tells of a foreign record, and a foreign id is as none', async () => {
  const found = await tryDerived(demo, 'short', () => {});
  expect(found.ok, found.figure).toBe(true);
}, 300_000);
