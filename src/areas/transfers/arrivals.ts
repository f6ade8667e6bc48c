/** Whom a place outside these records has introduced: on record from the introduction on, counted here from the receipt. */
import { command } from '../../db/door.ts';
import { isId } from '../../kernel/id.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import { done, type Outcome, refused } from '../../kernel/refusal.ts';
import { BAD_ID, type Office, type Recorded } from '../../records/commands.ts';
import { readInput, type Typed, textOf } from '../../records/input.ts';
import { already, outcomeOf } from './commands.ts';
import type { Kind } from './contract.ts';
import { arrivalForm } from './forms.ts';
import { arrivalRefusals } from './openings.ts';
import type { FilePlace, TransferRow } from './rules.ts';
import { expected, hasTransfer, insertTransfer, isUnderWay } from './store.ts';

/** Records an introduction from outside under an id made by whoever sends it. Refusals: the form's, then those of `rules.ts`. */
export async function announce(office: Office, typed: Typed): Promise<Outcome<Recorded>> {
  const id = textOf(typed.id);
  if (!isId(id)) return refused(BAD_ID);
  const entry = { command: 'announce transfer', recordType: 'transfer', recordId: id, input: typed };
  const outcome = await command(office, entry, async (tx) => {
    if (await hasTransfer(tx, id)) return refused(already);
    const read = await readInput(tx, office.catalogue, arrivalForm, typed);
    if (!read.ok) return read;
    const { value } = read;
    const who = (await expected(tx, value.person as string))!;
    const on = value.introduced_on as PlainDate;
    const refusals = arrivalRefusals({
      kind: value.kind as Kind,
      today: office.clock.today(),
      introducedOn: on,
      untilOn: value.until_on as PlainDate | null,
      isMember: who.isMember,
      isUnderWay: await isUnderWay(tx, value.person as string),
      saysAcross: value.across !== null,
      fileWith: value.file_with as FilePlace,
    });
    if (refusals.length > 0) return refused(...refusals);
    const told = { decided_on: on, requested_on: on, file_since: on };
    await insertTransfer(tx, {
      ...value,
      ...told,
      id,
      person_name: who.name,
      unit: who.unit,
    } as Partial<TransferRow>);
    return done({ id, already: false });
  });
  return outcomeOf(outcome, id);
}
