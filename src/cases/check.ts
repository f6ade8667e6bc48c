/**
 * Holds published cases against the product: makes the records a case speaks of, imports them into a database of its
 * own, counts, and compares. A number that does not come out is told; nothing is copied from the input to the output.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { openMachineSession } from '../areas/access/commands.ts';
import type { Fresh } from '../backup/scratch.ts';
import { asFigures, read } from '../db/door.ts';
import { type ImportRefusal, importExchange } from '../exchange/import.ts';
import type { FigureCatalogue, When } from '../figures/define.ts';
import { type Wanted as Evaluation, evaluateAll } from '../figures/evaluate.ts';
import type { Clock } from '../kernel/clock.ts';
import { type Words, w } from '../kernel/words.ts';
import type { Catalogue } from '../records/catalogue.ts';
import type { Regulations } from '../regulations/reader.ts';
import { type Built, build, yearEarlier } from './build.ts';
import { faultsOf } from './faults.ts';
import type { Case } from './form.ts';
import { type Days, daysOf, kindOf, knownLevels, ruleOn, whenFor } from './levels.ts';
import { type Reading, type Term, termKey } from './meaning.ts';
import { withNarrower } from './narrower.ts';
import { readable } from './readable.ts';
import { openSheet } from './sheet.ts';
import { type Verdict, verdictOf } from './verdict.ts';
import { type Wanted, wantedOf } from './wanted.ts';

export type Bench = {
  catalogue: Catalogue;
  figures: FigureCatalogue;
  regulations: Regulations;
  clock: Clock;
  /** An empty database for each case. */
  open(): Promise<Fresh>;
  /** Where the files to import are made and removed. */
  folder: string;
  tell(words: Words): void;
  /** Asked between the steps; true ends the run. */
  isStopped(): boolean;
};

/** Checks the cases one after another; one that cannot be built does not keep the others from it. */
export async function checkCases(bench: Bench, cases: readonly Case[]): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  for (const [i, one] of cases.entries()) {
    if (bench.isStopped()) break;
    bench.tell(w(`[${i + 1}/${cases.length}] ${one.id}`, `[${i + 1}/${cases.length}] ${one.id}`));
    verdicts.push(await checkCase(bench, one));
  }
  return verdicts;
}

async function checkCase(given: Bench, one: Case): Promise<Verdict> {
  const bench = { ...given, figures: withNarrower(given.figures, one.figures) };
  const days = daysOf(one, bench.clock.today());
  const kind = kindOf(one, days.to, bench.regulations);
  if (!kind) {
    const refused = w(
      `Không biết cấp “${one.level}”. Các cấp đã biết: ${knownLevels()}.`,
      `The level “${one.level}” is unknown. Known levels: ${knownLevels()}.`,
    );
    const read = new Map(
      [...one.figures.keys()].map((key): [string, Reading] => [key, { ok: false, reason: refused }]),
    );
    return verdictOf(one, {
      read,
      wanted: wantedOf(one.figures, read, bench.figures),
      values: new Map(),
      days,
      refused,
      figures: bench.figures,
    });
  }
  const when = whenFor(days, bench.regulations);
  const { read, wanted } = soundly(one, readable(one, kind, bench.figures), bench.figures);
  const counted =
    wanted.counts.size > 0 ? await counting(bench, one, kind, when, wanted) : { values: new Map() };
  return verdictOf(one, { read, wanted, days, figures: bench.figures, ...counted });
}

/** A base nobody printed is only taken where it does not contradict what is printed. */
function soundly(
  one: Case,
  read: Map<string, Reading>,
  figures: FigureCatalogue,
): { read: ReadonlyMap<string, Reading>; wanted: Wanted } {
  const wanted = wantedOf(one.figures, read, figures);
  if (wanted.baseless.length === 0) return { read, wanted };
  const without = new Map(read);
  const reason = w(
    'nguồn không in tử số, mẫu số',
    'neither side of the share is printed, and none fits the rest',
  );
  for (const key of wanted.baseless) without.set(key, { ok: false, reason });
  const plain = wantedOf(one.figures, without, figures);
  const isSound = faultsOf(wanted, figures).length <= faultsOf(plain, figures).length;
  return isSound ? { read, wanted } : { read: without, wanted: plain };
}

type Counted = { values: Map<string, number>; refused?: Words };

/** Builds, imports and counts; what the import refuses is told with its first fault. */
async function counting(bench: Bench, one: Case, kind: string, when: When, wanted: Wanted): Promise<Counted> {
  const folder = mkdtempSync(path.join(bench.folder, 'case-'));
  try {
    const sheet = openSheet(folder, one.id, bench.clock.now());
    const cells = ruleOn<string[]>(bench.regulations, 'org.kinds.cells', when.to);
    const badgeYears = ruleOn<number[]>(bench.regulations, 'badge.years', when.to);
    const { figures: catalogue } = bench;
    const order = { name: one.unit, kind, when, cells, badgeYears, catalogue, counts: wanted.counts };
    const built = build(sheet, order);
    sheet.close();
    bench.tell(w(`  ${sheet.rows} dòng; nhập và đếm`, `  ${sheet.rows} rows; importing and counting`));
    return await inDatabase(bench, folder, built, when, wanted);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function inDatabase(
  bench: Bench,
  folder: string,
  built: Built,
  when: When,
  wanted: Wanted,
): Promise<Counted> {
  const fresh = await bench.open();
  try {
    const token = await openMachineSession(fresh.owner, bench.clock);
    const { catalogue, regulations, clock } = bench;
    const office = { db: fresh.app, token, clock, catalogue, regulations };
    const imported = await importExchange(office, folder);
    if (!imported.ok) return { values: new Map(), refused: refusedBy(imported.refusals as ImportRefusal[]) };
    const terms = [...wanted.counts.values()].map(({ term }) => term);
    const values = await read(office, (tx) =>
      asFigures(tx, null, async (counter) => {
        const wishes = evaluations(bench, built, when, terms);
        const found = await evaluateAll(counter, bench.figures, wishes);
        return terms.map((term) => {
          const nth = wishes.findIndex(({ isFor }) => isFor(term));
          return [termKey(term), found[nth]!.get(wishes[nth]!.request.tops[0]!)!.get(term.figure)!] as const;
        });
      }),
    );
    return { values: new Map(values) };
  } finally {
    await fresh.close();
  }
}

function refusedBy(refusals: readonly ImportRefusal[]): Words {
  const [first] = refusals;
  const fault = first?.faults?.[0];
  const where = fault ? ` ${fault.file}:${fault.line} ` : ' ';
  return w(
    `Nhập không được:${where}${fault?.message.vi ?? first?.message.vi ?? ''}`,
    `The import refused:${where}${fault?.message.en ?? first?.message.en ?? ''}`,
  );
}

type Wish = Evaluation & { isFor(term: Term): boolean };

/** What is counted for which unit and days. */
function evaluations(bench: Bench, { tree }: Built, when: When, terms: readonly Term[]): Wish[] {
  const earlier = whenFor(yearEarlier(when) as Days, bench.regulations);
  const groups = Map.groupBy(terms, ({ at, earlier: then }) => `${at ?? ''} ${then ?? false}`);
  return [...groups.values()].map((own) => {
    const { at, earlier: then } = own[0]!;
    const request = {
      tops: [at ? tree.named(at) : tree.top],
      when: then ? earlier : when,
      tree: 'then' as const,
      today: bench.clock.today(),
      knownAt: null,
    };
    const isFor = (term: Term) =>
      (term.at ?? '') === (at ?? '') && (term.earlier ?? false) === (then ?? false);
    return { request, keys: own.map(({ figure }) => figure), isFor };
  });
}
