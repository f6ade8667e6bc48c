/** Who may know whom: the order of dependence of ARCHITECTURE.md, and the doors of the areas. */
import path from 'node:path';
import { importsOf, type Source } from './source.ts';

/** From the ground up: each may use what stands before it, never what stands after. */
export const ORDER = [
  ...['src/kernel', 'src/db', 'src/audit', 'src/regulations', 'src/approvals'],
  ...['src/records', 'src/files', 'src/imports', 'src/figures'],
  ...['src/areas/organisation', 'src/areas/access', 'src/areas/membership', 'src/areas'],
  ...[
    'src/reports',
    'src/forms',
    'src/catalogue.ts',
    'src/documents',
    'src/exchange',
    'src/backup',
    'demo',
    'src/cases',
    'src/web',
    'src/cli',
  ],
  ...['bench', 'prove', 'test'],
];

/** Tests look from outside at what they test, so the order does not bind them. */
export const isTest = (file: string): boolean =>
  /\.test\.tsx?$|^test\/|\/testing(\.ts$|\/)|\/sample-[^/]*\.ts$/.test(file);

export const isCode = (file: string): boolean => /\.(ts|tsx|mjs)$/.test(file);

/** The longest entry the path lies in; pages an area writes by hand stand where the web stands. */
function rankOf(file: string): number {
  if (/^src\/areas\/[^/]+\/.*pages\.tsx$/.test(file)) return ORDER.indexOf('src/web');
  const homes = ORDER.filter((home) => file === home || file.startsWith(`${home}/`));
  return ORDER.indexOf(homes.sort((a, b) => b.length - a.length)[0] ?? '');
}

const areaOf = (file: string): string | undefined => /^src\/areas\/([^/]+)\//.exec(file)?.[1];

type Use = { from: string; to: string; typesOnly: boolean };

const usesIn = (files: readonly Source[]): Use[] =>
  files
    .filter(({ path: from }) => isCode(from))
    .flatMap((file) => importsOf(file).map((use) => ({ from: file.path, ...use })));

const productUses = (files: readonly Source[]): Use[] =>
  usesIn(files).filter(({ from }) => !isTest(from) && from !== 'bin/capuy.mjs');

export const upwardUses = (files: readonly Source[]): string[] =>
  productUses(files)
    .filter(({ from, to }) => rankOf(from) >= 0 && rankOf(to) > rankOf(from))
    .filter(({ from, to }) => !(from === 'src/cli/main.ts' && /^(bench|prove)\/run\.ts$/.test(to)))
    .map(({ from, to }) => `${from} uses ${to}, which stands above it`);

/** An area is entered by its contract; the catalogue alone gathers every area's `area.ts` and `figures.ts`. */
export function sideDoors(files: readonly Source[]): string[] {
  const between = productUses(files).filter(
    ({ from, to }) => areaOf(to) && areaOf(from) && areaOf(from) !== areaOf(to),
  );
  return between
    .filter(({ to }) => path.posix.basename(to) !== 'contract.ts')
    .map(({ from, to }) => `${from} uses ${to}; only its contract.ts is a door`);
}

/** Groups of files (or of areas) that use one another in a circle. */
function circles(uses: readonly Use[], groupOf: (file: string) => string | undefined): string[] {
  const next = new Map<string, Set<string>>();
  for (const { from, to } of uses) {
    const [a, b] = [groupOf(from), groupOf(to)];
    if (a && b && a !== b) next.set(a, (next.get(a) ?? new Set()).add(b));
  }
  const found = new Set<string>();
  const done = new Set<string>();
  const walk = (name: string, way: readonly string[]) => {
    const start = way.indexOf(name);
    if (start >= 0) found.add([...way.slice(start), name].join(' → '));
    if (start >= 0 || done.has(name)) return;
    for (const other of next.get(name) ?? []) walk(other, [...way, name]);
    done.add(name);
  };
  for (const name of next.keys()) walk(name, []);
  return [...found];
}

export const areaCircles = (files: readonly Source[]): string[] => circles(productUses(files), areaOf);

/** Types may refer to one another; what runs may not. */
export const fileCircles = (files: readonly Source[]): string[] =>
  circles(
    productUses(files).filter(({ typesOnly }) => !typesOnly),
    (file) => (file.startsWith('src/') ? file : undefined),
  );

const ENTRIES =
  /^(bin\/capuy\.mjs|src\/cli\/main\.ts|test\/(setup|seed)\.ts|prove\/(load-generator|no-network-journey|writer)\.ts|vitest\.config\.ts)$|\.test\.tsx?$/;

/** Everything that some of these files lead to, by imports of imports. */
function reachedFrom(start: readonly string[], uses: readonly Use[]): Set<string> {
  const reached = new Set(start);
  const next = Map.groupBy(uses, ({ from }) => from);
  // A set that grows while it is walked hands out what was added.
  for (const file of reached) for (const { to } of next.get(file) ?? []) reached.add(to);
  return reached;
}

/** Files that nothing leads to; of the product, those that the command line does not lead to. */
export function unused(files: readonly Source[]): string[] {
  const known = files.map(({ path: file }) => file).filter((file) => isCode(file));
  const uses = usesIn(files);
  const byAnyone = reachedFrom(
    known.filter((file) => ENTRIES.test(file)),
    uses,
  );
  const byProduct = reachedFrom(['src/cli/main.ts'], uses);
  return known
    .filter((file) => !ENTRIES.test(file))
    .filter((file) => !(file.startsWith('src/') && !isTest(file) ? byProduct : byAnyone).has(file))
    .map((file) => `${file} is used by nobody${byAnyone.has(file) ? ' but tests' : ''}`);
}
