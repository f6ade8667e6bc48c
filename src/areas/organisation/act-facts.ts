/** An act of reorganisation line by line, as it is put before two persons. */
import type { Fact } from '../../approvals/define.ts';
import type { Reader } from '../../db/door.ts';
import { isId } from '../../kernel/id.ts';
import { formatDate, type PlainDate } from '../../kernel/plain-date.ts';
import { type Words, w } from '../../kernel/words.ts';
import { reasonFact } from '../../records/facts.ts';
import { type Operation, reorganisation, SECTORS, UNIT_KINDS } from './contract.ts';
import type { ReadAct } from './input.ts';
import { treeAround } from './store.ts';

export const VERBS: Readonly<Record<Operation['do'], Words>> = {
  found: w('Thành lập', 'Found'),
  dissolve: w('Giải thể', 'Dissolve'),
  rename: w('Đổi tên', 'Rename'),
  rekind: w('Đổi loại hình tổ chức', 'Change the kind of'),
  recode: w('Đổi mã số', 'Change the code of'),
  reparent: w('Chuyển về trực thuộc', 'Move beneath'),
  merge: w('Hợp nhất', 'Merge'),
  split: w('Chia, tách', 'Split'),
  move_members: w('Chuyển đảng viên', 'Move members'),
};

/** What an operation names, in the order it is told; whatever else it says comes after. */
const ORDER = ['unit', 'units', 'from', 'name', 'code', 'kind', 'sector', 'parent', 'into', 'to', 'persons'];

const place = (name: string) => (ORDER.includes(name) ? ORDER.indexOf(name) : ORDER.length);

/** Texts of an operation; a list of persons is told by its length. */
function textsOf(value: unknown): string[] {
  if (typeof value === 'boolean' || value === null || value === undefined) return [];
  if (Array.isArray(value)) return value.flatMap(textsOf);
  if (typeof value !== 'object') return [String(value)];
  const parts = Object.entries(value).sort(([a], [b]) => place(a) - place(b) || (a < b ? -1 : 1));
  return parts.flatMap(([name, part]) => {
    if (name === 'do' || name === 'id' || name === 'bodies') return [];
    return name === 'persons' && Array.isArray(part) ? [`(${part.length})`] : textsOf(part);
  });
}

/** Says texts of operations by the names of a day: units by name and code, those the act founds among them, and kinds. */
async function tellerOn(
  tx: Reader,
  day: PlainDate,
  ids: readonly string[],
  operations: readonly Operation[],
): Promise<(value: unknown) => Words> {
  const tree = await treeAround(tx, ids, day);
  const founded = operations.flatMap((one) => (one.do === 'found' && one.id ? [[one.id, one] as const] : []));
  const names = new Map(
    [...tree.map((row) => [row.unit, row] as const), ...founded].map(([id, { name, code }]) => [
      id,
      `${name} (${code})`,
    ]),
  );
  const told = (text: string, language: 'vi' | 'en') =>
    names.get(text) ??
    UNIT_KINDS[text as keyof typeof UNIT_KINDS]?.[language] ??
    SECTORS[text as keyof typeof SECTORS]?.[language] ??
    text;
  return (value) => {
    const texts = textsOf(value);
    return w(texts.map((t) => told(t, 'vi')).join(' · '), texts.map((t) => told(t, 'en')).join(' · '));
  };
}

/** Operations one by one, each under its verb; units are named by id. */
export async function operationFacts(
  tx: Reader,
  day: PlainDate,
  operations: readonly Operation[],
): Promise<Fact[]> {
  const line = await tellerOn(tx, day, operations.flatMap(textsOf).filter(isId), operations);
  return operations.map((operation) => ({ label: VERBS[operation.do], value: line(operation) }));
}

/** Decision, days and operations; units by name and code, as they stand on the effective day. */
export async function actFacts(tx: Reader, act: ReadAct, named: ReadAct): Promise<Fact[]> {
  const ids = [named.unit, ...named.operations.flatMap(textsOf)].filter(isId);
  const line = await tellerOn(tx, act.effective_on, ids, named.operations);
  const { fields } = reorganisation;
  const day = (value: ReadAct['decided_on']) => w(formatDate(value, 'vi'), formatDate(value, 'en'));
  return [
    { label: fields.summary.words, value: w(act.summary, act.summary) },
    { label: fields.number.words, value: w(act.number, act.number) },
    { label: fields.decided_by.words, value: w(act.decided_by, act.decided_by) },
    { label: fields.decided_on.words, value: day(act.decided_on) },
    { label: fields.effective_on.words, value: day(act.effective_on) },
    { label: fields.unit.words, value: line(named.unit) },
    ...named.operations.map((operation) => ({ label: VERBS[operation.do], value: line(operation) })),
    ...reasonFact(act.reason),
  ];
}
