/** A decision being prepared: its head is a record like others; its operations are added and taken away one at a time. */
import { command } from '../../db/door.ts';
import { isId, newId } from '../../kernel/id.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import { done, type Outcome, type Refusal, refusal, refused } from '../../kernel/refusal.ts';
import { w } from '../../kernel/words.ts';
import type { AnyRow, Behaviour } from '../../records/catalogue.ts';
import type { Office } from '../../records/commands.ts';
import { date, defineRecord, reference, text } from '../../records/define.ts';
import { loadRecord } from '../../records/store.ts';
import { type Operation, reorganisation } from './contract.ts';
import { replaceOperations } from './draft-store.ts';
import { hasAct } from './store.ts';

const { unit, number, decided_on, effective_on, decided_by, summary, operations } = reorganisation.fields;

/** Number and day of the decision may still be missing; both must be there before it is put to a second person. */
export const reorganisationDraft = defineRecord({
  name: 'reorganisation_draft',
  area: 'organisation',
  class: 'unit',
  words: {
    one: w('Dự thảo sắp xếp tổ chức', 'Draft of a reorganisation'),
    many: w('Dự thảo sắp xếp tổ chức', 'Drafts of reorganisations'),
    empty: w(
      'Chưa có dự thảo nào. Ban tổ chức nhập quyết định (hoặc nạp từ tệp), thêm từng việc, xem trước rồi trình.',
      'No drafts yet. The organisation board enters a decision (or loads a file), adds operations, looks at what follows and proposes it.',
    ),
  },
  fields: {
    unit: reference(unit.words, 'unit', {
      required: true,
      hint: w('Tổ chức đảng mà mọi thay đổi nằm bên dưới', 'The unit beneath which everything changes'),
    }),
    summary: text(summary.words, { required: true, max: 500 }),
    effective_on: date(effective_on.words, {
      required: true,
      hint: w('Có thể ở phía trước', 'May lie ahead'),
    }),
    number: text(number.words, { max: 60 }),
    decided_on: date(decided_on.words),
    decided_by: text(decided_by.words),
    operations: text(operations.words, { max: 10_000_000, multiline: true, derived: true }),
  },
  title: ['number', 'summary'],
  list: ['summary', 'unit', 'effective_on', 'number', 'decided_on', 'decided_by'],
  filters: ['unit'],
  date: 'effective_on',
});

export type Draft = AnyRow & {
  unit: string;
  summary: string;
  effective_on: PlainDate;
  number: string | null;
  decided_on: PlainDate | null;
  decided_by: string | null;
  operations: string;
  known_from: string;
};

/** The operations of a draft, in their order. */
export const operationsOf = (draft: Pick<Draft, 'operations'>): Operation[] =>
  JSON.parse(draft.operations) as Operation[];

/** The act as it would be sent; what is still missing of its head is empty. */
export const actOf = (draft: Draft) => ({
  id: draft.id,
  unit: draft.unit,
  summary: draft.summary,
  effective_on: draft.effective_on,
  number: draft.number ?? '',
  decided_on: draft.decided_on ?? '',
  decided_by: draft.decided_by ?? '',
  operations: operationsOf(draft),
});

/** What must still be entered before the draft can be proposed. */
export function headRefusals(draft: Draft): Refusal[] {
  const wanted = { number, decided_on, decided_by };
  const missing = Object.entries(wanted).filter(([name]) => !draft[name]);
  const refusals = missing.map(([name, { words }]) =>
    refusal('required', w(`Hãy nhập mục “${words.vi}”.`, `Enter “${words.en}”.`), name),
  );
  return operationsOf(draft).length > 0 ? refusals : [...refusals, nothingToDo];
}

const nothingToDo = refusal(
  'nothing_to_do',
  w(
    'Dự thảo chưa có việc nào. Hãy thêm ít nhất một việc.',
    'The draft has no operation yet. Add at least one.',
  ),
);

const carriedOut = refusal(
  'carried_out',
  w(
    'Quyết định này đã thực hiện, dự thảo không sửa được nữa. Cần làm lại thì hủy cả quyết định.',
    'The decision was carried out; its draft cannot be changed. To do it anew, undo the whole act.',
  ),
);

export const draftBehaviours: Record<string, Behaviour> = {
  reorganisation_draft: {
    check: async ({ tx }, row, before) => (before && (await hasAct(tx, row.id)) ? [carriedOut] : []),
  },
};

const changedMeanwhile = refusal(
  'conflict',
  w(
    'Dự thảo vừa được sửa ở nơi khác. Hãy xem lại rồi làm tiếp.',
    'The draft has just been changed elsewhere. Look at it again, then go on.',
  ),
);

const missing = refusal(
  'not_found',
  w('Không tìm thấy dự thảo này. Hãy mở lại danh sách.', 'This draft was not found. Open the list again.'),
);

/**
 * Changes the operations of a draft. `seen` is the instant of the version before the eyes of whoever changes it (null:
 * it was made just now); on another one nothing is written (`conflict`). Founded units get their id here and keep it.
 */
export async function changeOperations(
  office: Office,
  id: string,
  seen: string | null,
  change: (operations: Operation[]) => Operation[],
): Promise<Outcome<null>> {
  if (!isId(id)) return refused(missing);
  const entry = {
    command: 'change operations',
    recordType: reorganisationDraft.name,
    recordId: id,
    input: { id, seen },
  };
  return command(office, entry, async (tx): Promise<Outcome<null>> => {
    const draft = (await loadRecord(tx, reorganisationDraft, id)) as Draft | undefined;
    if (!draft) return refused(missing);
    if (await hasAct(tx, id)) return refused(carriedOut);
    if (seen !== null && draft.known_from !== seen) return refused(changedMeanwhile);
    const changed = change(operationsOf(draft)).map((operation) =>
      operation.do === 'found' ? { ...operation, id: operation.id ?? newId(office.clock) } : operation,
    );
    return (await replaceOperations(tx, id, changed)) ? done(null) : refused(missing);
  });
}

/** Takes the operation at a place away. */
export const without =
  (at: number) =>
  (operations: Operation[]): Operation[] =>
    operations.filter((_, i) => i !== at);

/** Moves the operation at a place one place up: units are founded before they are merged into. */
export const earlier =
  (at: number) =>
  (operations: Operation[]): Operation[] => {
    const [before, here] = [operations[at - 1], operations[at]];
    return before && here ? operations.with(at - 1, here).with(at, before) : operations;
  };
