import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Clock, fixedClock, type Instant, milliseconds, systemClock } from './clock.ts';
import { isId, newId, seededIds } from './id.ts';

const timeOf = (id: string): number => Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16);
const AT = '2023-09-30T00:00:00.000Z';

/** A clock that shows each of the given instants once and then stays on the last. */
function clockOf(instants: string[]): Clock {
  const left = [...instants];
  return { ...fixedClock(AT), now: () => (left.length > 1 ? left.shift()! : left[0]!) as Instant };
}

describe('newId', () => {
  test('is a UUID version 7 that carries the instant', () => {
    const id = newId(fixedClock(AT));
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(timeOf(id)).toBe(milliseconds(fixedClock(AT)));
  });

  test('lays its bits out as RFC 9562 does', () => {
    const zeros = newId(fixedClock(AT), (size) => new Uint8Array(size));
    const ones = newId(fixedClock(AT), (size) => new Uint8Array(size).fill(255));
    expect(zeros.slice(14)).toBe('7000-8000-000000000000');
    expect(ones.slice(14)).toBe('77ff-bfff-ffffffffffff');
  });

  test('increases while the clock stands still, beyond the 4096 of one millisecond', () => {
    const clock = fixedClock(AT);
    const ids = Array.from({ length: 10_000 }, () => newId(clock));
    for (let i = 1; i < ids.length; i++) expect(ids[i]! > ids[i - 1]!).toBe(true);
    expect(ids.every(isId)).toBe(true);
  });

  test('increases whatever the clock does, also when it is set back', () => {
    const instants = fc.integer({ min: -5, max: 5 }).map((ms) => `2023-09-30T00:00:00.00${ms + 5}Z`);
    fc.assert(
      fc.property(
        fc.array(
          instants.map((text) => text.replace('.0010', '.010')),
          { minLength: 2 },
        ),
        (all) => {
          const clock = clockOf(all);
          const ids = all.map(() => newId(clock));
          expect(ids).toEqual([...new Set(ids)].sort());
        },
      ),
    );
  });

  test('increases by the system clock', () => {
    const ids = Array.from({ length: 5000 }, () => newId(systemClock));
    expect(ids).toEqual([...new Set(ids)].sort());
  });

  test('another clock does not drag this one along', () => {
    newId(fixedClock('2199-01-01T00:00:00Z'));
    expect(timeOf(newId(fixedClock(AT)))).toBe(milliseconds(fixedClock(AT)));
  });
});

describe('isId', () => {
  test.each([
    '',
    '018ae1b2-7c00-4000-8000-000000000000', // version 4
    '018ae1b2-7c00-7000-c000-000000000000', // another variant
    '018AE1B2-7C00-7000-8000-000000000000',
    '018ae1b27c0070008000000000000000',
    '018ae1b2-7c00-7000-8000-000000000000\n',
  ])('%j is none', (text) => expect(isId(text)).toBe(false));

  test('a well-formed one is', () => expect(isId('018ae1b2-7c00-7000-8000-000000000000')).toBe(true));
});

describe('seededIds', () => {
  const ms = milliseconds(fixedClock(AT));

  test('same seed, same ids; another seed, others', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        const [one, two, other] = [seededIds(a), seededIds(a), seededIds(b)];
        const ids = [one(ms), one(ms), one(ms + 1)];
        expect([two(ms), two(ms), two(ms + 1)]).toEqual(ids);
        expect(ids.every(isId) && new Set(ids).size === 3).toBe(true);
        expect(other(ms) === ids[0]).toBe(a === b);
      }),
    );
  });

  test('the ids of a seed never change: demonstration data and stored examples depend on them', () => {
    expect(seededIds('que-son')(ms)).toBe('018ae362-8800-7cc8-903f-389d6b7306dd');
  });

  test('a hundred thousand of one millisecond are all different', () => {
    const next = seededIds(1);
    expect(new Set(Array.from({ length: 100_000 }, () => next(ms))).size).toBe(100_000);
  });

  test('an instant no id can hold throws', () => {
    expect(() => seededIds(1)(-1)).toThrow(RangeError);
    expect(() => seededIds(1)(2 ** 48)).toThrow(RangeError);
    expect(() => seededIds(1)(Number.NaN)).toThrow(RangeError);
  });
});
