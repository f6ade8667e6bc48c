/** What a receipt does to the member's stay, and how one recorded by mistake is taken back. */
import type { Writer } from '../../db/door.ts';
import { newId } from '../../kernel/id.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import type { Refusal } from '../../kernel/refusal.ts';
import { contextOf, type Office } from '../../records/commands.ts';
import { arrive, leave, unarrive, unleave } from '../membership/contract.ts';
import { movedMeanwhile, type TransferRow } from './rules.ts';
import { moveByTransfer, undoMove } from './store.ts';

/** Of a transfer to a place outside these records: the departure its receipt there means here. */
const departure = (t: TransferRow) => ({
  person: t.person,
  on: t.received_on!,
  by: 'transfer' as const,
  document: t.letter_number!,
  goneTo: t.to_place,
  across: t.across,
});

/** Of a transfer from a place outside these records. */
const arrival = (t: TransferRow) => ({
  person: t.person,
  cell: t.received_cell!,
  by: 'transfer' as const,
  from: t.from_place,
  across: t.across,
  standing: t.standing!,
  on: t.received_on!,
  document: t.letter_number!,
});

/** Moves the stay of a transfer that was just received; in temporary activity the member stays where the member is. */
export async function move(office: Office, tx: Writer, t: TransferRow): Promise<Refusal[]> {
  if (t.kind === 'temporary') return [];
  if (t.to_place) return leave(contextOf(office, tx), departure(t));
  if (t.from_place) return arrive(contextOf(office, tx), { id: newId(office.clock), ...arrival(t) });
  return (await moveByTransfer(tx, t.id, newId(office.clock))) === 'ok' ? [] : [movedMeanwhile];
}

/** Takes back what `move` did, as long as nothing has happened to the member since. */
export async function moveBack(office: Office, tx: Writer, t: TransferRow): Promise<Refusal[]> {
  if (t.kind === 'temporary') return [];
  if (t.to_place) return unleave(contextOf(office, tx), departure(t));
  if (t.from_place) return unarrive(contextOf(office, tx), arrival(t));
  return (await undoMove(tx, t.id)) === 'ok' ? [] : [movedMeanwhile];
}

/** The columns of a transfer that was not received after all; where the file is, is said by a step of its own. */
export const NOT_RECEIVED: Pick<
  TransferRow,
  'received_on' | 'received_cell' | 'confirmed_on' | 'confirmation_number'
> = { received_on: null, received_cell: null, confirmed_on: null, confirmation_number: null };

export const receivedAs = (t: TransferRow, on: PlainDate, cell: string | null): TransferRow => ({
  ...t,
  received_on: on,
  received_cell: cell,
});
