/** Loads what the pre-check looks at: the dossier, its steps and people, and the rules as questions with a day. */
import type { Reader } from '../../db/door.ts';
import type { PartialDate } from '../../kernel/partial-date.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import type { AnyRow, Catalogue } from '../../records/catalogue.ts';
import { loadRecord } from '../../records/store.ts';
import { loadCalendar } from '../../regulations/calendar/read.ts';
import { addWorkingDays } from '../../regulations/calendar/working-days.ts';
import { bodyCode, type Regulations } from '../../regulations/reader.ts';
import { isMemberOn } from '../membership/contract.ts';
import { bodyOn, CELL_KINDS, unitOn } from '../organisation/contract.ts';
import { candidate } from './dossier.ts';
import { type StoredStep, sponsorsOn, stepsOf } from './dossier-store.ts';
import type { DossierFacts, RuleOn } from './findings.ts';
import { doneOf, lastOf, type Stand, standOf } from './progress.ts';
import type { StepKey } from './steps.ts';

/** A rule on a day as the pre-check asks for it; undefined where no value is known, or no pack declares it. */
export const asked =
  (regulations: Regulations): DossierFacts['rule'] =>
  <T>(id: string, day: PlainDate): RuleOn<T> | undefined => {
    const rule = regulations.valueOn<T>(id, day);
    return (
      rule && {
        id,
        value: rule.value,
        source: regulations.sourceOf(rule),
        isCertain: rule.known === 'A',
      }
    );
  };

/** The last day in time, by the holidays of each year; null where a year on the way is not known. */
export function workingDays(from: PlainDate, count: number): PlainDate | null {
  const deadline = addWorkingDays(from, count, loadCalendar());
  return deadline.ok ? deadline.value.on : null;
}

export type Loaded = { row: AnyRow; person: AnyRow | undefined; steps: StoredStep[]; stand: Stand };

type House = { catalogue: Catalogue; regulations: Regulations };

/** A dossier with its steps; undefined where it is not open to the reader. */
export async function loadDossier(tx: Reader, { catalogue }: House, id: string): Promise<Loaded | undefined> {
  const row = await loadRecord(tx, candidate, id);
  if (!row) return undefined;
  const steps = await stepsOf(tx, [id]);
  const person = await loadRecord(tx, catalogue.record('person'), row.person as string);
  return { row, person, steps, stand: standOf(steps) };
}

/** The facts of a dossier, as they would be with `steps` (those recorded, or with one more that is about to be). */
export async function factsOf(
  tx: Reader,
  house: House,
  { row, person }: Pick<Loaded, 'row' | 'person'>,
  steps: readonly StoredStep[] | readonly Parameters<typeof standOf>[0][number][],
  today: PlainDate,
): Promise<DossierFacts> {
  const stand = standOf(steps);
  const day = lastOf(stand, 'cell_resolution')?.done_on ?? today;
  const cell = await unitOn(tx, row.unit as string, today);
  return {
    today,
    stand,
    openedOn: row.opened_on as PlainDate,
    schooling: row.schooling as string | null,
    isReadmission: row.is_readmission === true,
    consent: row.consent as string | null,
    consentOn: row.consent_on as PlainDate | null,
    born: (person?.birth_date ?? null) as PartialDate | null,
    isYouthUnion: person?.youth_union === true,
    isMember: await isMemberOn(tx, row.person as string, today),
    isCell: cell !== undefined && CELL_KINDS.includes(cell.kind),
    sponsors: await sponsorsOn(tx, row.id, day),
    deciders: await decidersOf(tx, stand),
    rule: asked(house.regulations),
    workingDays,
  };
}

async function decidersOf(tx: Reader, stand: Stand): Promise<Map<StepKey, string | null>> {
  const codes = new Map<StepKey, string | null>();
  for (const step of ['admission_decision', 'recognition_decision'] as const) {
    const row = doneOf(stand, step);
    if (!row?.body) continue;
    const body = await bodyOn(tx, row.body, row.done_on);
    codes.set(step, body ? bodyCode({ body: body.kind, unitKind: body.unitKind }) : null);
  }
  return codes;
}
