import { expect, test } from 'vitest';
import { tally } from './test.ts';

const file = (status: string, ...tests: string[]) => ({
  name: 'x',
  status,
  assertionResults: tests.map((one) => ({ status: one })),
});

test('passed and failed tests are counted', () => {
  const testResults = [file('passed', 'passed', 'skipped'), file('failed', 'failed', 'passed')];
  expect(tally({ numPassedTests: 2, numFailedTests: 1, testResults }, 1)).toEqual({ passed: 2, failed: 1 });
});

test('a file that does not load is a failure', () => {
  const testResults = [file('passed', 'passed'), file('failed')];
  expect(tally({ numPassedTests: 1, numFailedTests: 0, testResults }, 1)).toEqual({ passed: 1, failed: 1 });
});

test('an error outside of tests is a failure', () => {
  const testResults = [file('passed', 'passed')];
  expect(tally({ numPassedTests: 1, numFailedTests: 0, testResults }, 1)).toEqual({ passed: 1, failed: 1 });
});

test('no test at all is a failure', () => {
  expect(tally({ numPassedTests: 0, numFailedTests: 0, testResults: [] }, 0)).toEqual({
    passed: 0,
    failed: 1,
  });
});
