/** An act of reorganisation line by line, as it is put before two persons. */
import type { Fact } from '../../approvals/define.ts';
import type { Reader } from '../../db/door.ts';
import { isId } from '../../kernel/id.ts';
import { formatDate } from '../../kernel/plain-date.ts';
import { type Words, w } from '../../kernel/words.ts';
import { reasonFact } from '../../records/facts.ts';
import { type Operation, reorganisation, UNIT_KINDS } from './contract.ts';
import type { ReadAct } from './input.ts';
import { treeAround } from './store.ts';

const VERBS: Readonly<Record<Operation['do'], Words>> = {
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

/** Decision, days and operations; units by name and code, as they stand on the effective day. */
export async function actFacts(tx: Reader, act: ReadAct, named: ReadAct): Promise<Fact[]> {
  const ids = [named.unit, ...named.operations.flatMap(textsOf)].filter(isId);
  const tree = await treeAround(tx, ids, act.effective_on);
  const names = new Map(tree.map((row) => [row.unit, `${row.name} (${row.code})`]));
  const told = (text: string, language: 'vi' | 'en') =>
    names.get(text) ?? UNIT_KINDS[text as keyof typeof UNIT_KINDS]?.[language] ?? text;
  const line = (value: unknown): Words => {
    const texts = textsOf(value);
    return w(texts.map((t) => told(t, 'vi')).join(' · '), texts.map((t) => told(t, 'en')).join(' · '));
  };
  const { fields } = reorganisation;
  const day = (value: ReadAct['decided_on']) => w(formatDate(value, 'vi'), formatDate(value, 'en'));
  return [
    { label: fields.summary.words, value: w(act.summary, act.summary) },
    { label: fields.number.words, value: w(act.number, act.number) },
    { label: fields.decided_by.words, value: w(act.decided_by, act.decided_by) },
    { label: fields.decided_on.words, value: day(act.decided_on) },
    { label: fields.effective_on.words, value: day(act.effective_on) },
    { label: fields.unit.words, value: line(named.unit) },
    // Founded units have no name in the tree yet: they are told as they were sent.
    ...act.operations.map((operation, i) => ({
      label: VERBS[operation.do],
      value: line(operation.do === 'found' ? operation : named.operations[i]),
    })),
    ...reasonFact(act.reason),
  ];
}
