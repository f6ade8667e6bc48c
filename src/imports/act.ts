/**
 * Recording an import, and taking it back: one transaction with one entry of the log. Over twenty records it takes two
 * persons (docs/decisions/0015): the second approves exactly the rows that were put before them.
 */
import { propose } from '../approvals/commands.ts';
import type { Act, Fact, Performed } from '../approvals/define.ts';
import { command, keep, type Writer } from '../db/door.ts';
import { LOST_REFERENCE } from '../db/faults.ts';
import { newId } from '../kernel/id.ts';
import { formatCount } from '../kernel/number.ts';
import { done, type Outcome, type Refusal, refusal, refused } from '../kernel/refusal.ts';
import { type Words, w } from '../kernel/words.ts';
import type { AnyRow } from '../records/catalogue.ts';
import { carryOut, contextOf, type Office } from '../records/commands.ts';
import type { List } from '../records/lists.ts';
import { isMachine, loadRecord } from '../records/store.ts';
import {
  builtUpon,
  closeDraft,
  markUndone,
  noteBulk,
  noteNumbers,
  type Plan,
  planOf,
  recordNew,
  recordsTouched,
  restoreChanged,
  takenRows,
  withdrawNew,
} from './apply-store.ts';
import type { Draft } from './draft.ts';
import { loadDraft, setProposed } from './store.ts';
import { listOf } from './targets.ts';

/** From here on a change takes two persons; the database counts by itself (bulk_limit, 0011_approvals.sql). */
export const ALONE = 20;

type Payload = {
  draft: string;
  op: 'apply' | 'undo';
  key: { type: string; types: string[]; records: number };
};

const NOT_FOUND = refusal(
  'not_found',
  w(
    'Không tìm thấy lần nhập này. Hãy mở lại danh sách các lần nhập.',
    'This import was not found. Open the list of imports again.',
  ),
);

const nothing = refusal(
  'nothing_to_record',
  w(
    'Không có gì để ghi: chưa có dòng mới, cũng chưa nhận mục khác nào.',
    'There is nothing to record: no new row, and no difference was taken.',
  ),
);

/** All records an import writes: its rows, and what stands beside them. */
export const recordsOf = ({ added, beside, changed }: Plan): number =>
  added + changed + Object.values(beside).reduce((a, b) => a + b, 0);

const typesOf = (list: List): string[] => [list.type, ...(list.besideTypes ?? [])];

async function openDraft(office: Office, tx: Writer, id: string) {
  const draft = await loadDraft(tx, id);
  const list = draft && listOf(office.catalogue, draft.list);
  return draft && list ? { draft, list } : undefined;
}

const line = (label: Words, n: number): Fact[] =>
  n === 0 ? [] : [{ label, value: w(formatCount(n, 'vi'), formatCount(n, 'en')) }];

function shownOf(office: Office, draft: Draft, list: List, plan: Plan, verb: Words): Fact[] {
  return [
    { label: verb, value: w(draft.name, draft.name) },
    { label: w('Danh sách', 'List'), value: list.words },
    ...line(w('Thêm mới', 'New'), plan.added),
    ...Object.entries(plan.beside).flatMap(([type, n]) => line(office.catalogue.record(type).words.one, n)),
    ...line(w('Sửa hồ sơ đã có', 'Records changed'), plan.changed),
    ...line(w('Đã có, không khác', 'Here already'), plan.same),
    ...line(w('Dòng trả lại', 'Rows returned'), plan.rejected),
  ];
}

const VERBS = {
  apply: w('Ghi danh sách nhập từ Excel', 'Record a list from Excel'),
  undo: w('Hủy lần ghi từ Excel', 'Take back a list from Excel'),
};

/** Applies what was taken of each changed record, under its own rules; what changed meanwhile refuses all of it. */
async function changeRecords(office: Office, tx: Writer, draft: Draft): Promise<Outcome<number>> {
  const type = office.catalogue.record(draft.type);
  let [after, changed]: [string | null, number] = [null, 0];
  while (true) {
    const rows: Awaited<ReturnType<typeof takenRows>> = await takenRows(tx, draft.id, after, 500);
    if (rows.length === 0) break;
    for (const { record, seen, changes, decided } of rows) {
      const before = await loadRecord(tx, type, record);
      const taken = Object.keys(changes).flatMap((name): [string, unknown][] => {
        const how = decided[name];
        if (how === 'theirs') return [[name, changes[name]!.theirs]];
        return typeof how === 'object' && 'paper' in how ? [[name, how.paper]] : [];
      });
      const rowOf = { ...before, ...Object.fromEntries(taken), id: record } as AnyRow;
      const change = {
        op: 'UPDATE',
        type: type.name,
        id: record,
        seen,
        rows: { [type.name]: rowOf },
      } as const;
      const outcome = await carryOut(contextOf(office, tx), { ...change, reason: `Excel: ${draft.name}` });
      if (!outcome.ok) return refused(...outcome.refusals.map((one) => atRecord(one, before)));
      changed++;
    }
    after = rows.at(-1)!.record;
  }
  await noteBulk(tx, type.name, changed);
  return done(changed);
}

/** A refusal with the name of the record it is about. */
const atRecord = (one: Refusal, record: AnyRow | undefined): Refusal => {
  const name = String(record?.name ?? record?.id ?? '');
  return { ...one, message: w(`${name}: ${one.message.vi}`, `${name}: ${one.message.en}`) };
};

async function apply(office: Office, tx: Writer, draft: Draft, list: List): Promise<Outcome<Plan>> {
  if (draft.state !== 'judged') return refused(draft.applied ? alreadyApplied : notJudged);
  const plan = await planOf(tx, draft.id, list.besideTypes ?? []);
  if (recordsOf(plan) === 0) return refused(nothing);
  const record = (name: string) => office.catalogue.record(name);
  if (plan.added > 0) await recordNew(tx, draft.id, record(list.type), (list.besideTypes ?? []).map(record));
  const { match } = list;
  if (match?.identity) await noteNumbers(tx, draft.id, match.identity, () => newId(office.clock));
  const changed = await changeRecords(office, tx, draft);
  if (!changed.ok) return changed;
  await closeDraft(tx, draft.id);
  return done(plan);
}

async function undo(office: Office, tx: Writer, draft: Draft, list: List): Promise<Outcome<Plan>> {
  if (draft.state !== 'applied') return refused(draft.undone ? alreadyUndone : notJudged);
  const plan = await planOf(tx, draft.id, list.besideTypes ?? []);
  const built = await builtUpon(tx, draft.id, list.type);
  if (built > 0) return refused(builtOn(built));
  const record = (name: string) => office.catalogue.record(name);
  await restoreChanged(tx, draft.id, record(list.type));
  await withdrawNew(tx, draft.id, record(list.type), (list.besideTypes ?? []).map(record));
  await markUndone(tx, draft.id);
  return done(plan);
}

const alreadyApplied = refusal(
  'already_recorded',
  w('Lần nhập này đã được ghi rồi.', 'This import has been recorded already.'),
);
const alreadyUndone = refusal(
  'already_recorded',
  w('Lần ghi này đã được hủy rồi.', 'This import has been taken back already.'),
);
const notJudged = refusal(
  'not_compared',
  w(
    'Danh sách chưa được đối chiếu xong. Hãy mở lại lần nhập và làm tiếp các bước.',
    'The list has not been compared to its end. Open the import again and go on.',
  ),
);
const builtOn = (n: number): Refusal =>
  refusal(
    'in_use',
    w(
      `${formatCount(n, 'vi')} hồ sơ của lần nhập này đã được sửa hoặc rút sau đó, nên không hủy cả lần được. Hãy sửa từng hồ sơ.`,
      `${formatCount(n, 'en')} records of this import were changed or withdrawn since, so it cannot be taken back as a whole. Correct them one by one.`,
    ),
  );
const dependsOn = refusal(
  'in_use',
  w(
    'Đã có bản ghi khác (quyết định, chuyển sinh hoạt…) dựa vào hồ sơ của lần nhập này. Hãy rút các bản ghi ấy trước.',
    'Other records (decisions, transfers …) rest on records of this import. Withdraw those first.',
  ),
);

async function perform(office: Office, tx: Writer, { draft: id, op }: Payload): Promise<Outcome<Performed>> {
  const open = await openDraft(office, tx, id);
  if (!open) return refused(NOT_FOUND);
  const { draft, list } = open;
  const subjects = await personsChanged(tx, draft, op);
  const outcome = await (op === 'apply' ? apply : undo)(office, tx, draft, list);
  if (!outcome.ok) return outcome;
  const shown = shownOf(office, draft, list, outcome.value, VERBS[op]);
  return done({ unit: draft.unit, subjects, shown, bound: { sha256: outcome.value.sha256 } });
}

/**
 * Whose records an act changes: of a list of persons those that stood before. Whoever is new to the records concerns
 * nobody who could approve, and who merely stands in the list is not concerned.
 */
const personsChanged = async (tx: Writer, draft: Draft, op: Payload['op']): Promise<string[]> =>
  draft.type === 'person' ? recordsTouched(tx, draft.id, op) : [];

/** A list of more than twenty records is recorded, and taken back, by two persons. */
export const bulkAct: Act<Office, Payload> = {
  kind: 'bulk',
  words: w('Thay đổi hàng loạt từ danh sách Excel', 'Change in bulk from a list of Excel'),
  consequences: [
    w(
      'Mọi dòng đã nêu được ghi cùng một lúc dưới một mã; có thể hủy cả lần khi chưa có gì dựa vào.',
      'All rows named are recorded at once under one id; they can be taken back together while nothing rests on them.',
    ),
  ],
  perform,
};

/** `proposal` where it waits for a second person. */
export type Settled = { id: string; already: boolean; proposal?: string };

/** Records an import, or takes it back: alone up to twenty records, else as a proposal. Twice is once. */
export async function carryOutImport(
  office: Office,
  id: string,
  op: Payload['op'],
): Promise<Outcome<Settled>> {
  let two: Payload | undefined;
  const entry = {
    command: op === 'apply' ? 'import list' : 'undo import',
    recordType: 'import_draft',
    recordId: id,
  };
  const outcome = await command(
    office,
    { ...entry, input: { id, op } },
    async (tx): Promise<Outcome<Settled>> => {
      const open = await openDraft(office, tx, id);
      if (!open) return refused(NOT_FOUND);
      const plan = await planOf(tx, id, open.list.besideTypes ?? []);
      const key = { type: open.list.type, types: typesOf(open.list), records: recordsOf(plan) };
      const fresh = open.draft.state === (op === 'apply' ? 'judged' : 'applied');
      // The machine, which imports history, needs nobody.
      if (fresh && key.records > ALONE && !(await isMachine(tx))) {
        two = { draft: id, op, key };
        return refused(nothing);
      }
      const performed = await perform(office, tx, { draft: id, op, key });
      return performed.ok ? done({ id, already: false }) : performed;
    },
  );
  if (two) {
    await keep(office, (tx) => setProposed(tx, id));
    const proposed = await propose(office, bulkAct, two);
    return proposed.ok ? done({ id, ...proposed.value }) : told(proposed, id);
  }
  return told(outcome, id);
}

function told(outcome: Outcome<Settled> | Outcome<never>, id: string): Outcome<Settled> {
  if (outcome.ok) return outcome;
  if (outcome.refusals.includes(LOST_REFERENCE)) return refused(dependsOn);
  const isAlready = outcome.refusals.some(({ code }) => code === 'already_recorded');
  return isAlready ? done({ id, already: true }) : outcome;
}
