/** What kind a unit was on a day, as a dimension: for SQL, and for the second method. */
import type { PlainDate } from '../kernel/plain-date.ts';
import type { Facts } from './facts.ts';

/** SQL: the kind `unit` had on `day`; null where it did not exist. */
export const unitKindSql = (unit: string, day: string): string => `(select u.kind from unit_period u
    where u.unit = ${unit} and ${day} >= u.valid_from and (u.valid_to is null or ${day} < u.valid_to))`;

/** The same from raw rows. */
export const unitKindOf = (facts: Facts, unit: unknown, day: PlainDate): unknown =>
  (unit && facts.unitOn(unit as string, day)?.kind) ?? null;
