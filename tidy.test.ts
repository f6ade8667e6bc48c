/**
 * The architecture, guarded. Each rule says what to do when it is broken, and proves on a made-up file that it
 * would notice. What the rules are for stands in ARCHITECTURE.md.
 */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  areaCircles,
  fileCircles,
  isCode,
  isTest,
  sideDoors,
  unused,
  upwardUses,
} from './test/tidy/order.ts';
import { functionsOf, readProject, type Source, sourceOf } from './test/tidy/source.ts';

const LONGEST_FILE = 400;
const LONGEST_FUNCTION = 60;

/** The only places that ask the machine what time it is. */
const CLOCKS = ['src/kernel/clock.ts'];
const SQL_CLOCKS = [
  ...['db/migrations/0001_floor.sql', 'db/migrations/0003_access.sql', 'db/migrations/0009_mandates.sql'],
  // Sessions end, lock and close by the server's own clock.
  ...[
    'db/migrations/0010_sign_in.sql',
    'db/migrations/0014_own_account.sql',
    'db/migrations/0041_entrance.sql',
    'db/migrations/0054_session_locks.sql',
    'db/migrations/0056_recovery.sql',
  ],
  // What waits for a second person expires by it too, and a slip is as old as it says.
  ...['db/migrations/0011_approvals.sql', 'db/migrations/0057_second_persons.sql'],
  ...['src/db/migrate.ts', 'src/db/guard/server.ts'],
];

/** SQL is written where the store of something is, where figures are defined, and in the floor below them. */
const SQL_HOMES = [
  /^src\/(db|audit|figures|exchange|backup)\//,
  /^src\/(approvals|files|imports)\/(.*-)?store\.ts$/,
  /^src\/records\/store\.ts$/,
  /^src\/areas\/[^/]+\/(.*-)?store\.ts$/,
  /^src\/areas\/[^/]+\/((.*-)?figures|figures\/.*)\.ts$/,
  /^src\/reports\/(.*-)?store\.ts$/,
  /^src\/forms\/(.*-)?store\.ts$/,
];

const project = readProject(import.meta.dirname);

/** Lines of the files that match, as `file:line what`. `part` is what is looked at: all text, or code alone. */
const lines = (files: readonly Source[], part: 'text' | 'said' | 'code', pattern: RegExp): string[] =>
  files.flatMap((file) =>
    file[part].split('\n').flatMap((line, i) => {
      const found = pattern.exec(line);
      return found ? [`${file.path}:${i + 1} ${found[0].trim()}`] : [];
    }),
  );

const codeOf = (files: readonly Source[]): Source[] => files.filter((file) => isCode(file.path));
const productOf = (files: readonly Source[]): Source[] => codeOf(files).filter((file) => !isTest(file.path));
const textOf = (files: readonly Source[], file: string): string =>
  files.find((f) => f.path === file)?.text ?? '';
const under = (files: readonly Source[], pattern: RegExp): Source[] =>
  files.filter((f) => pattern.test(f.path));

type Rule = {
  rule: string;
  /** What to do about it. */
  remedy: string;
  find(files: readonly Source[]): string[];
  /** Files that break it. */
  broken: Readonly<Record<string, string>>;
};

const ways: Rule[] = [
  {
    rule: 'nothing uses what stands above it in the order of dependence',
    remedy: 'Move what is shared down, or hand it in as a parameter. The order is in test/tidy/order.ts.',
    find: upwardUses,
    broken: { 'src/kernel/x.ts': `import { y } from '../db/door.ts';` },
  },
  {
    rule: 'areas enter one another only by contract.ts',
    remedy: 'Export the function from the other area’s contract.ts and import it from there.',
    find: sideDoors,
    broken: { 'src/areas/admission/commands.ts': `import { y } from '../membership/store.ts';` },
  },
  {
    rule: 'areas use one another in one direction',
    remedy: 'One of the two must not know the other: hand the fact in, or move the function.',
    find: areaCircles,
    broken: {
      'src/areas/a/x.ts': `import { y } from '../b/contract.ts';`,
      'src/areas/b/contract.ts': `import { x } from '../a/contract.ts';`,
    },
  },
  {
    rule: 'no files use one another in a circle',
    remedy: 'Move what both need into a third file below them.',
    find: fileCircles,
    broken: { 'src/db/a.ts': `import { b } from './b.ts';`, 'src/db/b.ts': `import { a } from './a.ts';` },
  },
  {
    rule: 'every file is used',
    remedy: 'Delete it, or use it. What only tests use is called testing.ts, testing/… or sample-….ts.',
    find: unused,
    broken: { 'src/kernel/forgotten.ts': '' },
  },
  {
    rule: 'no barrel files',
    remedy: 'Import from the file that defines the thing.',
    find: (files) =>
      codeOf(files)
        .filter(({ path: file, code }) => {
          const statements = code.split(';').map((statement) => statement.trim());
          const passesOn = statements
            .filter(Boolean)
            .every((statement) => /^export\b.*\bfrom\b/s.test(statement));
          return /(^|\/)index\.tsx?$/.test(file) || (passesOn && code.trim() !== '' && !isTest(file));
        })
        .map((file) => file.path),
    broken: { 'src/kernel/all.ts': `export * from './id.ts';` },
  },
  {
    rule: 'every area has a README and a contract',
    remedy:
      'README.md: half a page on what is kept and how it is counted. contract.ts: types, fields, refusals.',
    find(files) {
      const areas = new Set(files.flatMap((f) => /^src\/areas\/([^/]+)\//.exec(f.path)?.[1] ?? []));
      const wanted = [...areas].flatMap((area) => [
        `src/areas/${area}/README.md`,
        `src/areas/${area}/contract.ts`,
      ]);
      return wanted.filter((file) => !files.some((f) => f.path === file)).map((file) => `${file} is missing`);
    },
    broken: { 'src/areas/petitions/store.ts': '' },
  },
];

const tallFunction = `export function x() {\n${'  y();\n'.repeat(LONGEST_FUNCTION)}}\n`;

const code: Rule[] = [
  {
    rule: `files have at most ${LONGEST_FILE} lines`,
    remedy: 'Split by noun: name the part that became a thing of its own.',
    find: (files) =>
      [...codeOf(files), ...under(files, /\.sql$/)]
        .map((file) => ({ path: file.path, count: file.text.trimEnd().split('\n').length }))
        .filter(({ path: file, count }) => count > LONGEST_FILE && file !== 'db/schema.sql')
        .map(({ path: file, count }) => `${file} has ${count} lines`),
    broken: { 'src/kernel/long.ts': 'x;\n'.repeat(LONGEST_FILE + 1) },
  },
  {
    rule: `functions have at most ${LONGEST_FUNCTION} lines`,
    remedy: 'Name the steps and give each its own function.',
    find: (files) =>
      codeOf(files)
        .filter((file) => !/\.test\.tsx?$/.test(file.path))
        .flatMap((file) =>
          functionsOf(file)
            .filter((found) => found.lines > LONGEST_FUNCTION)
            .map((found) => `${file.path}:${found.line} ${found.name} has ${found.lines} lines`),
        ),
    broken: { 'src/kernel/tall.ts': tallFunction },
  },
  {
    rule: 'rules.ts is pure: no waiting, no clock, no SQL, no environment',
    remedy: 'Load facts in commands.ts and hand them to the rule as values.',
    find(files) {
      const rules = under(files, /^src\/areas\/.*rules\.ts$/);
      const impure = /\b(await|async|Promise|Clock|clock|process|tx|sql|unsafe|Math\.random)\b/;
      const reaches = /from '[^']*(\/store\.ts|\/commands\.ts|\/db\/|node:|\/clock\.ts)[^']*'/;
      return [...lines(rules, 'code', impure), ...lines(rules, 'said', reaches)];
    },
    broken: { 'src/areas/admission/rules.ts': 'const x = await y;' },
  },
  {
    rule: 'rules.ts holds no literal ages, months or deadlines',
    remedy:
      'Put the value in a pack of src/regulations with its document and article; read it in commands.ts.',
    find: (files) =>
      lines(under(files, /^src\/areas\/.*rules\.ts$/), 'code', /(?<![\w.$])(?!0\b|1\b)\d[\d_.]*\b/),
    broken: { 'src/areas/admission/rules.ts': 'if (age < 18) refuse();' },
  },
  {
    rule: 'only the clock reads the time',
    remedy: 'Take a Clock, a PlainDate or an Instant as a parameter (src/kernel/clock.ts).',
    find(files) {
      const elsewhere = codeOf(files).filter((file) => !CLOCKS.includes(file.path));
      return lines(elsewhere, 'code', /\bnew Date\b|\bDate\.now\b|\bDate\(\)/);
    },
    broken: { 'src/web/x.ts': 'const today = new Date();' },
  },
  {
    rule: 'SQL does not read the time',
    remedy: 'Pass the day or instant in; what is recorded takes its instant from the command (acting_at()).',
    find(files) {
      const elsewhere = files.filter(
        (f) => ![...CLOCKS, ...SQL_CLOCKS].includes(f.path) && f.path !== 'db/schema.sql',
      );
      const readers = [...productOf(elsewhere), ...under(elsewhere, /\.sql$/)];
      const now =
        /(?<![\w.])(now|clock_timestamp|transaction_timestamp|statement_timestamp)\(\)|current_timestamp/;
      return lines(readers, 'said', now);
    },
    broken: { 'db/migrations/0009_x.sql': 'insert into x values (now());' },
  },
  {
    rule: 'numbers are never rounded as binary fractions',
    remedy: 'Use percent() of src/kernel/ratio.ts and the formats of src/kernel/number.ts.',
    find: (files) => lines(codeOf(files), 'code', /\.(toFixed|toPrecision)\(/),
    broken: { 'src/reports/x.ts': 'x.toFixed(1)' },
  },
  {
    rule: 'SQL stands in stores, figures and the floor alone',
    remedy: 'Give the question a name and a function in the area’s store.ts.',
    find(files) {
      const elsewhere = under(productOf(files), /^src\//).filter(
        (f) => !SQL_HOMES.some((home) => home.test(f.path)),
      );
      const tag = /\b(tx|sql|db)(<[^`;]*>)?\(?`|\.unsafe\(/;
      const words = /['"`]\s*(select|insert into|update|delete from|with recursive)\s+[a-z_.*"$]/;
      return [...lines(elsewhere, 'said', tag), ...lines(elsewhere, 'said', words)];
    },
    broken: { 'src/areas/admission/commands.ts': 'await tx`select 1`;' },
  },
  {
    rule: 'every label and message has both languages',
    remedy: 'Write the Vietnamese and the English; where nothing is said to a person, do not use w().',
    find: (files) => {
      const empty = /\bw\(\s*(?:(''|""|``)|('(?:\\.|[^'\n])*'|`(?:\\.|[^`])*`|"[^"\n]*")\s*,\s*(''|""|``))/g;
      const places = (file: Source) =>
        [...file.said.matchAll(empty)].map((found) => file.said.slice(0, found.index));
      return productOf(files).flatMap((file) =>
        places(file).map((b) => `${file.path}:${b.split('\n').length}`),
      );
    },
    broken: { 'src/web/words.ts': `const x = w('Đảng viên', '');` },
  },
  {
    rule: 'pages hold no inline style, script or handler',
    remedy:
      'Use a class of the style sheets, and src/web/assets/capuy.js; the security policy forbids the rest.',
    find(files) {
      const inline =
        /<script(?![^>]*\bsrc=)|<style\b|\bstyle=[{"']|\bon([A-Z]\w*|click|load|submit|change|input|error)=["{]|dangerouslySetInnerHTML|javascript:/;
      return lines(under(productOf(files), /\.tsx$/), 'said', inline);
    },
    broken: { 'src/web/parts/x.tsx': 'const X = () => <p style="color:red">x</p>;' },
  },
];

type Lists = Readonly<Record<string, Readonly<Record<string, string>>>>;

const packages = (files: readonly Source[]): [string, string][] => {
  const read = JSON.parse(textOf(files, 'package.json') || '{}') as Lists;
  return ['dependencies', 'optionalDependencies', 'devDependencies'].flatMap((list) =>
    Object.entries(read[list] ?? {}),
  );
};

const PLACES = ['work', 'home', 'root', 'Users'].join('|');

const words: Rule[] = [
  {
    rule: 'dependencies are pinned exactly and explained in the decision record',
    remedy: 'Write the exact version in package.json and one line in docs/decisions/0010-dependencies.md.',
    find(files) {
      const record = under(files, /^docs\/decisions\/\d+-dependencies\.md$/)[0]?.text ?? '';
      return packages(files).flatMap(([name, version]) => [
        ...(/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version) ? [] : [`${name} ${version} is not pinned`]),
        ...(record.includes(`\`${name}\` ${version} `) ? [] : [`${name} ${version} is not in the record`]),
      ]);
    },
    broken: { 'package.json': `{ "dependencies": { "hono": "^4.0.0" } }` },
  },
  {
    rule: 'the lockfile names no addresses',
    remedy: 'Keep omit-lockfile-registry-resolved in .npmrc and install again.',
    find: (files) => lines(under(files, /^package-lock\.json$/), 'text', /"resolved"/),
    broken: { 'package-lock.json': '"resolved": "https://…"' },
  },
  {
    rule: 'no file names a registry or a folder of somebody’s machine',
    remedy: 'Use a path from the project folder; leave registries to the settings of whoever installs.',
    find(files) {
      const others = files.filter((file) => file.path !== 'tidy.test.ts');
      return lines(
        others,
        'text',
        new RegExp(`https?://[^\\s"']*(registry|npmjs)|(?<![\\w.)}])/(${PLACES})/[\\w.]`),
      );
    },
    broken: { 'docs/x.md': `see /${'home'}/an/capuy` },
  },
  {
    rule: 'the glossary has a line for every table',
    remedy: 'Add the Vietnamese term, the English noun and the table to GLOSSARY.md.',
    find(files) {
      const glossary = textOf(files, 'GLOSSARY.md');
      const tables = under(files, /^db\/migrations\//).flatMap((file) =>
        [...file.said.matchAll(/^create table (?:if not exists )?(\w+)/gm)].map((found) => found[1]!),
      );
      return tables.filter((table) => !glossary.includes(`\`${table}\``));
    },
    broken: { 'db/migrations/0009_x.sql': 'create table dossier (id uuid primary key);' },
  },
  {
    rule: 'every local link of a page of documentation leads somewhere',
    remedy: 'Mend the link, or make the file it promises.',
    find: (files) =>
      under(files, /\.md$/).flatMap((file) =>
        [...file.text.matchAll(/\]\((?!https?:|mailto:|#)([^)\s#]+)[^)]*\)/g)]
          .map((found) => path.posix.join(path.posix.dirname(file.path), decodeURIComponent(found[1]!)))
          .filter((target) => !exists(files, target.replace(/\/$/, '')))
          .map((target) => `${file.path} → ${target}`),
      ),
    broken: { 'docs/x.md': '[start](nowhere.md)' },
  },
];

/** A file or folder the guard reads, or (a picture, a template) one that lies in the project folder. */
const exists = (files: readonly Source[], target: string): boolean =>
  files.some((file) => file.path === target || file.path.startsWith(`${target}/`)) ||
  existsSync(path.join(import.meta.dirname, target));

describe.each([
  ['who knows whom', ways],
  ['code', code],
  ['words and packages', words],
] as const)('%s', (_, rules) => {
  test.each(rules)('$rule', ({ find, remedy }) => {
    const found = find(project);
    if (found.length > 0) expect.fail(`${remedy}\n${found.join('\n')}`);
  });

  test.each(rules)('would notice: $rule', ({ find, broken }) => {
    expect(find(Object.entries(broken).map(([file, text]) => sourceOf(file, text)))).not.toEqual([]);
  });
});

test('the guard reads code, not what stands in strings and comments', () => {
  const { code: bare } = sourceOf(
    'x.ts',
    `const a = \`x \${b(/[\`}]/)} y\`; // c\nconst d = "e" / f; /* g */`,
  );
  expect(bare.replace(/\s+/g, ' ')).toBe(`const a = \` \${b( )} \`; const d = / f; `);
});

test('the guard measures functions at the margin and inside', () => {
  const text = 'const a = (\n  b,\n) => {\n  c();\n};\n\nconst d = {\n  e(f) {\n    g();\n  },\n};\n';
  const found = functionsOf(sourceOf('x.ts', text)).map(({ name, lines: count }) => [name, count]);
  expect(found).toEqual([
    ['a', 5],
    ['e', 3],
  ]);
});
