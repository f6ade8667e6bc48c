/** Asking for a transfer, and each of its steps; a step that was recorded in the same way already does nothing. */
import { command, type Writer } from '../../db/door.ts';
import { isId } from '../../kernel/id.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import { done, type Outcome, type Refusal, refusal, refused } from '../../kernel/refusal.ts';
import { clean } from '../../kernel/text.ts';
import { NO_WORDS, w } from '../../kernel/words.ts';
import {
  BAD_ID,
  contextOf,
  LONGEST_REASON,
  type Office,
  type Recorded,
  standing,
} from '../../records/commands.ts';
import { readInput, type Typed, textOf } from '../../records/input.ts';
import { mayWrite } from '../../records/store.ts';
import { inForce } from '../../regulations/in-force.ts';
import { suspensionOn, whileSuspended } from '../membership/contract.ts';
import { CELL_KINDS, unitOn } from '../organisation/contract.ts';
import { clockFor } from './clocks.ts';
import type { Kind } from './contract.ts';
import { requestForm, stepForms } from './forms.ts';
import { type RequestFacts, requestRefusals } from './openings.ts';
import { move, moveBack, NOT_RECEIVED, receivedAs } from './receipt.ts';
import { FIELD_OF, type Step, stateOf, stepRefusals, stepsFor, type TransferRow } from './rules.ts';
import {
  type Destination,
  destinations,
  grassrootsOf,
  hasTransfer,
  insertTransfer,
  isUnderWay,
  memberNow,
  type SeenTransfer,
  transfersSeen,
  updateTransfer,
} from './store.ts';

type Values = Record<string, unknown>;

export const already = refusal('already_recorded', NO_WORDS);

export const outcomeOf = (outcome: Outcome<Recorded>, id: string): Outcome<Recorded> =>
  !outcome.ok && outcome.refusals.includes(already) ? done({ id, already: true }) : outcome;

const reasonOf = (typed: Typed): string => clean(textOf(typed.exception)).slice(0, LONGEST_REASON);

/** Opens a transfer under an id made by whoever sends it. Refusals: the form's, then those of `rules.ts`. */
export async function request(office: Office, typed: Typed): Promise<Outcome<Recorded>> {
  const id = textOf(typed.id);
  if (!isId(id)) return refused(BAD_ID);
  const reason = reasonOf(typed);
  const entry = { command: 'request transfer', recordType: 'transfer', recordId: id, input: typed };
  const outcome = await command(office, { ...entry, ...(reason ? { reason } : {}) }, async (tx) => {
    if (await hasTransfer(tx, id)) return refused(already);
    const read = await readInput(tx, office.catalogue, requestForm, typed);
    if (!read.ok) return read;
    const to = await destinationOf(tx, read.value);
    if (!to.ok) return to;
    const person = read.value.person as string;
    const member = await memberNow(tx, person);
    const facts = await requestFacts(office, tx, read.value, to.value, member);
    const refusals = standing(requestRefusals(facts), reason);
    if (refusals.length > 0) return refused(...refusals);
    const { exception: _, to_unit: __, ...values } = read.value;
    const row = {
      ...values,
      id,
      person_name: member!.name,
      unit: member!.cell,
      to_unit: to.value?.unit ?? null,
    };
    await insertTransfer(tx, row as Partial<TransferRow>);
    return done({ id, already: false });
  });
  return outcomeOf(outcome, id);
}

/** The unit that was named, by its code, its name, or both name and the one above; null for a place outside. */
async function destinationOf(tx: Writer, values: Values): Promise<Outcome<Destination | null>> {
  const words = values.to_unit as string | null;
  if ((words === null) === (values.to_place === null)) return refused(oneDestination);
  if (words === null) return done(null);
  const found = await destinations(tx, words);
  const exact = found.filter((one) => [one.name, destinationText(one)].includes(words));
  const fitting = exact.length === 1 ? exact : found;
  if (fitting.length === 0) return refused(noSuchUnit);
  return fitting.length === 1 ? done(fitting[0]!) : refused(whichUnit(fitting));
}

/** A unit as it is offered and sent back: its name, then the one above. */
export const destinationText = ({ name, above }: Destination): string => (above ? `${name}, ${above}` : name);

const oneDestination = refusal(
  'one_destination',
  w(
    'Hãy ghi tổ chức đảng nơi đến, hoặc nơi đến ngoài sổ này: chỉ một trong hai.',
    'Name the unit, or the place outside these records: one of the two.',
  ),
  'to_unit',
);

const noSuchUnit = refusal(
  'no_such_unit',
  w(
    'Không có tổ chức đảng nào hiện nay mang tên này. Gõ ít chữ hơn, hoặc ghi ở mục nơi đến ngoài sổ này.',
    'No unit of today has this name. Type fewer words, or use the place outside these records.',
  ),
  'to_unit',
);

const whichUnit = (found: readonly Destination[]): Refusal => {
  const names = found.map(destinationText).join('; ');
  return refusal(
    'which_unit',
    w(`Có nhiều nơi hợp với chữ này: ${names}. Hãy ghi rõ một nơi.`, `Several fit: ${names}. Name one.`),
    'to_unit',
  );
};

async function requestFacts(
  office: Office,
  tx: Writer,
  values: Values,
  to: Destination | null,
  member: { cell: string; since: PlainDate } | undefined,
): Promise<RequestFacts> {
  const day = values.decided_on as PlainDate;
  const today = office.clock.today();
  const [min, below, study] = ['transfer.temp_min', 'transfer.temp_below', 'transfer.temp_study_max'].map(
    (id) => inForce<number>(office.regulations, id, day),
  );
  const kinds = office.regulations.valueOn<string[]>('org.kinds.grassroots', today)?.value ?? [];
  const at = to && (await unitOn(tx, to.unit, today));
  return {
    kind: values.kind as Kind,
    today,
    decidedOn: day,
    requestedOn: values.requested_on as PlainDate,
    untilOn: values.until_on as PlainDate | null,
    fullTimeStudy: values.full_time_study === true,
    memberSince: member?.since ?? null,
    isUnderWay: await isUnderWay(tx, values.person as string),
    destination: to && {
      isOrigin: to.unit === member?.cell,
      isCell: at ? CELL_KINDS.includes(at.kind) : false,
      sameGrassroots: member ? await shareGrassroots(tx, member.cell, to.unit, kinds, today) : false,
    },
    saysAcross: values.across !== null,
    kept: [
      ...(await suspendedOn(office, tx, values.person as string, {
        day: values.requested_on as PlainDate,
        field: 'person',
      })),
      ...((await office.catalogue
        .behaviour('transfer')
        .check?.(contextOf(office, tx), { ...values, to_unit: to?.unit ?? null, id: '' }, null)) ?? []),
    ],
    range: min && below && study ? { min, below, study } : null,
  };
}

/** What keeps somebody who is suspended on a day from being transferred. */
const suspendedOn = async (
  office: Office,
  tx: Writer,
  person: string,
  on: { day: PlainDate; field: string },
): Promise<Refusal[]> =>
  whileSuspended(office.regulations, await suspensionOn(tx, person, on.day), 'transfer', on);

async function shareGrassroots(
  tx: Writer,
  one: string,
  other: string,
  kinds: readonly string[],
  day: PlainDate,
): Promise<boolean> {
  const above = await grassrootsOf(tx, one, kinds, day);
  return above !== null && above === (await grassrootsOf(tx, other, kinds, day));
}

/** Takes a step of a transfer at the reader's end. Refusals: the form's, then those of `rules.ts`. */
export async function take(office: Office, id: string, step: Step, typed: Typed): Promise<Outcome<Recorded>> {
  if (!isId(id)) return refused(NO_TRANSFER);
  const reason = reasonOf(typed);
  const entry = { command: `${step} transfer`, recordType: 'transfer', recordId: id, input: typed };
  const outcome = await command(office, { ...entry, ...(reason ? { reason } : {}) }, async (tx) => {
    const [transfer] = await transfersSeen(tx, id);
    if (!transfer) return refused(NO_TRANSFER);
    const read = await readInput(tx, office.catalogue, stepForms[step], typed);
    if (!read.ok) return read;
    const on = read.value[FIELD_OF[step]] as PlainDate;
    if (step === 'undo_receipt' ? stateOf(transfer) === 'introduced' : isDone(transfer, step, on))
      return refused(already);
    const all = await refusalsOf(office, tx, transfer, step, read.value);
    const refusals = standing(all, reason);
    if (refusals.length > 0) return refused(...refusals);
    return carryOut(office, tx, transfer, step, { ...read.value, ...lateness(step, all) });
  });
  return outcomeOf(outcome, id);
}

/** A step taken past its deadline, for which a reason was given, says so: it is counted as against the rules. */
function lateness(step: Step, warned: readonly Refusal[]): Values {
  const late = warned.some(({ code }) => code === 'late');
  if (step === 'undo_receipt') return { received_late: false };
  if (step === 'introduce') return { introduced_late: late };
  return step === 'receive' ? { received_late: late } : {};
}

const isDone = (transfer: TransferRow, step: Step, on: PlainDate): boolean =>
  step !== 'file' && transfer[FIELD_OF[step] as keyof TransferRow] === on;

async function refusalsOf(office: Office, tx: Writer, transfer: SeenTransfer, step: Step, values: Values) {
  const on = (values[FIELD_OF[step]] ?? office.clock.today()) as PlainDate;
  const cell = values.received_cell as string | null | undefined;
  const at = cell ? await unitOn(tx, cell, on) : undefined;
  const suspended =
    step === 'introduce'
      ? await suspendedOn(office, tx, transfer.person, { day: on, field: FIELD_OF[step] })
      : [];
  const may = (await mayWrite(tx, 'transfer')) ? stepsFor(transfer, transfer) : [];
  const own = stepRefusals({
    ...{ transfer, step, may, on, today: office.clock.today() },
    limit: clockFor(transfer, step, office.regulations),
    cell: cell ? { isCell: at !== undefined && CELL_KINDS.includes(at.kind) } : null,
  });
  return own.some(({ waivable }) => !waivable) ? own : [...own, ...suspended];
}

/** Writes the step, and in the same transaction moves the stay where the member was received, or back. */
async function carryOut(
  office: Office,
  tx: Writer,
  transfer: SeenTransfer,
  step: Step,
  values: Values,
): Promise<Outcome<Recorded>> {
  const { exception: _, forged, ...given } = values;
  const back = step === 'undo_receipt' ? await moveBack(office, tx, transfer) : [];
  if (back.length > 0) return refused(...back);
  const row: Values = {
    ...given,
    ...fileSince(step, transfer, given),
    ...(step === 'withdraw' ? { ended_by: forged ? 'forged' : 'withdrawn' } : {}),
    ...(step === 'undo_receipt' ? NOT_RECEIVED : {}),
  };
  if (transfer.to_place) delete row.received_cell;
  if (!(await updateTransfer(tx, transfer.id, row as Partial<TransferRow>))) return refused(NO_TRANSFER);
  const cell = (row.received_cell ?? null) as string | null;
  const refusals =
    step === 'receive'
      ? await move(office, tx, receivedAs(transfer, values.received_on as PlainDate, cell))
      : [];
  return refusals.length > 0 ? refused(...refusals) : done({ id: transfer.id, already: false });
}

/** The file is where a step says it is, from the day of that step; elsewhere it stays since when it was. */
function fileSince(step: Step, transfer: TransferRow, given: Values): Values {
  if (step === 'file' || given.file_with === undefined || given.file_with === transfer.file_with) return {};
  return { file_since: given[FIELD_OF[step]] };
}

const NO_TRANSFER = refusal(
  'not_found',
  w(
    'Không tìm thấy việc chuyển này. Hãy mở lại trang Chuyển sinh hoạt đảng.',
    'This transfer was not found. Open the page of transfers again.',
  ),
);
