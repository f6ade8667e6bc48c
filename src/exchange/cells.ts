/** One cell of an exchange file: text to a value the database takes, or what is wrong with it. */
import { isId } from '../kernel/id.ts';
import { isPartialDate } from '../kernel/partial-date.ts';
import { isPlainDate } from '../kernel/plain-date.ts';
import { type Words, w } from '../kernel/words.ts';
import type { Field, RecordType } from '../records/define.ts';

/** A value as COPY's text format writes it, or null. */
export type Cell = string | null;

type Read = { ok: true; value: Cell } | { ok: false; message: Words };

const ok = (value: Cell): Read => ({ ok: true, value });
const bad = (message: Words): Read => ({ ok: false, message });

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;

const needed = w('Ô này không được để trống.', 'This cell must not be empty.');

/** The reader of a column; made once per file, called once per cell. Earlier versions must say when they were known. */
export function readerOf(type: RecordType, column: string, past: boolean): (text: string) => Read {
  if (column === 'id') return (text) => (isId(text) ? ok(text) : bad(notAnId));
  if (column === 'known_from' || column === 'known_to') {
    return (text) =>
      text === '' ? (past ? bad(needed) : ok(null)) : INSTANT.test(text) ? ok(text) : bad(notAnInstant);
  }
  const field = type.fields[column]!;
  const value = valueReader(field);
  const required = field.required === true;
  return (text) =>
    text === '' ? (required && field.type !== 'choices' ? bad(needed) : ok(emptyOf(field))) : value(text);
}

/** What an empty cell holds, or one of a column the file does not have. */
export const emptyOf = (field: Field): Cell =>
  field.type === 'choices' ? '{}' : field.type === 'flag' && !field.derived ? 'false' : null;

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:\d{2})$/;
const notAnId = w(
  'Mã phải là UUID phiên bản 7, chữ thường.',
  'The id must be a version 7 UUID in lower case.',
);
const notAnInstant = w(
  'Thời điểm phải theo ISO 8601 có múi giờ.',
  'The instant must be ISO 8601 with its zone.',
);
const notADay = w(
  'Ngày phải có dạng năm-tháng-ngày và có thật, ví dụ 2023-09-30.',
  'The day must be a real one such as 2023-09-30.',
);
const notANumber = w('Ô này phải là số nguyên không âm.', 'This cell must be a whole number, not negative.');
const notAFlag = w('Ô này phải là true hoặc false.', 'This cell must be true or false.');
const unclean = w(
  'Có ký tự điều khiển. Hãy xóa và gõ lại ô này.',
  'There are control characters. Clear the cell and type it again.',
);

function valueReader(field: Field): (text: string) => Read {
  switch (field.type) {
    case 'date':
      return (text) => (isPlainDate(text) ? ok(text) : bad(notADay));
    case 'partial-date':
      return (text) => (isPartialDate(text) ? ok(text) : bad(notADay));
    case 'count':
      return (text) => (/^\d{1,9}$/.test(text) ? ok(text) : bad(notANumber));
    case 'money':
      return (text) => (/^\d{1,15}$/.test(text) ? ok(text) : bad(notANumber));
    case 'flag':
      return (text) => (text === 'true' || text === 'false' ? ok(text) : bad(notAFlag));
    case 'choice': {
      const list = bad(
        w(
          `Chọn một trong: ${Object.keys(field.options).join(', ')}.`,
          `Use one of: ${Object.keys(field.options).join(', ')}.`,
        ),
      );
      return (text) => (Object.hasOwn(field.options, text) ? ok(text) : list);
    }
    case 'choices': {
      const list = bad(
        w(
          `Chỉ dùng: ${Object.keys(field.options).join(', ')}.`,
          `Use only: ${Object.keys(field.options).join(', ')}.`,
        ),
      );
      return (text) => {
        const parts = text.split('|');
        return parts.every((part) => Object.hasOwn(field.options, part)) ? ok(`{${parts.join()}}`) : list;
      };
    }
    case 'reference':
      return (text) => (isId(text) ? ok(text) : bad(notAnId));
    case 'text':
      return textReader(field.max);
  }
}

function textReader(max: number): (text: string) => Read {
  const long = bad(w(`Dài quá ${max} ký tự. Hãy rút gọn.`, `Longer than ${max} characters. Shorten it.`));
  return (text) => {
    if (text.length > max && Array.from(text).length > max) return long;
    if (CONTROL.test(text)) return bad(unclean);
    return ok(text.normalize('NFC').trim());
  };
}
