/** What is refused when a password is chosen: the leaked ones, and what is put together from what everybody knows. */
import { describe, expect, test } from 'vitest';
import { isLeaked, leakedPasswords, unknownSigns } from './bad-passwords.ts';
import { LOCAL_WORDS } from './local-words.ts';
import { hashPassword, passwordFaults, proofOf } from './passwords.ts';

const OWNER = { name: 'hoa.nv', fullName: 'Nguyễn Văn Hòa', units: ['Đảng bộ xã Quế Xuân 1'] };
const codes = (password: string, within: string[] = []) =>
  passwordFaults(password, OWNER, within).map(({ code }) => code);

describe('the list of leaked passwords', () => {
  const all = leakedPasswords().split('\n').filter(Boolean);
  test('holds more than 100,000 different ones, and is there without a network', () => {
    expect(new Set(all).size).toBeGreaterThan(400_000);
    for (const known of ['123456', 'matkhau', 'anhyeuem', 'saigon', 'trustno1']) expect(all).toContain(known);
  });
  test('is searched by whole lines, whatever the case, with digits and signs around and for letters', () => {
    const leaked = leakedPasswords();
    for (const typed of ['TrustNo1', 'anhyeuem', 'dr4g0n', 'passw0rd!!', 'superman2024!']) {
      expect([typed, isLeaked(typed, leaked)]).toEqual([typed, true]);
    }
    expect(isLeaked('con mèo trèo cây cau', leaked)).toBe(false);
  });
  test('every four hundredth of those long enough to be typed here is refused', () => {
    const long = all.filter((password) => password.length >= 12 && password.length < 60);
    expect(long.length).toBeGreaterThan(5000);
    const sample = long.filter((_, i) => i % 400 === 0);
    expect(sample.filter((password) => codes(password).length === 0)).toEqual([]);
  }, 60_000);
});

describe('what is put together from places, Party words, names, years and walks', () => {
  /** Words with years and signs, as people under a rule of composition make them. */
  function* patterns(): Generator<string> {
    const words = [...LOCAL_WORDS].filter((word) => word.length >= 4).slice(0, 260);
    const seconds = [
      'dang',
      'chibo',
      'vanphong',
      'matkhau',
      'quangnam',
      'bacho',
      'nguyen',
      'admin',
      '123',
      '2026',
      '1990',
      '@',
    ];
    const ends = [
      '2020',
      '2024',
      '2026',
      '!2025',
      '@123',
      '#1930',
      '123456',
      '03021930',
      '19051890',
      '1!',
      '.99',
      '$$',
      '1234@',
      '000',
      '@@',
      '88',
      '2k6',
    ];
    for (const word of words) {
      for (const second of seconds) {
        for (const end of ends) {
          const text = `${word[0]!.toUpperCase()}${word.slice(1)}${second}${end}`;
          yield text.length >= 12 ? text : `${text}${word}`;
          yield `${word}@${second}_${end}${word.length < 6 ? 'dang' : ''}`;
        }
      }
    }
  }
  test('more than 100,000 of them are refused', () => {
    const all = new Set([...patterns()].filter((password) => password.length >= 12));
    expect(all.size).toBeGreaterThan(100_000);
    const passed = [...all].filter((password, i) => i % 11 === 0 && unknownSigns(password) >= 5);
    expect(passed).toEqual([]);
  }, 60_000);
  test.each([
    'Dang@2026Dang',
    'Quangnam12345',
    'QuangNam@2026',
    'P@ssw0rd2026!',
    'qwertyuiop12',
    '1qaz2wsx3edc',
    'Bithu@Chibo#2026',
    '031930Dang!!!',
    'aaaaaaaaaaaa',
    'HCM@19051890xx',
    'Đảng bộ Quảng Nam 2026',
    'độclập-tựdo-hạnhphúc',
    '098765432109',
    'Mừng Đảng Mừng Xuân 2026',
  ])('“%s” is refused', (password) => {
    expect(codes(password)).toEqual(['password_guessed']);
  });
});

describe('refused are', () => {
  test.each([
    ['eleven signs', 'mưa rào hè!', 'password_short'],
    ['more than 200', 'mưa rào '.repeat(30), 'password_long'],
    ['the own name', 'NguyenVanHoa-88', 'password_own_name'],
    ['the own name, with marks', 'Văn Hòa số một!!', 'password_own_name'],
    ['the own account', 'hoanv#hoanv#xyz', 'password_own_name'],
    ['the own unit', 'quexuan1-cua-toi', 'password_own_name'],
  ])('%s', (_, password, code) => {
    expect(codes(password)).toEqual([code]);
  });
  test('names of other units of this installation', () => {
    expect(codes('xóm Trà My xanh')).toEqual([]);
    expect(codes('xóm Trà My xanh', ['Trà My'])).toEqual(['password_own_name']);
  });
});

test.each([
  'Mật khẩu dài, dễ nhớ',
  'con mèo trèo cây cau',
  'trâu vàng uống nước ao sâu',
  'correct horse battery staple',
  'k7wq-2mzp-x9fd',
  'mưa rào tháng bảy ngâu',
])('“%s” may be chosen', (password) => {
  expect(codes(password)).toEqual([]);
});

test('a refusal says what is wrong and what to do, in both languages', () => {
  for (const password of ['ngắn', 'Dang@2026Dang', 'NguyenVanHoa-88', 'x'.repeat(300)]) {
    const [refusal] = passwordFaults(password, OWNER);
    expect(refusal!.field).toBe('new_password');
    expect(refusal!.message.vi).toMatch(/\. |, /);
    expect(refusal!.message.en).toMatch(/\. |; /);
  }
});

test('a proof is the same for one writing of a password, composed or not, and for one salt alone', async () => {
  const hash = await hashPassword('mật khẩu');
  const [, , version, cost, salt] = hash.split('$');
  const proof = await proofOf(`${version}$${cost}$${salt}`, 'mật khẩu'.normalize('NFD'));
  expect(hash.split('$')[5]).toBe(proof.toString('base64').replace(/=+$/, ''));
  expect(await proofOf(`${version}$${cost}$AAAAAAAAAAAAAAAAAAAAAA`, 'mật khẩu')).not.toEqual(proof);
});
