/**
 * The demonstration: Đảng bộ huyện Quế Sơn with invented people and events that give the figures of its
 * nine-month report of 2023; and, from the same parts, a commune, a province or the country for measuring.
 * The same seed gives the same bytes. Run as a program: `generate.ts FOLDER [commune|district|province|country] [SEED]`.
 */
import { type Words, w } from '../src/kernel/words.ts';
import { type ExchangeWriter, openExchange } from './csv.ts';
import { disciplineDistrict } from './discipline.ts';
import { tellFiles } from './district-files.ts';
import { openDossiers } from './dossiers.ts';
import { createLedger, type ExchangeFolder, type Ledger, type Manifest } from './exchange.ts';
import { inspectGrassroots } from './grassroots-inspection.ts';
import { type Cases, createCases, inspectDistrict } from './inspection.ts';
import { tellLives } from './life.ts';
import { carryOut, openRecords, type World } from './membership.ts';
import { recordMerger } from './merger.ts';
import { createPlan, planCrossing, planDistrict } from './moves.ts';
import { createNumbering } from './numbering.ts';
import { registerPetitions } from './petitions.ts';
import { QUE_SON, THANG_BINH } from './places.ts';
import { type DistrictPlan, inventedDistrict, placeName } from './plan.ts';
import { createRandom } from './random.ts';
import { reviewYear } from './reviews.ts';
import { COMMITTEE_BODIES, type District, foundBodies, foundDistrict, foundUnit } from './structure.ts';
import { handDownTargets } from './targets.ts';
import { workOfDistrict } from './work.ts';

export type Size = 'commune' | 'district' | 'province' | 'country';
export type Options = { size: Size; seed: string };

export const DEMONSTRATION: Options = { size: 'district', seed: 'que-son' };

const TITLES: Record<Size, Words> = {
  commune: w('Một xã minh họa (mọi người và sự việc đều hư cấu)', 'A demonstration commune (all invented)'),
  district: w(
    'Đảng bộ huyện Quế Sơn, dữ liệu minh họa (mọi người và sự việc đều hư cấu)',
    'The Party organisation of Quế Sơn district, demonstration data (all people and events are invented)',
  ),
  province: w(
    'Một tỉnh minh họa (mọi người và sự việc đều hư cấu)',
    'A demonstration province (all invented)',
  ),
  country: w('Cả nước minh họa (mọi người và sự việc đều hư cấu)', 'A demonstration country (all invented)'),
};

const manifestOf = (size: Size): Manifest => ({ format: 1, title: TITLES[size], demonstration: true });

/** Everything of one district that needs no other: cases, work. A district of few units has no cases of its own. */
function tellDistrict(world: World, district: District, expulsions: ReturnType<typeof planDistrict>): Cases {
  const cases = createCases(world, district, expulsions);
  if (district.grassroots.length > 20) {
    inspectDistrict(cases);
    disciplineDistrict(cases);
    registerPetitions(world, district);
  }
  if (district.plan.given === null) return cases;
  inspectGrassroots(cases);
  workOfDistrict(cases);
  return cases;
}

/** Neighbouring districts told together, so that members can move between them; then they may be written off. */
function tellTogether(ledger: Ledger, seed: string, province: string, plans: readonly DistrictPlan[]): void {
  const random = createRandom(`${seed}/${plans[0]!.code}`);
  const districts = plans.map((plan) => foundDistrict(ledger, plan, province));
  const plan = createPlan(random.fork('moves'));
  const expulsions = districts.map((district) => (district.plan.given ? planDistrict(plan, district) : []));
  if (districts[1]) planCrossing(plan, districts[0]!, districts[1], 2);
  const world: World = {
    ledger,
    random: random.fork('life'),
    numbering: createNumbering(),
    roster: new Map(),
  };
  openRecords(
    world,
    plan,
    districts.flatMap((district) => district.cells),
  );
  carryOut(world, plan);
  const told = districts.map((district, i) => {
    const own = { ...world, random: random.fork(`work of ${district.code}`) };
    for (const grassroots of district.grassroots) recordMerger(own, grassroots);
    handDownTargets(own, district, province);
    const cases = tellDistrict(own, district, expulsions[i]!);
    if (district.plan.given) openDossiers(own, district);
    if (district.plan.given && district.grassroots.length > 20) tellLives(own, plan, district);
    return cases;
  });
  // Last, so that nothing told before changes with it.
  const whole = told.filter(({ district: { plan } }) => plan.given && plan.grassroots.length > 20);
  for (const { district } of whole) reviewYear(world, district);
  for (const cases of whole) tellFiles(cases);
}

/** Called after each piece of the story, with the rows since the last call in the ledger. */
type Flush = () => void;

const MEMBERS_OF_PROVINCE = 164_000;
const MEMBERS_OF_DISTRICT = 3_900;

/** Quế Sơn and as many invented districts as it takes, two at a time. */
function tellProvince(ledger: Ledger, { seed }: Options, flush: Flush): void {
  const province = foundProvince(ledger, null, 'quang-nam', 'Đảng bộ tỉnh Quảng Nam');
  const count = Math.round((MEMBERS_OF_PROVINCE - 3716) / MEMBERS_OF_DISTRICT);
  const plans = [QUE_SON];
  for (let n = 1; n <= count; n++) {
    const code = n === 1 ? 'thang-binh' : `huyen-${String(n).padStart(2, '0')}`;
    const plan = inventedDistrict(seed, n, code, MEMBERS_OF_DISTRICT + ((n * 137) % 401) - 200);
    plans.push(n === 1 ? { ...plan, name: THANG_BINH.name, place: THANG_BINH.place } : plan);
  }
  tellInPairs(ledger, seed, province, plans, flush);
}

function tellInPairs(
  ledger: Ledger,
  seed: string,
  province: string,
  plans: readonly DistrictPlan[],
  flush: Flush,
): void {
  for (let i = 0; i < plans.length; i += 2) {
    tellTogether(ledger, seed, province, plans.slice(i, i + 2));
    flush();
  }
}

function foundProvince(ledger: Ledger, parent: string | null, code: string, name: string): string {
  const { unit } = foundUnit(ledger, { parent, kind: 'province', name, code });
  foundBodies(ledger, unit, COMMITTEE_BODIES);
  return unit;
}

const PROVINCES = 63;
const DISTRICTS_OF_A_PROVINCE = 22;

/** About 5,4 million members in 63 provinces; for writing piece by piece only. */
function tellCountry(ledger: Ledger, { seed }: Options, flush: Flush): void {
  const root = foundUnit(ledger, {
    parent: null,
    kind: 'central',
    name: 'Đảng bộ toàn quốc',
    code: 'toan-quoc',
  });
  for (let p = 1; p <= PROVINCES; p++) {
    const code = `tinh-${String(p).padStart(2, '0')}`;
    const province = foundProvince(ledger, root.unit, code, `Đảng bộ tỉnh ${placeName(p * 3)}`);
    const plans = Array.from({ length: DISTRICTS_OF_A_PROVINCE }, (_, n) =>
      inventedDistrict(
        seed,
        p * 100 + n,
        `${code}.huyen-${String(n + 1).padStart(2, '0')}`,
        MEMBERS_OF_DISTRICT,
      ),
    );
    tellInPairs(ledger, seed, province, plans, flush);
  }
}

function tell(ledger: Ledger, options: Options, flush: Flush): void {
  const { size } = options;
  if (size === 'province') tellProvince(ledger, options, flush);
  else if (size === 'country') tellCountry(ledger, options, flush);
  else tellQueSon(ledger, options, flush);
}

/** Quế Sơn alone, or one commune of it, beneath its province. */
function tellQueSon(ledger: Ledger, { size, seed }: Options, flush: Flush): void {
  const province = foundProvince(ledger, null, 'quang-nam', 'Đảng bộ tỉnh Quảng Nam');
  const commune = QUE_SON.grassroots.filter(({ code }) => code === 'que-xuan-1');
  const plan = size === 'commune' ? { ...QUE_SON, grassroots: commune } : QUE_SON;
  tellTogether(ledger, seed, province, size === 'commune' ? [plan] : [plan, THANG_BINH]);
  flush();
}

/** A whole folder in memory; not meant for the country. */
export function generate(options: Options): ExchangeFolder {
  const ledger = createLedger(manifestOf(options.size), options.seed);
  tell(ledger, options, () => {});
  return ledger.folder;
}

/** The demonstration district. */
export const generateDistrict = (): ExchangeFolder => generate(DEMONSTRATION);

/** Writes a folder piece by piece: no more than two districts are in memory at a time. */
export function streamExchange(folder: string, options: Options): void {
  const manifest = manifestOf(options.size);
  const ledger = createLedger(manifest, options.seed);
  const writer: ExchangeWriter = openExchange(folder, manifest);
  tell(ledger, options, () => {
    writer.write(ledger.folder);
    ledger.clear();
  });
  writer.close();
}

if (import.meta.main) {
  const [folder, size = DEMONSTRATION.size, seed = DEMONSTRATION.seed] = process.argv.slice(2);
  if (!folder || !(size in TITLES)) {
    console.error('generate.ts FOLDER [commune|district|province|country] [SEED]');
    process.exitCode = 2;
  } else streamExchange(folder, { size: size as Size, seed });
}
