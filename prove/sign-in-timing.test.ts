import { expect, test } from 'vitest';
import { compared, onGate, timesOf, wrongPassword } from './sign-in-timing.ts';

test('a gate that spares itself the work for an unknown name would be found out', async () => {
  const sparing = async (...[gate, name, source]: Parameters<typeof wrongPassword>) => {
    const [row] = await gate.db`select sign_in_delay(${name}, '') as seconds`;
    return name === 'khong.co' ? row : wrongPassword(gate, name, source);
  };
  const { difference, error, p } = await onGate(
    async (gate) => compared(await timesOf(gate, 30, sparing)),
    () => {},
  );
  expect(difference).toBeGreaterThan(4 * error);
  expect(p).toBeLessThan(0.01);
}, 60_000);
