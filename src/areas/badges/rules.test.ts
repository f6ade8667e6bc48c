import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, addYears, plainDate as day, daysBetween } from '../../kernel/plain-date.ts';
import { loadRegulations } from '../../regulations/reader.ts';
import { badgeRules } from './commands.ts';
import { nextOccasion, occasionsOf } from './occasions.ts';
import {
  type AwardFacts,
  awardRefusals,
  cardRefusals,
  completesOn,
  entitledOn,
  joined,
  type Member,
  type PartyPeriod,
  partyAgeOn,
} from './rules.ts';

const regulations = loadRegulations();
const since = (from: string, to: string | null = null): PartyPeriod => ({
  from: day(from),
  to: to ? day(to) : null,
});

const member = (more: Partial<Member> = {}): Member => ({
  ...{ periods: [since('1996-09-02')], awarded: [], diedOn: null, sanctions: [] },
  ...more,
});

/** The occasion of a day, with the one before. */
const occasion = (on: string) =>
  occasionsOf(regulations, Number(on.slice(0, 4))).find((one) => one.on === on)!;
const entitled = (of: Member, on: string) => entitledOn(of, occasion(on), badgeRules(regulations, day(on)));

describe('party age', () => {
  test('example of the handbook: decision 25/8/2024 counts from that day', () => {
    expect(partyAgeOn([since('2024-08-25')], day('2054-08-24'))).toBe(29);
    expect(partyAgeOn([since('2024-08-25')], day('2054-08-25'))).toBe(30);
  });
  test('a gap does not count, and two sources of one time count once', () => {
    const periods = [
      since('1980-01-01', '1990-01-01'),
      since('1985-05-05', '1990-01-01'),
      since('1995-01-01'),
    ];
    expect(joined(periods)).toEqual([since('1980-01-01', '1990-01-01'), since('1995-01-01')]);
    expect(completesOn(periods, 10)).toBe('1990-01-01');
    expect(completesOn(periods, 30)).toBe('2015-01-01');
  });
  test('an age that is never reached', () => {
    expect(completesOn([since('1980-01-01', '1990-01-01')], 30)).toBeNull();
    expect(completesOn([], 30)).toBeNull();
  });
  test('a gap of any length puts every age off by exactly its days', () => {
    fc.assert(
      fc.property(fc.integer({ min: 30, max: 9000 }), fc.integer({ min: 1, max: 4000 }), (first, gap) => {
        const from = day('1950-03-01');
        const [end, again] = [addDays(from, first), addDays(from, first + gap)];
        const whole = completesOn([{ from, to: null }], 40)!;
        const broken = completesOn(
          [
            { from, to: end },
            { from: again, to: null },
          ],
          40,
        )!;
        expect(daysBetween(whole, broken)).toBe(gap);
      }),
      { numRuns: 200 },
    );
  });
});

describe('the list of an occasion', () => {
  test('fixture 13: admitted 2/9/1996, warned 1/3/2026: after 1/12/2026 and with the cell alone', () => {
    const warned = member({ sanctions: [{ form: 'warning', on: day('2026-03-01') }] });
    expect(entitled(warned, '2026-09-02')).toMatchObject({
      level: 30,
      status: 'put_off',
      putOffUntil: '2026-12-01',
    });
    expect(entitled(warned, '2026-11-07')).toMatchObject({ status: 'put_off' });
    expect(entitled(warned, '2027-02-03')).toMatchObject({ status: 'due', putOffUntil: '2026-12-01' });
  });
  test.each([
    ['reprimand', '2026-09-01'],
    ['warning', '2026-12-01'],
    ['dismissal', '2027-03-01'],
  ])('%s puts it off until %s', (form, until) => {
    const found = entitled(
      member({ periods: [since('1996-08-20')], sanctions: [{ form, on: day('2026-03-01') }] }),
      '2026-09-02',
    );
    expect(found?.putOffUntil).toBe(until);
  });
  test('a sanction whose time is over before the age is complete changes nothing', () => {
    const old = member({ sanctions: [{ form: 'dismissal', on: day('2020-01-01') }] });
    expect(entitled(old, '2026-09-02')).toMatchObject({ status: 'due', putOffUntil: null });
  });
  test('due on its occasion, late on the next, nobody twice', () => {
    expect(entitled(member(), '2026-09-02')).toMatchObject({ level: 30, status: 'due' });
    expect(entitled(member(), '2026-11-07')).toMatchObject({ level: 30, status: 'late' });
    expect(entitled(member({ awarded: [30] }), '2026-11-07')).toBeNull();
  });
  test('years ahead: the ninetieth badge of somebody admitted in 1996', () => {
    expect(entitled(member(), '2086-09-02')).toMatchObject({ level: 90, status: 'due' });
  });
  test('early within 12 months up to 65 years, within 24 from 70', () => {
    const of = (from: string, awarded: number[]) => member({ periods: [since(from)], awarded });
    expect(entitled(of('1997-09-02', []), '2026-09-02')).toMatchObject({ level: 30, status: 'early' });
    expect(entitled(of('1997-09-03', []), '2026-09-02')).toBeNull();
    expect(entitled(of('1958-09-02', [65]), '2026-09-02')).toMatchObject({ level: 70, status: 'early' });
    expect(entitled(of('1958-09-03', [65]), '2026-09-02')).toBeNull();
  });
  test('posthumous where no more than 12 months were missing', () => {
    const died = (on: string) => member({ periods: [since('1996-09-02', on)], diedOn: day(on) });
    expect(entitled(died('2026-01-10'), '2026-02-03')).toMatchObject({ level: 30, status: 'posthumous' });
    expect(entitled(died('2025-08-30'), '2025-09-02')).toBeNull();
  });
  test('every member stands in exactly one occasion of a level as due, whatever the day of admission', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 364 }), (n) => {
        const from = addDays(day('1996-01-01'), n);
        const all = [2025, 2026, 2027].flatMap((year) => occasionsOf(regulations, year));
        const due = all.filter(
          (one) =>
            entitledOn(member({ periods: [{ from, to: null }] }), one, badgeRules(regulations, one.on))
              ?.status === 'due',
        );
        expect(due).toHaveLength(1);
        expect(due[0]!.on >= addYears(from, 30)).toBe(true);
      }),
      { numRuns: 100 },
    );
  });
  test('the next occasion, over the end of the year', () => {
    expect(nextOccasion(regulations, day('2023-10-05'))?.on).toBe('2023-11-07');
    expect(nextOccasion(regulations, day('2023-11-08'))?.on).toBe('2024-02-03');
  });
});

describe('an award', () => {
  const facts = (more: Partial<AwardFacts> = {}): AwardFacts => ({
    ...{
      kind: 'regular',
      level: 30,
      awardedOn: day('2023-11-07'),
      decidedOn: day('2023-10-01'),
      today: day('2023-10-05'),
    },
    ...{ cellAgreed: false, lostOn: null, reissuedOn: null, returned: { on: null, reason: null } },
    member: member({ periods: [since('1993-10-20')] }),
    rules: badgeRules(regulations, day('2023-11-07')),
    ...more,
  });
  const codes = (more: Partial<AwardFacts>) =>
    awardRefusals(facts(more)).map(({ code, waivable }) => `${code}${waivable ? '?' : ''}`);
  const off = member({
    periods: [since('1993-10-20')],
    sanctions: [{ form: 'reprimand', on: day('2023-04-30') }],
  });

  test.each<[string, Partial<AwardFacts>, string[]]>([
    ['in order', {}, []],
    ['a level that does not exist', { level: 35 }, ['no_such_level', 'too_early']],
    ['before the age is complete', { awardedOn: day('2023-09-02') }, ['too_early']],
    ['early, within twelve months', { kind: 'early', awardedOn: day('2023-02-03') }, []],
    ['early, beyond them', { kind: 'early', awardedOn: day('2022-09-02') }, ['too_early']],
    ['posthumous of the living', { kind: 'posthumous' }, ['not_dead']],
    ['without any time that counts', { member: member({ periods: [] }) }, ['unknown_age?']],
    ['after a sanction, without the cell', { member: off }, ['cell_must_agree']],
    ['after a sanction, with the cell', { member: off, cellAgreed: true }, []],
    [
      'while put off',
      { member: { ...off, sanctions: [{ form: 'reprimand', on: day('2023-06-01') }] }, cellAgreed: true },
      ['put_off'],
    ],
    ['re-issued and never lost', { reissuedOn: day('2023-10-05') }, ['not_lost']],
    ['returned for no reason', { returned: { on: day('2023-10-05'), reason: null } }, ['why_returned']],
    ['decided tomorrow', { decidedOn: day('2023-10-06') }, ['in_the_future']],
  ])('%s', (_, more, expected) => {
    expect(codes(more)).toEqual(expected);
  });
});

test.each([
  ['in order', {}, []],
  ['nine digits', { number: '012345678' }, ['bad_number']],
  ['twelve digits before their time', { number: '012345678901' }, ['other_numbering']],
  ['to a probationary member', { isOfficial: false }, ['not_official']],
  ['a second one', { hasOpenCard: true }, ['has_card']],
  ['whose number another file has', { isElsewhere: true }, ['card_elsewhere']],
  ['ended without a reason', { endedOn: day('2023-10-01') }, ['end_in_full']],
])('a card: %s', (_, more, expected) => {
  const rule = regulations.valueOn<string>('card.number', day('2023-10-01'))!;
  const facts = {
    ...{
      number: '01234567',
      issuedOn: day('2023-10-01'),
      endedOn: null,
      endedBy: null,
      today: day('2023-10-05'),
    },
    ...{ isOfficial: true, hasOpenCard: false, isElsewhere: false },
    pattern: { value: rule.value, source: '', isCertain: false },
  };
  expect(cardRefusals({ ...facts, ...more }).map(({ code }) => code)).toEqual(expected);
});
