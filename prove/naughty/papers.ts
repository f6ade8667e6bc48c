/** Word files filled with a naughty string: nothing in them is alive, and the string stands in them as text. */
import PizZip from 'pizzip';
import { PAPERS, type PaperCode, SESSION_TAGS } from '../../src/areas/inspection/papers.ts';
import { type Paper, paperDocx } from '../../src/documents/docx/paper.ts';
import { printable } from '../../src/documents/printable.ts';
import { plainDate } from '../../src/kernel/plain-date.ts';

const DAY = plainDate('2023-10-05');
const MARK = { code: 'xk-1', line: 'x' };
/** What is filled in to be compared with; it holds nothing that could be taken for anything else. */
const PLAIN = 'Chữ thường';

type Tags = Paper['tags'];

/** The string in the place of every value, once in every loop. */
const filled = (tags: Tags, text: string): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(tags).map(([name, tag]) => [
      name,
      tag.kind === 'loop' ? [filled(tag.inside, text)] : text,
    ]),
  );

const paperWith = (code: PaperCode, text: string): Paper => ({
  name: code,
  head: {
    ...{ above: text, issuer: text, number: null, symbol: code, on: DAY },
    ...{ type: PAPERS[code].words.vi, abstract: text, recipients: [text, text] },
  },
  body: PAPERS[code].body,
  tags: SESSION_TAGS,
  values: filled(SESSION_TAGS, text),
});

/** Everything in the parts of a Word file that is no text: elements, fields, links. As text `<` would be escaped. */
function skeletonOf(docx: Uint8Array): string {
  const zip = new PizZip(docx);
  const parts = Object.keys(zip.files).filter((name) => /\.(xml|rels)$/.test(name));
  return parts
    .map(
      (name) =>
        `${name}: ${(
          zip
            .file(name)!
            .asText()
            .match(/<[^>]*>/g) ?? []
        ).join('')}`,
    )
    .join('\n');
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** The text of a Word file as a reader sees it. */
const textIn = (docx: Uint8Array): string =>
  new PizZip(docx)
    .file('word/document.xml')!
    .asText()
    .replace(/<\/w:p>/g, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&(\w+);/g, (whole, name) => ENTITIES[name] ?? whole);

/** By paper: its skeleton, and how often a value stands in it. */
const plain = new Map<PaperCode, { skeleton: string; times: number }>();

const timesIn = (text: string, wanted: string): number => text.split(wanted).length - 1;

async function plainOf(code: PaperCode): Promise<{ skeleton: string; times: number }> {
  const known = plain.get(code);
  if (known) return known;
  const made = await paperDocx(paperWith(code, PLAIN), { mark: MARK });
  if (!made.ok) throw new Error(made.refusals.map(({ message }) => message.en).join());
  const found = { skeleton: skeletonOf(made.value), times: timesIn(textIn(made.value), PLAIN) };
  if (found.times === 0) throw new Error(`${code} takes no text`);
  plain.set(code, found);
  return found;
}

const CODES = Object.keys(PAPERS) as PaperCode[];

/** What is wrong with a paper of a session once a string is filled in wherever it takes one; `turn` says which paper. */
export async function paperFaults(text: string, turn: number): Promise<string[]> {
  const code = CODES[turn % CODES.length]!;
  const { skeleton, times } = await plainOf(code);
  const made = await paperDocx(paperWith(code, text), { mark: MARK });
  const about = `Word, ${code}: ${JSON.stringify(text)}`;
  if (!made.ok) return [`${about} is refused`];
  const shown = printable(text);
  // Where nothing is left to be written, there is nothing to look for.
  if (shown === '') return [];
  return [
    ...(skeletonOf(made.value) === skeleton ? [] : [`${about} is more than text`]),
    ...(timesIn(textIn(made.value), shown) >= times ? [] : [`${about} became other text`]),
  ];
}
