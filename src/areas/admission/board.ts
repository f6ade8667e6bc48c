/** The dossiers under way, each with where it stands and what is due: for the board, the list and the forecast. */
import type { Reader } from '../../db/door.ts';
import { daysBetween, type PlainDate } from '../../kernel/plain-date.ts';
import type { Regulations } from '../../regulations/reader.ts';
import { asked, workingDays } from './dossier-facts.ts';
import { type DossierLine, dossiers, type StoredStep, stepsOf } from './dossier-store.ts';
import { type Stand, standOf } from './progress.ts';
import { STEP_KEYS, type StepKey } from './steps.ts';
import { dueOf } from './time-rules.ts';

export type BoardLine = DossierLine & {
  steps: readonly StoredStep[];
  stand: Stand;
  /** The step to be done; null once recognised. */
  at: StepKey | null;
  /** The first deadline among the steps still to be done. */
  due: PlainDate | null;
  /** Days since the last step, or since the opening. */
  waited: number;
};

/** Whether its deadline is past. */
export const isLate = ({ due }: Pick<BoardLine, 'due'>, today: PlainDate): boolean =>
  due !== null && due < today;

export async function boardOf(
  tx: Reader,
  regulations: Regulations,
  today: PlainDate,
  within: { beneath: string | null; since: PlainDate | null },
): Promise<BoardLine[]> {
  const lines = await dossiers(tx, within);
  const steps = Map.groupBy(
    await stepsOf(
      tx,
      lines.map(({ id }) => id),
    ),
    ({ candidate }) => candidate,
  );
  const rule = asked(regulations);
  return lines.map((line) => {
    const own = steps.get(line.id) ?? [];
    const stand = standOf(own);
    const open = STEP_KEYS.filter((key) => !stand.valid.get(key)?.some(({ result }) => result === 'done'));
    const dues = open.flatMap((key) => dueOf({ stand, rule, workingDays }, key)?.due ?? []);
    return {
      ...line,
      steps: own,
      stand,
      at: stand.current,
      due: dues.sort()[0] ?? null,
      waited: daysBetween(stand.since ?? line.opened_on, today),
    };
  });
}

/** What a list is narrowed to. */
export type BoardFilter = { at?: string | undefined; source?: string | undefined; late?: boolean };

/** Lines that fit; recognised ones are not under way any more. `pool` stands for no step recorded. */
export const narrowed = (lines: readonly BoardLine[], filter: BoardFilter, today: PlainDate): BoardLine[] =>
  lines.filter(
    (line) =>
      line.at !== null &&
      line.ended_on === null &&
      (!filter.at || columnOf(line) === filter.at) &&
      (!filter.source || line.sources.includes(filter.source)) &&
      (!filter.late || isLate(line, today)),
  );

/** The column of the board: the step to be done, or the pool before any paper. */
export const columnOf = ({ at, stand }: Pick<BoardLine, 'at' | 'stand'>): StepKey | 'pool' =>
  stand.furthest === null && stand.returned === null ? 'pool' : (at ?? 'pool');
