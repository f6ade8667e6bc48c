import type { PlainDate } from '../../kernel/plain-date.ts';
import type { Refusal } from '../../kernel/refusal.ts';
import type { AnyRow, Behaviour, Context } from '../../records/catalogue.ts';
import { bodyOn } from '../inspection/contract.ts';
import type { Kind } from './codes.ts';
import { rulingOn } from './grounds.ts';
import { petitionRefusals } from './rules.ts';
import { hasDuplicates, isNumberTaken, originalOf, unitOfBody } from './store.ts';

const textOrNull = (value: unknown) => (value ?? null) as string | null;
const dayOrNull = (value: unknown) => (value ?? null) as PlainDate | null;

/** Codes entered before their shape was fixed stand as they are: one is judged when it is entered or changed. */
const newCode = (row: AnyRow, before: AnyRow | null, field: string): string | null =>
  before && before[field] === row[field] ? null : textOrNull(row[field]);

async function checkPetition(
  { tx, clock, regulations }: Context,
  row: AnyRow,
  before: AnyRow | null,
): Promise<Refusal[]> {
  const receivedOn = row.received_on as PlainDate;
  const body = row.body as string;
  const original = row.duplicate_of ? await originalOf(tx, row.duplicate_of as string) : undefined;
  const ground = textOrNull(row.ground);
  const isItself = row.duplicate_of === row.id;
  return petitionRefusals({
    body: await bodyOn(tx, body, receivedOn),
    kind: row.kind as Kind,
    receivedOn,
    senderCode: newCode(row, before, 'sender_code'),
    envelope: newCode(row, before, 'envelope'),
    original:
      original || isItself
        ? {
            isItself,
            isDuplicate: (original?.duplicateOf ?? null) !== null,
            receivedOn: original?.receivedOn ?? receivedOn,
          }
        : null,
    hasDuplicates: await hasDuplicates(tx, row.id),
    subjectPerson: textOrNull(row.subject_person),
    subjectUnit: textOrNull(row.subject_unit),
    ownUnit: await unitOfBody(tx, body),
    ground,
    movedTo: textOrNull(row.moved_to),
    leadCode: textOrNull(row.lead_code),
    ruling: rulingOn(regulations, row.kind as Kind, ground, dayOrNull(row.disposed_on) ?? receivedOn),
    disposition: textOrNull(row.disposition),
    disposedOn: dayOrNull(row.disposed_on),
    result: textOrNull(row.result),
    resolvedOn: dayOrNull(row.resolved_on),
    isNumberTaken: await isNumberTaken(tx, {
      id: row.id,
      body,
      number: row.number as string,
      day: receivedOn,
    }),
    today: clock.today(),
  });
}

export const petitionsBehaviours: Record<string, Behaviour> = { petition: { check: checkPetition } };
