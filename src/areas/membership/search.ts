/** What somebody typed into the one box, as a question about persons. */
import type { Reader } from '../../db/door.ts';
import { parsePartialDate } from '../../kernel/partial-date.ts';
import { type FoundPerson, personsBy, personsByWords } from './search-store.ts';

export type PersonQuestion =
  | { by: 'number' | 'file' | 'born'; typed: string }
  | { by: 'words'; typed: string };

const NUMBER = /^\d{3}[ .-]?\d{3}[ .-]?\d{3}([ .-]?\d{3})?$/;
const FILE_NUMBER = /^\d{6}[ .-]?[a-zđ]{2,3}$/i;

/** An identity number, a file number, a day or month of birth; everything else is words of a name. */
export function personQuestion(typed: string): PersonQuestion {
  if (NUMBER.test(typed)) return { by: 'number', typed };
  if (FILE_NUMBER.test(typed)) return { by: 'file', typed: typed.replace(/[ .-]/g, '') };
  // A year alone would be half a generation.
  const date = /\d/.test(typed) && !/^\d{1,4}$/.test(typed) ? parsePartialDate(typed) : undefined;
  if (date?.ok && date.value.length > 'YYYY'.length) return { by: 'born', typed: date.value };
  return { by: 'words', typed };
}

export const findPersons = (tx: Reader, question: PersonQuestion, most: number): Promise<FoundPerson[]> =>
  question.by === 'words'
    ? personsByWords(tx, question.typed, most)
    : personsBy(tx, question.by, question.typed, most);
