/** `capuy figures`: the catalogue of figures and ratios, as a list or as JSON. */
import { parseArgs } from 'node:util';
import { figures } from '../catalogue.ts';
import { figuresMarkdown } from '../figures/reference.ts';
import type { Language } from '../kernel/words.ts';
import { figuresJson, figuresText } from './figures-text.ts';

const USAGE = `figures                liệt kê các số liệu · list the figures
figures TEXT           chỉ các khóa bắt đầu như vậy · only keys that begin so
  --json  --markdown  --lang vi|en`;

/** Runs the command; 0 when done, 1 when no key begins so, 2 for arguments that cannot be understood. */
export async function run(args: string[]): Promise<number> {
  const wanted = readArguments(args);
  if (!wanted) {
    process.stderr.write(`${USAGE}\n`);
    return 2;
  }
  const { prefix, json, markdown, language } = wanted;
  if (markdown) {
    process.stdout.write(figuresMarkdown(figures));
    return 0;
  }
  const text = figuresText(figures, prefix, language);
  if (text === '') {
    process.stderr.write(`Không có số liệu “${prefix}”. · No figure “${prefix}”.\n`);
    return 1;
  }
  process.stdout.write(`${json ? JSON.stringify(figuresJson(figures, prefix), null, 2) : text}\n`);
  return 0;
}

function readArguments(
  args: string[],
): { prefix: string; json: boolean; markdown: boolean; language: Language } | undefined {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        json: { type: 'boolean', default: false },
        markdown: { type: 'boolean', default: false },
        lang: { type: 'string', default: 'vi' },
      },
    });
    const { json, markdown, lang } = values;
    if (positionals.length > 1 || (lang !== 'vi' && lang !== 'en')) return undefined;
    return { prefix: positionals[0] ?? '', json, markdown, language: lang };
  } catch {
    return undefined;
  }
}
