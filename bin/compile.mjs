/*
 * What a program of this project compiles to: one file and what it loads later, kept beside the packages until one
 * of its sources changes. Node then opens a handful of files instead of a thousand, which takes a third of the time.
 */
import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

/** What is made of the sources also depends on these. */
const SETTINGS = ['package-lock.json', 'tsconfig.json', 'bin/compile.mjs'];

/** Earlier ones are kept for whoever still loads parts of them, or compiled at the same moment; so many. */
const KEPT = 20;

/** What Node is told to run a program of the project, for example `src/cli/main.ts`, and what has to be set for it. */
export async function runs(program) {
  const made = await compiled(program);
  const loader = pathToFileURL(path.join(root, 'node_modules', 'tsx', 'dist', 'loader.mjs')).href;
  const cache = path.join(root, 'node_modules', '.cache', 'compiled');
  return {
    args: made ? ['--enable-source-maps', made] : ['--import', loader, path.join(root, program)],
    env: {
      // tsx looks for tsconfig.json in the folder where the command was typed; ours says how pages are compiled.
      TSX_TSCONFIG_PATH: path.join(root, 'tsconfig.json'),
      // What Node makes of it is kept, too; a folder that cannot be written is passed over.
      NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? cache,
    },
  };
}

/** The file a program compiles to. Undefined where it cannot be kept: a folder of packages nobody may write to. */
export async function compiled(program) {
  const folder = path.join(root, 'node_modules', '.cache', 'programs', program.replace(/\W/g, '-'));
  const current = readCurrent(folder);
  if (current && isFresh(current)) return path.join(folder, current.build, current.file);
  try {
    fs.mkdirSync(folder, { recursive: true });
    fs.accessSync(folder, fs.constants.W_OK);
  } catch {
    return undefined;
  }
  return build(folder, program);
}

function readCurrent(folder) {
  try {
    const current = JSON.parse(fs.readFileSync(path.join(folder, 'current.json'), 'utf8'));
    return fs.existsSync(path.join(folder, current.build, current.file)) ? current : undefined;
  } catch {
    return undefined;
  }
}

/** Compiled here (addresses of files stand in it), and every source as it was then. */
const isFresh = ({ at, sources }) =>
  at === root && Object.entries(sources).every(([file, mark]) => markOf(file) === mark);

function markOf(file) {
  const found = fs.statSync(path.join(root, file), { throwIfNoEntry: false });
  return found ? `${found.size} ${found.mtimeMs}` : '';
}

async function build(folder, program) {
  const name = randomUUID();
  fs.mkdirSync(path.join(folder, name));
  const begun = fs.statSync(path.join(folder, name)).mtimeMs;
  const esbuild = createRequire(path.join(root, 'package.json'))('esbuild');
  const { metafile } = await esbuild.build({
    ...{ absWorkingDir: root, entryPoints: [program], outdir: path.join(folder, name) },
    ...{
      bundle: true,
      splitting: true,
      packages: 'external',
      format: 'esm',
      platform: 'node',
      target: 'node22',
    },
    ...{ sourcemap: 'linked', sourcesContent: false, outExtension: { '.js': '.mjs' } },
    ...{ metafile: true, logLevel: 'warning', plugins: [inPlace] },
  });
  const files = [...Object.keys(metafile.inputs).filter((file) => !file.includes(':')), ...SETTINGS];
  const sources = Object.fromEntries(files.map((file) => [file, markOf(file)]));
  const file = `${path.basename(program, path.extname(program))}.mjs`;
  // A source that changed meanwhile may have been read before: then the next start compiles again.
  const isSettled = Object.values(sources).every((mark) => Number(mark.split(' ')[1]) < begun);
  if (isSettled) {
    const written = path.join(folder, `${name}.json`);
    fs.writeFileSync(written, JSON.stringify({ build: name, at: root, file, sources }));
    fs.renameSync(written, path.join(folder, 'current.json'));
  }
  forgetOld(folder);
  return path.join(folder, name, file);
}

/** A source finds what lies beside it, wherever its compilation lies. */
const inPlace = {
  name: 'in place',
  setup({ onLoad }) {
    onLoad({ filter: /\.(tsx?|mjs)$/ }, ({ path: file }) => {
      const text = fs.readFileSync(file, 'utf8');
      if (!/import\.meta\./.test(text)) return undefined;
      // Patterns, not words: a program that compiles others has this file among its sources.
      const contents = text
        .replaceAll(/import\.meta\.url/g, () => JSON.stringify(pathToFileURL(file).href))
        .replaceAll(/import\.meta\.dirname/g, () => JSON.stringify(path.dirname(file)))
        .replaceAll(/import\.meta\.main/g, 'false');
      const [, kind] = /\.m?(\w+)$/.exec(file);
      return { contents, loader: kind };
    });
  },
};

function forgetOld(folder) {
  const builds = fs
    .readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => path.join(folder, name))
    .map((file) => ({ file, made: fs.statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0 }))
    .sort((a, b) => b.made - a.made);
  for (const { file } of builds.slice(KEPT)) fs.rmSync(file, { recursive: true, force: true });
}
