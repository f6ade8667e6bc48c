/** Asks a second person for an export: what both are shown is told by the server from the key alone. */
import { type Proposed, propose } from '../approvals/commands.ts';
import type { Fact } from '../approvals/define.ts';
import { type Reader, read } from '../db/door.ts';
import { isId } from '../kernel/id.ts';
import { formatCount } from '../kernel/number.ts';
import { type Outcome, refusal, refused } from '../kernel/refusal.ts';
import { clean, tooLong } from '../kernel/text.ts';
import { type Words, w } from '../kernel/words.ts';
import type { AnyRow, Catalogue } from '../records/catalogue.ts';
import type { Office } from '../records/commands.ts';
import type { RecordType } from '../records/define.ts';
import { type Typed, textOf } from '../records/input.ts';
import { labelsFor, shown } from '../records/labels.ts';
import { LONGEST_PURPOSE, type PermissionKey, purposeWanted } from './export.ts';

/** The names of the form: the parts of the key, and the purpose. */
export const PROPOSED_WITH = ['type', 'what', 'filters', 'rows', 'memberRows', 'ids', 'purpose'] as const;

const UNREADABLE = refusal(
  'export_unreadable',
  w(
    'Không đọc được danh sách cần xuất. Hãy mở lại danh sách, xuất lại rồi trình.',
    'What is to be taken out cannot be read. Open the list again, take it out anew and propose it.',
  ),
);

/** Longest text of a filter that is shown whole; the key holds all of it. */
const LONGEST_SHOWN = 200;

const FACTS = {
  list: w('Danh sách', 'List'),
  address: w('Địa chỉ', 'Address'),
  rows: w('Số dòng', 'Rows'),
  memberRows: w('Số dòng về đảng viên', 'Rows on members'),
  ids: w('Mã của đúng các dòng này (SHA-256)', 'Code of exactly these rows (SHA-256)'),
  purpose: w('Mục đích sử dụng', 'What it is for'),
} as const;

/** Puts an export before a second person, as the act of `unit`. Refuses what is no key, and an export for no purpose. */
export async function proposeExport(office: Office, unit: string, typed: Typed): Promise<Outcome<Proposed>> {
  const key = keyIn(office.catalogue, typed);
  const act = office.catalogue.act('export');
  if (!key || !act) return refused(UNREADABLE);
  const purpose = clean(textOf(typed.purpose));
  const long = tooLong(purpose, LONGEST_PURPOSE, 'purpose');
  if (long) return refused(long);
  if (purpose === '') return refused(purposeWanted());
  const facts = await read(office, (tx) => factsOfExport(tx, office.catalogue, key, purpose));
  return propose(office, act, { unit, key, facts }, purpose);
}

/** The key as it was sent; undefined where it is none. A made-up one permits nothing that is ever taken out. */
function keyIn(catalogue: Catalogue, typed: Typed): PermissionKey | undefined {
  const [type, what, ids] = [textOf(typed.type), textOf(typed.what), textOf(typed.ids)];
  const [rows, memberRows] = [Number(textOf(typed.rows)), Number(textOf(typed.memberRows))];
  const filters = filtersIn(textOf(typed.filters));
  const isCount = (n: number) => Number.isSafeInteger(n) && n > 0;
  const isKnown = catalogue.records.some(({ name }) => name === type);
  const isShaped = /^\/[\w./@-]{1,200}$/.test(what) && /^[0-9a-f]{64}$/.test(ids);
  if (!isKnown || !isShaped || !isCount(rows) || !isCount(memberRows) || !filters) return undefined;
  return { type, what, rows, memberRows, ids, filters };
}

function filtersIn(text: string): Record<string, string> | undefined {
  try {
    const filters: unknown = JSON.parse(text);
    const isObject = filters !== null && typeof filters === 'object' && !Array.isArray(filters);
    const isText = isObject && Object.values(filters).every((value) => typeof value === 'string');
    return isText ? (filters as Record<string, string>) : undefined;
  } catch {
    return undefined;
  }
}

async function factsOfExport(
  tx: Reader,
  catalogue: Catalogue,
  key: PermissionKey,
  purpose: string,
): Promise<Fact[]> {
  const type = catalogue.record(key.type);
  const count = (n: number) => w(formatCount(n, 'vi'), formatCount(n, 'en'));
  return [
    { label: FACTS.list, value: type.words.many },
    { label: FACTS.address, value: same(key.what) },
    ...(await filterFacts(tx, catalogue, type, key.filters)),
    { label: FACTS.rows, value: count(key.rows) },
    { label: FACTS.memberRows, value: count(key.memberRows) },
    { label: FACTS.ids, value: same(key.ids) },
    { label: FACTS.purpose, value: same(purpose) },
  ];
}

const same = (text: string): Words => w(text, text);

/** A filter that is a field of the record under its name and with what it refers to, every other as it stands. */
async function filterFacts(
  tx: Reader,
  catalogue: Catalogue,
  type: RecordType,
  filters: PermissionKey['filters'],
): Promise<Fact[]> {
  const told = Object.entries(filters).filter(
    ([name, value]) => type.fields[name] && (type.fields[name].type !== 'reference' || isId(value)),
  );
  const row = Object.fromEntries(told) as AnyRow;
  const vi = await labelsFor(tx, catalogue, type, [row], 'vi');
  const en = await labelsFor(tx, catalogue, type, [row], 'en');
  return Object.entries(filters).map(([name, value]) => {
    const field = type.fields[name];
    if (!field || !Object.hasOwn(row, name)) return { label: same(name), value: same(clip(value)) };
    const words = w(shown(field, value, vi, 'vi'), shown(field, value, en, 'en'));
    return { label: field.words, value: words.vi === '' ? same(clip(value)) : words };
  });
}

const clip = (text: string): string =>
  text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text;
