import { earliestDay, latestDay, type PartialDate } from '../../kernel/partial-date.ts';
import { addMonths, type PlainDate } from '../../kernel/plain-date.ts';
import type { Refusal } from '../../kernel/refusal.ts';
import type { AnyRow, Behaviour, Context } from '../../records/catalogue.ts';
import { loadRecord } from '../../records/store.ts';
import { inForce } from '../../regulations/in-force.ts';
import { type ActingBody, bodyCode } from '../../regulations/reader.ts';
import {
  type Enrolment,
  enrol,
  type Recognition,
  recognise,
  standingsOf,
  unenrol,
  unrecognise,
} from '../membership/contract.ts';
import { bodyOn, CELL_KINDS, unitOn } from '../organisation/contract.ts';
import { admissionRefusals, type DeciderFacts, recognitionRefusals } from './rules.ts';
import { hasOtherAdmission } from './store.ts';

async function deciderOf(context: Context, row: AnyRow): Promise<DeciderFacts> {
  const day = row.decided_on as PlainDate;
  const body = await bodyOn(context.tx, row.body as string, day);
  return {
    code: body ? bodyCode({ body: body.kind, unitKind: body.unitKind } satisfies ActingBody) : null,
    allowed: inForce<readonly string[]>(context.regulations, 'admit.decider', day),
  };
}

async function checkAdmission(context: Context, row: AnyRow): Promise<Refusal[]> {
  const { tx } = context;
  const person = await loadRecord(tx, context.catalogue.record('person'), row.person as string);
  const decidedOn = row.decided_on as PlainDate;
  const lowest = inForce<number>(context.regulations, 'admit.age_min', decidedOn);
  const highest = inForce<number>(context.regulations, 'admit.age_max', decidedOn);
  const born = (person?.birth_date ?? null) as PartialDate | null;
  const cell = await unitOn(tx, row.unit as string, decidedOn);
  return admissionRefusals({
    decidedOn,
    ceremonyOn: row.ceremony_on as PlainDate | null,
    // Only what is certain counts against somebody whose birth is known by year or month alone.
    lowest: lowest && born ? { ...lowest, reachedOn: addMonths(earliestDay(born), lowest.value * 12) } : null,
    highest:
      highest && born ? { ...highest, passedOn: addMonths(latestDay(born), highest.value * 12 + 1) } : null,
    isCell: cell !== undefined && CELL_KINDS.includes(cell.kind),
    decider: await deciderOf(context, row),
    hasOtherAdmission: await hasOtherAdmission(tx, row.person as string, row.id),
    isReadmission: row.is_readmission === true,
    isHelperOfSelf: row.helper === row.person || row.second_helper === row.person,
    today: context.clock.today(),
  });
}

/** What an admission says of the person's membership; null until the ceremony is held. */
const enrolmentOf = (row: AnyRow | null): Enrolment | null =>
  row?.ceremony_on
    ? {
        person: row.person as string,
        cell: row.unit as string,
        on: row.ceremony_on as PlainDate,
        document: row.number as string,
      }
    : null;

const ON_THE_FORM: Record<string, string> = { cell: 'unit', on: 'ceremony_on' };

/** The step's refusals, at the fields of the form the officer has before the eyes. */
const onTheForm = (refusals: readonly Refusal[], names: Record<string, string>): Refusal[] =>
  refusals.map((r) => (r.field ? { ...r, field: names[r.field] ?? r.field } : r));

/** From the ceremony on the person is a probationary member of the cell (Điều lệ Đảng, Điều 5). */
async function followAdmission(context: Context, row: AnyRow, before: AnyRow | null): Promise<Refusal[]> {
  const [to, was] = [enrolmentOf(row), enrolmentOf(before)];
  const isAnother = was !== null && (to === null || to.person !== was.person);
  const undone = isAnother ? await unenrol(context, was) : [];
  if (undone.length > 0 || !to) return undone;
  return onTheForm(await enrol(context, to, isAnother ? null : was), ON_THE_FORM);
}

async function unfollowAdmission(context: Context, row: AnyRow): Promise<Refusal[]> {
  const was = enrolmentOf(row);
  return was ? unenrol(context, was) : [];
}

async function checkRecognition(context: Context, row: AnyRow): Promise<Refusal[]> {
  const effectiveOn = row.effective_on as PlainDate;
  const standings = await standingsOf(context.tx, row.person as string);
  const probation = standings.findLast((standing) => standing.kind === 'probationary');
  const length = inForce<number>(context.regulations, 'probation.length', effectiveOn);
  return recognitionRefusals({
    decidedOn: row.decided_on as PlainDate,
    effectiveOn,
    probation: probation
      ? {
          from: probation.valid_from,
          until: length ? addMonths(probation.valid_from, length.value) : null,
          length,
        }
      : null,
    decider: await deciderOf(context, row),
    today: context.clock.today(),
  });
}

const recognitionOf = (row: AnyRow): Recognition => ({
  person: row.person as string,
  on: row.effective_on as PlainDate,
  document: row.number as string,
});

async function followRecognition(context: Context, row: AnyRow, before: AnyRow | null): Promise<Refusal[]> {
  const was = before ? recognitionOf(before) : null;
  const isAnother = was !== null && was.person !== row.person;
  const undone = isAnother ? await unrecognise(context, was) : [];
  if (undone.length > 0) return undone;
  return onTheForm(await recognise(context, recognitionOf(row), isAnother ? null : was), {
    on: 'effective_on',
  });
}

export const admissionBehaviours: Record<string, Behaviour> = {
  admission: { check: checkAdmission, follow: followAdmission, unfollow: unfollowAdmission },
  recognition: {
    check: checkRecognition,
    follow: followRecognition,
    unfollow: (context, row) => unrecognise(context, recognitionOf(row)),
  },
};
