/** Reads the project's own files for the architecture guard: text, text without comments, code without strings. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

export type Source = {
  /** Path from the project folder, with `/`. */
  path: string;
  text: string;
  /** Comments blanked; every character keeps its place. */
  said: string;
  /** Comments, strings and regular expressions blanked; what `${}` holds stays. */
  code: string;
};

const LEFT_OUT = new Set(['node_modules', '.git', 'data', 'coverage']);
const READABLE = /\.(ts|tsx|mjs|js|css|json|md|sql|yaml|svg|csv)$|(^|\/)(run|LICENSE|\.npmrc|\.gitignore)$/;
const CODE = /\.(ts|tsx|mjs|js)$/;

/** Every file of the project that people write; `data` at the root and what npm installs are left out. */
export function readProject(root: string): Source[] {
  const found: Source[] = [];
  const walk = (folder: string) => {
    for (const entry of readdirSync(path.join(root, folder), { withFileTypes: true })) {
      const file = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory() && !LEFT_OUT.has(entry.name)) walk(file);
      else if (entry.isFile() && READABLE.test(file))
        found.push(sourceOf(file, readFileSync(path.join(root, file), 'utf8')));
    }
  };
  walk('');
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}

export function sourceOf(file: string, text: string): Source {
  if (file.endsWith('.sql')) {
    const said = text.replace(/--.*/g, blank);
    return { path: file, text, said, code: said };
  }
  return CODE.test(file)
    ? { path: file, text, ...masked(text) }
    : { path: file, text, said: text, code: text };
}

const blank = (text: string) => text.replace(/[^\n]/g, ' ');

type Piece = { kind: 'comment' | 'string' | 'code'; text: string };

function masked(text: string): { said: string; code: string } {
  let said = '';
  let code = '';
  for (const piece of pieces(text)) {
    said += piece.kind === 'comment' ? blank(piece.text) : piece.text;
    code += piece.kind === 'code' ? piece.text : blank(piece.text);
  }
  return { said, code };
}

const LINE_COMMENT = /\/\/.*/y;
const BLOCK_COMMENT = /\/\*[\s\S]*?(\*\/|$)/y;
// A quotation mark that does not close on its line is an apostrophe in the text of a page.
const QUOTED = /'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"/y;
const REGULAR = /\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\/[a-z]*/y;
const TEMPLATE_TEXT = /(?:\\[\s\S]|\$(?!\{)|[^`\\$])+/y;
const BEFORE_REGULAR = /(^|[(,=:[!&|?{;\n]|=>|\breturn)\s*$/;

/** Cuts a file into comments, strings and code; inside a template, `${` opens code that its `}` closes. */
function* pieces(text: string): Generator<Piece> {
  const braces: number[] = [];
  let depth = 0;
  let at = 0;
  let inTemplate = false;
  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    return pattern.exec(text)?.[0];
  };
  while (at < text.length) {
    const piece = inTemplate ? templatePiece(match) : plainPiece(match, text, at);
    at += piece.text.length;
    if (piece.kind === 'code') {
      if (piece.text === '`') inTemplate = !inTemplate;
      else if (piece.text === '${') {
        braces.push(depth);
        inTemplate = false;
      } else if (piece.text === '{') depth += 1;
      else if (piece.text === '}') {
        if (braces.at(-1) === depth) {
          braces.pop();
          inTemplate = true;
        } else depth -= 1;
      }
    }
    yield piece;
  }
}

type Matcher = (pattern: RegExp) => string | undefined;

function templatePiece(match: Matcher): Piece {
  const text = match(TEMPLATE_TEXT);
  if (text !== undefined) return { kind: 'string', text };
  return { kind: 'code', text: match(/\$\{/y) ?? '`' };
}

function plainPiece(match: Matcher, text: string, at: number): Piece {
  const comment = match(LINE_COMMENT) ?? match(BLOCK_COMMENT);
  if (comment !== undefined) return { kind: 'comment', text: comment };
  const quoted = match(QUOTED);
  if (quoted !== undefined) return { kind: 'string', text: quoted };
  if (text[at] === '/' && BEFORE_REGULAR.test(text.slice(Math.max(0, at - 40), at))) {
    const regular = match(REGULAR);
    if (regular !== undefined) return { kind: 'string', text: regular };
  }
  return { kind: 'code', text: match(/[\w$]+|[^\S\n]+/y) ?? text[at]! };
}

export type Import = {
  to: string /** Only types, which are gone when the product runs. */;
  typesOnly: boolean;
};

/** The local files a file imports, as paths from the project folder; static, dynamic and by `new URL`. */
export function importsOf({ path: file, said }: Source): Import[] {
  const found: Import[] = [];
  const add = (to: string, typesOnly: boolean) =>
    found.push({ to: path.posix.join(path.posix.dirname(file), to), typesOnly });
  const statements = /^(?:import|export)\b([^;'"]*?)\bfrom\s+['"](\.{1,2}\/[^'"\n]*)['"]/gm;
  for (const [, clause, to] of said.matchAll(statements)) {
    const names = /\{([^}]*)\}/
      .exec(clause!)?.[1]
      ?.split(',')
      .filter((name) => name.trim() !== '');
    add(to!, /^\s*type\b/.test(clause!) || (names?.every((name) => /^\s*type\s/.test(name)) ?? false));
  }
  const others = /(?:^import\s+|\bimport\s*\(\s*|\bnew URL\(\s*)['"](\.{1,2}\/[^'"\n]*)['"]/gm;
  for (const [, to] of said.matchAll(others)) add(to!, false);
  return found;
}

export type Stretch = { name: string; line: number; lines: number };

/**
 * Functions with their length, by the layout the formatter gives: a function at the margin ends before the next
 * line at the margin that does not close something; one inside ends at its closing brace at the same depth.
 */
export function functionsOf({ code }: Source): Stretch[] {
  const lines = code.split('\n');
  const found: Stretch[] = [];
  for (const [i, line] of lines.entries()) {
    const end = isOutermost(lines, i) ? endAtMargin(lines, i) : endInside(lines, i);
    if (end > i) found.push({ name: nameIn(line), line: i + 1, lines: end - i + 1 });
  }
  return found;
}

const nameIn = (line: string): string =>
  /(?:function\*?|const|let)\s+(\w+)/.exec(line)?.[1] ?? /(\w+)\s*\(/.exec(line)?.[1] ?? line.trim();

function isOutermost(lines: readonly string[], i: number): boolean {
  const line = lines[i]!;
  if (/^(export )?(default )?(async )?function\b/.test(line)) return true;
  const start = /^(?:export )?const \w+[^=]*= (?:async )?(?:<[^>]*>)?(?=\()/.exec(line);
  if (!start) return /^(export )?const \w+[^=]*= (async )?\w+ =>/.test(line);
  const text = lines.slice(i, endAtMargin(lines, i) + 1).join('\n');
  let depth = 0;
  for (let at = start[0].length; at < text.length; at++) {
    if (text[at] === '(') depth += 1;
    if (text[at] === ')') depth -= 1;
    if (depth === 0) return /^\s*(:[^=]*)?=>/.test(text.slice(at + 1));
  }
  return false;
}

function endAtMargin(lines: readonly string[], start: number): number {
  let end = start;
  for (let i = start + 1; i < lines.length; i++) {
    if (/^[^\s)}\]]/.test(lines[i]!)) break;
    if (lines[i]!.trim() !== '') end = i;
  }
  return end;
}

const HEAD =
  /^( +)(?!if\b|for\b|while\b|switch\b|\} else|\} catch)(.*=> \{|(?:async )?\*?(?:function )?\w+\(.*\{)$/;

function endInside(lines: readonly string[], start: number): number {
  const head = HEAD.exec(lines[start]!);
  if (!head) return start;
  const end = lines.findIndex((line, i) => i > start && line.startsWith(`${head[1]}}`));
  return end < 0 ? start : end;
}
