/**
 * The second demonstration: a commune of the two-tier model, its records of 2026 under 21-QĐ/TW and 212-QĐ/TW. Small, and
 * all people and events are invented. Units are founded on 1/7/2025 and bear the kinds of 208-QĐ/TW from 26/7/2026.
 */
import { plainDate } from '../src/kernel/plain-date.ts';
import { w } from '../src/kernel/words.ts';
import { loadRegulations } from '../src/regulations/reader.ts';
import { lettersOf, matterOf, signsFromLetter } from './commune-letters.ts';
import { sanctionsOf } from './commune-sanctions.ts';
import { type Desk, inspectByProgramme, inspectOnSigns } from './commune-sessions.ts';
import { appoint, COMMUNE, foundCommune, type World } from './commune-units.ts';
import { createLedger, type ExchangeFolder } from './exchange.ts';
import { createNumbering } from './numbering.ts';
import { createRandom } from './random.ts';

export { COMMUNE };

/** What came later is not told. */
const LAST_DAY = plainDate('2026-11-13');

const TITLE = w(
  'Một xã năm 2026, dữ liệu minh họa (mọi người và sự việc đều hư cấu)',
  'A commune of 2026, demonstration data (all people and events are invented)',
);

/** The whole folder; the same seed gives the same bytes. */
export function generateCommune2026(seed = COMMUNE): ExchangeFolder {
  const ledger = createLedger({ format: 1, title: TITLE, demonstration: true }, seed);
  const world: World = { ledger, random: createRandom(seed) };
  const commune = foundCommune(world);
  appoint(world, commune);
  const random = createRandom(`files of ${seed}`);
  const registry = { ledger, random, numbering: createNumbering(), regulations: loadRegulations() };
  const desk: Desk = { ...registry, last: LAST_DAY, commune };
  inspectByProgramme(desk);
  const letters = lettersOf(desk);
  const signs = inspectOnSigns(desk);
  signsFromLetter(desk, letters.anonymous, signs);
  matterOf(desk, letters);
  sanctionsOf(desk, signs, letters);
  return ledger.folder;
}
