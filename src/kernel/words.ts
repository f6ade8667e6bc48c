/** A label or sentence in both languages of the product; Vietnamese is the one that counts. */
export type Words = { vi: string; en: string };

export type Language = 'vi' | 'en';

/** Nothing to say: where a sentence has an optional part, or an answer is never shown. */
export const NO_WORDS: Words = { vi: '', en: '' };

/** Short form for writing words in contracts: `w('Đảng viên', 'Member')`. */
export const w = (vi: string, en: string): Words => ({ vi, en });

/** Quotes what a person typed inside a message, cut to a length that cannot flood the page. */
export function quoted(text: string): string {
  const characters = Array.from(text);
  return `“${characters.slice(0, 30).join('')}${characters.length > 30 ? '…' : ''}”`;
}
