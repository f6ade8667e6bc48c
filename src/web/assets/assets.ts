/**
 * The stylesheet, the script and the icon, read once at start. Their addresses carry a hash of their content, so
 * browsers may keep them for ever; they are compressed once, at the highest level.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { buildSync } from 'esbuild';
import { type Context, Hono } from 'hono';

const VENDOR = '@digdir/designsystemet-css';

/** Only the components that pages use; the complete stylesheet is four times as large. */
const COMPONENTS = [
  ...['list', 'label', 'field', 'fieldset', 'input', 'button'],
  ...['table', 'tag', 'alert', 'error-summary', 'validation-message'],
];

/** Palettes and fonts of the design system that `theme.css` replaces. */
const UNUSED_THEME = [
  'ds.theme.color-scheme.light',
  'ds.theme.color-scheme.dark',
  'ds.theme.typography.secondary',
];

/** Our own styles in the order of the cascade. */
const STYLES = [
  ...['theme.css', 'capuy.css', 'forms.css', 'lists.css', 'imports.css', 'reports.css', 'organisation.css'],
  ...['statistics.css', 'dossiers.css', 'phone.css', 'print.css'],
];

export type Asset = { href: string; type: string; plain: Buffer; brotli: Buffer; gzip: Buffer };

export type Assets = { css: Asset; js: Asset; icon: Asset };

/** The outermost blocks of a stylesheet, `@layer x{…}` and the like, in order. */
export function topBlocks(css: string): string[] {
  const blocks: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < css.length; at++) {
    if (css[at] === '{') depth++;
    if (css[at] === '}' && --depth === 0) {
      blocks.push(css.slice(start, at + 1).trim());
      start = at + 1;
    }
  }
  return blocks;
}

const withoutBlanks = (css: string): string =>
  css
    .replace(/\s+/g, ' ')
    .replace(/\s*([{};,])\s*/g, '$1')
    .replace(/: /g, ':')
    .replaceAll(';}', '}');

/** Takes comments and needless blanks out of a stylesheet. Texts in quotes and blanks inside `calc` stay. */
export function minifyCss(css: string): string {
  return css
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .split(/("[^"\n]*"|'[^'\n]*')/)
    .map((part, index) => (index % 2 ? part : withoutBlanks(part)))
    .join('')
    .trim();
}

function stylesheet(): string {
  const vendor = (file: string) =>
    readFileSync(createRequire(import.meta.url).resolve(`${VENDOR}/${file}.css`), 'utf8');
  const own = (file: string) => minifyCss(readFileSync(new URL(file, import.meta.url), 'utf8'));
  const theme = topBlocks(vendor('theme')).filter(
    (block) => !UNUSED_THEME.some((name) => block.startsWith(`@layer ${name}{`)),
  );
  return [
    '@layer ds.theme,ds.base,ds.components;',
    ...theme,
    `@layer ds.base{${vendor('base')}}`,
    `@layer ds.components{${COMPONENTS.map(vendor).join('')}}`,
    ...STYLES.map(own),
  ].join('\n');
}

function asset(name: string, type: string, content: string): Asset {
  const plain = Buffer.from(content);
  const hash = createHash('sha256').update(plain).digest('hex').slice(0, 12);
  const [stem, ending] = name.split('.');
  return {
    href: `/assets/${stem}.${hash}.${ending}`,
    type,
    plain,
    brotli: brotliCompressSync(plain),
    gzip: gzipSync(plain, { level: 9 }),
  };
}

let loaded: Assets | undefined;

/** All assets; read and compressed at the first call, the same afterwards. */
export function assets(): Assets {
  const read = (file: string) => readFileSync(new URL(file, import.meta.url), 'utf8');
  loaded ??= {
    css: asset('capuy.css', 'text/css; charset=utf-8', stylesheet()),
    js: asset('capuy.js', 'text/javascript; charset=utf-8', read('capuy.js')),
    icon: asset('icon.svg', 'image/svg+xml', read('icon.svg')),
  };
  return loaded;
}

/** What runs in browsers alone, with the library of age it rests on. */
const SEALING = fileURLToPath(new URL('../browser/sealing.ts', import.meta.url));

let sealing: Asset | undefined;

/** The script of the pages that seal and open, made one file when the first of them is asked for. */
export function sealingScript(): Asset {
  if (sealing) return sealing;
  const [file] = buildSync({
    ...{ entryPoints: [SEALING], bundle: true, write: false, minify: true },
    ...{ format: 'iife', target: 'es2022', legalComments: 'none', logLevel: 'silent' },
  }).outputFiles;
  sealing = asset('sealing.js', 'text/javascript; charset=utf-8', file!.text);
  return sealing;
}

function encoded(asset: Asset, accepted: string): { body: Buffer; encoding?: string } {
  if (/\bbr\b/.test(accepted)) return { body: asset.brotli, encoding: 'br' };
  if (/\bgzip\b/.test(accepted)) return { body: asset.gzip, encoding: 'gzip' };
  return { body: asset.plain };
}

/** Routes that serve the assets, to be mounted at the root; nobody needs to be signed in for them. */
export function assetRoutes(): Hono {
  const routes = new Hono();
  for (const asset of Object.values(assets())) routes.get(asset.href, (context) => sent(context, asset));
  routes.get('/assets/:name{sealing\\.[0-9a-f]+\\.js}', (context) => {
    const script = sealingScript();
    return script.href.endsWith(context.req.param('name')) ? sent(context, script) : context.notFound();
  });
  return routes;
}

function sent(context: Context, asset: Asset): Response {
  const { body, encoding } = encoded(asset, context.req.header('Accept-Encoding') ?? '');
  context.header('Content-Type', asset.type);
  context.header('Cache-Control', 'public, max-age=31536000, immutable');
  context.header('Vary', 'Accept-Encoding');
  if (encoding) context.header('Content-Encoding', encoding);
  return context.body(new Uint8Array(body));
}
