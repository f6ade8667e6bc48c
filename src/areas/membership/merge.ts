/**
 * Two files that are one person's, linked by an act of two persons: the second counts nowhere while the link stands.
 * Nothing of it is deleted; a day of separation undoes the link, again by two persons.
 */
import { command } from '../../db/door.ts';
import { isId } from '../../kernel/id.ts';
import { done, type Outcome, type Refusal, refusal, refused } from '../../kernel/refusal.ts';
import { w } from '../../kernel/words.ts';
import type { AnyRow, Behaviour, Context } from '../../records/catalogue.ts';
import { BAD_ID, type Office, type Recorded, recordAct } from '../../records/commands.ts';
import { date, defineRecord, reference, text } from '../../records/define.ts';
import { type Typed, textOf } from '../../records/input.ts';
import { type MergeFacts, mergeRefusals } from './merge-rules.ts';
import { decisionsOf, mergesOf, settleAsDistinct } from './merge-store.ts';
import { staysOf } from './store.ts';

export const personMerge = defineRecord({
  name: 'person_merge',
  area: 'membership',
  class: 'unit',
  words: {
    one: w('Gộp hai hồ sơ', 'Merging two files'),
    many: w('Hồ sơ đã gộp', 'Merged files'),
    empty: w(
      'Chưa gộp hồ sơ nào. Mở “Hồ sơ nghi trùng” để xem hai hồ sơ cạnh nhau rồi gộp.',
      'No files were merged. Open “Likely duplicates” to see two files side by side and merge them.',
    ),
  },
  fields: {
    kept: reference(w('Hồ sơ giữ lại', 'File that is kept'), 'person', { required: true }),
    person: reference(w('Hồ sơ gộp vào', 'File merged into it'), 'person', { required: true }),
    merged_on: date(w('Ngày gộp', 'Merged on'), { required: true }),
    grounds: text(w('Căn cứ', 'Grounds'), { required: true, max: 500 }),
    separated_on: date(w('Tách lại từ ngày', 'Separated on'), {
      hint: w('Chỉ ghi khi hai hồ sơ là của hai người', 'Only where they turn out to be two persons'),
    }),
  },
  title: ['kept', 'person'],
  list: ['kept', 'person', 'merged_on', 'grounds', 'separated_on'],
  filters: [],
  date: 'merged_on',
});

export const mergeAct = recordAct(
  'merge_persons',
  w('Gộp, tách hai hồ sơ', 'Merging or separating two files'),
  [
    w(
      'Khi còn gộp, hồ sơ gộp vào không có trong danh sách và không được tính ở số liệu nào; hồ sơ giữ lại được tính một lần.',
      'While the link stands the merged file is in no list and counts in no figure; the kept one counts once.',
    ),
    w(
      'Không có gì bị xóa. Ghi ngày tách lại thì hai hồ sơ lại như trước.',
      'Nothing is deleted. With a day of separation both files are as before.',
    ),
  ],
);

/** What stands in the file that would be merged and not in the one that is kept. */
async function factsOf({ tx, clock }: Context, row: AnyRow): Promise<MergeFacts> {
  const [kept, person] = [String(row.kept), String(row.person)];
  const links = (await mergesOf(tx, [kept, person])).filter((link) => link.id !== row.id);
  const spans = async (of: string) =>
    (await staysOf(tx, of)).map((stay) => ({ from: stay.valid_from, to: stay.valid_to }));
  const known = new Set((await decisionsOf(tx, kept)).map(({ kind, on }) => `${kind} ${on}`));
  return {
    isSame: kept === person,
    isLinked: links.length > 0,
    keptStays: await spans(kept),
    mergedStays: await spans(person),
    lostDecisions: (await decisionsOf(tx, person)).filter(({ kind, on }) => !known.has(`${kind} ${on}`)),
    mergedOn: row.merged_on as MergeFacts['mergedOn'],
    separatedOn: row.separated_on as MergeFacts['separatedOn'],
    today: clock.today(),
  };
}

const checkMerge = async (context: Context, row: AnyRow): Promise<Refusal[]> =>
  mergeRefusals(await factsOf(context, row));

export const mergeBehaviour: Behaviour = { check: checkMerge, twoPersons: () => mergeAct };

const NO_PAIR = refusal(
  'not_found',
  w(
    'Không tìm thấy hai hồ sơ này. Hãy mở lại danh sách.',
    'These files were not found. Open the list again.',
  ),
);

/** Says that two files are two persons', so that they are not asked about again. Sent twice it is one. */
export async function tellApart(office: Office, typed: Typed): Promise<Outcome<Recorded>> {
  const [id, one, other] = [textOf(typed.id), textOf(typed.first), textOf(typed.second)];
  if (!isId(id)) return refused(BAD_ID);
  if (!isId(one) || !isId(other)) return refused(NO_PAIR);
  const entry = { command: 'tell files apart', recordType: 'reconciliation', recordId: id, input: typed };
  const outcome = await command(office, entry, async (tx) =>
    done({ id, already: !(await settleAsDistinct(tx, one, other, id)) }),
  );
  const lost = !outcome.ok && outcome.refusals.some(({ code }) => code === 'not_found');
  return lost ? refused(NO_PAIR) : outcome;
}
