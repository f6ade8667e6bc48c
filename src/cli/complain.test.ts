/** What a command meets in the middle: said in words where it is the database, a fault of the program otherwise. */
import { readFileSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import { complainOf } from './complain.ts';

const caught = (work: () => unknown): unknown => {
  try {
    return work();
  } catch (error) {
    return error;
  }
};

test('a database that stops or starts up again in the middle of a command is told, without a stack', () => {
  const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  for (const code of ['57P03', 'CONNECTION_CLOSED', 'EPIPE', 'ECONNRESET'])
    expect(complainOf(Object.assign(new Error('x'), { code }))).toBe(1);
  const told = said.mock.calls.map(([text]) => String(text)).join('');
  said.mockRestore();
  expect(told.match(/Cơ sở dữ liệu đang dừng/g)).toHaveLength(4);
  expect(told).not.toMatch(/\n\s+at /);
});

test('a file that is not there is no database that stopped', () => {
  const missing = caught(() => readFileSync('/khong/co/tep'));
  expect(caught(() => complainOf(missing))).toBe(missing);
  const bug = new TypeError('x');
  expect(caught(() => complainOf(bug))).toBe(bug);
});
