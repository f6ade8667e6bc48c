import { expect, test } from 'vitest';
import { twoPersons } from './two-persons.ts';

test(`${twoPersons.name}: ${twoPersons.claim}`, async () => {
  const told: string[] = [];
  const found = await twoPersons.run('short', (text) => told.push(text));
  expect([found, told]).toEqual([{ ...found, ok: true }, []]);
}, 120_000);
