/** The table of states against the codes that write them, both ways; its figures, papers and rules exist. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { figures } from '../../catalogue.ts';
import { plainDate } from '../../kernel/plain-date.ts';
import { loadRegulations } from '../../regulations/reader.ts';
import { ENDS } from '../admission/dossier.ts';
import { PAPERS } from '../member-file/papers.ts';
import { CAME_BY, LEFT_BY, STANDINGS } from '../membership/codes.ts';
import { KINDS } from '../transfers/contract.ts';
import { STATES, TRANSITIONS } from './contract.ts';
import { statesMarkdown } from './reference.ts';

const coded = (kind: string, list: object) => Object.keys(list).map((code) => `${kind}:${code}`);

/** Everything the code can write that changes the state of a person. */
const WRITTEN = new Set([
  ...coded('came', CAME_BY),
  ...coded('left', LEFT_BY),
  ...coded('standing', STANDINGS),
  ...coded('transfer', KINDS),
  ...coded('dossier', ENDS),
  ...['candidate', 'candidate_move', 'admission', 'recognition'].map((name) => `record:${name}`),
  ...['exemption', 'exemption.valid_to'].map((name) => `record:${name}`),
  ...['suspension', 'suspension.extended_until', 'suspension.ended_on'].map((name) => `record:${name}`),
  ...['transfer.ended_on', 'transfer.returned_on'].map((name) => `record:${name}`),
]);

test('every transition the code can make stands in the table, and none stands there that it cannot make', () => {
  const told = new Set(TRANSITIONS.flatMap(({ made }) => made as readonly string[]));
  expect([...told].sort()).toEqual([...WRITTEN].sort());
});

test('every state but the first is reached, and every one but death is left again', () => {
  const [from, to] = [
    new Set(TRANSITIONS.flatMap((one) => one.from)),
    new Set(TRANSITIONS.map((one) => one.to)),
  ];
  const never = Object.keys(STATES).filter((state) => !to.has(state as never));
  const ends = Object.keys(STATES).filter((state) => !from.has(state as never));
  expect([never, ends]).toEqual([[], ['elsewhere', 'dead']]);
});

describe('what it names exists', () => {
  const regulations = loadRegulations();
  const days = ['2012-01-01', '2019-01-01', '2023-09-30', '2025-06-12', '2026-10-01'].map(plainDate);
  test.each(TRANSITIONS.map((one) => [one.event.en, one] as const))('%s', (_, one) => {
    for (const key of one.counts) expect(figures.figures.has(key), key).toBe(true);
    for (const kind of one.papers)
      expect(
        PAPERS.some((paper) => paper.kind === kind),
        kind,
      ).toBe(true);
    for (const id of [one.deadline ?? [], one.rules ?? []].flat())
      expect(
        days.some((day) => regulations.valueOn(id, day) !== undefined),
        id,
      ).toBe(true);
  });
});

test('docs/reference/member-states.md is what the table says (else: npm run -s capuy -- rules --write)', () => {
  const file = new URL('../../../docs/reference/member-states.md', import.meta.url);
  expect(readFileSync(file, 'utf8')).toBe(statesMarkdown());
});
