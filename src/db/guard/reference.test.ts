/** docs/reference/unsafe-settings.md is what the rules say. CAPUY_WRITE_DOCS=1 writes it. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { RULES } from '../guard.ts';

const FILE = join(import.meta.dirname, '../../../docs/reference/unsafe-settings.md');

const page = (): string =>
  [
    '# Cài đặt không an toàn / Unsafe settings',
    '',
    '<!-- Sinh ra từ src/db/guard; không sửa tay. Made from src/db/guard; not edited by hand. -->',
    '',
    `Phần mềm không khởi động khi gặp một trong ${RULES.length} điều sau, và nêu tên điều ấy. / *The server does not start on any of these ${RULES.length}, and names it.*`,
    '',
    '| Tên / name | Vì sao / why | Làm gì / what to do |',
    '|---|---|---|',
    ...RULES.map(
      ({ code, what, remedy }) => `| \`${code}\` | ${what.vi} / ${what.en} | ${remedy.vi} / ${remedy.en} |`,
    ),
    '',
  ].join('\n');

test('the page of unsafe settings is up to date, and no name stands twice', () => {
  if (process.env.CAPUY_WRITE_DOCS) writeFileSync(FILE, page());
  expect(readFileSync(FILE, 'utf8')).toBe(page());
  expect(new Set(RULES.map(({ code }) => code)).size).toBe(RULES.length);
});
