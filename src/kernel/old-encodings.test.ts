/** Every Vietnamese letter with a mark, both cases, in both encodings; and what fonts and letters tell of them. */
import { describe, expect, test } from 'vitest';
import { encodingOfFont, fromOldEncoding, looksLike } from './old-encodings.ts';

const LOWER = 'àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ';
const ALL = [...LOWER, ...LOWER.toLocaleUpperCase('vi')];

/** TCVN 5712:1993 by its code points in hexadecimal, in the order of LOWER. */
const TCVN3_CODES =
  'B5 B8 B6 B7 B9 A8 BB BE BC BD C6 A9 C7 CA C8 C9 CB AE CC D0 CE CF D1 AA D2 D5 D3 D4 D6 D7 DD D8 DC DE DF E3 E1 E2 E4 ' +
  'AB E5 E8 E6 E7 E9 AC EA ED EB EC EE EF F3 F1 F2 F4 AD F5 F8 F6 F7 F9 FA FD FB FC FE';
const TCVN3 = TCVN3_CODES.split(' ').map((code) => String.fromCharCode(Number.parseInt(code, 16)));
const TCVN3_CAPITALS: Record<string, string> = { Ă: '¡', Â: '¢', Đ: '§', Ê: '£', Ô: '¤', Ơ: '¥', Ư: '¦' };

/** VNI for Windows, in the order of LOWER. */
const VNI =
  'aø aù aû aõ aï aê aè aé aú aü aë aâ aà aá aå aã aä ñ eø eù eû eõ eï eâ eà eá eå eã eä ì í æ ó ò oø où oû oõ oï ' +
  'oâ oà oá oå oã oä ô ôø ôù ôû ôõ ôï uø uù uû uõ uï ö öø öù öû öõ öï yø yù yû yõ î';

describe('all 134 letters', () => {
  test('there are 134, each different', () => expect(new Set(ALL).size).toBe(134));

  test('of TCVN3: 67 small ones by their bytes, 67 capitals by the font of capitals, 7 by bytes of their own', () => {
    expect(TCVN3.map((sign) => fromOldEncoding(sign, 'tcvn3'))).toEqual([...LOWER]);
    expect(TCVN3.map((sign) => fromOldEncoding(sign, 'tcvn3', true))).toEqual([
      ...LOWER.toLocaleUpperCase('vi'),
    ]);
    for (const [letter, sign] of Object.entries(TCVN3_CAPITALS))
      expect([sign, fromOldEncoding(sign, 'tcvn3')]).toEqual([sign, letter]);
  });

  test('of VNI: 67 small ones, 67 capitals, and capitals whose mark was typed small', () => {
    const signs = VNI.split(' ');
    expect(signs.map((sign) => fromOldEncoding(sign, 'vni'))).toEqual([...LOWER]);
    const capitals = signs.map((sign) => sign.toLocaleUpperCase('vi'));
    expect(capitals.map((sign) => fromOldEncoding(sign, 'vni'))).toEqual([...LOWER.toLocaleUpperCase('vi')]);
    const mixed = signs.map((sign) => sign.charAt(0).toLocaleUpperCase('vi') + sign.slice(1));
    expect(mixed.map((sign) => fromOldEncoding(sign, 'vni'))).toEqual([...LOWER.toLocaleUpperCase('vi')]);
  });
});

test('names as they stand in old lists', () => {
  expect(fromOldEncoding('NguyÔn V¨n §øc', 'tcvn3')).toBe('Nguyễn Văn Đức');
  expect(fromOldEncoding('nguyÔn thÞ h\u00ad¬ng', 'tcvn3', true)).toBe('NGUYỄN THỊ HƯƠNG');
  expect(fromOldEncoding('Nguyeãn Vaên Ñöùc', 'vni')).toBe('Nguyễn Văn Đức');
  expect(fromOldEncoding('Traàn Thò Hoàng Yeán', 'vni')).toBe('Trần Thị Hồng Yến');
});

test('fonts tell the encoding, others tell nothing', () => {
  expect(encodingOfFont('.VnTime')).toEqual({ encoding: 'tcvn3', capitals: false });
  expect(encodingOfFont('.VnArial NarrowH')).toEqual({ encoding: 'tcvn3', capitals: true });
  expect(encodingOfFont('VNI-Times')).toEqual({ encoding: 'vni', capitals: false });
  expect(encodingOfFont('Times New Roman')).toBeUndefined();
});

test('letters alone look like one encoding or the other; Unicode looks like neither', () => {
  expect(looksLike('NguyÔn V¨n §øc')).toBe('tcvn3');
  expect(looksLike('Nguyeãn Vaên Ñöùc')).toBe('vni');
  for (const plain of [
    'Nguyễn Văn Đức',
    'Hoàng Thuý Xuân',
    'THUÊ KHOÁ',
    'Huỳnh Công Hải',
    'Ê-đê',
    '15/3/1960',
  ])
    expect([plain, looksLike(plain)]).toEqual([plain, undefined]);
});
