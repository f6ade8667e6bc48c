/** The same checks as `capuy check`, over a copy. */
import { openMachineSession } from '../areas/access/commands.ts';
import { closeSession } from '../areas/access/store.ts';
import { figures } from '../catalogue.ts';
import type { Database } from '../db/connection.ts';
import { type CheckResult, checkAll } from '../figures/check.ts';
import type { When } from '../figures/define.ts';
import type { Clock } from '../kernel/clock.ts';
import { dateOf } from '../kernel/plain-date.ts';
import { loadRegulations, type Regulations } from '../regulations/reader.ts';
import { MEMBERSHIP_BALANCE } from '../reports/checks.ts';
import { periodOf, whenOf } from '../reports/request.ts';

/** Nine months and the whole of each year the product knows rules for. */
export const countablePeriods =
  (regulations: Regulations) =>
  (years: readonly number[]): When[] =>
    years
      .filter((year) => regulations.valueOn('admit.counting_date', dateOf(year, 9, 30)) !== undefined)
      .flatMap((year) => {
        const end = dateOf(year, 12, 31);
        const nine = periodOf(year, null);
        return [whenOf(nine, regulations), whenOf({ from: nine.from, to: end, asOf: end }, regulations)];
      });

/** Recounts every figure, compares tree and places, verifies the chain; repairs nothing. */
export async function recount(owner: Database, app: Database, clock: Clock): Promise<CheckResult[]> {
  const token = await openMachineSession(owner, clock);
  try {
    return await checkAll(owner, {
      who: { db: app, token, clock },
      figures,
      periods: countablePeriods(loadRegulations()),
      balance: MEMBERSHIP_BALANCE,
    });
  } finally {
    await closeSession(app, token);
  }
}
