/** Which year and period a page shows where none was asked for: the last that ended, or that of a demonstration's records. */
import { latestQuarter } from '../forms/period.ts';
import { latestYear } from '../reports/asked.ts';
import type { Desk } from './desk.tsx';

type Asking = Pick<Desk, 'demonstrationYear' | 'clock'>;

export const usualYear = (desk: Asking): number => desk.demonstrationYear ?? latestYear(desk.clock.today());

/** The period of a form. */
export function usualPeriod(desk: Asking): string {
  const year = desk.demonstrationYear;
  return year ? `${year}-9M` : latestQuarter(desk.clock.today());
}

export function usualQuarter(desk: Asking): string {
  const year = desk.demonstrationYear;
  return year ? `${year}-Q3` : latestQuarter(desk.clock.today());
}
