/** The published rule packs, row by row: which rule of the packs each row is, and what in the product asks for it. */
import { readFileSync } from 'node:fs';
import { load } from 'js-yaml';
import { type Words, w } from '../kernel/words.ts';
import { LOOKED_UP } from './looked-up.ts';
import type { Regulations } from './reader.ts';
import type { Known } from './rule.ts';
import { ruleUses } from './uses.ts';

/** A document of null says that no text gives a value on that day. */
export type PublishedRow = [
  row: number,
  id: string,
  day: string,
  document: string | null,
  known: Known,
  ...values: unknown[],
];

/** Rows of a pack, and the rules that bear another name than their row or are several. */
export type PublishedPack = { named: Record<string, string[]>; rows: PublishedRow[] };

export const PUBLISHED = {
  'first-pack': {
    count: 116,
    words: w('Tổ chức và đảng viên: 116 dòng', 'Organisation and membership: 116 rows'),
  },
  'sector-pack': {
    count: 127,
    words: w('Kiểm tra, giám sát, kỷ luật: 127 dòng', 'Inspection and discipline: 127 rows'),
  },
} as const;

export type PackName = keyof typeof PUBLISHED;

export const publishedPack = (name: PackName): PublishedPack =>
  load(readFileSync(new URL(`./${name}.cases.yaml`, import.meta.url), 'utf8')) as PublishedPack;

/** One row of a published pack: its rules, and who asks for each. */
export type UsedRow = { row: number; id: string; rules: { id: string; parts: readonly string[] }[] };

/** Every row once, in order. */
export function rowsWithUses(regulations: Regulations, name: PackName): UsedRow[] {
  const { named, rows } = publishedPack(name);
  const uses = ruleUses(regulations.ids());
  const byNumber = new Map(rows.map(([row, id]) => [row, id]));
  return [...byNumber].map(([row, id]) => ({
    row,
    id,
    rules: (named[id] ?? [id]).map((rule) => ({ id: rule, parts: uses.get(rule) ?? [] })),
  }));
}

const both = ({ vi, en }: Words): string => `${vi} · *${en}*`;

const toBeLookedUp = w('Để tra cứu và đối chiếu.', 'To be looked up and compared.');

function line({ row, id, rules }: UsedRow): string {
  const parts = [...new Set(rules.flatMap((rule) => rule.parts))];
  const names = rules.map((rule) => `\`${rule.id}\``).join(', ');
  const used = parts.map((part) => `\`src/${part}\``).join(', ');
  const why = rules.map((rule) => LOOKED_UP.get(rule.id)).find(Boolean) ?? toBeLookedUp;
  return `| ${row} | \`${id}\` | ${names} | ${used || both(why)} |`;
}

/** The text of docs/reference/rule-uses.md, made from the packs and the source; a test fails when the file lags. */
export function ruleUsesMarkdown(regulations: Regulations): string {
  const sections = (Object.keys(PUBLISHED) as PackName[]).flatMap((name) => {
    const rows = rowsWithUses(regulations, name);
    const asked = rows.filter(({ rules }) => rules.some(({ parts }) => parts.length > 0)).length;
    const told = w(`${asked} dòng được hỏi đến.`, `${asked} rows are asked for.`);
    return [
      ...[`## ${both(PUBLISHED[name].words)}`, '', both(told), ''],
      '| Dòng · *row* | Mã · *id* | Trong gói · *in the packs* | Nơi hỏi đến · *who asks for it* |',
      '|---|---|---|---|',
      ...[...rows.map(line), ''],
    ];
  });
  return [
    '# Quy định được dùng ở đâu · *Where rules are used*',
    '',
    'Trang này sinh ra từ mã nguồn: chạy `npm run -s capuy -- rules --write`. Dòng không nơi nào hỏi đến thì nêu lý do. · *Made from the source by that command. A row that nothing asks for says why.*',
    '',
    ...sections,
  ].join('\n');
}
