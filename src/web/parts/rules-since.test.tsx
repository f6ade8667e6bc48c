import { expect, test } from 'vitest';
import { plainDate } from '../../kernel/plain-date.ts';
import { loadRegulations } from '../../regulations/reader.ts';
import { RulesSince } from './rules-since.tsx';

const shown = (kind: 'suspension' | 'complaint', opened: string, today: string) =>
  String(
    <RulesSince
      regulations={loadRegulations()}
      kind={kind}
      opened={plainDate(opened)}
      today={plainDate(today)}
      language="vi"
    />,
  );

test('a case page names each rule that says something else, both values and their documents', () => {
  const page = shown('suspension', '2023-03-01', '2026-08-17');
  for (const words of ['180 ngày', '120 ngày', '22-QĐ/TW', '21-QĐ/TW', 'chưa biết giá trị', 'Số lần gia hạn'])
    expect(page).toContain(words);
  expect(page).not.toContain('đóng đảng phí');
});

test('a rule that only rests on another document is no change', () => {
  expect(shown('complaint', '2026-04-11', '2026-08-17')).toContain('không đổi từ ngày mở (11/4/2026)');
});
