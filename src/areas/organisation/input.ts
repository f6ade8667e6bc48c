/** Reads an act as a program or a JSON file sends it; refuses place by place. */
import { isId } from '../../kernel/id.ts';
import { type PlainDate, parseDate } from '../../kernel/plain-date.ts';
import { done, type Outcome, type Refusal, refusal, refused } from '../../kernel/refusal.ts';
import { clean, tooLong } from '../../kernel/text.ts';
import { w } from '../../kernel/words.ts';
import { LONGEST_REASON } from '../../records/commands.ts';
import { type Act, type Operation, reorganisation } from './contract.ts';

export type ReadAct = Omit<Act, 'decided_on' | 'effective_on' | 'reason'> & {
  decided_on: PlainDate;
  effective_on: PlainDate;
  reason: string;
};

type Json = Record<string, unknown>;

type Kind = 'text' | 'text?' | 'texts' | 'texts?' | 'lists?' | 'parts' | 'map?';

const OPERATIONS: Record<Operation['do'], Record<string, Kind>> = {
  found: {
    id: 'text?',
    name: 'text',
    code: 'text',
    kind: 'text',
    sector: 'text?',
    parent: 'text?',
    bodies: 'map?',
  },
  dissolve: { unit: 'text', members: 'lists?', rest: 'text?', successor: 'text?' },
  rename: { unit: 'text', name: 'text' },
  rekind: { unit: 'text', kind: 'text', sector: 'text?' },
  recode: { unit: 'text', code: 'text' },
  reparent: { unit: 'text', parent: 'text', code: 'text?' },
  merge: { units: 'texts', into: 'text' },
  split: { unit: 'text', into: 'parts' },
  move_members: { from: 'text', to: 'text', persons: 'texts?' },
};

const LONGEST = 200;

const isText = (value: unknown): value is string =>
  typeof value === 'string' && clean(value) !== '' && !tooLong(value, LONGEST);
const isTexts = (value: unknown): value is string[] => Array.isArray(value) && value.every(isText);
const isMap = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isList = (value: unknown): boolean => isMap(value) && isText(value.to) && isTexts(value.persons);
const isPart = (value: unknown): boolean =>
  isMap(value) &&
  isText(value.unit) &&
  (value.persons === undefined || isTexts(value.persons)) &&
  (value.units === undefined || isTexts(value.units)) &&
  (value.principal === undefined || typeof value.principal === 'boolean');

const FITS: Record<Kind, (value: unknown) => boolean> = {
  text: isText,
  'text?': (value) => value === undefined || value === null || isText(value),
  texts: isTexts,
  'texts?': (value) => value === undefined || isTexts(value),
  'lists?': (value) => value === undefined || (Array.isArray(value) && value.every(isList)),
  parts: (value) => Array.isArray(value) && value.every(isPart),
  'map?': (value) =>
    value === undefined || (isMap(value) && Object.values(value).every((id) => isText(id) && isId(id))),
};

const unreadable = (place: string): Refusal =>
  refusal(
    'unreadable',
    w(
      `Mục ${place} thiếu hoặc sai dạng. Hãy xem tài liệu về quyết định tổ chức rồi gửi lại.`,
      `Entry ${place} is missing or of the wrong form. See the description of acts, then send again.`,
    ),
    place,
  );

function readOperation(value: unknown, at: number): Outcome<Operation> {
  const place = `operations.${at}`;
  const shape = isMap(value) ? OPERATIONS[value.do as Operation['do']] : undefined;
  if (!isMap(value) || !shape || !Object.hasOwn(OPERATIONS, String(value.do)))
    return refused(unreadable(`${place}.do`));
  const wrong = Object.entries(shape).filter(([name, kind]) => !FITS[kind](value[name]));
  const strange = Object.keys(value).filter((name) => name !== 'do' && !Object.hasOwn(shape, name));
  const places = [...wrong.map(([name]) => name), ...strange];
  if (places.length > 0) return refused(...places.map((name) => unreadable(`${place}.${name.slice(0, 40)}`)));
  const named = Object.entries(value).filter(([, v]) => v !== null || value.do === 'found');
  return done(Object.fromEntries(named.map(([name, v]) => [name, cleaned(v)])) as Operation);
}

function cleaned(value: unknown): unknown {
  if (typeof value === 'string') return clean(value);
  if (Array.isArray(value)) return value.map(cleaned);
  return isMap(value) ? Object.fromEntries(Object.entries(value).map(([k, v]) => [k, cleaned(v)])) : value;
}

const TEXTS = ['number', 'decided_by', 'unit', 'summary'] as const;

const longest = (name: string): number => {
  const field = (reorganisation.fields as Record<string, { type: string; max?: number }>)[name];
  return field?.max ?? LONGEST;
};

/** A list of operations alone. All places that are wrong come at once. */
export function readOperations(list: readonly unknown[]): Outcome<Operation[]> {
  const read = list.map(readOperation);
  const refusals = read.flatMap((operation) => (operation.ok ? [] : operation.refusals));
  if (refusals.length > 0) return refused(...refusals);
  return done(read.flatMap((operation) => (operation.ok ? [operation.value] : [])));
}

/** The act in the types of the product. All places that are wrong come at once. */
export function readAct(value: unknown): Outcome<ReadAct> {
  if (!isMap(value)) return refused(unreadable('{}'));
  const refusals: Refusal[] = [];
  if (!isId(String(value.id ?? ''))) refusals.push(unreadable('id'));
  const texts = TEXTS.map((name) => {
    const text = typeof value[name] === 'string' ? clean(value[name]) : '';
    const long = tooLong(text, longest(name), name);
    if (text === '') refusals.push(unreadable(name));
    else if (long) refusals.push(long);
    return [name, text] as const;
  });
  const days = (['decided_on', 'effective_on'] as const).map((name) => {
    const day = parseDate(typeof value[name] === 'string' ? value[name] : '', name);
    if (!day.ok) refusals.push(...day.refusals);
    return [name, day.ok ? day.value : ''] as const;
  });
  const list = Array.isArray(value.operations) ? value.operations : [];
  if (list.length === 0) refusals.push(unreadable('operations'));
  const operations = readOperations(list);
  if (!operations.ok) refusals.push(...operations.refusals);
  const reason = clean(typeof value.reason === 'string' ? value.reason : '');
  const longReason = tooLong(reason, LONGEST_REASON, 'reason');
  if (longReason) refusals.push(longReason);
  if (refusals.length > 0) return refused(...refusals);
  return done({
    id: value.id,
    ...Object.fromEntries([...texts, ...days]),
    operations: operations.ok ? operations.value : [],
    reason,
  } as ReadAct);
}

/** What a JSON text holds. */
export function readJson(text: string): Outcome<unknown> {
  try {
    return done(JSON.parse(text));
  } catch {
    const message = w(
      'Tệp không phải là JSON đọc được. Hãy xem lại dấu ngoặc và dấu phẩy.',
      'The file is not readable JSON. Check brackets and commas.',
    );
    return refused(refusal('not_json', message));
  }
}

/** An act in a JSON text. */
export function parseAct(text: string): Outcome<ReadAct> {
  const json = readJson(text);
  return json.ok ? readAct(json.value) : json;
}
