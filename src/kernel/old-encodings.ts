/**
 * Vietnamese as old offices wrote it: TCVN 5712:1993 (TCVN3, the fonts `.Vn…` of the ABC set) with one byte for a letter,
 * and VNI for Windows (the fonts `VNI-…`) with a letter and a mark. A spreadsheet hands out their bytes as Latin letters.
 */

export type OldEncoding = 'tcvn3' | 'vni';

const TCVN3 = 'µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\u00adõøö÷ùúýûüþ¡¢§£¤¥¦';
const LETTERS = 'àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂĐÊÔƠƯ';

const FROM_TCVN3 = new Map(Array.from(TCVN3, (sign, i) => [sign, Array.from(LETTERS)[i]!]));

/** By base letter: the marks that may follow it, and what it becomes with each. */
const VNI_PAIRS: Readonly<Record<string, readonly [marks: string, letters: string]>> = {
  a: ['øùûõïêèéúüëâàáåãä', 'àáảãạăằắẳẵặâầấẩẫậ'],
  e: ['øùûõïâàáåãä', 'èéẻẽẹêềếểễệ'],
  o: ['øùûõïâàáåãä', 'òóỏõọôồốổỗộ'],
  u: ['øùûõï', 'ùúủũụ'],
  y: ['øùûõ', 'ỳýỷỹ'],
  ô: ['øùûõï', 'ờớởỡợ'],
  ö: ['øùûõï', 'ừứửữự'],
};
/** Letters that are one sign of their own. */
const VNI_SINGLE: Readonly<Record<string, string>> = {
  ...{ ô: 'ơ', ö: 'ư', ñ: 'đ', æ: 'ỉ', ó: 'ĩ', ò: 'ị', î: 'ỵ', ì: 'ì', í: 'í' },
};

const FROM_VNI = new Map([
  ...Object.entries(VNI_SINGLE),
  ...Object.entries(VNI_PAIRS).flatMap(([base, [marks, letters]]) =>
    Array.from(marks, (mark, i): [string, string] => [base + mark, Array.from(letters)[i]!]),
  ),
]);

// A base of any case with a mark of any case: whoever typed capitals did not always type the mark as one.
const VNI_SIGNS = new RegExp(
  `${Object.entries(VNI_PAIRS)
    .map(([base, [marks]]) => `${base}[${marks}]`)
    .join('|')}|[${Object.keys(VNI_SINGLE).join('')}]`,
  'giu',
);

/**
 * Text of an old encoding as Unicode (NFC). `capitals`: the font shows every letter as a capital (`.VnTimeH`), which the
 * bytes do not say. Signs that the encoding does not know stay as they are.
 */
export function fromOldEncoding(text: string, encoding: OldEncoding, capitals = false): string {
  const read =
    encoding === 'tcvn3'
      ? Array.from(text, (sign) => FROM_TCVN3.get(sign) ?? sign).join('')
      : text.replace(VNI_SIGNS, (sign) => {
          const letter = FROM_VNI.get(sign.toLowerCase())!;
          const [base] = sign;
          return base === base!.toLowerCase() ? letter : letter.toUpperCase();
        });
  const composed = read.normalize('NFC');
  return capitals ? composed.toLocaleUpperCase('vi') : composed;
}

/** The encoding that a font's name tells: `.VnTime`, `.VnArial NarrowH`; `VNI-Times`. Other fonts tell nothing. */
export function encodingOfFont(font: string): { encoding: OldEncoding; capitals: boolean } | undefined {
  if (/^\.vn/i.test(font)) return { encoding: 'tcvn3', capitals: /h$/i.test(font) };
  return /^vni[- ]/i.test(font) ? { encoding: 'vni', capitals: false } : undefined;
}

const LOOKS_TCVN3 = /[A-Za-z][µ¸¶·¹¨»¾¼½©®ª«¬\u00ad]|[®§][A-Za-z]|[a-z][ÆÇËÎÏÑÖ×ØÜÞ]/;
const LOOKS_VNI = /[aeouyôö][øûïåëäü]|ñ[aeiou]|ö[a-zøùûõï]/i;

/** What the letters alone look like, where the font says nothing: Unicode text has none of these pairs. */
export const looksLike = (text: string): OldEncoding | undefined =>
  LOOKS_VNI.test(text) ? 'vni' : LOOKS_TCVN3.test(text) ? 'tcvn3' : undefined;
