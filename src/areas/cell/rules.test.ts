import { describe, expect, test } from 'vitest';
import { plainDate as day } from '../../kernel/plain-date.ts';
import { countOf, monthRefusals, suspensionRefusals } from './rules.ts';

const month = (text: string, goodReason: string | null = null, what = 'dues') => ({
  month: text,
  what,
  goodReason,
});

describe('months that count', () => {
  test('without a good reason, of the year, each kind by itself; asked from the limit on', () => {
    const months = [
      month('2023-01'),
      month('2023-04'),
      month('2023-05'),
      month('2022-12'),
      month('2023-02', null, 'meetings'),
    ];
    expect(countOf(months, 2023, 3)).toEqual([
      { what: 'dues', n: 3, asks: true },
      { what: 'meetings', n: 1, asks: false },
    ]);
  });
  test('a reason noted later takes the month out again', () => {
    expect(countOf([month('2023-01'), month('2023-04', 'nằm viện'), month('2023-05')], 2023, 3)).toEqual([
      { what: 'dues', n: 2, asks: false },
    ]);
  });
  test('where no limit is known nothing is asked', () => {
    expect(countOf([month('2023-01'), month('2023-02'), month('2023-03')], 2023, null)[0]!.asks).toBe(false);
  });
  test('a month is a month, and has begun', () => {
    const today = day('2023-10-05');
    expect(monthRefusals('2023-10', today)).toEqual([]);
    expect(
      [monthRefusals('2023', today), monthRefusals('2023-11', today)].flat().map(({ code }) => code),
    ).toEqual(['which_month', 'in_the_future']);
  });
});

describe('a suspension', () => {
  const facts = {
    ...{ from: day('2023-03-01'), until: day('2023-05-29'), extendedUntil: null, extensionNumber: null },
    ...{
      endedOn: null,
      endDocument: null,
      decidedOn: day('2023-03-01'),
      today: day('2023-10-05'),
      isMember: true,
      isOrdered: false,
    },
    most: { value: 90, source: '22-QĐ/TW', isCertain: true },
    mostWithExtension: { value: 180, source: '22-QĐ/TW', isCertain: true },
  };
  test.each([
    ['of ninety days', {}, []],
    ['of ninety-one', { until: day('2023-05-30') }, ['too_long until_on']],
    [
      'extended without a decision',
      { extendedUntil: day('2023-06-10') },
      ['which_document extension_number'],
    ],
    [
      'extended to 181 days',
      { extendedUntil: day('2023-08-28'), extensionNumber: '2' },
      ['too_long extended_until'],
    ],
    ['extended to 180', { extendedUntil: day('2023-08-27'), extensionNumber: '2' }, []],
    ['ended without a decision', { endedOn: day('2023-04-01') }, ['which_document end_document']],
    ['of somebody who is no member', { isMember: false }, ['not_a_member person']],
    ['that an order has put in the list already', { isOrdered: true }, ['ordered_already person']],
  ])('%s', (_, more, codes) => {
    expect(suspensionRefusals({ ...facts, ...more }).map(({ code, field }) => `${code} ${field}`)).toEqual(
      codes,
    );
  });
});
