/** The steps a person takes with a list: hand it in, choose, confirm, repair, decide; each is kept with the draft. */
import { command, keep, read } from '../db/door.ts';
import { cleanName } from '../files/attach.ts';
import { inspect } from '../files/inspect.ts';
import { isId } from '../kernel/id.ts';
import { encodingOfFont, fromOldEncoding, looksLike } from '../kernel/old-encodings.ts';
import { done, type Outcome, type Refusal, refusal, refused } from '../kernel/refusal.ts';
import { clean } from '../kernel/text.ts';
import { w } from '../kernel/words.ts';
import { BAD_ID, type Office } from '../records/commands.ts';
import { mayWrite } from '../records/store.ts';
import { readCell } from './cells.ts';
import type { Answer, Choices, ChosenSheet, Decided, Draft, Found, Letters } from './draft.ts';
import { findHeader, HEADER_WITHIN, headingsOf, signatureOf } from './headers.ts';
import { groundOf, judge, readFile, work } from './jobs.ts';
import { repairKey, textsOf } from './judge.ts';
import {
  decideField,
  deleteDraft,
  firstRows,
  insertDraft,
  judgeRows,
  keepLayout,
  loadDraft,
  loadLayout,
  rowAt,
  setChoices,
  setState,
} from './store.ts';
import { listOf, suggested, targetsOf } from './targets.ts';

export type HandedIn = { id: string; name: string; bytes: Uint8Array; list: string; unit: string };

const notExcel = refusal(
  'file.kind',
  w(
    'Chỉ nhận bảng tính .xlsx. Tệp Excel cũ (.xls, kể cả đã đổi đuôi thành .xlsx): mở bằng Excel, chọn Lưu thành (Save as), dạng “Excel Workbook (.xlsx)”, rồi gửi tệp mới. Tệp có mật khẩu: bỏ mật khẩu trước khi lưu.',
    'Only .xlsx is taken. A file of the old Excel (.xls, even renamed to .xlsx): open it in Excel, save it as “Excel Workbook (.xlsx)” and send that. One with a password: remove the password first.',
  ),
  'file',
);
/** How a file of the old Excel (and of old Word) begins, whatever its name says. */
const OLD_EXCEL = [0xd0, 0xcf, 0x11, 0xe0];
const isOldExcel = (bytes: Uint8Array): boolean => OLD_EXCEL.every((byte, i) => bytes[i] === byte);

export const stampedList = refusal(
  'file.stamp',
  w(
    'Trong tệp có dòng giống dấu độ mật. Văn bản mật không nhập vào phần mềm. Nếu không phải, hãy bỏ dòng ấy rồi gửi lại.',
    'A line of the file looks like a stamp of secrecy. Secret documents are not taken. If it is none, remove the line and send again.',
  ),
  'file',
);
const noList = refusal('required', w('Hãy chọn loại danh sách.', 'Choose what list it is.'), 'list');
const noUnit = refusal(
  'required',
  w('Hãy chọn đơn vị của danh sách.', 'Choose the unit of the list.'),
  'unit',
);

/** A list of a hundred thousand rows is looked through for seconds, on a busy machine for many, in milliseconds. */
const LONGEST_MS = 120_000;

/** Hands a workbook in: looked through, kept as a draft, its rows read. The same id twice is one draft. */
export async function openImport(office: Office, handed: HandedIn): Promise<Outcome<{ id: string }>> {
  const name = cleanName(handed.name);
  const list = listOf(office.catalogue, handed.list);
  const faults: Refusal[] = [
    ...(isId(handed.id) ? [] : [BAD_ID]),
    ...(/\.xlsx$/i.test(name) && handed.bytes.length > 0 && !isOldExcel(handed.bytes) ? [] : [notExcel]),
    ...(list ? [] : [noList]),
    ...(isId(handed.unit) ? [] : [noUnit]),
  ];
  if (faults.length > 0 || !list) return refused(...faults);
  const seen = await inspect('xlsx', handed.bytes, LONGEST_MS);
  if (!seen.ok) return seen;
  if (seen.value.stamp) return refused(stampedList);
  const draft = {
    id: handed.id,
    unit: handed.unit,
    list: list.key,
    type: list.type,
    name,
    file: handed.bytes,
  };
  const entry = {
    command: 'open import',
    recordType: 'import_draft',
    recordId: handed.id,
    unit: handed.unit,
  };
  const input = { name, list: list.key, bytes: handed.bytes.length };
  const outcome = await command(office, { ...entry, input }, async (tx) => {
    if (!(await mayWrite(tx, list.type))) return refused(noList);
    await insertDraft(tx, draft);
    return done({ id: handed.id });
  });
  const isThere = !outcome.ok && outcome.refusals.some(({ code }) => code === 'already_recorded');
  if (!outcome.ok && !isThere) return outcome;
  if (!isThere) await work(handed.id, () => readFile(office, handed.id));
  return done({ id: handed.id });
}

/** Goes on with a step that was cut off. */
export async function resume(office: Office, draft: Draft): Promise<void> {
  if (draft.state === 'reading') await work(draft.id, () => readFile(office, draft.id));
  if (draft.state === 'judging') await work(draft.id, () => judge(office, draft.id));
}

/** How each font's text is most likely read: by its name, else by its letters. */
export function guessedLetters({ samples = {} }: Partial<Found>): Record<string, Letters> {
  return Object.fromEntries(
    Object.entries(samples).map(([font, texts]): [string, Letters] => {
      const told = encodingOfFont(font)?.encoding;
      const looks = texts.map(looksLike).filter((one) => one !== undefined);
      return [font, told ?? (looks.length * 2 > texts.length ? looks[0]! : 'unicode')];
    }),
  );
}

/** Ten texts of a font as they are and as they would be read. */
export const beforeAfter = (found: Partial<Found>, font: string, letters: Letters) =>
  (found.samples?.[font] ?? []).slice(0, 10).map((before) => ({
    before,
    after:
      letters === 'unicode'
        ? clean(before)
        : clean(fromOldEncoding(before, letters, encodingOfFont(font)?.capitals ?? false)),
  }));

export type SheetView = ChosenSheet & { headings: string[]; signature: string; examples: string[][] };

/** A sheet as it is read with these headings, or with those that are found. */
export async function viewOf(office: Office, draft: Draft, sheet: number): Promise<SheetView> {
  const list = listOf(office.catalogue, draft.list)!;
  const { fonts = [], sheets = [] } = draft.found;
  const letters = draft.choices.letters ?? guessedLetters(draft.found);
  const raw = await read(office, (tx) => firstRows(tx, draft.id, sheet, HEADER_WITHIN + 3));
  const rows = raw.map((row) => textsOf(row, fonts, letters));
  const merges = sheets[sheet]?.merges ?? [];
  const chosen = draft.choices.sheets?.[sheet];
  const header = chosen?.header ?? findHeader(list, rows, merges);
  const headings = rows.length > 0 ? headingsOf(rows, merges, header) : [];
  const below = rows.filter(({ line }) => line > header[1]).slice(0, 3);
  return {
    ...{ header, unit: chosen?.unit ?? null, headings, signature: signatureOf(headings) },
    examples: headings.map((_, column) => below.map(({ texts }) => texts.get(column) ?? '')),
  };
}

/** What each column is: as chosen, as remembered of this office, or as the headings suggest. */
export async function columnsOf(
  office: Office,
  draft: Draft,
  view: SheetView,
): Promise<{ columns: string[]; from: 'chosen' | 'remembered' | 'suggested' }> {
  const chosen = draft.choices.columns?.[view.signature];
  if (chosen) return { columns: chosen, from: 'chosen' };
  const remembered = await read(office, (tx) => loadLayout(tx, draft.list, view.signature));
  if (remembered) return { columns: remembered, from: 'remembered' };
  const list = listOf(office.catalogue, draft.list)!;
  const taken = new Set<string>();
  const columns = view.headings.map((heading) => {
    const target = suggested(list, heading);
    if (taken.has(target)) return '';
    if (target) taken.add(target);
    return target;
  });
  return { columns, from: 'suggested' };
}

const closed = refusal(
  'import_closed',
  w(
    'Lần nhập này đã ghi xong, không sửa các bước được nữa.',
    'This import is recorded; its steps are closed.',
  ),
);

/** Of a second person, who approves exactly what was put before them or sends it back. */
export const NOT_YOURS = refusal(
  'not_yours',
  w(
    'Danh sách này do người khác trình nên đồng chí chỉ xem. Hãy duyệt, hoặc trả lại kèm lý do ở mục Chờ duyệt; người trình sẽ sửa.',
    'Somebody else put this list forward, so it is yours to read only. Approve it, or send it back with a reason under Approvals; whoever handed it in mends it.',
  ),
);

/** Changes what was chosen, while nothing is recorded; what was read by it is read anew at the next step. */
async function choose(
  office: Office,
  id: string,
  change: (draft: Draft) => Outcome<Choices>,
): Promise<Outcome<Draft>> {
  return keep(office, async (tx): Promise<Outcome<Draft>> => {
    const draft = await loadDraft(tx, id);
    if (!draft || draft.applied) return refused(closed);
    if (!draft.own) return refused(NOT_YOURS);
    const choices = change(draft);
    if (!choices.ok) return choices;
    await setChoices(tx, id, choices.value);
    if (draft.state === 'judged') await setState(tx, id, 'read', draft.progress);
    return done({ ...draft, choices: choices.value });
  });
}

const noSheet = refusal(
  'required',
  w('Hãy chọn ít nhất một trang tính.', 'Choose at least one sheet.'),
  'sheet',
);
const badHeader = (name: string) =>
  refusal(
    'bad_header',
    w(
      `Trang “${name}”: dòng tiêu đề phải là số dòng, từ nhỏ đến lớn, cách nhau nhiều nhất 3 dòng.`,
      `Sheet “${name}”: the heading lines are numbers of lines, the first before the last, at most 3 apart.`,
    ),
    'from',
  );

export type TypedSheet = { sheet: number; from: number; to: number; unit: string };

export function chooseSheets(
  office: Office,
  id: string,
  typed: readonly TypedSheet[],
): Promise<Outcome<Draft>> {
  return choose(office, id, ({ found, choices }) => {
    const known = typed.filter(({ sheet }) => found.sheets?.[sheet]);
    if (known.length === 0) return refused(noSheet);
    const wrong = known.find(({ from, to }) => !(from >= 1 && to >= from && to - from <= 3));
    if (wrong) return refused(badHeader(found.sheets![wrong.sheet]!.name));
    const sheets = known.map(({ sheet, from, to, unit }): [string, ChosenSheet] => [
      String(sheet),
      { header: [from, to], unit: isId(unit) ? unit : null },
    ]);
    return done({ ...choices, sheets: Object.fromEntries(sheets) });
  });
}

export function confirmLetters(
  office: Office,
  id: string,
  letters: Record<string, string>,
): Promise<Outcome<Draft>> {
  return choose(office, id, ({ choices }) => {
    const read = Object.entries(letters).map(([font, one]): [string, Letters] => [
      font,
      one === 'tcvn3' || one === 'vni' ? one : 'unicode',
    ]);
    return done({ ...choices, letters: Object.fromEntries(read) });
  });
}

const noName = refusal(
  'required',
  w(
    'Hãy chỉ ra cột bắt buộc (ví dụ họ và tên): chưa cột nào được chọn là mục ấy.',
    'Say which column is the required one (such as the full name): none was chosen.',
  ),
  'column',
);
const twice = refusal(
  'twice',
  w(
    'Hai cột cùng được chọn là một mục. Hãy để trống một cột.',
    'Two columns were said to be the same. Leave one out.',
  ),
  'column',
);

/** Says what the columns of sheets with these headings are, and remembers it for the office. */
export async function mapColumns(
  office: Office,
  draft: Draft,
  signature: string,
  columns: readonly string[],
): Promise<Outcome<Draft>> {
  const list = listOf(office.catalogue, draft.list)!;
  const known = new Set(targetsOf(list).map(({ value }) => value));
  const read = columns.map((one) => (known.has(one) ? one : ''));
  const named = read.filter(Boolean);
  if (new Set(named).size < named.length) return refused(twice);
  const needs = list.match?.name;
  if (!named.includes('@id') && needs && !named.includes(needs)) return refused(noName);
  const outcome = await choose(office, draft.id, ({ choices }) =>
    done({ ...choices, columns: { ...choices.columns, [signature]: read } }),
  );
  if (outcome.ok) await keep(office, (tx) => keepLayout(tx, draft.list, signature, read));
  return outcome;
}

/** Reads the rows by everything chosen so far. */
export const judgeNow = (office: Office, id: string): Promise<void> => work(id, () => judge(office, id));

export type Repair = { column: string; code: string; typed: string; answer: Answer };

/** Answers faults, each for every row that has it, and reads the rows anew. */
export async function repair(
  office: Office,
  id: string,
  repairs: readonly Repair[],
): Promise<Outcome<Draft>> {
  const outcome = await choose(office, id, ({ choices }) => {
    const all = structuredClone(choices.repairs ?? {});
    for (const { column, code, typed, answer } of repairs)
      all[column] = { ...all[column], [repairKey(code, typed)]: answer };
    return done({ ...choices, repairs: all });
  });
  if (outcome.ok) await judgeNow(office, id);
  return outcome;
}

/** Takes or leaves one field wherever the list differs in it. */
export const decideAll = (
  office: Office,
  id: string,
  field: string,
  only: 'fills' | 'differs',
  how: 'ours' | 'theirs',
): Promise<void> => keep(office, (tx) => decideField(tx, id, field, only, how));

export type TypedDecision = { field: string; how: string; paper: string };

/** Decides a row field by field: ours, theirs, or what the paper says; of a possible double, which record it is. */
export async function decideRow(
  office: Office,
  draft: Draft,
  at: { sheet: number; line: number },
  typed: readonly TypedDecision[],
  which: string,
): Promise<Outcome<null>> {
  if (!draft.own) return refused(NOT_YOURS);
  const ground = await groundOf(office, draft);
  const outcome = await keep(office, async (tx): Promise<Outcome<null>> => {
    const row = await rowAt(tx, draft.id, at.sheet, at.line);
    if (!row || !ground || draft.applied) return refused(closed);
    const decided: typeof row.decided = { ...row.decided, ...(which ? { _which: which } : {}) };
    for (const { field, how, paper } of typed) {
      const column = ground.list.columns[field];
      if (!column || !row.changes?.[field] || row.changes[field].act) continue;
      if (how !== 'paper') decided[field] = (how === 'theirs' ? 'theirs' : 'ours') satisfies Decided;
      else {
        const text = clean(paper);
        const told = readCell(column, { text, kind: 't', today: ground.today, units: ground.units });
        if (text === '' || !told.ok) return refused(unreadable(column.field.words.vi, column.field.words.en));
        decided[field] = { paper: told.value };
      }
    }
    const { cells: _, ...rest } = row;
    await judgeRows(tx, draft.id, [{ ...rest, decided }]);
    return done(null);
  });
  if (outcome.ok && which) await judgeNow(office, draft.id);
  return outcome;
}

const unreadable = (vi: string, en: string): Refusal =>
  refusal(
    'paper_unreadable',
    w(`Mục “${vi}”: không đọc được điều ghi theo giấy tờ.`, `“${en}”: what the paper says cannot be read.`),
    'paper',
  );

/** Gives a draft up: nothing of it stays. */
export async function discard(office: Office, draft: Draft): Promise<Outcome<null>> {
  if (draft.state === 'applied') return refused(closed);
  if (!draft.own) return refused(NOT_YOURS);
  const entry = {
    command: 'discard import',
    recordType: 'import_draft',
    recordId: draft.id,
    input: { id: draft.id },
  };
  return command(office, entry, async (tx) => {
    await deleteDraft(tx, draft.id);
    return done(null);
  });
}
