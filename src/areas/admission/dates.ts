/** Days that follow from an admission's own dates and the rules in force; pure. */
import { addMonths, type PlainDate } from '../../kernel/plain-date.ts';

/**
 * The last day on which an awareness-class certificate still counts at the cell's meeting (rule `admit.class_validity`,
 * months; 06-HD/TW, point 5.4): issued 15/1/2020 with 60 months, it counts up to 15/1/2025.
 */
export const certificateValidUntil = (issuedOn: PlainDate, months: number): PlainDate =>
  addMonths(issuedOn, months);

/** The day probation ends: so many months after the ceremony (rule `probation.length`; Điều lệ Đảng, Điều 5). */
export const probationEnds = (ceremonyOn: PlainDate, months: number): PlainDate =>
  addMonths(ceremonyOn, months);

/**
 * The day party age is counted from once the member is official: the date written on the admission decision, or the
 * ceremony, as rule `party_age.start` says (Điều lệ Đảng, Điều 5 khoản 4).
 */
export const partyAgeFrom = (
  admission: { decidedOn: PlainDate; ceremonyOn: PlainDate },
  start: string,
): PlainDate => (start === 'ceremony' ? admission.ceremonyOn : admission.decidedOn);

/** The day somebody born on a day becomes so many years old; of 29/2 it is the 28th in other years. */
export const birthday = (born: PlainDate, years: number): PlainDate => addMonths(born, years * 12);
