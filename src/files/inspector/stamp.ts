/**
 * Looks for the stamp of a secret document among the lines of a text: a line that is nothing but MẬT, TỐI MẬT or
 * TUYỆT MẬT. A heuristic: a picture of a stamp is not seen, so the person who hands a file in is asked all the same.
 */
import type { SecretClass } from './verdict.ts';

const STAMP = /^[\s*"“(]*(?:(?:độ|dấu)\s+mật\s*:\s*)?(tuyệt mật|tối mật|mật)[\s*"”).]*$/iu;

const CLASSES: Readonly<Record<string, SecretClass>> = {
  mật: 'mat',
  'tối mật': 'toi_mat',
  'tuyệt mật': 'tuyet_mat',
};

const ORDER: readonly SecretClass[] = ['mat', 'toi_mat', 'tuyet_mat'];

/** Lines longer than this are no stamp. */
const LONGEST = 60;

/** Takes a text line by line and remembers the highest stamp it saw. */
export class StampSearch {
  found: SecretClass | null = null;
  #line = '';

  add(text: string): void {
    for (const [i, piece] of text.split(/[\n\r\u2028\u2029]/).entries()) {
      if (i > 0) this.endLine();
      if (this.#line.length <= LONGEST) this.#line += piece.slice(0, LONGEST + 1);
    }
  }

  endLine(): void {
    const line = this.#line.normalize('NFC').replace(/\s+/g, ' ');
    this.#line = '';
    const stamp = line.length <= LONGEST ? STAMP.exec(line)?.[1] : undefined;
    // A stamp is in capitals; "mật" alone in a line of running text is a word.
    if (!stamp || stamp !== stamp.toLocaleUpperCase('vi')) return;
    const found = CLASSES[stamp.toLocaleLowerCase('vi')]!;
    if (!this.found || ORDER.indexOf(found) > ORDER.indexOf(this.found)) this.found = found;
  }
}
