/** Taking an act of reorganisation back as a whole, by two persons, before anything depends on it. */
import { propose } from '../../approvals/commands.ts';
import type { Act as TwoPersonAct } from '../../approvals/define.ts';
import type { Reader, Writer } from '../../db/door.ts';
import { isId } from '../../kernel/id.ts';
import { formatDate, type PlainDate } from '../../kernel/plain-date.ts';
import { done, type Outcome, type Refusal, refusal, refused } from '../../kernel/refusal.ts';
import { clean, tooLong } from '../../kernel/text.ts';
import { w } from '../../kernel/words.ts';
import { LONGEST_REASON, type Office, type Recorded } from '../../records/commands.ts';
import { reasonFact } from '../../records/facts.ts';
import { loadRecord } from '../../records/store.ts';
import { reorganisation } from './contract.ts';
import { misplacedUnits, moveUnits, placeRows, rebuildClosure, settleEnded } from './store.ts';
import { crowdedUnits, type Dependent, dependingOn, sizeOf, takeBack, wasActed } from './undo-store.ts';

type Undoing = { act: string; reason?: string };

export type Undoable = {
  act: NonNullable<Awaited<ReturnType<typeof loadRecord>>>;
  /** By table, how many rows the act began or changed. */
  size: Awaited<ReturnType<typeof sizeOf>>;
  dependents: Dependent[];
  /** It came with an import, among much else, and is not undone by itself. */
  imported: boolean;
};

/** An act with what depends on it; undefined where the reader may not open it, or it was undone already. */
export async function undoable(tx: Reader, id: string): Promise<Undoable | undefined> {
  const act = isId(id) ? await loadRecord(tx, reorganisation, id) : undefined;
  if (!act) return undefined;
  return {
    act,
    size: await sizeOf(tx, id),
    dependents: await dependingOn(tx, id),
    imported: !(await wasActed(tx, id)),
  };
}

export const undoAct: TwoPersonAct<Office, Undoing> = {
  kind: 'undo_reorganisation',
  words: w('Hủy cả quyết định về tổ chức', 'Undo a whole reorganisation'),
  consequences: [
    w(
      'Tổ chức, cấp ủy, chức vụ và kỳ sinh hoạt của đảng viên trở lại đúng như trước quyết định, trọn vẹn một lần.',
      'Units, bodies, posts and the stays of members read again as before the act, all at once.',
    ),
    w(
      'Nội dung quyết định vẫn còn trong lịch sử và nhật ký; làm lại thì trình dự thảo ấy lần nữa.',
      'What was decided stays in the history and the log; to do it again, propose its draft once more.',
    ),
  ],
  async perform(office, tx, { act: id, reason = '' }) {
    const found = await undoable(tx, id);
    if (!found) return refused(gone);
    if (found.imported) return refused(cameByImport);
    if (found.dependents.length > 0) return refused(dependedOn(found.dependents.length));
    const { act, size } = found;
    await backAsItWas(tx, id, office.clock.today());
    const { fields } = reorganisation;
    const text = (value: unknown) => w(String(value), String(value));
    const day = (value: unknown) =>
      w(formatDate(value as PlainDate, 'vi'), formatDate(value as PlainDate, 'en'));
    return done({
      unit: String(act.unit),
      subjects: [],
      shown: [
        { label: fields.summary.words, value: text(act.summary) },
        { label: fields.number.words, value: text(act.number) },
        { label: fields.effective_on.words, value: day(act.effective_on) },
        ...size.map(({ type, count }) => ({
          label: office.catalogue.record(type).words.many,
          value: text(count),
        })),
        ...reasonFact(reason),
      ],
      bound: { op: 'DELETE', rows: { reorganisation: { id, number: act.number } } },
    });
  },
};

/** Rows first, then the tree of today, in which units that live again need a place of their own. */
async function backAsItWas(tx: Writer, id: string, today: PlainDate): Promise<void> {
  await takeBack(tx, id);
  const moved = await moveUnits(tx, await misplacedUnits(tx, today));
  const apart = await moveUnits(tx, await crowdedUnits(tx, today));
  await placeRows(tx, [...moved, ...apart, ...(await settleEnded(tx, today))]);
  await rebuildClosure(tx);
}

/** Puts the undoing of an act before a second person. Refuses where anything depends on the act. */
export async function proposeUndoing(office: Office, id: string, typed: string): Promise<Outcome<Recorded>> {
  const reason = clean(typed);
  const long = tooLong(reason, LONGEST_REASON, 'reason');
  if (long) return refused(long);
  if (reason === '') return refused(reasonWanted);
  const proposed = await propose(office, undoAct, { act: id }, reason);
  return proposed.ok ? done({ id, ...proposed.value }) : proposed;
}

const gone = refusal(
  'not_found',
  w(
    'Không tìm thấy quyết định này, hoặc đã hủy rồi. Hãy mở lại danh sách.',
    'This act was not found, or has been undone. Open the list again.',
  ),
);

const cameByImport = refusal(
  'came_by_import',
  w(
    'Quyết định này được ghi khi nhập dữ liệu cũ nên không hủy cả được. Hãy ra quyết định mới.',
    'This act was recorded by an import and cannot be undone as a whole. Decide anew.',
  ),
);

const reasonWanted = refusal(
  'reason_required',
  w('Hãy ghi lý do hủy quyết định.', 'Say why the act is undone.'),
  'reason',
);

const dependedOn = (count: number): Refusal =>
  refusal(
    'depended_on',
    w(
      `Đã có ${count} bản ghi dựa vào quyết định này nên không hủy cả được nữa. Hãy rút các bản ghi đó trước, hoặc ra quyết định mới.`,
      `${count} records depend on this act already, so that it cannot be undone as a whole. Withdraw them first, or decide anew.`,
    ),
  );
