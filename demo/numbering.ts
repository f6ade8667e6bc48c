/** Numbers of decisions and notices: they rise through the year and none is given twice by one office. */
import { dateOf, daysBetween, type PlainDate, yearOf } from '../src/kernel/plain-date.ts';

export type Numbering = {
  /** The number an office gives on a day, such as `214-QĐ/HU`; `rate` is how many it gives a day. */
  next(office: string, type: string, day: PlainDate, rate?: number): string;
};

export function createNumbering(): Numbering {
  const given = new Set<string>();
  return {
    next(office, type, day, rate = 2) {
      const year = yearOf(day);
      let number = 1 + Math.floor(daysBetween(dateOf(year, 1, 1), day) * rate);
      while (given.has(`${office}/${year}/${number}-${type}`)) number += 1;
      given.add(`${office}/${year}/${number}-${type}`);
      return `${number}-${type}`;
    },
  };
}
