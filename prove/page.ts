/** docs/operating/proof.md: what every proof reached when it was last run in full. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Proof } from './proof.ts';

export const PAGE = fileURLToPath(new URL('../docs/operating/proof.md', import.meta.url));

/** The result of one proof: the last four cells of its row. */
export type Result = { reached: string; result: string; date: string; commit: string };

const NOT_YET: Result = { reached: '', result: 'not yet run', date: '', commit: '' };

const HEAD = ['proof', 'claim', 'wanted', 'reached', 'result', 'date', 'commit'];

const TITLE = `# Bằng chứng / Proofs

\`npm run prove\` chạy từng phép thử ở độ dài đầy đủ và ghi bảng này; \`npm test\` chạy mỗi phép thử một đoạn ngắn.
*\`npm run prove\` runs every proof at full length and writes this table; \`npm test\` runs a short piece of each.*

| Lệnh / command | Việc / what it does |
|---|---|
| \`npm run prove\` | tất cả; Ctrl-C dừng và giữ những gì đã có / all; Ctrl-C stops and keeps what was found |
| \`npm run prove -- kill-database\` | một phép thử; dòng của các phép thử khác giữ nguyên / one; other rows stay |
| \`npm run prove -- --for=30\` | mỗi phép thử dừng sau 30 phút / each ends after 30 minutes |
| \`npm run prove -- --short\` | đoạn ngắn, không ghi bảng / the short pieces; the table stays |

- *not reached*: không thấy gì sai, nhưng dừng trước khi đủ số / *nothing wrong was found, but it ended before its figure.*
- *not measured*: máy đã chạy không cho phép thử (ví dụ thiếu \`strace\`, không phải \`root\`) / *the machine did not let
  it be tried.*
- *uncommitted*: mã có thay đổi chưa vào kho / *the code differed from its last commit.*
`;

const cell = (text: string): string => text.replaceAll('|', '\\|').replace(/\s+/g, ' ').trim();

const rowOf = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;

/** The results that stand on a page, by name of the proof. */
export function resultsOn(page: string): Map<string, Result> {
  const rows = page.split('\n').filter((line) => line.startsWith('| ') && !line.startsWith('| ---'));
  return new Map(
    rows.flatMap((line) => {
      const cells = line.slice(1, -1).split(/(?<!\\)\|/);
      if (cells.length !== HEAD.length) return [];
      const [name, , , reached, result, date, commit] = cells.map((one) => one.trim().replaceAll('\\|', '|'));
      return [[name!, { reached: reached!, result: result!, date: date!, commit: commit! }] as const];
    }),
  );
}

/** The page: one row for every proof, in the order of the catalogue. */
export function pageOf(proofs: readonly Proof[], results: ReadonlyMap<string, Result>): string {
  const rows = proofs.map((proof) => {
    const { reached, result, date, commit } = results.get(proof.name) ?? NOT_YET;
    return rowOf([proof.name, proof.claim, proof.wanted, reached, result, date, commit]);
  });
  return [TITLE, rowOf(HEAD), rowOf(HEAD.map(() => '---')), ...rows, ''].join('\n');
}

export const readPage = (): string => (existsSync(PAGE) ? readFileSync(PAGE, 'utf8') : '');

/** Writes the page with new results; every other row keeps what it had. */
export function writeResults(proofs: readonly Proof[], news: ReadonlyMap<string, Result>): void {
  writeFileSync(PAGE, pageOf(proofs, new Map([...resultsOn(readPage()), ...news])));
}
