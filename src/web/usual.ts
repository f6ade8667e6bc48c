/** Which year and period a page shows where none was asked for: the last that ended, or that of a demonstration's records. */
import { latestQuarter } from '../forms/period.ts';
import { latestYear } from '../reports/asked.ts';
import type { Desk } from './desk.tsx';

const DISTRICT_YEAR = 2023;

type Asking = Pick<Desk, 'demonstration' | 'demonstrationYear' | 'clock'>;

const ofDemonstration = ({ demonstration, demonstrationYear }: Asking): number | undefined =>
  demonstration ? (demonstrationYear ?? DISTRICT_YEAR) : undefined;

export const usualYear = (desk: Asking): number => ofDemonstration(desk) ?? latestYear(desk.clock.today());

/** The period of a form. */
export function usualPeriod(desk: Asking): string {
  const year = ofDemonstration(desk);
  return year ? `${year}-9M` : latestQuarter(desk.clock.today());
}

export function usualQuarter(desk: Asking): string {
  const year = ofDemonstration(desk);
  return year ? `${year}-Q3` : latestQuarter(desk.clock.today());
}
