/** Text on its way into a document: what a reader cannot see, and what XML cannot hold, does not go in. */

/** Zero-width and direction marks, soft hyphens, lone surrogates, control characters. */
const INVISIBLE = /[\p{DI}\p{Cf}\p{Cs}]|[^\P{Cc}\t\n\v\f\r\x85]/gu;

/** Code points XML 1.0 forbids although they are neither control nor invisible characters. */
const FORBIDDEN = /[\uFFFE\uFFFF]/g;

/**
 * One line, composed (NFC), nothing invisible, line breaks and tabs as blanks. Unlike `clean` of the kernel it
 * keeps blanks at the ends, because the fragments of a sentence are joined afterwards.
 */
export const printable = (text: string): string =>
  text
    .replace(INVISIBLE, '')
    .replace(FORBIDDEN, '')
    .replace(/[\t\n\v\f\r\x85\u2028\u2029]+/g, ' ')
    .normalize('NFC');

/** Escapes text for the inside of an XML element or a quoted attribute, after `printable`. */
export const xmlText = (text: string): string =>
  printable(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
