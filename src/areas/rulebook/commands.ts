/** An office confirms rows of the packs, or takes a confirmation back. */
import { command } from '../../db/door.ts';
import { isId } from '../../kernel/id.ts';
import { done, type Outcome, refusal, refused } from '../../kernel/refusal.ts';
import { clean } from '../../kernel/text.ts';
import { w } from '../../kernel/words.ts';
import { LONGEST_REASON, type Office, type Recorded } from '../../records/commands.ts';
import { readInput, type Typed, textOf } from '../../records/input.ts';
import { confirmationForm } from './contract.ts';
import { type RuleRow, ruleRows } from './rows.ts';
import { confirmationRefusals } from './rules.ts';
import { type ConfirmedRow, confirmations, recordConfirmation } from './store.ts';

/** How many rows an act confirmed or took back. */
export type Confirmed = Recorded & { rows: number };

/** The rows that were sent, however many: a form sends one text or several. */
export const chosenIn = (typed: Typed): string[] => [typed.row ?? []].flat().map(String);

/** What is kept of a row; its words are the Vietnamese ones, as in the document. */
const kept = ({ rule, from, digest, valueText, source }: RuleRow): ConfirmedRow => ({
  rule,
  valid_from: from,
  digest,
  shown: `${valueText} (${source})`,
});

/**
 * Confirms the rows whose tokens are in `row`, as of `confirmed_on`, with `note`. Refuses rows that no longer are as
 * they were shown. The same id twice is recorded once.
 */
export async function confirmRows(office: Office, typed: Typed): Promise<Outcome<Confirmed>> {
  const id = textOf(typed.id);
  if (!isId(id)) return refused(NO_ID);
  const tokens = new Set(chosenIn(typed));
  const entry = { command: 'confirm rules', input: typed };
  return command(office, entry, async (tx): Promise<Outcome<Confirmed>> => {
    const read = await readInput(tx, office.catalogue, confirmationForm, typed);
    if (!read.ok) return read;
    const { confirmed_on: day, note } = read.value as { confirmed_on: RuleRow['from']; note: string | null };
    const rows = ruleRows(office.regulations, [], 'vi', null).filter((row) => tokens.has(row.token));
    const refusals = confirmationRefusals({
      known: rows.map((row) => row.known),
      changed: tokens.size - rows.length,
      note: note ?? '',
      confirmedOn: day,
      today: office.clock.today(),
    });
    if (refusals.length > 0) return refused(...refusals);
    const act = { id, stands: true, day, note: note ?? '', rows: rows.map(kept) };
    const recorded = await recordConfirmation(tx, act);
    return done({ id, already: !recorded, rows: rows.length });
  });
}

/** Takes the own office's confirmation of a row back; the reason is kept beside it. */
export async function withdrawConfirmation(office: Office, typed: Typed): Promise<Outcome<Confirmed>> {
  const [id, rule, from] = [textOf(typed.id), textOf(typed.rule), textOf(typed.from)];
  const reason = clean(textOf(typed.reason)).slice(0, LONGEST_REASON);
  if (!isId(id)) return refused(NO_ID);
  if (reason === '') return refused(WHY);
  const entry = { command: 'withdraw confirmation', input: typed, reason };
  return command(office, entry, async (tx): Promise<Outcome<Confirmed>> => {
    const lines = await confirmations(tx, rule);
    const [latest] = lines.filter((line) => line.own && line.valid_from === from);
    if (latest?.id === id) return done({ id, already: true, rows: 1 });
    if (!latest?.stands) return refused(NOT_CONFIRMED);
    const { valid_from, digest, shown } = latest;
    const rows = [{ rule, valid_from, digest, shown }];
    const act = { id, stands: false, day: office.clock.today(), note: reason, rows };
    return done({ id, already: !(await recordConfirmation(tx, act)), rows: 1 });
  });
}

const NO_ID = refusal(
  'malformed',
  w('Biểu mẫu thiếu mã. Hãy mở lại trang.', 'The form has no id. Open the page again.'),
);

const WHY = refusal(
  'reason_required',
  w('Hãy ghi lý do rút xác nhận.', 'Give the reason for taking it back.'),
  'reason',
);

const NOT_CONFIRMED = refusal(
  'not_found',
  w(
    'Cơ quan của đồng chí không còn xác nhận nào ở dòng này. Hãy mở lại trang.',
    'Your office has no confirmation of this row any more. Open the page again.',
  ),
);
