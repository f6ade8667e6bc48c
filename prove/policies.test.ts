/** The short run of the model; the full one is `npm run prove`. */
import { expect, test } from 'vitest';
import { policies } from './policies.ts';
import { policyMutants } from './policy-mutants.ts';

test('row policies allow what the model allows', { timeout: 300_000 }, async () => {
  const told: string[] = [];
  const found = await policies.run('short', (text) => told.push(text));
  expect(found, told.join('\n')).toMatchObject({ ok: true });
});

test('altered clauses of the policies are noticed', { timeout: 600_000 }, async () => {
  const told: string[] = [];
  const found = await policyMutants.run('short', (text) => told.push(text));
  expect(found, told.join('\n')).toMatchObject({ ok: true });
});
