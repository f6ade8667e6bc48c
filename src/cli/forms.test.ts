import { afterEach, expect, test, vi } from 'vitest';
import { run } from './forms.ts';

/** What the command says where no database is needed. */
async function said(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const heard = { out: '', err: '' };
  for (const [stream, to] of [['stdout', 'out'] as const, ['stderr', 'err'] as const]) {
    vi.spyOn(process[stream], 'write').mockImplementation((text) => {
      heard[to] += String(text);
      return true;
    });
  }
  const code = await run(args);
  return { code, ...heard };
}

afterEach(() => vi.restoreAllMocks());

test('without arguments it lists editions and forms', async () => {
  const { code, out } = await said();
  expect(code).toBe(0);
  expect(out).toContain('11-HD-BTCTW-2021: Hướng dẫn 11-HD/BTCTW');
  expect(out).toContain('bieu-2b');
});

test.each([
  [['bieu-1'], 'forms FORM --unit'],
  [['bieu-1', '--unit', 'que-son', '--format', 'pdf'], 'forms FORM --unit'],
  [['bieu-1', '--unit', 'que-son', '--colour', 'red'], 'forms FORM --unit'],
  [['bieu-1', '--unit', 'que-son', '--period', '2023-Q5'], 'Kỳ phải viết như'],
  [['bieu-1', '--unit', 'que-son', '--known-at', 'x'], 'Thời điểm'],
])('%j is wrong usage', async (args, words) => {
  const { code, out, err } = await said(...args);
  expect([code, out]).toEqual([2, '']);
  expect(err).toContain(words);
});
