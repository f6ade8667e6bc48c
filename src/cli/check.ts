/** `capuy check`: recounts every figure by a second method and verifies closure, places, stays and audit chain. */
import { parseArgs } from 'node:util';
import { figures } from '../catalogue.ts';
import { checkAll } from '../figures/check.ts';
import type { When } from '../figures/define.ts';
import { editions } from '../forms/editions.ts';
import { withEveryCell } from '../forms/layout.ts';
import { dateOf, isPlainDate, type PlainDate, yearOf } from '../kernel/plain-date.ts';
import type { Language } from '../kernel/words.ts';
import type { Regulations } from '../regulations/reader.ts';
import { MEMBERSHIP_BALANCE } from '../reports/checks.ts';
import { periodOf, whenOf } from '../reports/request.ts';
import { checkText } from './check-text.ts';
import { withMachine } from './machine.ts';

const USAGE = `check                  kiểm tra mọi thứ · check everything
  --year Y             chỉ năm này (lặp lại được) · only this year (repeatable)
  --forms              đếm lại cả từng ô của các biểu thống kê · every cell of the official forms too
  --as-of DATE         ngày của việc đang làm trong năm đó · day of work in progress in its year
  --json  --lang vi|en`;

type Arguments = {
  years: number[];
  asOf: PlainDate | null;
  json: boolean;
  forms: boolean;
  language: Language;
};

function readArguments(args: string[]): Arguments | undefined {
  try {
    const { values } = parseArgs({
      args,
      options: {
        year: { type: 'string', multiple: true, default: [] },
        'as-of': { type: 'string' },
        json: { type: 'boolean', default: false },
        forms: { type: 'boolean', default: false },
        lang: { type: 'string', default: 'vi' },
      },
    });
    const { lang, json, forms, year, 'as-of': day } = values;
    if (year.some((text) => !/^(19|20|21)\d\d$/.test(text)) || (lang !== 'vi' && lang !== 'en'))
      return undefined;
    if (day !== undefined && !isPlainDate(day)) return undefined;
    const asOf = (day as PlainDate | undefined) ?? null;
    return { years: year.map(Number), asOf, json, forms, language: lang };
  } catch {
    return undefined;
  }
}

/** Years too early for the rules the product knows cannot be counted, only named by the years that were. */
const isCountable = (regulations: Regulations, year: number): boolean =>
  regulations.valueOn('admit.counting_date', dateOf(year, 9, 30)) !== undefined;

/** Nine months and the whole of each year; where work in progress is asked for a day, the nine months as of it. */
const periods =
  ({ years, asOf }: Arguments, regulations: Regulations) =>
  (known: readonly number[]): When[] =>
    (years.length > 0 ? years : known.filter((year) => isCountable(regulations, year))).flatMap((year) => {
      const nine = periodOf(year, asOf && yearOf(asOf) === year ? asOf : null);
      const end = dateOf(year, 12, 31);
      return [whenOf(nine, regulations), whenOf({ from: nine.from, to: end, asOf: end }, regulations)];
    });

/** Runs the checks; 0 when all hold, 1 when something is wrong, 2 for arguments that cannot be understood. */
export async function run(args: string[]): Promise<number> {
  const wanted = readArguments(args);
  if (!wanted) {
    process.stderr.write(`${USAGE}\n`);
    return 2;
  }
  return withMachine(async (machine) => {
    const results = await checkAll(machine.owner, {
      who: machine,
      figures: wanted.forms ? withEveryCell(editions(figures), figures) : figures,
      periods: periods(wanted, machine.regulations),
      balance: MEMBERSHIP_BALANCE,
    });
    const text = wanted.json ? JSON.stringify(results, null, 2) : checkText(results, wanted.language);
    process.stdout.write(`${text}\n`);
    return results.every(({ ok }) => ok) ? 0 : 1;
  });
}
