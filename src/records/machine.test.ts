/** Every machine the product holds: sound, with an exit from each state, and no end without a right that arose. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CASE_KINDS, paperWords } from '../areas/proceedings/contract.ts';
import { catalogue } from '../catalogue.ts';
import { plainDate } from '../kernel/plain-date.ts';
import { w } from '../kernel/words.ts';
import { CASE_RULES } from '../regulations/case-rules.ts';
import { type DoneStep, faultsOf, type Machine, mayTake, rightsOf, stateOf, stepsOpen } from './machine.ts';
import { idleRights, walk, wayTo } from './sample-walks.ts';

const WORD = w('việc', 'work');
const step = (from: string[], more: Partial<Machine['steps'][string]> = {}): Machine['steps'][string] => ({
  ...{ words: WORD, from, actor: WORD, rules: [] },
  ...more,
});

/** A case with a hearing, for which two summonses stand, and a withdrawal before it. */
const trial: Machine = {
  key: 'trial',
  words: WORD,
  initial: 'open',
  states: { open: { words: WORD }, voted: { words: WORD }, ended: { words: WORD, ends: true } },
  steps: {
    hear: step(['open'], { right: w('được trình bày', 'heard'), instead: ['second_summons'] }),
    summons: step(['open']),
    second_summons: step(['open'], { after: ['summons'] }),
    vote: step(['open'], { to: 'voted', after: [['hear', 'second_summons']] }),
    again: step(['voted'], { to: (done) => (done.length > 5 ? 'voted' : 'open') }),
    close: step(['voted'], { to: 'ended' }),
    withdraw: step(['open'], { to: 'ended', without: ['hear'] }),
    drop: step(['open'], { to: 'ended' }),
  },
};

const took = (...steps: string[]): DoneStep[] =>
  steps.map((key, i) => ({
    id: `${i}`,
    step: key,
    doneOn: plainDate('2023-01-05'),
    document: null,
    note: null,
  }));
const codes = (done: DoneStep[], key: string, on = '2023-01-05') =>
  mayTake(trial, done, key, plainDate(on)).map(({ code }) => code);

/** [steps taken, step asked for, refusals] */
const CASES: [string[], string, string[]][] = [
  [[], 'vote', ['step_missing']],
  [['summons'], 'vote', ['step_missing']],
  [['summons', 'second_summons'], 'vote', []],
  [['hear'], 'hear', ['step_taken']],
  [['hear'], 'vote', []],
  [['hear', 'vote'], 'hear', ['not_from_here']],
  [['hear', 'vote'], 'close', []],
  [[], 'drop', ['right_missing']],
  [['hear'], 'drop', []],
  [[], 'withdraw', []],
  [['withdraw'], 'hear', ['case_ended']],
  [[], 'nothing', ['no_such_step']],
];

test.each(CASES)('after %j, %s gives %j', (done, key, wanted) => {
  expect(codes(took(...done), key)).toEqual(wanted);
});

test('a step is not taken on a day before the last one, and where it leads may hang on what was done', () => {
  expect(codes(took('hear'), 'vote', '2023-01-04')).toEqual(['before_last_step']);
  expect(stateOf(trial, took('hear', 'vote', 'again'))).toBe('open');
  expect(rightsOf(trial, took('summons', 'second_summons'))).toMatchObject([
    { step: 'hear', doneOn: '2023-01-05' },
  ]);
  expect(rightsOf(trial, took('summons'))).toMatchObject([{ step: 'hear', doneOn: null }]);
  expect(stepsOpen(trial, took('hear')).filter(({ refusals }) => refusals.length === 0)).toHaveLength(4);
});

test('what is wrong with a table is named', () => {
  expect(faultsOf(trial)).toEqual([]);
  const wrong: Machine = {
    ...trial,
    steps: {
      ...trial.steps,
      close: step(['nowhere'], { to: 'voted', after: ['nothing'], without: ['vote'] }),
    },
    states: { ...trial.states, stuck: { words: WORD } },
  };
  expect(faultsOf(wrong)).toEqual([
    'close: no state nowhere',
    'close: no step nothing',
    'close: vote is no right',
    'no way out of stuck',
  ]);
  // A right that nothing waits for would be found, and a place without a way home.
  const { right: _, ...unprotected } = trial.steps.hear!;
  const careless = { ...trial, steps: { ...trial.steps, hear: unprotected } };
  expect(idleRights(careless)).toEqual([]);
  const { withdraw, ...rest } = trial.steps;
  const stuck = {
    ...trial,
    steps: {
      ...rest,
      withdraw: { ...withdraw!, to: 'voted' },
      close: step(['voted'], { to: 'ended', after: ['vote'] }),
    },
  };
  const faults = Array.from({ length: 200 }, (_, i) => walk(stuck, (n) => (i * 7 + 3) % n).faults).flat();
  expect(faults.length).toBeGreaterThan(0);
});

test('every kind of case goes a way that is walked here and in the proof', () => {
  const walked = new Set(catalogue.machines.map(({ key }) => key));
  const waysOf = {
    inspection: ['inspection_by_programme', 'inspection_on_signs', 'supervision'],
    remediation: ['duty'],
  };
  const ways = Object.keys(CASE_KINDS).flatMap((kind) => waysOf[kind as keyof typeof waysOf] ?? [kind]);
  expect([...walked].sort()).toEqual(ways.sort());
});
/** The rules a case keeps of the day it was opened: those of the machine's own kind, else those of its area. */
function keptBy(machine: Machine): readonly string[] {
  const lists: Readonly<Record<string, readonly string[]>> = CASE_RULES;
  const area = catalogue.areas.find(({ machines }) => machines?.includes(machine));
  return lists[machine.key] ?? lists[area?.name ?? ''] ?? [];
}

describe.each([trial, ...catalogue.machines].map((machine) => [machine.key, machine] as const))(
  '%s',
  (_, machine) => {
    test('is sound, and every state is in reach', () => {
      expect(faultsOf(machine)).toEqual([]);
      const lost = Object.keys(machine.states).filter((state) => wayTo(machine, [state]) === undefined);
      expect(lost).toEqual([]);
    });
    test('each paper it leaves has a name', () => {
      const papers = Object.values(machine.steps).flatMap(({ papers }) => papers ?? []);
      expect(papers.filter((code) => !paperWords(code))).toEqual([]);
    });
    test('what its steps are judged by stands among the rules a case of its kind keeps', () => {
      const kept = keptBy(machine);
      const asked = Object.values(machine.steps).flatMap(({ rules, starts = [] }) => [
        ...rules,
        ...starts.flatMap(({ rule, extension }) => (extension ? [rule, extension.rule] : [rule])),
      ]);
      expect(asked.filter((rule) => !kept.includes(rule))).toEqual([]);
    });
    test('no end without a right that arose, whichever right is left out', () => {
      expect(idleRights(machine)).toEqual([]);
    });
    test('walks at random: an exit from each state, no illegal step, no right passed over', () => {
      fc.assert(
        fc.property(fc.infiniteStream(fc.nat(1000)), (numbers) => {
          const pick = (n: number) => (numbers.next().value as number) % n;
          expect(walk(machine, pick).faults).toEqual([]);
        }),
        { numRuns: 40 },
      );
    });
  },
);
