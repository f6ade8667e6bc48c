/**
 * Who asks for a rule, found in the product's own source: a list kept by hand would be wrong after the next change.
 * The source is what runs, so it is always there to be read.
 */
import { readdirSync, readFileSync } from 'node:fs';

/** A file of the product and its text. */
export type SourceText = { path: string; text: string };

/** Where rules are kept, listed and counted over, which is no use of any one of them. */
const KEEPERS =
  /^(regulations|areas\/rulebook|cli\/rules)|\.test\.tsx?$|(^|\/)testing(\/|\.ts$)|(^|\/)sample-/;

/** Functions that make up an id themselves, and what their ids begin with. */
const MAKERS: Readonly<Record<string, string>> = { competenceOf: 'comp.' };

const ID = /['"`]([a-z][a-z0-9_]*(?:\.[a-zA-Z][a-zA-Z0-9_]*)+)['"`]/g;
/** The beginning of an id that is put together: `report.layout.${name}`. */
const BEGINNING = /['"`]((?:[a-z][a-z0-9_]*\.){2,})(?:\$\{|['"`])/g;

/** The same of one part only, where a rule is asked for by it: `ofDay(regulations, \`statute.${form}\`, day)`. */
const ASKED = /(?:ofDay|valueOn)(?:<[^>]*>)?\((?:[\w.]+, )?`([a-z_]+\.)\$\{/g;

/** The part a file belongs to: an area's own name as `areas/NAME`, else the folder. */
const partOf = (path: string): string => /^(areas\/[^/]+|[^/.]+)/.exec(path)?.[1] ?? path;

function askedIn({ text }: SourceText, ids: ReadonlySet<string>): Set<string> {
  const named = [...text.matchAll(ID)].map((match) => match[1]!).filter((id) => ids.has(id));
  const begun = [...text.matchAll(BEGINNING), ...text.matchAll(ASKED)].map((match) => match[1]!);
  const made = Object.entries(MAKERS).flatMap(([name, begins]) =>
    text.includes(`${name}(`) ? [begins] : [],
  );
  const beginnings = [...begun, ...made];
  const matching = [...ids].filter((id) => beginnings.some((beginning) => id.startsWith(beginning)));
  return new Set([...named, ...matching]);
}

/** By id, the parts of the product that ask for the rule, in alphabetical order; ids nobody asks for are left out. */
export function usesIn(files: readonly SourceText[], ids: readonly string[]): Map<string, string[]> {
  const known = new Set(ids);
  const uses = new Map<string, Set<string>>();
  for (const file of files) {
    if (KEEPERS.test(file.path)) continue;
    for (const id of askedIn(file, known)) {
      uses.set(id, (uses.get(id) ?? new Set()).add(partOf(file.path)));
    }
  }
  return new Map([...uses].map(([id, parts]) => [id, [...parts].sort()]));
}

/** Every source file beneath a folder. */
function sourcesIn(folder: URL): SourceText[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return files
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => /\.tsx?$/.test(path))
    .map((path) => ({ path, text: readFileSync(new URL(path, folder), 'utf8') }));
}

let found: ReadonlyMap<string, string[]> | undefined;

/** Who asks for which rule in this product; read once. */
export function ruleUses(ids: readonly string[]): ReadonlyMap<string, string[]> {
  found ??= usesIn(sourcesIn(new URL('../', import.meta.url)), ids);
  return found;
}
