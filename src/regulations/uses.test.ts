import { readFileSync } from 'node:fs';
import { load } from 'js-yaml';
import { expect, test } from 'vitest';
import { loadRegulations } from './reader.ts';
import { ruleUses, usesIn } from './uses.ts';

const ids = [
  'admit.age_min',
  'comp.member.cell',
  'report.layout.font',
  'report.layout.body_pt',
  'org.min_official',
];
const file = (path: string, text: string) => ({ path, text });

test('a rule is used where its id is asked for: named, begun or made by a function', () => {
  const uses = usesIn(
    [
      file('areas/admission/commands.ts', "inForce(context, 'admit.age_min', day)"),
      file('reports/request.ts', 'value("admit.age_min")'),
      file('documents/docx/layout.ts', "regulations.valueOn('report.layout.' + name, day)"),
      file('areas/discipline/commands.ts', 'competenceOf(regulations, acting, kind, day)'),
    ],
    ids,
  );
  expect([...uses]).toEqual([
    ['admit.age_min', ['areas/admission', 'reports']],
    ['report.layout.font', ['documents']],
    ['report.layout.body_pt', ['documents']],
    ['comp.member.cell', ['areas/discipline']],
  ]);
});

test('tests, lists of rules and words that merely look alike are no use', () => {
  const files = [
    file('areas/admission/rules.test.ts', "'admit.age_min'"),
    file('regulations/compare.ts', "'admit.age_min'"),
    file('areas/rulebook/rows.ts', "'admit.age_min'"),
    file('files/inspector/zip.ts', "refusal('org.' + code, 'admit.age_minimum')"),
  ];
  expect([...usesIn(files, ids)]).toEqual([]);
});

test('the product’s own source: the age of admission is asked for by the area of admission', () => {
  const uses = ruleUses(loadRegulations().ids());
  expect(uses.get('admit.age_min')).toContain('areas/admission');
  expect(uses.get('org.min_official')).toContain('areas/organisation');
  expect(uses.get('conduct.rules')).toBeUndefined();
});

test('of the sector’s 127 rows, every rule is asked for, or the table of cases says why nothing does', () => {
  const text = readFileSync(new URL('./sector-pack.cases.yaml', import.meta.url), 'utf8');
  const { named, unasked, rows } = load(text) as {
    named: Record<string, string[]>;
    unasked: { why: string; rules: string[] }[];
    rows: [row: number, id: string][];
  };
  const uses = ruleUses(loadRegulations().ids());
  const rules = new Set(rows.flatMap(([, id]) => named[id] ?? [id]));
  const found = [...rules].filter((id) => !uses.has(id));
  expect(unasked.flatMap((group) => group.rules).sort()).toEqual(found.sort());
  expect(uses.get('comp.dhvp.cell_limit')).toContain('areas/inspection');
});

test('an id that is put together where it is asked for is a use; the same beginning elsewhere is none', () => {
  const made = ['`admit.$', '{form}`'].join('');
  const asked = file('areas/discipline/rules-of-day.ts', `ofDay<number>(regulations, ${made}, day)`);
  const said = file('areas/discipline/words.ts', `refusal(${made})`);
  expect([...usesIn([asked], ids).keys()]).toEqual(['admit.age_min']);
  expect([...usesIn([said], ids)]).toEqual([]);
});
