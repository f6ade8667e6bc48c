import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { admissionFigures } from '../areas/admission/figures.ts';
import { figuresJson, figuresText } from '../cli/figures-text.ts';
import { w } from '../kernel/words.ts';
import { figureCodes } from './code.ts';
import { figureCatalogue } from './define.ts';
import { figuresMarkdown } from './reference.ts';

const folder = new URL('../../docs/reference/', import.meta.url);
const file = new URL('figures.md', folder);

test('docs/reference/figures.md is what the catalogue says (else: CAPUY_WRITE_DOCS=1 npx vitest run src/figures/reference.test.ts)', async () => {
  const { figures } = await import('../catalogue.ts');
  if (process.env.CAPUY_WRITE_DOCS) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, figuresMarkdown(figures));
  }
  expect(existsSync(file) ? readFileSync(file, 'utf8') : '').toBe(figuresMarkdown(figures));
});

test('no two figures of the product share a code', async () => {
  const { figures } = await import('../catalogue.ts');
  expect(figureCodes(figures).size).toBe(figures.figures.size + figures.ratios.size);
});

const small = figureCatalogue([
  {
    ...admissionFigures,
    ratios: [
      {
        key: 'adm.female_pct',
        part: 'adm.female',
        whole: 'adm.admitted',
        decimals: 1,
        words: w('Tỷ lệ nữ', 'Share of women'),
      },
    ],
  },
]);

describe('the page', () => {
  const page = figuresMarkdown(small);
  test('tells of each figure its labels, unit, nature, relation and condition, beneath the SQL that is run', () => {
    const line = page.split('\n').find((text) => text.startsWith('| `adm.female` '))!;
    expect(line).toContain('Kết nạp: nữ · *Admitted: women*');
    expect(line).toContain('đảng viên · *members*');
    expect(line).toContain('trong kỳ · *flow*');
    expect(line).toContain('`adm.admitted`, theo · *by* `sex`: trong đó, chồng nhau · *overlap*');
    expect(line).toContain("`sex = 'female'`");
    const before = page.slice(0, page.indexOf(line));
    expect(before.slice(before.lastIndexOf('```sql'))).toContain('from admission a');
  });
  test('has every figure once, and the ratios at the end', () => {
    for (const key of small.figures.keys()) expect(page.split(`\n| \`${key}\` `)).toHaveLength(2);
    expect(page.slice(page.indexOf('## Tỷ lệ'))).toContain('`adm.female` / `adm.admitted`');
  });
});

describe('the command', () => {
  test('lists keys that begin as asked', () => {
    expect(figuresText(small, 'adm.fem', 'en')).toMatch(
      /^adm\.female\t\w{4}\tAdmitted: women\tmembers\tflow\nadm\.female_pct\t\w{4}\tShare of women\t/,
    );
    expect(figuresText(small, 'nothing', 'vi')).toBe('');
  });
  test('gives everything as data', () => {
    const { figures, ratios } = figuresJson(small, '');
    expect(figures).toHaveLength(small.figures.size);
    expect(figures.find(({ key }) => key === 'adm.female')).toMatchObject({
      unit: 'member',
      nature: 'flow',
      part: { of: 'adm.admitted', relation: 'overlap' },
    });
    expect(ratios[0]).toMatchObject({ key: 'adm.female_pct', decimals: 1 });
  });
});
