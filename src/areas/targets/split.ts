/** Splitting the target of a unit that has ended among its successors: one act, by a decision, never silently. */
import { command } from '../../db/door.ts';
import { isId } from '../../kernel/id.ts';
import { parseCount } from '../../kernel/number.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import { done, type Outcome, type Refusal, refusal, refused } from '../../kernel/refusal.ts';
import { clean, tooLong } from '../../kernel/text.ts';
import { NO_WORDS, w } from '../../kernel/words.ts';
import {
  BAD_ID,
  contextOf,
  LONGEST_REASON,
  MOST_AT_ONCE,
  type Office,
  type Recorded,
  standing,
} from '../../records/commands.ts';
import { date, defineRecord, text } from '../../records/define.ts';
import { readInput, type Typed, textOf } from '../../records/input.ts';
import { everRecorded, insertRecord } from '../../records/store.ts';
import { isBeneath } from '../organisation/contract.ts';
import { checkTarget } from './commands.ts';
import { target } from './contract.ts';
import { sharesGiven, targetById } from './store.ts';

/** The decision; the shares stand beside it as `row`, `unit` and `share`, in one order. */
export const splitForm = defineRecord({
  name: 'split_target',
  actOnly: true,
  area: 'targets',
  class: 'unit',
  words: {
    one: w('Chia chỉ tiêu cho tổ chức kế thừa', 'Split the target among successors'),
    many: w('Chia chỉ tiêu cho tổ chức kế thừa', 'Split the target among successors'),
    empty: NO_WORDS,
  },
  fields: {
    decided_on: date(w('Ngày quyết định chia', 'Split on'), { required: true }),
    document: text(w('Văn bản chia chỉ tiêu', 'Document of the split'), { required: true, max: 120 }),
  },
  title: [],
  list: [],
  filters: [],
});

const list = (typed: unknown): string[] => [typed].flat().map((one) => textOf(one));

type Share = { row: string; unit: string; value: number };

/** Shares with a number; a successor left empty receives nothing. */
function sharesIn(typed: Typed): Outcome<Share[]> {
  const [rows, units, shares] = [list(typed.row), list(typed.unit), list(typed.share)];
  const read: Share[] = [];
  for (const [i, text] of shares.entries()) {
    if (clean(text) === '') continue;
    const value = parseCount(text, 'share');
    if (!value.ok) return value;
    if (!isId(rows[i] ?? '') || !isId(units[i] ?? '')) return refused(BAD_ID);
    read.push({ row: rows[i]!, unit: units[i]!, value: value.value });
  }
  if (read.length > MOST_AT_ONCE) return refused(tooMany);
  return read.length > 0 ? done(read) : refused(noShares);
}

/**
 * Writes one target for each successor under the ids sent along; the same ids twice record once. A sum other than the
 * target split passes with a reason, so that the gap is told and never closed by the product. What is left may follow, for
 * other successors.
 */
export async function splitTarget(office: Office, id: string, typed: Typed): Promise<Outcome<Recorded>> {
  const reason = clean(textOf(typed.reason));
  const long = tooLong(reason, LONGEST_REASON, 'reason');
  if (long) return refused(long);
  const shares = sharesIn(typed);
  if (!shares.ok) return shares;
  const entry = {
    command: 'split target',
    recordType: target.name,
    recordId: id,
    input: typed,
    ...(reason ? { reason } : {}),
  };
  return command(office, entry, async (tx): Promise<Outcome<Recorded>> => {
    const from = isId(id) ? await targetById(tx, id) : undefined;
    if (!from) return refused(notFound);
    if (await everRecorded(tx, target, shares.value[0]!.row)) return done({ id, already: true });
    const read = await readInput(tx, office.catalogue, splitForm, typed);
    if (!read.ok) return read;
    const given = await sharesGiven(tx, id);
    const before = sumOf(given);
    const isTwice = shares.value.some((share) => given.some(({ unit }) => unit === share.unit));
    if (isTwice || (given.length > 0 && before >= from.value)) return refused(splitAlready);
    const sum = before + sumOf(shares.value);
    const refusals: Refusal[] = sum === from.value ? [] : [gapLeft(sum, from.value)];
    const { decided_on: decidedOn, document } = read.value as { decided_on: PlainDate; document: string };
    for (const { row, unit, value } of shares.value) {
      const { indicator, year, given_by: giver } = from;
      // After a reorganisation whoever gave it may be gone, or another's superior.
      const isTheirs = giver !== null && (await isBeneath(tx, unit, giver, decidedOn));
      const given = { given_by: isTheirs ? giver : null, decided_on: decidedOn, document };
      const made = {
        id: row,
        unit,
        indicator,
        year,
        value,
        percent: null,
        base_on: null,
        ...given,
        split_from: id,
      };
      refusals.push(...(await checkTarget(contextOf(office, tx), made, null)));
      if (standing(refusals, reason).length === 0) await insertRecord(tx, target, made);
    }
    const left = standing(refusals, reason);
    return left.length > 0 ? refused(...left) : done({ id, already: false });
  });
}

const sumOf = (shares: readonly { value: number }[]): number =>
  shares.reduce((all, { value }) => all + value, 0);

const gapLeft = (sum: number, whole: number): Refusal => ({
  ...refusal(
    'split_gap',
    w(
      `Các phần chia cộng lại là ${sum}, chỉ tiêu đem chia là ${whole}. Hãy xem lại, hoặc ghi lý do.`,
      `The shares add up to ${sum}, the target split is ${whole}. Check them, or give the reason.`,
    ),
    'share',
  ),
  waivable: true,
});

const tooMany = refusal(
  'too_many',
  w(
    `Mỗi lần ghi nhiều nhất ${MOST_AT_ONCE} tổ chức kế thừa. Hãy ghi lý do “còn tiếp” rồi ghi các phần còn lại cũng trên trang này.`,
    `At most ${MOST_AT_ONCE} successors at a time. Give the reason “to be continued”, then record the others on this page.`,
  ),
  'share',
);

const noShares = refusal(
  'no_shares',
  w('Hãy nhập phần của ít nhất một tổ chức kế thừa.', 'Enter the share of at least one successor.'),
  'share',
);

const splitAlready = refusal(
  'split_already',
  w(
    'Chỉ tiêu này đã được chia. Hãy xem ở danh sách chỉ tiêu.',
    'This target has been split already. See the targets.',
  ),
);

const notFound = refusal(
  'not_found',
  w('Không tìm thấy chỉ tiêu này. Hãy mở lại danh sách.', 'This target was not found. Open the list again.'),
);
