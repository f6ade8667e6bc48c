import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  clean,
  cleanLines,
  compareNames,
  compareText,
  fold,
  initials,
  inNameOrder,
  inTextOrder,
  nameParts,
  nameSortKey,
  normaliseTone,
  sameText,
  slug,
  tooLong,
  words,
} from './text.ts';

const anyText = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }));

// Vietnamese syllables put together from beginnings, vowels and endings, with a tone on the vowel's last letter.
const TONES = ['', '\u0300', '\u0309', '\u0303', '\u0301', '\u0323'];
const anySyllable = fc
  .tuple(
    fc.constantFrom('', 'b', 'd', 'đ', 'h', 'kh', 'ngh', 'nh', 'qu', 'th', 'x'),
    fc.constantFrom('a', 'ă', 'â', 'e', 'ê', 'i', 'o', 'ô', 'ơ', 'u', 'ư', 'y', 'oa', 'oe', 'uy'),
    fc.constantFrom(...TONES),
    fc.constantFrom('', 'n', 'ng', 'i'),
  )
  .map(([onset, vowel, tone, end]) => `${onset}${vowel}${tone}${end}`.normalize('NFC'));
const anyName = fc.array(anySyllable, { minLength: 1, maxLength: 4 }).map((syllables) => syllables.join(' '));

/** The two styles of one text: tone on the first and on the second vowel of an open oa, oe, uy. */
const STYLES: [string, string][] = [
  ['hòa', 'hoà'],
  ['Đảng ủy', 'Đảng uỷ'],
  ['Thúy', 'Thuý'],
  ['KHỎE', 'KHOẺ'],
  ['ỦY BAN', 'UỶ BAN'],
  ['lõa xõa', 'loã xoã'],
  ['tọa đàm', 'toạ đàm'],
  ['Khóa XIII', 'Khoá XIII'],
];

describe('clean', () => {
  test('composes, drops what is invisible, squeezes blanks', () => {
    expect(clean('  Nguyễn\u00a0\u00a0Văn\tTuấn\r\n'.normalize('NFD'))).toBe(
      'Nguyễn Văn Tuấn'.normalize('NFC'),
    );
    expect(clean('\ufeffLê\u200b Văn\u202e \u0000\u0007Dũng\u00ad')).toBe('Lê Văn Dũng');
    expect(clean('a \u0007 b')).toBe('a b');
    expect(clean('e\u200b\u0301')).toBe('é');
    expect(clean('a\ud800b')).toBe('ab');
  });

  test('is done after once, composed, visible and without blanks at the ends', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const once = clean(text);
        expect(clean(once)).toBe(once);
        expect(once.normalize('NFC')).toBe(once);
        expect(once).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]|\s\s|^\s|\s$/u);
      }),
    );
  });

  test('keeps every visible Vietnamese letter', () => {
    fc.assert(
      fc.property(anyName, (name) => {
        expect(clean(name)).toBe(name);
        expect(clean(name.normalize('NFD'))).toBe(name);
      }),
    );
  });

  test('several lines', () => {
    expect(cleanLines('\r\n một  hai \r\nba\n\n\n\nbốn\u200b\n')).toBe('một hai\nba\n\nbốn');
    fc.assert(
      fc.property(anyText, (text) => {
        expect(cleanLines(cleanLines(text))).toBe(cleanLines(text));
      }),
    );
  });
});

describe('fold', () => {
  test.each([
    ['Dũng', 'dung'],
    ['ĐẶNG Thị Ưởng', 'dang thi uong'],
    ['Ðảng', 'dang'],
    ['  Quế   Xuân 1 ', 'que xuan 1'],
    ["H'Hen Niê", "h'hen nie"],
  ])('%s is %s', (text, folded) => {
    expect(fold(text)).toBe(folded);
    expect(fold(text.normalize('NFD'))).toBe(folded);
  });

  test('is done after once and blind to composition, case and tone style', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(fold(fold(text))).toBe(fold(text));
        expect(fold(text.normalize('NFD'))).toBe(fold(text));
      }),
    );
    fc.assert(
      fc.property(anyName, (name) => {
        expect(fold(name.toUpperCase())).toBe(fold(name));
        expect(fold(name)).toMatch(/^[a-z ]+$/);
      }),
    );
    for (const [one, other] of STYLES) expect(fold(one)).toBe(fold(other));
  });
});

describe('sameText and normaliseTone', () => {
  test.each(STYLES)('%s and %s', (official, other) => {
    expect(sameText(official, other)).toBe(true);
    expect(sameText(official, other.normalize('NFD').toUpperCase())).toBe(true);
    expect(normaliseTone(other)).toBe(official);
    expect(normaliseTone(official)).toBe(official);
  });

  test.each([
    ['hoa', 'hòa'],
    ['hòa', 'hóa'],
    ['Ánh', 'Anh'],
    ['kỳ', 'kì'],
    ['Dũng', 'Đũng'],
    ['hòa bình', 'hoa bình'],
    ['an hòa', 'àn hoa'],
    ['Lê Văn', 'LêVăn'],
  ])('%s is not %s', (a, b) => expect(sameText(a, b)).toBe(false));

  test.each([
    ['hoàng', 'hoàng'],
    ['hòang', 'hoàng'],
    ['Hùynh', 'Huỳnh'],
    ['qúy', 'quý'],
    ['Quý', 'Quý'],
    ['quỳnh', 'quỳnh'],
    ['hoài', 'hoài'],
    ['hoặc', 'hoặc'],
    ['hóăc', 'hóăc'], // no Vietnamese spelling: left alone, not spoilt
    ['chuyện', 'chuyện'],
    ['khuỷu', 'khuỷu'],
    ['của', 'của'],
    ['mía', 'mía'],
    ['khoa học', 'khoa học'],
    ['uỷ/uỷ-ban', 'ủy/ủy-ban'],
  ])('%s is written %s', (text, official) => {
    expect(normaliseTone(text)).toBe(official);
    expect(normaliseTone(text.normalize('NFD'))).toBe(official.normalize('NFC'));
  });

  test('placing tones never changes what is said', () => {
    fc.assert(
      fc.property(fc.oneof(anyName, anyText), (text) => {
        const placed = normaliseTone(text);
        expect(sameText(placed, text)).toBe(true);
        expect(normaliseTone(placed)).toBe(placed);
      }),
    );
  });

  test('another tone is another text', () => {
    const twoTones = fc.uniqueArray(fc.constantFrom(...TONES), { minLength: 2, maxLength: 2 });
    fc.assert(
      fc.property(fc.constantFrom('hoa', 'thuy', 'ban', 'ê', 'ư'), twoTones, (base, [one, other]) => {
        expect(sameText(base + one, base + other)).toBe(false);
      }),
    );
  });
});

describe('names', () => {
  test('parts', () => {
    expect(nameParts('Nguyễn  Thị Minh Khai')).toEqual({
      family: 'Nguyễn',
      middle: 'Thị Minh',
      given: 'Khai',
    });
    expect(nameParts('Lê Dũng')).toEqual({ family: 'Lê', middle: '', given: 'Dũng' });
    expect(nameParts('Dũng')).toEqual({ family: '', middle: '', given: 'Dũng' });
    expect(nameParts(' ')).toEqual({ family: '', middle: '', given: '' });
  });

  test('the parts put together are the name', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { family, middle, given } = nameParts(text);
        expect([family, middle, given].filter((part) => part !== '').join(' ')).toBe(clean(text));
      }),
    );
  });

  test('order: given name, family name, middle name, in the Vietnamese alphabet', () => {
    const sorted = [
      'Lê Văn An',
      'Nguyễn An',
      'Nguyễn Thị An',
      'Nguyễn Văn An',
      'Lê Văn Ân',
      'Trần Văn Dũng',
      'Trần Văn Duy',
      'Lê Đức',
      'Bùi Thị Hòa',
      'Cao Thị Hoà',
      'Lê Thị Hóa',
      'Lê Ông',
      'Lê Ơn',
      'Lê Ung',
      'Lê Ưng',
    ];
    expect([...sorted].reverse().sort(compareNames)).toEqual(sorted);
    expect(inNameOrder([...sorted].reverse(), (name) => name)).toEqual(sorted);
    const byKey = (a: string, b: string) => (nameSortKey(a) < nameSortKey(b) ? -1 : 1);
    expect([...sorted].reverse().sort(byKey)).toEqual(sorted);
    const tones = ['ma', 'mà', 'mả', 'mã', 'má', 'mạ'];
    expect([...tones].reverse().sort(compareNames)).toEqual(tones);
  });

  test('case and tone style do not move a name', () => {
    expect(compareNames('LÊ THỊ HOÀ', 'Lê Thị Hòa')).toBe(0);
    expect(nameSortKey('LÊ THỊ HOÀ')).toBe(nameSortKey('Lê Thị Hòa'));
  });

  test('the stored key gives the order of the collator', () => {
    fc.assert(
      fc.property(anyName, anyName, (a, b) => {
        const [keyA, keyB] = [nameSortKey(a), nameSortKey(b)];
        expect(keyA < keyB ? -1 : keyA > keyB ? 1 : 0).toBe(Math.sign(compareNames(a, b)));
      }),
      { numRuns: 3000 },
    );
  });

  test('the order is one order, for any text', () => {
    fc.assert(
      fc.property(anyText, anyText, anyText, (a, b, c) => {
        expect(Math.sign(compareNames(a, b))).toBe(-Math.sign(compareNames(b, a)) || 0);
        if (compareNames(a, b) <= 0 && compareNames(b, c) <= 0)
          expect(compareNames(a, c)).toBeLessThanOrEqual(0);
      }),
    );
  });

  test('the machine knows the Vietnamese alphabet; without it names would sort wrongly and silently', () => {
    expect(Intl.Collator.supportedLocalesOf(['vi'])).toEqual(['vi']);
  });

  test('unit names count their numbers', () => {
    const units = ['Thôn 2', 'Thôn 10', 'Thôn Đông', 'Thôn Hoà', 'Thôn Hòa Bình'];
    expect([...units].reverse().sort(compareText)).toEqual(units);
    expect(inTextOrder([...units].reverse(), (unit) => unit)).toEqual(units);
  });
});

describe('words, initials, slug, length', () => {
  test('words', () => {
    expect(words(' Đảng bộ xã Quế Xuân 1 (cũ), H’Hen')).toEqual([
      'Đảng',
      'bộ',
      'xã',
      'Quế',
      'Xuân',
      '1',
      'cũ',
      'H',
      'Hen',
    ]);
    expect(words('…')).toEqual([]);
  });

  test('initials', () => {
    expect(initials('Nguyễn Văn Tuấn')).toBe('nvt');
    expect(initials('Đinh  Nguyên Vũ'.normalize('NFD'))).toBe('dnv');
    expect(initials('')).toBe('');
  });

  test('slug', () => {
    expect(slug('Quế Sơn')).toBe('que-son');
    expect(slug(' Đảng ủy xã: Quế Xuân 1! ')).toBe('dang-uy-xa-que-xuan-1');
    fc.assert(
      fc.property(anyText, (text) => {
        expect(slug(text)).toMatch(/^([a-z0-9]+(-[a-z0-9]+)*)?$/);
      }),
    );
  });

  test('too long is said in figures, counted in letters as they are stored', () => {
    expect(tooLong('ữ'.repeat(10).normalize('NFD'), 10)).toBeUndefined();
    expect(tooLong('ab😀', 3)).toBeUndefined();
    expect(tooLong('x'.repeat(12), 10, 'reason')).toEqual({
      code: 'text.too-long',
      field: 'reason',
      message: {
        vi: 'Văn bản dài 12 ký tự, tối đa là 10. Xin bớt 2 ký tự.',
        en: 'The text has 12 characters; at most 10 are allowed. Remove 2.',
      },
    });
  });
});
