/** `capuy check`: recounts, re-derives and verifies; names what is wrong and repairs nothing. */
import { CHAIN_FAULTS, verifyChain } from '../audit/verify.ts';
import type { Database } from '../db/connection.ts';
import { asFigures, read, type Who } from '../db/door.ts';
import { formatDate, type PlainDate } from '../kernel/plain-date.ts';
import { type Words, w } from '../kernel/words.ts';
import { type Comparison, compareCounts, type Difference } from './compare.ts';
import type { FigureCatalogue, When } from './define.ts';
import type { Facts } from './facts.ts';
import { type Culprit, closureFaults, doubleStays, placeFaults, rowPlaceFaults } from './integrity.ts';
import { loadFacts } from './recount.ts';

export type CheckResult = {
  code: 'closure' | 'places' | 'row_places' | 'one_cell' | 'balance' | 'figures' | 'audit';
  words: Words;
  ok: boolean;
  /** How many things were looked at, where that is countable. */
  checked?: number;
  /** At most 50; `faults` says how many there are. */
  culprits: Culprit[];
  faults: number;
};

/** Keys of a roll-forward: opening + come − gone = closing. */
export type BalanceKeys = { opening: string; come: string; gone: string; closing: string };

export type CheckOptions = {
  who: Who;
  figures: FigureCatalogue;
  /** The periods to recount, given the years in which anything happened. */
  periods: (years: readonly number[]) => readonly When[];
  balance: BalanceKeys;
};

const SHOWN = 50;

function result(
  code: CheckResult['code'],
  words: Words,
  culprits: readonly Culprit[],
  checked?: number,
): CheckResult {
  const size = checked === undefined ? {} : { checked };
  const faults = culprits.length;
  return { code, words, ok: faults === 0, ...size, culprits: culprits.slice(0, SHOWN), faults };
}

/**
 * Runs every check. `owner` is a connection with the owner's rights, for what lies outside any mandate; figures
 * are counted and recounted under the session of `who`, from one snapshot.
 */
export async function checkAll(owner: Database, options: CheckOptions): Promise<CheckResult[]> {
  const today = options.who.clock.today();
  const rows = [
    result('closure', w('Quan hệ cấp trên, cấp dưới', 'The tree’s closure'), await closureFaults(owner)),
    result(
      'places',
      w('Vị trí các đơn vị trong cây tổ chức', 'Places of units'),
      await placeFaults(owner, today),
    ),
    result('row_places', w('Vị trí của các bản ghi', 'Places of records'), await rowPlaceFaults(owner)),
    result('one_cell', w('Mỗi đảng viên ở một chi bộ', 'Each member in one cell'), await doubleStays(owner)),
    await auditResult(owner),
  ];
  const comparisons = await compareAll(options, today);
  return [...rows, balanceResult(comparisons, options), figuresResult(comparisons)];
}

async function auditResult(owner: Database): Promise<CheckResult> {
  const { entries, broken } = await verifyChain(owner);
  const culprits = broken.map(({ id, reason, record }): Culprit => {
    const fault = CHAIN_FAULTS[reason];
    const words = w(`Nhật ký, mục ${id}: ${fault.vi}`, `Audit entry ${id}: ${fault.en}`);
    return record ? { words, record } : { words };
  });
  return result('audit', w('Chuỗi nhật ký', 'The chain of the audit log'), culprits, entries);
}

const compareAll = ({ who, figures, periods }: CheckOptions, today: PlainDate): Promise<Comparison[]> =>
  read(who, async (tx) => {
    const facts = await asFigures(tx, null, loadFacts);
    const comparisons: Comparison[] = [];
    for (const when of periods(yearsOf(facts, today))) {
      comparisons.push(await compareCounts(tx, figures, facts, when, today));
    }
    return comparisons;
  });

/** Tables whose dated rows are events that reports count. */
const EVENT_COLUMNS: readonly [table: string, column: string][] = [
  ['admission', 'decided_on'],
  ['discipline_decision', 'decided_on'],
  ['inspection', 'opened_on'],
  ['petition', 'received_on'],
  ['study_session', 'held_on'],
  ['training', 'held_from'],
  ['commendation', 'decided_on'],
];

/** The years up to this one in which anything happened, in order; this year where nothing ever did. */
export function yearsOf(facts: Facts, today: PlainDate): number[] {
  const now = Number(today.slice(0, 4));
  const years = EVENT_COLUMNS.flatMap(([table, column]) =>
    facts.rows(table).map((row) => Number(String(row[column]).slice(0, 4))),
  );
  const known = [...new Set(years)].filter((year) => year <= now).sort((a, b) => a - b);
  return known.length > 0 ? known : [now];
}

const periodWords = (when: When): Words =>
  w(
    `${formatDate(when.from, 'vi')}–${formatDate(when.to, 'vi')}`,
    `${formatDate(when.from, 'en')}–${formatDate(when.to, 'en')}`,
  );

function balanceResult(comparisons: readonly Comparison[], { balance }: CheckOptions): CheckResult {
  const culprits: Culprit[] = [];
  let checked = 0;
  for (const { when, values } of comparisons) {
    const period = periodWords(when);
    for (const [unit, of] of values) {
      const [opening, come, gone, closing] = [
        balance.opening,
        balance.come,
        balance.gone,
        balance.closing,
      ].map((key) => of.get(key) ?? 0) as [number, number, number, number];
      checked += 1;
      if (opening + come - gone === closing) continue;
      const sum = `${opening} + ${come} − ${gone} = ${opening + come - gone} ≠ ${closing}`;
      culprits.push({
        words: w(`${period.vi}: ${sum}`, `${period.en}: ${sum}`),
        record: { type: 'unit', id: unit },
      });
    }
  }
  const words = w('Đảng viên đầu kỳ + tăng − giảm = cuối kỳ', 'Members: opening + come − gone = closing');
  return result('balance', words, culprits, checked);
}

function figuresResult(comparisons: readonly Comparison[]): CheckResult {
  const culprits = comparisons.flatMap(({ when, differences }) =>
    differences.map((difference) => figureCulprit(when, difference)),
  );
  const numbers = comparisons.reduce((sum, comparison) => sum + comparison.numbers, 0);
  const years = [...new Set(comparisons.map(({ when }) => when.year))].join(', ');
  const words = w(`Đếm lại mọi số liệu bằng cách thứ hai (${years})`, `Every figure recounted (${years})`);
  return result('figures', words, culprits, numbers);
}

function figureCulprit(when: When, difference: Difference): Culprit {
  const { key, unit, counted, recounted, onlyCounted, onlyRecounted } = difference;
  const period = periodWords(when);
  const list = (ids: readonly string[]) => (ids.length > 0 ? ids.join(', ') : '–');
  const [one, other] = [list(onlyCounted), list(onlyRecounted)];
  return {
    words: w(
      `${key} (${period.vi}): báo cáo ${counted}, đếm lại ${recounted}; chỉ có trong báo cáo: ${one}; chỉ có khi đếm lại: ${other}`,
      `${key} (${period.en}): report ${counted}, recounted ${recounted}; only in the report: ${one}; only recounted: ${other}`,
    ),
    record: { type: 'unit', id: unit },
  };
}
