import { describe, expect, test } from 'vitest';
import { stateOf, TargetBars, type TargetRow } from './bars.tsx';
import { largest, share } from './scale.ts';

const row = (label: string, done: number, target: number): TargetRow => ({
  label,
  done,
  target,
  href: `/${done}`,
});

const ROWS = [
  row('Toàn Đảng bộ', 84, 85),
  row('Quế Xuân 1', 7, 7),
  row('Quế Phú', 9, 7),
  row('Cơ quan', 2, 0),
];

const html = (rows: TargetRow[], language: 'vi' | 'en' = 'vi', scale: 'own' | 'shared' = 'shared'): string =>
  String(<TargetBars rows={rows} caption="Kết nạp & chỉ tiêu" language={language} scale={scale} id="a" />);

describe('bars against the target', () => {
  test('tell every number in words, in the picture and in the table', () => {
    const page = html(ROWS);
    for (const text of [
      '84/85 · còn 1',
      '7/7 · đạt',
      '9/7 · vượt 2',
      '2 · chưa giao chỉ tiêu',
      '98,8%',
      '128,6%',
    ]) {
      expect(page).toContain(text);
    }
    expect(page).toContain('role="img" aria-labelledby="a-title a-desc"');
    expect(page).toContain('<title id="a-title">Kết nạp &amp; chỉ tiêu</title>');
    expect(page).toContain('Toàn Đảng bộ: 84/85, còn 1. Quế Xuân 1: 7/7, đạt.');
    expect(page).toContain('<a href="/84">84</a>');
    expect(page.match(/<tr>/g)).toHaveLength(5);
    expect(page).toMatch(/^<figure class="target-bars"><svg.*<\/svg>.*<table.*<\/table>.*<\/figure>$/s);
  });

  test('are drawn in one scale with a line at each target', () => {
    const page = html(ROWS);
    expect(page).toContain('width="98.8%" height="14" fill="#0b4f8a"');
    expect(page).toContain('<line x1="100%" x2="100%"');
    expect(page.match(/<line /g)).toHaveLength(3);
    expect(page).toContain('width="100%" height="184"');
  });

  test('or each against its own target, and say which', () => {
    const page = html([row('a', 84, 85), row('b', 9, 7), row('c', 1, 4)], 'vi', 'own');
    for (const [done, target] of [
      ['98.8%', '100%'],
      ['100%', '77.8%'],
      ['25%', '100%'],
    ]) {
      expect(page).toMatch(
        new RegExp(`width="${done}" height="14" fill="#0b4f8a"[^<]*(</rect>)?<line x1="${target}"`),
      );
    }
    expect(page).toContain('chỉ tiêu của chính đơn vị đó');
    expect(html(ROWS)).toContain('cùng một thước');
  });

  test('take markup as text, and cut long labels only in the picture', () => {
    const long = 'Đảng bộ <b>cơ quan</b> các ban Đảng và đoàn thể huyện';
    const page = html([row(long, 1, 2)]);
    expect(page).not.toContain('<b>');
    expect(page).toContain(
      '<th scope="row">Đảng bộ &lt;b&gt;cơ quan&lt;/b&gt; các ban Đảng và đoàn thể huyện</th>',
    );
    expect(page).toContain('…</text>');
  });

  test('speak English and stand when empty', () => {
    expect(html(ROWS, 'en')).toContain('84/85 · 1 to go');
    expect(html([])).toContain('Chưa có đơn vị nào được giao chỉ tiêu.');
    expect(stateOf(row('x', 3000, 1), 'vi')).toBe('vượt 2.999');
  });
});

test('shares stay within the bar', () => {
  expect([share(84, 85), share(0, 5), share(5, 0), share(9, 3), share(-1, 3), share(1, 3)]).toEqual([
    '98.8%',
    '0%',
    '0%',
    '100%',
    '0%',
    '33.3%',
  ]);
  expect([largest([]), largest([3, 9, 1])]).toEqual([0, 9]);
});
