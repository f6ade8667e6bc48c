/** The forms by which operations are added to a draft: what each asks for, and the operations it makes of it. */
import { done, type Outcome, type Refusal, refusal, refused } from '../../kernel/refusal.ts';
import { clean } from '../../kernel/text.ts';
import { type Words, w } from '../../kernel/words.ts';
import { choice, type Field, reference, text } from '../../records/define.ts';
import { type Typed, textOf } from '../../records/input.ts';
import { type Operation, SECTORS, UNIT_KINDS, unit } from './contract.ts';
import { readOperations } from './input.ts';

/** Chosen among the units of the draft; several are ticked on the page. */
const one = (words: Words, more: { required?: true; hint?: Words } = {}) => reference(words, 'unit', more);

const { name, code, parent } = unit.fields;

export type OperationForm = {
  /** The unit that is chosen first, because what can be ticked depends on it: `within` those beneath it, else its own. */
  first?: 'within' | 'unit';
  fields: Readonly<Record<string, Field>>;
  /** Fields that are ticked. */
  ticked?: readonly ('units' | 'persons')[];
  wanted: readonly string[];
  make(typed: Made): unknown[];
};

type Made = { text(name: string): string | undefined; list(name: string): string[] };

const FIELDS = {
  name: text(name.words, { required: true }),
  code: text(code.words, { required: true, max: 40 }),
  kind: choice(w('Loại tổ chức', 'Kind'), UNIT_KINDS, { required: true }),
  sector: choice(w('Loại hình', 'Sector'), SECTORS),
};

const required = { required: true } as const;

export const OPERATION_FORMS: Readonly<Record<Operation['do'], OperationForm>> = {
  found: {
    fields: { ...FIELDS, parent: one(parent.words, required) },
    wanted: ['name', 'code', 'kind', 'parent'],
    make: ({ text: of }) => [
      {
        do: 'found',
        name: of('name'),
        code: of('code'),
        kind: of('kind'),
        sector: of('sector'),
        parent: of('parent'),
      },
    ],
  },
  merge: {
    first: 'within',
    ticked: ['units'],
    fields: { into: one(w('Hợp nhất vào', 'Merge into'), required) },
    wanted: ['units', 'into'],
    make: ({ text: of, list }) => [{ do: 'merge', units: list('units'), into: of('into') }],
  },
  dissolve: {
    fields: {
      unit: one(w('Tổ chức chấm dứt', 'Unit that ends'), required),
      rest: one(w('Đảng viên chuyển về', 'Its members go to'), {
        hint: w('Khi tổ chức còn đảng viên', 'Where it still has members'),
      }),
      successor: one(w('Tổ chức kế thừa', 'Successor'), {
        hint: w('Để trống: cấp trên trực tiếp', 'Empty: the direct superior'),
      }),
    },
    wanted: ['unit'],
    make: ({ text: of }) => [
      { do: 'dissolve', unit: of('unit'), rest: of('rest'), successor: of('successor') },
    ],
  },
  split: {
    first: 'unit',
    ticked: ['units', 'persons'],
    fields: {
      to: one(w('Phần tách ra thuộc về', 'The part goes to'), {
        ...required,
        hint: w('Tổ chức mới thì thành lập trước', 'A new unit is founded first'),
      }),
      rest_to: one(w('Phần còn lại thuộc về', 'The rest goes to'), {
        hint: w('Để trống: tổ chức cũ tiếp tục', 'Empty: the unit itself lives on'),
      }),
    },
    wanted: ['unit', 'to'],
    make: ({ text: of, list }) => {
      const rest = of('rest_to') ?? of('unit');
      const principal = rest === of('unit') ? {} : { principal: true };
      const part = { unit: of('to'), persons: list('persons'), units: list('units') };
      return [{ do: 'split', unit: of('unit'), into: [{ unit: rest, ...principal }, part] }];
    },
  },
  rename: {
    fields: { unit: one(unit.words.one, required), name: FIELDS.name },
    wanted: ['unit', 'name'],
    make: ({ text: of }) => [{ do: 'rename', unit: of('unit'), name: of('name') }],
  },
  rekind: {
    fields: { unit: one(unit.words.one, required), kind: FIELDS.kind, sector: FIELDS.sector },
    wanted: ['unit', 'kind'],
    make: ({ text: of }) => [{ do: 'rekind', unit: of('unit'), kind: of('kind'), sector: of('sector') }],
  },
  recode: {
    fields: { unit: one(unit.words.one, required), code: FIELDS.code },
    wanted: ['unit', 'code'],
    make: ({ text: of }) => [{ do: 'recode', unit: of('unit'), code: of('code') }],
  },
  reparent: {
    first: 'within',
    ticked: ['units'],
    fields: { parent: one(w('Chuyển về trực thuộc', 'Move beneath'), required) },
    wanted: ['units', 'parent'],
    make: ({ text: of, list }) =>
      list('units').map((moved) => ({ do: 'reparent', unit: moved, parent: of('parent') })),
  },
  move_members: {
    first: 'unit',
    ticked: ['persons'],
    fields: { to: one(w('Chuyển đến', 'Move to'), required) },
    wanted: ['unit', 'to'],
    make: ({ text: of, list }) => [
      {
        do: 'move_members',
        from: of('unit'),
        to: of('to'),
        ...(list('persons').length > 0 ? { persons: list('persons') } : {}),
      },
    ],
  },
};

export const isOperation = (verb: string): verb is Operation['do'] => Object.hasOwn(OPERATION_FORMS, verb);

/** Every name a form of operations may send. */
export const OPERATION_NAMES: readonly string[] = [
  ...new Set(Object.values(OPERATION_FORMS).flatMap((form) => Object.keys(form.fields))),
  ...['do', 'within', 'unit', 'units', 'persons', 'seen'],
].filter((each, i, all) => all.indexOf(each) === i);

const wantedText: Words = w('Hãy chọn hoặc nhập mục này.', 'Choose or enter this.');

/** The operations of a form as it was sent; what is missing comes field by field. */
export function readOperationForm(verb: Operation['do'], typed: Typed): Outcome<Operation[]> {
  const form = OPERATION_FORMS[verb];
  const made: Made = {
    text: (field) => clean(textOf(typed[field])) || undefined,
    list: (field) => [typed[field] ?? []].flat().map(textOf).filter(Boolean),
  };
  const missing = form.wanted.filter((field) =>
    field === 'units' ? made.list(field).length === 0 : made.text(field) === undefined,
  );
  if (missing.length > 0)
    return refused(...missing.map((field): Refusal => refusal('required', wantedText, field)));
  const operations = form
    .make(made)
    .map((operation) =>
      Object.fromEntries(Object.entries(operation as object).filter(([, value]) => value !== undefined)),
    );
  const read = readOperations(operations);
  return read.ok ? done(read.value) : read;
}
