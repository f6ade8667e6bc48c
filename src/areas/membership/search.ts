/** What somebody typed into the one box, as a question about persons. */
import type { Reader } from '../../db/door.ts';
import { parsePartialDate } from '../../kernel/partial-date.ts';
import { type FoundPerson, personsBy, personsByWords } from './search-store.ts';

export type PersonQuestion =
  | { by: 'number' | 'file' | 'born' | 'card'; typed: string }
  | { by: 'words'; typed: string };

const NUMBER = /^\d{3}[ .-]?\d{3}[ .-]?\d{3}([ .-]?\d{3})?$/;
/** Of the old kind (QĐ 85); twelve digits may be a card's as well as a person's. */
const CARD = /^\d{2}[ .-]?\d{3}[ .-]?\d{3}$/;
const FILE_NUMBER = /^\d{6}[ .-]?[a-zđ]{2,3}$/i;

/** An identity number, a card, a file number, a day or month of birth; everything else is words of a name. */
export function personQuestion(typed: string): PersonQuestion {
  if (NUMBER.test(typed)) return { by: 'number', typed };
  if (CARD.test(typed)) return { by: 'card', typed };
  if (FILE_NUMBER.test(typed)) return { by: 'file', typed: typed.replace(/[ .-]/g, '') };
  // A year alone would be half a generation.
  const date = /\d/.test(typed) && !/^\d{1,4}$/.test(typed) ? parsePartialDate(typed) : undefined;
  if (date?.ok && date.value.length > 'YYYY'.length) return { by: 'born', typed: date.value };
  return { by: 'words', typed };
}

/** Twelve digits are asked of identity numbers first; where they are nobody's, of cards. */
export async function findPersons(
  tx: Reader,
  question: PersonQuestion,
  most: number,
): Promise<FoundPerson[]> {
  if (question.by === 'words') return personsByWords(tx, question.typed, most);
  const found = await personsBy(tx, question.by, question.typed, most);
  return question.by === 'number' && found.length === 0 ? personsBy(tx, 'card', question.typed, most) : found;
}
