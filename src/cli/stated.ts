import { existsSync, readFileSync } from 'node:fs';
import { figures } from '../catalogue.ts';
import { flagsOfStated, type Stated, type StatedPercentage } from '../reports/stated.ts';
import { complain } from './complain.ts';

type StatedFile = { figures: Record<string, number>; percentages?: StatedPercentage[] };

/** `stated FILE.json`: what does not fit in figures somebody typed or published; flags, never repairs. */
export async function run(args: string[]): Promise<number> {
  const file = args[0];
  if (!file || !existsSync(file)) {
    complain([
      { code: 'usage', message: { vi: 'Cách dùng: stated TỆP.json', en: 'Usage: stated FILE.json' } },
    ]);
    return 2;
  }
  const given = JSON.parse(readFileSync(file, 'utf8')) as StatedFile;
  const stated: Stated[] = Object.entries(given.figures).map(([key, value]) => ({ key, value }));
  const flags = flagsOfStated(stated, given.percentages ?? [], { catalogue: figures });
  for (const flag of flags)
    process.stdout.write(`${flag.message.vi} [${flag.figures.join(', ')}]\n  ${flag.message.en}\n`);
  return flags.length > 0 ? 1 : 0;
}
